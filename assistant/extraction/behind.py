"""What stands behind a numeral that looks like no claim: a measure word there makes it one.

An enumerator, a caption, a code, a telephone number or a quotation is told by its shape. The shape
alone excuses nothing: (88)期, 案例88件, 4.6.5篇, 18600000000元 and “465”篇 are figures.
"""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from assistant.extraction.lexicon import cue, forms
from assistant.extraction.measure_words import read_unit
from assistant.extraction.numbers import Number, read_number
from assistant.extraction.reading import Reading

if TYPE_CHECKING:
    from assistant.extraction.measure_words import Measure
    from assistant.extraction.reading import View

# A number of one Chinese character: behind it only a known measure word is taken, no noun.
_STRICT = Number(0, 0, Decimal(1), Decimal(1), Decimal(1), chinese=True, single=True)
_BREAKS = frozenset("。;:，,、!?\n )]”』」》—…·")
_BOUNDARY = frozenset("，,。;、:!?)”』」》\n ")
_FORMS = forms("behind")
_CLOSING = frozenset(")]】〕}>")


def heads_noun(norm: str, at: int) -> bool:
    """Whether a noun that only begins like a measure word stands at ``at``: 项目, 起点."""
    return _FORMS.nouns.match(norm, at) is not None


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
