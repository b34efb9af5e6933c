"""A draft's text, where its sections stand in it, and what the verifier says of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from assistant.drafting.outline.assemble import Assembled, assemble
from assistant.verification import verify

if TYPE_CHECKING:
    from collections.abc import Mapping

    from assistant.domain import Draft, FactSheet, Report


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
    """Renders ``draft`` and has its text judged; a waiver of the draft lets its finding stand."""
    assembled = assemble(draft, sheet)
    report = verify(assembled.document, sheet, samples=samples or {}, waivers=dict(draft.waivers))
    return Checked(draft, sheet, assembled, report)


def same_text(one: Draft, other: Draft) -> bool:
    """Whether two states of a draft render and judge alike: marks of the person do not matter."""

    def key(draft: Draft) -> object:
        parts = [(each.id, each.heading, each.source) for each in draft.sections]
        return draft.title, draft.waivers, parts

    return key(one) == key(other)
