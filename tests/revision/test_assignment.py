"""Which section each paragraph of an edited document belongs to."""

from __future__ import annotations

import pytest

from assistant.domain import Block, BlockKind
from assistant.revision.assignment import OldSection, assign, bare_heading, related

OPENING = "今年以来，全县政法宣传战线围绕中心、服务大局，取得新进展。"
RESULTS = "全县媒体发稿四百余篇，居全市前列，群众满意度继续提高。"
PLAN = "明年将继续办好法治宣讲，扩大覆盖面，多到基层去。"
CLOSING = "以上报告，请审阅；不当之处，请批评指正。"
OLD = (
    OldSection("opening", "", (OPENING,)),
    OldSection("results", "工作成效", (RESULTS,)),
    OldSection("plan", "下一步安排", (PLAN,)),
    OldSection("closing", "", (CLOSING,)),
)
NEW = "本段是新写的内容，与原稿毫无关系可言。"


def _blocks(*texts: str) -> list[Block]:
    """Lines that begin with ``#`` are headings of the first level."""
    return [
        Block(BlockKind.HEADING, text[1:], level=1)
        if text.startswith("#")
        else Block(BlockKind.PARAGRAPH, text)
        for text in texts
    ]


def _assigned(*texts: str) -> list[tuple[str | None, list[str]]]:
    blocks = _blocks(*texts)
    return [(part.id, [blocks[line].text for line in part.lines]) for part in assign(blocks, OLD)]


def test_sections_without_heading_are_told_by_their_text() -> None:
    """A closing stands behind the last section's paragraphs without a mark."""
    assert _assigned(OPENING, "#一、工作成效", RESULTS, "#二、下一步安排", PLAN, CLOSING) == [
        ("opening", [OPENING]),
        ("results", [RESULTS]),
        ("plan", [PLAN]),
        ("closing", [CLOSING]),
    ]


def test_new_paragraphs_belong_to_where_they_stand() -> None:
    """New text goes to the section above it."""
    assert _assigned(OPENING, NEW, "#一、工作成效", RESULTS, NEW, "#二、下一步安排", PLAN) == [
        ("opening", [OPENING, NEW]),
        ("results", [RESULTS, NEW]),
        ("plan", [PLAN]),
    ]


def test_a_rewritten_opening_is_still_the_opening() -> None:
    """Text before the first heading has a place even where nothing of it stayed."""
    assert _assigned(NEW, "#一、工作成效", RESULTS)[0] == ("opening", [NEW])


def test_a_renamed_section_is_known_by_its_text() -> None:
    """And one whose text was rewritten by its heading."""
    assert [id_ for id_, _ in _assigned("#一、成绩", RESULTS, "#二、下一步安排", NEW)] == [
        "results",
        "plan",
    ]


def test_a_heading_that_no_section_had_is_new() -> None:
    """No section is given twice."""
    parts = _assigned("#一、工作成效", RESULTS, "#二、工作成效", NEW, "#三、附记", NEW)
    assert [id_ for id_, _ in parts] == ["results", None, None]


def test_paragraphs_of_one_section_that_stand_apart_are_joined() -> None:
    """A sentence of the opening that was moved to the end stays with the opening."""
    parts = _assigned(OPENING, "#一、工作成效", RESULTS, OPENING)
    assert parts == [("opening", [OPENING, OPENING]), ("results", [RESULTS])]


def test_text_before_the_first_heading_of_a_draft_without_opening_is_new() -> None:
    """It becomes a section of its own."""
    blocks = _blocks(NEW, "#一、工作成效", RESULTS)
    parts = assign(blocks, OLD[1:3])
    assert [part.id for part in parts] == [None, "results"]


@pytest.mark.parametrize(
    ("texts", "expected"),
    [((NEW,), False), ((RESULTS,), True), (("#三、工作成效", NEW), True), ((), False)],
)
def test_a_strange_document_has_nothing_of_the_draft(
    texts: tuple[str, ...], expected: bool
) -> None:
    """One paragraph or one heading is enough."""
    assert related(_blocks(*texts), OLD) is expected


@pytest.mark.parametrize(
    ("text", "bare"),
    [
        ("一、工作成效", "工作成效"),
        ("十二、其他", "其他"),
        ("1.总体情况", "总体情况"),
        ("工作成效", "工作成效"),
        ("第一部分 总体情况", "总体情况"),
    ],
)
def test_a_heading_is_known_without_its_number(text: str, bare: str) -> None:
    """Numbers change when sections move."""
    assert bare_heading(text) == bare
