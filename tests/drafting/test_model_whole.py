"""Sections too long for one question, and the last pass over the whole."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from assistant.domain import Role, Section
from assistant.drafting.model.models import Step
from assistant.drafting.pipeline.pipeline import write_draft
from assistant.drafting.pipeline.polishing import blemishes, paragraphs_of, polished
from assistant.drafting.pipeline.splitting import MOST_FACTS, pieces_of
from assistant.facts import parse_facts
from tests.drafting.model_help import GOOD, PLAN, SHEET, Scripted, good

if TYPE_CHECKING:
    from assistant.drafting.model.models import Request

MANY = parse_facts(
    "document: {title: 某局2025年工作总结, period: 2025}\nfacts:\n"
    + "\n".join(
        f"  - {{id: {kind}{n}, indicator: {name}{chr(0x4E00 + 7 * n)}, value: {100 + n}, unit: 件}}"
        for kind, name in (("a", "食品抽检"), ("b", "城镇新增就业"), ("c", "违法建设拆除"))
        for n in range(10)
    )
)


def test_a_section_of_many_facts_is_asked_for_in_pieces() -> None:
    """Each fact once, matters whole, sub-headings numbered through, tokens added up."""
    ids = tuple(fact.id for fact in MANY.facts)
    assert len(ids) > MOST_FACTS
    plan = (Section("work", "主要工作", Role.RESULTS, ids),)

    def answer(request: Request) -> str:
        if request.step is not Step.WRITE:
            return "[第1段] （删去）"
        wanted = re.findall(r"\{([abc]\d)\}", request.prompt.split("必须写到")[1])
        told = "".join(f"{MANY.by_id[one].name}{{{one}}}。" for one in wanted)
        return f"（一）抓好工作\n{told}"

    model = Scripted(answer)
    (section,) = write_draft(MANY, plan, model=model).sections
    first = [request for request in model.asked if request.step is Step.WRITE]
    assert [request.section for request in first] == ["work#1", "work#2", "work#3"]
    assert all("分3次写" in request.prompt for request in first)
    assert sorted(re.findall(r"\{(\w+)\}", section.source)) == sorted(ids)
    heads = [line[:3] for line in section.source.splitlines()[::2]]
    assert heads == ["（一）", "（二）", "（三）"]
    assert section.revisions[-1].tokens >= (300, 150)


def test_no_part_is_lost_between_the_pieces() -> None:
    """One whose whole stands elsewhere is told for itself, the others with their wholes."""
    parts = "[{id: n, indicator: 城区, value: 40}, {id: s, indicator: 乡镇, value: 60}]"
    wholes = "".join(
        f"  - {{id: {one}, indicator: {name}, value: 100, unit: 件, parts: {parts}}}\n"
        for one, name in (("away", "燃气检查"), ("here", "消防检查"))
    )
    told = "".join(
        f"  - {{id: {fact.id}, indicator: {fact.name}, value: 9, unit: 件}}\n"
        for fact in MANY.facts
    )
    sheet = parse_facts(
        f"document: {{title: 某局2025年工作总结, period: 2025}}\nfacts:\n{told}{wholes}"
    )
    ids = tuple(fact.id for fact in sheet.facts if fact.id not in {"away", "away/s"})
    pieces = pieces_of(Section("work", "主要工作", Role.RESULTS, ids), sheet)
    assert len(pieces) > 1
    assert sorted(one for piece in pieces for one in piece.facts) == sorted(ids)
    (whole,) = (piece for piece in pieces if "here" in piece.facts)
    assert {"here/n", "here/s"} <= set(whole.facts)


TEXTS = {
    "opening": "2025年，坚持把质量放在各项工作的首位，在校学生{students}。",
    "team": "同时，我校有专任教师{teachers}。同时，制度得到落实。同时，坚持把质量放在各项工作的首位。",
    "teaching": "我校开设校级公开课{lessons}。\n我校开展教研，学科竞赛获奖{contests}。",
}


def test_repetitions_connectives_and_beginnings_are_found() -> None:
    """By rule, with the paragraph; where the opening repeats the body, the opening is named."""
    sections = [
        PLAN[at].revised(draft.revisions[-1])
        for at, draft in enumerate(
            write_draft(
                SHEET, PLAN[:3], model=Scripted(lambda r: TEXTS.get(r.section, ""))
            ).sections
        )
    ]
    found = blemishes(paragraphs_of(sections))
    assert found == [
        (1, "“坚持把质量放在各项工作的首位”与第2段重复"),
        (2, "句首又用“同时”,全文已用了2次"),
    ]


@pytest.mark.parametrize(
    ("new", "kept"),
    [
        ("我校坚持质量为先，在校学生{students}，2025年各项工作都以它为要。", True),
        ("我校坚持质量为先，在校学生{teachers}，2025年各项工作都以它为要。", False),
        ("我校坚持质量为先，在校学生{students}，2024年各项工作都以它为要。", False),
        ("我校坚持质量为先，在校学生{students}，2025年获奖三项，以它为要。", False),
        ("2025年，{students}。", False),
    ],
    ids=["words", "reference", "year", "numeral", "too-short"],
)
def test_a_polished_paragraph_stands_only_with_the_same_figures(new: str, kept: bool) -> None:
    """Neither a reference nor a numeral may change, and not much may go."""
    section = PLAN[0].revised(
        write_draft(SHEET, PLAN[:1], model=Scripted(lambda _: TEXTS["opening"]))
        .sections[0]
        .revisions[-1]
    )
    assert bool(polished(f"[第1段] {new}", paragraphs_of([section]))) is kept


def test_the_last_pass_is_asked_only_where_something_is_found() -> None:
    """A clean whole is not asked about; a failing pass leaves the text as it was."""
    clean = Scripted(good)
    write_draft(SHEET, PLAN, model=clean)
    assert all(request.step is not Step.POLISH for request in clean.asked)
    text = GOOD["plan"].replace("继续提高课堂质量", "各项管理制度得到落实")

    def answer(request: Request) -> str:
        if request.step is Step.POLISH:
            assert "“各项管理制度得到落实”与第2段重复" in request.prompt
            return "[第4段] 下一年，计划开设校级公开课{plan-lessons}，把各项制度落到实处。"
        return {**GOOD, "plan": text}[request.section]

    draft = write_draft(SHEET, PLAN, model=Scripted(answer))
    assert draft.sections[3].source == (
        "下一年，计划开设校级公开课{plan-lessons}，把各项制度落到实处。"
    )


def test_what_a_model_writes_is_proofread() -> None:
    """Mechanical faults of its language are gone from the draft; references and the rest stay."""

    def answer(request: Request) -> str:
        if request.step is not Step.WRITE or request.section != "team":
            return good(request)
        return f"{good(request)}各项工作布署到位。。"

    sections = write_draft(SHEET, PLAN, model=Scripted(answer)).sections
    (source,) = (each.source for each in sections if each.id == "team")
    assert source.endswith("各项工作部署到位。")
    assert source.count("{") == GOOD["team"].count("{")
