"""The first or last of a whole's parts that is told in words is the facts' own."""

from __future__ import annotations

import re

import pytest

from assistant.facts import parse_facts
from assistant.verification import verify

SHEET = parse_facts("""
document: {title: 江浦区商务局2025年工作总结, organization: 江浦区商务局, self: 我局, period: 2025}
facts:
  - id: visits
    indicator: 夜市客流
    value: 96.4
    unit: 万人次
    parts:
      - {id: he, indicator: 河街片区, value: 41.7}
      - {id: gu, indicator: 鼓楼片区, value: 31.2}
      - {id: gang, indicator: 港口片区, value: 23.5}
  - id: complaints
    indicator: 受理消费投诉
    value: 812
    unit: 件
    parts:
      - {id: food, indicator: 餐饮服务, value: 396}
      - {id: goods, indicator: 商品质量, value: 268}
      - {id: fee, indicator: 价格, value: 148}
  - id: sales
    indicator: 限上零售额
    value: 58.9
    unit: 亿元
    parts:
      - {id: q1, indicator: 第一季度, value: 13.6}
      - {id: q2, indicator: 第二季度, value: 14.1}
      - {id: q3, indicator: 第三季度, value: 14.9}
      - {id: q4, indicator: 第四季度, value: 16.3}
  - {id: rate, indicator: 商户满意度, value: 95.2, unit: '%'}
  - {id: rank, indicator: 商贸考核, rank: 2, among: 全市}
  - {id: rank_last, indicator: 2024年商贸考核, rank: 3, among: 全市}
  - id: buses
    indicator: 夜班公交客运
    value: 33.2
    unit: 万人次
    parts:
      - {id: m6, indicator: 6月, value: 9.4}
      - {id: m7, indicator: 7月, value: 12.6}
      - {id: m8, indicator: 8月, value: 11.2}
  - id: stalls
    indicator: 摊位
    value: 640
    unit: 个
    parts:
      - {id: he, indicator: 河街片区, value: 190}
      - {id: gu, indicator: 鼓楼片区, value: 260}
      - {id: gang, indicator: 港口片区, value: 190}
""")

VISITS = "河街、鼓楼、港口片区客流分别为41.7万人次、31.2万人次和23.5万人次"
SALES = "四个季度分别实现13.6亿元、14.1亿元、14.9亿元和16.3亿元"


@pytest.mark.parametrize(
    ("sentence", "wrong"),
    [
        (f"{VISITS}，河街最多，港口最少。", ""),
        (f"{VISITS}，客流最大的是河街。", ""),
        (f"{VISITS}，鼓楼满意度最高。", ""),
        (f"{VISITS}，鼓楼增长最快、增幅最大。", ""),
        ("鼓楼31.2万人次、港口23.5万人次，鼓楼最多。", ""),
        ("餐饮服务居首，396件；商品质量268件，价格148件垫底。", ""),
        (f"{SALES}，四季度为全年最高。", ""),
        (f"{VISITS}，河街片区独占鳌头。", ""),
        (f"{VISITS}，鼓楼片区独占鳌头。", "鼓楼片区独占鳌头"),
        (f"{VISITS}，鼓楼最多。", "鼓楼最多"),
        (f"{VISITS}，最多的是港口。", "最多的是港口"),
        (f"{VISITS}，鼓楼客流最少。", "鼓楼客流最少"),
        ("商品居首，396件；餐饮服务和价格分别为268件、148件。", "商品居首"),
        (f"{SALES}，二季度为全年最高。", "二季度为全年最高"),
        # What has parts of the same names is told apart by what the sentence tells of them.
        (f"摊位多了，夜市旺了，{VISITS}，河街居首。", ""),
        (f"摊位多了，夜市旺了，{VISITS}，港口居首。", "港口居首"),
        ("夜市客流多了，河街、鼓楼的摊位分别为190个和260个，鼓楼最多。", ""),
        ("夜市客流多了，河街、鼓楼的摊位分别为190个和260个，河街最多。", "河街最多"),
    ],
)
def test_a_part_is_first_or_last_as_its_value_is(sentence: str, wrong: str) -> None:
    """Only among the parts told beside it, and only in what the whole counts."""
    found = [
        one.text
        for one in verify(sentence, SHEET).findings
        if one.start is not None and re.search("最|居首|独占", one.reason)
    ]
    assert found == ([wrong] if wrong else [])


@pytest.mark.parametrize("month", ["8月11.2万人次", "6月9.4万人次"])
def test_a_month_has_its_place_among_the_months(month: str) -> None:
    """Each is told with its own time, and no rank of the sheet is meant."""
    text = f"夜班公交客运按月看，7月以12.6万人次居首，{month}排在第三。"
    found = [one.text for one in verify(text, SHEET).findings if one.start is not None]
    assert found == ([] if month.startswith("6") else ["11.2万人次排在第三"])
