"""Turns of phrase and of sheets that sheet.yaml does not have."""

from __future__ import annotations

from decimal import Decimal

import pytest

from assistant.domain import Block, BlockKind, Document, FactSheet, Report, Verdict
from assistant.facts import parse_facts
from assistant.verification import verify
from assistant.verification.messages import number
from assistant.verification.rounding import rounded
from assistant.verification.structure import value_of

HEAD = "document: {title: 某县某局2024年总结, organization: 某县某局, self: 我局, period: 2024}\nfacts:\n"
FACTS = (
    HEAD
    + """
  - {id: gdp, indicator: 地区生产总值, value: 503.6, unit: 亿元, growth: 6.1, parts: [
      {id: one, indicator: 第一产业, value: 55.9}, {id: two, indicator: 第二产业, value: 210.5},
      {id: three, indicator: 第三产业, value: 237.2}]}
  - {id: total, indicator: 地区生产总值总量, rank: 12, among: 全市}
  - {id: best, indicator: 安全生产考核, rank: 1, among: 全市}
  - {id: air, indicator: 空气质量优良天数, value: 296, unit: 天}
  - {id: speed, indicator: 规模以上工业增加值增速, value: 7.2, unit: '%'}
  - {id: lastyear, indicator: 上年结转项目, value: 14, unit: 个}
  - {id: project, indicator: 重点项目开工, value: 36, unit: 个, previous: 24, target: 30}
  - {id: pass, indicator: 产品抽检合格率, value: 98.5, unit: '%', target: 99}
  - {id: out, indicator: 出口占比, value: 20, unit: '%', share_of: trade}
  - {id: trade, indicator: 进出口总额, value: 50, unit: 亿元}
  - {id: export, indicator: 出口额, value: 10, unit: 亿元}
  - {id: courses, indicator: 培训班, value: 24, unit: 期, previous: 16}
  - {id: pupils, indicator: 培训学员, value: 1200, unit: 人次}
  - {id: camps, indicator: 上学期公开课, value: 40, unit: 节}
  - {id: open, indicator: 公开课, value: 100, unit: 节}
  - {id: base, indicator: 产业基地, value: 8, unit: 个, scope: 东镇}
  - {id: base2, indicator: 产业基地, value: 20, unit: 个}
  - {id: prize, statement: '获省级文明单位、省级先进集体,2024年5月6日挂牌'}
  - {id: second, indicator: 一等奖作品, value: 3, unit: 件}
  - {id: fair, event: 第3届农产品博览会, date: {from: 2024-05, to: 2024-06}}
  - {id: until, event: 普查登记, date: {to: 2024-04-30}}
  - {id: range, indicator: 每村网格员, value: {min: 2, max: 3}, unit: 名}
"""
)
SHEET = parse_facts(FACTS)
ROWS = [
    ("地区生产总值迈上500亿元台阶。", "500亿元", Verdict.ROUNDED),
    ("地区生产总值迈上500亿台阶。", "500亿", Verdict.ROUNDED),
    ("空气质量优良天数近300天。", "300天", Verdict.ROUNDED),
    ("三次产业结构为11.1∶41.8∶47.1。", "11.1∶41.8∶47.1", Verdict.DERIVED),
    ("三次产业结构为11.2∶41.8∶47.0。", "11.2∶41.8∶47.0", Verdict.UNSUPPORTED),
    ("地区生产总值总量居全市第12位。", "第12位", Verdict.SUPPORTED),
    ("地区生产总值总量居全市第11位。", "第11位", Verdict.CONTRADICTED),
    ("规模以上工业增加值增长7.2%。", "7.2%", Verdict.SUPPORTED),
    ("上年结转项目14个。", "14个", Verdict.SUPPORTED),
    ("重点项目开工36个，比上年多12个，是上年的1.5倍。", "1.5倍", Verdict.DERIVED),
    ("重点项目开工36个，增长0.5倍。", "0.5倍", Verdict.DERIVED),
    ("重点项目开工36个，增长1.5倍。", "1.5倍", Verdict.WRONG_DERIVATION),
    ("重点项目开工36个，完成率120%。", "120%", Verdict.DERIVED),
    ("重点项目年度目标30个，开工36个。", "30个", Verdict.SUPPORTED),
    ("重点项目开工36个，月均3个。", "3个", Verdict.DERIVED),
    ("重点项目开工36个，超额完成目标20%。", "20%", Verdict.DERIVED),
    ("产品抽检合格率98.5%，距目标还差0.5个百分点。", "0.5个百分点", Verdict.DERIVED),
    ("产品抽检合格率98.5%，高出目标0.5个百分点。", "0.5个百分点", Verdict.UNSUPPORTED),
    ("产品抽检合格率99%。", "99%", Verdict.ROUNDED),
    ("进出口总额50亿元，出口额10亿元，占进出口总额的五分之一。", "五分之一", Verdict.SUPPORTED),
    ("进出口总额是出口额的5倍。", "5倍", Verdict.DERIVED),
    ("举办培训班24期，培训学员1200人次，平均每期50人次。", "50人次", Verdict.DERIVED),
    ("公开课100节，上学期40节，下学期60节。", "60节", Verdict.DERIVED),
    ("第一产业55.9亿元，其余447.7亿元。", "447.7亿元", Verdict.DERIVED),
    ("第一产业55.9亿元，第二产业210.5亿元，两项合计266.4亿元。", "266.4亿元", Verdict.DERIVED),
    ("东镇建成产业基地8个，全县产业基地20个。", "8个", Verdict.SUPPORTED),
    ("产业基地20个，其中东镇8个，产业基地8个。", "20个", Verdict.SUPPORTED),
    ("2024年5月6日挂牌文明单位。", "2024年5月6日", Verdict.SUPPORTED),
    ("5月至6月举办第3届农产品博览会。", "5月至6月", Verdict.SUPPORTED),
    ("4月30日前完成普查登记。", "4月30日", Verdict.SUPPORTED),
    ("每村网格员2至3名。", "2至3名", Verdict.SUPPORTED),
    ("每村网格员5名。", "5名", Verdict.CONTRADICTED),
    ("获奖作品3件，均为一等奖。", "一等奖", Verdict.SUPPORTED),
    ("培训班36期，其中3期为线上。", "36期", Verdict.MISATTRIBUTED),
    ("出口占进出口的两成。", "两成", Verdict.SUPPORTED),
    ("近一成的出口占比。", "近一成", Verdict.CONTRADICTED),
    ("出口额10亿元，接近进出口总额的二成二。", "二成二", Verdict.ROUNDED),
    ("出口额10亿元，超过进出口总额的一成。", "一成", Verdict.WRONG_ROUNDING),
    ("重点项目开工36个，超过30个的年度目标。", "超过30个", Verdict.SUPPORTED),
    ("重点项目开工36个，完成年度目标30个的120%。", "120%", Verdict.DERIVED),
]


@pytest.mark.parametrize(("sentence", "figure", "verdict"), ROWS, ids=[row[0] for row in ROWS])
def test_turns_of_phrase(sentence: str, figure: str, verdict: Verdict) -> None:
    """Each figure gets the verdict that its wording asks for."""
    figures = {one.text: one.verdict for one in verify(sentence, SHEET).figures}
    assert figures[figure] is verdict, figures


def _marked(text: str, sheet: FactSheet = SHEET) -> list[tuple[str, Verdict]]:
    return [
        (one.text, one.verdict) for one in verify(text, sheet).findings if one.start is not None
    ]


def test_names_of_honours_and_events_are_held_against_the_facts() -> None:
    """A level or ordinal other than the facts' is a finding; the facts' own is none."""
    assert _marked("我局获省级文明单位、全省先进集体。") == []
    assert _marked("我局获国家级文明单位。") == [("国家级", Verdict.CONTRADICTED)]
    assert _marked("举办第4届农产品博览会。") == [("第4届", Verdict.CONTRADICTED)]
    assert _marked("举办第三届农产品博览会。") == []


def test_superlatives_need_a_fact() -> None:
    """首次 and 唯一 without a fact are warnings; a first place or 100 % bears them out."""
    assert ("首次", Verdict.SUPERLATIVE) in _marked("安全生产考核首次进入前列。")
    assert _marked("安全生产考核居全市第一名,拔得头筹。") == []
    assert ("拔得头筹", Verdict.SUPERLATIVE) in _marked("重点项目开工36个,拔得头筹。")


def test_a_first_place_in_words_states_its_fact() -> None:
    """居…首位 behind the name of a rank-1 fact is supported and states it; other firsts are not."""
    text = "安全生产考核位居全市同行首位。"
    report = verify(text, SHEET)
    assert "best" not in {one.fact for one in report.findings}
    assert _marked(text) == []
    assert ("首次", Verdict.SUPERLATIVE) in _marked("首次输出展览。")


@pytest.mark.parametrize(
    "text",
    ["首次执行案件增多。", "辩护全覆盖稳步推进。", "增速高于全部投资。", "余下工程全部建成。"],
)
def test_terms_that_hold_a_superlative_claim_none(text: str) -> None:
    """Terms of offices and 全部 as a plain determiner are no claims."""
    assert _marked(text) == []


LISTS = [
    ("抓好三件实事：一是修路；二是架桥；三是植树。", None),
    ("抓好以下四个方面：一是修路；二是架桥；三是植树。", "四个"),
    ("从两个方面发力：1.修路；2.架桥。", None),
    (
        "做好以下三项工作。\n（一）修路\n修好了。\n（二）架桥\n架好了。\n二、其他\n（三）植树",
        "三项",
    ),
    ("坚持三个原则。今后还要努力。一是修路；二是架桥。", None),
    ("坚持三个原则，实行两项制度：一是修路；二是架桥。", None),
    ("抓好三个方面：二是架桥。", None),
    ("抓好三个方面：一是修路；二是架桥；四是植树。", "三个"),
]


@pytest.mark.parametrize(("text", "wrong"), LISTS, ids=[row[0][:16] for row in LISTS])
def test_structure_counts_are_held_against_their_lists(text: str, wrong: str | None) -> None:
    """A count of a list that follows plainly must be that of its items."""
    found = [one for one, verdict in _marked(text) if verdict is Verdict.INCONSISTENT]
    assert found == ([] if wrong is None else [wrong])


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("一是", 1),
        ("（十二）", 12),
        ("3.", 3),
        ("③", 3),
        ("⑴", 1),
        ("１、", 1),
        ("首先", 1),
        ("其次", None),
        ("百百", None),
    ],
)
def test_enumerators_have_numbers(text: str, value: int | None) -> None:
    """Every style of enumerator is counted."""
    assert value_of(text) == value


def test_counts_that_the_text_bears_out_need_no_fact() -> None:
    """三个乡镇 after their names, 两个 before 合计 or before an ordered list."""
    sheet = parse_facts(
        HEAD + "  - {id: a, indicator: 东镇产值, value: 31, unit: 亿元}\n"
        "  - {id: b, indicator: 西镇产值, value: 42, unit: 亿元}\n"
    )
    assert _marked("东镇、西镇两个乡镇产值分别为31亿元和42亿元。", sheet) == []
    assert _marked("东镇产值31亿元，西镇产值42亿元，两个乡镇合计73亿元。", sheet) == []


def test_years_follow_the_sheet() -> None:
    """Without a period the title's year holds, then the date of signing, then any."""
    titled = parse_facts(
        "document: {title: 某局2023年总结}\nfacts:\n  - {id: a, indicator: 发文, value: 21, unit: 件}\n"
    )
    assert _marked("2023年发文21件。", titled) == []
    assert _marked("2021年发文21件。", titled) == [("2021年", Verdict.UNSUPPORTED)]
    signed = parse_facts(
        "document: {title: 某局总结, signed_on: 2022-12-30}\nfacts:\n  - {id: a, indicator: 发文, value: 21, unit: 件}\n"
    )
    assert _marked("2022年发文21件。", signed) == []
    plain = parse_facts(
        "document: {title: 某局总结}\nfacts:\n  - {id: a, indicator: 发文, value: 21, unit: 件}\n"
    )
    assert _marked("2019年发文21件。", plain) == []
    assert _marked("3月5日发文21件。", plain) == [("3月5日", Verdict.UNSUPPORTED)]
    span = parse_facts(
        "document: {title: 某局总结, period: {from: 2024-01-01, to: 2024-10-31}}\nfacts:\n  - {id: a, indicator: 发文, value: 21, unit: 件}\n"
    )
    assert _marked("截至10月31日发文21件，上半年有力有序。", span) == []


def test_waived_findings_stand_apart() -> None:
    """A waiver takes a finding out of the findings and keeps it with its reason."""
    text = "地区生产总值513.6亿元。"
    found = verify(text, SHEET).findings[0]
    again = verify(text, SHEET, waivers={found.id: "口径不同"})
    assert [(one.id, reason) for one, reason in again.waived] == [(found.id, "口径不同")]
    assert again.figures[0].waived == "口径不同"
    assert again.coverage.waived == 1


def test_strict_counts_warnings_and_an_empty_text_is_never_ok() -> None:
    """Under strict a warning fails; a text that states no fact never passes."""
    sheet = parse_facts(HEAD + "  - {id: a, indicator: 发文, value: 21, unit: 件}\n")
    assert verify("发文21件，首次突破。", sheet).ok
    assert not verify("发文21件，首次突破。", sheet, strict=True).ok
    assert not verify("", sheet).ok
    assert not verify("一切顺利。", sheet).ok


def test_figures_names_and_phrases_of_samples_are_leaks() -> None:
    """What comes from a style sample is reported with the sample's name."""
    sample = "某某县全年组织开展送戏下乡惠民演出活动187场次，深受广大人民群众的热烈欢迎和好评。"
    text = "今年组织开展送戏下乡惠民演出活动187场次，深受广大人民群众的热烈欢迎和好评。"
    report = verify(text, SHEET, samples={"旧稿": sample})
    leaked = [one for one in report.findings if one.verdict is Verdict.LEAKED]
    assert {one.sample for one in leaked} == {"旧稿"}
    assert "187场次" in {one.text for one in leaked}


def test_documents_bring_their_own_blocks() -> None:
    """A cell is read with its heads; a document without blocks is read all the same."""
    cell = Document.of_blocks((Block(BlockKind.CELL, "36个", context=("重点项目开工", "数量")),))
    assert verify(cell, SHEET).figures[0].verdict is Verdict.SUPPORTED
    bare = Document("重点项目开工36个。", ())
    assert verify(bare, SHEET).figures[0].verdict is Verdict.SUPPORTED


def test_coverage_accounts_for_every_mention() -> None:
    """Mentions are checked or exempt."""
    report: Report = verify("一、工作\n重点项目开工36个，一批项目投产，第一时间服务。", SHEET)
    assert report.coverage.mentions == report.coverage.checked + report.coverage.exempt


def test_numbers_are_written_plainly() -> None:
    """No needless zeros, two decimals, and huge ones as they are."""
    assert number(Decimal("19.90")) == "19.9"
    assert number(Decimal("1E+30")) == "1" + "0" * 30
    assert number(Decimal("0.001")) == "0.001"
    assert rounded(Decimal("1E+40"), Decimal("0.01")) == Decimal("1E+40")


def test_a_crowd_of_like_facts_stays_apart() -> None:
    """Many facts of one value are told apart by their words."""
    rows = "".join(
        f"  - {{id: t{at}, indicator: {chr(0x4E10 + at)}{chr(0x5210 + 3 * at)}镇培训班, value: 4, unit: 期}}\n"
        for at in range(150)
    )
    sheet = parse_facts(HEAD + rows)
    name = sheet.facts[7].name
    figures = verify(f"今年{name}4期。", sheet).figures
    assert [(one.verdict, one.fact) for one in figures] == [(Verdict.SUPPORTED, "t7")]
