"""A workbook in memory: what every cell holds, with its format, its merge and whether it is shown."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from functools import cache
from typing import NamedTuple

from assistant.errors import LedgerError

# Bounds: a ledger of an office has a few thousand rows; what is beyond these is none.
MAX_ROWS = 200_000
MAX_COLUMNS = 500
MAX_BYTES = 50 * 1024 * 1024
_LITERAL = re.compile(r'"([^"]*)"|\\(.)|[_*].|\[[^\]]*\]')
_DAY = re.compile("[dy]|a{3}|m(?!m?[:s])|e", re.IGNORECASE)
_CLOCK = re.compile(r"[hs]", re.IGNORECASE)
_SCALED = re.compile(r"[0#?],+(?![0#?])|!\.")
_ADDRESS = re.compile(r"\$?([A-Za-z]{1,3})\$?([0-9]{1,7})")


class Cell(NamedTuple):
    """One cell.

    Attributes:
        value: a number, a text, a day, or None where nothing is stored.
        format: the number format as the file has it; empty for none.
        trouble: ``formula`` (one whose value was never stored), ``error`` (#N/A; the value is its
            text), or empty.
        origin: (row, column) of the merged range's first cell where the value was filled from it.
        span: how many columns the merged range covers that the cell belongs to.
        computed: a formula's stored value.
    """

    value: Decimal | str | date | None = None
    format: str = ""
    trouble: str = ""
    origin: tuple[int, int] | None = None
    span: int = 1
    computed: bool = False

    @property
    def text(self) -> str:
        """What a person reads, for messages and names; spaces around it cut off."""
        value = self.value
        if isinstance(value, str):
            return value.strip()
        if isinstance(value, Decimal):
            return plain(value)
        if isinstance(value, date):
            return f"{value.year}年{value.month}月{value.day}日"
        return "公式(没有存值)" if self.trouble else ""

    @property
    def empty(self) -> bool:
        """Whether nothing stands there, a space at most."""
        value = self.value
        return not self.trouble and (
            value is None or (isinstance(value, str) and not value.strip())
        )


EMPTY = Cell()
_NOTHING: dict[int, Cell] = {}


@dataclass(slots=True)
class Grid:
    """One sheet; rows and columns are counted from 1, as people count them.

    Attributes:
        rows: the cells that hold something, by row and column.
        merges: (first row, first column, last row, last column) of each merged range.
        hidden_rows, hidden_columns: those that are not shown, by hand or by a filter.
        struck_rows: those with a cell that is struck through.
        texts: a file without types (.csv), where every cell is a text.
        height, width: the last row and column where something stands.
    """

    name: str
    file: str = ""
    rows: dict[int, dict[int, Cell]] = field(default_factory=dict)
    merges: list[tuple[int, int, int, int]] = field(default_factory=list)
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)
    struck_rows: set[int] = field(default_factory=set)
    hidden: bool = False
    filtered: bool = False
    texts: bool = False
    height: int = 0
    width: int = 0

    def at(self, row: int, column: int) -> Cell:
        """The cell of a place; an empty one where nothing stands."""
        return self.rows.get(row, _NOTHING).get(column, EMPTY)

    def put(self, row: int, column: int, cell: Cell, *, struck: bool = False) -> None:
        """Sets a cell, which may be struck through.

        Raises:
            LedgerError: the place is beyond the bounds.
        """
        if row > MAX_ROWS or column > MAX_COLUMNS:
            raise LedgerError(
                f"内容到了第 {row} 行第 {column} 列,超过上限({MAX_ROWS} 行、{MAX_COLUMNS} 列)",
                path=self.file,
                place=f"工作表“{self.name}”",
                advice="请删去多余的行列,或把台账分成几份",
            )
        self.rows.setdefault(row, {})[column] = cell
        if struck:
            self.struck_rows.add(row)
        self.height, self.width = max(self.height, row), max(self.width, column)

    def fill(self) -> None:
        """Gives every cell of a merged range the value of its first one, and its origin."""
        for top, left, bottom, right in self.merges:
            first = self.at(top, left)
            span = min(right, max(self.width, left)) - left + 1
            if first.empty:
                continue
            filled = first._replace(origin=(top, left), span=span)
            for row in range(top, min(bottom, self.height) + 1):
                for column in range(left, left + span):
                    self.rows.setdefault(row, {})[column] = filled
            self.rows[top][left] = first._replace(span=span)

    def place(self, row: int, column: int) -> str:
        """A cell for a message: ``工作表“发稿”B5``."""
        return f"工作表“{self.name}”{address(row, column)}"


@dataclass(frozen=True, slots=True)
class Book:
    """A workbook.

    Attributes:
        name: the file's name without its folder, as a fact's ``source`` gives it.
        kind: ``xlsx``, ``xls`` or ``csv``: by content.
    """

    path: str
    name: str
    kind: str
    grids: tuple[Grid, ...]

    def grid(self, name: str) -> Grid:
        """The sheet of that name.

        Raises:
            LedgerError: there is none.
        """
        found = next((grid for grid in self.grids if grid.name.strip() == name.strip()), None)
        if found is None:
            names = "、".join(grid.name for grid in self.grids)
            raise LedgerError(
                f"没有工作表“{name}”", path=self.path, advice=f"这个文件里的工作表有:{names}"
            )
        return found


def letters(column: int) -> str:
    """The letters of a column counted from 1: 28 is AB."""
    word = ""
    while column:
        column, rest = divmod(column - 1, 26)
        word = chr(65 + rest) + word
    return word


def address(row: int, column: int) -> str:
    """The address of a cell: (5, 2) is B5."""
    return f"{letters(column)}{row}"


def row_column(text: str) -> tuple[int, int] | None:
    """The row and column of an address like B5 or $B$5; None where it is none."""
    match = _ADDRESS.fullmatch(text.strip())
    if match is None or int(match[2]) == 0:
        return None
    column = 0
    for letter in match[1].upper():
        column = column * 26 + ord(letter) - 64
    return int(match[2]), column


def number(value: float) -> Decimal:
    """A stored double as a Decimal of 15 digits, which is what a spreadsheet shows of it."""
    text = f"{value:.15g}"
    return Decimal(plain(Decimal(text)) if "e" in text else text)


def plain(value: Decimal) -> str:
    """A number without exponent and without needless zeros."""
    text = f"{value:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


@cache
def bare(form: str) -> str:
    """A number format without its literal texts, colours and fillers; its first section."""
    return _LITERAL.sub("", form.partition(";")[0])


@cache
def literal(form: str) -> str:
    """The literal text of a number format: 家 of ``0"家"``."""
    return "".join(a or b for a, b in _LITERAL.findall(form.partition(";")[0])).strip()


@cache
def is_scaled(form: str) -> bool:
    """Whether the format shows another number than the one stored (thousands, ``0!.0``)."""
    return _SCALED.search(_LITERAL.sub("", form)) is not None or "!." in form


def dated(value: float, form: str, *, late: bool = False) -> Decimal | str | date:
    """A stored number under its format: a day where the format shows one.

    Args:
        value: the stored number.
        form: the number format.
        late: days are counted from 1904, as old Macintosh files have it.
    """
    if not form or form.lower() in {"general", "@"} or "通用" in form:
        return number(value)
    shape = bare(form)
    first, last = (0, 60_000) if late else (1, 73_050)
    if _DAY.search(shape) and first <= value <= last:
        return date(1904, 1, 1) + timedelta(int(value)) if late else _from_1900(int(value))
    if _CLOCK.search(shape) and 0 <= value < 1:
        minutes = round(value * 1440)
        return f"{minutes // 60:02d}:{minutes % 60:02d}"
    return number(value)


def _from_1900(days: int) -> date:
    return date(1899, 12, 31 if days < 60 else 30) + timedelta(days)  # noqa: PLR2004 - 1900 had no 29 February
