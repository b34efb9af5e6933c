"""Places that wait for a number: 201*年, xx年, 4××篇, ___篇, □架, XX万元, (  )个.

A quantity that was never filled in is unread: nothing can prove it. A year or date struck out keeps
its kind, for the verifier to say so.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from assistant.domain import Kind
from assistant.extraction.behind import unit_behind
from assistant.extraction.lexicon import forms
from assistant.extraction.reading import Reading

if TYPE_CHECKING:
    from assistant.extraction.reading import View

_FORMS = forms(__file__)
_WHY = "这里的数字没有填写,请填上"


def read_redaction(view: View, at: int) -> Reading | None:
    """The placeholder at ``at``; None where the signs are none."""
    norm = view.norm
    bracket = norm[at] == "("
    match = None if bracket else _FORMS.date.match(norm, at)
    if match is not None:
        return Reading(at, match.end(), Kind.REDACTION)
    match = (_FORMS.empty if bracket else _FORMS.blank).match(norm, at)
    if match is None or _FORMS.product.match(norm, at) or not _stands(norm, at, match.end()):
        return None
    unit = unit_behind(view, match.end())
    if unit is None:
        # A line, or a cell, holds nothing else.
        around = {norm[at - 1 : at], norm[match.end() : match.end() + 1]}
        alone = _FORMS.alone.fullmatch(match[0]) and around <= {"", "\n"}
        return Reading(at, match.end(), Kind.REDACTION).refuse(_WHY) if alone else None
    return Reading(at, unit.end, Kind.REDACTION).refuse(_WHY)


def _stands(norm: str, at: int, end: int) -> bool:
    """Whether words stand before it, and no mark of bold print (**个人**) closes it."""
    if at and not _FORMS.before.match(norm, at - 1):
        return False
    line = norm.find("\n", end)
    return (
        norm[at : at + 2] != "**" or "**" not in norm[end : line if line >= 0 else len(norm)][:40]
    )
