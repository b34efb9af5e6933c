"""One small fact sheet for the tables of all verdicts, and what a text's findings are."""

from __future__ import annotations

from typing import TYPE_CHECKING

from assistant.domain import Verdict
from assistant.facts import parse_facts
from assistant.verification import verify

if TYPE_CHECKING:
    from assistant.domain import FactSheet, Finding

HEAD = (
    "document: {title: 云岭县档案局2025年工作总结, organization: 云岭县档案局, self: 我局, period: 2025}\n"
    "facts:\n"
)
SHEET = parse_facts(
    HEAD
    + """
  - {id: opened, indicator: 开放档案, value: 5460, unit: 卷, previous: 4200, target: 5000, parts: [
      {id: civil, indicator: 民生类, value: 3120}, {id: land, indicator: 土地类, value: 1540},
      {id: other, indicator: 文书类, value: 800}]}
  - {id: readers, indicator: 接待查档群众, value: 3276, unit: 人次, previous: 2900}
  - {id: readers_h1, indicator: 上半年接待查档群众, value: 1408, unit: 人次}
  - {id: rate, indicator: 馆藏数字化率, value: 72.5, unit: '%', previous: 68.1, target: 70}
  - {id: fund, indicator: 库房改造资金, value: 136.8, unit: 万元}
  - {id: rooms, indicator: 2026年新建库房, value: 6, unit: 间, status: planned}
  - {id: limit, indicator: 查档办理时限, value: 3, unit: 天, bound: at_most}
  - {id: quota, indicator: 每月编研任务, value: 2, unit: 篇, bound: at_least}
  - {id: open_day, event: 档案开放日, date: 06-09}
  - {id: rank, indicator: 档案工作考核, rank: 3, among: 全市}
  - {id: staff, indicator: 专职档案员, value: 48, unit: 名}
"""
)


def sheet_of(*rows: str) -> FactSheet:
    """A sheet of a few facts, each a row of YAML in braces."""
    return parse_facts(HEAD + "".join(f"  - {{{row}}}\n" for row in rows))


def findings(text: str, sheet: FactSheet = SHEET) -> list[Finding]:
    """What is found in a text; facts that it does not state are passed over."""
    return [one for one in verify(text, sheet).findings if one.verdict is not Verdict.UNUSED]


def told(text: str, verdict: Verdict, sheet: FactSheet = SHEET) -> list[str]:
    """The words of the findings of one verdict, in order."""
    return [one.text for one in findings(text, sheet) if one.verdict is verdict]


def verdicts(text: str, sheet: FactSheet = SHEET) -> dict[str, str]:
    """Each figure as written -> its verdict and fact: ``supported:opened``."""
    return {
        one.text: f"{one.verdict.value}:{one.fact or ''}" for one in verify(text, sheet).figures
    }
