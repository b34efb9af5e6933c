"""The whole text as HTML, each line a paragraph; figures, findings and exempt mentions marked, none overlapping."""

from __future__ import annotations

from collections import deque
from html import escape
from typing import TYPE_CHECKING, NamedTuple

from assistant.domain import BlockKind, Verdict
from assistant.extraction import read_document
from assistant.facts.describing import describe_whole
from assistant.verification.formats.naming import EXEMPTION_NAMES, filled, rows_of
from assistant.verification.verdict_table import verdict_table

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from assistant.domain import FactSheet, Level, Report

EXEMPT = "exempt"
WAIVED = "waived"
_CLASSES = {
    BlockKind.ADDRESSEE: "addressee",
    BlockKind.TITLE: "title",
    BlockKind.HEADING: "heading",
    BlockKind.SIGNATURE: "right",
    BlockKind.DATE: "right",
}


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
    taken: set[int] = set()
    spans: list[Span] = []
    for span in (*_findings(report), *_figures(report), *_exempt(report)):
        place = range(span.start, span.end)
        if place and taken.isdisjoint(place):
            taken.update(place)
            spans.append(span)
    return tuple(sorted(spans, key=lambda span: span.start))


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
        rows = filled({"说明": figure.reason, "应为": figure.expected, "算式": figure.formula})
        name = verdict_table()[figure.verdict].name
        yield Span(figure.start, figure.end, kind, name, figure.fact, rows, level=figure.level)


def _exempt(report: Report) -> Iterator[Span]:
    for mention in report.exempt:
        name = f"不是数据:{EXEMPTION_NAMES[mention.reason]}"
        rows = filled({"说明": mention.detail})
        yield Span(mention.start, mention.end, EXEMPT, name, None, rows)


def tone(kind: str, level: Level | None = None) -> str:
    """The class that colours a place: of its level, else of its kind's: ``error``, ``warning``, or the kind's own."""
    if kind in {EXEMPT, WAIVED}:
        return kind
    return level or Verdict(kind).level or kind


def whole_text(number: int, text: str, spans: tuple[Span, ...], facts: FactSheet | None) -> str:
    """The paragraphs of document ``number``; every character of the text stands in them."""
    classes = {
        block.offset: _CLASSES[block.kind]
        for block in read_document(text).blocks
        if block.kind in _CLASSES
    }
    waiting = deque(spans)
    paragraphs: list[str] = []
    place = 0
    for line in text.split("\n"):
        end = place + len(line)
        pieces: list[str] = []
        at = place
        while waiting and waiting[0].start < end:
            span = waiting.popleft()
            stop = min(span.end, end)
            pieces += (
                escape(text[at : span.start]),
                _figure(number, text[span.start : stop], span, facts),
            )
            at = stop
        pieces.append(escape(text[at:end]))
        kind = classes.get(place + len(line) - len(line.lstrip()), "")
        if kind == "heading" and "。" in line:
            # A heading that its paragraph follows on the same line: (一)队伍建设。全年……
            kind = ""
        mark = f' class="{kind}"' if kind else ""
        paragraphs.append(f"<p{mark}>{''.join(pieces)}</p>")
        place = end + 1
    return "\n".join(paragraphs)


def _figure(number: int, words: str, span: Span, facts: FactSheet | None) -> str:
    anchor = f"d{number}-{span.finding}"
    identity = f' id="td{number}-{span.finding}"' if span.finding else ""
    mark = f'<sup><a href="#{anchor}">{span.finding}</a></sup>' if span.finding else ""
    tip = f"tip{number}-{span.start}"
    rows = {**span.rows, **_fact_rows(span.fact, facts)}
    told = "".join(
        f'<span class="row"><b>{escape(title)}</b>{escape(said)}</span>'
        for title, said in rows.items()
    )
    return (
        f'<span class="figure k-{span.kind} {tone(span.kind, span.level)}" tabindex="0"{identity}'
        f' aria-describedby="{tip}">{escape(words)}{mark}'
        f'<span class="tip" role="tooltip" id="{tip}"><span class="name"><i>{escape(words)}</i>'
        f"{escape(span.name)}</span>{told}</span></span>"
    )


def _fact_rows(name: str | None, facts: FactSheet | None) -> dict[str, str]:
    derived = facts.derived_by_id.get(name or "") if facts is not None else None
    own = name if derived is None else derived.fact
    fact = facts.by_id.get(own or "") if facts is not None else None
    if fact is None:
        return filled({"事实": name})
    formula = derived.formula if derived is not None else None
    return filled({"事实": f"{describe_whole(fact)}({name})", "算式": formula, "来源": fact.source})
