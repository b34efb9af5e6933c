"""The fact that a place names decides, against another that its figure happens to be true of.

In an outlook 92%以上 is true of this year's 96.8 %, but the place names next year's 97 %.
An approximation is true of much: 近4200人 of last year's 4058 and of a club's 3830 members,
but the place names the 4236 pupils, of whom it is not true.
"""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from assistant.domain import Status
from assistant.verification.candidates import Candidate, Role
from assistant.verification.claims.frames import FrameKind
from assistant.verification.matching.rounding import agreement
from assistant.verification.matching.scoring import fit, role_cost, side

if TYPE_CHECKING:
    from assistant.verification.claims.claims import Claim
    from assistant.verification.matching.index import FactIndex
    from assistant.verification.matching.matches import Binding, Statements

# A plan must be named so well, and the fact that is done by so little that the plan does not share.
NAMED, MORE = 0.3, 0.2
# By so much the place must speak of the fact rather than of the one its figure is true of.
AHEAD = 0.3
# An approximation is meant of a value so near to its number.
MOST = Decimal("1.15")
_TWICE = Decimal(2)
_PLAIN = frozenset({FrameKind.PLAIN, FrameKind.TARGET, FrameKind.SUM})


def proper(binding: Binding, stated: Statements, index: FactIndex) -> Candidate | None:
    """The candidate that a figure's place names, where that is not true; None where it may stay."""
    support, claim = binding.support, binding.claim
    if support is None or claim.quantity is None or claim.frame.kind not in _PLAIN:
        return None
    if claim.planned and not claim.done:
        return _plan(binding, support.candidate, stated)
    if not claim.quantity.exact and claim.mention.approximator:
        return _nearest(binding, support.candidate, index)
    return None


def _plan(binding: Binding, mine: Candidate, stated: Statements) -> Candidate | None:
    """The plan that an outlook names, where its figure is true of what is done."""
    claim = binding.claim
    if mine.fact.status is Status.PLANNED:
        return None
    exact = claim.quantity is not None and claim.quantity.exact
    for plan in binding.spoken:
        if (
            plan.fact.status is not Status.PLANNED
            or plan.role is not Role.VALUE
            or (exact and plan.number in stated)
            or not _about(claim, plan, _TWICE)
            or agreement(claim, plan)
        ):
            continue
        if fit(claim, plan) >= NAMED and side(claim, mine, plan) <= MORE:
            return plan
    return None


def _nearest(binding: Binding, mine: Candidate, index: FactIndex) -> Candidate | None:
    """The fact whose words and value are those of an approximation that is not true of it."""
    claim = binding.claim
    other = [item for match in binding.matches for item in _now(match.candidate, index)]
    for own in (*binding.spoken, *other):
        if (
            own.role is not Role.VALUE
            or own.fact is mine.fact
            or own.fact.status != mine.fact.status
        ):
            continue
        if not _about(claim, own, MOST) or agreement(claim, own) or role_cost(claim, own):
            continue
        if fit(claim, own) >= NAMED and side(claim, own, mine) > side(claim, mine, own) + AHEAD:
            return own
    return None


def _now(item: Candidate, index: FactIndex) -> list[Candidate]:
    """This year's value of a fact whose last year's or target it is."""
    if item.role not in {Role.PREVIOUS, Role.TARGET}:
        return []
    return [one for one in index.by_fact[item.fact.id] if one.role is Role.VALUE]


def _about(claim: Claim, item: Candidate, most: Decimal) -> bool:
    """Whether a value is as large as the figure's number, up to a factor."""
    quantity = claim.quantity
    told = None if quantity is None else quantity.high if quantity.low is None else quantity.low
    if told is None or item.low is None or item.low != item.high:
        return False
    return 0 < item.low / most <= told <= item.low * most
