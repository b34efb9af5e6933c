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
_NAMES = {
    BlockKind.TITLE: "标题",
    BlockKind.HEADING: "小标题",
    BlockKind.CELL: "表格",
}


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


class Places:
    """Names the places of a text as a reader counts them: 标题, 小标题“…”, 正文第3段."""

    def __init__(self, segments: Segments) -> None:
        self._segments = segments
        numbers: list[int] = []
        count = 0
        for block in segments.blocks:
            count += block.kind is BlockKind.PARAGRAPH
            numbers.append(count)
        self._numbers = numbers

    def name(self, at: int) -> str:
        """The place around an offset."""
        number = self._segments.block_number(at)
        if number < 0:
            return "文中"
        block = self._segments.blocks[number]
        named = _NAMES.get(block.kind)
        if named is None:
            return f"正文第{self._numbers[number]}段"
        return f"{named}“{block.text[:_LONGEST]}”" if block.kind is BlockKind.HEADING else named


def slack(*quantities: Quantity) -> Decimal:
    """How far a sum may be off by rounding: half a step of each value with decimals or a scale."""
    steps = (one.step for one in quantities if one.step is not None and one.step != 1)
    return sum(steps, start=Decimal(0)) / 2
