"""What is typed is kept to the letter or refused, and an export that nobody edited brings nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from assistant.documents import read_docx, write_docx
from assistant.domain import Author, Block, BlockKind, Document, Revision
from assistant.errors import InputError
from assistant.revision import arranging
from assistant.revision.editing import edit, trimmed
from assistant.revision.exporting import Output, export, made
from assistant.revision.importing import (
    Import,
    apply_import,
    compare_file,
    compare_with,
    import_lines,
)
from assistant.revision.request import Request
from assistant.revision.rewriting import OfflineWriter, propose

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from assistant.revision.session import Session

TYPED = [
    "　　乡镇通讯员还不够多。\n　　　　其中两个乡镇没有专人。",
    "\t通讯员少。 \n\n\n  稿件偏少。",
    "附件：乡镇名单由宣传室保存，尚未公开。\n今后继续公开。",
    "附件:名单\n2.另一份名单\n后面还有话。",
    "一、工作成效\n这一行是正文里的。",
    "二、存在的问题\n三、另一层意思\n正文。",
    "2025年9月1日\n会上提出三条意见。",
    "没有句号的一行\n云溪县委政法委宣传室\n2025年12月30日",
    "各乡镇党委：\n请认真整改。",
]


@pytest.mark.parametrize("text", TYPED)
@pytest.mark.parametrize("section", ["opening", "results", "problems"])
def test_what_is_typed_stands_and_its_export_brings_nothing(
    session: Session, text: str, section: str
) -> None:
    """Indents, blank lines, and lines that look like a part of the form."""
    edit(session, section, text)
    assert session.view(section).text == text
    _, data = made(session, Output.DOCX)
    brought = compare_file(session, data)
    assert (brought.empty, brought.layout) == (
        True,
        tuple((each.id, each.heading) for each in session.draft.sections),
    )
    assert list(import_lines(brought, session.titles)) == ["文件和初稿一样,没有改动"]


@pytest.mark.parametrize("text", TYPED)
def test_an_edit_beside_keeps_them(session: Session, text: str) -> None:
    """A line that was added, elsewhere or behind, leaves the lines that stayed as they were typed."""
    edit(session, "results", text)
    new = Block(BlockKind.PARAGRAPH, "再加一句。")
    _bring(session, lambda blocks: _with(blocks, "全年未在省级", new))
    assert session.view("results").text == text
    _bring(session, lambda blocks: _with(blocks, text.rsplit("\n", maxsplit=1)[-1].strip(), new))
    assert session.view("results").text == f"{text}\n再加一句。"


def test_a_typed_indent_is_not_doubled_on_paper(session: Session) -> None:
    """The layout indents by two characters; what goes beyond them stays."""
    edit(session, "problems", "　　一层。\n　　　　两层。\n\n\t制表。")
    _, data = made(session, Output.DOCX)
    texts = [block.text for block in read_docx(data).document.blocks]
    assert "一层。" in texts
    assert "制表。" in texts
    assert "　　两层。" in session.view("problems").text


@pytest.mark.parametrize("sign", ["\x07", "\x0b", "\x0c", "\x1b", "\x85", "\u2028", "\u2029"])
def test_what_no_file_holds_is_refused(session: Session, sign: str) -> None:
    """With its place and its number; nothing is saved."""
    with pytest.raises(InputError, match="第2行第3个字") as told:
        edit(session, "problems", f"第一行。\n两字{sign}后面。")
    assert f"U+{ord(sign):04X}" in str(told.value)
    with pytest.raises(InputError, match="控制字符"):
        arranging.rename_heading(session, "problems", f"问题{sign}不足")
    assert len(session.store.section("problems").revisions) == 1


def test_blank_lines_around_a_text_are_told() -> None:
    """They are left out; the one line end of a file is none."""
    assert trimmed("一行。\n") == trimmed("一行。\r\n") == trimmed("  一行。") == ""
    assert trimmed("\n一行。") == trimmed("一行。\n\n") == ";开头和末尾的空行没有保存"


def test_braces_have_a_way(session: Session) -> None:
    """Full-width ones stand as they are, and the refusal says so."""
    with pytest.raises(InputError, match="全角的｛｝"):
        edit(session, "problems", "模板里的{单位名称}没有填。")
    edit(session, "problems", "模板里的｛单位名称｝没有填。")
    assert session.view("problems").text == "模板里的｛单位名称｝没有填。"


def test_a_heading_is_not_empty(session: Session) -> None:
    """Neither a new one nor another one."""
    for step in (
        lambda: arranging.rename_heading(session, "results", "  "),
        lambda: arranging.add_section(session, ""),
    ):
        with pytest.raises(InputError, match="标题不能空着"):
            step()


@pytest.mark.parametrize("words", ["3=4", "results=2"])
def test_a_paragraph_to_move_has_a_number(words: str) -> None:
    """The message shows what was found and how it is written."""
    with pytest.raises(InputError, match=rf"“{words}”没有写是第几段.*N\.P=M"):
        Request(move_paragraph=[words])


def test_a_paragraph_moves_from_between_blank_lines(session: Session) -> None:
    """Its number counts lines with text; the blank ones stay."""
    edit(session, "results", "甲。\n\n乙。\n丙。")
    arranging.move_paragraph(session, "results", 2, "problems")
    assert session.view("results").text == "甲。\n\n丙。"
    assert session.view("problems").text.endswith("\n乙。")


def _change_line(kind: BlockKind, text: str) -> Callable[[list[Block]], list[Block]]:
    return lambda blocks: [
        Block(b.kind, text if b.kind is kind else b.text, level=b.level) for b in blocks
    ]


@pytest.mark.parametrize(
    ("kind", "text", "told"),
    [
        (
            BlockKind.SIGNATURE,
            "中共云溪县委政法委员会",
            "署名:“云溪县委政法委宣传室” -> “中共云溪县委政法委员会”",
        ),
        (BlockKind.DATE, "2026年1月4日", "成文日期:“2025年12月30日” -> “2026年1月4日”"),
    ],
)
@pytest.mark.parametrize("beside", [False, True])
def test_what_the_facts_file_gives_is_named(
    session: Session, kind: BlockKind, text: str, told: str, beside: bool
) -> None:
    """It is not taken over, whether a text was changed too or not."""

    def change(blocks: list[Block]) -> list[Block]:
        blocks = _change_line(kind, text)(blocks)
        return (
            _with(blocks, "未在省级", Block(BlockKind.PARAGRAPH, "另加一句。"))
            if beside
            else blocks
        )

    brought = _bring(session, change)
    lines = "\n".join(import_lines(brought, session.titles))
    assert f"没有导入{told}" in lines
    assert brought.empty is not beside
    assert "文件和初稿一样" not in lines


def test_an_addressee_and_a_list_of_attachments_that_were_added(session: Session) -> None:
    """The first is named, the second is text of the last section."""

    def change(blocks: list[Block]) -> list[Block]:
        blocks.insert(1, Block(BlockKind.ADDRESSEE, "市委政法委："))
        return _with(blocks, "未在省级", Block(BlockKind.PARAGRAPH, "附件：1.发稿明细表"))

    brought = _bring(session, change)
    assert [(each.what, each.new) for each in brought.of_facts] == [("主送", "市委政法委：")]
    assert session.view("problems").text.endswith("\n附件：1.发稿明细表")


def test_a_line_added_before_the_signature_is_text(session: Session) -> None:
    """A short line without 。 is no signature beside the one that stayed."""
    brought = _bring(
        session, lambda b: _with(b, "未在省级", Block(BlockKind.PARAGRAPH, "特此报告"))
    )
    assert brought.of_facts == ()
    assert session.view("problems").text.endswith("\n特此报告")


def test_a_table_alone_is_named(session: Session, tmp_path: Path) -> None:
    """The draft stays; what was not taken over is told all the same."""
    import docx

    file = tmp_path / "改.docx"
    (source,) = export(session, [Output.DOCX])
    word = docx.Document(str(source))
    word.add_table(1, 2).cell(0, 1).text = "见此表"
    word.sections[0].header.paragraphs[0].text = "内部资料"
    word.add_comment(word.paragraphs[2].runs, text="请补两条", author="李局")
    word.save(str(file))
    brought = compare_file(session, file)
    assert brought.empty
    lines = list(import_lines(brought, session.titles))
    assert lines[0] == "各节的文字没有改动"
    for words in ("见此表", "内部资料", "批注(李局):请补两条"):
        assert any(words in line for line in lines)


def test_a_paragraph_that_went_into_a_new_section_names_it(session: Session) -> None:
    """By its heading."""

    def change(blocks: list[Block]) -> list[Block]:
        at = next(n for n, block in enumerate(blocks) if "法治宣讲216场" in block.text)
        line = blocks.pop(at)
        new = (Block(BlockKind.HEADING, "三、法治宣讲情况", level=1), line)
        return _with(blocks, "未在省级", *new)

    brought = _bring(session, change)
    lines = list(import_lines(brought, session.titles))
    assert any("挪到“法治宣讲情况”" in line for line in lines)


def test_a_section_without_heading_and_text_stays(session: Session) -> None:
    """No document tells of it."""
    edit(session, "opening", "")
    _, data = made(session, Output.DOCX)
    assert compare_file(session, data).empty


class _Writer(OfflineWriter):
    """Knows one sentence."""

    def rewrite(self, _: object) -> Revision:
        """That one."""
        return Revision("换了说法。", Author.OFFLINE)


def _with(blocks: list[Block], words: str, *new: Block) -> list[Block]:
    at = next(n for n, block in enumerate(blocks) if words in block.text)
    return [*blocks[: at + 1], *new, *blocks[at + 1 :]]


def _bring(session: Session, change: Callable[[list[Block]], list[Block]]) -> Import:
    _, data = made(session, Output.DOCX)
    blocks = change(list(session.checked.assembled.document.blocks))
    data = write_docx(Document.of_blocks(tuple(blocks)), session.sheet.document)
    brought = compare_with(session, read_docx(data).document)
    apply_import(session, brought, "改.docx")
    return brought


def test_a_sentence_written_anew_keeps_the_indent_before_it(session: Session) -> None:
    """It stands before the sentence, not in it."""
    text = "　　" + session.view("results").text.replace("\n", "\n\n　　")
    edit(session, "results", text)
    quote = "全县开展法治宣讲216场。"
    found = propose(session.checked, "results", "", _Writer(), quote=quote)
    assert found.text == text.replace(quote, "换了说法。")


def test_a_moved_paragraph_leaves_the_rest_as_it_read(session: Session) -> None:
    """What the program wrote stays official in its punctuation, though a person's step stands now."""
    source = "全县开展法治宣讲{lectures},效果好;\n\n  另一段,也好。\n第三段。"
    session.save("results", Revision(source, Author.OFFLINE))
    before = session.view("results").text.split("\n")
    arranging.move_paragraph(session, "results", 3, "problems")
    assert session.view("results").text.split("\n") == before[:2]
