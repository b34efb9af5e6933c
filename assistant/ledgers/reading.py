"""Opening a ledger: what it is by its content, never by its ending.

An .xlsx is read in one pass of its XML, so that a formula without a stored value is told from an empty cell.
"""

from __future__ import annotations

import csv
import io
import struct
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from lxml import etree

from assistant.documents.office import convert
from assistant.documents.package import open_package
from assistant.errors import DocumentError, LedgerError
from assistant.files import decode_text, read_bytes
from assistant.ledgers.cells import MAX_BYTES, Book, Cell, Grid, dated, row_column
from assistant.ledgers.words import words

if TYPE_CHECKING:
    from collections.abc import Iterator
    from os import PathLike

    from assistant.documents.package import Package

_SAVE_AS = "请用 Excel 或 WPS 表格打开,另存为 .xlsx 再试"
# How files begin; html and xml after marks and spaces, in small letters.
_BEGINS = {
    "zip": (b"PK\x03\x04",),
    "ole": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",),
    "biff": (b"\x09\x00\x04\x00", b"\x09\x02\x06\x00", b"\x09\x04\x06\x00", b"\x09\x08\x06\x00", b"\x09\x08\x08\x00"),
}  # fmt: skip
_HTML = (b"<html", b"<table", b"<!doctype html", b"<meta", b"<head", b"<div")
_SEPARATORS = ",\t;"
# What xlrd raises on a damaged file; it publishes no list.
_DAMAGE = (struct.error, LookupError, ValueError, ArithmeticError, AssertionError, TypeError, AttributeError)  # fmt: skip
_EMPTY, _TEXT, _NUMBER, _DATE, _BOOLEAN, _ERROR, _BLANK = range(7)
_TRUE = {"1", "true"}
_TAGS = ("{*}row", "{*}col", "{*}autoFilter", "{*}mergeCell")


def is_ledger(path: str | PathLike[str]) -> bool:
    """Whether a file is a workbook by its content, or a .csv by its name; InputError if unreadable."""
    data = read_bytes(path, limit=MAX_BYTES)
    return _kind_of(data) != "text" or Path(path).suffix.lower() in {".csv", ".tsv", ".xls", ".et"}


def _kind_of(data: bytes) -> str:
    """``zip``, ``ole``, ``biff``, ``html``, ``xml``, ``pdf`` or ``text``."""
    head = data[:1024].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if kind := next((kind for kind, begins in _BEGINS.items() if data.startswith(begins)), ""):
        return kind
    if head.startswith(_HTML) or (head.startswith(b"<?xml") and b"<html" in head):
        return "html"
    return {b"%pdf-": "pdf", b"<?xml": "xml"}.get(head[:5], "text")


def read_book(path: str | PathLike[str], *, compute: bool = False) -> Book:
    """The sheets of a ledger: .xlsx, .xls, .et or .csv.

    LibreOffice may ``compute`` formulas that were stored without their values. LedgerError where it is
    encrypted, of another kind, damaged or beyond the bounds; InputError where it cannot be read at all.
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
    kind, known = _kind_of(data), words()
    if kind == "zip":
        return "xlsx", _xlsx_grids(data, path)
    if kind == "text":
        return "csv", [_csv_grid(data, path)]
    if kind not in {"ole", "biff"}:
        raise LedgerError(f"这是{known.kinds[kind]},不是台账", path=path, advice=_SAVE_AS)
    if kind == "ole":  # a compound file may be encrypted, or of another program
        for mark, (name, advice) in known.streams.items():
            if mark.encode("utf-16-le") in data:
                raise LedgerError(f"这是{name}", path=path, advice=advice)
        if not any(mark.encode("utf-16-le") in data for mark in ("Workbook", "Book")):
            raise LedgerError("文件里没有工作簿,可能已损坏", path=path, advice=_SAVE_AS)
    return "xls", _xls_grids(data, path)


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
    try:
        lines = csv.reader(io.StringIO(text), delimiter=separator, strict=True)
        for row, cells in enumerate(lines, 1):
            for column, value in enumerate(cells, 1):
                if value.strip():
                    grid.put(row, column, Cell(value.strip()))
    except csv.Error as error:
        raise LedgerError("引号不成对,分不清格子", path=path, advice=_SAVE_AS) from error
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
            advice = words().streams["EncryptedPackage"][1]
            raise LedgerError("文件加了密码", path=path, advice=advice) from error
        raise LedgerError("工作簿已损坏,读不出来", path=path, advice=_SAVE_AS) from error


def _xls_grid(sheet: Any, book: Any, path: str) -> Grid:
    grid = Grid(sheet.name, path, hidden=sheet.visibility != 0)
    for row in range(sheet.nrows):
        for column in range(sheet.row_len(row)):
            item = sheet.cell(row, column)
            if item.ctype not in {_EMPTY, _BLANK}:
                style = book.xf_list[item.xf_index]
                struck = bool(book.font_list[style.font_index].struck_out)
                form = book.format_map[style.format_key].format_str
                cell = _xls_cell(item, form, late=book.datemode == 1)
                grid.put(row + 1, column + 1, cell, struck=struck)
    grid.merges = [(top + 1, left + 1, bottom, right) for top, bottom, left, right in sheet.merged_cells]  # fmt: skip
    grid.hidden_rows = {row + 1 for row, info in sheet.rowinfo_map.items() if info.hidden}
    grid.hidden_columns = {column + 1 for column, info in sheet.colinfo_map.items() if info.hidden}
    return grid


def _xls_cell(item: Any, form: str, *, late: bool) -> Cell:
    from xlrd import error_text_from_code

    if item.ctype == _ERROR:
        return Cell(error_text_from_code.get(item.value, "#ERR"), form, "error")
    if item.ctype == _TEXT and item.value == "":
        # Only a formula is stored so: without its value, or with a blank for a value.
        return Cell(None, form, "formula")
    if item.ctype in {_NUMBER, _DATE}:
        return Cell(dated(float(item.value), form, late=late), form)
    return Cell(("FALSE", "TRUE")[item.value] if item.ctype == _BOOLEAN else item.value, form)


class _Shared(NamedTuple):
    """What the cells of every sheet refer to: format and strike by style, texts, days from 1904."""

    styles: dict[str, tuple[str, bool]]
    texts: list[str]
    late: bool


def _xlsx_grids(data: bytes, path: str) -> list[Grid]:
    """The sheets of an .xlsx (also a Strict one, or one that WPS wrote), in their order."""
    try:
        package = open_package(data)
        name = next((r.target for r in package.relations() if r.kind == "officeDocument"), "")
        root = package.tree(name)
        if root is None or _name(root) != "workbook":
            binary = name.endswith(".bin")
            other = "二进制工作簿(.xlsb)" if binary else "别的文件(Word、ods 或压缩包)"
            raise LedgerError(f"这是{other},不是 .xlsx 台账", path=path, advice=_SAVE_AS)
        grids = list(_sheets(package, name, root, path))
    except DocumentError as error:
        found = error.found.replace("Word", "Excel").replace(".docx", ".xlsx")
        raise LedgerError(found, path=path, place=error.place, advice=_SAVE_AS) from error
    if not grids:
        raise LedgerError("工作簿里没有工作表", path=path, advice=_SAVE_AS)
    return grids


def _sheets(package: Package, name: str, root: etree._Element, path: str) -> Iterator[Grid]:
    links = {relation.id: relation for relation in package.relations(name)}
    parts = {link.kind: link.target for link in links.values()}
    texts, styles = (
        package.tree(parts[kind]) if kind in parts else None for kind in ("sharedStrings", "styles")
    )
    settings = next((element for element in root if _name(element) == "workbookPr"), None)
    shared = _Shared(
        {} if styles is None else _styles(styles),
        [] if texts is None else [_string(item) for item in texts],
        settings is not None and settings.get("date1904") in _TRUE,
    )
    for element in root.iter("{*}sheet"):
        number = next((v for k, v in element.attrib.items() if str(k).endswith("}id")), "")
        link = links.get(str(number))
        if link is not None and link.kind == "worksheet":  # not a chart or a macro sheet
            hidden = element.get("state", "visible") != "visible"
            grid = Grid(element.get("name", ""), path, hidden=hidden)
            _read(package.part(link.target) or b"", grid, shared)
            yield grid


def _name(element: etree._Element) -> str:
    return str(element.tag).rpartition("}")[2]


def _styles(root: etree._Element) -> dict[str, tuple[str, bool]]:
    own = {e.get("numFmtId", "0"): e.get("formatCode", "") for e in root.iter("{*}numFmt")}
    lists = {_name(element): element for element in root}
    struck = {
        number
        for number, font in enumerate(lists.get("fonts", ()))
        if any(item.get("val", "1") in _TRUE for item in font.iter("{*}strike"))
    }
    found = {}
    for number, style in enumerate(lists.get("cellXfs", ())):
        code = style.get("numFmtId", "0")
        form = own.get(code, words().formats.get(code, ""))
        found[str(number)] = form, int(style.get("fontId", "0")) in struck
    return found


def _string(item: etree._Element) -> str:
    """The text of a string; the reading aids (phonetic runs) are no part of it."""
    runs = (run for run in item.iter("{*}t") if _name(next(run.iterancestors())) != "rPh")
    return "".join(run.text or "" for run in runs).replace("_x000D_", "").replace("\r", "")


def _read(data: bytes, grid: Grid, shared: _Shared) -> None:
    row = 0
    events = etree.iterparse(io.BytesIO(data), tag=_TAGS, resolve_entities=False, no_network=True)
    try:
        for _, element in events:
            name = _name(element)
            if name == "row":
                row = int(element.get("r") or row + 1)
                _read_row(element, row, grid, shared)
                element.clear()
            elif name == "col" and element.get("hidden") in _TRUE:
                first, last = int(element.get("min", "1")), int(element.get("max", "1"))
                grid.hidden_columns.update(range(first, min(last, first + 500) + 1))
            elif name == "autoFilter":
                grid.filtered = True
            elif name == "mergeCell":
                ends = [row_column(end) for end in element.get("ref", "").split(":")]
                if len(ends) == 2 and ends[0] and ends[1]:  # noqa: PLR2004 - first and last cell
                    grid.merges.append((*ends[0], *ends[1]))
    except (etree.XMLSyntaxError, ValueError) as error:
        found, place = "工作表的内容已损坏", f"工作表“{grid.name}”"
        raise LedgerError(found, path=grid.file, place=place, advice=_SAVE_AS) from error


def _read_row(element: etree._Element, row: int, grid: Grid, shared: _Shared) -> None:
    if element.get("hidden") in _TRUE:
        grid.hidden_rows.add(row)
    column = 0
    for item in element:
        place = row_column(item.get("r") or "")
        column = place[1] if place else column + 1
        form, struck = shared.styles.get(item.get("s", "0"), ("", False))
        cell = _cell(item, form, shared)
        if cell is not None:
            grid.put(row, column, cell, struck=struck)


def _cell(item: etree._Element, form: str, shared: _Shared) -> Cell | None:
    raw, formula, inline = None, False, ""
    for child in item:
        name = _name(child)
        raw = child.text if name == "v" else raw
        formula = formula or name == "f"
        inline = _string(child) if name == "is" else inline
    kind = item.get("t", "n")
    if not raw:
        lost = "formula" if formula and kind != "str" else ""
        return Cell(inline or None, form, lost) if inline or lost else None
    if kind == "e":
        return Cell(raw, form, "error")
    if kind == "n":
        return Cell(dated(float(raw), form, late=shared.late), form, computed=formula)
    if kind == "b":
        raw = "TRUE" if raw == "1" else "FALSE"
    return Cell(shared.texts[int(raw)] if kind == "s" else raw, form, computed=formula)
