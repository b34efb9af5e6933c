"""A limit turned round, or broken."""

from __future__ import annotations

import pytest

from assistant.domain import Verdict
from tests.verification.verdicts.sheets import findings, told

FOUND = [
    ("查档办理时限不少于3天。", "查档办理时限不少于3天", "不超过3天"),
    ("查档办理时限3天以上。", "查档办理时限3天以上", "limit"),
    ("查档办理时限不超过5天。", "查档办理时限不超过5天", "不超过3天"),
    ("每月编研任务不超过2篇。", "每月编研任务不超过2篇", "不少于2篇"),
    ("馆藏数字化率达到75%以上。", "馆藏数字化率达到75%以上", "72.5%"),
]
SILENT = [
    "查档办理时限不超过3天。",
    "查档办理时限3天以内。",
    "每月编研任务至少2篇。",
    "馆藏数字化率达到70%以上。",
]
FIRST = [
    ("每月编研任务6篇。", "6篇", Verdict.CONTRADICTED),
    ("馆藏数字化率约80%。", "约80%", Verdict.WRONG_ROUNDING),
]


@pytest.mark.parametrize(("text", "words", "reason"), FOUND)
def test_the_fact_says_the_other_side(text: str, words: str, reason: str) -> None:
    """The finding begins at the words before the figure."""
    found = [one for one in findings(text) if one.verdict is Verdict.WRONG_BOUND]
    assert [one.text for one in found] == [words]
    assert reason in found[0].reason


@pytest.mark.parametrize("text", SILENT)
def test_the_same_limit_in_other_words_holds(text: str) -> None:
    """以内 for 不超过, and 以上 that the value bears out."""
    assert told(text, Verdict.WRONG_BOUND) == []


@pytest.mark.parametrize(("text", "words", "verdict"), FIRST)
def test_an_exact_value_or_an_approximation_is_no_bound(
    text: str, words: str, verdict: Verdict
) -> None:
    """They are judged by the verdicts behind."""
    assert [(one.text, one.verdict) for one in findings(text)] == [(words, verdict)]
