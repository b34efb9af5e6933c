"""Places told in words and letters: TOP1, No.1, 冠军, 亚军, 垫底."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from assistant.domain import Kind
from assistant.extraction.exemption import pauses
from assistant.extraction.lexicon import forms, tables
from assistant.extraction.reading import Reading

if TYPE_CHECKING:
    from assistant.extraction.reading import View

_FORMS = forms(__file__)
_FARTHEST = 16


def read_top_word(view: View, at: int) -> Reading | None:
    """TOP1 and No.1 are first places, TOP10 the first ten."""
    match = _FORMS.top.match(view.norm, at)
    if match is None or (view.norm[at - 1 : at].isalnum() and view.norm[at - 1].isascii()):
        return None
    value = Decimal(match["n"])
    several = match["word"].lower() == "top" and value > 1
    return Reading(
        at, match.end(), Kind.RANK, Decimal(1) if several else value, value,
        approximator="前" if several else None, step=Decimal(1),
        number_start=match.start("n"), number_end=match.end("n"),
    )  # fmt: skip


def read_title(view: View, at: int, floor: int) -> Reading | None:
    """冠军 is the first place where it was won, 垫底 the last; 居9个县区之首 of so many; 单项冠军企业 is a name."""
    match = _FORMS.titles.match(view.norm, at)
    if match is None:
        return None
    begin = max(0, at - _FARTHEST)
    value = Decimal(tables("cues.toml")["rank"]["titles"][match[0]])
    last = value < 0
    told, among = (_FORMS.field, _FORMS.field_of) if last else (_FORMS.won, _FORMS.won_of)
    found = told.search(view.norm, max(floor, begin), at) or among.search(view.norm, begin, at)
    if found is None or not pauses(view.norm, match.end()):
        return None
    word = "倒数" if last else None
    return Reading(at, match.end(), Kind.RANK, value, value, approximator=word, step=Decimal(1))
