"""A facts file as clerks write it: Chinese keys and values, commas in unquoted texts, likely slips."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from typer.testing import CliRunner

from assistant.cli.main import build_app
from assistant.domain import Bound, Status
from assistant.errors import FactsError
from assistant.facts import parse_facts, set_facts
from assistant.facts.spelling import key_words

if TYPE_CHECKING:
    from pathlib import Path

HEAD = "document: {title: 某局2025年工作总结, organization: 某局, period: 2025}\nfacts:\n"


def warnings_of(fact: str) -> str:
    """The warnings of a file with one fact, or several lines of them."""
    return "\n".join(parse_facts(HEAD + fact).warnings)


def test_chinese_keys_and_values_mean_the_same() -> None:
    """Either spelling gives the same sheet."""
    chinese = parse_facts(
        "基本情况: {标题: 某局2025年工作总结, 单位: 某局, 自称: 我局, 年度: {从: 2025-01-01, 到: 2025-12-31}}\n"
        "事实:\n"
        "  - {编号: a, 指标: 办件, 数值: 120, 单位: 件, 上年: 100, 目标: 110, 来源: 台账,\n"
        "     分项: [{编号: x, 指标: 网上, 数值: 70}, {编号: y, 指标: 窗口, 数值: 50}]}\n"
        "  - {编号: b, 指标: 新建站点, 数值: 3, 单位: 个, 状态: 计划, 界限: 不少于, 必写: 否}\n"
    )
    english = parse_facts(
        "document: {title: 某局2025年工作总结, organization: 某局, self: 我局,"
        " period: {from: 2025-01-01, to: 2025-12-31}}\n"
        "facts:\n"
        "  - {id: a, indicator: 办件, value: 120, unit: 件, previous: 100, target: 110, source: 台账,\n"
        "     parts: [{id: x, indicator: 网上, value: 70}, {id: y, indicator: 窗口, value: 50}]}\n"
        "  - {id: b, indicator: 新建站点, value: 3, unit: 个, status: planned, bound: at_least, required: false}\n"
    )
    assert chinese.facts == english.facts
    assert chinese.document == english.document
    assert chinese.by_id["b"].status is Status.PLANNED
    assert chinese.by_id["b"].bound is Bound.AT_LEAST


def test_a_key_written_both_ways_is_told() -> None:
    """Which of the two was meant, nobody can tell."""
    with pytest.raises(FactsError, match="单位"):
        parse_facts(HEAD + "  - {id: a, indicator: 办件, value: 1, unit: 件, 单位: 个}\n")


def test_a_text_that_a_comma_cut_is_joined_again_and_told() -> None:
    """Everyone writes that; with several commas too."""
    text = HEAD + "  - {statement: 局机关内设16个股室,下设12个所, 另有3个站, section: results}\n"
    sheet = parse_facts(text)
    assert sheet.facts[0].statement == "局机关内设16个股室,下设12个所, 另有3个站"
    assert sheet.facts[0].section == "results"
    (told,) = sheet.warnings
    assert "已连成“局机关内设16个股室,下设12个所, 另有3个站”" in told


def test_what_is_no_text_is_not_joined() -> None:
    """A stray word behind a number is still an unknown key."""
    with pytest.raises(FactsError, match="没有“件”这个键"):
        parse_facts(HEAD + "  - {id: a, indicator: 办件, value: 12, 件}\n")


@pytest.mark.parametrize(
    ("fact", "told"),
    [
        ("{indicator: 巡河, value\uff1a 300, unit: 次}", "键后面是全角冒号"),
        ("{id: a, indicator: 清淤沟渠, value:21}", "冒号后面少了一个空格"),
        ("{编号: a, 陈述: 召开两级会议, 章节:成效}", "冒号后面少了一个空格"),
    ],
)
def test_a_key_that_runs_into_its_value_is_not_taken_for_text(fact: str, told: str) -> None:
    """It would be printed in the summary; a comma before it is no comma of the text."""
    with pytest.raises(FactsError, match=told):
        parse_facts(f"{HEAD}  - {fact}\n")


def test_one_indicator_of_two_scopes_has_two_values() -> None:
    """城区 and 乡镇 are not one thing."""
    assert not warnings_of(
        "  - {indicator: 抽检, value: 5, unit: 批, scope: 城区}\n"
        "  - {indicator: 抽检, value: 6, unit: 批, scope: 乡镇}"
    )


def test_a_formula_over_what_is_to_be_filled_in_waits_with_it() -> None:
    """Neither has a value yet, and a person is told of both."""
    sheet = parse_facts(
        HEAD + "  - {id: a, indicator: 办件, value: , unit: 件}\n"
        "  - {id: b, indicator: 日均办件, formula: a / 365, unit: 件, digits: 1}\n"
        "  - {id: c, indicator: 投诉, value: 3, unit: 件}\n"
    )
    assert sheet.pending == ("办件", "日均办件")
    assert [fact.id for fact in sheet.facts] == ["c"]


def test_a_preview_writes_nothing(tmp_path: Path) -> None:
    """What the sheet would be, before it is."""
    path = tmp_path / "facts.yaml"
    path.write_text(HEAD + "  - {id: a, indicator: 办件, value: 120, unit: 件}\n", "utf-8")
    before = path.read_bytes()
    assert set_facts(path, {"a": 121}, preview=True).by_id["a"].value == 121
    assert path.read_bytes() == before


@pytest.mark.parametrize(
    ("fact", "words"),
    [
        ("  - {indicator: 合格率, value: 102, unit: '%'}", "超过 100%"),
        ("  - {indicator: 办件, value: 12}", "没有单位"),
        ("  - {indicator: 办件, value: 1200, unit: 件, previous: 98}", "相差十倍以上"),
        ("  - {indicator: 办件, value: 9, unit: 件, previous: 98}", "相差十倍以上"),
        ("  - {indicator: 2026年新建站点, value: 3, unit: 个}", "像是计划"),
        ("  - {indicator: 计划培训, value: 3, unit: 场}", "像是计划"),
        ("  - {indicator: 明年拟建公园, value: 3, unit: 处}", "像是计划"),
        ("  - {statement: '计划新开2条公交线路,覆盖全部乡镇'}", "像是计划"),
        (
            "  - {indicator: 抽检, value: 5, unit: 批}\n  - {indicator: 抽检, value: 6, unit: 批}",
            "“抽检”有两个数:第3行是 5,这里是 6",
        ),
    ],
)
def test_what_is_seldom_meant_is_told(fact: str, words: str) -> None:
    """A warning with what to do; the file is usable."""
    assert words in warnings_of(fact)


@pytest.mark.parametrize(
    "fact",
    [
        "  - {indicator: 合格率, value: 98.2, unit: '%', previous: 97}",
        "  - {indicator: 增幅, value: 102, unit: '%'}",
        "  - {indicator: 2026年新建站点, value: 3, unit: 个, status: planned}",
        "  - {indicator: 抽检, value: 5, unit: 批, scope: 城区}",
        "  - {indicator: 计划生育特殊家庭, value: 5, unit: 户}",
        "  - {statement: 拟定救助办法2项}",
    ],
)
def test_ordinary_facts_are_not_warned_of(fact: str) -> None:
    """A warning that comes always is read by nobody."""
    assert warnings_of(fact) == ""


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (HEAD + "  - {id: a\uff0cindicator: 办件, value: 1}\n", "全角逗号"),
        (HEAD + "  - value:455\n", "后面空一格"),
    ],
)
def test_common_slips_are_named(text: str, words: str) -> None:
    """The message says what to type instead."""
    with pytest.raises(FactsError) as caught:
        parse_facts(text)
    assert words in str(caught.value)


def test_set_takes_a_chinese_name_and_says_old_and_new(tmp_path: Path) -> None:
    """The field that changed is told, and the file keeps its own keys."""
    path = tmp_path / "facts.yaml"
    path.write_text(HEAD + "  - {编号: a, 指标: 办件, 数值: 120, 单位: 件, 上年: 100}\n", "utf-8")
    done = CliRunner().invoke(
        build_app(), ["facts", "set", "-f", str(path), "办件.previous=102", "a=121"]
    )
    assert done.exit_code == 0, done.output
    assert "a.previous:100 → 102" in done.output
    assert "数值: 121" in path.read_text("utf-8")
    assert "上年: 102" in path.read_text("utf-8")


@pytest.mark.parametrize(
    ("fact", "told"),
    [
        ("{指标: 低保对象, 数值: '7,882', 单位: 人}", "数值 应是数字"),
        ("{指标: 养老床位, 数值: 30张}", "如 数值: 30,单位“张”写在 单位 里"),
        ("{指标: 低保对象, 数值: 1, 上年度数: 3}", "是不是要写 上年"),
        ("{编号: a, 指标: 低保对象}", "“低保对象”没有数值(或名次、增速)。"),
        ("{指标: 低保对象, 数值: 1, 备注: 含边缘户}", "请写在行尾的 # 后面"),
        ("{指标: 低保对象, 数值: 1, 同比: 3}", "台账另有增幅的写 增速"),
        ("{指标: 低保对象, 数值: 1, 状态: 正在办}", "请从中选一个:已完成、计划"),
        ("{指标: 甲, 数值: 3, 分项: [{指标: 乙, 数值: 2}]}", "请加 不必加总: 是"),
        ("{指标: previous, 数值: 约3}", "写的是“约3”"),
        ("{编号: value, 说明: 甲}", "事实 value 没有写明"),
    ],
)
def test_messages_speak_as_the_file_does(fact: str, told: str) -> None:
    """A clerk who wrote 数值 is not told of value; what the file says itself stays."""
    with pytest.raises(FactsError) as caught:
        parse_facts(f"{HEAD}  - {fact}\n")
    message = "\n".join(caught.value.problems) or str(caught.value)
    assert told in message


def test_english_files_are_told_of_in_english() -> None:
    """Their keys are those of the documents."""
    with pytest.raises(FactsError, match="value 应是数字"):
        parse_facts(f"{HEAD}  - {{indicator: 低保对象, value: 约3}}\n")


def test_every_chinese_name_of_the_documents_may_be_written(root: Path) -> None:
    """The tables of docs/facts.md, name for name."""
    known = {
        (word, key) for kind in ("document", "fact") for word, key in key_words()[kind].items()
    }
    text = (root / "docs/facts.md").read_text("utf-8").partition("## Facts with a formula")[0]
    rows = re.findall(r"^\| (`[^|]+) \| ([^|]+) \|", text, re.MULTILINE)
    pairs = {
        (name.strip(), key.strip("` "))
        for keys, names in rows
        for key, name in zip(keys.split(","), names.split("、"), strict=True)
    }
    assert len(pairs) > 25
    assert pairs <= known
