"""Figures that follow from facts and from what the text has told, by the construction their words name.

Growth, increase, completion, multiple of last year and share of the total stand in the index already.
Here are those that need another operand. No combination is searched for: the words must say an
operation, and the more a figure could come out by accident (few digits), the fewer operands are tried.
"""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal
from functools import cache, partial
from itertools import islice
from typing import TYPE_CHECKING

from assistant.domain import Kind
from assistant.verification.candidates import Candidate, Role
from assistant.verification.claims.frames import FrameKind
from assistant.verification.interchange import significant
from assistant.verification.lexicon import forms, operations, words
from assistant.verification.matching.rounding import Agreement, agreement
from assistant.verification.matching.scoring import PLACES, fit
from assistant.verification.reckoning import formulas
from assistant.verification.reckoning.averaged import Averaged
from assistant.verification.reckoning.compared import Compared
from assistant.verification.reckoning.constructions import Reader
from assistant.verification.reckoning.moved import Moved
from assistant.verification.reckoning.operands import NAMED, Operands
from assistant.verification.reckoning.parted import Parted
from assistant.verification.reckoning.proposals import Proposal, proposed
from assistant.verification.reckoning.records import Construction
from assistant.verification.reckoning.relations import RATES, UNITLESS
from assistant.verification.reckoning.rests import Rests
from assistant.verification.reckoning.spread import Spread
from assistant.verification.reckoning.told import Told

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from collections.abc import Set as AbstractSet

    from assistant.domain import Mention, Quantity
    from assistant.verification.claims.claims import Claim
    from assistant.verification.matching.index import FactIndex
    from assistant.verification.matching.matches import Binding
    from assistant.verification.reckoning.records import Derivation, Operand

    Room = Callable[[Claim, Construction], Iterator[Derivation]]

_ADDED_UP = frozenset({FrameKind.SHARE, FrameKind.SUM})
_NEARLY_SAID = frozenset({FrameKind.AVERAGE, FrameKind.REST})
# What is told as 不到N or 不足N is no less of it.
_NEARLY = Decimal("0.75")
_MEASURED = frozenset({Kind.MEASURE, Kind.MONEY, Kind.DURATION})
_FORMS = forms(__file__)
_PLAIN_SUMS = frozenset({FrameKind.PLAIN, FrameKind.SUM})
# What the words before the first figure of a list say of all of them.
_LED = frozenset({"compare", "aim", "rest", "mean"})
_GAPS = ("standard", "compare", "others", "since", "aim")
# How many derivations are tried for a figure of one, two, three digits and more.
_TRIES = {1: 8, 2: 16, 3: 40}
_MOST = 90
# So many figures behind one are looked at.
_AHEAD = 4


class Deriver:
    """Computes what the figures of a text may be by their constructions, and keeps what was told."""

    def __init__(
        self, index: FactIndex, bindings: Sequence[Binding], text: str, mentions: Sequence[Mention]
    ) -> None:
        self.index = index
        self.bindings = bindings
        self.text = text
        self.told = Told(text)
        self.operands = Operands(index, self.told)
        self.reader = Reader(text, mentions)
        # The figures told with the contrary direction: 少3.2万株 of what is more by so much.
        self.turned: set[int] = set()
        self.parted = Parted(self.operands, bindings, text)
        self.rests = Rests(self.operands, text)
        self.compared = Compared(self.operands, self.parted.pools, text)
        self.averaged = Averaged(self.operands, self.reader.mentions, text)
        self.moved = Moved(self.operands, bindings, text, partial(self.derive, ahead=True))
        self._amounts = self._of_amounts()
        self._of_class = self._of_rates(self._amounts)

    def _of_amounts(self) -> dict[str, Room]:
        """Construction -> what reckons it, for figures that are neither rates nor multiples."""
        compared, parted, moved = self.compared, self.parted, self.moved
        spread = Spread(self.operands, compared)
        return {
            "many": self.averaged.many,
            "some": self.averaged.some,
            "origin": moved.origin,
            "ahead": moved.ahead,
            "rungs": moved.rungs,
            "ratio": spread.ratio,
            "standard": compared.standard,
            "increment": moved.increment,
            "compare": compared.compare,
            "others": compared.others,
            "since": moved.since,
            "both_years": moved.both_years,
            "apart": spread.apart,
            "aim": compared.aim,
            "following": parted.following,
            "upward_sum": parted.upward_sum,
            "sum": parted.sum,
            "listed_sum": parted.listed_sum,
            "rest": self.rests.rest,
            "mean": self.averaged.mean,
            "product": parted.product,
        }

    def _of_rates(self, amounts: dict[str, Room]) -> dict[str, dict[str, Room]]:
        """The same for percentages, points and multiples."""
        compared, parted = self.compared, self.parted
        gaps = {name: amounts[name] for name in _GAPS}
        left = {"rest": self.rests.rest_of_all}
        shares = {
            "many": self.averaged.share,
            "some": self.averaged.share,
            "origin": amounts["origin"],
            "contribution": self.moved.contribution,
            **left,
            "next_share": parted.next_share,
            "upward": parted.upward,
            "share": parted.share,
        }
        return {
            "percent": gaps | shares,
            "points": gaps | {"origin": amounts["origin"], "apart": amounts["apart"]} | left,
            "multiple": gaps | {"multiple": compared.multiple},
        }

    def derive(
        self, binding: Binding, *, ahead: bool = False
    ) -> tuple[Derivation | None, Derivation | None]:
        """(the derivation that the figure is true of, the first whose operands are named).

        ``ahead`` for one that is looked at from the figure before it, where it looks at none itself.
        """
        claim, first, rival = binding.claim, None, binding.rival
        limit = words("limits").first(claim.mention.approximator or "") is not None
        if claim.mention.kind in PLACES or (limit and rival is not None and rival.fact.bound):
            return None, None  # 每班不少于12人 where the sheet has the limit is reckoned of nothing
        like = partial(_of_sort, claim)
        found = filter(like, self._derivations(claim, ahead=ahead))
        for derived in islice(found, self._tries(claim)):
            if first is None and self._named(claim, derived):
                first = derived
            if self._true(claim, derived):
                return derived, first
            if derived.gap and self._true(claim, replace(derived, value=-derived.value)):
                self.turned.add(claim.number)
        return None, first

    def listed(self, claim: Claim) -> Derivation | None:
        """The sum of two things or more that words name right before a figure: 宣讲、放映电影共45场."""
        if claim.anchors or claim.frame.kind not in _PLAIN_SUMS:
            return None
        names = self.text[claim.from_clause : claim.start]
        if _FORMS.joined.search(names) is None:
            return None
        room = self.parted.listed_sum(claim, Construction("listed_sum", slots={"those": names}))
        return next(room, None)

    def proposed(
        self, claim: Claim, tried: Derivation | None
    ) -> tuple[Proposal | None, Derivation | None]:
        """Arithmetic over what was told that gives a refused figure, or what it is a misprint of, though no word says so.

        Over what its words name too, but for a rate or multiple that was ``tried`` by what they name.
        """
        if claim.number in self.turned:
            return None, None
        named = tried is None or claim.unit_class not in UNITLESS
        said = claim.sight.told + self.text[slice(*claim.after)] if named else ""
        return proposed(claim, self.operands, self._true, said, self._ahead(claim))

    def _ahead(self, claim: Claim) -> list[Operand]:
        """What the sentence states behind a figure: 新入会132家,扣去退出的37家,净增95家."""
        behind = self.bindings[claim.number + 1 : claim.number + 1 + _AHEAD]
        made = [
            self.operands.of(one.support.candidate)
            for one in behind
            if one.support is not None and one.rival is None
            if one.claim.sentence == claim.sentence
        ]
        return [one for one in made if one is not None]

    def note(self, binding: Binding, derived: Derivation | None, item: Candidate | None) -> None:
        """Notes what a figure told, for those behind it."""
        self.told.note(binding, derived, item)

    @staticmethod
    def _tries(claim: Claim) -> int:
        quantity = claim.quantity
        value = None if quantity is None else quantity.low or quantity.high
        return _TRIES.get(significant(value), _MOST) if value is not None else 0

    def _says_last(self, claim: Claim) -> bool:
        """Whether a figure is last year's by its clause, which holds nothing against it: 上年这一比重是30%."""
        last = words("previous").pattern.search(self.text, claim.from_clause, claim.start)
        return last is not None and not claim.frame.compared and not claim.frame.direction

    def _named(self, claim: Claim, derived: Derivation) -> bool:
        """Whether the figure's sentence states or names every operand."""
        return all(
            item.place >= 0
            or fit(claim, item.source) > NAMED
            or item.source.fact.id in claim.anchors
            for item in derived.operands
        )

    @staticmethod
    def _true(claim: Claim, derived: Derivation) -> bool:
        quantity = claim.quantity
        if quantity is None or (derived.value < 0 and derived.unit_class != "multiple"):
            return False
        source = derived.source
        stand_in = Candidate(
            fact=source.fact,
            words=source.words,
            role=Role.SHARE,
            reference=source.reference,
            low=derived.value,
            high=derived.value,
            unit=claim.mention.unit,
            unit_class=derived.unit_class,
            tokens={},
            total=0.0,
        )
        agreed = agreement(claim, stand_in)
        if quantity.low is None and quantity.high is not None and quantity.high_open:
            return bool(agreed) and derived.value >= quantity.high * _NEARLY
        return bool(agreed) and (agreed is not Agreement.FAR or quantity.high is not None)

    def _derivations(self, claim: Claim, *, ahead: bool) -> Iterator[Derivation]:
        quantity = claim.quantity
        if quantity is None or (quantity.low is None and not _says_enough(claim, quantity)):
            return
        if claim.mention.kind is Kind.DURATION:
            yield from self.moved.spans(claim)
        rooms = self._of_class.get(quantity.unit_class, self._amounts)
        amount = rooms is self._amounts and claim.mention.kind is not Kind.DURATION
        if amount:
            yield from self.rests.half(claim)
        if claim.frame.kind is FrameKind.PREVIOUS or self._says_last(claim):
            yield from self.moved.last_year(claim)
            yield from self.moved.earlier(claim)
        if amount:
            yield from self.rests.complement(claim)
        elif quantity.unit_class == formulas.PERCENT:
            yield from self.rests.denied(claim)
        told = False
        for construction in self._constructions(claim, rooms.keys()):
            # 比4.5亿元的计划少: the other side is told, so that none is looked for.
            told = told or construction.kind == "standard"
            bare = construction.kind == "compare" and not construction.slot("other")
            if not ((told and bare) or (ahead and construction.kind == "origin")):
                yield from rooms[construction.kind](claim, construction)
        if amount:
            yield from self.moved.occasions(claim)

    def _constructions(self, claim: Claim, kinds: AbstractSet[str]) -> Iterator[Construction]:
        # 分别比今年多372件和2个: the words of a list stand before its first figure.
        head = self.bindings[claim.number - claim.order[0]].claim
        led = kinds & _LED if head is not claim and claim.frame == head.frame else frozenset()
        yield from self.reader.read(head, led)
        yield from self.reader.read(claim, kinds - led)
        if "mean" in kinds and claim.frame.kind is FrameKind.AVERAGE:
            yield Construction("mean")  # 每车24个点、9000公里
        elif "mean" in kinds and self._mean_too(claim):
            yield Construction("mean", slots={"before": ""})

    def _mean_too(self, claim: Claim) -> bool:
        """Whether a figure goes on with what the one before it counted of each: 每村有农场8家、合作社4家."""
        last = self.told.before(claim, 1)
        made = self.told.derivation(last[0]) if last and last[0].gap else None
        if made is None or made.again is None or claim.frame.kind is not FrameKind.PLAIN:
            return False
        end = self.bindings[last[0].place].claim.mention.end
        return _joined().fullmatch(self.text, end, claim.start) is not None


@cache
def _joined() -> re.Pattern[str]:
    """What joins a figure to the mean before it: 每村农场8家、合作社4家; 2月日均4000人次,反超1月的3000人次."""
    against = "|".join(map(re.escape, (*operations()["OVER"], *operations()["UNDER"])))
    return re.compile(
        rf"(?:[、和及与]|[,，]其中)[^\d、,，。;；:：]{{1,8}}|[,，]?(?:{against})[^、,，。;；:：]{{1,8}}的"
    )


def _says_enough(claim: Claim, quantity: Quantity) -> bool:
    """Whether a figure with no lower bound may be reckoned: 不超过4篇 is true of too much, 件均不到1.8万元 is not."""
    kind = claim.frame.kind
    nearly = kind in _NEARLY_SAID or quantity.unit_class == formulas.PERCENT
    return kind in _ADDED_UP or (quantity.high_open and nearly)


def _of_sort(claim: Claim, derived: Derivation) -> bool:
    """Whether what was reckoned is of the sort that the figure's unit is: 5160人次 by 860人 are no 6天."""
    if claim.unit_class == formulas.POINTS:
        return derived.unit_class in RATES
    return claim.mention.kind not in _MEASURED or derived.unit_class == claim.unit_class
