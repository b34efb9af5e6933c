"""Dates as ledgers write them, and facts in words."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.domain import DateSpan, PartialDate
from assistant.facts import parse_facts
from assistant.facts.describing import describe, describe_whole
from assistant.facts.values import date_of, date_text, span_text


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2010-12-31", PartialDate(2010, 12, 31)),
        ("2010/2/3", PartialDate(2010, 2, 3)),
        ("2010.2.3", PartialDate(2010, 2, 3)),
        ("2010年2月3日", PartialDate(2010, 2, 3)),
        (" 2010-12 ", PartialDate(2010, 12)),
        ("2010/12", PartialDate(2010, 12)),
        ("2010年12月", PartialDate(2010, 12)),
        ("2010", PartialDate(2010)),
        ("2010年", PartialDate(2010)),
        ("07-27", PartialDate(None, 7, 27)),
        ("7/27", PartialDate(None, 7, 27)),
        ("7月27日", PartialDate(None, 7, 27)),
        ("07", PartialDate(None, 7)),
        ("7月", PartialDate(None, 7)),
        ("2024-02-29", PartialDate(2024, 2, 29)),
        ("02-29", PartialDate(None, 2, 29)),
        ("2023-02-29", None),
        ("2010-00-01", None),
        ("13", None),
        ("0", None),
        ("0999", None),
        ("2010.12", None),
        ("2010-12/31", None),
        ("7-27日", None),
        ("昨天", None),
        ("", None),
    ],
)
def test_dates(text: str, expected: PartialDate | None) -> None:
    """Every form that is accepted, and days that do not exist."""
    assert date_of(text) == expected


@given(st.dates(date(1000, 1, 1), date(2999, 12, 31)))
def test_every_day_reads_back(day: date) -> None:
    """From ISO and from the words that a message shows."""
    expected = PartialDate(day.year, day.month, day.day)
    assert date_of(day.isoformat()) == expected
    assert date_of(date_text(expected)) == expected


@pytest.mark.parametrize(
    ("span", "words"),
    [
        (DateSpan(PartialDate(2025, 3, 10), PartialDate(2025, 3, 10)), "2025年3月10日"),
        (DateSpan(PartialDate(2025, 3, 10), PartialDate(2025, 3, 14)), "2025年3月10日至3月14日"),
        (DateSpan(PartialDate(2024, 11), PartialDate(2025, 3)), "2024年11月至2025年3月"),
        (DateSpan(PartialDate(2025, 11), None), "2025年11月起"),
        (DateSpan(None, PartialDate(2025, 11)), "截至2025年11月"),
    ],
)
def test_spans_in_words(span: DateSpan, words: str) -> None:
    """A year is not said twice; an open end is said."""
    assert span_text(span) == words


@pytest.mark.parametrize(
    ("fact", "said", "whole"),
    [
        ("{indicator: 甲, value: 4.50, unit: 篇, scope: 全县}", "4.50篇", "甲(全县):4.50篇"),
        ("{indicator: 甲, value: -3, unit: '%'}", "−3%", "甲:−3%"),
        ("{indicator: 甲, value: {min: 4, max: 5}, unit: 个}", "4—5个", "甲:4—5个"),
        ("{indicator: 甲, value: {min: 5, max: 5}, unit: 个}", "5个", "甲:5个"),
        ("{indicator: 甲, value: 4, unit: 篇, bound: at_least}", "不少于4篇", "甲:不少于4篇"),
        ("{indicator: 甲, value: 4, unit: 篇, approx: true}", "约4篇", "甲:约4篇"),
        ("{indicator: 甲, rank: 3, among: 全市}", "全市第3名", "甲:全市第3名"),
        ("{indicator: 甲, growth: 5.2}", "增速5.2%", "甲:增速5.2%"),
        ("{event: 甲, date: 07-27, value: 2, unit: 场}", "7月27日,2场", "甲:7月27日,2场"),
        ("{event: 甲, date: 2026-06, status: planned}", "2026年6月", "〔计划〕甲:2026年6月"),
        ("{statement: 一名副书记分管}", "一名副书记分管", "一名副书记分管"),
        ("{indicator: 甲, parts: [{indicator: 乙, value: 1}]}", "", "甲"),
    ],
)
def test_facts_in_words(fact: str, said: str, whole: str) -> None:
    """Value, rank and date, as tables and reports show them."""
    first = parse_facts(f"document: {{title: 甲}}\nfacts: [{fact}]").facts[0]
    assert describe(first) == said
    assert describe_whole(first) == whole
