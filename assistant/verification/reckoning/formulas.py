"""The nine formulas: difference, change, share, sum, rest, mean, multiple, ratio, span.

Each takes operands and gives a derivation: its value in the base unit (percent for shares and
changes), its formula with the operands' names as a person reads it, and the operand whose fact the
figure is counted to. None looks at the text.
"""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING

from assistant.verification import interchange
from assistant.verification.messages import number
from assistant.verification.reckoning.records import Derivation, Operand

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import date

    from assistant.verification.candidates import Candidate

PERCENT, POINTS, MULTIPLE = interchange.PERCENT, "points", interchange.MULTIPLE
HUNDRED = Decimal(100)
_MONTH = Decimal(30)
_SCALES = {"万": Decimal(10**4), "亿": Decimal(10**8)}


def say(item: Operand) -> str:
    """An operand in a formula: its name and its value."""
    return f"{item.name}{_told(item.value, item.written, item.unit or '')}"


def _told(value: Decimal, written: Decimal, unit: str) -> str:
    """A value in its unit, without the scale of less than one: 300元, not 0.03万元; 3000万元, not 0.3亿元."""
    whole = value == written * _SCALES.get(unit[:1], 0) and abs(written) < 1
    scaled = unit[:1] == "亿" and abs(value) >= _SCALES["万"]
    if whole and scaled:
        return f"{number(value / _SCALES['万'])}万{unit[1:]}"
    return f"{number(value)}{unit[1:]}" if whole else f"{number(written)}{unit}"


def amount(value: Decimal, like: Operand) -> str:
    """A value in the base unit, told in an operand's unit: 1.4亿元."""
    factor = like.written / like.value if like.written and like.value else Decimal(1)
    if like.unit_class == PERCENT:
        return f"{number(value)}个百分点"
    return _told(value, value * factor, like.unit or "")


def _of(
    operands: tuple[Operand, ...],
    value: Decimal,
    formula: str,
    kind: str = "",
    *,
    gap: bool = False,
    again: Callable[[Sequence[Operand]], Derivation] | None = None,
) -> Derivation:
    """What follows from operands: of the fact of the first, and in its unit where no other is said."""
    first = operands[0]
    return Derivation(value, kind or first.unit_class, formula, first.source, operands, gap, again)


def difference(
    one: Operand, other: Operand, way: int, unit_class: str, place: Decimal | None = None
) -> Derivation:
    """How much more ``one`` is than ``other``, or less where ``way`` is -1; of no way what lies between them.

    With a ``place`` as the text rounds them to it.
    """
    gap = one.value - other.value if place is None else _to(one, place) - _to(other, place)
    value = gap * way if way else abs(gap)
    word = {1: "多", -1: "少", 0: "差"}[way]
    kind = POINTS if one.unit_class == PERCENT else unit_class
    formula = f"{say(one)}比{say(other)}{word}{amount(value, one)}"
    return _of((one, other), value, formula, kind, gap=True)


def _to(item: Operand, place: Decimal) -> Decimal:
    if item.told is not None:
        return abs(item.told) if item.value >= 0 else -abs(item.told)
    return (item.value / place).to_integral_value(rounding="ROUND_HALF_UP") * place


def change(one: Operand, other: Operand, way: int) -> Derivation:
    """By how many percent ``one`` is above ``other``, or below where ``way`` is -1."""
    rate = (one.value - other.value) / other.value * HUNDRED
    value = rate * way if way else abs(rate)
    formula = f"({say(one)}-{say(other)})÷{say(other)}={number(rate)}%"
    return _of((one, other), value, formula, PERCENT)


def share(parts: Sequence[Operand], whole: Operand) -> Derivation:
    """The parts in percent of a whole."""
    value = added(parts) / whole.value * HUNDRED
    top = "+".join(map(say, parts))
    shown = f"({top})" if len(parts) > 1 else top
    formula = f"{shown}÷{say(whole)}={number(value)}%"
    made = _of(
        (*parts, whole), value, formula, PERCENT, again=lambda items: share(items[:-1], items[-1])
    )
    return replace(made, source=whole.source) if len(parts) > 1 else made


def added(items: Sequence[Operand]) -> Decimal:
    """The sum of operands."""
    return sum((item.value for item in items), Decimal(0))


def total(parts: Sequence[Operand]) -> Derivation:
    """Operands added up."""
    value = added(parts)
    percent = parts[0].unit_class == PERCENT
    found = f"{number(value)}%" if percent else amount(value, parts[0])
    return _of(tuple(parts), value, f"{'+'.join(map(say, parts))}={found}", again=total)


def each(equal: Sequence[Operand]) -> Derivation:
    """What each of some operands of one value is."""
    return _of(tuple(equal), equal[0].value, "=".join(map(say, equal)), again=each)


def rest(whole: Operand, parts: Sequence[Operand]) -> Derivation:
    """What is left of a whole."""
    value = whole.value - added(parts)
    formula = f"{say(whole)}-{'-'.join(map(say, parts))}={amount(value, whole)}"
    return _of((whole, *parts), value, formula, again=lambda items: rest(items[0], items[1:]))


def left(whole: Operand, rate: Operand) -> Derivation:
    """What is left of a whole of which a share was told."""
    value = whole.value * (HUNDRED - rate.value) / HUNDRED
    formula = f"{say(whole)}×(1-{number(rate.value)}%)={amount(value, whole)}"
    return _of((whole, rate), value, formula)


def earlier(now: Operand, rate: Operand) -> Derivation:
    """What it was before it grew by a rate."""
    value = now.value / (1 + rate.value / HUNDRED)
    formula = f"{say(now)}÷(1+{number(rate.value)}%)={amount(value, now)}"
    return _of((now, rate), value, formula)


def left_of_all(rate: Operand) -> Derivation:
    """What is left in percent of a whole of which a share was told."""
    value = HUNDRED - rate.value
    formula = f"100%-{say(rate)}={number(value)}%"
    return _of((rate,), value, formula, PERCENT)


def mean(top: Operand, by: Operand, counted: Decimal, times: Decimal = Decimal(1)) -> Derivation:
    """``top`` for each of what ``by`` counts, ``counted`` being its value in the unit that is meant."""
    value = top.value / counted * times
    many = "" if times == 1 else f"×{number(times)}"
    formula = f"{say(top)}÷{say(by)}{many}={amount(value, top)}"
    each = counted / by.value if by.value else counted

    def again(items: Sequence[Operand]) -> Derivation:
        return mean(items[0], items[1], items[1].value * each, times)

    return _of((top, by), value, formula, gap=True, again=again)


def mean_over(top: Operand, count: Decimal) -> Derivation:
    """``top`` for each of so many months, days or things that no operand counts."""
    value = top.value / count
    formula = f"{say(top)}÷{count}={amount(value, top)}"
    return _of((top,), value, formula, gap=True, again=lambda items: mean_over(items[0], count))


def product(each: Operand, by: Operand) -> Derivation:
    """So much each, so many of them: the inverse of the mean."""
    value = each.value * by.written
    formula = f"{say(each)}×{say(by)}={amount(value, each)}"
    return _of((each, by), value, formula)


def multiple(one: Operand, other: Operand, *, more: bool) -> Derivation:
    """How many times ``other`` it is; ``more`` for what is above once."""
    value = one.value / other.value - (1 if more else 0)
    formula = f"{say(one)}÷{say(other)}{'-1' if more else ''}={number(value)}"
    return _of((one, other), value, formula, MULTIPLE)


def ratio(one: Operand, other: Operand) -> Derivation:
    """One by the other as a plain number: 收入比1.89."""
    value = one.value / other.value
    formula = f"{say(one)}÷{say(other)}={number(value)}"
    return _of((one, other), value, formula, "general")


def yearly_rate(one: Operand, other: Operand, years: int, way: int) -> Derivation:
    """The mean growth of each of so many years."""
    rate = ((one.value / other.value) ** (1 / Decimal(years)) - 1) * HUNDRED
    formula = f"{say(other)}到{say(one)}{years}年年均{number(rate)}%"
    return _of((one, other), rate * way if way else abs(rate), formula, PERCENT)


def span(
    begin: date, end: date, unit_class: str, source: Candidate, *, whole: bool = False
) -> list[Derivation]:
    """From one day to another: in days with both ends, and between them; in months where the days agree.

    ``whole``: it is how long one thing was, and counts both ends.
    """
    days = Decimal((end - begin).days)
    months = (end.year - begin.year) * 12 + end.month - begin.month
    left = Decimal(end.day + 1 - begin.day)
    name = f"{begin.month}月{begin.day}日至{end.month}月{end.day}日"
    if unit_class == "days":
        both = (days + 1,) if whole else (days + 1, days)
        return [Derivation(value, "days", f"{name}={value}天", source) for value in both]
    exact = months + left / _MONTH  # 8个多月
    values = (months + (left / _MONTH).quantize(Decimal(1)), exact)
    return [Derivation(one, unit_class, f"{name}={number(one)}个月", source) for one in values]


def steps(was: Decimal, now: Decimal, way: int, unit_class: str, source: Candidate) -> Derivation:
    """By how many places a rank moved up, or down where ``way`` is -1; of no way what lies between."""
    value = (was - now) * way if way else abs(was - now)
    return Derivation(value, unit_class, f"第{was}位到第{now}位相差{abs(was - now)}位", source)
