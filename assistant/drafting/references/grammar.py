"""The grammar of figure references.

``{id}``, ``{id:form}``, ``{id.field}``, ``{id.field:form}``, and computed ones over several facts:
``{合计:a,b,c}``, ``{相差:a,b.previous}``, ``{合计:a,b:万}``.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from assistant.drafting.references.operations import operations

if TYPE_CHECKING:
    from collections.abc import Iterator

REFERENCE = re.compile(
    r"\{(?P<fact>[^{}:.\s]+)(?:\.(?P<field>[^{}:.\s]+))?"
    r"(?::(?P<form>[^{}:\s]*))?(?::(?P<last>[^{}:\s]*))?\}"
)
_BRACE = re.compile(r"[{}]")
_BETWEEN = re.compile(r"[,，、]")
DERIVED_FIELDS = ("growth", "increase", "times", "completion", "share")
FIELDS = ("date", "previous", "target", "rank", "name", "among", "scope", "year", *DERIVED_FIELDS)
# ``{document.period}`` is the time reported on: 2010年.
DOCUMENT = "document"


@dataclass(frozen=True, slots=True)
class Reference:
    """One reference of a source text.

    Attributes:
        start, end: offsets into the source, braces included.
        text: as written, braces included.
        fact: the id; ``document`` for the document itself; the operation of a computed one.
        field: what of the fact; empty for its value.
        form: as written behind the (last) colon; empty for the exact form.
        operands: of a computed reference: ids, some with a field; else empty.
    """

    start: int
    end: int
    text: str
    fact: str
    field: str
    form: str
    operands: tuple[str, ...] = ()


def references(source: str) -> Iterator[Reference]:
    """Every reference of ``source`` in order."""
    for match in REFERENCE.finditer(source):
        form, last = match["form"] or "", match["last"]
        operands: tuple[str, ...] = ()
        if match["fact"] in operations() and not match["field"] and _BETWEEN.search(form):
            operands, form = tuple(_BETWEEN.split(form)), last or ""
        elif last is not None:
            continue
        start, end = match.span()
        yield Reference(start, end, match[0], match["fact"], match["field"] or "", form, operands)


def stray_braces(source: str) -> tuple[int, ...]:
    """The offsets of braces that belong to no reference."""
    inside = {place for ref in references(source) for place in range(ref.start, ref.end)}
    return tuple(m.start() for m in _BRACE.finditer(source) if m.start() not in inside)
