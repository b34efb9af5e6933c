"""A computation that does not follow."""

from __future__ import annotations

import pytest

from assistant.domain import Verdict
from tests.verification.verdicts.sheets import findings, told

FOUND = [
    ("开放档案同比增长35%。", "开放档案同比增长35%", "应为30%"),
    ("开放档案5460卷，完成年度目标的120%。", "完成年度目标的120%", "109.2%"),
    ("民生类占开放档案的八成。", "民生类占开放档案的八成", "57.1"),
    ("民生类3120卷、土地类1540卷，合计4760卷。", "合计4760卷", "4660"),
]
SILENT = [
    "开放档案同比增长30%。",
    "开放档案5460卷，完成年度目标的109.2%。",
    "民生类占57.1%。",
    "民生类3120卷、土地类1540卷，合计4660卷。",
]
FIRST = [
    ("开放档案同比下降30%。", "下降30%", Verdict.WRONG_DIRECTION),
    ("民生类3120卷、土地类1540卷，合计4200卷。", "合计4200卷", Verdict.WRONG_DERIVATION),
]


@pytest.mark.parametrize(("text", "words", "reason"), FOUND)
def test_the_formula_is_shown(text: str, words: str, reason: str) -> None:
    """Growth, completion, share and sum, with what the facts give."""
    found = [one for one in findings(text) if one.verdict is Verdict.WRONG_DERIVATION]
    assert [one.text for one in found] == [words]
    assert reason in found[0].reason


@pytest.mark.parametrize("text", SILENT)
def test_what_follows_passes(text: str) -> None:
    """The same sentences with the right figures."""
    assert told(text, Verdict.WRONG_DERIVATION) == []


@pytest.mark.parametrize(("text", "words", "verdict"), FIRST)
def test_a_wrong_way_comes_before_and_a_wrong_period_behind(
    text: str, words: str, verdict: Verdict
) -> None:
    """A sum that is last year's value by chance is a wrong sum."""
    assert [(one.text, one.verdict) for one in findings(text)] == [(words, verdict)]
