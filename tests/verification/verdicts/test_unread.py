"""What cannot be read as a number."""

from __future__ import annotations

import pytest

from assistant.domain import Verdict
from tests.verification.verdicts.sheets import findings, told

FOUND = [
    ("查档群众近70余人次。", "近70余人次", "约数词互相矛盾"),
    ("近48名以上专职档案员。", "近48名以上", "无法读成一个数"),
]
SILENT = [
    "查档群众70余人次。",
    "专职档案员约50名左右。",
    "近三年来，群众满意。",
]
FIRST = [
    ("接待查档群众近3000余人次。", "近3000余人次", Verdict.UNREAD),
    ("2026年新建库房近6余间。", "近6余间", Verdict.UNREAD),
]


@pytest.mark.parametrize(("text", "words", "reason"), FOUND)
def test_approximators_that_contradict_each_other(text: str, words: str, reason: str) -> None:
    """Nothing is guessed: the reason says why no range is left."""
    found = [one for one in findings(text) if one.verdict is Verdict.UNREAD]
    assert [one.text for one in found] == [words]
    assert reason in found[0].reason


@pytest.mark.parametrize("text", SILENT)
def test_one_approximator_or_two_alike_are_read(text: str) -> None:
    """约…左右 says one thing twice; 近三年 is a span of time."""
    assert told(text, Verdict.UNREAD) == []


@pytest.mark.parametrize(("text", "words", "verdict"), FIRST)
def test_it_comes_before_all(text: str, words: str, verdict: Verdict) -> None:
    """Even where the words speak of a fact, and of a planned one."""
    assert [(one.text, one.verdict) for one in findings(text)] == [(words, verdict)]
