"""Several offices' sheets of the same columns into one, conflicts and missing senders named."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING

from assistant.errors import LedgerError
from assistant.ledgers.reading import read_book
from assistant.ledgers.tables import read_sheet
from assistant.ledgers.view import View
from assistant.ledgers.words import squeezed
from assistant.ledgers.writing import saved

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from assistant.ledgers.cells import Cell
    from assistant.ledgers.columns import Column

_SENDER = "报送单位"


@dataclass(frozen=True, slots=True)
class Merged:
    """One workbook of several.

    Attributes:
        data: the .xlsx.
        rows: how many rows it has.
        conflicts: two values for one thing, with both cells.
        missing: senders of whom nothing came.
    """

    data: bytes
    rows: int
    conflicts: tuple[str, ...]
    missing: tuple[str, ...]


def merge(paths: Sequence[Path], senders: Sequence[str] = ()) -> Merged:
    """The rows of every file's one table below one another, with who sent them; totals are left out.

    Args:
        paths: the files; each is named after its sender.
        senders: all who should have sent one.

    Raises:
        LedgerError: a file has no table, several, or other columns than the first.
    """
    from openpyxl import Workbook

    views = [_view(path) for path in paths]
    heads = [column.name for column in views[0].table.columns]
    for view in views[1:]:
        other = [column.name for column in view.table.columns]
        if other != heads:
            odd = "、".join(sorted(set(other) ^ set(heads))) or "先后不同"
            raise view.error(f"列与 {views[0].file} 的不同:{odd}", "请各单位用同一份表")
    book = Workbook()
    page = book.create_sheet("汇总", 0)
    book.remove(book["Sheet"])
    page.append([_SENDER, *map(_head, views[0].table.columns)])
    seen: dict[str, tuple[View, int]] = {}
    conflicts: list[str] = []
    count = 0
    for view in views:
        for row in view.rows:
            told = seen.setdefault(_key(view, row), (view, row))
            if told != (view, row):
                conflicts += _conflicts(told, (view, row))
                if _values(*told) == _values(view, row):
                    continue
            page.append(
                [
                    Path(view.path).stem,
                    *(_plain(view.cell(row, column)) for column in view.table.columns),
                ]
            )
            count += 1
    names = [squeezed(Path(view.path).stem) for view in views]
    missing = [sender for sender in senders if not any(squeezed(sender) in name for name in names)]
    return Merged(saved(book), count, tuple(conflicts), tuple(missing))


def _head(column: Column) -> str:
    return f"{column.name}({column.unit})" if column.unit else column.name


def _view(path: Path) -> View:
    book = read_book(path)
    tables = [table for grid in book.grids if not grid.hidden for table in read_sheet(grid).tables]
    if len(tables) != 1:
        raise LedgerError(
            f"要有一张表,认出了 {len(tables)} 张", path=path, advice="请每个文件只留一张表"
        )
    return View(tables[0], str(path), Path(path).name)


def _key(view: View, row: int) -> str:
    return view.text(row, view.key) if view.key is not None else str((view.file, row))


def _values(view: View, row: int) -> list[str]:
    return [view.text(row, column) for column in view.table.columns if column.role != "number"]


def _conflicts(one: tuple[View, int], other: tuple[View, int]) -> list[str]:
    """The cells in which two rows of one name differ."""
    (first, above), (second, below) = one, other
    found = []
    for left, right in zip(first.table.columns, second.table.columns, strict=True):
        texts = first.text(above, left), second.text(below, right)
        if texts[0] != texts[1] and left.role != "number":
            places = (
                first.table.grid.place(above, left.index),
                second.table.grid.place(below, right.index),
            )
            found.append(
                f"{_key(first, above)}的{left.name}:{first.file} {places[0]}是 {texts[0] or '空'},{second.file} {places[1]}是 {texts[1] or '空'}"
            )
    return found


def _plain(cell: Cell) -> str | float | int | date | None:
    if isinstance(cell.value, Decimal):
        whole = cell.value == cell.value.to_integral_value()
        return int(cell.value) if whole else float(cell.value)
    return cell.value
