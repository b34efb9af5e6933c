"""``unsupported``: no fact has it.

Rule: what remains of the figures that no other verdict explains.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from assistant.domain import Verdict
from assistant.verification.verdicts.case import Judgement

if TYPE_CHECKING:
    from assistant.verification.verdicts.case import Case


def judge(case: Case) -> Judgement | None:
    """The verdict on a figure without a fact."""
    if case.accepted:
        return None
    return Judgement(Verdict.UNSUPPORTED, f"事实表中没有“{case.said}”这个数")
