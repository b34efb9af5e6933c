"""``misattributed``: a fact's value, said of something else.

Rule: the figure is a fact's, but the words around it speak of another fact whose
value is another (see the assignment in binding), or they speak of none at all.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from assistant.domain import Level, Verdict
from assistant.verification import messages
from assistant.verification.lexicon import words
from assistant.verification.matching.scoring import level_conflict
from assistant.verification.verdicts.case import Judgement

if TYPE_CHECKING:
    from assistant.verification.verdicts.case import Case


def judge(case: Case) -> Judgement | None:
    """The verdict on a value said of the wrong thing."""
    support, rival = case.support, case.binding.rival
    if support is None or (case.accepted and not case.unnamed):
        return None
    mine, reference = messages.stated(support.candidate), support.candidate.reference
    if case.accepted:
        reason = f"“{case.said}”写在“{case.subject}”处,{mine},请核对两处说的是不是一回事"
        return Judgement(Verdict.MISATTRIBUTED, reason, reference, level=Level.WARNING)
    elsewhere = case.elsewhere
    if elsewhere is not None and not case.rival_named:
        told = case.text[elsewhere : case.claim.start]
        reason = f"“{case.said}”写在“{told}”处,但{mine},范围不同"
        return Judgement(Verdict.MISATTRIBUTED, reason, reference, start=elsewhere)
    if rival is None:
        reason = f"“{case.said}”写在“{case.subject}”处,但{mine},两处说的不是一回事"
        if case.tried is not None:
            reason = f"{reason};这里按事实{case.tried.formula}"
        start = _level(case) if level_conflict(case.claim, support.candidate) else None
        return Judgement(Verdict.MISATTRIBUTED, reason, reference, start=start)
    reason = (
        f"“{case.said}”写在“{case.subject}”处,但“{messages.name(rival)}”应为"
        f"{messages.value(rival)}({rival.reference});{mine}"
    )
    expected = case.remedy(rival)
    return Judgement(Verdict.MISATTRIBUTED, reason, rival.reference, expected=expected)


def _level(case: Case) -> int | None:
    """Where the first administrative level of the clause stands: that word is wrong."""
    start = case.claim.clause[0]
    found = words("levels").pattern.search(case.text, start, case.claim.start)
    return found.start() if found else None
