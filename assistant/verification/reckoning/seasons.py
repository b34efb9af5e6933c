"""The parts of a year and what is known of them: 下半年 from 全年 and 上半年, 三、四季度 added up."""

from __future__ import annotations

from calendar import monthrange
from dataclasses import replace
from decimal import Decimal
from itertools import product
from typing import TYPE_CHECKING

from assistant.verification.candidates import Role
from assistant.verification.claims.periods import MONTHS
from assistant.verification.grams import covered
from assistant.verification.lexicon import forms, tags
from assistant.verification.matching.dates import ends_of
from assistant.verification.reckoning.relations import RATES, adds, stand_in
from assistant.verification.reckoning.told import Told, place_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from assistant.verification.claims.claims import Claim
    from assistant.verification.matching.index import FactIndex
    from assistant.verification.matching.matches import Match
    from assistant.verification.reckoning.records import Operand

_NAMES = {
    "H1": "上半年",
    "Q123": "前三季度",
    "": "全年",
    "H2": "下半年",
    "Q234": "后三季度",
    "T2": "下学期",
    "Q4": "四季度",
    "Q3": "三季度",
    "Q2": "二季度",
    "Q1": "一季度",
}
# A part of the year -> (the longer part that it ends, the shorter that it follows); empty: the year.
_ENDS = {
    "H2": ("", "H1"),
    "Q234": ("", "Q1"),
    "T2": ("", "T1"),
    "Q4": ("", "Q123"),
    "Q3": ("Q123", "H1"),
    "Q2": ("H1", "Q1"),
}
# What a part of the year consists of.
_MADE_OF: dict[str, tuple[tuple[str, ...], ...]] = {
    "H1": (("Q1", "Q2"),),
    "H2": (("Q3", "Q4"),),
    "Q123": (("Q1", "Q2", "Q3"), ("H1", "Q3")),
    "Q234": (("Q2", "Q3", "Q4"), ("Q2", "H2")),
    "": (("Q1", "Q2", "Q3", "Q4"), ("H1", "H2"), ("Q123", "Q4"), ("Q1", "Q234"), ("T1", "T2")),
}
for _tag, _span in MONTHS.items():
    _MADE_OF[_tag] = (*_MADE_OF.get(_tag, ()), tuple(f"M{month}" for month in _span))
_FORMS = forms(__file__)
# A part of the year -> the one that went before it.
BEFORE = {"Q2": "Q1", "Q3": "Q2", "Q4": "Q3", "H2": "H1", "T2": "T1"}
BEFORE |= {f"M{month + 1}": f"M{month}" for month in range(1, 12)}
_QUARTERS = {"一": "Q1", "二": "Q2", "三": "Q3", "四": "Q4"}
# A half of the year (上半年, 上学期), a quarter of it, three of them.
_PARTS = {
    "H": Decimal("0.5"),
    "T": Decimal("0.5"),
    "Q": Decimal("0.25"),
    "Q123": Decimal("0.75"),
    "Q234": Decimal("0.75"),
}
_DAYS, _YEAR = 365, 12
_FEW = 6
_KNOWN, _LAST, _SHORTEST = 2, 12, 1


class Seasons:
    """Finds operands by the part of the year that they are of.

    Args:
        index: the facts.
        told: what the text has told so far.
        role: one of a fact's values.
    """

    def __init__(
        self, index: FactIndex, told: Told, role: Callable[[str | None, Role], list[Operand]]
    ) -> None:
        self.index = index
        self.told = told
        self.role = role
        period = index.sheet.document.period
        months = (period.start.month or 0, period.end.month or 0) if period is not None else (0, 0)
        self._period = period
        # How many months of the year the document is of; 0 where it is not of one year.
        self.months = period.months if period is not None else 0
        # The part of the year that the document itself is of.
        self.own = {(1, 3): "Q1", (1, 6): "H1", (1, 9): "Q123", (7, 12): "H2"}.get(months, "")

    def value(self, fact: str | None) -> list[Operand]:
        """A fact's plain value."""
        return self.role(fact, Role.VALUE)

    def days(self, time: str) -> int:
        """How many days a part of the year has, the document's own period for none said; 0 for unknown."""
        if not time or time == self.own:
            return self._period.days if self._period is not None else 0
        year, months = self._period.year if self._period is not None else None, MONTHS.get(time)
        return sum(monthrange(year, month)[1] for month in months) if year and months else 0

    def length(self, item: Operand, count: int) -> Decimal:
        """Over how many months or weeks of a year's an amount was counted: its half's or quarter's, else all.

        Days are those of the event that it is of, where that lasted some: 宣传周…办活动24场,平均每天3场还多.
        """
        time = item.time or self.own
        if count == _DAYS and (held := self.held(item.source.fact.name)):
            return Decimal(held)
        if count == _DAYS and self.days(time):
            return Decimal(self.days(time))
        length = count * _PARTS.get(time, _PARTS.get(time[:1], Decimal(1)))
        return length if length == length.to_integral_value() else Decimal(count)

    def spread(self, span: str, items: Sequence[Operand]) -> list[Operand]:
        """What comes of some things to a day, a week or a month: 日均处理量."""
        count = int(tags("average_spans")[span])
        like = [one for one in items if adds(one) and one.unit_class not in RATES]
        return [stand_in(one, one.value / self.length(one, count), one.name + span) for one in like]

    def held(self, name: str) -> int:
        """How many days the event took that a name is or begins with; 0 for none that took more than one."""
        index = self.index
        begun = (name[:end] for end in range(len(name), _SHORTEST, -1))
        ids = (one for said in begun for one in index.namesakes.get(said, ()))
        ends = (two for one in ids for two in ends_of(index.sheet.by_id[one].date))
        return next(((last - first).days + 1 for first, last in ends if last > first), 0)

    def family(self, one: Operand) -> str:
        """The fact of the whole period that an operand is of a part of; else its own."""
        return self.index.halves.get(one.source.fact.id, one.source.fact.id)

    def of(self, time: str, left: str, claim: Claim, like: Operand | None) -> list[Operand]:
        """Those of a part of the period: told, or of the family of ``like``."""
        told = [
            one
            for one in self.told.before(claim)
            if one.time == time and (not left or covered(left, one.words))
        ]
        kin = [one for one in told if like is not None and self.family(one) == self.family(like)]
        told = kin or told
        near = self.family(like) if like is not None else ""
        facts = [
            one
            for half in self.index.halves_of(time)
            for one in self.value(half)
            if self.index.halves[half] == near
            or (left and like is None and covered(left, place_of(one.source)))
        ]
        known = {one.source.number for one in told if not one.reckoned}
        found = [*told, *(one for one in facts if one.source.number not in known)]
        found = found or list(self._ending(time, left, claim, like))
        return found or self._made(
            time, [like] if like is not None else self.told.before(claim, _FEW)
        )

    def ends(self, time: str) -> Iterator[tuple[Operand, Operand]]:
        """(the longer part of the year that ends with one, the shorter part before it), for each fact.

        下半年 is the year less 上半年, 二季度 is 上半年 less 一季度.
        """
        longer, shorter = _ENDS.get(time, ("", ""))
        for part in self.index.halves_of(shorter):
            year = self.index.halves[part]
            wholes = [one for one in self.index.halves_of(longer) if self.index.halves[one] == year]
            if longer in {"", self.own}:
                wholes = [year]
            for whole in wholes:
                yield from product(self.value(whole), self.value(part))

    def _ending(
        self, time: str, left: str, claim: Claim, like: Operand | None
    ) -> Iterator[Operand]:
        """下半年 of what was told, or of what is named with it."""
        near = [like] if like is not None else self.told.before(claim, _FEW)
        families = {self.family(one) for one in near}
        for whole, part in self.ends(time):
            named = left and covered(left, place_of(part.source))
            if self.family(part) in families or named:
                left_over = stand_in(whole, whole.value - part.value, _NAMES[time])
                yield replace(left_over, time=time)

    def _made(self, time: str, near: Sequence[Operand]) -> list[Operand]:
        """上半年 of the quarters or months that the sheet has of what was told."""
        ways, found = _MADE_OF.get(time, ()), []
        for family in dict.fromkeys(map(self.family, near)):
            parts = {one.time: one for half in self._halves(family) for one in self.value(half)}
            made = [[parts[one] for one in way] for way in ways if parts.keys() >= set(way)]
            sums = ((way[0], sum((one.value for one in way), Decimal(0))) for way in made)
            found += [replace(stand_in(one, value, _NAMES[time]), time=time) for one, value in sums]
        return found

    def together(
        self, claim: Claim, listed: str, told: Sequence[Operand]
    ) -> Iterator[list[Operand]]:
        """What a part of the year consists of, or the quarters that words list: 三、四季度合计."""
        several = _FORMS.listed.search(listed)
        ways = _MADE_OF.get("" if claim.time == self.own else claim.time, ())
        if several is not None:
            ways = (tuple(_QUARTERS[one] for one in several[1] if one in _QUARTERS),)
        families = [self.family(one) for one in told if adds(one)]
        known = [one for way in ways for one in self.known_by(way[0])]
        for family in dict.fromkeys([*families, *known]):
            parts = [one for half in self._halves(family) for one in self.value(half)]
            said = [one for one in reversed(told) if adds(one) and self.family(one) == family]
            said = [one for one in said if one.unit_class == (parts or said)[0].unit_class]
            of_time = {one.time: one for one in (*parts, *said)}
            yield from (
                [of_time[time] for time in way] for way in ways if of_time.keys() >= set(way)
            )

    def known_by(self, time: str) -> list[str]:
        """The facts of which a part of the year is known, where they are so few that no word need name them."""
        known = dict.fromkeys(map(self.index.halves.__getitem__, self.index.halves_of(time)))
        return list(known) if len(known) <= _KNOWN else []

    def before(self, one: Operand, told: Sequence[Operand]) -> list[Operand]:
        """The part of the year of equal length that went before: 环比."""
        time, family = "" if one.gap else BEFORE.get(one.time, ""), self.family(one)
        parts = [item for half in self._halves(family) for item in self.value(half)]
        return [
            item
            for item in (*parts, *told)
            if time
            and item.time == time
            and self.family(item) == family
            and adds(item)
            and item.unit_class == one.unit_class
        ][:1]

    def stood(self, time: str, one: Operand) -> Iterator[tuple[Operand, Operand]]:
        """What there was at the end of a part of the year and before it, of what is known at ends of months."""
        family, months = self.family(one), MONTHS.get(time, ())
        years = ((0, Role.PREVIOUS), (_LAST, Role.VALUE))
        ends = {f"E{at}": made for at, role in years for made in self.role(family, role)}
        ends |= {made.time: made for half in self._halves(family) for made in self.value(half)}
        for first, last in ((months[0], months[-1]),) if months else ():
            pair = (f"E{last}", f"E{first - 1}")
            if ends.keys() >= set(pair):
                yield ends[pair[0]], ends[pair[1]]

    def second(self, claim: Claim, support: Match | None) -> bool:
        """Whether the year's value is told of its later part: 上半年52公里,下半年攻坚,又改造128公里."""
        before = BEFORE.get(claim.time)
        if before is None or support is None or support.candidate.role is not Role.VALUE:
            return False
        here = self.told.since(claim.sentence[0], self.told.before(claim))
        year = support.candidate.fact.id
        return any(
            one.time == before and self.index.halves.get(one.source.fact.id) == year for one in here
        )

    def _halves(self, family: str) -> list[str]:
        """The facts of the parts of the year of a fact."""
        return self.index.parts_of_year.get(family, [])
