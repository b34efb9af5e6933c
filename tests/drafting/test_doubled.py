"""Words around a figure reference that say again, or against, what it brings: a table."""

from __future__ import annotations

import pytest

from assistant.drafting.references.mending import contradictions, mend_doubled
from assistant.drafting.references.render import render
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


# A water office's facts: other units, other kinds.
WATER = parse_facts(
    """
document: {title: 某区水务局2025年工作总结, period: 2025}
facts:
  - {id: water, indicator: 供水量, value: 1.86, unit: 亿立方米, previous: 1.79, target: 1.8}
  - {id: pipe, indicator: 改造老旧管网, value: 128.4, unit: 公里, previous: 96.2}
  - {id: house, indicator: 惠及居民, value: 4.2, unit: 万户}
  - {id: leak, indicator: 管网漏损率, value: 8.7, unit: '%', previous: 10.3}
  - {id: pass, indicator: 水质合格率, value: 99.6, unit: '%', previous: 99.1, target: 99}
  - {id: hot, indicator: 热线工单, value: 3275, unit: 件, previous: 3510}
  - {id: back, indicator: 回访满意率, value: 98, unit: '%', bound: at_least}
  - {id: fix, indicator: 抢修到场时限, value: 45, unit: 分钟, bound: at_most}
  - {id: price, indicator: 居民水价, value: 3.45, unit: 元/吨}
  - {id: rank, indicator: 节水考核, rank: 3, among: 全省}
  - {id: staff, indicator: 持证巡查员, value: 186, unit: 名, previous: 171}
  - {id: trees, indicator: 护岸植树, value: 2.4, unit: 万株}
  - {id: read, indicator: 志愿者, value: 1300, unit: 人次, approx: true}
  - {id: pumps, indicator: 泵站, value: 27, unit: 座}
  - {id: same, indicator: 河长, value: 64, unit: 名, previous: 64}
  - {id: patrol, indicator: 巡河频次, value: 2, unit: 次/周}
  - {id: over, indicator: 清淤量, value: 30, unit: 万立方米, bound: more_than}
  - {id: opened, event: 二水厂通水, date: 2025-06-18}
  - {id: few, indicator: 投诉, value: 20, unit: 件, bound: less_than}
"""
)


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("全年供水{water}立方米。", "全年供水1.86亿立方米。"),
        ("全年供水{water}方。", "全年供水1.86亿立方米。"),
        ("供水同比增加{water.increase}亿立方米。", "供水同比增加0.07亿立方米。"),
        ("供水量同比增速为{water.growth}。", "供水量同比增速为3.9%。"),
        ("供水量较上年涨{water.growth}。", "供水量较上年增长3.9%。"),
        ("改造管网{pipe}千米。", "改造管网128.4公里。"),
        ("改造管网达到{pipe}公里长。", "改造管网达到128.4公里长。"),
        ("惠及居民{house}余户。", "惠及居民4.2万户。"),
        ("惠及居民{house}居民。", "惠及居民4.2万户。"),
        ("漏损率降低了{leak.increase}个百分点。", "漏损率下降1.6个百分点。"),
        ("漏损率同比减少{leak.increase}。", "漏损率同比下降1.6个百分点。"),
        ("合格率达百分之{pass}。", "合格率达99.6%。"),
        ("合格率为{pass}百分比。", "合格率为99.6%。"),
        ("办理热线工单{hot}余件。", "办理热线工单3275件。"),
        ("热线工单较上年减少了{hot.increase}件。", "热线工单较上年减少235件。"),
        ("满意率达到{back}以上。", "满意率达到不低于98%。"),
        ("满意率超过{back}。", "满意率不低于98%。"),
        ("{fix}内到场。", "不超过45分钟到场。"),
        ("最多{fix}到场。", "不超过45分钟到场。"),
        ("水价{price}每吨。", "水价3.45元/吨。"),
        ("水价每吨{price}。", "水价3.45元/吨。"),
        ("名列全省第三位{rank}。", "名列全省第三名。"),
        ("排名全省第{rank}位次。", "排名全省第三名。"),
        ("有巡查员{staff}人。", "有巡查员186名。"),
        ("有{staff}名持证巡查员。", "有186名持证巡查员。"),
        ("护岸植树{trees}棵。", "护岸植树2.4万株。"),
        ("志愿者大约{read}左右。", "志愿者约1300人次。"),
        ("志愿者{read}余人。", "志愿者约1300人次。"),
        ("泵站共{pumps}个。", "泵站共27座。"),
        ("河长数与上年{same.growth}持平。", "河长数与上年持平。"),
        ("每周巡河{patrol}。", "巡河每周2次。"),
        ("清淤量逾{over}立方米。", "清淤量超过30万立方米。"),
        ("{opened.date}日二水厂通水。", "6月18日二水厂通水。"),
        ("于6月{opened.date}通水。", "于6月18日通水。"),
        ("2025年{document.period}供水平稳。", "2025年供水平稳。"),
        ("投诉少于{few}。", "投诉不足20件。"),
        ("供水{water}亿。", "供水1.86亿立方米。"),
        ("供水达{water}立方米之多。", "供水达1.86亿立方米之多。"),
        ("供水量比目标高{相差:water,water.target}立方米。", "供水量比目标高0.06亿立方米。"),
        ("供水量提升{water.growth}个百分点。", "供水量增长3.9%。"),
        ("漏损率压降{leak.increase}。", "漏损率下降1.6个百分点。"),
        ("漏损率由上年的{leak.previous}%降至{leak}%。", "漏损率由上年的10.3%降至8.7%。"),
        ("合格率再提高了{pass.increase}个点。", "合格率再提高0.5个百分点。"),
        ("合格率高出上年{pass.increase}。", "合格率高出上年0.5个百分点。"),
        ("热线工单降幅达{hot.growth}。", "热线工单降幅达6.7%。"),
        ("热线工单降幅为下降{hot.growth}。", "热线工单降幅为6.7%。"),
        ("热线工单{hot}件次。", "热线工单3275件。"),
        ("热线工单{hot}余件，", "热线工单3275件，"),
        ("受理工单共计{hot}宗。", "受理工单共计3275件。"),
        ("满意率达{back}及以上。", "满意率达不低于98%。"),
        ("满意率不止{back}。", "满意率不低于98%。"),
        ("在{fix}分钟内到场。", "在不超过45分钟到场。"),
        ("{fix}之内赶到现场。", "不超过45分钟赶到现场。"),
        ("水价为每吨{price}元。", "水价为3.45元/吨。"),
        ("位居全省第3{rank}。", "位居全省第三名。"),
        ("位列全省第{rank}名次。", "位列全省第三名。"),
        ("持证巡查员{staff}名巡查员。", "持证巡查员186名。"),
        ("巡查员新增{staff.increase}名。", "巡查员增加15名。"),
        ("植树{trees}余棵。", "植树2.4万株。"),
        ("志愿者近{read}。", "志愿者约1300人次。"),
        ("志愿者约{read}上下。", "志愿者约1300人次。"),
        ("泵站总数{pumps}座座。", "泵站总数27座。"),
        ("泵站{pumps:汉字}座。", "泵站二十七座。"),
        ("每周巡查不少于{patrol}次。", "巡查不少于每周2次。"),
        ("清淤{over}余方。", "清淤超过30万立方米。"),
        ("6月18日{opened.date}通水。", "6月18日通水。"),
        ("{opened.date}当日通水。", "6月18日当日通水。"),
        ("投诉{few}以内。", "投诉不足20件。"),
        ("投诉至多{few}件。", "投诉不足20件。"),
        ("供水量同比增长约{water.growth}。", "供水量同比增长3.9%。"),
        ("供水量增加了大约{water.increase}。", "供水量增加0.07亿立方米。"),
        ("供水量实现{water.growth}的较快增长。", "供水量实现3.9%的较快增长。"),
        ("热线工单比上年少受理{hot.increase}。", "热线工单比上年少受理235件。"),
        ("{staff}余名巡查员上岗。", "186名巡查员上岗。"),
        ("最长{fix}到场。", "不超过45分钟到场。"),
        ("于6月份{opened.date}通水。", "于6月18日通水。"),
        ("名列全省前{rank}。", "名列全省第三名。"),
        ("惠及居民{house}户次。", "惠及居民4.2万户。"),
        ("{document.period}年供水平稳。", "2025年供水平稳。"),
        ("热线工单{hot}个件。", "热线工单3275件。"),
        ("名列全省第三位（{rank}）。", "名列全省第三名。"),
        ("供水1.86亿立方米（{water}）。", "供水1.86亿立方米。"),
        ("取得{rank}的第三名。", "取得第三名。"),
        ("供水量翻{water.growth}。", "供水量增长3.9%。"),
        ("新增持证巡查员{staff.increase}。", "新增持证巡查员15名。"),
        ("新聘并增加巡查员{staff.increase}名。", "新聘并增加巡查员15名。"),
    ],
)
def test_other_units_and_kinds_are_told_once(source: str, text: str) -> None:
    """By what the reference becomes: no word of these stands in a list with its unit."""
    mended = mend_doubled(source, WATER)
    assert render(mended, WATER, lenient=True).text == text
    assert mend_doubled(mended, WATER) == mended
    assert not list(contradictions(mended, WATER))


@pytest.mark.parametrize(
    ("source", "clash"),
    [
        ("漏损率上升{leak.increase}。", "上升下降"),
        ("漏损率增加了{leak.increase}。", "增加了下降"),
        ("热线工单多了{hot.increase}。", "多了减少"),
        ("热线工单同比增长{hot.growth}。", "增长下降"),
        ("满意率低于{back}。", "低于不低于"),
        ("{fix}以上到场。", "不超过…以上"),
        ("志愿者超过{read}。", "超过约"),
        ("河长数比上年增加{same.increase}。", "增加持平"),
        ("清淤量不足{over}。", "不足超过"),
        ("投诉超过{few}。", "超过不足"),
        ("漏损率降为{leak.increase}。", "降为下降"),
        ("满意率达不到{back}。", "不到不低于"),
        ("超过{fix}到场。", "超过不超过"),
        ("取得全省第一名{rank}。", "第一名第三名"),
        ("巡查员净减{staff.increase}。", "净减增加"),
        ("河长人数下降{same.growth}。", "下降持平"),
        ("清淤近{over}。", "近超过"),
        ("清淤约{over}。", "约超过"),
        ("投诉{few}以上。", "不足…以上"),
        ("供水量降幅为{water.growth}。", "降幅为增长"),
        ("热线工单增幅达到{hot.growth}。", "增幅达到下降"),
        ("热线工单高出上年{hot.increase}。", "高出上年减少"),
        ("供水量比上年少供{water.increase}。", "比上年少供增加"),
        ("漏损率出现{leak.increase}的上升。", "的上升下降"),
        ("河长数降幅为{same.growth}。", "降幅为持平"),
        ("漏损率反弹{leak.increase}。", "反弹下降"),
        ("于5月{opened.date}通水。", "5月6月"),
        ("每月巡河{patrol}，每季度{patrol}。", "每季度每周"),
        ("至少{fix}到场。", "至少不超"),
        ("至多{back}。", "至多不低"),
        ("名列全省第二位（{rank}）。", "第二位第三名"),
        ("减少巡查员{staff.increase}。", "减少增加"),
    ],
)
def test_other_contradictions_go_back(source: str, clash: str) -> None:
    """Opposite directions, levels told as changes, other ranks, bounds of the other side."""
    assert mend_doubled(source, WATER) == source
    assert [found for _, _, found in contradictions(source, WATER)] == [clash]


@pytest.mark.parametrize(
    "source",
    [
        "开放{pumps}床位。",
        "实有{staff}教师。",
        "{opened.date}日常检修完成。",
        "{fix}内部整改。",
        "漏损率由上年的{leak.previous}降至{leak}。",
        "改造管网{pipe}长。",
        "许多{staff.increase}。",
        "目前{rank}。",
        "供水{water.growth}的增长点在工业。",
        "新增投资{water.increase}。",
        "新装巡查员{staff.increase}。",
        "众多巡查员{staff.increase}。",
        "新建泵站（{pumps}）。",
    ],
)
def test_words_that_say_something_else_stay(source: str) -> None:
    """A noun behind the reference, 日常 behind a date, 至 between two references."""
    assert mend_doubled(source, WATER) == source
