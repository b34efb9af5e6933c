"""How well the words around a figure speak of a fact.

The score of a candidate is the weight of its tokens, each times the weight of
the nearest zone that holds it, damped by the root of its length so that long
names have no head start; then small sums for what is no word: the unit written,
the part of the year, plan or achievement, the administrative level.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from assistant.domain import Kind, Status
from assistant.extraction import unit_class
from assistant.verification.candidates import Candidate, Role
from assistant.verification.claims.frames import FrameKind
from assistant.verification.interchange import bare_scale, may_state
from assistant.verification.lexicon import forms
from assistant.verification.matching.weights import WEIGHTS

if TYPE_CHECKING:
    from assistant.verification.claims.claims import Claim

MOMENTS = frozenset({Kind.DATE, Kind.YEAR})
PLACES = frozenset({Kind.RANK, Kind.GRADE})
# A role that costs so much is never meant.
DEAR = 0.6
_OF_PLACES = frozenset({"date", "grade", "rank"})
# What it costs to take a figure of one frame for another value of a fact.
_ANY = 1.5
_COSTS: dict[FrameKind, dict[Role, float]] = {
    FrameKind.PLAIN: {Role.VALUE: 0, Role.INNER: 0.05, Role.SHARE: 0.6, Role.RANK: 0, Role.DATE: 0},
    FrameKind.GROWTH: {Role.GROWTH: 0, Role.VALUE: 0.5, Role.INNER: 0.5},
    FrameKind.INCREASE: {Role.INCREASE: 0, Role.VALUE: 0.5, Role.INNER: 0.5},
    FrameKind.COMPLETION: {Role.COMPLETION: 0, Role.VALUE: 0.4, Role.INNER: 0.4, Role.TIMES: 2},
    FrameKind.OVER_TARGET: {Role.VALUE: 0.7, Role.INNER: 0.7, Role.TARGET: 0.7},
    FrameKind.SHARE: {Role.SHARE: 0, Role.VALUE: 0.2, Role.INNER: 0.2},
    FrameKind.PREVIOUS: {Role.PREVIOUS: 0, Role.VALUE: 1.0, Role.INNER: 0.6},
    FrameKind.TARGET: {Role.TARGET: 0, Role.VALUE: 0.5, Role.INNER: 0.3},
    FrameKind.BASE: {Role.TARGET: 0, Role.PREVIOUS: 0, Role.VALUE: 0.1, Role.INNER: 0.1},
    FrameKind.MULTIPLE: {Role.TIMES: 0, Role.VALUE: 0.2, Role.INNER: 0.2},
    FrameKind.DIFFERENCE: {Role.INCREASE: 0.6, Role.VALUE: 0.6, Role.INNER: 0.4},
}
_FORMS = forms(__file__)
_LOOSE = {Role.VALUE: 0.1, Role.INNER: 0.1, Role.SHARE: 0.6}
_CHANGES = frozenset({Role.GROWTH, Role.TIMES})
_POSITIONS = frozenset({Role.RANK, Role.DATE})
_MOVING = frozenset({FrameKind.GROWTH, FrameKind.INCREASE})
_PLAIN_ROLES = frozenset({Role.VALUE, Role.INNER, Role.RANK, Role.DATE})
# Members that are asked for at every figure: to look one up in its enumeration takes long.
_VALUE, _TIMES, _RANK = Role.VALUE, Role.TIMES, Role.RANK
_PREVIOUS, _INCREASE, _MULTIPLE = FrameKind.PREVIOUS, FrameKind.INCREASE, FrameKind.MULTIPLE
_SHARE, _PLANNED = FrameKind.SHARE, Status.PLANNED


def role_cost(claim: Claim, candidate: Candidate) -> float:
    """The cost of taking the figure, worded as it is, for this value of the fact."""
    kind = claim.frame.kind
    if candidate.past and (kind is _PREVIOUS or not claim.past):
        return 0.0 if kind is _PREVIOUS else _ANY
    if candidate.role in _POSITIONS:
        return 0.0
    if kind is _MULTIPLE and claim.frame.direction and candidate.role is _TIMES:
        return _ANY
    cost = _COSTS.get(kind, _LOOSE).get(candidate.role, _ANY)
    value = candidate.role is _VALUE
    # 计划由9.4分钟缩短到9分钟: what a plan sets out from is this year's.
    if value and kind is _PREVIOUS and (_earlier(candidate) or (claim.planned and not claim.done)):
        return 0.0 if candidate.fact.status is not _PLANNED else cost
    if value and kind in _MOVING and _FORMS.moves.search(candidate.fact.name):
        return 0.0
    # Where it is known how far a fact moved, where it stands is no increase.
    stock = value and kind is _INCREASE and candidate.fact.previous is not None
    return _ANY if stock else cost


def fit(claim: Claim, candidate: Candidate) -> float:
    """How well the words around ``claim`` speak of ``candidate``; 0 for not at all."""
    sight = claim.sight
    if candidate.bag < 0:
        shared = sight.near.keys() & candidate.tokens.keys()
        return sum(candidate.tokens[token] * sight.near[token] for token in shared) / candidate.root
    found = sight.hits[candidate.bag]
    for token in sight.common:
        if token in candidate.tokens:
            found += candidate.tokens[token] * sight.near[token]
    return found / candidate.root


def _earlier(candidate: Candidate) -> bool:
    """Whether a fact's name or scope is of an earlier time: its value is none of this year."""
    return _FORMS.earlier.search(f"{candidate.fact.scope or ''}{candidate.fact.name}") is not None


def manner_of(claim: Claim) -> tuple[object, ...]:
    """All that circumstances, roles and kinds ask of a figure: figures of one manner stand alike."""
    frame, mention = claim.frame, claim.mention
    return (
        mention.unit,
        bare_scale(mention),
        mention.kind,
        claim.quantity is None,
        claim.time,
        claim.whole_year,
        claim.planned and not claim.done,
        claim.aims,
        claim.levels,
        claim.among,
        claim.medal,
        claim.this_year,
        frame.kind,
        frame.direction != 0,
        claim.past,
    )


def standing(candidate: Candidate) -> tuple[object, ...]:
    """All that circumstances, roles and kinds ask of a candidate: those of one standing stand alike."""
    words, fact, inner = candidate.words, candidate.fact, candidate.mention
    return (
        candidate.low is None or candidate.unit_class in _OF_PLACES,
        inner is not None and inner.kind,
        candidate.unit,
        words.time,
        fact.status,
        candidate.levels,
        candidate.among,
        candidate.medal,
        words.cumulative,
        candidate.role,
        candidate.past,
        not _earlier(candidate),
        _FORMS.moves.search(fact.name) is None,
        fact.previous is None,
    )


def comparable(claim: Claim, candidate: Candidate) -> bool:
    """Whether the figure could, by kind, unit and role, be meant to state the candidate."""
    kind = claim.mention.kind
    if candidate.role is Role.DATE or kind in MOMENTS:
        return False
    if candidate.role is _RANK or kind in PLACES:
        if candidate.role is _RANK:
            # Of a rank that is last year's none is meant that tells this year's alone.
            last = claim.frame.kind is _PREVIOUS and not candidate.past
            return kind is Kind.RANK and not (last and candidate.fact.previous is None)
        return candidate.mention is not None and candidate.mention.kind is kind
    if candidate.low is None or claim.quantity is None or candidate.unit_class in _OF_PLACES:
        return False
    return may_state(claim.mention, candidate.unit) and role_cost(claim, candidate) <= DEAR


def circumstance(claim: Claim, candidate: Candidate) -> float:
    """The sum for unit, time, plan and level, positive where they agree, less the cost of the role.

    It asks nothing that ``manner_of`` and ``standing`` do not say.
    """
    words = candidate.words
    score = -role_cost(claim, candidate)
    if candidate.unit is not None and claim.mention.unit == candidate.unit:
        score += WEIGHTS.unit
    if words.time or claim.time:
        score += _time(claim, words.time)
    if candidate.fact.status is _PLANNED:
        plan = claim.planned and not (claim.done or claim.aims)
        score += WEIGHTS.plan if plan else WEIGHTS.plan_done
    elif claim.planned and not claim.done:
        score += WEIGHTS.plan_other
    if level_conflict(claim, candidate):
        score += WEIGHTS.contrary
    elif claim.medal and candidate.medal:
        score += WEIGHTS.medal
    if words.cumulative and claim.this_year:
        score += WEIGHTS.contrary
    return score


def particular(claim: Claim, candidate: Candidate) -> float:
    """The sum for what only these two have: the contrary named, a growth of the figure before."""
    sight, stem = claim.sight, candidate.words.stem
    score = 0.0
    if stem is not None and (stem.marked or sight.denies) and stem.contrary(sight.told):
        score = WEIGHTS.contrary
    if candidate.fact.id == claim.anchor and candidate.role not in _PLAIN_ROLES:
        score += WEIGHTS.anchor if claim.bare else WEIGHTS.anchor_named
    elif claim.bare and claim.frame.kind is _SHARE:
        score += WEIGHTS.anchor * (candidate.fact.name in sight.told)  # 药占比
    counted = sight.counted
    if counted and candidate.role in _CHANGES and counted != unit_class(candidate.fact.unit):
        score += WEIGHTS.contrary  # 人数下降14.9% is no growth of the money
    return score


def score(claim: Claim, candidate: Candidate) -> float:
    """The fit of the words and the circumstances, less the cost of the role."""
    return fit(claim, candidate) + circumstance(claim, candidate) + particular(claim, candidate)


def level_conflict(claim: Claim, candidate: Candidate) -> bool:
    """Whether the words name an administrative level or a medal that is not the fact's."""
    if candidate.medal and claim.medal and not candidate.medal.startswith(claim.medal):
        return True
    stated = candidate.levels
    if claim.among and candidate.role is _RANK and candidate.among:
        return claim.among not in candidate.among
    return bool(stated) and bool(claim.levels) and not stated & claim.levels


def opposite(claim: Claim, candidate: Candidate) -> bool:
    """Whether the place names the contrary of a fact: 不合格率 for 合格率, 出口 for 进口."""
    stem = candidate.words.stem
    if stem is None or not (stem.marked or claim.sight.denies):
        return False
    return stem.contrary(claim.sight.told)


def _time(claim: Claim, time: str) -> float:
    if time == claim.time:
        return WEIGHTS.time
    if not time:
        return WEIGHTS.time_unsaid
    if claim.whole_year:
        return WEIGHTS.time_whole
    return WEIGHTS.time_missing if not claim.time else WEIGHTS.time_other
