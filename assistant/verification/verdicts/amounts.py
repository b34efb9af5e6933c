"""The verdicts on an amount as it is written: its unit, its limit, its approximation."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING

from assistant.domain import Bound, Kind, Level, Verdict
from assistant.extraction import kind_of_unit, unit_class
from assistant.verification import messages
from assistant.verification.candidates import Role
from assistant.verification.claims.frames import FrameKind
from assistant.verification.interchange import fits
from assistant.verification.lexicon import forms, words
from assistant.verification.matching.matches import Binding
from assistant.verification.matching.rounding import Agreement, agreement
from assistant.verification.matching.scoring import PLACES, role_cost, score
from assistant.verification.reckoning.relations import RATES
from assistant.verification.verdicts.case import Judgement

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from assistant.domain import Mention
    from assistant.verification.candidates import Candidate
    from assistant.verification.claims.claims import Claim
    from assistant.verification.reckoning.derivation import Deriver
    from assistant.verification.verdicts.case import Case

# So well must the words speak of a fact.
_ENOUGH = 0.25
# The other kind with its unit and class.
_OTHERS = {
    Kind.PERCENT: (Kind.POINTS, "个百分点", "points"),
    Kind.POINTS: (Kind.PERCENT, "%", "percent"),
}
_FRAMES = {FrameKind.GROWTH: FrameKind.INCREASE, FrameKind.INCREASE: FrameKind.GROWTH}
# 万 and 亿 gained or lost.
_SHIFTS = frozenset({0, 4, 8})
_FORMS = forms(__file__)
_TURNED = {
    "下限": frozenset({Bound.AT_MOST, Bound.LESS_THAN}),
    "上限": frozenset({Bound.AT_LEAST, Bound.MORE_THAN}),
}
# So far off the number that an approximation gives may be, to be one of the fact's at all.
_HALF, _TWICE = Decimal("0.5"), 2


def wrong_unit(case: Case) -> Judgement | None:
    """A right number in a wrong unit: 篇 for 条, 人 for 人次, % for 个百分点, 万元 for 亿元.

    No fact has the figure as written, but a fact that its words speak of has the same digits in another unit.
    """
    moved = case.tried is not None and case.claim.frame.direction
    rungs = moved and case.claim.mention.unit in words("rungs").words
    if case.accepted or case.support is not None or rungs:
        return None  # 后移三位 of two ranks is no 3处
    claim, told = case.claim, case.claim.mention.unit or "无单位"
    found = _best(
        (one for one in case.binder.near(claim) if _same_digits(claim, one)),
        lambda one: score(claim, one) + role_cost(claim, one),
    )
    if found is None:
        if case.other_unit is None:
            return None
        fact, says = case.other_unit
        return Judgement(Verdict.WRONG_UNIT, f"“{case.said}”的单位是{told},但{says}", fact)
    reason = f"“{case.said}”的单位是{told},但{messages.says(found)}"
    return Judgement(Verdict.WRONG_UNIT, reason, found.reference, messages.value(found))


def _best(found: Iterable[Candidate], speaks: Callable[[Candidate], float]) -> Candidate | None:
    """The candidate that the words speak of best, and well enough."""
    best = max(found, key=speaks, default=None)
    return best if best is not None and speaks(best) > _ENOUGH else None


def _same_digits(claim: Claim, candidate: Candidate) -> bool:
    """Whether a candidate has the figure's digits, and something else in the place of its unit or scale."""
    mention, inner = claim.mention, candidate.mention
    told = mention.high if mention.low is None else mention.low
    written = candidate.written if inner is None else inner.low
    if not told or not written or not _digits(told, abs(written)):
        return False
    if _no_amounts(mention, candidate):
        return False
    if fits(mention.unit, candidate.unit):
        return _scaled(mention.text, candidate.unit if inner is None else inner.text)
    return not _lengths(mention.kind, candidate.unit)


def _no_amounts(mention: Mention, candidate: Candidate) -> bool:
    """Whether one of the two is none: a rank or grade is no count, 20册 no growth of 20%."""
    inner = candidate.mention
    places = (mention.kind in PLACES) != (inner is not None and inner.kind in PLACES)
    return places or (candidate.derived and unit_class(mention.unit) not in RATES)


def _lengths(kind: Kind, unit: str | None) -> bool:
    """Whether one of the two is a length of time and the other is none: 三个月 is no 3个."""
    return (kind is Kind.DURATION) != (kind_of_unit(unit) is Kind.DURATION)


def _digits(told: Decimal, written: Decimal) -> bool:
    """Whether two numbers have the same digits up to 万, 亿 and their like."""
    shift = told.normalize().adjusted() - written.normalize().adjusted()
    return told.scaleb(-shift) == written and abs(shift) in _SHIFTS


def _scaled(text: str, unit: str | None) -> bool:
    """Whether figure and fact are written with different scale words."""
    return any((scale in text) != (scale in (unit or "")) for scale in "万亿")


def _in_the_other(claim: Claim) -> Claim | None:
    """The figure in the other of % and 个百分点; None where it is in neither."""
    other = _OTHERS.get(claim.mention.kind)
    if other is None or claim.quantity is None:
        return None
    kind, unit, unit_class = other
    return replace(
        claim,
        mention=replace(claim.mention, kind=kind, unit=unit),
        quantity=replace(claim.quantity, unit=unit, unit_class=unit_class),
        frame=replace(claim.frame, kind=_FRAMES.get(claim.frame.kind, claim.frame.kind)),
    )


def in_other_unit(case: Case, deriver: Deriver) -> tuple[str, str] | None:
    """(the fact's reference, what it says) where a figure would be true in the other unit."""
    claim = _in_the_other(case.claim)
    if claim is None:
        return None
    own = case.binder.index.by_fact.get(claim.anchor, [])
    true = (
        one
        for one in (*case.binder.near(claim), *own)
        if fits(claim.mention.unit, one.unit) and agreement(claim, one)
    )
    best = _best(true, lambda one: score(claim, one))
    if best is not None:
        return best.reference, messages.says(best)
    computed, _ = deriver.derive(Binding(claim))
    if computed is None:
        return None
    return computed.source.fact.id, f"按事实{computed.formula}"


# -- limits and approximations ----------------------------------------------------------------


def wrong_bound(case: Case) -> Judgement | None:
    """A limit turned round, or one that the fact breaks.

    The fact is itself a limit (不少于4篇) and the figure gives the other side (不超过4篇), or the figure's limit
    is not true of the exact value.
    """
    own = case.support.candidate if case.support is not None else None
    if own is not None and _turned(case, own):
        reason = f"“{case.said}”说成了另一侧的限度,但{messages.stated(own)}"
        return Judgement(Verdict.WRONG_BOUND, reason, own.reference)
    meant, quantity = case.meant, case.claim.quantity
    if case.accepted or own is not None or meant is None:
        return None
    exact = quantity is not None and quantity.exact
    limit = words("limits").first(case.claim.mention.approximator or "") is not None
    if not limit and (exact or meant.fact.bound is None):
        return None
    reason = f"“{case.said}”与事实不符:{messages.says(meant)}"
    return Judgement(Verdict.WRONG_BOUND, reason, meant.reference, messages.value(meant))


def _turned(case: Case, own: Candidate) -> bool:
    """Whether a limit is told as one of the other side: 15天的法定下限 of 不超过15天."""
    word = _FORMS.behind.match(case.claim.behind) or _FORMS.named.search(
        case.text, *case.claim.before
    )
    return own.role is Role.VALUE and word is not None and own.fact.bound in _TURNED[word[1]]


def wrong_rounding(case: Case) -> Judgement | None:
    """An approximation outside of which the fact lies that its words speak of.

    Even where a fact that no word speaks of happens to lie within. A 超 that is true but far below the value is a
    warning.
    """
    support = case.support
    if support is not None and support.agreement is Agreement.FAR:
        own = support.candidate
        reason, level = f"“{case.said}”虽不错,但离{messages.stated(own)}太远", Level.WARNING
        return Judgement(
            Verdict.WRONG_ROUNDING, reason, own.reference, messages.value(own), level=level
        )
    meant = case.meant if support is None else _by_chance(case)
    if case.accepted or meant is None or case.claim.mention.exact:
        return None
    quantity = case.claim.quantity
    told = None if quantity is None else quantity.high if quantity.low is None else quantity.low
    if not told or not meant.low or not _HALF <= abs(told / meant.low) <= _TWICE:
        return None
    reason = f"“{case.said}”与事实不符:{messages.stated(meant)}"
    return Judgement(Verdict.WRONG_ROUNDING, reason, meant.reference, messages.value(meant))


def _by_chance(case: Case) -> Candidate | None:
    """The fact that is meant, where another that no word speaks of lies within the approximation."""
    rival = case.binding.rival
    if rival is None or rival.role is not Role.VALUE or not case.borrowed:
        return None
    return rival if case.claim.mention.approximator is not None else None
