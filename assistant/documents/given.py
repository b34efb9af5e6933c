"""Reading a text that is to be verified, by its ending: .txt, .md, .docx, .pdf."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from assistant.documents.pdf import read_pdf
from assistant.documents.reading import read_docx
from assistant.errors import InputError
from assistant.files import decode_text, read_bytes

if TYPE_CHECKING:
    from assistant.domain import Document, ExemptMention, Figure, Finding, Report

_Placed = TypeVar("_Placed", "Figure", "Finding", "ExemptMention")
_LIMIT = 20 * 1024 * 1024
WORD = frozenset((".docx", ".docm"))
_MARKDOWN = frozenset((".md", ".markdown"))
# What Markdown adds to the words: marks of headings, quotes and lists at a line's beginning, and
# emphasis and code marks inside it. A dash of a list is taken only where a space follows.
_MARKS = re.compile(r"(?m)^[ \t]*(?:#{1,6}[ \t]+|>[ \t]?|[-*+][ \t]+)|\*\*|__|`+")
_SHEETS = frozenset((".et", ".xls", ".xlsx"))
_OTHER_OFFICE = _SHEETS | {".doc", ".wps", ".rtf", ".odt"}


@dataclass(frozen=True, slots=True)
class GivenText:
    """A text to verify.

    Attributes:
        path: as given; ``-`` for standard input.
        text: as it stands in the file; findings count in it.
        document: its blocks where they are known; None for plain text.
        plain: the text that is verified, where it is not ``text`` itself.
        places: for every character of ``plain``, where it stands in ``text``.
        waivers: finding id -> reason, from the draft file.
        notes: in Chinese, what could not be read.
    """

    path: str
    text: str
    document: Document | None = None
    plain: str | None = None
    places: tuple[int, ...] = ()
    waivers: dict[str, str] = field(default_factory=dict)
    notes: tuple[str, ...] = ()

    @property
    def content(self) -> Document | str:
        """What is verified."""
        return self.document or (self.text if self.plain is None else self.plain)

    def at_home(self, report: Report) -> Report:
        """The report with its offsets in ``text``."""
        if self.plain is None:
            return report
        return replace(
            report,
            figures=tuple(map(self._moved, report.figures)),
            findings=tuple(map(self._moved, report.findings)),
            exempt=tuple(map(self._moved, report.exempt)),
            waived=tuple((self._moved(finding), reason) for finding, reason in report.waived),
        )

    def home(self, start: int, end: int) -> tuple[int, int]:
        """Offsets in ``text`` of the stretch ``[start, end)`` of what was read; may be empty."""
        if self.plain is None:
            return start, end
        begin = self.places[start] if start < len(self.places) else len(self.text)
        return begin, self.places[end - 1] + 1 if end > start else begin

    def _moved(self, one: _Placed) -> _Placed:
        if one.start is None or one.end is None:
            return one
        return replace(one, start=self.places[one.start], end=self.places[one.end - 1] + 1)


def read_given(path: str) -> GivenText:
    """The text of a file.

    Raises:
        InputError: it cannot be read, or is of another kind.
    """
    suffix = Path(path).suffix.lower()
    if suffix in WORD:
        read = read_docx(path)
        return GivenText(path, read.document.text, document=read.document, notes=read.warnings)
    if suffix == ".pdf":
        document = read_pdf(path)
        return GivenText(path, document.text, document=document, notes=document.unread)
    if suffix in _OTHER_OFFICE:
        word, sheet = "请在 Word 或 WPS 里另存为 .docx 再核对", "请把要核对的文字存成 .docx 再核对"
        advice = sheet if suffix in _SHEETS else word
        raise InputError(f"不能直接核对 {suffix} 文件", path=path, advice=advice)
    text = decode_text(read_bytes(path, limit=_LIMIT), path=path)
    return _markdown(path, text) if suffix in _MARKDOWN else GivenText(path, text)


def _markdown(path: str, text: str) -> GivenText:
    places: list[int] = []
    at = 0
    for mark in _MARKS.finditer(text):
        places.extend(range(at, mark.start()))
        at = mark.end()
    places.extend(range(at, len(text)))
    plain = "".join(text[place] for place in places)
    return GivenText(path, text, plain=plain, places=tuple(places))
