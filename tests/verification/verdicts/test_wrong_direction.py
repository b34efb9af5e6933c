"""增长 for 下降, 提高 for 回落."""

from __future__ import annotations

import pytest

from assistant.domain import Verdict
from tests.verification.verdicts.sheets import findings, told

FOUND = [
    ("开放档案比上年减少1260卷。", "减少1260卷", "实为上升"),
    ("开放档案同比下降30%。", "下降30%", "实为上升"),
    ("馆藏数字化率回落到72.5%。", "回落到72.5%", "说的是下降"),
    ("开放档案降至5460卷。", "降至5460卷", "说的是下降"),
]
SILENT = [
    "开放档案比上年增加1260卷。",
    "馆藏数字化率提升到72.5%。",
    "开放档案增至5460卷。",
    "开放档案5460卷，减少了群众跑腿。",
]
FIRST = [
    ("开放档案比上年减少1360卷。", "开放档案比上年减少1360卷", Verdict.WRONG_DERIVATION),
    ("馆藏数字化率下降4.4个百分点。", "下降4.4个百分点", Verdict.WRONG_DIRECTION),
]


@pytest.mark.parametrize(("text", "words", "reason"), FOUND)
def test_the_value_holds_and_the_way_does_not(text: str, words: str, reason: str) -> None:
    """The finding begins at the word of movement."""
    found = [one for one in findings(text) if one.verdict is Verdict.WRONG_DIRECTION]
    assert [one.text for one in found] == [words]
    assert reason in found[0].reason


@pytest.mark.parametrize("text", SILENT)
def test_the_right_way_and_other_words_of_movement_pass(text: str) -> None:
    """Of a thing that no figure tells, less may be told."""
    assert told(text, Verdict.WRONG_DIRECTION) == []


@pytest.mark.parametrize(("text", "words", "verdict"), FIRST)
def test_a_wrong_value_is_a_wrong_computation(text: str, words: str, verdict: Verdict) -> None:
    """It comes before it only where the value holds."""
    assert [(one.text, one.verdict) for one in findings(text)] == [(words, verdict)]
