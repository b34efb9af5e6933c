"""Last year: its text, its values, and which fact of this year each of its facts is."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from assistant.domain import BlockKind, DateSpan, Document, FactSheet, PartialDate, Period, Status
from assistant.drafting.wording.planned import planned_core
from assistant.extraction import compatible
from assistant.facts.derived import derive

if TYPE_CHECKING:
    from collections.abc import Mapping

    from assistant.domain import Fact
    from assistant.drafting.references.render import Span


@dataclass(frozen=True, slots=True)
class LastYear:
    """Last year's summary.

    Attributes:
        document: its text in blocks.
        sheet: the facts as they were: from last year's file, or rebuilt from ``previous``.
        ids: the id that each of its facts has this year; a fact that is gone is missing.
        known: references that are known exactly, with offsets into the text (a .draft's own).
    """

    document: Document
    sheet: FactSheet
    ids: Mapping[str, str]
    known: tuple[Span, ...] = ()

    @property
    def year(self) -> int | None:
        """The year that it reports on."""
        period = self.sheet.document.period
        return period.year if period else None


def last_year(
    document: Document,
    sheet: FactSheet,
    last_facts: FactSheet | None = None,
    known: tuple[Span, ...] = (),
) -> LastYear:
    """Last year's text with its facts.

    Args:
        document: last year's summary.
        sheet: this year's facts.
        last_facts: last year's; None where the values of ``previous`` have to do.
        known: the references of last year's draft, where it is one.
    """
    document = _signed(document, sheet, last_facts or sheet)
    if last_facts is None:
        rebuilt = sheet_of_previous(sheet)
        return LastYear(document, rebuilt, {fact.id: fact.id for fact in rebuilt.facts}, known)
    return LastYear(document, last_facts, _ids(last_facts, sheet), known)


def _signed(document: Document, *sheets: FactSheet) -> Document:
    """The document whose last paragraph is a signature where it is the name of who signs, without a date."""
    told = [sheet.document for sheet in sheets]
    names = {name for one in told for name in (one.signed_by, one.organization)} - {None}
    blocks = list(document.blocks)
    lines = [at for at, block in enumerate(blocks) if block.text.strip() and not block.context]
    for at in lines[-1:]:
        if blocks[at].kind is BlockKind.PARAGRAPH and "".join(blocks[at].text.split()) in names:
            blocks[at] = replace(blocks[at], kind=BlockKind.SIGNATURE)
    return replace(document, blocks=tuple(blocks))


def sheet_of_previous(sheet: FactSheet) -> FactSheet:
    """Last year's facts as far as this year's tell them: ``previous`` is what the value was.

    A fact without ``previous`` keeps its value: what a standing rule or a statement says may well
    have been said last year, and where the figure was another one the verifier says so.
    """
    ids = {fact.id for fact in sheet.facts}
    facts = tuple(_earlier(fact, sheet) for fact in sheet.facts if fact.status is Status.DONE)
    kept = {fact.id for fact in facts} & ids
    facts = tuple(
        replace(fact, parts=tuple(part for part in fact.parts if part in kept), partial=True)
        for fact in facts
    )
    period = sheet.document.period
    document = replace(sheet.document, period=_year_before(period) if period else None)
    return FactSheet(document, facts, derive(facts), sheet.path, sheet.digest)


def _earlier(fact: Fact, sheet: FactSheet) -> Fact:
    period = sheet.document.period
    date = _undated(fact.date, period.year if period else None) if fact.date else None
    if fact.previous is None:
        return replace(fact, date=date, required=False, growth=None, target=None)
    return replace(
        fact,
        low=fact.previous,
        high=fact.previous,
        previous=None,
        growth=None,
        target=None,
        date=date,
        rank=None,
        among=None,
        required=False,
    )


def _undated(span: DateSpan, year: int | None) -> DateSpan:
    """The span without the year reported on: last year's text had another."""

    def bare(date: PartialDate | None) -> PartialDate | None:
        return replace(date, year=None) if date and date.month and date.year == year else date

    return DateSpan(bare(span.start), bare(span.end))


def _year_before(period: Period) -> Period:
    return Period(_before(period.start), _before(period.end))


def _before(date: PartialDate) -> PartialDate:
    return replace(date, year=None if date.year is None else date.year - 1)


def _ids(last: FactSheet, sheet: FactSheet) -> dict[str, str]:
    """The fact of this year for each of last year's: by id and name, else by name and owner."""
    by_name: dict[tuple[tuple[str, ...], str], list[Fact]] = {}
    for fact in sheet.facts:
        by_name.setdefault((fact.path, fact.scope or ""), []).append(fact)
    found: dict[str, str] = {}
    for fact in last.facts:
        same = sheet.by_id.get(fact.id)
        done = fact.status is Status.DONE and same is not None and _done(same)
        if same is not None and done and _alike(fact, same):
            found[fact.id] = same.id
            continue
        named = by_name.get((fact.path, fact.scope or ""), [])
        if fact.status is Status.PLANNED:
            # What was planned is set against what was done: by the name without 计划 and its year.
            core = planned_core(fact)
            named = [o for o in sheet.facts if core in {o.name, planned_core(o)} and _done(o)]
        if len(named) == 1 and _same_unit(fact, named[0]):
            found[fact.id] = named[0].id
    return found


def _done(fact: Fact) -> bool:
    return fact.status is Status.DONE


def _alike(one: Fact, other: Fact) -> bool:
    """Whether two facts of one id speak of one thing: their names share half their characters."""
    if not _same_unit(one, other) or (one.statement is None) != (other.statement is None):
        return False
    if one.statement is not None:
        return True
    shared = len(set(one.name) & set(other.name))
    return 2 * shared >= min(len(set(one.name)), len(set(other.name)))


def _same_unit(one: Fact, other: Fact) -> bool:
    return one.unit == other.unit or compatible(one.unit, other.unit)
