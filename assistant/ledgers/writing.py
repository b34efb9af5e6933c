"""What the ledgers write: facts and mappings as YAML that a person can go on editing, and workbooks."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any

from assistant.facts.writing import flow_mapping

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from openpyxl import Workbook
    from openpyxl.worksheet.worksheet import Worksheet


def facts_yaml(document: Mapping[str, Any], facts: Iterable[Mapping[str, Any]], head: str) -> str:
    """A facts file: a comment, the document, then a block a fact, parts on a line each."""
    lines = [f"# {head}", *block("document", document), "facts:"]
    for fact in facts:
        mark = "  - "
        for key, value in fact.items():
            parts = [f"      - {flow(part)}" for part in value] if key == "parts" else []
            lines += [f"{mark}{key}:{'' if parts else f' {_value(key, value)}'}", *parts]
            mark = "    "
    return "\n".join(lines) + "\n"


def block(name: str, entry: Mapping[str, Any]) -> list[str]:
    """A key with a mapping below it, a line a key."""
    told = {key: value for key, value in entry.items() if value is not None}
    return [f"{name}:", *(f"  {key}: {_value(key, value)}" for key, value in told.items())]


def flow(entry: Mapping[str, Any]) -> str:
    """A mapping on one line, in braces."""
    return flow_mapping({key: v for key, v in entry.items() if v is not None}, "yaml")


def _value(key: str, value: object) -> str:
    return flow_mapping({key: value}, "yaml")[len(key) + 3 : -1]


def printable(page: Worksheet, title: str, widths: Iterable[float]) -> None:
    """Lays a sheet out for A4 lying: all columns on a page, lines, the head bold and on every page."""
    from openpyxl.styles import Alignment, Border, Font, Side
    from openpyxl.utils import get_column_letter
    from openpyxl.worksheet.properties import PageSetupProperties

    line = Side(style="thin")
    for cells in page.iter_rows():
        for cell in cells:
            cell.border = Border(line, line, line, line)
            cell.alignment = Alignment("center", "center", wrap_text=True)
            cell.font = Font(bold=cell.row == 1)
    for column, width in enumerate(widths, 1):
        page.column_dimensions[get_column_letter(column)].width = width
    page.print_title_rows, page.freeze_panes = "1:1", "C2"
    if page.oddHeader is not None:
        page.oddHeader.center.text, page.oddHeader.center.size = title, 16
    page.page_setup.orientation, page.page_setup.paperSize = "landscape", "9"
    page.page_setup.fitToHeight, page.print_options.horizontalCentered = 0, True
    page.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)


def saved(book: Workbook) -> bytes:
    """The bytes of a workbook; what a person wrote never becomes a formula."""
    for page in book.worksheets:
        for cells in page.iter_rows():
            for cell in cells:
                if cell.data_type == "f":
                    cell.data_type = "s"
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()
