"""Arithmetic that gives a refused figure, though no word licenses it: shown for a person to confirm, never proof.

How far what its words name is from its target, or from what the sentence told, is tried first, then what the
sentence told, the paragraph, the opening too, then all that its words and its sentence name. With the formula goes
its chance: how likely a figure of so many digits follows from something that was tried by accident. Of the numbers
as precise between half and twice the figure it is the part that any formula tried gives.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from itertools import combinations, pairwise, permutations, product
from operator import attrgetter
from typing import TYPE_CHECKING

from assistant.verification.candidates import Role
from assistant.verification.claims.frames import FrameKind
from assistant.verification.grams import tokens
from assistant.verification.interchange import coarse_share, misprinted, significant
from assistant.verification.reckoning import formulas
from assistant.verification.reckoning.constructions import plain
from assistant.verification.reckoning.relations import (
    UNITLESS,
    alike,
    distinct,
    divides,
    of_class,
    of_level,
    same,
    size,
    within,
)
from assistant.verification.reckoning.told import place_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from assistant.verification.claims.claims import Claim
    from assistant.verification.reckoning.operands import Operands
    from assistant.verification.reckoning.records import Derivation, Operand

    Tried = tuple[Derivation, str]

_NEAR, _NAMED, _FIRST, _OTHERS = 10, 24, 3, 6
_FIELDS = {Role.VALUE: "", Role.PREVIOUS: ".previous", Role.TARGET: ".target"}
_GROWS = frozenset({FrameKind.GROWTH, FrameKind.PLAIN})
_ADDS = frozenset({FrameKind.SUM, FrameKind.PLAIN})
_AVERAGES = frozenset({FrameKind.AVERAGE, FrameKind.PLAIN})
# What is told so is of the very fact that its words name, or of no fact of now.
_SETTLED = frozenset(
    {
        FrameKind.GROWTH,
        FrameKind.COMPLETION,
        FrameKind.INCREASE,
        FrameKind.SUM,
        FrameKind.PREVIOUS,
        FrameKind.TARGET,
    }
)
_GAP = "{0} - {1}"
# A figure that comes out by accident more often than this is not worth a person's look.
ACCIDENT = 0.34
_COMPLETES = frozenset({FrameKind.COMPLETION, FrameKind.PLAIN})
# So many shares are told in words between half and twice one of them: 三成, 四分之一, 过半.
_COARSE = 12
# A digit is one of so many, and any other is a misprint of it.
_DIGITS = 10
_HALF, _TWICE = Decimal("0.5"), Decimal(2)


@dataclass(frozen=True, slots=True)
class Proposal:
    """A derivation that gives a figure and that no word names.

    Attributes:
        derivation: the arithmetic.
        formula: the same as the facts file writes a ``formula``; None where it needs a figure that followed itself.
        chance: how likely a figure of so many digits comes out of what was tried by accident, 0 to 1.
    """

    derivation: Derivation
    formula: str | None
    chance: float


def proposed(
    claim: Claim,
    operands: Operands,
    true: Callable[[Claim, Derivation], bool],
    said: str,
    ahead: Sequence[Operand],
) -> tuple[Proposal | None, Derivation | None]:
    """What gives a figure though its words name nothing that does, and what it is a misprint of; None for nothing.

    Args:
        claim: a figure that was refused.
        operands: what the text has told.
        true: whether the figure is true of a derivation.
        said: the figure's own words, before it and behind it; empty where what they name was tried.
        ahead: what its sentence states behind it.
    """
    quantity = claim.quantity
    if quantity is None or not quantity.low:
        return None, None
    found: list[Proposal] = []
    slips: list[Derivation] = []
    for tried in _tries(claim, operands, said, ahead):
        for derived, pattern in tried:
            if true(claim, derived):
                chance = _chance(claim, abs(quantity.low), [abs(one.value) for one, _ in tried])
                found.append(Proposal(derived, _formula(derived, pattern), chance))
                break
        if found and found[-1].chance <= ACCIDENT:
            return found[-1], None
        if not slips:
            slips += _slips(claim, abs(quantity.low), [one for one, _ in tried])
    return min(found, key=attrgetter("chance"), default=None), next(iter(slips), None)


def _tries(
    claim: Claim, operands: Operands, said: str, ahead: Sequence[Operand]
) -> Iterator[list[Tried]]:
    """All formulas over one pool of operands after the other."""
    told = operands.told.before(claim, _NEAR)
    near = operands.told.since(claim.sentence[0], told)
    before = [was for one in near for was in operands.previous(one)]
    named = said if claim.frame.kind not in _SETTLED else ""
    own = operands.clearly(claim, named, _FIRST) if named else []
    aims = [item for one in own for item in operands.target(one)]
    if own:
        # 轮换欠0.6万吨, 超警戒2.12米: what its own words name is most often short of something.
        gaps = _tried(claim, _of_base(claim, operands, distinct([*own, *aims, *near])))
        yield [one for one in gaps if one[1] == _GAP]
    pools = (
        near,
        [*ahead, *near],
        [*near, *operands.told.meant(near), *before],
        told,
        [*told, *operands.told.opening(claim)],
        _parts(claim, operands),
    )
    for items in pools:
        yield list(_tried(claim, distinct(items)))
    if named:
        # 票款可抵其中37.5% of the costs told before it.
        others = [item for one in own for item in operands.previous(one)]
        others += operands.clearly(claim, operands.told.sentence(claim), _OTHERS)
        found = _of_base(claim, operands, [*own, *aims, *others])
        yield list(_tried(claim, distinct([*found, *near])))


def _of_base(claim: Claim, operands: Operands, found: Sequence[Operand]) -> list[Operand]:
    """Those that bear the base that is named and are of its level; without one those that are no parts of others."""
    said = claim.frame.base
    found = [one for one in found if of_level(said, one, operands.index.own_levels)]
    base = tokens(plain(said)).keys()
    if base:
        return [one for one in found if not base.isdisjoint(tokens(place_of(one.source)))]
    return [one for one in found if not any(within(one, other) for other in found)]


def _parts(claim: Claim, operands: Operands) -> list[Operand]:
    """The parts of what its words name and has another value: 义务教育学校在校生 of 小学生 and 初中生."""
    own = claim.quantity.low if claim.quantity is not None else None
    named = operands.clearly(claim, claim.sight.told, _NAMED)
    facts = {one.source.fact.id: one.source.fact for one in named if one.source.fact.parts}
    others = [
        fact
        for name, fact in facts.items()
        if all(one.value != own for one in operands.value(name))
    ]
    return [one for fact in others for part in fact.parts for one in operands.value(part)]


def _chance(claim: Claim, value: Decimal, values: Sequence[Decimal]) -> float:
    step = claim.quantity.step if claim.quantity is not None else None
    near = [one for one in values if value * _HALF <= one <= value * _TWICE]
    if coarse_share(claim.mention) or not step:
        return min(1.0, len(set(near)) / _COARSE)
    places = max(Decimal(1), value * (_TWICE - _HALF) / step)
    return min(1.0, float(len({int(one / step) for one in near}) / places))


def _slips(claim: Claim, value: Decimal, tried: Sequence[Derivation]) -> Iterator[Derivation]:
    """What a figure is a misprint of, if hardly by accident."""
    step = claim.quantity.step if claim.quantity is not None else None
    if not step or coarse_share(claim.mention):
        return
    rounded = [(one.value / step).to_integral_value() * step for one in tried]
    digits = significant(value)
    others = _DIGITS * digits / ((_DIGITS - 1) * 10 ** (digits - 1))
    if len(set(rounded)) * others <= ACCIDENT:
        yield from (
            one for one, told in zip(tried, rounded, strict=True) if misprinted(value, told)
        )


def _formula(derived: Derivation, pattern: str) -> str | None:
    if any(item.reckoned or item.source.role not in _FIELDS for item in derived.operands):
        return None
    names = [f"{item.source.fact.id}{_FIELDS[item.source.role]}" for item in derived.operands]
    return pattern.format(*names)


def _tried(claim: Claim, items: Sequence[Operand]) -> Iterator[Tried]:
    if claim.unit_class == formulas.PERCENT:
        yield from _shares(claim.frame.kind, items)
        yield from _changes(claim, items)
    elif claim.unit_class == formulas.POINTS:
        for one, other in combinations(items, 2):
            if one.unit_class == other.unit_class == formulas.PERCENT:
                yield formulas.difference(one, other, 0, claim.unit_class), _GAP
    elif claim.unit_class == formulas.MULTIPLE:
        for one, other in permutations(items, 2):
            if alike(one, other) and one.value > other.value > 0:
                yield formulas.multiple(one, other, more=False), "{0} ÷ {1}"
    else:
        yield from _amounts(claim, items, claim.unit_class)


def _shares(frame: FrameKind, items: Sequence[Operand]) -> Iterator[Tried]:
    if frame is FrameKind.GROWTH:
        return
    for one, other in combinations(items, 2):
        top, whole = sorted((one, other), key=size)
        if divides(top, whole) and top.value < whole.value:
            yield formulas.share([top], whole), "{0} ÷ {1}"
            if frame in _COMPLETES and top.value:
                yield formulas.share([whole], top), "{0} ÷ {1}"
    for one, other in pairwise(items):
        for whole in items:
            apart = alike(one, other) and not same(whole, one) and not same(whole, other)
            if apart and divides(one, whole) and one.value + other.value <= whole.value:
                yield formulas.share([one, other], whole), "({0} + {1}) ÷ {2}"


def _changes(claim: Claim, items: Sequence[Operand]) -> Iterator[Tried]:
    if claim.frame.kind not in _GROWS:
        return
    for one, other in combinations(items, 2):
        less, more = sorted((one, other), key=size)
        if alike(one, other) and one.unit_class not in UNITLESS and less.value > 0:
            if claim.frame.direction >= 0:
                yield formulas.change(more, less, 1), "({0} - {1}) ÷ {1}"
            if claim.frame.direction <= 0:
                yield formulas.change(less, more, -1), "({0} - {1}) ÷ {1}"


def _amounts(claim: Claim, items: Sequence[Operand], kind: str) -> Iterator[Tried]:
    frame = claim.frame.kind
    like = of_class(items, claim.mention.unit, kind)
    if frame is not FrameKind.AVERAGE:
        for one, other in combinations(like, 2):
            less, more = sorted((one, other), key=size)
            if alike(one, other):
                yield formulas.rest(more, [less]), _GAP
            if alike(one, other) and frame in _ADDS:
                yield formulas.total([more, less]), "{0} + {1}"
        for run in zip(like, like[1:], like[2:], strict=False):
            if frame in _ADDS and all(alike(*pair) for pair in combinations(run, 2)):
                yield formulas.total(run), "{0} + {1} + {2}"
    if frame in _AVERAGES:
        yield from _means(like, items)


def _means(like: Sequence[Operand], items: Sequence[Operand]) -> Iterator[Tried]:
    for top, by in product(like, items):
        if by.value and not same(top, by) and not UNITLESS & {top.unit_class, by.unit_class}:
            yield formulas.mean(top, by, by.value), "{0} ÷ {1}"
