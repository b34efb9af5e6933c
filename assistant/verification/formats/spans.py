"""The marked places of a text, in order and without overlap: figures, findings, exempt ones."""

from __future__ import annotations

from bisect import bisect_left
from typing import TYPE_CHECKING, NamedTuple

from assistant.verification.formats.naming import EXEMPTION_NAMES, rows_of
from assistant.verification.verdict_table import verdict_table

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from assistant.domain import Level, Report

EXEMPT = "exempt"
WAIVED = "waived"


class Span(NamedTuple):
    """A marked place.

    Attributes:
        start, end: half-open code-point offsets.
        kind: the verdict's value, ``exempt`` or ``waived``.
        name: in Chinese, what it is.
        fact: the id of its fact or derived fact.
        rows: the words to show of it, by title.
        finding: the number of its finding, counted from 1; 0 where it is none.
        level: the level of its finding.
    """

    start: int
    end: int
    kind: str
    name: str
    fact: str | None
    rows: Mapping[str, str]
    finding: int = 0
    level: Level | None = None


def spans_of(report: Report) -> tuple[Span, ...]:
    """What to mark in the text of a report; where two overlap, findings come before figures."""
    starts: list[int] = []
    taken: list[Span] = []
    for span in (*_findings(report), *_figures(report), *_exempt(report)):
        place = bisect_left(starts, span.start)
        free_before = place == 0 or taken[place - 1].end <= span.start
        free_behind = place == len(taken) or span.end <= taken[place].start
        if span.start < span.end and free_before and free_behind:
            starts.insert(place, span.start)
            taken.insert(place, span)
    return tuple(taken)


def _findings(report: Report) -> Iterator[Span]:
    formulas = {(figure.start, figure.end): figure.formula for figure in report.figures}
    numbered = [(finding, number, None) for number, finding in enumerate(report.findings, 1)]
    waived = [(finding, 0, reason) for finding, reason in report.waived]
    for finding, number, reason in (*numbered, *waived):
        start, end = finding.start, finding.end
        if start is None or end is None:
            continue
        rows = rows_of(finding, formula=formulas.get((start, end)), waived=reason)
        kind = finding.verdict.value if reason is None else WAIVED
        name = verdict_table()[finding.verdict].name
        yield Span(start, end, kind, name, finding.fact, rows, number, finding.level)


def _figures(report: Report) -> Iterator[Span]:
    for figure in report.figures:
        kind = figure.verdict.value if figure.waived is None else WAIVED
        told = {"说明": figure.reason, "应为": figure.expected, "算式": figure.formula}
        rows = {title: words for title, words in told.items() if words}
        name = verdict_table()[figure.verdict].name
        yield Span(figure.start, figure.end, kind, name, figure.fact, rows, level=figure.level)


def _exempt(report: Report) -> Iterator[Span]:
    for mention in report.exempt:
        name = f"不是数据:{EXEMPTION_NAMES[mention.reason]}"
        rows = {"说明": mention.detail} if mention.detail else {}
        yield Span(mention.start, mention.end, EXEMPT, name, None, rows)
