"""Sentences by the operation that their words state: operations.yaml."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from assistant.domain import Level
from assistant.facts import parse_facts
from assistant.verification import verify

_DATA = yaml.safe_load(Path(__file__).with_name("operations.yaml").read_text("utf-8"))
SHEET = parse_facts(_DATA["facts"])
ROWS = _DATA["rows"]


@pytest.mark.parametrize("row", ROWS, ids=[row["right"][:24] for row in ROWS])
def test_every_figure_of_a_right_sentence_is_proved(row: dict[str, str]) -> None:
    """The words state the operation, and it gives the figure."""
    report = verify(row["right"], SHEET)
    assert [one.reason for one in report.findings if one.start and one.level is Level.ERROR] == []


@pytest.mark.parametrize("row", ROWS, ids=[row["wrong"][:24] for row in ROWS])
def test_the_last_figure_of_a_wrong_sentence_is_refused(row: dict[str, str]) -> None:
    """Where the words state an operation, only the operation proves."""
    report = verify(row["wrong"], SHEET)
    assert any(one.start is not None for one in report.findings)
    assert report.figures[-1].level is not None
