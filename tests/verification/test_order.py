"""The order of things that is told without a figure is the facts' own."""

from __future__ import annotations

import pytest

from assistant.domain import Level, Verdict
from assistant.verification import verify
from tests.verification.verdicts.sheets import sheet_of

SHEET = sheet_of(
    "id: staff, indicator: 在职职工, value: 620, unit: 人, parts: [{id: women, indicator: 女职工, value: 345}, "
    "{id: men, indicator: 男职工, value: 275}]",
    "id: rural, indicator: 农村居民人均可支配收入, value: 23100, unit: 元, previous: 21500",
    "id: urban, indicator: 城镇居民人均可支配收入, value: 44800, unit: 元, previous: 42600",
    "id: waste, indicator: 生活垃圾清运, value: 9.8, unit: 万吨, partial: true, parts: [{id: wet, indicator: 厨余垃圾, value: 3.1}, "
    "{id: dry, indicator: 其他垃圾, value: 4.2}, {id: paper, indicator: 可回收物, value: 1.9}]",
    "id: patrol, indicator: 河道巡查, value: 1860, unit: 次, previous: 1920",
    "id: patrol_h1, indicator: 上半年河道巡查, value: 1010, unit: 次",
    "id: trees, indicator: 栽植乔木, value: 5200, unit: 株",
    "id: shrubs, indicator: 栽植灌木, value: 8700, unit: 株",
    "id: export, indicator: 出口总值, value: 31.2, unit: 亿元, previous: 35.0",
    "id: import, indicator: 进口总值, value: 12.4, unit: 亿元, previous: 13.0",
    "id: loan, indicator: 贷款投放, value: 66, unit: 亿元, parts: [{id: farm, indicator: 涉农贷款, value: 28}, "
    "{id: small, indicator: 小微贷款, value: 23}, {id: green, indicator: 绿色贷款, value: 15}]",
    "id: wait, indicator: 窗口等候时间, value: 12, unit: 分钟",
    "id: visit, indicator: 上门办理时间, value: 20, unit: 分钟",
)
# Right, the same told wrongly, and what the finding of that covers.
PAIRS = [
    ("在职职工中，女职工多于男职工。", "在职职工中，女职工少于男职工。", "女职工少于男职工"),
    (
        "全年栽植灌木数量明显多于乔木。",
        "全年栽植灌木数量明显少于乔木。",
        "栽植灌木数量明显少于乔木",
    ),
    (
        "城镇居民人均可支配收入高于农村居民。",
        "城镇居民人均可支配收入低于农村居民。",
        "城镇居民人均可支配收入低于农村居民",
    ),
    (
        "农村居民人均可支配收入增速快于城镇居民人均可支配收入增速。",
        "农村居民人均可支配收入增速慢于城镇居民人均可支配收入增速。",
        "农村居民人均可支配收入增速慢于城镇居民人均可支配收入增速",
    ),
    (
        "出口总值降幅大于进口总值降幅。",
        "出口总值降幅小于进口总值降幅。",
        "出口总值降幅小于进口总值降幅",
    ),
    ("河道巡查次数少于上年。", "河道巡查次数多于上年。", "河道巡查次数多于上年"),
    (
        "下半年河道巡查次数少于上半年。",
        "下半年河道巡查次数超过上半年。",
        "下半年河道巡查次数超过上半年",
    ),
    ("栽植乔木5200株，少于栽植灌木。", "栽植乔木5200株，多于栽植灌木。", "多于栽植灌木"),
    (
        "栽植乔木5200株、灌木8700株，后者多于前者。",
        "栽植乔木5200株、灌木8700株，前者多于后者。",
        "前者多于后者",
    ),
    (
        "生活垃圾清运方面，其他垃圾少于厨余垃圾与可回收物之和。",
        "生活垃圾清运方面，其他垃圾多于厨余垃圾与可回收物之和。",
        "其他垃圾多于厨余垃圾与可回收物之和",
    ),
    (
        "窗口等候时间低于上门办理时间。",
        "窗口等候时间高于上门办理时间。",
        "窗口等候时间高于上门办理时间",
    ),
]
PLACES = [
    (
        "贷款投放中，涉农贷款居首，小微贷款次之。",
        "贷款投放中，涉农贷款居首，绿色贷款次之。",
        "绿色贷款次之",
    ),
    (
        "三类贷款投放中，绿色贷款列第三位。",
        "三类贷款投放中，绿色贷款列第二位。",
        "绿色贷款列第二位",
    ),
    (
        "绿色贷款15亿元，在三类贷款中最少。",
        "绿色贷款15亿元，在三类贷款中居第二。",
        "15亿元，在三类贷款中居第二",
    ),
    (
        "贷款投放由大到小依次为涉农贷款、小微贷款、绿色贷款。",
        "贷款投放由小到大依次为涉农贷款、小微贷款、绿色贷款。",
        "由小到大依次为涉农贷款、小微贷款、绿色贷款",
    ),
    (
        "厨余垃圾、其他垃圾、可回收物三类中，厨余垃圾清运量排在第二。",
        "厨余垃圾、其他垃圾、可回收物三类中，厨余垃圾清运量排在最后。",
        "厨余垃圾清运量排在最后",
    ),
]
SILENT = [
    # A limit, an intention, another year.
    "窗口等候时间不高于上门办理时间。",
    "力争栽植乔木多于栽植灌木。",
    "上年，女职工少于男职工。",
    "2020年，女职工少于男职工。",
    # What is compared is not what the sheet has.
    "女职工代表少于男职工代表。",
    "退休女职工少于退休男职工。",
    "栽植乔木的成活率低于栽植灌木。",
    "窗口等候时间快于上门办理时间。",
    # Measured otherwise than the facts.
    "贷款投放中，绿色贷款户数最多。",
    "绿色贷款15亿元，户数最多。",
    "涉农贷款28亿元、小微贷款23亿元，后者笔数多于前者。",
    "出口量少于进口量。",
    "新收案件中，女职工少于男职工。",
    "今年栽植乔木5200株。上年，女职工少于男职工。",
    "在职职工满意度高于上年。",
    "全省栽植灌木少于栽植乔木。",
    # Of a place among others nothing is known, nor of pace.
    "贷款投放增长最快的是绿色贷款，涉农贷款次之。",
    "从不良情况看，绿色贷款居首。",
    "在考核中，绿色贷款居首。",
    "生活垃圾清运中，厨余垃圾居首。",
]


@pytest.mark.parametrize("sentence", [*SILENT, *(right for right, *_ in PAIRS)])
def test_what_is_so_or_unknown_passes(sentence: str) -> None:
    """No finding that the order is another."""
    found = [one for one in verify(sentence, SHEET).findings if one.start is not None]
    assert not [one for one in found if "与事实不符" in one.reason]


@pytest.mark.parametrize("sentence", [right for right, *_ in PLACES])
def test_a_place_that_is_borne_out_is_no_figure_without_a_fact(sentence: str) -> None:
    """Neither 第三位 nor the number of kinds is missed in the facts."""
    assert not [one for one in verify(sentence, SHEET).findings if one.start is not None]


@pytest.mark.parametrize(("_right", "sentence", "told"), PAIRS)
def test_an_order_turned_round_is_an_error(_right: str, sentence: str, told: str) -> None:
    """The finding covers the comparison and tells both values."""
    (found,) = [one for one in verify(sentence, SHEET).findings if one.start is not None]
    assert (found.text, found.verdict, found.level) == (told, Verdict.WRONG_DIRECTION, Level.ERROR)


@pytest.mark.parametrize(("_right", "sentence", "told"), PLACES)
def test_a_wrong_place_is_an_error(_right: str, sentence: str, told: str) -> None:
    """The finding tells the order of all parts."""
    found = [one for one in verify(sentence, SHEET).findings if one.start is not None]
    assert [(one.text, one.verdict) for one in found if "依次" in one.reason] == [
        (told, Verdict.CONTRADICTED)
    ]
