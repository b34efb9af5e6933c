"""``wrong-period``: last year's, the target's or the half year's value told as this year's.

Rule: the figure is a fact's previous value or target without a word that says so,
or a fact of a part of the year under words of the whole, or the other way round (see periods).
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from assistant.domain import Verdict
from assistant.verification import messages
from assistant.verification.candidates import Role
from assistant.verification.claims.frames import FrameKind
from assistant.verification.claims.periods import (
    LAST,
    MONTHS,
    Spell,
    against_part,
    governing,
    month_told,
    months_of,
    yearly,
)
from assistant.verification.lexicon import words
from assistant.verification.matching.scoring import role_cost
from assistant.verification.verdicts.case import WRONG_ROLE, Judgement

if TYPE_CHECKING:
    from assistant.verification.candidates import Candidate
    from assistant.verification.verdicts.case import Case

_OTHER = frozenset({Role.PREVIOUS, Role.TARGET})
_MONTH = re.compile(r"\d月|[一二三四五六七八九十]月")
_YEAR = re.compile("20[0-9]{2}年$")
_ASIDE = frozenset({FrameKind.PREVIOUS, FrameKind.TARGET})
# No part of the year that is longer than a month: none told, 当月.
_NO_PART = frozenset({"", "M"})
_GROWN = frozenset({Role.GROWTH, Role.INCREASE})
_ROLES = frozenset({Role.VALUE, Role.GROWTH, Role.INCREASE})


def judge(case: Case) -> Judgement | None:
    """The verdict on a value of another period."""
    support = case.support
    if support is None or case.accepted or case.unlike:
        return None
    candidate = support.candidate
    spell = foreign_time(case)
    if spell is not None:
        return _year_as_part(case, candidate, spell)
    against = against_part(case.text, case.claim) if candidate.role in _GROWN else None
    if against is not None:
        told = case.text[against : case.claim.start]
        reason = f"“{told}{case.said}”说的不是与上年相比,但{messages.stated(candidate)},是比上年的"
        return Judgement(Verdict.WRONG_PERIOD, reason, candidate.reference, start=against)
    instead = _instead(case, candidate)
    if instead is None:
        return None
    stated = messages.value(instead)
    reason = f"“{case.said}”不是本期的数:{messages.stated(candidate)};{messages.says(instead)}"
    start = _time_word(case) if instead is candidate else _year_word(case)
    return Judgement(Verdict.WRONG_PERIOD, reason, instead.reference, expected=stated, start=start)


def _time_word(case: Case) -> int | None:
    """Where the time begins that is told before the figure, and is not its fact's."""
    found = words("times").last(case.text[case.claim.from_clause : case.claim.start])
    return case.claim.from_clause + found.start() if found is not None else None


def _year_word(case: Case) -> int | None:
    """Where last year's number begins right behind which a figure stands: 2024年举办64期 of this year's 64."""
    begin = case.claim.before[0]
    found = _YEAR.search(case.text, max(0, begin - len("2024年")), begin)
    return found.start() if found and case.claim.frame.kind is FrameKind.PREVIOUS else None


def _instead(case: Case, candidate: Candidate) -> Candidate | None:
    """The candidate whose period the words speak of; None where the period is right."""
    dear = role_cost(case.claim, candidate) >= WRONG_ROLE
    if candidate.role in _OTHER and dear:
        return case.of_role(candidate, Role.VALUE)
    if candidate.role is Role.VALUE and case.claim.frame.kind is FrameKind.PREVIOUS and dear:
        return case.of_role(candidate, Role.PREVIOUS) or candidate
    rival = case.binding.rival
    if rival is not None and rival.words.time != candidate.words.time:
        return rival if _twins(case, rival, candidate) else None
    told = case.claim.time
    if told and candidate.words.time and told != candidate.words.time:
        return candidate
    return None


def _year_as_part(case: Case, candidate: Candidate, spell: Spell) -> Judgement:
    """The year's value under 上半年, or this year's under 上年."""
    part = _part_of(case, candidate, spell)
    year = ",是全年的数" if _year_value(candidate) else ""
    reason = f"“{case.said}”写成了另一时段的数,但{messages.stated(candidate)}{year}"
    if part is None:
        return Judgement(Verdict.WRONG_PERIOD, reason, candidate.reference, start=spell.start)
    stated = messages.value(part)
    reason = f"{reason};{messages.says(part)}"
    return Judgement(
        Verdict.WRONG_PERIOD, reason, part.reference, expected=stated, start=spell.start
    )


def _twins(case: Case, one: Candidate, other: Candidate) -> bool:
    halves = case.binder.index.halves
    return halves.get(one.fact.id) == other.fact.id or halves.get(other.fact.id) == one.fact.id


# -- the whole year told of a part of it, this year of the last -----------------------------


def foreign_time(case: Case) -> Spell | None:
    """The part of the year, or the year before, that the year's value is told of; None for none."""
    support = case.support
    if support is None or not yearly(case.binder.index.sheet):
        return None
    candidate = support.candidate
    month = _other_month(case, candidate)
    if month is not None:
        return month
    if not _year_value(candidate) or case.claim.frame.kind in _ASIDE:
        return None
    spell = governing(case.text, case.claim)
    if spell is not None and spell.tag == LAST and not _before(case, candidate, spell.year):
        return None
    return spell


def _other_month(case: Case, candidate: Candidate) -> Spell | None:
    """The month told where the fact is another month's, a quarter's or known for each year; a quarter of a month's."""
    claim, fact = case.claim, candidate.fact
    if candidate.role is not Role.VALUE or fact.date is not None or claim.frame.kind in _ASIDE:
        return None
    own, told = months_of("".join((*fact.path, fact.scope or ""))), month_told(case.text, claim)
    if own:
        months = MONTHS.get(claim.time)
        if told is None and months is not None and own.isdisjoint(map(str, months)):
            return governing(case.text, claim)
        return told if told is not None and told.tag not in own else None
    parts = candidate.words.time not in _NO_PART
    return told if told is not None and (parts or fact.previous is not None) else None


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


def _part_of(case: Case, candidate: Candidate, spell: Spell) -> Candidate | None:
    """A fact's value in the time that is told; None where it is not known."""
    if spell.tag == LAST:
        return case.of_role(candidate, Role.PREVIOUS)
    index = case.binder.index
    for half in index.halves_of(spell.tag):
        if index.halves[half] == candidate.fact.id:
            return next((one for one in index.by_fact[half] if one.role is Role.VALUE), None)
    return None
