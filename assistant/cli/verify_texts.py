"""Reading what ``assistant verify`` is given: .txt, .md, .docx, draft files, standard input."""

from __future__ import annotations

import re
import sys
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

from assistant.errors import InputError
from assistant.files import decode_text, read_bytes

if TYPE_CHECKING:
    from assistant.domain import Document, FactSheet, Finding, Report

STDIN = "-"
_LIMIT = 20 * 1024 * 1024
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

    def at_home(self, report: Report) -> Report:
        """The report with its offsets in ``text``."""
        if self.plain is None:
            return report
        return replace(
            report,
            figures=tuple(
                replace(one, start=self._start(one.start), end=self._end(one.end))
                for one in report.figures
            ),
            findings=tuple(self._finding(finding) for finding in report.findings),
            exempt=tuple(
                replace(one, start=self._start(one.start), end=self._end(one.end))
                for one in report.exempt
            ),
            waived=tuple((self._finding(finding), reason) for finding, reason in report.waived),
        )

    def home(self, start: int, end: int) -> tuple[int, int]:
        """Offsets in ``text`` of the stretch ``[start, end)`` of what was read; may be empty."""
        if self.plain is None:
            return start, end
        begin = self.places[start] if start < len(self.places) else len(self.text)
        return begin, self._end(end) if end > start else begin

    def _finding(self, finding: Finding) -> Finding:
        if finding.start is None or finding.end is None:
            return finding
        return replace(finding, start=self._start(finding.start), end=self._end(finding.end))

    def _start(self, offset: int) -> int:
        return self.places[offset]

    def _end(self, offset: int) -> int:
        return self.places[offset - 1] + 1


def read_given(path: str, facts: FactSheet | None) -> GivenText:
    """The text behind a path, by its ending; a draft file needs its facts.

    Raises:
        AssistantError: it cannot be read.
    """
    if path == STDIN:
        return GivenText(path, decode_text(_read_stdin(), path="标准输入"))
    suffix = Path(path).suffix.lower()
    if suffix in {".docx", ".docm"}:
        return _docx(path)
    if suffix == ".pdf":
        return _pdf(path)
    if suffix == ".draft" and facts is not None:
        return _draft(path, facts)
    if suffix in _OTHER_OFFICE:
        raise InputError(
            f"不能直接核对 {suffix} 文件",
            path=path,
            advice="请把要核对的文字存成 .docx 再核对"
            if suffix in _SHEETS
            else "请在 Word 或 WPS 里另存为 .docx 再核对",
        )
    text = decode_text(read_bytes(path, limit=_LIMIT), path=path)
    return _markdown(path, text) if suffix in _MARKDOWN else GivenText(path, text)


def _read_stdin() -> bytes:
    data = sys.stdin.buffer.read(_LIMIT + 1)
    if len(data) > _LIMIT:
        raise InputError("标准输入超过 20 MB", advice="请确认是否给错了文件")
    return data


def _markdown(path: str, text: str) -> GivenText:
    places: list[int] = []
    at = 0
    for mark in _MARKS.finditer(text):
        places.extend(range(at, mark.start()))
        at = mark.end()
    places.extend(range(at, len(text)))
    return GivenText(
        path, text, plain="".join(text[place] for place in places), places=tuple(places)
    )


def _docx(path: str) -> GivenText:
    from assistant.documents import read_docx

    read = read_docx(path)
    beside = Path(path).with_suffix(".draft")
    waivers = _waivers(str(beside)) if beside.is_file() else {}
    return GivenText(
        path, read.document.text, document=read.document, waivers=waivers, notes=read.warnings
    )


def _pdf(path: str) -> GivenText:
    from assistant.documents import read_pdf

    document = read_pdf(path)
    return GivenText(path, document.text, document=document, notes=document.unread)


def _draft(path: str, facts: FactSheet) -> GivenText:
    from assistant.drafting.outline.assemble import document_of
    from assistant.revision.store import DraftStore

    with DraftStore.open(path, read_only=True) as store:
        draft = store.draft
    document = document_of(draft, facts)
    return GivenText(path, document.text, document=document, waivers=dict(draft.waivers))


def _waivers(path: str) -> dict[str, str]:
    from assistant.revision.store import DraftStore

    with DraftStore.open(path, read_only=True) as store:
        return dict(store.draft.waivers)


def facts_of_draft(path: str) -> FactSheet | None:
    """The facts of the draft file at ``path``, or beside it; None where there is no draft file.

    Where the facts file is gone, they are what the draft kept of it.

    Raises:
        AssistantError: the draft or its facts cannot be read, or it kept none.
    """
    file = Path(path).with_suffix(".draft")
    if path == STDIN or not file.is_file():
        return None
    from assistant.revision.factsfile import load_facts_of
    from assistant.revision.store import DraftStore

    with DraftStore.open(file, read_only=True) as store:
        return load_facts_of(store, None)
