"""Numbers by their place: in the cells of a table, and before rows and headings.

A bare number in a cell has the unit that its row's or column's head names. What only counts rows and
headings (序号 1, 2, 3 and 1, 1.1, 1.1.1) is told by its place, never by its value: the head of the
column, a row of headings whose numbers follow each other, or a number that the office program wrote.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from assistant.domain import BlockKind, Exemption, Kind
from assistant.extraction import read_mentions
from assistant.verification.lexicon import forms

if TYPE_CHECKING:
    from collections.abc import Sequence

    from assistant.domain import Block, Document, Mention

_FORMS = forms(__file__)
_HEADING = re.compile(
    r"(?P<n>[1-9][0-9]?(?:\.[1-9][0-9]?){0,4})(?:[ \t\u3000]+|(?=[\u4e00-\u9fff]))(?=\S)"
)
_ALONE = frozenset((Exemption.ENUM, Exemption.VAGUE, Exemption.TERM))
_LONGEST = 40
_FEWEST = 2


def placed(document: Document, mentions: Sequence[Mention]) -> tuple[Mention, ...]:
    """The mentions, in order, as their places tell them; cells know their heads."""
    ends = _serial_cells(document) | _heading_numbers(document) | _labels(document)
    cells = {
        block.offset + len(block.text) - len(block.text.lstrip()): block
        for block in document.blocks
        if block.kind is BlockKind.CELL
    }
    found = (_numbering(mention, ends.get(mention.start)) for mention in mentions)
    return tuple(
        _in_cell(mention, cells[mention.start], serial=mention.start in ends)
        if mention.start in cells
        else mention
        for mention in found
    )


def _numbering(mention: Mention, end: int | None) -> Mention:
    """A mention that numbers a row or heading, as such; ``end`` is where such a number ends."""
    if end is None or mention.unit is not None or mention.end > end:
        return mention
    reason = "行或标题的序号"
    return replace(mention, kind=Kind.COUNT, exempt=Exemption.ENUM, reason=reason, unread=False)


def _in_cell(mention: Mention, cell: Block, *, serial: bool) -> Mention:
    """A mention in the unit of its cell's head, where it fills the cell and has none of its own."""
    place = cell.cell
    value = place is not None and place.column and not place.head and not serial
    if value and mention.exempt in _ALONE and mention.text == cell.text:
        # (4) and 一打 in a cell of values.
        reason = "单元格里的数看不出是序号还是数量"
        mention = replace(mention, exempt=None, unread=True, reason=reason)
    if mention.unit is not None or cell.text.strip() != mention.text:
        return mention
    found = (_FORMS.unit.search(head) for head in reversed(cell.context))
    unit = next((one[1] for one in found if one), "")
    read = read_mentions(f"{mention.text}{unit}") if unit else []
    if len(read) != 1 or read[0].end != len(mention.text) + len(unit) or read[0].unread:
        return mention
    return replace(read[0], start=mention.start, end=mention.end, text=mention.text)


def _labels(document: Document) -> dict[int, int]:
    """Automatic numbers without words of their own: a list may be made to write 新购%1架."""
    return {
        block.offset: block.offset + block.label
        for block in document.blocks
        if _FORMS.label.fullmatch(block.text, 0, block.label)
    }


def _serial_cells(document: Document) -> dict[int, int]:
    """Where the cells of a column of row numbers begin and end."""
    heads = {
        (block.cell.table, block.cell.column)
        for block in document.blocks
        if block.cell is not None
        and block.cell.row == 0
        and _FORMS.serial_head.fullmatch(block.text)
    }
    return {
        block.offset: block.end
        for block in document.blocks
        if block.cell is not None
        and (block.cell.table, block.cell.column) in heads
        and _FORMS.serial.fullmatch(block.text)
    }


def _heading_numbers(document: Document) -> dict[int, int]:
    """The numbers of headings that follow each other: 1, 1.1, 1.2, 2, 2.1, 2.1.1."""
    ends: dict[int, int] = {}
    before: tuple[int, ...] = ()
    for block in document.blocks:
        match = _HEADING.match(block.text)
        short = len(block.text) <= _LONGEST and block.text[-1:] not in "。;；,，"
        if match is None or not short or block.kind is BlockKind.CELL:
            continue
        number = tuple(int(part) for part in match["n"].split("."))
        if _follows(before, number):
            ends[block.offset] = block.offset + match.end("n")
            before = number
    return ends if len(ends) >= _FEWEST else {}


def _follows(before: tuple[int, ...], number: tuple[int, ...]) -> bool:
    """Whether a heading's number comes right behind another's."""
    if not before:
        return number in ((1,), (1, 1))
    depth = len(number)
    if depth == len(before) + 1:
        return number == (*before, 1)
    return depth <= len(before) and number == (*before[: depth - 1], before[depth - 1] + 1)
