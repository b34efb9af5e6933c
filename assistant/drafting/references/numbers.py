"""Values as text: digits, scales, approximators, units; exact decimal arithmetic only."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import ROUND_CEILING, ROUND_FLOOR, ROUND_HALF_UP, Decimal
from typing import TYPE_CHECKING

from assistant.domain import Bound
from assistant.extraction.numerals import render_chinese_number
from assistant.files.forms import forms

if TYPE_CHECKING:
    from collections.abc import Callable

    from assistant.drafting.references.forms import Form

SCALES = {"万": Decimal(10) ** 4, "亿": Decimal(10) ** 8}
_PERCENT = ("%", "％", "‰")
_FORMS = forms(__file__)
# A count in another scale is told to the last unit or not at all: more places are unreadable.
_MAX_PLACES = 4
_TEN = Decimal(10)


@dataclass(frozen=True, slots=True)
class Amount:
    """What is to be told: a value or a range with its unit, and how it is known.

    Attributes:
        low, high: equal for one value.
        bound: the side on which the value is itself open.
        approx: whether it is only about so much.
    """

    low: Decimal
    high: Decimal
    unit: str
    bound: Bound | None = None
    approx: bool = False


@dataclass(frozen=True, slots=True)
class Told:
    """A rendered value.

    Attributes:
        warning: in Chinese: why the form asked for could not be used; empty where it was.
    """

    text: str
    warning: str = ""


def digits(value: Decimal) -> str:
    """The value in digits as the ledger has it, its decimal places kept, without exponent."""
    return format(value, "f")


def trimmed(value: Decimal) -> str:
    """The value in digits without trailing decimal zeros."""
    text = digits(value)
    return text.rstrip("0").rstrip(".") if "." in text else text


def rounded(value: Decimal) -> Decimal:
    """A derived value as prose tells it: one decimal place where that is true enough.

    A last 0 stays where something was rounded away: 3.997 is 4.0, and 20 is 20.

    Half up; never to fewer than two significant digits, nor to 0 or 100 (DESIGN.md, rounding).
    """
    whole = Decimal(trimmed(value))
    for places in range(1, 12):
        short = value.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)
        if short == value:
            return whole
        if short not in {Decimal(0), Decimal(100)} and len(_significant(short)) > 1:
            return short
    return whole


def tell(amount: Amount, form: Form) -> Told:
    """``amount`` as text in ``form``: approximator, number, scale and unit together.

    A form that the value does not bear gives the exact text and a warning.
    """
    if form.number_only and not form.scale:
        number = (lambda value: _numeral(value, amount.unit)) if form.chinese else digits
        return Told(_span(amount, number, ""))
    if amount.low != amount.high:
        return Told(_span(amount, digits, amount.unit), _unfit(amount, form, "是一个区间"))
    scaled = _scaled(amount, form.scale, form.places)
    if scaled is None:
        return Told(_plain(amount), f"{digits(amount.low)}{amount.unit}不便改用“{form.scale}”")
    return _in_form(amount, scaled, form)


def _in_form(amount: Amount, scaled: Amount, form: Form) -> Told:
    if form.number_only:
        return Told(f"{digits(scaled.low)}{form.scale}")
    if form.chinese:
        return _chinese(amount)
    if form.scale_first:
        return _floor_in_scale(amount, scaled, form)
    if form.approximator:
        return _approximate(scaled, form)
    return Told(_plain(scaled))


def _unfit(amount: Amount, form: Form, why: str) -> str:
    if form.approximator or form.chinese or form.scale:
        return f"{_span(amount, digits, amount.unit)}{why},不能写成“{form.text}”,已按原值写"
    return ""


def _scaled(amount: Amount, scale: str, places: int | None) -> Amount | None:
    """The amount in another scale; None where the text would not be exact or readable.

    With ``places`` it is rounded half up to so many, never to fewer than two significant digits.
    """
    if not scale or amount.unit in _PERCENT:
        return None if scale else amount
    factor, base = _unit_scale(amount.unit)
    value = amount.low * factor / SCALES[scale]
    if places is not None and not amount.bound:
        least = 1 - value.adjusted()  # two significant digits
        value = value.quantize(Decimal(1).scaleb(-max(places, least)), ROUND_HALF_UP)
    exponent = value.normalize().as_tuple().exponent
    if not isinstance(exponent, int) or -exponent > _MAX_PLACES or abs(value) < Decimal("0.1"):
        return None
    value = Decimal(trimmed(value))
    return Amount(value, value, scale + base, amount.bound, amount.approx)


def _unit_scale(unit: str) -> tuple[Decimal, str]:
    factor = SCALES.get(unit[:1])
    return (factor, unit[1:]) if factor else (Decimal(1), unit)


def _plain(amount: Amount) -> str:
    """``455篇``, ``不少于4篇``, ``约300人``, ``每月1次``."""
    prefix = _bound_word(amount) or ("约" if amount.approx else "")
    per = _FORMS.per_time.fullmatch(amount.unit)
    if per:
        return f"每{per[2]}{prefix}{digits(amount.low)}{per[1]}"
    return f"{prefix}{digits(amount.low)}{amount.unit}"


def _span(amount: Amount, number: Callable[[Decimal], str], unit: str) -> str:
    if amount.low == amount.high:
        return f"{number(amount.low)}{unit}"
    # GB/T 15835-2011, 5.1: neither % nor a scale may be left out at the first value.
    inner = unit if unit in _PERCENT else unit[:1] if unit[:1] in SCALES else ""
    return f"{number(amount.low)}{inner}—{number(amount.high)}{unit}"


def _bound_word(amount: Amount) -> str:
    level = amount.unit in _PERCENT
    words = {
        Bound.AT_LEAST: "不低于" if level else "不少于",
        Bound.AT_MOST: "不高于" if level else "不超过",
        Bound.MORE_THAN: "超过",
        Bound.LESS_THAN: "低于" if level else "不足",
    }
    return words[amount.bound] if amount.bound else ""


def _chinese(amount: Amount) -> Told:
    prefix = _bound_word(amount)
    if amount.unit in _PERCENT:
        head = "千分之" if amount.unit == "‰" else "百分之"
        return Told(f"{prefix}{head}{render_chinese_number(amount.low)}")
    number = _numeral(amount.low, amount.unit)
    per = _FORMS.per_time.fullmatch(amount.unit)
    if per:
        return Told(f"每{per[2]}{prefix}{number}{per[1]}")
    return Told(f"{prefix}{number}{amount.unit}")


def _numeral(value: Decimal, unit: str) -> str:
    """The value in Chinese numerals as it stands before its unit: 两名, 二月."""
    number = render_chinese_number(value)
    return "两" if number == "二" and unit[:1] not in {"", "月", "日", "等"} else number


def _approximate(amount: Amount, form: Form) -> Told:
    """余/近/约/超 with the round number that the rule of DESIGN.md makes true."""
    small = amount.unit[:1] in SCALES and form.approximator != "余"  # 超2亿元
    base = None if amount.bound else _round_number(amount.low, form.approximator, small=small)
    if base is None or (amount.unit in _PERCENT and form.approximator == "余"):
        return Told(_plain(amount), _unfit(amount, form, ""))
    number = digits(base)
    if form.approximator == "余":
        return Told(f"{number}余{amount.unit}")
    return Told(f"{form.approximator}{number}{amount.unit}")


def _floor_in_scale(amount: Amount, scaled: Amount, form: Form) -> Told:
    """``5.2万余人``: down to one decimal place of the scale; the exact text where none is lost."""
    low = scaled.low.quantize(Decimal("0.1"), ROUND_FLOOR)
    if amount.bound or low in {scaled.low, 0}:
        return Told(_plain(amount), _unfit(amount, form, ""))
    return Told(f"{trimmed(low)}{form.scale}余{scaled.unit.removeprefix(form.scale)}")


def _round_number(value: Decimal, approximator: str, *, small: bool) -> Decimal | None:
    """The round number of two significant places (one below 100); None where none is true.

    Below ten there is one only where the number is ``small`` by its scale: 2.15亿.
    """
    if value < (Decimal(1) if small else _TEN):
        return None
    step = _TEN ** max(0 if small and value < _TEN else 1, value.adjusted() - 1)
    below = (value / step).to_integral_value(ROUND_FLOOR) * step
    if below == value:
        return None
    if approximator in {"余", "超"}:
        return below
    if approximator == "近":
        above = (value / step).to_integral_value(ROUND_CEILING) * step
        return above if value >= above * Decimal("0.9") else None
    near = (value / step).to_integral_value(ROUND_HALF_UP) * step
    return near if abs(near - value) <= near * Decimal("0.05") else None


def _significant(value: Decimal) -> str:
    return "".join(map(str, value.as_tuple().digits)).lstrip("0")
