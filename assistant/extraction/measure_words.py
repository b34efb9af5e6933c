"""The unit behind a number: a unit of the registry, a measure word, or an unknown one."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from assistant.domain import Kind
from assistant.extraction.lexicon import by_first, word_list
from assistant.extraction.units import unit_at
from assistant.files.shipped import shipped_text

if TYPE_CHECKING:
    from assistant.extraction.numbers import Number
    from assistant.extraction.units import OwnUnits

# What may follow an unknown measure word: 共完成45宗。
_BOUNDARY = frozenset("，,。;、:!?)”』」》…\n")
_NO_MEASURE = frozenset(
    "的了和与及或至到在从被由将已均都也还又而且但则之其中占比较达超共计为是有无不未等若如以于于对向给让使把与同跟因所这那此各每另余多近约上下前后内外左右起止整余以强弱"
)
_PER, _PER_MANY = re.compile("/"), re.compile("/(?:[百千万]|10+|十)万?")


class Measure(NamedTuple):
    """A unit as written, its kind and its end."""

    name: str
    kind: Kind
    end: int


@cache
def _guards() -> dict[str, frozenset[str]]:
    text = shipped_text(__file__, "lexicon/guards.txt")
    rows = (line.split() for line in text.splitlines() if not line.startswith("#"))
    return {row[0]: frozenset(row[1]) for row in rows if len(row) > 1}


@cache
def _nouns() -> dict[str, tuple[str, ...]]:
    return by_first(word_list("nouns.txt"))


def read_unit(norm: str, at: int, number: Number, own: OwnUnits | None = None) -> Measure | None:
    """The unit that begins at ``at`` behind ``number``; one space may stand between.

    ``own`` are a ledger's units.

    A word that only might be one is taken where a pause follows it (45宗。), never where it would
    swallow a noun.
    """
    begin = at + 1 if norm.startswith(" ", at) else at
    unit = unit_at(norm, begin, own)
    if unit is not None and len(unit.name) > 1 and _denied(norm, begin, unit.name):
        unit = unit_at(norm[begin : begin + len(unit.name) - 1], 0, own)  # 3个人民法庭 are 3个
    if unit is not None and not _denied(norm, begin, unit.name):
        end = begin + len(unit.name)
        return _compound(norm, begin, end, unit.kind)
    if number.single and number.chinese:
        return None
    return _noun(norm, begin) or _unknown(norm, begin)


def _denied(norm: str, begin: int, name: str) -> bool:
    follows = norm[begin + len(name) : begin + len(name) + 1]
    return bool(follows) and follows in _guards().get(name, ())


def _compound(norm: str, begin: int, end: int, kind: Kind) -> Measure:
    """A rate takes its second unit along: 2.5元/公斤, 4.2批次/千人."""
    for per in (
        match.end() for match in (_PER.match(norm, end), _PER_MANY.match(norm, end)) if match
    ):
        second = unit_at(norm, per)
        if second is not None:
            return Measure(norm[begin : per + len(second.name)], kind, per + len(second.name))
    return Measure(norm[begin:end], kind, end)


def _noun(norm: str, begin: int) -> Measure | None:
    for word in _nouns().get(norm[begin : begin + 1], ()):
        if norm.startswith(word, begin) and not _denied(norm, begin, word):
            return Measure(word, Kind.COUNT, begin + len(word))
    return None


def _unknown(norm: str, at: int) -> Measure | None:
    char, follows = norm[at : at + 1], norm[at + 1 : at + 2]
    if not "\u4e00" <= char <= "\u9fff" or char in _NO_MEASURE:
        return None
    return Measure(char, Kind.COUNT, at + 1) if follows in _BOUNDARY else None
