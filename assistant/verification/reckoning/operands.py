"""What a computation reckons with and gives."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from assistant.domain import Kind
from assistant.verification.candidates import Candidate, Role
from assistant.verification.lexicon import words
from assistant.verification.messages import number
from assistant.verification.units import fits

if TYPE_CHECKING:
    from collections.abc import Sequence

_NO_OPERANDS = frozenset({Kind.RANK, Kind.GRADE, Kind.DATE, Kind.YEAR})


@dataclass(slots=True, eq=False)
class Computed:
    """A value that follows from facts.

    Attributes:
        value: in the base unit, percent for shares.
        formula: for the person, with the facts' names.
        source: the first operand, whose fact the figure is counted to.
        guessed: operands that were tried because they stand near, and that the words need not name.
    """

    value: Decimal
    unit_class: str
    formula: str
    source: Candidate
    guessed: tuple[Candidate, ...] = ()


def operand(item: Candidate) -> bool:
    """Whether it is one plain number that can be reckoned with."""
    inner = item.mention
    if item.role is Role.INNER and inner is not None and inner.kind in _NO_OPERANDS:
        return False
    plain = item.role in {Role.VALUE, Role.INNER}
    return plain and item.low is not None and item.low == item.high


def alike(one: Candidate, other: Candidate) -> bool:
    """Whether two operands can be added."""
    return one.unit_class == other.unit_class


def divides(top: Candidate, whole: Candidate) -> bool:
    """Whether one operand may be told as a share of another."""
    rates = {"percent", "points"}
    if top is whole or rates & {top.unit_class, whole.unit_class}:
        return False
    if not fits(top.unit, whole.unit):
        return False
    return top.low is not None and bool(whole.low) and 0 <= top.low <= (whole.low or 0)


def place_of(item: Candidate) -> str:
    """The names that a fact goes by, its scope's and its total's too."""
    return "".join((item.fact.scope or "", *item.fact.path, *item.fact.aliases))


def share_of(top: Candidate, whole: Candidate) -> Computed:
    """One operand in percent of another."""
    share = (top.low or Decimal(0)) / (whole.low or Decimal(1)) * 100
    formula = f"{say(top)}÷{say(whole)}={number(share)}%"
    return Computed(share, "percent", formula, top, (top, whole))


def total(items: Sequence[Candidate]) -> Decimal:
    """The sum of operands."""
    return sum((item.low or Decimal(0) for item in items), Decimal(0))


def pairs(name: str) -> list[str]:
    """The pairs of characters that stand together in a name; a single character for itself."""
    return [name[at : at + 2] for at in range(len(name) - 1)] or [name]


def summed(before: str) -> bool:
    """Whether words before a figure say that it is a sum."""
    return words("sum").first(before) is not None


def amount(value: Decimal, like: Candidate) -> str:
    """A value reckoned in the base unit, told in the unit of an operand: 1.4亿元."""
    if like.unit_class == "percent":
        return f"{number(value)}个百分点"
    factor = like.written / like.low if like.written and like.low else Decimal(1)
    return f"{number(value * factor)}{like.unit or ''}"


def say(item: Candidate) -> str:
    """An operand in a formula: its fact's name and its value as the facts file writes it."""
    value = item.low if item.written is None else item.written
    return f"{item.fact.name}{number(value or Decimal(0))}{item.unit or ''}"
