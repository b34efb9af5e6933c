"""What proofreading finds."""

from __future__ import annotations

from enum import StrEnum
from typing import NamedTuple

_CONTEXT = 16  # characters shown on either side of a remark's words


class RuleLevel(StrEnum):
    """Where a rule comes from; it decides how firmly a remark speaks."""

    STANDARD = "国标"
    REGULATION = "条例"
    USAGE = "实务"
    WORDS = "字词"


class RuleClass(StrEnum):
    """What may be done about a remark."""

    MEND = "改"
    ASK = "问"
    SHOW = "示"


class Remark(NamedTuple):
    """One place that a rule speaks of.

    Attributes:
        start, end: half-open code-point offsets into the text that was proofread.
        rule, level: the rule's id, and where it comes from.
        text: ``text[start:end]``.
        suggestion: what may stand there instead; None where only a person can say.
        mend: whether :func:`fix_document` puts the suggestion there by itself.
        name, reason: the rule's name and one sentence with the source, in Chinese.
    """

    start: int
    end: int
    rule: str
    level: RuleLevel
    text: str
    suggestion: str | None
    mend: bool
    name: str
    reason: str

    def moved(self, by: int) -> Remark:
        """The remark with its offsets moved."""
        return self._replace(start=self.start + by, end=self.end + by)


def marked(text: str, remark: Remark) -> str:
    """The remark's words in 【】 between some of their neighbours, with the suggestion behind →."""
    before = text[max(remark.start - _CONTEXT, 0) : remark.start].rpartition("\n")[2]
    after = text[remark.end : remark.end + _CONTEXT].partition("\n")[0]
    shown = remark.text if len(remark.text) <= 2 * _CONTEXT else f"{remark.text[:_CONTEXT]}…"
    arrow = "" if remark.suggestion is None else f"  →  {remark.suggestion or '(删去)'}"
    return f"{before}【{shown}】{after}{arrow}".replace("\n", " ")
