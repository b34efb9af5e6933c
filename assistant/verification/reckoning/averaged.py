"""How much of one thing comes to one or to so many of another.

人均1500元 and 每立方米水收费3元 are of one, 每18名学生配备1名教师, 三件里就有两件属实, 两辆车共用一个 and
每百人19件 of so many, 60元一件 is told from behind. Both things are found alike: what the words beside the
numbers name, in their unit, told before or not; else what was told last. 月均 divides by the months of a year.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import replace
from decimal import Decimal
from itertools import permutations, product
from operator import attrgetter
from typing import TYPE_CHECKING, NamedTuple

from assistant.domain import Exemption, Kind
from assistant.extraction import compatible, factors, quantity_of_value, unit_class
from assistant.extraction.units import unit_at
from assistant.verification.candidates import Role
from assistant.verification.claims.frames import FrameKind
from assistant.verification.grams import adds_to, pairs
from assistant.verification.interchange import GENERAL, rate_unit
from assistant.verification.interchange import quantity as measured
from assistant.verification.lexicon import forms, tags, words
from assistant.verification.reckoning import formulas
from assistant.verification.reckoning.constructions import plain
from assistant.verification.reckoning.relations import (
    UNITLESS,
    adds,
    bare,
    borne,
    counts,
    distinct,
    divides,
    same,
)
from assistant.verification.reckoning.told import place_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from assistant.domain import Mention
    from assistant.verification.claims.claims import Claim
    from assistant.verification.reckoning.operands import Operands
    from assistant.verification.reckoning.records import Construction, Derivation, Operand

_FORMS = forms(__file__)
_MOST, _HALF = Decimal("0.05"), 0.5
_NEAR, _BEHIND, _LAST, _TWO = 6, 14, 3, 2
_LARGEST, _LONGEST = 100, 40
# 每百名, 一个: no claims, but the one side of a pair.
_COUNTS = frozenset({None, Exemption.NAME, Exemption.VAGUE})
_YEAR = "一年"  # 一亩林子一年收益20元
_POWER = re.compile("1|100+")
_WORDS = re.compile(r"[^\d,，。;；:：]*")


class _Side(NamedTuple):
    """One of the two numbers.

    Attributes:
        number: how many, in the base unit of the unit's class; none for about so many.
        written: as it is written.
        room: how far it is rounded, as a share of it.
        said: the words that say of what.
    """

    number: Decimal
    written: Decimal
    room: Decimal
    unit: str | None
    unit_class: str
    said: str


_ONE = _Side(Decimal(1), Decimal(1), _MOST, None, GENERAL, "")  # 四人之中有其一


class Averaged:
    """Reckons means and small proportions."""

    def __init__(self, operands: Operands, mentions: Sequence[Mention], text: str) -> None:
        self.operands = operands
        self.mentions = mentions
        self.text = text

    def mean(self, claim: Claim, construction: Construction) -> Iterator[Derivation]:
        """So much of each: 每立方米水收费3元, 座均接待2340人次, 人均带来收入40元, 月均72场."""
        too = "before" in construction.slots  # 2月日均4000人次,反超1月的3000人次
        begin = claim.from_sentence if too else claim.from_clause
        before = self.text[max(begin, claim.start - _LONGEST) : claim.start]
        some = self._side(claim.mention)
        if some is None:
            return
        span = words("average_spans").last(before)
        if span is not None:
            named = before[: span.start()] + before[span.end() :]
            yield from self._spans(claim, some, int(tags("average_spans")[span[0]]), named)
        each, said = self._each(claim, before) or (_ONE, construction.slot("each"))
        said = said[-max(1, claim.start - claim.before[0]) :]  # 每村有农场8家、合作社4家: 合作社
        yield from self._pairs(claim, each, some._replace(said=said + some.said))

    def _spans(self, claim: Claim, some: _Side, count: int, said: str) -> Iterator[Derivation]:
        """What comes to a month, a day or a week of what was counted in the year or its part.

        Of what was told, and of what the clause names: 平均每个月抽检约307批次, 上年月均285批次.
        """
        operands, told, seasons = self.operands, self._told(claim), self.operands.seasons
        own = self._of(claim, some, told)
        clear = [one for one in operands.clearly(claim, said) if _counted(some, one)]
        named = operands.nearest(plain(said), clear)
        families = dict.fromkeys(seasons.family(item) for item in (*own, *named))
        years = [item for fact in families for item in operands.value(fact)]
        before = operands.told.before(claim, 1)
        means = [one for one in before if one.gap and counts(some.unit, one)]
        time = claim.time or claim.month
        if time not in {"", seasons.own}:
            facts = [] if years else seasons.known_by(time)  # 2月天数少,日均却有4000人次
            years += [item for fact in facts for item in operands.value(fact)]
            parts = [one for item in years for one in seasons.of(time, "", claim, item)]
            own = [one for one in parts if one.time == time]
            years = []
        for item in distinct([*means, *own, *years]):  # 摊到每人是2400公里,每人每月200公里
            for meant in self._as_told(claim, item):
                yield formulas.mean_over(meant, self.operands.seasons.length(item, count))

    def _as_told(self, claim: Claim, item: Operand) -> list[Operand]:
        """What is meant of a thing: last year's, by how much it has grown (每月净增23家), else itself."""
        kind, fact = claim.frame.kind, item.source.fact.id
        if kind is FrameKind.PREVIOUS:
            return self.operands.previous(item)
        if kind is FrameKind.INCREASE and not item.reckoned:
            return self.operands.role(fact, Role.INCREASE)
        return [item]

    def _each(self, claim: Claim, before: str) -> tuple[_Side, str] | None:
        """The one of something that a mean is told for, and the words behind it: 村 of 村均, 立方米 of 每立方米水."""
        found = next(reversed(list(_FORMS.each.finditer(before))), None)
        if found is None:
            return None
        rest, word = before[found.end() :], found["by"] or found["area"]
        said, known = "", tags("average_units")
        units = {bare(one.unit).removesuffix("次") for one in self.operands.told.before(claim)}
        if word is None:
            at = unit_at(rest, 0)
            names = {*known, *units, at.name if at is not None and _is_unit(at.name) else ""}
            word = max((name for name in names if rest.startswith(name)), key=len) or rest[:1]
            rest = rest.removeprefix(word)
            said, *behind = _FORMS.each_ends.split(rest, maxsplit=1)
            rest = behind[0] if behind else said
        if not plain(rest):  # 石门峡的门票人均为35元
            rest = plain(before[claim.before[0] - claim.start :].partition(found[0])[0]) or rest
        unit = word if word in units else known.get(word, word)
        one = quantity_of_value(Decimal(1), Decimal(1), unit).low or Decimal(1)
        if not _is_unit(unit):
            return _ONE._replace(said=word + said), rest
        said = said if unit == word else word + said
        return _Side(one, Decimal(1), _MOST, unit, unit_class(unit), said), rest

    def many(self, claim: Claim, construction: Construction) -> Iterator[Derivation]:
        """The number of those among which there are some: 每18名学生配备1名教师, the 18."""
        beside = self._beside(claim, 1)
        many = self._side(claim.mention, construction.slot("who"))
        some = (self._side(beside) if beside is not None else None) or _ONE
        for made in self._pairs(claim, many, some):
            if many is not None and made.value == some.number:
                yield replace(made, value=many.number, unit_class=many.unit_class)

    def some(self, claim: Claim, construction: Construction) -> Iterator[Derivation]:
        """The number of those that there are: 每18名学生配备1名教师, the 1."""
        beside = self._beside(claim, 1 if "each" in construction.slots else -1)  # 30元一个的小物件
        said = construction.slot("who") + construction.slot("each")
        many = self._side(beside, said) if beside is not None else None
        yield from self._pairs(claim, many, self._side(claim.mention))

    def share(self, claim: Claim, _construction: Construction) -> Iterator[Derivation]:
        """每十人就有九人入会: what the ten stand for as well; else two that were told last."""
        operands = self.operands
        if claim.mention.kind is not Kind.FRACTION:
            return
        told = [item for item in operands.told.before(claim, _NEAR) if adds(item)]
        opened = [item for item in operands.told.opening(claim) if adds(item)]
        made = self.operands.told.derivation(told[0]) if told else None
        if made is not None and made.unit_class == formulas.PERCENT:
            yield made
        # 每12家里便有1家是等级民宿
        named = operands.clearly(claim, self.text[claim.start : claim.to_clause], _TWO)
        pairs = (*permutations(told[:_LAST], _TWO), *product(named, told[:1]))
        for one, whole in (*pairs, *product(told[:1], opened)):
            if divides(one, whole):
                yield formulas.share([one], whole)

    def _beside(self, claim: Claim, way: int) -> Mention | None:
        """The number before or behind that stands near enough to be its pair."""
        at = bisect_left(self.mentions, claim.start, key=attrgetter("start")) + way
        if 0 <= at < len(self.mentions) and self.mentions[at].text == _YEAR:
            at += way
        other = self.mentions[at] if 0 <= at < len(self.mentions) else None
        if other is None or not claim.sentence[0] <= other.start < claim.sentence[1]:
            return None
        if other.exempt not in _COUNTS:
            return None
        apart = other.start - claim.mention.end if way > 0 else claim.start - other.end
        return other if apart <= _BEHIND else None

    def _side(self, mention: Mention, said: str | None = None) -> _Side | None:
        """One of the numbers, with the words that tell of what; those behind it where none are given."""
        quantity, written = measured(mention), mention.low or mention.high
        least = quantity.low or quantity.high if quantity is not None else None
        if quantity is None or not least or not written:
            return None
        if said is None:
            said = _WORDS.findall(self.text, mention.end, mention.end + _BEHIND)[0]
        room = (mention.step or Decimal(1)) / written / 2
        number = least if mention.exact else Decimal(0)
        return _Side(number, written, room, rate_unit(mention.unit), quantity.unit_class, said)

    def _told(self, claim: Claim) -> list[Operand]:
        """What was told, the thing itself of which a share or a gain was: 近四分之三出自水费,每立方米2.9元."""
        operands, near = self.operands, self.operands.told.before(claim)
        told = distinct([*near, *(item for one in near for item in operands.meant_by(one))])
        return [item for item in told if adds(item) and item.unit_class not in UNITLESS]

    def _pairs(self, claim: Claim, many: _Side | None, some: _Side | None) -> Iterator[Derivation]:
        """What the two numbers may be of; the some of a thing that was told last, whatever it is counted in."""
        if many is None or some is None or not many.number:
            return
        power = _POWER.fullmatch(f"{many.written:f}") is not None  # 每百名学生16台
        if not power and some.written != 1 and max(many.written, some.written) > _LARGEST:
            return  # but 每157万公里1起
        room = min(many.room, some.room, _MOST) * some.number
        parts, wholes = self._both(claim, many, some)
        if power and many.unit_class == some.unit_class:
            parts, wholes = _apart(plain(many.said)[:1], [*parts, *wholes]) or (parts, wholes)
        # 一年多收4700万元,摊到每村约16.4万元: of what was added, where that was told right before.
        last = self.operands.told.before(claim, 1)
        grown = [one for one in last if one.source.role is Role.INCREASE and counts(some.unit, one)]
        for one, whole in (*product(grown, wholes[:1]), *product(parts, wholes)):
            plan = not all(self.operands.current(claim, item.source) for item in (one, whole))
            if plan or same(one, whole) or not (one.value and whole.value) or whole.written == 1:
                continue
            if many.unit is None and one.unit_class == whole.unit_class and not many.said:
                continue
            counted = whole.value / many.number * many.written / _left(some, one, whole)
            made = formulas.mean(one, whole, counted, many.written)
            if abs(made.value - some.number) <= room:
                yield replace(made, value=some.number, unit_class=some.unit_class)
            elif power:
                yield replace(made, unit_class=some.unit_class)

    def _both(self, claim: Claim, many: _Side, some: _Side) -> tuple[list[Operand], list[Operand]]:
        """What may be divided, and what it may be divided by."""
        told = self._told(claim)
        parts, wholes = self._of(claim, some, told), self._of(claim, many, told)
        if many.said and all(any(same(one, two) for two in wholes) for one in parts):
            # 186名党员,平均每个支部21名: its words name only what is divided by
            parts = self._of(claim, some._replace(said=""), told)
        if not self.operands.told.since(claim.sentence[0], wholes):
            near = self._of_place(many.unit, parts[0]) if parts else []
            wholes = distinct([*near, *wholes, *self.operands.divisors(many.unit, parts)])
        # 商转公贷款372笔,笔均40万元: of what is named like the thing that was just told.
        lent = [one for one in told[:1] if one not in parts or _unlike(some, one)[0]]
        heir = [one for one in lent if one in wholes]
        kin = self.operands.kin(some.unit, heir or wholes)
        parts = _totals_first(parts)
        # 二次消费2.916亿元,人均消费100元: of all that they spent
        all_of = self.operands.totals(parts)
        parts = [*kin, *parts] if heir else [*parts, *all_of, *kin]
        parts += (item for item in told[:1] if compatible(item.unit, None))
        # 1284只挂上214个村,每村6只: what is divided by is not divided.
        by = heir if many.written == 1 else []
        parts = [one for one in parts if not any(same(one, other) for other in by)]
        return distinct(parts), distinct([*heir, *_totals_first(wholes)])

    def _of_place(self, unit: str | None, one: Operand) -> list[Operand]:
        """What is counted in a unit at the place that something is of: 码头旅客 of 东屿码头 for its 票款."""
        place = place_of(one.source)
        found = self.operands.counted_in(unit, place)
        scopes = ((item, item.source.fact.scope) for item in found)
        return [item for item, scope in scopes if scope and scope in place]

    def _of(self, claim: Claim, side: _Side, told: Sequence[Operand]) -> list[Operand]:
        """What a number may count: what the words beside it name, told before or not; else what was told last."""
        operands, around = self.operands, self.text[claim.from_sentence : claim.to_clause]
        last = [*told[:_NEAR], *operands.totals(told[:_NEAR])]
        last += filter(adds, operands.told.opening(claim))
        near = distinct(
            [*told, *operands.clearly(claim, around), *last]
            if side.said or side.unit is None
            else last
        )
        if side.unit is not None:
            near += operands.people
        like = [one for one in near if _counted(side, one)]
        things = side.unit is not None and compatible(side.unit, None)
        if side.unit and things and all(_unlike(side, one)[0] for one in like):
            like += operands.totals_in(bare(side.unit))  # 平均每个点服务300户: all that there are
        like.sort(key=lambda one: _unlike(side, one))
        if not side.said:
            return like
        weights, here = pairs(side.said), operands.told.since(claim.sentence[0], like)
        if weights or not here:
            like = distinct([*like, *operands.counted_in(side.unit, side.said)])
        # 平均每个项目带动50户 is of the projects, though 产业项目带动贫困户 has all its words.
        proper = [one for one in like if not _unlike(side, one)[0]]
        like = proper if any(borne(one, weights) for one in proper) else like
        short = [one for one in operands.shortened(plain(side.said), claim) if one in like]
        best = operands.nearest(side.said, like)
        if short or not any(borne(one, weights) for one in like):
            return short or (distinct([*best, *like]) if len(plain(side.said)) == 1 else like)
        found = distinct([*best, *operands.nearest(side.said, like, _HALF)])
        return [one for one in found if one.reckoned or not _adds_to_one(one, best, weights)]


def _adds_to_one(one: Operand, best: Sequence[Operand], weights: Mapping[str, float]) -> bool:
    """Whether its name adds to one that is as well named: 外地观众 beside 观众, where 观众 is said."""
    like = (other.source.fact.name for other in best if other.unit_class == one.unit_class)
    return adds_to(one.source.fact.name, [n for n in like if any(pair in n for pair in weights)])


def _apart(first: str, both: Sequence[Operand]) -> tuple[list[Operand], list[Operand]] | None:
    """What is divided and what it is divided by, of one unit, by the first character behind it: 每吨钢耗煤0.6吨."""
    like = distinct(one for one in both if one.unit_class == both[0].unit_class)
    by = [one for one in like if first and first in one.source.fact.name]
    left = [one for one in like if one not in by]
    return (left, by) if by and left else None


def _is_unit(word: str) -> bool:
    """Whether a word is a unit: of a class, or of things that are counted."""
    return compatible(word, None) or unit_class(word) != word


def _counted(side: _Side, one: Operand) -> bool:
    """Whether a number may count it: in its unit; without one anything but money."""
    if not _divisible(one):
        return False
    if side.unit is None:
        return one.unit_class != "money"
    return counts(side.unit, one)


def _unlike(side: _Side, one: Operand) -> tuple[bool, bool]:
    """Whether it is only lent the unit (个 for 家), and whether it is neither told nor in the very unit."""
    lent = one.unit_class != side.unit_class and GENERAL in {one.unit_class, side.unit_class}
    return lent, one.place < 0 and bare(one.unit) != side.unit


def _totals_first(found: Sequence[Operand]) -> list[Operand]:
    """Each once, totals before their parts."""
    facts = {one.source.fact.id for one in found}
    return sorted(distinct(found), key=lambda one: one.source.fact.parent in facts)


def _divisible(one: Operand) -> bool:
    """Whether it is no average already: such a one is neither divided again nor divided by."""
    return one.reckoned or words("average").first(one.source.fact.name) is None


def _left(some: _Side, one: Operand, whole: Operand) -> Decimal:
    """What a composed unit leaves: 118.4亿吨公里 by 7632万吨 are 155 公里."""
    parts, by = factors(one.unit_class), factors(whole.unit_class) or (whole.unit_class,)
    if parts is None or some.unit_class != parts[1] or by[0] != parts[0]:
        return Decimal(1)
    return parts[2]
