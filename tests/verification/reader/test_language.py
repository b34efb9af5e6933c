"""The language a reader answers in: what parses, and that nothing else does."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.facts.expressions import in_words
from assistant.verification.reader.language import Reading, Remark, Said, parse_answers
from tests.verification.reader.library import ROWS

IDS = {"a": 2, "b": 0, "a/x": 0, "plan-1": 1, "rank": 0, "甲": 0}


def read(line: str) -> Reading | None:
    """What the line says of figure 1."""
    return parse_answers([line], IDS).readings.get(1)


@pytest.mark.parametrize(("line", "said", "plain"), ROWS["said"])
def test_what_is_read(line: str, said: str, plain: str) -> None:
    """Functions are written out as arithmetic."""
    found = read(line)
    assert found is not None
    assert found.said is Said(said)
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


@pytest.mark.parametrize(("line", "planned", "wrong"), ROWS["flags"])
def test_flags(line: str, planned: bool | None, wrong: str) -> None:
    """Plan, done and what is wrong, in any of the ways that models write it."""
    found = read(line)
    assert found is not None
    assert (found.planned, found.wrong) == (planned, wrong)


@pytest.mark.parametrize("line", ROWS["unread"])
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
