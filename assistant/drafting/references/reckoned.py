"""The computed reference that is exactly a figure: found over the facts told beside it."""

from __future__ import annotations

import re
from itertools import combinations, permutations
from typing import TYPE_CHECKING

from assistant.drafting.references.computed import UncomputableError, compute, field_word
from assistant.drafting.references.numbers import SCALES
from assistant.drafting.references.operations import every_operation, operations
from assistant.drafting.references.render import render
from assistant.extraction import compatible, quantity_of, read_mentions

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from assistant.domain import FactSheet, Mention
    from assistant.drafting.references.grammar import Reference
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
        clause: the words that it stands in; they must say such a number (合计, 占, 均 …), and
            where they name the other operand (占总数的), it must be that one.
        beside: ids of the facts told in the same paragraph, in order.
        sheet: the facts.
    """
    told = [one for one in dict.fromkeys(beside) if one in sheet.by_id][-_MOST_BESIDE:]
    found: set[str] = set()
    for operation in every_operation():
        if not operation.told_in(clause):
            continue
        for operands in _choices(operation, told):
            if not _meant(operation, operands, clause.partition(mention.text)[0], sheet):
                continue
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


def _meant(operation: Operation, operands: Sequence[str], before: str, sheet: FactSheet) -> bool:
    """Whether the words before a figure name its other operand, or name none."""
    named = re.search(operation.of, before) if operation.of else None
    words = named[1] if named else ""
    first, other = (sheet.by_id[one] for one in operands[:2])
    others = (other,) if operation.id != "difference" else (first, other)
    return (
        len(words) < 2  # noqa: PLR2004 - a pair of characters
        or other.id == first.parent
        or any(
            words[at : at + 2] in "".join((one.scope or "", *one.path))
            for one in others
            for at in range(len(words) - 1)
        )
    )


def in_words(reference: Reference, sheet: FactSheet) -> Iterator[str]:
    """Clauses that say what a computed reference is: ``女教师占教师的{占比:women,all}``.

    The caller asks the verifier which of them holds.
    """
    operands = reference.operands
    if reference.fact in operations()["相差"].names:
        operands = tuple(sorted(operands, key=lambda one: "." in one))  # 建成12个与目标相差1个
    read = [one.partition(".") for one in operands]
    facts = [sheet.by_id[one] for one, _, _ in read]
    alike = len({fact.name for fact in facts}) < len(facts)
    names = [
        field_word(field) if at and fact is facts[0] else f"{alike * (fact.scope or '')}{fact.name}"
        for at, (fact, (_, _, field)) in enumerate(zip(facts, read, strict=True))
    ]
    told = (f"{name}{{{one}}}" for name, one in zip(names, operands, strict=True))
    values = {
        "all": f"{'、'.join(names[:-1])}与{names[-1]}",
        "rest": "、".join(names[1:]),
        "told": "、".join(told),
        "unit": facts[1].unit or "",
        "x": reference.text,
    }
    for said in operations()[reference.fact].said:
        yield said.format(*names, **values)


def _same_number(mention: Mention, text: str, unit: str, sheet: FactSheet) -> bool:
    """Whether a computed number is the figure, unit included."""
    offered = next(iter(read_mentions(text, units=sheet.units)), None)
    if offered is None or not compatible(mention.unit, unit.lstrip("".join(SCALES))):
        return False
    one, other = quantity_of(mention), quantity_of(offered)
    return one is not None and other is not None and (one.low, one.high) == (other.low, other.high)
