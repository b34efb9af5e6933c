"""A draft from last year's summary and this year's facts."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from assistant.domain import Author, Draft, Revision, Section, now
from assistant.drafting.base.additions import add_what_is_new
from assistant.drafting.base.bind import bind_places
from assistant.drafting.base.mend import mend
from assistant.drafting.base.sections import carried_sections
from assistant.drafting.base.years import Years

if TYPE_CHECKING:
    from assistant.domain import FactSheet
    from assistant.drafting.base.last import LastYear
    from assistant.drafting.base.sections import BaseSection
    from assistant.drafting.outline.assemble import Assembled


@dataclass(frozen=True, slots=True)
class CarryOver:
    """What became of last year's summary.

    Attributes:
        draft: this year's, to be revised as any other.
        assembled: its document.
        sections: its sentences, section by section, with where they come from.
        left: in the order of last year's text: tables, notes and the like, not taken over.
    """

    draft: Draft
    assembled: Assembled
    sections: tuple[BaseSection, ...]
    left: tuple[str, ...]


def carry_over(last: LastYear, sheet: FactSheet, outline: str = "") -> CarryOver:
    """The draft of this year: last year's sentences with this year's figures.

    Every figure is a reference to a fact of this year or a 【待补】; the text is verified here,
    and what does not hold is mended or opened, so that no finding of level error is left.

    Args:
        last: last year's text and facts.
        sheet: this year's facts.
        outline: the name that the draft keeps of its outline.
    """
    this = sheet.document.period.year if sheet.document.period else None
    before = last.year if last.year is not None or this is None else this - 1
    years = Years(before, this)
    sections, left = carried_sections(last, sheet, bind_places(last, sheet), years)
    created = now()

    def draft_of() -> Draft:
        return _draft(sections, sheet, outline, created)

    add_what_is_new(sections, sheet)
    assembled = mend(sections, sheet, draft_of)
    # What a sentence told that had to be left out is written anew.
    if add_what_is_new(sections, sheet):
        assembled = mend(sections, sheet, draft_of)
    return CarryOver(draft_of(), assembled, tuple(sections), left)


def _draft(sections: list[BaseSection], sheet: FactSheet, outline: str, created: str) -> Draft:
    written = tuple(
        Section(section.id, section.heading, section.role, _known(section, sheet)).revised(
            Revision(section.source, Author.OFFLINE, created=created)
        )
        for section in sections
        if section.source
    )
    return Draft(
        title=sheet.document.title,
        sections=written,
        facts_path=sheet.path,
        facts_digest=sheet.digest,
        outline=outline,
    )


def _known(section: BaseSection, sheet: FactSheet) -> tuple[str, ...]:
    return tuple(fact for fact in section.facts() if fact in sheet.by_id)
