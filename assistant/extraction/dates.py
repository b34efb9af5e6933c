"""Dates, months, years, quarters, halves of a year and spans of them.

Source of the forms: GB/T 15835-2011 and GB/T 7408 (calendar dates); practice for 10月底, 上半年.
"""

from __future__ import annotations

from calendar import monthrange
from typing import TYPE_CHECKING

from assistant.domain import Exemption, Kind, PartialDate
from assistant.extraction.behind import unit_behind
from assistant.extraction.lexicon import forms
from assistant.extraction.numerals import read_chinese
from assistant.extraction.reading import Reading

if TYPE_CHECKING:
    import re

    from assistant.extraction.reading import View

_FORMS = forms(__file__)
_SINCE = frozenset(("以来", "起"))
# A 29th of February whose year is not told may be one.
_LEAP_YEAR = 2024
_LAST_SIGNS = "年月日号份度底初末旬半中 "
_DASHES = frozenset("-—~至到")
_NO_DAY = "没有这样的日期,请核对月、日"


def _number(written: str | None) -> int | None:
    if not written:
        return None
    if written.isascii():
        return int(written)
    numeral = read_chinese(written)
    return None if numeral is None else int(numeral.low)


def _year(written: str | None) -> int | None:
    number = _number(written)
    if number is None or not written or len(written) > 2:  # noqa: PLR2004 - 08年 is 2008, 95年 1995
        return number
    return number + (2000 if number < 50 else 1900)  # noqa: PLR2004


def _month_days(month: int, year: int | None) -> int:
    return monthrange(year or _LEAP_YEAR, month)[1]


def read_date(view: View, at: int, floor: int) -> Reading | None:
    """The date, span of dates, month, year or part of a year that begins at ``at``."""
    norm = view.norm
    match = _FORMS.calendar.match(norm, at)
    if match is not None and not _exists(match):
        return Reading(at, match.end()).refuse(_NO_DAY)
    reading = _span(norm, at) or _part_of_year(norm, at) or _single(norm, at)
    if reading is None:
        return _other(norm, at)
    if not all(_real(part) for part in reading.parts if isinstance(part, PartialDate)):
        return Reading(at, reading.end).refuse(_NO_DAY)
    _absorb(norm, reading, floor)
    return reading


def _real(date: PartialDate) -> bool:
    """Whether the month has that day; the patterns read no month but the twelve."""
    if date.month is None or date.day is None:
        return True
    return date.day <= _month_days(date.month, date.year)


def _exists(match: re.Match[str]) -> bool:
    """Whether the month and the day are of the calendar: 22月28日 and 4月31日 are not."""
    date = _date(match)
    return date.month is not None and 1 <= date.month <= 12 and _real(date)  # noqa: PLR2004


def _date(match: re.Match[str], *, month: str = "m", day: str = "d") -> PartialDate:
    """The date that the groups of a match tell."""
    told = match.groupdict()
    return PartialDate(_year(told.get("y")), _number(told.get(month)), _number(told.get(day)))


def _dated(start: int, end: int, *dates: PartialDate) -> Reading:
    plain = all(date.month is None and date.day is None for date in dates)
    return Reading(start, end, Kind.YEAR if plain else Kind.DATE, parts=dates)


def _span(norm: str, at: int) -> Reading | None:
    for pattern in (_FORMS.years, _FORMS.years_full, _FORMS.school_year):
        match = pattern.match(norm, at)
        if match:
            return _dated(*match.span(), *(PartialDate(_number(match[end])) for end in "ab"))
    match = _FORMS.days.match(norm, at)
    if match:
        return _dated(*match.span(), *(_date(match, day=end) for end in "ab"))
    match = _FORMS.months.match(norm, at) or _FORMS.two_months.match(norm, at)
    if match:
        return _dated(*match.span(), *(_date(match, month=end) for end in "ab"))
    match = _FORMS.iso.match(norm, at) or _FORMS.iso_month.match(norm, at)
    return _dated(*match.span(), _date(match)) if match else None


def _part_of_year(norm: str, at: int) -> Reading | None:
    match = _FORMS.quarter.match(norm, at)
    if match:
        if match["head"] != "前" and "个季度" in match[0]:
            return None
        first = 1 if match["head"] == "前" else _number(match["q"]) or 1
        months = first * 3 - 2, 3 * (_number((match["to"] or match["q"])[-1]) or 1)
        return _dated(*match.span(), *(PartialDate(_year(match["y"]), month) for month in months))
    match = _FORMS.half.match(norm, at)
    if match:
        months = (1, 6) if match["half"] in "上前" else (7, 12)
        return _dated(*match.span(), *(PartialDate(_year(match["y"]), month) for month in months))
    match = _FORMS.first_months.match(norm, at)
    if match:
        return _dated(*match.span(), PartialDate(None, 1), _date(match, month="n"))
    return None


def _single(norm: str, at: int) -> Reading | None:
    match = _FORMS.full.match(norm, at)
    if match is None or not (match["y"] or match["m"]):
        return _day_only(norm, at)
    date, end = _date(match), at + len(match[0].rstrip())
    dates = _thirds(date, match["part"])
    spans = norm[end : end + 2].strip()[:1] in _DASHES
    tail = _FORMS.span_end.match(norm, end) if spans else None
    # The second date is a whole one: 3月至5人 has none.
    if tail and (tail["y"] or tail["m"] or tail["d"]) and tail[0][-1] in _LAST_SIGNS:
        told = _date(tail)
        month = told.month or (date.month if told.day else None)
        last = PartialDate(told.year or date.year, month, told.day)
        return _dated(at, tail.end(), dates[0], _thirds(last, tail["part"])[-1])
    return _dated(at, end, *dates)


def _thirds(date: PartialDate, part: str | None) -> tuple[PartialDate, ...]:
    """上旬, 中旬, 下旬 are spans of days; 底, 初, 末 leave the date as it is."""
    if part is None or date.month is None or date.day is not None or part in "底初末中":
        return (date,)
    last = _month_days(date.month, date.year)
    days = {
        "上旬": (1, 10),
        "中旬": (11, 20),
        "下旬": (21, last),
        "上半月": (1, 15),
        "下半月": (16, last),
    }
    return tuple(PartialDate(date.year, date.month, day) for day in days[part])


def _day_only(norm: str, at: int) -> Reading | None:
    match = _FORMS.day_only.match(norm, at)
    if match is None or norm[at - 1 : at] in {*"每近约第过余"}:
        return None
    return _dated(*match.span(), _date(match))


def _other(norm: str, at: int) -> Reading | None:
    match = _FORMS.decade.match(norm, at) or _FORMS.century.match(norm, at)
    if match is None:
        return None
    return Reading(at, match.end(), Kind.YEAR).excuse(
        Exemption.NAME, "年代、世纪的名称,不作数字核对"
    )


def _absorb(norm: str, reading: Reading, floor: int) -> None:
    """Takes 截至 before and 起, 以来 and the like behind into the mention."""
    tail = _FORMS.tail.match(norm, reading.end)
    if tail:
        reading.end = tail.end()
        if len(reading.parts) == 1 and tail[0] in _SINCE:
            reading.parts = (*reading.parts, PartialDate())
            reading.approximator = tail[0]
    for word in ("截至", "截止到", "截止"):
        start = reading.start - len(word)
        if start >= floor and norm.startswith(word, start):
            reading.number_start, reading.start = reading.start, start
            reading.approximator = word
            if len(reading.parts) == 1:
                reading.parts = (PartialDate(), *reading.parts)
            return


def read_lunar(view: View, at: int) -> Reading | None:
    """正月十五, 腊月廿八, 八月十五: days of the old calendar, and 腊月 alone; nothing checks them."""
    match = _FORMS.lunar.match(view.norm, at)
    if match is None or unit_behind(view, match.end()) is not None:
        return None
    return Reading(at, match.end(), Kind.DATE).excuse(Exemption.NAME, "农历的月、日,不作数量核对")
