"""Small counts in words against the list beside them, and those of the parts of a fact."""

from __future__ import annotations

import pytest

from assistant.domain import Verdict
from assistant.verification import verify
from tests.verification.verdicts.sheets import findings, sheet_of, told

SHEET = sheet_of(
    "id: trees, indicator: 苗木出圃, value: 684, unit: 万株, parts: ["
    "{id: a, indicator: 针叶苗, value: 342}, {id: b, indicator: 阔叶苗, value: 266}, "
    "{id: c, indicator: 灌木苗, value: 76}]",
    "id: fund, indicator: 募集资金, value: 45, unit: 万元, parts: ["
    "{id: a, indicator: 线上捐赠, value: 27}, {id: b, indicator: 现场捐赠, value: 18}]",
    "id: hall, indicator: 阅览室接待, value: 2100, unit: 人次",
    "id: show, indicator: 展览厅接待, value: 940, unit: 人次",
    "id: talk, indicator: 报告厅接待, value: 730, unit: 人次",
    "id: rate, indicator: 还书率, value: 98.2, unit: '%'",
    "id: lend, indicator: 借阅率, value: 91.5, unit: '%'",
    "id: next, indicator: 2026年购书计划, value: 5200, unit: 册, status: planned",
    "id: more, indicator: 2026年讲座计划, value: 36, unit: 场, status: planned",
)


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("阅览室接待2100人次、展览厅接待940人次、报告厅接待730人次，{}类场所都不收费。", "两四"),
        ("阅览室接待2100人次，展览厅接待940人次，报告厅接待730人次，这{}项数据均有台账。", "四"),
        ("还书率98.2%、借阅率91.5%{}项指标见附表。", "三"),
        ("一年来，还书率98.2%、借阅率91.5%，上述{}项指标见附表。", "四"),
        ("线上捐赠27万元、现场捐赠18万元，{}项合计45万元。", "三"),
        ("2026年盯住{}个目标：购书5200册，讲座36场。", "三四"),
        ("2026年盯住{}项任务：购书5200册、讲座36场。", "三"),
        ("2026年盯住{}项任务：购书5200册，再多一成；讲座36场，需添讲桌。", "三四"),
        ("2026年抓{}件事：购书5200册；讲座36场，比今年翻一番。", "三五"),
    ],
)
def test_items_with_figures_of_their_own_are_counted(text: str, wrong: str) -> None:
    """Alike in their unit before a count, each a name and a figure behind its colon."""
    right = "二" if "目标" in text else ""
    for number in wrong:
        assert told(text.format(number), Verdict.INCONSISTENT, SHEET), number
    for number in {"阅": "三", "还": "两", "一": "两", "线": "两", "2": "两"}[text[0]] + right:
        assert told(text.format(number), Verdict.INCONSISTENT, SHEET) == []


@pytest.mark.parametrize(
    "text",
    [
        "举办浇水比武、修枝讲座三项活动。",
        "苗圃管护、林下清理、病虫防治两项工作均提前收尾。",
        "依托护林站和瞭望塔三个平台守山。",
        "浇水时间、施肥时间四项用时指标写进手册。",
        "荣誉涵盖全国、全省、全市四个层级。",
        "围绕护林、营林、用林、兴林五件大事抓落实。",
        "全场经营分为针叶林、阔叶林、灌木林四类。",
        "石桥镇、青坪镇三个乡镇试种新苗。",
        "播种、间苗、补植四个环节都有人看着。",
    ],
)
def test_names_right_before_a_count_are_counted(text: str) -> None:
    """Two joined by 和, too; a body where the count's noun is of bodies."""
    assert told(text, Verdict.INCONSISTENT, SHEET)


@pytest.mark.parametrize(
    "text",
    [
        "举办浇水比武、修枝讲座两项活动。",
        "举办浇水比武、修枝讲座等三项活动。",
        "省林业局、市林业局五项举措落地。",
        "省林业局、市林业局五项工作要求落地。",
        "教师、家长对食堂、宿舍两项工作满意。",
        "聚焦造林、抚育落实四项重点工作。",
        "职工、家属三项活动办得热闹。",
        "获评全国、全省五项工作先进。",
        "国家级、省级五个平台运转正常。",
        "石桥镇、青坪镇抓住四个重点环节。",
        "教育和卫生、农业、林业四个领域联动。",
        "教育和卫生、农业、林业三个领域联动。",
        "安全和质量两个方面不放松。",
        "参与植树和护绿一件件实事。",
        "聚焦水源、道路、电力三个领域四项工作。",
        "区、街道（镇）、社区三级联动。",
        "阅览室接待2100人次，展览厅接待940人次，报告厅接待730人次，后两项数据另有说明。",
        "阅览室接待2100人次；展览厅接待940人次、报告厅接待730人次，两项数据另有说明。",
        "线上捐赠27万元，现场捐赠18万元，两项合计45万元。",
        "募集资金45万元，其中线上捐赠27万元、现场捐赠18万元，两项合计45万元。",
        "2026年盯住三个目标：购书5200册，讲座36场，馆舍翻新如期完工。",
        "2026年盯住三项任务：购书5200册、讲座36场等。",
        "2026年盯住三项任务：购书5200册；讲座36场，书架添置12组。",
        "2026年盯住三项任务：购书5200册，比今年多一成；讲座36场。书架照旧添置。",
        "2026年盯住三项任务：购书5200册，讲座36场。添置书架12组。",
        "馆藏分两类：图书占三分之二，期刊占三分之一，图书是期刊的2倍。",
        "组织馆员、读者参加整架、导读两项活动。",
        "新建东城、西城三个社区服务平台。",
        "新入馆图书12册、期刊8册，二十件展品之外另有赠书。",
        "春季展会3场、秋季展会2场，五项活动都已结束。",
    ],
)
def test_lists_of_others_and_open_lists_are_left_alone(text: str) -> None:
    """Bodies, those who have what is counted, 等, 后两项, another list in the clause."""
    assert told(text, Verdict.INCONSISTENT, SHEET) == []


@pytest.mark.parametrize(
    ("text", "right"),
    [
        ("{}类苗木出圃684万株。", "三"),
        ("苗木出圃684万株，分{}类。", "三"),
        ("募集资金分{}块，共45万元。", "两"),
        ("全年{}项资金共45万元。", "两"),
        ("苗木出圃684万株，由{}部分构成。", "三"),
    ],
)
def test_a_count_of_the_parts_of_a_fact_is_borne_out(text: str, right: str) -> None:
    """The fact is named behind the count or before it; another number is refused."""
    assert findings(text.format(right), SHEET) == []
    assert findings(text.format("五"), SHEET) != []


def test_a_list_of_some_parts_does_not_bear_out_the_count_of_all() -> None:
    """Two of three are named right before it."""
    assert findings("培育针叶苗、阔叶苗三类苗木。", SHEET) != []
    assert findings("培育针叶苗、阔叶苗、灌木苗三类苗木。", SHEET) == []


@pytest.mark.parametrize(
    "text",
    [
        "{}件事已排进日程。2026年，购书5200册，办证照旧；讲座36场。",
        "明年{}项任务不变。计划购书5200册；讲座36场。",
        "全年工作分{}个篇目。\n篇目一：办馆。阅览室接待2100人次。\n篇目二：办展。展览厅接待940人次。",
    ],
)
def test_a_list_in_the_next_sentence_or_in_headings_bears_out_its_count(text: str) -> None:
    """Its items stand between semicolons, or paragraphs begin with its noun and their number."""
    assert findings(text.format("两"), SHEET) == []
    assert findings(text.format("三"), SHEET) != [] or "任务" in text


@pytest.mark.parametrize("end", ["", "。", "；"])
def test_a_list_may_end_with_the_text(end: str) -> None:
    """Behind a colon it ends at a mark, and where the text has no more."""
    text = f"2026年盯住三个目标：购书5200册，讲座36场{end}"
    assert told(text, Verdict.INCONSISTENT, SHEET) == ["三个"]


@pytest.mark.parametrize(
    "text",
    ["2026年盯住两项任务：购书5200册、讲座36场。", "还书率98.2%、借阅率91.5%两项指标见附表。"],
)
def test_a_text_may_stop_anywhere(text: str) -> None:
    """Each beginning of it is read, and every figure lies within."""
    for end in range(1, len(text)):
        figures = verify(text[:end], SHEET).figures
        assert all(0 <= one.start < one.end <= end for one in figures)
