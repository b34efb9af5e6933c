"""``unread``: a numeral that could not be read.

Rule: extraction found a numeral and could not say what it is: it contradicts
itself (近70余次) or is cut off. What cannot be read cannot be proved.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from assistant.domain import Verdict
from assistant.verification.verdicts.case import Judgement

if TYPE_CHECKING:
    from assistant.verification.verdicts.case import Case


def judge(case: Case) -> Judgement | None:
    """The verdict on a figure that could not be read."""
    mention = case.claim.mention
    if not mention.unread:
        return None
    why = mention.reason or "写法无法识别"
    return Judgement(Verdict.UNREAD, f"“{case.said}”无法读成一个数:{why}")
