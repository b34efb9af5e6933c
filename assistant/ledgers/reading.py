"""Opening a ledger: what it is by its content, never by its ending."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from assistant.documents.office import convert
from assistant.errors import DocumentError, LedgerError
from assistant.files import read_bytes
from assistant.ledgers.cells import MAX_BYTES, Book, Grid
from assistant.ledgers.plain import csv_grid
from assistant.ledgers.words import words
from assistant.ledgers.xls import xls_grids
from assistant.ledgers.xlsx import xlsx_grids

if TYPE_CHECKING:
    from os import PathLike

_ZIP, _OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_BIFF = (b"\x09\x00\x04\x00", b"\x09\x02\x06\x00", b"\x09\x04\x06\x00", b"\x09\x08\x06\x00", b"\x09\x08\x08\x00")  # fmt: skip
_SAVE_AS = "请用 Excel 或 WPS 表格打开,另存为 .xlsx 再试"
_HTML = (b"<html", b"<table", b"<!doctype html", b"<meta", b"<head", b"<div")


def is_ledger(path: str | PathLike[str]) -> bool:
    """Whether a file is a workbook by its content, or a .csv by its name.

    Raises:
        InputError: it cannot be read.
    """
    data = read_bytes(path, limit=MAX_BYTES)
    return kind_of(data) != "text" or Path(path).suffix.lower() in {".csv", ".tsv", ".xls", ".et"}


def kind_of(data: bytes) -> str:
    """``zip``, ``ole``, ``biff``, ``html``, ``xml``, ``pdf`` or ``text``."""
    head = data[:1024].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if data.startswith(_ZIP):
        return "zip"
    if data.startswith(_OLE):
        return "ole"
    if data.startswith(_BIFF):
        return "biff"
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
    computed = compute and any(
        cell.trouble == "formula"
        for grid in grids
        for row in grid.rows.values()
        for cell in row.values()
    )
    if computed:
        try:
            kind, grids = _grids(convert(data, kind, "xlsx"), str(path))
        except DocumentError as error:
            raise LedgerError(error.found, path=path, advice=error.advice) from error
    for grid in grids:
        grid.fill()
    return Book(str(path), Path(path).name, kind, tuple(grids), computed)


def _grids(data: bytes, path: str) -> tuple[str, list[Grid]]:
    kind = kind_of(data)
    if kind == "zip":
        return "xlsx", xlsx_grids(data, path)
    if kind == "biff" or (kind == "ole" and _is_biff(data, path)):
        return "xls", xls_grids(data, path)
    if kind == "text":
        return "csv", [csv_grid(data, path)]
    names = words().kinds
    raise LedgerError(f"这是{names[kind]},不是台账", path=path, advice=_SAVE_AS)


def _is_biff(data: bytes, path: str) -> bool:
    """Whether a compound file is an old workbook; one that is encrypted or another is refused."""
    for mark, name in words().streams.items():
        if mark.encode("utf-16-le") in data:
            raise LedgerError(f"这是{name}", path=path, advice=words().stream_advice[mark])
    if not any(mark.encode("utf-16-le") in data for mark in ("Workbook", "Book")):
        raise LedgerError("文件里没有工作簿,可能已损坏", path=path, advice=_SAVE_AS)
    return True
