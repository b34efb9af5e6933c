"""Bounds met exactly, and comparisons in both directions: what mutants of this layer survived."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from facts.texts import HEAD, problems

from assistant.domain import PartialDate
from assistant.errors import FactsError
from assistant.facts import parse_facts, set_facts
from assistant.facts.rolling import roll_over
from assistant.facts.values import date_of

if TYPE_CHECKING:
    from pathlib import Path

ONE = "  - {id: a, indicator: 植树, value: 3, unit: 株}\n"


def _warnings(*facts: str, head: str = HEAD) -> tuple[str, ...]:
    return parse_facts(head + "".join(f"  - {{{fact}}}\n" for fact in facts)).warnings


@pytest.mark.parametrize(
    ("year", "read"), [(999, False), (1000, True), (2999, True), (3000, False)]
)
def test_the_first_and_the_last_year_are_years(year: int, read: bool) -> None:
    """A number beyond them is none."""
    assert date_of(f"{year}-12") == (PartialDate(year, 12) if read else None)


@pytest.mark.parametrize("values", [(3, 4), (4, 3)])
def test_one_thing_with_two_values_is_told_in_either_order(values: tuple[int, int]) -> None:
    """The larger may come first."""
    found = _warnings(*(f"id: f{one}, indicator: 植树, value: {one}, unit: 株" for one in values))
    assert any("有两个数" in one for one in found)


@pytest.mark.parametrize(
    ("value", "before", "told"),
    [(99, 10, False), (100, 10, True), (11, 100, False), (10, 100, True)],
)
def test_ten_times_as_much_is_asked_about(value: int, before: int, told: bool) -> None:
    """Exactly ten times too."""
    found = _warnings(f"id: a, indicator: 植树, value: {value}, unit: 株, previous: {before}")
    assert any("相差十倍" in one for one in found) is told


@pytest.mark.parametrize(
    ("day", "told"), [("10-31", False), ("11-01", True), ("10-30", False), ("01-01", False)]
)
def test_the_last_day_of_the_period_belongs_to_it(day: str, told: bool) -> None:
    """The day after does not, nor the day before its first."""
    head = "document: {title: 总结, period: {from: 2025-01-01, to: 2025-10-31}}\nfacts:\n"
    found = _warnings(f"id: a, event: 演练, date: 2025-{day}", head=head)
    assert any("不在总结的时段" in one for one in found) is told
    head = head.replace("01-01", "01-02")
    assert _warnings("id: a, event: 演练, date: 2025-01-01", head=head)


def test_nothing_of_a_whole_is_a_share_of_nothing() -> None:
    """A part of 0 has a share of 0 %, one of all has 100 %."""
    sheet = parse_facts(
        HEAD + "  - {id: a, indicator: 稿件, value: 7, unit: 篇, parts: "
        "[{id: b, indicator: 省级, value: 0}, {id: c, indicator: 市级, value: 7}]}\n"
    )
    shares = {one.id: one.value for one in sheet.derived if one.id.endswith(".share")}
    assert shares == {"a/b.share": 0, "a/c.share": 100}


def test_a_file_is_no_secret_unless_it_says_so() -> None:
    """Left out is false; and true is true."""
    assert parse_facts(HEAD + ONE).document.confidential is False
    head = HEAD.replace("2025}", "2025, confidential: true}")
    assert parse_facts(head + ONE).document.confidential


def test_how_many_problems_are_left_is_reckoned() -> None:
    """More than twice as many as are shown."""
    assert problems(HEAD + "  - 甲\n" * 120)[-1].startswith("另有 70 处问题")


def test_a_ring_is_told_at_the_line_of_the_fact_that_it_begins_with() -> None:
    """The line of the message is that of the first name in it."""
    lines = "".join(
        f"  - {{id: {name}, indicator: 甲{name}, formula: {other} + 1}}\n"
        for name, other in ("pq", "qr", "rp")
    )
    (found,) = problems(HEAD + lines)
    line = found.partition("用到自己:")[2].partition("行)")[0].partition("(")[2]
    assert found.startswith(f"{line}行:")


@pytest.mark.parametrize(
    ("text", "found"),
    [("document: {title: 总结}\nfacts:\n", "没有写一个年份"), (HEAD, "是2025年")],
)
def test_why_a_file_cannot_be_moved_on_is_told(tmp_path: Path, text: str, found: str) -> None:
    """It reports on no year, or on that year already."""
    path = tmp_path / "表.yaml"
    path.write_text(f"{text}{ONE}", "utf-8")
    with pytest.raises(FactsError, match=f"document.period {found}"):
        roll_over(path, 2025)


def test_a_key_goes_behind_the_last_one_though_that_is_empty(tmp_path: Path) -> None:
    """In a fact on one line, whatever stands before and behind it."""
    path = tmp_path / "表.yaml"
    path.write_text(HEAD + "  - {id: a, indicator: 植树, value: 3, unit: 株, section: }\n  - {id: b, indicator: 造林, value: 5, unit: 亩}\n", "utf-8")  # fmt: skip
    for name in ("a", "b"):
        assert set_facts(path, {f"{name}.scope": "全县"}).by_id[name].scope == "全县"
    lines = path.read_text("utf-8").splitlines()
    assert lines[2:] == [
        "  - {id: a, indicator: 植树, value: 3, unit: 株, section: , scope: 全县}",
        "  - {id: b, indicator: 造林, value: 5, unit: 亩, scope: 全县}",
    ]


def test_lines_of_what_is_no_yaml_for_facts_are_counted_from_one() -> None:
    """A second document, brackets in brackets."""
    assert problems("a: 1\nb: 2\n---\nc: 3\n")[0].startswith("第3行")
    assert problems("a:\n  b:\n" + "    - " + "[" * 60 + "]" * 60 + "\n")[0].startswith("第3行")
