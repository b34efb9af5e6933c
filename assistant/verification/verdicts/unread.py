"""``unread``: a numeral that could not be read.

Rule: extraction found a numeral and could not say what it is: it contradicts
itself (近70余次), is cut off, or was never filled in (××篇; a year or date is a warning). What cannot be read cannot be proved.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from assistant.domain import Kind, Level, Verdict
from assistant.verification.verdicts.case import Judgement

if TYPE_CHECKING:
    from assistant.verification.verdicts.case import Case


def judge(case: Case) -> Judgement | None:
    """The verdict on a figure that could not be read."""
    mention = case.claim.mention
    if not mention.unread:
        return _placeholder(case) if mention.kind is Kind.REDACTION else None
    why = mention.reason or "写法无法识别"
    return Judgement(Verdict.UNREAD, f"“{case.said}”无法读成一个数:{why}")


def _placeholder(case: Case) -> Judgement:
    """A year or date that was struck out (201*年, ×月): a warning, for nothing depends on it."""
    reason = f"“{case.said}”没有填写完整,请填上年份或日期"
    return Judgement(Verdict.UNREAD, reason, level=Level.WARNING)
