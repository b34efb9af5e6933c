"""Places told in words and letters: TOP1, No.1, 冠军, 亚军, 垫底."""

from __future__ import annotations

import re
from decimal import Decimal
from functools import cache
from typing import TYPE_CHECKING

from assistant.domain import Kind
from assistant.extraction.exemption import pauses
from assistant.extraction.lexicon import one_of, tables
from assistant.extraction.reading import Reading

if TYPE_CHECKING:
    from assistant.extraction.reading import View

_TOP = re.compile(r"(?P<word>(?i:top|no\.?))[ ]?(?P<n>[1-9][0-9]{0,2})(?![0-9A-Za-z.])")
_FARTHEST = 16


@cache
def _words() -> tuple[re.Pattern[str], dict[str, int], re.Pattern[str], re.Pattern[str]]:
    rank = tables("cues.toml")["rank"]
    titles: dict[str, int] = rank["titles"]
    return (
        re.compile(one_of(titles)),
        titles,
        re.compile(f"(?:{one_of(rank['won'])})[^，。;:!?,0-9]{{0,14}}$"),
        re.compile(f"(?:{one_of(rank['field'])})[^，。;:!?,0-9]{{0,6}}$"),
    )


def read_top_word(view: View, at: int) -> Reading | None:
    """TOP1 and No.1 are first places, TOP10 the first ten."""
    match = _TOP.match(view.norm, at)
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
    """冠军 is the first place where it was won, 垫底 the last; 单项冠军企业 is a name."""
    titles, values, won, field = _words()
    match = titles.match(view.norm, at)
    if match is None:
        return None
    begin = max(floor, at - _FARTHEST)
    last = values[match[0]] < 0
    told = field if last else won
    if not told.search(view.norm, begin, at) or not pauses(view.norm, match.end()):
        return None
    value = Decimal(values[match[0]])
    return Reading(
        at,
        match.end(),
        Kind.RANK,
        value,
        value,
        approximator="倒数" if last else None,
        step=Decimal(1),
    )
