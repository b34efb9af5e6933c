"""A table as a mapping sees it: columns by name, cells as numbers and days, rows by their key."""

from __future__ import annotations

import re
from contextlib import suppress
from dataclasses import dataclass, field
from decimal import Decimal
from difflib import get_close_matches
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from assistant.errors import LedgerError
from assistant.extraction.units import unit_at, unit_class
from assistant.ledgers.cells import (
    SHORT_YEAR,
    Cell,
    Reading,
    UnreadError,
    address,
    day_of,
    is_day_text,
    plain,
    read_day,
    read_number,
    row_column,
    unscaled,
)
from assistant.ledgers.lines import SIDES, cell_kind
from assistant.ledgers.words import SCALES, are_units, split_unit, squeezed, unit_name, words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from assistant.ledgers.cells import Day
    from assistant.ledgers.lines import Column
    from assistant.ledgers.tables import Table

_MOST_PERCENT = 1000
_CLASSES = ("money", "area", "mass")  # of units, and of what they measure
_SEEN = 500  # rows that tell what a column holds
_MONEY = re.compile("[¥￥]")
_RATES = {"growth", "completion", "share", "rank"}
_NAMED = ("row", "total", "previous", "target", "earlier", "derived", "among")
_ASK_SHARE = (
    "请把格式设为百分比,或在映射的 columns 里写 as: fraction(0.985 就是 98.5%)或 as: percent"
)


class ColumnRule(NamedTuple):
    """What a mapping says of a column: its unit, how its cells are written, another name."""

    unit: str = ""
    kind: str = ""
    name: str = ""


_NO_RULE = ColumnRule()


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
    _shares: dict[int, bool] = field(default_factory=dict)  # columns with a percentage
    _years: dict[int, frozenset[int]] = field(default_factory=dict)  # of the days of a column

    @cached_property
    def rows(self) -> list[int]:
        """The rows that count."""
        return self.table.rows

    @cached_property
    def wholes(self) -> list[int]:
        """The rows of totals that are not of a part: no 小计, 上半年, 一季度."""
        totals = self.table.of("total")
        return [row for row in totals if not any(map(words().subtotal, self.labels(row)))]

    def part_of(self, row: int) -> str:
        """What a total is of where it is one of a part: 一季度小计, 院部小计; empty where of all."""
        found = words().rows["part_total"].fullmatch(words().unnumbered(self.name(row)))
        return found["of"] if found else ""

    def error(self, found: str, advice: str, row: int = 0, column: int = 0) -> LedgerError:
        """An error that names the sheet, and the cell where one is given."""
        grid = self.table.grid
        place = grid.place(row, column) if row else f"工作表“{grid.name}”"
        return LedgerError(found, path=self.path, place=place, advice=advice)

    def source(self, cells: str) -> str:
        """Where a fact of these cells comes from, as it says itself."""
        return f"{self.file}!{self.table.grid.name}!{cells}"

    def _absent(self, what: str, wanted: str, known: Sequence[str]) -> LedgerError:
        near = get_close_matches(wanted, known, 1, 0.5)
        listed = f"表里的{what}有:{'、'.join(known[:30])}"
        return self.error(f"没有“{wanted}”这一{what}", f"是不是要写 {near[0]}" if near else listed)

    def column(self, name: str) -> Column:
        """The column of a name, of its last part where that is one column's, or of ``@C``."""
        wanted, columns = squeezed(name), self.table.columns
        rules = {c: self.rules.get(c.index, _NO_RULE) for c in columns}
        found = [c for c in columns if wanted in {c.name, f"@{c.letter}", rules[c].name}]
        found = found or [c for c in columns if wanted in {"/".join(c.path), c.path[-1]}]
        if not found:
            raise self._absent("列", wanted, [column.name for column in columns])
        if len(found) > 1:
            told = "、".join(f"{column.name}({column.letter}列)" for column in found)
            advice = f"请写成 @{found[0].letter} 这样的列号"
            raise self.error(f"有 {len(found)} 列叫“{name}”:{told}", advice)
        return found[0]

    def group(self, name: str) -> list[Column]:
        """The columns under a group's name, without its total; a column's name gives that one."""
        wanted = tuple(squeezed(name).split("/"))
        inside = [c for c in self.table.columns if c.path[: len(wanted)] == wanted]
        alone = [column for column in inside if column.path == wanted]
        parts = [c for c in inside if not c.total and not words().row("among", c.path[-1])]
        return alone or parts or [c for c in inside if c.total] or [self.column(name)]

    @cached_property
    def key(self) -> Column | None:
        """The column that names the rows: by its head, else the first one with texts."""
        mixed = words().heads["mixed"]  # 任务 over names is their head, over numbers a target
        named = [
            c
            for c in self._nominal
            if (c.role in {"key", "title", "unit"} or c.path[-1] in mixed) and c is not self.units
        ]
        distinct = {c: len({self.text(row, c) for row in self.rows}) for c in self._nominal}
        if named:
            rank = {c: (c.role != "title", distinct[c], c.path[-1] in mixed) for c in named}
            return max(named, key=lambda c: (*rank[c], -c.index))
        texts = [
            c
            for c in self._nominal
            if c.role not in {"number", "date", "note"}
            and not words().measure("persons", c.path[-1])
            and any(isinstance(self.cell(row, c).value, str) for row in self.rows[:50])
        ]
        whole = (c for c in texts if distinct[c] == len(self.rows))
        return next(whole, texts[0] if texts else None)

    @cached_property
    def _nominal(self) -> list[Column]:
        """The columns that do not hold numbers for the most part."""
        return [c for c in self.table.columns if not self.holds_numbers(c, self.rows[:50])]

    def holds_numbers(self, column: Column, rows: list[int]) -> bool:
        """Whether most cells of a column are numbers; 2024 is one but under 年份 or in the first column."""
        cells = [cell for row in rows if not (cell := self.cell(row, column)).empty]
        kinds = [cell_kind(cell) for cell in cells]
        years = [isinstance(cell.value, Decimal) for cell in cells if cell_kind(cell) == "year"]
        labels = column.role not in {"", *SIDES} or column.index == self.table.region.left
        bare = not (column.role or self.units or self.unit(column))  # 建成: 1991, 1997
        alone = bare and len(years) == len(cells) > 1
        found = kinds.count("number") + (0 if labels or alone else years.count(True))
        return bool(kinds) and found * 2 > len(kinds)

    @cached_property
    def days(self) -> list[Column]:
        """The columns that hold days: by their heads where they are no times like 1月, else by their cells."""
        return [column for column in self.table.columns if self._is_days(column)]

    def _is_days(self, column: Column) -> bool:
        cells = [c for row in self.rows[:_SEEN] if not (c := self.cell(row, column)).empty]
        if column.role == "date":
            return not all(words().time(cell.text) for cell in cells)
        told = [cell_kind(c) == "day" or is_day_text(c.text) for c in cells]
        wanted = (1, 2) if column.path[-1].endswith("时间") else (4, 5)
        return bool(cells) and told.count(True) * wanted[1] >= len(cells) * wanted[0]

    @cached_property
    def own_rows(self) -> list[int]:
        """The rows whose day is of the year reported on; none where the rows have no day."""
        found = []
        for row in self.rows if self.days else ():
            with suppress(LedgerError):
                day = self.day(row, self.days[0])
                found += [row] if day and day.year == self.year else []
        return found

    @cached_property
    def naming(self) -> list[Column]:
        """The columns whose cells can name a row: texts, and numbers that count nothing."""
        measure = words().measure
        return [c for c in self.table.columns if c in self._nominal or measure("names", c.name)]

    @cached_property
    def units(self) -> Column | None:
        """The column headed 单位 that holds units of measure, not offices; None where none is."""
        for column in (c for c in self.table.columns if c.role == "unit"):
            if are_units(self.text(row, column) for row in self.rows):
                return column
        return None

    def cell(self, row: int, column: Column) -> Cell:
        """The cell, with what stands above it where the mapping fills the column."""
        grid = self.table.region.grid
        if column.index in self.fill:
            while grid.at(row, column.index).empty and row > self.table.head[-1] + 1:
                row -= 1
        return grid.at(row, column.index)

    def text(self, row: int, column: Column) -> str:
        """What a cell names, spaces squeezed."""
        return squeezed(self.cell(row, column).text)

    def day(self, row: int, column: Column) -> Day | None:
        """The day of a cell; a LedgerError names the cell that is none."""
        cell, texts = self.cell(row, column), self.table.grid.texts
        short = self._years_of(column) if SHORT_YEAR.match(cell.text) else frozenset()
        try:
            return read_day(cell, self.year, texts=texts, short=short)
        except UnreadError as error:
            raise self.error(error.found, error.advice or "", row, column.index) from error

    def _years_of(self, column: Column) -> frozenset[int]:
        """The years of the days of a column that are written whole."""
        if column.index not in self._years:
            days = (day_of(self.cell(row, column).text) for row in self.rows)
            self._years[column.index] = frozenset(d.year for d in days if d and d.year)
        return self._years[column.index]

    def number(self, row: int, column: Column, *, alone: bool = False) -> Reading | None:
        """The number of a cell in its unit; None where there is none; LedgerError names one that is unclear.

        ``alone`` asks for the cell by itself; in a sum a merged number counts once.
        """
        grid, here = self.table.grid, (row, column.index)
        cell = grid.at(*here)
        covered = range(column.index + 1, column.index + cell.span)
        shared = cell.origin not in {None, here} or any(
            other.index in covered for other in (self.table.columns if covered else ())
        )
        if not cell.empty and (shared or (alone and grid.at(row + 1, here[1]).origin == here)):
            if not alone and cell.origin and cell.origin[1] == column.index:
                return None
            found = "这一格是几行或几列合并的,分不清数字属于谁"
            raise self.error(found, "请拆开合并格,各写各的数", *here)
        try:
            reading = read_number(cell, self.unit(column, row))
            return None if reading is None else self._in_unit(reading, row, column)
        except UnreadError as error:
            raise self.error(error.found, error.advice or "", *here) from error

    def _in_unit(self, reading: Reading, row: int, column: Column) -> Reading:
        unit, value = self.unit(column, row), reading.value
        own = "%" if reading.unit == "％" else reading.unit
        if own and unit and own != unit and unscaled(own) == unscaled(unit):
            return reading.in_unit(unit)._replace(fraction=False)
        if own and unit and own != unit:
            found = f"这一格的单位是“{own}”,这一列的单位是“{unit}”"
            raise UnreadError(found, advice="请统一单位,或改表头、改格式")
        kind = self.rules.get(column.index, _NO_RULE).kind
        if unit == "%" and not own and kind == "fraction":
            return reading._replace(value=value * 100, exact=reading.exact * 100, unit="%")
        if unit == "%" and reading.fraction and kind != "percent":
            told = f"单位是 %,写的是 {value:f},分不清是 {value:f}% 还是 {plain(value * 100)}%"
            raise UnreadError(told, advice=_ASK_SHARE)
        if own == "%" and abs(value) >= _MOST_PERCENT and kind != "percent":
            advice = "请核对是不是多乘了 100;确实如此请写 as: percent"
            raise UnreadError(f"格式是百分比,显示出来是 {value:f}%", advice=advice)
        money = "元" if _MONEY.search(self.table.grid.at(row, column.index).format) else ""
        return reading._replace(unit=own or unit or money)

    def unit(self, column: Column, row: int = 0) -> str:
        """The unit of a column: the mapping's, the head's, the row's, the sheet's where it is one."""
        if given := self.rules.get(column.index, _NO_RULE).unit or column.unit:
            return given
        own = row > 0 and column.role not in _RATES
        label = self.text(row, self.key) if own and self.key else ""
        if self.units is not None:
            told = unit_name(self.text(row, self.units)) if own else ""
            return told or self._share(label, column)
        sheets, name = self.table.units, squeezed(column.measure or column.path[-1])
        ends = (u for u in sheets if len(u) > 1 and (label.endswith(u) or name.endswith(u)))
        if named := split_unit(label)[1] or next(ends, ""):
            return named
        kind = next((k for k in _CLASSES if words().measure(k, name)), "")
        fit = [u for u in sheets if unit_class(u) == kind]  # 面积 of 万亩、吨
        fit = sheets if len(sheets) == 1 else fit
        if len(fit) == 1 and self._bears(column, name, fit[0]):
            return fit[0]
        counted = words().measures["counted"].fullmatch(name)  # 参加人数 counts 人
        if share := self._share(label, column):
            return share
        rate = counted is None or words().measure("rates", name)
        return "" if counted is None or rate else counted["unit"] or counted["unit_behind"]

    def _share(self, label: str, column: Column) -> str:
        """% where a row is a rate and another cell of the column a percentage."""
        if not words().measure("rates", label) or words().measure("per", label):
            return ""
        if column.index not in self._shares:
            cells = (self.cell(row, column) for row in self.rows)
            self._shares[column.index] = any(
                "%" in f"{c.format}{squeezed(c.text)[-1:]}" for c in cells
            )
        return "%" if self._shares[column.index] else ""

    @staticmethod
    def _bears(column: Column, name: str, unit: str) -> bool:
        """Whether the sheet's one unit can be a column's: no 元 under 项目数, no 件 under 金额."""
        rate = words().measure("rates", name)
        if rate or column.role in _RATES:
            return unit == "%" and rate
        return not words().measure("counts" if unit_class(unit) == "money" else "money", name)

    def is_rate(self, column: Column) -> bool:
        """Whether a column holds what is never added up: a rate, an average, a rank, a degree."""
        name = column.measure or column.path[-1]
        over, _, under = self.unit(column).partition("/")  # 元/吨, but 台/套 are counted
        base = unit_at(over.lstrip(SCALES), 0)
        each = bool(under) and (base is None or not base.countable)
        degree = words().measure("degrees", name) or words().measure("degree_units", over)
        return (
            column.role in _RATES or words().measure("rates", name) or over == "%" or each or degree
        )

    def row_of(self, label: str) -> int:
        """The row with this key, whatever its kind; several, or none, are refused."""
        wanted = squeezed(label)
        labels = {row: self.labels(row) for row in self.table.of(*_NAMED)}
        found = [row for row, texts in labels.items() if wanted in texts]
        found = found or [r for r, t in labels.items() if split_unit("".join(t[:1]))[0] == wanted]
        if not found:
            raise self._absent("行", wanted, [t for texts in labels.values() for t in texts[:1]])
        found = [row for row in found if row in self.rows] if len(found) > 1 else found
        if len(found) != 1:
            index = self.key.index if self.key else self.table.region.left
            told = "、".join(address(row, index) for row in found)
            advice = "请改用 cell: 指明哪一格,或在台账里改名"
            raise self.error(f"有 {len(found)} 行叫“{label}”:{told}", advice)
        return found[0]

    def labels(self, row: int) -> list[str]:
        """What a row is called: its key, else the texts of its first columns."""
        texts = [self.text(row, self.key)] if self.key is not None else []
        line = [squeezed(self.table.grid.at(row, c.index).text) for c in self.table.columns[:3]]
        return [text for text in texts + line if text]

    def name(self, row: int) -> str:
        """The first of a row's labels; empty where it has none."""
        key = self.text(row, self.key) if self.key is not None else ""
        return key or "".join(self.labels(row)[:1])

    def place_of(self, text: str) -> tuple[int, Column]:
        """The row and column of an address; LedgerError where it is none, or outside the table."""
        place = row_column(text)
        column = next((c for c in self.table.columns if place and c.index == place[1]), None)
        if place is None or column is None or place[0] not in self.table.kinds:
            raise self.error(f"这张表里没有 {text} 这一格", f"这张表在 {self.table.span}")
        return place[0], column
