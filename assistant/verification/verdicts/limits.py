"""The verdicts on how exact a figure claims to be: limits turned round or broken, approximations not true."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING

from assistant.domain import Bound, Level, Verdict
from assistant.verification import messages
from assistant.verification.candidates import Role
from assistant.verification.lexicon import words
from assistant.verification.matching.rounding import Agreement
from assistant.verification.verdicts.case import Judgement

if TYPE_CHECKING:
    from assistant.verification.candidates import Candidate
    from assistant.verification.verdicts.case import Case

# What names a limit behind a figure or right before it, and which limits it turns round.
_BEHIND = re.compile("的?[^,，。;；的]{0,6}?(上限|下限)")
_NAMED = re.compile("(上限|下限)(?:为|是|的|定为)?$")
_TURNED = {
    "下限": frozenset({Bound.AT_MOST, Bound.LESS_THAN}),
    "上限": frozenset({Bound.AT_LEAST, Bound.MORE_THAN}),
}
# So far off the number that an approximation gives may be, to be one of the fact's at all.
_HALF, _TWICE = Decimal("0.5"), 2


def wrong_bound(case: Case) -> Judgement | None:
    """A limit turned round, or one that the fact breaks.

    The fact is itself a limit (不少于4篇) and the figure gives the other side (不超过4篇), or the figure's limit
    is not true of the exact value.
    """
    own = case.support.candidate if case.support is not None else None
    if own is not None and _turned(case, own):
        reason = f"“{case.said}”说成了另一侧的限度,但{messages.stated(own)}"
        return Judgement(Verdict.WRONG_BOUND, reason, own.reference)
    meant, quantity = case.meant, case.claim.quantity
    if case.accepted or own is not None or meant is None:
        return None
    exact = quantity is not None and quantity.exact
    limit = words("limits").first(case.claim.mention.approximator or "") is not None
    if not limit and (exact or meant.fact.bound is None):
        return None
    reason = f"“{case.said}”与事实不符:{messages.says(meant)}"
    return Judgement(Verdict.WRONG_BOUND, reason, meant.reference, messages.value(meant))


def _turned(case: Case, own: Candidate) -> bool:
    """Whether a limit is told as one of the other side: 15天的法定下限 of 不超过15天."""
    word = _BEHIND.match(case.claim.behind) or _NAMED.search(case.text, *case.claim.before)
    return own.role is Role.VALUE and word is not None and own.fact.bound in _TURNED[word[1]]


def wrong_rounding(case: Case) -> Judgement | None:
    """An approximation outside of which the fact lies that its words speak of.

    Even where a fact that no word speaks of happens to lie within. A 超 that is true but far below the value is a
    warning.
    """
    support = case.support
    if support is not None and support.agreement is Agreement.FAR:
        own = support.candidate
        reason, level = f"“{case.said}”虽不错,但离{messages.stated(own)}太远", Level.WARNING
        return Judgement(
            Verdict.WRONG_ROUNDING, reason, own.reference, messages.value(own), level=level
        )
    meant = case.meant if support is None else _by_chance(case)
    if case.accepted or meant is None or case.claim.mention.exact:
        return None
    quantity = case.claim.quantity
    told = None if quantity is None else quantity.high if quantity.low is None else quantity.low
    if not told or not meant.low or not _HALF <= abs(told / meant.low) <= _TWICE:
        return None
    reason = f"“{case.said}”与事实不符:{messages.stated(meant)}"
    return Judgement(Verdict.WRONG_ROUNDING, reason, meant.reference, messages.value(meant))


def _by_chance(case: Case) -> Candidate | None:
    """The fact that is meant, where another that no word speaks of lies within the approximation."""
    rival = case.binding.rival
    if rival is None or rival.role is not Role.VALUE or not case.borrowed:
        return None
    return rival if case.claim.mention.approximator is not None else None
