"""Gaps between two facts, between a rate and its target, and what an average divides by."""

from __future__ import annotations

import pytest

from assistant.domain import Verdict
from assistant.facts import parse_facts
from assistant.verification import verify

SHEET = parse_facts("""
document: {title: 全市经济运行情况, organization: 云岭市统计局, self: 我市, period: 2025}
facts:
  - {id: gdp, indicator: 地区生产总值增速, value: 5.3, unit: "%", scope: 全市, previous: 5.8, target: 5.5}
  - {id: province, indicator: 地区生产总值增速, value: 4.9, unit: "%", scope: 全省, required: false}
  - {id: nation, indicator: 国内生产总值增速, value: 5.0, unit: "%", scope: 全国, required: false}
  - {id: retail, indicator: 社会消费品零售总额, value: 786.3, unit: 亿元, scope: 全市, previous: 749.6, parts: [
      {id: town, indicator: 城镇, value: 612.9, previous: 586.5}, {id: rural, indicator: 乡村, value: 173.4, previous: 163.1}]}
  - {id: born, indicator: 生猪出栏, value: 268.4, unit: 万头, previous: 276.7}
  - {id: kept, indicator: 生猪存栏, value: 152.3, unit: 万头, previous: 158.9}
  - {id: revenue, indicator: 一般公共预算收入, value: 118.4, unit: 亿元, previous: 115.2, target: 119.8}
  - {id: industry, indicator: 规模以上工业增加值增速, value: 4.2, unit: "%", scope: 全市, previous: 6.8}
  - {id: half, indicator: 上半年规模以上工业增加值增速, value: 5.7, unit: "%", scope: 全市}
  - {id: hitech, indicator: 高技术制造业增加值增速, value: 13.4, unit: "%"}
  - {id: hitech-share, indicator: 高技术制造业占规模以上工业增加值比重, value: 14.6, unit: "%", previous: 13.1}
  - {id: mining, indicator: 采矿业增加值增速, value: -6.8, unit: "%", previous: 2.5}
  - {id: prices, indicator: 居民消费价格涨幅, value: -0.2, unit: "%"}
  - {id: invest, indicator: 上半年固定资产投资增速, value: -0.9, unit: "%"}
  - {id: tea, indicator: 茶园面积, value: 8.4, unit: 万亩, parts: [
      {id: east, indicator: 东坪镇, value: 3.5}, {id: stone, indicator: 石桥乡, value: 2.0}, {id: cloud, indicator: 云台乡, value: 2.9}]}
  - {id: leaf, indicator: 干茶产量, value: 6720, unit: 吨}
  - {id: tax, indicator: 税收收入, value: 81.9, unit: 亿元, previous: 82.5}
""")  # fmt: skip


@pytest.mark.parametrize(
    ("sentence", "figure"),
    [
        ("全市地区生产总值增长5.3%，比全省快0.4个百分点，比全国快0.3个百分点。", "0.3个百分点"),
        ("地区生产总值增长5.3%，领先全省0.4个百分点。", "0.4个百分点"),
        ("与年初5.5%的预期目标相比，地区生产总值增速仍有0.2个百分点的缺口。", "0.2个百分点"),
        ("城镇、乡村零售额分别增长4.5%、6.3%，乡村快1.8个百分点。", "1.8个百分点"),
        (
            "生猪出栏下降3%；存栏152.3万头，降幅为4.2%，比出栏降幅还大1.2个百分点。",
            "1.2个百分点",
        ),
        ("高技术制造业增长13.4%，比规上工业平均增速高出9.2个百分点。", "9.2个百分点"),
        ("一般公共预算收入118.4亿元，为年度预算的98.8%，欠收1.4亿元。", "1.4亿元"),
        ("采矿业由上年的增长2.5%转为下降6.8%。", "2.5%"),
        ("CPI比上年下降0.2%。", "0.2%"),
        ("固定资产投资上半年即转负，为-0.9%。", "-0.9%"),
        ("税收81.9亿元，同比略降0.7%。", "0.7%"),
        ("东坪茶园3.5万亩，比石桥多1.5万亩。", "1.5万亩"),
        ("茶园面积8.4万亩，其中石桥2万亩。采制干茶6720吨，平均每亩产茶80公斤。", "80公斤"),
    ],
)
def test_a_gap_or_average_of_what_the_words_name_is_proved(sentence: str, figure: str) -> None:
    """The figure follows from the two values that its words name."""
    told = {item.text: item for item in verify(sentence, SHEET).figures}
    assert told[figure].verdict in {Verdict.DERIVED, Verdict.SUPPORTED, Verdict.ROUNDED}, told[
        figure
    ].reason


@pytest.mark.parametrize(
    ("sentence", "figure"),
    [
        ("全市地区生产总值增长5.3%，比全省快0.5个百分点。", "0.5个百分点"),
        ("全市地区生产总值增长5.3%，比全省慢0.4个百分点。", "0.4个百分点"),
        ("与年初5.5%的预期目标相比，地区生产总值增速仍有0.3个百分点的缺口。", "0.3个百分点"),
        ("城镇、乡村零售额分别增长4.5%、6.3%，城镇快1.8个百分点。", "1.8个百分点"),
        ("高技术制造业增长13.4%，比规上工业平均增速高出8.2个百分点。", "8.2个百分点"),
        ("一般公共预算收入118.4亿元，为年度预算的98.8%，欠收1.8亿元。", "1.8亿元"),
        ("CPI比上年上涨0.2%。", "0.2%"),
        ("税收81.9亿元，同比略降0.9%。", "0.9%"),
        ("东坪茶园3.5万亩，比石桥多1.8万亩。", "1.8万亩"),
        ("茶园面积8.4万亩，其中石桥2万亩。采制干茶6720吨，平均每亩产茶60公斤。", "60公斤"),
    ],
)
def test_a_gap_that_does_not_follow_is_a_finding(sentence: str, figure: str) -> None:
    """Another value, or another direction."""
    told = {item.text: item for item in verify(sentence, SHEET).figures}
    assert told[figure].verdict not in {Verdict.DERIVED, Verdict.SUPPORTED, Verdict.ROUNDED}
