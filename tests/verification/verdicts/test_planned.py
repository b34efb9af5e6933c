"""A plan told as achieved."""

from __future__ import annotations

import pytest

from assistant.domain import Verdict
from tests.verification.verdicts.sheets import findings, sheet_of, told

FOUND = [
    ("库房已新建6间。", "库房已新建6间", "只是计划"),
    ("今年新建库房6间。", "今年新建库房6间", "尚未实现"),
    ("建成6间新建库房。", "建成6间", "2026年新建库房"),
]
SILENT = [
    "明年拟新建库房6间。",
    "2026年计划新建库房6间。",
    "一年来成绩明显。\n一、下一步打算\n新建库房6间。",
    "今年专职档案员48名。",
]
FIRST = [
    ("上半年已新建库房6间。", "已新建库房6间", Verdict.PLANNED),
    ("新建库房7间。", "7间", Verdict.CONTRADICTED),
    ("新建库房6平方米。", "6平方米", Verdict.WRONG_UNIT),
]


@pytest.mark.parametrize(("text", "words", "reason"), FOUND)
def test_what_is_not_done_yet(text: str, words: str, reason: str) -> None:
    """Behind 已 and 今年, or without a word of intention."""
    found = [one for one in findings(text) if one.verdict is Verdict.PLANNED]
    assert [one.text for one in found] == [words]
    assert reason in found[0].reason


@pytest.mark.parametrize("text", SILENT)
def test_an_intention_before_it_or_in_its_heading_is_enough(text: str) -> None:
    """拟, 计划 and a heading of plans; achieved facts are none."""
    assert told(text, Verdict.PLANNED) == []


@pytest.mark.parametrize(("text", "words", "verdict"), FIRST)
def test_only_the_plans_own_value_is_one(text: str, words: str, verdict: Verdict) -> None:
    """It comes before a wrong period; another value or unit is judged as that."""
    assert [(one.text, one.verdict) for one in findings(text)] == [(words, verdict)]


STATED = sheet_of(
    "id: hall, statement: '设阅档厅2个,有阅档席30个;2026年计划再建微缩室3间'",
    "id: seats, indicator: 2026年自助机新设, value: 4, unit: 台, status: planned",
)


@pytest.mark.parametrize(
    ("text", "planned"),
    [
        ("3间微缩室已经建成。", True),
        ("2026年,已再建微缩室3间。", True),
        ("2026年,又有4台自助机投用。", True),
        ("2026年计划再建微缩室3间。", False),
        ("2026年力争新设自助机4台。", False),
        ("已设阅档席30个。", False),
    ],
)
def test_the_part_of_a_statement_that_plans_is_a_plan(text: str, planned: bool) -> None:
    """What is plainly told as done (已经, 又有) is held against it."""
    found = [one for one in findings(text, STATED) if one.verdict is Verdict.PLANNED]
    assert bool(found) is planned
