"""The frozen values that every layer speaks in."""

from __future__ import annotations

from dataclasses import FrozenInstanceError
from datetime import datetime
from decimal import Decimal

import pytest

from assistant.domain import (
    Author,
    Basis,
    Block,
    BlockKind,
    DateSpan,
    Derived,
    DerivedKind,
    Document,
    DocumentInfo,
    Draft,
    Fact,
    FactSheet,
    Figure,
    Finding,
    Kind,
    Level,
    Mention,
    PartialDate,
    Period,
    Quantity,
    Revision,
    Role,
    Section,
    Verdict,
    now,
)


def test_a_document_is_made_of_blocks() -> None:
    """Each on a line of its own, with its offset."""
    document = Document.of_blocks(
        (Block(BlockKind.TITLE, "总结"), Block(BlockKind.HEADING, "一、做法", level=1))
    )
    assert document.text == "总结\n一、做法"
    assert [document.text[b.offset : b.end] for b in document.blocks] == ["总结", "一、做法"]
    assert document.blocks[1].level == 1


def test_a_section_shows_the_revision_that_stands() -> None:
    """None written: empty; a new one stands and takes the acceptance away."""
    section = Section("results", "主要成效", Role.RESULTS, accepted=True)
    assert section.source == ""
    revised = section.revised(Revision("一稿", Author.OFFLINE)).revised(
        Revision("二稿", Author.PERSON)
    )
    assert revised.source == "二稿"
    assert (revised.current, revised.accepted, len(revised.revisions)) == (1, False, 2)
    other = Section("plan", "打算", Role.PLAN)
    draft = Draft("总结", (section, other)).revised("results", Revision("三稿", Author.MODEL))
    assert (draft.sections[0].source, draft.sections[1]) == ("三稿", other)


def test_a_time_tells_its_offset() -> None:
    """Times of two computers can be told apart; no fractions."""
    told = datetime.fromisoformat(now())
    assert told.tzinfo is not None
    assert told.microsecond == 0


def test_a_fact_has_a_name_and_a_value_where_it_is_exact() -> None:
    """A range has no one value."""
    exact = Fact("a", ("媒体发稿", "国家级媒体"), low=Decimal(96), high=Decimal(96))
    between = Fact("b", ("联系乡镇",), low=Decimal(4), high=Decimal(5))
    assert (exact.name, exact.value) == ("国家级媒体", 96)
    assert between.value is None


def test_a_sheet_finds_facts_by_id() -> None:
    """Facts and derived facts."""
    fact = Fact("a", ("发稿",))
    derived = Derived("a.growth", "a", DerivedKind.GROWTH, Decimal("13.2"), "%", "…")
    sheet = FactSheet(DocumentInfo("总结"), (fact,), (derived,))
    assert sheet.by_id == {"a": fact}
    assert sheet.derived_by_id == {"a.growth": derived}
    assert sheet.fact_of("a") is sheet.fact_of("a.growth") is fact
    assert sheet.fact_of("b.growth") is sheet.fact_of(None) is None


def test_a_span_of_dates_may_be_one_date() -> None:
    """Start and end are the same."""
    day = PartialDate(2025, 7, 27)
    assert DateSpan(day, day).single
    assert not DateSpan(day, None).single


@pytest.mark.parametrize(("end", "year"), [(2025, 2025), (2026, None)])
def test_a_period_may_be_one_year(end: int, year: int | None) -> None:
    """Only then it has a year."""
    assert Period(PartialDate(2025, 1, 1), PartialDate(end, 12, 31)).year == year


@pytest.mark.parametrize(
    ("start", "end", "months", "days"),
    [
        (PartialDate(2025), PartialDate(2025), 12, 365),
        (PartialDate(2024), PartialDate(2024), 12, 366),
        (PartialDate(2025, 1), PartialDate(2025, 6), 6, 181),
        (PartialDate(2025, 1, 1), PartialDate(2025, 9, 30), 9, 273),
        (PartialDate(2024, 12), PartialDate(2025, 11), 0, 0),
    ],
)
def test_a_period_has_months_and_days(
    start: PartialDate, end: PartialDate, months: int, days: int
) -> None:
    """Of its one year; of two years nothing is said."""
    assert (Period(start, end).months, Period(start, end).days) == (months, days)


def test_a_mention_is_exact_or_not() -> None:
    """Two equal bounds."""
    assert Mention(0, 1, "3", Kind.COUNT, Decimal(3), Decimal(3)).exact
    assert not Mention(0, 1, "3", Kind.COUNT, Decimal(3)).exact
    assert not Mention(0, 1, "?", Kind.COUNT).exact


@pytest.mark.parametrize(
    ("low", "high", "opened", "value", "holds"),
    [
        ("10", "20", (False, False), "10", True),
        ("10", "20", (True, False), "10", False),
        ("10", "20", (False, True), "20", False),
        ("10", "20", (False, False), "20", True),
        ("10", "20", (False, False), "9", False),
        ("10", "20", (False, False), "21", False),
        ("10", None, (True, False), "11", True),
        (None, "20", (False, True), "19", True),
    ],
)
def test_a_quantity_holds_values(
    low: str | None, high: str | None, opened: tuple[bool, bool], value: str, holds: bool
) -> None:
    """Bounds may be open, excluded or missing."""
    quantity = Quantity(
        None if low is None else Decimal(low), None if high is None else Decimal(high), *opened
    )
    assert quantity.holds(Decimal(value)) is holds


def test_a_quantity_is_exact_or_not() -> None:
    """Two equal bounds."""
    assert Quantity(Decimal(3), Decimal(3)).exact
    assert not Quantity(Decimal(3), None).exact
    assert not Quantity(None, None).exact


@pytest.mark.parametrize(
    ("verdict", "level"),
    [
        (Verdict.SUPPORTED, None),
        (Verdict.ROUNDED, None),
        (Verdict.DERIVED, None),
        (Verdict.UNUSED, Level.WARNING),
        (Verdict.SUPERLATIVE, Level.WARNING),
        (Verdict.UNREAD, Level.ERROR),
        (Verdict.UNSUPPORTED, Level.ERROR),
    ],
)
def test_a_verdict_has_a_level(verdict: Verdict, level: Level | None) -> None:
    """None for what is no finding."""
    assert verdict.level is level


@pytest.mark.parametrize(
    ("heading", "role", "title"),
    [
        ("主要成效", Role.RESULTS, "主要成效"),
        ("", Role.OPENING, "开头"),
        ("", Role.CLOSING, "结尾"),
    ],
)
def test_a_section_has_a_title_for_messages(heading: str, role: Role, title: str) -> None:
    """Its heading, or its place."""
    assert Section("s", heading, role).title == title


def test_values_are_frozen() -> None:
    """Nobody changes one behind another's back."""
    block = Block(BlockKind.TITLE, "总结")
    with pytest.raises(FrozenInstanceError):
        block.text = "别的"  # type: ignore[misc]


@pytest.mark.parametrize(
    ("verdict", "waived", "basis"),
    [
        (Verdict.SUPPORTED, None, Basis.PROGRAM),
        (Verdict.READ, None, Basis.READER),
        (Verdict.READ, "已核对", Basis.PERSON),
    ],
)
def test_a_verdict_has_a_basis(verdict: Verdict, waived: str | None, basis: Basis) -> None:
    """Who stands for a figure: the program, a second reader, or a person."""
    assert Figure(0, 3, "12篇", verdict, waived=waived).basis is basis
    if waived is None:
        finding = Finding("a", 0, 3, "12篇", verdict, None, Level.WARNING, "")
        assert finding.basis is basis
