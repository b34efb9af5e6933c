"""``contradicted``: speaks of a fact whose value is another.

Rule: no fact has the figure, and the words around it speak of a fact of the same
kind of unit.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from assistant.domain import Verdict
from assistant.verification import messages
from assistant.verification.verdicts.case import Judgement

if TYPE_CHECKING:
    from assistant.verification.verdicts.case import Case


def judge(case: Case) -> Judgement | None:
    """The verdict on a value that the facts give otherwise."""
    if case.accepted or case.meant is None:
        return None
    reason = f"“{case.said}”与事实不符:{messages.says(case.meant, '应为')}"
    return Judgement(Verdict.CONTRADICTED, reason, case.meant.reference, case.remedy(case.meant))
