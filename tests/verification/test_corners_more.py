"""More turns of phrase: shares of several parts, parts that are not named, sheets without a place."""

from __future__ import annotations

import pytest

from assistant.domain import Level, Verdict
from assistant.facts import parse_facts
from assistant.verification import verify

SHEET = parse_facts("""
document: {title: 第四中学2024年总结, organization: 第四中学, self: 我校, period: 2024}
facts:
  - {id: projects, indicator: 课题立项, value: 18, unit: 项, previous: 12, parts: [
      {id: national, indicator: 国家级, value: 1}, {id: provincial, indicator: 省级, value: 5},
      {id: municipal, indicator: 市级, value: 12}]}
  - {id: contest, indicator: 学科竞赛获奖, value: 145, unit: 人次, scope: 市级, parts: [
      {id: first, indicator: 一等奖, value: 23}, {id: second, indicator: 二等奖, value: 47},
      {id: third, indicator: 三等奖, value: 75}]}
  - {id: students, indicator: 在校生数, value: 4236, unit: 人, parts: [
      {id: main, indicator: 本部, value: 1874}, {id: east, indicator: 东湖校区, value: 1396},
      {id: new, indicator: 新城校区, value: 966}]}
  - {id: rate, indicator: 升学率, value: 86.6, unit: '%', previous: 84.1, target: 85}
  - {id: rate_main, indicator: 升学率, value: 88.8, unit: '%', scope: 本部}
  - {id: rate_east, indicator: 升学率, value: 83.8, unit: '%', scope: 东湖校区}
  - {id: books, indicator: 馆藏图书, value: 63200, unit: 册, target: 60000}
  - {id: meals, indicator: 营养餐支出, value: 120, unit: 万元}
  - {id: income, indicator: 后勤收入, value: 100, unit: 万元}
  - {id: outlay, indicator: 后勤支出, value: 80, unit: 万元}
  - {id: quality, indicator: 质量监测, rank: 3, among: 全市}
  - {id: nothing, indicator: 校园安全事故, value: 0, unit: 起, previous: 0}
  - {id: time, indicator: 每天锻炼时间, value: 2, unit: 小时, bound: more_than}
  - {id: hot, indicator: 室温, value: 26, unit: 度, bound: less_than}
  - {id: plan, indicator: 课题申报, value: 25, unit: 项, status: planned}
""")
ROWS = [
    (
        "18项课题立项，其中国家级1项、省级5项、市级12项，省级以上占三分之一。",
        "三分之一",
        Verdict.DERIVED,
    ),
    (
        "18项课题立项，其中国家级1项、省级5项、市级12项，省级以上占27.8%。",
        "27.8%",
        Verdict.MISATTRIBUTED,
    ),
    ("学科竞赛获奖145人次，其中一、二等奖合计70人次。", "70人次", Verdict.DERIVED),
    ("学科竞赛获奖145人次，其中一、二等奖合计72人次。", "72人次", Verdict.WRONG_DERIVATION),
    (
        "学科竞赛获奖145人次，一、二、三等奖依次为23人次、47人次和75人次。",
        "47人次",
        Verdict.SUPPORTED,
    ),
    (
        "学科竞赛获奖145人次，一、二、三等奖依次为47人次、23人次和75人次。",
        "47人次",
        Verdict.MISATTRIBUTED,
    ),
    ("在省级学科竞赛中获奖145人次。", "145人次", Verdict.MISATTRIBUTED),
    ("在校生4236人，其中本部1874人，另有在校生1874人。", "4236人", Verdict.SUPPORTED),
    ("本部升学率88.8%，东湖校区升学率83.8%，相差5个百分点。", "5个百分点", Verdict.DERIVED),
    ("升学率86.6%，本部升学率88.8%。全校升学率88.8%。", "86.6%", Verdict.SUPPORTED),
    ("馆藏图书63200册，超过目标3200册。", "3200册", Verdict.DERIVED),
    ("馆藏图书比目标多3200册。", "3200册", Verdict.DERIVED),
    ("馆藏图书6.32万册。", "6.32万册", Verdict.SUPPORTED),
    ("后勤收入100万元，支出80万元，收入比支出多20万元。", "20万元", Verdict.DERIVED),
    ("后勤收入是后勤支出的1.25倍。", "1.25倍", Verdict.DERIVED),
    ("后勤收入100万元，支出80万元，合计180万元。", "180万元", Verdict.DERIVED),
    ("每天锻炼时间超过2小时。", "超过2小时", Verdict.SUPPORTED),
    ("每天锻炼时间2小时以下。", "2小时以下", Verdict.WRONG_BOUND),
    ("校园安全事故0起。", "0起", Verdict.SUPPORTED),
    ("质量监测居全市第三。", "第三", Verdict.SUPPORTED),
    ("质量监测居全省第三。", "第三", Verdict.MISATTRIBUTED),
    ("升学率86.60%。", "86.60%", Verdict.SUPPORTED),
    ("升学率87%。", "87%", Verdict.ROUNDED),
    ("升学率90%以上。", "90%以上", Verdict.WRONG_BOUND),
    ("升学率90%以下。", "90%以下", Verdict.ROUNDED),
    ("在读人数不到5000人。", "不到5000人", Verdict.ROUNDED),
    ("本部、东湖、新城三个校区在校生4236人。", "4236人", Verdict.SUPPORTED),
    ("三类课题分别为1项、5项。", "1项", Verdict.SUPPORTED),
    ("共申报课题25项。", "25项", Verdict.PLANNED),
    ("明年将申报课题25项。", "25项", Verdict.SUPPORTED),
]


@pytest.mark.parametrize(("sentence", "figure", "verdict"), ROWS, ids=[row[0] for row in ROWS])
def test_more_turns_of_phrase(sentence: str, figure: str, verdict: Verdict) -> None:
    """Each figure gets the verdict that its wording asks for."""
    figures = {one.text: one.verdict for one in verify(sentence, SHEET).figures}
    assert figures[figure] is verdict, figures


def test_a_figure_says_what_should_stand_there() -> None:
    """The expected text of a finding covers the same characters as the finding."""
    report = verify("本部1396人、东湖校区1874人、新城校区966人。", SHEET)
    wrong = [one for one in report.findings if one.level is Level.ERROR]
    assert [(one.text, one.expected) for one in wrong] == [
        ("本部1396人", "本部1874人"),
        ("东湖校区1874人", "东湖校区1396人"),
    ]


def test_a_name_may_stand_at_two_levels_and_ordinals() -> None:
    """An honour held at two levels is right at either."""
    sheet = parse_facts(
        "document: {title: 某县2024年总结, period: 2024}\nfacts:\n"
        "  - {id: a, statement: '获省级文明单位称号,复评市级文明单位称号'}\n"
    )
    for told in ("省级", "市级"):
        assert not [one for one in verify(f"获{told}文明单位称号。", sheet).findings if one.start]


def test_a_superlative_that_the_facts_use_is_supported() -> None:
    """首次 in a fact's own words needs no other proof; 全部 is borne out by 100 %."""
    sheet = parse_facts(
        "document: {title: 某县2024年总结, period: 2024}\nfacts:\n"
        "  - {id: a, indicator: 首次参评项目, value: 21, unit: 个}\n"
        "  - {id: b, indicator: 农村供水覆盖率, value: 100, unit: '%'}\n"
    )
    assert verify("首次参评项目21个。", sheet).findings[0].verdict is Verdict.UNUSED
    text = "农村供水覆盖率100%，实现全覆盖。组织演练9次，无一缺席，17次巡查全部完成。"
    found = {one.text for one in verify(text, sheet).findings if one.level is Level.WARNING}
    assert found == {"无一", "全部", ""}
