"""What proofreading finds."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


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


@dataclass(frozen=True, slots=True, order=True)
class Remark:
    """One place that a rule speaks of.

    Attributes:
        start, end: half-open code-point offsets into the text that was proofread.
        rule: the rule's id.
        level: where the rule comes from.
        text: ``text[start:end]``.
        suggestion: what may stand there instead; None where only a person can say.
        mend: whether :func:`fix_text` puts the suggestion there by itself.
        name: the rule's name, in Chinese.
        reason: one sentence in Chinese, with the source.
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
