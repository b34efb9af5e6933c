"""Mentions: the places of a text where a numeral stands."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from decimal import Decimal


class Kind(StrEnum):
    """What sort of quantity a mention gives; a closed set."""

    COUNT = "count"
    MONEY = "money"
    PERCENT = "percent"
    POINTS = "points"
    FRACTION = "fraction"
    MULTIPLE = "multiple"
    RATIO = "ratio"
    RANK = "rank"
    GRADE = "grade"
    SCORE = "score"
    MEASURE = "measure"
    DURATION = "duration"
    DATE = "date"
    YEAR = "year"
    REDACTION = "redaction"


class Exemption(StrEnum):
    """Why a mention is no claim to check; a closed set."""

    ENUM = "enum"
    TERM = "term"
    NAME = "name"
    TITLE = "title"
    IDIOM = "idiom"
    VAGUE = "vague"
    STRUCTURE = "structure"


@dataclass(frozen=True, slots=True, order=True)
class PartialDate:
    """A calendar date of which parts may be missing (None): ``7月27日`` has no year."""

    year: int | None = None
    month: int | None = None
    day: int | None = None


@dataclass(frozen=True, slots=True)
class Mention:
    """One place of a text that bears a numeral, whether it is a claim or not.

    Attributes:
        start, end: half-open code-point offsets of the whole mention (approximator, numeral,
            unit) into the text as given.
        text: ``text[start:end]`` as written.
        kind: what sort of quantity it is.
        low, high: bounds of the value, equal for an exact one; scale words are multiplied out
            (270多万元: 2700000 and 2800000), a percent is as written (13.2), a fraction has 12
            digits. None where open-ended (超450篇 has no high) or where there is no number
            (ratios and dates: see ``parts``).
        low_open, high_open: whether that bound is itself excluded.
        unit: as written, without scale word (270多万元: 元); None where there is none.
        approximator: as written (余, 近, 不少于); None where there is none.
        exempt: why it is no claim; None for a claim.
        reason: in Chinese: why it is exempt, or, where ``unread``, what could not be read.
        unread: the numeral could not be read (it contradicts itself, is cut off …).
        parts: the terms of a ratio (Decimals), or the date (one PartialDate, or two for a
            span; an open end is an empty PartialDate).
        step: one unit of the last place written, scale multiplied out (1.2万亿 -> 1E+11,
            455 -> 1, 19.90 -> 0.01); None where there is no number.
        number_start, number_end: offsets of the numeral with its scale word, inside the mention.
    """

    start: int
    end: int
    text: str
    kind: Kind
    low: Decimal | None = None
    high: Decimal | None = None
    low_open: bool = False
    high_open: bool = False
    unit: str | None = None
    approximator: str | None = None
    exempt: Exemption | None = None
    reason: str = ""
    unread: bool = False
    parts: tuple[Decimal | PartialDate, ...] = ()
    step: Decimal | None = None
    number_start: int = 0
    number_end: int = 0

    @property
    def exact(self) -> bool:
        """Whether it gives one value with no room on either side."""
        return self.low is not None and self.low == self.high
