"""What is wrong with written sections: the verifier's findings and what only the whole draft shows.

Each problem belongs to one section and says where, what, and what is right, so that a model can
mend it and a person can follow.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TypeVar

from assistant.domain import Level, Role, Verdict
from assistant.drafting.outline.assemble import SUBHEADING, assemble
from assistant.drafting.pipeline.agreement import untold
from assistant.drafting.pipeline.polishing import SENTENCES
from assistant.drafting.pipeline.purposes import unfounded_words, unserved
from assistant.drafting.pipeline.remedies import OF_A_VALUE, Spot, remedy
from assistant.drafting.references.grammar import references
from assistant.drafting.references.mending import contradictions
from assistant.drafting.references.operations import operations
from assistant.drafting.references.render import stated_facts, unresolved
from assistant.drafting.references.rendering import statement_clauses

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from assistant.domain import Draft, FactSheet, Figure, Finding, Report, Section
    from assistant.drafting.outline.assemble import Assembled, SectionPlace
    from assistant.drafting.pipeline.remedies import Judge

    Placed = TypeVar("Placed", Figure, Finding)

# Sub-headings of one section whose lengths differ by more than this do not look parallel.
_HEADING_SPREAD = 8
# Where no fact is meant, what is expected is a count of the text itself or a year.
_OF_WORDS = frozenset({Verdict.INCONSISTENT, Verdict.WRONG_PERIOD})
_RECKONED = "这个数由几条事实算出,写清是哪几条,由程序计算"
_UNPROVED = "这个数没有得到证明;删去它或改成不带数字的说法,不要换成别的事实的数"


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing to mend in a section.

    Attributes:
        place: ``第2段``; empty where it concerns the whole section.
        quoted: the words concerned.
        reason: what is wrong, in Chinese.
        right: what should stand there, with its reference; empty where that is not known.
        error: it must not stand; False for a warning.
        verdict: of the verifier, where it comes from there.
        fact: the id of the fact concerned, where there is one.
    """

    place: str
    quoted: str
    reason: str
    right: str = ""
    error: bool = True
    verdict: Verdict | None = None
    fact: str | None = None

    @property
    def of_wording(self) -> bool:
        """Whether it is about words, and nothing that the verifier tells of."""
        return not self.error and self.verdict is None and bool(self.quoted)

    def line(self) -> str:
        """The problem in a line, for the prompt and for the person."""
        where = f"{self.place}" + (f"“{self.quoted}”" if self.quoted else "")
        told = f"{where}：{self.reason}" if where else self.reason
        return f"{told.rstrip('。')}。" + (f"应为：{self.right}。" if self.right else "")


@dataclass(frozen=True, slots=True)
class Checked:
    """A draft as checked.

    Attributes:
        problems: by section id.
        figures: the verifier's figures, by section id, in order.
        findings: the verifier's findings, by section id.
    """

    report: Report
    problems: Mapping[str, tuple[Problem, ...]]
    figures: Mapping[str, tuple[Figure, ...]] = field(default_factory=dict)
    findings: Mapping[str, tuple[Finding, ...]] = field(default_factory=dict)


def check_draft(draft: Draft, sheet: FactSheet, judge: Judge) -> Checked:
    """All problems of ``draft`` by section.

    Args:
        draft: the sections written so far, with sources.
        sheet: the facts.
        judge: the verifier with its samples.

    A fact that stands nowhere is missing only where a section that should state it is among
    those written.
    """
    assembled = assemble(draft, sheet)
    report = judge(assembled.document)
    problems: dict[str, list[Problem]] = defaultdict(list)
    for section in draft.sections:
        problems[section.id] += _unresolved(section, sheet)
        problems[section.id] += _contradicting(section, sheet)
    figures = _by_section(report.figures, assembled)
    findings = _by_section(report.findings, assembled)
    for section_id, found in findings.items():
        place = next(p for p in assembled.sections if p.section_id == section_id)
        for finding in found:
            if not _in_gap(finding, assembled):
                problems[section_id].append(
                    _told(finding, place, assembled, report=report, sheet=sheet, judge=judge)
                )
    for finding in report.findings:
        home = _home(finding.fact, draft.sections) if finding.start is None else None
        if home is not None:
            # A fact that stands there with a wrong figure is not missing as well.
            if all(finding.fact != told.fact for told in problems[home]):
                problems[home].append(_missing(finding, sheet))
            findings[home] = (*findings.get(home, ()), finding)
    for section_id, told in _of_the_whole(draft, figures, assembled, report=report, sheet=sheet):
        problems[section_id].append(told)
    kept = {section_id: tuple(found) for section_id, found in problems.items() if found}
    return Checked(report, kept, figures, findings)


def _of_the_whole(
    draft: Draft,
    figures: Mapping[str, Sequence[Figure]],
    assembled: Assembled,
    *,
    report: Report,
    sheet: FactSheet,
) -> Iterator[tuple[str, Problem]]:
    """What no figure shows: purposes missed, statements left out, facts told in two sections."""
    for section in draft.sections:
        for problem in _purpose(section, figures.get(section.id, ()), sheet):
            yield section.id, problem
    for fact_id, gone in untold(draft.sections, assembled.document.text, report, sheet).items():
        statement = sheet.by_id[fact_id].statement or ""
        home = _home(fact_id, draft.sections)
        if home and len(gone) == len(statement_clauses(statement)):
            reason = f"没有写到整句“{statement}”,别的节不会写它;写进合适的段落,可以只用其中几句"
            yield home, Problem("", "", reason, f"{{{fact_id}}}", error=False)
    yield from _twice(draft.sections, sheet)


def _purpose(section: Section, figures: Sequence[Figure], sheet: FactSheet) -> Iterator[Problem]:
    """What a section is not for: none of its facts, words that no fact bears out."""
    why = unserved(section, figures, sheet)
    if why:
        yield Problem("", "", why)
    headings = {line.strip()[3:] for line in section.source.splitlines()}
    for part in section.parts:
        if part.heading not in headings:
            yield Problem("", "", f"缺了提纲里的小标题“{part.heading}”", error=False)
    known = [text for fact in sheet.facts for text in (*fact.path, fact.statement or "")]
    for number, word in unfounded_words(section, known):
        reason = f"“{word}”没有事实可以证明,删去或换成平实的说法"
        yield Problem(f"第{number}段", word, reason, error=False)


def _by_section(things: Sequence[Placed], assembled: Assembled) -> dict[str, tuple[Placed, ...]]:
    found: dict[str, list[Placed]] = defaultdict(list)
    for thing in things:
        section = "" if thing.start is None else assembled.section_at(thing.start)
        if section:
            found[section].append(thing)
    return {section_id: tuple(these) for section_id, these in found.items()}


def _unresolved(section: Section, sheet: FactSheet) -> list[Problem]:
    found = []
    for problem in unresolved(section.source, sheet):
        right = f"{{{problem.nearest}}}" if problem.nearest else ""
        paragraph = section.source.count("\n", 0, problem.start) + 1
        reason = f"{problem.reason};表里没有的引用不能写,改成表里的,或删去这句话"
        found.append(Problem(f"第{paragraph}段", problem.text, reason, right))
    return found


def _in_gap(finding: Finding, assembled: Assembled) -> bool:
    """Whether a finding lies in a 【待补】 mark, which ``_unresolved`` tells of already."""
    if finding.start is None:
        return False
    text = assembled.document.text
    opened = text.rfind("【待补", 0, finding.start + 1)
    return opened >= 0 and "】" not in text[opened : finding.start]


def _told(
    finding: Finding,
    place: SectionPlace,
    assembled: Assembled,
    *,
    report: Report,
    sheet: FactSheet,
    judge: Judge,
) -> Problem:
    text = assembled.document.text
    start, end = finding.start or 0, finding.end or finding.start or 0
    where = "标题" if start < place.body else f"第{text.count(chr(10), place.body, start) + 1}段"
    begin, stop = text.rfind("\n", 0, start) + 1, text.find("\n", end)
    stop = stop if stop >= 0 else len(text)
    told = [
        one.fact
        for one in report.figures
        if one.fact and one.level is None and begin <= one.start < stop
    ]
    # Without the unit behind it a figure like 1 could stand anywhere: the clause is quoted.
    computed = (
        span.reference
        for span in assembled.references
        if span.start < end and start < span.end and span.fact_id in operations()
    )
    spot = Spot(text[begin:stop], start - begin, end - begin, next(computed, ""))
    right = _right(finding, spot, told, sheet, judge)
    reason = finding.reason
    if not right and finding.verdict in OF_A_VALUE:
        # What the verifier took it for would only mislead: whoever is offered a number writes it.
        reason = _UNPROVED
    elif right and not right.startswith("{") and finding.verdict in OF_A_VALUE:
        reason = _RECKONED
    elif not finding.expected and finding.advice:
        reason = f"{reason.rstrip('。')}。{finding.advice}"
    if spot.words != finding.text:
        reason = f"其中“{finding.text}”:{reason}"
    return Problem(where, spot.words, reason, right, finding.blocks, finding.verdict, finding.fact)


def _right(
    finding: Finding, spot: Spot, beside: Sequence[str], sheet: FactSheet, judge: Judge
) -> str:
    """What to write instead; empty where nothing is sure to be right."""
    if finding.verdict is Verdict.LEAKED:
        return ""
    if finding.fact is None and finding.verdict in _OF_WORDS:
        return finding.expected or ""
    return remedy(finding, spot, beside, sheet, judge)


def _contradicting(section: Section, sheet: FactSheet) -> list[Problem]:
    found = []
    for reference, told, clash in contradictions(section.source, sheet):
        paragraph = section.source.count("\n", 0, reference.start) + 1
        reason = f"引用会成为“{told}”,与前后的“{clash}”说法相反;删去引用外的词,或改这句话"
        found.append(Problem(f"第{paragraph}段", reference.text, reason))
    return found


def _home(fact_id: str | None, sections: Sequence[Section]) -> str | None:
    """The section that should have stated the fact: its own first, an opening last."""
    holders = [section for section in sections if fact_id in section.facts]
    holders.sort(key=lambda section: section.role is Role.OPENING)
    return holders[0].id if holders else None


def _missing(finding: Finding, sheet: FactSheet) -> Problem:
    fact = sheet.by_id.get(finding.fact or "")
    name = (fact.statement or "、".join(fact.path)) if fact else ""
    return Problem(
        "",
        "",
        f"漏写了必须写的“{name}”",
        f"在合适的地方写 {{{finding.fact}}}",
        finding.level is Level.ERROR,
        finding.verdict,
        finding.fact,
    )


def _twice(sections: Sequence[Section], sheet: FactSheet) -> list[tuple[str, Problem]]:
    """Facts that a body section states though they are another's, which states them too."""
    stated = {
        section.id: stated_facts(section.source)
        for section in sections
        if section.role is not Role.OPENING
    }
    found = []
    for section in sections:
        for told in stated.get(section.id, ()):
            fact_id = told.partition(":")[0]
            if fact_id in section.facts or fact_id not in sheet.by_id:
                continue
            other = next(
                (s for s in sections if s.id != section.id and told in stated.get(s.id, ())),
                None,
            )
            if other is not None:
                reason = f"“{sheet.by_id[fact_id].name}”已由“{other.title}”一节写,本节不要重复,删去这句或这个数字"
                found.append((section.id, _retold(section, fact_id, reason)))
    return found


def _retold(section: Section, fact_id: str, reason: str) -> Problem:
    """The problem with the sentence that says again what another section says."""
    for number, line in enumerate(section.source.splitlines(), 1):
        for sentence in SENTENCES.findall(line):
            if any(reference.fact == fact_id for reference in references(sentence)):
                return Problem(f"第{number}段", sentence, reason, error=False)
    return Problem("", "", reason, error=False)


def uneven_headings(source: str) -> str:
    """What is uneven about the sub-headings of a section; empty where nothing is."""
    heads = [line[3:] for line in source.splitlines() if SUBHEADING.fullmatch(line)]
    if len(heads) == 1:
        return "只有一个小标题，应去掉它"
    lengths = [len(head) for head in heads]
    if heads and max(lengths) - min(lengths) > _HEADING_SPREAD:
        return "几个小标题长短相差太大，应改得结构一致、字数相近"
    return ""
