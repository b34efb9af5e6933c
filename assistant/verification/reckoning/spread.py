"""What lies between two things that were told, and what one is by the other: 首尾相差86篇, 收入比1.89."""

from __future__ import annotations

from itertools import combinations, islice, product
from typing import TYPE_CHECKING

from assistant.verification.candidates import Role
from assistant.verification.claims.frames import FrameKind
from assistant.verification.lexicon import tags, words
from assistant.verification.reckoning import formulas
from assistant.verification.reckoning.relations import (
    alike,
    base_class,
    of_class,
    same,
    size,
    within,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from assistant.verification.claims.claims import Claim
    from assistant.verification.reckoning.compared import Compared
    from assistant.verification.reckoning.operands import Operands
    from assistant.verification.reckoning.records import Construction, Derivation

_PAIR, _OTHERS, _NEAR = 2, 4, 6


class Spread:
    """Reckons what two things that were told have between them."""

    def __init__(self, operands: Operands, compared: Compared) -> None:
        self.operands = operands
        self.compared = compared

    def ratio(self, claim: Claim, _construction: Construction) -> Iterator[Derivation]:
        """城乡收入比由1.92缩小到1.89: the first of two told like things by the second, then and now."""
        if claim.mention.unit is not None:
            return
        told = self.operands.told.before(claim)
        plain_told = [item for item in told if not item.reckoned]
        facts = list(dict.fromkeys(item.source.fact.id for item in plain_told))[:_PAIR]
        for role in (Role.VALUE, Role.PREVIOUS):
            pair = [item for fact in facts for item in self.operands.role(fact, role)]
            if len(pair) == _PAIR and alike(*pair) and pair[0].value and pair[1].value:
                yield formulas.ratio(pair[1], pair[0])

    def apart(self, claim: Claim, construction: Construction) -> Iterator[Derivation]:
        """首尾相差86篇, 两地相差5个百分点, 顺差100.7亿元, 山区与全县的差距缩小到8.2个百分点."""
        if construction.slot("other"):
            yield from self._between(claim, construction)
            return
        quantity = claim.quantity
        kind = base_class(quantity.unit_class) if quantity is not None else ""
        balance = words("surpluses").last(construction.said)
        if balance is not None:
            more, less = tags("surpluses")[balance[0]].split()
            for one in self.operands.named(more, claim)[:_OTHERS]:
                for other in self.operands.named(less, claim)[:_OTHERS]:
                    if alike(one, other):
                        yield formulas.difference(one, other, 1, one.unit_class)
        told = of_class(self.operands.told.before(claim), claim.mention.unit, kind)
        plain = [item for item in told if not item.reckoned]
        told = plain if len(plain) > 1 else told  # 上半年210件,下半年222件,前后相差12件
        told = [item for item in told if item.source.role is not Role.INCREASE] or told
        pairs = list(islice(combinations(told, 2), _NEAR))
        like = self.operands.listed(claim, told)
        if len(like) > _PAIR:
            ends = (max(like, key=size), min(like, key=size))
            # 首尾相差, 最长与最短相差
            pairs = [ends] if {"ends", "low"} & construction.slots.keys() else [ends, *pairs]
        for one, other in pairs:
            if alike(one, other) and not within(one, other):
                yield from self.compared.apart_by(claim, one, other, 0)

    def _between(self, claim: Claim, construction: Construction) -> Iterator[Derivation]:
        """What lies between two that are named, in the year before where the figure is that year's."""
        before = claim.frame.kind is FrameKind.PREVIOUS
        for one in self.operands.named(construction.slot("subject"), claim)[:_OTHERS]:
            for other in self.operands.named(construction.slot("other"), claim, one)[:_OTHERS]:
                if alike(one, other) and not within(one, other) and not same(one, other):
                    pair = (one, other)
                    pairs = product(*map(self.operands.previous, pair)) if before else [pair]
                    for mine, theirs in pairs:
                        yield from self.compared.apart_by(claim, mine, theirs, 0)
