"""The table of verdicts: complete, in order, and its examples hold."""

from __future__ import annotations

import tomllib
from importlib.resources import files
from typing import Any

import pytest
import yaml

from assistant.domain import Verdict
from assistant.facts import parse_facts
from assistant.verification import verify
from assistant.verification.verdict_table import verdict_table

TABLE = tomllib.loads(
    files("assistant.verification").joinpath("verdict_table.toml").read_text("utf-8")
)
EXAMPLES = [example for row in TABLE.values() for example in row.get("examples", ())]
# These need a sample, or a reader beside the facts.
NEED_MORE = {Verdict.LEAKED, Verdict.READ, Verdict.DISPUTED}


def test_every_verdict_has_its_row_in_the_order_of_precedence() -> None:
    """A verdict that was forgotten is found here, not on a person's text."""
    assert list(verdict_table()) == list(Verdict)
    assert all(row.level is verdict.level for verdict, row in verdict_table().items())
    assert all(bool(row.todo) == (row.level is not None) for row in verdict_table().values())


def test_every_verdict_that_facts_alone_bring_about_has_examples() -> None:
    """What each row says can be tried."""
    shown = {example["verdict"] for example in EXAMPLES}
    assert shown >= {verdict.value for verdict in Verdict if verdict not in NEED_MORE}


@pytest.mark.parametrize("example", EXAMPLES, ids=[one["say"] for one in EXAMPLES])
def test_an_example_gets_its_verdict(example: dict[str, Any]) -> None:
    """The text against the facts beside it."""
    document = {"title": "市直单位2024年工作总结", "period": 2024}
    sheet = {"document": document, "facts": example["facts"]}
    report = verify(example["say"], parse_facts(yaml.safe_dump(sheet, allow_unicode=True)))
    found = {one.verdict.value for one in (*report.findings, *report.figures)}
    if example["verdict"]:
        assert example["verdict"] in found
    else:
        assert not report.findings
