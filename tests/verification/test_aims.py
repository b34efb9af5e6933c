"""What is said of a target: whether it was reached, missed or passed is held against the two values."""

from __future__ import annotations

import pytest

from assistant.domain import Level, Verdict
from assistant.verification import verify
from tests.verification.verdicts.sheets import sheet_of

SHEET = sheet_of(
    "id: trees, indicator: 行道树补植, value: 2860, unit: 株, previous: 2500, target: 2600",
    "id: lamps, indicator: 节能灯改造, value: 940, unit: 盏, target: 1000",
    "id: wait, indicator: 平均候诊时间, value: 18, unit: 分钟, previous: 26, target: 20",
    "id: rate, indicator: 投诉办结率, value: 98.5, unit: '%', previous: 97.1, target: 98",
    "id: jobs, indicator: 公益岗位, value: 60, unit: 个, target: 60",
    "id: loss, indicator: 管网漏损率, value: 9.4, unit: '%', target: 9",
)
RIGHT = [
    "行道树补植2860株，超额完成年度任务。",
    "行道树补植2860株，增长14.4%，超额完成全年目标任务。",
    "行道树补植2860株，超过2600株的目标。",
    "节能灯改造940盏，尚未完成1000盏的年度任务。",
    "节能灯改造940盏，未能完成年初计划。",
    "节能灯改造940盏，离1000盏的目标还差60盏。",
    # Less is better where the target lies below last year's.
    "平均候诊时间18分钟，圆满完成年度目标。",
    "平均候诊时间18分钟，低于20分钟的目标。",
    "投诉办结率98.5%，高于年度目标。",
    "投诉办结率98.5%，高于目标半个百分点。",
    "公益岗位60个，圆满完成年度计划。",
    # Nothing says which way is better of a rate of which no last year is known.
    "管网漏损率9.4%，未达目标。",
    # How much of it was done the figure behind says, or another year is meant.
    "节能灯改造940盏，完成年度目标的94%。",
    "节能灯改造940盏；2026年力争超额完成年度任务。",
    "公益岗位60个；节能灯改造数量未达到年初目标。",
    "公益岗位60个；行道树补植超额完成年度任务。",
    "节能灯改造940盏，距1000盏的年度目标还有差距。",
]
WRONG = [
    ("节能灯改造940盏，超额完成年度任务。", "超额完成年度任务"),
    ("节能灯改造940盏，圆满完成年初计划。", "圆满完成年初计划"),
    ("节能灯改造940盏，超过1000盏的目标。", "超过1000盏"),
    ("行道树补植2860株，未达目标。", "未达目标"),
    ("行道树补植2860株，增长14.4%，没有完成年度任务。", "没有完成年度任务"),
    ("行道树补植2860株，尚未完成2600株的年度任务。", "尚未完成2600株"),
    ("平均候诊时间18分钟，未能实现年度目标。", "未能实现年度目标"),
    ("平均候诊时间18分钟，高于20分钟的目标。", "高于20分钟"),
    ("投诉办结率98.5%，低于年度目标。", "低于年度目标"),
    ("公益岗位60个，超额完成年度计划。", "超额完成年度计划"),
    ("行道树补植2860株，距2600株的年度目标还有差距。", "2600株"),
    # Named by words alone.
    ("公益岗位60个；节能灯改造数量超过年初目标。", "超过年初目标"),
    ("公益岗位60个；行道树补植未达到年度目标。", "未达到年度目标"),
]
# A gap told as a figure is a derivation; its own words say which way it goes.
GAPS = [
    ("行道树补植2860株，离2600株的目标还差260株。", "260株"),
    ("节能灯改造940盏，超出1000盏的年度目标60盏。", "60盏"),
    ("节能灯改造940盏，超出1000盏的年度目标6%。", "6%"),
    ("投诉办结率98.5%，低于目标半个百分点。", "半个百分点"),
]


@pytest.mark.parametrize("sentence", RIGHT)
def test_what_the_two_values_bear_out_passes(sentence: str) -> None:
    """No finding with a place."""
    assert not [one for one in verify(sentence, SHEET).findings if one.start is not None]


@pytest.mark.parametrize(("sentence", "told"), WRONG)
def test_what_they_do_not_is_an_error(sentence: str, told: str) -> None:
    """The finding holds the words for the target and tells both values."""
    (found,) = [one for one in verify(sentence, SHEET).findings if one.start is not None]
    assert (found.text, found.verdict, found.level) == (told, Verdict.WRONG_DIRECTION, Level.ERROR)
    assert "目标是" in found.reason


@pytest.mark.parametrize(("sentence", "figure"), GAPS)
def test_a_gap_told_the_wrong_way_is_an_error(sentence: str, figure: str) -> None:
    """离目标还差 of what is above it."""
    found = [one for one in verify(sentence, SHEET).findings if one.start is not None]
    assert any(one.text.endswith(figure) and one.level is Level.ERROR for one in found)
