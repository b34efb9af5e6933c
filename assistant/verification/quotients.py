"""Averages and multiples: one thing told or named divided by another.

人均1500元 divides money by persons, 亩均投入2700元 by 亩: the word before the figure says
by what, so that the divisor is a thing told in the paragraph, or named, that is counted in
that unit. 月均 divides by the months of a year. 是本部的2.5倍 divides like by like; 降幅是出口的
近5倍 divides their growths.
"""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING

from assistant.extraction import compatible, quantity_of_value
from assistant.verification.candidates import Candidate, Role
from assistant.verification.lexicon import tags, words
from assistant.verification.messages import number
from assistant.verification.operands import Computed, alike, say

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from assistant.verification.index import FactIndex

_EACH = re.compile(r"(?:平均|每)+一?([^\W\d_])(?![均])|([^\W\d_])均")
_MOVING = re.compile(r"[增涨降跌升]幅|增速")


def averages(
    before: str, tops: Sequence[Candidate], wholes: Sequence[Candidate]
) -> Iterator[Computed]:
    """What an average may be.

    Args:
        before: the words of the clause before the figure.
        tops: what may be divided, nearest first.
        wholes: what it may be divided by, nearest first.
    """
    span = words("average_spans").last(before)
    if span is not None:
        count = Decimal(tags("average_spans")[span[0]])
        for item in tops:
            value = (item.low or Decimal(0)) / count
            yield Computed(value, item.unit_class, f"{say(item)}÷{count}={number(value)}", item)
    unit = _divisor(before)
    for top in tops:
        for whole in wholes:
            if top is whole or not whole.low or alike(top, whole):
                continue
            if unit is None or compatible(whole.unit, unit):
                value = (top.low or Decimal(0)) / _in_unit(whole, unit)
                formula = f"{say(top)}÷{say(whole)}={number(value)}"
                yield Computed(value, top.unit_class, formula, top, (top, whole))


def _divisor(before: str) -> str | None:
    """The unit by which an average divides: 亩 of 亩均 and 平均每亩; None where no word says it."""
    told = None
    for found in _EACH.finditer(before):
        told = found[1] or found[2]
    return tags("average_units").get(told) if told else None


def _in_unit(whole: Candidate, unit: str | None) -> Decimal:
    """A divisor in the unit that the words name: 8.4万亩 as 84000 亩, not as square metres."""
    low = whole.low or Decimal(1)
    one = quantity_of_value(Decimal(1), Decimal(1), unit).low if unit else None
    return low / one if one else low


def multiples(
    index: FactIndex, before: str, pool: Sequence[Candidate], *, more: bool
) -> Iterator[Computed]:
    """What a multiple may be: like by like; ``more`` where only what is above one counts."""
    moving = _MOVING.search(before) is not None
    items = [_growth(index, item) for item in pool] if moving else list(pool)
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
