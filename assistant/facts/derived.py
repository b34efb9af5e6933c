"""Derived facts: what the program computes so that no model has to.

Exact values only: a range, a bound or an approximate fact has no derived facts but a growth that
the ledger itself gives.
"""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal
from typing import TYPE_CHECKING

from assistant.domain import Derived, DerivedKind
from assistant.extraction.units import quantity_of_value
from assistant.facts.rules import DIFFERENCE_UNITS

if TYPE_CHECKING:
    from collections.abc import Mapping

    from assistant.domain import Fact

_PERCENT = Decimal(100)


def derive(facts: tuple[Fact, ...]) -> tuple[Derived, ...]:
    """Every derived fact, in the order of their facts; a given growth wins over the computed."""
    by_id = {fact.id: fact for fact in facts}
    found: list[Derived] = []
    for fact in facts:
        growth = _given_growth(fact) or computed_growth(fact)
        found += [growth] if growth else []
        found += _others(fact, by_id)
    return tuple(found)


def computed_growth(fact: Fact) -> Derived | None:
    """The growth that value and previous give; None where they give none."""
    value = exact_value(fact)
    previous = fact.previous
    if value is None or previous is None or previous <= 0 or fact.unit in DIFFERENCE_UNITS:
        return None
    growth = (value - previous) / previous * _PERCENT
    formula = f"({value:f}−{previous:f})÷{previous:f}×100%{_result(growth, 1)}%"
    return _derived(fact, DerivedKind.GROWTH, growth, "%", formula)


def exact_value(fact: Fact) -> Decimal | None:
    """The value where it is exact in every way."""
    return None if fact.approx or fact.bound is not None else fact.value


def _given_growth(fact: Fact) -> Derived | None:
    if fact.growth is None:
        return None
    formula = f"台账给定的增速{_signed(fact.growth)}%"
    return _derived(fact, DerivedKind.GROWTH, fact.growth, "%", formula)


def _others(fact: Fact, by_id: Mapping[str, Fact]) -> list[Derived]:
    value = exact_value(fact)
    if value is None:
        return []
    found: list[Derived] = []
    rate = fact.unit in DIFFERENCE_UNITS
    previous, target = fact.previous, fact.target
    if previous is not None and previous != 0:
        unit = DIFFERENCE_UNITS.get(fact.unit or "", fact.unit)
        increase = value - previous
        less = f"({_signed(previous)})" if previous < 0 else f"{previous:f}"
        formula = f"{value:f}−{less}={_signed(increase)}{unit or ''}"
        found.append(_derived(fact, DerivedKind.INCREASE, increase, unit, formula))
        if not rate and previous > 0:
            times = value / previous
            formula = f"{value:f}÷{previous:f}{_result(times, 2)}倍"
            found.append(_derived(fact, DerivedKind.TIMES, times, "倍", formula))
    if target is not None and target > 0 and not rate:
        completion = value / target * _PERCENT
        formula = f"{value:f}÷{target:f}×100%{_result(completion, 1)}%"
        found.append(_derived(fact, DerivedKind.COMPLETION, completion, "%", formula))
    return found + _share(fact, value, by_id)


def _share(fact: Fact, value: Decimal, by_id: Mapping[str, Fact]) -> list[Derived]:
    whole = by_id[fact.parent] if fact.parent is not None else None
    total = None if whole is None else exact_value(whole)
    if whole is None or total is None or fact.unit in DIFFERENCE_UNITS:
        return []
    formula = f"{value:f}÷{total:f}"
    if fact.unit != whole.unit:
        formula = f"{value:f}{fact.unit or ''}÷{total:f}{whole.unit or ''}"
        part, base = (
            quantity_of_value(v, v, u) for v, u in ((value, fact.unit), (total, whole.unit))
        )
        if part.unit != base.unit or part.low is None or base.low is None:
            return []
        value, total = part.low, base.low
    if total <= 0 or not 0 <= value <= total:
        return []
    share = value / total * _PERCENT
    return [_derived(fact, DerivedKind.SHARE, share, "%", f"{formula}×100%{_result(share, 1)}%")]


def _derived(
    fact: Fact, kind: DerivedKind, value: Decimal, unit: str | None, formula: str
) -> Derived:
    return Derived(f"{fact.id}.{kind.value}", fact.id, kind, value, unit, formula)


def shown(value: Decimal, places: int) -> Decimal:
    """``value`` half up to ``places`` decimals, to more where it would else become 0."""
    while True:
        rounded = value.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)
        if rounded or not value:
            return rounded
        places += 1


def _result(value: Decimal, places: int) -> str:
    """``≈13.2`` or, where nothing was rounded away, ``=25``."""
    rounded = shown(value, places)
    if rounded == value:
        return f"={_signed(_trimmed(value))}"
    return f"≈{_signed(rounded)}"


def _trimmed(value: Decimal) -> Decimal:
    whole = value.to_integral_value()
    return whole if whole == value else value.normalize()


def _signed(value: Decimal) -> str:
    return f"{value:f}".replace("-", "−")
