"""Times of the day: 8:30, 下午3点15分, 凌晨四点, 早8点至晚6点. They are exempt: nothing is counted.

Lengths of time in two units (4分30秒) are counts.
"""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from assistant.domain import Exemption, Kind
from assistant.extraction.lexicon import forms
from assistant.extraction.numbers import read_number
from assistant.extraction.reading import Reading

if TYPE_CHECKING:
    from assistant.extraction.reading import View

_FORMS = forms(__file__)
_FARTHEST = 8


def read_clock(view: View, at: int) -> Reading | None:
    """The time of day at ``at``; None where 8:30 may be a ratio and 四点 may be four points."""
    norm = view.norm
    match = _FORMS.words.match(norm, at)
    if match is not None:
        told = _FORMS.daytime.search(norm, max(0, at - _FARTHEST), at)
        plain = norm[at].isascii() and match["word"] == "时"
        fine = match["fine"] and not _FORMS.decimal.fullmatch(match[0])
        return _time(at, match.end()) if told or plain or fine else None
    match = _FORMS.colon.match(norm, at)
    if match is None:
        return None
    told = _FORMS.colon_before.search(norm, max(0, at - 4), at) or _FORMS.until.match(
        norm, match.end()
    )
    return _time(at, match.end()) if told or match[0].count(":") > 1 else None


def _time(start: int, end: int) -> Reading:
    return Reading(start, end, Kind.COUNT).excuse(Exemption.NAME, "时刻,不作数量核对")


def read_clocked(norm: str, at: int) -> Reading | None:
    """A length of time in two units, in the smaller of them: 4分30秒 is 270 秒, 九年六个月 114 个月."""
    match = _FORMS.term.match(norm, at)
    if match is not None:
        years, months = (read_number(match[name], 0) for name in ("years", "months"))
        if years is None or months is None or not years.valid:
            return None
        value, unit = years.low * 12 + months.low, "个月"
    else:
        match = _FORMS.timed.match(norm, at)
        if match is None or not (match["hours"] or match["seconds"]):
            return None
        minutes = int(match["hours"] or 0) * 60 + int(match["minutes"])
        value = Decimal(minutes * 60 + int(match["seconds"]) if match["seconds"] else minutes)
        unit = "秒" if match["seconds"] else "分钟"
    return Reading(
        at, match.end(), Kind.DURATION, value, value, unit=unit, step=Decimal(1),
        number_start=at, number_end=match.end(),
    )  # fmt: skip
