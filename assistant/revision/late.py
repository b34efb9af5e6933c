"""Facts that change late: which figures of which sections change with them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from assistant.drafting.references.references import render

if TYPE_CHECKING:
    from assistant.domain import Draft, FactSheet


@dataclass(frozen=True, slots=True)
class FigureChange:
    """A figure of a draft that changes because the facts did.

    Attributes:
        section_id, number: the section, and its place in the draft from 1.
        fact_id: the fact whose value changed, or that is gone.
        old, new: as rendered; 【待补:…】 for a fact that is gone.
    """

    section_id: str
    number: int
    fact_id: str
    old: str
    new: str


def figure_changes(draft: Draft, old: FactSheet, new: FactSheet) -> tuple[FigureChange, ...]:
    """The figures that read otherwise under ``new``, in the order of the draft."""
    changes: list[FigureChange] = []
    for number, section in enumerate(draft.sections, 1):
        before = render(section.source, old, lenient=True)
        after = render(section.source, new, lenient=True)
        for one, other in zip(before.spans, after.spans, strict=True):
            was, now = before.text[one.start : one.end], after.text[other.start : other.end]
            if was != now:
                changes.append(FigureChange(section.id, number, one.fact_id, was, now))
    return tuple(changes)


def change_line(change: FigureChange) -> str:
    """A change for the person: ``第2节:455篇 -> 460篇(articles)``."""
    return f"第{change.number}节:{change.old} -> {change.new}({change.fact_id})"
