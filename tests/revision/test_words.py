"""Clauses and words."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.revision.rebinding import clauses, words


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", ()),
        ("甲,乙。丙", ("甲,", "乙。", "丙")),
        ("他说:“好。”会议结束。", ("他说:", "“好。”", "会议结束。")),
        ("甲\n乙", ("甲\n", "乙")),
        ("增长3.5%,达1,096篇。", ("增长3.5%,", "达1,096篇。")),
    ],
)
def test_clauses_end_behind_their_mark(text: str, expected: tuple[str, ...]) -> None:
    """A closing quote belongs to the clause; a comma between digits ends none."""
    assert clauses(text) == expected


def test_a_numeral_is_one_word() -> None:
    """96 and 196 share no part."""
    assert words("发稿1,096.5篇,近三百二十次") == (
        *"发稿",
        "1,096.5",
        *"篇,近",
        "三百二十",
        "次",
    )


@given(st.text(alphabet="一篇新闻96.,。;\n”发a ", max_size=60))
def test_the_parts_make_up_the_text(text: str) -> None:
    """Nothing is lost."""
    assert "".join(clauses(text)) == text
    assert "".join(words(text)) == text
