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
    "id: fund, indicator: 保险基金收入, value: 860, previous: 800, unit: 万元",
    "id: hurt, indicator: 工伤保险基金收入, value: 90, previous: 96, unit: 万元",
    "id: idle, indicator: 失业保险基金收入, value: 770, previous: 704, unit: 万元",
    "id: spent, indicator: 待遇支出, value: 774, unit: 万元, parts: [{id: hurt, indicator: 工伤待遇, value: 84}, "
    "{id: idle, indicator: 失业待遇, value: 690}]",
    "id: days, indicator: 补贴发放平均用时, value: 6, previous: 8, target: 7, unit: 天",
    "id: wait, indicator: 窗口平均等候时长, value: 12, previous: 15, target: 10, unit: 分钟",
    "id: cost, indicator: 单份档案保管成本, value: 2.46, previous: 2.6, target: 2.45, unit: 元",
    "id: weld_hours, indicator: 焊工人均实训课时, value: 120, unit: 课时",
    "id: cook_hours, indicator: 厨师人均实训课时, value: 40, unit: 课时",
    "id: asked, indicator: 投诉受理, value: 600, unit: 件",
    "id: quick, indicator: 投诉24小时内答复, value: 570, unit: 件",
    "id: guards, indicator: 监察员, value: 20, unit: 名, parts: [{id: east, indicator: 东片组, value: 12}, "
    "{id: west, indicator: 西片组, value: 8}]",
    "id: sites, indicator: 监察工地, value: 68, unit: 个, parts: [{id: east, indicator: 东片, value: 36}, "
    "{id: west, indicator: 西片, value: 32}]",
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
    # The share that one fact has of another, now and a year ago; of what all grew by.
    "失业保险占保险基金收入的比重由88%升至89.5%，提高1.5个百分点。",
    "保险基金收入增加60万元，失业保险基金收入增加66万元。工伤保险基金收入由96万元降到90万元，反向拖累10%。",
    # The whole, no part of it told before.
    "工伤待遇84万元、失业待遇690万元。支出相当于保险基金收入的九成。",
    # What it is now, not by how much it changed, against the target; less is better.
    "补贴发放平均用时6天，比上年缩短2天，也比目标快1天。",
    "窗口平均等候时长由15分钟降到12分钟，距10分钟的目标还差2分钟。",
    "单份档案保管成本2.46元，离2.45元的目标只差1分钱。",
    # Of the sort that it is held against.
    "厨师培训400人，人均实训课时40课时；焊工人均实训课时120课时，是厨师的3倍。",
    "护理培训700人，接近焊工的1.8倍。",
    # Of those told right before.
    "监察员20名，东片组12名，人均监察工地3个；西片组8名，人均4个。",
    "20名监察员负责68个工地，摊到每人肩上是3.4个。",
    "20名监察员负责68个工地，人均3个有余。",
    # A share behind a mean, of those told before, in the opening and behind it; the part, not the whole.
    "监察员20名，监察工地68个，人均3.4个，六成的监察员在东片组。",
    "监察员20名。\n东片组12名，每五人就有三人。",
    "监察员20名，每五人就有三人在东片组，共12名。",
    "投诉受理600件，其中570件在24小时内答复，占95%。",
    "职业培训1500人，其中护理700人，为焊工的1.75倍。",
    "城镇新增就业5460人，增长5%，是护理培训人数的7.8倍。",
    "档案转出104份，下降二成五。",
    "欠薪追讨金额比上年多120万元，正好一成。",
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
    ("失业保险占保险基金收入的比重由87%升至89.5%。", "87%"),
    ("失业保险占保险基金收入的比重由88%升至89.5%，提高2.5个百分点。", "2.5个百分点"),
    ("保险基金收入增加60万元。工伤保险基金收入由96万元降到90万元，反向拖累16%。", "16%"),
    ("工伤待遇84万元、失业待遇690万元。支出相当于保险基金收入的八成。", "八成"),
    ("补贴发放平均用时6天，比上年缩短2天，也比目标快5天。", "5天"),
    ("窗口平均等候时长由15分钟降到12分钟，距10分钟的目标还差5分钟。", "5分钟"),
    ("单份档案保管成本2.46元，离2.45元的目标只差5分钱。", "5分钱"),
    ("厨师培训400人，人均实训课时40课时；焊工人均实训课时120课时，是厨师的4倍。", "4倍"),
    ("护理培训700人，接近焊工的2.8倍。", "2.8倍"),
    ("监察员20名，东片组12名，人均监察工地3个；西片组8名，人均5个。", "5个"),
    ("20名监察员负责68个工地，摊到每人肩上是4.4个。", "4.4个"),
    ("20名监察员负责68个工地，人均4个有余。", "4个有余"),
    ("监察员20名，监察工地68个，人均3.4个，五成的监察员在东片组。", "五成"),
    ("监察员20名。\n东片组12名，每五人就有四人。", "五人"),
    ("监察员20名，每五人就有四人在东片组，共12名。", "四人"),
    ("投诉受理600件，其中570件在24小时内答复，占85%。", "85%"),
    ("职业培训1500人，其中护理700人，为焊工的3.75倍。", "3.75倍"),
    ("城镇新增就业5460人，增长5%，是护理培训人数的6.8倍。", "6.8倍"),
    ("档案转出104份，下降二成七。", "二成七"),
    ("欠薪追讨金额比上年多120万元，正好两成。", "两成"),
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
