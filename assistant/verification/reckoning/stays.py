"""How long: from one date of the sentence to the next, or from a dated event's first day to its last."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from assistant.domain import Kind, PartialDate
from assistant.verification.matching.dates import dates_of
from assistant.verification.reckoning.operands import Computed

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from assistant.verification.claims.claims import Claim
    from assistant.verification.matching.matches import Binding

_BACK = 6
_DAYS = "days"
_MONTHS = "years"
_MONTH = Decimal(30)
_LEAP = 2024


def stays(bindings: Sequence[Binding], claim: Claim) -> Iterator[Computed]:
    """The lengths of time that the dates before a figure of its sentence span.

    In days with both ends, and between them; in months where the days agree.
    """
    unit_class = claim.quantity.unit_class if claim.quantity is not None else ""
    if unit_class not in {_DAYS, _MONTHS}:
        return
    for begin, end, binding in _spans(bindings, claim):
        support = binding.support
        if support is None:
            continue
        days = Decimal((end - begin).days)
        months = (end.year - begin.year) * 12 + end.month - begin.month
        rest = end.day + 1 - begin.day
        formula = f"{begin.month}月{begin.day}日至{end.month}月{end.day}日"
        if unit_class == _DAYS:
            for value in (days + 1, days):
                yield Computed(value, _DAYS, f"{formula}={value}天", support.candidate)
        else:
            value = months + (rest / _MONTH).quantize(Decimal(1))
            yield Computed(value, _MONTHS, f"{formula}={value}个月", support.candidate)


def _spans(bindings: Sequence[Binding], claim: Claim) -> Iterator[tuple[date, date, Binding]]:
    """The spans of dates in the sentence, the one right behind a figure and those before, nearest first.

    春运40天(1月14日至2月22日) tells the days first.
    """
    later: tuple[PartialDate, Binding] | None = None
    behind = bindings[claim.number + 1 : claim.number + 2]
    close = [item for item in behind if item.claim.start - claim.mention.end <= 1]
    for binding in (*close, *reversed(bindings[max(0, claim.number - _BACK) : claim.number])):
        if binding.claim.sentence != claim.sentence:
            break
        if binding.claim.mention.kind is not Kind.DATE:
            continue
        told = dates_of(binding.claim.mention)
        ends = [(told[0], told[-1])] if len(told) > 1 else []
        if len(told) == 1 and later is not None:
            ends.append((told[0], later[0]))
        span = binding.support.candidate.date if binding.support is not None else None
        if span is not None and span.start is not None and span.end is not None:
            ends.append((span.start, span.end))
        for first, last in ends:
            begin, end = _day(first), _day(last)
            if begin is not None and end is not None and begin <= end:
                yield begin, end, binding
        later = (told[0], binding) if told else later


def _day(moment: PartialDate) -> date | None:
    """A day that exists, as all that are read do; a year that is not told is any leap year."""
    if moment.month is None or moment.day is None:
        return None
    return date(moment.year or _LEAP, moment.month, moment.day)
