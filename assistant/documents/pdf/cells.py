"""The ruled tables of a PDF as cells with their heads; one that goes on over pages is one table."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from math import inf
from typing import TYPE_CHECKING

from assistant.documents.pdf.grids import grids_of
from assistant.documents.pdf.lines import Frame, Paragraph, lines_of, paragraphs_of
from assistant.documents.tables import Cell, Table
from assistant.domain import Block, BlockKind, CellPlace

if TYPE_CHECKING:
    from assistant.documents.pdf.grids import Box, Grid
    from assistant.documents.pdf.lines import Line
    from assistant.documents.pdf.pages import Glyph, Page

_NEAR = 3.0  # points
_PADDING = 6.0


@dataclass(slots=True)
class Ruled:
    """A table, or what of it stands on one page.

    Attributes:
        page, top: where it begins.
        rows: its cells row by row, each with its paragraphs.
        last: the page on which it ends.
    """

    page: int
    top: float
    grid: Grid
    rows: list[list[tuple[Box, list[str]]]]
    last: int


def ruled(page: Page, at: int) -> tuple[list[Ruled], list[Glyph]]:
    """The tables of a page, and the characters outside of them; a table in a cell stands behind it."""
    grids = grids_of(page.rules)
    inner = sorted(grids, key=lambda grid: grid.area)
    held: dict[tuple[int, int], list[Glyph]] = defaultdict(list)
    loose: list[Glyph] = []
    for glyph in page.glyphs:
        x, y = (glyph.left + glyph.right) / 2, glyph.base - glyph.size / 3
        for grid in inner:
            box = grid.box_at(x, y)
            if box is not None:
                held[id(grid), grid.boxes.index(box)].append(glyph)
                break
        else:
            loose.append(glyph)
    found: list[Ruled] = []
    for grid in grids:
        rows: list[list[tuple[Box, list[str]]]] = [[] for _ in grid.down[1:]]
        for place, box in enumerate(grid.boxes):
            lines = lines_of(held.get((id(grid), place), ()), page.rules, at)
            rows[box.row].append((box, [one.text for one in _told(lines, box)]))
        if any(texts for row in rows for _, texts in row):
            found.append(Ruled(at, grid.down[0], grid, rows, at))
    return found, loose


def _told(lines: list[Line], box: Box) -> list[Paragraph]:
    """The paragraphs of a cell: a line that reaches the side of the cell goes on."""
    left = min((line.left for line in lines), default=box.left)
    return paragraphs_of(lines, Frame(left, max(box.right - _PADDING, left), 0, inf))


def in_order(rows: list[list[Line]], tables: list[Ruled]) -> list[list[Line] | Ruled]:
    """The lines of all pages with the tables where they stand; what goes on overleaf joined."""
    waiting = sorted(tables, key=lambda one: (one.page, one.top))
    parts: list[list[Line] | Ruled] = []
    for line in (line for some in rows for line in some):
        while waiting and (waiting[0].page, waiting[0].top) < (line.page, line.base):
            _place(parts, waiting.pop(0))
        if not parts or isinstance(parts[-1], Ruled):
            parts.append([])
        last = parts[-1]
        if isinstance(last, list):
            last.append(line)
    for one in waiting:
        _place(parts, one)
    return parts


def _place(parts: list[list[Line] | Ruled], table: Ruled) -> None:
    before = parts[-1] if parts else None
    if not isinstance(before, Ruled) or not _same(before, table):
        parts.append(table)
        return
    before.last = table.page
    rows = table.rows
    cut = not (before.grid.ruled[1] or table.grid.ruled[0])
    before.grid = replace(before.grid, ruled=table.grid.ruled)
    if cut and _is_rest(before.rows[-1], rows[0]):
        for (_, texts), (_, more) in zip(before.rows[-1], rows[0], strict=True):
            texts[-1:] = ["".join([*texts[-1:], *more[:1]]), *more[1:]] if more else texts[-1:]
        rows = rows[1:]
    if len(rows) > 1 and _texts(rows[0]) == _texts(before.rows[0]):
        rows = rows[1:]  # the head is said again on each page
    before.rows += rows


def _is_rest(row: list[tuple[Box, list[str]]], after: list[tuple[Box, list[str]]]) -> bool:
    """Whether ``after`` is what a page cut off from ``row``: not all its cells go on, no figure does."""
    pairs = [(one, more) for (_, one), (_, more) in zip(row, after, strict=False)]
    return (
        len(row) == len(after)
        and any(one and not more for one, more in pairs)
        and not any(one and more and _ends_open(one[-1], more[0]) for one, more in pairs)
    )


def _ends_open(before: str, after: str) -> bool:
    return before[-1:].isdigit() and after[:1].isdigit()


def _texts(row: list[tuple[Box, list[str]]]) -> list[list[str]]:
    return [texts for _, texts in row]


def _same(before: Ruled, table: Ruled) -> bool:
    """Whether a table goes on with one of the page before: its columns stand at the same places."""
    one, other = before.grid.across, table.grid.across
    return (
        table.page == before.last + 1
        and len(one) == len(other)
        and all(abs(x - y) <= _NEAR for x, y in zip(one, other, strict=True))
    )


def cell_blocks(ruled: Ruled, number: int, captions: tuple[str, ...]) -> list[Block]:
    """The paragraphs of a table's cells, with the heads that speak for them."""
    table = Table(number, None, captions, height=len(ruled.rows), width=len(ruled.grid.across) - 1)
    cells: list[tuple[Cell, list[str]]] = []
    for at, row in enumerate(ruled.rows):
        for box, texts in row:
            cell = Cell(table, at, box.column, box.columns, box.rows, list(texts))
            cells.append((cell, texts))
            for down in range(at, at + box.rows):
                for column in range(box.column, box.column + box.columns):
                    table.grid[down, column] = cell
    return [
        Block(
            BlockKind.CELL, text, context=table.context(cell),
            cell=CellPlace(number, cell.row, cell.column, cell.row < table.heads),
        )
        for cell, texts in cells
        for text in texts
    ]  # fmt: skip
