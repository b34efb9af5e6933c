"""Averages: one thing told or named, divided by what the word of the average counts.

人均1500元 divides money by persons, 亩均2700元 by 亩, 场均254人次 by what is told in 场: a thing of
that unit told in the paragraph, or named, or the people of the place. 月均 divides by the months of a year.
"""

from __future__ import annotations

import re
from decimal import Decimal
from itertools import product
from typing import TYPE_CHECKING

from assistant.extraction import (
    compatible,
    factors,
    parse_chinese_number,
    quantity_of_value,
    unit_class,
)
from assistant.verification.lexicon import tags, words
from assistant.verification.reckoning import formulas
from assistant.verification.reckoning.operands import bare
from assistant.verification.reckoning.records import Derivation
from assistant.verification.reckoning.relations import adds, alike, distinct, same
from assistant.verification.units import fits

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from assistant.verification.claims.claims import Claim
    from assistant.verification.reckoning.operands import Operands
    from assistant.verification.reckoning.records import Construction, Operand

_EACH = re.compile(
    r"(?:每[^\W\d_]{1,4}一(?![年季月天周])|[每单]一?)([^\W\d_])(?:次)?(?!均)|([^\W\d_平])均|(亩)产"
)
# 每百人, 每10万人次, 每百万公里, 每跑1公里: so many of a unit, a power of ten.
_HUNDREDS = re.compile(
    r"每[^,，。;；\d每]{0,2}?(?P<many>一?(?:百万|十万|百|千|万)|一|10{0,4}万?)"
    r"(?P<each>人次|人|名|位|户|辆|张|件|亩|口|元|居民|群众|公里|吨|车次|列次|架次|班次|床|趟|台)"
)
# 每个乡镇 is by 乡镇.
_CLASSIFIER = re.compile(
    "^(?:一)?[个家所名位场期次件座处条份册本台辆套艘架张批支项块栋户村镇班宗起例株头只]"
)
# A half of the year (上半年, 上学期), a quarter of it, three of them.
_PARTS = {"H": Decimal("0.5"), "T": Decimal("0.5"), "Q": Decimal("0.25"), "Q123": Decimal("0.75")}
_YEAR = 365  # days
# Nothing is averaged over money or over a share.
_RATES = frozenset({"percent", "points"})
_NO_DIVISORS = _RATES | {"money", "multiple"}
_MEASURES = frozenset({"亩", "吨", "公里", "人", "名", "次"})
_TOPS, _FAR = 6, 14
_LONGEST, _NOUN = 40, 2


def each_word(before: str) -> str | None:
    """What an average is told for one of: 村 of 村均, 趟 of 平均每趟; None where no word says it."""
    told = None
    for found in _EACH.finditer(before):
        told = next(filter(None, found.groups()))
    return told


class Averaged:
    """Reckons averages."""

    def __init__(self, operands: Operands, text: str) -> None:
        self.operands = operands
        self.text = text

    def mean(self, claim: Claim, construction: Construction) -> Iterator[Derivation]:
        """What an average may be, likeliest first."""
        operands = self.operands
        before = self.text[max(claim.from_clause, claim.start - _LONGEST) : claim.start]
        told = operands.told.before(claim, _FAR)
        amounts = [item for item in told if adds(item) and item.unit_class not in _RATES]
        near, opening = amounts[:_TOPS], filter(adds, operands.told.opening(claim))
        # 孕妇学校48期,平均每期迎来70位听众: of what goes by the name of what it is over.
        kin = [one.source.fact.name for one in told[:1] if f"每{bare(one.unit)}" in before]
        spoken = operands.clearly(claim, "".join((before, *kin)))
        tops = distinct([*near, *spoken, *opening, *operands.totals(near)])
        plain = list(filter(_divisible, tops))
        own = [item for item in plain if _of_unit(claim.mention.unit, item.unit)]
        own = own or [item for item in plain if item.unit_class not in _NO_DIVISORS]
        told_of = {item.source.fact.id for item in own}
        own.sort(key=lambda item: item.source.fact.parent in told_of)
        over = words("average_spans").last(before)
        if over is not None:
            count = int(tags("average_spans")[over[0]])
            families = dict.fromkeys(operands.seasons.family(item) for item in own)
            years = [item for fact in families for item in operands.value(fact)]
            means = [one for one in told[:1] if one.gap and _of_unit(claim.mention.unit, one.unit)]
            spread = distinct([*means, *own, *years])  # 摊到每人是2400公里,每人每月200公里
            yield from (formulas.mean_over(item, self._span(item, count)) for item in spread)
        hundred = _HUNDREDS.search(before)
        if hundred is not None:
            yield from self._of_many(claim, construction.slot("each"), hundred, own)
            return
        noun = _CLASSIFIER.sub("", construction.slot("each"))
        if len(noun) > 1:
            named = self._named(noun, claim)
            if re.search(f"[^平]均{re.escape(noun)}", before):  # 人均供气量: so much of it each
                yield from self._over_word(claim, before, distinct([*named, *own]), tops)
                return
            found = list(self._over(claim, own, named, None, Decimal(1)))
            yield from found or self._over(claim, own, named, None, Decimal(1), named=True)
            if found and len(construction.slot("each")) == len(noun):
                return
        yield from self._over_word(claim, before, own, tops)

    def _of_many(
        self, claim: Claim, said: str, many: re.Match[str], plain: Sequence[Operand]
    ) -> Iterator[Derivation]:
        """每百人, 每跑1公里, 每10万人次: over so many of what is counted in that unit."""
        operands, word = self.operands, many["each"]
        each = (word, tags("average_units").get(word, word))
        noun = _CLASSIFIER.sub("", said.rpartition(word)[2] or said)[:_NOUN]
        counted = [*operands.told.before(claim, _FAR), *operands.people]
        counted += [*self._named(word, claim), *self._named(noun, claim)]
        counted += operands.counted_in(each[1], plain)
        times = parse_chinese_number(many["many"]) or Decimal(1)
        by = operands.nearest(said, list(filter(_divisible, counted)))
        yield from self._over(claim, plain, by, each, times)

    def _span(self, item: Operand, count: int) -> Decimal:
        """Over how many months or weeks of a year's an amount was counted: its half's or quarter's, else all."""
        seasons = self.operands.seasons
        time = item.time or seasons.own
        if count == _YEAR and seasons.days(time):
            return Decimal(seasons.days(time))
        length = count * _PARTS.get(time, _PARTS.get(time[:1], Decimal(1)))
        return length if length == length.to_integral_value() else Decimal(count)

    def _over_word(
        self, claim: Claim, before: str, own: Sequence[Operand], tops: Sequence[Operand]
    ) -> Iterator[Derivation]:
        """Over what the word of the average counts: 次均, 每座平均, 村均."""
        operands = self.operands
        told = operands.told.before(claim, _FAR)
        by = [*told, *operands.people]
        word = _unit_of(by, before) or each_word(before)
        named = self._named(word, claim) if word else []
        each_of = _each(word, [*by, *named])
        if each_of is None:
            # 平均 alone is over something that the sentence tells; 次均 is over nothing else than 次, 每墓 over 墓葬.
            bear = [item for item in told if word and word in item.source.fact.name]
            yield from self._over(
                claim, own, bear if word else tops, None, Decimal(1), named=word is not None
            )
            return
        own = [item for item in own if item.unit != each_of[1]] or own
        counted = [item for item in by if adds(item) and _divides(item, each_of)]
        counted += [
            one for item in counted for one in operands.value(operands.seasons.family(item))
        ]
        counted = distinct(counted) or operands.counted_in(each_of[1], own)
        yield from self._over(claim, own, counted or [*by, *named], each_of, Decimal(1))

    def _named(self, word: str, claim: Claim) -> list[Operand]:
        return [one for one in self.operands.named(word, claim) if adds(one) and _divisible(one)]

    def _over(
        self,
        claim: Claim,
        tops: Sequence[Operand],
        wholes: Sequence[Operand],
        each: tuple[str, str] | None,
        times: Decimal,
        *,
        named: bool = False,
    ) -> Iterator[Derivation]:
        """Every quotient that the word of the average allows; ``times`` for 每百, 每千, 每万."""
        for top, whole in product(tops, wholes):
            if same(top, whole) or not whole.value or whole.written == 1 or not adds(whole):
                continue
            if alike(top, whole) and times == 1 and each is None and not named:
                continue
            composed = _composed(claim.mention.unit, top, whole)
            if composed is not None:
                formula = f"{formulas.say(top)}÷{formulas.say(whole)}"
                yield Derivation(composed, claim.unit_class, formula, top.source, (top, whole))
            elif _divides(whole, each):
                yield formulas.mean(top, whole, _in_unit(whole, each), times)


def _divisible(one: Operand) -> bool:
    """Whether it is no average already: such a one is neither divided again nor divided by."""
    return one.reckoned or words("average").first(one.source.fact.name) is None


def _of_unit(told: str | None, stated: str | None) -> bool:
    """Whether what is divided is told in the figure's unit, or leaves it: 人公里 by 人 are 公里."""
    parts = factors(unit_class(stated))
    return fits(told, stated) or (parts is not None and unit_class(told) in parts)


def _composed(told: str | None, top: Operand, whole: Operand) -> Decimal | None:
    """What a composed unit leaves: 118.4亿吨公里 by 7632万吨 are 155 公里; None for none such."""
    parts = factors(top.unit_class)
    if parts is None or unit_class(told) != parts[1]:
        return None
    by = factors(whole.unit_class) or (whole.unit_class,)
    return top.value / whole.value * parts[2] if by[0] == parts[0] else None


def _base(unit: str) -> Decimal:
    """One of a unit in the base unit of its class."""
    return quantity_of_value(Decimal(1), Decimal(1), unit).low or Decimal(1)


def _unit_of(by: Sequence[Operand], before: str) -> str | None:
    """The unit of several characters of something told that words divide by: 每标箱; None for none."""
    units = {bare(one.unit) for one in by}
    return next((unit for unit in units if len(unit) > 1 and f"每{unit}" in before), None)


def _each(told: str | None, wholes: Sequence[Operand]) -> tuple[str, str] | None:
    """The word by which an average divides and its unit: 村 is counted in 个; None where no word says it."""
    if told is None:
        return None
    unit = tags("average_units").get(told)
    if unit is not None:
        return told, unit
    known = compatible(told, None) or any(fits(whole.unit, told) for whole in wholes)
    return (told, told) if known else None


def _divides(whole: Operand, each: tuple[str, str] | None) -> bool:
    """Whether an average may be over ``whole``: of its unit and, where that is general, its name."""
    if each is None:
        return whole.unit_class not in _NO_DIVISORS
    word, unit = each
    written = whole.unit or ""
    if unit == "元":
        return whole.unit_class == "money"
    if whole.unit_class in _NO_DIVISORS:
        return False
    if unit in _MEASURES:
        return fits(written, unit) or written.endswith((unit, f"{unit}次"))
    if written.endswith((word, f"{word}次")) and word != unit:
        return True
    return fits(written, unit) and (word == unit or word in whole.words)


def _in_unit(whole: Operand, each: tuple[str, str] | None) -> Decimal:
    """A divisor in the unit that the words name: 8.4万亩 as 84000 亩, not as square metres."""
    return whole.value / _base(each[1]) if each else whole.value
