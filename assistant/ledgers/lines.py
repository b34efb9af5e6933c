"""One row of a region at a time: what stands in it, and what that says of the row."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from assistant.ledgers.cells import is_day_text
from assistant.ledgers.words import is_unit, sheet_units, split_unit, squeezed, words

if TYPE_CHECKING:
    from assistant.ledgers.cells import Cell, Grid

_NUMBER = re.compile(r"[^\dA-Za-z]{0,3}?[-+]?[\d,]*\d(?:\.\d+)?(\D{0,6}?)(?:以内|以上|以下)?")
_YEAR = re.compile(r"(?:19|20)\d\d年?(?:度)?")
_ORDINALS = frozenset("甲乙丙丁戊己ABCDE") | {"栏次", "栏目", "序号", "行次"}
_SPECIAL = ("total", "previous", "derived", "among", "example")
_LABELS = 3  # columns in which a row says what it is
MOST = 0.8  # of the width: a title's merge
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

    @property
    def head_words(self) -> int:
        """How many of its texts are words of a head."""
        head = words().head
        return sum(bool(head(split_unit(text)[0]) or head(text)) for text in self.texts)

    @property
    def title(self) -> str:
        """The one text beside notes like 单位：万元; empty where there are more, or numbers."""
        texts = [cell.text for _, cell in self.cells if not words().row("note", cell.text)]
        return texts[0] if len(texts) == 1 and not self.numbers else ""

    @property
    def is_note(self) -> bool:
        """Whether it is signed (制表人 | 王某), or every text is a note: 注：…, 单位：万元."""
        if not self.numbers and self.labels and words().row("signed", self.labels[0]):
            return True
        return bool(self.cells) and all(words().row("note", cell.text) for _, cell in self.cells)

    @property
    def is_noted(self) -> bool:
        """Whether a note stands at its right, or it is one: 2025年情况 | 单位：万元.

        At the left only a note that names no unit counts: 填报单位：某局 | 截至12月20日, but a head
        may begin with 单位：万元.
        """
        texts = [squeezed(cell.text) for _, cell in self.cells]
        told = [text for text in texts[:1] if not sheet_units(text)] + texts[1:]
        noted = [text for text in told if ":" in text and words().row("note", text)]
        return bool(noted) or all(words().row("note", text) for text in texts)


def regions(grid: Grid) -> list[Region]:
    """The column ranges of a sheet that empty columns part from one another."""
    used = {
        column
        for cells in grid.rows.values()
        for column, cell in cells.items()
        if (cell.span == 1 or cell.span < MOST * grid.width) and not cell.empty
    }
    lefts = [column for column in sorted(used) if column - 1 not in used]
    rights = [column for column in sorted(used) if column + 1 not in used]
    found = [Region(grid, left, right) for left, right in zip(lefts, rights, strict=True)]
    return found or [Region(grid, 1, max(grid.width, 1))]


def line_of(region: Region, row: int) -> Line:
    """What stands in a row of a region."""
    here = region.grid.rows.get(row, {})
    filled, once = 0, dict[tuple[int, int], tuple[int, "Cell"]]()
    for column in range(region.left, region.right + 1):
        cell = here.get(column)
        if cell is not None and not cell.empty:
            filled += 1
            once.setdefault(cell.origin or (row, column), (column, cell))
    cells = tuple(once.values())
    kinds = [cell_kind(cell) for _, cell in cells]
    named = [kind in {"text", "year"} for kind in kinds]
    texts = tuple(squeezed(c.text) for (_, c), name in zip(cells, named, strict=True) if name)
    first = cells[0][0] if cells else 0
    labels = tuple(
        cell.text
        for column, cell in cells[:_LABELS]
        if column < first + _LABELS
        and not cell.trouble
        and (isinstance(cell.value, str) or column == region.left)
    )
    wide = max((cell.span for _, cell in cells), default=1)
    return Line(row, cells, texts, kinds.count("number"), kinds.count("day"), filled, wide, labels)


def cell_kind(cell: Cell) -> str:
    """What a cell holds: number (none-marks too), day, year or text."""
    value = cell.value
    if cell.trouble:
        return "number"
    if isinstance(value, Decimal):
        return "year" if 1900 <= value < 2100 and value % 1 == 0 else "number"  # noqa: PLR2004
    return "day" if isinstance(value, date) else _text_kind(value or "")


@lru_cache(maxsize=10_000)
def _text_kind(value: str) -> str:
    text = squeezed(value)
    if _YEAR.fullmatch(text):
        return "year"
    if "月" not in text and is_day_text(value):
        return "day"
    if text in words().none:
        return "number"
    match = None if words().time(split_unit(text)[0]) else _NUMBER.fullmatch(text)
    return "number" if match and (not match[1] or is_unit(match[1])) else "text"


def is_head(line: Line, region: Region) -> bool:
    """Whether a row can be the first of a head: texts alone, of the words of heads or filling it."""
    if line.numbers or line.days or len(set(line.texts)) < 2 or line.is_noted:  # noqa: PLR2004
        return False
    return line.head_words >= 2 or line.filled >= _FULL * region.width  # noqa: PLR2004


def is_count_line(*lines: Line) -> bool:
    """Whether a row below a head numbers its columns: 甲 | 1 | 2 | 3; not where 乙 comes below."""
    if not lines or (len(lines) > 1 and set(lines[1].labels[:1]) & _ORDINALS):
        return False
    values = [squeezed(cell.text).strip("()") for _, cell in lines[0].cells]
    numbers = [int(value) for value in values if value.isascii() and value.isdigit()]
    others = {value for value in values if not (value.isascii() and value.isdigit())}
    counted = len(numbers) > 1 and numbers == list(range(1, len(numbers) + 1))
    return counted and bool(others) and others <= _ORDINALS


def row_kind(line: Line) -> str:
    """The kind of a body row by its labels: total, previous, derived, among, example or row."""
    kinds = [_label_kind(squeezed(label)) for label in line.labels]
    kinds[2:] = [kind for kind in kinds[2:] if kind == "total"]
    return next((kind for kind in _SPECIAL if kind in kinds), "row")


@lru_cache(maxsize=10_000)
def _label_kind(label: str) -> str:
    return next((kind for kind in _SPECIAL if words().row(kind, label)), "")
