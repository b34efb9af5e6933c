"""An edited document comes back."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from assistant.documents import read_docx, write_docx
from assistant.domain import Author, Block, BlockKind, CellPlace, Document
from assistant.errors import DocumentError, InputError
from assistant.revision.arranging import restore
from assistant.revision.editing import edit
from assistant.revision.importing import (
    Import,
    apply_import,
    compare_with,
    import_data,
    import_lines,
    running_text,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from assistant.revision.session import Session

Blocks = list[Block]


def _edited(session: Session, change: Callable[[Blocks], Blocks]) -> Document:
    """The draft's document, written and read as a .docx, changed by a person between."""
    blocks = change(list(session.checked.assembled.document.blocks))
    data = write_docx(Document.of_blocks(tuple(blocks)), session.sheet.document)
    return read_docx(data).document


def _retyped(old: str, new: str) -> Callable[[Blocks], Blocks]:
    def change(blocks: Blocks) -> Blocks:
        assert any(old in block.text for block in blocks)
        return [Block(b.kind, b.text.replace(old, new), level=b.level) for b in blocks]

    return change


def _bring(session: Session, change: Callable[[Blocks], Blocks]) -> Import:
    brought = compare_with(session, _edited(session, change))
    apply_import(session, brought, "改.docx")
    return brought


def _place(blocks: Blocks, words: str) -> int:
    return next(place for place, block in enumerate(blocks) if words in block.text)


def test_an_unchanged_document_brings_nothing(session: Session) -> None:
    """Writing and reading alone are no edit."""
    before = session.draft
    assert _bring(session, lambda blocks: blocks).empty
    assert [each.revisions for each in session.draft.sections] == [
        each.revisions for each in before.sections
    ]


def test_changed_words_become_a_revision_by_a_person(session: Session) -> None:
    """Only the section that changed has one; its figures stay bound."""
    brought = _bring(session, _retyped("全县媒体发稿", "一年来，全县各媒体发稿"))
    assert [id_ for id_, _ in brought.sources] == ["results"]
    assert brought.figures == ()
    section = session.store.section("results")
    assert section.revisions[-1].author is Author.PERSON
    assert section.revisions[-1].note == "导入 改.docx"
    assert "发稿{articles}，比上年{articles.growth}" in section.source
    assert session.checked.report.ok
    assert len(session.store.section("problems").revisions) == 1


def test_a_figure_that_a_person_changed_is_told(session: Session) -> None:
    """Old and new stand side by side, and the verifier finds the new one."""
    brought = _bring(session, _retyped("216场", "261场"))
    assert [(each.section_id, each.fact_id, each.old, each.new) for each in brought.figures] == [
        ("results", "lectures", "216场", "261场")
    ]
    assert [finding.text for finding in session.view("results").errors] == ["261场"]


def test_a_paragraph_moved_to_another_section_keeps_its_figures(session: Session) -> None:
    """References go with the words, and the move is told."""

    def change(blocks: Blocks) -> Blocks:
        line = blocks.pop(_place(blocks, "法治宣讲216场"))
        blocks.insert(_place(blocks, "发稿的乡镇") + 1, line)
        return blocks

    brought = _bring(session, change)
    assert [(old, new) for _, old, new in brought.paragraphs] == [("results", "problems")]
    assert "{lectures}" in session.store.section("problems").source
    assert "{lectures}" not in session.store.section("results").source


def test_a_moved_section_is_told(session: Session) -> None:
    """The order of the document becomes the order of the draft; no text changes."""

    def change(blocks: Blocks) -> Blocks:
        first, second = _place(blocks, "工作成效"), _place(blocks, "存在的问题")
        end = _place(blocks, "发稿的乡镇") + 1
        return [*blocks[:first], *blocks[second:end], *blocks[first:second], *blocks[end:]]

    brought = _bring(session, change)
    assert brought.sources == ()
    assert len(brought.moved) == 1
    assert [each.id for each in session.draft.sections] == ["opening", "problems", "results"]


def test_a_cut_section_can_be_put_back(session: Session) -> None:
    """What a person cut stays in the file."""

    def change(blocks: Blocks) -> Blocks:
        start, end = _place(blocks, "存在的问题"), _place(blocks, "发稿的乡镇") + 1
        return blocks[:start] + blocks[end:]

    brought = _bring(session, change)
    assert brought.cut == ("problems",)
    assert [each.id for each in session.draft.sections] == ["opening", "results"]
    restore(session, "problems")
    assert session.store.section("problems").source.endswith("{towns}。")
    with pytest.raises(InputError, match="没有删去过"):
        restore(session, "problems")


def test_a_new_section_is_added_and_bound(session: Session) -> None:
    """A heading that no section had begins a new one."""

    def change(blocks: Blocks) -> Blocks:
        end = _place(blocks, "发稿的乡镇") + 1
        new = [
            Block(BlockKind.HEADING, "三、下一步安排", level=1),
            Block(BlockKind.PARAGRAPH, "在全县法治宣讲216场的基础上继续努力。"),
        ]
        return blocks[:end] + new + blocks[end:]

    brought = _bring(session, change)
    assert [section.heading for section in brought.added] == ["下一步安排"]
    added = session.draft.sections[-1]
    assert added.id == "added-1"
    assert "{lectures}" in added.source


def test_a_new_heading_and_title_are_taken(session: Session) -> None:
    """A section is known by its text though its heading changed."""

    def change(blocks: Blocks) -> Blocks:
        return _retyped("工作总结", "工作报告")(_retyped("工作成效", "主要做法和成果")(blocks))

    brought = _bring(session, change)
    assert brought.retitled == (("results", "主要做法和成果"),)
    assert session.draft.title == "云溪县2025年政法宣传工作报告"
    assert session.store.section("results").heading == "主要做法和成果"


def test_an_opening_is_told_by_its_text(session: Session) -> None:
    """A section without heading changes like others."""
    brought = _bring(session, _retyped("取得新进展", "取得明显进展"))
    assert [id_ for id_, _ in brought.sources] == ["opening"]


def test_a_strange_document_is_refused(session: Session) -> None:
    """A file that has nothing of the draft is no edit of it."""
    strange = Document.of_blocks((Block(BlockKind.PARAGRAPH, "完全是另一份文件的内容"),))
    with pytest.raises(DocumentError, match="没有相同的内容"):
        compare_with(session, strange)


def test_a_locked_section_refuses_the_import(session: Session) -> None:
    """Nothing at all is taken then."""
    session.lock("results")
    with pytest.raises(InputError, match="锁定"):
        _bring(session, _retyped("216场", "261场"))
    assert len(session.store.section("results").revisions) == 1


def test_what_stands_beside_the_text_is_told(session: Session) -> None:
    """Tables and text boxes are no part of a section; their words are shown, not dropped."""
    document = session.checked.assembled.document
    beside = Block(BlockKind.PARAGRAPH, "见附表", context=("文本框",))
    brought = compare_with(session, Document.of_blocks((*document.blocks, beside)))
    assert brought.skipped == ("见附表",)


def test_the_report_names_everything(session: Session) -> None:
    """Each kind of change has its line and its data."""

    def change(blocks: Blocks) -> Blocks:
        blocks = _retyped("工作总结", "工作报告")(blocks)
        blocks = _retyped("216场", "261场")(blocks)
        blocks = _retyped("存在的问题", "不足")(blocks)
        blocks.insert(
            _place(blocks, "云溪县委政法委宣传室"), Block(BlockKind.HEADING, "三、附记", level=1)
        )
        return blocks

    brought = compare_with(session, _edited(session, change))
    headings = {each.id: each.heading or each.id for each in session.draft.sections}
    text = "\n".join(import_lines(brought, headings))
    for words in ("工作报告", "改动的章节:“工作成效”", "附记", "216场 -> 261场", "“不足”"):
        assert words in text
    assert import_data(brought)["figures"][0]["new"] == "261场"


def test_undo_takes_an_import_back_by_section(session: Session) -> None:
    """Each section has its own history."""
    edit(session, "results", session.view("results").text.replace("全县开展", "全县共开展"))
    _bring(session, _retyped("216场", "261场"))
    session.undo("results")
    assert "全县共开展法治宣讲216场" in session.view("results").text


def test_a_table_that_is_not_taken_over_is_told_row_by_row() -> None:
    """With its numbers, which a page number's likeness hid."""
    cells = [("指标", "本年"), ("调解", "812"), ("宣讲", "—64—")]
    blocks = [
        Block(BlockKind.CELL, text, cell=CellPlace(1, row, column))
        for row, texts in enumerate(cells)
        for column, text in enumerate(texts)
    ]
    footer = Block(BlockKind.PARAGRAPH, "— 2 —", context=("页脚",))
    body = Block(BlockKind.PARAGRAPH, "正文。")
    document, skipped = running_text(Document.of_blocks((body, *blocks, footer)))
    assert document.text == "正文。"
    assert skipped == ("指标 | 本年", "调解 | 812", "宣讲 | —64—")
