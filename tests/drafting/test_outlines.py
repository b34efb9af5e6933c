"""Outlines and the plan: which facts go where, and what is wrong with an outline's file."""

from __future__ import annotations

from pathlib import Path

import pytest

from assistant.domain import Role
from assistant.drafting.outline.outline import load_outline, outline_for, outline_names
from assistant.drafting.outline.plan import plan_sections, plan_text
from assistant.errors import OutlineError
from assistant.facts import load_facts
from tests.drafting.sheets import articles, sheet_of

FIXTURES = sorted((Path(__file__).resolve().parents[2] / "fixtures" / "facts").glob("*.yaml"))


def test_the_shipped_outlines_load() -> None:
    """Each has an opening first and one section for what no rule places."""
    assert outline_names() == ("annual", "brief", "publicity", "school")
    for name in outline_names():
        outline = load_outline(name)
        assert outline.sections[0].role is Role.OPENING
        assert sum(section.default for section in outline.sections) == 1
        assert all(section.task and section.length for section in outline.sections)


@pytest.mark.parametrize("path", FIXTURES, ids=lambda path: path.stem)
@pytest.mark.parametrize("name", outline_names())
def test_every_fact_goes_to_one_section(path: Path, name: str) -> None:
    """None is lost, none is told twice but in the opening."""
    sheet = load_facts(path)
    sections = plan_sections(sheet, load_outline(name))
    body = [
        fact for section in sections if section.role is not Role.OPENING for fact in section.facts
    ]
    opening = [f for section in sections if section.role is Role.OPENING for f in section.facts]
    assert len(body) == len(set(body))
    assert set(body) | set(opening) == set(sheet.by_id)


def test_planned_facts_go_to_the_plan_and_parts_with_their_whole() -> None:
    """A plan is never told among the results."""
    sheet = sheet_of(
        articles(parts=[{"id": "all", "indicator": "各级媒体", "value": 455}]),
        {
            "id": "goal",
            "indicator": "2026年媒体发稿计划",
            "value": 480,
            "unit": "篇",
            "status": "planned",
        },
        {
            "id": "share",
            "indicator": "其中图片占比",
            "value": 12,
            "unit": "%",
            "share_of": "articles",
        },
        {"id": "staff", "indicator": "在编工作人员", "value": 9, "unit": "名"},
        {"id": "gap", "indicator": "专职人员缺口", "value": 2, "unit": "名"},
    )
    homes = {
        fact: section.id
        for section in plan_sections(sheet, load_outline("annual"))
        for fact in section.facts
        if section.id != "opening"
    }
    assert homes == {
        "articles": "results",
        "articles/all": "results",
        "share": "results",
        "goal": "plan",
        "staff": "organisation",
        "gap": "problems",
    }


def test_a_fact_may_name_its_section_by_id_name_heading_or_role() -> None:
    """What the facts file says goes before every rule; an unknown name leaves it to the rules."""
    names = ("problems", "问题", "存在的问题和不足", "nowhere")
    for name, home in zip(names, ("problems", "problems", "problems", "results"), strict=True):
        sections = plan_sections(sheet_of(articles(section=name)), load_outline("annual"))
        assert [s.id for s in sections if "articles" in s.facts and s.id != "opening"] == [home]


def test_a_facts_file_may_give_its_own_sections() -> None:
    """Roles follow from the headings; listed facts go where they are listed."""
    outline = [
        {"id": "start"},
        {"id": "work", "heading": "工作情况", "facts": ["articles"]},
        {"id": "people", "heading": "队伍建设"},
        {"id": "weak", "heading": "问题与不足"},
        {"id": "next", "heading": "下一步打算"},
    ]
    sheet = sheet_of(
        articles(),
        {"id": "staff", "indicator": "在编工作人员", "value": 9, "unit": "名"},
        outline=outline,
    )
    sections = plan_sections(sheet, outline_for(sheet))
    roles = [Role.OPENING, Role.RESULTS, Role.ORGANISATION, Role.PROBLEMS, Role.PLAN]
    assert [section.role for section in sections] == roles
    assert sections[1].facts == ("articles",)
    assert sections[2].facts == ("staff",)


def test_the_plan_shows_each_sections_facts_with_their_values() -> None:
    """Names, values, dates; a section without facts says what will stand there."""
    sheet = sheet_of(articles(scope="全县"), {"id": "day", "event": "开放日", "date": "2025-04-15"})
    text = plan_text(plan_sections(sheet, load_outline("annual")), sheet)
    assert "articles:全县媒体发稿 455篇" in text
    assert "day:开放日 4月15日" in text
    assert "没有事实,初稿里会留下【待补】" in text


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", ("空的",)),
        ("sections: [", ("不是正确的 YAML",)),
        ("sections: {}", ("第1行", "列表")),
        ("- a", ("第1行", "键: 值")),
        ("name: x", ("没有 sections",)),
        ("sections: []", ("一节也没有",)),
        ("sections:\n  - heading: 一", ("第2行", "没有 id")),
        ("sections:\n  - id: a\n    rol: plan", ("第3行", "“rol”", "是不是要写 role")),
        ("sections:\n  - id: a\n    role: plans", ("第3行", "plans", "是不是要写 plan")),
        ("sections:\n  - id: a\n    status: done", ("第3行", "planned")),
        ("sections:\n  - id: a\n    length: 长", ("第3行", "整数", "长")),
        ("sections:\n  - id: a\n    topics: [宣传报到]", ("第3行", "宣传报到", "宣传报道")),
        ("sections:\n  - id: a\n  - id: a", ("第3行", "用了两次")),
        ("sections:\n  - id: a\n    id: b", ("第3行", "写了两次")),
        ("sections:\n  - id: [a]", ("第2行", "一段文字")),
        ("sections: &a\n  - *a", ("键: 值",)),
    ],
)
def test_a_bad_outline_file_is_told_with_its_line(
    tmp_path: Path, text: str, words: tuple[str, ...]
) -> None:
    """The message names the file, the place, what was found and what to do."""
    path = tmp_path / "outline.yaml"
    path.write_text(text, "utf-8")
    with pytest.raises(OutlineError) as caught:
        load_outline(path)
    assert str(path) in str(caught.value)
    assert all(word in str(caught.value) for word in words)


def test_an_outline_that_names_an_unknown_fact_is_refused(tmp_path: Path) -> None:
    """With the section's line and the nearest id."""
    path = tmp_path / "outline.yaml"
    path.write_text("sections:\n  - id: a\n    heading: 甲\n    facts: [artcles]\n", "utf-8")
    with pytest.raises(OutlineError) as caught:
        plan_sections(sheet_of(articles()), load_outline(path))
    message = str(caught.value)
    assert all(word in message for word in (str(path), "第2行", "artcles", "是不是要写 articles"))


def test_an_unknown_outline_name_is_told_with_the_nearest() -> None:
    """And with those that there are."""
    with pytest.raises(OutlineError, match="是不是要写 annual"):
        load_outline("anual")
    with pytest.raises(OutlineError, match="现有的提纲:annual、brief、publicity、school"):
        load_outline("周报")
    with pytest.raises(OutlineError, match="找不到这个文件"):
        load_outline("missing.yaml")
