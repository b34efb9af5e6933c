"""加为事实: a figure that no fact has becomes one, at a person's word."""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal
from typing import TYPE_CHECKING

from assistant.domain import Kind
from assistant.errors import InputError
from assistant.extraction import read_mentions
from assistant.facts import add_fact, set_facts
from assistant.facts.describing import describe
from assistant.files.forms import forms
from assistant.revision.checking import check
from assistant.revision.editing import as_shown, told
from assistant.revision.faithful import Written, bind_proved
from assistant.revision.holder import by_person
from assistant.revision.journal import Step, facts_bytes, with_step
from assistant.revision.rebinding import clauses
from assistant.revision.views import views_of

if TYPE_CHECKING:
    from assistant.domain import Fact, FactSheet, Finding, Mention, Revision
    from assistant.revision.session import Session
    from assistant.revision.views import FigureChange

SOURCE = "手工补充"
_SCALES = {"万亿": Decimal(10) ** 12, "亿": Decimal(10) ** 8, "万": Decimal(10) ** 4}
_FORMS = forms(__file__)
_MARKS = " \u3000\n,\uff0c\u3001\u3002;\uff1b:\uff1a!\uff01?\uff1f()\uff08\uff09\u201c\u201d"


def suggested_name(finding: Finding) -> str:
    """What a new fact might be called: the words that lead to the figure in its clause."""
    for clause in clauses(finding.sentence):
        before, found, _ = clause.partition(finding.text)
        if found:
            return _FORMS.links.sub("", before.strip(_MARKS)).strip(_MARKS).removeprefix("另")
    return ""


def fact_fields(finding: Finding, name: str) -> dict[str, object]:
    """The keys and values of the fact that a figure states, called ``name``.

    Raises InputError where the figure cannot be read as one value, or there is no name.
    """
    if not name.strip():
        raise InputError("新事实要有名称", advice="写明数的是什么,例如:法治宣讲")
    mentions = [mention for mention in read_mentions(finding.text) if not mention.unread]
    if len(mentions) != 1:
        raise InputError(
            f"“{finding.text}”不是单独一个数字", advice="请在事实表里手工补上,或改写这句话"
        )
    fields: dict[str, object] = {"indicator": name.strip()}
    fields |= _value_fields(mentions[0], finding.text)
    return fields | {"source": SOURCE}


def _new_fields(finding: Finding, name: str) -> dict[str, object]:
    """The same, with the formula that a figure was seen to follow from in the place of its value."""
    fields = fact_fields(finding, name)
    if finding.proposal is None:
        return fields
    told = told_as(read_mentions(finding.text)[0])
    return {"indicator": fields["indicator"], "formula": finding.proposal, "source": SOURCE} | told


def told_as(mention: Mention) -> dict[str, object]:
    """Unit and decimals of a figure as it is told: what its formula's value is to be rounded to."""
    if mention.kind is Kind.FRACTION or mention.unit == "成":
        return {"unit": "%", "digits": 1}
    scale = next((word for word in _SCALES if word in mention.text), "")
    unit = f"{scale}{mention.unit or ''}"
    return {"unit": unit, "digits": _digits(mention, scale)} if unit else {}


def _digits(mention: Mention, scale: str) -> int:
    """The decimals that the figure shows: 3.58亿元 has two."""
    shown = (mention.step or Decimal(1)) / _SCALES.get(scale, Decimal(1))
    return min(10, max(0, -shown.adjusted()))


def _value_fields(mention: Mention, text: str) -> dict[str, object]:
    if mention.kind is Kind.RANK and mention.low is not None:
        return {"rank": int(mention.low)}
    if mention.low is None or mention.approximator or mention.low != mention.high:
        raise InputError(
            f"“{text}”不是一个确切的数", advice="事实表要写确切的数;请先写上台账里的数再加"
        )
    written = _FORMS.arabic.fullmatch(mention.text.replace(mention.unit or "", ""))
    number, unit = mention.low, mention.unit or ""
    if written and written["scale"]:
        # As written: 3.5万人 stays 3.5 with 万人, which is how the draft is to say it.
        return {"value": _plain(written["number"]), "unit": written["scale"] + unit}
    fields: dict[str, object] = {"value": _plain(str(number))}
    return fields | ({"unit": unit} if unit else {})


def _plain(number: str) -> int | float | str:
    digits = number.replace(",", "")
    return int(digits) if digits.isdecimal() else float(digits)


@dataclass(frozen=True, slots=True)
class Conflict:
    """What stands against a figure becoming a new fact.

    Attributes:
        fact_id: a fact of like name with another value; empty where there is none.
        told: 改事实表 in one line: ``业务培训(training) 18期 -> 81期``; empty likewise.
        brought: the errors that the new fact would bring to other sections.
    """

    fact_id: str
    told: str
    brought: tuple[str, ...] = ()

    @property
    def line(self) -> str:
        """For the person."""
        like = f"事实表里已有同名的一条,数不一样:{self.told}" if self.fact_id else ""
        other = f"别的章节会因此有错:{'、'.join(self.brought)}" if self.brought else ""
        return ";".join(part for part in (like, other) if part)


def conflict_of(session: Session, finding_id: str, name: str) -> Conflict | None:
    """What is to be asked before a figure becomes a fact of that name; None where nothing is."""
    path = session.facts_file()
    finding = session.finding(finding_id)
    fields = _new_fields(finding, name)
    like = next((f for f in session.sheet.facts if _like(f, name, session.sheet)), None)
    sheet = add_fact(path, fields, preview=True)
    new = next((fact for fact in sheet.facts if fact.id not in session.sheet.by_id), None)
    differs = like is not None and new is not None and describe(like) != describe(new)
    brought = errors_brought(session, sheet, _homes(session, finding))
    if not differs and not brought:
        return None
    changed = (
        f"{like.name}({like.id}) {describe(like)} -> {describe(new)}"
        if differs and like and new
        else ""
    )
    return Conflict(like.id if differs and like else "", changed, brought)


def add_figure(session: Session, finding_id: str, name: str, *, another: bool = False) -> str:
    """加为事实: writes the figure of a finding to the facts file and binds it; returns the new fact's id.

    Refused where :func:`conflict_of` has something to ask, unless it is ``another`` thing than the
    fact of like name.
    """
    path = session.facts_file()
    finding = session.finding(finding_id)
    fields = _new_fields(finding, name)
    conflict = None if another else conflict_of(session, finding_id, name)
    if conflict is not None:
        raise InputError(
            conflict.line,
            advice="改事实表(--change-fact)、作为另一项(名称前加“另:”)、放行,或撤销这次修改",
        )
    known = set(session.sheet.by_id)
    homes = _homes(session, finding)
    step = Step(f"加为事实:{name.strip()} {finding.text}", facts=facts_bytes(path))
    sheet = add_fact(path, fields)
    fact_id = next(fact.id for fact in sheet.facts if fact.id not in known)
    _adopted(session, sheet, homes, fact_id, step)
    return fact_id


def change_fact(session: Session, finding_id: str, fact_id: str = "") -> FactChange:
    """改事实表: gives a fact the value of a figure; without an id, the fact that the finding names."""
    path = session.facts_file()
    finding = session.finding(finding_id)
    fact = session.sheet.by_id.get(fact_id or finding.fact or "")
    if fact is None:
        raise InputError("不知道要改哪一条事实", advice="写明事实的编号,用 facts show 查看")
    fields = fact_fields(finding, fact.name)
    if (fields.get("unit") or None) != fact.unit and "rank" not in fields:
        raise InputError(
            f"“{finding.text}”的单位和事实 {fact.id} 的({fact.unit or '无'})不一样",
            advice="请在事实表里手工修改",
        )
    before, homes = facts_bytes(path), _homes(session, finding)
    old = describe(fact)
    sheet = set_facts(path, {fact.id: str(fields.get("value", fields.get("rank")))})
    told = f"改事实表:{fact.name}({fact.id}) {old} -> {describe(sheet.by_id[fact.id])}"
    changes = _adopted(session, sheet, homes, fact.id, Step(told, facts=before))
    return FactChange(fact.id, told, changes)


@dataclass(frozen=True, slots=True)
class FactChange:
    """A fact that was changed at a person's word.

    Attributes:
        told: the change in one line.
        figures: the figures of the draft that changed with it.
    """

    fact_id: str
    told: str
    figures: tuple[FigureChange, ...]


def _homes(session: Session, finding: Finding) -> list[str]:
    return [
        view.section.id for view in session.views if finding.id in {e.id for e in view.findings}
    ]


def _like(fact: Fact, name: str, sheet: FactSheet) -> bool:
    """Whether a fact is called by that name, its scope and the office's own name left out."""
    words = [word for word in (fact.scope, sheet.document.self_name) if word]

    def bare(text: str) -> str:
        for word in words:
            text = text.replace(word, "")
        return _FORMS.links.sub("", text.strip(_MARKS))

    return fact.statement is None and bare(name) in {
        bare(each) for each in (fact.name, *fact.aliases)
    }


def errors_brought(session: Session, sheet: FactSheet, homes: list[str]) -> tuple[str, ...]:
    """The errors that ``sheet`` would bring to other sections than ``homes``."""
    known = {each.id for each in session.checked.report.findings}
    return tuple(
        f"{session.name(view.section.id)}:{told(each)}"
        for view in views_of(check(session.draft, sheet, session.samples))
        if view.section.id not in homes
        for each in view.errors
        if each.id not in known
    )


def _adopted(
    session: Session, sheet: FactSheet, homes: list[str], fact_id: str, step: Step
) -> tuple[FigureChange, ...]:
    """Renders with ``sheet``, binds the figure where that is sure, and keeps the step."""
    session.changed_sheet = sheet
    changes = session.adopt_facts()
    moved: dict[str, tuple[int, int]] = {}
    revisions: dict[str, Revision] = {}
    for section_id in homes:
        section = session.store.section(section_id)
        moved[section_id] = (section.current, section.current)
        bound = bind_new(session, section_id, fact_id)
        if bound != section.source and not section.locked:
            moved[section_id] = (section.current, len(section.revisions))
            revisions[section_id] = by_person(bound, step.told)
    step = replace(step, revisions=moved, digest=sheet.digest)
    session.store.apply(revisions=revisions, meta=with_step(session, step), note=step.told)
    return changes


def bind_new(session: Session, section_id: str, fact_id: str) -> str:
    """The source of a section with its proved figures of one fact bound to it."""
    text = as_shown(session.draft, session.sheet, section_id).text
    written = Written(text, only=fact_id)
    sources = bind_proved(session.draft, session.sheet, {section_id: written}, session.samples)
    return sources[section_id]
