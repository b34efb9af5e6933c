"""Years and dates that the document itself vouches for."""

from __future__ import annotations

from dataclasses import replace

import pytest

from assistant.domain import PartialDate, Period
from assistant.facts import parse_facts
from assistant.verification import verify
from assistant.verification.years import Calendar
from tests.verification.verdicts.sheets import SHEET, findings

FACTS = "\nfacts:\n  - {id: a, indicator: 发文, value: 21, unit: 件}\n"
PERIOD = "{title: 某局2024年总结, period: 2024}"
SPAN = "{title: 某局总结, period: {from: 2024-01-01, to: 2024-10-31}}"


@pytest.mark.parametrize(
    ("document", "text", "wrong"),
    [
        ("{title: 某局2023年总结}", "2023年发文21件。", []),
        ("{title: 某局2023年总结}", "2021年发文21件。", ["2021年"]),
        ("{title: 某局总结, signed_on: 2022-12-30}", "2022年发文21件。", []),
        ("{title: 某局总结}", "2019年发文21件。", []),
        ("{title: 某局总结}", "3月5日发文21件。", ["3月5日"]),
        (SPAN, "截至10月31日发文21件，上半年有力有序。", []),
        (PERIOD, "2024年以来发文21件。", []),
        (PERIOD, "2020年以来发文21件。", ["2020年以来"]),
        (PERIOD, "2025年将再发文。", []),
        (PERIOD, "2025年，我局将再发文。", []),
        (PERIOD, "2025年发文21件。", ["2025年"]),
        (PERIOD, "发文21件，比2023年多。", []),
        (PERIOD, "2023年已发文。", ["2023年"]),
    ],
)
def test_years_follow_the_sheet(document: str, text: str, wrong: list[str]) -> None:
    """Without a period the title's year holds, then the date of signing, then any.

    The year ahead stands with a plan, the year before with a comparison.
    """
    sheet = parse_facts(f"document: {document}{FACTS}")
    assert [one.text for one in findings(text, sheet)] == wrong


def test_a_period_without_a_year_leaves_the_title_s() -> None:
    """A period of months alone tells no year: the title does."""
    months = Period(PartialDate(month=1), PartialDate(month=6))
    sheet = replace(SHEET, document=replace(SHEET.document, period=months))
    assert Calendar(sheet).years == {2025}


@pytest.mark.parametrize(
    ("title", "wrong"),
    [
        ("某局2024年工作总结", []),
        ("某局2024年工作总结和2025年工作打算", []),
        ("某局2023年工作总结", ["2023年"]),
        ("某局2024年工作总结及2027年工作思路", ["2027年"]),
    ],
)
def test_a_year_in_the_title_is_that_of_the_period_or_the_next(
    title: str, wrong: list[str]
) -> None:
    """Last year's title left standing is the commonest slip of all."""
    facts = parse_facts(f"document: {PERIOD}{FACTS}")
    report = verify(f"{title}\n\n一年来，全局发文21件。", facts)
    assert [one.text for one in report.findings if one.start is not None] == wrong
