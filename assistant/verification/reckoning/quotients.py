"""Averages and multiples: one thing told or named divided by another.

人均1500元 divides money by persons, 亩均投入2700元 by 亩: the word before the figure says
by what, so that the divisor is a thing told in the paragraph, or named, that is counted in
that unit. 月均 divides by the months of a year. 是本部的2.5倍 divides like by like; 降幅是出口的
近5倍 divides their growths.
"""

from __future__ import annotations

import re
from decimal import Decimal
from itertools import product
from typing import TYPE_CHECKING

from assistant.extraction import compatible, quantity_of_value
from assistant.verification.candidates import Candidate, Role
from assistant.verification.lexicon import tags, words
from assistant.verification.messages import number
from assistant.verification.reckoning.operands import Computed, alike, amount, say
from assistant.verification.units import fits

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from assistant.verification.claims.claims import Claim
    from assistant.verification.matching.index import FactIndex

_EACH = re.compile(r"[每单]一?([^\W\d_])(?!均)|([^\W\d_平])均|(亩)产")
_HUNDREDS = re.compile(r"每(百|千|万|十万)(人|名|位|户|辆|张|件|亩|口|居民|群众)")
_TIMES_OF = {
    "百": Decimal(100),
    "千": Decimal(1000),
    "万": Decimal(10000),
    "十万": Decimal(100000),
}
# Nothing is averaged over money or over a share.
_NO_DIVISORS = frozenset({"money", "percent", "points"})
_MEASURES = frozenset({"亩", "吨", "公里", "人", "名"})
_MOVING = re.compile(r"[增涨降跌升]幅|增速")


def averages(
    claim: Claim,
    before: str,
    tops: Sequence[Candidate],
    told: Sequence[Candidate],
    named: Sequence[Candidate],
) -> Iterator[Computed]:
    """What an average may be.

    Args:
        claim: the figure.
        before: the words of the clause before it.
        tops: what may be divided, nearest first.
        told: what it may be divided by, nearest first, and the people of the place.
        named: what else the word of the average names, where nothing told is counted so.
    """
    # What is an average already is not divided again.
    plain = [item for item in tops if words("average").first(item.fact.name) is None]
    own = [item for item in plain if _of_unit(claim.mention.unit, item.unit)] or [
        item for item in plain if item.unit_class not in _NO_DIVISORS
    ]
    span = words("average_spans").last(before)
    if span is not None:
        yield from _over_time(own, Decimal(tags("average_spans")[span[0]]))
    hundred = _HUNDREDS.search(before)
    if hundred is not None:
        each = (hundred[2], tags("average_units").get(hundred[2], hundred[2]))
        yield from _over(claim, plain, [*told, *named], each, _TIMES_OF[hundred[1]])
        return
    over = _each(before, [*told, *named])
    if over is None:
        # 平均 alone is over something that the sentence tells; 次均 is over nothing else than 次.
        yield from _over(claim, own, [] if each_word(before) else tops, None, Decimal(1))
        return
    counted = [item for item in told if _divides(item, over)]
    yield from _over(claim, own, counted or [*told, *named], over, Decimal(1))


def _over_time(tops: Sequence[Candidate], count: Decimal) -> Iterator[Computed]:
    """月均, 日均: divided by the months or days of a year."""
    for item in tops:
        value = (item.low or Decimal(0)) / count
        formula = f"{say(item)}÷{count}={amount(value, item)}"
        yield Computed(value, item.unit_class, formula, item)


def _over(
    claim: Claim,
    tops: Sequence[Candidate],
    wholes: Sequence[Candidate],
    each: tuple[str, str] | None,
    times: Decimal,
) -> Iterator[Computed]:
    """Every quotient that the word of the average allows; ``times`` for 每百, 每千, 每万."""
    told = claim.quantity.unit_class if claim.quantity is not None else ""
    for top, whole in product(tops, wholes):
        if top is whole or not whole.low or whole.written == 1:
            continue
        if alike(top, whole) and times == 1 and each is None:
            continue
        composed = _composed(claim.mention.unit, top, whole)
        if composed is not None:
            yield Computed(composed, told, f"{say(top)}÷{say(whole)}", top, (top, whole))
        elif _divides(whole, each):
            value = (top.low or Decimal(0)) / _in_unit(whole, each) * times
            formula = f"{say(top)}÷{say(whole)}={amount(value, top)}"
            yield Computed(value, top.unit_class, formula, top, (top, whole))


def _of_unit(told: str | None, stated: str | None) -> bool:
    """Whether what is divided is told in the figure's unit; 人公里 by 人 leaves 公里."""
    return fits(told, stated) or bool(told and stated and stated.endswith(told))


def _composed(told: str | None, top: Candidate, whole: Candidate) -> Decimal | None:
    """What a composed unit leaves: 118.4亿吨公里 by 7632万吨 are 155 公里; None for none such."""
    stated = (top.unit or "").lstrip("十百千万亿")
    if not told or stated == told or not stated.endswith(told) or top.low is None:
        return None
    unit = stated.removesuffix(told)
    counted = (whole.unit or "").removesuffix("次")
    if not unit or not fits(counted, unit) or not whole.low:
        return None
    return top.low / (whole.low / _base(unit)) * _base(told)


def _base(unit: str) -> Decimal:
    """One of a unit in the base unit of its class."""
    return quantity_of_value(Decimal(1), Decimal(1), unit).low or Decimal(1)


def each_word(before: str) -> str | None:
    """What an average is told for one of: 村 of 村均, 趟 of 平均每趟; None where no word says it."""
    told = None
    for found in _EACH.finditer(before):
        told = found[1] or found[2] or found[3]
    return told


def _each(before: str, wholes: Sequence[Candidate]) -> tuple[str, str] | None:
    """The word by which an average divides and its unit: 亩 of 亩均 and 平均每亩, 村 counted in 个.

    None where no word says it.
    """
    told = each_word(before)
    if told is None:
        return None
    unit = tags("average_units").get(told)
    if unit is not None:
        return told, unit
    known = compatible(told, None) or any(fits(whole.unit, told) for whole in wholes)
    return (told, told) if known else None


def _divides(whole: Candidate, each: tuple[str, str] | None) -> bool:
    """Whether an average may be over ``whole``: of its unit and, where that is general, its name."""
    if each is None:
        return whole.unit_class not in _NO_DIVISORS
    word, unit = each
    if unit in _MEASURES:
        return fits(whole.unit, unit) or (whole.unit or "").endswith(f"{unit}次")
    if unit == "次":
        return fits(whole.unit, unit) or (whole.unit or "").endswith(unit)
    return fits(whole.unit, unit) and (word == unit or word in whole.fact.name)


def _in_unit(whole: Candidate, each: tuple[str, str] | None) -> Decimal:
    """A divisor in the unit that the words name: 8.4万亩 as 84000 亩, not as square metres."""
    low = whole.low or Decimal(1)
    return low / _base(each[1]) if each else low


def multiples(
    index: FactIndex, before: str, pool: Sequence[Candidate], *, more: bool
) -> Iterator[Computed]:
    """What a multiple may be: like by like; ``more`` where only what is above one counts."""
    moving = _MOVING.search(before) is not None
    items = [_growth(index, item) for item in pool] if moving else list(pool)
    if words("previous").first(before):
        items = []  # 是上年的1.5倍 is of the fact's own last year, which the index knows
    less = 1 if more and not moving else 0
    for top in items:
        for whole in items:
            if top is not whole and whole.low and alike(top, whole) and top.low is not None:
                value = top.low / whole.low - less
                formula = f"{say(top)}÷{say(whole)}={number(value)}"
                yield Computed(value, "multiple", formula, top, (top, whole))
    if less:
        for item in pool[:2]:
            for other in index.by_fact[item.fact.id]:
                if other.role is Role.TIMES and other.low is not None:
                    yield Computed(other.low - 1, "multiple", f"{other.formula}-1", item)


def _growth(index: FactIndex, item: Candidate) -> Candidate:
    """The growth of a fact; itself where it has none."""
    found = (one for one in index.by_fact[item.fact.id] if one.role is Role.GROWTH)
    return next(found, item)
