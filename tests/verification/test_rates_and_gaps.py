"""Contrary rates, growths against growths, gaps between two that are named, and what each of two is."""

from __future__ import annotations

import pytest

from assistant.domain import Level
from assistant.verification import verify
from tests.verification.verdicts.sheets import sheet_of

SHEET = sheet_of(
    "id: passed, indicator: 技能鉴定合格率, value: 96.2, previous: 94.8, unit: '%'",
    "id: jobs, indicator: 城镇新增就业, value: 5460, previous: 5200, unit: 人",
    "id: pay, indicator: 欠薪追讨金额, value: 1320, previous: 1200, unit: 万元",
    "id: all, indicator: 养老保险参保率, scope: 全县, value: 93.4, previous: 91.6, unit: '%'",
    "id: hill, indicator: 养老保险参保率, scope: 山区乡镇, value: 88.1, previous: 85.2, unit: '%'",
    "id: class, indicator: 职业培训, value: 1500, unit: 人, parts: [{id: weld, indicator: 焊工, value: 400}, "
    "{id: cook, indicator: 厨师, value: 400}, {id: care, indicator: 护理, value: 700}]",
    "id: joined, indicator: 档案转入, value: 846, previous: 792, unit: 份",
    "id: left, indicator: 档案转出, value: 104, previous: 138, unit: 份",
    "id: visits, indicator: 就业服务, value: 24600, previous: 22000, unit: 人次",
)
RIGHT = [
    # What a rate leaves of all, under the contrary name.
    "技能鉴定不合格率由上年的5.2%降至3.8%。",
    "技能鉴定不合格率为3.8%，比上年下降1.4个百分点。",
    # The contrary that a fact of its own tells moves its own way.
    "档案转入846份，档案转出104份，前者比上年多54份，后者少34份。",
    # A growth against the growth of another thing.
    "城镇新增就业增长5%，比欠薪追讨金额的增幅低5个百分点。",
    "欠薪追讨金额增速为10%，比城镇新增就业的增速高出5个百分点。",
    "山区乡镇养老保险参保率一年提高2.9个百分点，提升幅度比全县高1.1个百分点。",
    # Between two that are named, now and a year ago.
    "山区乡镇养老保险参保率与全县的差距由6.4个百分点缩小到5.3个百分点。",
    "山区乡镇养老保险参保率与全县平均水平相差5.3个百分点。",
    "山区乡镇养老保险参保率与全县相差5个多百分点。",
    "焊工培训人数与护理相差300人。",
    # Each of two.
    "焊工和厨师各培训400人。",
    "焊工、厨师均为400人。",
    # In brackets behind a figure another is told.
    "职业培训1500人（其中焊工400人）。",
    "职业培训1500人(焊工400人、厨师400人)。",
    # The two of a comparison together; how much more was done.
    "护理培训人数是焊工的1.75倍，两者合计1100人。",
    "护理培训人数比焊工多300人，两项相加1100人。",
    "就业服务多来了2600人次。",
]
WRONG = [
    ("技能鉴定不合格率由上年的3.8%降至5.2%。", "3.8%"),
    ("技能鉴定不合格率为4.8%。", "4.8%"),
    ("技能鉴定不合格率为96.2%。", "96.2%"),
    ("技能鉴定不合格率为3.8%，比上年上升1.4个百分点。", "1.4个百分点"),
    ("城镇新增就业增长5%，比欠薪追讨金额的增幅高5个百分点。", "5个百分点"),
    ("山区乡镇养老保险参保率一年提高2.9个百分点，提升幅度比全县高2.1个百分点。", "2.1个百分点"),
    ("山区乡镇养老保险参保率与全县的差距由5.3个百分点缩小到4.1个百分点。", "5.3个百分点"),
    ("山区乡镇养老保险参保率与全县相差6.3个百分点。", "6.3个百分点"),
    ("山区乡镇养老保险参保率与全县相差6个多百分点。", "6个多百分点"),
    ("焊工和护理各培训400人。", "400人"),
    ("焊工、厨师均为700人。", "700人"),
    ("职业培训400人（其中焊工1500人）。", "400人"),
    ("护理培训人数是焊工的1.75倍，两者合计1200人。", "1200人"),
    ("就业服务多来了3600人次。", "3600人次"),
]


@pytest.mark.parametrize("text", RIGHT)
def test_what_is_true_passes(text: str) -> None:
    """Nothing is said of any figure."""
    assert [one for one in verify(text, SHEET).findings if one.start is not None] == []


@pytest.mark.parametrize(("text", "figure"), WRONG)
def test_what_is_wrong_is_an_error(text: str, figure: str) -> None:
    """The figure lies in an error."""
    found = [one for one in verify(text, SHEET).findings if one.level is Level.ERROR]
    assert any(one.text.endswith(figure) for one in found)
