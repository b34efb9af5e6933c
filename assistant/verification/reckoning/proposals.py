"""Arithmetic that gives a refused figure exactly, though no word licenses it: shown, never taken for proof.

Sums, differences and shares of two that the paragraph or the opening told. With n expressions tried a figure of
d digits comes out by accident about n·10^-d times, so that figures of few digits get none. The formula is one of
the facts file's (``articles - articles_h1``), so that a person can take it as it stands.
"""

from __future__ import annotations

from decimal import Decimal
from itertools import combinations
from typing import TYPE_CHECKING

from assistant.verification.candidates import Role
from assistant.verification.reckoning import formulas
from assistant.verification.reckoning.relations import alike, distinct, divides, of_class
from assistant.verification.units import significant

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from assistant.verification.claims.claims import Claim
    from assistant.verification.reckoning.operands import Operands
    from assistant.verification.reckoning.records import Derivation, Operand

_NEAR = 7
_DIGITS = 3
_FIELDS = {Role.VALUE: "", Role.PREVIOUS: ".previous", Role.TARGET: ".target"}


def proposal(
    claim: Claim, operands: Operands, true: Callable[[Claim, Derivation], bool]
) -> Derivation | None:
    """The first derivation that gives a figure though its words name none; None for none.

    Args:
        claim: a figure that was refused.
        operands: what the text has told.
        true: whether the figure is true of a derivation.
    """
    quantity = claim.quantity
    if quantity is None or not quantity.exact or significant(quantity.low or Decimal(0)) < _DIGITS:
        return None
    told = [*operands.told.before(claim, _NEAR), *operands.told.opening(claim)]
    items = distinct(item for item in told if not item.reckoned and item.source.role in _FIELDS)
    found = (one for one in _tried(claim, items) if true(claim, one))
    return next(found, None)


def _tried(claim: Claim, items: Sequence[Operand]) -> Iterator[Derivation]:
    kind = claim.quantity.unit_class if claim.quantity is not None else ""
    if kind == formulas.PERCENT:
        for one, other in combinations(items, 2):
            top, whole = sorted((one, other), key=_size)
            if divides(top, whole):
                yield formulas.share([top], whole)
        return
    for one, other in combinations(of_class(items, claim.mention.unit, kind), 2):
        if alike(one, other):
            less, more = sorted((one, other), key=_size)
            yield formulas.rest(more, [less])
            yield formulas.total([more, less])


def _size(item: Operand) -> Decimal:
    return item.value


def expression(derived: Derivation) -> str:
    """A proposal as the facts file writes a ``formula``."""
    names = [f"{item.source.fact.id}{_FIELDS[item.source.role]}" for item in derived.operands]
    sign = "÷" if derived.unit_class == formulas.PERCENT else "+" if "+" in derived.formula else "-"
    return f" {sign} ".join(names)
