"""Lists whose last element carries the unit: 0.9、5.9个百分点 · 一、二等奖 · 23、47和75人次."""

from __future__ import annotations

from decimal import Decimal
from itertools import pairwise
from typing import TYPE_CHECKING

from assistant.domain import Exemption, Kind

if TYPE_CHECKING:
    from assistant.extraction.reading import Reading

_LINKS = frozenset(("、", "和", "与", "及", "以及", "或", "或者", "/", "、和"))
_SHARING = frozenset(
    (
        Kind.COUNT, Kind.MONEY, Kind.PERCENT, Kind.POINTS, Kind.MEASURE, Kind.SCORE,
        Kind.DURATION, Kind.MULTIPLE, Kind.GRADE,
    )
)  # fmt: skip
_RANK_UNITS = frozenset((None, "名", "位"))
_ONE = Decimal(1)
_LONGEST_LINK = 3


def share_units(norm: str, readings: list[Reading]) -> None:
    """Gives each element of a list that has no unit of its own the one of the next element.

    A scale word is shared with the unit (1.2、3.4亿元), and 第一、二名 are two ranks.
    """
    for before, here in pairwise(readings):
        if before.kind is Kind.RANK and before.unit is None and _linked(norm, before, here):
            _continue_rank(here)
    for here, behind in zip(readings[-2::-1], readings[:0:-1], strict=False):
        if (
            _gives(behind)
            and (_takes(here) or _begun(here, behind))
            and _linked(norm, here, behind)
        ):
            _share(here, behind)


def _linked(norm: str, first: Reading, second: Reading) -> bool:
    gap = second.start - first.end
    return 0 < gap <= _LONGEST_LINK and norm[first.end : second.start].strip() in _LINKS


def _takes(reading: Reading) -> bool:
    bare = reading.exempt is None or (reading.exempt is Exemption.TERM and reading.single)
    return bare and reading.unit is None and reading.kind is Kind.COUNT and reading.low is not None


def _begun(here: Reading, behind: Reading) -> bool:
    """3.2个、1.6个和0.8个百分点: 个 is the beginning of the unit at the end."""
    points = behind.kind is Kind.POINTS and behind.unit == "个百分点"
    return points and here.unit == "个" and here.exempt is None and here.approximator is None


def _gives(reading: Reading) -> bool:
    if not reading.unit or reading.kind not in _SHARING or reading.unread:
        return False
    return reading.exempt in {None, Exemption.STRUCTURE, Exemption.VAGUE}


def _share(here: Reading, behind: Reading) -> None:
    here.unit, here.kind = behind.unit, behind.kind
    here.exempt, here.reason = None, ""
    factor = behind.scaled
    if here.scaled != _ONE or factor == _ONE or here.low is None or here.high is None:
        return
    if here.high < factor:
        here.low, here.high, here.scaled = here.low * factor, here.high * factor, factor
        here.step = (here.step or _ONE) * factor


def _continue_rank(here: Reading) -> None:
    small = here.kind is Kind.COUNT and here.low is not None and here.low == here.high
    if small and here.unit in _RANK_UNITS and here.exempt in {None, Exemption.TERM}:
        here.kind, here.exempt, here.reason = Kind.RANK, None, ""
