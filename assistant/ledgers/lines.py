"""One row of a region at a time: what stands in it, and what that says of the row."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from assistant.ledgers.values import is_day_text
from assistant.ledgers.words import is_unit, sheet_units, split_unit, squeezed, words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from assistant.ledgers.cells import Cell, Grid

_NUMBER = re.compile(r"\D{0,3}?[-+]?[\d,]*\d(?:\.\d+)?(\D{0,6}?)(?:以内|以上|以下)?")
_YEAR = re.compile(r"(?:19|20)\d\d年?(?:度)?")
_ORDINALS = frozenset("甲乙丙丁戊己ABCDE") | {"栏次", "栏目", "序号", "行次"}
_SPECIAL = ("total", "previous", "derived", "among", "example")
_TEXTS = frozenset(("text", "year"))
_LABELS = 3  # columns in which a row says what it is
_MOST = 0.8  # of the width: a title's merge
_FIRST_YEAR, _LAST_YEAR = 1900, 2099
_FULL = 0.6  # of the width: a head's texts


class Region(NamedTuple):
    """Columns that belong together: a sheet may hold tables side by side."""

    grid: Grid
    left: int
    right: int

    @property
    def width(self) -> int:
        """How many columns it has."""
        return self.right - self.left + 1


class Line(NamedTuple):
    """A row of a region.

    Attributes:
        cells: those that hold something, a merged one once (its first column in the region).
        texts: the squeezed texts that are neither numbers nor days.
        numbers, days: how many cells hold one.
        filled: how many columns are covered, merged ones counted in full.
        wide: the widest merge.
        labels: the texts of the first columns; a number is one in the region's first column alone.
    """

    row: int
    cells: tuple[tuple[int, Cell], ...]
    texts: tuple[str, ...]
    numbers: int
    days: int
    filled: int
    wide: int
    labels: tuple[str, ...] = ()


def regions(grid: Grid) -> list[Region]:
    """The column ranges of a sheet that empty columns part from one another."""
    used = [0] * (grid.width + 2)
    for cells in grid.rows.values():
        for column, cell in cells.items():
            if (cell.span == 1 or cell.span < _MOST * grid.width) and not cell.empty:
                used[column] += 1
    found: list[Region] = []
    left = 0
    for column in range(1, grid.width + 2):
        if used[column] and not left:
            left = column
        elif not used[column] and left:
            found.append(Region(grid, left, column - 1))
            left = 0
    return found or [Region(grid, 1, max(grid.width, 1))]


def line_of(region: Region, row: int) -> Line:
    """What stands in a row of a region."""
    seen: set[tuple[int, int]] = set()
    cells: list[tuple[int, Cell]] = []
    filled, wide = 0, 1
    here = region.grid.rows.get(row, {})
    for column in range(region.left, region.right + 1):
        cell = here.get(column)
        if cell is None or cell.empty:
            continue
        filled += 1
        origin = cell.origin or (row, column)
        if origin not in seen:
            seen.add(origin)
            cells.append((column, cell))
            wide = max(wide, cell.span)
    kinds = [cell_kind(cell) for _, cell in cells]
    texts = tuple(
        squeezed(cell.text) for (_, cell), kind in zip(cells, kinds, strict=True) if kind in _TEXTS
    )
    first = cells[0][0] if cells else 0
    labels = tuple(
        cell.text
        for column, cell in cells
        if column < first + _LABELS
        and not cell.trouble
        and (isinstance(cell.value, str) or column == region.left)
    )
    numbers, days = kinds.count("number"), kinds.count("day")
    return Line(row, tuple(cells), texts, numbers, days, filled, wide, labels)


def cell_kind(cell: Cell) -> str:
    """What a cell holds: number (none-marks too), day, year or text."""
    if cell.trouble:
        return "number"
    if isinstance(cell.value, Decimal):
        return (
            "year" if _FIRST_YEAR <= cell.value <= _LAST_YEAR and cell.value % 1 == 0 else "number"
        )
    return "day" if isinstance(cell.value, date) else _text_kind(cell.value or "")


@lru_cache(maxsize=10_000)
def _text_kind(value: str) -> str:
    text = squeezed(value)
    if _YEAR.fullmatch(text):
        return "year"
    if is_day_text(text) and "月" not in text:
        return "day"
    if text in words().none:
        return "number"
    match = None if words().time(split_unit(text)[0]) else _NUMBER.fullmatch(text)
    return "number" if match and (not match[1] or is_unit(match[1])) else "text"


def head_words(line: Line) -> int:
    """How many texts of a row are words of a head."""
    return sum(bool(_head_word(text)) for text in line.texts)


def _head_word(text: str) -> bool:
    return bool(words().head(split_unit(text)[0]) or words().head(text))


def is_head(line: Line, region: Region) -> bool:
    """Whether a row can be the first of a head: texts alone, of the words of heads or filling it."""
    if line.numbers or line.days or len(set(line.texts)) < 2 or is_noted(line):  # noqa: PLR2004
        return False
    return head_words(line) >= 2 or line.filled >= _FULL * region.width  # noqa: PLR2004


def is_noted(line: Line) -> bool:
    """Whether a note stands at the right of a row, or the row is one: 2025年情况 | 单位：万元.

    At the left only a note that names no unit counts: 填报单位：某局 | 截至12月20日, but a head may
    begin with 单位：万元.
    """
    texts = [squeezed(cell.text) for _, cell in line.cells]
    told = [text for text in texts[:1] if not sheet_units(text)] + texts[1:]
    return is_note(line) or any(":" in text and words().row("note", text) for text in told)


def title_of(line: Line) -> str:
    """The one text of a row beside notes like 单位：万元; empty where there are more, or numbers."""
    texts = [cell.text for _, cell in line.cells if not words().row("note", cell.text)]
    return texts[0] if len(texts) == 1 and not line.numbers else ""


def is_note(line: Line) -> bool:
    """Whether every text of a row is a note: 注：…, 填报单位：…, 单位：万元."""
    texts = [squeezed(cell.text) for _, cell in line.cells]
    return bool(texts) and all(words().row("note", text) for text in texts)


def is_signature(line: Line) -> bool:
    """Whether a row is signed: 制表人 | 王某 | 审核人 | 李某."""
    return not line.numbers and bool(line.labels) and words().row("signed", line.labels[0])


def is_count_line(*lines: Line) -> bool:
    """Whether a row below a head numbers its columns: 甲 | 1 | 2 | 3; not where 乙 comes below."""
    if not lines or (len(lines) > 1 and set(lines[1].labels[:1]) & _ORDINALS):
        return False
    line = lines[0]
    values = [squeezed(cell.text).strip("()") for _, cell in line.cells]
    numbers = [int(value) for value in values if value.isascii() and value.isdigit()]
    others = [value for value in values if not (value.isascii() and value.isdigit())]
    return (
        len(numbers) > 1
        and numbers == list(range(1, len(numbers) + 1))
        and bool(others)
        and set(others) <= _ORDINALS
    )


def row_kind(line: Line) -> str:
    """The kind of a body row by its labels: total, previous, derived, among, example or row."""
    kinds = [_label_kind(squeezed(label)) for label in line.labels]
    kinds[2:] = [kind for kind in kinds[2:] if kind == "total"]
    return next((kind for kind in _SPECIAL if kind in kinds), "row")


@lru_cache(maxsize=10_000)
def _label_kind(label: str) -> str:
    return next((kind for kind in _SPECIAL if words().row(kind, label)), "")


def lines_of(region: Region) -> Iterator[Line]:
    """Every row of a region, empty ones too."""
    return (line_of(region, row) for row in range(1, region.grid.height + 1))
