"""``wrong-bound``: a limit turned round, or one that the fact breaks.

Rule: the fact is itself a limit (不少于4篇) and the figure gives the other side
(不超过4篇), or the figure's limit is not true of the exact value.

| text | fact | verdict |
|---|---|---|
| 不超过4篇 | 不少于4篇 | wrong-bound |
| 90%以上 | 89.2% | wrong-bound |
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from assistant.domain import Verdict
from assistant.verification import messages
from assistant.verification.lexicon import words
from assistant.verification.verdicts.case import Judgement

if TYPE_CHECKING:
    from assistant.verification.verdicts.case import Case


def judge(case: Case) -> Judgement | None:
    """The verdict on a limit."""
    if case.accepted or case.support is not None or case.meant is None:
        return None
    approximator = case.claim.mention.approximator or ""
    limit = words("limits").first(approximator) is not None
    if not limit and case.meant.fact.bound is None:
        return None
    if not limit and case.claim.quantity is not None and case.claim.quantity.exact:
        return None
    stated = messages.value(case.meant)
    reason = (
        f"“{case.said}”与事实不符:“{messages.name(case.meant)}”是{stated}({case.meant.reference})"
    )
    return Judgement(Verdict.WRONG_BOUND, reason, case.meant.reference, expected=stated)
