"""Pairs told in one word, sums of named parts, and gaps to what the sentence names."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from assistant.domain import Verdict
from assistant.facts import parse_facts
from assistant.verification import verify
from assistant.verification.reckoning import pools

if TYPE_CHECKING:
    from collections.abc import Iterable

    from assistant.verification.reckoning.records import Operand

SHEET = parse_facts("""
document: {title: 甲县工作总结, organization: 甲县, period: 2025}
facts:
  - {id: urban, indicator: 城镇居民人均可支配收入, value: 43260, unit: 元}
  - {id: rural, indicator: 农村居民人均可支配收入, value: 21875, unit: 元}
  - id: articles
    indicator: 媒体发稿
    value: 455
    unit: 篇
    parts:
      - {id: national, indicator: 国家级媒体, value: 96}
      - {id: provincial, indicator: 省级媒体, value: 193}
      - {id: municipal, indicator: 市级媒体, value: 166}
  - {id: gdp, indicator: 地区生产总值增速, value: 5.8, unit: '%'}
  - {id: city, indicator: 地区生产总值增速, scope: 全市平均, value: 5.4, unit: '%'}
  - {id: province, indicator: 地区生产总值增速, scope: 全省平均, value: 5.1, unit: '%'}
  - {id: admitted, indicator: 录取率, scope: 本校, value: 80, unit: '%'}
  - {id: admitted-city, indicator: 录取率, scope: 全市平均, value: {min: 70, max: 75}, unit: '%'}
  - {id: stay, indicator: 平均住院日, scope: 本院, value: 7.4, unit: 天}
  - {id: stay-city, indicator: 平均住院日, scope: 全市平均, value: 3, unit: 次}
""")


@pytest.mark.parametrize(
    "text",
    [
        "城乡居民人均可支配收入分别达43260元、21875元。",
        "县、乡两级共同努力，城乡居民人均可支配收入分别达43260元、21875元。",
        "城镇居民和农村居民的人均可支配收入分别为43260元和21875元。",
        "国家级媒体96篇、省级媒体193篇，国家级和省级媒体共占63.5%。",
        "地区生产总值增长5.8%，增速高于全省平均0.7个百分点。",
        "地区生产总值增长5.8%，增速高于全市平均0.4个百分点。",
    ],
)
def test_what_follows_from_the_facts_is_no_finding(text: str) -> None:
    """One word for two (城乡), several parts of one total, a gap to a named average."""
    found = [finding for finding in verify(text, SHEET).findings if finding.start is not None]
    assert found == []


@pytest.mark.parametrize(
    ("text", "verdict"),
    [
        ("城乡居民人均可支配收入分别达21875元、43260元。", Verdict.MISATTRIBUTED),
        (
            "县、乡两级共同努力，城乡居民人均可支配收入分别达21875元、43260元。",
            Verdict.MISATTRIBUTED,
        ),
        ("本校录取率80%，高于全市平均水平5个百分点。", Verdict.UNSUPPORTED),
        ("本院平均住院日7.4天，低于全市平均1天。", Verdict.CONTRADICTED),
    ],
)
def test_what_does_not_follow_is_told(text: str, verdict: Verdict) -> None:
    """Exchanged twins; a gap to a range or to another unit cannot be proved."""
    found = [finding for finding in verify(text, SHEET).findings if finding.start is not None]
    assert found
    assert {finding.verdict for finding in found} == {verdict}


def test_a_list_of_names_that_mean_the_same_costs_no_more_than_its_length(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """媒体、媒体、…合计: of the choices of one thing for each name only so many are looked at."""
    looked: list[int] = []
    of = pools.distinct

    def counted(items: Iterable[Operand]) -> list[Operand]:
        looked.append(1)
        return of(items)

    monkeypatch.setattr(pools, "distinct", counted)
    verify("、".join(["媒体"] * 6) + "合计777篇。", SHEET)
    few = len(looked)
    looked.clear()
    verify("、".join(["媒体"] * 12) + "合计777篇。", SHEET)
    assert few < len(looked) <= 3 * few
