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
    if case.support is not None and case.computed is None:
        candidate = case.support.candidate
        if candidate.derived:
            return Judgement(
                Verdict.DERIVED,
                f"由事实推算:{candidate.formula}",
                candidate.reference,
                formula=candidate.formula,
            )
        rounded = case.support.agreement is not Agreement.EXACT
        verdict = Verdict.ROUNDED if rounded else Verdict.SUPPORTED
        return Judgement(verdict, messages.stated(candidate), candidate.reference)
    if case.computed is not None:
        computed = case.computed
        return Judgement(
            Verdict.DERIVED,
            f"由事实推算:{computed.formula}",
            computed.source.fact.id,
            formula=computed.formula,
        )
    return Judgement(Verdict.SUPPORTED, "报告期的年份")
