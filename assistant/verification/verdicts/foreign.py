"""Values of the whole year told of a part of it, and this year's told of the last."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from assistant.verification.candidates import Role
from assistant.verification.claims.frames import FrameKind
from assistant.verification.claims.periods import LAST, Spell, governing, yearly
from assistant.verification.lexicon import words

if TYPE_CHECKING:
    from assistant.verification.candidates import Candidate
    from assistant.verification.verdicts.case import Case

_MONTH = re.compile(r"\d月|[一二三四五六七八九十]月")
_ASIDE = frozenset({FrameKind.PREVIOUS, FrameKind.TARGET})
_ROLES = frozenset({Role.VALUE, Role.GROWTH, Role.INCREASE})


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
