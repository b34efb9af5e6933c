"""The sentences of the offline writer: how one fact, and facts that belong together, are said."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from assistant.domain import Author, Draft, Revision, Role
from assistant.drafting.outline.assemble import assemble
from assistant.drafting.outline.outline import load_outline
from assistant.drafting.outline.plan import plan_sections
from assistant.drafting.wording.offline import write_offline
from tests.drafting.sheets import articles, sheet_of

if TYPE_CHECKING:
    from assistant.domain import FactSheet


def _text(sheet: FactSheet, role: Role = Role.RESULTS) -> str:
    plan = plan_sections(sheet, load_outline("annual"))
    told = [section for section in plan if section.role is role and section.facts]
    section = told[0] if told else max(plan, key=lambda section: len(section.facts))
    source = write_offline(section, sheet, plan)
    written = Draft("总结", (section.revised(Revision(source, Author.OFFLINE)),))
    return "".join(
        block.text
        for block in assemble(written, sheet).document.blocks
        if block.kind == "paragraph"
    )


@pytest.mark.parametrize(
    ("facts", "text"),
    [
        (
            [
                articles(
                    scope="全县",
                    previous=402,
                    target=400,
                    parts=[
                        {"id": "a", "indicator": "国家级媒体", "value": 96},
                        {"id": "b", "indicator": "地方媒体", "value": 359},
                    ],
                )
            ],
            "全县媒体发稿达455篇，同比增长13.2%，完成年度目标的113.8%，其中国家级媒体96篇、地方媒体359篇。",
        ),
        (
            [
                {"id": "t", "indicator": "执业医师", "value": 5217, "unit": "名", "scope": "全区"},
                {"id": "s", "indicator": "注册护士", "value": 62480, "unit": "名", "scope": "全区"},
            ],
            "全区有执业医师5217名、注册护士62480名。",
        ),
        (
            [
                {"id": "m", "indicator": "高研班参训率", "value": 15, "unit": "%", "scope": "中学"},
                {"id": "p", "indicator": "高研班参训率", "value": 6, "unit": "%", "scope": "小学"},
            ],
            "中学、小学高研班参训率分别为15%、6%。",
        ),
        (
            [
                {
                    "id": "v",
                    "indicator": "群众满意度",
                    "value": 97.86,
                    "unit": "%",
                    "previous": 97.12,
                },
                {"id": "r", "indicator": "群众满意度", "rank": 2, "among": "全市"},
            ],
            "群众满意度达97.86%，同比提高0.74个百分点，居全市第二名。",
        ),
        (
            [{"id": "r", "indicator": "发稿数量", "rank": 3, "among": "全市"}],
            "发稿数量居全市第三名。",
        ),
        (
            [
                {"id": "w", "indicator": "为农民工追回工资", "value": 2635.8, "unit": "万元"},
                {"id": "n", "indicator": "涉及农民工", "value": 2174, "unit": "人"},
            ],
            "我县为农民工追回工资2635.8万元，涉及农民工2174人。",
        ),
        (
            [{"id": "f", "indicator": "返还资金", "value": 8640, "unit": "万元", "previous": 8640}],
            "返还资金8640万元，与上年持平。",
        ),
        (
            [
                {
                    "id": "b",
                    "indicator": "书面作业时间",
                    "value": 90,
                    "unit": "分钟",
                    "bound": "at_most",
                }
            ],
            "我县明确书面作业时间不超过90分钟。",
        ),
        (
            [{"id": "x", "indicator": "税收入库", "value": 1234500, "unit": "元"}],
            "税收入库123.45万元。",
        ),
        (
            [
                {"id": "b", "event": "秋季田径运动会", "date": "2025-10-16"},
                {"id": "a", "event": "大厅启用", "date": "2025-06"},
                {"id": "c", "event": "整治行动", "date": {"from": "2025-11-01"}},
            ],
            "6月，大厅启用。10月16日，举办秋季田径运动会。自11月1日起，开展整治行动。",
        ),
        (
            [
                {
                    "id": "d",
                    "event": "开放日活动",
                    "date": "2025-04-15",
                    "value": 860,
                    "unit": "人次",
                }
            ],
            "4月15日，开展开放日活动，860人次参加。",
        ),
    ],
    ids=[
        "whole",
        "list",
        "owners",
        "rank-of-value",
        "rank",
        "follower",
        "flat",
        "bound",
        "yuan",
        "events",
        "attended",
    ],
)
def test_facts_become_sentences_that_a_clerk_would_write(
    facts: list[dict[str, object]], text: str
) -> None:
    """Totals with parts, lists that share a verb, ranks behind values, events by date."""
    assert _text(sheet_of(*facts)) == text


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("计划疏浚河道", "下一步，计划疏浚河道7条。"),
        ("拟疏浚河道", "下一步，拟疏浚河道7条。"),
        ("2026年拟疏浚河道", "2026年，拟疏浚河道7条。"),
        ("明年计划疏浚河道", "明年，计划疏浚河道7条。"),
        ("来年河道疏浚目标", "来年，计划完成河道疏浚7条。"),
        ("河道拟疏浚", "下一步，河道拟疏浚7条。"),
        ("河道计划改造", "下一步，河道计划改造7条。"),
        ("河道明年疏浚", "下一步，河道明年疏浚7条。"),
        ("力争疏浚河道", "下一步，力争疏浚河道7条。"),
        ("明年上半年计划疏浚河道", "明年上半年计划疏浚河道7条。"),
        ("拟定河道名录", "下一步，计划完成拟定河道名录7条。"),
        ("行动计划印制", "下一步，计划完成行动计划印制7条。"),
    ],
)
def test_a_name_that_says_that_it_is_planned_is_not_told_so_twice(name: str, text: str) -> None:
    """The clerk's own word stands; 明年 takes the place of 下一步."""
    fact = {"id": "a", "indicator": name, "value": 7, "unit": "条", "status": "planned"}
    assert _text(sheet_of(fact), Role.PLAN) == f"{text}我县将围绕上述目标抓好工作落实。"


@pytest.mark.parametrize(
    ("fact", "text"),
    [
        ({"indicator": "确保河道达标率", "value": 97, "unit": "%"}, "下一步，确保河道达标率达到97%。"),
        ({"event": "拟召开河长会议", "date": "2026-03"}, "2026年3月，拟召开河长会议。"),
    ],
)  # fmt: skip
def test_planned_rates_and_events_are_not_told_so_twice(fact: dict[str, str], text: str) -> None:
    """They have words of their own for it, which give way too."""
    told = _text(sheet_of({"id": "a", "status": "planned", **fact}), Role.PLAN)
    assert told == f"{text}我县将围绕上述目标抓好工作落实。"


def test_planned_facts_are_told_as_plans() -> None:
    """计划 and 力争, the year once, a planned event with its time."""
    sheet = sheet_of(
        {
            "id": "a",
            "indicator": "2026年媒体发稿计划",
            "value": 480,
            "unit": "篇",
            "status": "planned",
        },
        {
            "id": "b",
            "indicator": "2026年满意度目标",
            "value": 98,
            "unit": "%",
            "bound": "at_least",
            "status": "planned",
        },
        {"id": "c", "event": "产业园开园", "date": "2026-06", "status": "planned"},
    )
    assert _text(sheet, Role.PLAN) == (
        "2026年，计划完成媒体发稿480篇；力争满意度不低于98%。产业园计划于2026年6月开园。"
        "我县将围绕上述目标抓好工作落实。"
    )


@pytest.mark.parametrize(
    ("facts", "text"),
    [
        (
            [
                articles(previous=402),
                {"id": "h", "indicator": "上半年媒体发稿", "value": 210, "unit": "篇"},
            ],
            "媒体发稿达455篇，同比增长13.2%，其中上半年210篇。",
        ),
        (
            [
                articles(
                    previous=402,
                    parts=[
                        {"id": "a", "indicator": "国家级媒体", "value": 96},
                        {"id": "b", "indicator": "地方媒体", "value": 359},
                    ],
                ),
                {"id": "h", "indicator": "上半年媒体发稿", "value": 210, "unit": "篇"},
            ],
            "媒体发稿达455篇（上半年210篇），同比增长13.2%，其中国家级媒体96篇、地方媒体359篇。",
        ),
        (
            [
                {
                    "id": "v",
                    "indicator": "双随机抽查市场主体",
                    "value": 1326,
                    "unit": "户",
                    "previous": 1218,
                }
            ],
            "双随机抽查市场主体1326户，同比增长8.9%。",
        ),
        (
            [
                {
                    "id": "v",
                    "indicator": "包保干部督导",
                    "value": 3400,
                    "unit": "家次",
                    "previous": 3100,
                }
            ],
            "包保干部督导3400家次，同比增长9.7%。",
        ),
        (
            [
                {
                    "id": "v",
                    "indicator": "污水治理行政村",
                    "value": 52,
                    "unit": "个",
                    "scope": "全市",
                }
            ],
            "全市完成污水治理行政村52个。",
        ),
        (
            [
                {
                    "id": "v",
                    "indicator": "土地整治乡镇站点",
                    "value": 7,
                    "unit": "个",
                    "scope": "全县",
                }
            ],
            "全县完成土地整治乡镇站点7个。",
        ),
        (
            [
                {
                    "id": "v",
                    "indicator": "宣传调研室人员",
                    "value": 4,
                    "unit": "名",
                    "scope": "县委政法委",
                }
            ],
            "县委政法委宣传调研室有人员4名。",
        ),
        (
            [
                {
                    "id": "v",
                    "indicator": "应急指挥中心工作人员",
                    "value": 12,
                    "unit": "名",
                    "scope": "局机关",
                }
            ],
            "局机关应急指挥中心有工作人员12名。",
        ),
        (
            [
                articles(
                    previous=455,
                    unit="篇",
                    parts=[
                        {"id": "a", "indicator": "国家级媒体", "value": 96, "previous": 96},
                        {"id": "b", "indicator": "地方媒体", "value": 359, "previous": 359},
                    ],
                ),
            ],
            "媒体发稿455篇，与上年持平，其中国家级媒体96篇、地方媒体359篇。",
        ),
        (
            [
                {"id": "w", "indicator": "签约率", "value": 82.6, "unit": "%", "scope": "全区"},
                {"id": "e", "indicator": "签约率", "value": 85.3, "unit": "%", "scope": "湖东街道"},
            ],
            "全区签约率为82.6%，其中湖东街道85.3%。",
        ),
        (
            [
                {"id": "r", "indicator": "绩效考核名次", "rank": 3, "among": "全市"},
                {
                    "id": "l",
                    "indicator": "绩效考核名次",
                    "rank": 5,
                    "among": "全市",
                    "scope": "上年",
                },
            ],
            "绩效考核居全市第三名，上年为第五名。",
        ),
        (
            [
                {"id": "t", "indicator": "中医院迁建总投资", "value": 5.6, "unit": "亿元"},
                {"id": "d", "indicator": "中医院迁建当年完成投资", "value": 1.5, "unit": "亿元"},
            ],
            "中医院迁建总投资5.6亿元，当年完成投资1.5亿元。",
        ),
        (
            [{"id": "c", "indicator": "矛盾纠纷受理", "value": 436, "unit": "起"}],
            "我县受理矛盾纠纷436起。",
        ),
        (
            [{"id": "g", "indicator": "个体户", "value": 35907, "unit": "户", "previous": 34527}],
            "个体户达35907户，同比增长4.0%。",
        ),
        (
            [
                {
                    "id": "m",
                    "indicator": "管网改造",
                    "value": 9,
                    "unit": "处",
                    "target": 8,
                    "parts": [
                        {"id": "e", "indicator": "东河社区管网改造", "value": 4},
                        {"id": "w", "indicator": "西岭社区管网改造", "value": 5},
                    ],
                }
            ],
            "我县开展管网改造9处，完成年度目标的112.5%，其中东河社区4处、西岭社区5处。",
        ),
        (
            [
                {"id": "r", "indicator": "矛盾纠纷受理", "value": 36, "unit": "起"},
                {"id": "s", "indicator": "矛盾纠纷排查", "value": 58, "unit": "起"},
                {"id": "v", "indicator": "消防演练", "value": 4, "unit": "场"},
            ],
            "我县受理矛盾纠纷36起，排查矛盾纠纷58起。开展消防演练4场。",
        ),
        (
            [
                {"id": "d", "indicator": "晴好天数", "value": 318, "unit": "天", "previous": 306},
                {"id": "q", "indicator": "PM10平均浓度", "value": 61, "unit": "微克/立方米"},
            ],
            "晴好天数达318天，同比增加12天。PM10平均浓度为61微克/立方米。",
        ),
        (
            [{"id": "r", "indicator": "全市消防考核", "rank": 2, "among": "全市"}],
            "全市消防考核居第二名。",
        ),
        (
            [
                {
                    "id": "l",
                    "event": "新春音乐会线上观看",
                    "date": "2025-02-01",
                    "value": 5200,
                    "unit": "人次",
                }
            ],
            "2月1日，新春音乐会线上观看5200人次。",
        ),
    ],
    ids=[
        "half",
        "half-in-brackets",
        "checked",
        "supervised",
        "work-on-villages",
        "work-on-stations",
        "staff-of-an-office",
        "staff-of-a-centre",
        "level-parts",
        "place",
        "last-year",
        "prefix",
        "verb",
        "one-decimal",
        "parts-without-the-whole",
        "another-matter",
        "days-and-latin",
        "rank-within-name",
        "counting-event",
    ],
)
def test_what_belongs_together_is_told_in_one_breath(
    facts: list[dict[str, object]], text: str
) -> None:
    """Halves, places, last year's rank, projects with one name."""
    assert _text(sheet_of(*facts)) == text
