"""Writing an official document after GB/T 9704-2012."""

from __future__ import annotations

import io
import zipfile
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from assistant.documents import Layout, load_layout, read_docx, write_docx
from assistant.documents.writing import text_width
from assistant.domain import Block, BlockKind, CellPlace, Document, DocumentInfo

if TYPE_CHECKING:
    from decimal import Decimal

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_INFO = DocumentInfo("某局工作总结", organization="某局", signed_by="某局办公室")
_K = BlockKind


def _write(*blocks: Block, style: Layout | None = None) -> bytes:
    return write_docx(Document.of_blocks(blocks), _INFO, style=style)


def _part(data: bytes, name: str = "word/document.xml") -> str:
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return package.read(name).decode("utf-8")


def _paragraphs(data: bytes) -> list[etree._Element]:
    return list(etree.fromstring(_part(data).encode()).iter(f"{_W}p"))


def _of(data: bytes, text: str) -> etree._Element:
    return next(p for p in _paragraphs(data) if "".join(p.itertext()) == text)


def _indent(paragraph: etree._Element) -> dict[str, int]:
    found = paragraph.find(f"{_W}pPr/{_W}ind")
    items = found.items() if found is not None else ()
    return {str(key).removeprefix(_W): int(value) for key, value in items}


def _with(**values: str | bool | Decimal) -> Layout:
    layout = load_layout()
    changed = {key.replace("__", "."): value for key, value in values.items()}
    return replace(layout, values={**layout.values, **changed})


_EVERY = (
    Block(_K.TITLE, "某局2025年度工作总结"),
    Block(_K.ADDRESSEE, "市政府："),
    Block(_K.PARAGRAPH, "全年发稿455篇,“百日行动”——成效明显…"),
    Block(_K.HEADING, "一、总体情况", level=1),
    Block(_K.HEADING, "（一）宣传", level=2),
    Block(_K.HEADING, "1.媒体", level=3),
    Block(_K.HEADING, "（1）报刊", level=4),
    Block(_K.PARAGRAPH, "经费【待补:经费数额】已到位。"),
    Block(_K.CELL, "指标", cell=CellPlace(1, 0, 0, head=True)),
    Block(_K.CELL, "数量", cell=CellPlace(1, 0, 1, head=True)),
    Block(_K.CELL, "发稿", context=("指标",), cell=CellPlace(1, 1, 0)),
    Block(_K.CELL, "455", context=("发稿", "数量"), cell=CellPlace(1, 1, 1)),
    Block(_K.PARAGRAPH, "特此报告。"),
    Block(_K.ATTACHMENT_NOTE, "附件：1.统计表"),
    Block(_K.ATTACHMENT_NOTE, "2.名单"),
    Block(_K.SIGNATURE, "某局办公室"),
    Block(_K.DATE, "2025年12月31日"),
    Block(_K.ATTACHMENT, "附件1"),
    Block(_K.TITLE, "统计表"),
)


def test_what_is_written_is_read_again() -> None:
    """Kinds, levels, texts and cells of every kind of block come back."""
    written = Document.of_blocks(_EVERY)
    assert read_docx(_write(*_EVERY)).document == written


_TEXT = st.text(
    st.characters(exclude_categories=("Cs", "Cc", "Zs", "Zl", "Zp")), min_size=1, max_size=40
)


@settings(max_examples=100, deadline=None)
@given(texts=st.lists(_TEXT, min_size=1, max_size=6))
def test_any_text_comes_back_to_the_character(texts: list[str]) -> None:
    """Signs of every script; what XML cannot hold is replaced, never dropped."""
    data = _write(*(Block(_K.PARAGRAPH, text) for text in texts))
    expected = [text.replace("\ufffe", "\ufffd").replace("\uffff", "\ufffd") for text in texts]
    assert read_docx(data).document.text == "\n".join(expected)


def test_tabs_and_line_ends_inside_a_block_are_kept() -> None:
    """As the marks that Word has for them."""
    data = _write(Block(_K.TITLE, "总结"), Block(_K.PARAGRAPH, "甲\t乙\n丙"))
    assert read_docx(data).document.text == "总结\n甲\t乙\n丙"


def test_controls_do_not_break_the_file() -> None:
    """A model's answer may hold anything."""
    data = _write(Block(_K.PARAGRAPH, "甲\x00乙\x1b丙\ud800丁&<>\"'"))
    assert read_docx(data).document.text == "甲\ufffd乙\ufffd丙\ufffd丁&<>\"'"


def test_the_same_input_gives_the_same_bytes() -> None:
    """No time, no random id."""
    assert _write(*_EVERY) == _write(*_EVERY)
    with zipfile.ZipFile(io.BytesIO(_write(*_EVERY))) as package:
        assert {entry.date_time for entry in package.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_every_part_is_well_formed_and_known() -> None:
    """Each part parses and has a content type; python-docx opens the file."""
    import docx as python_docx

    data = _write(*_EVERY)
    types = _part(data, "[Content_Types].xml")
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        for name in package.namelist():
            etree.fromstring(package.read(name))
            assert f'"/{name}"' in types or name.endswith(".rels") or name.startswith("[")
    document = python_docx.Document(io.BytesIO(data))
    assert document.core_properties.title == "某局工作总结"
    assert document.core_properties.author == "某局办公室"
    assert document.paragraphs[0].style.name == "Title"


def test_fonts_are_named_and_no_theme_takes_their_place() -> None:
    """Every script by name; quotes and dashes go with the Chinese font; nothing is bold."""
    data = _write(*_EVERY)
    styles, body = _part(data, "word/styles.xml"), _part(data)
    assert "Theme" not in styles + body
    for name in ("方正小标宋简体", "仿宋_GB2312", "黑体", "楷体_GB2312", "宋体"):
        assert f'w:eastAsia="{name}"' in styles
    runs = [run for p in _paragraphs(data) for run in p.iter(f"{_W}r")]
    hints = [run.find(f"{_W}rPr/{_W}rFonts").get(f"{_W}hint") for run in runs]
    assert set(hints) == {"eastAsia"}
    assert '<w:b w:val="1"/>' not in styles
    assert "<w:b/>" not in styles + body


def test_a_latin_font_of_its_own_is_for_letters_and_digits() -> None:
    """The office's choice of Times New Roman; the page number stays 宋体."""
    styles = _part(_write(*_EVERY, style=_with(fonts__latin="Times New Roman")), "word/styles.xml")
    assert 'w:ascii="Times New Roman" w:hAnsi="Times New Roman" w:eastAsia="仿宋_GB2312"' in styles
    assert 'w:ascii="宋体" w:hAnsi="宋体" w:eastAsia="宋体"' in styles


def test_the_first_line_is_indented_in_both_measures() -> None:
    """In characters for Word, in twips for programs that read only these."""
    styles = _part(_write(*_EVERY), "word/styles.xml")
    assert '<w:ind w:firstLineChars="200" w:firstLine="630"/>' in styles


@pytest.mark.parametrize("text", ["市政府", "市政府:", "市政府："])
def test_the_addressee_stands_flush_left_with_its_colon(text: str) -> None:
    """7.3.2: below the title and a blank line, with a full-width colon."""
    data = _write(Block(_K.TITLE, "总结"), Block(_K.ADDRESSEE, text), Block(_K.PARAGRAPH, "正文。"))
    texts = ["".join(p.itertext()) for p in _paragraphs(data)]
    assert texts == ["总结", "", "市政府：", "正文。"]
    assert _indent(_of(data, "市政府：")) == {}


@pytest.mark.parametrize(
    ("name", "date", "name_left", "date_left"),
    [
        ("某县委政法委信息调研室", "2025年12月31日", 1500, 1700),
        ("某局", "2025年12月31日", 1700, 1900),
        ("某某县委政法委", "2025年1月3日", 1900, 2100),
        ("某" * 30, "2025年1月3日", 0, 200),
    ],
)
def test_signature_and_date_stand_as_without_a_seal(
    name: str, date: str, name_left: int, date_left: int
) -> None:
    """7.3.5.2: in hundredths of a character from the left margin, 28 to the line."""
    data = _write(Block(_K.PARAGRAPH, "正文。"), Block(_K.SIGNATURE, name), Block(_K.DATE, date))
    assert _indent(_of(data, name))["leftChars"] == name_left
    assert _indent(_of(data, date))["leftChars"] == date_left
    texts = ["".join(p.itertext()) for p in _paragraphs(data)]
    assert texts == ["正文。", "", name, date]


def test_a_date_or_a_signature_may_stand_alone() -> None:
    """Each ends two characters before the margin."""
    data = _write(Block(_K.PARAGRAPH, "正文。"), Block(_K.DATE, "2025年12月31日"))
    assert _indent(_of(data, "2025年12月31日"))["leftChars"] == 1900
    data = _write(Block(_K.PARAGRAPH, "正文。"), Block(_K.SIGNATURE, "某局办公室"))
    assert _indent(_of(data, "某局办公室"))["leftChars"] == 2100


def test_what_is_pending_is_highlighted() -> None:
    """【待补…】 in a run of its own, and only that; an office may switch it off."""
    block = Block(_K.PARAGRAPH, "经费【待补:经费数额】已到位,【待补】。")
    runs = list(_paragraphs(_write(block))[0].iter(f"{_W}r"))
    marked = ["".join(r.itertext()) for r in runs if r.find(f"{_W}rPr/{_W}highlight") is not None]
    assert marked == ["【待补:经费数额】", "【待补】"]
    assert "highlight" not in _part(_write(block, style=_with(pending__highlight="none")))


def test_attachments_are_listed_and_begin_on_a_page_of_their_own() -> None:
    """7.3.4 and 7.3.7: the list two characters in, the mark on line 1, the title on line 3."""
    data = _write(*_EVERY)
    assert _indent(_of(data, "附件：1.统计表"))["leftChars"] == 600
    assert _indent(_of(data, "附件：1.统计表"))["hangingChars"] == 400
    assert _indent(_of(data, "2.名单"))["leftChars"] == 600
    texts = ["".join(p.itertext()) for p in _paragraphs(data)]
    assert texts[-3:] == ["附件1", "", "统计表"]
    assert "pageBreakBefore" in _part(data, "word/styles.xml")


def test_a_table_has_rules_and_a_head_on_every_page() -> None:
    """As wide as the text; a cell without text is an empty one."""
    cells = [
        Block(_K.CELL, "甲", cell=CellPlace(1, 0, 0)),
        Block(_K.CELL, "乙", cell=CellPlace(1, 1, 1)),
    ]
    body = _part(_write(*_EVERY))
    assert body.count("<w:tblHeader/>") == 1
    assert "insideV" in body
    assert [b.cell for b in read_docx(_write(*cells)).document.blocks] == [
        CellPlace(1, 0, 0, head=True), CellPlace(1, 1, 1),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("position", "odd", "even"),
    [("外侧", "right", "left"), ("居中", "center", "center"), ("居右", "right", "right")],
)
def test_page_numbers_stand_where_the_layout_says(position: str, odd: str, even: str) -> None:
    """7.5: outside by default, one character in, between dashes."""
    data = _write(*_EVERY, style=_with(page_number__position=position))
    for name, side in (("footer1", odd), ("footer2", even)):
        footer = _part(data, f"word/{name}.xml")
        assert f'<w:jc w:val="{side}"/>' in footer
        assert "— " in footer
        assert " PAGE " in footer
        assert (f"w:{side}Chars" in footer) == (side != "center")


def test_page_numbers_may_be_left_out() -> None:
    """An office that wants none."""
    assert "PAGE" not in _part(
        _write(*_EVERY, style=_with(page_number__position="无")), "word/footer1.xml"
    )


@pytest.mark.parametrize(
    ("title", "lines"),
    [
        ("某局2025年度工作总结", 1),
        ("某县人民政府办公室关于2025年度政务公开与政务服务工作的总结", 2),
        ("某" * 50, 3),
    ],
)
def test_a_long_title_turns_into_lines_alike(title: str, lines: int) -> None:
    """7.3.1: equal indents make the lines; the text has no break of its own."""
    indent = _indent(_of(_write(Block(_K.TITLE, title)), title))
    room = 8845 - indent.get("left", 0) - indent.get("right", 0)
    assert indent.get("left") == indent.get("right")
    assert -int(-text_width(title) * 440 // room) == lines
    assert (indent == {}) == (lines == 1)
