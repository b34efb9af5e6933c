"""A second reader on demand: what it says of one section of a draft."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from assistant.domain import Scope, Verdict
from assistant.verification import verify

if TYPE_CHECKING:
    from collections.abc import Sequence

    from assistant.domain import FactSheet, Finding
    from assistant.revision.checking import Checked
    from assistant.verification.reader import Question, Reader

Opener = Callable[["FactSheet"], AbstractContextManager["Reader"]]
_ITS = frozenset((Verdict.READ, Verdict.DISPUTED))


@dataclass(frozen=True, slots=True)
class _Part:
    """A reader that is asked of a part of the text only; headings above it stay."""

    reader: Reader
    start: int
    end: int

    @property
    def name(self) -> str:
        return self.reader.name

    def read(self, question: Question) -> Sequence[str]:
        kept = tuple(
            passage if self.start <= passage.start < self.end else replace(passage, marks=())
            for passage in question.passages
            if passage.start < self.end and (passage.level or passage.start >= self.start)
        )
        return self.reader.read(replace(question, passages=kept))


def read_section(checked: Checked, section_id: str, reader: Reader) -> tuple[Finding, ...]:
    """What a reader says of a section beside the program: ``read`` and ``disputed`` findings.

    Nothing of the draft changes, and it may run in any thread; a ``read`` one may be confirmed
    (:func:`assistant.revision.confirming.confirm`), a ``disputed`` one waived.

    Args:
        checked: the draft as it stands.
        section_id: the section.
        reader: asked of every figure of the section and of nothing else of the draft.

    Raises:
        AssistantError: the reader could not be asked.
    """
    assembled = checked.assembled
    place = next(each for each in assembled.sections if each.section_id == section_id)
    report = verify(
        assembled.document,
        checked.sheet,
        waivers=dict(checked.draft.waivers),
        reader=_Part(reader, place.start, place.end),
        scope=Scope.ALL,
    )
    return tuple(
        finding
        for finding in report.findings
        if finding.verdict in _ITS
        and finding.start is not None
        and place.start <= finding.start < place.end
    )
