"""The units registry and the normalizer that facts and prose share."""

from __future__ import annotations

from decimal import Decimal

import pytest

from assistant.domain import Kind, Quantity
from assistant.extraction import (
    base_unit,
    compatible,
    kind_of_unit,
    quantity_of,
    quantity_of_value,
    read_mentions,
    unit_class,
    unit_scale,
)


@pytest.mark.parametrize(
    ("unit", "name", "base", "scale"),
    [
        ("万元", "money", "元", "10000"),
        ("亿元", "money", "元", "100000000"),
        ("亿美元", "dollars", "美元", "100000000"),
        ("名", "persons", "人", "1"),
        ("万人次", "person_times", "人次", "10000"),
        ("公里", "length", "米", "1000"),
        ("千米", "length", "米", "1000"),
        ("千公顷", "area", "平方米", "10000000"),
        ("‰", "percent", "%", "0.1"),
        ("成", "percent", "%", "10"),
        ("个百分点", "points", "个百分点", "1"),
        ("年", "years", "个月", "12"),
        ("届", "届", "届", "1"),
        ("次/月", "次/月", "次/月", "1"),
        (" 篇 ", "articles", "篇", "1"),
        ("个赛项", "general", "个", "1"),
        ("册次", "册次", "册次", "1"),
        (None, "general", None, "1"),
        ("", "general", None, "1"),
    ],
)
def test_a_unit_has_a_class_a_base_and_a_factor(
    unit: str | None, name: str, base: str | None, scale: str
) -> None:
    """Scale words are split off; an unknown unit is a class of its own."""
    assert unit_class(unit) == name
    assert base_unit(unit) == base
    assert unit_scale(unit) == Decimal(scale)


@pytest.mark.parametrize(
    ("one", "other", "fits"),
    [
        ("名", "人", True),
        ("人", "人次", False),
        ("万元", "元", True),
        ("元", "美元", False),
        ("篇", "条", False),
        ("个", "件", True),
        ("件", "个", True),
        ("项", "个", True),
        (None, "篇", True),
        ("%", None, False),
        ("%", "个百分点", False),
        ("%", "‰", True),
        ("个", "人次", False),
        ("个", "届", True),
        ("位次", "位", True),
        ("位", "位次", True),
        ("天", "个工作日", False),
        (None, "次/月", True),
        ("次", "次/月", False),
    ],
)
def test_units_that_may_be_compared(one: str | None, other: str | None, fits: bool) -> None:
    """Within a class, and 个 or 项 for anything that is counted."""
    assert compatible(one, other) is fits


@pytest.mark.parametrize(
    ("unit", "kind"),
    [("元", Kind.MONEY), ("%", Kind.PERCENT), ("亩", Kind.MEASURE), ("篇", Kind.COUNT)],
)
def test_a_unit_says_what_its_mentions_are(unit: str, kind: Kind) -> None:
    """The registry gives the kind."""
    assert kind_of_unit(unit) is kind
    assert kind_of_unit(None) is Kind.COUNT


@pytest.mark.parametrize(
    ("text", "value", "unit"),
    [
        ("390万元", "390", "万元"),
        ("3900000元", "390", "万元"),
        ("三百九十万元", "0.039", "亿元"),
        ("32.5公里", "32500", "米"),
        ("8.5‰", "0.85", "%"),
        ("九成五", "95", "%"),
        ("翻两番", "4", "倍"),
        ("455名", "455", "人"),
        ("两年", "24", "个月"),
    ],
)
def test_prose_and_facts_give_equal_quantities(text: str, value: str, unit: str) -> None:
    """The same amount in another spelling or unit has equal bounds, base unit and class."""
    (mention,) = read_mentions(text)
    said, known = quantity_of(mention), quantity_of_value(Decimal(value), Decimal(value), unit)
    assert said is not None
    assert (said.low, said.high, said.unit, said.unit_class) == (
        known.low,
        known.high,
        known.unit,
        known.unit_class,
    )


def test_a_range_and_open_ends() -> None:
    """Bounds that are open stay open."""
    assert quantity_of_value(Decimal(4), Decimal(5), "个").holds(Decimal("4.5"))
    assert quantity_of_value(None, Decimal(5), "万元").high == 50000
    assert quantity_of_value(None, None, "万元") == Quantity(
        None, None, unit="元", unit_class="money"
    )
    (over,) = read_mentions("超450万元")
    quantity = quantity_of(over)
    assert quantity is not None
    assert (quantity.low, quantity.high, quantity.low_open) == (4500000, None, True)
    (most,) = read_mentions("不超过450万元")
    quantity = quantity_of(most)
    assert quantity is not None
    assert (quantity.low, quantity.high) == (None, 4500000)


@pytest.mark.parametrize(
    ("value", "unit", "step"),
    [
        ("455", "篇", "1"),
        ("19.90", "万元", "100"),
        ("1.2", "亿元", "10000000"),
        ("5E+2", "个", "1"),
    ],
)
def test_the_step_is_that_of_the_last_place(value: str, unit: str, step: str) -> None:
    """In base units."""
    assert quantity_of_value(Decimal(value), Decimal(value), unit).step == Decimal(step)


def test_what_states_no_number_has_no_quantity() -> None:
    """Dates and ratios are compared by their parts."""
    (date,) = read_mentions("7月27日")
    assert quantity_of(date) is None


@pytest.mark.parametrize(
    ("text", "unit", "read"),
    [
        ("新装监控600路摄像机", "路", "600路"),
        ("折合82分贝A", "分贝A", "82分贝A"),
        ("吞吐3.2万箱次", "万箱次", "3.2万箱次"),
        ("单耗12GJ/吨", "GJ/吨", "12GJ/吨"),
        ("设5个赛项", "个赛项", "5个"),
        ("浊度0.3 NTU", "%", "0.3 NTU"),
        ("周转1.5亿人公里", "人", "1.5亿人公里"),
        ("奖品12", "万", "12"),
        ("奖品12", "1/6", "12"),
    ],
)
def test_a_unit_of_the_facts_is_read_whole(text: str, unit: str, read: str) -> None:
    """The facts' own units are read as far as they reach, the registry's where they are longer."""
    assert [mention.text for mention in read_mentions(text, units=(unit,))] == [read]


@pytest.mark.parametrize(
    ("word", "zeros"),
    [
        ("百", 2),
        ("千", 3),
        ("万", 4),
        ("百万", 6),
        ("千万", 7),
        ("亿", 8),
        ("百亿", 10),
        ("千亿", 11),
        ("万亿", 12),
    ],
)
def test_each_scale_word_before_a_unit_multiplies_it(word: str, zeros: int) -> None:
    """A wrong factor here would make a wrong figure right."""
    assert unit_scale(f"{word}元") == Decimal(10) ** zeros


@pytest.mark.parametrize(
    ("text", "written", "base"),
    [
        ("2.4万公里", "1000", "1000000"),
        ("1.5千米", "0.1", "100"),
        ("19.90万元", "100", "100"),
        ("0.35吨", "0.01", "10"),
        ("50—60万元", "10000", "10000"),
        ("3、5万吨", "10000", "10000000"),
        ("13万2公顷", "1000", "10000000"),
        ("5万3000元", "1", "1"),
    ],
)
def test_every_mention_has_the_step_of_its_last_place(text: str, written: str, base: str) -> None:
    """In the unit as written, and in the base unit; in a list the scale word is of all."""
    for mention in read_mentions(f"完成{text}。"):
        quantity = quantity_of(mention)
        assert mention.step == Decimal(written)
        assert quantity is not None
        assert quantity.step == Decimal(base)
