"""What came to something since last year, and what a part gave to it: 出口贡献了81.4亿元的增量."""

from __future__ import annotations

from typing import TYPE_CHECKING

from assistant.verification.candidates import Role
from assistant.verification.reckoning import formulas
from assistant.verification.reckoning.relations import former

if TYPE_CHECKING:
    from collections.abc import Iterator

    from assistant.verification.claims.claims import Claim
    from assistant.verification.reckoning.operands import Operands
    from assistant.verification.reckoning.records import Construction, Derivation, Operand

_NEAR = 4


class Gains:
    """Reckons the growth of parts and of their wholes."""

    def __init__(self, operands: Operands) -> None:
        self.operands = operands

    def increment(self, claim: Claim, construction: Construction) -> Iterator[Derivation]:
        """外贸111.6亿元的增量里, 出口贡献了81.4亿元: by how much what is named has grown."""
        for one in self._named_or_told(claim, construction.slot("part")):
            for grown in self.operands.role(one.source.fact.id, Role.INCREASE):
                yield formulas.total([grown])

    def contribution(self, claim: Claim, construction: Construction) -> Iterator[Derivation]:
        """拉动总收入增长的三分之一, 贡献了近四成的增量: the growth of a part by that of its whole."""
        for one in self._named_or_told(claim, construction.slot("part")):
            fact = one.source.fact
            for whole in self.operands.role(fact.parent, Role.INCREASE):
                for grown in self.operands.role(fact.id, Role.INCREASE):
                    if whole.value:
                        yield formulas.share([grown], whole)

    def _named_or_told(self, claim: Claim, part: str) -> list[Operand]:
        told = self.operands.told.before(claim, _NEAR)
        pair = former(part, told)
        named = pair or self.operands.named(part, claim)
        return [*named[:_NEAR], *told]
