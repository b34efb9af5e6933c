"""Rates told in the wrong one of two units: 提高3.4% for 3.4个百分点, 占65.8个百分点 for 65.8%."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from assistant.domain import Kind
from assistant.verification import messages
from assistant.verification.claims.frames import FrameKind
from assistant.verification.matching.matches import Binding
from assistant.verification.matching.rounding import agreement
from assistant.verification.units import PERCENT, fits

if TYPE_CHECKING:
    from assistant.verification.claims.claims import Claim
    from assistant.verification.reckoning.derivation import Deriver
    from assistant.verification.verdicts.case import Case

_POINTS = "points"
_UNITS = {PERCENT: "%", _POINTS: "个百分点"}
_OTHERS = {
    Kind.PERCENT: (Kind.POINTS, _POINTS),
    Kind.POINTS: (Kind.PERCENT, PERCENT),
}
_FRAMES = {FrameKind.GROWTH: FrameKind.INCREASE, FrameKind.INCREASE: FrameKind.GROWTH}
# The words must speak of the fact this well.
_ENOUGH = 0.25


def turned(claim: Claim) -> Claim | None:
    """The figure in the other of % and 个百分点; None where it is in neither."""
    other = _OTHERS.get(claim.mention.kind)
    if other is None or claim.quantity is None:
        return None
    kind, unit_class = other
    unit = _UNITS[unit_class]
    return replace(
        claim,
        mention=replace(claim.mention, kind=kind, unit=unit),
        quantity=replace(claim.quantity, unit=unit, unit_class=unit_class),
        frame=replace(claim.frame, kind=_FRAMES.get(claim.frame.kind, claim.frame.kind)),
    )


def in_other_unit(case: Case, deriver: Deriver) -> tuple[str, str] | None:
    """(the fact's reference, what it says) where a figure would be true in the other unit."""
    claim = turned(case.claim)
    if claim is None:
        return None
    own = case.binder.index.by_fact.get(claim.anchor, [])
    best, most = None, _ENOUGH
    for candidate in [*case.binder.near(claim), *own]:
        if fits(claim.mention.unit, candidate.unit) and agreement(claim, candidate):
            score = case.binder.score(claim, candidate)
            if score > most:
                best, most = candidate, score
    if best is not None:
        return best.reference, messages.says(best)
    computed, _ = deriver.derive(Binding(claim))
    if computed is None:
        return None
    return computed.source.fact.id, f"按事实{computed.formula}"
