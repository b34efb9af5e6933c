"""Sentences that are right and sentences that are wrong, a sheet and a topic in each file of tables/.

A file has its sheet (``facts``) and its ``tables``; a row of a table is a right sentence, or has keys:

- ``right``, ``wrong``: a sentence of which nothing is found, and one of which one thing is found;
- ``words``: how that finding ends; it is all of the finding where the table says ``whole``;
- ``level: warning`` where it need be no error but a doubt that keeps the report from being ok;
- ``beside``: findings for another cause that may stand beside it.

``finding`` of a table has the verdict of its findings and words of their reason and advice. With ``beside``, a right
sentence has no finding of that kind.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import yaml

from assistant.domain import Level, Verdict
from assistant.facts import parse_facts
from assistant.verification import verify

if TYPE_CHECKING:
    from assistant.domain import FactSheet, Finding

TABLES = Path(__file__).parent / "tables"
KEYS = {"right", "wrong", "words", "level", "beside"}


@dataclass(frozen=True, slots=True)
class Row:
    """A sentence, what is found of it, and what its table says of findings."""

    topic: str
    sentence: str
    words: str = ""
    level: str = "error"
    beside: tuple[str, ...] = ()
    finding: dict[str, Any] = field(default_factory=dict)

    @property
    def test_id(self) -> str:
        """The topic and how the sentence begins."""
        return f"{self.topic}-{self.sentence[:32]}".replace("\n", " ")

    def found(self) -> list[Finding]:
        """What is found at a place of the sentence."""
        return [
            one
            for one in verify(self.sentence, sheet(self.topic)).findings
            if one.start is not None
        ]

    def tells(self, one: Finding) -> bool:
        """Whether a finding is of the kind of the table."""
        verdict = self.finding.get("verdict", one.verdict.value)
        told = {"reason": one.reason, "advice": one.advice}
        said = all(re.search(self.finding.get(key, ""), text) for key, text in told.items())
        return one.verdict.value == verdict and said


def data(topic: str) -> dict[str, Any]:
    """A file of tables/."""
    tables: dict[str, Any] = yaml.safe_load((TABLES / f"{topic}.yaml").read_text("utf-8"))
    return tables


@cache
def sheet(topic: str) -> FactSheet:
    """The sheet that the sentences of a file are held against."""
    return parse_facts(data(topic)["facts"])


def rows(side: str) -> list[Row]:
    """The right or the wrong sentences of all files."""
    return [
        Row(
            topic,
            row[side],
            row["words"] if side == "wrong" else "",
            row.get("level", "error"),
            tuple(row.get("beside", ())),
            table["finding"],
        )
        for topic in sorted(path.stem for path in TABLES.glob("*.yaml"))
        for table in data(topic)["tables"]
        for told in table["rows"]
        for row in [{"right": told} if isinstance(told, str) else told]
        if side in row
    ]


@pytest.mark.parametrize("row", rows("right"))
def test_of_a_right_sentence_nothing_is_found(row: Row) -> None:
    """No finding with a place but those for another cause."""
    found = row.found()
    assert {one.text for one in found} <= set(row.beside)
    assert not [one for one in found if row.tells(one)]


@pytest.mark.parametrize("row", rows("wrong"))
def test_a_wrong_sentence_is_an_error_at_its_words(row: Row) -> None:
    """One finding holds the words, of the kind of its table, and no other cause is found."""
    found = row.found()
    (hit,) = [one for one in found if one.text.endswith(row.words)]
    assert {one.text for one in found if one is not hit} <= set(row.beside)
    assert hit.text == row.words or not row.finding.get("whole")
    assert row.tells(hit), (hit.verdict, hit.reason)
    assert hit.blocks
    assert hit.level is Level.ERROR or row.level == "warning"


@pytest.mark.parametrize("topic", sorted(path.stem for path in TABLES.glob("*.yaml")))
def test_every_key_of_a_table_is_read(topic: str) -> None:
    """What is spelt otherwise would be a row that nobody tests, or one that nothing can fail."""
    for table in data(topic)["tables"]:
        finding = table["finding"]
        assert set(finding) <= {"verdict", "reason", "advice", "whole"}
        assert finding.get("verdict", "wrong-unit") in set(Verdict)
        for row in (one for one in table["rows"] if not isinstance(one, str)):
            assert set(row) <= KEYS
            assert {"right", "wrong"} & set(row)
            assert ("wrong" in row) == bool(row.get("words"))
            assert row.get("level", "warning") == "warning"
