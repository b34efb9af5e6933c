"""How well the words around a figure speak of a fact.

The score of a candidate is the weight of its tokens, each times the weight of
the nearest zone that holds it, damped by the root of its length so that long
names have no head start; then small sums for what is no word: the unit written,
the part of the year, plan or achievement, the administrative level.
"""

from __future__ import annotations

import re
from math import sqrt
from typing import TYPE_CHECKING

from assistant.domain import Status
from assistant.verification.candidates import Candidate, Role
from assistant.verification.claims.frames import FrameKind

if TYPE_CHECKING:
    from assistant.verification.claims.claims import Claim

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
    FrameKind.MULTIPLE: {Role.TIMES: 0, Role.VALUE: 0.2, Role.INNER: 0.2},
    FrameKind.DIFFERENCE: {Role.INCREASE: 0.6, Role.VALUE: 0.6, Role.INNER: 0.4},
}
# The name of a fact of an earlier time: 2020年地区生产总值 in 由188.5亿元增加到286.4亿元.
_EARLIER = re.compile(r"上年|去年|上一年|前一年|年初|(?:19|20)\d\d年")
_LOOSE = {Role.VALUE: 0.1, Role.INNER: 0.1, Role.SHARE: 0.6}
UNMATCHED = 0.15
_POSITIONS = frozenset({Role.RANK, Role.DATE})
ANCHOR = 0.6
# Of a figure with a subject of its own, words of other clauses tell less of which fact it is.
FAR_OFF, DIMMED = 0.5, 0.6
_MOVING = frozenset({FrameKind.GROWTH, FrameKind.INCREASE})
# A fact whose name says so is itself a movement: 增幅, 下降率.
_MOVES = re.compile("[增降减升幅超]|提高")
_PLAIN_ROLES = frozenset({Role.VALUE, Role.INNER, Role.RANK, Role.DATE})


def role_cost(claim: Claim, candidate: Candidate) -> float:
    """The cost of taking the figure, worded as it is, for this value of the fact."""
    kind = claim.frame.kind
    if candidate.past and (kind is FrameKind.PREVIOUS or not claim.past):
        return 0.0 if kind is FrameKind.PREVIOUS else _ANY
    if candidate.role in _POSITIONS:
        return 0.0
    if kind is FrameKind.MULTIPLE and claim.frame.direction and candidate.role is Role.TIMES:
        return _ANY
    cost = _COSTS.get(kind, _LOOSE).get(candidate.role, _ANY)
    named = candidate.fact.name
    if kind is FrameKind.PREVIOUS and candidate.role is Role.VALUE and _EARLIER.search(named):
        return 0.0 if candidate.fact.status is not Status.PLANNED else cost
    if candidate.role is Role.VALUE and kind in _MOVING and _MOVES.search(named):
        return 0.0
    return cost


def fit(claim: Claim, candidate: Candidate) -> float:
    """How well the words around ``claim`` speak of ``candidate``; 0 for not at all."""
    found = 0.0
    near = claim.near
    for token, weight in candidate.tokens.items():
        if token in near:
            found += weight * near[token]
    return found / sqrt(candidate.total or 1.0)


def side(claim: Claim, one: Candidate, other: Candidate) -> float:
    """How well the words speak of ``one``, counting only what ``other`` does not share.

    Two figures of one statement share all words; there the nearer clause decides.
    """
    if one.fact is other.fact:
        return fit(claim, one)
    found = total = 0.0
    theirs = other.tokens
    for token, weight in one.tokens.items():
        if token not in theirs:
            near = claim.near.get(token, 0.0)
            if near < FAR_OFF and not claim.bare:
                near *= DIMMED
            found += weight * (near - UNMATCHED * max(0.0, 1.0 - near))
            total += weight
    return found / sqrt(total) if total else 0.0


def circumstance(claim: Claim, candidate: Candidate) -> float:
    """The sum for unit, time, plan and level: positive where they agree."""
    words = candidate.words
    score = 0.0
    if candidate.unit is not None and claim.mention.unit == candidate.unit:
        score += 0.12
    score += _time(claim, words.time)
    planned = candidate.fact.status is Status.PLANNED
    if planned:
        score += 0.1 if claim.planned and not claim.done else -0.6
    elif claim.planned and not claim.done:
        score -= 0.1
    if level_conflict(claim, candidate):
        score -= 0.9
    if words.cumulative and claim.this_year:
        score -= 0.8
    if candidate.fact.id == claim.anchor and candidate.role not in _PLAIN_ROLES:
        score += ANCHOR if claim.bare else ANCHOR / 4
    if candidate.role is Role.PREVIOUS and claim.year is not None:
        score += 0.3
    return score


def level_conflict(claim: Claim, candidate: Candidate) -> bool:
    """Whether the words name an administrative level or a medal that is not the fact's."""
    if candidate.medal and claim.medal and candidate.medal != claim.medal:
        return True
    stated = candidate.levels
    if claim.among and candidate.role is Role.RANK and candidate.among:
        return claim.among not in candidate.among
    return bool(stated) and bool(claim.levels) and not stated & claim.levels


def _time(claim: Claim, time: str) -> float:
    if time == claim.time:
        return 0.4 if time else 0.0
    if not time:
        return -0.5
    if claim.whole_year:
        return -1.6
    return -0.7 if not claim.time else -1.2
