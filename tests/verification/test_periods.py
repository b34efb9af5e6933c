"""A time that governs a figure for certain, in sheets of a year and of less."""

from __future__ import annotations

import pytest

from assistant.domain import FactSheet, Verdict
from assistant.facts import parse_facts
from assistant.verification import verify

FACTS = """
facts:
  - {id: patrols, indicator: 河道巡查, value: 1320, unit: 次, previous: 1150}
  - {id: checks, indicator: 取水检查, value: 864, unit: 家次}
  - {id: checks_h1, indicator: 上半年取水检查, value: 402, unit: 家次}
  - {id: weirs, indicator: 水闸维修, value: 37, unit: 座, previous: 37}
  - {id: may, indicator: 5月清淤河段, value: 58, unit: 公里}
  - {id: total, indicator: 水库开工以来累计完成投资, value: 7430, unit: 万元}
  - {id: day, event: 节水宣传周, date: 2024-03-22, value: 2150, unit: 人}
  - {id: note, statement: 上半年抽查堤防63处}
  - {id: dikes, indicator: 堤防抽查, value: 63, unit: 处}
  - {id: ahead, indicator: 2025年泵站改造, value: 26, unit: 座, status: planned}
"""
YEAR = parse_facts(f"document: {{title: 水务局2024年总结, period: 2024}}{FACTS}")
MONTHS = parse_facts(
    f"document: {{title: 水务局2024年总结, period: {{from: 2024-01, to: 2024-12}}}}{FACTS}"
)
HALF = parse_facts(
    f"document: {{title: 水务局半年总结, period: {{from: 2024-01, to: 2024-06}}}}{FACTS}"
)
NONE = parse_facts(f"document: {{title: 水务局总结}}{FACTS}")
PERIOD, GOOD, GROWN = Verdict.WRONG_PERIOD, Verdict.SUPPORTED, Verdict.DERIVED
ROWS = [
    ("上半年河道巡查1320次。", "1320次", PERIOD, "上半年河道巡查1320次", None),
    ("全局上半年开展河道巡查1320次。", "1320次", PERIOD, "上半年开展河道巡查1320次", None),
    ("2024年上半年河道巡查1320次。", "1320次", PERIOD, "上半年河道巡查1320次", None),
    ("一季度，河道巡查1320次。", "1320次", PERIOD, "一季度，河道巡查1320次", None),
    ("今年上半年，河道巡查1320次。", "1320次", PERIOD, "上半年，河道巡查1320次", None),
    ("上半年河道巡查同比增长14.8%。", "14.8%", PERIOD, "上半年河道巡查同比增长14.8%", None),
    (
        "上半年取水检查864家次。",
        "864家次",
        PERIOD,
        "上半年取水检查864家次",
        "上半年取水检查402家次",
    ),
    ("去年，河道巡查1320次。", "1320次", PERIOD, "去年，河道巡查1320次", "去年，河道巡查1150次"),
    ("2023年河道巡查1320次。", "1320次", PERIOD, "2023年河道巡查1320次", "2023年河道巡查1150次"),
    ("全年河道巡查1320次。", "1320次", GOOD, None, None),
    ("2024年河道巡查1320次。", "1320次", GOOD, None, None),
    ("上半年取水检查402家次，全年864家次。", "864家次", GOOD, None, None),
    ("上半年河道巡查402次、全年1320次。", "1320次", GOOD, None, None),
    ("比上半年，河道巡查1320次。", "1320次", GOOD, None, None),
    ("上半年建成的平台记录河道巡查1320次。", "1320次", GOOD, None, None),
    ("上半年以来河道巡查1320次。", "1320次", GOOD, None, None),
    ("水质向好，上半年雨多，河道巡查1320次。", "1320次", GOOD, None, None),
    ("入汛早在上半年，河道巡查1320次。", "1320次", GOOD, None, None),
    ("去年水闸维修37座。", "37座", GOOD, None, None),
    ("去年，水闸维修37座。", "37座", GOOD, None, None),
    ("2020年河道巡查1320次。", "1320次", GOOD, None, None),
    ("上半年清淤河段58公里。", "58公里", GOOD, None, None),
    ("上半年水库累计完成投资7430万元。", "7430万元", GOOD, None, None),
    ("上半年节水宣传周吸引2150人。", "2150人", GOOD, None, None),
    ("上半年抽查堤防63处。", "63处", GOOD, None, None),
]


@pytest.mark.parametrize(
    ("sentence", "said", "verdict", "marked", "expected"), ROWS, ids=[row[0] for row in ROWS]
)
def test_a_year_value_is_no_part_of_the_year(
    sentence: str, said: str, verdict: Verdict, marked: str | None, expected: str | None
) -> None:
    """A finding begins at the time's word and names the value of that time where it is known."""
    report = verify(sentence, YEAR)
    assert {figure.text: figure.verdict for figure in report.figures}[said] is verdict
    found = [one for one in report.findings if one.verdict is PERIOD]
    assert [(one.text, one.expected) for one in found if one.text.endswith(said)] == (
        [(marked, expected)] if marked else []
    )


@pytest.mark.parametrize(("sheet", "verdict"), [(MONTHS, PERIOD), (HALF, GOOD), (NONE, GOOD)])
def test_the_rule_is_that_of_a_whole_year(sheet: FactSheet, verdict: Verdict) -> None:
    """The months of a whole year are one; in a half year's sheet the facts are the half year's."""
    report = verify("上半年河道巡查1320次。", sheet)
    assert {one.text: one.verdict for one in report.figures}["1320次"] is verdict
