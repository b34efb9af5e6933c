"""What the scalars of a facts file mean: numbers, words, booleans, dates.

The YAML 1.2 core schema with one rule of care: a number is a plain decimal; what only looks like
one (``0455``, ``1_000``, ``3:2``, ``0x1F``, ``.inf``) is text, and text is refused where a number
belongs, so that no other value than the one read is ever taken.
"""

from __future__ import annotations

import re
from calendar import monthrange
from decimal import Decimal
from typing import TYPE_CHECKING

from assistant.domain import DateSpan, PartialDate, Period

if TYPE_CHECKING:
    from assistant.facts.nodes import Scalar

_NUMBER = re.compile(r"[-+]?(?:(?:0|[1-9][0-9]*)(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][-+]?[0-9]{1,3})?")
_BOOLEANS = dict.fromkeys(("true", "True", "TRUE"), True) | dict.fromkeys(
    ("false", "False", "FALSE"), False
)
_EMPTY = frozenset(("", "~", "null", "Null", "NULL"))
# More places than any ledger has; a Decimal of the default context holds 28.
_MAX_DIGITS = 28
_MAX_EXPONENT = 24
_YEAR, _MONTH, _DAY = "(?P<year>[0-9]{4})", "(?P<month>[0-9]{1,2})", "(?P<day>[0-9]{1,2})"
_DATES = tuple(
    re.compile(pattern)
    for pattern in (
        f"{_YEAR}-{_MONTH}-{_DAY}",
        f"{_YEAR}/{_MONTH}/{_DAY}",
        rf"{_YEAR}\.{_MONTH}\.{_DAY}",
        f"{_YEAR}年{_MONTH}月{_DAY}日",
        f"{_YEAR}[-/]{_MONTH}",
        f"{_YEAR}年{_MONTH}月",
        f"{_YEAR}年?",
        f"{_MONTH}[-/]{_DAY}",
        f"{_MONTH}月{_DAY}日",
        f"{_MONTH}月?",
    )
)
_FIRST_YEAR, _LAST_YEAR = 1000, 2999
_MONTHS = 12
_LEAP_YEAR = 2024


def is_empty(node: Scalar) -> bool:
    """Whether the value is left out: nothing, ``~`` or ``null``."""
    return node.plain and node.text in _EMPTY


def number_of(node: Scalar) -> Decimal | None:
    """The number as written, its places kept; None where it is no plain decimal number."""
    if not node.plain or _NUMBER.fullmatch(node.text) is None:
        return None
    value = Decimal(node.text)
    if len(value.as_tuple().digits) > _MAX_DIGITS or abs(value.adjusted()) > _MAX_EXPONENT:
        return None
    return value


def is_out_of_range(node: Scalar) -> bool:
    """Whether the value is a number by its form, but one that no ledger has."""
    return node.plain and _NUMBER.fullmatch(node.text) is not None and number_of(node) is None


def boolean_of(node: Scalar) -> bool | None:
    """True or False; None where it is neither (``yes`` and ``no`` are words)."""
    return _BOOLEANS.get(node.text) if node.plain else None


def date_of(text: str) -> PartialDate | None:
    """A date of which parts may be missing; None where the text is none or no such day exists.

    ``2010-12-31``, ``2010-12``, ``2010``, ``12-31``, ``12``, with ``/`` or ``.`` for ``-``, or in
    words: ``2010年12月31日``, ``7月27日``. Four digits are a year, one or two are a month or a day.
    """
    match = next(filter(None, (form.fullmatch(text.strip()) for form in _DATES)), None)
    if match is None:
        return None
    parts = {name: int(digits) for name, digits in match.groupdict().items()}
    return _checked(PartialDate(parts.get("year"), parts.get("month"), parts.get("day")))


def _checked(date: PartialDate) -> PartialDate | None:
    if date.year is not None and not _FIRST_YEAR <= date.year <= _LAST_YEAR:
        return None
    if date.month is None:
        return date
    if not 1 <= date.month <= _MONTHS:
        return None
    days = monthrange(date.year or _LEAP_YEAR, date.month)[1]
    return date if date.day is None or 1 <= date.day <= days else None


def period_of(start: PartialDate, end: PartialDate) -> Period:
    """The period from the first day of ``start`` to the last day of ``end``; both have a year."""
    return Period(first_day(start), last_day(end))


def first_day(date: PartialDate) -> PartialDate:
    """The first day that ``date`` may be."""
    return PartialDate(date.year, date.month or 1, date.day or 1)


def last_day(date: PartialDate) -> PartialDate:
    """The last day that ``date`` may be."""
    month = date.month or _MONTHS
    days = monthrange(date.year or _LEAP_YEAR, month)[1]
    return PartialDate(date.year, month, date.day or days)


def date_text(date: PartialDate) -> str:
    """The date as a person writes it: ``2010年12月31日``."""
    parts = ((date.year, "年"), (date.month, "月"), (date.day, "日"))
    return "".join(f"{number}{word}" for number, word in parts if number is not None)


def span_text(span: DateSpan) -> str:
    """The span as a person writes it: ``2025年3月10日至3月14日``, ``2025年11月起``."""
    if span.single and span.start is not None:
        return date_text(span.start)
    start = date_text(span.start) if span.start else ""
    end = span.end
    if end is not None and span.start is not None and end.year == span.start.year:
        end = PartialDate(None, end.month, end.day)
    if end is None:
        return f"{start}起"
    return f"{start}至{date_text(end)}" if start else f"截至{date_text(end)}"
