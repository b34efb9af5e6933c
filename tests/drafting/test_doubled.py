"""Words around a figure reference that say again, or against, what it brings: a table."""

from __future__ import annotations

import pytest

from assistant.drafting.references.mending import contradictions, mend_doubled
from assistant.drafting.references.references import render
from assistant.facts import parse_facts

SHEET = parse_facts(
    """
document: {title: 某局2025年工作总结, period: 2025}
facts:
  - {id: visits, indicator: 总诊疗量, value: 386.4, unit: 万人次, previous: 368.7}
  - {id: money, indicator: 卫生健康支出, value: 6.82, unit: 亿元, previous: 6.2}
  - {id: doctors, indicator: 执业医师, value: 2184, unit: 人, previous: 2052}
  - {id: rate, indicator: 满意度, value: 96.5, unit: '%', previous: 95.2}
  - {id: cost, indicator: 次均费用, value: 9860, unit: 元, previous: 10239}
  - {id: rank, indicator: 绩效评价, rank: 2, among: 全市}
  - {id: call, indicator: 应答时限, value: 10, unit: 秒, bound: at_most}
  - {id: night, indicator: 夜间门诊天数, value: 5, unit: 天, bound: at_least}
  - {id: over, indicator: 持卡人数, value: 52000, unit: 人, bound: more_than}
  - {id: about, indicator: 受众, value: 1.2, unit: 万人次, approx: true}
  - {id: cases, indicator: 立案, value: 628, unit: 件, previous: 571}
  - {id: road, indicator: 新建公路, value: 36.5, unit: 公里}
  - {id: flat, indicator: 返还资金, value: 8640, unit: 万元, previous: 8640}
"""
)


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("接诊{visits}人次。", "接诊386.4万人次。"),
        ("接诊{visits}万人次。", "接诊386.4万人次。"),
        ("支出{money}元。", "支出6.82亿元。"),
        ("支出{money}亿元。", "支出6.82亿元。"),
        ("有医师{doctors}名。", "有医师2184人。"),
        ("有医师{doctors}人。", "有医师2184人。"),
        ("立案{cases}件。", "立案628件。"),
        ("立案{cases}起。", "立案628件。"),
        ("满意度{rate}%。", "满意度96.5%。"),
        ("满意度提升{rate.increase}。", "满意度提高1.3个百分点。"),
        ("满意度提升提高{rate.increase}。", "满意度提高1.3个百分点。"),
        ("满意度提高了{rate.increase}个百分点。", "满意度提高1.3个百分点。"),
        ("满意度提高{rate.increase}百分点。", "满意度提高1.3个百分点。"),
        ("诊疗量同比增长{visits.growth}。", "诊疗量同比增长4.8%。"),
        ("诊疗量同比增长了{visits.growth}。", "诊疗量同比增长4.8%。"),
        ("诊疗量同比增幅{visits.growth}。", "诊疗量同比增幅4.8%。"),
        ("费用同比下降{cost.growth}。", "费用同比下降3.7%。"),
        ("费用同比降低{cost.growth}。", "费用同比下降3.7%。"),
        ("立案比上年增加{cases.increase}件。", "立案比上年增加57件。"),
        ("立案比上年多{cases.increase}。", "立案比上年增加57件。"),
        ("居全市第{rank}。", "居全市第二名。"),
        ("居全市第{rank}名。", "居全市第二名。"),
        ("居全市{rank}位。", "居全市第二名。"),
        ("居全市{rank}名。", "居全市第二名。"),
        ("居全市第二{rank}。", "居全市第二名。"),
        ("在{call}以内。", "在不超过10秒。"),
        ("不超过{call}。", "不超过10秒。"),
        ("控制在{call}之内。", "控制在不超过10秒。"),
        ("每周不少于{night}。", "每周不少于5天。"),
        ("每周{night}以上。", "每周不少于5天。"),
        ("每周至少{night}天。", "每周不少于5天。"),
        ("超过{over}。", "超过52000人。"),
        ("突破{over}人。", "超过52000人。"),
        ("受众约{about}。", "受众约1.2万人次。"),
        ("受众约{about}左右。", "受众约1.2万人次。"),
        ("受众近{about}。", "受众约1.2万人次。"),
        ("受众达{about}余人次。", "受众达约1.2万人次。"),
        ("新建公路{road}公里。", "新建公路36.5公里。"),
        ("新建公路{road}千米。", "新建公路36.5公里。"),
        ("与上年持平{flat.growth}。", "与上年持平。"),
        ("诊疗量为{visits:万}万人次。", "诊疗量为386.4万人次。"),
        ("近{doctors:近}人。", "近2200人。"),
        ("2184{doctors}。", "2184人。"),
    ],
)
def test_what_a_reference_brings_stands_once(source: str, text: str) -> None:
    """Unit, classifier, direction, bound, ordinal and approximation; mended text stays as it is."""
    mended = mend_doubled(source, SHEET)
    assert render(mended, SHEET, lenient=True).text == text
    assert mend_doubled(mended, SHEET) == mended
    assert not list(contradictions(mended, SHEET))


@pytest.mark.parametrize(
    ("source", "clash"),
    [
        ("费用同比增长{cost.growth}。", "增长下降"),
        ("费用比上年提高{cost.growth}。", "提高下降"),
        ("立案比上年减少{cases.increase}。", "减少增加"),
        ("立案下降{cases.growth}。", "下降增长"),
        ("满意度下降{rate.increase}。", "下降提高"),
        ("不少于{call}。", "不少于不超过"),
        ("每周不超过{night}。", "不超过不少于"),
        ("不足{over}。", "不足超过"),
        ("资金增长{flat.growth}。", "增长持平"),
        ("诊疗量超{visits:近}。", "超近"),
    ],
)
def test_what_contradicts_a_reference_goes_back(source: str, clash: str) -> None:
    """Nothing is taken off: the model is told of the two words."""
    assert mend_doubled(source, SHEET) == source
    assert [found for _, _, found in contradictions(source, SHEET)] == [clash]
