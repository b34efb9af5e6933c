"""Units as a trade or a ledger writes them: compound ones, rates, classifiers of the same things."""

from __future__ import annotations

import pytest

from assistant.domain import Verdict
from assistant.facts import parse_facts
from assistant.verification import verify

SHEET = parse_facts("""
document: {title: 县交通局2024年总结, organization: 县交通局, self: 我局, period: 2024}
facts:
  - {id: people, indicator: 全县常住人口, value: 52.3, unit: 万人}
  - {id: buses, indicator: 公交车辆, value: 860, unit: 标台}
  - {id: turnover, indicator: 旅客周转量, value: 7.4, unit: 亿人公里}
  - {id: fare, indicator: 平均票价, value: 3.2, unit: 元/人}
  - {id: output, indicator: 全员劳动生产率, value: 21.6, unit: 万元/人}
  - {id: trips, indicator: 应急出车, value: 326, unit: 车次}
  - {id: cameras, indicator: 联网监控, value: 640, unit: 路}
  - {id: weddings, indicator: 结婚登记, value: 1806, unit: 件}
""")


@pytest.mark.parametrize(
    ("sentence", "verdict"),
    [
        ("公交车辆860标台。", Verdict.SUPPORTED),
        ("旅客周转量7.4亿人公里。", Verdict.SUPPORTED),
        ("旅客周转量7.4亿人。", Verdict.WRONG_UNIT),
        ("平均票价3.2元/人。", Verdict.SUPPORTED),
        ("平均票价3.2元。", Verdict.SUPPORTED),
        ("平均票价3.2元/公里。", Verdict.WRONG_UNIT),
        ("全员劳动生产率21.6万元/人。", Verdict.SUPPORTED),
        ("全年应急出车326趟。", Verdict.SUPPORTED),
        ("联网监控640路全部在线。", Verdict.SUPPORTED),
        ("结婚登记1806对。", Verdict.SUPPORTED),
        ("守护52.3万群众出行。", Verdict.SUPPORTED),
        ("守护53.2万群众出行。", Verdict.CONTRADICTED),
    ],
)
def test_the_unit_of_the_trade(sentence: str, verdict: Verdict) -> None:
    """A unit is read whole; a rate is held against its own base; sister classifiers agree."""
    figure = verify(sentence, SHEET).figures[0]
    assert (sentence, figure.verdict) == (sentence, verdict)
