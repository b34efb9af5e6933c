"""Several offices' sheets of the same columns into one, conflicts and missing senders named."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from assistant.errors import LedgerError
from assistant.ledgers.reading import read_book
from assistant.ledgers.tables import read_sheet
from assistant.ledgers.template import saved
from assistant.ledgers.view import View
from assistant.ledgers.words import squeezed

if TYPE_CHECKING:
    from collections.abc import Sequence


class Merged(NamedTuple):
    """One workbook of several: the .xlsx, its rows, what conflicts, and senders who are missing."""

    data: bytes
    rows: int
    conflicts: tuple[str, ...]
    missing: tuple[str, ...]


def merge(paths: Sequence[Path], senders: Sequence[str] = ()) -> Merged:
    """The rows of every file's one table below one another, with who sent them; totals are left out.

    Each file is named after its sender; ``senders`` are all who should have sent one. LedgerError where
    a file has no table, several, or other columns, units or another year than the first.
    """
    from openpyxl import Workbook

    views = [_view(path) for path in paths]
    for view in views[1:]:
        _alike(views[0], view)
    book = Workbook()
    page = book.worksheets[0]
    page.title, lines = _head(views)
    for line in lines:
        page.append(line)
    seen: dict[str, tuple[View, int]] = {}
    conflicts: list[str] = []
    for view, row in [(one, row) for one in views for row in one.rows]:
        key = view.text(row, view.key) if view.key is not None else str((view.file, row))
        told = seen.setdefault(key, (view, row))
        found = [] if told == (view, row) else _conflicts(key, told, (view, row))
        conflicts += found
        if not found and told != (view, row):
            continue
        page.append([Path(view.path).stem])
        for at, column in enumerate(view.table.columns, 2):
            cell, to = view.cell(row, column), page.cell(page.max_row, at)
            if cell.trouble:
                found_here, advice = f"这一格是{cell.text}", "请报送单位改正后重报"
                raise view.error(found_here, advice, row, column.index)
            value = cell.value
            to.value = float(value) if isinstance(value, Decimal) and value % 1 else value
            to.number_format = cell.format or "General"
    names = [squeezed(Path(view.path).stem) for view in views]
    missing = [sender for sender in senders if not any(squeezed(sender) in name for name in names)]
    return Merged(saved(book), page.max_row - len(lines), tuple(conflicts), tuple(missing))


def _view(path: Path) -> View:
    book = read_book(path)
    tables = [table for grid in book.grids if not grid.hidden for table in read_sheet(grid).tables]
    if len(tables) != 1:
        found = f"要有一张表,认出了 {len(tables)} 张"
        raise LedgerError(found, path=path, advice="请每个文件只留一张表")
    return View(tables[0], str(path), Path(path).name)


def _alike(first: View, other: View) -> None:
    """Makes sure that two sheets have the same columns in the same units, and tell of one year."""
    heads, own = ([c.name for c in view.table.columns] for view in (first, other))
    if own != heads:
        odd = "、".join(sorted(set(own) ^ set(heads))) or "先后不同"
        raise other.error(f"列与 {first.file} 的不同:{odd}", "请各单位用同一份表")
    for told, mine in zip(first.table.columns, other.table.columns, strict=True):
        pair = ((first, told), (other, mine))
        units = [view.unit(c) or "没有写" for view, c in pair]
        if len(set(units)) > 1 and any(view.holds_numbers(c, view.rows) for view, c in pair):
            found = f"“{mine.name}”的单位是“{units[1]}”,{first.file} 的是“{units[0]}”"
            raise other.error(found, "请换算成同一个单位再合并", other.table.head[-1], mine.index)
    for what, lines in (
        ("表上的单位", [view.table.units for view in (first, other)]),
        ("年份", [[str(y) for y in sorted(view.table.years)] for view in (first, other)]),
    ):
        if lines[0] != lines[1] and (what != "年份" or all(lines)):
            before, here = ("、".join(line) or "没有写" for line in lines)
            found = f"{what}是“{here}”,{first.file} 的是“{before}”"
            raise other.error(found, "请各单位用同一份表,报同一年的数")


def _head(views: list[View]) -> tuple[str, list[list[str]]]:
    """The name of the sheet, and its rows above the first: the title and unit line of all, the head."""
    tables = [view.table for view in views]
    titles = {table.title for table in tables} - {table.grid.name for table in tables}
    years = sorted({f"{year}年" for table in tables for year in table.years})
    above = list(titles) if len(titles) == 1 else []
    year = "" if above else "".join(years[:1])
    above += [f"单位：{'、'.join(tables[0].units)}"] if tables[0].units else []
    head = [f"{c.name}({c.unit})" if c.unit else c.name for c in tables[0].columns]
    return f"{year}汇总", [*([text] for text in above), ["报送单位", *head]]


def _conflicts(key: str, one: tuple[View, int], other: tuple[View, int]) -> list[str]:
    """The cells in which two rows of one name differ."""
    found = []
    for pair in zip(one[0].table.columns, other[0].table.columns, strict=True):
        told = []
        for (view, row), column in zip((one, other), pair, strict=True):
            place = view.table.grid.place(row, column.index)
            told.append((view.text(row, column), f"{view.file} {place}"))
        (first, there), (second, here) = told
        if first != second and pair[0].role != "number":
            differ = f"{there}是 {first or '空'},{here}是 {second or '空'}"
            found.append(f"{key}的{pair[0].name}:{differ}")
    return found
