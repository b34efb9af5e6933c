"""Another name for a fact, written into the file in place."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from assistant.errors import FactsError
from assistant.facts import add_alias, load_facts

if TYPE_CHECKING:
    from pathlib import Path

HEAD = "document: {title: 甲}\nfacts:\n"
FORMS = [
    (
        "  - {id: a, indicator: 发稿, value: 3}  # 注\n",
        "  - {id: a, indicator: 发稿, value: 3, aliases: [来稿]}  # 注\n",
    ),
    (
        "  - id: a\n    indicator: 发稿\n    value: 3  # 注\n",
        "  - id: a\n    indicator: 发稿\n    value: 3  # 注\n    aliases: [来稿]\n",
    ),
    (
        "  - {id: a, indicator: 发稿, value: 3, aliases: [稿件]}\n",
        "  - {id: a, indicator: 发稿, value: 3, aliases: [稿件, 来稿]}\n",
    ),
    (
        "  - id: a\n    indicator: 发稿\n    aliases:\n      - 稿件  # 注\n    value: 3\n",
        "  - id: a\n    indicator: 发稿\n    aliases:\n      - 稿件  # 注\n      - 来稿\n    value: 3\n",
    ),
    (
        "  - {id: a, indicator: 发稿, value: 3, aliases: [来稿]}\n",
        "  - {id: a, indicator: 发稿, value: 3, aliases: [来稿]}\n",
    ),
]


@pytest.mark.parametrize(("before", "after"), FORMS)
def test_a_name_is_added_in_place(tmp_path: Path, before: str, after: str) -> None:
    """Whatever way the list is written in; comments stay, and what is there is not added again."""
    path = tmp_path / "facts.yaml"
    path.write_text(HEAD + before, "utf-8")
    sheet = add_alias(path, "a", "来稿")
    assert "来稿" in sheet.by_id["a"].aliases
    assert path.read_text("utf-8") == HEAD + after
    assert load_facts(path) == sheet


def test_what_cannot_be_added_is_refused(tmp_path: Path) -> None:
    """No such fact, or an empty list: nothing is written."""
    path = tmp_path / "facts.yaml"
    path.write_text(HEAD + "  - {id: a, indicator: 发稿, value: 3, aliases: []}\n", "utf-8")
    with pytest.raises(FactsError, match="没有事实 aa。是不是要写 a"):
        add_alias(path, "aa", "来稿")
    with pytest.raises(FactsError, match="aliases 是空的"):
        add_alias(path, "a", "来稿")
