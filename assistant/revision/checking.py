"""A draft's text, where its sections stand in it, and what the verifier says of it."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from assistant.domain import Scope
from assistant.drafting.outline.assemble import Assembled, assemble
from assistant.revision.kept import kept_reader
from assistant.verification import verify

if TYPE_CHECKING:
    from collections.abc import Mapping

    from assistant.domain import Document, Draft, FactSheet, Report

_KEPT = 12  # reports: some steps back and forth, and what is proposed beside them
_Asked = tuple["FactSheet", "Document", "Mapping[str, str]", "Mapping[str, str]", str]
# The last that was judged, of whatever draft: a report depends on nothing but what it was asked of.
_judged: deque[tuple[_Asked, Report]] = deque(maxlen=_KEPT)
_rendered: deque[tuple[Draft, FactSheet, Assembled]] = deque(maxlen=_KEPT)


@dataclass(frozen=True, slots=True)
class Checked:
    """A draft as rendered and judged.

    Attributes:
        draft, sheet: what was rendered.
        assembled: its text, with the places of sections and references.
        report: of that text; offsets count from its beginning.
    """

    draft: Draft
    sheet: FactSheet
    assembled: Assembled
    report: Report


def check(draft: Draft, sheet: FactSheet, samples: Mapping[str, str] | None = None) -> Checked:
    """Renders ``draft`` and has its text judged; a waiver of the draft lets its finding stand.

    What a second reader said of it after the writing is held against it again.

    A text that was judged a few steps ago (before an undo, while its references were bound) is not
    judged again. Safe in any thread.
    """
    assembled = rendered(draft, sheet)
    asked: _Asked = (sheet, assembled.document, samples or {}, dict(draft.waivers), draft.readings)
    for known, report in tuple(_judged):
        if known[0] is sheet and known[1:] == asked[1:]:
            return Checked(draft, sheet, assembled, report)
    kept = kept_reader(draft.readings)
    report = verify(
        assembled.document,
        sheet,
        samples=asked[2],
        waivers=asked[3],
        reader=kept,
        scope=Scope.ALL,
        trust_reader=kept is not None and kept.trusted,
    )
    if report.reader is not None:  # what is kept is what it answered
        note = replace(report.reader, asked=report.reader.answered)
        report = replace(report, reader=note)
    _judged.appendleft((asked, report))
    return Checked(draft, sheet, assembled, report)


def rendered(draft: Draft, sheet: FactSheet) -> Assembled:
    """The document of ``draft``; not made anew for a draft that was asked about just before."""
    for known, facts, assembled in tuple(_rendered):
        if known is draft and facts is sheet:
            return assembled
    made = assemble(draft, sheet)
    _rendered.appendleft((draft, sheet, made))
    return made


def same_text(one: Draft, other: Draft) -> bool:
    """Whether two states of a draft render and judge alike: marks of the person do not matter."""

    def key(draft: Draft) -> object:
        parts = [(each.id, each.heading, each.source) for each in draft.sections]
        return draft.title, draft.waivers, draft.readings, parts

    return key(one) == key(other)
