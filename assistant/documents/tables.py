"""Tables of a .docx as a grid: which heads speak for a cell."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from assistant.documents.wordml import W, value, whole
from assistant.files.forms import forms

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from lxml import etree

_WIDEST = 1000
_CAPTION_LENGTH = 40
_MOST_HEADS = 8
_FORMS = forms(__file__)


@dataclass(slots=True, eq=False)
class Cell:
    """A cell, with the rows and columns that it covers.

    Attributes:
        texts: its paragraphs as they are read.
    """

    table: Table
    row: int
    column: int
    columns: int = 1
    rows: int = 1
    texts: list[str] = field(default_factory=list)

    @property
    def text(self) -> str:
        """The text of all its paragraphs."""
        return "".join(text.strip() for text in self.texts)

    @property
    def is_bare(self) -> bool:
        """Whether it holds a value or nothing, no words."""
        return _FORMS.bare.fullmatch(self.text) is not None


@dataclass(slots=True, eq=False)
class Table:
    """A table.

    Attributes:
        number: in the document, from 1.
        host: the cell that it is nested in.
        captions: texts of the paragraphs before it.
        grid: the cell at (row, column); a merged one at each of its places.
        flagged: how many rows from the top repeat on every page.
    """

    number: int
    host: Cell | None = None
    captions: tuple[str, ...] = ()
    grid: dict[tuple[int, int], Cell] = field(default_factory=dict)
    height: int = 0
    width: int = 0
    flagged: int = 0
    _heads: int | None = None
    _left: dict[int, list[tuple[str, ...]]] = field(default_factory=dict)

    @property
    def heads(self) -> int:
        """How many rows from the top are its head; asked once all is read."""
        if self._heads is None:
            self._heads = self._count_heads()
        return self._heads

    def _count_heads(self) -> int:
        if self.flagged:
            return min(self.flagged, self.height - 1)
        count = 0
        while count < self.height - 1:
            line = self._row(count)
            # A name over the whole table, or heads of several columns, has a row of heads below.
            wide = any(cell.columns > 1 for cell in line)
            if not line or any(cell.is_bare and cell.text for cell in line[1:] or line):
                break
            count = max(count + 1, *(cell.row + cell.rows for cell in line))
            if not wide:
                break
        return min(count, max(self.height - 1, 0))

    def _row(self, row: int) -> list[Cell]:
        cells = [self.grid.get((row, column)) for column in range(self.width)]
        return list(dict.fromkeys(cell for cell in cells if cell is not None))

    def context(self, cell: Cell) -> tuple[str, ...]:
        """The words that speak for a cell: its row's heads, its columns', the table's name."""
        if cell.row < self.heads:
            return self._outer()
        above = [
            self.grid[row, column].text
            for row in range(self.heads)
            for column in range(cell.column, cell.column + cell.columns)
            if (row, column) in self.grid
        ]
        words = [*self._row_heads(cell), *above, *self._outer()]
        return tuple(dict.fromkeys(word for word in words if word and word != cell.text))

    def _row_heads(self, cell: Cell) -> tuple[str, ...]:
        """The nearest cells to the left that hold words, up to the next value; at most eight."""
        heads = self._left.get(cell.row)
        if heads is None:
            heads = self._left[cell.row] = self._heads_of_row(cell.row)
        if cell.is_bare:
            return heads[cell.column]
        # 整改问题87个 beside 巡河1200次: each says for itself what it counts; 2024年 is a head.
        return tuple(head for head in heads[cell.column] if not _FORMS.tells.search(head))

    def _heads_of_row(self, row: int) -> list[tuple[str, ...]]:
        """For each column what :meth:`_row_heads` says, in one pass."""
        found: list[tuple[str, ...]] = []
        words: tuple[str, ...] = ()
        valued = False
        for column in range(self.width):
            found.append(words)
            cell = self.grid.get((row, column))
            if cell is None or not cell.text:
                continue
            if cell.is_bare:
                valued = True
            else:
                kept = () if valued else tuple(word for word in words if word != cell.text)
                words, valued = (*kept, cell.text)[-_MOST_HEADS:], False
        return found

    def _outer(self) -> tuple[str, ...]:
        """The table's name and unit, and what speaks for the cell it is nested in."""
        captions = tuple(
            text
            for text in self.captions
            if len(text) <= _CAPTION_LENGTH and _FORMS.caption.search(text)
        )
        return captions + (self.host.table.context(self.host) if self.host else ())


def read_row(
    table: Table, row: etree._Element, cells: Iterable[etree._Element]
) -> Iterator[tuple[Cell, etree._Element]]:
    """The cells that begin in a row, placed in the table's grid, with their elements.

    A deleted row or cell is left out; a cell merged into the one above or before it has no text
    of its own, as Word shows none.
    """
    properties = row.find(f"{W}trPr")
    if properties is not None and properties.find(f"{W}del") is not None:
        return
    at = table.height
    table.height += 1
    column = 0
    if properties is not None:
        column = _count(properties, "gridBefore", 0)
        if properties.find(f"{W}tblHeader") is not None and table.flagged == at:
            table.flagged += 1
    for element in cells:
        own = element.find(f"{W}tcPr")
        columns = _count(own, "gridSpan", 1)
        above = table.grid.get((at - 1, column))
        before = table.grid.get((at, column - 1))
        cell = Cell(table, at, column, columns)
        if own is not None and _continues(own, "vMerge") and above is not None:
            above.rows = at - above.row + 1
            cell, merged = above, True
        elif own is not None and _continues(own, "hMerge") and before is not None:
            before.columns += columns
            cell, merged = before, True
        else:
            merged = own is not None and own.find(f"{W}cellDel") is not None
        for covered in range(column, column + columns):
            table.grid[at, covered] = cell
        column += columns
        table.width = max(table.width, column)
        if not merged:
            yield cell, element


def _continues(properties: etree._Element, name: str) -> bool:
    return value(properties, name) in {"", "continue"}


def _count(properties: etree._Element | None, name: str, least: int) -> int:
    return max(least, whole(value(properties, name), least, _WIDEST))
