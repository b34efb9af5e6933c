"""``unsupported``: no fact has it.

Rule: what remains of the figures that no other verdict explains. Of a date the event that its words
name is told with its own date, of a figure that follows from facts the reckoning.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from assistant.domain import Kind, Verdict
from assistant.verification import messages
from assistant.verification.matching.outright import event_of
from assistant.verification.verdicts.case import Judgement

if TYPE_CHECKING:
    from assistant.verification.verdicts.case import Case


def judge(case: Case) -> Judgement | None:
    """The verdict on a figure without a fact."""
    if case.accepted:
        return None
    reason = f"事实表中没有“{case.said}”这个数"
    event = (
        event_of(case.claim, case.binder.index) if case.claim.mention.kind is Kind.DATE else None
    )
    if event is not None:
        reason = f"{reason};{messages.says(event)}"
    elif case.tried is not None:
        reason = f"{reason};按事实{case.tried.formula}"
    return Judgement(Verdict.UNSUPPORTED, reason)
