"""Plain text to blocks: titles, headings, paragraphs, signatures, dates."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.domain import BlockKind
from assistant.extraction import read_document

TEXT = """青岚县2025年工作总结

市委办公室:
一年来,各项工作有序推进。现总结如下。
一、主要做法
（一）健全机制,促进工作落地。一是健全机构。二是落实责任。
1．抓学习
(1)建立学习制度
  1.5万人参加培训。
（二）"""


def _shape(text: str) -> list[tuple[BlockKind, int, str]]:
    return [(block.kind, block.level, block.text) for block in read_document(text).blocks]


def test_a_summary_falls_into_its_blocks() -> None:
    """Title, addressee, paragraphs and four levels of headings."""
    assert _shape(TEXT) == [
        (BlockKind.TITLE, 0, "青岚县2025年工作总结"),
        (BlockKind.ADDRESSEE, 0, "市委办公室:"),
        (BlockKind.PARAGRAPH, 0, "一年来,各项工作有序推进。现总结如下。"),
        (BlockKind.HEADING, 1, "一、主要做法"),
        (BlockKind.HEADING, 2, "（一）健全机制,促进工作落地。"),
        (BlockKind.PARAGRAPH, 0, "一是健全机构。二是落实责任。"),
        (BlockKind.HEADING, 3, "1．抓学习"),
        (BlockKind.HEADING, 4, "(1)建立学习制度"),
        (BlockKind.PARAGRAPH, 0, "1.5万人参加培训。"),
        (BlockKind.HEADING, 2, "（二）"),
    ]


@pytest.mark.parametrize(
    "date",
    ["2025年12月31日", "二〇二五年十二月三十一日", "2025-12-31", "201*年12月31日", "2025年12月"],
)
def test_signature_and_date_stand_at_the_end(date: str) -> None:
    """A short line above a closing date is the signature."""
    shape = _shape(f"总结\n正文到此为止。\n青岚县委办公室\n{date}")
    assert [kind for kind, _, _ in shape[-2:]] == [BlockKind.SIGNATURE, BlockKind.DATE]


def test_a_sentence_above_the_date_is_no_signature() -> None:
    """It ends in a full stop."""
    shape = _shape("总结\n工作扎实推进。\n2025年12月31日")
    assert [kind for kind, _, _ in shape] == [
        BlockKind.TITLE,
        BlockKind.PARAGRAPH,
        BlockKind.DATE,
    ]


def test_a_long_numbered_sentence_is_a_paragraph() -> None:
    """A heading has at most forty characters."""
    line = "(一)" + "健全完善各项规章制度" * 5 + "。"
    assert _shape("总结\n" + line)[1][0] is BlockKind.PARAGRAPH


def test_a_late_line_with_a_colon_is_no_addressee() -> None:
    """主送 stands on top."""
    shape = _shape("总结\n开头一段。\n主要做法:\n结尾一段。")
    assert [kind for kind, _, _ in shape[1:]] == [BlockKind.PARAGRAPH] * 3


@pytest.mark.parametrize("text", ["", "\n \n", "　\n"])
def test_a_blank_text_has_no_blocks(text: str) -> None:
    """Nothing to read."""
    assert read_document(text).blocks == ()


def test_a_first_sentence_is_no_title() -> None:
    """A title ends no sentence."""
    assert _shape("全年工作平稳。")[0][0] is BlockKind.PARAGRAPH


@given(st.text(st.sampled_from("一二、(（)）1.．:。年月日0125 \n\u3000总结办,"), max_size=80))
def test_blocks_cover_the_text_exactly(text: str) -> None:
    """Offsets are exact, blocks in order, and all that is not blank belongs to one."""
    document = read_document(text)
    rest, last = list(text), 0
    for block in document.blocks:
        assert text[block.offset : block.end] == block.text
        assert last <= block.offset
        last = block.end
        rest[block.offset : block.end] = " " * len(block.text)
    assert not "".join(rest).strip()
