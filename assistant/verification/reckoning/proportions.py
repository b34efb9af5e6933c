"""So many of so many: 每18名学生配备1名教师, 三件里就有两件属实, 每四款里有一款是新的.

The two small numbers say how two things stand to one another; each of them is true where the things
that are told or named do, the greater number being rounded.
"""

from __future__ import annotations

from decimal import Decimal
from itertools import permutations
from typing import TYPE_CHECKING

from assistant.domain import Kind
from assistant.verification.reckoning import formulas
from assistant.verification.reckoning.records import Derivation
from assistant.verification.reckoning.relations import adds, distinct, divides, of_class, same

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from assistant.verification.claims.claims import Claim
    from assistant.verification.matching.matches import Binding
    from assistant.verification.reckoning.operands import Operands
    from assistant.verification.reckoning.records import Construction, Operand

_ROOM, _MOST = Decimal("0.5"), Decimal("0.05")
_NEAR, _BEHIND, _LAST, _TWO = 6, 14, 3, 2
_ONE, _LARGEST = "一", 100


class Proportions:
    """Reckons small proportions."""

    def __init__(self, operands: Operands, bindings: Sequence[Binding], text: str) -> None:
        self.operands = operands
        self.bindings = bindings
        self.text = text

    def many(self, claim: Claim, _construction: Construction) -> Iterator[Derivation]:
        """The number of those among which there are some: 每18名学生配备1名教师, the 18."""
        behind = self.text[claim.mention.end : claim.mention.end + _BEHIND]
        partner = self._beside(claim, 1)
        if partner is not None:
            yield from self._pairs(claim, partner, claim)
        elif _ONE in behind:
            yield from self._pairs(claim, None, claim)

    def some(self, claim: Claim, _construction: Construction) -> Iterator[Derivation]:
        """The number of those that there are: 每18名学生配备1名教师, the 1."""
        if claim.mention.kind is Kind.FRACTION:
            yield from self._share(claim)
            return
        partner = self._beside(claim, -1)
        if partner is not None:
            yield from self._pairs(partner, claim, claim)

    def _share(self, claim: Claim) -> Iterator[Derivation]:
        """每十人就有九人入会: what the ten stand for as well; else two that were told last."""
        told = [item for item in self.operands.told.before(claim, _NEAR) if adds(item)]
        made = self.operands.told.derivation(told[0]) if told else None
        if made is not None and made.unit_class == formulas.PERCENT:
            yield made
        for one, whole in permutations(told[:_LAST], _TWO):
            if divides(one, whole):
                yield formulas.share([one], whole)

    def _beside(self, claim: Claim, way: int) -> Claim | None:
        at = claim.number + way
        other = self.bindings[at].claim if 0 <= at < len(self.bindings) else None
        return other if other is not None and other.clause == claim.clause else None

    def _pairs(self, many: Claim, some: Claim | None, claim: Claim) -> Iterator[Derivation]:
        """What the two numbers may be of; ``some`` is one where it is None."""
        wholes, parts = self._of(many), self._of(some or many)
        count = many.quantity.low if many.quantity is not None else None
        part = some.quantity.low if some is not None and some.quantity is not None else Decimal(1)
        if not count or not part or max(count, part) > _LARGEST:
            return
        room = min(_ROOM / max(count, part), _MOST)
        for whole in wholes:
            for one in parts:
                if same(one, whole) or not whole.value:
                    continue
                if abs(one.value * count / whole.value - part) <= room * part:
                    yield self._made(claim, one, whole)

    def _of(self, claim: Claim) -> list[Operand]:
        """What a number may count: told before in its unit, or named around it."""
        around = self.text[claim.from_sentence : claim.clause[1]]
        told = [item for item in self.operands.told.before(claim, _NEAR) if adds(item)]
        named = self.operands.clearly(claim, around)
        return distinct(of_class([*told, *named], claim.mention.unit, claim.unit_class))

    @staticmethod
    def _made(claim: Claim, one: Operand, whole: Operand) -> Derivation:
        quantity = claim.quantity
        value = quantity.low if quantity is not None and quantity.low is not None else Decimal(0)
        kind = quantity.unit_class if quantity is not None else ""
        shown = formulas.ratio(one, whole)
        return Derivation(value, kind, shown.formula, one.source, (one, whole), gap=True)
