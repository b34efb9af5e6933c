"""The law of proofreading: a fix never changes what a figure reads as."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

from assistant.extraction import read_mentions

if TYPE_CHECKING:
    from collections.abc import Sequence

    from assistant.domain import Mention
    from assistant.proofreading.remark import Remark

# Every sign that a figure may be written with, and how near a mark must be to belong to it.
_NUMERAL = re.compile(
    r"[^\u3000-\u303f\uff00-\uff0f\uff1a-\uff20\u4e00-\u9fff“”]|[一二三四五六七八九十百千万亿两零半几廿卅]"
)
_NEAR = 1


def applied(line: str, remarks: Sequence[Remark]) -> str:
    """``line`` with the suggestions of ``remarks``, in order and apart from each other."""
    made: list[str] = []
    at = 0
    for remark in sorted(remarks):
        if remark.start < at:
            continue
        made += (line[at : remark.start], remark.suggestion or "")
        at = remark.end
    return "".join((*made, line[at:]))


def same_figures(line: str, remarks: Sequence[Remark]) -> bool:
    """Whether every figure reads the same once the suggestions stand in the line."""
    if all(_far_from_figures(line, remark) for remark in remarks):
        return True
    return _read(line) == _read(applied(line, remarks))


def _far_from_figures(line: str, remark: Remark) -> bool:
    """A mark that only changes its width, between words without a numeral, changes no figure."""
    same = unicodedata.normalize("NFKC", remark.text) == unicodedata.normalize(
        "NFKC", remark.suggestion or ""
    )
    around = line[max(remark.start - _NEAR, 0) : remark.end + _NEAR]
    return same and not _NUMERAL.search(around)


def _read(line: str) -> list[tuple[object, ...]]:
    return [_reading(mention) for mention in read_mentions(line)]


def _reading(mention: Mention) -> tuple[object, ...]:
    """What a mention says; the spelling of an approximator is no part of it, its bounds are."""
    if mention.exempt is not None:
        return (mention.exempt,)
    return (
        mention.kind, mention.low, mention.high, mention.low_open, mention.high_open,
        mention.unit, mention.parts, mention.unread,
    )  # fmt: skip
