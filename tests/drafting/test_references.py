"""Figure references: every form, what falls back, what is refused, and that digits read back."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.domain import Kind
from assistant.drafting.references.render import render, stated_facts, unresolved
from assistant.drafting.references.typed import bind_figures
from assistant.errors import InputError
from assistant.extraction import compatible, quantity_of, quantity_of_value, read_mentions
from assistant.facts import parse_facts
from tests.drafting.sheets import articles, sheet_of

if TYPE_CHECKING:
    from decimal import Decimal

SHEET = sheet_of(
    articles(
        previous=402,
        target=400,
        scope="全县",
        parts=[
            {"id": "national", "indicator": "国家级媒体", "value": 96},
            {"id": "provincial", "indicator": "省级媒体", "value": 193},
            {"id": "municipal", "indicator": "市级媒体", "value": 166},
        ],
    ),
    {"id": "ranking", "indicator": "发稿数量", "rank": 3, "among": "全市"},
    {"id": "late", "indicator": "综合考评", "rank": 12, "among": "全市"},
    {"id": "money", "indicator": "减免杂费", "value": 2746000, "unit": "元"},
    {"id": "odd", "indicator": "零星支出", "value": 1234567, "unit": "元"},
    {"id": "invest", "indicator": "工程投资", "value": 32600, "unit": "万元"},
    {"id": "least", "indicator": "月报任务", "value": 4, "unit": "篇", "bound": "at_least"},
    {"id": "most", "indicator": "审批时限", "value": 7, "unit": "天", "bound": "at_most"},
    {"id": "more", "indicator": "持卡人数", "value": 342, "unit": "万人", "bound": "more_than"},
    {"id": "less", "indicator": "用工缺口", "value": 6200, "unit": "人", "bound": "less_than"},
    {"id": "floor", "indicator": "办结率", "value": 95, "unit": "%", "bound": "at_least"},
    {"id": "range", "indicator": "联系乡镇", "value": {"min": 4, "max": 5}, "unit": "个"},
    {"id": "shares", "indicator": "覆盖率", "value": {"min": 15, "max": 30}, "unit": "%"},
    {"id": "wide", "indicator": "投入", "value": {"min": 50, "max": 60}, "unit": "万元"},
    {"id": "rate", "indicator": "满意度", "value": 97.86, "unit": "%", "previous": 98.4},
    {"id": "flat", "indicator": "返还资金", "value": 8640, "unit": "万元", "previous": 8640},
    {"id": "fall", "indicator": "立案", "value": 93, "unit": "件", "previous": 118},
    {"id": "views", "indicator": "播放量", "value": 1240, "unit": "万次", "approx": True},
    {"id": "pair", "indicator": "外出考察", "value": 2, "unit": "次"},
    {"id": "round", "indicator": "宣讲", "value": 450, "unit": "场"},
    {"id": "monthly", "indicator": "工作排名", "value": 1, "unit": "次/月"},
    {"id": "campaign", "event": "“百日行动”启动", "date": "07-27"},
    {"id": "since", "event": "改革试点", "date": {"from": "2025-03-01"}},
    {"id": "until", "event": "统计截止", "date": {"to": "2025-10-29"}},
    {
        "id": "days",
        "event": "开放日",
        "date": {"from": "2025-04-15", "to": "2025-04-17"},
        "value": 860,
        "unit": "人次",
    },
    {"id": "months", "event": "自查", "date": {"from": "2025-10", "to": "2025-11"}},
    {"id": "next", "event": "产业园开园", "date": "2026-06", "status": "planned"},
    {"id": "office", "statement": "设信息调研室,一名副书记分管,有工作人员4名。"},
)


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("{articles}", "455篇"),
        ("{articles:数}", "455"),
        ("{articles:余}", "450余篇"),
        ("{articles:多}", "450余篇"),
        ("{articles:近}", "近460篇"),
        ("{articles:约}", "约460篇"),
        ("{articles:超}", "超450篇"),
        ("{articles:汉字}", "四百五十五篇"),
        ("{articles.previous}", "402篇"),
        ("{articles.target}", "400篇"),
        ("{articles.growth}", "增长13.2%"),
        ("{articles.growth:数}", "13.2%"),
        ("{articles.increase}", "增加53篇"),
        ("{articles.times}", "1.1倍"),
        ("{articles.completion}", "113.8%"),
        ("{articles/national.share}", "21.1%"),
        ("{articles/national}", "96篇"),
        ("{articles.name}", "媒体发稿"),
        ("{articles.scope}", "全县"),
        ("{money:万}", "274.6万元"),
        ("{money:余万}", "270余万元"),
        ("{invest:亿}", "3.26亿元"),
        ("{ranking}", "第三名"),
        ("{ranking:数}", "3"),
        ("{ranking.among}", "全市"),
        ("{late}", "第12名"),
        ("{late:汉字}", "第十二名"),
        ("{least}", "不少于4篇"),
        ("{least:汉字}", "不少于四篇"),
        ("{most}", "不超过7天"),
        ("{more}", "超过342万人"),
        ("{less}", "不足6200人"),
        ("{floor}", "不低于95%"),
        ("{floor:汉字}", "不低于百分之九十五"),
        ("{range}", "4—5个"),
        ("{shares}", "15%—30%"),
        ("{wide}", "50万—60万元"),
        ("{rate}", "97.86%"),
        ("{rate.increase}", "下降0.54个百分点"),
        ("{flat.growth}", "持平"),
        ("{fall.growth}", "下降21.2%"),
        ("{fall.increase}", "减少25件"),
        ("{views}", "约1240万次"),
        ("{pair:汉字}", "两次"),
        ("{monthly}", "每月1次"),
        ("{campaign}", "“百日行动”启动"),
        ("{campaign.date}", "7月27日"),
        ("{since.date}", "3月1日起"),
        ("{until.date}", "截至10月29日"),
        ("{days.date}", "4月15日至17日"),
        ("{days}", "860人次"),
        ("{months.date}", "10月至11月"),
        ("{next.date}", "2026年6月"),
        ("{next.year}", "2026年"),
        ("{office}", "设信息调研室,一名副书记分管,有工作人员4名"),
        ("{document.period}", "2025年"),
    ],
)
def test_each_form_says_what_design_says(source: str, text: str) -> None:
    """A reference brings approximator, number, scale and unit together."""
    rendered = render(source, SHEET)
    assert rendered.text == text
    assert rendered.warnings == ()


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("{round:余}", "450场"),
        ("{round:近}", "450场"),
        ("{pair:余}", "2次"),
        ("{articles:万}", "455篇"),
        ("{odd:亿}", "1234567元"),
        ("{rate:余}", "97.86%"),
        ("{range:约}", "4—5个"),
        ("{least:近}", "不少于4篇"),
        ("{office:余}", "设信息调研室,一名副书记分管,有工作人员4名"),
        ("{articles.growth:余}", "增长13.2%"),
    ],
)
def test_a_form_that_the_value_does_not_bear_falls_back_with_a_warning(
    source: str, text: str
) -> None:
    """The exact form stands instead, and the person is told."""
    rendered = render(source, SHEET)
    assert rendered.text == text
    assert len(rendered.warnings) == 1
    assert rendered.warnings[0].startswith(source)


@pytest.mark.parametrize(
    ("source", "words"),
    [
        ("发稿{artcles}。", ("没有这个编号", "是不是要写 {articles}")),
        ("{articles:整}", ("没有“整”这种写法",)),
        ("{articles.grwth}", ("没有“.grwth”这一项",)),
        ("{pair.growth}", ("算不出", "缺少")),
        ("{pair.date}", ("没有“.date”",)),
        ("{ 455 }", ("不属于任何数字引用",)),
        ("{articles", ("不属于任何数字引用",)),
    ],
)
def test_a_reference_to_nothing_is_an_error_that_says_what_to_write(
    source: str, words: tuple[str, ...]
) -> None:
    """The message names the reference, the reason and the nearest id."""
    with pytest.raises(InputError) as caught:
        render(source, SHEET)
    assert all(word in str(caught.value) for word in words)
    assert [problem.text in source for problem in unresolved(source, SHEET)]


def test_a_lenient_rendering_marks_what_is_gone() -> None:
    """A draft opens though its facts file lost a fact; the place shows as 【待补】."""
    rendered = render("发稿{gone}。", SHEET, lenient=True)
    assert rendered.text == "发稿【待补：gone】。"
    assert len(rendered.warnings) == 1


def test_the_ledgers_decimal_places_are_kept() -> None:
    """19.90 does not become 19.9."""
    text = "document: {title: 总结}\nfacts:\n  - {id: aid, indicator: 减免, value: 19.90, unit: 万元}\n"
    assert render("{aid}", parse_facts(text)).text == "19.90万元"


def test_spans_say_where_each_reference_stands() -> None:
    """Offsets count in the rendered text, half-open."""
    rendered = render("发稿{articles},其中{articles/national}。", SHEET)
    assert [rendered.text[span.start : span.end] for span in rendered.spans] == ["455篇", "96篇"]
    assert [span.fact_id for span in rendered.spans] == ["articles", "articles/national"]
    assert [span.reference for span in rendered.spans] == ["{articles}", "{articles/national}"]


def test_stated_facts_are_those_whose_value_rank_or_date_is_named() -> None:
    """A growth or a name does not state its fact."""
    source = "{articles.growth}{articles.name}{ranking}{campaign.date}{ranking}"
    assert stated_facts(source) == ("ranking", "campaign")


_FORMS = st.sampled_from(["", "余", "近", "约", "超", "汉字", "万", "亿", "余万", "约亿"])
_UNITS = st.sampled_from(
    ["篇", "人", "名", "元", "万元", "亿元", "%", "亩", "公里", "场", "人次", "个"]
)
_BOUNDS = st.sampled_from([None, "at_least", "at_most", "more_than", "less_than"])


@given(
    st.decimals(min_value=1, max_value=10**8, places=0) | st.decimals(1, 9999, places=2),
    _UNITS,
    _FORMS,
    _BOUNDS,
)
def test_what_is_rendered_reads_back_as_the_fact(
    value: Decimal, unit: str, form: str, bound: str | None
) -> None:
    """The reader finds one mention in the rendered text, whose quantity holds the fact's value."""
    if unit == "%":
        value = value % 100 + 1
    fact: dict[str, object] = {"id": "f", "indicator": "数额", "unit": unit}
    sheet = sheet_of({**fact, "value": _number(value), **({"bound": bound} if bound else {})})
    text = render(f"{{f:{form}}}" if form else "{f}", sheet).text
    mentions = read_mentions(f"全年数额{text}。")
    assert [mention.text for mention in mentions] == [text]
    read = quantity_of(mentions[0])
    told = quantity_of_value(value, value, unit)
    assert read is not None
    assert told.low is not None
    assert compatible(mentions[0].unit, unit)
    if bound in {"more_than", "less_than"}:
        assert told.low in {read.low, read.high}
    else:
        assert read.holds(told.low)


def _number(value: Decimal) -> int | float:
    return int(value) if value == value.to_integral_value() else float(value)


@pytest.mark.parametrize(
    ("typed", "source"),
    [
        ("媒体发稿455篇", "媒体发稿{articles}"),
        ("媒体发稿四百五十五篇", "媒体发稿{articles:汉字}"),
        ("媒体发稿同比增长13.2%", "媒体发稿同比{articles.growth}"),
        ("媒体发稿增幅13.2%", "媒体发稿增幅{articles.growth:数}"),
        ("媒体发稿450余篇", "媒体发稿{articles:余}"),
        ("减免杂费274.6万元", "减免杂费{money:万}"),
        ("发稿数量居全市第三名", "发稿数量居全市{ranking}"),
        ("7月27日启动", "{campaign.date}启动"),
        ("媒体发稿完成年度目标的113.8%", "媒体发稿完成年度目标的{articles.completion}"),
        ("媒体发稿上年为402篇", "媒体发稿上年为{articles.previous}"),
        # The words as they were typed stay: a classifier, 万…余, a rounding of another place.
        ("媒体发稿455条", "媒体发稿455条"),
        ("接待群众1240万人", "接待群众1240万人"),
        ("减免杂费270余万元", "减免杂费{money:余万}"),
        ("减免杂费274.5万多元", "减免杂费274.5万多元"),
        # A figure of nothing that is named, a generalisation, another classifier than 个.
        ("部级干部455篇", "部级干部455篇"),
        ("办结率均超过90%", "办结率均超过90%"),
        ("{articles},其中省级媒体193篇", "{articles},其中省级媒体{articles/provincial}"),
        ("月报任务不少于4篇", "月报任务{least}"),
        ("由一名副书记分管", "由一名副书记分管"),
        ("乱写了789篇", "乱写了789篇"),
        ("没有数字", "没有数字"),
    ],
)
def test_a_bare_figure_that_is_one_facts_is_bound_to_it(typed: str, source: str) -> None:
    """A model that types digits is corrected; what no fact has stays as it is."""
    assert bind_figures(typed, SHEET) == source


def test_what_no_fact_or_several_have_stays_typed() -> None:
    """Only the figure that is one fact's becomes a reference."""
    sheet = sheet_of(
        {"id": "a", "indicator": "甲项", "value": 12, "unit": "次"},
        {"id": "b", "indicator": "乙项", "value": 12, "unit": "次"},
    )
    typed = "甲项和乙项各12次,另有99次。"
    assert bind_figures(typed, sheet) == typed
    assert bind_figures("乙项12次。", sheet) == "乙项{b}。"


def test_a_rank_is_a_mention_of_its_own_kind() -> None:
    """第三名 reads back as a rank."""
    mention = read_mentions(f"居全市{render('{ranking}', SHEET).text}。")[0]
    assert mention.kind is Kind.RANK
    assert mention.low == 3


_PEOPLE = sheet_of(
    {"id": "insured", "indicator": "参保人数", "value": 112.6, "unit": "万人"},
    {"id": "elder", "indicator": "老年人体检", "value": 52340, "unit": "人"},
    {"id": "groups", "indicator": "干部专班", "value": 8, "unit": "个"},
)


@pytest.mark.parametrize(
    ("typed", "source"),
    [
        ("参保人数112.6万名。", "参保人数{insured:数}万名。"),
        ("老年人体检5.2万余人。", "老年人体检{elder:万余}。"),
        ("老年人体检52340名。", "老年人体检{elder:数}名。"),
        ("老年人体检5.234万名。", "老年人体检{elder:万数}名。"),
        ("部级干部8位。", "部级干部8位。"),
        ("干部专班8个。", "干部专班{groups}。"),
    ],
)
def test_what_was_typed_is_what_is_rendered(typed: str, source: str) -> None:
    """A bound figure keeps its wording, classifier and scale."""
    bound = bind_figures(typed, _PEOPLE)
    assert bound == source
    assert render(bound, _PEOPLE).text == typed


_BRIEFS = sheet_of(
    {"id": "a", "indicator": "编发专刊", "value": 24, "unit": "期", "previous": 20},
    {"id": "b", "indicator": "编发馆讯", "value": 12, "unit": "期"},
    {"id": "c", "indicator": "编发简报", "value": 6, "unit": "期"},
    {"id": "copies", "indicator": "专刊印数", "value": 7200, "unit": "册"},
    {"id": "rate", "indicator": "满意率", "value": 96.2, "unit": "%", "previous": 95.1},
    {"id": "cost", "indicator": "支出", "value": 1.5, "unit": "亿元", "target": 2},
    {"id": "aid", "indicator": "补助", "value": 3000, "unit": "万元"},
    {"id": "plan", "indicator": "2026年计划", "value": 30, "unit": "期", "status": "planned"},
    {"id": "least", "indicator": "任务", "value": 4, "unit": "期", "bound": "at_least"},
)


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("{合计:a,b,c}", "42期"),
        ("{sum:a,b，c}", "42期"),
        ("{合计:a,b:汉字}", "三十六期"),
        ("{相差:a,b}", "12期"),
        ("{相差:a,a.previous}", "4期"),
        ("{相差:rate,rate.previous}", "1.1个百分点"),
        ("{占比:b,a}", "50%"),
        ("{倍数:a,b}", "2倍"),
        ("{其余:a,b,c}", "6期"),
        ("{平均:copies,a}", "300册"),
        ("{乘积:copies,a}", "172800册"),
        ("{合计:cost,aid}", "1.8亿元"),
        ("{占比:aid,cost}", "20%"),
        ("{相差:cost.target,cost}", "0.5亿元"),
    ],
)
def test_a_computed_reference_is_reckoned_and_rendered_like_any_other(
    source: str, text: str
) -> None:
    """Number, scale and unit; operands in other scales are converted."""
    assert render(source, _BRIEFS).text == text
    assert stated_facts(source) == ()


@pytest.mark.parametrize(
    ("source", "told"),
    [
        ("{合计:a,copies}", "单位不同"),
        ("{合计:a,a}", "加了两次"),
        ("{合计:rate,rate}", "百分比不能"),
        ("{合计:a,plan}", "计划数"),
        ("{合计:a,least}", "不是一个确数"),
        ("{占比:a,b}", "超过100%"),
        ("{其余:b,a}", "没有剩余"),
        ("{倍数:a,b,c}", "要写2个"),
        ("{合计:a,gone}", "没有编号"),
        ("{合计:a.growth,b}", "不能参加计算"),
        ("{合计:a,b:整}", "没有“整”"),
    ],
)
def test_what_the_facts_do_not_bear_is_not_reckoned(source: str, told: str) -> None:
    """The reason goes back to the writer."""
    (problem,) = unresolved(source, _BRIEFS)
    assert told in problem.reason
