"""Facts that a place names outright, though its figure is true of another that it does not name.

| text | true of | names |
|---|---|---|
| 力争合格率达到92%以上 | this year's 96.8 % | the plan of 97 % |
| 近4200人 | last year's 4058, a club's 3830 | the 4236 pupils |
| 6月28日,防汛演练举行 | a month of some statement | the drill of 6月18日 |
"""

from __future__ import annotations

from decimal import Decimal
from itertools import islice
from typing import TYPE_CHECKING

from assistant.domain import Status
from assistant.verification.candidates import Candidate, Role
from assistant.verification.claims.frames import FrameKind
from assistant.verification.matching.dates import agrees, dates_of
from assistant.verification.matching.rounding import agreement
from assistant.verification.matching.scoring import fit, role_cost
from assistant.verification.matching.weights import WEIGHTS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from assistant.verification.claims.claims import Claim
    from assistant.verification.matching.features import Features
    from assistant.verification.matching.index import FactIndex
    from assistant.verification.matching.matches import Reading

# So well a plan or value must be named; by so much more a value than what the figure is true of.
NAMED, MORE = 0.3, 0.2
# An approximation is meant of a value so near to its number.
ABOUT, TWICE = Decimal("1.15"), Decimal(2)
# So much of an event's words must stand close, and so much more than of the fact that has the date.
SHARE, MOSTLY, TIMES, CLOSE, MOST, _TWO = 0.5, 0.7, 1.6, 0.6, 40, 2
_PLAIN = frozenset({FrameKind.PLAIN, FrameKind.TARGET, FrameKind.SUM})


def plan_named(
    reading: Reading, mine: Candidate, features: Features, stated: Mapping[int, set[int]]
) -> Candidate | None:
    """The plan that an outlook names, where its figure is true of what is done.

    Args:
        reading: of the figure.
        mine: what it is true of.
        features: of the text.
        stated: candidate number -> the places that state it.
    """
    claim = reading.claim
    quantity = claim.quantity
    if quantity is None or claim.frame.kind not in _PLAIN or not claim.ahead or claim.done:
        return None
    if mine.fact.status is Status.PLANNED:
        return None
    for plan in reading.spoken:
        if plan.fact.status is not Status.PLANNED or plan.role is not Role.VALUE:
            continue
        if (quantity.exact and stated.get(plan.number)) or agreement(claim, plan):
            continue
        near = _about(claim, plan, TWICE) and fit(claim, plan) >= NAMED
        if near and features.side(claim, mine, plan) <= MORE:
            return plan
    return None


def value_named(reading: Reading, mine: Candidate, features: Features) -> Candidate | None:
    """The fact whose words and value are those of an approximation that is not true of it."""
    claim = reading.claim
    quantity = claim.quantity
    if quantity is None or claim.frame.kind not in _PLAIN or quantity.exact:
        return None
    if not claim.mention.approximator or (claim.planned and not claim.done):
        return None
    for own in _near_values(reading, features.index):
        if own.role is not Role.VALUE or own.fact is mine.fact:
            continue
        if own.fact.status != mine.fact.status or not _about(claim, own, ABOUT):
            continue
        if agreement(claim, own) or role_cost(claim, own) or fit(claim, own) < NAMED:
            continue
        if features.side(claim, own, mine) > features.side(claim, mine, own) + WEIGHTS.margin:
            return own
    return None


def _near_values(reading: Reading, index: FactIndex) -> Iterator[Candidate]:
    """Those spoken of, and this year's values of those whose last year's or target it is."""
    yield from reading.spoken
    for match in reading.matches:
        item = match.candidate
        if item.role in {Role.PREVIOUS, Role.TARGET}:
            yield from (one for one in index.by_fact[item.fact.id] if one.role is Role.VALUE)


def _about(claim: Claim, item: Candidate, most: Decimal) -> bool:
    """Whether a value is as large as the figure's number, up to a factor."""
    quantity = claim.quantity
    told = None if quantity is None else quantity.high if quantity.low is None else quantity.low
    if told is None or item.low is None or item.low != item.high:
        return False
    return 0 < item.low / most <= told <= item.low * most


def event_named(
    claim: Claim, mine: Candidate, index: FactIndex, stated: Callable[[int], float]
) -> Candidate | None:
    """The event that a date's words name, where it was on another date.

    Args:
        claim: a date.
        mine: what it is true of.
        index: the facts.
        stated: how well the figures that state a candidate of a number fit it; 0 where none does.
    """
    told = dates_of(claim.mention)
    # 上半年 has months, too, but names none.
    if "月" not in claim.mention.text or any(moment.month is None for moment in told):
        return None
    event = event_of(claim, index)
    if event is None or event.date is None or event.fact is mine.fact:
        return None
    if agrees(told, event.date) or stated(event.number) >= fit(claim, event):
        return None
    near = _close(claim)
    return event if _share(near, event) >= TIMES * _share(near, mine) else None


def event_of(claim: Claim, index: FactIndex, share: float = SHARE) -> Candidate | None:
    """The event of which half the words, or more, stand close to a date."""
    near = _close(claim)
    events = (item for item in islice(index.by_words(near), MOST) if item.role is Role.DATE)
    event = next(events, None)
    return event if event is not None and _share(near, event) >= share else None


def event_out_of(claim: Claim, index: FactIndex) -> Candidate | None:
    """The event that is told to have been in a part of the year (三季度, 上半年) in which it was not."""
    told, written = dates_of(claim.mention), claim.mention.text
    if len(told) != _TWO or not written.endswith(("季度", "半年", "首季")):
        return None
    event = event_of(claim, index, MOSTLY)
    held = event.date if event is not None else None
    days = [one for one in (held.start, held.end) if one and one.month] if held else []
    first, last = told[0].month or 1, told[-1].month or 12
    out = days and not any(first <= (one.month or 0) <= last for one in days)
    return event if out else None


def _close(claim: Claim) -> dict[str, float]:
    return {token: weight for token, weight in claim.sight.near.items() if weight >= CLOSE}


def _share(near: Mapping[str, float], item: Candidate) -> float:
    """How much of a fact's words stand close."""
    found = sum(weight * near.get(token, 0.0) for token, weight in item.tokens.items())
    return found / (item.total or 1.0)
