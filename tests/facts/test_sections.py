"""The outline in a facts file: sections, their sub-sections, and what is refused in them."""

from __future__ import annotations

from textwrap import indent

import pytest

from assistant.errors import AssistantError
from assistant.facts import parse_facts

HEAD = """
facts:
  - {id: dams, indicator: 水库除险加固, value: 12, unit: 座}
document:
  title: 甲县水务局2025年工作总结
  organization: 甲县水务局
  period: 2025
  outline:
"""


@pytest.mark.parametrize(
    ("sections", "told"),
    [
        ("  - {id: a, heading: 甲}\n  - {id: a, heading: 乙}", "章节编号 a 重复"),
        ("  - {id: a, status: done}", "status 只能写 planned"),
        ("  - {id: a, heading: 甲, sections: 丙}", "sections 应是一个列表"),
        ("  - {id: a, heading: 甲, main: 1.5}", "main 应是一个整数"),
        ("  - {id: a, heading: 甲, length: -200}", "length 应是一个整数"),
        ("  - {id: a, heading: 甲, sections: [{id: a, heading: 乙}]}", "章节编号 a 重复"),
    ],
)
def test_what_no_outline_can_have_is_told_with_its_line(sections: str, told: str) -> None:
    """A message names what was found and where."""
    with pytest.raises(AssistantError) as refused:
        parse_facts(HEAD + indent(sections, "  "))
    assert told in str(refused.value)


def test_sections_within_sections_are_read_with_names_of_their_own() -> None:
    """A sub-section without an id is numbered under its section; an empty heading is none."""
    sheet = parse_facts(
        HEAD + "    - {id: open, heading: '', length: 200}\n"
        "    - id: work\n"
        "      heading: 工作情况\n"
        "      main: 3\n"
        "      sections:\n"
        "        - {heading: 工程建设, facts: [dams]}\n"
        "        - {id: care, heading: 管护, topics: [河湖]}\n"
    )
    first, second = sheet.document.outline
    assert (first.heading, first.length) == (None, 200)
    assert [inner.id for inner in second.sections] == ["work-1", "care"]
    assert second.main == 3
    assert second.sections[0].facts == ("dams",)
