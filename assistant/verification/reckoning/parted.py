"""Parts and wholes: shares, sums, what is left, so much each."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from assistant.verification.candidates import Role
from assistant.verification.claims.frames import GAPS, FrameKind
from assistant.verification.claims.levels import levels_of
from assistant.verification.lexicon import forms, operations, tags, words
from assistant.verification.reckoning import formulas
from assistant.verification.reckoning.constructions import few, opposed, plain
from assistant.verification.reckoning.pools import ENDS, Pools
from assistant.verification.reckoning.relations import (
    UNITLESS,
    adds,
    alike,
    distinct,
    divides,
    former,
    of_class,
    of_level,
    same,
    stand_in,
)
from assistant.verification.reckoning.told import of_fact

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from assistant.verification.claims.claims import Claim
    from assistant.verification.matching.matches import Binding
    from assistant.verification.reckoning.operands import Operands
    from assistant.verification.reckoning.records import Construction, Derivation, Operand

_FORMS = forms(__file__)
_OF_PARTS = frozenset({FrameKind.SHARE, FrameKind.SUM})
_LEVELS = "国省市州县区乡镇村校院"
_LEAST, _MOST, _NEAR, _MANY, _FAR, _NAME, _VERB = 2, 6, 4, 8, 60, 4, 4


class Parted:
    """Reckons what is told of parts and their wholes."""

    def __init__(self, operands: Operands, bindings: Sequence[Binding], text: str) -> None:
        self.operands = operands
        self.bindings = bindings
        self.text = text
        self.pools = Pools(operands, bindings, text)

    # -- sums -----------------------------------------------------------------------------

    def sum(self, claim: Claim, construction: Construction) -> Iterator[Derivation]:
        """合计68件, 四地共计692篇, 连同微信,三个平台…; 省级占42.4%,与国家级合计: what the share was of."""
        if claim.order[1] > 1:
            return  # 分别为9项、3项: told apart
        if claim.frame.kind in GAPS and opposed(self.text[claim.from_clause : claim.start]):
            return  # 比两家之和多6件 is no sum
        other = construction.slot("other")
        if other:
            near = self.operands.told.before(claim, _NEAR)
            last = [one for item in near[:1] for one in self.operands.value(item.source.fact.id)]
            told = distinct([*last, *list(filter(adds, near))[:1]])
            named = [item for item in self.operands.named(other, claim) if adds(item)]
            pairs = ((one, two) for one in told for two in named[:_NEAR] if alike(one, two))
            yield from (formulas.total(pair) for pair in pairs)
        for pool in self.pools.of(claim, construction):
            if claim.frame.kind is not FrameKind.INCREASE:
                yield formulas.total(pool)

    def listed_sum(self, claim: Claim, construction: Construction) -> Iterator[Derivation]:
        """工作简报及大讨论专刊38期: what two names right before a figure stand for; 甲和乙各320人: each of them."""
        those = construction.slot("those")
        each = _FORMS.each.search(those)
        named = those[: each.start()] if each else those
        pool = [] if claim.anchors else self.pools.listed(claim, named)
        if pool != of_class(pool, claim.mention.unit, claim.unit_class):
            return  # 人次 and 人次 are no 名
        if len(pool) >= _LEAST and claim.order[1] == 1:
            equal = each and len({one.value for one in pool}) == 1
            yield formulas.each(pool) if equal else formulas.total(pool)

    def upward_sum(self, claim: Claim, construction: Construction) -> Iterator[Derivation]:
        """省级以上90人, 5亿元以上27个: the named part of a total and those that stand before it."""
        limit = self.bindings[claim.number - 1].claim.mention.text.removesuffix("以上")
        for head, _ in self._upward(claim, construction.slot("part") or limit.removesuffix("及")):
            yield formulas.total(head)

    def _upward(self, claim: Claim, part: str) -> Iterator[tuple[list[Operand], Operand]]:
        """(the parts of a total from its first to the one that is named, the total)."""
        facts = (item.source.fact for item in self.operands.told.before(claim))
        for parent in dict.fromkeys(fact.id if fact.parts else fact.parent for fact in facts):
            for whole in self.operands.value(parent):
                parts = self.operands.parts(parent)
                banded = [one for one in parts if one.source.fact.name.startswith(part)]
                for last in (banded or self.operands.spoken(whole.source.fact.id, part))[-1:]:
                    head = _from_the_top(parts, last)
                    if len(head) > 1:
                        yield head, whole

    def following(self, claim: Claim, _construction: Construction) -> Iterator[Derivation]:
        """合计5万元,其中东片2万元、西片3万元: the figures of its sentence that follow."""
        items: list[Operand] = []
        for binding in self.bindings[claim.number + 1 : claim.number + 1 + _MOST]:
            if binding.claim.sentence != claim.sentence or binding.support is None:
                break
            made = of_fact(binding.support.candidate, binding.claim, self.text)
            if made is not None and made.unit_class == claim.unit_class:
                items.append(made)
        if len(items) >= _LEAST:
            yield formulas.total(items)

    # -- shares ---------------------------------------------------------------------------

    def share(self, claim: Claim, construction: Construction) -> Iterator[Derivation]:
        """占概算的七成, 占全市的53.8%, 三等奖占比过半, 四地合计占…."""
        told = [item for item in self.operands.told.before(claim) if _counts(item)]
        done = claim.frame.kind is FrameKind.COMPLETION
        last = told[:_LEAST] if done else []
        if [claim.number - one.place for one in last] == [1, _LEAST] and divides(*last):
            yield formulas.share(last[:1], last[1])  # 积水点21处,销号14处,完成三分之二
        spent = done and told[:1] and told[0].source.fact.id in self.operands.index.outlays
        if not (spent or self._is_share(claim, construction)):
            return
        if "what" in construction.slots and len(told) >= _LEAST:
            # 占41.3万亩耕地的七成: the whole is told in the clause.
            yield from (
                formulas.share([top], told[0])
                for top in told[1:_NEAR]
                if divides(top, told[0], fills=True)
            )
            return
        if "rate" in construction.slots:
            yield from self._rates(claim, construction, told)
        yield from self._told_shares(claim, construction)
        whole = construction.slot("whole") or claim.frame.base
        if told and "全年" in whole and "天" in whole:
            yield from self._of_days(told[0])  # 出车146天,占全年天数的四成
        # 只相当于重大工程的三分之一, 不到二产的一半: one held against the other
        own = self.operands.index.own_levels
        held = construction.slot("whole") != "" and "占" not in construction.said
        for parts in self._tops(claim, construction, told):
            for base in self._bases(claim, whole, parts, told):
                sisters = _sisters(parts[0], base) and not held
                if of_level(whole, base, own) and divides(_joined(parts), base) and not sisters:
                    yield formulas.share(parts, base)

    def _told_shares(self, claim: Claim, construction: Construction) -> Iterator[Derivation]:
        """甲占40%,乙占36%,两项合计占76%: the shares of one whole that were told last."""
        clause = self.text[max(claim.from_clause, claim.start - _FAR) : claim.start]
        count = construction.count or self._count(claim)
        shares = [one for one in self.operands.told.before(claim) if _shares_of(one)]
        alike = [one for one in shares if _shares_of(one) == _shares_of(shares[0])]
        run = alike[-count:] if "前" in clause else shares[:count]
        whole = set(map(_shares_of, run))
        summed = any(word in clause for word in operations()["SUM"])
        if summed and len(run) == count >= _LEAST and len(whole) == 1:
            yield formulas.total(run)

    @staticmethod
    def _is_share(claim: Claim, construction: Construction) -> bool:
        """Whether a percentage may be a share: said so, a rate, or told without any word of a change."""
        frame = claim.frame
        if "rate" in construction.slots:
            return not frame.compared
        if frame.kind in _OF_PARTS or any(
            word in construction.said for word in operations()["SHARE"]
        ):
            return True
        if frame.kind is FrameKind.COMPLETION:
            rate = words("completion_names").first(construction.said) is not None
            return rate or construction.slot("whole") != ""  # 用掉全年预算的一半
        return frame.kind is FrameKind.PLAIN and not frame.compared and not frame.direction

    def next_share(self, claim: Claim, _construction: Construction) -> Iterator[Derivation]:
        """筹资8650万元,六成即5190万元用于…: the amount behind it in parts of the figure before."""
        told = self.operands.told.before(claim, _NEAR)
        told += self.operands.totals(told)
        for binding in self.bindings[claim.number + 1 : claim.number + 1 + _LEAST]:
            if binding.claim.sentence != claim.sentence:
                return
            top = of_fact(binding.support.candidate) if binding.support is not None else None
            if top is not None:
                yield from (formulas.share([top], whole) for whole in told if divides(top, whole))

    def upward(self, claim: Claim, construction: Construction) -> Iterator[Derivation]:
        """省级以上占63.5%: the named part of a total and those that stand before it, in parts of it."""
        for head, whole in self._upward(claim, construction.slot("part")):
            yield formulas.share(head, whole)

    def _tops(
        self, claim: Claim, construction: Construction, told: Sequence[Operand]
    ) -> Iterator[list[Operand]]:
        """What a share is of: a sum, what is named, else the last told."""
        part = construction.slot("part")
        clause = self.text[max(claim.from_clause, claim.start - _FAR) : claim.start]
        if ENDS.search(clause) or any(word in clause for word in operations()["SUM"]):
            base = self._named_whole(claim, construction.slot("whole"), None)
            like = [item for item in told if not any(same(item, one) for one in base)]
            counted = replace(construction, count=construction.count or self._count(claim))
            for item in like[:1]:
                yield from self.pools.of(claim, counted, item, base)
            listed = [] if like else list(filter(_counts, self.pools.listed(claim, clause)))
            if len(listed) == counted.count >= _LEAST:
                yield listed  # 护士和医师两支队伍合起来占八成, with neither told
            if counted.count >= _LEAST:
                return  # 两家合计 is of two, and no one of them
        told = [item for item in self.operands.subjects(claim) if _counts(item)]
        pair = former(part, [item for item in told if item.unit_class == told[0].unit_class])
        if pair:
            yield pair
            return
        listed = [item for item in self.pools.listed(claim, part) if _counts(item)]
        if len(listed) >= _LEAST:  # 国家级和省级课程占比
            yield listed
            return
        both = plain(part) + plain(construction.slot("whole"))
        found = self.operands.named(both, claim) if plain(part) else []
        found += self.operands.named(part, claim)
        named = [item for item in distinct(found) if _counts(item)]
        if not named:  # 三分之一全天24小时开放
            behind = self.text[slice(*claim.after)]
            spoken = self.operands.clearly(claim, behind, _LEAST) if behind else []
            yield from ([item] for item in spoken if _counts(item))
        yield from ([item] for item in named[:_NEAR])
        if not named:
            yield from ([item] for item in self.operands.topic(claim) if _counts(item))
            yield from self._unnamed(claim, construction, told)

    def _unnamed(
        self, claim: Claim, construction: Construction, told: Sequence[Operand]
    ) -> Iterator[list[Operand]]:
        """The part that no words name: that of a time that is told, a part of the named whole, the last told."""
        seasons = self.operands.seasons
        named = words("times").last(construction.slot("part"))
        time = claim.time if named is None else tags("times")[named[0]]  # 一季度占全年的16.9%
        for one in told if time not in {"", seasons.own} else ():
            of_time = seasons.of(time, "", claim, one)
            like = [item for item in of_time if seasons.family(item) == seasons.family(one)]
            if like:
                yield like[:1]  # 支出1350万元,上半年花了四成
                return
        if words("freshly").first(construction.slot("part")) is not None:
            # 累计2560个,当年所建占四分之一
            yield from ([item] for one in told[:1] for item in self.operands.added(one))
        said = plain(construction.slot("whole"))
        wholes = [] if self._is_wide(said) else self._named_whole(claim, said, None)
        # What was told right before has the words behind it for its own.
        wholes = [whole for whole in wholes if whole.place != claim.number - 1]
        parts = [item for item in told if any(divides(item, whole) for whole in wholes)]
        # 概算4.8亿元,已经花出去三分之二
        last = (parts or told)[:1]
        yield from ([item] for one in last for item in (*self.operands.spent(one), one))

    def _count(self, claim: Claim) -> int:
        """How many things the clause says are added up: 三家合计占六成多; 0 for none said."""
        near = self.bindings[max(0, claim.number - _LEAST) : claim.number]
        counts = [few(one.claim.mention) for one in near if one.claim.clause == claim.clause]
        return counts[-1] if counts else 0

    def _bases(
        self, claim: Claim, slot: str, parts: Sequence[Operand], told: Sequence[Operand]
    ) -> list[Operand]:
        """What it is a share of: named, else what the part is a part of, else told before."""
        top = parts[0]
        said = plain(slot)
        if said.endswith(operations()["AIM"]):
            # 上半年完成全年目标的49.2%: of the year's, and no share of what the year reached.
            year = self.operands.value(self.operands.index.halves.get(top.source.fact.id))
            targets = [item for one in (top, *year) for item in self.operands.target(one)]
            if targets or year:
                return targets
        if words("previous").pattern.fullmatch(said):
            return self.operands.previous(top)  # 降到上年的九成
        like = [item for item in told if alike(item, top) and adds(item)]
        own = [one for one in self.operands.wholes(top) if divides(_joined(parts), one)]
        own = own or ([] if said or like else self.operands.people)  # 持证1860人,占75%
        opening = [item for item in self.operands.told.opening(claim) if adds(item)]
        named = [one for one in self._named_whole(claim, said, top) if divides(_joined(parts), one)]
        named = named or [one for one in self.operands.shortened(said, claim) if divides(top, one)]
        wide = self._is_wide(said)
        if named and not wide:
            ids = {one.source.fact.id for one in named}
            return [one for one in named if one.source.fact.parent not in ids][:_MANY]
        if not wide:
            near = [*self.operands.loosely(said, claim), *own, *like[:_NEAR]]
            if top.place >= 0:  # 744例占全部产妇的四成: no fewer, and nobody of another unit
                near = [one for one in near if same(top, one) or divides(_joined(parts), one)]
            ids = {one.source.fact.id for one in near}
            near = [one for one in near if one.source.fact.parent not in ids]
            return self.operands.nearest(said, near)
        if not said and any(same(one, item) for one in own for item in (*told, *opening)):
            return own  # the total that its paragraph or the opening has told of, and no other
        totals = self.operands.totals(like)
        return distinct([*named[:_MANY], *own, *like[:_MOST], *totals, *opening])

    def _is_wide(self, said: str) -> bool:
        """Whether words name no whole but all: 占全市的, 占前三季度的 in a summary of these."""
        tag = tags("times").get(said, "")
        own = tag != "" and tag == self.operands.seasons.own
        return not said or said in operations()["WHOLE"] or own

    def _named_whole(self, claim: Claim, said: str, top: Operand | None) -> list[Operand]:
        """What the words of a whole name: 概算, 全部税收."""
        said = plain(said)
        found = self.operands.named(said, claim, top)
        wholes = (*operations()["WHOLE"], "总")
        bare = next((said.removeprefix(w) for w in wholes if said.startswith(w)), "")
        # A verb may stand before it: 用掉全年预算的一半.
        tails = [said[at:] for at in range(1, min(len(said) - 1, _VERB + 1))]
        for tail in [bare, *tails]:
            found = found or (self.operands.named(tail, claim, top) if tail else [])
        return sorted(found, key=lambda one: one.source.fact.parent is not None)  # totals first

    def _rates(
        self, claim: Claim, construction: Construction, told: Sequence[Operand]
    ) -> Iterator[Derivation]:
        """14个村…,覆盖率77.8%; 优良天数318天 of the year's days; 利润486万元,利润率5%: what it names."""
        rate = construction.slot("rate")[-_NAME:]
        own = any(
            one.unit_class == formulas.PERCENT for one in self.operands.named(f"{rate}率", claim)
        )
        tops = [one for one in self.operands.named(rate, claim) if _counts(one) and not own]
        # 床位400张,住380人,入住率95%
        pairs = [(one, whole) for one in tops for whole in (*told, *self.operands.wholes(one))]
        for whole in told:  # 抽检186批次,…,合格率98.9%, where 抽检合格 is another fact
            for name in self.operands.index.namesakes.get(f"{whole.source.fact.name}{rate}", ()):
                pairs += ((top, whole) for top in self.operands.value(name))
        for top in told[:1]:
            yield from self._of_days(top)
            noun = words("places").pattern.match(self.operands.told.behind(top))
            pairs += ((top, one) for one in (self.operands.named(noun[0], claim) if noun else ()))
        yield from (
            formulas.share([one], all_) for one, all_ in pairs if divides(one, all_, fills=True)
        )

    def _of_days(self, top: Operand) -> Iterator[Derivation]:
        """Days in parts of those of the period."""
        days = self.operands.seasons.days("")
        if top.unit == "天" and days:
            yield formulas.share([top], stand_in(top, days * top.value / top.written, "全年"))

    # -- so much each ---------------------------------------------------------------------

    def product(self, claim: Claim, _construction: Construction) -> Iterator[Derivation]:
        """每期3500册,出刊6期,全年2.1万册."""
        unit, kind = claim.mention.unit, claim.unit_class
        told = self.operands.told.before(claim, _MOST)
        for each in of_class(told, unit, kind)[:_LEAST]:
            for by in told[:_NEAR]:
                if not same(each, by) and by.unit_class not in {"percent", "points", "money"}:
                    yield formulas.product(each, by)


def _from_the_top(parts: Sequence[Operand], last: Operand) -> list[Operand]:
    """The parts down to one: by their levels, where each has one, else as the sheet has them."""
    ranks = [
        [_LEVELS.index(one) for one in levels_of(item.source.fact.name) if one in _LEVELS]
        for item in parts
    ]
    if not all(len(rank) == 1 for rank in ranks):
        return list(parts[: parts.index(last) + 1])
    least = ranks[parts.index(last)]
    return [item for item, rank in zip(parts, ranks, strict=True) if rank <= least]


def _counts(item: Operand) -> bool:
    return (
        item.unit_class not in UNITLESS
        and item.source.role not in {Role.TARGET, Role.INCREASE}
        and not item.gap
    )


def _shares_of(one: Operand) -> str:
    """What a share is one of: its total, or what its name says, 占总支出比重; empty for no share."""
    if one.source.role is Role.SHARE:
        return one.source.fact.parent or ""
    said = _FORMS.share.search(one.source.fact.name) if one.source.role is Role.VALUE else None
    return said[0] if said is not None and one.unit_class == formulas.PERCENT else ""


def _joined(parts: Sequence[Operand]) -> Operand:
    return replace(parts[0], value=formulas.added(parts), place=-2) if len(parts) > 1 else parts[0]


def _sisters(one: Operand, other: Operand) -> bool:
    """Whether two are parts of one total: neither is a share of the other."""
    parent = one.source.fact.parent
    return parent is not None and parent == other.source.fact.parent and not other.reckoned
