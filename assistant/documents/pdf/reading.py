"""From the pages of a PDF to a document: paragraphs, headings, cells, what stands beside the text."""

from __future__ import annotations

import os
import re
from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING

from assistant.documents.pdf.cells import Ruled, cell_blocks, in_order, ruled
from assistant.documents.pdf.lines import Line, frame_of, lines_of, paragraphs_of
from assistant.documents.pdf.margins import part
from assistant.documents.structure import Line as Formed
from assistant.documents.structure import classify
from assistant.domain import Block, BlockKind, Document
from assistant.errors import DocumentError
from assistant.files import read_bytes

if TYPE_CHECKING:
    from os import PathLike

    from assistant.documents.pdf.lines import Frame
    from assistant.documents.pdf.pages import Glyph, Page

_LARGEST = 100 * 1024 * 1024
_SCANNED = 0.5  # of the page, covered by one picture
_FEW = 12  # characters on a page that is a scan all the same: a stamp, a page number
_MOST_LOST = 0.3
_PILED = 0.1  # of the size of the type
_SCAN_ADVICE = "请找到电子稿(.docx、.wps)再来核对;只有纸质件的,请先录成电子稿并校对一遍"


def read_pdf(source: str | PathLike[str] | bytes) -> Document:
    """The text of a PDF as paragraphs, headings and cells; headers, footers and notes behind it.

    Lines are joined into paragraphs, page numbers left out, compatibility forms of characters
    folded; ruled tables are read by cell. What cannot be read is told in ``unread``.

    Raises:
        DocumentError: it is no PDF with text (a scan), locked, damaged, or the extra is missing.
        InputError: the file cannot be read at all.
    """
    path = None if isinstance(source, bytes) else os.fspath(source)
    data = source if isinstance(source, bytes) else read_bytes(source, limit=_LARGEST)
    pages = _pages(data, path)
    unread = _unread(pages, path)
    tables: list[Ruled] = []
    rows: list[list[Line]] = []
    for at, page in enumerate(pages):
        found, loose = ruled(page, at)
        tables += found
        rows.append(lines_of(loose, page.rules, at))
    frame = frame_of([line for some in rows for line in some], pages[0].width)
    margins = part(pages, rows, frame)
    running = [line for some in margins.running for line in some]
    frame = frame_of(running, pages[0].width)  # without headers, which begin where they like
    blocks = _blocks(in_order(margins.running, tables), frame)
    blocks += _beside(margins.asides, frame)
    turned = dict.fromkeys(page.turned for page in pages if page.turned)
    blocks += [Block(BlockKind.PARAGRAPH, text, context=("水印",)) for text in turned]
    return replace(Document.of_blocks(tuple(blocks)), unread=unread)


def _pages(data: bytes, path: str | None) -> tuple[Page, ...]:
    try:
        from assistant.documents.pdf.pages import read_pages  # noqa: PLC0415 - loads an extra
    except ImportError as error:
        advice = "请安装 work-summary-assistant[pdf],或用 Word、WPS 另存为 .docx"
        raise DocumentError("读 PDF 要用的组件没有安装", path=path, advice=advice) from error
    return read_pages(data, path)


def _beside(asides: list[tuple[str, Line]], frame: Frame) -> list[Block]:
    """Footnotes without their numbers, headers and footers."""
    notes = [line for name, line in asides if name == "脚注"]
    found: list[Block] = []
    for paragraph in paragraphs_of(notes, frame):
        begins = re.match(rf"[(\[【]?{len(found) + 1}[)\]】.、]?(?![0-9.%])", paragraph.text)
        text = paragraph.text[begins.end() :] if begins else paragraph.text
        found.append(Block(BlockKind.PARAGRAPH, text.strip(), context=("脚注",)))
    return found + [
        Block(BlockKind.PARAGRAPH, line.text, context=(name,))
        for name, line in asides
        if name != "脚注"
    ]


def _unread(pages: tuple[Page, ...], path: str | None) -> tuple[str, ...]:
    """What of the file could not be read.

    DocumentError where nothing of it can: it is a scan, or its fonts tell no characters.
    """
    scans = [at for at, page in enumerate(pages, 1) if _is_scan(page)]
    many = sum(len(page.glyphs) for page in pages)
    if not many or len(scans) == len(pages):
        raise DocumentError("这份 PDF 是扫描件,没有可以读的文字", path=path, advice=_SCAN_ADVICE)
    lost = sum(page.lost for page in pages)
    # Letters beyond ASCII of Latin type: what a font without codes gives for 汉字.
    texts = (glyph.text for page in pages for glyph in page.glyphs)
    foreign = sum("\x80" <= text < "\u0370" and text.isalpha() for text in texts)
    if lost + foreign > _MOST_LOST * many:
        raise DocumentError("这份 PDF 的字体没有文字编码,读不出字", path=path, advice=_SCAN_ADVICE)
    piled = sum(_piled(page.glyphs) for page in pages)
    if piled > _MOST_LOST * many:
        raise DocumentError("这份 PDF 里的字叠印在一起,读不出字", path=path, advice=_SCAN_ADVICE)
    found: list[str] = []
    if scans:
        found.append(f"第{_list(scans)}页是扫描的图像,没有读,请人工核对")
    if lost:
        found.append(f"文件里有{lost}个字没有文字编码,读不出来,请人工核对")
    if piled:
        found.append(f"文件里有{piled}处字叠印在一起,可能读错,请人工核对")
    noted = [at for at, page in enumerate(pages, 1) if page.noted]
    if noted:
        found.append(f"第{_list(noted)}页有批注或填写的表单,其中的文字没有读,请人工核对")
    if any(page.pictured and not _is_scan(page) for page in pages):
        found.append("文件里有图片,其中的文字没有读,请人工核对")
    return tuple(found)


def _piled(glyphs: tuple[Glyph, ...]) -> int:
    """How many characters stand upon others: nobody can tell which is meant to be read."""
    rows = sorted(
        (round(one.base), one.left, one.text, one.size) for one in glyphs if not one.text.isspace()
    )
    return sum(
        row == other
        and right - left < _PILED * size
        and text != below
        and not ((text + below).isascii() and (text + below).isalpha())  # a ligature: fi
        for (other, left, below, _), (row, right, text, size) in pairwise(rows)
    )


def _is_scan(page: Page) -> bool:
    return page.pictured > _SCANNED and (
        sum(not glyph.text.isspace() for glyph in page.glyphs) <= _FEW or page.ghostly
    )


def _list(numbers: list[int]) -> str:
    return "、".join(map(str, numbers[:10])) + ("等" if len(numbers) > 10 else "")  # noqa: PLR2004


def _blocks(parts: list[list[Line] | Ruled], frame: Frame) -> list[Block]:
    """The running text with its tables in their places."""
    told = [paragraphs_of(some, frame) if isinstance(some, list) else [] for some in parts]
    flat = [paragraph for some in told for paragraph in some]
    kinds = iter(classify([Formed(one.text, "", 0, one.centred) for one in flat]))
    blocks: list[Block] = []
    number = 0
    for at, some in enumerate(parts):
        if isinstance(some, list):
            for paragraph, (kind, level) in zip(told[at], kinds, strict=False):
                blocks.append(Block(kind, paragraph.text, level=level))
        else:
            number += 1
            before = told[at - 1] if at else []
            blocks += cell_blocks(some, number, tuple(one.text for one in before[-3:]))
    return blocks
