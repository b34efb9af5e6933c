"""What a reader of figures works on, and what it hands back before it becomes a mention."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from typing import TYPE_CHECKING

from assistant.domain import Exemption, Kind, Mention, PartialDate

if TYPE_CHECKING:
    from assistant.extraction.lexicon import Lexicon
    from assistant.extraction.units import OwnUnits


_ZERO = Decimal(0)


@dataclass(frozen=True, slots=True)
class View:
    """A text in both forms.

    Attributes:
        text: as given.
        norm: in normal form, of the same length.
        own: the user's own terms.
        units: the ledger's own units, by their first character.
    """

    text: str
    norm: str
    own: Lexicon | None = None
    units: OwnUnits | None = None


@dataclass(slots=True)
class Reading:
    """A mention in the making; the fields are those of `Mention`.

    Attributes:
        scaled: the scale word's factor behind Arabic digits, which a list may share.
        single: a Chinese numeral of one character.
        floor: how far to the left the mention may still grow.
    """

    start: int
    end: int
    kind: Kind = Kind.COUNT
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
    number_start: int = -1
    number_end: int = -1
    scaled: Decimal = field(default=Decimal(1))
    chinese: bool = False
    single: bool = False

    @property
    def bounds(self) -> tuple[Decimal, Decimal]:
        """Both bounds, zero for one that is open or unknown."""
        return self.low or _ZERO, self.high or _ZERO

    def excuse(self, exempt: Exemption, reason: str) -> Reading:
        """Marks it as no claim."""
        self.exempt, self.reason, self.unread = exempt, reason, False
        return self

    def refuse(self, reason: str) -> Reading:
        """Marks it as unreadable."""
        self.unread, self.reason, self.exempt = True, reason, None
        self.low = self.high = None
        self.low_open = self.high_open = False
        return self

    def mention(self, text: str) -> Mention:
        """The finished mention."""
        return Mention(
            self.start,
            self.end,
            text[self.start : self.end],
            self.kind,
            self.low,
            self.high,
            self.low_open,
            self.high_open,
            self.unit,
            self.approximator,
            self.exempt,
            self.reason,
            self.unread,
            self.parts,
            self.step,
            self.start if self.number_start < 0 else self.number_start,
            self.end if self.number_end < 0 else self.number_end,
        )
