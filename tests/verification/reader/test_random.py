"""Random facts, texts and answers: what a reader may and may not change, whatever it says."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.domain import Level, Scope, Verdict
from assistant.facts import parse_facts
from assistant.verification import verify
from tests.verification.reader.library import SHEET, Says

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from assistant.domain import FactSheet

_NAMES = (("a", "受理案件", "件"), ("b", "办结案件", "件"), ("c", "公益讲座", "场"))
_LEADS = ("受理案件", "办结案件", "公益讲座", "后来又有", "比上年增长", "比上年下降", "占")
_HOSTILE = ("none", "name", "period", "list(3)", "year(2025)", "1 + 1", "12", "a ** 9", "🙂", "ok")


@dataclass(frozen=True)
class Case:
    """Facts, a text about them, and what a reader says of its figures in turn.

    Attributes:
        worth: of every expression that a reader may say, what it comes to; reckoned here.
    """

    sheet: FactSheet
    text: str
    said: tuple[str, ...]
    worth: Mapping[str, Fraction]


def _said(known: Mapping[str, Fraction]) -> dict[str, Fraction]:
    """Expressions in the reader's language with their values, over facts that are not 0."""
    ways: dict[str, Callable[[Fraction, Fraction], Fraction]] = {
        "{} + {}": lambda x, y: x + y,
        "{} - {}": lambda x, y: x - y,
        "sum({}, {})": lambda x, y: x + y,
        "ratio({}, {})": lambda x, y: x / y,
        "share({}, {})": lambda x, y: x / y,
        "growth({}, {})": lambda x, y: (x - y) / y,
    }
    pairs = [(one, other) for one in known for other in known if one != other]
    return dict(known) | {
        way.format(x, y): reckon(known[x], known[y])
        for way, reckon in ways.items()
        for x, y in pairs
    }


@st.composite
def cases(draw: st.DrawFn) -> Case:
    """Figures are what some expression comes to, or next to it; answers are those, or noise."""
    numbers = st.integers(2, 400)
    values = {key: (draw(numbers), draw(numbers)) for key, _, _ in _NAMES}
    lines = [
        f"  - {{id: {key}, indicator: {name}, value: {values[key][0]}, unit: {unit}, "
        f"previous: {values[key][1]}, required: false}}"
        for key, name, unit in _NAMES
    ]
    known = {key: Fraction(value) for key, (value, _) in values.items()}
    known |= {f"{key}.previous": Fraction(previous) for key, (_, previous) in values.items()}
    worth = _said(known)
    said, clauses = [], []
    for _ in range(draw(st.integers(1, 5))):
        meant = draw(st.sampled_from(sorted(worth)))
        unit = draw(st.sampled_from(("件", "场", "%", "倍")))
        scaled = abs(worth[meant]) * (100 if unit == "%" else 1)
        told = max(1, round(scaled) + draw(st.sampled_from((0, 0, 0, 1, 7))))
        clauses.append(f"{draw(st.sampled_from(_LEADS))}{told}{unit}")
        noise = draw(st.sampled_from((*_HOSTILE, *sorted(worth))))
        said.append(draw(st.sampled_from((meant, meant, noise))))
    sheet = parse_facts("\n".join(("document: {title: 甲局总结, period: 2025}", "facts:", *lines)))
    return Case(sheet, ",".join(clauses) + "。", tuple(said), worth)


def _lines(said: Sequence[str]) -> str:
    """An answer to each figure in turn."""
    return "\n".join(f"{number} = {one}" for number, one in enumerate(said, 1))


@settings(max_examples=80, deadline=None)
@given(cases(), st.booleans())
def test_a_reader_only_moves_what_computes(case: Case, trusted: bool) -> None:
    """``ok`` needs the program, a person or trust; an error goes only where the reading comes to the figure."""
    alone = verify(case.text, case.sheet)
    reader = Says({}, _lines(case.said))
    both = verify(case.text, case.sheet, reader=reader, scope=Scope.ALL, trust_reader=trusted)
    read = [one for one in both.figures if one.verdict is Verdict.READ]
    assert alone.ok or not both.ok or (trusted and read)
    for before, after in zip(alone.figures, both.figures, strict=True):
        if before.level is None:
            assert after == before or after.verdict is Verdict.DISPUTED
        elif after.level is not before.level:
            assert after in read
    for one in read:
        said = case.said[both.figures.index(one)]
        percent = one.text.endswith("%")
        told = Fraction(one.text.rstrip("件场%倍")) / (100 if percent else 1)
        assert abs(abs(case.worth[said]) - told) < (Fraction(1, 100) if percent else 1)
        assert one.level is (None if trusted else Level.WARNING)


NAMES = tuple(SHEET.by_id)
EXPRESSIONS = st.one_of(
    st.sampled_from(NAMES),
    st.tuples(st.sampled_from(NAMES), st.sampled_from("+-*/"), st.sampled_from(NAMES)).map(
        " ".join
    ),
    st.sampled_from(
        ("none", "name", "period", "list(3)", "year(2025)", "days(fair)", "1 + 1", "🙂")
    ),
    st.text(max_size=12),
)
FIGURES = st.lists(
    st.tuples(
        st.sampled_from(
            ("图书外借", "公益讲座", "文献遗失", "后来又", "上半年图书外借", "计划新建分馆", "下降")
        ),
        st.sampled_from(
            (
                "86400册次",
                "45100册次",
                "36场",
                "37场",
                "72册",
                "18册",
                "20%",
                "3个",
                "近9万册次",
                "90册",
            )
        ),
    ).map("".join),
    min_size=1,
    max_size=5,
).map(lambda parts: ",".join(parts) + "。")


@settings(max_examples=60, deadline=None)
@given(FIGURES, st.lists(EXPRESSIONS, max_size=8), st.text("! “”图书外借没有", max_size=20))
def test_no_answer_makes_a_text_pass_that_the_program_refuses(
    text: str, answers: list[str], more: str
) -> None:
    """``ok`` with a reader implies ``ok`` without; an error goes only where a reading computes."""
    alone = verify(text, SHEET)
    both = verify(text, SHEET, reader=Says({}, f"{more}\n{_lines(answers)}"), scope=Scope.ALL)
    assert alone.ok or not both.ok
    assert [(one.start, one.end) for one in both.figures] == [
        (one.start, one.end) for one in alone.figures
    ]
    for before, after in zip(alone.figures, both.figures, strict=True):
        if before.level is Level.ERROR:
            assert after.level is Level.ERROR or after.verdict is Verdict.READ
        if before.level is None:
            assert after.level in {None, Level.WARNING}
