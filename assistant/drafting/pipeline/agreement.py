"""A draft compared with its plan and with what the verifier, who knows nothing of references, read."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from typing import TYPE_CHECKING

from assistant.drafting.references.grammar import DOCUMENT, references
from assistant.drafting.references.rendering import statement_clauses
from assistant.extraction import read_mentions

if TYPE_CHECKING:
    from collections.abc import Container, Iterator, Sequence

    from assistant.domain import FactSheet, Figure, Report, Section
    from assistant.drafting.outline.assemble import Assembled
    from assistant.drafting.references.render import Span

# Fields that are words or a year: many facts share them, and none is claimed by them.
_SHARED = frozenset({"year", "name", "among", "scope"})
_LETTERS = re.compile(r"\w")


def disagreements(
    assembled: Assembled, report: Report, sheet: FactSheet, within: tuple[int, int] | None = None
) -> tuple[str, ...]:
    """Figures that are proved, but as another fact than the one that their reference names.

    The text is right as it stands; when one of the two facts changes, it will not be. Figures
    with a finding are left out: the finding says more.

    Args:
        assembled: the draft with the places of its references.
        report: what the verifier says of the same text.
        sheet: the facts.
        within: half-open offsets of the stretch that is asked about; None for the whole text.

    Returns:
        A clause in Chinese for each, in the order of the text.
    """
    told: dict[str, None] = {}
    first, last = within or (0, len(assembled.document.text))
    spans = [span for span in assembled.references if first <= span.start < last]
    for span, figures in _pairs(spans, report.figures):
        proved = [figure for figure in figures if figure.level is None and figure.fact]
        if proved and all(not _same(span.fact_id, figure.fact, sheet) for figure in proved):
            told[_line(span, proved[0], sheet)] = None
    return tuple(told)


def untold(
    sections: Sequence[Section], text: str, report: Report, sheet: FactSheet
) -> dict[str, list[str]]:
    """The facts that no section must state and none does, with what of them is told nowhere.

    What must be told and is not is the verifier's finding. A statement may be told in part: the
    clauses left over are given one by one.

    Args:
        sections: of the draft, with sources; only their own facts are asked about.
        text: the draft's.
        report: what the verifier says of it.
        sheet: the facts.

    Returns:
        By id, in the order of the sheet: the clauses of a statement, the name of any other fact.
    """
    named = [one for section in sections for one in references(section.source)]
    proved = {
        ((one.fact or "").partition(".")[0], _bare(one.text))
        for one in report.figures
        if one.level is None
    }
    bare, planned = _bare(text), {one for section in sections for one in section.facts}
    left: dict[str, list[str]] = {}
    for fact in sheet.facts:
        forms = [one.form for one in named if one.fact == fact.id]
        if fact.required or fact.id not in planned or any(not one.isdigit() for one in forms):
            continue
        clauses = statement_clauses(fact.statement or "") or (fact.name,)
        gone = [
            clause
            for number, clause in enumerate(clauses, 1)
            if str(number) not in forms
            and _bare(clause) not in bare
            and not _figures_told(clause, {text for told, text in proved if told == fact.id})
        ]
        if gone:
            left[fact.id] = gone
    return left


def _figures_told(clause: str, told: Container[str]) -> bool:
    """Whether a clause has figures, and all of them are told."""
    figures = [_bare(one.text) for one in read_mentions(clause) if one.exempt is None]
    return bool(figures) and all(one in told for one in figures)


def _bare(text: str) -> str:
    return "".join(_LETTERS.findall(text))


def _pairs(spans: Sequence[Span], figures: Sequence[Figure]) -> Iterator[tuple[Span, list[Figure]]]:
    starts = [figure.start for figure in figures]
    ends = [figure.end for figure in figures]
    for span in spans:
        read = list(references(span.reference))
        if span.fact_id == DOCUMENT or any(r.field in _SHARED or r.operands for r in read):
            continue
        yield span, list(figures[bisect_right(ends, span.start) : bisect_left(starts, span.end)])


def _same(named: str, read: str | None, sheet: FactSheet) -> bool:
    """Whether both are one fact: a field or a derived value of it counts as the fact itself."""
    if read is None:
        return True
    fact = sheet.fact_of(read)
    return fact is not None and fact.id == named


def _line(span: Span, figure: Figure, sheet: FactSheet) -> str:
    named, read = (_name(fact_id, sheet) for fact_id in (span.fact_id, figure.fact or ""))
    return (
        f"“{figure.text}”的引用是 {span.reference}({named}),按上下文读作“{read}”;"
        "数值相同,请看引用是否用对"
    )


def _name(fact_id: str, sheet: FactSheet) -> str:
    fact = sheet.fact_of(fact_id)
    return "、".join(fact.path) if fact else fact_id
