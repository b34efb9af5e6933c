"""``supported``, ``rounded``, ``derived``: the figure is proved.

Rule: it equals a fact; it is an approximation that the fact makes true; or it
follows from facts by a formula, which is shown.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from assistant.domain import Verdict
from assistant.verification import messages
from assistant.verification.matching.rounding import Agreement
from assistant.verification.verdicts.case import Judgement

if TYPE_CHECKING:
    from assistant.verification.verdicts.case import Case


def judge(case: Case) -> Judgement:
    """The verdict on a figure that is proved."""
    support, computed = case.support, case.computed
    if computed is not None:
        fact, formula = computed.source.fact.id, computed.formula
    elif support is None:
        return Judgement(Verdict.SUPPORTED, "报告期的年份")
    elif support.candidate.derived:
        fact, formula = support.candidate.reference, support.candidate.formula
    else:
        rounded = support.agreement is not Agreement.EXACT
        verdict = Verdict.ROUNDED if rounded else Verdict.SUPPORTED
        return Judgement(verdict, messages.stated(support.candidate), support.candidate.reference)
    return Judgement(Verdict.DERIVED, f"由事实推算:{formula}", fact, formula=formula)
