"""Figures taken over with the words around them."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from assistant.domain import Kind, PartialDate
from assistant.verification.leak.leak import Leak, LeakKind
from assistant.verification.leak.text import BareText, paragraph_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from assistant.domain import FactSheet, Mention
    from assistant.verification.leak.shelf import Allowed, Shelf

_NUMBER = re.compile(r"\d+(?:\.\d+)?|[零〇一二两三四五六七八九十百千万亿]+")
_ARABIC = "0123456789"
_AROUND = 8  # characters on either side that are compared
_LONG_NUMBER = 3
# Characters around that must be shared: for a number of three digits or more, for a shorter one,
# and, not counting the facts' own words, for a number that some fact gives or a plain 一 or 两.
_FEW, _SOME, _MANY = 2, 4, 6


@dataclass(frozen=True, slots=True)
class _Known:
    """The numbers and days that the fact sheet gives."""

    values: frozenset[Decimal | int | None]
    written: frozenset[str]
    days: frozenset[tuple[int | None, int | None]]

    @classmethod
    def of(cls, sheet: FactSheet, allowed: Allowed) -> _Known:
        values: set[Decimal | int | None] = {derived.value for derived in sheet.derived}
        days: set[tuple[int | None, int | None]] = set()
        for fact in sheet.facts:
            values |= {fact.low, fact.high, fact.previous, fact.target, fact.growth, fact.rank}
            ends = (fact.date.start, fact.date.end) if fact.date else ()
            days |= {(end.month, end.day) for end in ends if end}
        return cls(
            frozenset(values - {None}), frozenset(_NUMBER.findall(allowed.facts)), frozenset(days)
        )

    def gives(self, mention: Mention, number: str) -> bool:
        """Whether some fact gives this value or date."""
        dates = [part for part in mention.parts if isinstance(part, PartialDate)]
        if dates:
            return all(date.month is None or (date.month, date.day) in self.days for date in dates)
        arabic = number[0] in _ARABIC and Decimal(number) in self.values
        return arabic or mention.low in self.values or number in self.written


def find_figures(
    source: str,
    text: BareText,
    *,
    sheet: FactSheet,
    shelf: Shelf,
    allowed: Allowed,
    mentions: tuple[Mention, ...],
) -> Iterator[Leak]:
    """The claims of ``text`` that stand in a sample with the same words around them.

    A value that some fact gives may be told in the same words; then only words that are not the
    facts' own count.
    """
    known = _Known.of(sheet, allowed)
    wanted: defaultdict[str, list[Mention]] = defaultdict(list)
    for mention in mentions:
        number = _number_of(text, mention)
        if number and mention.exempt is None and mention.kind is not Kind.YEAR:
            wanted[number].append(mention)
    told: set[Mention] = set()
    for sample, sample_text in enumerate(shelf.texts):
        for match in _NUMBER.finditer(sample_text) if wanted else ():
            for mention in wanted.get(match[0], ()):
                given = known.gives(mention, match[0])
                if mention in told or not _same_around(
                    text, mention, sample_text, match, own=allowed.own if given else ()
                ):
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


def _number_of(text: BareText, mention: Mention) -> str:
    inside = text.inside(mention.start, mention.end)
    match = _NUMBER.search(text.text[inside.start : inside.stop])
    return match[0] if match else ""


def _same_around(
    text: BareText,
    mention: Mention,
    sample: str,
    match: re.Match[str],
    own: tuple[bool, ...],
) -> bool:
    """Whether enough of the words around a number are the same in text and sample.

    ``own`` says which characters of the text are the facts' own; empty where no fact gives it.
    """
    at = text.text.index(match[0], text.inside(mention.start, mention.end).start)
    behind = at + len(match[0])
    before = sample[max(0, match.start() - _AROUND) : match.start()]
    after = sample[match.end() : match.end() + _AROUND]
    left = _shared(text.text[max(0, at - _AROUND) : at][::-1], before[::-1])
    right = _shared(text.text[behind : behind + _AROUND], after)
    plain = len(match[0]) == 1 and match[0] not in _ARABIC
    shared = [*range(at - left, at), *range(behind, behind + right)]
    if own:
        return sum(not own[index] for index in shared) >= _MANY
    needed = _MANY if plain else _FEW if len(match[0]) >= _LONG_NUMBER else _SOME
    return left > 0 and len(shared) >= needed


def _shared(one: str, other: str) -> int:
    """How many characters two strings begin with alike."""
    pairs = zip(one, other, strict=False)
    return next((at for at, (a, b) in enumerate(pairs) if a != b), min(len(one), len(other)))
