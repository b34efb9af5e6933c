"""``wrong-bound``: a limit turned round, or one that the fact breaks.

Rule: the fact is itself a limit (不少于4篇) and the figure gives the other side
(不超过4篇), or the figure's limit is not true of the exact value.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from assistant.domain import Bound, Verdict
from assistant.verification import messages
from assistant.verification.candidates import Role
from assistant.verification.lexicon import words
from assistant.verification.verdicts.case import Judgement

if TYPE_CHECKING:
    from assistant.verification.verdicts.case import Case


_UP, _LOW = (
    frozenset({Bound.AT_MOST, Bound.LESS_THAN}),
    frozenset({Bound.AT_LEAST, Bound.MORE_THAN}),
)
# What names a limit behind a figure or right before it, and which limits it turns round.
_BEHIND = re.compile("的?[^,，。;；的]{0,6}?(上限|下限)")
_TURNED = {"下限": _UP, "上限": _LOW}
_NAMED = re.compile("(上限|下限)(?:为|是|的|定为)?$")


def _turned(case: Case) -> bool:
    """Whether a limit is told as one of the other side: 15天的法定下限 of 不超过15天."""
    support, claim = case.support, case.claim
    if support is None or support.candidate.role is not Role.VALUE:
        return False
    word = _BEHIND.match(claim.behind) or _NAMED.search(case.text, *claim.before)
    return word is not None and support.candidate.fact.bound in _TURNED[word[1]]


def judge(case: Case) -> Judgement | None:
    """The verdict on a limit."""
    if _turned(case) and case.support is not None:
        own = case.support.candidate
        reason = f"“{case.said}”说成了另一侧的限度,但{messages.stated(own)}"
        return Judgement(Verdict.WRONG_BOUND, reason, own.reference)
    if case.accepted or case.support is not None or case.meant is None:
        return None
    approximator = case.claim.mention.approximator or ""
    limit = words("limits").first(approximator) is not None
    if not limit and case.meant.fact.bound is None:
        return None
    if not limit and case.claim.quantity is not None and case.claim.quantity.exact:
        return None
    reason = f"“{case.said}”与事实不符:{messages.says(case.meant)}"
    return Judgement(Verdict.WRONG_BOUND, reason, case.meant.reference, messages.value(case.meant))
