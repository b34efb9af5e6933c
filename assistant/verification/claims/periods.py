"""Of what time a figure is said for certain: the word right before its own words.

In a sheet of a year a fact without a time is the year's: 上半年检查企业2150家次 takes the whole for
a part. Only a time that governs the figure alone counts: no other figure stands between them,
nothing is compared with it (比上半年多), and it is no attribute (上半年新建的泵站).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from assistant.verification.candidates import Role
from assistant.verification.claims.attributes import old_stock
from assistant.verification.claims.frames import FrameKind
from assistant.verification.lexicon import tags, words

if TYPE_CHECKING:
    from assistant.domain import FactSheet
    from assistant.verification.candidates import Candidate
    from assistant.verification.claims.claims import Claim
    from assistant.verification.verdicts.case import Case

LAST = "-1"
_REACH = 40
_LAST = re.compile(r"上年度?|去年|上一年度?|(?<!\d)(20\d\d)年(?:度|全年)?")
_ALONE = re.compile(r"^(?:今年|本年)?$")
_COMPARED = re.compile(r"[比较与同跟和从由自距于占]$")
# 上半年新建的, 上半年末, 上半年以来 do not say when the figure was reached; other figures have
# words of their own.
_LOOSE = re.compile(r"^(?:末|底|初|以来|起|后|前|相比)|[的\d]|其中|全年")
_MONTH = re.compile(r"\d月|[一二三四五六七八九十]月")
_ASIDE = frozenset({FrameKind.PREVIOUS, FrameKind.TARGET})
_ROLES = frozenset({Role.VALUE, Role.GROWTH, Role.INCREASE})


@dataclass(frozen=True, slots=True)
class Spell:
    """A time that a figure is said of.

    Attributes:
        tag: one of the lexicon's, or ``LAST`` for last year or a year by number.
        start: where its word begins.
        year: the year by number; None where it is no number.
    """

    tag: str
    start: int
    year: int | None = None


def governing(text: str, claim: Claim) -> Spell | None:
    """The time that a figure is said of for certain; None where that is not plain."""
    floor = max(claim.from_clause, claim.start - _REACH)
    found = _last(text, floor, claim.start)
    if found is not None:
        return _free(text, found, text[found.end() : claim.start])
    # A clause of nothing but a time governs the next: 上半年,立案286起.
    end = claim.clause[0] - 1
    if end <= claim.sentence[0]:
        return None
    found = _last(text, max(claim.sentence[0], end - _REACH), end)
    if found is None or found.end() != end:
        return None
    begin = max(text.rfind(mark, claim.sentence[0], end) for mark in ",，;；:：") + 1
    begin = max(begin, claim.sentence[0])
    if not _ALONE.match(text[begin : found.start()].strip()):
        return None
    return _free(text, found, text[claim.from_clause : claim.start])


def _last(text: str, start: int, end: int) -> re.Match[str] | None:
    """The last word of a time in a stretch of text."""
    last = None
    for pattern in (words("times").pattern, _LAST):
        for found in pattern.finditer(text, start, end):
            if last is None or found.start() > last.start():
                last = found
    return last


def _free(text: str, found: re.Match[str], behind: str) -> Spell | None:
    """The time, unless something is compared with it or it is an attribute."""
    before = text[max(0, found.start() - 2) : found.start()]
    if _COMPARED.search(before) or _LOOSE.search(behind) or old_stock(behind, 0):
        return None
    year = int(found[1]) if found.re is _LAST and found[1] else None
    return Spell(tags("times").get(found[0], LAST), found.start(), year)


def yearly(sheet: FactSheet) -> bool:
    """Whether a sheet reports on one whole year."""
    period = sheet.document.period
    if period is None or period.year is None:
        return False
    return (period.start.month or 1) == 1 and (period.end.month or 12) == 12  # noqa: PLR2004


def foreign_time(case: Case) -> Spell | None:
    """The part of the year, or the year before, that the year's value is told of; None for none."""
    support = case.support
    if support is None or not yearly(case.binder.index.sheet):
        return None
    candidate = support.candidate
    if not _year_value(candidate) or case.claim.frame.kind in _ASIDE:
        return None
    spell = governing(case.text, case.claim)
    if spell is None:
        return None
    if spell.tag == LAST:
        return spell if _before(case, candidate, spell.year) else None
    other = any(_tells(match.candidate, spell.tag) for match in case.binding.matches)
    return None if other else spell


def _year_value(candidate: Candidate) -> bool:
    """Whether it is what a fact reached in the whole year."""
    fact, named = candidate.fact, candidate.words
    if candidate.role not in _ROLES or named.time or named.cumulative or fact.date is not None:
        return False
    return _MONTH.search("".join(fact.path)) is None


def _before(case: Case, candidate: Candidate, year: int | None) -> bool:
    """Whether this year's value stands under last year, whose value is known to be another."""
    fact = candidate.fact
    if candidate.role is not Role.VALUE or fact.previous in {None, fact.value}:
        return False
    period = case.binder.index.sheet.document.period
    now = None if period is None else period.year
    if year is None:
        return True
    return now is not None and year == now - 1 and str(year) not in "".join(fact.path)


def _tells(candidate: Candidate, tag: str) -> bool:
    """Whether a candidate speaks of a part of the year."""
    told = candidate.fact.statement or candidate.fact.event or ""
    inner = candidate.role is Role.INNER and words("times").first(told) is not None
    return inner or candidate.words.time == tag


def part_of(case: Case, candidate: Candidate, spell: Spell) -> Candidate | None:
    """A fact's value in the time that is told; None where it is not known."""
    if spell.tag == LAST:
        return case.of_role(candidate, Role.PREVIOUS)
    index = case.binder.index
    for half in index.halves_of(spell.tag):
        if index.halves[half] == candidate.fact.id:
            return next((one for one in index.by_fact[half] if one.role is Role.VALUE), None)
    return None
