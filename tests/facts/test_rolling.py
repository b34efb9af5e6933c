"""Last year's facts file moved on: what becomes of each kind of fact, and what is left to fill."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from assistant.domain import SectionSpec
from assistant.errors import FactsError
from assistant.facts import load_facts, parse_facts, roll_over, set_facts
from assistant.facts.editing import add_alias
from assistant.facts.plans import core_of

if TYPE_CHECKING:
    from pathlib import Path

YAML = """\
# 台账
document:
  title: 平湖县2025年工作总结
  period: 2025
  signed_on: 2025-12-29
  outline:
    - {id: a, heading: 2025年主要工作, facts: [training, visits]}
    - {id: b, heading: 2026年打算}
facts:
  # 队伍
  - id: setup
    statement: 设16个股室
  - id: training
    indicator: 业务培训
    value: 18          # 全年
    unit: 期
    previous: 15
    source: 台账.xlsx!培训!B5
  - id: visits
    indicator: 走访
    value: 30
    unit: 家
    target: 25
    parts:
      - {id: big, indicator: 大企业, value: 10}
      - {id: small, indicator: 小企业, value: 20}
  - {id: share, indicator: 大企业占比, value: 33, unit: '%', share_of: visits}
  - {id: range, indicator: 联系点, value: {min: 4, max: 5}, unit: 个}
  - id: rank
    indicator: 考核名次
    rank: 2
  - id: day
    event: 2025年开放日
    date: 09-20
  - {id: said, statement: 无事故}
  # 计划
  - id: p1
    indicator: 2026年业务培训计划
    value: 22
    unit: 期
    status: planned
  - id: p2
    indicator: 新建工作室
    value: 4
    unit: 个
    status: planned
    parts:
      - {id: north, indicator: 城北, value: 1}
      - {id: south, indicator: 城南, value: 3}
  - {id: p3, indicator: 2026年满意度目标, status: planned, value: 95, unit: '%'}
  - {id: p4, event: 产业园开园, date: 2026-06, status: planned}
"""


def write(tmp_path: Path, text: str, name: str = "表.yaml") -> Path:
    """The text as a file."""
    path = tmp_path / name
    path.write_text(text, "utf-8")
    return path


def test_the_file_moves_on_and_everything_else_stays(tmp_path: Path) -> None:
    """Values become previous, plans targets, dates are emptied; comments and sources stay."""
    rolled = roll_over(write(tmp_path, YAML), 2026)
    lines = rolled.text.split("\n")
    assert rolled.targets == 1
    assert rolled.kept == 2
    assert "  title: 平湖县2026年工作总结" in lines
    assert "  period: 2026" in lines
    assert "  signed_on:  # 待填" in lines
    assert "    - {id: a, heading: 2026年主要工作, facts: [training, visits]}" in lines
    assert "    value:           # 全年" in lines
    assert "    previous: 18" in lines
    assert "    target: 22" in lines
    assert "    source: 台账.xlsx!培训!B5" in lines
    assert "      - {id: big, indicator: 大企业, value: null, previous: 10}" in lines
    assert "    event: 2026年开放日" in lines
    assert "    date:  # 待填" in lines
    assert "  # 待核对:去年的话,合实际的留下,不合的改掉" in lines
    assert "p1" not in rolled.text
    assert "    status: done" in lines
    assert "indicator: 满意度, status: done, value: null, unit: '%', target: 95" in rolled.text
    assert "  # 计划" in lines


def test_what_is_to_be_filled_in_is_counted_and_told(tmp_path: Path) -> None:
    """Facts without a figure are no facts yet: the sheet leaves them out and names them."""
    rolled = roll_over(write(tmp_path, YAML), 2026)
    sheet = parse_facts(rolled.text)
    told = ("业务培训", "走访", "大企业占比", "联系点", "考核名次", "2026年开放日", "新建工作室")
    assert sheet.pending == (*told, "满意度", "产业园开园") == rolled.pending
    assert [fact.id for fact in sheet.facts] == ["setup", "said"]
    assert "还有9项待填" in sheet.warnings[0]
    assert sheet.document.outline == (
        SectionSpec("a", "2026年主要工作", ()),
        SectionSpec("b", "2027年打算", ()),
    )


def test_a_file_half_filled_in_loads(tmp_path: Path) -> None:
    """A whole with a part that waits need not add up; a share of what waits is a plain percent."""
    text = roll_over(write(tmp_path, YAML), 2026).text
    text = text.replace("    value:  # 待填\n    previous: 30", "    value: 40\n    previous: 30")
    text = text.replace("大企业, value: null", "大企业, value: 12")
    half = parse_facts(text)
    assert half.by_id["visits"].partial
    assert half.by_id["visits"].parts == ("visits/big",)
    shared = YAML.replace("value: 30\n", "value:\n", 1)
    assert parse_facts(shared).by_id["share"].share_of is None


TWICE = """\
document: {title: 平湖县2025年工作总结, period: 2025}
facts:
  - id: wells
    indicator: 2025年打井
    value: 7
    unit: 眼
  - id: ponds
    indicator: 清淤山塘
    value:  # 待填
    previous: 31
    target: 40
    unit: 口
  - {id: dikes, indicator: 加固堤防, value: null, previous: 6.5, unit: 公里, parts: [{id: a, indicator: 东, value: 2, previous: 4}, {indicator: 西, value: 3}, {id: c, indicator: 南, value: null}]}
  - {id: gates, indicator: 2026年计划改造闸门, value: null, unit: 座, status: planned}
  - {id: sum, indicator: 两项, formula: ponds + ponds, previous: 44, partial: true, parts: [{indicator: 北, value: 8, previous: 5}]}
  - {id: span, indicator: 值守点, value: {min: 4, max: 5}, previous: 3, unit: 个}
  - {id: double, indicator: 翻倍, formula: wells + wells, previous: 9, unit: 眼}
  - {event: 堤防通车, date: null}
"""


def test_what_was_never_filled_in_is_no_figure_of_last_year(tmp_path: Path) -> None:
    """A figure of two years ago is not moved on as last year's; who it waits for is told."""
    rolled = roll_over(write(tmp_path, TWICE), 2026)
    names = ("值守点", "清淤山塘", "加固堤防", "南", "2026年计划改造闸门", "堤防通车", "两项")
    assert sorted(rolled.unfilled) == sorted(names)
    told = {
        name: line
        for line in rolled.text.split("\n")
        for name in ("dikes", "gates", "sum", "span", "double")
        if f"id: {name}," in line
    }
    assert not {"31", "40"} & set(rolled.text.split())
    assert "    previous:  # 待填\n" in rolled.text
    assert "indicator: 加固堤防, value: null, previous: null" in told["dikes"]
    assert "indicator: 东, value: null, previous: 2}" in told["dikes"]
    assert "indicator: 改造闸门, value: null, unit: 座, status: done" in told["gates"]
    assert all("previous: null" in told[name] for name in ("sum", "span"))
    assert "indicator: 西, value: null, previous: 3}" in told["dikes"]
    assert "previous: 14" in told["double"]
    assert "indicator: 北, value: null, previous: 8}" in told["sum"]


@pytest.mark.parametrize(
    ("name", "core"),
    [
        ("2026年计划疏浚河道", "疏浚河道"), ("预计接待游客", "接待游客"), ("明年拟新建驿站", "新建驿站"),
        ("2026年计划生育服务", "计划生育服务"), ("计划完成率", "计划完成率"), ("拟定方案计划", "拟定方案"), ("行动计划印制", "行动计划印制"),
    ],
)  # fmt: skip
def test_what_is_done_is_no_longer_called_a_plan(name: str, core: str) -> None:
    """The year and 计划 go, whichever end they stand at; words that only begin so stay."""
    assert core_of(name) == core


@pytest.mark.parametrize("words", ["rank: 4, among: 全市", "among: 全县, rank: 2, growth: 3"])
def test_a_value_may_be_filled_in_before_its_rank(words: str, tmp_path: Path) -> None:
    """The file holds on the way; the rank that waits is told."""
    text = f"document: {{title: 总结, period: 2025}}\nfacts: [{{id: x, indicator: 完好率, value: 96, unit: '%', {words}}}]\n"
    path = tmp_path / "新.yaml"
    path.write_text(roll_over(write(tmp_path, text), 2026).text, "utf-8")
    sheet = set_facts(path, {"x": "97"})
    assert (sheet.by_id["x"].value, sheet.by_id["x"].rank) == (97, None)
    assert "名次 rank 还没有填" in sheet.warnings[0]
    assert set_facts(path, {"x.rank": "3"}).by_id["x"].rank == 3


def test_what_waits_can_be_filled_in(tmp_path: Path) -> None:
    """By its id, its parts too; the mark goes, another key waits on."""
    path = write(tmp_path, TWICE)
    sheet = set_facts(path, {"ponds": "33", "dikes/a": "5", "wells.previous": "6"})
    assert "    value: 33\n" in path.read_text("utf-8")
    assert sheet.by_id["ponds"].previous == 31
    assert "indicator: 东, value: 5, previous: 4}" in path.read_text("utf-8")
    assert set_facts(path, {"sum": "wells + 1"}).by_id["sum"].value == 8
    with pytest.raises(FactsError, match="没有事实 nothing"):
        set_facts(path, {"nothing.previous": "1"})
    with pytest.raises(FactsError, match="事实 gates 还没有填"):
        add_alias(path, "gates", "水闸")


def test_json_is_moved_on_too(tmp_path: Path) -> None:
    """Null for what is to be filled in; a plan stays in the list as what is to be done."""
    facts: list[dict[str, object]] = [
        {"id": "a", "indicator": "甲", "value": 3, "unit": "项"},
        {"id": "b", "indicator": "甲计划", "value": 4, "unit": "项", "status": "planned"},
        {"id": "c", "statement": "无事故"},
    ]
    document = {"title": "总结", "period": 2025, "signed_on": "2025-12-29"}
    text = json.dumps({"document": document, "facts": facts}, ensure_ascii=False)
    rolled = json.loads(roll_over(write(tmp_path, text, "表.json"), 2026).text)
    assert rolled["facts"][0] == {
        "id": "a",
        "indicator": "甲",
        "value": None,
        "unit": "项",
        "previous": 3,
        "target": 4,
    }
    assert rolled["facts"][1]["status"] == "done"
    assert rolled["document"]["signed_on"] is None


@pytest.mark.parametrize(
    ("text", "year"),
    [
        ("document: {title: 总结}\nfacts:\n  - {id: a, indicator: 甲, value: 1}\n", 2026),
        (YAML, 2025),
    ],
)
def test_a_file_without_a_year_cannot_be_moved_on(tmp_path: Path, text: str, year: int) -> None:
    """Nor to its own year or an earlier one."""
    with pytest.raises(FactsError, match="period"):
        roll_over(write(tmp_path, text), year)


@pytest.mark.parametrize("name", ["audit", "bureau", "environment", "publicity-county", "school"])
def test_the_shipped_files_move_on(root: Path, name: str) -> None:
    """What is left to fill in is told; nothing of it is an error."""
    path = root / "fixtures" / "facts" / f"{name}.yaml"
    rolled = roll_over(path, 2026)
    sheet = load_facts(path)
    assert len(rolled.pending) > len(sheet.facts) // 3
    assert "2025年" not in rolled.text.split("facts:")[0]
