"""A fact's value, said of something else."""

from __future__ import annotations

import pytest

from assistant.domain import Verdict
from tests.verification.verdicts.sheets import findings, told

FOUND = [
    ("民生类1540卷。", "民生类1540卷", "土地类"),
    ("档案工作考核位居全省第三名。", "全省第三名", "不是一回事"),
    ("文书类1540卷。", "文书类1540卷", "土地类"),
]
SILENT = [
    "民生类3120卷。",
    "民生类、土地类分别为3120卷和1540卷。",
    "档案工作考核位居全市第三名。",
    "今年共3276人次。",
]
FIRST = [
    ("上年开放档案5460卷。", "上年开放档案5460卷", Verdict.WRONG_PERIOD),
    ("民生类1640卷。", "1640卷", Verdict.CONTRADICTED),
]


@pytest.mark.parametrize(("text", "words", "reason"), FOUND)
def test_the_words_are_of_another_fact_or_of_none(text: str, words: str, reason: str) -> None:
    """The reason names both facts."""
    found = [one for one in findings(text) if one.verdict is Verdict.MISATTRIBUTED]
    assert [one.text for one in found] == [words]
    assert reason in found[0].reason


@pytest.mark.parametrize("text", SILENT)
def test_in_its_own_words_it_passes(text: str) -> None:
    """Ordered lists give each figure its own item."""
    assert told(text, Verdict.MISATTRIBUTED) == []


@pytest.mark.parametrize(("text", "words", "verdict"), FIRST)
def test_a_wrong_period_comes_before_and_a_value_of_none_behind(
    text: str, words: str, verdict: Verdict
) -> None:
    """Of one fact it is its time; a value of no fact is a contradiction."""
    assert [(one.text, one.verdict) for one in findings(text)] == [(words, verdict)]


def test_exchanged_figures_are_both_found() -> None:
    """Each is the other's."""
    text = "民生类1540卷、土地类3120卷。"
    assert told(text, Verdict.MISATTRIBUTED) == ["民生类1540卷", "土地类3120卷"]
