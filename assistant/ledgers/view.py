"""A table as a mapping sees it: columns by name, cells as numbers and days, rows by their key."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from difflib import get_close_matches
from functools import cached_property
from typing import TYPE_CHECKING

from assistant.errors import LedgerError
from assistant.extraction.units import unit_class
from assistant.ledgers.cells import Cell, address, plain, row_column
from assistant.ledgers.columns import SIDES
from assistant.ledgers.lines import cell_kind
from assistant.ledgers.values import Reading, UnreadError, read_day, read_number
from assistant.ledgers.words import is_unit, split_unit, squeezed, words

if TYPE_CHECKING:
    from assistant.ledgers.columns import Column
    from assistant.ledgers.tables import Table
    from assistant.ledgers.values import Day

_MOST_PERCENT = 1000
_MONEY = re.compile("[¥￥]")
_ASK_SHARE = (
    "请把格式设为百分比,或在映射的 columns 里写 as: fraction(0.985 就是 98.5%)或 as: percent"
)


@dataclass(frozen=True, slots=True)
class ColumnRule:
    """What a mapping says of a column: its unit, and how its cells are written."""

    unit: str = ""
    kind: str = ""
    name: str = ""


@dataclass
class View:
    """A table with what a mapping says of it.

    Attributes:
        year: the year reported on, for days without one and for columns of two years.
        rules: by column index.
        fill: indexes of columns whose empty cells hold what stands above.
        lenient: the mapping says that totals are not to be looked at.
    """

    table: Table
    path: str
    file: str
    year: int | None = None
    rules: dict[int, ColumnRule] = field(default_factory=dict)
    fill: set[int] = field(default_factory=set)
    lenient: bool = False

    @cached_property
    def rows(self) -> list[int]:
        """The rows that count."""
        return self.table.rows

    def error(self, found: str, advice: str, row: int = 0, column: int = 0) -> LedgerError:
        """An error that names the sheet, and the cell where one is given."""
        grid = self.table.grid
        place = grid.place(row, column) if row else f"工作表“{grid.name}”"
        return LedgerError(found, path=self.path, place=place, advice=advice)

    def column(self, name: str) -> Column:
        """The column of a name, of its last part where that is one column's, or of ``@C``.

        Raises:
            LedgerError: there is none, or several have that name.
        """
        wanted = squeezed(name)
        found = [
            column
            for column in self.table.columns
            if wanted
            in {column.name, f"@{column.letter}", self.rules.get(column.index, ColumnRule()).name}
        ]
        found = found or [c for c in self.table.columns if wanted in {"/".join(c.path), c.path[-1]}]
        if len(found) == 1:
            return found[0]
        if found:
            places = "、".join(f"{column.name}({column.letter}列)" for column in found)
            raise self.error(
                f"有 {len(found)} 列叫“{name}”:{places}", f"请写成 @{found[0].letter} 这样的列号"
            )
        names = [column.name for column in self.table.columns]
        near = get_close_matches(wanted, names, 1, 0.5)
        advice = f"是不是要写 {near[0]}" if near else f"表里的列有:{'、'.join(names)}"
        raise self.error(f"没有“{name}”这一列", advice)

    def group(self, name: str) -> list[Column]:
        """The columns under a group's name, without its total; a column's name gives that one.

        Raises:
            LedgerError: as for :meth:`column`.
        """
        wanted = tuple(squeezed(name).split("/"))
        inside = [
            column
            for column in self.table.columns
            if column.path[: len(wanted)] == wanted and len(column.path) > len(wanted)
        ]
        plain = [c for c in inside if not c.total and not words().row("among", c.path[-1])]
        alone = [column for column in self.table.columns if column.path == wanted]
        return alone or plain or [self.column(name)]

    @cached_property
    def key(self) -> Column | None:
        """The column that names the rows: by its head, else the first one with texts."""
        roles = ("key", "title", "unit")
        mixed = words().heads["mixed"]  # 任务 over names is their head, over numbers a target
        named = [
            column
            for column in self.table.columns
            if (column.role in roles or column.path[-1] in mixed)
            and column is not self.units
            and not self._numeric(column)
        ]
        if named:
            return max(
                named,
                key=lambda c: (c.role != "title", self._distinct(c), c.path[-1] in mixed, -c.index),
            )
        rows = self.rows[:50]
        texts = [
            c
            for c in self.table.columns
            if c.role not in {"number", "date", "note"}
            and any(isinstance(self.cell(row, c).value, str) for row in rows)
            and not self._numeric(c)
        ]
        first = texts[0] if texts else None
        return next((c for c in texts if self._distinct(c) == len(self.rows)), first)

    def _distinct(self, column: Column) -> int:
        return len({self.text(row, column) for row in self.rows})

    def _numeric(self, column: Column) -> bool:
        return self.holds_numbers(column, self.rows[:50])

    def holds_numbers(self, column: Column, rows: list[int]) -> bool:
        """Whether most cells of a column are numbers; 2024 is one but under 年份 or in the first column."""
        kinds = [cell_kind(cell) for row in rows if not (cell := self.cell(row, column)).empty]
        labels = column.role not in {"", *SIDES} or column.index == self.table.region.left
        found = kinds.count("number") + (0 if labels else kinds.count("year"))
        return bool(kinds) and found * 2 > len(kinds)

    @cached_property
    def naming(self) -> list[Column]:
        """The columns whose cells can name a row: those that do not hold numbers for the most part."""
        return [
            column
            for column in self.table.columns
            if not self._numeric(column) or words().measure("names", column.name)
        ]

    def level(self, row: int) -> tuple[int, bool]:
        """How deep a row's label says that it stands: the kind of its number, and its indent."""
        value = self.cell(row, self.key).value if self.key else None
        label = value if isinstance(value, str) else ""
        return words().level(squeezed(label)), label[:1].isspace()

    @cached_property
    def units(self) -> Column | None:
        """The column headed 单位 that holds units of measure, not offices; None where none is."""
        for column in self.table.columns:
            texts = [self.text(row, column) for row in self.rows] if column.role == "unit" else []
            told = [text for text in texts if text]
            if told and all(is_unit(text) for text in told):
                return column
        return None

    def cell(self, row: int, column: Column) -> Cell:
        """The cell, with what stands above it where the mapping fills the column."""
        cell = self.table.grid.at(row, column.index)
        while cell.empty and column.index in self.fill and row > self.table.head[-1] + 1:
            row -= 1
            cell = self.table.grid.at(row, column.index)
        return cell

    def text(self, row: int, column: Column) -> str:
        """What a cell names, spaces squeezed; a section's name for the column ``小节``."""
        return squeezed(self.cell(row, column).text)

    def day(self, row: int, column: Column) -> Day | None:
        """The day of a cell.

        Raises:
            LedgerError: it is no day; the cell is named.
        """
        try:
            return read_day(self.cell(row, column), self.year, texts=self.table.grid.texts)
        except UnreadError as error:
            raise self.error(error.found, error.advice, row, column.index) from error

    def number(self, row: int, column: Column, *, alone: bool = False) -> Reading | None:
        """The number of a cell in its unit; None where there is none.

        Args:
            row: the row.
            column: the column.
            alone: the cell is asked for by itself; in a sum a merged number counts once.

        Raises:
            LedgerError: it cannot be read, or is ambiguous; the cell is named.
        """
        cell = self.table.grid.at(row, column.index)
        if not cell.empty and self._shared(cell, row, column):
            if not alone and cell.origin and cell.origin[1] == column.index:
                return None
            found = "这一格是几行或几列合并的,分不清数字属于谁"
            raise self.error(found, "请拆开合并格,各写各的数", row, column.index)
        try:
            reading = read_number(cell)
            return None if reading is None else self._in_unit(reading, row, column)
        except UnreadError as error:
            raise self.error(error.found, error.advice, row, column.index) from error

    def _shared(self, cell: Cell, row: int, column: Column) -> bool:
        own = cell.origin is None or cell.origin == (row, column.index)
        others = range(column.index + 1, column.index + cell.span) if own else ()
        return not own or any(other.index in others for other in self.table.columns)

    def _in_unit(self, reading: Reading, row: int, column: Column) -> Reading:
        unit = self.unit(column, row)
        own = "%" if reading.unit == "％" else reading.unit
        if own and unit and own != unit:
            raise UnreadError(
                f"这一格的单位是“{own}”,这一列的单位是“{unit}”", "请统一单位,或改表头、改格式"
            )
        rule = self.rules.get(column.index, ColumnRule())
        if unit == "%" and not own and rule.kind == "fraction":
            return reading._replace(value=reading.value * 100, exact=reading.exact * 100, unit="%")
        if unit == "%" and reading.fraction and rule.kind != "percent":
            raise UnreadError(
                f"单位是 %,写的是 {reading.value:f},分不清是 {reading.value:f}% 还是 {plain(reading.value * 100)}%",
                _ASK_SHARE,
            )
        if own == "%" and abs(reading.value) >= _MOST_PERCENT and rule.kind != "percent":
            raise UnreadError(
                f"格式是百分比,显示出来是 {reading.value:f}%",
                "请核对是不是多乘了 100;确实如此请写 as: percent",
            )
        money = "元" if _MONEY.search(self.table.grid.at(row, column.index).format) else ""
        return reading._replace(unit=own or unit or money)

    def unit(self, column: Column, row: int = 0) -> str:
        """The unit of a column: the mapping's, the head's, the row's, the sheet's where it is one."""
        rule = self.rules.get(column.index)
        if rule is not None and rule.unit:
            return rule.unit
        if column.unit:
            return "%" if column.unit == "％" else column.unit
        plain = column.role not in {"growth", "completion", "share", "rank"}
        if self.units is not None:
            return self.text(row, self.units) if row and plain else ""
        named = split_unit(self.text(row, self.key))[1] if row and plain and self.key else ""
        sheets = self.table.units if len(self.table.units) == 1 else []
        return named or (sheets[0] if sheets and self._bears(column, sheets[0]) else "")

    @staticmethod
    def _bears(column: Column, unit: str) -> bool:
        """Whether the sheet's one unit can be a column's: no 元 under 项目数, no 件 under 金额."""
        name = column.measure or column.path[-1]
        if column.role in {"growth", "completion", "share", "rank"} or words().measure(
            "rates", name
        ):
            return unit == "%" and words().measure("rates", name)
        money = unit_class(unit) == "money"
        return not words().measure("counts" if money else "money", name)

    def row_of(self, label: str) -> int:
        """The row with this key, whatever its kind; several, or none, are refused.

        Raises:
            LedgerError: no row or several rows have it.
        """
        wanted = squeezed(label)
        kinds = {"row", "total", "previous", "derived", "among"}
        found = [row for row in self.table.of(*kinds) if wanted in self.labels(row)]
        found = found or [
            r for r in self.table.of(*kinds) if wanted == split_unit("".join(self.labels(r)[:1]))[0]
        ]
        if len(found) == 1:
            return found[0]
        key = self.key
        index = key.index if key else self.table.region.left
        if found:
            places = "、".join(address(row, index) for row in found)
            raise self.error(
                f"有 {len(found)} 行叫“{label}”:{places}", "请改用 cell: 指明哪一格,或在台账里改名"
            )
        names = [name for row in self.table.of(*kinds) for name in self.labels(row)[:1]]
        near = get_close_matches(wanted, names, 1, 0.5)
        raise self.error(
            f"没有“{label}”这一行",
            f"是不是要写 {near[0]}" if near else f"表里的行有:{'、'.join(names[:12])}",
        )

    def labels(self, row: int) -> list[str]:
        """What a row is called: its key, else the texts of its first columns."""
        key = self.key
        texts = [self.text(row, key)] if key is not None else []
        line = [squeezed(self.table.grid.at(row, c.index).text) for c in self.table.columns[:3]]
        return [text for text in texts + line if text]

    def place_of(self, text: str) -> tuple[int, Column]:
        """The row and column of an address within the table.

        Raises:
            LedgerError: it is no address, or outside the table.
        """
        place = row_column(text)
        column = next((c for c in self.table.columns if place and c.index == place[1]), None)
        if place is None or column is None or place[0] not in self.table.kinds:
            raise self.error(f"这张表里没有 {text} 这一格", f"这张表在 {self.table.span}")
        return place[0], column
