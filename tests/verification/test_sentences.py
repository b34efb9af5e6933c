"""Every verdict on sentences of one fact sheet: sheet.yaml against sentences.tsv."""

from __future__ import annotations

from pathlib import Path

import pytest

from assistant.domain import FactSheet, Level
from assistant.facts import load_facts
from assistant.verification import verify

HERE = Path(__file__).parent
ROWS = [
    line.split("\t") for line in (HERE / "sentences.tsv").read_text("utf-8").splitlines() if line
]


@pytest.fixture(scope="module", name="sheet")
def _sheet() -> FactSheet:
    return load_facts(HERE / "sheet.yaml")


@pytest.mark.parametrize(("sentence", "wanted"), ROWS, ids=[row[0][:24] for row in ROWS])
def test_each_figure_gets_its_verdict_and_fact(
    sentence: str, wanted: str, sheet: FactSheet
) -> None:
    """A row lists figures as ``text=verdict:fact``; those not listed must be proved."""
    report = verify(sentence, sheet)
    got = {figure.text: f"{figure.verdict.value}:{figure.fact or ''}" for figure in report.figures}
    expected = dict(part.rsplit("=", 1) for part in wanted.split(" "))
    assert expected.items() <= got.items()
    others = [one for one in report.figures if one.text not in expected]
    assert not [one for one in others if one.level is Level.ERROR]
