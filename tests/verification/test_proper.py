"""Plans in an outlook, approximations, shares in words and totals: the fact that is named decides."""

from __future__ import annotations

import pytest

from assistant.domain import Verdict
from assistant.facts import parse_facts
from assistant.verification import verify

SHEET = parse_facts("""
document: {title: 港口集团2024年总结, organization: 港口集团, period: 2024}
facts:
  - {id: cargo, indicator: 货物吞吐量, value: 5120, unit: 万吨, previous: 4760}
  - {id: cargo_plan, indicator: 2025年货物吞吐量目标, value: 5400, unit: 万吨, bound: more_than, status: planned}
  - {id: ontime, indicator: 班轮准点率, value: 93.6, unit: '%'}
  - {id: ontime_plan, indicator: 2025年班轮准点率目标, value: 95, unit: '%', bound: at_least, status: planned}
  - {id: stay, indicator: 船舶平均停时, value: 8.4, unit: 小时}
  - {id: stay_plan, indicator: 2025年船舶平均停时目标, value: 8, unit: 小时, bound: at_most, status: planned}
  - {id: cranes, indicator: 新增岸桥, value: 4, unit: 台}
  - {id: cranes_plan, indicator: 2025年岸桥购置计划, value: 6, unit: 台, status: planned}
  - {id: berth, indicator: 泊位改造, value: 9, unit: 个}
  - {id: crew, indicator: 在册职工, value: 3260, unit: 人, previous: 3140, parts: [
      {id: east, indicator: 东港区, value: 1450}, {id: west, indicator: 西港区, value: 1810}]}
  - {id: club, indicator: 工会活动参加职工, value: 2950, unit: 人}
  - {id: boxes, indicator: 查验集装箱, value: 1800, unit: 箱}
  - {id: smart, indicator: 智能查验集装箱, value: 630, unit: 箱}
  - {id: wind, indicator: 绿电占比, value: 40, unit: '%'}
""")
PLANNED, BOUND = Verdict.PLANNED, Verdict.WRONG_BOUND
WRONG, ROUND = Verdict.CONTRADICTED, Verdict.WRONG_ROUNDING
GOOD, NEAR, MADE = Verdict.SUPPORTED, Verdict.ROUNDED, Verdict.DERIVED
ROWS = [
    ("2025年，力争货物吞吐量突破5400万吨。", "突破5400万吨", GOOD),
    ("2025年，力争货物吞吐量突破5000万吨。", "突破5000万吨", BOUND),
    ("2025年，我们将再接再厉。货物吞吐量突破5000万吨。", "突破5000万吨", BOUND),
    ("明年，货物吞吐量突破5000万吨。", "突破5000万吨", BOUND),
    ("力争班轮准点率稳定在95%以上。", "95%以上", GOOD),
    ("力争班轮准点率稳定在92%以上。", "92%以上", BOUND),
    ("力争班轮准点率稳定在95%以下。", "95%以下", BOUND),
    ("2025年货物吞吐量力争达到5120万吨。", "5120万吨", WRONG),
    ("2025年货物吞吐量力争在5120万吨的基础上突破5400万吨。", "5120万吨", GOOD),
    ("货物吞吐量5120万吨。2025年力争突破5400万吨，泊位改造9个。", "9个", GOOD),
    ("力争船舶平均停时压至8小时以内。", "8小时以内", GOOD),
    ("船舶平均停时降至8小时。", "8小时", PLANNED),
    ("船舶平均停时降至8小时以内。", "8小时以内", PLANNED),
    ("2025年，我们将购置岸桥6台。", "6台", GOOD),
    ("2025年，我们不停步。购置岸桥6台。", "6台", GOOD),
    ("2025年，我们不停步。购置了岸桥6台。", "6台", PLANNED),
    ("2025年，我们不停步。新建成岸桥6台。", "6台", PLANNED),
    ("我们计划办好两件事：一是安全生产；二是购置岸桥6台。", "6台", GOOD),
    ("我们办好两件事；二是购置岸桥6台。", "6台", PLANNED),
    ("2025年，为了安全，将购置岸桥6台。", "6台", GOOD),
    ("在册职工近3300人。", "近3300人", NEAR),
    ("在册职工3200余人。", "3200余人", NEAR),
    ("在册职工近3200人。", "近3200人", ROUND),
    ("参加工会活动的职工近3200人。", "近3200人", NEAR),
    ("在册职工增至3260人，其中东港区1450人。", "3260人", GOOD),
    ("在册职工增至1450人，其中东港区1450人。", "1450人", Verdict.MISATTRIBUTED),
    ("查验集装箱1800箱，其中智能查验630箱，约占三成五。", "约占三成五", MADE),
    ("查验集装箱1800箱，其中智能查验630箱，约占四成。", "约占四成", Verdict.MISATTRIBUTED),
    ("查验集装箱1800箱，其中智能查验630箱，超三成。", "超三成", MADE),
    ("绿电占比约四成。", "约四成", NEAR),
]


@pytest.mark.parametrize(("text", "said", "verdict"), ROWS, ids=[row[0] for row in ROWS])
def test_the_fact_that_is_named_decides(text: str, said: str, verdict: Verdict) -> None:
    """Another fact that the figure happens to be true of proves nothing."""
    figures = {one.text: one.verdict for one in reversed(verify(text, SHEET).figures)}
    assert figures[said] is verdict
