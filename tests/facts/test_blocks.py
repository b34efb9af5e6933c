"""Comment lines of their own that head the facts below them."""

from __future__ import annotations

import pytest
from facts.texts import HEAD

from assistant.facts import parse_facts


def test_a_comment_line_of_its_own_heads_the_facts_below_it() -> None:
    """Short headings only; parts have their parent's; remarks and commented-out entries head none."""
    sheet = parse_facts(
        HEAD
        + """
  - {id: a, indicator: 甲, value: 1}
  # 就业
  - id: b      # 备注
    indicator: 乙
    value: 2
    parts:
      # 分项
      - {id: c, indicator: 丙, value: 2}
  # - {id: x, indicator: 停用, value: 3}
  # 下面这些由人事股提供,每季度更新一次
  - {id: d, indicator: 丁, value: 4}
  # 社保
  # 参保
  - {id: e, indicator: 戊, value: 5}
"""
    )
    assert {fact.id: fact.group for fact in sheet.facts} == {
        "a": None,
        "b": "就业",
        "b/c": "就业",
        "d": "就业",
        "e": "参保",
    }


@pytest.mark.parametrize(
    ("comment", "heads"),
    [
        ("以下手工补", False),
        ("下面是活动", False),
        ("数字待核", False),
        ("领导要求", False),
        ("人事股提供", False),
        ("这两条再看看", False),
        ("养老服务", True),
        ("水与土壤", True),
        ("新增就业", True),
        ("待遇保障", True),
        ("先进典型", True),
        ("整改落实", True),
        ("组织领导", True),
        ("低保核对", True),
        ("走访慰问", True),
        ("未成年人保护", True),
        ("不动产登记", True),
        ("补充耕地", True),
        ("注册登记", True),
    ],
)
def test_a_remark_to_oneself_heads_nothing(comment: str, heads: bool) -> None:
    """It would be printed in the summary as the name of a field of work."""
    sheet = parse_facts(f"{HEAD}  # {comment}\n  - {{id: a, indicator: 甲, value: 1}}\n")
    assert sheet.facts[0].group == (comment if heads else None)


def test_json_has_no_headings() -> None:
    """Its facts belong to no block."""
    text = '{"document": {"title": "总结"}, "facts": [{"id": "a", "indicator": "甲", "value": 1}]}'
    assert parse_facts(text, format="json").facts[0].group is None
