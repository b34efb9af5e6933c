"""What is said where a text contradicts itself, and how its places are named."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from assistant.domain import BlockKind

if TYPE_CHECKING:
    from assistant.domain import Quantity
    from assistant.verification.claims.segments import Segments

_LONGEST = 24
_NAMES = {BlockKind.TITLE: "标题", BlockKind.CELL: "表格"}


@dataclass(frozen=True, slots=True)
class Clash:
    """A contradiction of the text with itself.

    Attributes:
        start, end: the words that clash, as offsets into the text.
        reason: for the person, with both values and the other place.
    """

    start: int
    end: int
    reason: str


def place_of(segments: Segments, at: int) -> str:
    """The place around an offset as a reader counts it: 标题, 小标题“…”, 正文第3段."""
    number = segments.block_number(at)
    if number < 0:
        return "文中"
    block = segments.blocks[number]
    if block.kind is BlockKind.HEADING:
        return f"小标题“{block.text[:_LONGEST]}”"
    paragraphs = sum(one.kind is BlockKind.PARAGRAPH for one in segments.blocks[: number + 1])
    return _NAMES.get(block.kind, f"正文第{paragraphs}段")


def slack(*quantities: Quantity) -> Decimal:
    """How far a sum may be off by rounding: half a step of each value with decimals or a scale."""
    steps = (one.step for one in quantities if one.step is not None and one.step != 1)
    return sum(steps, start=Decimal(0)) / 2
