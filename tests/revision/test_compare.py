"""Comparing two texts."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.revision.compare import Change, Piece, compare, sentences, words

TEXTS = st.text(alphabet="一篇新闻96.,。;\n”发a ", max_size=60)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", ()),
        ("甲。乙!丙", ("甲。", "乙!", "丙")),
        ("他说:“好。”会议结束。", ("他说:“好。”", "会议结束。")),
        ("甲\n乙", ("甲\n", "乙")),
        ("增长3.5%。", ("增长3.5%。",)),
    ],
)
def test_sentences_end_behind_their_mark(text: str, expected: tuple[str, ...]) -> None:
    """A closing quote belongs to the sentence, a decimal point ends none."""
    assert sentences(text) == expected


def test_a_numeral_is_one_word() -> None:
    """96 and 196 share no part."""
    assert words("发稿1,096.5篇,近三百二十次") == (
        *"发稿",
        "1,096.5",
        *"篇,近",
        "三百二十",
        "次",
    )


@given(TEXTS, TEXTS)
def test_the_pieces_make_up_both_texts(old: str, new: str) -> None:
    """Nothing is lost in a comparison, and equal texts have no change."""
    pieces = compare(old, new)
    assert "".join(p.text for p in pieces if p.change is not Change.NEW) == old
    assert "".join(p.text for p in pieces if p.change is not Change.CUT) == new
    assert all(p.text for p in pieces)
    assert (old == new) == all(p.change is Change.SAME for p in pieces)


def test_a_changed_figure_is_shown_alone() -> None:
    """Within a sentence that stayed alike only the words that changed are marked."""
    assert compare("全县发稿455篇,居全市第三。", "全县发稿456篇,居全市第三。") == (
        Piece(Change.SAME, "全县发稿"),
        Piece(Change.CUT, "455"),
        Piece(Change.NEW, "456"),
        Piece(Change.SAME, "篇,居全市第三。"),
    )


def test_a_sentence_that_has_nothing_in_common_is_shown_whole() -> None:
    """Two sentences that share little are cut and new, not mixed."""
    assert compare("甲乙丙丁戊己。", "今年会议开得好。") == (
        Piece(Change.CUT, "甲乙丙丁戊己。"),
        Piece(Change.NEW, "今年会议开得好。"),
    )
