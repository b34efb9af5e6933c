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
from assistant.drafting.references.grammar import references
from assistant.drafting.references.render import unresolved
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


@pytest.mark.parametrize("when", ["全年", "年末", "上半年", "今年", "本年度", "2025年", "月均"])
def test_the_opening_leaves_the_time_to_a_name_that_begins_with_one(when: str) -> None:
    """全年 stands before a name without it alone."""
    fact = {"id": "a", "value": 320, "unit": "册", "previous": 290}
    told = {
        name: _section(sheet_of({**fact, "indicator": name}), Role.OPENING)
        for name in (f"{when}捐书", "捐书")
    }
    assert "全年捐书" in told["捐书"]
    assert "全年{" not in told[f"{when}捐书"]
    assert f"全年{when}" not in told[f"{when}捐书"]


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


def test_a_fact_that_need_not_be_told_waits_beside_those_that_must() -> None:
    """It is left out; where none must be told, it is told; 高二 and its figure are kept apart."""
    parts = [{"id": f"year{at}", "indicator": f"高{at}", "value": 15} for at in "一二"]
    must = {"id": "a", "indicator": "住校生", "value": 30, "unit": "人", "parts": parts}
    may = {"id": "b", "indicator": "走读生", "value": 7, "unit": "人", "required": False}
    both, alone = (
        "".join(s.source for s in _draft(sheet_of(*f)).sections) for f in ([must, may], [may])
    )
    assert "为{a/year二}" in both
    assert "{b}" in alone
    assert "{b}" not in both
