"""Dates as prose writes them: 7月27日, 2025年12月31日, 3月10日至14日."""

from __future__ import annotations

from calendar import monthrange
from dataclasses import replace
from typing import TYPE_CHECKING

from assistant.domain import DateSpan

if TYPE_CHECKING:
    from assistant.domain import PartialDate, Period

# Parts of a year by their first and last months.
_PARTS = {
    (1, 6): "上半年",
    (7, 12): "下半年",
    (1, 3): "一季度",
    (4, 6): "二季度",
    (7, 9): "三季度",
    (10, 12): "四季度",
    (1, 9): "前三季度",
}


def tell_date(date: PartialDate, *, year: bool = True) -> str:
    """The date without leading zeros; ``year`` false leaves the year out where a month is given."""
    parts = ((date.year, "年"), (date.month, "月"), (date.day, "日"))
    kept = parts if year or date.month is None else parts[1:]
    return "".join(f"{number}{unit}" for number, unit in kept if number is not None)


def in_form(span: DateSpan, form: str) -> DateSpan | None:
    """The span as the form of a reference wants it: 月 to the month, 止 its end alone.

    None where the span has no month or no end.
    """
    if form == "月":
        dates = [date and replace(date, day=None) for date in (span.start, span.end)]
        known = all(date is None or date.month is not None for date in dates)
        return DateSpan(*dates) if known else None
    if form == "止":
        return DateSpan(span.end, span.end) if span.end else None
    return span


def tell_span(span: DateSpan, *, home_year: int | None = None) -> str:
    """A date or a span of dates.

    Args:
        span: 自3月1日起 and 截至10月29日 for spans that are open on a side.
        home_year: the year reported on, which is left out.
    """
    if span.start is None:
        return f"截至{_home(span.end, home_year)}" if span.end else ""
    if span.end is not None and (part := _part_of_year(span.start, span.end)):
        year = span.start.year
        return part if year in {home_year, None} else f"{year}年{part}"
    first = _home(span.start, home_year)
    if span.end is None or span.single:
        return first if span.single else f"{first}起"
    return f"{first}至{_last(span.start, span.end)}"


def _last(start: PartialDate, end: PartialDate) -> str:
    """The end of a span without what it shares with its start."""
    if start.year != end.year:
        return tell_date(end)
    if start.month == end.month and end.day is not None:
        return f"{end.day}日"
    return tell_date(end, year=False)


def _part_of_year(start: PartialDate, end: PartialDate) -> str:
    """上半年 for 1月1日至6月30日, and the like; empty for other spans."""
    whole = start.day == 1 and start.year == end.year and end.month is not None
    whole = whole and end.day == monthrange(start.year or 2001, end.month or 1)[1]
    return _PARTS.get((start.month or 0, end.month or 0), "") if whole else ""


def tell_period(period: Period) -> str:
    """The time reported on: 2010年, 2010年1月至10月, 2010年3月5日至10月20日."""
    start, end = period.start, period.end
    if start.year == end.year and _begins_year(start) and _ends_year(end):
        return f"{start.year}年"
    whole_months = start.day in {None, 1} and _ends_month(end)
    if not whole_months:
        return f"{tell_date(start)}至{tell_date(end, year=start.year != end.year)}"
    first = f"{start.year}年{start.month or 1}月"
    last = f"{end.month or 12}月"
    return f"{first}至{last if start.year == end.year else f'{end.year}年{last}'}"


def _home(date: PartialDate | None, home_year: int | None) -> str:
    if date is None:
        return ""
    return tell_date(date, year=home_year is None or date.year != home_year)


def _begins_year(date: PartialDate) -> bool:
    return date.month in {None, 1} and date.day in {None, 1}


def _ends_year(date: PartialDate) -> bool:
    return date.month in {None, 12} and date.day in {None, 31}


def _ends_month(date: PartialDate) -> bool:
    if date.day is None or date.month is None or date.year is None:
        return True
    return date.day == monthrange(date.year, date.month)[1]
