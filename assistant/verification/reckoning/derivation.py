"""Figures that follow from facts by a formula, by the type that their words name.

Growth, increase, completion, multiple of last year and share of the total stand
in the index already. Here are those that need a second fact which the sentence
names: a share of another whole, a sum, a difference, an average, a remainder, a
multiple. Operands are only facts that figures of the sentence state, or that
its words name; no combination is searched for.
"""

from __future__ import annotations

import re
from decimal import Decimal
from itertools import combinations, pairwise, permutations, product
from typing import TYPE_CHECKING

from assistant.verification.candidates import Candidate, Role
from assistant.verification.claims.frames import FrameKind
from assistant.verification.grams import tokens
from assistant.verification.lexicon import tags, words
from assistant.verification.matching.rounding import Agreement, agreement
from assistant.verification.matching.scoring import fit
from assistant.verification.messages import number
from assistant.verification.reckoning.base_years import against_years, changes
from assistant.verification.reckoning.gaps import (
    against,
    gaps,
    standard_gaps,
    target_gaps,
    told_before,
)
from assistant.verification.reckoning.operands import (
    Computed,
    alike,
    amount,
    operand,
    pairs,
    say,
    summed,
    total,
)
from assistant.verification.reckoning.quotients import averages, each_word, multiples
from assistant.verification.reckoning.ratios import plain_ratios
from assistant.verification.reckoning.shares import shares
from assistant.verification.reckoning.told_sums import counted, following, listed
from assistant.verification.reckoning.turns import turns
from assistant.verification.units import coarse_share, fits

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from assistant.verification.claims.claims import Claim
    from assistant.verification.matching.index import FactIndex
    from assistant.verification.matching.matches import Binding

# So well must words fit a fact that the sentence is to name.
NAMED = 0.3
_HALVES = {"H2": "H1", "T2": "T1"}
_HUNDRED = Decimal(100)
_PERCENT = "percent"
_RATES = frozenset({"percent", "points"})
_NEAR = 6
_FAR = 16
_BACK = 24
_REACH = 120
_LISTED = re.compile(
    r"([一二三四五六七八九十])、(?=(?:[一二三四五六七八九十]、)*[一二三四五六七八九十](等奖|级|类|等))"
)


def _is_value(item: Candidate) -> bool:
    return item.role is Role.VALUE and item.low is not None


def _is_points(claim: Claim) -> bool:
    return claim.quantity is not None and claim.quantity.unit_class == "points"


_APART = frozenset({FrameKind.DIFFERENCE, FrameKind.INCREASE})


class Deriver:
    """Computes what a figure may be by its frame."""

    def __init__(
        self,
        index: FactIndex,
        bindings: Sequence[Binding],
        text: str,
    ) -> None:
        self.index = index
        self.bindings = bindings
        self.text = text
        self.results: dict[int, Computed] = {}

    def derive(self, binding: Binding) -> tuple[Computed | None, Computed | None]:
        """(the computation that the figure is true of, the first whose operands are named)."""
        first = None
        for computed in self._computations(binding):
            if first is None and self._told(binding.claim, computed):
                first = computed
            if self._true(binding.claim, computed):
                self.results[binding.claim.number] = computed
                return computed, first
        return None, first

    def _told(self, claim: Claim, computed: Computed) -> bool:
        """Whether the figure's sentence states or names every operand of such a kind."""
        if _is_points(claim) and computed.unit_class not in _RATES:
            return False
        return all(
            item.fact.id in claim.anchors or fit(claim, item) > NAMED for item in computed.guessed
        )

    def _true(self, claim: Claim, computed: Computed) -> Agreement:
        if computed.value < 0 and computed.unit_class != "multiple":
            return Agreement.NO
        if _is_points(claim) and computed.unit_class not in _RATES:
            return Agreement.NO
        stand_in = Candidate(
            fact=computed.source.fact,
            words=computed.source.words,
            role=Role.SHARE,
            reference=computed.source.reference,
            low=computed.value,
            high=computed.value,
            unit=claim.mention.unit,
            unit_class=computed.unit_class,
            tokens={},
            total=0.0,
        )
        return agreement(claim, stand_in)

    def _computations(self, binding: Binding) -> Iterator[Computed]:
        claim = binding.claim
        quantity = claim.quantity
        shared = claim.frame.kind is FrameKind.SHARE or coarse_share(claim.mention)
        if quantity is None or (quantity.high is None and not shared):
            return
        if quantity.low is None:
            return
        anchors = self._anchors(binding)
        yield from turns(self, binding, anchors)
        yield from changes(claim, self.index, told_before(self.bindings, claim), self.text)
        if claim.mention.unit is None:
            told = told_before(self.bindings, claim, _FAR)
            yield from plain_ratios(claim, self.index, told, self.clause(claim))
        opposed = list(self._opposed(claim))
        if opposed:
            yield from opposed
            return
        percent = quantity.unit_class == "percent"
        steps: list[Callable[[Claim, list[Candidate]], Iterator[Computed]]] = []
        if percent:
            steps = [self._over_target, self._shares]
        elif quantity.unit_class == "points":
            steps = [self._over_target, self._differences]
        elif quantity.unit_class == "multiple":
            steps = [self._multiples]
        else:
            steps = [
                self._second_half,
                self._sums,
                self._rests,
                self._averages,
                self._over_target,
                self._differences,
            ]
        for step in steps:
            yield from step(claim, anchors)

    def _opposed(self, claim: Claim) -> Iterator[Computed]:
        """低于全市0.34人, 乡村快1.8个百分点, 距目标还差0.2个百分点."""
        if claim.quantity is None or claim.quantity.unit_class == _PERCENT:
            return
        stands = against(self.text[slice(*claim.before)])
        told = told_before(self.bindings, claim)
        if stands is not None:
            yield from gaps(claim, self.index, told, stands)
        yield from target_gaps(claim, self.index, told, self.text)
        yield from standard_gaps(claim, self.index, told, self.text)

    def _anchors(self, binding: Binding) -> list[Candidate]:
        """The plain facts that earlier figures of the sentence state, nearest first."""
        found: list[Candidate] = []
        claim = binding.claim
        floor = claim.block.offset if claim.block else claim.sentence[0]
        for earlier in reversed(self.bindings[max(0, claim.number - _BACK) : claim.number]):
            if earlier.claim.start < floor or len(found) >= _NEAR:
                break
            stated = earlier.support.candidate if earlier.support else earlier.meant
            if stated is not None and stated not in found and operand(stated):
                found.append(stated)
        return found

    def clause(self, claim: Claim) -> str:
        """The words of the clause before the figure."""
        return self.text[max(claim.from_clause, claim.start - _REACH) : claim.start]

    def named(self, words: str, limit: int = 3) -> list[Candidate]:
        """The facts that a few words name, best first."""
        return self.index.spoken_of(tokens(words), limit, _is_value)

    def all_named(self, claim: Claim) -> list[Candidate]:
        """The facts that the words of a figure's own clause name well."""
        named = self.named(self.clause(claim), 4)
        return [item for item in named if fit(claim, item) > NAMED]

    # -- by type --------------------------------------------------------------------------

    def _shares(self, claim: Claim, anchors: list[Candidate]) -> Iterator[Computed]:
        yield from shares(self, claim, anchors)

    def _over_target(self, claim: Claim, anchors: list[Candidate]) -> Iterator[Computed]:
        if claim.frame.kind is not FrameKind.OVER_TARGET:
            return
        for item in [*anchors[:2], *self.all_named(claim)]:
            target = next(
                (other for other in self.index.by_fact[item.fact.id] if other.role is Role.TARGET),
                None,
            )
            if target is None or item.low is None or not target.low:
                continue
            if claim.frame.direction * (item.low - target.low) < 0:
                continue
            gap = abs(item.low - target.low)
            if claim.quantity is not None and claim.quantity.unit_class == "percent":
                over = gap / target.low * _HUNDRED
                formula = f"({say(item)}-目标)÷目标={number(over)}%"
                yield Computed(over, "percent", formula, item)
            else:
                kind = "points" if item.unit_class == "percent" else item.unit_class
                yield Computed(
                    gap,
                    kind,
                    f"{say(item)}-目标{number(target.written or target.low)}={amount(gap, item)}",
                    item,
                )

    def _differences(self, claim: Claim, anchors: list[Candidate]) -> Iterator[Computed]:
        if claim.frame.compared or claim.frame.kind not in _APART:
            return
        told = claim.quantity.unit_class if claim.quantity is not None else ""
        wanted = _PERCENT if told == "points" else told
        for one, other in self._opposites(claim, anchors):
            if one.unit_class != other.unit_class or one.low is None or not other.low:
                continue
            if against_years(self.index, one, other, claim.frame.direction):
                continue
            if one.unit_class == wanted or fits(claim.mention.unit, one.unit):
                gap = abs(one.low - other.low)
                formula = f"{say(one)}-{say(other)}={amount(gap, one)}"
                yield Computed(gap, told, formula, one, (one, other))

    def _opposites(
        self, claim: Claim, anchors: list[Candidate]
    ) -> Iterator[tuple[Candidate, Candidate]]:
        """What may be set against one another: two that the clause names, or that and one told."""
        balance = words("surpluses").last(self.clause(claim))
        if balance is not None:
            more, less = tags("surpluses")[balance[0]].split()
            yield from product(self.named(more, 3), self.named(less, 3))
        named = self.all_named(claim)
        yield from combinations(named, 2)
        yield from product(named, anchors[:4])
        yield from combinations(anchors[:_NEAR], 2)

    def _second_half(self, claim: Claim, anchors: list[Candidate]) -> Iterator[Computed]:
        """下半年 from the year and the first half, 下学期 from the year and the first term."""
        first_time = _HALVES.get(claim.time)
        if first_time is None:
            return
        for half in self.index.halves_of(first_time):
            years = self.value_of(self.index.halves[half])
            for year in years:
                known = any(item.fact.id in {half, year.fact.id} for item in anchors)
                if known or fit(claim, year) > NAMED:
                    yield self._minus(year, self.value_of(half))

    def _rests(self, claim: Claim, anchors: list[Candidate]) -> Iterator[Computed]:
        if claim.frame.kind not in {FrameKind.REST, FrameKind.SUM}:
            return
        like = [item for item in anchors if fits(claim.mention.unit, item.unit)]
        for item in like:
            for whole in self.value_of(item.fact.parent or ""):
                told = [other for other in like if other.fact.parent == item.fact.parent]
                yield from self._left(whole, told)
        for whole, told in self._by_value(like):
            yield from self._left(whole, told)
        for place, whole in enumerate(like):
            yield from self._left(whole, like[:place])
        # 受理100件,办结90件,尚有10件未结: of two told, what the one leaves of the other.
        for whole, part in permutations(like, 2):
            if part.low and whole.low and part.low < whole.low:
                yield from self._left(whole, [part])

    def _by_value(self, told: list[Candidate]) -> Iterator[tuple[Candidate, list[Candidate]]]:
        """The totals that have parts of these very values: a list may be read as other facts'."""
        found: dict[str, dict[str, Candidate]] = {}
        for item in told:
            value = item.low or Decimal(0)
            for twin in self.index.between(item.unit_class, value, value):
                if _is_value(twin) and twin.fact.parent:
                    found.setdefault(twin.fact.parent, {})[twin.fact.id] = twin
        for parent, parts in found.items():
            if len(parts) > 1:
                for whole in self.value_of(parent):
                    yield whole, list(parts.values())

    def _left(self, whole: Candidate, told: list[Candidate]) -> Iterator[Computed]:
        """What is left of a total; nothing where the parts make it up and so were only named."""
        if told and whole.low is not None and total(told) < whole.low:
            yield self._minus(whole, told)

    def _minus(self, whole: Candidate, told: list[Candidate]) -> Computed:
        rest = (whole.low or Decimal(0)) - total(told)
        formula = f"{say(whole)}-{'-'.join(map(say, told))}={amount(rest, whole)}"
        return Computed(rest, whole.unit_class, formula, whole)

    def _sums(self, claim: Claim, anchors: list[Candidate]) -> Iterator[Computed]:
        before = self.clause(claim)
        if claim.frame.kind is not FrameKind.SUM and not summed(before):
            return
        pools = [
            listed(self.bindings, claim, before),
            following(self.bindings, claim, self.text),
            self.named(before, 6),
        ]
        wanted = claim.quantity.unit_class if claim.quantity is not None else ""
        like = [item for item in anchors if item.unit_class == wanted]
        pools.extend(like[:count] for count in range(2, len(like) + 1))
        for item in anchors:
            if item.fact.parent:
                kin = self.index.sheet.by_id[item.fact.parent].parts
                pools.append(self.spoken_of(kin, before))
        pools.extend(self._spoken_parts(before, claim))
        count = counted(before)
        for pool in pools:
            if count and len(pool) != count:
                continue
            if len(pool) > 1 and all(alike(one, other) for one, other in pairwise(pool)):
                value = total(pool)
                formula = f"{'+'.join(map(say, pool))}={amount(value, pool[0])}"
                yield Computed(value, pool[0].unit_class, formula, pool[0])

    def _spoken_parts(self, before: str, claim: Claim) -> Iterator[list[Candidate]]:
        """The named parts of each total that the place speaks of."""
        seen: set[str] = set()
        for item in self.all_named(claim):
            parent = item.fact.parent or (item.fact.id if item.fact.parts else None)
            if parent and parent not in seen:
                seen.add(parent)
                kin = self.index.sheet.by_id[parent].parts
                yield self.spoken_of(kin, before)

    def spoken_of(self, kin: Sequence[str], words: str) -> list[Candidate]:
        """The parts of a total that words name, by what their sisters' names do not share."""
        values = [item for part in kin for item in self.value_of(part)]
        told = _LISTED.sub(r"\1\2、", words)
        names = [pairs(item.fact.name) for item in values]
        found: list[Candidate] = []
        for place, item in enumerate(values):
            others = [pair for at, other in enumerate(names) if at != place for pair in other]
            own = [pair for pair in names[place] if pair not in others] or [item.fact.name]
            if any(pair in told for pair in own):
                found.append(item)
        return found

    def _averages(self, claim: Claim, anchors: list[Candidate]) -> Iterator[Computed]:
        if claim.frame.kind is not FrameKind.AVERAGE:
            return
        before = self.clause(claim)
        told = [item for item in told_before(self.bindings, claim, _FAR) if operand(item)]
        tops = list(dict.fromkeys([*anchors[:4], *self.all_named(claim), *told[:_NEAR]]))
        word = each_word(before)
        named = self.named(word, _NEAR) if word else []
        told = list(dict.fromkeys([*tops, *told, *self.index.people]))
        yield from averages(claim, before, tops, told, named)

    def _multiples(self, claim: Claim, anchors: list[Candidate]) -> Iterator[Computed]:
        pool = list(dict.fromkeys([*anchors[:3], *self.all_named(claim)]))
        more = claim.frame.direction != 0
        yield from multiples(self.index, self.text[slice(*claim.before)], pool, more=more)

    def value_of(self, fact: str) -> list[Candidate]:
        """The plain value of a fact, where it has one; else none."""
        return [
            item
            for item in self.index.by_fact.get(fact, ())
            if item.role is Role.VALUE and item.low is not None and item.low == item.high
        ]
