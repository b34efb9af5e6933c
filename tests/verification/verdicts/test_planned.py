"""A plan told as achieved, of statements; rows.yaml has the rest."""

from __future__ import annotations

import pytest

from assistant.domain import Verdict
from tests.verification.verdicts.sheets import findings, sheet_of

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
