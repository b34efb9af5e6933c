"""The layout measured in pages that LibreOffice renders; conversions, and what stops them."""

from __future__ import annotations

import ctypes
import re
import shutil
import statistics
import subprocess
import sys
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

import pypdfium2
import pytest
from docx_builder import cell, docx, hostile, hostile_lines, para, row, run, table
from pypdfium2 import raw

from assistant.documents import (
    annotated,
    convert,
    find_office,
    office,
    read_docx,
    redline,
    to_pdf,
    write_docx,
)
from assistant.domain import Block, BlockKind, Document, DocumentInfo, Finding, Level, Verdict
from assistant.errors import DocumentError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_MM = 72 / 25.4
_K = BlockKind
_INFO = DocumentInfo("总结")
# The measures need fonts whose characters are one em wide, by the names that the layout asks for.
_ALIASES = {
    "仿宋_GB2312": "Noto Serif CJK SC",
    "楷体_GB2312": "Noto Serif CJK SC",
    "宋体": "Noto Serif CJK SC",
    "方正小标宋简体": "Noto Serif CJK SC",
    "黑体": "Noto Sans CJK SC",
}


def _missing() -> str:
    """Why pages cannot be measured here; empty where they can."""
    if find_office() is None:
        return "LibreOffice is not installed"
    program = shutil.which("fc-list")
    if program is None:
        return "fc-list is not installed: the fonts of this machine are not known"
    fonts = subprocess.run([program, ":", "family"], capture_output=True, text=True, check=False)
    wanted = sorted(font for font in set(_ALIASES.values()) if font not in fonts.stdout)
    return f"fonts missing: {', '.join(wanted)}" if wanted else ""


_REASON = _missing()
needs_office = pytest.mark.skipif(bool(_REASON), reason=_REASON or "-")


@pytest.fixture(scope="module", autouse=True)
def _fonts(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Lets the layout's fonts stand for those of this machine, in this process alone."""
    aliases = "".join(
        f'<match target="pattern"><test name="family"><string>{name}</string></test>'
        f'<edit name="family" mode="assign" binding="strong"><string>{font}</string></edit></match>'
        for name, font in _ALIASES.items()
    )
    file = tmp_path_factory.mktemp("fonts") / "fonts.conf"
    file.write_text(
        '<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd"><fontconfig>'
        f'<include ignore_missing="yes">/etc/fonts/fonts.conf</include>{aliases}</fontconfig>',
        "utf-8",
    )
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("FONTCONFIG_FILE", str(file))
        yield


@dataclass(frozen=True)
class Glyph:
    """A character of a page: origin of its base line, in millimetres from the top left corner."""

    text: str
    x: float
    y: float
    right: float
    middle: float
    size: float


def _pages(pdf: bytes) -> list[list[Glyph]]:
    pages: list[list[Glyph]] = []
    document = pypdfium2.PdfDocument(pdf)
    for page in document:
        text = page.get_textpage()
        height = page.get_height()
        glyphs: list[Glyph] = []
        for at in range(text.count_chars()):
            letter = chr(raw.FPDFText_GetUnicode(text.raw, at))
            if letter.isspace():
                continue
            x, y = ctypes.c_double(), ctypes.c_double()
            raw.FPDFText_GetCharOrigin(text.raw, at, x, y)
            _, bottom, _, top = text.get_charbox(at)
            right = text.get_charbox(at, loose=True)[2]
            glyphs.append(
                Glyph(
                    letter,
                    x.value / _MM,
                    (height - y.value) / _MM,
                    right / _MM,
                    (height - (bottom + top) / 2) / _MM,
                    raw.FPDFText_GetFontSize(text.raw, at),
                )
            )
        pages.append(glyphs)
    document.close()
    return pages


def _lines(glyphs: list[Glyph]) -> list[list[Glyph]]:
    """The lines of a page from top to bottom, each from left to right."""
    lines: dict[int, list[Glyph]] = {}
    for glyph in glyphs:
        lines.setdefault(round(glyph.y), []).append(glyph)
    return [sorted(lines[y], key=lambda glyph: glyph.x) for y in sorted(lines)]


def _starts(lines: list[list[Glyph]], text: str) -> Glyph:
    return next(line[0] for line in lines if "".join(g.text for g in line).startswith(text))


@pytest.fixture(scope="module")
def pages() -> list[list[Glyph]]:
    """A report of some pages, rendered: hanzi alone, so that each line can be counted."""
    text = "全县政法宣传工作坚持围绕中心服务大局扎实推进各项任务取得明显成效" * 12
    blocks = [Block(_K.TITLE, "某县政法宣传工作总结"), Block(_K.ADDRESSEE, "市委政法委")]
    blocks += [Block(_K.HEADING, "一、总体情况", level=1), *[Block(_K.PARAGRAPH, text)] * 4]
    blocks += [Block(_K.SIGNATURE, "某局"), Block(_K.DATE, "二〇二五年十二月三日")]
    return _pages(to_pdf(write_docx(Document.of_blocks(tuple(blocks)), _INFO)))


@needs_office
def test_a_page_has_22_lines_of_28_characters(pages: list[list[Glyph]]) -> None:
    """5.2.3, counted on the second page; a paragraph's first line has 26."""
    *body, _ = _lines(pages[1])
    assert len(body) == 22
    counts = [len(line) for line in body]
    assert max(counts) == 28
    assert statistics.mode(counts) == 28
    first = _starts(_lines(pages[0])[3:], "全县")
    line = [glyph for glyph in pages[0] if round(glyph.y) == round(first.y)]
    assert len(line) == 26


@needs_office
def test_the_text_fills_the_type_area(pages: list[list[Glyph]]) -> None:
    """5.2.1: 28 mm left, 26 mm right, 37 mm above and 35 mm below, lines 28.95 pt apart."""
    *body, _ = _lines(pages[1])
    full = [line for line in body if len(line) == 28]
    assert all(abs(line[0].x - 28) < 0.2 for line in full)
    assert all(abs(210 - line[-1].right - 26) < 0.6 for line in full)
    assert abs(body[0][0].y - 44.9) < 0.5
    assert abs(body[-1][0].y - 259.5) < 0.6
    pitch = (body[-1][0].y - body[0][0].y) / 21
    assert abs(pitch * _MM - 28.95) < 0.05


@needs_office
def test_page_numbers_stand_outside_7_mm_below(pages: list[list[Glyph]]) -> None:
    """7.5: 14 pt, — 1 —, one character from the right on odd pages, from the left on even."""
    odd, even = _lines(pages[0])[-1], _lines(pages[1])[-1]
    assert ["".join(g.text for g in line) for line in (odd, even)] == ["—1—", "—2—"]
    assert all(round(glyph.size) == 14 for glyph in odd + even)
    one = 14 / _MM
    assert abs(odd[-1].right - (184 - one)) < 0.6
    assert abs(even[0].x - (28 + one)) < 0.6
    assert all(abs(line[0].middle - (262 + 7)) < 0.7 for line in (odd, even))


@needs_office
def test_title_addressee_and_heading_stand_at_their_places(pages: list[list[Glyph]]) -> None:
    """The title centred at 22 pt, a blank line, the addressee flush left, headings two in."""
    lines = _lines(pages[0])
    title, addressee, heading = lines[0], lines[1], lines[2]
    assert {round(glyph.size) for glyph in title} == {22}
    assert abs((title[0].x + title[-1].right) / 2 - 106) < 0.5
    assert abs((addressee[0].y - title[0].y) - 2 * 28.95 / _MM) < 1.5
    assert abs(addressee[0].x - 28) < 0.3
    assert abs(heading[0].x - (28 + 2 * 15.75 / _MM)) < 0.3


@needs_office
def test_signature_and_date_stand_at_their_places(pages: list[list[Glyph]]) -> None:
    """7.3.5.2: the longer date ends two characters before the margin, the name two before it."""
    lines = _lines(pages[-1])
    name, date = _starts(lines, "某局"), _starts(lines, "二〇二五")
    last = max(glyph.right for glyph in pages[-1] if round(glyph.y) == round(date.y))
    one = 15.75 / _MM
    assert abs(last - (28 + 26 * one)) < 0.8
    assert abs(date.x - name.x - 2 * one) < 0.3
    assert abs(date.y - name.y - 28.95 / _MM) < 0.2


@needs_office
def test_libreoffice_shows_the_annotated_hostile_file_whole() -> None:
    """Every line that is read stands in the PDF, made of a file with a comment on each line."""
    source = hostile()
    text = read_docx(source).document
    findings = [
        Finding(
            str(at), b.offset, b.end, b.text, Verdict.UNSUPPORTED, None, Level.ERROR, "没有依据"
        )
        for at, b in enumerate(text.blocks)
    ]
    shown = "".join(g.text for page in _pages(to_pdf(annotated(source, findings))) for g in page)
    # A drawn fraction, a guide to pronunciation and a note's sign stand between the letters.
    drawn = {"公式:1/6。", "注音:指标98个。", "据统计211人参加。", "页:。"}
    lost = [
        line
        for line in hostile_lines()
        if line not in drawn and re.sub(r"\s", "", line) not in shown
    ]
    assert lost == []


@needs_office
def test_comments_and_changes_survive_libreoffice() -> None:
    """What we write is understood by another program: comments on the same words, changes too."""
    old = Document.of_blocks((Block(_K.TITLE, "总结"), Block(_K.PARAGRAPH, "全年发稿455篇,增长。")))
    new = Document.of_blocks((Block(_K.TITLE, "总结"), Block(_K.PARAGRAPH, "全年发稿456篇,增长。")))
    date = datetime(2026, 1, 6)  # noqa: DTZ001 - Word keeps local time without a zone
    marked = redline(old, new, _INFO, author="张三", date=date)
    finding = Finding("a", 9, 11, "篇,", Verdict.UNSUPPORTED, None, Level.ERROR, "没有依据")
    again = read_docx(convert(annotated(marked, [finding]), "docx", "docx"))
    assert again.document.text == new.text
    assert [new.text[c.start : c.end] for c in again.comments] == [new.text[9:11]]
    shown = "".join(g.text for g in _pages(to_pdf(marked))[0])
    assert "456篇" in shown
    assert "455" not in shown


@needs_office
def test_libreoffice_keeps_what_begins_a_content_control() -> None:
    """Title, paragraph, table and nested control, each with a comment: no word is lost."""
    body = "".join(
        f"<w:sdt><w:sdtPr/><w:sdtContent>{content}</w:sdtContent></w:sdt>{para(run(between))}"
        for content, between in (
            (para(run("云溪县2025年总结")), "一段。"),
            (para(run("全县发稿45篇。")) + para(run("另发7篇。")), "二段。"),
            (table(row(cell("修桥12座"), cell("修路3条"))), "三段。"),
            (
                f"<w:sdt><w:sdtPr/><w:sdtContent>{para(run('培训9期。'))}</w:sdtContent></w:sdt>",
                "四段。",
            ),
        )
    )
    source = docx(body)
    text = read_docx(source).document
    findings = [
        Finding(
            str(at), b.offset, b.end, b.text, Verdict.UNSUPPORTED, None, Level.ERROR, "没有依据"
        )
        for at, b in enumerate(text.blocks)
    ]
    shown = "".join(g.text for page in _pages(to_pdf(annotated(source, findings))) for g in page)
    lost = [block.text for block in text.blocks if block.text not in re.sub(r"\s", "", shown)]
    assert lost == []


def test_without_libreoffice_the_message_says_what_to_do(monkeypatch: pytest.MonkeyPatch) -> None:
    """No program: no PDF, and an advice."""
    monkeypatch.setattr(office, "find_office", lambda: None)
    with pytest.raises(DocumentError, match=r"没有找到 LibreOffice.*请安装"):
        to_pdf(write_docx(Document.of_blocks((Block(_K.TITLE, "总结"),)), _INFO))


@pytest.mark.skipif(sys.platform == "win32", reason="the stand-in program is a shell script")
@pytest.mark.parametrize(
    ("script", "said"),
    [("exec sleep 60", "已停止"), ("exit 1", "没有转成"), ("exit 0", "没有转成")],
)
def test_a_program_that_hangs_or_fails_is_given_up(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, script: str, said: str
) -> None:
    """It is ended with all that it started, and the message says so."""
    program = tmp_path / "soffice"
    program.write_text(f"#!/bin/sh\n{script}\n", "utf-8")
    program.chmod(0o755)
    monkeypatch.setattr(office, "find_office", lambda: str(program))
    with pytest.raises(DocumentError, match=said):
        convert(b"x", "doc", "docx", timeout=0.2)


def test_a_program_that_does_not_start_is_reported(monkeypatch: pytest.MonkeyPatch) -> None:
    """A path that has gone since it was found."""
    monkeypatch.setattr(office, "find_office", lambda: "/nowhere/soffice")
    with pytest.raises(DocumentError, match="启动不了"):
        convert(b"x", "doc", "docx")


def test_an_ending_cannot_lead_elsewhere() -> None:
    """The ending of a name is no path."""
    with pytest.raises(DocumentError):
        convert(b"x", "../x", "pdf")


def test_the_program_is_looked_for_in_its_usual_places(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """On the path first, then where installers put it."""
    monkeypatch.setattr(office.shutil, "which", lambda _: None)
    file = tmp_path / "soffice.exe"
    monkeypatch.setattr(office, "_USUAL_PLACES", (str(file),))
    assert find_office() is None
    file.touch()
    assert find_office() == str(file)


def test_a_locked_file_is_named_before_anything_is_started(monkeypatch: pytest.MonkeyPatch) -> None:
    """The head of a .doc says that it is encrypted: the person is told so, not that it failed."""
    monkeypatch.setattr(office, "find_office", lambda: pytest.fail("started"))
    data = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 504 + b"\xec\xa5" + b"\0" * 9 + b"\x01"
    with pytest.raises(DocumentError, match=r"去年.doc:文件加了密码.*清空密码"):
        convert(data, "doc", "docx", path="去年.doc")
