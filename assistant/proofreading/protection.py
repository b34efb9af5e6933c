"""Places that proofreading leaves alone: references, titles, quotations, terms, addresses."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from assistant.files.forms import forms

if TYPE_CHECKING:
    from collections.abc import Iterable

_FORMS = forms(__file__)
# What others wrote: left alone by rules that do not ask to look inside.
_QUOTED = re.compile(r"《[^《》\n]*》|“[^“”\n]*”|〈[^〈〉\n]*〉")
_INSIDE, _NEVER = 1, 2


def protected(line: str, terms: Iterable[str]) -> bytearray:
    """How each character of a line, and one behind it, is protected.

    Returns:
        0 for free; 1 between the marks of a title or quotation, where only rules look that are
        about it; 2 for what is never spoken of, as ``terms``, which are to stay as they are.
    """
    marks = bytearray(len(line) + 1)
    spans = [(one.start() + 1, one.end() - 1, _INSIDE) for one in _QUOTED.finditer(line)]
    spans += [(*one.span(), _NEVER) for one in _FORMS.always.finditer(line)]
    spans += [(*one.span(), _NEVER) for term in terms for one in re.finditer(re.escape(term), line)]
    for start, end, how in spans:
        marks[start:end] = bytes([how]) * (end - start)
    return marks
