"""What a construction is reckoned from: one resolver, in one order.

1. what the paragraph has told and was proved, nearest first, where the slot's words name it
   (without words: the last told of the right sort);
2. facts that the slot's words name;
3. the total of a part, the year of a half, the parts of a total;
4. a fact's own target and value of last year;
5. the people of the place, for 人均;
6. what the opening told.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from assistant.domain import Status
from assistant.verification.candidates import Candidate, Role
from assistant.verification.grams import adds_to, covered, holds, pairs, tokens
from assistant.verification.lexicon import forms, opposites, tags, words
from assistant.verification.matching.scoring import fit
from assistant.verification.matching.wholes import YEAR
from assistant.verification.opposites import held_opposites
from assistant.verification.reckoning import formulas
from assistant.verification.reckoning.constructions import plain
from assistant.verification.reckoning.relations import (
    adds,
    bare,
    borne,
    counts,
    distinct,
    named_by,
    stand_in,
)
from assistant.verification.reckoning.seasons import Seasons
from assistant.verification.reckoning.told import Told, of_fact, place_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from assistant.verification.claims.claims import Claim
    from assistant.verification.matching.index import FactIndex
    from assistant.verification.reckoning.records import Derivation, Operand

_SHORTEST = 3
_TWO, _LOOSE, _FEW, _MANY = 2, 3, 6, 12
_LIKE = 0.3
# An operand that bears less of the words than this share of the best one's is not the one named.
_AS_WELL = 0.9
_FORMS = forms(__file__)
# So well must words fit a fact that they are to name.
NAMED = 0.3


def _pairs(name: str) -> list[str]:
    """The pairs of characters that stand together in a name; a single character for itself."""
    return [name[at : at + 2] for at in range(len(name) - 1)] or [name]


class Operands:
    """Finds operands for one text.

    Args:
        index: the facts.
        told: what the text has told so far.
    """

    def __init__(self, index: FactIndex, told: Told) -> None:
        self.index = index
        self.told = told
        self._made: dict[int, Operand | None] = {}
        self._totals: dict[str, list[Operand]] = {}
        period = index.sheet.document.period
        self.year = period.year if period is not None else None
        self.seasons = Seasons(index, told, self.role)

    def of(self, item: Candidate) -> Operand | None:
        """A candidate as an operand."""
        if item.number not in self._made:
            self._made[item.number] = of_fact(item)
        return self._made[item.number]

    def _all(self, items: Iterable[Candidate]) -> list[Operand]:
        return [made for item in items if (made := self.of(item)) is not None]

    def value(self, fact: str | None) -> list[Operand]:
        """The plain value of a fact, where it has one; else none."""
        return self.role(fact, Role.VALUE)

    def role(self, fact: str | None, role: Role) -> list[Operand]:
        """One of a fact's values, where it has it; else none."""
        items = self.index.by_fact.get(fact or "", ())
        return self._all(item for item in items if item.role is role)

    # -- by name --------------------------------------------------------------------------

    def named(self, slot: str, claim: Claim, like: Operand | None = None) -> list[Operand]:
        """What the words of a slot name: told before, then facts; best first.

        Args:
            slot: the words.
            claim: the figure.
            like: what it is held against, so that 桐花 means 桐花's thing of that sort.
        """
        said = plain(slot)
        time = words("times").last(said)
        if time is not None:
            return self.seasons.of(tags("times")[time[0]], said.replace(time[0], ""), claim, like)
        if not said:
            return []
        unit = bare(like.unit) if like is not None else ""
        said = said.removesuffix(unit) or said  # 家政人次 of 家政2160人次
        found = [one for one in self.told.before(claim) if covered(said, one.words)]
        wanted = tokens(said)
        if like is not None:
            kin = tokens(like.source.fact.name)
            wanted = {token: weight * _LIKE for token, weight in kin.items()} | dict(wanted)
        facts = self.index.spoken_of(
            wanted,
            _MANY,
            lambda item: (
                _plain(item) and self.current(claim, item) and covered(said, place_of(item))
            ),
        )
        known = {one.source.number for one in found if not one.reckoned}
        found.extend(one for one in self._all(facts) if one.source.number not in known)
        if like is not None:
            # 六年级27本,是一年级的3倍: of what first grades read, not of how many they are
            found = [one for one in found if one.unit_class == like.unit_class] or found
        near = self.nearest(said, found) or self.shortened(said, claim)
        if not near and (wide := _FORMS.wide.match(said)) is not None:
            return self.named(said[wide.end() :], claim, like)
        if not near:
            said = words("year_words").pattern.sub("", said) or said
            told = [one for one in self.told.elsewhere(claim) if covered(said, one.words)]
            near = self.nearest(said, told)
        # 出库 without a time is all of it, though its last quarter was told last.
        return sorted(near, key=lambda one: one.time not in {"", claim.time})

    def shortened(self, said: str, claim: Claim) -> list[Operand]:
        """What was told and goes by a shorter name: 西片 of 西干渠灌片, 办证 of 办结公证."""
        if not _SHORTEST - 1 <= len(said) <= _SHORTEST:
            return []
        told = [*self.told.before(claim), *reversed(self.told.opening(claim))]
        told = [one for one in told if adds(one) and not one.reckoned]
        found = [one for one in told if holds(one.source.fact.name, said)]
        return found if len({one.source.fact.id for one in found}) == 1 else []

    def nearest(
        self, said: str, found: Sequence[Operand], as_well: float = _AS_WELL
    ) -> list[Operand]:
        """Those that bear as much of what is said as any: 民商事结案 is no 民商事收案.

        Of one name the one told last: after two lists of prizes 三等奖 is the second one's.
        """
        rare = self.index.rarity
        weights = {token: weight * rare.get(token, 0.0) for token, weight in tokens(said).items()}
        weighed = [borne(one, weights) for one in found]
        least = max(weighed, default=0.0) * as_well
        kept: list[Operand] = []
        told: dict[str, str] = {}
        for one, weight in zip(found, weighed, strict=True):
            fact = one.source.fact
            if weight >= least and told.get(fact.name, fact.id) == fact.id:
                kept.append(one)
                if one.place >= 0 and not one.reckoned and fact.parent:
                    told[fact.name] = fact.id
        # 占毕业生的15% is of 毕业生, not of 毕业生去向落实; 调解件数 of 调解案件, not of 调解成功案件.
        names = {name for one in kept if holds(name := one.source.fact.name, said)}
        kept = [one for one in kept if one.reckoned or not adds_to(one.source.fact.name, names)]
        # 支出相当于收入的九成: no part of it, though each part is one of 支出.
        ids = {one.source.fact.id for one in kept}
        return [one for one in kept if one.source.fact.parent not in ids or named_by(one, weights)]

    @staticmethod
    def current(claim: Claim, item: Candidate) -> bool:
        """Whether a fact is no plan, or the figure is told of one."""
        return claim.planned or item.fact.status is not Status.PLANNED

    def loosely(self, slot: str, claim: Claim) -> list[Operand]:
        """The facts that share most words with a slot, where none is named by it."""
        items = self.index.spoken_of(tokens(plain(slot)), _LOOSE, _plain)
        return self._all(item for item in items if self.current(claim, item))

    def counted_in(self, unit: str | None, said: str) -> list[Operand]:
        """The facts in a unit, those counted each time too, that bear most words of what is said."""
        wanted = pairs(said) or tokens(said)
        return self._all(
            self.index.spoken_of(wanted, _LOOSE, lambda one: _plain(one) and counts(unit, one))
        )

    def kin(self, unit: str | None, like: Sequence[Operand]) -> list[Operand]:
        """The facts in a unit that are named like something: 冰箱贴销售收入 for 冰箱贴销量."""
        return self.counted_in(unit, "".join(one.source.fact.name for one in like[:1]))

    def divisors(self, unit: str | None, like: Sequence[Operand]) -> list[Operand]:
        """Those, their totals, and all that the sheet counts in the unit: 城市书房26座 for 接待读者."""
        found = self.kin(unit, like)
        found += [one for item in found for one in self.wholes(item) if bare(one.unit) == unit]
        return distinct([*found, *self.totals_in(unit or "")])

    def totals_in(self, unit: str) -> list[Operand]:
        """All that the sheet counts in a unit over the whole period, where that is little: 客运量 for 每人次."""
        if unit not in self._totals:
            found = [
                one
                for fact in self.index.sheet.facts
                if fact.parent is None and bare(fact.unit) in {unit, f"{unit}次"}
                for one in self.value(fact.id)
                if not one.time and fact.status is not Status.PLANNED
            ]
            self._totals[unit] = found if len(found) <= _LOOSE else []
        return self._totals[unit]

    def opposites_of(self, said: str) -> list[Operand]:
        """The facts whose name says the opposite of words: 民办 where 公办 is told, if the sheet has no 公办."""
        found: list[Candidate] = []
        known, held = self.index.with_word, held_opposites(said)
        for one, two in opposites() if held else ():
            for own, others in ((one, two), (two, one)):
                if held.isdisjoint(others) and not held.isdisjoint(own) and own not in known:
                    found += known.get(others, [])[:_MANY]
        return self._all(found)

    def subjects(self, claim: Claim) -> list[Operand]:
        """What a figure without a subject is told of: the last told; of an ordered list that of its place."""
        told, anchor = self.told.before(claim), claim.anchor if claim.order[1] > 1 else ""
        own = [one for one in told if one.source.fact.id == anchor and not one.reckoned]
        return own if anchor else told

    def topic(self, claim: Claim) -> list[Operand]:
        """What the words before a figure's clause name without one of their own: 银牌最少,比铜牌少4枚."""
        lead = self.told.lead(claim)
        found = self.clearly(claim, lead, _TWO)
        return [one for one in found if one.source.fact.path[-1] in lead]

    def clearly(self, claim: Claim, text: str, limit: int = _FEW) -> list[Operand]:
        """The facts that words around a figure speak of, by how well they do; of a month that they name."""
        items = self.index.spoken_of(tokens(text), limit, _plain)
        return self._all(
            item
            for item in items
            if fit(claim, item) > NAMED
            and all(month in text for month in _FORMS.month.findall(place_of(item)))
        )

    def spoken(self, parent: str, text: str) -> list[Operand]:
        """The parts of a total that words name, by what their sisters' names do not share."""
        values = self.parts(parent)
        text = _FORMS.sized.sub(r"\1\2、", _FORMS.listed.sub(r"\1\2、", text))
        singles = {
            one for found in _FORMS.singles.finditer(text) for one in found[0] if one != "、"
        }
        names = [_pairs(item.source.fact.name) for item in values]
        found: list[Operand] = []
        for place, item in enumerate(values):
            others = {pair for at, other in enumerate(names) if at != place for pair in other}
            own = [pair for pair in names[place] if pair not in others] or [item.source.fact.name]
            letters = {one for pair in own for one in pair} - {one for two in others for one in two}
            if any(pair in text for pair in own) or letters & singles:
                found.append(item)
        return found

    def listed(self, claim: Claim, told: Sequence[Operand]) -> list[Operand]:
        """The list that 首尾 and 最多 speak of: parts of one whole, else those of the sentence."""
        like = [item for item in told if adds(item) and item.unit_class == told[0].unit_class]
        parent = like[0].source.fact.parent if like else None
        kin = [item for item in like if parent is not None and item.source.fact.parent == parent]
        return kin if len(kin) > 1 else self.told.since(claim.sentence[0], like)

    # -- by kinship -----------------------------------------------------------------------

    def wholes(self, one: Operand) -> list[Operand]:
        """What an operand is a part of: its total, the year of its half, the same without its scope."""
        fact = one.source.fact
        found: list[Operand] = []
        if one.reckoned:
            found += [item for item in self.value(fact.id) if item.value >= one.value]
        for whole in (self.index.halves, self.index.outlays):
            found += self.value(whole.get(fact.id))
        found += self.value(fact.parent)
        for end in range(_SHORTEST, len(fact.name)):
            for other in self.index.namesakes.get(fact.name[:end], ()):
                found += self.value(other)  # 专项资金 of 专项资金支出
            # 馆藏文物 of 累计完成数字化采集的馆藏文物
            for other in self.index.namesakes.get(fact.name[-end:], ()):
                found += [item for item in self.value(other) if item.value >= one.value]
        for other in self.index.namesakes.get(fact.name, ()):
            if other != fact.id:
                found += [item for item in self.value(other) if not item.source.words.scoped]
        return found

    def meant_by(self, one: Operand) -> list[Operand]:
        """What a share or an increase that a fact tells is of."""
        told = one.source.role in {Role.SHARE, Role.INCREASE} and not one.reckoned
        return self.value(one.source.fact.id) if told else []

    def spent(self, whole: Operand) -> list[Operand]:
        """What was spent of what may be: 新馆工程概算 -> 新馆工程累计完成投资."""
        done = () if whole.reckoned else self.index.outlaid.get(whole.source.fact.id, ())
        return [item for fact in done for item in self.value(fact)]

    def totals(self, told: Sequence[Operand]) -> list[Operand]:
        """The totals of the parts that were told, nearest first."""
        parents = dict.fromkeys(one.source.fact.parent for one in told)
        return [whole for parent in parents for whole in self.value(parent)]

    def parts(self, total: str | None) -> list[Operand]:
        """The parts of a total."""
        parts = self.index.sheet.by_id[total].parts if total else ()
        return [item for part in parts for item in self.value(part)]

    def target(self, one: Operand) -> list[Operand]:
        """The target of an operand's fact."""
        return [] if one.reckoned else self.role(one.source.fact.id, Role.TARGET)

    def plans(self, one: Operand, *, planned: bool = True) -> list[Operand]:
        """What is planned of an operand's thing, 2026年人工造林计划 of 人工造林; else what was done of a plan."""
        name = YEAR.sub("", one.source.fact.name)
        items = self.index.spoken_of(tokens(name), _MANY, _plain)
        like = [item for item in items if (item.fact.status is Status.PLANNED) is planned]
        return [item for item in self._all(like) if item.unit_class == one.unit_class]

    def previous(self, one: Operand) -> list[Operand]:
        """The value of the year before: a fact's own, of a fact of that name and year, of a plan what was done."""
        fact = one.source.fact
        made = self.last_year(one)
        if made is not None:
            return [stand_in(one, made.value, f"{one.name}上年")]
        found = self._of_then(one) if one.reckoned else self.role(fact.id, Role.PREVIOUS)
        for other in self.index.namesakes.get(fact.name, ()):
            found += [item for item in self.value(other) if item.source.past and other != fact.id]
        if not found and self.year:
            found = self.since(one, str(self.year - 1))
        return found + (self.plans(one, planned=False) if fact.status is Status.PLANNED else [])

    def _of_then(self, one: Operand) -> list[Operand]:
        """The facts of last year that a reckoned figure is named like: 满意率98.5%,高出上年0.7个百分点."""
        said = plain(one.name)
        items = self.index.spoken_of(
            tokens(said), _LOOSE, lambda item: item.past and covered(said, place_of(item))
        )
        return [item for item in self._all(items) if item.unit_class == one.unit_class]

    def last_year(self, one: Operand) -> Derivation | None:
        """How what a text reckoned, or the share of a part, was in the year before; None where it is unknown."""
        if one.source.role is Role.SHARE and not one.reckoned:
            fact = one.source.fact
            values = [self.value(name)[:1] for name in (fact.id, fact.parent or "")]
            then = [self.previous(item[0])[:1] for item in values if item]
            known = len(then) == _TWO and all(then) and then[1][0].value
            return formulas.share(then[0], then[1][0]) if known else None
        made = self.told.derivation(one)
        return self.then(made) if made is not None else None

    def then(self, made: Derivation) -> Derivation | None:
        """What a formula gave in the year before; None where the values of that year are unknown."""
        before = [self.previous(item)[:1] for item in made.operands]
        if made.again is None:  # 两者差距由3.2个百分点缩小到2.6个百分点
            if not (made.gap and len(before) == _TWO and all(before)):
                return None
            return formulas.difference(before[0][0], before[1][0], 0, made.unit_class)
        if (made.gap or made.unit_class == formulas.PERCENT) and before[-1:] == [[]]:
            before[-1] = [made.operands[-1]]  # 360公里骨干渠道, 14个村: what is always so large
        known = bool(before) and all(before) and before[-1][0].value
        return made.again([item[0] for item in before]) if known else None

    def since(self, one: Operand, year: str | None = None) -> list[Operand]:
        """The facts of the same name of an earlier year; of that year where it is told."""
        earlier = self.index.earlier.get(one.source.fact.id, ())
        named = [fact for fact in earlier if not year or year in self.index.sheet.by_id[fact].name]
        return [item for fact in named for item in self.value(fact)]

    def added(self, one: Operand) -> list[Operand]:
        """What came to a stock in the period: 新增上市企业 of 上市企业, 当年建成数 of 累计建成数."""
        name = one.source.fact.name
        items = self.index.spoken_of(tokens(name), _MANY, _plain)
        fresh = [item for item in items if words("freshly").first(item.fact.name) is not None]
        pattern = words("freshly").pattern
        stock = words("cumulative_words").pattern.sub("", name)
        return [
            made
            for made in self._all(fresh)
            if made.unit == one.unit and covered(pattern.sub("", made.source.fact.name), stock)
        ]

    def growth(self, one: Operand) -> list[Operand]:
        """The rate that an operand's gap in points is reckoned from: itself, or its growth."""
        if one.unit_class in {formulas.PERCENT, formulas.POINTS}:
            return [one]
        return self.role(one.source.fact.id, Role.GROWTH)

    @property
    def people(self) -> list[Operand]:
        """The people of the place."""
        return self._all(self.index.people)


def _plain(item: Candidate) -> bool:
    return item.role in {Role.VALUE, Role.INNER} and item.low is not None and item.low == item.high
