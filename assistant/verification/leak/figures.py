"""Figures taken over with the words around them."""

from __future__ import annotations

import re
from collections import defaultdict
from typing import TYPE_CHECKING

from assistant.verification.leak.leak import Leak, LeakKind
from assistant.verification.leak.text import BareText, bare, paragraph_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from assistant.domain import FactSheet, Mention
    from assistant.verification.leak.shelf import Allowed, Shelf

_NUMBER = re.compile(r"\d+(?:\.\d+)?|[零〇一二两三四五六七八九十百千万亿]{2,}")
_AROUND = 8  # characters on either side that are compared
_TELLING = 4  # shared ones that make a figure another's
_FEW_TELLING = 2  # … where the figure itself has three digits or more
_LONG_NUMBER = 3


def find_figures(
    source: str,
    text: BareText,
    sheet: FactSheet,
    shelf: Shelf,
    allowed: Allowed,
    mentions: tuple[Mention, ...],
) -> Iterator[Leak]:
    """The claims of ``text`` whose number and surroundings stand in a sample and in no fact."""
    known = _fact_numbers(sheet)
    wanted: defaultdict[str, list[Mention]] = defaultdict(list)
    for mention in mentions:
        number = _number_of(text, mention)
        if number and mention.exempt is None and mention.low not in known:
            wanted[number].append(mention)
    told: set[Mention] = set()
    for sample, sample_text in enumerate(shelf.texts):
        for match in _NUMBER.finditer(sample_text) if wanted else ():
            for mention in wanted.get(match[0], ()):
                if mention in told or not _same_around(text, mention, sample_text, match):
                    continue
                told.add(mention)
                yield Leak(
                    mention.start,
                    mention.end,
                    source[mention.start : mention.end],
                    LeakKind.FIGURE,
                    shelf.names[sample],
                    paragraph_of(shelf.sources[sample], match.start()),
                    "这个数字连同前后的话与范文相同,事实表里没有",
                )


def _fact_numbers(sheet: FactSheet) -> set[object]:
    """Every value that the sheet gives; a figure of one of these is other checks' business."""
    known: set[object] = {derived.value for derived in sheet.derived}
    for fact in sheet.facts:
        known |= {fact.low, fact.high, fact.previous, fact.target, fact.growth, fact.rank}
    return known - {None}


def _number_of(text: BareText, mention: Mention) -> str:
    inside = text.inside(mention.start, mention.end)
    match = _NUMBER.search(text.text[inside.start : inside.stop])
    return match[0] if match else ""


def _same_around(text: BareText, mention: Mention, sample: str, match: re.Match[str]) -> bool:
    inside = text.inside(mention.start, mention.end)
    at = text.text.index(match[0], inside.start)
    left = _shared_tail(text.text[max(0, at - _AROUND) : at], sample[: match.start()][-_AROUND:])
    behind = text.text[at + len(match[0]) :][:_AROUND]
    right = _shared_tail(behind[::-1], sample[match.end() :][:_AROUND][::-1])
    needed = _FEW_TELLING if len(match[0]) >= _LONG_NUMBER else _TELLING
    return left + right >= needed and left > 0
