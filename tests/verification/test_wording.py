"""Names of honours and events, with their levels and ordinals, against the facts' own."""

from __future__ import annotations

import pytest

from assistant.domain import Verdict
from tests.verification.verdicts.sheets import findings, sheet_of

SHEET = sheet_of(
    "id: prize, statement: '获省级文明单位、省级先进集体,2025年5月6日挂牌'",
    "id: fair, event: 第3届农产品博览会, date: {from: 2025-05, to: 2025-06}",
    "id: twice, statement: '获省级平安单位称号,复评市级平安单位称号'",
    "id: plan, statement: 编制方案获全省规划成果二等奖",
    "id: map, statement: '编印全省民宿名录汇编'",
    "id: cook, statement: '1名厨师获评市劳动模范,服务质量考核评为B级'",
    "id: notes, statement: '一支部被授予县先进党支部称号,纳税信用评定为A级'",
)


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("我局获省级文明单位、全省先进集体。", None),
        ("我局获国家级文明单位。", "国家级"),
        ("举办第三届农产品博览会。", None),
        ("举办第4届农产品博览会。", "第4届"),
        ("获省级平安单位称号。", None),
        ("获市级平安单位称号。", None),
        ("编制方案摘得全省规划成果二等奖。", None),
        ("全市民宿名录将年年更新。", None),
        ("编印全市民宿名录汇编。", "全市"),
        ("厨师老周被评为市劳动模范。", None),
        ("厨师老周获市级劳动模范称号。", None),
        ("厨师老周被评为省劳动模范。", "省"),
        ("机关支部被授予县先进党支部称号。", None),
        ("机关支部获市先进党支部称号。", "市"),
        ("服务质量考核获评B级。", None),
        ("服务质量考核获评C级,排在后面。", "C级"),
        ("服务质量考核定为BB级。", "BB级"),
    ],
)
def test_names_are_held_against_the_facts(text: str, wrong: str | None) -> None:
    """Another level or ordinal is a finding; an honour held at two levels is right at either."""
    found = [(one.text, one.verdict) for one in findings(text, SHEET)]
    assert found == ([] if wrong is None else [(wrong, Verdict.CONTRADICTED)])


CLASSES = sheet_of(
    "id: museum, statement: '保住国家一级博物馆称号,创成国家4A级旅游景区,两家民宿评为省级三星级民宿'",
)


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("我县博物馆保住国家一级馆的牌子。", None),
        ("我县博物馆保住国家二级馆的牌子。", "国家二级"),
        ("创成国家4A级旅游景区。", None),
        ("创成国家8A级景区。", "8A级"),
        ("有5A级社会组织2家。", None),
        ("挂上三星级民宿的牌子。", None),
        ("挂上五星级民宿的牌子。", "五星级"),
        ("有五星级饭店2家。", None),
        ("国家二级保护动物在此越冬。", None),
        ("国家二级。", None),
        ("国家二级的牌子。", None),
    ],
)
def test_classes_in_names_are_held_against_the_facts(text: str, wrong: str | None) -> None:
    """Another class of what a fact's words name is a finding; of other things nothing is known."""
    told = [one.text for one in findings(text, CLASSES) if one.verdict is Verdict.CONTRADICTED]
    found = [one for one in told if one.startswith("国家") or one.endswith(("A级", "星级"))]
    assert found == ([wrong] if wrong else [])


@pytest.mark.parametrize(
    ("heading", "wrong"),
    [
        ("二、2026年工作打算", None),
        ("二、2025年工作打算", "2025年"),
        ("二、2025年展望", "2025年"),
        ("二、2025年工作计划完成情况", None),
        ("二、2025年主要工作", None),
    ],
)
def test_a_heading_that_plans_is_not_of_the_year_reported_on(
    heading: str, wrong: str | None
) -> None:
    """What is ahead is not told under the year of the report."""
    text = f"全县工作总结\n一、工作情况\n获省级文明单位。\n{heading}\n继续努力。"
    found = [one.text for one in findings(text, SHEET) if one.verdict is Verdict.WRONG_PERIOD]
    assert found == ([wrong] if wrong else [])
