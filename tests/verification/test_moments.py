"""Dates of named events, planned events told as done, and parts of the year against months."""

from __future__ import annotations

import pytest

from assistant.domain import Verdict
from assistant.facts import parse_facts
from assistant.verification import verify

SHEET = parse_facts("""
document: {title: 林业局2024年总结, organization: 林业局, period: 2024}
facts:
  - {id: drill, event: 森林防火综合演练, date: 2024-04-18, value: 260, unit: 人}
  - {id: nursery, event: 保障性苗圃开园, date: 2024-09-06}
  - {id: base, event: 林下经济基地挂牌, date: 2024-04}
  - {id: month, statement: 4月开展林木种苗质量宣传}
  - {id: half, indicator: 上半年造林进度, value: 61.5, unit: '%'}
  - {id: park, event: 城北湿地公园开放, date: 2025-10, status: planned}
""")
WRONG, NONE, GOOD = Verdict.CONTRADICTED, Verdict.UNSUPPORTED, Verdict.SUPPORTED
ROWS = [
    ("4月18日，全县森林防火综合演练举行。", "4月18日", GOOD),
    ("4月28日，全县森林防火综合演练举行。", "4月28日", NONE),
    ("全县森林防火综合演练4月28日举行。", "4月28日", NONE),
    ("4月18日，保障性苗圃正式开园。", "4月18日", WRONG),
    ("保障性苗圃4月开园。", "4月", WRONG),
    ("9月6日，保障性苗圃正式开园，4月18日，全县森林防火综合演练举行。", "4月18日", GOOD),
    ("4月28日，种苗宣传走进集市。", "4月28日", NONE),
    ("保障性苗圃9月6日开园，9月6日以来保障性苗圃出圃苗木。", "9月6日", GOOD),
    ("4月18日森林防火综合演练举行，4月林火防控综合演练复盘。", "4月", GOOD),
    ("截至6月底，造林进度达到61.5%。", "截至6月底", GOOD),
    ("1—6月，造林进度达到61.5%。", "1—6月", GOOD),
    ("6月，造林进度达到61.5%。", "6月", NONE),
    ("截至2022年6月底，造林进度达到61.5%。", "截至2022年6月底", NONE),
    ("上半年，造林进度达到61.5%。", "上半年", GOOD),
    ("城北湿地公园力争2025年10月开放。", "2025年10月", GOOD),
    ("城北湿地公园已于2025年10月开放。", "2025年10月", Verdict.PLANNED),
]


@pytest.mark.parametrize(("sentence", "said", "verdict"), ROWS, ids=[row[0] for row in ROWS])
def test_a_date_is_that_of_the_event_it_stands_with(
    sentence: str, said: str, verdict: Verdict
) -> None:
    """The event may stand before or behind the date, in its clause or in the next."""
    figures = {figure.text: figure.verdict for figure in verify(sentence, SHEET).figures}
    assert figures[said] is verdict
