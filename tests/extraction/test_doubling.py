"""Words around a figure that say again, or contradict, what the figure brings."""

from __future__ import annotations

import pytest

from assistant.extraction import read_mentions
from assistant.extraction.doubling import around, doubled_words

# (before, what the figure brings, behind) and what is left of the words around it.
MENDED = [
    ("接诊", "386.4万人次", "人次，", "接诊", "，"),
    ("接诊", "386.4万人次", "万人次。", "接诊", "。"),
    ("支出", "6.82亿元", "元，", "支出", "，"),
    ("支出", "92.6万元", "万元", "支出", ""),
    ("支出", "92.6万元", "元", "支出", ""),
    ("医师", "2184人", "名。", "医师", "。"),
    ("医师", "2184名", "人。", "医师", "。"),
    ("检查", "6428户次", "户，", "检查", "，"),
    ("检查", "6428户次", "次，", "检查", "，"),
    ("案件", "186件", "件、", "案件", "、"),
    ("案件", "186件", "个的", "案件", "的"),
    ("外借", "96.4万册次", "册次", "外借", ""),
    ("满意度", "96.5%", "%。", "满意度", "。"),
    ("满意度百分之", "96.5%", "。", "满意度", "。"),
    ("比上年", "1.3个百分点", "百分点", "比上年", ""),
    ("比上年提升", "提高1.3个百分点", "，", "比上年", "，"),
    ("同比增长", "增长8.1%", "。", "同比", "。"),
    ("同比增长了", "增长8.1%", "。", "同比", "。"),
    ("费用下降", "减少380元", "。", "费用", "。"),
    ("位居全市", "第二名", "位，", "位居全市", "，"),
    ("位居全市第", "第二名", "。", "位居全市", "。"),
    ("列第", "第二名", "名", "列", ""),
    ("在", "不超过10秒", "以内，", "在", "，"),
    ("在不超过", "不超过10秒", "之内", "在", ""),
    ("不少于", "不少于5天", "。", "", "。"),
    ("开放", "不少于5天", "以上", "开放", ""),
    ("超过", "超52000人", "。", "", "。"),
    ("约", "约460篇", "左右", "", ""),
    ("近", "近460篇", "。", "", "。"),
    ("近", "450余篇", "。", "", "。"),
    ("同比增长达到", "增长8.1%", "。", "同比", "。"),
    ("增加了大约", "增加53篇", "。", "", "。"),
    ("用电", "812万千瓦时", "千瓦时电", "用电", "电"),
    ("装卸", "36.2万标准箱", "个标准箱，", "装卸", "，"),
    ("船龄", "11.3年", "岁。", "船龄", "。"),
    ("起降", "5127架次", "次架次。", "起降", "架次。"),
]
CLASHES = [
    ("同比增长", "下降3.7%", "。"),
    ("同比下降", "增长3.7%", "。"),
    ("提高", "下降0.5个百分点", "。"),
    ("费用减少了", "增加380元", "。"),
    ("增长", "持平", "。"),
    ("不超过", "不少于5天", "。"),
    ("在", "不少于5天", "以内"),
    ("控制在", "不超过10秒", "以上"),
    ("不足", "超52000人", "。"),
    ("接近", "超52000人", "。"),
    ("待泊时间延长", "下降20.7%", "。"),
]
RIGHT = [
    ("家庭医生签约", "不少于24001户", ""),
    ("全年共节约", "超过30吨", "标准煤"),
    ("赶超", "不少于5家", "同行"),
    ("办", "3个", "个人工作室"),
    ("有", "5名", "名师"),
    ("有", "26个", "县，"),
    ("共", "14个", "小时"),
    ("有", "46场", "场馆活动"),
    ("议案", "12件", "人大代表建议"),
    ("新增", "增加53篇", "。"),
    ("投资增长", "回落2.1个百分点", "。"),
    ("占", "57.9%", "的"),
    ("", "18640张", "读者证"),
    ("监测产品", "1248种", "次，"),
]


@pytest.mark.parametrize(("before", "told", "after", "left", "right"), MENDED)
def test_what_a_figure_brings_is_not_said_twice(
    before: str, told: str, after: str, left: str, right: str
) -> None:
    """The words around go, the figure's own stay."""
    found = around(before, told, after)
    assert not found.clash
    assert (before[: len(before) - found.before], after[found.after :]) == (left, right)


@pytest.mark.parametrize(("before", "told", "after"), CLASHES)
def test_words_that_say_the_opposite_are_told(before: str, told: str, after: str) -> None:
    """They are no doubling: only who wrote them knows which is meant."""
    assert around(before, told, after).clash


@pytest.mark.parametrize(("before", "told", "after"), RIGHT)
def test_good_chinese_is_left_alone(before: str, told: str, after: str) -> None:
    """A word that begins with a measure word is none."""
    assert not around(before, told, after).anything


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (
            "接诊386.4万人次人次，支出6.82亿元元。",
            [("386.4万人次人次", False), ("6.82亿元元", False)],
        ),
        ("医师2184人名。", [("2184人名", False)]),
        ("同比增长下降3.7%。", [("增长下降3.7%", True)]),
        ("满意度提升提高1.3个百分点。", [("提升提高1.3个百分点", False)]),
        ("居全市第二名位。", [("第二名位", False)]),
        ("参与人数超过超52000人。", [("超过超52000人", False)]),
        ("在不少于3天以内答复。", [("不少于3天以内", True)]),
        ("超过80%以上，约50人左右，一次次走访，3个个人账户，上半年、下半年，12件套。", []),
    ],
)
def test_any_text_is_told_of(text: str, found: list[tuple[str, bool]]) -> None:
    """Spans cover the words and the figure; common pleonasms around a figure are left alone."""
    assert [(one.text, one.clash) for one in doubled_words(text, read_mentions(text))] == found
