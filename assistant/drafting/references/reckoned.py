"""The computed reference that is exactly a figure: found over the facts told beside it."""

from __future__ import annotations

from itertools import combinations, permutations
from typing import TYPE_CHECKING

from assistant.drafting.references.computed import UncomputableError, compute
from assistant.drafting.references.numbers import SCALES
from assistant.drafting.references.operations import every_operation
from assistant.drafting.references.render import render
from assistant.extraction import compatible, quantity_of, read_mentions

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from assistant.domain import FactSheet, Mention
    from assistant.drafting.references.operations import Operation

# Sums of more terms than this would fit by chance.
_MOST_TERMS = 6
# Of so many figures told beside the refused one at most.
_MOST_BESIDE = 10


def reckoned_reference(
    mention: Mention, clause: str, beside: Sequence[str], sheet: FactSheet
) -> str:
    """The computed reference that is exactly a figure; empty unless there is just one.

    Args:
        mention: the figure.
        clause: the words that it stands in; they must say such a number (合计, 占, 均 …).
        beside: ids of the facts told in the same paragraph, in order.
        sheet: the facts.
    """
    told = [one for one in dict.fromkeys(beside) if one in sheet.by_id][-_MOST_BESIDE:]
    found: set[str] = set()
    for operation in every_operation():
        if not operation.told_in(clause):
            continue
        for operands in _choices(operation, told):
            try:
                done = compute(operation.name, operands, sheet)
            except UncomputableError:
                continue
            reference = f"{{{operation.name}:{','.join(operands)}}}"
            if _same_number(mention, render(reference, sheet).text, done.unit, sheet):
                found.add(reference)
    return found.pop() if len(found) == 1 else ""


def _choices(operation: Operation, told: Sequence[str]) -> Iterator[tuple[str, ...]]:
    if operation.id in {"share", "times", "average"}:
        yield from permutations(told, 2)
    elif operation.id in {"difference", "product"}:
        yield from combinations(told, 2)
    else:
        for size in range(operation.least, min(_MOST_TERMS, len(told)) + 1):
            if operation.id == "sum":
                yield from combinations(told, size)
                continue
            for whole in told:
                others = [one for one in told if one != whole]
                yield from ((whole, *less) for less in combinations(others, size - 1))


def _same_number(mention: Mention, text: str, unit: str, sheet: FactSheet) -> bool:
    """Whether a computed number is the figure, unit included."""
    offered = next(iter(read_mentions(text, units=sheet.units)), None)
    if offered is None or not compatible(mention.unit, unit.lstrip("".join(SCALES))):
        return False
    one, other = quantity_of(mention), quantity_of(offered)
    return one is not None and other is not None and (one.low, one.high) == (other.low, other.high)
