"""What must hold between the facts: sums, references, the period."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal
from typing import TYPE_CHECKING

from assistant.domain import PartialDate, Status
from assistant.extraction.units import quantity_of_value
from assistant.facts.derived import computed_growth
from assistant.facts.information import day_in_period, near_id
from assistant.facts.plans import begins_as_plan
from assistant.facts.rules import SHARE_UNITS, check_share_range
from assistant.facts.values import date_text, first_day, last_day, span_text

_WHOLE, _TENTH, _TENFOLD = 100, Decimal("0.1"), 10

if TYPE_CHECKING:
    from collections.abc import Mapping

    from assistant.domain import DocumentInfo, Fact, Period
    from assistant.facts.problems import Problems


def check_sheet(document: DocumentInfo, facts: tuple[Fact, ...], problems: Problems) -> None:
    """Notes everything that does not fit together."""
    by_id = {fact.id: fact for fact in facts}
    for fact in facts:
        if fact.parts:
            _parts_add_up(fact, [by_id[part] for part in fact.parts], problems)
        if fact.growth is not None:
            _given_growth(fact, problems)
        if fact.share_of is not None:
            _base_exists(fact, by_id, problems)
        if document.period is not None and fact.event is not None:
            _within_period(fact, document.period, problems)
    _told_twice(facts, problems)
    for fact in facts:
        _likely_slips(fact, document.period, problems)
    _sections_fit(document, facts, problems)


def _given_growth(fact: Fact, problems: Problems) -> None:
    computed = computed_growth(fact)
    if fact.growth is None or computed is None:
        return
    rounded = computed.value.quantize(Decimal(1).scaleb(_places(fact.growth)), ROUND_HALF_UP)
    if rounded != fact.growth:
        problems.warn(
            fact.line,
            f"事实 {fact.id}“{fact.name}”给定的增速是 {fact.growth:f}%,"
            f"按上年数算得 {computed.formula}",
            "以给定的为准;如果不是可比口径,请删去 growth 或核对 value 和 previous",
        )


def _places(number: Decimal) -> int:
    exponent = number.as_tuple().exponent
    return min(exponent, 0) if isinstance(exponent, int) else 0


def _parts_add_up(fact: Fact, parts: list[Fact], problems: Problems) -> None:
    if fact.partial:
        return
    if fact.unit in SHARE_UNITS:
        for part in parts:
            check_share_range(part, part.line, problems)
    if fact.value is None or any(one.approx or one.bound for one in (fact, *parts)):
        return
    values = [part.value for part in parts if part.value is not None]
    if len(values) < len(parts):
        return
    if all(part.unit == fact.unit for part in parts):
        total, sums = fact.value, values
    else:
        wholes = [_base(one, problems, fact) for one in (fact, *parts)]
        known = [whole for whole in wholes if whole is not None]
        if len(known) < len(wholes):
            return
        total, sums = known[0], known[1:]
    found = sum(sums, Decimal(0))
    if found != total:
        terms = "+".join(
            f"{part.value:f}{part.unit if part.unit and part.unit != fact.unit else ''}"
            for part in parts
        )
        problems.add(
            fact.line,
            f"事实 {fact.id}“{fact.name}”的分项加起来不等于总数:{terms}={_plain(found)},"
            f"总数写的是 {_plain(total)},差 {_plain(abs(found - total))}",
            "请核对各分项和总数;分项没有列全的,请加 partial: true",
        )


def _plain(number: Decimal) -> str:
    """Without the decimal places that a conversion brings: 150000000.0 is 150000000."""
    whole = number.to_integral_value()
    return f"{whole if whole == number else number:f}"


def _base(part: Fact, problems: Problems, fact: Fact) -> Decimal | None:
    """The value in the base unit; None, and a problem, where it is of another class."""
    wanted = quantity_of_value(fact.low, fact.high, fact.unit)
    found = quantity_of_value(part.low, part.high, part.unit)
    if found.unit_class == wanted.unit_class and found.unit == wanted.unit:
        return found.low
    problems.add(
        part.line,
        f"分项 {part.id} 的单位是“{part.unit or '空'}”,总数的单位是“{fact.unit or '空'}”,加不起来",
        "请统一单位;分项不必加总的,请在总数下加 partial: true",
    )
    return None


def _base_exists(fact: Fact, by_id: Mapping[str, Fact], problems: Problems) -> None:
    if fact.share_of == fact.id:
        problems.add(fact.line, f"事实 {fact.id} 的 share_of 是它自己", "请写另一条事实的编号")
    elif fact.share_of is not None and fact.share_of not in by_id:
        found = f"事实 {fact.id} 的 share_of 指向 {fact.share_of},没有这条事实"
        problems.add(fact.line, found, near_id(fact.share_of, by_id))


def _within_period(fact: Fact, period: Period, problems: Problems) -> None:
    span = fact.date
    if span is None or fact.status is Status.PLANNED:
        return
    start, end = (None if d is None else day_in_period(d, period) for d in (span.start, span.end))
    last = end if end is not None else start
    begins_after = (
        start is not None and start.year and _order(first_day(start)) > _order(period.end)
    )
    ends_after = last is not None and last.year and _order(first_day(last)) > _order(period.end)
    ends_before = end is not None and end.year and _order(last_day(end)) < _order(period.start)
    if begins_after or ends_after or ends_before:
        problems.warn(
            fact.line,
            f"事件 {fact.id}“{fact.name}”的日期是 {span_text(span)},"
            f"不在总结的时段 {date_text(period.start)}至{date_text(period.end)} 内",
            "请核对日期;还没有做的事请加 status: planned",
        )


def _told_twice(facts: tuple[Fact, ...], problems: Problems) -> None:
    """One indicator of one scope with two values."""
    seen: dict[tuple[object, ...], Fact] = {}
    for fact in facts:
        if fact.indicator is None or fact.value is None:
            continue
        first = seen.setdefault((fact.path, fact.scope, fact.unit, fact.status, fact.date), fact)
        if first.value != fact.value:
            problems.warn(
                fact.line,
                f"“{fact.name}”有两个数:第{first.line}行是 {first.value:f},这里是 {fact.value:f}",
                "请核对;说的不是一回事的,请写明 scope 或改指标名称",
            )


def _likely_slips(fact: Fact, period: Period | None, problems: Problems) -> None:
    """What is allowed, and seldom meant."""
    value, before = fact.value, fact.previous
    told = f"事实 {fact.id}“{fact.name}”"
    if value is not None and fact.unit == "%" and value > _WHOLE and fact.name.endswith("率"):
        problems.warn(fact.line, f"{told}是 {value:f}%,超过 100%", "请核对数值")
    if value is not None and fact.indicator is not None and fact.unit is None and not fact.formula:
        problems.warn(fact.line, f"{told}没有单位", "请写 unit,如 unit: 件")
    if value and before and not _TENTH < abs(value / before) < _TENFOLD:
        found = f"{told}今年是 {value:f},上年是 {before:f},相差十倍以上"
        problems.warn(fact.line, found, "请核对两个数和单位")
    late = period is not None and f"{(period.end.year or 0) + 1}年" in fact.name
    planned = fact.event is None and begins_as_plan(fact.name)
    if fact.status is Status.DONE and (planned or (late and fact.value is not None)):
        problems.warn(fact.line, f"{told}像是计划", "还没有做到的请加 status: planned")


def _order(date: PartialDate) -> tuple[int, int, int]:
    return (date.year or 0, date.month or 0, date.day or 0)


def _sections_fit(document: DocumentInfo, facts: tuple[Fact, ...], problems: Problems) -> None:
    if not isinstance(document.outline, tuple):
        return
    sections = {one.id for section in document.outline for one in (section, *section.sections)}
    for fact in facts:
        if fact.parent is None and fact.section is not None and fact.section not in sections:
            found = f"事实 {fact.id} 的 section 是 {fact.section},提纲里没有这一节"
            problems.add(fact.line, found, f"提纲里的章节有:{'、'.join(sorted(sections))}")
