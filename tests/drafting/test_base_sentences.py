"""How single sentences of last year are carried: dates, units, ranks, blanks, things that go."""

from __future__ import annotations

import pytest

from assistant.drafting.base.base import carry_over
from assistant.drafting.base.last import last_year
from assistant.drafting.base.report import sentences_of
from assistant.extraction import read_document
from assistant.facts import parse_facts
from assistant.verification import verify

FACTS = """
document: {title: 平湖县统计局2025年工作总结, organization: 平湖县统计局, self: 我局, period: 2025}
facts:
  - {id: prizes, indicator: 统计分析评比一等奖, value: 2, unit: 件, previous: 1}
  - {id: machines, indicator: 每科室联网电脑, value: 3, unit: 台, previous: 2, bound: at_least}
  - {id: notice, indicator: 数据质量通报, value: 1, unit: 次/季度, previous: 1}
  - {id: place, indicator: 统计执法考核, rank: 2, among: 全市}
  - {id: quality, indicator: 数据质量评估, rank: 3, among: 全省}
  - {id: visits, indicator: 走访企业, value: 320, unit: 家, previous: 310}
  - {id: posts, indicator: 门户网站发布信息, value: 286, unit: 条}
  - {id: drive, event: 经济普查攻坚行动, date: 06-18}
  - {id: school, event: 统计业务讲习所开班, date: {from: 05-12, to: 05-16}}
  - {id: checked, indicator: 抽查单位, value: 86, unit: 家, previous: 79, date: {from: 01-01, to: 10-31}}
  - {id: hall, event: 统计档案馆启用, date: 09-01}
  - {id: first, event: 统计法学习月活动, date: {from: 07-01, to: 12-31}}
  - {id: owners, indicator: 名录库单位, value: 51730, unit: 户, previous: 48600}
  - {id: hours, indicator: 报表审核时间, value: 0.6, unit: 天, previous: 0.5}
  - {id: online, indicator: 联网直报单位, value: 6029, unit: 家, previous: 6215, target: 6000}
  - {id: found, indicator: 数据核查差错, value: 214, unit: 处, previous: 229}
  - {id: mended, indicator: 数据核查差错改正, value: 212, unit: 处, previous: 226}
  - {id: rate, indicator: 住户调查开户率, value: 98.4, unit: '%', previous: 96.1}
  - {id: seized, indicator: 查处统计违法案件, value: 33, unit: 件, previous: 30, target: 30}
  - {id: fund, indicator: 普查经费, value: 2.15, unit: 亿元, previous: 2.07}
  - {id: towns, indicator: 新建镇级统计站, value: 6, unit: 个, previous: 4}
  - {id: yards, indicator: 新建村级统计室, value: 9, unit: 个, previous: 8}
  - {id: upper, indicator: 争取上级资金, value: 7150, unit: 万元, previous: 6200}
  - {id: ours, indicator: 自筹资金, value: 4150, unit: 万元, previous: 3900}
  - {id: industry, indicator: 工业增加值, value: 13.2, unit: 亿元, previous: 12}
  - {id: rule, statement: 设执法室,一名副局长分管}
"""


def new_of(old: str) -> tuple[str, str]:
    """What became of a sentence of last year in the body, and the whole text."""
    sheet = parse_facts(FACTS)
    text = f"平湖县统计局2024年工作总结\n一、主要工作\n工作扎实。\n{old}\n"
    carry = carry_over(last_year(read_document(text), sheet), sheet)
    whole = carry.assembled.document
    assert not verify(whole, sheet).findings
    found = "".join(one.source for one in sentences_of(carry) if one.old and one.old in old)
    return found, whole.text


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("获统计分析评比一等奖1个。", "获统计分析评比一等奖2个。"),
        ("每科室至少配备联网电脑2台。", "每科室至少配备联网电脑3台。"),
        ("数据质量每季度一通报,促进整改。", "数据质量每季度一通报,促进整改。"),
        ("统计执法考核名列全市第一。", "统计执法考核名列全市第二。"),
        ("数据质量评估位居全省第6位。", "数据质量评估位居全省第3位。"),
        ("从7月27日起开展经济普查攻坚行动。", "从6月18日起开展经济普查攻坚行动。"),
        ("今年4月份,统计业务讲习所开班。", "今年5月份,统计业务讲习所开班。"),
        ("截至10月底,抽查单位79家。", "截至10月31日,抽查单位86家。"),
        ("门户网站发布信息近××条。", "门户网站发布信息近290条。"),
        ("全年门户网站发布信息xx多条。", "全年门户网站发布信息280余条。"),
        ("执法室由一名副局长分管。", "执法室由一名副局长分管。"),
        ("纪念统计法颁布40周年。", "纪念统计法颁布【待补：周年数】周年。"),
        ("办好六十周年图片展。", "办好【待补：周年数】周年图片展。"),
        # Last year's change, of what its clause names, not of what stands before it.
        (
            "走访企业310家,开户率较上年提高1.2个百分点。",
            "走访企业320家,开户率较上年提高2.3个百分点。",
        ),
        ("抽查单位79家,联网直报单位同比增长4.1%。", "抽查单位86家,联网直报单位同比下降3.0%。"),
        ("联网直报单位6215家,比上年净增18家。", "联网直报单位6029家,比上年净减186家。"),
        ("联网直报单位6215家,完成率103.6%。", "联网直报单位6029家,完成率100.5%。"),
        ("开户率由上年的94.9%提高到96.1%。", "开户率由上年的96.1%提高到98.4%。"),
        (
            "新建镇级统计站4个、新建村级统计室8个,分别比上年多3个和2个。",
            "统计站6个、新建村级统计室9个,分别比上年多2个和1个。",
        ),
        ("发现数据核查差错229处,改正226处,改正率为98.7%。", "差错214处,改正212处,改正率为99.1%。"),
        ("报表审核时间压缩至0.5天。", "报表审核时间为0.6天。"),
        ("名录库单位达到4.86万户。", "名录库单位达到5.17万户。"),
        ("普查经费突破2亿元。", "普查经费超2亿元。"),
        ("开户率由94.9%提高到96.1%。", "开户率由96.1%提高到98.4%。"),
        ("联网直报单位从6302家减少到6215家。", "联网直报单位从6215家减少到6029家。"),
        (
            "争取上级资金6200万元、自筹资金3900万元,两项合计1.01亿元。",
            "自筹资金4150万元,两项合计1.13亿元。",
        ),
        # What is not that fact is no figure and no change of it: they share an end or a beginning.
        ("销户率为97.2%。", "销户率为【待补：销户率】。"),
        ("服务业增加值达到9.3亿元。", "服务业增加值达到【待补：服务业增加值】。"),
        ("工业用电量11亿千瓦时。", "工业用电量【待补：工业用电量】。"),
        ("开户率96.1%,退户率较上年提高1.2个百分点。", "退户率较上年提高【待补：退户率较上年】。"),
        (
            "新建镇级统计站4个,新建乡级统计站比上年多1个。",
            "新建乡级统计站比上年多【待补：新建乡级统计站比上年多】。",
        ),
        ("归档材料普及率达77%。", "归档材料普及率达【待补：归档材料普及率】。"),
        ("全年查阅卷宗达77册。", "全年查阅卷宗达【待补：全年查阅卷宗】。"),
    ],
)
def test_a_figure_is_said_as_last_year_said_it(old: str, new: str) -> None:
    """Units, bounds, ranks and dates stay in last year's manner; a blank is filled by its words."""
    _, whole = new_of(old)
    wide = str.maketrans(",;", "，；")
    assert new.translate(wide) in whole


@pytest.mark.parametrize(
    ("old", "source"),
    [
        ("4月3日,组织青年干部参观;坚持例会制度,有事随时商量。", "坚持例会制度,有事随时商量。"),
        ("坚持例会制度;4月3日,组织青年干部参观,反响很好。", "坚持例会制度。"),
        (
            "一是4月3日组织青年干部参观;二是坚持例会制度。",
            "一是【待补：今年这方面的活动】;二是坚持例会制度。",
        ),
        ("走访企业310家;11月5日,召开座谈会。", "走访企业{visits}。"),
        ("4月3日,组织青年干部参观。", ""),
        # 封顶 of a building is no 启用 of it.
        ("4月,统计档案馆主体封顶。", ""),
        ("8月15日,统计档案馆启用。", "{hall.date},统计档案馆启用。"),
    ],
)
def test_what_is_told_of_a_dated_thing_goes_alone(old: str, source: str) -> None:
    """The rest of its sentence stays, an item of a list keeps its place."""
    assert new_of(old)[0] == source


@pytest.mark.parametrize(
    ("old", "note"),
    [
        ("2025年,联网直报单位6000家。", "今年6029家:已完成"),
        # More cases are more work done; 违法 alone does not make fewer better.
        ("2025年,查处案件30件以上。", "去年计划查处统计违法案件30件以上,今年33件:已完成"),
        ("2025年,每个镇走访企业5家。", "去年计划5家,今年的事实表里没有对应的数"),
    ],
)
def test_last_years_plan_is_set_against_this_years_target(old: str, note: str) -> None:
    """A figure of the plan is the fact whose target it is; none by a likeness of words alone."""
    sheet = parse_facts(FACTS)
    text = f"平湖县统计局2024年工作总结\n一、主要工作\n工作扎实。\n{old}\n"
    carry = carry_over(last_year(read_document(text), sheet), sheet)
    assert any(note in told for one in sentences_of(carry) for told in one.notes)


def test_what_stands_in_the_text_is_not_told_again() -> None:
    """A statement whose figures the sentence keeps, a parts' whole without the parts told."""
    _, whole = new_of("执法室由一名副局长分管。")
    assert whole.count("副局长分管") == 1
    assert "下半年，开展统计法学习月活动" in whole


def test_what_is_new_in_the_opening_stands_before_the_lead_over() -> None:
    """现将…如下 stays the last sentence."""
    facts = FACTS + "  - {id: who, statement: 我局有3个股室, section: opening}\n"
    sheet = parse_facts(facts)
    text = (
        "平湖县统计局2024年工作总结\n我局履职尽责。现将工作总结如下。\n一、主要工作\n工作扎实。\n"
    )
    carry = carry_over(last_year(read_document(text), sheet), sheet)
    assert "我局履职尽责。我局有3个股室。现将工作总结如下" in carry.assembled.document.text
