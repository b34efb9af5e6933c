"""A figure that no fact has."""

from __future__ import annotations

import pytest

from assistant.domain import Verdict
from tests.verification.verdicts.sheets import findings, told

FOUND = [
    ("开展业务督查31次。", "31次", "没有“31次”"),
    ("6月8日组织业务夜校。", "6月8日", "没有“6月8日”"),
    ("2023年工作起步。", "2023年", "2023年"),
]
SILENT = [
    "专职档案员48名。",
    "6月9日举办档案开放日。",
    "2025年，工作起步。",
    "与2024年相比，群众更满意。",
    "坚持“三个代表”重要思想。",
]
FIRST = [
    ("专职档案员51名。", "51名", Verdict.CONTRADICTED),
    ("抓好三个导向：问题导向、目标导向。", "三个", Verdict.INCONSISTENT),
]


@pytest.mark.parametrize(("text", "words", "reason"), FOUND)
def test_words_that_speak_of_no_fact(text: str, words: str, reason: str) -> None:
    """Counts, days and years alike."""
    found = [one for one in findings(text) if one.verdict is Verdict.UNSUPPORTED]
    assert [one.text for one in found] == [words]
    assert reason in found[0].reason


@pytest.mark.parametrize("text", SILENT)
def test_what_facts_the_period_or_the_language_bear_out(text: str) -> None:
    """The year of the report and the one before beside a comparison; terms."""
    assert told(text, Verdict.UNSUPPORTED) == []


@pytest.mark.parametrize(("text", "words", "verdict"), FIRST)
def test_it_is_the_last_resort(text: str, words: str, verdict: Verdict) -> None:
    """Whatever says more comes before."""
    assert [(one.text, one.verdict) for one in findings(text)] == [(words, verdict)]
