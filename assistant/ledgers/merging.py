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
    a file has no table, several, or other columns than the first.
    """
    from openpyxl import Workbook

    views = [_view(path) for path in paths]
    columns = views[0].table.columns
    heads = [column.name for column in columns]
    for view in views[1:]:
        other = [column.name for column in view.table.columns]
        if other != heads:
            odd = "、".join(sorted(set(other) ^ set(heads))) or "先后不同"
            raise view.error(f"列与 {views[0].file} 的不同:{odd}", "请各单位用同一份表")
    book = Workbook()
    page = book.worksheets[0]
    page.title = "汇总"
    page.append(["报送单位", *(f"{c.name}({c.unit})" if c.unit else c.name for c in columns)])
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
    return Merged(saved(book), page.max_row - 1, tuple(conflicts), tuple(missing))


def _view(path: Path) -> View:
    book = read_book(path)
    tables = [table for grid in book.grids if not grid.hidden for table in read_sheet(grid).tables]
    if len(tables) != 1:
        found = f"要有一张表,认出了 {len(tables)} 张"
        raise LedgerError(found, path=path, advice="请每个文件只留一张表")
    return View(tables[0], str(path), Path(path).name)


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
