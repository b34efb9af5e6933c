"""``wrong-rounding``: its 余, 近, 约 or 超 is not true of the fact.

Rule: the figure is approximate and the fact that its words speak of lies outside
of what it allows, even where a fact that no word speaks of happens to lie within.
A 超 that is true but far below the value is a warning.
"""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from assistant.domain import Level, Verdict
from assistant.verification import messages
from assistant.verification.candidates import Role
from assistant.verification.matching.rounding import Agreement
from assistant.verification.verdicts.case import Judgement

if TYPE_CHECKING:
    from assistant.verification.candidates import Candidate
    from assistant.verification.verdicts.case import Case

# So far off the number that an approximation gives may be, to be one of the fact's at all.
_HALF, _TWICE = Decimal("0.5"), 2


def judge(case: Case) -> Judgement | None:
    """The verdict on an approximation."""
    support = case.support
    if support is not None and support.agreement is Agreement.FAR:
        reason = f"“{case.said}”虽不错,但离{messages.stated(support.candidate)}太远"
        return _judgement(support.candidate, reason, Level.WARNING)
    meant = case.meant if support is None else _by_chance(case)
    if case.accepted or meant is None or case.claim.mention.exact:
        return None
    quantity = case.claim.quantity
    told = None if quantity is None else quantity.high if quantity.low is None else quantity.low
    if not told or not meant.low or not _HALF <= abs(told / meant.low) <= _TWICE:
        return None
    return _judgement(meant, f"“{case.said}”与事实不符:{messages.stated(meant)}", None)


def _by_chance(case: Case) -> Candidate | None:
    """The fact that is meant, where another that no word speaks of lies within the approximation."""
    rival = case.binding.rival
    if rival is None or rival.role is not Role.VALUE or not case.borrowed:
        return None
    return rival if case.claim.mention.approximator is not None else None


def _judgement(candidate: Candidate, reason: str, level: Level | None) -> Judgement:
    return Judgement(
        Verdict.WRONG_ROUNDING,
        reason,
        candidate.reference,
        expected=messages.value(candidate),
        level=level,
    )
