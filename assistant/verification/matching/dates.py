"""Dates, years, ranks and grades: which of the facts' dates, positions and prizes a figure may state.

A day is proved by a day, never by a month alone, and a month by a month, never by a season that
begins or ends with it (上半年).
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from assistant.domain import DateSpan, Kind, PartialDate, Status, altered
from assistant.verification.claims.frames import FrameKind
from assistant.verification.matching.rounding import Agreement
from assistant.verification.matching.wholes import YEAR

if TYPE_CHECKING:
    from collections.abc import Iterable

    from assistant.domain import Mention
    from assistant.verification.candidates import Candidate
    from assistant.verification.claims.claims import Claim
    from assistant.verification.matching.index import FactIndex

# 前三, 前三位 and 前三名 are one.
_TEN_DAYS, _LEAP = "旬", 2024
# About where in a month: 3月底.
_THIRDS = {"初": (1, 11), "中": (9, 22), "底": (20, 31), "末": (20, 31)}
_PLACES = frozenset({None, "位", "名", "甲"})


def dates_of(mention: Mention) -> list[PartialDate]:
    """The dates that a mention gives: one, or two for a span."""
    return [part for part in mention.parts if isinstance(part, PartialDate)]


def day_of(moment: PartialDate | None, year: int | None) -> date | None:
    """A day that exists, as all that are read do; ``year`` is that of a moment that tells none."""
    if moment is None or moment.month is None or moment.day is None:
        return None
    year = moment.year or year
    return None if year is None else date(year, moment.month, moment.day)


def ends_of(held: DateSpan | None) -> list[tuple[date, date]]:
    """The first and the last day of a span, one that tells no year in a leap year; none where a day is missing."""
    ends = [] if held is None else [day_of(one, _LEAP) for one in (held.start, held.end)]
    days = [one for one in ends if one is not None]
    return [(days[0], days[1])] if len(days) > 1 and days[0] <= days[1] else []


def same(told: PartialDate, stated: PartialDate | None) -> bool:
    """Whether a date as told is the stated one, as far as both say."""
    if stated is None or told == PartialDate():
        return False
    pairs = ((told.year, stated.year), (told.month, stated.month), (told.day, stated.day))
    known = [(a, b) for a, b in pairs if a is not None and b is not None]
    return bool(known) and all(a == b for a, b in known)


def proves(stated: PartialDate | None, told: PartialDate) -> bool:
    """Whether a stated date is the told one, and no less precise."""
    if told.day is not None and stated is not None and stated.day is None:
        return False
    return same(told, stated)


def agrees(told: list[PartialDate], stated: DateSpan) -> bool:
    """Whether the told date or span is the stated one, or one of its ends."""
    if len(told) == 1:
        return proves(stated.start, told[0]) or proves(stated.end, told[0])
    start, end = told[0], told[-1]
    begins = start == PartialDate() or proves(stated.start, start)
    ends = end == PartialDate() or proves(stated.end, end)
    return begins and ends


def _vouches(claim: Claim, told: list[PartialDate], inner: Mention, index: FactIndex) -> bool:
    """Whether a part of the year in a fact's words (上半年) says anything of a month that is told.

    It does of its end (截至6月底) and of a span of months (1—6月) in the year reported on.
    """
    written = claim.mention.text
    if "月" not in written or "月" in inner.text:
        return True
    period = index.sheet.document.period
    year = period.year if period is not None else None
    if any(moment.year not in {None, year or moment.year} for moment in told):
        return False
    return len(told) > 1 or any(word in written for word in "底末")


def date_candidates(claim: Claim, index: FactIndex) -> Iterable[tuple[Candidate, Agreement]]:
    """The dated facts and inner dates that the figure is true of."""
    told = dates_of(claim.mention)
    for candidate in index.dates_near(told):
        if candidate.date is not None:
            stated = candidate.date
        elif candidate.mention is not None and not _vouches(claim, told, candidate.mention, index):
            continue
        else:
            inner = _dated(candidate, index)
            stated = DateSpan(inner[0], inner[-1])
        if agrees(told, stated):
            if _in_third(claim.mention.text, stated):
                yield candidate, Agreement.EXACT
        elif _TEN_DAYS in claim.mention.text and _within(told, stated):
            yield candidate, Agreement.ROUNDED


def _in_third(written: str, stated: DateSpan) -> bool:
    """Whether what is dated by days lies where its month is told to be: no 3月12日 at 3月底."""
    days = [one.day for one in (stated.start, stated.end) if one is not None and one.day]
    first, last = _THIRDS.get(written[-1], (1, 31)) if written[-2:-1] == "月" else (1, 31)
    return not days or any(first <= day <= last for day in days)


def _dated(candidate: Candidate, index: FactIndex) -> list[PartialDate]:
    """The dates inside a fact's words; a month without a year is of the year reported on: 9月末在库量."""
    inner, fact, period = candidate.mention, candidate.fact, index.sheet.document.period
    found = dates_of(inner) if inner is not None else []
    if period is None or fact.status is Status.PLANNED or any(one.year for one in found):
        return found
    if YEAR.search(f"{fact.statement or ''}{''.join(fact.path)}"):
        return found
    return [altered(one, year=period.year) if one.month else one for one in found]


def _within(told: list[PartialDate], stated: DateSpan) -> bool:
    """Whether what is dated by days lies in the ten days that are told: 8月中旬 of 8月16日."""
    first, last = told[0], told[-1]
    days = [moment for moment in (stated.start, stated.end) if moment is not None]
    return all(
        moment.day is not None
        and same(PartialDate(moment.year and first.year, first.month), moment)
        and (first.day or 0) <= moment.day <= (last.day or 0)
        for moment in days
    )


def rank_candidates(claim: Claim, index: FactIndex) -> Iterable[tuple[Candidate, Agreement]]:
    """The ranked facts and inner ranks or grades that the figure is true of."""
    mention = claim.mention
    if mention.kind is Kind.RANK:
        for candidate in index.ranked:
            rank = candidate.fact.rank or 0
            if mention.low == mention.high == rank or (
                claim.frame.kind is FrameKind.PREVIOUS and candidate.fact.previous == mention.low
            ):
                yield candidate, Agreement.EXACT
            elif mention.low != mention.high and (mention.high is None or rank <= mention.high):
                yield candidate, Agreement.ROUNDED  # 前三
    for candidate in index.inner_ranks:
        inner = candidate.mention
        if (
            inner is not None
            and inner.kind is mention.kind
            and (inner.low, inner.high) == (mention.low, mention.high)
            and (inner.unit == mention.unit or {inner.unit, mention.unit} <= _PLACES)
        ):
            yield candidate, Agreement.EXACT
