"""The language a reader answers in: what parses, and that nothing else does."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.facts.expressions import in_words
from assistant.verification.reader.language import Reading, Remark, Said, parse_answers

IDS = {"a": 2, "b": 0, "a/x": 0, "plan-1": 1, "rank": 0, "甲": 0}


def read(line: str) -> Reading | None:
    """What the line says of figure 1."""
    return parse_answers([line], IDS).readings.get(1)


SAID = [
    ("1 = a", Said.FACTS, "a"),
    ("⟦1⟧ = a/x", Said.FACTS, "a/x"),
    ("- 1: a.growth", Said.FACTS, "a.growth"),
    ("1 = sum(a, b, 甲)", Said.FACTS, "a+b+甲"),
    ("1 = share(a/x, a)", Said.FACTS, "a/x÷a"),
    ("1 = share(a/x)", Said.FACTS, "a/x.share"),
    ("1 = growth(a)", Said.FACTS, "a.growth"),
    ("1 = growth(a, b)", Said.FACTS, "(a−b)÷b"),
    ("1 = mean(a, b) * 2", Said.FACTS, "a÷b×2"),
    ("1 = ratio(a, b)", Said.FACTS, "a÷b"),
    ("1 = rank(rank)", Said.FACTS, "rank.rank"),
    ("1 = date(b)", Said.FACTS, "b.date"),
    ("1 = a#2", Said.FACTS, "a#2"),
    ("1 = 100% - share(b, a)", Said.FACTS, "100%−b÷a"),
    ("1 = days(a)", Said.DAYS, "a"),
    ("1 = year(2024)", Said.YEAR, "2024"),
    ("1 = list(4)", Said.LIST, "4"),
    ("1 = period", Said.PERIOD, ""),
    ("1 = Name", Said.NAME, ""),
    ("1 = none()", Said.NONE, ""),
]


@pytest.mark.parametrize(("line", "said", "plain"), SAID)
def test_what_is_read(line: str, said: Said, plain: str) -> None:
    """Functions are written out as arithmetic."""
    found = read(line)
    assert found is not None
    assert found.said is said
    shown = (
        ""
        if found.expression is None
        else in_words(
            found.expression,
            lambda n: (
                n.id + (f".{n.field}" if n.field else "") + (f"#{n.index}" if n.index else "")
            ),
        )
    )
    assert shown == plain


FLAGS = [
    ("1 = a | plan", True, ""),
    ("1 = a ｜ done | wrong: 计划说成做到", False, "计划说成做到"),
    ("1 = a !方向说反", None, "方向说反"),
    ("1 = none ！没有依据", None, "没有依据"),
    ("1 = a | wrong", None, "与事实不符"),
    ("1 = a | 错：范围不对", None, "范围不对"),
]


@pytest.mark.parametrize(("line", "planned", "wrong"), FLAGS)
def test_flags(line: str, planned: bool | None, wrong: str) -> None:
    """Plan, done and what is wrong, in any of the ways that models write it."""
    found = read(line)
    assert found is not None
    assert (found.planned, found.wrong) == (planned, wrong)


UNREAD = [
    "1 = 全年减去上半年",
    "1 = c",
    "1 = a +",
    "1 = 45100",
    "1 = a - a + 45100",
    "1 = a * 1.0437",
    "1 = a - 7",
    "1 = a + 50%",
    "1 = a | maybe",
    "1 = share(a, b, a)",
    "1 = a#3",
    "1 = b#1",
    "1 = a - b#1",
    "1 = share(a#1, a#9)",
    "1 = days(4)",
    "1 = list()",
    "1 = list(0)",
    "1 = list(3%)",
    "1 = list(1.5)",
    "1 = list(99999)",
    "1 = year(0)",
    "1 = list(a)",
    "1 = list(1, 2)",
    "1 = list(2) + a",
    "1 = rank(a.growth)",
    "1 = rank(a#1)",
    "1 = rank(a + b)",
    "1 = __import__('os').system('x')",
    "1 = sum(" + ", ".join(["a"] * 19) + ") + a + b",
    "1 = " + "a" * 800,
    "n = a",
    "好的，下面是回答",
]


@pytest.mark.parametrize("line", UNREAD)
def test_what_is_no_answer(line: str) -> None:
    """Prose, facts and figures that do not exist, code, and numbers that could be made to fit any figure."""
    found = parse_answers([line], IDS)
    assert not found.readings
    assert found.unread == 1


def test_two_answers_to_one_figure_are_none() -> None:
    """A reader that says both says nothing; the same twice is one."""
    assert not parse_answers(["1 = a\n1 = b"], IDS).readings
    assert parse_answers(["1 = a", "1 = a\n2 = b"], IDS).readings.keys() == {1, 2}


def test_remarks_quote_and_say_why() -> None:
    """In any quotation marks; one quote counts once."""
    found = parse_answers(
        ["! “全市第一” 事实是全县\n！「五个」：只列了四个\n! “全市第一” 又说", "! 无引号"], IDS
    )
    assert found.remarks == (Remark("全市第一", "事实是全县"), Remark("五个", "只列了四个"))
    assert found.unread == 1


@settings(max_examples=60)
@given(st.text("ab甲/x12=.!|#()+-*÷ “”\nsumdays", max_size=120) | st.text(max_size=60))
def test_any_answer_is_read_or_left(text: str) -> None:
    """Nothing that a reader writes raises."""
    found = parse_answers([text], IDS)
    assert all(number >= 0 for number in found.readings)
