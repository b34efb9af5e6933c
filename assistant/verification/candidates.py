"""What a figure may state: the values of the facts, each with its words."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from decimal import Decimal

    from assistant.domain import DateSpan, Fact, Mention
    from assistant.verification.opposites import Stem


class Role(StrEnum):
    """Which of a fact's values a candidate is."""

    VALUE = "value"
    PREVIOUS = "previous"
    TARGET = "target"
    GROWTH = "growth"
    INCREASE = "increase"
    TIMES = "times"
    COMPLETION = "completion"
    SHARE = "share"
    INNER = "inner"
    RANK = "rank"
    DATE = "date"


DERIVED_ROLES = frozenset({Role.GROWTH, Role.INCREASE, Role.TIMES, Role.COMPLETION, Role.SHARE})


@dataclass(frozen=True, slots=True, eq=False)
class FactWords:
    """The words of a fact, as the binding reads them.

    Attributes:
        tokens: token -> weight times rarity.
        time: the tag of the part of the period that it speaks of; empty for the whole.
        part: the same, or the month (M11), or that at whose end it stood (E11).
        levels: administrative levels that it names (国, 省, 市 …).
        cumulative: counted since before the period.
        scoped: it has a scope that is not the whole of who reports.
        stem: of an indicator's name, from which its contraries are told.
    """

    fact: Fact
    tokens: dict[str, float]
    time: str = ""
    part: str = ""
    levels: frozenset[str] = frozenset()
    cumulative: bool = False
    scoped: bool = False
    stem: Stem | None = None


@dataclass(frozen=True, slots=True, eq=False)
class Candidate:
    """One value that a figure may state.

    Attributes:
        reference: as a person would write it: ``articles.growth``.
        low, high: in the base unit of the unit class.
        unit: as the facts file writes it.
        tokens: token -> weight; of an inner figure those near it weigh most.
        formula: of a derived value.
        mention: of an inner figure: the mention inside the fact's words.
        date: of a dated fact.
        levels: administrative levels that its words name; of an inner figure its clause's.
        among: of a rank, the levels of those that it is among.
        number: its place in the index.
        written: the value in the fact's own unit, where it is one value.
        past: its words say that it is last year's.
        medal: of an inner figure: the medal that it counts.
        bag: the number of its words in the index: all values of a fact share them; of a
            candidate that stands in none, one below 0.
        root: of the weight of its words, so that long names have no head start.
    """

    fact: Fact
    words: FactWords
    role: Role
    reference: str
    low: Decimal | None
    high: Decimal | None
    unit: str | None
    unit_class: str
    tokens: dict[str, float]
    total: float
    formula: str = ""
    mention: Mention | None = None
    date: DateSpan | None = None
    number: int = 0
    levels: frozenset[str] = frozenset()
    among: frozenset[str] = frozenset()
    written: Decimal | None = None
    past: bool = False
    medal: str = ""
    bag: int = -1
    root: float = 1.0

    def part_of(self, other: Candidate) -> bool:
        """Whether ``other`` is the same value of the whole: its total, or without its scope."""
        mine, theirs = self.fact, other.fact
        if self.role is not other.role or mine is theirs:
            return False
        if mine.parent == theirs.id:
            return True
        return mine.path == theirs.path and self.words.scoped and not other.words.scoped

    def sister_of(self, other: Candidate) -> bool:
        """Whether both are parts of one whole, or of one name in two scopes, or part and whole."""
        mine, theirs = self.fact, other.fact
        if mine.parent is not None and mine.parent == theirs.parent:
            return True
        return mine.path[-1] == theirs.path[-1] or self.part_of(other) or other.part_of(self)

    @property
    def derived(self) -> bool:
        """Whether it follows from a fact by a formula."""
        return self.role in DERIVED_ROLES
