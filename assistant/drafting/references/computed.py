"""Computed references: sums, differences, shares … of facts, reckoned by the program.

>>> tell_computed(reference("{合计:briefs,news}"), sheet).text
'40期'
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal, localcontext
from typing import TYPE_CHECKING

from assistant.domain import Kind
from assistant.drafting.references.forms import parse_form
from assistant.drafting.references.numbers import Amount, Told, digits, rounded, tell, trimmed
from assistant.drafting.references.operations import operations
from assistant.extraction import compatible, kind_of_unit, quantity_of_value

if TYPE_CHECKING:
    from assistant.domain import Fact, FactSheet
    from assistant.drafting.references.grammar import Reference
    from assistant.drafting.references.operations import Operation

_FIELDS = {"": "", "previous": "上年", "target": "目标"}
_HUNDRED = Decimal(100)
# Quotients are reckoned to this many digits before they are rounded for prose.
_PRECISION = 40


class UncomputableError(LookupError):
    """Why the facts named do not bear the operation, in Chinese."""


@dataclass(frozen=True, slots=True)
class Operand:
    """A number of a fact: its value, last year's value or its target.

    Attributes:
        label: the fact's name with what of it is meant, for formulas.
    """

    fact: Fact
    value: Decimal
    unit: str
    label: str

    @property
    def told(self) -> str:
        """Name and value: ``编发简报24期``."""
        return f"{self.label}{digits(self.value)}{self.unit}"


@dataclass(frozen=True, slots=True)
class Computed:
    """What an operation gives: a value with its unit, and how it was reckoned."""

    value: Decimal
    unit: str
    formula: str


def compute(name: str, operands: tuple[str, ...], sheet: FactSheet) -> Computed:
    """The operation ``name`` over ``operands`` (``id``, ``id.previous``, ``id.target``).

    Units are checked: a sum takes one kind of unit and no percentages, a difference of
    percentages is in 个百分点; a total is not added to its own part, nor what is done to what is
    planned.

    Raises:
        UncomputableError: the facts do not bear it; the text says why, in Chinese.
    """
    operation = operations()[name]
    if not operation.least <= len(operands) <= operation.most:
        wanted = f"{operation.least}" if operation.least == operation.most else "至少2"
        raise UncomputableError(f"“{operation.name}”要写{wanted}个编号")
    read = [_operand(one, sheet) for one in operands]
    _check(operation, read)
    with localcontext() as context:
        context.prec = _PRECISION
        value, unit = _reckoned(operation, [_in_first_unit(one, read[0]) for one in read], read)
    signs = f" {operation.sign} "
    formula = f"{signs.join(one.told for one in read)} = {trimmed(value)}{unit}"
    return Computed(value, unit, formula)


def tell_computed(reference: Reference, sheet: FactSheet) -> Told:
    """The text of a computed reference: number, scale and unit together, as for any other.

    Raises:
        UncomputableError: as for :func:`compute`, or there is no such form.
    """
    form = parse_form(reference.form)
    if form is None:
        raise UncomputableError(f"没有“{reference.form}”这种写法")
    done = compute(reference.fact, reference.operands, sheet)
    return tell(Amount(done.value, done.value, done.unit), form)


def formula_of(reference: Reference, sheet: FactSheet) -> str:
    """How a computed reference was reckoned; empty for any other, or where it cannot be."""
    if not reference.operands:
        return ""
    try:
        return compute(reference.fact, reference.operands, sheet).formula
    except UncomputableError:
        return ""


def field_word(field: str) -> str:
    """What prose calls a field of a fact: 上年, 目标; empty for the value itself."""
    return _FIELDS[field]


def _operand(name: str, sheet: FactSheet) -> Operand:
    fact_id, _, field = name.strip().partition(".")
    fact = sheet.by_id.get(fact_id)
    if fact is None:
        raise UncomputableError(f"没有编号为“{fact_id}”的事实")
    if field not in _FIELDS:
        raise UncomputableError(f"“{name}”不能参加计算,可用的是编号、编号.previous、编号.target")
    value = {"": fact.low, "previous": fact.previous, "target": fact.target}[field]
    inexact = not field and (fact.low != fact.high or fact.bound is not None or fact.approx)
    if value is None or inexact:
        raise UncomputableError(f"“{name}”不是一个确数,不能计算")
    return Operand(fact, value, fact.unit or "", f"{_FIELDS[field]}{fact.name}")


def _check(operation: Operation, read: list[Operand]) -> None:
    first = read[0]
    if operation.units == "alike" and not all(compatible(first.unit, one.unit) for one in read):
        units = "、".join(dict.fromkeys(one.unit for one in read))
        raise UncomputableError(f"单位不同({units}),不能{operation.name}")
    relative = {Kind.PERCENT, Kind.POINTS, Kind.MULTIPLE}
    if not operation.percent and any(kind_of_unit(one.unit) in relative for one in read):
        raise UncomputableError(f"百分比不能{operation.name}")
    if operation.id in {"sum", "rest"} and len({one.fact.status for one in read}) > 1:
        raise UncomputableError("计划数与完成数不能放在一起计算")
    if operation.id == "sum":
        _check_sum(read)


def _check_sum(read: list[Operand]) -> None:
    """Nothing is counted twice: no operand stands twice, none beside a part of itself."""
    if len({(one.fact.id, one.label) for one in read}) < len(read):
        raise UncomputableError("同一条事实加了两次")
    ids = {one.fact.id for one in read}
    twice = next((one for one in read if one.fact.parent in ids), None)
    if twice is not None:
        raise UncomputableError(f"“{twice.label}”已包含在它的总数里,不能再加")


def _in_first_unit(one: Operand, first: Operand) -> Decimal:
    if one.unit == first.unit or not compatible(one.unit, first.unit):
        return one.value
    unit = quantity_of_value(Decimal(1), Decimal(1), first.unit).low
    base = quantity_of_value(one.value, one.value, one.unit).low
    if unit is None or base is None:
        raise UncomputableError(f"“{one.label}”的单位不能换算")
    return base / unit


def _reckoned(
    operation: Operation, values: list[Decimal], read: list[Operand]
) -> tuple[Decimal, str]:
    unit = read[0].unit
    if operation.id == "sum":
        return sum(values, Decimal(0)), unit
    if operation.id == "difference":
        gap = abs(values[0] - values[1])
        return gap, "个百分点" if kind_of_unit(unit) is Kind.PERCENT else unit
    if operation.id == "rest":
        left = values[0] - sum(values[1:], Decimal(0))
        if left <= 0:
            raise UncomputableError("减去以后没有剩余")
        return left, unit
    if operation.id == "product":
        return values[0] * values[1], unit
    if values[1] == 0:
        raise UncomputableError(f"“{read[1].label}”是0,不能作除数")
    return _quotient(operation, values[0] / values[1], unit)


def _quotient(operation: Operation, value: Decimal, unit: str) -> tuple[Decimal, str]:
    if operation.gives == "percent":
        if value > 1:
            raise UncomputableError("占比超过100%,两个编号可能写反了")
        return rounded(value * _HUNDRED), "%"
    return rounded(value), "倍" if operation.gives == "times" else unit
