"""Finding the tables of a sheet: heads of one or more rows, titles, notes, totals, and the rows.

Every row of a region gets exactly one kind, so that the account adds up to the sheet:
title, head, note, blank, section, total, previous, target, earlier, derived, among, example, row, unread.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from decimal import Decimal
from itertools import pairwise, takewhile
from pathlib import Path
from typing import TYPE_CHECKING

from assistant.files.forms import forms
from assistant.ledgers.cells import address
from assistant.ledgers.lines import (
    MOST,
    Column,
    Line,
    Region,
    columns_of,
    is_count_line,
    is_head,
    line_of,
    regions,
    row_kind,
)
from assistant.ledgers.settling import settle
from assistant.ledgers.words import is_unit, sheet_units, split_unit, squeezed, words

if TYPE_CHECKING:
    from assistant.ledgers.cells import Grid

_FORMS = forms(__file__)
YEAR = _FORMS.year
OFFICE = _FORMS.office


@dataclass(slots=True, eq=False)
class Table:
    """A table with one head.

    Attributes:
        title: the text above it; the sheet's name where there is none.
        head: the rows of its head.
        kinds: the kind of every row from its head to its end.
        units: what a line like “单位：万元” names for the whole table.
        account: the kinds of its region's rows.
    """

    region: Region
    title: str
    head: tuple[int, ...]
    columns: list[Column] = field(default_factory=list)
    kinds: dict[int, str] = field(default_factory=dict)
    units: list[str] = field(default_factory=list)
    account: dict[int, str] = field(default_factory=dict)

    def without_hidden(self) -> Table:
        """The table whose hidden rows do not count; the account of its sheet says so."""
        kinds = dict.fromkeys(set(self.rows) & self.grid.hidden_rows, "hidden")
        self.account |= kinds
        return replace(self, kinds=self.kinds | kinds)

    @property
    def grid(self) -> Grid:
        """The sheet that it stands on."""
        return self.region.grid

    def of(self, *kinds: str) -> list[int]:
        """The rows of these kinds, in order."""
        return [row for row, kind in self.kinds.items() if kind in kinds]

    @property
    def rows(self) -> list[int]:
        """The rows that count."""
        return self.of("row")

    @property
    def seams(self) -> list[int]:
        """Columns in which another table begins: the head begins anew, or names have their own 合计."""
        paths = [column.path for column in self.columns]
        found = []
        for at, column in enumerate(self.columns[2:], 2):
            again = len(paths) - at > 1 and paths[at:] == paths[: len(paths) - at]
            texts = [self.grid.at(row, column.index).text for row in self.of("row", "total")]
            before = [self.grid.at(row, self.columns[at - 1].index) for row in self.rows]
            beside = any(isinstance(cell.value, Decimal) for cell in before)
            own = any(words().row("strict_total", text) for text in texts)
            if again or (beside and own and column is not self.columns[-1]):
                found.append(column.index)
        return found

    @property
    def subject(self) -> str:
        """What it is called: its title, sheet or file without office, year and 统计表."""
        for given in (self.title, self.grid.name, Path(self.grid.file).stem):
            office = OFFICE.match(squeezed(given))
            bare = _FORMS.unit_note.sub("", split_unit(given)[0])
            title = _FORMS.chinese_year.sub("", YEAR.sub("", bare))
            title = _FORMS.counted.sub("", title).lstrip("年度()").rstrip("()")
            title = title.removeprefix(office[1]).lstrip("年") if office else title
            title = words().measures["title_ends"].sub("", title) or title
            if not _FORMS.unnamed.fullmatch(title):
                return title
        return squeezed(self.grid.name)

    @property
    def years(self) -> set[int]:
        """The years that its title, else its sheet, names."""
        named = (YEAR.findall(squeezed(text)) for text in (self.title, self.grid.name))
        return set(map(int, next(filter(None, named), ())))

    @property
    def span(self) -> str:
        """Where it stands: ``A3:M18``."""
        bottom = max((row for row, kind in self.kinds.items() if kind != "blank"), default=0)
        return f"{address(self.head[0], self.region.left)}:{address(bottom, self.region.right)}"


@dataclass(slots=True)
class Sheet:
    """A sheet with its tables and, a region each, the account of its rows; ``headless`` has no head."""

    grid: Grid
    tables: list[Table] = field(default_factory=list)
    accounts: list[dict[int, str]] = field(default_factory=list)
    headless: list[Region] = field(default_factory=list)

    @property
    def folded(self) -> list[Table]:
        """Tables beside one another with one head and one title: one list in several strips."""
        heads: dict[tuple[object, ...], list[Table]] = {}
        for table in self.tables:
            heads.setdefault((table.head, *(c.path for c in table.columns[:2])), []).append(table)
        return [
            table
            for strips in heads.values()
            for table in strips
            if len({t.title for t in strips} - {self.grid.name}) < 2 <= len(strips)  # noqa: PLR2004
        ]


def read_sheet(grid: Grid) -> Sheet:
    """The tables of a sheet."""
    found = regions(grid) if grid.height else []
    finders = [part for region in found for part in _parted(_Finder(region))]
    if len(finders) > 1 and not all(finder.tables for finder in finders):
        whole = _Finder(Region(grid, finders[0].region.left, finders[-1].region.right))
        finders = [whole] if whole.tables and "unread" not in whole.kinds.values() else finders
    return Sheet(
        grid,
        [table for finder in finders for table in finder.tables],
        [finder.kinds for finder in finders],
        [finder.region for finder in finders if "unread" in finder.kinds.values()],
    )


def read_table(grid: Grid, head: list[int]) -> Table:
    """The table whose head stands in the given rows, over the whole width of a sheet."""
    return _Finder(Region(grid, 1, max(grid.width, 1)), head).tables[0]


def _parted(finder: _Finder) -> list[_Finder]:
    """A finder for each of the tables that stand side by side without an empty column."""
    region = finder.region
    seams = finder.tables[0].seams if len(finder.tables) == 1 else []
    edges = [region.left, *seams, region.right + 1]
    parts = [_Finder(Region(region.grid, a, b - 1)) for a, b in pairwise(edges)] if seams else []
    return parts if parts and all(part.tables for part in parts) else [finder]


class _Finder:
    """Goes through the rows of a region once."""

    def __init__(self, region: Region, head: list[int] | None = None) -> None:
        self.region = region
        self.given = head or []
        self.lines = [line_of(region, row) for row in range(1, region.grid.height + 1)]
        self.kinds: dict[int, str] = {}
        self.tables: list[Table] = []
        self._loose: list[Line] = []  # since the last table: titles and notes of the next
        row = 0
        while row < len(self.lines):
            row = self._take(row)
        self._close()
        for line in self._loose if not self.tables else ():
            if line.numbers or line.days or (len(line.texts) > 1 and not line.is_note):
                self.kinds[line.row] = "unread"

    @property
    def _inside(self) -> bool:
        """Whether the last table goes on."""
        return bool(self.tables) and not self._loose

    def _take(self, at: int) -> int:
        """Takes the line at an index; returns the index of the next one."""
        line = self.lines[at]
        if not line.cells:
            self.kinds[line.row] = "blank"
        elif self._begins(at):
            return self._open(at)
        elif self._inside:
            self._body(at)
        else:
            titled = any(self.kinds[other.row] == "title" for other in self._loose)
            self.kinds[line.row] = "title" if line.title and not titled else "note"
            self._loose.append(line)
        return at + 1

    def _begins(self, at: int) -> bool:
        """Whether a head begins at an index."""
        line = self.lines[at]
        if self.given:
            return line.row == self.given[0]
        if not is_head(line, self.region):
            return self._is_group(at)
        if not self._inside:
            return True
        if self._repeats(line):
            return False
        before = self.kinds.get(self.lines[at - 1].row) if at else None
        since = self.lines[self.tables[-1].head[-1] : at]
        numeric = any(other.numbers for other in since if self.kinds[other.row] == "row")
        if before in {"blank", "title", "note"} and numeric and row_kind(line) != "total":
            return line.head_words >= 1 or line.filled == self.region.width
        return line.head_words >= 2 and len(line.texts) <= 2 * line.head_words  # noqa: PLR2004

    def _is_group(self, at: int) -> bool:
        """Whether a row holds only the upper names of the head that begins in the next row."""
        line = self.lines[at]
        last = at + 1 >= len(self.lines)
        told = all(words().row("note", text) or words().time(text) for text in line.texts)
        last = last or (told and 2 * line.filled <= self.region.width)  # 单位：件 | 2025年度
        if self._inside or line.numbers or line.days or line.is_noted or last:
            return False
        wide = 1 < line.wide < MOST * self.region.width
        return (len(line.cells) > 1 or wide) and is_head(self.lines[at + 1], self.region)

    def _repeats(self, line: Line) -> bool:
        """Whether a row is the table's head again, as printed pages have it."""
        heads = [self.lines[row - 1].texts for row in self.tables[-1].head]
        return bool(line.texts) and line.texts in heads

    def _open(self, at: int) -> int:
        """Begins a table; its head may go on over further rows."""
        last = at
        while last + 1 < len(self.lines) and self._goes_on(at, last + 1):
            last += 1
        head = tuple(line.row for line in self.lines[at : last + 1])
        self.kinds.update(dict.fromkeys(head, "head"))
        if self._inside:  # 单位：万元 just above a head is of that table, not of the one before
            notes = takewhile(lambda line: self.kinds[line.row] == "note", self.lines[:at][::-1])
            self._loose = list(notes)[::-1]
        self._close()
        titles = (line.title for line in self._loose if self.kinds[line.row] == "title")
        table = Table(self.region, next(titles, self.region.grid.name), head, account=self.kinds)
        above = (*self._loose, *self.lines[at : last + 1])
        table.units = [u for line in above for _, c in line.cells for u in sheet_units(c.text)]
        if not table.units and table.title != self.region.grid.name:
            table.units = [unit for unit in [split_unit(table.title)[1]] if unit]  # 重点支出(万元)
        self._loose = []
        if is_count_line(*self.lines[last + 1 : last + 3]):
            last += 1
            self.kinds[self.lines[last].row] = "head"
        table.columns = columns_of(self.region, head)
        self.tables.append(table)
        return last + 1

    def _goes_on(self, first: int, at: int) -> bool:
        """Whether the row at an index belongs to the head that begins at ``first``."""
        line, upper, grid = self.lines[at], self.lines[at - 1], self.region.grid
        if self.given:
            return line.row in self.given
        if line.numbers or line.days or not line.cells:
            return False
        columns = range(self.region.left, self.region.right + 1)
        origins = (grid.at(line.row, column).origin for column in columns)
        if any(origin and self.lines[first].row <= origin[0] < line.row for origin in origins):
            return True
        if grid.at(line.row, self.region.left).empty and len(line.cells) > 1:
            taken = {column for column, _ in upper.cells}
            gaps = any(column not in taken for column, _ in line.cells)
            return upper.wide > 1 or gaps or all(is_unit(text.strip("()")) for text in line.texts)
        # every upper name stands over several of the lower ones, or alone over one
        return upper.wide > 1 and line.head_words >= 1 and is_head(line, self.region)

    def _body(self, at: int) -> None:
        line = self.lines[at]
        single = not line.numbers and not line.days
        single = single and all(sheet_units(cell.text) for _, cell in line.cells[1:])
        kind = row_kind(line)
        if self._repeats(line):
            kind = "head"
        elif line.is_note:
            kind = "note"
        elif single and (kind == "row" or line.wide >= MOST * self.region.width):
            kind = self._single(at)
        self.kinds[line.row] = kind
        if kind == "title":
            self._loose.append(line)

    def _single(self, at: int) -> str:
        """A lone text in the body: the next table's title, a sub-heading of rows, or a note."""
        line = self.lines[at]
        after = [other for other in self.lines[at + 1 : at + 6] if other.cells]
        for other in after:
            measured = any(split_unit(text)[1] for text in other.texts[1:])
            if is_head(other, self.region) and (other.head_words or measured):
                titled = line.texts[:1] == (squeezed(self.tables[-1].title),)
                return "note" if titled and self._repeats(other) else "title"
            if not other.is_note and len(other.cells) > 1:
                break
        if line.wide == 1 and line.cells[0][0] != self.region.left and self.region.width > 1:
            return "row"
        return "section" if any(len(other.cells) > 1 for other in after) else "note"

    def _close(self) -> None:
        """Settles the kinds of the last table's rows, once they are all known."""
        if self.tables:
            table = self.tables[-1]
            end = self._loose[0].row if self._loose else self.lines[-1].row + 1
            rows = range(table.head[0], end)
            table.kinds = {row: self.kinds[row] for row in rows if row in self.kinds}
            settle(table)
            self.kinds |= table.kinds
