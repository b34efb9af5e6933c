"""What a sentence carries on: quarters, ranks and plans told before, the fact told last, outlays."""

from __future__ import annotations

import pytest

from assistant.domain import Verdict
from assistant.facts import parse_facts
from assistant.verification import verify

SHEET = parse_facts("""
document: {title: 平海港务中心2025年工作总结, organization: 平海港务中心, self: 中心, period: 2025}
facts:
  - {id: cargo, indicator: 货物吞吐量, value: 60, unit: 万吨, target: 56, previous: 51, parts: [
      {id: q1, indicator: 第一季度, value: 12}, {id: q2, indicator: 第二季度, value: 15},
      {id: q3, indicator: 第三季度, value: 14}, {id: q4, indicator: 第四季度, value: 19}]}
  - {id: ship_h1, indicator: 上半年靠泊船舶, value: 310, unit: 艘次}
  - {id: ship, indicator: 靠泊船舶, value: 650, unit: 艘次}
  - {id: exam, indicator: 安全生产考核, rank: 4, among: 全市}
  - {id: exam_last, statement: 2024年安全生产考核列全市第7位}
  - {id: exam_h1, indicator: 上半年安全生产考核, rank: 6, among: 全市}
  - {id: cold, indicator: 冷链服务收入, value: 6.4, unit: 亿元, previous: 3.2}
  - {id: storage, indicator: 仓储服务收入, value: 2.7, unit: 亿元, previous: 2}
  - {id: pier, indicator: 新码头工程概算, value: 4.8, unit: 亿元}
  - {id: pier_done, indicator: 新码头工程累计完成投资, value: 3.2, unit: 亿元}
  - {id: shed, indicator: 粮棚改造项目总投资, value: 3000, unit: 万元}
  - {id: shed_done, indicator: 粮棚改造项目累计完成投资, value: 2100, unit: 万元}
  - {id: stock, indicator: 冻品库存, value: 128.5, unit: 万件, previous: 124}
  - {id: relief, indicator: 减免费用, value: 4200, unit: 万元, previous: 3500}
  - {id: archive, indicator: 馆藏海图, value: 38620, unit: 幅}
  - {id: scanned, indicator: 累计完成数字化的馆藏海图, value: 23172, unit: 幅}
  - {id: loans, indicator: 船舶贷款, value: 4380, unit: 笔, parts: [{id: first, indicator: 首购船, value: 3723}], partial: true}
  - {id: pilots, indicator: 引航员, value: 86, unit: 人}
  - {id: miles, indicator: 引航员全年引航里程, value: 20.64, unit: 万海里}
  - {id: lent, indicator: 年末贷款余额, value: 158.4, unit: 亿元}
  - {id: kept, indicator: 归集余额, value: 212.6, unit: 亿元}
  - {id: next_cargo, indicator: 2026年货物吞吐量计划, value: 70, unit: 万吨, status: planned}
  - {id: next_berth, indicator: 2026年泊位数计划, value: 12, unit: 个, status: planned}
""")
HELD = {Verdict.SUPPORTED, Verdict.ROUNDED, Verdict.DERIVED}
_QUARTERS = "四个季度分别完成吞吐量12万吨、15万吨、14万吨和19万吨"
ROWS = [
    (f"{_QUARTERS}，上半年吞吐量27万吨。", "27万吨", True),
    (f"{_QUARTERS}，上半年吞吐量29万吨。", "29万吨", False),
    (f"{_QUARTERS}，前三季度累计41万吨。", "41万吨", True),
    (f"{_QUARTERS}，下半年吞吐量33万吨。", "33万吨", True),
    (f"{_QUARTERS}，下半年吞吐量31万吨。", "31万吨", False),
    (f"{_QUARTERS}，四季度比一季度多7万吨，比三季度增长35.7%。", "35.7%", True),
    (f"{_QUARTERS}，四季度比一季度多7万吨，比三季度增长45.7%。", "45.7%", False),
    ("安全生产考核列全市第4位，上年第7位，进位3名。", "3名", True),
    ("安全生产考核列全市第4位，上年第7位，退后3名。", "3名", False),
    ("安全生产考核列全市第4位，上年第7位，进位4名。", "4名", False),
    ("安全生产考核列全市第4位，较上半年的第6位上升两位，较上年的第7位上升三位。", "三位", True),
    ("安全生产考核列全市第4位，较上半年的第6位上升三位。", "三位", False),
    ("冷链一业上年还只有3.2亿元，今年翻了一番。", "翻了一番", True),
    ("仓储一业上年还只有2亿元，今年翻了一番。", "翻了一番", False),
    ("新码头工程概算4.8亿元，已经花出去三分之二。", "三分之二", True),
    ("新码头工程概算4.8亿元，已经花出去四分之三。", "四分之三", False),
    ("新码头工程概算4.8亿元，还剩1.6亿元。", "1.6亿元", True),
    ("新码头工程概算4.8亿元，还剩1.9亿元。", "1.9亿元", False),
    ("粮棚改造项目总投资3000万元，累计完成2100万元，完成七成。", "七成", True),
    ("粮棚改造项目总投资3000万元，累计完成2100万元，完成八成。", "八成", False),
    ("减免费用在上年3500万元的基础上再追加700万元。", "700万元", True),
    ("减免费用在上年3500万元的基础上再追加800万元。", "800万元", False),
    ("海图累计数字化23172幅，没有数字化的还有15448幅。", "15448幅", True),
    ("海图累计数字化23172幅，没有数字化的还有15848幅。", "15848幅", False),
    ("船舶贷款4380笔，首购船3723笔，非首购657笔。", "657笔", True),
    ("船舶贷款4380笔，首购船3723笔，非首购757笔。", "757笔", False),
    ("86名引航员全年引航20.64万海里，每人平均2400海里，每人每月200海里。", "200海里", True),
    ("86名引航员全年引航20.64万海里，每人平均2400海里，每人每月240海里。", "240海里", False),
    ("年末贷款余额158.4亿元，余额与归集余额之比为74.5%。", "74.5%", True),
    ("年末贷款余额158.4亿元，余额与归集余额之比为78.5%。", "78.5%", False),
    ("吞吐量第一季度12万吨、第二季度15万吨，两项合计占45%。", "45%", True),
    ("吞吐量第一季度12万吨、第二季度15万吨，三项合计占45%。", "45%", False),
    ("冻品库存128.5万件，高出上年4.5万件。", "4.5万件", True),
    ("冻品库存128.5万件，低出上年4.5万件。", "4.5万件", False),
    ("2026年，吞吐量增加10万吨，达到70万吨。", "10万吨", True),
    ("2026年，吞吐量达到17%，力争吞吐量达到70万吨。", "17%", False),
    ("海图分两类：已数字化的占60%，其余的占40%。", "两类", True),
    ("海图分三类：已数字化的占60%，其余的占40%。", "三类", False),
    ("吞吐量比年初安排的56万吨多出7.1%。", "56万吨", True),
]
_REPORT = "平海港务中心2025年工作总结\n一、生产情况\n货物吞吐量60万吨。\n"
PLANS = [
    ("二、2026年安排\n吞吐量70万吨，泊位12个。", ("70万吨", "12个")),
    ("2026年，我们要抓两件事：吞吐量冲刺70万吨；泊位增至12个。", ("70万吨", "12个")),
    ("2026年吞吐量向70万吨迈进；泊位增至12个。", ("70万吨", "12个")),
    ("2026年，吞吐量增加10万吨，达到70万吨。", ("70万吨",)),
]


@pytest.mark.parametrize(("sentence", "figure", "held"), ROWS, ids=[row[0] for row in ROWS])
def test_what_the_sentence_carries_on_proves_the_figure(
    sentence: str, figure: str, *, held: bool
) -> None:
    """The figure is proved by what was told before it, and a changed one is not."""
    verdicts = [one.verdict for one in verify(sentence, SHEET).figures if one.text == figure]
    assert [verdict in HELD for verdict in verdicts] == [held], verdicts


@pytest.mark.parametrize(("plan", "figures"), PLANS, ids=[row[0] for row in PLANS])
def test_what_governs_a_sentence_plans_all_of_it(plan: str, figures: tuple[str, ...]) -> None:
    """A heading with the year ahead, and the words before a colon or semicolon."""
    verdicts = {one.text: one.verdict for one in verify(f"{_REPORT}{plan}\n", SHEET).figures}
    assert {figure: verdicts[figure] for figure in figures} == dict.fromkeys(
        figures, Verdict.SUPPORTED
    )


def test_a_change_told_without_its_word_right_behind_the_fact_is_to_be_confirmed() -> None:
    """The increase of the fact told last is implied, that of another thing is not."""
    own = verify("冻品库存128.5万件，年内净存入4.5万件。", SHEET)
    other = verify("货物吞吐量60万吨，年内净存入4.5万件。", SHEET)
    assert [one.verdict for one in own.findings if one.text.endswith("4.5万件")] == [
        Verdict.IMPLIED
    ]
    assert not other.ok
    assert all(one.verdict is not Verdict.IMPLIED for one in other.findings)


def test_the_year_in_a_title_needs_no_fact() -> None:
    """数字里的2025: the document's own year, no count."""
    report = verify("数字里的2025——平海港务中心工作总结\n货物吞吐量60万吨。\n", SHEET)
    assert all(one.level is None for one in report.figures)


@pytest.mark.parametrize(
    ("sentence", "told"),
    [
        ("新码头工程投资尚未全部完成。", False),
        ("粮棚改造没有实现全覆盖。", False),
        ("新码头工程投资已全部完成。", True),
        ("粮棚改造实现全覆盖，没有超支。", True),
    ],
)
def test_what_is_denied_claims_no_absolute(sentence: str, *, told: bool) -> None:
    """尚未全部完成 needs no fact, 已全部完成 does."""
    found = [one.verdict for one in verify(sentence, SHEET).findings if one.start is not None]
    assert (Verdict.SUPERLATIVE in found) is told


@pytest.mark.parametrize(
    ("count", "wrong"), [("两方面", False), ("三方面", True), ("四个方面", True)]
)
def test_points_counted_without_a_measure_word_are_counted(count: str, *, wrong: bool) -> None:
    """两方面 holds of two points that follow, three of them do not."""
    text = f"还有{count}不足：一是岸线偏短，二是堆场偏少。"
    found = [one.verdict for one in verify(text, SHEET).findings if one.start is not None]
    assert (Verdict.INCONSISTENT in found) is wrong
