"""Last year's facts file moved on: what becomes of each kind of fact, and what is left to fill."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from assistant.domain import SectionSpec
from assistant.errors import FactsError
from assistant.facts import load_facts, parse_facts, roll_over

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
