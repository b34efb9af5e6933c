"""The offline writer: what it says, what it never does, and that the verifier agrees."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from assistant.domain import Author, Draft, FactSheet, Revision, Role, Section
from assistant.drafting.outline.assemble import Assembled, assemble
from assistant.drafting.outline.outline import load_outline, outline_for, outline_names
from assistant.drafting.outline.plan import plan_sections
from assistant.drafting.references.references import references, unresolved
from assistant.drafting.wording.offline import rewrite_offline, write_offline
from assistant.extraction import read_mentions
from assistant.facts import load_facts
from assistant.verification import verify
from tests.drafting.sheets import articles, sheet_of, sheets, told_ids

FIXTURES = sorted((Path(__file__).resolve().parents[2] / "fixtures" / "facts").glob("*.yaml"))
INSTRUCTIONS = ("请写得更简洁", "再详细一些", "换顺序", "换一种说法")


def _draft(sheet: FactSheet, name: str | None = None, variant: int = 0) -> Draft:
    outline = outline_for(sheet, name)
    plan = plan_sections(sheet, outline)
    sections = []
    for section in plan:
        source = write_offline(section, sheet, plan, None, variant)
        sections.append(section.revised(Revision(source, Author.OFFLINE)))
    return Draft(sheet.document.title, tuple(sections))


def _section(sheet: FactSheet, role: Role, name: str = "annual") -> str:
    plan = plan_sections(sheet, load_outline(name))
    section = next(section for section in plan if section.role is role)
    return write_offline(section, sheet, plan)


def _text(sheet: FactSheet, role: Role = Role.RESULTS) -> str:
    plan = plan_sections(sheet, load_outline("annual"))
    told = [section for section in plan if section.role is role and section.facts]
    section = told[0] if told else max(plan, key=lambda section: len(section.facts))
    source = write_offline(section, sheet, plan)
    written = Draft("总结", (section.revised(Revision(source, Author.OFFLINE)),))
    return "".join(
        block.text
        for block in assemble(written, sheet).document.blocks
        if block.kind == "paragraph"
    )


@pytest.mark.parametrize(
    ("facts", "text"),
    [
        (
            [
                articles(
                    scope="全县",
                    previous=402,
                    target=400,
                    parts=[
                        {"id": "a", "indicator": "国家级媒体", "value": 96},
                        {"id": "b", "indicator": "地方媒体", "value": 359},
                    ],
                )
            ],
            "全县媒体发稿达455篇，同比增长13.2%，完成年度目标的113.8%，其中国家级媒体96篇、地方媒体359篇。",
        ),
        (
            [
                {"id": "t", "indicator": "在职教师", "value": 5217, "unit": "名", "scope": "全区"},
                {"id": "s", "indicator": "在校生", "value": 62480, "unit": "名", "scope": "全区"},
            ],
            "全区有在职教师5217名、在校生62480名。",
        ),
        (
            [
                {"id": "m", "indicator": "高研班参训率", "value": 15, "unit": "%", "scope": "中学"},
                {"id": "p", "indicator": "高研班参训率", "value": 6, "unit": "%", "scope": "小学"},
            ],
            "中学、小学高研班参训率分别为15%、6%。",
        ),
        (
            [
                {
                    "id": "v",
                    "indicator": "群众满意度",
                    "value": 97.86,
                    "unit": "%",
                    "previous": 97.12,
                },
                {"id": "r", "indicator": "群众满意度", "rank": 2, "among": "全市"},
            ],
            "群众满意度为97.86%，同比提高0.74个百分点，居全市第二名。",
        ),
        (
            [{"id": "r", "indicator": "发稿数量", "rank": 3, "among": "全市"}],
            "发稿数量居全市第三名。",
        ),
        (
            [
                {"id": "w", "indicator": "为农民工追回工资", "value": 2635.8, "unit": "万元"},
                {"id": "n", "indicator": "涉及农民工", "value": 2174, "unit": "人"},
            ],
            "我县为农民工追回工资2635.8万元，涉及农民工2174人。",
        ),
        (
            [{"id": "f", "indicator": "返还资金", "value": 8640, "unit": "万元", "previous": 8640}],
            "返还资金为8640万元，与上年持平。",
        ),
        (
            [
                {
                    "id": "b",
                    "indicator": "书面作业时间",
                    "value": 90,
                    "unit": "分钟",
                    "bound": "at_most",
                }
            ],
            "书面作业时间不超过90分钟。",
        ),
        (
            [{"id": "x", "indicator": "税收入库", "value": 1234500, "unit": "元"}],
            "税收入库123.45万元。",
        ),
        (
            [
                {"id": "b", "event": "秋季田径运动会", "date": "2025-10-16"},
                {"id": "a", "event": "大厅启用", "date": "2025-06"},
                {"id": "c", "event": "整治行动", "date": {"from": "2025-11-01"}},
            ],
            "6月，大厅启用；10月16日，举办秋季田径运动会。自11月1日起，开展整治行动。",
        ),
        (
            [
                {
                    "id": "d",
                    "event": "开放日活动",
                    "date": "2025-04-15",
                    "value": 860,
                    "unit": "人次",
                }
            ],
            "4月15日，开展开放日活动，860人次参加。",
        ),
    ],
    ids=[
        "whole",
        "list",
        "owners",
        "rank-of-value",
        "rank",
        "follower",
        "flat",
        "bound",
        "yuan",
        "events",
        "attended",
    ],
)
def test_facts_become_sentences_that_a_clerk_would_write(
    facts: list[dict[str, object]], text: str
) -> None:
    """Totals with parts, lists that share a verb, ranks behind values, events by date."""
    assert _text(sheet_of(*facts)) == text


def test_planned_facts_are_told_as_plans() -> None:
    """计划 and 力争, the year once, a planned event with its time."""
    sheet = sheet_of(
        {
            "id": "a",
            "indicator": "2026年媒体发稿计划",
            "value": 480,
            "unit": "篇",
            "status": "planned",
        },
        {
            "id": "b",
            "indicator": "2026年满意度目标",
            "value": 98,
            "unit": "%",
            "bound": "at_least",
            "status": "planned",
        },
        {"id": "c", "event": "产业园开园", "date": "2026-06", "status": "planned"},
    )
    assert _text(sheet, Role.PLAN) == (
        "2026年，计划完成媒体发稿480篇；力争满意度不低于98%。产业园计划于2026年6月开园。"
        "我县将围绕上述目标抓好工作落实。"
    )


def test_a_section_without_facts_says_what_is_missing() -> None:
    """Nothing is invented: one line names what a person must fill in."""
    plan = plan_sections(sheet_of(articles()), load_outline("annual"))
    for section in plan:
        source = write_offline(section, sheet_of(articles()), plan)
        assert source.startswith("【待补：") == (
            not section.facts and section.role is not Role.OPENING
        )


def test_many_facts_get_subheadings_by_content() -> None:
    """A long section is divided; each heading names what its facts are of."""
    sheet = load_facts(next(path for path in FIXTURES if path.stem == "environment"))
    lines = _section(sheet, Role.RESULTS).split("\n")
    heads = [line for line in lines if line.startswith("（")]
    assert heads[:2] == ["（一）抓好大气污染防治", "（二）推进水和土壤污染防治"]


def test_the_opening_names_the_time_the_office_and_a_few_main_figures() -> None:
    """It may restate what the body tells; nothing else is told twice."""
    sheet = load_facts(next(path for path in FIXTURES if path.stem == "publicity-county"))
    opening = _section(sheet, Role.OPENING, "publicity")
    assert opening.startswith("{document.period}，云溪县委政法委")
    assert "{articles}" in opening
    assert opening.endswith("现将有关情况报告如下：")


@pytest.mark.parametrize("path", FIXTURES, ids=lambda path: path.stem)
@pytest.mark.parametrize("name", [None, *outline_names()])
@pytest.mark.parametrize("variant", [0, 1, 2])
def test_the_verifier_finds_nothing_in_a_fixtures_draft(
    path: Path, name: str | None, variant: int
) -> None:
    """Under every outline and wording: no finding, every required fact stated."""
    sheet = load_facts(path)
    report = verify(assemble(_draft(sheet, name, variant), sheet).document, sheet)
    assert [(f.verdict.value, f.text, f.reason) for f in report.findings] == []
    assert report.ok


@pytest.mark.parametrize("path", FIXTURES, ids=lambda path: path.stem)
@pytest.mark.parametrize("instruction", INSTRUCTIONS)
def test_rewriting_keeps_every_fact_and_passes_the_verifier(path: Path, instruction: str) -> None:
    """Shorter, longer, in another order or other words: the same facts."""
    sheet = load_facts(path)
    draft = _draft(sheet)
    plan = draft.sections
    rewritten = []
    for section in plan:
        source = rewrite_offline(section, sheet, plan, instruction, 1)
        assert told_ids(section.source) == told_ids(source)
        rewritten.append(section.revised(Revision(source, Author.OFFLINE)))
    text = assemble(Draft(draft.title, tuple(rewritten)), sheet).document
    assert [(f.verdict.value, f.text, f.reason) for f in verify(text, sheet).findings] == []


def test_an_instruction_changes_the_length() -> None:
    """更简洁 is shorter than the first writing, 更详细 longer."""
    sheet = load_facts(next(path for path in FIXTURES if path.stem == "publicity-county"))
    plan = plan_sections(sheet, load_outline("publicity"))
    section = plan[1]
    plain = write_offline(section, sheet, plan)
    assert len(rewrite_offline(section, sheet, plan, "更简洁", 0)) < len(plain)
    assert len(rewrite_offline(section, sheet, plan, "更详细", 0)) > len(plain)
    assert rewrite_offline(section, sheet, plan, "换一种说法", 1) != plain


def test_the_same_input_gives_the_same_text() -> None:
    """No randomness; another variant differs."""
    sheet = load_facts(FIXTURES[0])
    assert _draft(sheet) == _draft(sheet)
    assert _draft(sheet).sections[2].source != _draft(sheet, variant=1).sections[2].source


def _bare(assembled: Assembled, sheet: FactSheet) -> list[str]:
    """Figures of the body that no reference brought."""
    inside = [(span.start, span.end) for span in assembled.references]
    found = []
    for place in assembled.sections:
        for mention in read_mentions(assembled.document.text, terms=sheet.document.terms):
            within = any(start < mention.end and mention.start < end for start, end in inside)
            if mention.exempt is None and place.body <= mention.start < place.end and not within:
                found.append(mention.text)
    return found


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(sheets(), st.integers(0, 3))
def test_any_sheet_becomes_a_draft_that_the_verifier_accepts(
    sheet: FactSheet, variant: int
) -> None:
    """Every fact once outside the opening, every figure through a reference, no finding."""
    draft = _draft(sheet, variant=variant)
    assembled = assemble(draft, sheet)
    assert assembled.warnings == ()
    assert _bare(assembled, sheet) == []
    stated = Counter(
        reference.fact
        for section in draft.sections
        if section.role is not Role.OPENING
        for reference in references(section.source)
        if reference.field in {"", "date"}
    )
    opening = told_ids("".join(s.source for s in draft.sections if s.role is Role.OPENING))
    for fact in sheet.facts:
        assert stated[fact.id] <= 1
        assert stated[fact.id] == 1 or fact.id in opening
    for section in draft.sections:
        assert unresolved(section.source, sheet) == ()
    report = verify(assembled.document, sheet)
    assert [(f.verdict.value, f.text, f.reason) for f in report.findings] == []


def test_a_summarys_own_date_is_told_by_the_signature() -> None:
    """总结成文 is no achievement: it stands at the end, not in the body."""
    sheet = sheet_of(
        articles(), {"id": "signed", "event": "总结成文", "date": "12-31"}, signed_on=None
    )
    draft = _draft(sheet, "annual")
    assert all("signed" not in section.facts for section in draft.sections)
    assert assemble(draft, sheet).document.blocks[-1].text == "12月31日"


def test_sections_that_were_never_planned_can_be_written() -> None:
    """A section of a draft serves as its own plan: revision has nothing else."""
    section = Section("x", "甲", Role.RESULTS, ("articles",))
    assert write_offline(section, sheet_of(articles()), (section,)) == "媒体发稿{articles}。"


@pytest.mark.parametrize(
    ("facts", "text"),
    [
        (
            [
                articles(previous=402),
                {"id": "h", "indicator": "上半年媒体发稿", "value": 210, "unit": "篇"},
            ],
            "媒体发稿达455篇，同比增长13.2%，其中上半年210篇。",
        ),
        (
            [
                {"id": "w", "indicator": "签约率", "value": 82.6, "unit": "%", "scope": "全区"},
                {"id": "e", "indicator": "签约率", "value": 85.3, "unit": "%", "scope": "湖东街道"},
            ],
            "全区签约率为82.6%，其中湖东街道85.3%。",
        ),
        (
            [
                {"id": "r", "indicator": "绩效考核名次", "rank": 3, "among": "全市"},
                {
                    "id": "l",
                    "indicator": "绩效考核名次",
                    "rank": 5,
                    "among": "全市",
                    "scope": "上年",
                },
            ],
            "绩效考核居全市第三名，上年为第五名。",
        ),
        (
            [
                {"id": "t", "indicator": "中医院迁建总投资", "value": 5.6, "unit": "亿元"},
                {"id": "d", "indicator": "中医院迁建当年完成投资", "value": 1.5, "unit": "亿元"},
            ],
            "中医院迁建总投资为5.6亿元，当年完成投资1.5亿元。",
        ),
        (
            [{"id": "c", "indicator": "矛盾纠纷受理", "value": 436, "unit": "起"}],
            "我县受理矛盾纠纷436起。",
        ),
        (
            [{"id": "g", "indicator": "个体户", "value": 35907, "unit": "户", "previous": 34527}],
            "个体户达35907户，同比增长4.0%。",
        ),
        (
            [
                {
                    "id": "m",
                    "indicator": "管网改造",
                    "value": 9,
                    "unit": "处",
                    "target": 8,
                    "parts": [
                        {"id": "e", "indicator": "东河社区管网改造", "value": 4},
                        {"id": "w", "indicator": "西岭社区管网改造", "value": 5},
                    ],
                }
            ],
            "我县开展管网改造9处，完成年度目标的112.5%，其中东河社区4处、西岭社区5处。",
        ),
        (
            [
                {"id": "r", "indicator": "矛盾纠纷受理", "value": 36, "unit": "起"},
                {"id": "s", "indicator": "矛盾纠纷排查", "value": 58, "unit": "起"},
                {"id": "v", "indicator": "消防演练", "value": 4, "unit": "场"},
            ],
            "我县受理矛盾纠纷36起，排查矛盾纠纷58起。开展消防演练4场。",
        ),
        (
            [
                {"id": "d", "indicator": "晴好天数", "value": 318, "unit": "天", "previous": 306},
                {"id": "q", "indicator": "PM10平均浓度", "value": 61, "unit": "微克/立方米"},
            ],
            "晴好天数为318天，同比增加12天；PM10平均浓度为61微克/立方米。",
        ),
        (
            [{"id": "r", "indicator": "全市消防考核", "rank": 2, "among": "全市"}],
            "全市消防考核居第二名。",
        ),
        (
            [
                {
                    "id": "l",
                    "event": "新春音乐会线上观看",
                    "date": "2025-02-01",
                    "value": 5200,
                    "unit": "人次",
                }
            ],
            "2月1日，新春音乐会线上观看5200人次。",
        ),
    ],
    ids=[
        "half",
        "place",
        "last-year",
        "prefix",
        "verb",
        "one-decimal",
        "parts-without-the-whole",
        "another-matter",
        "days-and-latin",
        "rank-within-name",
        "counting-event",
    ],
)
def test_what_belongs_together_is_told_in_one_breath(
    facts: list[dict[str, object]], text: str
) -> None:
    """Halves, places, last year's rank, projects with one name."""
    assert _text(sheet_of(*facts)) == text
