"""What stands on the pages of a PDF: glyphs and ruled lines, with their places. Imported only to read one.

All places are in points (1/72 inch) from the top left corner of the page.
"""

from __future__ import annotations

import ctypes
import math
import unicodedata
from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from pypdfium2 import PdfDocument, PdfiumError, raw

from assistant.documents.pdf.views import Rule, View
from assistant.errors import DocumentError
from assistant.extraction.signs import alphabet

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any

    from pypdfium2 import PdfPage

_MOST_PAGES = 600
_MOST_GLYPHS = 1_500_000
_QUARTER = math.tau / 4
_LEVEL = 0.03  # of a quarter turn
_SURROGATES, _HALVES, _CODES = range(0xD800, 0xDC00), range(0xD800, 0xE000), range(1, 0x110000)
_PRIVATE = (range(0xE000, 0xF900), range(0xF0000, 0x110000))
# Radicals, compatibility ideographs, ligatures and upright forms: what fonts leave in place of a character.
_FOLDED = (range(0x2E80, 0x2FE0), range(0xF900, 0xFB07), range(0x2F800, 0x2FA20))
_LOST = "\ufffd"
_ADVICE = "请用 Word、WPS 打开原稿另存为 .docx;只有扫描件的,请先找到电子稿"


class Glyph(NamedTuple):
    """A character: its text, left and right, base line and size (of its font, scaled)."""

    text: str
    left: float
    right: float
    base: float
    size: float


class Page(NamedTuple):
    """A page.

    Attributes:
        turned: the characters that stand at an angle (a watermark), in the file's order.
        pictured: the share of the page that its largest picture covers, 0 to 1.
        ghostly: whether its text is not drawn: what a recogniser put behind a scan.
        lost: how many characters bear no code and cannot be told.
        noted: whether a note or a form field of the page bears text beside the text layer.
    """

    width: float
    height: float
    glyphs: tuple[Glyph, ...]
    rules: tuple[Rule, ...]
    turned: str
    pictured: float
    ghostly: bool
    lost: int
    noted: bool


def read_pages(data: bytes, path: str | None) -> tuple[Page, ...]:
    """The pages of a PDF; DocumentError where it is locked, damaged or too large."""
    try:
        document = PdfDocument(data)
    except PdfiumError as error:
        locked = "password" in str(error).lower()
        found = "这份 PDF 加了密码,打不开" if locked else "PDF 文件已损坏,打不开"
        advice = "请去掉密码后另存一份" if locked else _ADVICE
        raise DocumentError(found, path=path, advice=advice) from error
    try:
        if len(document) > _MOST_PAGES:
            raise DocumentError(f"PDF 有 {len(document)} 页,超过上限 {_MOST_PAGES} 页", path=path, advice="请只给总结所在的几页")  # fmt: skip
        return tuple(_pages(document, path))
    except PdfiumError as error:
        raise DocumentError("PDF 里有打不开的页", path=path, advice=_ADVICE) from error
    finally:
        document.close()


def _pages(document: PdfDocument, path: str | None) -> Iterator[Page]:
    many = 0
    for page in document:
        read = _page(page)
        many += len(read.glyphs)
        if many > _MOST_GLYPHS:
            raise DocumentError("PDF 里的字太多", path=path, advice="请只给总结所在的几页")
        yield read
        page.close()


def _page(page: PdfPage) -> Page:
    text = page.get_textpage()
    letters = [
        (at, letter, raw.FPDFText_GetCharAngle(text.raw, at) / _QUARTER % 4)
        for at, letter in _letters(text.raw, text.count_chars())
    ]
    turns = Counter(round(angle) % 4 for _, letter, angle in letters if not letter.isspace())
    upright = max(turns, key=lambda turn: turns[turn], default=0)
    view = View(page, -upright % 4)
    glyphs: list[Glyph] = []
    turned: list[str] = []
    lost = 0
    for at, letter, angle in letters:
        char = _plain(letter)
        if raw.FPDFText_HasUnicodeMapError(text.raw, at) == 1 or char == _LOST:
            char, lost = _LOST, lost + 1
        glyph = _glyph(text.raw, at, char, view)
        middle = ((glyph.left + glyph.right) / 2, glyph.base - glyph.size / 3)
        if not view.shows(raw.FPDFText_GetTextObject(text.raw, at), *middle):
            continue
        if abs((angle - upright + 2) % 4 - 2) > _LEVEL:
            turned.append(char)
        else:
            glyphs.append(glyph)
    ghostly = _ghostly(text.raw, text.count_chars())
    text.close()
    rules, pictured = view.drawn()
    return Page(
        view.width, view.height, tuple(glyphs), rules, "".join(turned).strip(), pictured, ghostly, lost,
        _noted(page),
    )  # fmt: skip


def _ghostly(text: Any, many: int) -> bool:
    some = (raw.FPDFText_GetTextObject(text, at) for at in range(0, many, max(1, many // 9)))
    unseen = raw.FPDF_TEXTRENDERMODE_INVISIBLE
    modes = [raw.FPDFTextObj_GetTextRenderMode(one) for one in some if one]
    return bool(modes) and all(mode == unseen for mode in modes)


def _letters(text: Any, many: int) -> Iterator[tuple[int, str]]:
    """The characters that the file holds, with their numbers; those that the library adds left out."""
    high = 0
    for at in range(many):
        code = raw.FPDFText_GetUnicode(text, at)
        if code in _SURROGATES:
            high = code
        elif raw.FPDFText_IsGenerated(text, at) == 1 or code in (0x0A, 0x0D):
            continue
        elif high:
            yield at, chr(0x10000 + ((high - 0xD800) << 10) + (code - 0xDC00))
            high = 0
        else:
            yield at, chr(code) if code in _CODES and code not in _HALVES else _LOST


def _plain(char: str) -> str:
    """A character for the form that a font keeps in its place; private ones cannot be told."""
    code = ord(char)
    if any(code in span for span in _PRIVATE):
        return _LOST
    if not any(code in span for span in _FOLDED):
        return char
    return alphabet().same.get(char) or unicodedata.normalize("NFKC", char)


def _glyph(text: Any, at: int, char: str, view: View) -> Glyph:
    x, y = ctypes.c_double(), ctypes.c_double()
    raw.FPDFText_GetCharOrigin(text, at, x, y)
    box, matrix = raw.FS_RECTF(), raw.FS_MATRIX()
    raw.FPDFText_GetLooseCharBox(text, at, box)
    scaled = raw.FPDFText_GetMatrix(text, at, matrix)
    size = raw.FPDFText_GetFontSize(text, at) * (math.hypot(matrix.c, matrix.d) if scaled else 1)
    across, base = view.placed(x.value, y.value)
    area = view.area(box.left, box.bottom, box.right, box.top)
    left = min(area.left, across)
    return Glyph(char, left, max(area.right, left), base, size or box.top - box.bottom)


def _noted(page: PdfPage) -> bool:
    """Whether a typewritten note or a filled field stands on the page."""
    for at in range(raw.FPDFPage_GetAnnotCount(page)):
        note = raw.FPDFPage_GetAnnot(page, at)
        kind = raw.FPDFAnnot_GetSubtype(note)
        key = {raw.FPDF_ANNOT_FREETEXT: b"Contents", raw.FPDF_ANNOT_WIDGET: b"V"}.get(kind)
        filled = key is not None and raw.FPDFAnnot_GetStringValue(note, key, None, 0) > 2  # noqa: PLR2004 - two bytes end the string
        raw.FPDFPage_CloseAnnot(note)
        if filled:
            return True
    return False
