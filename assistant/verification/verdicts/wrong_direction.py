"""``wrong-direction``: 增长 for 下降, 提高 for 回落.

Rule: the figure is how far a fact moved, and the words turn the movement round;
or it is where the fact arrived, and the words say that it came from the other side;
or the two figures of one movement say the contrary of its verb.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from assistant.domain import Kind, Verdict
from assistant.extraction import kind_of_unit
from assistant.verification import messages
from assistant.verification.candidates import Role
from assistant.verification.reckoning.seasons import BEFORE
from assistant.verification.verdicts.case import Judgement

if TYPE_CHECKING:
    from decimal import Decimal

    from assistant.verification.candidates import Candidate
    from assistant.verification.claims.claims import Claim
    from assistant.verification.verdicts.case import Case

_SPEED = frozenset({"提速", "加快", "快", "慢"})
_WAYS = {1: "上升", -1: "下降"}


def wrong_direction(case: Case) -> Judgement | None:
    """The verdict on a movement told the wrong way."""
    support, frame = case.support, case.claim.frame
    if case.claim.origin is not None and case.claim.turned:
        return _turned(case, case.claim.origin)
    if support is None or not frame.direction:
        return None
    moved = movement(case, support.candidate)
    if frame.word in _SPEED and support.candidate.fact.unit and moved:
        # 提速65% of a time limit: it became shorter.
        shorter = kind_of_unit(support.candidate.fact.unit) is Kind.DURATION
        shorter = shorter and case.claim.mention.kind is not Kind.DURATION
        moved = -moved if shorter else moved
    candidate = support.candidate
    moved = -moved if moved and _of_contrary(case, candidate) else moved
    named = candidate.role is Role.VALUE and frame.word in candidate.fact.name  # 压减能耗达到3186吨
    if not moved or moved == frame.direction or named:
        return None
    reason = (
        f"“{case.subject}{case.said}”说的是{_WAYS[frame.direction]},"
        f"但“{messages.name(candidate)}”实为{_WAYS[moved]}({candidate.reference})"
    )
    at = case.text.rfind(frame.word, case.claim.clause[0], case.claim.start) if frame.word else -1
    return Judgement(
        Verdict.WRONG_DIRECTION,
        reason,
        candidate.reference,
        formula=candidate.formula,
        start=at if at >= 0 else None,
    )


def _of_contrary(case: Case, candidate: Candidate) -> bool:
    """Whether the figure before it is of the contrary, which moves the other way: 不合格率0.6%,下降0.3个百分点."""
    before, stem = case.before, candidate.words.stem
    if before is None or stem is None or not case.follows:
        return False
    return stem.contrary(case.text[before.claim.from_clause : before.claim.start])


def _turned(case: Case, origin: Claim) -> Judgement:
    """The verdict on a movement whose own two figures are turned round (see shifts)."""
    reason = f"“{case.subject}{case.said}”说的变化与前后两个数相反"
    return Judgement(Verdict.WRONG_DIRECTION, reason, start=origin.before[0])


def movement(case: Case, candidate: Candidate) -> int | None:
    """Which way a candidate moved; None where that is not known."""
    if candidate.role in {Role.GROWTH, Role.INCREASE}:
        return _sign(candidate.low)
    if candidate.role is Role.VALUE and case.claim.frame.reached:
        increase = case.of_role(candidate, Role.INCREASE) or case.of_role(candidate, Role.GROWTH)
        return _since_before(case, candidate) if increase is None else _sign(increase.low)
    return None


def _since_before(case: Case, candidate: Candidate) -> int | None:
    """Which way it went from the part of the year before, where the text has just told that."""
    index, time = case.binder.index, BEFORE.get(candidate.words.time)
    for fact in index.parts_of_year.get(index.halves.get(candidate.fact.id, ""), ()):
        for item in (
            index.by_fact[fact] if fact in case.told and not case.claim.frame.compared else ()
        ):
            if item.role is Role.VALUE and item.words.time == time and item.low and candidate.low:
                return _sign(candidate.low - item.low)
    return None


def _sign(value: Decimal | None) -> int | None:
    return None if value is None else (value > 0) - (value < 0)
