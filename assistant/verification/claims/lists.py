"""Lists of figures (分别增长5.2%、6.1%): what the first is, the others are."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from assistant.domain import Kind
from assistant.verification.claims.frames import FrameKind
from assistant.verification.lexicon import words
from assistant.verification.units import limit_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from assistant.verification.claims.claims import Claim

_LIST_GAP = re.compile(r"^[、,，和与及至到~—–\-/和]*$")
_LISTED = 2
_ARRIVED = frozenset("到至达")
_MOVED = frozenset({FrameKind.GROWTH, FrameKind.INCREASE})


def _over_too(earlier: Claim, claim: Claim) -> bool:
    """高血压一项超出目标3.5个百分点,糖尿病一项超出1.2个百分点: the target is said once."""
    return (
        earlier.frame.kind is FrameKind.OVER_TARGET
        and claim.part == earlier.part
        and claim.frame.kind is FrameKind.PLAIN
        and claim.mention.approximator in words("over_target").words
        and claim.quantity is not None
        and earlier.quantity is not None
        and claim.quantity.unit_class == earlier.quantity.unit_class
    )


def share_frames(claims: Sequence[Claim], text: str) -> list[Claim]:
    """The claims, each figure of a list (分别增长5.2%、6.1%) with the frame of the list's first."""
    shared = list(claims[:1])
    over: Claim | None = None
    for claim in claims[1:]:
        earlier = shared[-1]
        over = earlier if earlier.frame.kind is FrameKind.OVER_TARGET else over
        shared.append(_shared(earlier, claim, over, text[earlier.mention.end : claim.start]))
    return shared


def _shared(earlier: Claim, claim: Claim, over: Claim | None, gap: str) -> Claim:
    percent = claim.mention.kind is Kind.PERCENT
    if gap == "的" and percent and earlier.frame.kind is FrameKind.TARGET:
        frame = replace(earlier.frame, kind=FrameKind.COMPLETION)
        claim = replace(claim, frame=frame, bare=True)
    same = earlier.mention.kind is claim.mention.kind or (
        earlier.quantity is not None
        and claim.quantity is not None
        and earlier.quantity.unit_class == claim.quantity.unit_class
    )
    if over is not None and _over_too(over, claim):
        limit = limit_of(claim.quantity)
        claim = replace(claim, frame=replace(over.frame, word=""), quantity=limit)
    listed = len(gap) <= _LISTED and _LIST_GAP.match(gap)
    if gap[-1:] in _ARRIVED and earlier.frame.kind in _MOVED:
        listed = None  # 添6座,到26座
    same = same or earlier.frame.kind is FrameKind.AVERAGE  # 每车24个点、9000公里
    if listed and same and claim.frame.kind in {FrameKind.PLAIN, FrameKind.SUM}:
        claim = replace(claim, frame=earlier.frame, time=claim.time or earlier.time)
    return claim
