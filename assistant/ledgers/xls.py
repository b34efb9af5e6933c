"""Reading .xls and .et, the binary workbooks of Excel 97 and WPS."""

from __future__ import annotations

import io
import struct
from typing import TYPE_CHECKING, Any

from assistant.errors import LedgerError
from assistant.ledgers.cells import Cell, Grid, dated

if TYPE_CHECKING:
    from datetime import date
    from decimal import Decimal

_SAVE_AS = "请用 Excel 或 WPS 表格打开,另存为 .xlsx 再试"
# What xlrd raises on a damaged file; it publishes no list.
_DAMAGE = (struct.error, LookupError, ValueError, ArithmeticError, AssertionError, TypeError, AttributeError)  # fmt: skip
_LOCKED = "请先在 Excel 或 WPS 里去掉密码,另存一份再试"
_EMPTY, _TEXT, _NUMBER, _DATE, _BOOLEAN, _ERROR, _BLANK = range(7)


def xls_grids(data: bytes, path: str) -> list[Grid]:
    """The sheets of a binary workbook, in their order.

    Raises:
        LedgerError: it is encrypted, damaged or beyond the bounds.
    """
    import xlrd
    from xlrd.compdoc import CompDocError

    try:
        book = xlrd.open_workbook(
            file_contents=data, formatting_info=True, logfile=io.StringIO(), ragged_rows=True
        )
        return [_grid(sheet, book, path) for sheet in book.sheets()]
    except LedgerError:
        raise
    except (xlrd.XLRDError, CompDocError, *_DAMAGE) as error:
        if "encrypted" in str(error).lower():
            raise LedgerError("文件加了密码", path=path, advice=_LOCKED) from error
        raise LedgerError("工作簿已损坏,读不出来", path=path, advice=_SAVE_AS) from error


def _grid(sheet: Any, book: Any, path: str) -> Grid:
    grid = Grid(sheet.name, path, hidden=sheet.visibility != 0)
    for row in range(sheet.nrows):
        for column in range(sheet.row_len(row)):
            item = sheet.cell(row, column)
            if item.ctype in {_EMPTY, _BLANK}:
                continue
            font = book.font_list[book.xf_list[item.xf_index].font_index]
            grid.put(row + 1, column + 1, _cell(item, book), struck=bool(font.struck_out))
    grid.merges = [(top + 1, left + 1, bottom, right) for top, bottom, left, right in sheet.merged_cells]  # fmt: skip
    grid.hidden_rows = {row + 1 for row, info in sheet.rowinfo_map.items() if info.hidden}
    grid.hidden_columns = {column + 1 for column, info in sheet.colinfo_map.items() if info.hidden}
    return grid


def _cell(item: Any, book: Any) -> Cell:
    style = book.xf_list[item.xf_index]
    form = book.format_map[style.format_key].format_str
    if item.ctype == _ERROR:
        from xlrd import error_text_from_code

        return Cell(error_text_from_code.get(item.value, "#ERR"), form, "error")
    if item.ctype == _TEXT and item.value == "":
        # Only a formula is stored so: without its value, or with a blank for a value.
        return Cell(None, form, "formula")
    value: Decimal | str | date = item.value
    if item.ctype in {_NUMBER, _DATE}:
        value = dated(float(item.value), form, late=book.datemode == 1)
    elif item.ctype == _BOOLEAN:
        value = "TRUE" if item.value else "FALSE"
    return Cell(value, form)
