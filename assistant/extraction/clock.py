"""Times of the day: 8:30, 下午3点15分, 凌晨四点, 早8点至晚6点. They are exempt: nothing is counted.

Lengths of time in two units (4分30秒) are counts.
"""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING

from assistant.domain import Exemption, Kind
from assistant.extraction.numbers import read_number
from assistant.extraction.reading import Reading

if TYPE_CHECKING:
    from assistant.extraction.reading import View

_HOUR = r"(?:2[0-4]|[01]?[0-9]|二十[一二三四]?|十[一二三四五六七八九]?|[〇零一二两三四五六七八九])"
_MINUTE = (
    r"(?:[0-5]?[0-9]|[二三四五]?十[一二三四五六七八九]?|[〇零]?[一二三四五六七八九])分(?![钟之])"
)
_FINE = rf"{_MINUTE}|半(?![年月天个小])|整(?![改治体理合顿修个])|[一三]刻"
# 一点五分 is a score of 1.5; as a time it is told 一点零五分.
_DECIMAL = re.compile("[〇零一二两三四五六七八九十]{1,3}点[一二三四五六七八九]分")
_COLON = re.compile(r"(?:[01]?[0-9]|2[0-4]):[0-5][0-9](?::[0-5][0-9])?(?![0-9:])")
_COLON_BEFORE = re.compile(
    r"(?:[上下中]午|晚上?|早上?|凌晨|时间[为是]?|[当次翌每][日天]|第二天|[0-9][日号]|至|到|-|—|~|日?于|从|:|在)[ ]?$"
)
_UNTIL = re.compile(
    r"[ ]?(?:-|—{1,2}|~|至|到)[ ]?(?:[次翌]日|第二天)?(?:[01]?[0-9]|2[0-4]):[0-5][0-9](?![0-9:])"
)
_WORDS = re.compile(
    rf"{_HOUR}(?P<word>点|时(?![间候代任段长期隔差速效限]))(?P<fine>{_FINE}|(?<=点)钟)?许?"
)
_DAYTIME = re.compile(
    r"(?:[上下中]午|正午|午[后间夜]|凌晨|清[晨早]|拂晓|黎明|傍晚|黄昏|[夜深]夜|夜[里间晚]|晚[上间]?|早[晨上]?"
    r"|[当每][日天晚早]|[0-9][日号]|(?:[点时半整钟刻分]|:[0-9]{2})[ ]?[至到~—-](?:[次翌]日|第二天)?)[ ]?$"
)
_FARTHEST = 8


def read_clock(view: View, at: int) -> Reading | None:
    """The time of day at ``at``; None where 8:30 may be a ratio and 四点 may be four points."""
    norm = view.norm
    match = _WORDS.match(norm, at)
    if match is not None:
        told = _DAYTIME.search(norm, max(0, at - _FARTHEST), at)
        plain = norm[at].isascii() and match["word"] == "时"
        fine = match["fine"] and not _DECIMAL.fullmatch(match[0])
        return _time(at, match.end()) if told or plain or fine else None
    match = _COLON.match(norm, at)
    if match is None:
        return None
    told = _COLON_BEFORE.search(norm, max(0, at - 4), at) or _UNTIL.match(norm, match.end())
    return _time(at, match.end()) if told or match[0].count(":") > 1 else None


def _time(start: int, end: int) -> Reading:
    return Reading(start, end, Kind.COUNT).excuse(Exemption.NAME, "时刻,不作数量核对")


_TERM = re.compile(
    r"(?P<years>[0-9]{1,2}|[一二两三四五六七八九十]{1,3})年(?:零|又)?"
    r"(?P<months>1[01]|[1-9]|十一?|[一二两三四五六七八九])个月"
)
_TIMED = re.compile(
    r"(?:(?P<hours>[0-9]{1,3})小时)?(?P<minutes>[0-9]{1,3})分钟?(?:(?P<seconds>[0-9]{1,2})秒)?"
)


def read_clocked(norm: str, at: int) -> Reading | None:
    """A length of time in two units, in the smaller of them: 4分30秒 is 270 秒, 九年六个月 114 个月."""
    term = _TERM.match(norm, at)
    if term is not None:
        years, months = (read_number(term[name], 0) for name in ("years", "months"))
        if years is None or months is None or not years.valid:
            return None
        value = years.low * 12 + months.low
        return Reading(
            at, term.end(), Kind.DURATION, value, value, unit="个月", step=Decimal(1),
            number_start=at, number_end=term.end(),
        )  # fmt: skip
    match = _TIMED.match(norm, at)
    if match is None or not (match["hours"] or match["seconds"]):
        return None
    minutes = int(match["hours"] or 0) * 60 + int(match["minutes"])
    value = Decimal(minutes * 60 + int(match["seconds"])) if match["seconds"] else Decimal(minutes)
    unit = "秒" if match["seconds"] else "分钟"
    return Reading(
        at, match.end(), Kind.DURATION, value, value, unit=unit, step=Decimal(1),
        number_start=at, number_end=match.end(),
    )  # fmt: skip
