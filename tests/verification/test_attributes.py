"""Words that are part of what a thing is called."""

from __future__ import annotations

from pathlib import Path

import pytest

from assistant.domain import Verdict
from assistant.facts import load_facts
from assistant.verification import verify

SHEET = load_facts(Path(__file__).parent / "sentences" / "township.yaml")
CLEARED = [
    ("全镇D级危房全部清零。", "danger"),
    ("集体收入30万元以下的村全面清零。", "low_village"),
]


@pytest.mark.parametrize(("text", "fact"), CLEARED)
def test_what_is_cleared_is_told_to_be_none(text: str, fact: str) -> None:
    """清零 states a fact of the value 0 that its clause names."""
    findings = verify(text, SHEET).findings
    assert not [one for one in findings if one.verdict is Verdict.SUPERLATIVE]
    assert fact not in {one.fact for one in findings}


def test_what_no_fact_clears_is_asked_for() -> None:
    """清零 of what the facts do not name is a claim without a fact."""
    findings = verify("全镇信访积案清零。", SHEET).findings
    assert [one.text for one in findings if one.verdict is Verdict.SUPERLATIVE] == ["清零"]
