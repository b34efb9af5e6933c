"""Figure references: everything that other parts need to read, render and bind them.

The forms and fields are those of docs/drafting.md.
"""

from __future__ import annotations

from assistant.drafting.references.binding import Bound, bind_bare_figures, bind_figures
from assistant.drafting.references.grammar import FIELDS, Reference, references
from assistant.drafting.references.render import (
    Rendered,
    Span,
    Unresolved,
    nearest_id,
    render,
    stated_facts,
    unresolved,
)

__all__ = [
    "FIELDS",
    "Bound",
    "Reference",
    "Rendered",
    "Span",
    "Unresolved",
    "bind_bare_figures",
    "bind_figures",
    "nearest_id",
    "references",
    "render",
    "stated_facts",
    "unresolved",
]
