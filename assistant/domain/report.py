"""What the verifier says of a text: figures, findings and the report."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from assistant.domain.mention import Exemption


class Level(StrEnum):
    """How grave a finding is."""

    ERROR = "error"
    WARNING = "warning"


class Verdict(StrEnum):
    """What the verifier says of a figure, in the order of precedence."""

    UNREAD = "unread"
    LEAKED = "leaked"
    PLANNED = "planned"
    WRONG_UNIT = "wrong-unit"
    WRONG_BOUND = "wrong-bound"
    WRONG_DIRECTION = "wrong-direction"
    WRONG_ROUNDING = "wrong-rounding"
    IMPLIED = "implied"
    WRONG_DERIVATION = "wrong-derivation"
    WRONG_PERIOD = "wrong-period"
    MISATTRIBUTED = "misattributed"
    CONTRADICTED = "contradicted"
    INCONSISTENT = "inconsistent"
    UNSUPPORTED = "unsupported"
    READ = "read"
    DISPUTED = "disputed"
    SUPERLATIVE = "superlative"
    UNUSED = "unused"
    SUPPORTED = "supported"
    ROUNDED = "rounded"
    DERIVED = "derived"

    @property
    def level(self) -> Level | None:
        """Its level; None for a verdict that is no finding."""
        return _LEVELS.get(self, Level.ERROR)

    @property
    def unproved(self) -> bool:
        """Whether a figure of it is not proved, be the finding a warning: a person has to settle it."""
        return self in {
            Verdict.READ,
            Verdict.IMPLIED,
            Verdict.PLANNED,
            Verdict.WRONG_UNIT,
            Verdict.WRONG_DERIVATION,
            Verdict.WRONG_PERIOD,
            Verdict.MISATTRIBUTED,
            Verdict.CONTRADICTED,
            Verdict.UNSUPPORTED,
        }


# Of all others it is an error.
_LEVELS = dict.fromkeys((Verdict.SUPPORTED, Verdict.ROUNDED, Verdict.DERIVED)) | dict.fromkeys(
    (
        Verdict.READ,
        Verdict.IMPLIED,
        Verdict.DISPUTED,
        Verdict.SUPERLATIVE,
        Verdict.UNUSED,
    ),
    Level.WARNING,
)


class Scope(StrEnum):
    """Which figures a reader is asked about.

    ``doubtful``: those that the program refuses, warns of, proved by a computation, or whose sentence has no word of
    their fact, and all of a passage that speaks of plans. ``all``: every figure.
    """

    DOUBTFUL = "doubtful"
    ALL = "all"


class Basis(StrEnum):
    """What a figure's verdict rests on."""

    PROGRAM = "program"
    READER = "reader"
    PERSON = "person"


@dataclass(frozen=True, slots=True)
class Figure:
    """A place of the text that claims something, and what the verifier says of it.

    Attributes:
        start, end: half-open code-point offsets into the document's text.
        text: as written.
        fact: the id of the fact (or derived fact) it states, or that it seems to mean where it
            is wrong; None where there is none.
        reason: in Chinese, for the person: names both values and both facts where it is wrong.
        expected: what should stand there, rendered (``166篇``); None where that is not known.
        formula: how a derived figure follows from facts; None for others.
        waived: the reason of the person's waiver; None where there is none.
        confirmed: the program proves it by what a person confirmed of a second reader.
    """

    start: int
    end: int
    text: str
    verdict: Verdict
    fact: str | None = None
    level: Level | None = None
    reason: str = ""
    expected: str | None = None
    formula: str | None = None
    waived: str | None = None
    confirmed: bool = False

    @property
    def basis(self) -> Basis:
        """The program alone, a reader whose reading the program computed, or a person's decision."""
        if self.waived is not None or self.confirmed:
            return Basis.PERSON
        return Basis.READER if self.verdict is Verdict.READ else Basis.PROGRAM


@dataclass(frozen=True, slots=True)
class Finding:
    """A verdict that a person must see.

    Attributes:
        id: a digest of verdict, fact and sentence, so that a waiver survives edits elsewhere.
        start, end: as for a figure; both None for ``unused``, which has no place.
        sentence: the sentence it stands in, as written.
        advice: in Chinese, what to do.
        sample: for ``leaked``: the name of the sample it comes from.
        reading: for ``read``: the expression that the reader gave, in the language of docs/reader.md.
        proposal: a ``formula`` of the facts file that gives a refused figure exactly, though no word of the text says
            so: for a person to take; None where there is none.
    """

    id: str
    start: int | None
    end: int | None
    text: str
    verdict: Verdict
    fact: str | None
    level: Level
    reason: str
    sentence: str = ""
    expected: str | None = None
    advice: str = ""
    sample: str | None = None
    reading: str | None = None
    proposal: str | None = None

    @property
    def basis(self) -> Basis:
        """The program alone, or a reader whose reading the program computed."""
        return Basis.READER if self.verdict is Verdict.READ else Basis.PROGRAM

    @property
    def blocks(self) -> bool:
        """Whether it keeps a report from being ok: an error, or a figure that a person has to settle."""
        return self.level is Level.ERROR or self.verdict.unproved


@dataclass(frozen=True, slots=True)
class ExemptMention:
    """A mention that is no claim, and why.

    Attributes:
        reason: the kind of exemption.
        detail: the same in Chinese, for the person.
    """

    start: int
    end: int
    text: str
    reason: Exemption
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Coverage:
    """Counts that every report begins with: mentions = checked + exempt.

    Attributes:
        mentions: places that bear a numeral.
        checked: those that are claims and got a verdict.
        exempt: those that are none.
        waived: findings that a person let stand.
        findings: findings that remain (errors and warnings).
    """

    mentions: int
    checked: int
    exempt: int
    waived: int
    findings: int


@dataclass(frozen=True, slots=True)
class SecondOpinion:
    """That a reader read the text too.

    Attributes:
        reader: its name.
        asked, answered: figures that it was asked about, and those that it read.
        trusted: its readings that compute need no person to confirm them.
        more: remarks of it that were left out, there being too many.
    """

    reader: str
    asked: int
    answered: int
    trusted: bool = False
    more: int = 0


@dataclass(frozen=True, slots=True)
class Report:
    """All that the verifier says of one text.

    Attributes:
        ok: no finding that blocks, every numeral accounted for, and at least one fact stated; under strict
            also no warning.
        waived: findings that a person let stand, with the reason by finding id.
        reader: the second reader, where there was one.
    """

    ok: bool
    coverage: Coverage
    figures: tuple[Figure, ...]
    findings: tuple[Finding, ...]
    exempt: tuple[ExemptMention, ...]
    waived: tuple[tuple[Finding, str], ...] = ()
    reader: SecondOpinion | None = None
