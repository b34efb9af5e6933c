"""Facts files in JSON that are none, or too large."""

from __future__ import annotations

import pytest

from assistant.errors import FactsError
from assistant.facts import parse_facts

JSON = [
    ("", "文件是空的"),
    ('{"document": {"title": "甲"},\n "facts": [1,]}', "第2行:不是合法的 JSON:这里应是数字"),
    ('{"document"\n 1}', "第2行:不是合法的 JSON:键 document 后面没有冒号"),
    ("{document: 1}", "键没有加双引号"),
    ('{"a": 1 "b": 2}', "这里应有逗号或 }"),
    ('{"a": [1 2]}', "这里应有逗号或 ]"),
    ('{"a": "b\nc"}', "双引号没有成对"),
    ('{"a": "b\\x"}', "写错的反斜杠"),
    ('{"a": 01}', "这里应有逗号或 }"),
    ('{"a": 1} 2', "后面还有多余的内容"),
    ("[" * 60, "嵌套超过 50 层"),
    ('{"a":' * 60, "嵌套超过 50 层"),
    (
        '{"document": {"title": "甲"}, "facts": [{"indicator": "\\ud800", "value": 1}]}',
        "残缺的字符",
    ),
    ('{"document": {"title": "甲"}, "facts": [{"indicator": "甲", "value": "1"}]}', "带引号的文字"),
]


@pytest.mark.parametrize(("text", "message"), JSON, ids=[message for _, message in JSON])
def test_json_that_is_none(text: str, message: str) -> None:
    """JSON is strict, and the line is named."""
    with pytest.raises(FactsError) as caught:
        parse_facts(text, format="json")
    assert message in str(caught.value)


def test_json_of_too_many_items(monkeypatch: pytest.MonkeyPatch) -> None:
    """It is refused while it is read."""
    monkeypatch.setattr("assistant.facts.json_nodes.MAX_NODES", 100)
    with pytest.raises(FactsError, match="内容超过 100 项"):
        parse_facts("[" + "1," * 101, format="json")
