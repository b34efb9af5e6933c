"""What a person wishes of a section, and what the offline writer makes of it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from assistant.domain import Role, Section
from assistant.drafting.outline.outline import load_outline
from assistant.drafting.outline.plan import plan_sections
from assistant.drafting.wording.offline import rewrite_offline, unmet, write_offline
from assistant.drafting.wording.wishes import wished
from assistant.facts import load_facts
from tests.drafting.sheets import sheet_of, told_ids

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


@pytest.mark.parametrize(
    ("instruction", "first", "without"),
    [
        ("先说服务站", ("服务站",), ()),
        ("把养老服务的内容放在前面", ("养老服务",), ()),
        ("将就业放到前面,更简洁", ("就业",), ()),
        ("不要说床位", (), ("床位",)),
        ("别提信访", (), ("信访",)),
        ("不要再写应急演练了", (), ("应急演练",)),
    ],
)
def test_a_wish_is_told_in_several_ways(
    instruction: str, first: tuple[str, ...], without: tuple[str, ...]
) -> None:
    """As clerks say it."""
    manner = wished(instruction, 1).manner
    assert (manner.first, manner.without) == (first, without)


PLANS = (
    {
        "id": "beds",
        "indicator": "2026年新增护理型床位",
        "value": 200,
        "unit": "张",
        "status": "planned",
    },
    {"id": "posts", "indicator": "新建村级服务站", "value": 30, "unit": "个", "status": "planned"},
    {"id": "homes", "indicator": "2026年改造敬老院", "value": 3, "unit": "家", "status": "planned"},
)


@pytest.mark.parametrize(
    ("instruction", "order"),
    [
        ("换一种说法", ["beds", "homes", "posts"]),
        ("先说服务站", ["posts", "beds", "homes"]),
        ("先写敬老院", ["homes", "beds", "posts"]),
        ("换个顺序", ["posts", "homes", "beds"]),
        ("不要说床位", ["homes", "posts"]),
    ],
)
def test_plans_come_in_the_order_that_is_asked_for(instruction: str, order: list[str]) -> None:
    """With or without a year of their own."""
    sheet = sheet_of(*PLANS)
    plan = plan_sections(sheet, load_outline("annual"))
    section = next(section for section in plan if section.role is Role.PLAN)
    source = rewrite_offline(section, sheet, plan, instruction, 0)
    assert list(dict.fromkeys(re.findall(r"\{(\w+)\}", source))) == order


def test_what_no_fact_speaks_of_is_told() -> None:
    """A wish that changes nothing is not passed over; words of a fact or of its topic are known."""
    aid = {"id": "aid", "indicator": "城乡低保对象", "value": 7882, "unit": "人"}
    sheet = sheet_of(*PLANS, aid)
    section = Section("plan", "打算", Role.PLAN, ("beds", "posts", "aid"))
    assert unmet(section, sheet, "先说服务站,不要说床位") == ()
    assert unmet(section, sheet, "先说社会保障") == ()
    assert unmet(section, sheet, "先说婚姻登记,不要写敬老院") == ("婚姻登记", "敬老院")


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
