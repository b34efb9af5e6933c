"""Figures told again or told of what stands elsewhere: totals, pairs, one of N, earlier years."""

from __future__ import annotations

import pytest

from assistant.domain import Verdict
from assistant.facts import parse_facts
from assistant.verification import verify

SHEET = parse_facts("""
document: {title: 青山县民政局2025年工作总结, organization: 青山县民政局, self: 我局, period: 2025}
facts:
  - {id: villages, indicator: 行政村数, value: 186, unit: 个}
  - {id: income, indicator: 村集体经营收入, value: 5394, unit: 万元}
  - {id: rich, indicator: 集体经营收入达标村, value: 31, unit: 个}
  - {id: homes, indicator: 养老机构, value: 14, unit: 家}
  - {id: old, indicator: 使用老旧锅炉的养老机构, value: 5, unit: 家}
  - {id: guests, indicator: 纪念馆接待人次, value: 245, unit: 万人次, target: 230}
  - {id: repair, indicator: 馆舍维修投入, value: 298, unit: 万元}
  - {id: people, indicator: 常住人口, value: 46.8, unit: 万人}
  - {id: signed, indicator: 签约居民, value: 15.6, unit: 万人}
  - {id: sued, indicator: 起诉人数, value: 842, unit: 人}
  - {id: cases, indicator: 提起公诉案件, value: 642, unit: 件}
  - {id: spared, indicator: 不起诉人数, value: 236, unit: 人}
  - {id: blood, indicator: 高血压规范管理率, value: 78.5, unit: '%', target: 75}
  - {id: sugar, indicator: 糖尿病规范管理率, value: 76.2, unit: '%', target: 75}
  - {id: beds20, indicator: 2020年养老床位, value: 120, unit: 张, required: false}
  - {id: beds, indicator: 养老床位, value: 180, unit: 张}
  - {id: city20, indicator: 2020年城镇化率, value: 46.8, unit: '%', required: false}
  - {id: city, indicator: 城镇化率, value: 54.3, unit: '%'}
  - {id: rent, indicator: 低保月标准, value: 720, unit: 元, previous: 680}
  - {id: town, indicator: 城镇居民收入, value: 43000, unit: 元, growth: 5.4}
  - {id: rural, indicator: 农村居民收入, value: 21000, unit: 元, growth: 6.8}
  - {id: budget, indicator: 公共预算收入, value: 20000, unit: 万元, growth: 5}
  - {id: days, indicator: 办证时限, value: 7, unit: 天, previous: 20}
  - {id: yield, indicator: 粮食单产, value: 436, unit: 公斤/亩}
  - {id: mean, indicator: 粮食平均单产, value: 418, unit: 公斤/亩, scope: 全省}
  - {id: cams, indicator: 监控探头, value: 4260, unit: 路}
  - {id: cams26, indicator: 2026年新增监控探头, value: 600, unit: 路, status: planned}
  - {id: gdp30, indicator: 2030年生产总值, value: 400, unit: 亿元, status: planned}
  - {id: top, statement: 增速居全市前三位}
  - {id: land, indicator: 农村公路, value: 426.8, unit: 公里, parts: [
      {id: county, indicator: 县道升级, value: 96.5}, {id: township, indicator: 乡道改造, value: 128.3},
      {id: groups, indicator: 村道及通组路, value: 202}]}
  - {id: kept, indicator: 特困人员, value: 2463, unit: 人, parts: [
      {id: apart, indicator: 分散供养, value: 2045}, {id: together, indicator: 集中供养, value: 418}]}
""")
HELD = {Verdict.SUPPORTED, Verdict.ROUNDED, Verdict.DERIVED}
ROWS = [
    ("养老机构14家。14家机构中仍有5家使用老旧锅炉。", "14家", True),
    ("养老机构14家。14家使用老旧锅炉。", "14家", False),
    ("行政村数186个。186个村实现集体经营收入5394万元。", "186个", True),
    ("行政村数186个。集体经营收入达标村186个。", "186个", False),
    ("行政村数186个。我局以186个村为主战场。", "186个", True),
    ("纪念馆接待人次245万。", "245万", True),
    ("馆舍维修投入298万。", "298万", True),
    ("纪念馆接待人次298万。", "298万", False),
    ("常住人口46.8万人。守护全县46.8万群众。", "46.8万群众", True),
    ("15.6万居民签约，相当于每三名常住人口中就有一名签约。", "三名", True),
    ("15.6万居民签约，相当于每四名常住人口中就有一名签约。", "四名", False),
    ("15.6万居民签约，每三名常住人口中有四名签约。", "三名", False),
    ("15.6万居民签约，每三名常住人口的五家。", "三名", False),
    ("提起公诉642件842人，不起诉236人。", "842人", True),
    ("提起公诉642件842人，不起诉236人。", "236人", True),
    ("提起公诉642件236人，不起诉842人。", "236人", False),
    ("高血压一项超出目标3.5个百分点，糖尿病一项超出1.2个百分点。", "3.5个百分点", True),
    ("养老床位由120张增加到180张。", "120张", True),
    ("养老床位由130张增加到180张。", "130张", False),
    ("低保月标准由每人每月680元提高到720元。", "680元", True),
    ("养老床位180张，较2020年增长50%。", "50%", True),
    ("养老床位180张，较2020年增加60张。", "60张", True),
    ("养老床位180张，是2020年的1.5倍，较2020年增加0.5倍。", "0.5倍", True),
    ("养老床位180张，较2020年增长55%。", "55%", False),
    ("城镇化率54.3%，五年提高7.5个百分点。", "7.5个百分点", True),
    ("办证时限7天，五年提高7.5个百分点。", "7.5个百分点", False),
    ("公共预算收入增长5%，城乡居民收入分别增长5.4%和6.8%。", "6.8%", True),
    ("公共预算收入增长5%，城乡居民收入分别增长6.8%和5.4%。", "5.4%", False),
    ("办证时限由20天压减至7天，提速65%。", "65%", True),
    ("粮食单产436公斤，比全省平均高18公斤。", "436公斤", True),
    ("2026年计划新增探头600路，届时总量达到4860路。", "4860路", True),
    ("2026年计划新增探头600路，届时总量达到4960路。", "4960路", False),
    ("监控探头4260路，总量达到4860路。", "4860路", False),
    ("力争2030年生产总值突破400亿元。", "突破400亿元", True),
    ("五项增速进入全市前三。", "前三", True),
    ("县道升级、乡道改造、村道及通组路分别为96.5公里、128.3公里、202公里。", "128.3公里", True),
    ("特困人员2463人，其中分散供养2045人。与2045人分散供养对象签约。", "2045人", True),
]


@pytest.mark.parametrize(("sentence", "figure", "held"), ROWS, ids=[row[0] for row in ROWS])
def test_what_is_told_again_or_elsewhere(sentence: str, figure: str, *, held: bool) -> None:
    """The last figure of that wording is proved, or is not."""
    verdicts = [one.verdict for one in verify(sentence, SHEET).figures if one.text.endswith(figure)]
    assert verdicts
    assert (verdicts[-1] in HELD) is held, verdicts
