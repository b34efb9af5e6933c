"""Reading .xlsx in one pass, so that a formula without a stored value is told from an empty cell."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, NamedTuple

from lxml import etree

from assistant.documents.package import Package, open_package
from assistant.errors import DocumentError, LedgerError
from assistant.ledgers.cells import Cell, Grid, dated, row_column

if TYPE_CHECKING:
    from collections.abc import Iterator

SAVE_AS = "请用 Excel 或 WPS 表格打开,另存为 .xlsx 再试"
# The number formats that a file names by number alone (ECMA-376 part 1, 18.8.30; 27 and after:
# those of Chinese Windows).
_BUILT_IN = {
    1: "0", 2: "0.00", 3: "#,##0", 4: "#,##0.00", 9: "0%", 10: "0.00%", 11: "0.00E+00",
    12: "# ?/?", 13: "# ??/??", 18: "h:mm AM/PM", 19: "h:mm:ss AM/PM", 20: "h:mm", 21: "h:mm:ss",
    32: "h:mm", 33: "h:mm:ss", 34: "h:mm", 35: "h:mm:ss", 37: "#,##0", 38: "#,##0", 39: "#,##0.00",
    40: "#,##0.00", 45: "mm:ss", 46: "[h]:mm:ss", 47: "mm:ss.0", 48: "##0.0E+0", 49: "@",
    **dict.fromkeys((14, 15, 16, 17, 22, *range(27, 32), 36, *range(50, 59)), "yyyy-m-d"),
}  # fmt: skip
_TRUE = {"1", "true"}
_TAGS = ("{*}row", "{*}col", "{*}autoFilter", "{*}mergeCell")


class _Style(NamedTuple):
    """What a cell style says: its number format, and whether its text is struck through."""

    form: str = ""
    struck: bool = False


_PLAIN = _Style()


class _Book(NamedTuple):
    """What the cells of every sheet refer to: the styles by number, the texts, days from 1904."""

    styles: dict[str, _Style]
    texts: list[str]
    late: bool


def xlsx_grids(data: bytes, path: str) -> list[Grid]:
    """The sheets of an .xlsx (also a Strict one, or one that WPS wrote), in their order.

    Raises:
        LedgerError: it is no workbook, damaged, encrypted or beyond the bounds.
    """
    try:
        package = open_package(data)
        name = next((r.target for r in package.relations() if r.kind == "officeDocument"), "")
        root = package.tree(name)
        if root is None or _name(root) != "workbook":
            binary = name.endswith(".bin")
            other = "二进制工作簿(.xlsb)" if binary else "别的文件(Word、ods 或压缩包)"
            raise LedgerError(f"这是{other},不是 .xlsx 台账", path=path, advice=SAVE_AS)
        grids = list(_sheets(package, name, root, path))
    except DocumentError as error:
        found = error.found.replace("Word", "Excel").replace(".docx", ".xlsx")
        raise LedgerError(found, path=path, place=error.place, advice=SAVE_AS) from error
    if not grids:
        raise LedgerError("工作簿里没有工作表", path=path, advice=SAVE_AS)
    return grids


def _sheets(package: Package, name: str, root: etree._Element, path: str) -> Iterator[Grid]:
    links = {relation.id: relation for relation in package.relations(name)}
    parts = {link.kind: link.target for link in links.values()}
    texts = package.tree(parts["sharedStrings"]) if "sharedStrings" in parts else None
    styles = package.tree(parts["styles"]) if "styles" in parts else None
    settings = next((element for element in root if _name(element) == "workbookPr"), None)
    book = _Book(
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
            _read(package.part(link.target) or b"", grid, book)
            yield grid


def _name(element: etree._Element) -> str:
    return str(element.tag).rpartition("}")[2]


def _styles(root: etree._Element) -> dict[str, _Style]:
    own = {e.get("numFmtId", "0"): e.get("formatCode", "") for e in root.iter("{*}numFmt")}
    lists = {_name(element): element for element in root}
    struck = [
        any(item.get("val", "1") in _TRUE for item in font.iter("{*}strike"))
        for font in lists.get("fonts", ())
    ]
    found = {}
    for number, style in enumerate(lists.get("cellXfs", ())):
        code, font = style.get("numFmtId", "0"), int(style.get("fontId", "0"))
        form = own.get(code, _BUILT_IN.get(int(code), ""))
        found[str(number)] = _Style(form, font < len(struck) and struck[font])
    return found


def _string(item: etree._Element) -> str:
    """The text of a string; the reading aids (phonetic runs) are no part of it."""
    texts = (e.text or "" for e in item.iterfind(".//{*}t") if _name(_parent(e)) != "rPh")
    return "".join(texts).replace("_x000D_", "").replace("\r", "")


def _parent(element: etree._Element) -> etree._Element:
    parent = element.getparent()
    return element if parent is None else parent


def _read(data: bytes, grid: Grid, book: _Book) -> None:
    row = 0
    for element in _events(data, grid):
        name = _name(element)
        if name == "row":
            row = int(element.get("r") or row + 1)
            _read_row(element, row, grid, book)
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


def _read_row(element: etree._Element, row: int, grid: Grid, book: _Book) -> None:
    if element.get("hidden") in _TRUE:
        grid.hidden_rows.add(row)
    column = 0
    for item in element:
        place = row_column(item.get("r") or "")
        column = place[1] if place else column + 1
        style = book.styles.get(item.get("s", "0"), _PLAIN)
        cell = _cell(item, style.form, book)
        if cell is not None:
            grid.put(row, column, cell, struck=style.struck)


def _events(data: bytes, grid: Grid) -> Iterator[etree._Element]:
    events = etree.iterparse(io.BytesIO(data), tag=_TAGS, resolve_entities=False, no_network=True)
    try:
        yield from (element for _, element in events)
    except (etree.XMLSyntaxError, ValueError) as error:
        place = f"工作表“{grid.name}”"
        raise LedgerError(
            "工作表的内容已损坏", path=grid.file, place=place, advice=SAVE_AS
        ) from error


def _cell(item: etree._Element, form: str, book: _Book) -> Cell | None:
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
        return Cell(dated(float(raw), form, late=book.late), form, computed=formula)
    if kind == "b":
        raw = "TRUE" if raw == "1" else "FALSE"
    return Cell(book.texts[int(raw)] if kind == "s" else raw, form, computed=formula)
