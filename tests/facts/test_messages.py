"""What a person is told of a facts file that cannot be used: place, what was found, what to do."""

from __future__ import annotations

import pytest
from facts.texts import HEAD, problems

from assistant.errors import FactsError
from assistant.facts import parse_facts

WHOLE = [
    ("", "文件是空的。运行 assistant facts template 可得到一份样板。"),
    ("# 只有说明\n", "文件是空的"),
    ("- a\n- b\n", "第1行:最外层应是 document: 和 facts: 两部分"),
    ("就是一段话", "第1行:最外层应是 document: 和 facts: 两部分"),
    ("facts: [{indicator: 甲, value: 1}]", "第1行:没有 document 部分。请写明标题、单位和时段"),
    ("document: {title: 甲}", "第1行:没有事实(facts 应是一个列表)"),
    ("document: {title: 甲}\nfacts:\n", "第1行:没有事实"),
    ("document: {title: 甲}\nfacts: []\n", "第2行:没有事实"),
    ("document: {title: 甲}\nfacts: 甲\n", "第2行:没有事实"),
    ("document: [甲]\nfacts: [{indicator: 甲, value: 1}]", "第1行:document 应是一组键和值"),
    (
        "document: {self: 我县}\nfacts: [{indicator: 甲, value: 1}]",
        "第1行:document 里没有 title。document: 下面请写 title: 标题",
    ),
    ("document: {title: }\nfacts: [{indicator: 甲, value: 1}]", "document 里没有 title"),
    (
        "dokument: {title: 甲}\nfacts: [{indicator: 甲, value: 1}]",
        "第1行:事实表里没有“dokument”这个键。是不是要写 document",
    ),
    ("document: {title: 甲}\n---\nfacts: []\n", "第2行:一个文件里有两份 YAML 文档(第二个 ---)"),
]


@pytest.mark.parametrize(("text", "message"), WHOLE)
def test_the_file_as_a_whole(text: str, message: str) -> None:
    """What is missing or of another kind is said."""
    assert any(message in problem for problem in problems(text))


FACTS = [
    ("{indicator: 甲, value: 1, unti: 篇}", "第3行:事实里没有“unti”这个键。是不是要写 unit"),
    ("{indicator: 甲, value: 1, 单位名: 篇}", "事实里没有“单位名”这个键。是不是要写 unit"),
    ("{indicator: 甲, value: 1, zzzz: 篇}", "可用的键有:id、indicator、event、statement、value"),
    ("{indicator: 甲, value: 1, 乙}", "花括号里的逗号把文字断开了,请给整段文字加单引号"),
    ("{indicator: 甲, value: 1, value: 2}", "第3行:键 value 写了两次(第3行已有)。请删去其中一个"),
    (
        "{indicator: 甲, value: 四百}",
        "value 应是数字,写的是“四百”。请只写阿拉伯数字,如 value: 455;单位写在 unit 里",
    ),
    ("{indicator: 甲, value: 455篇}", "如 value: 455,单位“篇”写在 unit 里"),
    ("{indicator: 甲, value: 1\uff0c300}", "如 value: 1300"),
    (
        "{indicator: 甲, value: '455'}",
        "value 应是数字,写的是“455”(带引号的文字)。请只写阿拉伯数字,不加引号和逗号,如 value: 455",
    ),
    (
        "{indicator: 甲, value: '1,300'}",
        "value 应是数字,写的是“1,300”(带引号的文字)。请只写阿拉伯数字,不加引号和逗号,如 value: 1300",
    ),
    (
        "{indicator: 甲, value: 99999999999999999999999999999999}",
        "value 的数太大、太小或位数太多,写的是“99999999999999999999999999999999”。请核对;确实这样大的,请换一个单位",
    ),
    ("{indicator: 甲, value: 1e99}", "value 的数太大、太小或位数太多,写的是“1e99”"),
    ("{indicator: 甲, value: 1e}", "value 应是数字,写的是“1e”"),
    (
        "{indicator: 甲, value: 0455}",
        "value 应是数字,写的是“0455”。请只写阿拉伯数字,不加引号和逗号,如 value: 455",
    ),
    ("{indicator: 甲, value: 0x1F}", "value 应是数字,写的是“0x1F”"),
    ("{indicator: 甲, value: 1_000}", "value 应是数字"),
    ("{indicator: 甲, value: .inf}", "value 应是数字"),
    ("{indicator: 甲, value: 3:2}", "value 应是数字,写的是“3:2”"),
    ("{indicator: 甲, value: 12345678901234567890123456789}", "value 的数太大、太小或位数太多"),
    ("{indicator: 甲, value: true}", "value 应是数字,写的是“true”"),
    ("{indicator: 甲, value: [1]}", "value 应是数字,写的是一个列表"),
    ("{indicator: 甲, value: 1, previous: {a: 1}}", "previous 应是数字,写的是一组键和值"),
    ("{indicator: 甲, value: {min: 5, max: 4}}", "value 的 min 是 5,大于 max 4"),
    ("{indicator: 甲, value: {min: 5}}", "value 的区间缺 max"),
    ("{indicator: 甲, value: {min: 5, maks: 6}}", "value里没有“maks”这个键。是不是要写 max"),
    ("{indicator: 甲, value: {min: 一, max: 6}}", "min 应是数字,写的是“一”"),
    ("{indicator: [甲], value: 1}", "indicator 应是文字,写的是一个列表"),
    ("{indicator: true, value: 1}", "indicator 应是文字,写的是“true”"),
    ("{indicator: '', value: 1}", "indicator 是空的。请填写,或删去这个键"),
    (
        "{value: 1}",
        "事实 f1 没有写明说的是什么。indicator(指标)、event(事件)、statement(陈述)三者要写一个",
    ),
    ("{indicator: 甲, event: 乙, value: 1}", "事实 f1 同时写了 indicator 和 event"),
    ("{id: x, indicator: 甲}", "事实 x“甲”没有数值 value(或名次 rank、增速 growth)"),
    ("{id: x, event: 甲}", "事实 x“甲”没有日期 date"),
    ("{id: x, statement: 甲, value: 3, unit: 名}", "陈述 x 里不能写 value、unit"),
    ("{id: x, indicator: 甲, value: 1, among: 全市}", "事实 x 写了 among(“全市”)而没有名次 rank"),
    ("{indicator: 甲, rank: 0}", "rank 应是从 1 起的整数,写的是“0”。名次请写成 rank: 3"),
    ("{indicator: 甲, rank: 1.5}", "rank 应是从 1 起的整数"),
    ("{indicator: 甲, rank: 第三}", "rank 应是数字,写的是“第三”"),
    (
        "{indicator: 甲, value: 1, approx: yes}",
        "approx 应是 true 或 false,写的是“yes”。是写 true,否写 false",
    ),
    (
        "{indicator: 甲, value: 1, approx: 'true'}",
        "approx 应是 true 或 false,写的是“true”(带引号的文字)",
    ),
    ("{indicator: 甲, value: 1, partial: [1]}", "partial 应是 true 或 false,写的是一个列表"),
    (
        "{indicator: 甲, value: 1, bound: atleast}",
        "bound 应是 at_least、at_most、more_than、less_than 之一",
    ),
    ("{indicator: 甲, value: 1, bound: atleast}", "是不是要写 at_least"),
    ("{indicator: 甲, value: 1, status: 快了}", "请从中选一个:done、planned"),
    ("{indicator: 甲, value: 1, status: [done]}", "status 应是 done、planned 之一,写的是一个列表"),
    (
        "{indicator: 甲, value: {min: 1, max: 2}, bound: at_least}",
        "值是区间 1—2,又写了 bound: at_least",
    ),
    (
        "{indicator: 甲, value: 1, aliases: 乙}",
        "aliases 应是一个列表,写的是“乙”。请写成 aliases: [一项, 另一项]",
    ),
    ("{indicator: 甲, value: 1, aliases: [[乙]]}", "aliases 应是文字,写的是一个列表"),
    (
        "{event: 甲, date: 2025-02-30}",
        "date 应是日期,写的是“2025-02-30”。日期请写成 2025-07-27、2025-07 或 07-27",
    ),
    ("{event: 甲, date: 13-01}", "date 应是日期,写的是“13-01”"),
    ("{event: 甲, date: [1]}", "date 应是日期,写的是一个列表"),
    ("{event: 甲, date: {from: 明天}}", "from 应是日期,写的是“明天”"),
    ("{event: 甲, date: {}}", "date 里没有起止日期。请写 {from: 2025-03-10, to: 2025-03-14}"),
    (
        "{event: 甲, date: {from: 2025-03-10, to: 2025-03-01}}",
        "date 的起点 2025年3月10日 晚于终点 2025年3月1日",
    ),
    ("{event: 甲, date: {from: 12-01, to: 01-15}}", "跨年的请写上年份"),
    (
        "{id: a b, indicator: 甲, value: 1}",
        "编号“a b”里有不能用的字符。编号只用字母、汉字、数字、下划线和连字符",
    ),
    ("{id: a.b, indicator: 甲, value: 1}", "编号“a.b”里有不能用的字符"),
    ("甲", "第3行:这条事实不是一组键和值"),
    (
        "{id: x, indicator: 甲, value: 120, unit: '%', share_of: x}",
        "占比 x“甲”是 120%,不在 0 到 100 之间",
    ),
    (
        "{id: x, indicator: 甲, value: -1, unit: '%', share_of: y}",
        "占比 x“甲”是 -1%,不在 0 到 100 之间",
    ),
    ("{id: x, indicator: 甲, value: 20, unit: '%', share_of: x}", "事实 x 的 share_of 是它自己"),
    (
        "{id: x, indicator: 甲, value: 20, unit: '%', share_of: yy}",
        "share_of 指向 yy,没有这条事实。请写事实表里已有的编号",
    ),
    (
        "{id: x, indicator: 甲, value: 20, unit: 篇, share_of: y}",
        "事实 x 写了 share_of(占比),单位却是“篇”",
    ),
    ("{id: x, indicator: 甲, value: 20, share_of: y}", "单位却是空的。占比的单位请写 unit: '%'"),
    ("{id: x, indicator: 甲, value: 5, parts: 甲}", "第3行:parts 应是一个列表"),
    ("{id: x, indicator: 甲, value: 5, parts: [甲]}", "这条分项不是一组键和值"),
    ("{id: x, indicator: 甲, value: 5, parts: [{id: y, value: 5}]}", "分项 x/y 没有 indicator"),
    (
        "{id: x, indicator: 甲, value: 5, parts: [{event: 乙, date: 07-01}]}",
        "分项里没有“event”这个键",
    ),
    (
        "{id: x, indicator: 甲, value: 100, unit: '%', parts: [{indicator: 乙, value: 130}, {indicator: 丙, value: -30}]}",
        "占比 x/f1“乙”是 130%,不在 0 到 100 之间",
    ),
    (
        "{id: x, indicator: 甲, value: 5, unit: 篇, parts: [{id: y, indicator: 乙, value: 5, unit: 人}]}",
        "分项 x/y 的单位是“人”,总数的单位是“篇”,加不起来",
    ),
    (
        "{id: x, indicator: 甲, value: 5, parts: [{id: y, indicator: 乙, value: 5, unit: 人}]}",
        "总数的单位是“空”",
    ),
]


@pytest.mark.parametrize(("fact", "message"), FACTS)
def test_one_fact(fact: str, message: str) -> None:
    """What does not fit in a fact is named with its value and what to write instead."""
    found = problems(f"{HEAD}  - {fact}\n")
    assert any(message in problem for problem in found), found
    assert all("第3行:" in problem for problem in found)


def test_parts_that_do_not_add_up_are_told_with_both_sums() -> None:
    """The terms, their sum, the total and the difference are named."""
    text = HEAD + (
        "  - id: articles\n    indicator: 媒体发稿\n    value: 455\n    unit: 篇\n    parts:\n"
        "      - {id: a, indicator: 国家级, value: 96}\n      - {id: b, indicator: 省级, value: 193}\n"
    )
    (message,) = problems(text, "表.yaml")
    assert message == (
        "表.yaml:第3行:事实 articles“媒体发稿”的分项加起来不等于总数:96+193=289,总数写的是 455,差 166。"
        "请核对各分项和总数;分项没有列全的,请加 partial: true。"
    )


def test_parts_in_another_unit_of_the_same_kind_are_converted() -> None:
    """1.2亿元 and 3000万元 make 1.5亿元."""
    parts = "[{indicator: 乙, value: 1.2}, {indicator: 丙, value: 3000, unit: 万元}]"
    sheet = parse_facts(
        f"{HEAD}  - {{id: x, indicator: 甲, value: 1.5, unit: 亿元, parts: {parts}}}"
    )
    share = sheet.derived_by_id["x/f2.share"]
    assert share.value == 20
    assert share.formula == "3000万元÷1.5亿元×100%=20%"
    wrong = f"{HEAD}  - {{id: x, indicator: 甲, value: 1.6, unit: 亿元, parts: {parts}}}"
    assert "1.2+3000万元=150000000,总数写的是 160000000" in problems(wrong)[0]


@pytest.mark.parametrize(
    "fact",
    [
        "{indicator: 甲, value: 5, partial: true, parts: [{indicator: 乙, value: 3}]}",
        "{indicator: 甲, value: 5, approx: true, parts: [{indicator: 乙, value: 3}]}",
        "{indicator: 甲, value: 5, parts: [{indicator: 乙, value: 3, bound: at_least}]}",
        "{indicator: 甲, value: {min: 4, max: 5}, parts: [{indicator: 乙, value: 3}]}",
        "{indicator: 甲, value: 5, parts: [{indicator: 乙, rank: 3}]}",
        "{indicator: 甲, parts: [{indicator: 乙, value: 3}, {indicator: 丙, value: 4}]}",
        "{indicator: 甲, value: 60, unit: '%', partial: true, parts: [{indicator: 乙, value: -3}]}",
        "{indicator: 甲, value: 5, parts: []}",
    ],
)
def test_sums_are_checked_only_where_they_are_claimed(fact: str) -> None:
    """Partial lists, and values that are not exact, need not add up."""
    parse_facts(f"{HEAD}  - {fact}\n")


def test_all_problems_are_told_at_once_in_the_order_of_the_file() -> None:
    """One round of repair will do."""
    text = HEAD + "  - {indicator: 甲, value: 一}\n  - {indicator: 乙}\n  - {id: x, evnt: 丙}\n"
    with pytest.raises(FactsError) as caught:
        parse_facts(text, "表.yaml")
    lines = str(caught.value).split("\n")
    assert lines[0] == "事实表有 4 处问题:"
    assert [line.split(":")[1] for line in lines[1:]] == ["第3行", "第4行", "第5行", "第5行"]
    assert caught.value.place == "第3行"


def test_a_file_full_of_problems_is_told_in_part() -> None:
    """After fifty the number of the others is enough."""
    found = problems(HEAD + "  - 甲\n" * 60)
    assert len(found) == 51
    assert found[-1] == "另有 10 处问题,改完上面这些再检查一遍。"


def test_duplicate_ids_name_both_lines() -> None:
    """The second one is where the error stands."""
    text = HEAD + "  - {id: a, indicator: 甲, value: 1}\n  - {id: a, indicator: 乙, value: 2}\n"
    assert problems(text) == (
        "第4行:编号 a 重复(第3行已有)。每条事实的编号不能相同,请改掉其中一个。",
    )


DOCUMENT = [
    ("period: {from: 2025-01-01}", "period 要有年份和起止,写的是“2025年1月1日”"),
    ("period: 07-01", "period 要有年份和起止,写的是“7月1日”。请写年份,如 2025"),
    ("period: 去年", "period 应是日期,写的是“去年”"),
    (
        "period: {from: 2025-10-01, to: 2025-01-01}",
        "period 的起点 2025年10月1日 晚于终点 2025年1月1日",
    ),
    ("signed_on: 某日", "signed_on 应是日期"),
    ("terms: 十四五", "terms 应是一个列表"),
    ("confidential: 对", "confidential 应是 true 或 false,写的是“对”"),
    ("orgnization: 县委", "document 里没有“orgnization”这个键。是不是要写 organization"),
    ("单位的名称: 县委", "是不是要写 organization"),
    ("outline: []", "outline 里一节也没有。请写提纲的名字,如 annual"),
    ("outline: [成效]", "outline 里的这一节不是一组键和值"),
    ("outline: [{id: a}, {id: a}]", "章节编号 a 重复"),
    (
        "outline: [{id: a, facts: [goo]}]",
        "第1行:提纲的章节要用事实 goo,事实表里没有这一条。是不是要写 go",
    ),
    ("outline: [{id: a, facts: [p]}]", "是不是要写 go/p"),
    ("outline: [{id: a, facts: 甲}]", "facts 应是一个列表"),
    ("outline: [{id: a, facts: [[甲]]}]", "facts 应是文字,写的是一个列表"),
    ("outline: [{id: a}]", "事实 go 的 section 是 results,提纲里没有这一节。提纲里的章节有:a"),
]


@pytest.mark.parametrize(("key", "message"), DOCUMENT)
def test_the_document_part(key: str, message: str) -> None:
    """What does not fit there is named as well."""
    facts = "facts: [{id: go, indicator: 甲, value: 1, section: results, parts: [{id: p, indicator: 乙, value: 1}]}]"
    found = problems(f"document: {{title: 甲, {key}}}\n{facts}\n")
    assert any(message in problem for problem in found), found
