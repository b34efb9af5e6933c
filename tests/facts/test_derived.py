"""Derived facts: which there are, their values and their formulas."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.facts import parse_facts
from assistant.facts.derived import shown


def derived(fact: str) -> dict[str, tuple[Decimal, str | None, str]]:
    """Value, unit and formula of every derived fact of one fact ``x``, by its kind."""
    sheet = parse_facts(f"document: {{title: 甲}}\nfacts:\n  - {{id: x, indicator: 甲, {fact}}}")
    return {
        item.id.removeprefix("x"): (item.value, item.unit, item.formula) for item in sheet.derived
    }


@pytest.mark.parametrize(
    ("fact", "formulas"),
    [
        (
            "value: 455, unit: 篇, previous: 402, target: 400",
            {
                ".growth": "(455−402)÷402×100%≈13.2%",
                ".increase": "455−402=53篇",
                ".times": "455÷402≈1.13倍",
                ".completion": "455÷400×100%≈113.8%",
            },
        ),
        (
            "value: 360, unit: 件, previous: 400",
            {
                ".growth": "(360−400)÷400×100%=−10%",
                ".increase": "360−400=−40件",
                ".times": "360÷400=0.9倍",
            },
        ),
        (
            "value: 10000, previous: 9999",
            {
                ".growth": "(10000−9999)÷9999×100%≈0.01%",
                ".increase": "10000−9999=1",
                ".times": "10000÷9999≈1.00倍",
            },
        ),
        ("value: 97.86, unit: '%', previous: 97.12, target: 98", {".increase": "97.86−97.12=0.74个百分点"}),
        ("value: 4.1, unit: '‰', previous: 4.0", {".increase": "4.1−4.0=0.1个千分点"}),
        ("value: 5, unit: 次, previous: 0", {}),
        ("value: 5, unit: 次, target: 0", {}),
        ("value: 5, unit: 万元, previous: -3", {".increase": "5−(−3)=8万元"}),
        ("value: 5, previous: 4, approx: true", {}),
        ("value: 5, previous: 4, bound: at_least", {}),
        ("value: {min: 4, max: 5}, previous: 4", {}),
        ("rank: 3, previous: 4", {}),
        ("value: 5, growth: 13.2", {".growth": "台账给定的增速13.2%"}),
        ("value: 5, previous: 4, growth: -1.50", {
            ".growth": "台账给定的增速−1.50%",
            ".increase": "5−4=1",
            ".times": "5÷4=1.25倍",
        }),
        ("value: 8, unit: 件, parts: [{id: a, indicator: 乙, value: 3}, {id: b, indicator: 丙, value: 5}]", {
            "/a.share": "3÷8×100%=37.5%",
            "/b.share": "5÷8×100%=62.5%",
        }),
        ("value: 8, partial: true, parts: [{id: a, indicator: 乙, value: 9}]", {}),
        ("value: 0, parts: [{id: a, indicator: 乙, value: 0}]", {}),
        ("value: 8, partial: true, unit: 件, parts: [{id: a, indicator: 乙, value: 3, unit: 人}]", {}),
        ("value: 60, unit: '%', partial: true, parts: [{id: a, indicator: 乙, value: 30}]", {}),
        ("parts: [{id: a, indicator: 乙, value: 3}]", {}),
        ("value: 8, partial: true, unit: 万元, parts: [{id: a, indicator: 乙, value: 5000, unit: 元}]", {
            "/a.share": "5000元÷8万元×100%≈6.3%",
        }),
        ("value: 8, partial: true, parts: [{id: a, indicator: 乙, value: 4, unit: 个}]", {}),
        ("value: 8, partial: true, unit: 个, parts: [{id: a, indicator: 乙, rank: 4, unit: 人}]", {}),
    ],
)  # fmt: skip
def test_formulas(fact: str, formulas: dict[str, str]) -> None:
    """≈ where the result is rounded for the eye, = where it is exact; none from what is not."""
    assert {name: formula for name, (_, _, formula) in derived(fact).items()} == formulas


def test_values_are_not_rounded() -> None:
    """The formula is for the eye; the value keeps 28 digits."""
    value, unit, _ = derived("value: 455, unit: 篇, previous: 402")[".growth"]
    assert value == Decimal(53) / Decimal(402) * 100
    assert unit == "%"


@given(st.decimals("0.000001", "1000000", places=6), st.integers(0, 3))
def test_what_is_shown_is_never_nothing(value: Decimal, places: int) -> None:
    """Half up to the places asked for, to more where it would become 0."""
    rounded = shown(value, places)
    assert rounded > 0
    assert abs(rounded - value) <= abs(value)


def test_nothing_stays_nothing() -> None:
    """0 is 0."""
    assert shown(Decimal(0), 1) == 0
