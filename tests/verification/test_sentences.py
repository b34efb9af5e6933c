"""Every verdict on sentences of several fact sheets: sheet.yaml against sentences.tsv, and sentences/."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest

from assistant.domain import FactSheet, Level
from assistant.facts import load_facts
from assistant.verification import verify

HERE = Path(__file__).parent
TABLES = [
    (HERE / "sheet.yaml", HERE / "sentences.tsv"),
    *((path, path.with_suffix(".tsv")) for path in sorted((HERE / "sentences").glob("*.yaml"))),
]
ROWS = [
    (sheet, *line.split("\t"))
    for sheet, table in TABLES
    for line in table.read_text("utf-8").splitlines()
    if line
]


@cache
def _sheet(path: Path) -> FactSheet:
    return load_facts(path)


@pytest.mark.parametrize(
    ("path", "sentence", "wanted"), ROWS, ids=[f"{row[0].stem}-{row[1][:24]}" for row in ROWS]
)
def test_each_figure_gets_its_verdict_and_fact(path: Path, sentence: str, wanted: str) -> None:
    """A row lists figures as ``text=verdict:fact``; those not listed must be proved."""
    report = verify(sentence, _sheet(path))
    got = {figure.text: f"{figure.verdict.value}:{figure.fact or ''}" for figure in report.figures}
    expected = dict(part.rsplit("=", 1) for part in wanted.split(" "))
    assert expected.items() <= got.items()
    others = [one for one in report.figures if one.text not in expected]
    assert not [one for one in others if one.level is Level.ERROR]
