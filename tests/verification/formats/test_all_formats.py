"""What holds for every format."""

from __future__ import annotations

import pytest

from assistant.domain import Exemption, Level, Report, Verdict
from assistant.verification.formats import to_html, to_json, to_sarif, to_text
from assistant.verification.formats.naming import EXEMPTION_NAMES, LEVEL_NAMES
from assistant.verification.verdict_table import verdict_table
from tests.verification.formats.reports import CLEAN, EMPTY, TEXT, report


def test_every_verdict_level_and_exemption_has_chinese_words() -> None:
    """A new one cannot be forgotten; only what holds has nothing to do."""
    assert list(verdict_table()) == list(Verdict)
    for verdict, words in verdict_table().items():
        assert words.name
        assert words.meaning.endswith("。")
        assert bool(words.todo) == (verdict.level is not None)
    assert set(LEVEL_NAMES) == set(Level)
    assert set(EXEMPTION_NAMES) == set(Exemption)


@pytest.mark.parametrize("made", [report(), CLEAN, EMPTY])
def test_every_format_is_the_same_on_every_run(made: Report) -> None:
    """Nothing depends on time or chance."""
    given_twice = [("a", TEXT, made), ("b", TEXT, made)]
    for form in (to_text, to_json, to_sarif, to_html):
        assert form(given_twice) == form(given_twice)
