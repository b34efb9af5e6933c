"""How operands stand to one another: which can be added, divided, held against each other."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from operator import attrgetter
from typing import TYPE_CHECKING

from assistant.domain import Status
from assistant.extraction import compatible, factors, unit_class
from assistant.verification.candidates import Role
from assistant.verification.claims.levels import levels_of
from assistant.verification.grams import tokens
from assistant.verification.interchange import GENERAL, fits
from assistant.verification.lexicon import forms, operations
from assistant.verification.reckoning.told import place_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
    from collections.abc import Set as AbstractSet

    from assistant.verification.candidates import Candidate
    from assistant.verification.reckoning.records import Operand

RATES = frozenset({"percent", "points"})
_PLAIN = frozenset({Role.VALUE, Role.INNER})
_MOVED = frozenset({Role.GROWTH, Role.INCREASE})
UNITLESS = RATES | {"multiple"}
_FORMS = forms(__file__)
MOVING = _FORMS.moving
_TIMES = "_times"
# What things are ordered by.
size = attrgetter("value")
# What the words around a figure bear of a name counts less than its fact's own, a reckoned one's too.
_AROUND, _TOLD = 0.5, 0.8


def alike(one: Operand, other: Operand) -> bool:
    """Whether two operands can be added or held against each other: of one class, not one thing twice."""
    return one.unit_class == other.unit_class and not same(one, other)


def countable(one: Operand, other: Operand) -> bool:
    """Whether one may be told as a multiple of the other: of one class, or both count things."""
    if one.unit_class == other.unit_class:
        return True
    return all(
        compatible(item.unit, None) or item.unit_class.endswith(_TIMES) for item in (one, other)
    )


def same(one: Operand, other: Operand) -> bool:
    """Whether two operands are one."""
    if one.place >= 0 and one.place == other.place:
        return True
    return one.source is other.source and not one.reckoned and not other.reckoned


def within(one: Operand, other: Operand) -> bool:
    """Whether one is a part of the other: no gap lies between them."""
    mine, theirs = one.source.fact, other.source.fact
    if one.reckoned or other.reckoned:
        return False
    return mine.parent == theirs.id or theirs.parent == mine.id


def adds(item: Operand) -> bool:
    """Whether it may be added to others: no multiple, no target, not last year's."""
    if item.unit_class == "multiple":
        return False
    if item.reckoned:
        return not item.gap
    return item.source.role in _PLAIN


def divides(top: Operand, whole: Operand, *, fills: bool = False) -> bool:
    """Whether one operand may be told as a share of another; where it ``fills`` it, in another unit: 人 of 张."""
    if same(top, whole) or RATES & {top.unit_class, whole.unit_class}:
        return False
    like = fits(top.unit, whole.unit) or top.unit_class == whole.unit_class
    if not like and not (fills and countable(top, whole)):
        return False
    return bool(whole.value) and Decimal(0) <= top.value <= whole.value


def of_level(said: str, one: Operand, own: AbstractSet[str]) -> bool:
    """Whether a whole is of the level that words name, or of who reports: 占全市的22% is none of a county's."""
    levels = levels_of(said)
    return not (levels and own) or bool(levels & (own | one.source.levels))


def of_class(items: Iterable[Operand], unit: str | None, unit_class: str) -> list[Operand]:
    """Those that a figure of a unit may be reckoned from."""
    return [
        item
        for item in items
        if item.unit_class == unit_class
        or (item.unit_class not in UNITLESS and fits(unit, item.unit))
    ]


def counts(unit: str | None, one: Operand | Candidate) -> bool:
    """Whether what is counted may be told in a unit: 五位观众 of 168万人次, 40个学生, 3次 of 人次."""
    own, kind = unit_class(unit), one.unit_class
    times = own in (factors(kind) or ()) or (own == GENERAL and kind.endswith(_TIMES))
    return kind == own or times or fits(unit, one.unit)


def former(slot: str, told: Sequence[Operand]) -> list[Operand]:
    """The one of the last two told that 前者 or 后者 in a slot means; none where it says neither.

    Args:
        slot: the words.
        told: like operands, nearest first.
    """
    one = {"FORMER": 1, "LATTER": 0}
    for tag, place in one.items():
        if any(word in slot for word in operations()[tag]):
            return list(told[place : place + 1]) if len(told) > 1 else []
    return []


def distinct(items: Iterable[Operand]) -> list[Operand]:
    """Without those that are one: a fact told twice counts once."""
    found: list[Operand] = []
    for item in items:
        if not any(same(item, other) for other in found):
            found.append(item)
    return found


def bare(unit: str | None) -> str:
    """A unit without its scale: 公里 of 万公里."""
    return (unit or "").lstrip("万亿")


def borne(one: Operand, weights: Mapping[str, float]) -> float:
    """How much of some tokens an operand's names bear; the words around where it was told count less."""
    names, around = tokens(place_of(one.source)), tokens(one.words)
    return sum(
        weight * (_TOLD if one.reckoned else 1.0 if token in names else _AROUND)
        for token, weight in weights.items()
        if token in around
    )


def named_by(one: Operand, weights: Mapping[str, float]) -> bool:
    """Whether it was reckoned, or its own name bears some of the tokens, not only that of its total."""
    return one.reckoned or not weights.keys().isdisjoint(tokens(one.source.fact.name))


def stand_in(one: Operand, value: Decimal, name: str) -> Operand:
    """A reckoned value as an operand, of the fact and unit of one that it is like."""
    factor = one.written / one.value if one.value else Decimal(1)
    return replace(
        one,
        value=value,
        written=value * factor,
        name=name,
        told=None,
        place=-1,
        reckoned=True,
    )


def rests_of(parts: Iterable[Operand], wholes: Sequence[Operand], name: str) -> list[Operand]:
    """What each part leaves of each whole of its class, under a name of its own."""
    return [
        stand_in(whole, whole.value - part.value, name)
        for part in parts
        for whole in wholes
        if alike(part, whole) and whole.value > part.value
    ]


def base_class(unit_class: str) -> str:
    """The class of the operands of a gap: rates for points."""
    return "percent" if unit_class == "points" else unit_class


def alike_to(one: Operand, other: Operand) -> bool:
    """Whether two can be held against each other; a count against a count, a rate against a rate."""
    return alike(one, other) or (
        one.unit_class == other.unit_class and one.source.role is not other.source.role
    )


def moved_as(
    one: Operand, others: Sequence[Operand], role_of: Callable[[str, Role], list[Operand]]
) -> Iterator[tuple[Operand, Operand]]:
    """What is held against what: a growth against a growth, and what grew against what did not.

    增速21.3%,比进口的增幅高1.3个百分点; 比上年缩短1.2小时,比目标快0.4小时: what it is now.
    """
    role = one.source.role
    for base in others:
        moved = role in _MOVED and base.source.role is Role.VALUE
        yield from ((one, item) for item in role_of(base.source.fact.id, role) if moved)
        stands = role is Role.INCREASE and base.source.role is not role and not one.reckoned
        yield from ((now, base) for now in role_of(one.source.fact.id, Role.VALUE) if stands)
        yield one, base


def planned(one: Operand) -> int:
    """One for a plan, else none: how many years lie between it and the report's."""
    return int(one.source.fact.status is Status.PLANNED)


def moving(one: Operand) -> bool:
    """Whether a rate tells how something moved: it is never held against one that does not."""
    return one.source.role is Role.GROWTH or MOVING.search(one.source.fact.name) is not None
