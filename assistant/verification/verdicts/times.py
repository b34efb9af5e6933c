"""The verdicts on when: a plan told as achieved, the value of another year or part of the year."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from assistant.domain import Status, Verdict
from assistant.verification import messages
from assistant.verification.candidates import Role
from assistant.verification.claims.frames import FrameKind
from assistant.verification.claims.periods import (
    EARLY,
    LAST,
    MEAN,
    MONTHS,
    YEARS,
    Spell,
    against_part,
    governing,
    month_told,
    months_of,
    otherwise,
    yearly,
)
from assistant.verification.lexicon import forms, words
from assistant.verification.matching.scoring import MOMENTS, role_cost
from assistant.verification.verdicts.case import WRONG_ROLE, Judgement

if TYPE_CHECKING:
    from assistant.verification.candidates import Candidate
    from assistant.verification.verdicts.case import Case

_BEHIND = 12
_FORMS = forms(__file__)
_OTHER = frozenset({Role.PREVIOUS, Role.TARGET})
_ASIDE = frozenset({FrameKind.PREVIOUS, FrameKind.TARGET})
# No part of the year that is longer than a month: none told, 当月.
_NO_PART = frozenset({"", "M"})
_GROWN = frozenset({Role.GROWTH, Role.INCREASE})
_ROLES = frozenset({Role.VALUE, Role.GROWTH, Role.INCREASE})
_TOLD_AS = {YEARS: "几年合计的数", EARLY: "年末以前的数"}
_COUNTS = frozenset({Role.VALUE, Role.PREVIOUS})
_RATES = frozenset({"percent", "points", "permille", "days", "years"})


def planned(case: Case) -> Judgement | None:
    """A planned figure told as achieved.

    Neither its sentence (拟、计划、力争、将) nor its heading (下一步打算) tells an intention, or the clause says
    that it is done.
    """
    if case.support is None:
        return None
    claim, own = case.claim, case.support.candidate
    # 2026年计划再建8间 within a statement: only what is plainly told as done is held against it.
    if own.fact.status is not Status.PLANNED and not (claim.done and _stated_ahead(own)):
        return None
    if claim.mention.kind in MOMENTS and not _already(case):
        return None
    if (claim.planned and not claim.done) or case.unlike:
        return None
    reason = f"“{case.said}”写成了已完成,但{messages.stated(own)},只是计划,尚未实现"
    return Judgement(Verdict.PLANNED, reason, own.reference)


def _stated_ahead(candidate: Candidate) -> bool:
    """Whether the part of a statement that holds an inner figure says that it is intended."""
    return words("ahead").first(_part(candidate)) is not None


def _part(candidate: Candidate) -> str:
    """The part of a statement before an inner figure of it; empty for any other figure."""
    mention, statement = candidate.mention, candidate.fact.statement
    if candidate.role is not Role.INNER or mention is None or statement is None:
        return ""
    return re.split("[;；。]", statement[: mention.start])[-1]


def _already(case: Case) -> bool:
    """Whether 已 tells a date's event as done; a date alone says nothing of that."""
    start, end = case.claim.clause[0], case.claim.start + _BEHIND
    told = case.text[start : min(end, case.claim.clause[1])]
    return case.claim.done and _FORMS.done.search(told) is not None


# -- another period ------------------------------------------------------------------------


def wrong_period(case: Case) -> Judgement | None:
    """A previous value or target without a word that says so, or a part of the year for the whole and the reverse.

    See :mod:`assistant.verification.claims.periods`.
    """
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
    reason = f"“{case.said}”不是本期的数:{messages.stated(candidate)};{messages.says(instead)}"
    start = _time_word(case) if instead is candidate else _year_word(case)
    return _other_period(reason, instead, start)


def _other_period(reason: str, instead: Candidate, start: int | None) -> Judgement:
    expected = messages.value(instead)
    return Judgement(Verdict.WRONG_PERIOD, reason, instead.reference, expected, start=start)


def _time_word(case: Case) -> int | None:
    """Where the time begins that is told before the figure, and is not its fact's."""
    found = words("times").last(case.text[case.claim.from_clause : case.claim.start])
    return case.claim.from_clause + found.start() if found is not None else None


def _year_word(case: Case) -> int | None:
    """Where last year's number begins right behind which a figure stands: 2024年举办64期 of this year's 64."""
    begin = case.claim.before[0]
    found = _FORMS.year.search(case.text, max(0, begin - len("2024年")), begin)
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
    told = _TOLD_AS.get(spell.tag, "另一时段的数")
    reason = f"“{case.said}”写成了{told},但{messages.stated(candidate)}{year}"
    if part is None:
        return Judgement(Verdict.WRONG_PERIOD, reason, candidate.reference, start=spell.start)
    return _other_period(f"{reason};{messages.says(part)}", part, spell.start)


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
    return spell or _of_more(case, candidate) or _early(case, candidate)


def mean_told(case: Case) -> Spell | None:
    """The words that tell as a mean what a fact counts of the whole: 月均归集68.42亿元; None for none."""
    support = case.support
    if support is None or support.candidate.role not in _COUNTS:
        return None
    fact = support.candidate.fact
    own = f"{''.join((*fact.path, *fact.aliases))}{fact.unit or ''}"
    if support.candidate.unit_class in _RATES or _FORMS.each.search(own):
        return None
    return otherwise(case.text, case.claim, MEAN)


def _of_more(case: Case, candidate: Candidate) -> Spell | None:
    """The years of whose sum the year's value is told: 建院以来发表论文27篇 of this year's 27."""
    fact = candidate.fact
    name = "".join((*fact.path, *fact.aliases))
    stock = words("cumulative_words").first(name) or words("stocks").first(name)
    if candidate.role is not Role.VALUE or stock or candidate.unit_class in _RATES:
        return None
    return None if fact.previous is None else otherwise(case.text, case.claim, YEARS)


def _early(case: Case, candidate: Candidate) -> Spell | None:
    """The date before the year's end at which the year's value is told: 截至6月末; not 6月底前全部建成."""
    if candidate.role is not Role.VALUE:
        return None
    spell, claim = otherwise(case.text, case.claim, EARLY), case.claim
    finished = _FORMS.finished.search(
        case.text, spell.start if spell else claim.start, claim.to_clause
    )
    return None if finished else spell


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
    whole = candidate.role in _ROLES or words("year_words").first(_part(candidate)) is not None
    if not whole or named.time or named.cumulative or fact.date is not None:
        return False
    return _FORMS.month.search("".join(fact.path)) is None


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
