"""Fact sheets for the tests: small ones by hand, and any number by hypothesis."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import yaml
from hypothesis import strategies as st

from assistant.drafting.references.grammar import references
from assistant.facts import parse_facts

if TYPE_CHECKING:
    from collections.abc import Sequence

    from assistant.domain import FactSheet

HEAD = {
    "title": "云溪县2025年工作总结",
    "organization": "云溪县办公室",
    "self": "我县",
    "period": 2025,
    "signed_by": "云溪县办公室",
    "signed_on": "2025-12-30",
}

# Names as ledgers have them, each with a unit that fits; no two share their telling words.
COUNTED = (
    ("媒体发稿", "篇"),
    ("在职教师", "名"),
    ("教学班", "个"),
    ("公开招聘护士", "名"),
    ("环境信访受理", "件"),
    ("现场执法检查", "家次"),
    ("应急疏散演练", "次"),
    ("调研报告", "篇"),
    ("法治宣讲", "场"),
    ("业务培训班", "期"),
    ("淘汰燃煤锅炉", "台"),
    ("新增停车泊位", "个"),
    ("农村公路改建", "公里"),
    ("消防整改通知书", "份"),
    ("门诊接诊", "人次"),
    ("原创短视频", "条"),
    ("征收税款", "万元"),
    ("危房改造资金", "万元"),
    ("高标准农田面积", "亩"),
    ("引进高层次人才", "名"),
    ("招商签约项目", "个"),
    ("矛盾纠纷化解", "起"),
    ("家庭医生签约", "户"),
    ("图书借阅", "册次"),
)
RATES = (
    ("群众满意度", "%"),
    ("案件结案率", "%"),
    ("水质优良比例", "%"),
    ("学生近视率", "%"),
    ("垃圾分类覆盖率", "%"),
)
EVENTS = (
    "政务服务大厅启用",
    "秋季田径运动会",
    "防汛应急处置演练",
    "民族团结宣传活动",
    "党代会年会召开",
)
STATEMENTS = (
    "办公室设5个科室,由1名副主任分管文稿",
    "值班室实行24小时轮班",
    "县档案馆获评省级示范馆",
)
PART_NAMES = ("东部片区", "西部片区", "城关镇", "开发区")


def sheet_of(*facts: dict[str, object], **document: object) -> FactSheet:
    """The sheet of facts as a facts file would give them."""
    loaded = {"document": {**HEAD, **document}, "facts": list(facts)}
    return parse_facts(yaml.safe_dump(loaded, allow_unicode=True, sort_keys=False))


def articles(**more: object) -> dict[str, object]:
    """The indicator of DESIGN.md."""
    return {"id": "articles", "indicator": "媒体发稿", "value": 455, "unit": "篇", **more}


@st.composite
def _indicator(draw: st.DrawFn, number: int, name: str, unit: str) -> dict[str, object]:
    """A count with whatever a ledger may hold of it; its number keeps values apart."""
    value = 1000 * (number + 2) + draw(st.integers(1, 997))
    fact: dict[str, object] = {"id": f"c{number}", "indicator": name, "value": value, "unit": unit}
    if draw(st.booleans()):
        fact["scope"] = draw(st.sampled_from(("全县", "县机关")))
    extra = draw(st.sampled_from(("", "previous", "target", "parts", "bound", "range", "planned")))
    if extra == "previous":
        fact["previous"] = value + draw(st.integers(-900, 900))
    if extra == "target":
        fact["target"] = value - draw(st.integers(1, 900))
    if extra == "parts":
        first = draw(st.integers(1, value - 1))
        pairs = zip(PART_NAMES, (first, value - first), strict=False)
        fact["parts"] = [
            {"id": f"p{at}", "indicator": part, "value": share}
            for at, (part, share) in enumerate(pairs)
        ]
    if extra == "bound":
        fact["bound"] = draw(st.sampled_from(("at_least", "at_most", "more_than", "less_than")))
    if extra == "range":
        fact["value"] = {"min": value, "max": value + draw(st.integers(1, 50))}
    if extra == "planned":
        fact["status"] = "planned"
    return fact


@st.composite
def _rate(draw: st.DrawFn, number: int, name: str, unit: str) -> dict[str, object]:
    value = 10 * (number + 3) + draw(st.integers(1, 89)) / 10
    fact: dict[str, object] = {"id": f"r{number}", "indicator": name, "value": value, "unit": unit}
    if draw(st.booleans()):
        fact["previous"] = value - 2.5
    return fact


_DATES = st.dates(date(2025, 1, 1), date(2025, 12, 28)).map(str)


def _some(draw: st.DrawFn, pool: Sequence[object], least: int, most: int) -> list[int]:
    numbers = st.sampled_from(range(len(pool)))
    return draw(st.lists(numbers, min_size=least, max_size=most, unique=True))


@st.composite
def sheets(draw: st.DrawFn) -> FactSheet:
    """A fact sheet of some indicators, rates, a rank, events and statements."""
    facts = [draw(_indicator(number, *COUNTED[number])) for number in _some(draw, COUNTED, 1, 14)]
    facts += [draw(_rate(number, *RATES[number])) for number in _some(draw, RATES, 0, 4)]
    if draw(st.booleans()):
        rank = draw(st.integers(2, 30))
        facts.append({"id": "rank", "indicator": "营商环境评价", "rank": rank, "among": "全省"})
    facts += [
        {"id": f"e{number}", "event": EVENTS[number], "date": draw(_DATES)}
        for number in _some(draw, EVENTS, 0, 4)
    ]
    facts += [
        {"id": f"s{number}", "statement": STATEMENTS[number]}
        for number in _some(draw, STATEMENTS, 0, 3)
    ]
    outline = draw(st.sampled_from(("annual", "school", "publicity", "brief")))
    return sheet_of(*draw(st.permutations(facts)), outline=outline)


def told_ids(source: str) -> set[str]:
    """The facts that a section's text tells by value, place or date."""
    return {ref.fact for ref in references(source) if ref.field in {"", "rank", "date"}}
