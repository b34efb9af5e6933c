"""Decides whether a figure is proved: by its binding, by a computation, or by the period."""

from __future__ import annotations

from typing import TYPE_CHECKING

from assistant.domain import Kind
from assistant.verification.candidates import Role
from assistant.verification.frames import FrameKind
from assistant.verification.verdicts.case import WRONG_ROLE

if TYPE_CHECKING:
    from assistant.verification.derivation import Deriver
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
WEAK = 0.4


def settle(case: Case, deriver: Deriver, calendar: Calendar) -> None:
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
    case.accepted = proved or case.computed is not None
    if case.computed is not None and not proved:
        case.support = None


def _settle_moment(case: Case, calendar: Calendar) -> None:
    if case.support is not None and case.binding.rival is None:
        case.accepted = True
    elif calendar.vouches(case.claim, case.text):
        case.accepted, case.support = True, None


def _proved(case: Case) -> bool:
    support, claim = case.support, case.claim
    if support is None or case.binding.rival is not None:
        return False
    candidate = support.candidate
    if case.binder.cost(claim, candidate) >= WRONG_ROLE:
        return False
    if support.fit < SILENT and candidate.role is not Role.RANK:
        return False
    return _same_time(case)


def _same_time(case: Case) -> bool:
    """Whether the part of the year that is told is the fact's."""
    support, claim = case.support, case.claim
    if support is None:
        return False
    time = support.candidate.words.time
    if claim.time and time and time != claim.time:
        return False
    return not (time and claim.whole_year and time != claim.time)
