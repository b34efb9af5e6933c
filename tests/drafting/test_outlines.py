"""Outlines and the plan: which facts go where, and what is wrong with an outline's file."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from assistant.domain import Role
from assistant.drafting.model.models import Rewriting
from assistant.drafting.outline.outline import load_outline, outline_for, outline_names, unplanned
from assistant.drafting.outline.plan import plan_sections, plan_text
from assistant.drafting.outline.proposal import propose_outline
from assistant.drafting.pipeline.offline_draft import write_offline_draft
from assistant.drafting.wording.offline import write_offline
from assistant.errors import OutlineError
from assistant.extraction import read_document
from assistant.facts import load_facts, parse_facts
from assistant.revision.rewriting import OfflineWriter
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


def test_a_section_may_have_sub_sections_of_its_own(tmp_path: Path) -> None:
    """In a facts file and in an outline file, by the same keys; facts go where the words say."""
    parts = [
        {"id": "media", "heading": "讲好本县故事", "topics": ["宣传报道"]},
        {"id": "hall", "heading": "办好窗口服务", "words": ["窗口"], "task": "写窗口。"},
        {"id": "farm", "heading": "抓好春耕"},
    ]
    sections = [{"id": "work", "heading": "工作情况", "sections": parts}]
    path = tmp_path / "outline.yaml"
    path.write_text(json.dumps({"sections": sections}), "utf-8")
    facts = (
        articles(),
        {"id": "desk", "indicator": "窗口办件", "value": 900, "unit": "件"},
        {"id": "odd", "indicator": "某项工作", "value": 3, "unit": "项", "section": "farm"},
    )
    own = sheet_of(*facts, outline=sections)
    for sheet, name in ((own, None), (sheet_of(*facts), str(path))):
        (section,) = plan_sections(sheet, outline_for(sheet, name))
        assert [part.facts for part in section.parts] == [("articles",), ("desk",), ("odd",)]
        lines = write_offline(section, sheet, (section,)).split("\n")
        assert lines[0::2] == ["（一）讲好本县故事", "（二）办好窗口服务", "（三）抓好春耕"]
        assert "{desk}" in lines[3]
    assert unplanned(outline_for(own)) == ("开头", "存在的问题", "下一步打算")


def test_a_documents_headings_become_an_outline(root: Path, tmp_path: Path) -> None:
    """At two levels, roles by their words, years taken off, topics by what stands under them."""
    old = next((root / "fixtures" / "base").glob("松河*.txt"))
    path = tmp_path / "outline.yaml"
    path.write_text(propose_outline(read_document(old.read_text("utf-8")), old.name), "utf-8")
    outline = load_outline(path)
    told = [(section.heading, len(section.sections)) for section in outline.sections]
    assert [heading for heading, _ in told][-2:] == ["存在的问题和不足", "工作打算"]
    assert [parts for _, parts in told] == [0, 2, 3, 3, 2, 0, 0]
    assert outline.sections[-1].planned
    sheet = load_facts(root / "fixtures" / "facts" / "school.yaml")
    sections = plan_sections(sheet, outline)
    assert all(any(part.facts for part in s.parts) for s in sections if s.parts)
    assert {one for s in sections for one in s.facts} >= {f.id for f in sheet.facts if f.indicator}


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
        ("sections: [", ("第2行", "不是合法的 YAML")),
        ("sections: {}", ("第1行", "没有 sections")),
        ("- a", ("第1行", "键: 值")),
        ("name: x", ("没有 sections",)),
        ("sections: []", ("一节也没有",)),
        (
            "sections:\n  - id: a\n    sections:\n      - sections: [{id: c}]",
            ("第4行", "小节里没有“sections”"),
        ),
        ("sections:\n  - id: a\n    sections: b", ("第3行", "列表")),
        ("sections:\n  - id: a\n    rol: plan", ("第3行", "“rol”", "是不是要写 role")),
        ("sections:\n  - id: a\n    role: plans", ("第3行", "plans", "是不是要写 plan")),
        ("sections:\n  - id: a\n    status: done", ("第3行", "planned")),
        ("sections:\n  - id: a\n    length: 长", ("第3行", "数字", "长")),
        ("sections:\n  - id: a\n    topics: [宣传报到]", ("第2行", "宣传报到", "宣传报道")),
        ("sections:\n  - id: a\n  - id: a", ("第3行", "重复")),
        ("sections:\n  - id: a\n    id: b", ("第3行", "写了两次")),
        ("sections:\n  - id: [a]", ("第2行", "文字")),
        ("sections: &a\n  - *a", ("第2行", "别名")),
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


@pytest.mark.parametrize(
    ("placed", "section"),
    [
        ("局机关设8个股室,下属事业单位5个,共有干部职工62人", "组织领导和机制建设"),
        ("聘请信息员30名,建立通讯员队伍", "organisation"),
    ],
)
def test_what_was_placed_draws_no_neighbour_with_it(placed: str, section: str) -> None:
    """A statement with a section of its own says nothing of the figures around it."""
    sheet = sheet_of(
        {"id": "aid", "indicator": "城乡低保对象", "value": 7882, "unit": "人"},
        {"id": "money", "indicator": "救助资金", "value": 4701.62, "unit": "万元"},
        {"id": "rooms", "statement": placed, "section": section},
        {"id": "beds", "indicator": "养老床位", "value": 3186, "unit": "张"},
    )
    plan = plan_sections(sheet, load_outline("annual"))
    homes = {one: s.role for s in plan if s.role is not Role.OPENING for one in s.facts}
    assert homes.pop("rooms") is Role.ORGANISATION
    assert set(homes.values()) == {Role.RESULTS}


def test_a_statements_clauses_stand_where_they_belong() -> None:
    """A plan goes to the plans, an award to the results; what is left stays, and so when rewritten."""
    sheet = sheet_of(
        {
            "id": "who",
            "statement": "全院设9个党支部，有党员118名;2026年计划再建法庭6个;1篇案例获全省三等奖",
        },
        {"id": "cases", "indicator": "受理案件", "value": 842, "unit": "件"},
        {
            "id": "next",
            "indicator": "2026年诉前调解计划",
            "value": 90,
            "unit": "件",
            "status": "planned",
        },
        period=2025,
    )
    outline = load_outline("annual")
    draft = write_offline_draft(sheet, plan_sections(sheet, outline), outline)
    told = {section.role.value: section.source for section in draft.sections}
    assert "{who:1}" in told["organisation"]
    assert "{who:2}" in told["plan"]
    assert "{who:3}" in told["results"]
    assert "".join(told.values()).count("{who") == 3
    section = next(one for one in draft.sections if one.role is Role.ORGANISATION)
    again = OfflineWriter().rewrite(Rewriting(section, sheet, draft, "换一种说法"))
    assert "{who:1}" in again.source
    assert "{who:2}" not in again.source
    assert "{who}" not in again.source


def test_what_fits_no_section_of_a_proposed_outline_stands_with_its_block() -> None:
    """Not in the longest section: the file's own heading says what it goes with."""
    outline = outline_for(
        sheet_of(
            articles(),
            outline=[
                {
                    "id": "long",
                    "heading": "优化环境",
                    "role": "results",
                    "length": 900,
                    "words": ["市场"],
                },
                {
                    "id": "own",
                    "heading": "自身建设",
                    "role": "organisation",
                    "words": ["培训", "党课"],
                },
            ],
        )
    )
    sheet = parse_facts(
        "document: {title: 总结, organization: 某局, period: 2025}\nfacts:\n"
        "  # 队伍\n"
        "  - {id: a, indicator: 业务培训, value: 4, unit: 期}\n"
        "  - {id: b, indicator: 专题党课, value: 6, unit: 场}\n"
        "  - {id: c, indicator: 谈心谈话, value: 30, unit: 人次}\n"
        "  # 主体\n"
        "  - {id: d, indicator: 市场主体, value: 500, unit: 户}\n"
        "  - {id: e, indicator: 电动车上牌, value: 70, unit: 辆}\n"
    )
    homes = {one: section.id for section in plan_sections(sheet, outline) for one in section.facts}
    assert homes == {"a": "own", "b": "own", "c": "own", "d": "long", "e": "long"}


@pytest.mark.parametrize("wish", ["先说受理案件", "更简洁"])
def test_a_wish_changes_only_what_it_asks_for(wish: str) -> None:
    """同比, once chosen, stays: in the whole and in its parts."""
    parts = [
        {"id": "a", "indicator": "刑事案件", "value": 42, "previous": 40},
        {"id": "b", "indicator": "民事案件", "value": 800, "previous": 700},
    ]
    sheet = sheet_of(
        {
            "id": "talks",
            "indicator": "法治宣讲",
            "value": 30,
            "unit": "场",
            "previous": 26,
            "target": 28,
        },
        {
            "id": "cases",
            "indicator": "受理案件",
            "value": 842,
            "unit": "件",
            "previous": 740,
            "parts": parts,
        },
        period=2025,
    )
    outline = load_outline("annual")
    draft = write_offline_draft(sheet, plan_sections(sheet, outline), outline)
    section = next(one for one in draft.sections if one.role is Role.RESULTS)
    again = OfflineWriter().rewrite(Rewriting(section, sheet, draft, wish)).source
    assert again != section.source
    assert again.count("同比") == section.source.count("同比") > 2
    assert "比上年" not in again
    assert "较上年" not in again
