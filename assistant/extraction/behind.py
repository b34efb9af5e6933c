"""The unit behind a number: a unit of the registry, a measure word or an unknown one makes it a claim.

An enumerator, a caption, a code, a telephone number or a quotation is told by its shape. The shape
alone excuses nothing: (88)期, 案例88件, 4.6.5篇, 18600000000元 and “465”篇 are figures.
"""

from __future__ import annotations

import re
from decimal import Decimal
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from assistant.domain import Kind
from assistant.extraction.lexicon import by_first, cue, forms, word_list
from assistant.extraction.numbers import Number, read_number
from assistant.extraction.reading import Reading
from assistant.extraction.units import unit_at
from assistant.files.shipped import shipped_text

if TYPE_CHECKING:
    from assistant.extraction.reading import View
    from assistant.extraction.units import OwnUnits

# What may follow an unknown measure word: 共完成45宗。
_PAUSES = frozenset("，,。;、:!?)”』」》…\n")
_NO_MEASURE = frozenset(
    "的了和与及或至到在从被由将已均都也还又而且但则之其中占比较达超共计为是有无不未等若如以于于对向给让使把与同跟因所这那此各每另余多近约上下前后内外左右起止整余以强弱金银铜"
)
_PER = re.compile("/")
# A number of one Chinese character: behind it only a known measure word is taken, no noun.
_STRICT = Number(0, 0, Decimal(1), Decimal(1), Decimal(1), chinese=True, single=True)
_BREAKS = frozenset("。;:，,、!?\n )]”』」》—…·")
_BOUNDARY = frozenset("，,。;、:!?)”』」》\n ")
_FORMS = forms(__file__)
_CLOSING = frozenset(")]】〕}>")


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
def _heads() -> tuple[str, ...]:
    return tuple(cue("behind", "nouns"))


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
        match.end() for match in (_PER.match(norm, end), _FORMS.per_many.match(norm, end)) if match
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
    return Measure(char, Kind.COUNT, at + 1) if follows in _PAUSES else None


def heads_noun(norm: str, at: int) -> bool:
    """Whether a noun that only begins like a measure word stands at ``at``: 项目, 起点."""
    return norm.startswith(_heads(), at)


def unit_behind(view: View, at: int) -> Measure | None:
    """The measure word at ``at``, one space before it allowed; a noun that begins like one is none."""
    begin = at + view.norm.startswith(" ", at)
    if heads_noun(view.norm, begin):
        return None
    unit = read_unit(view.norm, at, _STRICT, view.units)
    spaced = unit is not None and begin > at
    if spaced and unit is not None and not _bounded(view.norm, unit.end):
        return None
    return unit


def _bounded(norm: str, end: int) -> bool:
    return end >= len(norm) or norm[end] in _BOUNDARY


def counted(view: View, start: int, end: int) -> Measure | None:
    """The measure word that makes a numeral from ``start`` to ``end`` a figure, whatever its shape.

    At the beginning of a clause the words of a heading follow an enumerator (1.人才工作): there only
    a measure word that no other word begins with is taken, or one that a pause follows.
    """
    unit = unit_behind(view, end)
    if unit is None or (start and view.norm[start - 1] not in _BREAKS):
        return unit
    heads = not start or view.norm[start - 1] == "\n"
    # (一)社区治理: at the beginning of a line units that are nouns begin a heading as well.
    plain = not heads and (len(unit.name) > 1 or unit.name in cue("behind", "plain"))
    sure = plain or _bounded(view.norm, unit.end)
    return unit if sure else None


def done(norm: str, at: int) -> bool:
    """Whether a verb that has a number for its object stands before ``at``: 新建, 覆盖."""
    return _FORMS.doing.search(norm, max(0, at - 4), at) is not None


def placed(norm: str, at: int) -> bool:
    """Whether a word of place or address stands before ``at``: 在, 地点, 3号楼."""
    return _FORMS.places.search(norm, max(0, at - 3), at) is not None


def wrapped(view: View, at: int, number_at: int, end: int, unit: Measure) -> Reading:
    """The count that an enumerator or brackets hold: (88)期, 88. 架."""
    number = read_number(view.norm, number_at)
    if number is None or not number.valid:
        return Reading(at, unit.end).refuse("数字的写法不合规,读不出数值,请改写")
    return Reading(
        at, unit.end, unit.kind, number.low, number.high, unit=unit.name, step=number.step,
        number_start=at, number_end=end, scaled=number.scaled,
    )  # fmt: skip


def read_wrapped(view: View, at: int) -> Reading | None:
    """A number in brackets with its measure word behind them; None where none follows."""
    match = _FORMS.wrapped.match(view.norm, at)
    number = read_number(view.norm, match.end()) if match else None
    if match is None or number is None:
        return None
    end = number.end + view.norm.startswith(" ", number.end)
    if view.norm[end : end + 1] not in _CLOSING:
        return None
    unit = counted(view, at, end + 1)
    if unit is not None and _FORMS.joined.search(view.norm, max(0, at - 3), at):
        return Reading(at, unit.end).refuse("几个带圈或带括号的数字连写,读不出数值,请改写")
    return None if unit is None else wrapped(view, at, match.end(), end + 1, unit)
