"""PDF files with a text layer: as LibreOffice writes our own drafts, and as others write theirs."""

from __future__ import annotations

import contextlib
import json
import random
import sys
from typing import TYPE_CHECKING

import pytest
from pdf_builder import HEIGHT, pdf, picture, ruled, table, words

from assistant.cli.main import run as command
from assistant.documents import find_office, read_docx, read_pdf, to_pdf, write_docx
from assistant.domain import BlockKind, DocumentInfo
from assistant.errors import DocumentError
from assistant.extraction import read_document

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

FACTS = """\
document: {title: 松岗市2025年林业工作总结, organization: 松岗市林业局, self: 我局, period: 2025}
facts:
  - {id: area, indicator: 造林面积, value: 24000, unit: 亩}
  - {id: posts, indicator: 刊发稿件, value: 77, unit: 篇, parts: [
      {id: a, indicator: 省级媒体, value: 31}, {id: b, indicator: 市级媒体, value: 46}]}
  - {id: staff, indicator: 护林员, value: 211, unit: 人, required: false}
"""
TITLE = "松岗市2025年林业工作总结"
# Lines as they stand on a page, the first of each paragraph set in by two characters.
PAGE = [
    (TITLE, 180, 100, 22),
    ("一、造林和宣传", 112, 150, 16),
    ("今年以来,我局坚持生态优先,全年造林面积24000亩,刊发稿件", 112, 180, 16),
    ("77篇,其中省级媒体31篇、市级媒体46篇。队伍中有护林员211人,守", 80, 210, 16),
    ("护了一方青山绿水。", 80, 240, 16),
    ("二、下一步", 112, 270, 16),
    ("继续努力。", 112, 300, 16),
]
FIRST = (
    "今年以来,我局坚持生态优先,全年造林面积24000亩,刊发稿件77篇,其中省级媒体31篇、"
    "市级媒体46篇。队伍中有护林员211人,守护了一方青山绿水。"
)
TEXT = f"{TITLE}\n一、造林和宣传\n{FIRST}\n二、下一步\n继续努力。"


def _width(char: str, size: float) -> float:
    return size / 2 if char.isascii() else size


def _by_glyph(text: str, x: float, y: float, size: float) -> str:
    out = []
    for char in text:
        out.append(words(char, x, y, size))
        x += _width(char, size)
    return "".join(out)


def _scaled(text: str, x: float, y: float, size: float) -> str:
    return words(text, x, y, size).replace(f"/F1 {size} Tf", "/F1 1 Tf").replace(
        "1 0 0 1", f"{size} 0 0 {size}")  # fmt: skip


def _twice(text: str, x: float, y: float, size: float) -> str:
    return words(text, x, y, size) + words(text, x + 0.4, y, size)


def _radicals(text: str, x: float, y: float, size: float) -> str:
    return words(text.translate(str.maketrans("青力方山", "⻘⼒⽅⼭")), x, y, size)


def _apart(text: str, x: float, y: float, size: float) -> str:
    """Numbers in runs of their own, a quarter of an em from the words."""
    for char, sign in ((",", ","), ("7", "7")):
        text = text.replace(char, sign)
    out, at = [], 0
    while at < len(text):
        end = at + 1
        while end < len(text) and text[end].isdigit() == text[at].isdigit():
            end += 1
        out.append(words(text[at:end], x, y, size))
        x += sum(_width(char, size) for char in text[at:end])
        at = end
    return "".join(out)


def _struck_beside(text: str, x: float, y: float, size: float) -> str:
    """Underlined: a line below is no stroke through the words."""
    return words(text, x, y, size) + ruled(x, y + 2, x + 60, y + 2)


MAKES: dict[str, Callable[[str, float, float, float], str]] = {
    "a line at once": words,
    "each character at its place": _by_glyph,
    "type of size 1, scaled": _scaled,
    "bold by drawing twice": _twice,
    "radicals in place of characters": _radicals,
    "numbers in runs of their own": _apart,
    "underlined": _struck_beside,
}


@pytest.mark.parametrize("make", MAKES)
@pytest.mark.parametrize("backwards", [False, True])
def test_a_page_is_read_however_it_was_written(make: str, backwards: bool) -> None:
    """Lines are joined into paragraphs by their places, in whatever order the file holds them."""
    lines = [MAKES[make](*line) for line in (PAGE[::-1] if backwards else PAGE)]
    document = read_pdf(pdf("".join(lines)))
    assert document.text == TEXT
    assert [block.kind for block in document.blocks] == [
        BlockKind.TITLE, BlockKind.HEADING, BlockKind.PARAGRAPH, BlockKind.HEADING, BlockKind.PARAGRAPH,
    ]  # fmt: skip
    assert document.unread == ()


def test_what_stands_beside_the_text_is_parted_from_it() -> None:
    """Page numbers are left out; headers, footers, notes and watermarks stand behind the text, once."""
    long = "今年以来,我局坚持生态优先,全年造林面积24000亩,刊发稿件各处"

    def page(number: int) -> str:
        lines = [words(long, 80, 120 + 30 * at) for at in range(16)]
        foot = words(f"— {number} —", 270, 800, 14) + words("地址:青山路9号", 80, 780, 10)
        return "".join(lines) + words("林业简报第5期", 80, 50, 10) + foot + words("样稿", 200, 500, 60, turn=True)  # fmt: skip

    note = ruled(80, 650, 200, 650) + words("1数据为快报数,共31个样本村。", 80, 670, 10)
    document = read_pdf(pdf(page(1), page(2) + note, page(3)))
    asides = [(block.context, block.text) for block in document.blocks if block.context]
    assert asides == [
        (("脚注",), "数据为快报数,共31个样本村。"),
        (("页眉",), "林业简报第5期"),
        (("页脚",), "地址:青山路9号"),
        (("水印",), "样稿"),
    ]
    assert document.text.split("\n")[0] == long * 48


@pytest.mark.parametrize(
    "stamp", ["2025/12/30 09:12", "12/30/25, 9:12 AM", "2025/12/30 上午9:12", "2025-12-30 21:12:33"]
)
def test_what_a_browser_prints_beside_the_page_is_no_text(stamp: str) -> None:
    """When, from where, which page of how many; the title beside it is the page's own."""

    def page(number: int) -> str:
        head = words(stamp, 20, 20, 8) + words("林业简报", 250, 20, 8)
        foot = words("https://www.example.com/a?id=9", 20, 830, 8) + words(
            f"{number}/2", 550, 830, 8
        )
        return head + "".join(words(*line) for line in PAGE[number - 1 :]) + foot

    document = read_pdf(pdf(page(1), page(2)))
    assert [block.text for block in document.blocks if block.context] == ["林业简报"]


def test_a_ruled_table_is_read_by_cell_over_pages() -> None:
    """Heads speak for cells; a table that goes on overleaf is one, its head said once."""
    head = ["媒体", "稿件(篇)"]
    one = words("表1 刊发稿件", 240, 90) + table(
        [head, ["省级媒体", "31"], ["市级媒体", "46"]], 80, 700
    )
    document = read_pdf(pdf(one, table([head, ["县级媒体", "12"]], 80, 100)))
    found = {block.text: (block.context, block.cell) for block in document.blocks if block.cell}
    assert list(found) == [*head, "省级媒体", "31", "市级媒体", "46", "县级媒体", "12"]
    context, place = found["12"]
    assert context == ("县级媒体", "稿件(篇)", "表1 刊发稿件")
    assert place is not None
    assert (place.table, place.row, place.column) == (1, 3, 1)


@pytest.mark.parametrize(
    ("content", "text", "unread"),
    [
        (words("刊发稿件99篇", 80, 100) + ruled(144, 95, 192, 95), "刊发稿件", ()),
        (words("刊发稿件77篇", 80, 100) + words("1", 184, 93, 8), "刊发稿件77篇¹", ()),
        (words("刊发\ue77777篇稿件", 80, 100), "刊发\ufffd77篇稿件", ("1个字没有文字编码",)),
        (words("刊发77篇稿件", 80, 100) + picture(80, 200, 200, 100), "刊发77篇稿件", ("文件里有图片",)),
        (words("稿件   77篇", 80, 100) + words("Forest City", 80, 170), "稿件 77篇\nForest City", ()),
        (words("省级媒体", 80, 100) + words("31篇", 300, 100), "省级媒体\t31篇", ()),
        (words("一、造林......... 3", 80, 100) + words("1.", 80, 190) + words("省级", 130, 190), "一、造林\n1.省级", ()),
    ],
)  # fmt: skip
def test_a_line_is_read_for_what_it_shows(content: str, text: str, unread: tuple[str, ...]) -> None:
    """Struck words are left out, raised digits stay raised, what has no code is told."""
    document = read_pdf(pdf(content))
    assert document.text == text
    assert len(document.unread) == len(unread)
    assert all(part in told for part, told in zip(unread, document.unread, strict=True))


SCAN = picture(0, 0, 595, HEIGHT)


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (pdf(SCAN), "扫描件"),
        (pdf(SCAN + "".join(words(*line, mode=3) for line in PAGE)), "扫描件"),
        (pdf(""), "扫描件"),
        (pdf(words("\ue001\ue002\ue003", 80, 100)), "没有文字编码"),
        (pdf("", locked=True), "加了密码"),
        (b"%PDF-1.7\nbroken", "已损坏"),
    ],
)
def test_what_cannot_be_read_is_refused_with_what_to_do(data: bytes, message: str) -> None:
    """A scan, one with a recogniser's text behind it too, a locked file, a broken one."""
    with pytest.raises(DocumentError, match=message) as raised:
        read_pdf(data)
    assert "请" in str(raised.value)


def test_a_corrupted_file_is_read_or_refused() -> None:
    """Whatever a disk did to it: a document or a plain message, never another error."""
    whole = pdf(
        "".join(words(*line) for line in PAGE) + table([["甲", "乙"], ["丙", "31"]], 80, 400)
    )
    rng = random.Random(18)  # noqa: S311 - a reproducible series, no secret
    for _ in range(100):
        data = bytearray(whole)
        for _ in range(rng.randrange(1, 30)):
            at = rng.randrange(len(data))
            data[at : at + rng.randrange(20)] = rng.randbytes(rng.randrange(20))
        with contextlib.suppress(DocumentError):
            assert read_pdf(bytes(data)).blocks


def test_a_scanned_page_among_others_is_told() -> None:
    """The rest is read, and the report cannot be ok."""
    document = read_pdf(pdf("".join(words(*line) for line in PAGE), SCAN))
    assert document.text == TEXT
    assert document.unread == ("第2页是扫描的图像,没有读,请人工核对",)


def test_without_the_extra_the_person_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    """The message names the extra and another way."""
    monkeypatch.setitem(sys.modules, "assistant.documents.pdf.pages", None)
    with pytest.raises(DocumentError, match=r"\[pdf\].*另存为 \.docx"):
        read_pdf(pdf(SCAN))


def _run(*args: str) -> int:
    with pytest.raises(SystemExit) as ended:
        command(list(args))
    return int(ended.value.code or 0)


def _errors(path: Path, facts: Path, capsys: pytest.CaptureFixture[str]) -> list[tuple[str, str]]:
    _run("verify", str(path), "--facts", str(facts), "--no-samples", "--format", "json")
    (report,) = json.loads(capsys.readouterr().out)["documents"]
    return [(one["verdict"], one["text"]) for one in report["findings"]]


@pytest.fixture
def facts(tmp_path: Path) -> Path:
    """The facts file."""
    path = tmp_path / "表.yaml"
    path.write_text(FACTS, "utf-8")
    return path


def test_the_commands_read_it(
    tmp_path: Path, facts: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Verify, samples add and --base take a PDF; --fix does not."""
    path = tmp_path / "去年.pdf"
    path.write_bytes(pdf("".join(words(*line) for line in PAGE)))
    assert _errors(path, facts, capsys) == []
    assert _run("samples", "add", str(path), "--samples", str(tmp_path / "范文")) == 0
    assert f"已导入:{TITLE}" in capsys.readouterr().out
    out = tmp_path / "今年.txt"
    _run("draft", str(facts), "--base", str(path), "--no-samples", "-o", str(out))
    assert "守护了一方青山绿水" in out.read_text("utf-8")
    capsys.readouterr()
    path.write_bytes(pdf(words("刊发稿件77篇。。", 80, 100)))
    assert _run("proofread", str(path), "--fix") == 2
    assert "PDF 不能用 --fix 改正" in capsys.readouterr().err


needs_office = pytest.mark.skipif(find_office() is None, reason="LibreOffice is not installed")
DRAFT = (
    f"{TITLE}\n松岗市人民政府:\n今年以来,我局坚持生态优先,各项工作有序推进,全年造林面积24000亩,刊发稿件78篇,其中省级媒体31篇、市级媒体46篇。\n"
    "一、主要工作\n(一)建强队伍\n" + "现有护林员212人,巡护山场,守护了一方青山绿水,群众看在眼里、记在心里。" * 9
    + "\n二、存在问题\n1.经费不足\n2.防火道路少\n松岗市林业局\n2025年12月18日"
)  # fmt: skip


@needs_office
def test_our_own_draft_is_judged_as_its_docx(
    tmp_path: Path, facts: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The PDF of a draft has the same blocks and the same findings."""
    data = write_docx(read_document(DRAFT), DocumentInfo(TITLE))
    word, printed = tmp_path / "稿.docx", tmp_path / "稿.pdf"
    word.write_bytes(data)
    printed.write_bytes(to_pdf(data))
    assert read_pdf(printed).blocks == read_docx(data).document.blocks
    found = _errors(word, facts, capsys)
    assert ("contradicted", "78篇") in found
    assert _errors(printed, facts, capsys) == found
