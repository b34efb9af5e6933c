"""One thing against another: differences, changes, gaps in points, multiples; against a target, a year.

What is held against what comes from the slots of the construction: the other side named (比城镇),
a time (比上半年), a year (较2020年), last year, the target; or no other side, where two were told.
"""

from __future__ import annotations

from decimal import Decimal
from itertools import chain, product
from typing import TYPE_CHECKING

from assistant.domain import Kind
from assistant.verification.candidates import DERIVED_ROLES, Role
from assistant.verification.claims.frames import FrameKind
from assistant.verification.interchange import coarse_share
from assistant.verification.lexicon import forms, operations, tags, words
from assistant.verification.reckoning import formulas
from assistant.verification.reckoning.constructions import plain, without
from assistant.verification.reckoning.relations import (
    MOVING,
    RATES,
    alike,
    alike_to,
    base_class,
    countable,
    distinct,
    former,
    moved_as,
    moving,
    of_class,
    planned,
    rests_of,
    same,
    size,
    stand_in,
    within,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from assistant.verification.claims.claims import Claim
    from assistant.verification.reckoning.operands import Operands
    from assistant.verification.reckoning.pools import Pools
    from assistant.verification.reckoning.records import Construction, Derivation, Operand

_FORMS = forms(__file__)
_ITS, _LACKS = "其", "差"
_BY_RATE = frozenset({formulas.PERCENT, formulas.POINTS, formulas.MULTIPLE})
_PLACE = Decimal("0.1")
_PAIR, _OTHERS, _NEAR = 2, 4, 6
Pair = tuple["Operand", "Operand"]


def _of(words_of: str, tag: str) -> bool:
    """Whether one of a list's words stands in a slot."""
    return any(word in words_of for word in operations()[tag])


class Compared:
    """Reckons what is told of one thing against another."""

    def __init__(self, operands: Operands, pools: Pools, text: str) -> None:
        self.operands = operands
        self.pools = pools
        self.text = text

    # -- which two ------------------------------------------------------------------------

    def pairs(self, claim: Claim, construction: Construction) -> Iterator[Pair]:
        """What is held against what, likeliest first."""
        other = construction.slot("other")
        subject = plain(construction.slot("subject"))
        own = self._own(claim, subject, named=bool(other))
        if not other:
            yield from self._of_two(claim, subject, own)
            return
        for one in own:
            found = False
            for mine, base in moved_as(one, self._others(claim, other, one), self.operands.role):
                shares = any(self._shares(mine, base))
                if shares or (alike_to(mine, base) and not within(mine, base)):
                    found = True
                    yield mine, base
            if found:
                return

    def _own(self, claim: Claim, subject: str, *, named: bool) -> list[Operand]:
        """What the comparison is told of: named, else the one told last."""
        told = self.operands.subjects(claim)[:_NEAR]
        unit, kind = claim.mention.unit, claim.unit_class

        def amounts(items: Sequence[Operand]) -> list[Operand]:
            return list(items if kind in _BY_RATE else of_class(items, unit, kind) or items)

        if named and kind not in _BY_RATE:
            # 占三分之二,比乡镇多54个: of what the share was of.
            told = [*(one for item in told[:1] for one in self._counted(item)), *told]
        told = distinct(amounts(told))
        if pair := self._former(claim, subject, told):
            return pair
        if not subject:
            # 比一季度高2.6亿元,比三季度增长10.5%: both told of what was held against the first.
            # 高新区比临港新区多30个,是后者的两倍: of what the gap was told of.
            last = [*amounts(self.operands.topic(claim)), *self._ends(told)[1:], *told][:_PAIR]
            return last if named else list(told[:_OTHERS])
        found = amounts(self.operands.named(subject, claim, told[0] if told else None))
        return found[:_OTHERS] or (told[:1] if named else [])

    def _ends(self, told: Sequence[Operand]) -> list[Operand]:
        """The two that the gap told last lies between, the latter first; none where that is no gap."""
        made = self.operands.told.derivation(told[0]) if told and told[0].gap else None
        ends = made.operands[::-1] if made is not None and made.again is None else ()
        return list(ends) if len(ends) == _PAIR else []

    def _former(self, claim: Claim, subject: str, told: Sequence[Operand]) -> list[Operand]:
        like = of_class(told, claim.mention.unit, base_class(claim.unit_class))
        if claim.unit_class in {formulas.MULTIPLE, formulas.PERCENT}:
            like = [one for one in told if one.unit_class == told[0].unit_class]
        return former(subject, self._ends(told) or like)

    def _others(self, claim: Claim, other: str, one: Operand) -> list[Operand]:
        """What the words of the other side mean."""
        operands = self.operands
        told = operands.told.before(claim, _NEAR)
        if pair := told[1:_PAIR] if plain(other) == _ITS else self._former(claim, other, told):
            return pair
        if self._to_come(other):
            return operands.plans(one)
        year = _FORMS.year.search(other)
        if year is not None:
            return self._of_year(other, year[0], one)
        if _of(other, "AIM"):
            # 能繁母猪2.86万头,高出保有量底线1600头: what is a fact of its own, beside its target or not
            return [*operands.target(one), *operands.named(without(other, "AIM"), claim, one)]
        time = words("times").last(other)
        own = time is not None and tags("times")[time[0]] == operands.seasons.own
        if own or _of(other, "LAST") or _of(other, "NOW"):
            named = self._named_then(claim, other, one)
            return [*named, *(item for item in operands.previous(one) if item not in named)]
        overall = _of(other, "MEAN") or _of(other, "WHOLE")
        means = operands.told.mean_of_all(claim, one) if overall else []
        named = means or operands.named(other, claim, one)
        span = None if named else words("average_spans").first(other)
        if span is not None:  # 是全年日均处理量的两倍
            said = plain(words("year_words").pattern.sub("", other.replace(span[0], "")))
            named = operands.named(said, claim, one) if said else told[:_PAIR]
            named = operands.seasons.spread(span[0], [two for two in named if not same(two, one)])
        of_time = operands.seasons.of(tags("times")[time[0]], "", claim, one) if time else []
        turned = [] if named or time else operands.opposites_of(other)  # 女职工,比男职工多384人
        return named or of_time or rests_of([two for two in turned if same(two, one)], told, other)

    def _of_year(self, other: str, year: str, one: Operand) -> list[Operand]:
        """What it was in a year that is told: then, last year, of a plan this year's target (比2025年目标高)."""
        operands, number, plan = self.operands, int(year), planned(one)
        before = operands.previous(one)
        if _of(other, "AIM") and number == operands.year:
            return [item for done in before for item in operands.target(done)]
        done = before if plan else []
        found = [item for own in (one, *done) for item in operands.since(own, year)]
        if operands.year is not None and number == operands.year - 1 + plan:
            return found + before
        last = done if number + 1 == operands.year else []
        return found + [item for own in last for item in operands.previous(own)]

    def _named_then(self, claim: Claim, other: str, one: Operand) -> list[Operand]:
        """What is named beside a year: 比同期完成投资多, 等于今年投资额的2倍."""
        said = plain(without(without(other, "LAST"), "NOW").replace("同期", ""))
        return self.operands.named(said, claim, one) if len(said) >= _PAIR else []

    def _of_two(self, claim: Claim, subject: str, own: Sequence[Operand]) -> Iterator[Pair]:
        """乡村快1.8个百分点, 后者高出1320元: the subject against the like one told nearest."""
        for one in self.operands.told.before(claim, 1):  # 6月末5180份,9月末5310份,三季度多了130份
            yield from self.operands.seasons.stood(claim.time, one)
        if not subject:
            yield from self._bare(claim, own)
            return
        told = self.operands.told.before(claim, _NEAR)
        if "环比" in subject:
            # 二季度产值环比增长11.5%: of the part of the year that is named, else of what was told.
            seasons, time = self.operands.seasons, claim.time or claim.month
            part = self.operands.named(subject.replace("环比", ""), claim) if time else []
            mine = [one for one in part if one.time == time][:_PAIR] or told[:_PAIR]
            yield from ((one, other) for one in mine for other in seasons.before(one, told))
            return
        for one in own[:_PAIR]:
            for other in told[:_OTHERS]:
                if alike_to(one, other) and not within(one, other) and other is not one:
                    yield one, other
                    break

    def _bare(self, claim: Claim, own: Sequence[Operand]) -> Iterator[Pair]:
        """增加32家, 增长0.5倍: of a plan against what was done, of two years that were told, of last year."""
        multiple = claim.quantity is not None and claim.quantity.unit_class == formulas.MULTIPLE
        if ends := self._ends(own):  # 后者比前者少288件,回落六分之一
            yield ends[1], ends[0]
        for one in own[:1]:
            if one.reckoned and not one.gap:  # 两类合计182起,上升12.3%
                yield from ((one, other) for other in self.operands.previous(one))
            if self._relative(claim, one) and not one.reckoned:
                # 由2.31‰降至1.94‰,降幅16.0%; 降了0.14个百分点,降幅达四分之一; 上年为0.3‰,压降三成.
                for now in self.operands.value(one.source.fact.id):
                    yield from ((now, was) for was in self.operands.previous(now))
            yield from self.operands.told.both_years(one, own[1:])
            # 下半年演出360场,多出80场; 四季度再增8.2亿元、升20.7%.
            yield from ((one, other) for other in self.operands.seasons.before(one, own))
            yield from zip(self._ends([one])[1:], self._ends([one]), strict=False)
            since = self.operands.since(one)
            yield from (
                (one, other) for other in own[1:] if any(same(other, item) for item in since)
            )
            if multiple or planned(one):
                plans = self.operands.value(one.source.fact.id) if one.gap else [one]
                for plan in plans:  # 较今年多接80万人次,增幅16.7%
                    yield from ((plan, other) for other in self.operands.previous(plan))

    # -- what of them ---------------------------------------------------------------------

    def compare(self, claim: Claim, construction: Construction) -> Iterator[Derivation]:
        """比城镇快1.9个百分点, 比上半年多4起, 较2025年增长6.5%, 增加2倍."""
        for one, base in self.pairs(claim, construction):
            yield from self.apart_by(claim, one, base, self._way(claim, construction, (one, base)))

    def others(self, claim: Claim, construction: Construction) -> Iterator[Derivation]:
        """比其余职工多12人, 比非党员多14人, 比另外两家之和多6件: against the rest of the whole."""
        named = self.operands.named(construction.slot("whole"), claim)
        told = self.operands.told.before(claim, _NEAR)
        way = construction.way
        together = self.pools.listed(claim, construction.slot("those"))
        own = self._own(claim, plain(construction.slot("subject")), named=True)
        if together:
            for one in distinct([*own, *self.operands.told.before(claim)]):
                if alike(one, together[0]) and not any(same(one, other) for other in together):
                    made = formulas.total(together)
                    other = stand_in(together[0], made.value, construction.slot("those"))
                    yield from self.apart_by(claim, one, other, way)
            return
        for one in own:
            for whole in distinct([*self.operands.wholes(one), *named, *told]):
                if alike(one, whole) and whole.value > one.value:
                    yield from self.apart_by(
                        claim, one, stand_in(whole, whole.value - one.value, "其余"), way
                    )

    def apart_by(
        self, claim: Claim, one: Operand, other: Operand, way: int
    ) -> Iterator[Derivation]:
        """What may be told of two things, in the unit of the figure."""
        quantity = claim.quantity
        kind = quantity.unit_class if quantity is not None else ""
        if kind == formulas.PERCENT:
            rates = one.unit_class in {formulas.PERCENT, formulas.POINTS}
            if other.value and (not rates or self._relative(claim, one)):
                yield formulas.change(one, other, way)
        elif kind == formulas.POINTS:
            yield from self._points(one, other, way)
        elif kind == formulas.MULTIPLE:
            if other.value:
                yield formulas.multiple(one, other, more=True)
        elif of_class([one], claim.mention.unit, kind):
            yield formulas.difference(one, other, way, one.unit_class)
            as_told = {one.told, other.told}  # two means, each rounded
            if None not in as_told and as_told != {one.value, other.value}:
                yield formulas.difference(one, other, way, one.unit_class, _PLACE)

    def _relative(self, claim: Claim, one: Operand) -> bool:
        """Whether a rate's change may be told in percent of it: as its extent, in words, or of a rate in ‰."""
        extent = _FORMS.extent.search(self.text, claim.from_clause, claim.start) is not None
        return extent or coarse_share(claim.mention) or one.unit == "‰"

    def _points(self, one: Operand, other: Operand, way: int) -> Iterator[Derivation]:
        growths = product(self.operands.growth(one), self.operands.growth(other))
        like = (pair for pair in growths if moving(pair[0]) == moving(pair[1]))
        for mine, theirs in chain(like, self._shares(one, other)):
            yield formulas.difference(mine, theirs, way, formulas.POINTS)
            yield formulas.difference(mine, theirs, way, formulas.POINTS, _PLACE)

    def _shares(self, one: Operand, other: Operand) -> Iterator[Pair]:
        """占57.9%,比区级医院高15.7个百分点: the shares that two parts have of one total."""
        parent = one.source.fact.parent
        told = one.unit_class == formulas.PERCENT and (
            one.reckoned or one.source.role is Role.SHARE
        )
        if parent is not None and parent == other.source.fact.parent and told:
            role = self.operands.role
            for mine in role(one.source.fact.id, Role.SHARE):
                yield from ((mine, theirs) for theirs in role(other.source.fact.id, Role.SHARE))

    def standard(self, claim: Claim, construction: Construction) -> Iterator[Derivation]:
        """优于国家90分钟的标准38分钟, 比2024年的5764户增加374户: against the figure told in the clause."""
        told = self.operands.told.before(claim, _NEAR)
        if not told or told[0].place != claim.number - 1 or self._ends(told):
            return  # 比今年多6个,多三分之一
        base = told[0]
        own = self.operands.value(base.source.fact.id)
        subject = plain(construction.slot("subject"))
        named = self.operands.named(subject, claim, base) if subject else []
        for one in [*named[:_PAIR], *told[1:_OTHERS], *own]:
            if one is not base and one.value != base.value and alike_to(one, base):
                way = self._way(claim, construction, (one, base))
                yield from self.apart_by(claim, one, base, way)

    def aim(self, claim: Claim, construction: Construction) -> Iterator[Derivation]:
        """超额8场, 距目标还差1个, 超出年初目标0.8个百分点, 超目标8%: a value and its target."""
        said = construction.slot("subject")
        if claim.frame.compared and not _of(construction.said, "AIM"):
            return  # 较上年多出16场: told of the year before
        if said and claim.frame.kind is not FrameKind.OVER_TARGET:
            return
        told = self._own(claim, plain(said), named=False)
        if _of(self.text[claim.from_clause : claim.start], "SUM"):
            # 收寄1944万件,投递2916万件,总量超计划160万件
            told = [*self.operands.totals(told), *told]
        before = self.text[claim.from_clause : claim.start]
        for one in told[:_OTHERS]:
            values = [one] if one.source.role is not Role.TARGET else []
            own = self.operands.value(one.source.fact.id)
            for mine in [*values, *own]:
                for target in self._aims(mine, before):
                    if not target.value or mine.value == target.value:
                        continue
                    way = self._way(claim, construction, (mine, target)) or claim.frame.direction
                    yield from self.apart_by(claim, mine, target, way)

    def _aims(self, one: Operand, said: str) -> list[Operand]:
        """The target that is meant: of this year, or the plan of the year that is named."""
        return self.operands.plans(one) if self._to_come(said) else self.operands.target(one)

    def _to_come(self, said: str) -> bool:
        """Whether words name a year to come: 距2026年目标还差, 比明年计划少."""
        year, now = _FORMS.year.search(said), self.operands.year
        return (year is not None and int(year[0]) > (now or 10**4)) or _of(said, "NEXT")

    def _way(self, claim: Claim, construction: Construction, pair: Pair) -> int:
        """Up or down: a time is shorter where it is quicker, what fell is better where it is less.

        比8分钟的时限还快1.2分钟; 线损率3.42%,优于目标0.08个百分点; 由12%压到10%,距9.5%的目标还差0.5个百分点.
        """
        fell = any(was.value > pair[0].value for was in self.operands.previous(pair[0]))
        if _of(construction.said, "BETTER"):
            return -1 if fell else 0
        if fell and pair[0].value > pair[1].value and _LACKS in construction.said:
            return 1
        # 比进口的增幅低9个百分点
        moved = construction.slot("other") and MOVING.search(construction.said)
        nearest = moved or claim.mention.kind is Kind.DURATION
        return claim.frame.direction or construction.way if nearest else construction.way

    def multiple(self, claim: Claim, construction: Construction) -> Iterator[Derivation]:
        """是河东的2倍, 为年度任务的1.08倍, 降幅是出口的近5倍."""
        if claim.quantity is None or claim.quantity.unit_class != formulas.MULTIPLE:
            return
        whole = construction.slot("whole") or _ITS
        if "whose" in construction.slots or "what" in construction.slots:
            yield from self._of_told(claim, construction)
            return
        if _of(whole, "LOWEST"):
            told = [one for one in self.operands.told.before(claim) if not one.reckoned]
            like = self.operands.listed(claim, [one for one in told if one.unit_class not in RATES])
            if len(like) > 1 and min(like, key=size).value:
                yield formulas.multiple(max(like, key=size), min(like, key=size), more=False)
            return
        subject = plain(construction.slot("part"))
        moving_by = MOVING.search(construction.said) is not None
        more, growth = construction.way > 0, self.operands.growth
        named = self._own(claim, subject, named=True)
        # 天上是地面的2倍: the words of the subject may name nothing, and the other side be the last told.
        near = [*named, *self.operands.subjects(claim)[:_PAIR]] if len(named) == 1 else named
        # 查出1168处,其中暗漏803处,为明漏的2.2倍: no multiple of what was found in all.
        own = [two for one in near if not within(one, near[0]) for two in self._counted(one)]
        for one in own:
            others = [
                item for two in self._others(claim, whole, one) for item in self._counted(two)
            ]
            for other in others:
                rates = product(growth(one), growth(other)) if moving_by else [(one, other)]
                for mine, theirs in rates:
                    if theirs.value and countable(mine, theirs) and not same(mine, theirs):
                        yield formulas.multiple(mine, theirs, more=more)

    def _of_told(self, claim: Claim, construction: Construction) -> Iterator[Derivation]:
        """教工324名,是学生162名的两倍, 新建数是40个任务的1.3倍: of the figure told in the clause."""
        told = self.operands.told.before(claim, _NEAR)
        named = self.operands.named(construction.slot("part"), claim)[:_PAIR]
        for base in told[:1]:
            for one in [item for two in [*named, *told[1:_PAIR]] for item in self._counted(two)]:
                if base.value and one.unit_class == base.unit_class and not same(one, base):
                    yield formulas.multiple(one, base, more=False)

    def _counted(self, one: Operand) -> list[Operand]:
        """An operand, a share or growth of something as that thing: 一家即占四成,恰为月亮湖的两倍; 增长15%,是拨款的1.5倍."""
        made = self.operands.told.derivation(one)
        if made is not None and made.unit_class == formulas.PERCENT:
            return list(made.operands[:1]) if len(made.operands) == _PAIR else [one]
        if one.source.role in DERIVED_ROLES:
            return self.operands.value(one.source.fact.id)
        return [one]
