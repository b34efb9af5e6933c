"""The rows of rows.yaml: what each verdict finds, what it leaves alone, what comes before it."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from assistant.domain import Verdict
from assistant.verification import verify
from tests.verification.verdicts.sheets import SHEET, findings, told

ROWS = yaml.safe_load(Path(__file__).with_name("rows.yaml").read_text("utf-8"))
FOUND = [(verdict, *row) for verdict, rows in ROWS.items() for row in rows["found"]]
SILENT = [(verdict, text) for verdict, rows in ROWS.items() for text in rows["silent"]]
FIRST = [row for rows in ROWS.values() for row in rows["first"]]


@pytest.mark.parametrize(("verdict", "text", "words", "reason"), FOUND)
def test_what_is_wrong_is_found_with_its_reason(
    verdict: str, text: str, words: list[str], reason: str
) -> None:
    """The findings stand at the words that are wrong; the reason names the other side."""
    found = [one for one in findings(text) if one.verdict is Verdict(verdict)]
    assert [one.text for one in found] == words
    assert any(reason in one.reason for one in found)


@pytest.mark.parametrize(("verdict", "text"), SILENT)
def test_what_is_right_or_of_another_kind_is_none(verdict: str, text: str) -> None:
    """The same thing in other words, and what is no claim of that kind."""
    assert told(text, Verdict(verdict)) == []


@pytest.mark.parametrize(("text", "words", "verdict"), FIRST)
def test_the_verdicts_keep_their_order(text: str, words: list[str], verdict: str) -> None:
    """What says more of a figure comes first."""
    found = findings(text)
    assert {one.verdict.value for one in found} == {verdict}
    assert not words or [one.text for one in found] == words


def test_proved_figures_have_no_level_and_show_the_formula() -> None:
    """They are figures of the report and no findings."""
    report = verify("开放档案5460卷，同比增长30%。", SHEET)
    value, growth = report.figures
    assert (value.level, growth.level) == (None, None)
    assert growth.verdict is Verdict.DERIVED
    assert growth.formula is not None
    assert "4200" in growth.formula
    assert "5460卷是“开放档案”" in value.reason
