"""Of what time a figure is said for certain: the word right before its own words.

In a sheet of a year a fact without a time is the year's: 上半年检查企业2150家次 takes the whole for
a part. Only a time that governs the figure alone counts: no other figure stands between them,
nothing is compared with it (比上半年多), and it is no attribute (上半年新建的泵站). What the year came to
is no mean of it (月均), no sum of years (建院以来) and not where a thing stood before its end (截至6月末).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from assistant.extraction.numerals import value_of
from assistant.verification.lexicon import forms, last_match, patterns, tags, words

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from assistant.domain import FactSheet
    from assistant.verification.claims.claims import Claim

LAST = "-1"
# Told as a mean, as the sum of years, and at a date before the year's end.
MEAN, YEARS, EARLY = "in_means", "over_years", "before_the_end"
_REACH = 40
# The months of each part of the year.
MONTHS = {
    "H1": range(1, 7),
    "H2": range(7, 13),
    "Q1": range(1, 4),
    "Q2": range(4, 7),
    "Q3": range(7, 10),
    "Q4": range(10, 13),
    "Q123": range(1, 10),
    "Q234": range(4, 13),
    **{f"M{month}": range(month, month + 1) for month in range(1, 13)},
}
_FORMS = forms(__file__)
A_TIME = _FORMS.a_time
_LAST_MONTH, _NEAR = 12, 6
# What must stand where a figure is told so.
_NEEDS = {MEAN: _FORMS.a_mean, YEARS: _FORMS.some_years, EARLY: _FORMS.an_end}
_AGAINST = frozenset("比较与同跟和从由自超")


@dataclass(frozen=True, slots=True)
class Spell:
    """A time that a figure is said of.

    Attributes:
        tag: one of the lexicon's, ``LAST`` for last year or a year by number, a month's number, or ``MEAN``,
            ``YEARS``, ``EARLY``.
        start: where its word begins.
        year: the year by number; None where it is no number.
    """

    tag: str
    start: int
    year: int | None = None


def old_stock(text: str, at: int) -> bool:
    """Whether a time that ends at ``at`` says since when a thing is there: 往年欠税, 上年结转."""
    return _FORMS.stock.match(text, at) is not None


def governing(text: str, claim: Claim) -> Spell | None:
    """The time that a figure is said of for certain; None where that is not plain."""
    found = _told(text, claim, _last, A_TIME)
    if found is None:
        return None
    year = int(found[1]) if found.re is _FORMS.last and found[1] else None
    return Spell(tags("times").get(found[0], LAST), found.start(), year)


def otherwise(text: str, claim: Claim, tag: str) -> Spell | None:
    """The words by which a figure is told as ``tag`` says: a mean, a sum of years, before the year's end."""
    found = _told(text, claim, partial(_last_of, patterns(tag)), _NEEDS[tag])
    if found is None or (tag == EARLY and not _within_year(text, found)):
        return None
    return Spell(tag, found.start())


def _within_year(text: str, found: re.Match[str]) -> bool:
    """Whether a date lies in the year reported on, and before its last month."""
    month = value_of(found["month"]) if found["month"] else 1
    start = found.start()
    return month != _LAST_MONTH and not _FORMS.other_year.search(text, max(0, start - _NEAR), start)


def _told(
    text: str,
    claim: Claim,
    last: Callable[[str, int, int], re.Match[str] | None],
    needed: re.Pattern[str],
) -> re.Match[str] | None:
    """The words of a time that govern a figure, as ``last`` finds them in a stretch of text that holds what is ``needed``."""
    floor = max(claim.from_clause, claim.start - _REACH)
    end = claim.clause[0] - 1
    back = max(claim.sentence[0], end - _REACH)
    if needed.search(text, min(back, floor), claim.start) is None:
        return None
    found = last(text, floor, claim.start)
    if found is not None:
        return found if _free(text, found, text[found.end() : claim.start]) else None
    # A clause of nothing but a time governs the next: 上半年,立案286起.
    found = last(text, back, end)
    if found is None or found.end() != end:
        return None
    begin = max(text.rfind(mark, claim.sentence[0], end) for mark in ",，;；:：") + 1
    begin = max(begin, claim.sentence[0])
    alone = _FORMS.alone.match(text[begin : found.start()].strip())
    behind = text[claim.from_clause : claim.start]
    return found if alone and _free(text, found, behind) else None


def _last(text: str, start: int, end: int) -> re.Match[str] | None:
    """The last word of a time in a stretch of text."""
    return _last_of((words("times").pattern, _FORMS.last), text, start, end)


def _last_of(
    told: Sequence[re.Pattern[str]], text: str, start: int, end: int
) -> re.Match[str] | None:
    """The last place where any of some expressions stands in a stretch of text."""
    found = [one for pattern in told if (one := last_match(pattern, text, start, end))]
    return max(found, key=re.Match.start, default=None)


def _free(text: str, found: re.Match[str], behind: str) -> bool:
    """Whether nothing is compared with the words of a time, and they are no attribute."""
    before = text[max(0, found.start() - 2) : found.start()]
    return not (
        _FORMS.compared.search(before) or _FORMS.loose.search(behind) or old_stock(behind, 0)
    )


def against_part(text: str, claim: Claim) -> int | None:
    """Where words begin that hold a figure against another time than last year: 较上半年, 环比, 较前年, 五年来."""
    found = _FORMS.against.search(text, claim.from_clause, claim.start)
    last = words("previous").pattern.search(text, claim.from_clause, claim.start)
    return found.start() if found is not None and last is None else None


def month_told(text: str, claim: Claim) -> Spell | None:
    """The one month that a figure is said of, as its number (11); None where that is not plain.

    A day (6月18日), a span (1至6月, 10月至12月), a month compared with and one that something
    began in tell no such thing.
    """
    floor = max(claim.from_clause, claim.start - _REACH)
    found = last_match(_FORMS.month, text, floor, claim.start)
    if found is None or _FORMS.span.search(text[max(0, found.start() - 3) : found.start()]):
        return None
    free = _free(text, found, text[found.end() : claim.start])
    return Spell(str(value_of(found[1])), found.start()) if free else None


def months_of(name: str) -> frozenset[str]:
    """The months that a name tells, as numbers: 11 of 11月无偿献血人次."""
    return frozenset(str(value_of(found[1])) for found in _FORMS.month.finditer(name))


def month_in(said: str) -> str:
    """The tag of the last month that words tell; empty for none."""
    found = last_match(_FORMS.month, said)
    return f"M{value_of(found[1])}" if found is not None else ""


def end_in(name: str) -> str:
    """The tag of the month at whose end a name says that something stood: E6 of 6月末在库档案."""
    found = _FORMS.month_end.search(name)
    return f"E{value_of(found[1])}" if found is not None else ""


def without_month(name: str) -> str:
    """A name without the month that it tells: 无偿献血人次 of 11月无偿献血人次."""
    return _FORMS.month.sub("", _FORMS.month_end.sub("", name))


def yearly(sheet: FactSheet) -> bool:
    """Whether a sheet reports on one whole year."""
    period = sheet.document.period
    if period is None or period.year is None:
        return False
    return (period.start.month or 1) == 1 and (period.end.month or 12) == 12  # noqa: PLR2004


def tells_past(text: str, year: int | None) -> bool:
    """Whether words are of last year, not only held against it; ``year`` is the one reported on."""
    told = [
        found
        for found in words("previous").pattern.finditer(text)
        if found[0] != "同期" and not old_stock(text, found.end())
    ]
    if year is not None:
        told += [found for found in _FORMS.by_number.finditer(text) if int(found[1]) == year - 1]
    return any(text[max(0, one.start() - 1) : one.start()] not in _AGAINST for one in told)
