"""Faulty ledgers as offices build them, from the tables of heads, rows, wholes, years, cells and records (.yaml)."""

from __future__ import annotations

import io
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

import yaml
from openpyxl import Workbook

if TYPE_CHECKING:
    from collections.abc import Callable

    from openpyxl.worksheet.worksheet import Worksheet


@dataclass(frozen=True)
class Case:
    """A ledger.

    Attributes:
        make: writes it.
        facts: id → value, previous and target where there are; exactly these are taken.
        file: its name.
        asked: what the questions must name, each a piece of a message.
        kinds: how many rows of which kind the first sheet has.
        units: id → unit.
    """

    make: Callable[[Path], None]
    facts: dict[str, Any]
    file: str = "甲.xlsx"
    asked: tuple[str, ...] = ()
    kinds: dict[str, int] = field(default_factory=dict)
    units: dict[str, str] = field(default_factory=dict)


def sheet(
    rows: list[list[Any]], *merges: str, title: str = "Sheet1", book: Workbook | None = None
) -> Worksheet:
    """A sheet with rows and merges, in a new workbook or in ``book``."""
    if book is None:
        book = Workbook()
        book.remove(book["Sheet"])
    page = book.create_sheet(title)
    for row in rows:
        page.append(row)
    for merge in merges:
        page.merge_cells(merge)
    return page


def save(page: Worksheet, path: Path) -> None:
    """Saves the workbook of a sheet."""
    page.parent.save(path)


def _case(entry: dict[str, Any]) -> Case:
    sheets, merges, formats, hidden, shown = (
        entry.pop(key, {}) for key in ("sheets", "merges", "formats", "hidden", "filter")
    )

    def make(path: Path) -> None:
        book = None
        for title, rows in sheets.items():
            book = sheet(rows, title=title, book=book).parent
        page = book.worksheets[0]
        for merge in merges:
            page.merge_cells(merge)
        for place, form in formats.items():
            page[place].number_format = form
        for line in hidden:
            of = page.row_dimensions if isinstance(line, int) else page.column_dimensions
            of[line].hidden = True
        page.auto_filter.ref = shown or None
        book.save(path)

    return Case(make, **entry)


def gbk_csv(path: Path) -> None:
    """A .csv in GBK with a percent sign and a thousands comma."""
    text = '镇街,受理(件),办结率(%),经费(元)\r\n河口镇,"1,024",98.5%,"12,000"\r\n山前镇,76,99.1%,"8,000.50"\r\n合计,"1,100",98.6%,"20,000.50"\r\n'
    path.write_bytes(text.encode("gbk"))


def old_xls(path: Path) -> None:
    """A binary workbook with merged heads, a percent by its format, a real date."""
    import xlwt

    book = xlwt.Workbook(encoding="utf-8")
    page = book.add_sheet("2025年质检")
    percent, plain = xlwt.easyxf(num_format_str="0.0%"), xlwt.easyxf()
    page.write_merge(0, 0, 0, 3, "2025年质量抽检情况")
    page.write_merge(1, 2, 0, 0, "类别")
    page.write_merge(1, 1, 1, 2, "抽检(批次)")
    page.write(2, 1, "2025年")
    page.write(2, 2, "2024年")
    page.write_merge(1, 2, 3, 3, "合格率")
    for row, (name, now, last, rate) in enumerate(
        (("食品", 40, 35, 0.985), ("农资", 12, 10, 1.0), ("合计", 52, 45, 0.988)), 3
    ):
        for column, value in enumerate((name, now, last)):
            page.write(row, column, value, plain)
        page.write(row, 3, rate, percent)
    buffer = io.BytesIO()
    book.save(buffer)
    path.write_bytes(buffer.getvalue())


CASES = {
    name: _case(entry)
    for part in ("heads", "rows", "wholes", "years", "cells", "records")
    for name, entry in yaml.safe_load(
        (Path(__file__).parent / f"{part}.yaml").read_text("utf-8")
    ).items()
} | {
    "gbk csv": Case(
        gbk_csv,
        {"受理": 1100, "受理/河口镇": 1024, "受理/山前镇": 76, "办结率": 98.6, "河口镇办结率": 98.5, "山前镇办结率": 99.1, "经费": 20000.5, "经费/河口镇": 12000, "经费/山前镇": 8000.5},
        "办理.csv",
    ),
    "old xls": Case(
        old_xls,
        {"抽检": [52, 45], "抽检/食品": [40, 35], "抽检/农资": [12, 10], "合格率": 98.8, "食品合格率": 98.5, "农资合格率": 100},
        "质检.xls",
        units={"合格率": "%"},
    ),
}  # fmt: skip
