"""The date of an event that the words name, against a date that is true of another.

6月28日,防汛演练举行 is true of a month that a statement speaks of; the words name the drill, which
was held on the 18th. Only an event that is named by most of its words, and whose own date stands
nowhere else as well, is held against a date.
"""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING

from assistant.domain import Kind
from assistant.verification.candidates import Candidate, Role
from assistant.verification.matching.dates import agrees, dates_of
from assistant.verification.matching.scoring import fit

if TYPE_CHECKING:
    from assistant.verification.matching.index import FactIndex
    from assistant.verification.matching.matches import Binding, Statements

# So much of an event's words must stand close, and so much more than of the fact that has the date.
NAMED, MORE = 0.5, 1.6
CLOSE = 0.6
_MOST = 40


def named_event(binding: Binding, stated: Statements, index: FactIndex) -> Candidate | None:
    """The event that a date's words name, where it was on another date; None for none."""
    support, claim = binding.support, binding.claim
    if support is None or claim.mention.kind is not Kind.DATE:
        return None
    told = dates_of(claim.mention)
    # 上半年 has months, too, but names none.
    if "月" not in claim.mention.text or any(moment.month is None for moment in told):
        return None
    near = {token: weight for token, weight in claim.near.items() if weight >= CLOSE}
    events = (item for item in islice(index.by_words(near), _MOST) if item.role is Role.DATE)
    event = next(events, None)
    if (
        event is None
        or event.date is None
        or event.fact is support.candidate.fact
        or agrees(told, event.date)
        or stated.fit(event.number) >= fit(claim, event)
    ):
        return None
    share = _share(near, event)
    if share < NAMED or share < MORE * _share(near, support.candidate):
        return None
    return event


def _share(near: dict[str, float], item: Candidate) -> float:
    """How much of a fact's words stand close."""
    found = sum(weight * near.get(token, 0.0) for token, weight in item.tokens.items())
    return found / (item.total or 1.0)
