"""Random and mutated texts: no crash, spans in bounds and in order, the same result each time."""

from __future__ import annotations

import os
import random
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.facts import load_facts, parse_facts
from assistant.verification import verify

if TYPE_CHECKING:
    from assistant.domain import FactSheet, Report

DRAFTS = Path(__file__).parent / "drafts"
# Six thousand texts in all, in shards that share the cores; FUZZ_TEXTS asks for more in each.
SHARDS = 20
TEXTS = int(os.environ.get("FUZZ_TEXTS", "300"))
MARKS = "一二三百万亿0123456789.%％，。、；：“”《》（）第名个百分点增长下降占近余约超年月日\n 比上年分别其中合计人均倍番成半∶:-—~"


@cache
def _pool() -> list[tuple[str, FactSheet]]:
    folders = sorted(path for path in DRAFTS.iterdir() if path.is_dir())
    return [
        ((path / "draft.txt").read_text("utf-8"), load_facts(path / "facts.yaml"))
        for path in folders
    ]


@cache
def _sheet() -> FactSheet:
    return load_facts(Path(__file__).parent / "sheet.yaml")


def _check(text: str, report: Report) -> None:
    cover = report.coverage
    assert cover.mentions == cover.checked + cover.exempt
    for finding in report.findings:
        if finding.start is not None and finding.end is not None:
            assert 0 <= finding.start < finding.end <= len(text)
    place = 0
    for figure in report.figures:
        assert place <= figure.start < figure.end
        assert text[figure.start : figure.end] == figure.text
        place = figure.end


def _text(draw: random.Random, draft: str) -> str:
    sort = draw.randrange(3)
    if sort == 0:
        return "".join(draw.choices(MARKS, k=draw.randrange(50)))
    if sort == 1:
        start = draw.randrange(len(draft))
        piece = list(draft[start : start + draw.randrange(1, 70)])
        for _ in range(4):
            piece[draw.randrange(len(piece))] = draw.choice(MARKS)
        return "".join(piece)
    spans = ((1, 0x3000), (0x4E00, 0x9FFF), (0xFF01, 0xFF5E), (0x10000, 0x10FFF))
    return "".join(chr(draw.randrange(*draw.choice(spans))) for _ in range(25))


@pytest.mark.parametrize("seed", range(SHARDS))
def test_no_text_breaks_the_verifier(seed: int) -> None:
    """Random and mutated texts: three hundred, or as many as are asked for."""
    draw = random.Random(seed)  # noqa: S311 - a fixed series of test texts, no secret
    for _ in range(TEXTS):
        draft, sheet = draw.choice(_pool())
        text = _text(draw, draft)
        _check(text, verify(text, sheet))


@given(text=st.text(max_size=60))
@settings(max_examples=200, deadline=None)
def test_any_unicode_is_read_and_read_alike(text: str) -> None:
    """Lone surrogates excluded, any text gives the same report twice."""
    first = verify(text, _sheet())
    assert first == verify(text, _sheet())
    _check(text, first)


@pytest.mark.parametrize(
    "odd", ["(本级)", "级)", "[二组]*", "a+b?", "\\d{2", "一|二", "(?P<x", "^$", "(不含", "C++"]
)
def test_what_a_sheet_calls_things_is_no_expression(odd: str) -> None:
    """Signs of regular expressions in the words of facts are words like others."""
    told = odd.replace("\\", "\\\\")
    sheet = parse_facts(f"""
document: {{title: "2025年工作总结{told}", organization: "农业局{told}", period: 2025}}
facts:
  - {{id: visits, indicator: "走访农户{told}", value: 1258, previous: 1100, unit: 户, scope: "江北{told}", parts: [
      {{id: east, indicator: "东片{told}", value: 600}}, {{id: west, indicator: "西片{told}", value: 658}}]}}
  - {{id: south, indicator: 走访农户, value: 958, unit: 户, scope: "江南{told}"}}
  - {{id: rank, indicator: "考核{told}", rank: 2, among: "全市{told}"}}
  - {{id: drill, event: "防汛演练{told}", date: 06-18, value: 3, unit: 场}}
  - {{id: office, statement: "设3个科室{told},有职工41人"}}
""")
    text = (
        f"江北{odd}走访农户1258户，增长14.4%，其中东片{odd}600户、西片658户，分别占47.7%和52.3%。"
        f"东湖走访农户958户。考核{odd}列全市第二。6月18日防汛演练{odd}3场，有职工41人，平均每科14人。"
    )
    _check(text, verify(text, sheet))


@pytest.mark.parametrize(
    "text",
    ["2026年盯住两项任务：购书5200册、讲座36场。", "还书率98.2%、借阅率91.5%两项指标见附表。"],
)
def test_a_text_may_stop_anywhere(text: str) -> None:
    """Each beginning of it is read, and every figure lies within."""
    table = DRAFTS.with_name("tables") / "counts_of_lists.yaml"
    sheet = parse_facts(yaml.safe_load(table.read_text("utf-8"))["facts"])
    for end in range(1, len(text)):
        report = verify(text[:end], sheet)
        _check(text[:end], report)
        assert all(one.end <= end for one in report.figures)
