"""Decides whether a figure is proved: by its binding, by a computation, or by the period."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from assistant.domain import Kind
from assistant.verification.candidates import Role
from assistant.verification.claims.frames import FrameKind
from assistant.verification.claims.periods import foreign_time
from assistant.verification.matching.restated import counts
from assistant.verification.matching.scoring import level_conflict, opposite
from assistant.verification.rates import in_other_unit
from assistant.verification.units import coarse_share, significant
from assistant.verification.verdicts.case import WRONG_ROLE

if TYPE_CHECKING:
    from assistant.verification.claims.claims import Claim
    from assistant.verification.consistency.structure import Counter
    from assistant.verification.matching.matches import Match
    from assistant.verification.reckoning.derivation import Deriver
    from assistant.verification.verdicts.case import Case
    from assistant.verification.years import Calendar

_MOMENTS = frozenset({Kind.DATE, Kind.YEAR, Kind.REDACTION})
_COMPUTED = frozenset(
    {
        FrameKind.SHARE,
        FrameKind.AVERAGE,
        FrameKind.SUM,
        FrameKind.DIFFERENCE,
        FrameKind.REST,
        FrameKind.OVER_TARGET,
    }
)
# Below this the words around a figure speak of nothing that the fact is about.
SILENT = 0.12
SMALL = 0.1
DOUBTFUL = 0.3
LARGE = 1000
FEW = 2
WEAK = 0.4
NAMED = 0.8


def settle(case: Case, deriver: Deriver, calendar: Calendar, counter: Counter) -> None:
    """Fills in what is known of a figure and whether it is proved."""
    binding, claim = case.binding, case.claim
    case.support, case.meant = binding.support, binding.meant
    if claim.mention.kind in _MOMENTS:
        _settle_moment(case, calendar)
        return
    proved = _proved(case)
    support = case.support
    weak = support is not None and support.fit < WEAK and claim.frame.kind in _COMPUTED
    if not proved or weak:
        case.computed, case.tried = deriver.derive(binding)
    case.accepted = proved or case.computed is not None or counter.bears_out(claim)
    if case.accepted and not proved:
        case.support = None
    if not case.accepted and case.support is None:
        case.other_unit = in_other_unit(case, deriver)


def _settle_moment(case: Case, calendar: Calendar) -> None:
    if case.meant is None and calendar.holds(case.claim.mention):
        case.accepted, case.support = True, None
    elif case.support is not None and case.binding.rival is None:
        case.accepted = True
    elif case.meant is None and calendar.vouches(case.claim, case.text):
        case.accepted, case.support = True, None


def _proved(case: Case) -> bool:
    support, claim = case.support, case.claim
    if support is None or case.binding.rival is not None:
        return False
    candidate = support.candidate
    if case.binder.cost(claim, candidate) >= WRONG_ROLE:
        return False
    if support.fit < _least(case, support) and candidate.role is not Role.RANK:
        return False
    if (
        level_conflict(claim, candidate)
        or opposite(claim, candidate)
        or _upward_part(case)
        or _of_another(case)
    ):
        return False
    return _same_time(case) and foreign_time(case) is None


def _least(case: Case, support: Match) -> float:
    """How well words must fit: a rare value proves itself, a small one or a borrowed one does not."""
    claim, quantity = case.claim, case.claim.quantity
    anchored = claim.bare and support.candidate.fact.id == claim.anchor
    told = case.binding.restated or counts(claim, support.candidate)
    if claim.mention.kind is Kind.RATIO or anchored or told:
        return 0.0
    if claim.frame.base and support.candidate.role is Role.VALUE:
        return DOUBTFUL  # 占总投资的30% is no other rate that comes to 30 %
    value = (quantity.low or quantity.high or Decimal(0)) if quantity else Decimal(0)
    digits = significant(value)
    if case.binding.double:
        return SILENT if digits > FEW else DOUBTFUL
    if digits > FEW or abs(value) >= LARGE:
        return 0.0
    return SILENT if digits > 1 or support.candidate.derived else SMALL


def _of_another(case: Case) -> bool:
    """Whether a growth or share without a subject is that of a fact the sentence does not state."""
    support, claim = case.support, case.claim
    if support is None or not claim.bare or not claim.anchors:
        return False
    fact, coarse = support.candidate.fact, coarse_share(claim.mention)
    if coarse and support.candidate.role is Role.VALUE and claim.frame.kind is FrameKind.SHARE:
        return fact.id not in claim.anchors and support.fit < NAMED
    if not support.candidate.derived:
        return False
    if _named_behind(claim, fact.name):
        return False
    last = coarse or claim.frame.kind is FrameKind.SHARE
    near = claim.anchors[-1:] if last else claim.anchors
    return fact.id not in near


def _named_behind(claim: Claim, name: str) -> bool:
    """Whether the part is named behind its share: 其中三分之二属于新建."""
    return any(name[at : at + 2] in claim.behind for at in range(len(name) - 1))


def _upward_part(case: Case) -> bool:
    """Whether 省级以上占 is taken for the share of 省级 alone."""
    support, claim = case.support, case.claim
    before = case.text[slice(*claim.before)]
    return (
        support is not None
        and support.candidate.role is Role.SHARE
        and claim.frame.kind is FrameKind.SHARE
        and "以上" in before
        and "以上" not in support.candidate.fact.name
    )


def _same_time(case: Case) -> bool:
    """Whether the part of the year that is told is the fact's."""
    support, claim = case.support, case.claim
    time = support.candidate.words.time if support is not None else ""
    if claim.time and time and time != claim.time:
        return False
    return not (time and claim.whole_year and time != claim.time)
