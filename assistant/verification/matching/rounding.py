"""Whether a figure, as it is written, is true of a value.

| written | true of a value v |
|---|---|
| N | v = N; a decimal may drop places half up, to two significant digits or more (a rate reckoned from facts: to one decimal), never to 0 or 100 % |
| N余, N多 | N < v < N + one step of N's last non-zero place |
| 近N | 0.9 N <= v < N |
| 约N | within 5 % of N |
| 超N, 突破N, 逾N | N < v < N + one step of N's first digit; further above is a warning |
| N以上, 不少于N | v >= N |
| N以下, 不超过N | v <= N |
| 三分之一 | within a twenty-fifth of it, half a percentage point at most |
| 4-5, 三四十 | the same range; of no single value |
"""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal, InvalidOperation
from enum import Enum
from typing import TYPE_CHECKING

from assistant.domain import Bound, Status
from assistant.extraction.normal import normalise
from assistant.verification.candidates import Role
from assistant.verification.interchange import coarse_share
from assistant.verification.matching.scoring import PLACES

if TYPE_CHECKING:
    from assistant.domain import Mention, Quantity
    from assistant.verification.candidates import Candidate
    from assistant.verification.claims.claims import Claim


class Agreement(Enum):
    """How a figure and a value agree."""

    NO = 0
    EXACT = 1
    ROUNDED = 2
    FAR = 3  # a bound that is true, but far below the value

    def __bool__(self) -> bool:
        return self is not _NO


_TINY = Decimal("1E-9")
_SHARE_SLACK, _OF_IT = Decimal("0.5"), Decimal("0.04")
_TENTH_SLACK = Decimal("0.25")
_TEN = Decimal(10)
_PERCENT = "percent"
_RATES = frozenset({"percent", "points"})
_ONE_PLACE = Decimal("0.1")
_LOWER = frozenset({Bound.AT_LEAST, Bound.MORE_THAN})
# Members that are asked for at every figure: to look one up in its enumeration takes long.
_NO, _EXACT, _ROUNDED, _VALUE = Agreement.NO, Agreement.EXACT, Agreement.ROUNDED, Role.VALUE


def agreement(claim: Claim, candidate: Candidate) -> Agreement:
    """Whether the figure of ``claim`` is true of the value of ``candidate``."""
    quantity = claim.quantity
    if quantity is None or (_ranks(candidate) and claim.mention.kind not in PLACES):
        return _NO
    if candidate.mention is not None and _same_interval(claim.mention, candidate.mention):
        return _EXACT
    several = not quantity.exact and _is_range(claim.mention)
    if several or candidate.low is None or candidate.low != candidate.high:
        return _range(quantity, candidate)
    # 下降2.8% states a rate of -2.8 %: the word carries the sign.
    signed = candidate.derived or claim.fallen
    minus = quantity.low is not None and quantity.low < 0
    value = abs(candidate.low) if signed and not minus else candidate.low
    bound = candidate.fact.bound if candidate.role is _VALUE else None
    if bound is not None and not quantity.exact:
        return _bounded(quantity, value, bound)
    if quantity.exact:
        return _exact(claim, candidate, quantity, value)
    return _within(quantity, value, goal=_planned(candidate))


def _is_range(mention: Mention) -> bool:
    """Whether it says from one value to another: 455-9000篇 and 五六架 are no way to tell one value."""
    several = mention.low is not None and mention.high is not None and mention.low != mention.high
    return several and mention.approximator is None


def _planned(candidate: Candidate) -> bool:
    return candidate.role is Role.TARGET or candidate.fact.status is Status.PLANNED


def _ranks(candidate: Candidate) -> bool:
    """Whether it is a place or prize inside a fact's words: 第4位 is no 4位."""
    return candidate.mention is not None and candidate.mention.kind in PLACES


def _range(quantity: Quantity, candidate: Candidate) -> Agreement:
    same = equal(quantity.low, candidate.low) and equal(quantity.high, candidate.high)
    return _EXACT if same else _NO


def _within(quantity: Quantity, value: Decimal, *, goal: bool) -> Agreement:
    if goal and quantity.high is None and equal(quantity.low, value):
        return _ROUNDED  # 力争突破400亿元 for a plan of 400
    if not _holds(quantity, value):
        return _NO
    if quantity.high is None:
        far = quantity.low is not None and value >= _far(quantity.low)
    else:
        far = quantity.low is None and 0 < value * _TEN < quantity.high
    return Agreement.FAR if far else _ROUNDED


def equal(one: Decimal | None, other: Decimal | None) -> bool:
    """Whether two numbers are one, up to the last digits of a unit's factor (60 minutes, 15 亩)."""
    if one is None or other is None:
        return False
    return one == other or abs(one - other) <= _TINY * max(abs(one), abs(other))


def _holds(quantity: Quantity, value: Decimal) -> bool:
    """Whether a value lies within a figure's bounds, a closed bound with its last digits."""
    closed_low = not quantity.low_open and equal(quantity.low, value)
    closed_high = not quantity.high_open and equal(quantity.high, value)
    return closed_low or closed_high or quantity.holds(value)


def _same_interval(one: Mention, other: Mention) -> bool:
    """Whether two figures leave the same room: 65岁以上 in a fact's words and in the text.

    Of a criterion 超过50万元 and 50万元以上 are one.
    """
    return (
        not one.exact
        and not other.exact
        and (one.low, one.high) == (other.low, other.high)
        and (one.low is not None or one.high is not None)
    )


def _bounded(quantity: Quantity, value: Decimal, bound: Bound) -> Agreement:
    if bound in _LOWER:
        same = equal(quantity.low, value) and quantity.high is None
    else:
        same = equal(quantity.high, value) and (quantity.low is None or quantity.low == 0)
    return _EXACT if same else _NO


def _far(low: Decimal) -> Decimal:
    """Where N + one step of N's first digit lies."""
    return low + Decimal(1).scaleb(low.adjusted()) if low else Decimal(1)


def _exact(claim: Claim, candidate: Candidate, quantity: Quantity, value: Decimal) -> Agreement:
    told = quantity.low or Decimal(0)
    if equal(told, value):
        return _EXACT
    if quantity.unit_class == _PERCENT and coarse_share(claim.mention):
        return _ROUNDED if _same_share(claim, told, value) else _NO
    step = quantity.step
    if step is None or not _may_round(claim, candidate, quantity):
        return _NO
    if quantity.unit_class == _PERCENT and told in {Decimal(0), Decimal(100)}:
        return _NO
    # Counted in steps, for a unit's factor is none of ten: 9分钟 is 540 seconds.
    if abs(told) < step * _TEN:
        if not candidate.derived or quantity.unit_class not in _RATES:
            return _NO
        # A rate reckoned from facts is told to one decimal, a last 0 left out: 3% for 2.97 %.
        step = min(step, _ONE_PLACE)
    return _ROUNDED if rounded(value, step) == told else _NO


def _same_share(claim: Claim, told: Decimal, value: Decimal) -> bool:
    """三分之一 for 33.3 %, 七成 for 69.98 %, 一成七 for 17.3 %: none is a decimal; 七成 and 二百五十分之一 are strict."""
    if claim.mention.unit == "成":
        slack = _SHARE_SLACK if told % _TEN else _TENTH_SLACK
    else:
        slack = min(_SHARE_SLACK, _OF_IT * abs(told))
    return abs(told - value) <= slack


def rounded(value: Decimal, step: Decimal) -> Decimal:
    """``value`` rounded half up to a multiple of ``step``."""
    try:
        return (value / step).quantize(Decimal(1), rounding=ROUND_HALF_UP) * step
    except InvalidOperation:
        return value


def _may_round(claim: Claim, candidate: Candidate, quantity: Quantity) -> bool:
    """Whether the figure is a decimal that dropped places, not a whole count that is wrong."""
    if candidate.derived or quantity.unit_class in {_PERCENT, "points", "multiple", "money"}:
        return True
    written = normalise(claim.mention.text)
    if "." in written or "点" in written:
        return True
    unit = candidate.unit or ""
    return bool(candidate.low is not None and candidate.low % 1) or unit.startswith(("万", "亿"))
