"""What reckoning reads and gives: constructions, operands, derivations. None is written after it is made."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from decimal import Decimal

    from assistant.verification.candidates import Candidate


@dataclass(frozen=True, slots=True)
class Construction:
    """A way of saying that a figure follows from others, found around one.

    Attributes:
        kind: the name in constructions.yaml.
        way: 1 up, -1 down, 0 where the words do not say.
        slots: slot -> the words that fill it; those left out are missing.
        count: how many things the words say there are (三项合计); 0 for none said.
        said: the whole words, for messages.
    """

    kind: str
    way: int = 0
    slots: Mapping[str, str] = field(default_factory=dict)
    count: int = 0
    said: str = ""

    def slot(self, name: str) -> str:
        """The words of a slot; empty where it is missing."""
        return self.slots.get(name, "")


@dataclass(frozen=True, slots=True)
class Operand:
    """One number that can be reckoned with: a value of a fact, or a figure that was proved.

    Attributes:
        value: exact, in the base unit.
        told: as the text told it, in the base unit; None where it was not told.
        written: in the unit ``unit``, for formulas.
        name: what a formula calls it.
        words: the names that it goes by.
        time: the tag of the part of the period that it is of; empty for the whole.
        source: the fact that it is counted to.
        place: the number of the claim that told it; -1 for none.
        reckoned: it followed from others itself.
        gap: what lies between two others, or a mean: it is added to nothing.
    """

    value: Decimal
    told: Decimal | None
    written: Decimal
    unit: str | None
    unit_class: str
    name: str
    words: str
    time: str
    source: Candidate
    place: int = -1
    reckoned: bool = False
    gap: bool = False


@dataclass(frozen=True, slots=True)
class Derivation:
    """A value that follows from others.

    Attributes:
        value: in the base unit, percent for shares and changes.
        formula: for the person, with the operands' names.
        source: the operand whose fact the figure is counted to.
        operands: all of them.
        gap: it is what lies between two others, or a mean.
        again: the same formula over other operands, such as last year's; None where it has none.
    """

    value: Decimal
    unit_class: str
    formula: str
    source: Candidate
    operands: tuple[Operand, ...] = ()
    gap: bool = False
    again: Callable[[Sequence[Operand]], Derivation] | None = None
