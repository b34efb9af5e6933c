"""Movements against the two values that the text itself gives: 从36个增加到48个,增长20%."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from assistant.verification.claims.frames import FrameKind
from assistant.verification.clashes import Clash
from assistant.verification.lexicon import words
from assistant.verification.messages import number

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from assistant.verification.verdicts.case import Case

_MOVED = frozenset({FrameKind.GROWTH, FrameKind.INCREASE})
# 年均增长6.5% is not how far it moved on the whole.
_YEARLY = ("年均", "平均", "月均", "复合")
# Of two percents the difference is in points.
_DIFFERENCES = {"percent": "points"}
_HUNDRED = Decimal(100)
_TWO = 2


def mismoved(cases: Sequence[Case]) -> Iterator[tuple[Case, Clash]]:
    """The growths and increases without a fact that do not follow from the two figures before."""
    for place, case in enumerate(cases[_TWO:], _TWO):
        if case.claim.frame.kind not in _MOVED or not case.undecided:
            continue
        ends = _ends(cases[place - 2], cases[place - 1])
        if ends is None or ends[0].claim.sentence != case.claim.sentence:
            continue
        reason = _reason(case, *ends)
        if reason is not None:
            yield case, Clash(case.claim.start, case.claim.mention.end, reason)


def _ends(one: Case, other: Case) -> tuple[Case, Case] | None:
    """The two figures as (where it began, where it ended); None where they are no such two."""
    first, second = one.claim, other.claim
    if first.part != second.part or first.unit_class != second.unit_class:
        return None
    if not all(each.quantity is not None and each.quantity.exact for each in (first, second)):
        return None
    kinds = first.frame.kind, second.frame.kind
    if kinds == (FrameKind.PREVIOUS, FrameKind.PLAIN):
        return one, other
    return (other, one) if kinds == (FrameKind.PLAIN, FrameKind.PREVIOUS) else None


def _reason(case: Case, before: Case, after: Case) -> str | None:
    """What is wrong with a movement; None where it follows, or cannot be reckoned."""
    old, new, told = _value(before), _value(after), case.claim.quantity
    said = case.text[slice(*case.claim.before)]
    if any(word in said for word in _YEARLY):
        return None
    if not old or new is None or told is None or told.low is None or not told.exact:
        return None
    moved = new - old
    if case.claim.frame.kind is FrameKind.GROWTH:
        moved = moved / old * _HUNDRED
    elif told.unit_class != _DIFFERENCES.get(before.claim.unit_class, before.claim.unit_class):
        return None
    room = told.step or Decimal(0)
    frame = case.claim.frame
    turned = frame.word in words("signed").words and moved * frame.direction < 0
    if abs(abs(moved) - told.low) <= room and not turned:
        return None
    way = "下降" if moved < 0 else "增长"
    unit = case.claim.mention.unit or ""
    scale = told.low / case.claim.mention.low if case.claim.mention.low else Decimal(1)
    found = f"{way}{number(abs(moved) / scale)}{unit}"
    return f"“{case.said}”与文中的数不符:由{before.said}到{after.said}是{found}"


def _value(case: Case) -> Decimal | None:
    return None if case.claim.quantity is None else case.claim.quantity.low
