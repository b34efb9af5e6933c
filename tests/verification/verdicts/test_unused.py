"""A required fact that the text never states: a warning without a place."""

from __future__ import annotations

import pytest

from assistant.domain import Level, Verdict
from assistant.verification import verify
from tests.verification.verdicts.sheets import sheet_of

SHEET = sheet_of(
    "id: opened, indicator: 开放档案, value: 5460, unit: 卷, previous: 4200",
    "id: staff, indicator: 专职档案员, value: 48, unit: 名, required: false",
    "id: best, indicator: 安全考核, rank: 1, among: 全市",
    "id: day, event: 档案开放日, date: 06-09",
)


def _unused(text: str) -> set[str | None]:
    return {one.fact for one in verify(text, SHEET).findings if one.verdict is Verdict.UNUSED}


@pytest.mark.parametrize(
    ("text", "facts"),
    [
        ("开放档案5460卷，安全考核居全市第一名。", set()),
        ("开放档案5460卷。", {"best"}),
        ("安全考核位居全市同行首位。", {"opened"}),
        ("开放档案同比增长30%，安全考核居全市第一名。", set()),
        ("开放档案5400余卷，安全考核居全市第一名。", set()),
        ("开放档案4200卷，安全考核居全市第一名。", {"opened"}),
        ("专职档案员48名，6月9日举办档案开放日。", {"opened", "best"}),
        ("", {"opened", "best"}),
    ],
)
def test_a_fact_is_stated_by_any_proved_figure(text: str, facts: set[str]) -> None:
    """By its value, an approximation, a derived figure, a first place in words; not by a wrong one."""
    assert _unused(text) == facts


def test_it_is_a_warning_without_a_place() -> None:
    """The text passes, and the fact is named."""
    report = verify("开放档案5460卷。", SHEET)
    (found,) = report.findings
    assert (found.level, found.start, found.end, found.text) == (Level.WARNING, None, None, "")
    assert "安全考核" in found.reason
    assert report.ok


def test_a_part_is_named_with_its_whole() -> None:
    """东乡 alone is missing from everything."""
    sheet = sheet_of(
        "id: a, indicator: 低保对象, value: 30, unit: 人, parts: [{id: e, indicator: 东乡, value: 30}]",
        "id: b, indicator: 特困人员, value: 5, unit: 人, parts: [{id: e, indicator: 东乡, value: 5}]",
    )
    reasons = [found.reason for found in verify("低保对象30人，特困人员5人。", sheet).findings]
    assert sorted(reasons) == [
        "事实“低保对象·东乡”(a/e)没有写到",
        "事实“特困人员·东乡”(b/e)没有写到",
    ]
