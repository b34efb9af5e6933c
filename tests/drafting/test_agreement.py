"""References compared with what the verifier read."""

from __future__ import annotations

from dataclasses import replace

import pytest

from assistant import verify
from assistant.domain import Author, Draft, Revision
from assistant.drafting.outline.assemble import assemble
from assistant.drafting.outline.outline import outline_for
from assistant.drafting.outline.plan import clause_homes, plan_sections
from assistant.drafting.pipeline.agreement import disagreements, untold
from assistant.drafting.pipeline.briefing import task_values
from assistant.drafting.pipeline.problems import check_draft
from assistant.drafting.pipeline.prompts import Duty
from assistant.facts import parse_facts
from tests.drafting.model_help import PLAN

SHEET = parse_facts(
    """\
document: {title: 松河市第九中学2025年度工作总结, organization: 松河市第九中学, self: 我校, period: 2025}
facts:
  - {id: clubs, indicator: 学生社团, value: 36, unit: 个, previous: 30}
  - {id: classes, indicator: 教学班, value: 36, unit: 个}
  - {id: meet, event: 田径运动会, date: 2025-10-16}
"""
)


def told(source: str) -> tuple[str, ...]:
    """What is said of a draft of one section."""
    section = replace(PLAN[2], revisions=(Revision(source, Author.MODEL),))
    assembled = assemble(Draft("总结", (section,)), SHEET)
    return disagreements(assembled, verify(assembled.document, SHEET), SHEET)


def test_a_reference_to_another_fact_of_the_same_value_is_told() -> None:
    """The text is proved; the reference would go wrong when its fact changes."""
    (line,) = told("全校有教学班{clubs}，管理有序。")
    assert "{clubs}(学生社团)" in line
    assert "读作“教学班”" in line


def test_only_the_stretch_that_is_asked_about_counts() -> None:
    """A section is told its own."""
    section = replace(PLAN[2], revisions=(Revision("全校有教学班{clubs}。", Author.MODEL),))
    assembled = assemble(Draft("总结", (section,)), SHEET)
    report = verify(assembled.document, SHEET)
    at = assembled.references[0].start
    assert disagreements(assembled, report, SHEET, (at, at + 1))
    assert not disagreements(assembled, report, SHEET, (0, at))


@pytest.mark.parametrize(
    "source",
    [
        "全校有教学班{classes}，有学生社团{clubs}，同比{clubs.growth}。",
        "{document.period}，{meet.date}举办田径运动会。",
        "学生社团{clubs:余}。",
        "全校有食堂{classes}。",
        "",
    ],
    ids=["right", "dates", "rounded", "no such thing", "empty"],
)
def test_agreement_and_findings_are_not_told(source: str) -> None:
    """A finding says more than a disagreement; what agrees needs no word."""
    assert told(source) == ()


STAFF = parse_facts(
    """\
document: {title: 松河市第九中学2025年度工作总结, organization: 松河市第九中学, self: 我校, period: 2025}
facts:
  - {id: clubs, indicator: 学生社团, value: 36, unit: 个}
  - {id: office, statement: 学校设6个处室;有在职党员58名;食堂获评全市放心食堂}
  - {id: meet, event: 田径运动会, date: 2025-10-16}
"""
)


@pytest.mark.parametrize(
    ("source", "left"),
    [
        ("学生社团{clubs}。", {"office": 3, "meet": 1}),
        ("{office}。学生社团{clubs}，举办{meet.name}。", {}),
        ("{office:1}，{office:2}。{meet.date}举办田径运动会。", {"office": 1}),
        ("学校设6个处室，有在职党员58名。举办田径运动会。", {"office": 1}),
        ("食堂获评“全市放心食堂”。", {"office": 2, "meet": 1}),
    ],
)
def test_what_no_section_states_is_told(source: str, left: dict[str, int]) -> None:
    """A statement told in part leaves its other clauses, an event its name; typed words count."""
    section = replace(PLAN[2], facts=("clubs", "office", "meet"))
    section = replace(section, revisions=(Revision(source, Author.MODEL),))
    assembled = assemble(Draft("总结", (section,)), STAFF)
    text, report = assembled.document.text, verify(assembled.document, STAFF)
    found = untold((section,), text, report, STAFF)
    assert {one: len(gone) for one, gone in found.items()} == left
    problems = check_draft(Draft("总结", (section,)), STAFF, lambda _: report).problems
    lost = [one for one in problems.get(section.id, ()) if "没有写到整句" in one.reason]
    assert bool(lost) == (left.get("office") == len(("处室", "党员", "食堂")))


def test_clauses_of_a_statement_are_asked_for_where_they_belong() -> None:
    """Staff with the organisation, an honour with the results, a plan with the plans."""
    sheet = parse_facts(
        """\
document: {title: 某县档案馆2025年工作总结, organization: 某县档案馆, self: 我馆, period: 2025}
facts:
  - {id: boxes, indicator: 接收档案, value: 3200, unit: 卷}
  - id: house
    statement: 全馆设4个科室,有党员19名;编研成果获全省档案文化精品二等奖;2026年计划建设数字档案室2个
"""
    )
    outline = outline_for(sheet, "annual")
    homes = clause_homes(sheet, outline)
    assert homes == {"house:2": "results", "house:3": "plan"}
    plan = {section.id: section for section in plan_sections(sheet, outline)}
    duty = Duty("写", 100, 10, 100, 500)
    told = {
        one: task_values(plan[one], sheet, duty, samples="", body=None, clauses=homes)["optional"]
        for one in ("organisation", "results", "plan")
    }
    assert told == {"organisation": "{house:1}", "results": "{house:2}", "plan": "{house:3}"}
