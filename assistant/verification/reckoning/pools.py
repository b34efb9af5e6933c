"""What may have been added up to a sum: named, listed, told last, or all of a kind."""

from __future__ import annotations

from itertools import islice, product, takewhile
from typing import TYPE_CHECKING

from assistant.domain import Status
from assistant.extraction import compatible
from assistant.verification.candidates import Role
from assistant.verification.lexicon import forms, words
from assistant.verification.reckoning.constructions import plain
from assistant.verification.reckoning.relations import adds, alike, distinct, of_class, same

if TYPE_CHECKING:
    import re
    from collections.abc import Callable, Iterator, Sequence

    from assistant.verification.claims.claims import Claim
    from assistant.verification.matching.matches import Binding
    from assistant.verification.reckoning.operands import Operands
    from assistant.verification.reckoning.records import Construction, Operand

_FORMS = forms(__file__)
ENDS = _FORMS.ends
_LEAST, _NEAR, _MANY, _FAR, _TRIED = 2, 4, 8, 60, 64


class Pools:
    """Finds what sums are of."""

    def __init__(self, operands: Operands, bindings: Sequence[Binding], text: str) -> None:
        self.operands = operands
        self.bindings = bindings
        self.text = text

    def of(
        self,
        claim: Claim,
        construction: Construction,
        like: Operand | None = None,
        without: Sequence[Operand] = (),
    ) -> Iterator[list[Operand]]:
        """What may have been added up; as many as the words say there are.

        In order: the parts of a total that the clause names, what it lists, the last that were
        told, all the parts.
        """
        unit, kind = claim.mention.unit, claim.unit_class

        def fitting(items: Sequence[Operand]) -> list[Operand]:
            if like is not None:
                return [item for item in items if item.unit_class == like.unit_class]
            return of_class(items, unit, kind)

        told = distinct(fitting(self.operands.told.before(claim)))
        told = [
            item for item in told if adds(item) and not any(same(item, other) for other in without)
        ]
        planned = [one for one in told[:1] if one.source.fact.status is Status.PLANNED]
        for one in planned:
            yield from ([done, one] for done in self.operands.previous(one))
        count = construction.count
        clause = self.text[max(claim.from_clause, claim.start - _FAR) : claim.start]
        for pool in self._pools(claim, construction, clause, told, fitting):
            if len(pool) >= _LEAST and (not count or len(pool) == count):
                yield sorted(pool, key=lambda item: item.place)

    def _pools(
        self,
        claim: Claim,
        construction: Construction,
        clause: str,
        told: Sequence[Operand],
        fitting: Callable[[Sequence[Operand]], list[Operand]],
    ) -> Iterator[list[Operand]]:
        """All that may have been added up, likeliest first, however many they are."""
        count, named = construction.count, False
        yield from (fitting(pool) for pool in self._spoken(claim, clause, told))
        yield from self.operands.seasons.together(claim, clause, told)
        for words_of in (clause, construction.slot("what")):
            for pool in self._listed(claim, words_of, fitting):
                named = True
                yield pool
        yield from _abbreviated(clause, told)
        if (
            not named
        ):  # 民一庭、民二庭共9件 is of the two that are named, and of no others told last
            shares = fitting(self._of_shares(claim))
            yield from self._last(claim, told, count, shares, ends=ENDS.search(clause))
        for last in self.operands.told.before(claim)[:1] if count == _LEAST else ():
            made = self.operands.told.derivation(last)  # 是出口的1.8倍,两者合计
            yield fitting(made.operands) if made is not None else []
        if count == _LEAST > len(told):
            yield from self._with_named(claim, told, fitting)
        yield from self._kin(told, count)
        if not named:
            yield from self._unlike(claim, construction)
        yield self._of_kind(claim, construction, fitting)

    def _spoken(
        self, claim: Claim, clause: str, told: Sequence[Operand]
    ) -> Iterator[list[Operand]]:
        """The named parts of each total that was told of or that the clause speaks of."""
        near = [*told[:_NEAR], *self.operands.clearly(claim, clause, _NEAR)]
        parents = [item.source.fact.parent or item.source.fact.id for item in near]
        for parent in dict.fromkeys(parents):
            yield self.operands.spoken(parent, clause)

    def listed(self, claim: Claim, said: str) -> list[Operand]:
        """The things of one class that words list: 刷卡、投币两样."""
        for found in self._listed(claim, said, list):
            return [one for one in found if one.unit_class == found[0].unit_class]
        return []

    def _listed(
        self, claim: Claim, clause: str, fitting: Callable[[Sequence[Operand]], list[Operand]]
    ) -> Iterator[list[Operand]]:
        """Those that the words list: 抖音、视频号两个平台播放合计; 新建与修复合计, whichever 修复 it is."""
        head, _, about = _FORMS.counted.sub("|", clause, count=1).partition("|")
        items = [item for item in map(plain, _FORMS.split.split(head)) if item]
        if len(items) < _LEAST:
            return
        found: list[list[Operand]] = []
        for item in items:
            named = fitting(self.operands.named(item + plain(about), claim))
            named += fitting(self.operands.named(item, claim))
            fresh = [one for one in distinct(named) if adds(one)]
            also = [one for one in fresh[1:_NEAR] if item in one.source.fact.name]
            found.append([*fresh[:1], *also])
        yield from _choices(found)

    def _last(
        self,
        claim: Claim,
        told: Sequence[Operand],
        count: int,
        shares: Sequence[Operand],
        *,
        ends: re.Match[str] | None,
    ) -> Iterator[list[Operand]]:
        """The last of a unit that were told; a total among its own parts is none of them.

        Where the words do not say how many, all of the clause, of the part, of the sentence or of
        the paragraph: never some of a list.
        """
        parents = {item.source.fact.parent for item in told if not item.reckoned}
        items = [item for item in told if item.reckoned or item.source.fact.id not in parents]
        # 改造A管62公里,其中…;改造B管84公里,其中…;两项合计: of those that have parts
        tops = [item for item in told if item.source.fact.parent is None]
        if ends is not None:
            listed = list(shares) or self._list_of(items)
            yield listed[::-1][:count] if ends[1] in "前头" else listed[:count]
        elif count:
            # 石桥、青坪、河口三地…,前两地合计; 中央、省级、县级…,上级两项合计: some of the list told last
            windows = range(len(self._list_of(items)) - count + 1)
            yield from (items[start : start + count] for start in windows)
            yield tops[:count]
        else:
            since = self.operands.told.since
            run = [self.bindings[item.place].claim.order[1] for item in items[:1]]
            yield from (items[:length] for length in run if length > 1)  # 分别为…,合计
            begins = (claim.clause[0], claim.part[0], claim.sentence[0], 0)
            sizes = dict.fromkeys(len(since(begin, items)) for begin in begins)
            yield from (items[:size] for size in sizes if size >= _LEAST)
            yield tops

    def _of_shares(self, claim: Claim) -> list[Operand]:
        """甲、乙、丙分别占40%、35%、25%,前两项合计3150万元: the parts whose shares were told last."""
        near = takewhile(
            lambda one: one.source.role is Role.SHARE, self.operands.told.before(claim)
        )
        return [item for one in near for item in self.operands.meant_by(one)]

    @staticmethod
    def _list_of(items: Sequence[Operand]) -> list[Operand]:
        """The list that was told last: the parts of one total, else all that was told."""
        parent = items[0].source.fact.parent if items else None
        kin = [item for item in items if item.source.fact.parent == parent]
        return kin if parent is not None and len(kin) > 1 else list(items)

    def _unlike(self, claim: Claim, construction: Construction) -> Iterator[list[Operand]]:
        """走进学校45所、社区28个,共计73处: the last of the sentence, each counted in its own classifier."""
        units = [claim.mention.unit]
        told = self.operands.told.since(claim.sentence[0], self.operands.told.before(claim, _NEAR))
        for size, one in enumerate(told if "what" in construction.slots else (), 1):
            units.append(one.unit)
            people = any(unit in words("persons").words for unit in units)
            if people or not adds(one) or not all(compatible(unit, None) for unit in units):
                return
            if len({one.unit_class for one in told[:size]}) > 1:
                yield told[:size]

    def _with_named(
        self,
        claim: Claim,
        told: Sequence[Operand],
        fitting: Callable[[Sequence[Operand]], list[Operand]],
    ) -> Iterator[list[Operand]]:
        """是西镇的2倍,两镇合计429架: the one told last and another that the sentence names."""
        said = self.text[max(claim.sentence[0], claim.start - _FAR) : claim.start]
        for other in fitting(self.operands.clearly(claim, said, _MANY)) if told else ():
            if alike(other, told[0]):
                yield [other, told[0]]

    def _of_kind(
        self,
        claim: Claim,
        construction: Construction,
        fitting: Callable[[Sequence[Operand]], list[Operand]],
    ) -> list[Operand]:
        """三个平台粉丝近50万人: all that the sheet has of the kind, where they are as many as is said."""
        noun = plain(construction.slot("kind"))[-_LEAST:]
        if len(noun) < _LEAST or not construction.count:
            return []
        found = distinct(fitting(self.operands.named(noun, claim)))
        found = [item for item in found if adds(item) and noun in item.source.fact.name]
        # 三类刊物合计42期, where the sheet counts three things in 期.
        return found or fitting(self.operands.totals_in(claim.mention.unit or ""))

    def _kin(self, told: Sequence[Operand], count: int) -> Iterator[list[Operand]]:
        """The parts of the total that the last one told is a part of, where the words say how many.

        All of them, or all but that one: 本部152名,两个分校区合计196名.
        """
        for item in told[:1]:
            sisters = self.operands.parts(item.source.fact.parent)
            alone = [one.source.fact.parent for one in told].count(item.source.fact.parent) == 1
            if count and len(sisters) == count:
                yield sisters
            if len(sisters) == count + 1 and alone:
                yield [one for one in sisters if not same(one, item)]


def _abbreviated(clause: str, told: Sequence[Operand]) -> Iterator[list[Operand]]:
    """Those told last that go by one character each: 硕博合计, 医护合计, 水陆空合计."""
    said = plain(_FORMS.counted.sub("|", clause, count=1).partition("|")[0])
    if _LEAST <= len(said) <= _NEAR:
        found = [[one for one in told if one.source.fact.name.startswith(at)] for at in said]
        for items in _choices(found):
            if len({one.source.fact.parent for one in items}) == 1:
                yield items


def _choices(found: Sequence[Sequence[Operand]]) -> Iterator[list[Operand]]:
    """One operand for each of some names, none twice; no more are looked at than are worth it."""
    for items in islice(product(*found), _TRIED):
        if len(distinct(items)) == len(items):
            yield list(items)
