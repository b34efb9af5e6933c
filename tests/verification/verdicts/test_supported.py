"""Figures that are proved: supported, rounded, derived."""

from __future__ import annotations

import pytest

from assistant.domain import Verdict
from assistant.verification import verify
from tests.verification.verdicts.sheets import SHEET, verdicts

PROVED = [
    ("开放档案5460卷。", "5460卷", "supported:opened"),
    ("开放档案５４６０卷。", "５４６０卷", "supported:opened"),
    ("开放档案五千四百六十卷。", "五千四百六十卷", "supported:opened"),
    ("开放档案0.546万卷。", "0.546万卷", "supported:opened"),
    ("库房改造资金1368000元。", "1368000元", "supported:fund"),
    ("上年开放档案4200卷。", "4200卷", "supported:opened.previous"),
    ("2025年，工作起步。", "2025年", "supported:"),
    ("开放档案5400余卷。", "5400余卷", "rounded:opened"),
    ("开放档案0.55万卷。", "0.55万卷", "rounded:opened"),
    ("库房改造资金137万元。", "137万元", "rounded:fund"),
    ("开放档案同比增长三成。", "三成", "derived:opened.growth"),
    ("馆藏数字化率72.5%，高出目标2.5个百分点。", "2.5个百分点", "derived:rate"),
    ("民生类3120卷，土地类1540卷，其余800卷。", "800卷", "derived:opened"),
]


@pytest.mark.parametrize(("text", "figure", "verdict"), PROVED)
def test_each_has_its_fact(text: str, figure: str, verdict: str) -> None:
    """As written, converted, rounded down or up, or by a formula."""
    assert verdicts(text)[figure] == verdict


@pytest.mark.parametrize(
    ("text", "figure", "verdict"),
    [
        ("开放档案5461卷。", "5461卷", "contradicted:opened"),
        ("库房改造资金136万元。", "136万元", "contradicted:fund"),
        ("专职档案员近48名。", "近48名", "wrong-rounding:staff"),
        ("开放档案同比增长两成。", "两成", "wrong-derivation:opened.growth"),
    ],
)
def test_a_step_beside_it_is_not_proved(text: str, figure: str, verdict: str) -> None:
    """Whole counts are exact, decimals round half up, a growth is reckoned."""
    assert verdicts(text)[figure] == verdict


def test_proved_figures_have_no_level_and_show_the_formula() -> None:
    """They are figures of the report and no findings."""
    report = verify("开放档案5460卷，同比增长30%。", SHEET)
    value, growth = report.figures
    assert (value.level, growth.level) == (None, None)
    assert growth.verdict is Verdict.DERIVED
    assert growth.formula is not None
    assert "4200" in growth.formula
    assert "5460卷是“开放档案”" in value.reason
