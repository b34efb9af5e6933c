"""Figures of a table: a bare number has the unit that its row's or column's head names."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from assistant.domain import BlockKind
from assistant.extraction import read_mentions

if TYPE_CHECKING:
    from collections.abc import Sequence

    from assistant.domain import Block, Document, Mention

# 投资(万元), 灌溉面积（单位：万亩）, 占比/%.
_UNIT = re.compile(
    r"(?:[(（\[〔][ ]?(?:单位[ ]?[:：][ ]?)?|[/／])([^()（）\[\]〔〕/／\d\s]{1,8})[)）\]〕]?\s*$"
)


def with_heads(document: Document, mentions: Sequence[Mention]) -> tuple[Mention, ...]:
    """The mentions, those that fill a cell in the unit of its head.

    Args:
        document: its cells know their heads.
        mentions: of its text, in order.
    """
    cells = {
        block.offset + len(block.text) - len(block.text.lstrip()): block
        for block in document.blocks
        if block.kind is BlockKind.CELL and block.context
    }
    return tuple(
        _headed(mention, cells[mention.start]) if mention.start in cells else mention
        for mention in mentions
    )


def _headed(mention: Mention, cell: Block) -> Mention:
    """A mention in the unit of its cell's head, where it fills the cell and has none of its own."""
    if mention.unit is not None or cell.text.strip() != mention.text:
        return mention
    found = (_UNIT.search(head) for head in reversed(cell.context))
    unit = next((one[1] for one in found if one), "")
    read = read_mentions(f"{mention.text}{unit}") if unit else []
    if len(read) != 1 or read[0].end != len(mention.text) + len(unit) or read[0].unread:
        return mention
    return replace(read[0], start=mention.start, end=mention.end, text=mention.text)
