"""Figures that say what they count elsewhere than in their unit, or otherwise.

| text | what it is |
|---|---|
| 接待人次…230万, 438万千瓦时,上半年201万 | of the unit that 人次, 人数, 户数 or the figure before says |
| PM10浓度每立方米48微克 | no weight |
| 收到建议34条 | of every class that suggestions are counted in, 34件 too |
| 每三名居民就有一人 | one of N: both figures stand for the share that the second is of the first |
"""

from __future__ import annotations

import re
from decimal import Decimal
from itertools import pairwise
from typing import TYPE_CHECKING

from assistant.domain import Kind, altered
from assistant.extraction import unit_class
from assistant.verification.interchange import bare_scale
from assistant.verification.lexicon import classifiers, forms, tags, words

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from assistant.domain import Mention

_FORMS = forms(__file__)
_STEP = Decimal("0.000000000001")
_REACH, _NEAR, _PIECE = 24, 6, "个"
# So far before a figure stand what it is per, and the noun that it counts.
_LATELY = 16
# So far back in its line a rate may have told what it is per.
_LINE = 200
# A clause of so few words before its figure has the thing from the clause before.
_SHORT = 4
_MEASURED = frozenset({Kind.COUNT, Kind.MEASURE, Kind.MONEY})


def retold(
    text: str, mentions: Sequence[Mention], at: int, begin: int, rates: Mapping[str, bool]
) -> tuple[Mention, str]:
    """The mention ``at`` as it is meant, and the words of the whole where it is one of N.

    Its clause begins at ``begin``; ``rates`` are the units of rates that the facts are told in, each with
    whether no fact is told in the unit alone.
    """
    mention = _counted(text, _rated(text, mentions[at], begin, rates), begin)
    if mention.kind is not Kind.COUNT or mention is not mentions[at]:
        return mention, ""
    if bare_scale(mention):
        before = text[max(begin, mention.start - _REACH) : mention.start]
        noun = words("counted_nouns").last(before)
        if noun is not None:
            return altered(mention, unit=tags("counted_nouns")[noun[0]]), ""
        return _of_the_one_before(text, mentions, at), ""
    whole = _of_the_one_before(text, mentions, at) if mention.unit == _PIECE else mention
    return _one_of(text, mentions, at) if whole is mention else (whole, "")


def _rated(text: str, mention: Mention, begin: int, rates: Mapping[str, bool]) -> Mention:
    """A figure with the unit of a rate whose base is told: 每立方米48微克, 由每小时24公里提高到27公里, 比32微克低."""
    before = text[max(begin, mention.start - _LATELY) : mention.start].rpartition("每")[2]
    for rate, lone in rates.items():
        unit, _, per = rate.partition("/")
        moved = rf"{re.escape(per)}[\d.]+{re.escape(unit)}[^,，。;；\d]{{1,6}}"
        near = not re.search(r"\d", before) or re.fullmatch(moved, before)
        # 每立方米33.6微克…,比32微克的目标低: a unit of which the sheet has nothing but the rate.
        told = near if before.startswith(per) else lone and _told_per(text, per, mention.start)
        if unit == mention.unit and told:
            return altered(mention, unit=rate)
    return mention


def _told_per(text: str, per: str, at: int) -> bool:
    """Whether a figure of the line so far back is told for each of ``per``."""
    floor = max(0, at - _LINE)
    return text.find(f"每{per}", max(floor, text.rfind("\n", floor, at)), at) >= 0


def _counted(text: str, mention: Mention, begin: int) -> Mention:
    """A figure with all the classifiers that its noun goes by: 建议34条,办结31份; 学校3座."""
    known = classifiers().get(mention.unit or "")
    if known is None:
        return mention
    lately = mention.start - _LATELY
    if mention.start - begin > _SHORT:
        lately = max(begin, lately)
    before = text[max(0, lately) : mention.start].rpartition("。")[2]
    behind = text[mention.end : mention.end + _SHORT].partition("，")[0]
    fitting = (units for nouns, units in known if nouns.first(behind) or nouns.first(before))
    units = next(fitting, None)
    return mention if units is None else altered(mention, unit="、".join(units))


def _of_the_one_before(text: str, mentions: Sequence[Mention], at: int) -> Mention:
    """The unit left out where the figure before told it: 438万千瓦时,上半年201万; 由6个工作日缩为4.5个."""
    mention = mentions[at]
    told = (one for one in reversed(mentions[max(0, at - _NEAR) : at]) if one.unit and one.exact)
    before = next(told, None)
    if before is None or before.unit is None or not _FORMS.pause.match(text, mention.end):
        return mention
    if _FORMS.others.search(text, before.end, mention.start):
        return mention
    longer = before.unit.startswith(_PIECE) and before.unit != _PIECE
    longer = longer and before.kind is not Kind.POINTS
    if longer if mention.unit == _PIECE else before.kind in _MEASURED:
        return altered(mention, unit=before.unit.lstrip("万亿"), kind=before.kind)
    return mention


def _one_of(text: str, mentions: Sequence[Mention], at: int) -> tuple[Mention, str]:
    pairs = list(pairwise(mentions[max(0, at - 1) : at + 2]))
    for first, second in reversed(pairs):
        parts = _parts(first, second)
        gap = text[first.end : second.start]
        if parts is not None and text.endswith("每", 0, first.start) and _FORMS.have.fullmatch(gap):
            low, high = parts
            made = altered(
                mentions[at], kind=Kind.FRACTION, low=low, high=high, unit=None, step=_STEP
            )
            return made, _FORMS.among.split(gap)[0]
    return mentions[at], ""


def _parts(first: Mention, second: Mention) -> tuple[Decimal | None, Decimal | None] | None:
    """The ends of the second count in parts of the first; None where they are no like counts, the first exact."""
    whole, ends = first.low, (second.low, second.high)
    if not (first.exact and whole and first.unit and second.unit):
        return None
    if unit_class(first.unit) != unit_class(second.unit) or not any(ends):
        return None
    if any(end is not None and end >= whole for end in ends):
        return None
    low, high = (None if end is None else (end / whole).quantize(_STEP) for end in ends)
    return low, high
