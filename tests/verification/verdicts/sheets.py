"""One small fact sheet for the tables of all verdicts, and what a text's findings are."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from assistant.domain import Verdict
from assistant.facts import load_facts, parse_facts
from assistant.verification import verify

if TYPE_CHECKING:
    from assistant.domain import FactSheet, Finding

HEAD = (
    "document: {title: 云岭县档案局2025年工作总结, organization: 云岭县档案局, self: 我局, period: 2025}\n"
    "facts:\n"
)
SHEET = load_facts(Path(__file__).parents[1] / "sentences" / "archive.yaml")


def sheet_of(*rows: str) -> FactSheet:
    """A sheet of a few facts, each a row of YAML in braces."""
    return parse_facts(HEAD + "".join(f"  - {{{row}}}\n" for row in rows))


def findings(text: str, sheet: FactSheet = SHEET) -> list[Finding]:
    """What is found in a text; facts that it does not state are passed over."""
    return [one for one in verify(text, sheet).findings if one.verdict is not Verdict.UNUSED]


def told(text: str, verdict: Verdict, sheet: FactSheet = SHEET) -> list[str]:
    """The words of the findings of one verdict, in order."""
    return [one.text for one in findings(text, sheet) if one.verdict is verdict]
