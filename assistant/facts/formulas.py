"""Facts with a ``formula:``: computed in Decimal from other facts, units checked, cycles told.

A percent is a hundredth in the arithmetic: ``a ÷ b`` with the unit ``%`` is 25 where b is four times a, and ``a × rate``
takes the rate of a. What a sum or a difference joins is of one class of units; a product or a quotient is told in the
unit of one of its operands, a quotient of like by like in ``%`` or ``倍``. Of a unit that is a product itself a quotient
leaves one of the two: 人次 by 期 are 人次 or 人, 人次 by 人 are 次, 吨公里 by 吨 are 公里; 人 by 场 are 人次 too.
"""

from __future__ import annotations

from dataclasses import replace
from decimal import ROUND_HALF_UP, Decimal
from graphlib import CycleError, TopologicalSorter
from typing import TYPE_CHECKING, NamedTuple, cast

from assistant.domain import Status
from assistant.extraction.units import factors, occasions, unit_class, unit_scale
from assistant.facts.derived import exact_value
from assistant.facts.expressions import (
    Binary,
    Expression,
    ExpressionError,
    Grammar,
    Name,
    Number,
    in_words,
    names_of,
    parse_expression,
)
from assistant.facts.information import near_id

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from assistant.domain import Fact
    from assistant.facts.problems import Problems

FIELDS = ("previous", "target")
# A value with more decimals than this was not meant to be told whole: ``digits:`` is asked for.
_DECIMALS = 6
_LARGEST = 24
_HUNDRED = Decimal(100)
RATES = frozenset(("percent", "points"))
_PURE: frozenset[str] = frozenset()
_GRAMMAR = "算式只用 + − × ÷、括号、事实的编号(可带 .previous、.target)和数,如 (a + b) ÷ c"


class Amount(NamedTuple):
    """A value in base units, a percent as a hundredth, with the classes of units that it may be told in.

    No class at all: a plain number, as a quotient of like by like is.
    """

    value: Decimal
    classes: frozenset[str] = _PURE


class UnfitError(Exception):
    """The operands do not go together; ``found`` and ``advice`` are clauses in Chinese."""

    def __init__(self, found: str, advice: str) -> None:
        super().__init__(found)
        self.found = found
        self.advice = advice


def amount_of(value: Decimal, unit: str | None) -> Amount:
    """The amount of a value in a unit as written."""
    name, scaled = unit_class(unit), value * unit_scale(unit)
    if name == "multiple":
        return Amount(scaled)
    return Amount(scaled / _HUNDRED if name in RATES else scaled, frozenset((name,)))


def in_unit(amount: Amount, unit: str | None) -> Decimal | None:
    """The amount told in a unit; None where it cannot be told in it."""
    name = unit_class(unit)
    if name in RATES or name == "multiple":
        fits = amount.classes <= RATES
    else:
        fits = name in amount.classes
    if not fits:
        return None
    return amount.value * (_HUNDRED if name in RATES else 1) / unit_scale(unit)


def compute(expression: Expression, amount: Callable[[Name], Amount]) -> Amount:
    """What it comes to; ``amount`` gives a fact's. Functions are the caller's: none may stand in it.

    UnfitError where other units are added, or something is divided by 0.
    """
    if isinstance(expression, Name):
        return amount(expression)
    if isinstance(expression, Number):
        return Amount(expression.value / (_HUNDRED if expression.percent else 1))
    if not isinstance(expression, Binary):
        raise UnfitError("算式里不能用函数", "请只用加减乘除、括号、编号和数")
    left, right = compute(expression.left, amount), compute(expression.right, amount)
    if expression.sign in "+-":
        return _sum(left, right, expression)
    return _product(left, right, expression.sign)


def _sum(left: Amount, right: Amount, expression: Binary) -> Amount:
    # A plain number takes the unit of what it stands beside: as many pieces, as many points.
    sides = [
        Amount(one.value / _HUNDRED, other.classes)
        if isinstance(written, Number)
        and not written.percent
        and other.classes
        and other.classes <= RATES
        else one
        for one, other, written in ((left, right, expression.left), (right, left, expression.right))
    ]
    left, right = sides
    minus = expression.sign == "-"
    value = left.value - right.value if minus else left.value + right.value
    if left.classes and right.classes and left.classes | right.classes <= RATES:
        rate = (
            frozenset(("percent",)) if "percent" in left.classes | right.classes else left.classes
        )
        return Amount(value, RATES if minus else rate)
    classes = (
        left.classes & right.classes
        if left.classes and right.classes
        else left.classes | right.classes
    )
    if (left.classes or right.classes) and not classes:
        raise UnfitError("相加减的数单位不是一类", "请只加减单位相同的事实")
    return Amount(value, classes)


def _product(left: Amount, right: Amount, sign: str) -> Amount:
    things = (left.classes | right.classes) - RATES
    classes = things or left.classes | right.classes
    if sign == "*":
        if left.classes - RATES and right.classes - RATES:
            classes = classes.union(filter(None, map(occasions, things)))
        return Amount(left.value * right.value, classes)
    if right.value == 0:
        raise UnfitError("除数是 0", "请核对除数")
    value = left.value / right.value
    if left.classes == right.classes:
        return Amount(value, _PURE)
    by = right.classes.union(parts[0] for parts in map(factors, right.classes) if parts)
    for one, other, scale in filter(None, map(factors, left.classes)):
        left_over = {other} if one in by else {one} if other in by else set()
        if left_over and scale != 1:
            return Amount(value * scale, frozenset(left_over))
        if scale == 1:
            classes = classes.union(left_over or (one, other))
    return Amount(value, classes)


def worked(fact: Fact, by_id: Mapping[str, Fact]) -> str:
    """The formula of a loaded fact with its values: ``12+8+9=29篇``; empty where it has none."""
    if fact.formula is None or fact.value is None:
        return ""
    expression = parse_expression(fact.formula, Grammar(by_id, FIELDS))

    def word(name: Name) -> str:
        other = by_id[name.id]
        value = field_value(other, name.field)
        unit = other.unit if other.unit != fact.unit else None
        return f"{value:f}{unit or ''}"

    exact = in_unit(compute(expression, _amounts(by_id)), fact.unit)
    equal = "=" if exact == fact.value else "≈"
    return f"{in_words(expression, word)}{equal}{fact.value:f}{fact.unit or ''}"


def fill_formulas(facts: tuple[Fact, ...], problems: Problems) -> tuple[Fact, ...]:
    """The facts with every formula computed; what does not compute is noted with its line.

    The status of a computed fact is planned where one of its operands is planned.
    """
    if all(fact.formula is None for fact in facts):
        return facts
    by_id = {fact.id: fact for fact in facts}
    parsed = {fact.id: found for fact in facts if (found := _parsed(fact, by_id, problems))}
    needs = {name: {one.id for one in names_of(found)} for name, found in parsed.items()}
    try:
        order = tuple(TopologicalSorter(needs).static_order())
    except CycleError as error:
        _tell_cycle(error.args[1], by_id, problems)
        return facts
    for name in order:
        if name in parsed:
            by_id[name] = _computed(by_id[name], parsed[name], by_id, problems)
    return tuple(by_id[fact.id] for fact in facts)


def _parsed(fact: Fact, by_id: Mapping[str, Fact], problems: Problems) -> Expression | None:
    if fact.formula is None:
        return None
    try:
        found = parse_expression(fact.formula, Grammar(by_id, FIELDS))
    except ExpressionError as error:
        advice = near_id(error.unknown, by_id) if error.unknown else _GRAMMAR
        problems.add(fact.line, f"事实 {fact.id} 的 formula:{error.found}", advice)
        return None
    if not names_of(found):
        told = f"事实 {fact.id} 的 formula 里没有事实"
        problems.add(fact.line, told, "只有一个数的,请写 value,不写 formula")
        return None
    return found


def _tell_cycle(cycle: list[str], by_id: Mapping[str, Fact], problems: Problems) -> None:
    # graphlib names the operand before what needs it; a person reads it the other way.
    ring = " → ".join(f"{name}(第{by_id[name].line}行)" for name in reversed(cycle))
    problems.add(
        by_id[cycle[-1]].line, f"formula 绕了一圈又用到自己:{ring}", "请把其中一条改成 value"
    )


def _computed(
    fact: Fact, expression: Expression, by_id: Mapping[str, Fact], problems: Problems
) -> Fact:
    names = names_of(expression)
    for name in names:
        if field_value(by_id[name.id], name.field) is None:
            # An operand whose own formula failed has been told already.
            if name.field or by_id[name.id].formula is None:
                _tell_operand(fact, name, by_id[name.id], problems)
            return fact
    try:
        found = compute(expression, _amounts(by_id))
        unit = fact.unit or _unit(found, [by_id[name.id] for name in names])
        value = _value(found, unit, expression, fact.digits)
    except UnfitError as error:
        problems.add(fact.line, f"事实 {fact.id} 的 formula:{error.found}", error.advice)
        return fact
    planned = any(by_id[name.id].status is Status.PLANNED for name in names)
    status = Status.PLANNED if planned else fact.status
    return replace(fact, low=value, high=value, unit=unit, status=status)


def _amounts(by_id: Mapping[str, Fact]) -> Callable[[Name], Amount]:
    def amount(name: Name) -> Amount:
        other = by_id[name.id]
        # Every operand was seen to have its value before anything is computed.
        return amount_of(cast("Decimal", field_value(other, name.field)), other.unit)

    return amount


def field_value(fact: Fact, field: str | None) -> Decimal | None:
    """The exact value of a fact, or that of one of its ``FIELDS``."""
    if field is None:
        return exact_value(fact)
    return fact.previous if field == "previous" else fact.target


def _tell_operand(fact: Fact, name: Name, other: Fact, problems: Problems) -> None:
    written = f"{name.id}.{name.field}" if name.field else name.id
    found = f"事实 {fact.id} 的 formula 用到 {written}(第{other.line}行),它没有确切的数值"
    problems.add(fact.line, found, "算式里只能用有确切数值的事实:不是区间、约数、界限")


def _unit(found: Amount, operands: list[Fact]) -> str:
    """The unit where none is written: that of the first operand, where all are of its class."""
    units = [
        fact.unit for fact in operands if fact.unit and {unit_class(fact.unit)} == found.classes
    ]
    if units:
        return units[0]
    raise UnfitError("算得的数用什么单位看不出来", "请写 unit,如 unit: '%'、unit: 倍、unit: 册")


def _value(found: Amount, unit: str, expression: Expression, digits: int | None) -> Decimal:
    if unit_class(unit) in RATES and not found.classes and _times_hundred(expression):
        raise UnfitError("单位是百分数,算式里又乘了 100", "请删去 × 100,或写成 × 100%")
    value = in_unit(found, unit)
    if value is None:
        raise UnfitError(f"算得的数不能用“{unit}”作单位", "请核对算式和 unit")
    if value and abs(value.adjusted()) > _LARGEST:
        raise UnfitError("算得的数太大或太小", "请核对算式,或换一个单位")
    if digits is not None:
        return value.quantize(Decimal(1).scaleb(-digits), ROUND_HALF_UP)
    whole = value.to_integral_value()
    value = whole if whole == value else value.normalize()
    if value != round(value, _DECIMALS):
        raise UnfitError(f"除不尽,算得 {value:.6f}…", "请写 digits,说明保留几位小数,如 digits: 1")
    return value


def _times_hundred(expression: Expression) -> bool:
    if isinstance(expression, Binary):
        return _times_hundred(expression.left) or _times_hundred(expression.right)
    return expression == Number(_HUNDRED)
