"""Changes since a year that another fact states: 五年提高7.5个百分点, 较2020年增加2倍.

A sheet may hold an earlier year's value as a fact of its own (2020年城镇化率 46.8) beside
this year's (城镇化率 54.3). A change told over years is reckoned between the two.
"""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING

from assistant.verification.matching.earlier import YEAR
from assistant.verification.messages import number
from assistant.verification.reckoning.operands import Computed, amount, say

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from assistant.verification.candidates import Candidate
    from assistant.verification.claims.claims import Claim
    from assistant.verification.matching.index import FactIndex

_SINCE = re.compile(
    r"(?:[较比]|与|自|从)?(?:(?P<year>(?:19|20)\d{2})年(?:末|底)?|[两二三四五六七八九十]年(?:来|间|累计|共|里)?|“?十[二三四五]五”?(?:末|时期|期间)?)"
    r"[^,，。;；]{0,8}$"
)
_MOVED = re.compile(r"[由从][^。；;]*?(?:到|至|为)")
_SPAN = re.compile(r"([两二三四五六七八九十])年(?:来|间|里)?")
_DIGITS = "零一二三四五六七八九十"
_TWO = 2
_HUNDRED = Decimal(100)
_SIGNS = {"percent": "%", "multiple": "倍"}


def changes(
    claim: Claim, index: FactIndex, told: Sequence[Candidate], text: str
) -> Iterator[Computed]:
    """What a change over years may be.

    Args:
        claim: the figure.
        index: the facts.
        told: what earlier figures state, nearest first.
        text: the whole text.
    """
    kind = claim.quantity.unit_class if claim.quantity is not None else ""
    if kind == "percent":
        yield from _from_to(claim, index, told, text)
    since = _SINCE.search(text, claim.from_clause, claim.start)
    if since is None:
        return
    for item in told:
        for fact in index.earlier.get(item.fact.id, ()):
            year = since["year"]
            if year and year not in index.sheet.by_id[fact].name:
                continue
            for base in index.by_fact[fact]:
                if base.low and base.low == base.high and base.unit_class == item.unit_class:
                    yield from _between(item, base, kind, claim.frame.direction)


def against_years(index: FactIndex, one: Candidate, other: Candidate, way: int) -> bool:
    """Whether a change from one to the other, told up or down, goes against their years."""
    gap = (one.low or Decimal(0)) - (other.low or Decimal(0))
    if one.fact.id in index.earlier.get(other.fact.id, ()):
        return gap * way > 0
    return other.fact.id in index.earlier.get(one.fact.id, ()) and gap * way < 0


def _from_to(
    claim: Claim, index: FactIndex, told: Sequence[Candidate], text: str
) -> Iterator[Computed]:
    """由5640万元增加到8620万元,增长52.8%,年均增长8.9%: between the two that were just told."""
    ends = [item for item in told if item.unit_class != "percent"][:_TWO]
    around = text[claim.from_sentence : claim.start]
    moved = list(_MOVED.finditer(around))
    if len(ends) < _TWO or not moved:
        return
    now, base = ends
    if not (now.low and base.low and now.unit_class == base.unit_class):
        return
    way = claim.frame.direction
    yield from _between(now, base, "percent", way)
    years = _years(around, now, base, index)
    if years > 1 and now.low > 0 < base.low:
        rate = ((now.low / base.low) ** (1 / Decimal(years)) - 1) * _HUNDRED
        formula = f"{say(base)}到{say(now)}{years}年年均{number(rate)}%"
        yield Computed(rate * way if way else abs(rate), "percent", formula, now)


def _years(words: str, now: Candidate, base: Candidate, index: FactIndex) -> int:
    """How many years lie between two values: told (五年来), or by the years that the facts name.

    A fact that names none is of the period.
    """
    told = _SPAN.search(words)
    if told is not None:
        return _DIGITS.index(told[1].replace("两", "二"))
    period = index.sheet.document.period
    last = _year(now) or (period.year if period is not None else None)
    first = _year(base)
    return last - first if first and last else 0


def _year(item: Candidate) -> int | None:
    found = YEAR.search(item.fact.name)
    return int(found[0][:4]) if found else None


def _between(now: Candidate, base: Candidate, told: str, way: int) -> Iterator[Computed]:
    """The change from an earlier value, in the unit class of the figure, up or down as it says."""
    one, other = now.low or Decimal(0), base.low or Decimal(1)
    values: Mapping[str, Decimal] = {
        "percent": (one - other) / other * _HUNDRED,
        "multiple": one / other - 1,
    }
    change = values.get(told, one - other)
    value = abs(change)
    shown = f"{number(value)}{_SIGNS[told]}" if told in _SIGNS else amount(value, now)
    yield Computed(change * way if way else value, told, f"{say(now)}比{say(base)}变动{shown}", now)
