"""Changing a facts file in place: everything else stays as it was, to the byte."""

from __future__ import annotations

import shutil
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from assistant.domain import PartialDate
from assistant.errors import FactsError
from assistant.facts import add_fact, load_facts, parse_facts, set_facts
from assistant.facts.writing import inline_value

if TYPE_CHECKING:
    from pathlib import Path

YAML = """\
# 台账
document: {title: 总结, period: 2025}
facts:
  - id: articles      # 编号
    indicator: 媒体发稿
    value: 455        # 全年
    unit: '篇'
    parts:
      - {id: a, indicator: 国家级, value: 96}
      - id: b
        indicator: "省级"
        value: 359

  - id: range
    indicator: 联系点
    value: {min: 4, max: 5}
  - id: ranking
    indicator: 名次
    rank: 3
  - {id: day, event: 活动, date: 07-27}
  - id: long
    statement: |
      一段话
      两行
  - statement: >
      另一段
    id: folded
  - indicator: 无编号
    growth: 3
  # 完
"""


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """A facts file with comments, both layouts and all ways of quoting."""
    path = tmp_path / "表.yaml"
    path.write_text(YAML, "utf-8")
    return path


CHANGES = [
    ("articles.unit", "条", "    unit: '篇'\n", "    unit: '条'\n"),
    ("articles.previous", "402", "455        # 全年\n", "455        # 全年\n    previous: 402\n"),
    ("articles/b.indicator", '省"级', '"省级"', '"省\\"级"'),
    ("articles/a.source", "表, 一", "value: 96}", "value: 96, source: '表, 一'}"),
    (
        "articles/b.scope",
        "全县",
        "        value: 359\n",
        "        value: 359\n        scope: 全县\n",
    ),
    ("range", "4~6", "{min: 4, max: 5}", "{min: 4, max: 6}"),
    ("range", "4", "{min: 4, max: 5}", "4"),
    ("ranking", "2", "rank: 3", "rank: 2"),
    ("ranking.among", "全市", "rank: 3\n", "rank: 3\n    among: 全市\n"),
    ("day", "2025-07-28", "07-27", "2025-07-28"),
    ("day", "07-27~07-29", "date: 07-27", "date: {from: 07-27, to: 07-29}"),
    ("day.status", "planned", "07-27}", "07-27, status: planned}"),
    ("long", "一句: 话 #", "|\n      一段话\n      两行\n", "'一句: 话 #'\n"),
    ("folded.source", "台账", "id: folded\n", "id: folded\n    source: 台账\n"),
    ("f1", "4.5", "growth: 3", "growth: 4.5"),
    ("f1.value", "7", "indicator: 无编号\n", "indicator: 无编号\n    value: 7\n"),
    ("f1.approx", "true", "indicator: 无编号\n", "indicator: 无编号\n    approx: true\n"),
    ("f1.scope", "true", "indicator: 无编号\n", "indicator: 无编号\n    scope: 'true'\n"),
    ("f1.scope", "null", "indicator: 无编号\n", "indicator: 无编号\n    scope: 'null'\n"),
    ("f1.scope", "[a", "indicator: 无编号\n", "indicator: 无编号\n    scope: '[a'\n"),
    ("f1.scope", "- a", "indicator: 无编号\n", "indicator: 无编号\n    scope: '- a'\n"),
    ("f1.scope", "a\tb", "indicator: 无编号\n", 'indicator: 无编号\n    scope: "a\\tb"\n'),
]


@pytest.mark.parametrize(("name", "value", "old", "new"), CHANGES)
def test_only_the_value_changes(file: Path, name: str, value: str, old: str, new: str) -> None:
    """Comments, layout and quoting of everything else stay."""
    set_facts(file, {name: value})
    assert YAML.count(old) == 1
    assert file.read_text("utf-8") == YAML.replace(old, new)


def test_a_key_may_come_first(file: Path) -> None:
    """Where nothing stands on a line of its own that it could follow."""
    text = "document: {title: 甲}\nfacts:\n  - statement: >\n      甲\n"
    file.write_text(text, "utf-8")
    set_facts(file, {"f1.source": "台账"})
    assert file.read_text("utf-8") == text.replace("- statement", "- source: 台账\n    statement")


def test_several_values_change_together_and_the_new_sheet_comes_back(file: Path) -> None:
    """A total and its part can only change at once."""
    sheet = set_facts(file, {"articles": 460, "articles/a": Decimal(101)})
    assert sheet.by_id["articles"].value == 460
    assert sheet.by_id["articles/a"].value == 101
    assert sheet == load_facts(file)


REFUSED = [
    (
        {"articles": 460},
        "这样改以后事实表不成立,所以没有写入:事实 articles“媒体发稿”的分项加起来不等于总数",
    ),
    ({"articles": "很多"}, "没有写入:value 应是数字,写的是“很多”"),
    ({"artikles": 460}, "没有事实 artikles。是不是要写 articles"),
    ({"b": 460}, "没有事实 b。是不是要写 articles/b"),
    ({"articles.colour": 460}, "事实 articles 没有可改的键 colour。可改的键有:value"),
]


@pytest.mark.parametrize(("changes", "message"), REFUSED)
def test_what_does_not_hold_is_not_written(
    file: Path, changes: dict[str, str | int], message: str
) -> None:
    """The file is as it was."""
    with pytest.raises(FactsError, match=message):
        set_facts(file, changes)
    assert file.read_text("utf-8") == YAML


def test_a_value_that_is_an_alias_is_not_changed_behind_ones_back(file: Path) -> None:
    """It would change another fact as well."""
    text = "document: {title: 甲}\nfacts:\n  - {id: a, indicator: 甲, value: &v 1}\n  - {id: b, indicator: 乙, value: *v}\n"
    file.write_text(text, "utf-8")
    with pytest.raises(FactsError, match=r"第4行:事实 b 的 value 是别名"):
        set_facts(file, {"b": 2})
    assert file.read_text("utf-8") == text


@pytest.mark.parametrize(
    ("encoding", "mark"),
    [
        ("utf-8", b""),
        ("utf-8", b"\xef\xbb\xbf"),
        ("gb18030", b""),
        ("utf-16-le", b"\xff\xfe"),
        ("utf-16-be", b"\xfe\xff"),
    ],
)
def test_encoding_and_line_ends_stay(file: Path, encoding: str, mark: bytes) -> None:
    """A file of Notepad stays a file of Notepad."""
    text = YAML.replace("\n", "\r\n")
    file.write_bytes(mark + text.encode(encoding))
    set_facts(file, {"ranking": 1})
    assert file.read_bytes() == mark + text.replace("rank: 3", "rank: 1").encode(encoding)


def test_json_is_edited_in_place(tmp_path: Path) -> None:
    """Values, missing keys and ranges, in JSON's own notation."""
    file = tmp_path / "表.json"
    text = '{\n  "document": {"title": "甲"},\n  "facts": [\n    {"id": "a", "indicator": "甲", "value": 1}\n  ]\n}\n'
    file.write_text(text, "utf-8")
    set_facts(file, {"a": "2~3", "a.unit": '个"', "a.indicator": "乙"})
    assert file.read_text("utf-8") == text.replace(
        '"甲", "value": 1', '"乙", "value": {"min": 2, "max": 3}, "unit": "个\\""'
    )
    add_fact(file, {"indicator": "丙", "value": Decimal("1.50"), "approx": True})
    assert file.read_text("utf-8").endswith(
        '"unit": "个\\""}, {"indicator": "丙", "value": 1.50, "approx": true}\n  ]\n}\n'
    )


def test_a_fact_is_added_behind_the_last_one(file: Path) -> None:
    """In the indentation of the list, before a closing comment."""
    add_fact(
        file,
        {
            "id": "new",
            "indicator": "新",
            "value": {"min": 1, "max": 2},
            "aliases": ["甲, 乙", "丙"],
            "required": False,
        },
    )
    line = "  - {id: new, indicator: 新, value: {min: 1, max: 2}, aliases: ['甲, 乙', 丙], required: false}\n"
    assert file.read_text("utf-8") == YAML.replace("  # 完\n", line + "  # 完\n")
    with pytest.raises(FactsError, match="编号 new 重复"):
        add_fact(file, {"id": "new", "indicator": "新", "value": 1})


@pytest.mark.parametrize(
    "last",
    [
        "  - {id: z, event: 甲, date: 07-01}",
        "  - id: z\n    event: 甲\n    date: 07-01  # 说明",
        "  - id: z\n    statement: |\n      甲\n      乙\n",
        "- indicator: 甲\n  value: 2\n  parts:\n  - indicator: 乙\n    value: 2\n",
        "  - id: z\n    event: 甲\n    date:\n      from: 07-01\n      to: 07-02",
    ],
)
def test_a_fact_is_added_whatever_the_last_one_looks_like(tmp_path: Path, last: str) -> None:
    """Flow, block, text over lines, nested parts, no line end at the end."""
    file = tmp_path / "表.yaml"
    file.write_text(f"document: {{title: 甲}}\nfacts:\n{last}", "utf-8")
    sheet = add_fact(file, {"id": "new", "statement": "新的一句"})
    assert sheet.facts[-1].id == "new"
    assert file.read_text("utf-8").startswith(f"document: {{title: 甲}}\nfacts:\n{last.rstrip()}")


def test_every_shipped_fact_can_be_set_to_itself(root: Path, tmp_path: Path) -> None:
    """Setting a value to what it is leaves the file as it is."""
    for source in sorted((root / "fixtures" / "facts").glob("*.yaml")):
        file = tmp_path / source.name
        shutil.copy(source, file)
        same = {
            fact.id: f"{fact.value:f}"
            for fact in load_facts(file).facts
            if fact.value is not None and fact.statement is None
        }
        set_facts(file, same)
        assert file.read_bytes() == source.read_bytes()


@settings(max_examples=300)
@example("-")
@example("?")
@example("a: b")
@example("a #b")
@example("=")
@given(st.text(min_size=1, max_size=30).filter(lambda text: text.strip() == text))
def test_any_words_read_back_as_they_were_given(text: str) -> None:
    """Quoted where they must be, in block and in flow, in YAML and in JSON."""
    for quote in ("", "'", '"'):
        written = inline_value("source", text, "yaml", quote)
        block = f"document: {{title: 甲}}\nfacts:\n  - indicator: 甲\n    value: 1\n    source: {written}\n"
        flow = f"document: {{title: 甲}}\nfacts: [{{indicator: 甲, source: {written}, value: 1}}]"
        for sheet in (block, flow):
            assert parse_facts(sheet).facts[0].source == text
    written = inline_value("source", text, "json")
    json = f'{{"document": {{"title": "甲"}}, "facts": [{{"indicator": "甲", "value": 1, "source": {written}}}]}}'
    assert parse_facts(json, format="json").facts[0].source == text


def test_dates_of_a_new_key_are_read(file: Path) -> None:
    """A key that was missing has its meaning at once."""
    sheet = set_facts(file, {"ranking.date": "2025-12"})
    assert sheet.by_id["ranking"].date is not None
    assert sheet.by_id["ranking"].date.start == PartialDate(2025, 12)


@pytest.mark.parametrize(
    "parts",
    [
        "    parts:\n      - {id: a, indicator: 甲, value: 1}\n",
        "    parts: [{id: a, indicator: 甲, value: 1}]\n",
    ],
)
def test_new_parts_and_their_total_change_together(tmp_path: Path, parts: str) -> None:
    """In a list of lines or in brackets; the file holds after the change, not between."""
    path = tmp_path / "表.yaml"
    path.write_text(
        f"document: {{title: 总结}}\nfacts:\n  - id: all\n    indicator: 总数\n    value: 1\n{parts}",
        "utf-8",
    )
    new = {"id": "b", "indicator": "乙", "value": 2}
    sheet = set_facts(path, {"all": 3}, {"all": [new]})
    assert [str(sheet.by_id[name].value) for name in ("all", "all/a", "all/b")] == ["3", "1", "2"]
