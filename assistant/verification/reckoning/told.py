"""What a text has told and was proved: each such figure is an operand for those behind it.

The chain goes on: 下半年688篇 follows from 全年1286篇 and 上半年598篇, and 下半年占53.5% from it.
A figure that was refused stands with the value that was expected, so that one mistake is told once.
"""

from __future__ import annotations

import re
from decimal import Decimal
from itertools import islice, takewhile
from typing import TYPE_CHECKING

from assistant.domain import BlockKind, Kind
from assistant.verification.candidates import Role
from assistant.verification.grams import covered, tokens
from assistant.verification.matching.scoring import PLACES
from assistant.verification.reckoning.records import Operand

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from assistant.domain import Block
    from assistant.verification.candidates import Candidate
    from assistant.verification.claims.claims import Claim
    from assistant.verification.matching.index import FactIndex
    from assistant.verification.matching.matches import Binding
    from assistant.verification.reckoning.records import Derivation

_NO_OPERANDS = PLACES | {Kind.DATE, Kind.YEAR, Kind.RATIO}
_PLAIN = frozenset({Role.VALUE, Role.INNER})
_ROLE_NAMES = {
    Role.PREVIOUS: "上年",
    Role.TARGET: "目标",
    Role.GROWTH: "增幅",
    Role.INCREASE: "增减",
    Role.COMPLETION: "完成率",
    Role.SHARE: "占比",
}
MOST, _BOTH = 20, 2
# So many figures back other paragraphs are looked at.
_FAR = 60
_OPENING = 6
_LEAD = 24
_VALUE, _INNER = Role.VALUE, Role.INNER
_DIGIT = re.compile(r"\d")


def operand(item: Candidate) -> bool:
    """Whether it is one plain number that can be reckoned with: none in the name of what is counted (24小时内修复)."""
    inner = item.mention
    if item.role is not _INNER or inner is None:
        return number_of(item) is not None
    told = inner.kind not in _NO_OPERANDS and item.fact.value is None
    return told and number_of(item) is not None


def number_of(item: Candidate) -> Decimal | None:
    """The one number of a value, that of a limit (漏损率8%以内) too; None for a range."""
    if item.role is _VALUE and item.fact.bound is not None:
        return item.high if item.low is None or item.low == 0 else item.low
    return item.low if item.low == item.high else None


def place_of(item: Candidate) -> str:
    """The names that a fact goes by, its scope's and its total's too."""
    statement = item.fact.statement or "" if item.role is _INNER else ""
    return "".join((item.fact.scope or "", *item.fact.path, *item.fact.aliases, statement))


def called(index: FactIndex, said: str, limit: int) -> list[Candidate]:
    """The facts' values that words are a short name of, best first."""
    return index.spoken_of(
        tokens(said),
        limit,
        lambda item: item.role is _VALUE and covered(said, place_of(item)),
    )


def of_fact(item: Candidate, claim: Claim | None = None, text: str = "") -> Operand | None:
    """A fact's value as an operand, with the words of the figure that told it; None for no number."""
    value = number_of(item) if operand(item) else None
    if value is None:
        return None
    quantity = claim.quantity if claim is not None else None
    words = place_of(item)
    if claim is not None:
        words += _around(claim, text)
    return Operand(
        value=value,
        told=quantity.low if quantity is not None and quantity.exact else None,
        written=value if item.written is None else item.written,
        unit=item.unit,
        unit_class=item.unit_class,
        name=item.fact.name
        if item.role in _PLAIN
        else f"{item.fact.name}{_ROLE_NAMES.get(item.role, '')}",
        words=words,
        time=item.words.part or (claim.time if claim is not None else ""),
        source=item,
        place=claim.number if claim is not None else -1,
    )


def _around(claim: Claim, text: str) -> str:
    """The words that a figure stands between, with those before the one that it moved from."""
    (start, end), began = claim.before, claim.origin
    if began is not None:
        start = began.before[0]
    return text[max(start, end - _LEAD) : end] + text[slice(*claim.after)]


class Told:
    """The figures that were told so far, in order."""

    def __init__(self, text: str) -> None:
        self.text = text
        self._operands: list[Operand] = []
        self._claims: dict[int, Claim] = {}
        self._opening: list[Operand] = []
        # What figures were reckoned from without being told: 为老馆的3倍,多出14400平方米.
        self._meant: dict[int, tuple[Operand, ...]] = {}
        self._made: dict[int, Derivation] = {}

    def note(self, binding: Binding, derived: Derivation | None, item: Candidate | None) -> None:
        """Notes what a figure stated: what it follows from, else the fact's value."""
        claim = binding.claim
        made = self._derived(claim, derived) if derived is not None else None
        if made is None and item is not None:
            made = of_fact(item, claim, self.text)
        if made is None:
            return
        if derived is not None:
            self._made[claim.number] = derived
            self._meant[claim.number] = tuple(one for one in derived.operands if one.place < 0)
        self._operands.append(made)
        self._claims[claim.number] = claim
        paragraph = claim.block is not None and claim.block.kind is BlockKind.PARAGRAPH
        if paragraph and len(self._opening) < _OPENING:
            self._opening.append(made)

    def _derived(self, claim: Claim, derived: Derivation) -> Operand:
        like = derived.source
        factor = _factor(like) if like.unit_class == derived.unit_class else own_factor(claim)
        words = _around(claim, self.text)
        quantity = claim.quantity
        return Operand(
            value=derived.value,
            told=quantity.low if quantity is not None and quantity.exact else None,
            written=derived.value * factor,
            unit=like.unit if like.unit_class == derived.unit_class else claim.mention.unit,
            unit_class=derived.unit_class,
            name=self.text[slice(*claim.before)][-_LEAD:].strip("、的了为达是有约近 ")
            or like.fact.name,
            words=words + "".join(like.fact.path),
            time=claim.time,
            source=like,
            place=claim.number,
            reckoned=True,
            gap=derived.gap,
        )

    def _block(self, one: Operand) -> Block | None:
        """The paragraph that told an operand."""
        return self._claims[one.place].block

    def before(self, claim: Claim, most: int = MOST) -> list[Operand]:
        """What was told before a figure in its paragraph, nearest first."""
        here = takewhile(lambda one: self._block(one) is claim.block, reversed(self._operands))
        return list(islice((one for one in here if one.place < claim.number), most))

    def sentence(self, claim: Claim) -> str:
        """The sentence that a figure stands in."""
        return self.text[slice(*claim.sentence)]

    def lead(self, claim: Claim) -> str:
        """The words of its sentence that stand before a figure's clause and behind the figure told last."""
        ends = (one.mention.end for one in (self._claims.get(claim.number - 1),) if one is not None)
        start = max(claim.sentence[0], *ends, 0)
        return _DIGIT.split(self.text[min(start, claim.clause[0]) : claim.clause[0]])[-1]

    def elsewhere(self, claim: Claim) -> list[Operand]:
        """What followed from others in the paragraphs before, nearest first: 比收购均价高."""
        told = islice(reversed(self._operands), _FAR)
        return [one for one in told if one.reckoned and self._block(one) is not claim.block]

    def since(self, start: int, items: Sequence[Operand]) -> list[Operand]:
        """Those of some operands that were told behind an offset."""
        claims = self._claims
        return [one for one in items if one.place in claims and claims[one.place].start >= start]

    def meant(self, items: Sequence[Operand]) -> list[Operand]:
        """What some figures were reckoned from though the text does not tell it."""
        return [one for item in items for one in self._meant.get(item.place, ())]

    def derivation(self, one: Operand) -> Derivation | None:
        """How a figure that was told follows from others; None for a fact's value."""
        return self._made.get(one.place) if one.reckoned else None

    def both_years(
        self, one: Operand, others: Sequence[Operand]
    ) -> Iterator[tuple[Operand, Operand]]:
        """利用率80%,上年为75%,提升5个百分点: what was reckoned of one thing in both years, this year's first."""
        for other in others:
            made = [self.derivation(item) for item in (one, other)]
            roles = [[item.source.role for item in each.operands] for each in made if each]
            facts = [[item.source.fact.id for item in each.operands] for each in made if each]
            if len(facts) == _BOTH and facts[0] == facts[1] and roles[0] != roles[1]:
                yield (other, one) if Role.PREVIOUS in roles[0] else (one, other)

    def mean_of_all(self, claim: Claim, one: Operand) -> list[Operand]:
        """Of the means told that are like one the one over most: 全市平均水平 beside a part's 笔均48万元."""
        means = {
            made.operands[-1].value: item
            for item in reversed([one, *self.before(claim), *self.opening(claim)])
            if (made := self.derivation(item)) is not None
            and item.gap
            and made.again is not None
            and item.unit_class == one.unit_class
            and made.operands[-1].source.role in _PLAIN
        }
        others = [value for value, item in means.items() if item is not one]
        return [means[max(others)]] if one in means.values() and others else []

    def behind(self, one: Operand) -> str:
        """The characters right behind a figure that was told; empty for one that was not."""
        claim = self._claims.get(one.place)
        return claim.behind if claim is not None else ""

    def opening(self, claim: Claim) -> Sequence[Operand]:
        """What the first paragraph told, nearest to its end last."""
        return [made for made in self._opening if made.place < claim.number]


def _factor(item: Candidate) -> Decimal:
    """What a value in the base unit is multiplied by to stand in a fact's own unit."""
    return item.written / item.low if item.written and item.low else Decimal(1)


def own_factor(claim: Claim) -> Decimal:
    """The same for the unit that a figure is written in."""
    told, quantity = claim.mention.low or claim.mention.high, claim.quantity
    base = None if quantity is None else quantity.low or quantity.high
    return told / base if told and base else Decimal(1)
