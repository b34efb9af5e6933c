"""Facts with a formula: what it comes to, in which unit, and what is refused."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant import verify
from assistant.domain import Status
from assistant.errors import FactsError
from assistant.facts import add_fact, load_facts, parse_facts, set_facts
from assistant.facts.expressions import (
    Binary,
    Call,
    Expression,
    ExpressionError,
    Grammar,
    Name,
    Number,
    in_words,
    names_of,
    parse_expression,
)
from assistant.facts.formulas import Amount, UnfitError, compute, worked

if TYPE_CHECKING:
    from pathlib import Path

    from assistant.domain import Fact

HEAD = """document: {title: 总结, period: 2025}
facts:
  - {id: hill, indicator: 山前站收件, value: 120, unit: 件, previous: 100, target: 160}
  - {id: lake-side, indicator: 湖畔站收件, value: 80, unit: 件}
  - {id: staff, indicator: 窗口人员, value: 16, unit: 人}
  - {id: print, indicator: 每期印数, value: 3500, unit: 册, parts: [{id: paper, indicator: 纸本, value: 3500}]}
  - {id: issues, indicator: 出刊, value: 6, unit: 期}
  - {id: rate, indicator: 办结率, value: 98.5, unit: '%', previous: 97}
  - {id: fund, indicator: 投入, value: 1.5, unit: 亿元}
  - {id: grant, indicator: 补助, value: 300, unit: 万元}
  - {id: plan, indicator: 下一年收件, value: 250, unit: 件, status: planned}
  - {id: about, indicator: 受众, value: 9000, unit: 人, approx: true}
  - {id: plain, indicator: 评分, value: 9}
  - {id: twice, indicator: 倍数, value: 1.5, unit: 倍}
  - {id: none, indicator: 空数, value: 0, unit: 件}
"""
IDS = ("a", "b", "a/b", "a-b", "甲", "2024", "2024-x", "f1")


def computed(fact: str) -> Fact:
    """The fact ``x`` with these keys, loaded."""
    return parse_facts(f"{HEAD}  - {{id: x, indicator: 甲, {fact}}}\n").by_id["x"]


@pytest.mark.parametrize(
    ("keys", "value", "unit", "told"),
    [
        ("formula: hill + lake-side", "200", "件", "120+80=200件"),
        ("formula: hill−lake-side", "40", "件", "120−80=40件"),
        ("formula: hill - 20", "100", "件", "120−20=100件"),
        ("formula: 20 + hill, unit: 件", "140", "件", "20+120=140件"),
        ("formula: hill - hill.previous", "20", "件", "120−100=20件"),
        ("formula: hill.target - hill", "40", "件", "160−120=40件"),
        ("formula: hill + (lake-side - 30) × 2", "220", "件", "120+(80−30)×2=220件"),
        ("formula: 'hill ÷ lake-side', unit: 倍", "1.5", "倍", "120件÷80件=1.5倍"),
        ("formula: lake-side/hill, unit: '%', digits: 1", "66.7", "%", "80件÷120件≈66.7%"),
        ("formula: 'hill/print/paper', unit: 件, digits: 2", "0.03", "件", "120÷3500册≈0.03件"),
        ("formula: lake-side/hill × 100%, unit: '%', digits: 0", "67", "%", "80件÷120件×100%≈67%"),
        ("formula: hill ÷ staff, unit: 件, digits: 1", "7.5", "件", "120÷16人=7.5件"),
        ("formula: print × issues, unit: 册", "21000", "册", "3500×6期=21000册"),
        ("formula: print × issues, unit: 万册", "2.1", "万册", "3500册×6期=2.1万册"),
        (
            "formula: rate - rate.previous, unit: 个百分点",
            "1.5",
            "个百分点",
            "98.5%−97%=1.5个百分点",
        ),
        ("formula: twice × hill, unit: 件", "180", "件", "1.5倍×120=180件"),
        ("formula: rate + 1", "99.5", "%", "98.5+1=99.5%"),
        ("formula: 100% - rate", "1.5", "%", "100%−98.5=1.5%"),
        ("formula: hill × rate, digits: 0", "118", "件", "120×98.5%≈118件"),
        ("formula: rate × 2", "197", "%", "98.5×2=197%"),
        ("formula: fund + grant", "1.53", "亿元", "1.5+300万元=1.53亿元"),
        ("formula: fund + grant, unit: 万元", "15300", "万元", "1.5亿元+300=15300万元"),
        ("formula: lake-side − none", "80", "件", "80−0=80件"),
        ("formula: none × 2", "0", "件", "0×2=0件"),
        ("formula: hill − (lake-side − 20)", "60", "件", "120−(80−20)=60件"),
        ("formula: hill ÷ (staff ÷ 2 ÷ 2), unit: 件", "30", "件", "120÷(16人÷2÷2)=30件"),
    ],
)
def test_a_formula_is_computed_and_told(keys: str, value: str, unit: str, told: str) -> None:
    """The value, its unit and the arithmetic as `facts show` prints it."""
    sheet = parse_facts(f"{HEAD}  - {{id: x, indicator: 甲, {keys}}}\n")
    fact = sheet.by_id["x"]
    assert (fact.value, fact.unit) == (Decimal(value), unit)
    assert worked(fact, sheet.by_id) == told


@pytest.mark.parametrize(
    ("formula", "unit", "value"),
    [
        ("visits ÷ issues", "人", 240),
        ("visits ÷ issues", "人次", 240),
        ("visits ÷ staff", "次", 90),
        ("staff × issues", "人次", 96),
        ("freight ÷ goods", "公里", 200),
        ("freight ÷ staff", "吨公里", 1875),
        ("travel ÷ visits", "公里", 25),
        ("visits + visits", "人", None),
        ("staff × 6", "人次", None),
        ("visits ÷ issues", "户", None),
        ("freight ÷ goods", "吨", None),
    ],
)
def test_units_that_are_products(formula: str, unit: str, value: int | None) -> None:
    """A quotient leaves one of the two, people at so many meetings are 人次; nothing else does."""
    head = HEAD + (
        "  - {id: visits, indicator: 到访, value: 1440, unit: 人次}\n"
        "  - {id: travel, indicator: 旅客周转量, value: 3.6, unit: 万人公里}\n"
        "  - {id: freight, indicator: 货物周转量, value: 3, unit: 万吨公里}\n"
        "  - {id: goods, indicator: 货运量, value: 150, unit: 吨}\n"
    )
    text = f"{head}  - {{id: x, indicator: 甲, formula: {formula}, unit: {unit}}}\n"
    if value is None:
        with pytest.raises(FactsError, match="作单位"):
            parse_facts(text)
    else:
        assert parse_facts(text).by_id["x"].value == Decimal(value)


def test_digits_keep_their_places() -> None:
    """As a ledger's 19.90 does."""
    assert str(computed("formula: 'hill ÷ lake-side', unit: 倍, digits: 2").value) == "1.50"


def test_a_fact_without_a_formula_has_none_to_tell() -> None:
    """Nothing is told of a value that was written."""
    sheet = parse_facts(HEAD)
    assert worked(sheet.by_id["hill"], sheet.by_id) == ""


def test_formulas_build_on_one_another_in_any_order() -> None:
    """A chain is computed from its end."""
    sheet = parse_facts(
        HEAD
        + "  - {id: y, indicator: 乙, formula: x × 2}\n"
        + "  - {id: x, indicator: 甲, formula: hill + lake-side, previous: 160}\n"
    )
    assert sheet.by_id["y"].value == Decimal(400)
    assert sheet.derived_by_id["x.growth"].value == Decimal(25)


def test_a_planned_operand_makes_a_plan() -> None:
    """What rests on a plan is no achievement."""
    assert computed("formula: plan - hill").status is Status.PLANNED
    assert computed("formula: hill - 1").status is Status.DONE
    assert computed("formula: hill - 1, status: planned").status is Status.PLANNED


def test_a_part_may_be_computed_and_the_total_still_adds_up() -> None:
    """The breakdown is checked with the computed value."""
    text = "  - {id: t, indicator: 总, value: 100, unit: 件, parts: [{id: a, indicator: 甲, value: 20}, "
    right = "{id: b, indicator: 乙, formula: hill - 40}]}\n"
    assert parse_facts(HEAD + text + right).by_id["t/b"].value == Decimal(80)
    with pytest.raises(FactsError, match="分项加起来不等于总数"):
        parse_facts(HEAD + text + right.replace("40", "41"))


REFUSED = [
    ("formula: hill + staff", "formula:相加减的数单位不是一类。请只加减单位相同的事实"),
    ("formula: hill + plain", "相加减的数单位不是一类"),
    ("formula: rate + hill", "相加减的数单位不是一类"),
    ("formula: hill + lake-side, unit: 人", "算得的数不能用“人”作单位"),
    ("formula: hill ÷ lake-side, unit: 件", "算得的数不能用“件”作单位"),
    ("formula: hill ÷ lake-side", "算得的数用什么单位看不出来。请写 unit"),
    ("formula: rate - rate.previous", "算得的数用什么单位看不出来"),
    ("formula: hill ÷ staff", "算得的数用什么单位看不出来"),
    ("formula: plain × 2", "算得的数用什么单位看不出来"),
    ("formula: hill ÷ lake-side × 100, unit: '%'", "单位是百分数,算式里又乘了 100"),
    ("formula: hill ÷ none, unit: '%'", "除数是 0"),
    ("formula: hill ÷ 7, unit: 件", "除不尽,算得 17.142857…。请写 digits"),
    ("formula: about × 2", "用到 about(第12行),它没有确切的数值"),
    ("formula: lake-side.target × 2", "用到 lake-side.target(第4行),它没有确切的数值"),
    ("formula: hil + 1", "formula:没有事实 hil。是不是要写 hill"),
    ("formula: hill.growth + 1", "hill 后面的“.growth”不能用"),
    ("formula: hill. + 1", "hill 后面的“.”不能用。算式只用"),
    ("formula: sum(hill)", "没有事实 sum"),
    ("formula: hill +", "算式没有写完"),
    ("formula: hill lake-side", "“lake-side”放在这里看不懂。算式只用"),
    ("formula: hill ** 2", "“* 2”放在这里看不懂"),
    ("formula: (hill", "括号没有配对"),
    ("formula: hill)", "“)”放在这里看不懂"),
    ("formula: 'hill#1'", "“#1”放在这里看不懂"),
    ("formula: 34", "formula 里没有事实。只有一个数的,请写 value"),
    (f"formula: hill{' × 99999999' * 4}", "算得的数太大或太小"),
    (f"formula: {'(' * 14}hill{')' * 14}", "括号超过 12 层"),
    (f"formula: hill{' + 1' * 200}", "算式超过 500 个字符"),
    ("formula: hill, value: 3", "写了 formula,又写了 value。数值由算式得出"),
    ("formula: hill, bound: at_least, approx: true", "写了 formula,又写了 bound、approx"),
    ("value: 3, digits: 1", "写了 digits 而没有 formula"),
    ("formula: hill, digits: 11", "digits 应是从 0 到 10 的整数"),
    ("formula: hill, digits: 1.5", "digits 应是从 0 到 10 的整数"),
    ("formula: hill, digits: 一", "digits 应是数字"),
    ("formula: x + 1", "formula 绕了一圈又用到自己:x(第16行) → x(第16行)"),
]


@pytest.mark.parametrize(("keys", "message"), REFUSED)
def test_what_does_not_compute_is_told_with_its_line(keys: str, message: str) -> None:
    """One message that names the fact, what was found and what to do."""
    with pytest.raises(FactsError) as caught:
        computed(keys)
    assert len(caught.value.problems) == 1
    assert message in caught.value.problems[0]
    assert "第16行" in caught.value.problems[0]


def test_a_ring_of_formulas_is_told_with_every_line() -> None:
    """And an operand that failed is told once, not again by what needs it."""
    ring = (
        "  - {id: p, indicator: 甲, formula: q + 1}\n  - {id: q, indicator: 乙, formula: p + 1}\n"
    )
    with pytest.raises(FactsError, match=r"(p|q)\(第\d+行\) → (p|q)\(第\d+行\) → (p|q)"):
        parse_facts(HEAD + ring)
    broken = "  - {id: p, indicator: 甲, formula: hill + staff}\n  - {id: q, indicator: 乙, formula: p + 1}\n"
    with pytest.raises(FactsError) as caught:
        parse_facts(HEAD + broken)
    assert len(caught.value.problems) == 1


def test_a_formula_is_changed_in_place_and_never_replaced_by_a_number(tmp_path: Path) -> None:
    """`facts set x=34` would throw the arithmetic away: it is refused."""
    path = tmp_path / "facts.yaml"
    path.write_text(HEAD, "utf-8")
    sheet = add_fact(
        path, {"id": "x", "indicator": "两站收件", "formula": "hill + lake-side", "digits": 0}
    )
    assert sheet.by_id["x"].value == Decimal(200)
    set_facts(path, {"x": "hill - lake-side", "x.digits": "1"})
    assert load_facts(path).by_id["x"].value == Decimal("40.0")
    set_facts(path, {"hill": "130"})
    assert load_facts(path).by_id["x"].value == Decimal("50.0")
    with pytest.raises(FactsError, match="只有一个数的,请写 value"):
        set_facts(path, {"x": "34"})


def test_the_verifier_proves_it_as_any_fact() -> None:
    """Its right figure is supported, another is not."""
    sheet = parse_facts(
        f"{HEAD}  - {{id: x, indicator: 两站收件总量, formula: hill + lake-side}}\n"
    )
    verdicts = {n: verify(f"两站收件总量{n}件。", sheet).figures[-1].verdict for n in (200, 210)}
    assert verdicts == {200: "supported", 210: "contradicted"}


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("a/b", Name("a/b")),
        ("a / b", Binary("/", Name("a"), Name("b"))),
        ("b/a", Binary("/", Name("b"), Name("a"))),
        ("a-b", Name("a-b")),
        ("b-a", Binary("-", Name("b"), Name("a"))),
        ("2024", Number(Decimal(2024))),
        ("2024-x", Name("2024-x")),
        ("2024-1", Binary("-", Number(Decimal(2024)), Number(Decimal(1)))),
        ("甲#2", Name("甲", index=2)),
        ("f1.previous", Name("f1", "previous")),
        ("sum(a, b)", Call("sum", (Name("a"), Name("b")))),
        ("sum()", Call("sum", ())),
        ("sum（a，2.50％）", Call("sum", (Name("a"), Number(Decimal("2.50"), percent=True)))),
    ],
)
def test_the_language(text: str, found: Expression) -> None:
    """The longest known id wins; digits are a number; full-width signs are read."""
    grammar = Grammar(IDS, ("previous",), ("sum",), inner=True)
    assert parse_expression(text, grammar) == found


@pytest.mark.parametrize(
    "text",
    [
        "",
        "sum(a b)",
        "sum(a",
        "sum",
        "a#0",
        "a#",
        "1.2.3",
        "1x",
        "a..b",
        "__import__('os')",
        "a;b",
        "-a",
        "sum(" * 14 + "a" + ")" * 14,
    ],
)
def test_what_is_not_in_the_grammar_is_refused(text: str) -> None:
    """Never guessed at, never run."""
    with pytest.raises(ExpressionError):
        parse_expression(text, Grammar(IDS, ("previous",), ("sum",), inner=True))


@given(st.text("ab甲2024-/.#+×÷() ,%sum", max_size=30) | st.text(max_size=30))
def test_any_text_is_an_expression_or_refused(text: str) -> None:
    """And what is one reads back from its own words as the same."""
    grammar = Grammar(("a", "b", "甲"), ("previous",), ("sum",))
    try:
        found = parse_expression(text, grammar)
    except ExpressionError:
        return
    again = parse_expression(in_words(found, lambda name: f"{name.id}"), grammar)
    assert [name.id for name in names_of(again)] == [name.id for name in names_of(found)]
    if not any(name.field for name in names_of(found)):
        assert again == found


def test_functions_are_told_and_searched_too() -> None:
    """The names in their arguments, in order."""
    found = parse_expression("sum(a, b) / 2", Grammar(IDS, (), ("sum",)))
    assert in_words(found, lambda name: name.id) == "sum(a,b)÷2"
    assert [name.id for name in names_of(found)] == ["a", "b"]


def test_functions_are_not_for_formulas() -> None:
    """The caller that has functions computes them itself."""
    with pytest.raises(UnfitError):
        compute(Call("sum", ()), lambda _: Amount(Decimal(1)))
