"""Quantities: values ready to be compared, whatever unit they were written in."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from decimal import Decimal


@dataclass(frozen=True, slots=True)
class Quantity:
    """A Decimal value or interval in the base unit of its unit class.

    Attributes:
        low, high: bounds in the base unit (万元 and 亿元 become 元); None where open-ended.
        low_open, high_open: whether that bound is itself excluded.
        unit: the base unit, or the unit as written where the registry does not know it; None
            where there is none.
        unit_class: the class of the units registry (money, persons, works, general …); an
            unknown unit is a class of its own, named by the unit.
        step: one unit of the last place written, in the base unit.
    """

    low: Decimal | None
    high: Decimal | None
    low_open: bool = False
    high_open: bool = False
    unit: str | None = None
    unit_class: str = "general"
    step: Decimal | None = None

    @property
    def exact(self) -> bool:
        """Whether it is one value with no room on either side."""
        return self.low is not None and self.low == self.high

    def holds(self, value: Decimal) -> bool:
        """Whether ``value`` (in the base unit) lies within the bounds."""
        if self.low is not None and (value < self.low or (self.low_open and value == self.low)):
            return False
        return self.high is None or not (
            value > self.high or (self.high_open and value == self.high)
        )
