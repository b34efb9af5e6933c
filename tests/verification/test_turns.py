"""Turns of phrase whose figure follows from two that the text has just told."""

from __future__ import annotations

import pytest

from assistant.domain import Verdict
from assistant.facts import parse_facts
from assistant.verification import verify

SHEET = parse_facts("""
document: {title: 平湖县农机局2025年工作总结, organization: 平湖县农机局, self: 我局, period: 2025}
facts:
  - {id: rank, indicator: 机收率, rank: 2, among: 全省}
  - {id: rank24, indicator: 2024年机收率, rank: 5, among: 全省, required: false}
  - {id: field, indicator: 深松作业考核, rank: 2, previous: 5, among: 全市}
  - {id: safety, indicator: 安全考核, rank: 6, among: 全市}
  - {id: safety24, statement: 上年安全考核居全市第4位}
  - {id: care, indicator: 农机养护考核, rank: 5, among: 全市}
  - {id: care24, statement: 上年农机养护考核居全市前三位}
  - {id: river, statement: 2024年河湖治理居全市第9位}
  - {id: north, indicator: 北站维修费用, value: 6180, unit: 元}
  - {id: south, indicator: 南站维修费用, value: 4860, unit: 元}
  - {id: hired, indicator: 公开招聘农机手, value: 96, unit: 名}
  - {id: hire_plan, indicator: 2026年公开招聘农机手, value: 110, unit: 名, status: planned}
  - {id: checks, indicator: 隐患排查, value: 124, unit: 处}
  - {id: checks_h1, indicator: 上半年隐患排查, value: 50, unit: 处}
  - {id: repairs, indicator: 检修农机, value: 400, unit: 台, parts: [
      {id: town, indicator: 乡级检修, value: 150}, {id: village, indicator: 村级检修, value: 84},
      {id: county, indicator: 县级检修, value: 166}]}
  - {id: fund, indicator: 购机资金, value: 8650, unit: 万元}
  - {id: fund_new, indicator: 购置新机资金, value: 5190, unit: 万元}
  - {id: land, indicator: 耕地面积, value: 41.3, unit: 万亩}
  - {id: tilled, indicator: 机耕面积, value: 28.9, unit: 万亩}
  - {id: fair, event: 农机展销会, date: {from: 2025-09-20, to: 2025-09-22}}
  - {id: school, event: 农机夜校开班, date: 2025-07-10}
  - {id: closing, event: 农机夜校结业, date: 2025-10-09}
  - {id: east, indicator: 东镇检查农机, value: 286, unit: 架}
  - {id: west, indicator: 西镇检查农机, value: 143, unit: 架}
  - {id: roads, indicator: 机耕道投入, value: 38, unit: 亿元, parts: [
      {id: main, indicator: 干道, value: 16}, {id: side, indicator: 支道, value: 10},
      {id: small, indicator: 便道, value: 12}]}
  - {id: signs, indicator: 警示牌更新, value: 38, unit: 块, target: 30}
  - {id: pace, indicator: 农机增速, value: 4.2, unit: '%', previous: 6.8}
  - {id: pace1, indicator: 一季度农机增速, value: 6.5, unit: '%'}
  - {id: fuel, indicator: 燃油费用, value: 5420, unit: 元, previous: 5646}
""")
HELD = {Verdict.SUPPORTED, Verdict.ROUNDED, Verdict.DERIVED}
ROWS = [
    ("机收率居全省第2位，较上年前移3位。", "3位", True),
    ("机收率居全省第2位，较上年前移4位。", "4位", False),
    ("机收率居全省第2位，较上年后退3位。", "3位", False),
    ("安全考核居全市第6位，较上年后退2位。", "2位", True),
    ("农机养护考核居全市第5位，较上年后退4位。", "4位", False),
    ("机收率由第5位升至第2位，前进3位。", "3位", True),
    ("深松作业考核居全市第2位，比上年前进三位。", "三位", True),
    ("深松作业考核由全市第5位升至第2位。", "第5位", True),
    ("深松作业考核由全市第6位升至第2位。", "第6位", False),
    ("东镇检查农机286架、西镇检查农机143架，两镇合计429架。", "429架", True),
    ("安全考核居第1位，较上年前移3位。", "3位", False),
    ("修理32台，较上年前移3位。", "3位", False),
    ("北站、南站维修费用分别为6180元、4860元，前者高出1320元。", "1320元", True),
    ("北站、南站维修费用分别为6180元、4860元，后者高出1320元。", "1320元", False),
    ("北站、南站维修费用分别为6180元、4860元，后者低1320元。", "1320元", True),
    ("北站维修费用6180元，前者高出1320元。", "1320元", False),
    ("明年计划招聘农机手110名，比今年多14名。", "14名", True),
    ("明年计划招聘农机手110名，比今年多15名。", "15名", False),
    ("全年隐患排查124处，下半年比上半年多24处。", "24处", True),
    ("全年隐患排查124处，下半年比上半年少24处。", "24处", False),
    ("上半年隐患排查50处，下半年比上半年多排查24处。", "24处", True),
    ("全年隐患排查124处，下半年比上半年多48%。", "48%", True),
    ("全年隐患排查124处，下半年比上半年少48%。", "48%", False),
    ("警示牌更新38块，后六个月比前六个月多24处。", "24处", False),
    ("警示牌更新38块，下半年比上半年多更换24块。", "24块", False),
    ("全年检修农机400台，乡级、村级加起来234台，占比58.5%。", "58.5%", True),
    ("全年检修农机400台，乡级、村级加起来234台，占比接近六成，达到58.5%。", "58.5%", True),
    ("全年检修农机400台，乡级、村级加起来234台，占比68.5%。", "68.5%", False),
    ("购机资金8650万元，六成即5190万元购置新机。", "六成", True),
    ("购机资金8650万元，七成即5190万元购置新机。", "七成", False),
    ("机耕面积28.9万亩，已占41.3万亩耕地面积的七成。", "七成", True),
    ("机耕面积28.9万亩，已占41.3万亩耕地面积的八成。", "八成", False),
    ("9月20日至22日举办农机展销会，三天成交。", "三天", True),
    ("9月20日至22日举办农机展销会，五天成交。", "五天", False),
    ("9月20日举办农机展销会，三天成交。", "三天", True),
    ("农机夜校从7月10日办到10月9日，三个月不停课。", "三个月", True),
    ("农机夜校从7月10日办到10月9日，四个月不停课。", "四个月", False),
    ("农机夜校从7月10日办到2月30日，三个月不停课。", "三个月", False),
    ("农机夜校从7月办到10月9日，三个月不停课。", "三个月", False),
    ("7月3日办到7月8日，六天不停课。", "六天", False),
    ("农机夜校从7月10日办起，三小时不停课。", "三小时", False),
    ("燃油费用5420元，较上年少花226元。", "226元", True),
    ("燃油费用5420元，较上年多花226元。", "226元", False),
    ("燃油费用5420元，少花226元。", "226元", True),
    ("东镇检查农机286架，是西镇检查农机的2倍，两镇合计429架。", "429架", True),
    ("东镇检查农机286架，是西镇检查农机的2倍，两镇合计439架。", "439架", False),
    ("干道16亿元、支道10亿元、便道12亿元，前两项合计26亿元。", "26亿元", True),
    ("干道16亿元、支道10亿元、便道12亿元，前两项合计28亿元。", "28亿元", False),
    ("干道16亿元，前两项合计26亿元。", "26亿元", False),
    ("警示牌更新38块，比年初承诺的30块多出8块。", "30块", True),
    ("一季度农机增速为6.5%，全年农机增速为4.2%。", "4.2%", True),
    ("一季度农机增速为6.5%，全年农机增速为5.2%。", "5.2%", False),
]


@pytest.mark.parametrize(("sentence", "figure", "held"), ROWS, ids=[row[0] for row in ROWS])
def test_what_was_just_told_proves_the_figure(sentence: str, figure: str, *, held: bool) -> None:
    """The figure is proved by the two before it, and a changed one is not."""
    verdicts = [one.verdict for one in verify(sentence, SHEET).figures if one.text == figure]
    assert [verdict in HELD for verdict in verdicts] == [held], verdicts
