"""Numbers side by side: lists that share a unit (0.9、5.9个百分点), and one number cut in two (4 65篇)."""

from __future__ import annotations

import re
from decimal import Decimal
from itertools import pairwise
from typing import TYPE_CHECKING

from assistant.domain import Exemption, Kind
from assistant.extraction.lexicon import forms

if TYPE_CHECKING:
    from assistant.extraction.reading import Reading, View

_LINKS = frozenset(("、", "和", "与", "及", "以及", "或", "或者", "/", "、和"))
_SHARING = frozenset(
    (
        Kind.COUNT, Kind.MONEY, Kind.PERCENT, Kind.POINTS, Kind.MEASURE, Kind.SCORE,
        Kind.DURATION, Kind.MULTIPLE, Kind.GRADE,
    )
)  # fmt: skip
_GIVING = frozenset((None, Exemption.STRUCTURE, Exemption.VAGUE))
_RANK_UNITS = frozenset((None, "名", "位"))
_ONE = Decimal(1)
_LONGEST_LINK = 3
_ENDED = re.compile("[,，。;；)）]|$")
_ENDS = frozenset("0123456789〇零一二两三四五六七八九十百千万亿")
_SCALES = frozenset("百千万亿")
_OVER_ENDS = _ENDS | frozenset("余多来几")
_POINTED = frozenset((Kind.PERCENT, Kind.POINTS, Kind.MONEY))
_FORMS = forms(__file__)
_CUT_KINDS = frozenset((Kind.COUNT, Kind.YEAR, Kind.RANK, Kind.PERCENT, Kind.FRACTION))


def refuse_cut(view: View, readings: list[Reading]) -> list[Reading]:
    """The readings, those side by side with nothing but a blank or a line break between as one, unread.

    4 65篇 may be 465 or two numbers, and nobody can tell.
    """
    kept: list[Reading] = []
    for here in readings:
        before = kept[-1] if kept else None
        if before is not None and _is_cut(view, before, here):
            before.end = before.number_end = here.end
            before.refuse("数字中间有空格或换行,看不出是一个数还是两个数,请连写或用标点隔开")
        else:
            kept.append(here)
    return kept


def _is_cut(view: View, first: Reading, second: Reading) -> bool:
    gap = view.norm[first.end : second.start]
    if gap == "。":  # 13。2%, a stop for a point
        return first.unit is None and first.kind is Kind.COUNT and second.kind in _POINTED
    if not _FORMS.cut.fullmatch(gap) or "\t" in view.text[first.end : second.start]:
        return False
    return (
        first.kind in _CUT_KINDS
        and first.exempt in {None, Exemption.TERM}
        and view.norm[first.end - 1]
        in (_OVER_ENDS if view.norm[second.start] in _SCALES else _ENDS)
        and view.norm[second.start] in _ENDS
        and second.exempt is not Exemption.ENUM
        and second.kind not in {Kind.DATE, Kind.YEAR}
        and not _heads(view.norm, first, second)
        and ("\n" not in gap or _runs_on(view.norm, first, second))
    )


def _heads(norm: str, first: Reading, second: Reading) -> bool:
    """Whether the first may number a heading that begins with the second: 2 三项措施."""
    begins = not first.start or norm[first.start - 1] == "\n"
    return begins and norm[first.start].isascii() != norm[second.start].isascii()


def _runs_on(norm: str, first: Reading, second: Reading) -> bool:
    """Whether a line break may stand inside a sentence: neither number is a line of its own."""
    alone = not first.start or norm[first.start - 1] == "\n"
    ends = norm[second.end : second.end + 1] in {"", "\n"}
    return not alone and (second.unit is not None or not ends)


def share_units(norm: str, readings: list[Reading]) -> None:
    """Gives each element of a list that has no unit of its own the one of the next element.

    A scale word is shared with the unit (1.2、3.4亿元), and 第一、二名 are two ranks.
    """
    for before, here in pairwise(readings):
        if before.kind is Kind.RANK and before.unit is None and _linked(norm, before, here):
            _continue_rank(here)
        arrived = _FORMS.arrived.fullmatch(norm[before.end : here.start]) and _ENDED.match(
            norm, here.end
        )
        if arrived and _begun(here, before):
            _share(here, before)
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
    """3.2个、1.6个和0.8个百分点, 3个和1个工作日: 个 is the beginning of the unit at the end."""
    longer = behind.unit != "个" and (behind.unit or "").startswith("个")
    return longer and here.unit == "个" and here.exempt is None and here.approximator is None


def _gives(reading: Reading) -> bool:
    if not reading.unit or reading.kind not in _SHARING or reading.unread:
        return False
    return reading.exempt in _GIVING


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
