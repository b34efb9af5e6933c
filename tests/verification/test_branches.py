"""Rare inputs of the smaller steps: ranges, limits, dates and years at the edge."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from assistant.domain import PartialDate, Period, Verdict
from assistant.extraction import quantity_of_value, read_mentions
from assistant.facts import parse_facts
from assistant.verification import verify
from assistant.verification.claims import Claim
from assistant.verification.index import index_of
from assistant.verification.rounding import Agreement, agreement
from assistant.verification.units import limit_of
from assistant.verification.years import Calendar

SHEET = parse_facts("""
document: {title: 某县2024年总结, organization: 某县, self: 我县, period: 2024}
facts:
  - {id: visits, indicator: 上半年走访群众, value: 1758, unit: 户次}
  - {id: quota, indicator: 乡镇月报信息任务, value: 4, unit: 篇, bound: at_least}
  - {id: groups, statement: '网格小组每组配备4至5人，走访近70余次'}
  - {id: closed, indicator: 关停企业, value: 0, unit: 家, previous: 3}
  - {id: roads, indicator: 农村公路, value: 120, unit: 公里}
  - {id: news, indicator: 发文, value: 21, unit: 件}
""")
ROWS = [
    ("网格小组每组配备4至5人。", "4至5人", Verdict.SUPPORTED),
    ("网格小组每组配备5至6人。", "5至6人", Verdict.WRONG_ROUNDING),
    ("乡镇月报信息任务6篇。", "6篇", Verdict.CONTRADICTED),
    ("乡镇月报信息任务不超过4篇。", "不超过4篇", Verdict.WRONG_BOUND),
    ("关停企业5家。", "5家", Verdict.CONTRADICTED),
    ("农村公路近2000公里。", "近2000公里", Verdict.CONTRADICTED),
    ("农村公路不到110公里。", "不到110公里", Verdict.WRONG_ROUNDING),
    ("2025年将再修农村公路。", "2025年", Verdict.SUPPORTED),
    ("2025年，我县将再修农村公路。", "2025年", Verdict.SUPPORTED),
    ("2025年修了农村公路120公里。", "2025年", Verdict.UNSUPPORTED),
    ("发文21件，比2023年多。", "2023年", Verdict.SUPPORTED),
    ("2023年已修农村公路。", "2023年", Verdict.UNSUPPORTED),
]


@pytest.mark.parametrize(("sentence", "figure", "verdict"), ROWS, ids=[row[0] for row in ROWS])
def test_edges_of_the_verdicts(sentence: str, figure: str, verdict: Verdict) -> None:
    """Each figure gets the verdict that its wording asks for."""
    figures = {one.text: one.verdict for one in verify(sentence, SHEET).figures}
    assert figures[figure] is verdict, figures


def test_a_figure_without_a_quantity_is_true_of_nothing() -> None:
    """A numeral that has no value agrees with no fact."""
    (mention,) = read_mentions("发文21件")
    span = (0, 5)
    claim = Claim(0, mention, None, None, span, span, span, span, span)
    candidate = next(iter(index_of(SHEET).by_fact["news"]))
    assert agreement(claim, candidate) is Agreement.NO


def test_a_date_without_parts_is_near_no_fact() -> None:
    """Nothing is looked up for a date that names no year, month or day."""
    assert index_of(SHEET).dates_near([PartialDate()]) == []


def test_a_range_is_no_limit() -> None:
    """4至5个 stays a range where a limit is asked for; 超过4个 becomes 4个."""
    both = quantity_of_value(Decimal(4), Decimal(5), "个")
    assert limit_of(both) == both
    one = quantity_of_value(Decimal(4), Decimal(4), "个")
    assert limit_of(one) is one
    over = replace(both, high=None, low_open=True)
    limit = limit_of(over)
    assert limit is not None
    assert (limit.low, limit.high) == (Decimal(4), Decimal(4))


def test_a_period_without_a_year_leaves_the_title_s() -> None:
    """A period of months alone tells no year: the title does."""
    months = Period(PartialDate(month=1), PartialDate(month=6))
    sheet = replace(SHEET, document=replace(SHEET.document, period=months))
    assert Calendar(sheet).years == {2024}
