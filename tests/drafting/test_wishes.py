"""What a person wishes of a section, and what the offline writer makes of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from assistant.domain import Role
from assistant.drafting.outline.outline import load_outline
from assistant.drafting.outline.plan import plan_sections
from assistant.drafting.wording.offline import rewrite_offline, write_offline
from assistant.drafting.wording.wishes import wished
from assistant.facts import load_facts
from tests.drafting.sheets import told_ids

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize(
    ("instruction", "unknown"),
    [
        ("更简洁", ()),
        ("先写群众安全感的内容,不要小标题", ()),
        ("不要法治宣讲", ()),
        ("换一种说法", ()),
        ("语气再热情一点,换顺序", ("语气再热情一点",)),
    ],
)
def test_a_wish_is_understood_or_named(instruction: str, unknown: tuple[str, ...]) -> None:
    """What the offline writer cannot do is told, not passed over."""
    assert wished(instruction, 1).unknown == unknown


def test_what_is_wanted_first_comes_first_and_what_is_not_wanted_is_left_out(root: Path) -> None:
    """先写 brings a group to the front; 不要 takes facts away; the rest stays."""
    sheet = load_facts(root / "fixtures/facts/environment.yaml")
    plan = plan_sections(sheet, load_outline("annual"))
    section = next(section for section in plan if section.role is Role.RESULTS)
    first = rewrite_offline(section, sheet, plan, "先写排污口", 0)
    assert first.startswith("（一）推进水和土壤污染防治")
    without = rewrite_offline(section, sheet, plan, "不要写应急演练", 0)
    plain = rewrite_offline(section, sheet, plan, "不要小标题", 0)
    assert "应急演练" not in without
    assert "（一）" not in plain
    assert told_ids(plain) == told_ids(section.source or write_offline(section, sheet, plan))
