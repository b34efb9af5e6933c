"""What there is told as what came in the year, what was done as what was planned, a share as one of another level."""

from __future__ import annotations

import pytest

from assistant.domain import Level
from assistant.facts import parse_facts
from assistant.verification import verify

SHEET = parse_facts("""
document: {title: 平江县老年大学协会2025年工作总结, organization: 平江县民政局, period: 2025}
facts:
  - {id: schools, indicator: 年末老年学校, value: 26, unit: 所, previous: 21, scope: 全县}
  - {id: staff, indicator: 在册教师, value: 148, unit: 人, previous: 139}
  - {id: pupils, indicator: 在读学员, value: 6400, unit: 人, previous: 5800, scope: 全县}
  - {id: town, indicator: 在读学员, value: 1280, unit: 人, scope: 城关镇}
  - {id: courses, indicator: 开设课程, value: 84, unit: 门, target: 90, previous: 72}
  - {id: shows, indicator: 汇报演出, value: 33, unit: 场, target: 30}
  - {id: courses-plan, indicator: 2026年开设课程计划, value: 96, unit: 门, status: planned}
""")
RIGHT = [
    "年末全县老年学校26所，年内新建5所。",
    "新办学校累计达到26所。",
    "在册教师148人，比上年增加9人。",
    "今年计划开设课程90门，实际开设84门。",
    "今年开设课程84门，明年计划开设96门。",
    "今年计划汇报演出30场，实际完成33场。",
    "城关镇在读学员1280人，占全县的20%。",
]
WRONG = [
    ("全县年内新建老年学校26所。", "26所"),
    ("年内新招教师148人。", "148人"),
    ("今年计划开设课程84门，明年计划开设96门。", "84门"),
    ("全年拟办汇报演出33场。", "33场"),
    ("城关镇在读学员1280人，占全市的20%。", "20%"),
    ("城关镇在读学员1280人，占全省学员的20%。", "20%"),
]


@pytest.mark.parametrize("text", RIGHT)
def test_what_is_true_passes(text: str) -> None:
    """Nothing is an error."""
    report = verify(text, SHEET)
    assert [one.text for one in report.findings if one.level is Level.ERROR] == []


@pytest.mark.parametrize(("text", "figure"), WRONG)
def test_what_is_wrong_is_an_error(text: str, figure: str) -> None:
    """The figure lies in an error."""
    found = [one for one in verify(text, SHEET).findings if one.level is Level.ERROR]
    assert any(one.text.endswith(figure) for one in found)
