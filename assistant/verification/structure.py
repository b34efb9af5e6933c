"""Counts that a text bears out itself: 以下四个特点 against the enumerators that follow."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from assistant.domain import BlockKind, Exemption

if TYPE_CHECKING:
    from collections.abc import Sequence

    from assistant.domain import Mention
    from assistant.verification.segments import Segments

_STYLE = re.compile(r"[一二三四五六七八九十百\d０-９①-⑳⑴-⒇]+")
_NUMERALS = "零一二三四五六七八九"
# A sentence that goes on before the list begins: the list is another's.
_ENDED = re.compile(r"[。！？!?；;][^。！？!?；;\n]|\n[^\n]")


@dataclass(frozen=True, slots=True)
class Miscount:
    """A structure count that the text does not bear out."""

    mention: Mention
    told: int
    found: int


def miscounts(mentions: Sequence[Mention], segments: Segments) -> list[Miscount]:
    """The structure counts that are followed by another number of enumerators."""
    found: list[Miscount] = []
    for number, mention in enumerate(mentions):
        if mention.exempt is not Exemption.STRUCTURE or mention.low is None:
            continue
        told = int(mention.low)
        listed = _listed(number, mentions, segments)
        if listed is not None and listed != told and listed >= 2:
            found.append(Miscount(mention, told, listed))
    return found


def _listed(number: int, mentions: Sequence[Mention], segments: Segments) -> int | None:
    """How many enumerators of one style follow a count; None where no list follows."""
    mention = mentions[number]
    block = segments.block_number(mention.start)
    style, count = None, 0
    last = mention.end
    for other in mentions[number + 1 :]:
        if other.exempt is not Exemption.ENUM:
            if other.exempt is Exemption.STRUCTURE and style is None:
                return None
            continue
        here = segments.block_number(other.start)
        if style is None:
            near = here in {block, block + 1} and not _ENDED.search(segments.text, last, other.start)
            if not near or value_of(other.text) != 1:
                return None
            style, count = style_of(other.text), 1
        elif style_of(other.text) == style:
            if value_of(other.text) != count + 1:
                break
            count += 1
        elif _above(segments, here, style, other):
            break
    return count if style is not None else None


def _above(segments: Segments, number: int, style: str, other: Mention) -> bool:
    """Whether an enumerator of another style ends the list: a heading begins with it."""
    del style
    block = segments.blocks[number]
    return block.kind is BlockKind.HEADING and other.start - block.offset < 3 and block.level == 1


def style_of(text: str) -> str:
    """An enumerator with its numeral taken out: 一是 -> #是."""
    return _STYLE.sub("#", text)


def value_of(text: str) -> int | None:
    """The number of an enumerator; None where it has none that is read here."""
    found = _STYLE.search(text)
    if found is None:
        return 1 if text.startswith("首") else None
    run = found[0].translate({0xFF10 + digit: str(digit) for digit in range(10)})
    if run.isascii():
        return int(run[:6])
    if "①" <= run[0] <= "⑳":
        return ord(run[0]) - ord("①") + 1
    if "⑴" <= run[0] <= "⒇":
        return ord(run[0]) - ord("⑴") + 1
    return _chinese(run)


def _chinese(run: str) -> int | None:
    tens, ten, ones = run.rpartition("十")
    if not ten:
        return _NUMERALS.index(ones) if ones in _NUMERALS and len(ones) == 1 else None
    head = _NUMERALS.find(tens) if tens else 1
    tail = _NUMERALS.find(ones) if ones else 0
    return head * 10 + tail if head > 0 and tail >= 0 else None
