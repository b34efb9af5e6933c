"""Figures taken over with the words around them."""

from __future__ import annotations

import re
from collections import defaultdict
from decimal import Decimal
from typing import TYPE_CHECKING

from assistant.domain import Kind, PartialDate
from assistant.verification.leak.leak import Leak, LeakKind
from assistant.verification.leak.text import BareText, paragraph_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from assistant.domain import FactSheet, Mention
    from assistant.verification.leak.shelf import Allowed, Shelf

_NUMBER = re.compile(r"\d+(?:\.\d+)?|[零〇一二两三四五六七八九十百千万亿]{2,}")
_AROUND = 8  # characters on either side that are compared
_TELLING = 4  # shared ones that make a figure another's
_FEW_TELLING = 2  # … where the figure itself has three digits or more
_LONG_NUMBER = 3
_ARABIC = "0123456789"


def find_figures(
    source: str,
    text: BareText,
    *,
    sheet: FactSheet,
    shelf: Shelf,
    allowed: Allowed,
    mentions: tuple[Mention, ...],
) -> Iterator[Leak]:
    """The claims of ``text`` whose number and surroundings stand in a sample and in no fact."""
    wanted: defaultdict[str, list[Mention]] = defaultdict(list)
    for mention in mentions:
        number = _number_of(text, mention)
        if number and mention.exempt is None and not _is_known(mention, number, sheet, allowed):
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


def _is_known(mention: Mention, number: str, sheet: FactSheet, allowed: Allowed) -> bool:
    """Whether some fact gives this value or date; then it is other checks' business."""
    if mention.kind is Kind.YEAR or allowed.holds(number):
        return True
    dates = [part for part in mention.parts if isinstance(part, PartialDate)]
    if dates:
        known = _fact_days(sheet)
        return all((date.month, date.day) in known for date in dates)
    values = _fact_values(sheet)
    return mention.low in values or (number[0] in _ARABIC and Decimal(number) in values)


def _fact_values(sheet: FactSheet) -> set[Decimal | int | None]:
    values: set[Decimal | int | None] = {derived.value for derived in sheet.derived}
    for fact in sheet.facts:
        values |= {fact.low, fact.high, fact.previous, fact.target, fact.growth, fact.rank}
    return values - {None}


def _fact_days(sheet: FactSheet) -> set[tuple[int | None, int | None]]:
    spans = [fact.date for fact in sheet.facts if fact.date]
    dates = [date for span in spans for date in (span.start, span.end) if date]
    return {(date.month, date.day) for date in dates}


def _number_of(text: BareText, mention: Mention) -> str:
    inside = text.inside(mention.start, mention.end)
    match = _NUMBER.search(text.text[inside.start : inside.stop])
    return match[0] if match else ""


def _same_around(text: BareText, mention: Mention, sample: str, match: re.Match[str]) -> bool:
    inside = text.inside(mention.start, mention.end)
    at = text.text.index(match[0], inside.start)
    before = text.text[max(0, at - _AROUND) : at]
    sample_before = sample[max(0, match.start() - _AROUND) : match.start()]
    behind = at + len(match[0])
    left = _shared(before[::-1], sample_before[::-1])
    after = sample[match.end() : match.end() + _AROUND]
    right = _shared(text.text[behind : behind + _AROUND], after)
    needed = _FEW_TELLING if len(match[0]) >= _LONG_NUMBER else _TELLING
    return left > 0 and left + right >= needed


def _shared(one: str, other: str) -> int:
    """How many characters two strings begin with alike."""
    pairs = zip(one, other, strict=False)
    return next((at for at, (a, b) in enumerate(pairs) if a != b), min(len(one), len(other)))
