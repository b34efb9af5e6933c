"""Opening a ledger: what it is by its content, never by its ending; .xls and .csv are read here."""

from __future__ import annotations

import csv
import io
import struct
from pathlib import Path
from typing import TYPE_CHECKING, Any

from assistant.documents.office import convert
from assistant.errors import DocumentError, LedgerError
from assistant.files import decode_text, read_bytes
from assistant.ledgers.cells import MAX_BYTES, Book, Cell, Grid, dated
from assistant.ledgers.words import words
from assistant.ledgers.xlsx import SAVE_AS, xlsx_grids

if TYPE_CHECKING:
    from os import PathLike

_ZIP, _OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_BIFF = (b"\x09\x00\x04\x00", b"\x09\x02\x06\x00", b"\x09\x04\x06\x00", b"\x09\x08\x06\x00", b"\x09\x08\x08\x00")  # fmt: skip
_HTML = (b"<html", b"<table", b"<!doctype html", b"<meta", b"<head", b"<div")
_SEPARATORS = ",\t;"
# What xlrd raises on a damaged file; it publishes no list.
_DAMAGE = (struct.error, LookupError, ValueError, ArithmeticError, AssertionError, TypeError, AttributeError)  # fmt: skip
_EMPTY, _TEXT, _NUMBER, _DATE, _BOOLEAN, _ERROR, _BLANK = range(7)


def is_ledger(path: str | PathLike[str]) -> bool:
    """Whether a file is a workbook by its content, or a .csv by its name; InputError if unreadable."""
    data = read_bytes(path, limit=MAX_BYTES)
    return kind_of(data) != "text" or Path(path).suffix.lower() in {".csv", ".tsv", ".xls", ".et"}


def kind_of(data: bytes) -> str:
    """``zip``, ``ole``, ``biff``, ``html``, ``xml``, ``pdf`` or ``text``."""
    head = data[:1024].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    for kind, begins in (("zip", _ZIP), ("ole", _OLE), ("biff", _BIFF)):
        if data.startswith(begins):
            return kind
    if head.startswith(b"%pdf"):
        return "pdf"
    if head.startswith(_HTML) or (head.startswith(b"<?xml") and b"<html" in head):
        return "html"
    return "xml" if head.startswith(b"<?xml") else "text"


def read_book(path: str | PathLike[str], *, compute: bool = False) -> Book:
    """The sheets of a ledger: .xlsx, .xls, .et or .csv.

    Args:
        path: the file.
        compute: where formulas were stored without their values, LibreOffice computes them.

    Raises:
        LedgerError: it is encrypted, of another kind, damaged or beyond the bounds.
        InputError: it cannot be read at all.
    """
    data = read_bytes(path, limit=MAX_BYTES)
    kind, grids = _grids(data, str(path))
    cells = (cell for grid in grids for row in grid.rows.values() for cell in row.values())
    if compute and any(cell.trouble == "formula" for cell in cells):
        try:
            kind, grids = _grids(convert(data, kind, "xlsx", path=path), str(path))
        except DocumentError as error:
            raise LedgerError(error.found, path=path, advice=error.advice) from error
    for grid in grids:
        grid.fill()
    return Book(str(path), Path(path).name, kind, tuple(grids))


def _grids(data: bytes, path: str) -> tuple[str, list[Grid]]:
    kind = kind_of(data)
    if kind == "zip":
        return "xlsx", xlsx_grids(data, path)
    if kind == "text":
        return "csv", [_csv_grid(data, path)]
    if kind not in {"ole", "biff"}:
        raise LedgerError(f"这是{words().kinds[kind]},不是台账", path=path, advice=SAVE_AS)
    if kind == "ole":
        _is_workbook(data, path)
    return "xls", _xls_grids(data, path)


def _is_workbook(data: bytes, path: str) -> None:
    """Refuses a compound file that is encrypted, or of another program."""
    for mark, name in words().streams.items():
        if mark.encode("utf-16-le") in data:
            raise LedgerError(f"这是{name}", path=path, advice=words().stream_advice[mark])
    if not any(mark.encode("utf-16-le") in data for mark in ("Workbook", "Book")):
        raise LedgerError("文件里没有工作簿,可能已损坏", path=path, advice=SAVE_AS)


def _csv_grid(data: bytes, path: str) -> Grid:
    """The one sheet of a text with separators, in any encoding; every cell is a text."""
    text = decode_text(data, path=path).removeprefix("\ufeff")
    first, _, rest = text.partition("\n")
    if first.lower().startswith("sep=") and len(first) == len("sep=,"):
        separator, text = first[-1], rest
    else:
        separator = max(_SEPARATORS, key=text[:20_000].count)
    if separator not in text:
        found = "这个文本文件里没有用逗号或制表符分开的表格"
        raise LedgerError(found, path=path, advice="请确认给的是台账")
    grid = Grid(Path(path).stem, path, texts=True)
    lines = csv.reader(io.StringIO(text), delimiter=separator, strict=True)
    try:
        for row, cells in enumerate(lines, 1):
            for column, value in enumerate(cells, 1):
                if value.strip():
                    grid.put(row, column, Cell(value.strip()))
    except csv.Error as error:
        raise LedgerError("引号不成对,分不清格子", path=path, advice=SAVE_AS) from error
    return grid


def _xls_grids(data: bytes, path: str) -> list[Grid]:
    """The sheets of a binary workbook of Excel 97 or WPS."""
    import xlrd
    from xlrd.compdoc import CompDocError

    try:
        book = xlrd.open_workbook(
            file_contents=data, formatting_info=True, logfile=io.StringIO(), ragged_rows=True
        )
        return [_xls_grid(sheet, book, path) for sheet in book.sheets()]
    except LedgerError:
        raise
    except (xlrd.XLRDError, CompDocError, *_DAMAGE) as error:
        if "encrypted" in str(error).lower():
            advice = words().stream_advice["EncryptedPackage"]
            raise LedgerError("文件加了密码", path=path, advice=advice) from error
        raise LedgerError("工作簿已损坏,读不出来", path=path, advice=SAVE_AS) from error


def _xls_grid(sheet: Any, book: Any, path: str) -> Grid:
    grid = Grid(sheet.name, path, hidden=sheet.visibility != 0)
    for row in range(sheet.nrows):
        for column in range(sheet.row_len(row)):
            item = sheet.cell(row, column)
            if item.ctype not in {_EMPTY, _BLANK}:
                font = book.font_list[book.xf_list[item.xf_index].font_index]
                cell = _xls_cell(item, book)
                grid.put(row + 1, column + 1, cell, struck=bool(font.struck_out))
    grid.merges = [(top + 1, left + 1, bottom, right) for top, bottom, left, right in sheet.merged_cells]  # fmt: skip
    grid.hidden_rows = {row + 1 for row, info in sheet.rowinfo_map.items() if info.hidden}
    grid.hidden_columns = {column + 1 for column, info in sheet.colinfo_map.items() if info.hidden}
    return grid


def _xls_cell(item: Any, book: Any) -> Cell:
    from xlrd import error_text_from_code

    form = book.format_map[book.xf_list[item.xf_index].format_key].format_str
    if item.ctype == _ERROR:
        return Cell(error_text_from_code.get(item.value, "#ERR"), form, "error")
    if item.ctype == _TEXT and item.value == "":
        # Only a formula is stored so: without its value, or with a blank for a value.
        return Cell(None, form, "formula")
    if item.ctype in {_NUMBER, _DATE}:
        return Cell(dated(float(item.value), form, late=book.datemode == 1), form)
    if item.ctype == _BOOLEAN:
        return Cell("TRUE" if item.value else "FALSE", form)
    return Cell(item.value, form)
