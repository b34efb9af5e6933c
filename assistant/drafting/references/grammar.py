"""The grammar of figure references: ``{id}``, ``{id:form}``, ``{id.field}``, ``{id.field:form}``."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

REFERENCE = re.compile(
    r"\{(?P<fact>[^{}:.\s]+)(?:\.(?P<field>[^{}:.\s]+))?(?::(?P<form>[^{}:\s]*))?\}"
)
_BRACE = re.compile(r"[{}]")
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
        fact: the id; ``document`` for the document itself.
        field: what of the fact; empty for its value.
        form: as written behind the colon; empty for the exact form.
    """

    start: int
    end: int
    text: str
    fact: str
    field: str
    form: str


def references(source: str) -> Iterator[Reference]:
    """Every reference of ``source`` in order."""
    for match in REFERENCE.finditer(source):
        yield Reference(
            match.start(),
            match.end(),
            match[0],
            match["fact"],
            match["field"] or "",
            match["form"] or "",
        )


def stray_braces(source: str) -> tuple[int, ...]:
    """The offsets of braces that belong to no reference."""
    inside = {place for ref in references(source) for place in range(ref.start, ref.end)}
    return tuple(m.start() for m in _BRACE.finditer(source) if m.start() not in inside)
