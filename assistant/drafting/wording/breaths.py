"""What is told in one breath: a fact with its halves of the year, its places, last year's twin."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from assistant.drafting.wording.phrases import phrase, words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from assistant.domain import Fact


@dataclass(frozen=True, slots=True)
class Unit:
    """A fact and the facts that are told with it.

    Attributes:
        fact: the indicator.
        halves: the same of a part of the year: 上半年.
        places: the same of narrower places: 湖东街道.
        earlier: the same of the year before, where the file gives it as a fact of its own.
    """

    fact: Fact
    halves: tuple[Fact, ...] = ()
    places: tuple[Fact, ...] = ()
    earlier: Fact | None = None


def units_of(facts: Sequence[Fact]) -> list[Unit]:
    """The indicators with what belongs to each, in the order of the facts.

    Args:
        facts: top-level indicators that have happened, of one group.
    """
    units = [Unit(fact) for fact in facts if _base_of(fact, facts) is None]
    at = {unit.fact.id: place for place, unit in enumerate(units)}
    for fact in facts:
        base = _base_of(fact, facts)
        if base is None:
            continue
        unit = units[at[base.id]]
        if part_of_year(fact):
            units[at[base.id]] = replace(unit, halves=(*unit.halves, fact))
        elif fact.scope in words("years_before"):
            units[at[base.id]] = replace(unit, earlier=fact)
        else:
            units[at[base.id]] = replace(unit, places=(*unit.places, fact))
    return units


def _base_of(fact: Fact, facts: Sequence[Fact]) -> Fact | None:
    """The fact that ``fact`` is a half, a place or last year's twin of; None for others."""
    if fact.parts:
        return None
    part = part_of_year(fact)
    name = fact.name.removeprefix(part) if part and not _timed(fact) else fact.name
    found = [
        other
        for other in facts
        if other.name == name
        and other.id != fact.id
        and other.unit == fact.unit
        and (other.rank is None) == (fact.rank is None)
        and _is_whole(other)
    ]
    if len(found) != 1:
        return None
    if part or fact.scope in words("years_before"):
        return found[0] if part == "" or fact.low is not None else None
    narrower = fact.low is not None and bool(fact.scope) and not _is_whole(fact)
    return found[0] if narrower else None


def _is_whole(fact: Fact) -> bool:
    """Whether it speaks of the whole place and the whole year."""
    whole = not fact.scope or fact.scope.startswith(phrase("whole"))
    return whole and not part_of_year(fact)


def part_of_year(fact: Fact) -> str:
    """上半年 and the like where the fact is of that; empty for others."""
    for part in words("parts_of_year"):
        if fact.scope == part or (fact.name.startswith(part) and fact.name != part):
            return part
    return ""


def _timed(fact: Fact) -> bool:
    return fact.scope in words("parts_of_year")
