"""Units of products and quotients: what a reading may be told in, and what it may not."""

from __future__ import annotations

from pathlib import Path

import pytest

from assistant.domain import Level, Scope, Verdict
from assistant.facts import load_facts
from assistant.verification import verify
from tests.verification.reader.library import ROWS, Says, figure_of

SHEET = load_facts(Path(__file__).with_name("units.yaml"))


def read(text: str, figure: str, said: str) -> tuple[Verdict, Level | None]:
    """What becomes of the figure."""
    report = verify(text, SHEET, reader=Says({figure: said}), scope=Scope.ALL)
    found = figure_of(report, figure)
    return found.verdict, found.level


@pytest.mark.parametrize(("text", "figure", "said"), ROWS["units_true"])
def test_a_quotient_is_told_in_what_its_units_leave(text: str, figure: str, said: str) -> None:
    """Neither disputed nor refused: the program proves it, or the reading does."""
    verdict, level = read(text, figure, said)
    assert verdict is not Verdict.DISPUTED
    assert level is None or verdict is Verdict.READ


@pytest.mark.parametrize(("text", "figure", "said"), ROWS["units_false"])
def test_no_other_number_and_no_other_unit(text: str, figure: str, said: str) -> None:
    """Whatever the reader says, it stays an error."""
    assert read(text, figure, said)[1] is Level.ERROR
