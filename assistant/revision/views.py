"""What a person sees of a section: text, figures, findings, facts, state; and what changes when the facts do."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TYPE_CHECKING

from assistant.domain import Verdict
from assistant.drafting.outline.assemble import GAP
from assistant.drafting.pipeline.agreement import disagreements
from assistant.drafting.references.render import render

if TYPE_CHECKING:
    from assistant.domain import Draft, Fact, FactSheet, Figure, Finding, Section
    from assistant.drafting.outline.assemble import SectionPlace
    from assistant.revision.checking import Checked

_PROVED = {Verdict.SUPPORTED, Verdict.ROUNDED, Verdict.DERIVED}


class State(StrEnum):
    """How far a section is."""

    EMPTY = "empty"
    ERRORS = "errors"
    GAPS = "gaps"
    WARNINGS = "warnings"
    CLEAN = "clean"
    ACCEPTED = "accepted"


@dataclass(frozen=True, slots=True)
class FactLine:
    """A fact of a section.

    Attributes:
        value: as a draft would say it: ``455篇``.
        stated: whether the section states it now.
        elsewhere: whether another part of the draft does.
    """

    fact: Fact
    value: str
    stated: bool
    elsewhere: bool

    @property
    def told(self) -> str:
        """The fact in a list: a part with its whole, a statement once: ``低保对象·清溪镇 614人``."""
        return self.value if self.fact.statement else f"{'·'.join(self.fact.path)} {self.value}"


@dataclass(frozen=True, slots=True)
class SectionView:
    """A section as it is shown.

    Attributes:
        number: from 1, by its place in the draft.
        title: its numbered heading; of one without a heading, 开头 and the like.
        text: as rendered, without its heading.
        figures: offsets count from the beginning of ``text``.
        findings: likewise; those of the heading, and ``unused`` ones, have none.
        facts: of this section, those not yet stated first.
        gaps: the 【待补】 marks.
        warnings: forms that a value does not bear, references to facts that are gone, and
            references to another fact than the one that the verifier reads.
    """

    number: int
    section: Section
    title: str
    text: str
    figures: tuple[Figure, ...]
    findings: tuple[Finding, ...]
    facts: tuple[FactLine, ...]
    gaps: tuple[str, ...]
    warnings: tuple[str, ...]

    @property
    def errors(self) -> tuple[Finding, ...]:
        """The findings that keep the section from being accepted."""
        return tuple(each for each in self.findings if each.blocks)

    @property
    def state(self) -> State:
        """How far it is; an acceptance counts only while nothing is wrong."""
        if not self.text.strip():
            return State.EMPTY
        if self.errors:
            return State.ERRORS
        if self.gaps:
            return State.GAPS
        if self.section.accepted:
            return State.ACCEPTED
        return State.WARNINGS if self.findings else State.CLEAN


def views_of(checked: Checked) -> tuple[SectionView, ...]:
    """Every section of a checked draft, in order."""
    homes = _homes(checked)
    return tuple(
        _view(checked, section, place, number, homes)
        for number, (section, place) in enumerate(
            zip(checked.draft.sections, checked.assembled.sections, strict=True), 1
        )
    )


def plain_title(draft: Draft, section: Section) -> str:
    """What a section is called: its heading; without one 开头 before all headings, else 结尾 or 无标题."""
    if section.heading:
        return section.heading
    place = next(n for n, each in enumerate(draft.sections) if each.id == section.id)
    if not any(each.heading for each in draft.sections[:place]):
        return "开头"
    return "结尾" if place == len(draft.sections) - 1 else "无标题"


def loose_findings(checked: Checked) -> tuple[Finding, ...]:
    """Findings of no section: in title, addressee or signature, or of a fact that none is to use."""
    homes = _homes(checked)
    return tuple(each for each in checked.report.findings if homes.get(each.id, -1) < 0)


def _homes(checked: Checked) -> dict[str, int]:
    """The index of the section that each finding belongs to, by finding id; -1 for none."""
    homes: dict[str, int] = {}
    for finding in checked.report.findings:
        homes[finding.id] = next(
            (
                index
                for index, place in enumerate(checked.assembled.sections)
                if _belongs(finding, checked.draft.sections[index], place, checked.sheet)
            ),
            -1,
        )
    return homes


def _belongs(finding: Finding, section: Section, place: SectionPlace, sheet: FactSheet) -> bool:
    if finding.start is not None:
        return place.start <= finding.start < place.end
    fact = sheet.by_id.get(finding.fact or "")
    if fact is None:
        return False
    return fact.id in section.facts or fact.section == section.id or fact.parent in section.facts


def _view(
    checked: Checked, section: Section, place: SectionPlace, number: int, homes: dict[str, int]
) -> SectionView:
    document = checked.assembled.document.text
    text = document[place.body : place.end].removesuffix("\n")
    heading = document[place.start : place.body].removesuffix("\n")
    return SectionView(
        number=number,
        section=section,
        title=heading or plain_title(checked.draft, section),
        text=text,
        figures=tuple(
            replace(each, start=each.start - place.body, end=each.end - place.body)
            for each in checked.report.figures
            if place.body <= each.start < place.end
        ),
        findings=tuple(
            _moved(each, place) for each in checked.report.findings if homes[each.id] == number - 1
        ),
        facts=fact_lines(checked, section, place),
        gaps=tuple(GAP.findall(text)),
        warnings=(
            *place.warnings,
            *disagreements(
                checked.assembled, checked.report, checked.sheet, (place.start, place.end)
            ),
        ),
    )


def _moved(finding: Finding, place: SectionPlace) -> Finding:
    if finding.start is None or finding.end is None or finding.start < place.body:
        return replace(finding, start=None, end=None)
    return replace(finding, start=finding.start - place.body, end=finding.end - place.body)


def fact_lines(checked: Checked, section: Section, place: SectionPlace) -> tuple[FactLine, ...]:
    """The facts that ``section`` is to use or states, those not yet stated first."""
    here: set[str] = set()
    anywhere: set[str] = set()
    for figure in checked.report.figures:
        if figure.fact and figure.verdict in _PROVED:
            fact = checked.sheet.fact_of(figure.fact)
            name = fact.id if fact else figure.fact
            anywhere.add(name)
            if place.start <= figure.start < place.end:
                here.add(name)
    for span in checked.assembled.references:
        anywhere.add(span.fact_id)
        if place.start <= span.start < place.end:
            here.add(span.fact_id)
    wanted = [
        fact
        for fact in checked.sheet.facts
        if fact.id in section.facts or fact.section == section.id or fact.id in here
    ]
    lines = [
        FactLine(fact, fact_value(fact, checked.sheet), fact.id in here, fact.id in anywhere - here)
        for fact in wanted
    ]
    return tuple(sorted(lines, key=lambda line: (line.stated, line.elsewhere)))


def fact_value(fact: Fact, sheet: FactSheet) -> str:
    """A fact as a draft would say it."""
    field = ".date" if fact.event and fact.low is None and fact.date else ""
    return render(f"{{{fact.id}{field}}}", sheet, lenient=True).text


@dataclass(frozen=True, slots=True)
class FigureChange:
    """A figure of a draft that changes because the facts did.

    Attributes:
        section_id, number: the section, and its place in the draft from 1.
        fact_id: the fact whose value changed, or that is gone.
        old, new: as rendered; 【待补:…】 for a fact that is gone.
    """

    section_id: str
    number: int
    fact_id: str
    old: str
    new: str


def figure_changes(draft: Draft, old: FactSheet, new: FactSheet) -> tuple[FigureChange, ...]:
    """The figures that read otherwise under ``new``, in the order of the draft."""
    changes: list[FigureChange] = []
    for number, section in enumerate(draft.sections, 1):
        before = render(section.source, old, lenient=True)
        after = render(section.source, new, lenient=True)
        for one, other in zip(before.spans, after.spans, strict=True):
            was, now = before.text[one.start : one.end], after.text[other.start : other.end]
            if was != now:
                changes.append(FigureChange(section.id, number, one.fact_id, was, now))
    return tuple(changes)


def change_line(change: FigureChange) -> str:
    """A change for the person: ``第2节:455篇 -> 460篇(articles)``."""
    return f"第{change.number}节:{change.old} -> {change.new}({change.fact_id})"
