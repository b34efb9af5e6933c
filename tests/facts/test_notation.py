"""What a person is told of a text that is no YAML, or not whole: the line, and the commonest slips."""

from __future__ import annotations

import pytest
from facts.texts import HEAD, problems

from assistant.errors import FactsError
from assistant.facts import parse_facts

BROKEN = """document: {title: 总结, period: 2025}
facts:
  - {statement: 设16个股室,下设12个所}
  - {id: study, indicator: 集中学习, value: 12， unit: 次}
  - {id: rate, indicator: 办结率, value: 108, unit: "%"}
  # 说明
  - id: open
    indicator: 未结束
    parts: [{indicator: 甲, value: 3
  - {id: share, indicator: 占比, value: 3, unit: "%", share_of: study}
  - {id: typo, indicator: 坏键, vale: 3, unit: 个}
  - {id: wide, 指标：甲, value: 3, unit: 个}
"""


def test_the_facts_beside_a_broken_one_are_checked_too() -> None:
    """One pass tells all: each broken fact at its line, what is wrong with the others, and the reminders."""
    with pytest.raises(FactsError) as caught:
        parse_facts(BROKEN)
    told = caught.value
    assert [problem.split(":")[0] for problem in told.problems] == [
        "第4行",
        "第9行",
        "第11行",
        "第11行",
        "第12行",
        "第12行",
    ]
    assert "花括号里有全角逗号" in told.problems[0]
    assert "不是合法的 YAML" in told.problems[1]
    assert "是不是要写 value" in told.problems[2]
    assert "键后面是全角冒号" in told.problems[4]
    assert [reminder.split(":")[0] for reminder in told.reminders] == ["第3行", "第5行"]
    assert str(told).startswith("事实表有 6 处问题:\n第4行")
    assert "\n提醒:第5行:事实 rate“办结率”是 108%" in str(told)


@pytest.mark.parametrize(
    "text",
    [
        "document: {title: 总结\nfacts:\n  - {indicator: 甲, value: 3}\n",
        "document: {title: 总结}\nfacts:\n  - {indicator: 甲, value: 3\n",
        "document: {title: 总结}\nfacts: [{indicator: 甲, value: 3\n",
        "document: {title: 总结}\nfacts:\nother: {a: [}\n",
        "document: {title: 总结\nfacts:\n  - *a\n  - {indicator: 甲, value: 3\n",
        "document: {title: 总结}\nfacts:\n  - {indicator: 甲, value: 3, a: *b}\n  - {indicator: 乙, value: 3\nother: [\n",
    ],
)
def test_what_else_is_broken_is_told_alone(text: str) -> None:
    """Where the list cannot be told, or where all of it or something beside it is broken."""
    assert all("第" in one for one in problems(text))


NOTATION = [
    ("  - id\uff1aa\n", "这条事实不是一组键和值。冒号要用半角,后面空一格"),
    (
        "  - id: a\n    indicator\uff1a甲\n    value: 1\n",
        "第4行:键后面是全角冒号“\uff1a”。请改成半角冒号加一个空格,如 value: 455",
    ),
    (
        "  - id: a\n    indicator:清淤沟渠\n    value: 1\n",
        "第4行:冒号后面少了一个空格。请改成半角冒号加一个空格",
    ),
    ("  - id:a\n    indicator: 甲\n    value: 1\n", "第3行:冒号后面少了一个空格"),
    ("  - {indicator: 甲, value: 1\n", "不是合法的 YAML。请检查这一行和上一行的缩进"),
    ("  - indicator: 甲\n    value: 1\n    unit: %\n", "第5行:% @ ` 开头的文字没有加引号"),
    ("  - indicator: 甲\n\tvalue: 1\n", "第4行:行首是制表符(Tab)。YAML 只能用空格缩进"),
    ("  - indicator: !!python/object:os.system 甲\n", "有 YAML 标签"),
    ("  - !fact {indicator: 甲}\n", "有 YAML 标签 !fact。事实表不用标签"),
    ("  - indicator: *nowhere\n", "第3行:别名 *nowhere 没有对应的 &nowhere"),
    ("  - &a [*a]\n", "别名 *a 没有对应的 &a"),
    ("  - ? [甲]\n    : 乙\n", "键不是一个词"),
    ("  - indicator: 甲\x07\n", "第3行:有 YAML 不允许的控制字符"),
    ("  - " + "[" * 60 + "]" * 60, "嵌套超过 50 层"),
]


@pytest.mark.parametrize(("text", "message"), NOTATION)
def test_text_that_is_no_yaml(text: str, message: str) -> None:
    """The line is named, and the commonest slips have advice of their own."""
    found = problems(HEAD + text)
    assert len(found) == 1
    assert message in found[0]


def test_an_alias_bomb_is_refused_before_it_grows() -> None:
    """Ten levels of ten aliases each would be ten thousand million nodes."""
    levels = ["a0: &a0 [" + ",".join(["甲"] * 10) + "]"]
    levels += [f"a{n}: &a{n} [{','.join([f'*a{n - 1}'] * 10)}]" for n in range(1, 10)]
    assert "可能是别名层层引用" in problems("\n".join(levels))[0]


def test_more_aliases_than_anybody_writes_are_refused() -> None:
    """A thousand and one aliases of one word."""
    text = "a: &a 甲\nb: [" + ",".join(["*a"] * 1001) + "]"
    assert "别名(*)超过 1000 个" in problems(text)[0]


def test_an_alias_may_save_typing() -> None:
    """A few aliases are fine."""
    text = HEAD + "  - {indicator: 甲, value: 1, source: &s 台账}\n"
    sheet = parse_facts(text + "  - {indicator: 乙, value: 2, source: *s}\n")
    assert [fact.source for fact in sheet.facts] == ["台账", "台账"]
