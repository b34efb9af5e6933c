"""The whole text as HTML, each line a paragraph, every figure marked with what is known of it."""

from __future__ import annotations

from collections import deque
from html import escape
from typing import TYPE_CHECKING

from assistant.domain import BlockKind, Level, Verdict
from assistant.extraction import read_document
from assistant.facts.describing import describe_whole
from assistant.verification.formats.spans import EXEMPT, WAIVED

if TYPE_CHECKING:
    from collections.abc import Iterator

    from assistant.domain import FactSheet
    from assistant.verification.formats.spans import Span

_CLASSES = {
    BlockKind.ADDRESSEE: "addressee",
    BlockKind.TITLE: "title",
    BlockKind.HEADING: "heading",
    BlockKind.SIGNATURE: "right",
    BlockKind.DATE: "right",
}
_LEVEL_TONES = {Level.ERROR: "error", Level.WARNING: "warning"}


def tone(kind: str, level: Level | None = None) -> str:
    """The class that colours a place: of its level, else of its kind's: ``error``, ``warning``, or the kind's own."""
    if kind in {EXEMPT, WAIVED}:
        return kind
    level = level or Verdict(kind).level
    return kind if level is None else _LEVEL_TONES[level]


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
    rows = {**span.rows, **dict(_fact_rows(span.fact, facts))}
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


def _fact_rows(name: str | None, facts: FactSheet | None) -> Iterator[tuple[str, str]]:
    if name is None:
        return
    if facts is None:
        yield "事实", name
        return
    derived = facts.derived_by_id.get(name)
    fact = facts.by_id.get(name if derived is None else derived.fact)
    if fact is None:
        yield "事实", name
        return
    yield "事实", f"{describe_whole(fact)}({name})"
    if derived is not None:
        yield "算式", derived.formula
    if fact.source:
        yield "来源", fact.source
