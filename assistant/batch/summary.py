"""The summary of a run: a row a unit, failures first, as .xlsx and as a page."""

from __future__ import annotations

import html
import io
from importlib import resources
from string import Template
from typing import TYPE_CHECKING

from assistant.batch.ledger import State

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from assistant.batch.ledger import Row

HEADS = (
    "单位", "结果", "数字", "已证实", "问题", "待补", "字数", "送出词元", "收到词元", "秒", "说明"
)  # fmt: skip
_WIDTHS = (28, 10, 8, 8, 8, 8, 8, 10, 10, 8, 60)
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")


def result_of(row: Row) -> str:
    """In a word, what became of a unit."""
    if row.state != State.WRITTEN:
        return row.state
    return "通过" if row.ok else "要看"


def _values(row: Row) -> list[str | int | float]:
    return [
        row.unit, result_of(row), row.figures, row.proved, row.findings, row.gaps, row.characters,
        row.sent, row.received, round(row.seconds, 1), row.message,
    ]  # fmt: skip


def to_xlsx(rows: Iterable[Row], shared: Sequence[tuple[int, str]]) -> bytes:
    """The workbook: 各单位 with links to the drafts, and 雷同 where units share sentences.

    Args:
        rows: the units' last rows, in the order to show.
        shared: how many units have a sentence but for figures and names, and its words.
    """
    from openpyxl import Workbook
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.worksheet.properties import PageSetupProperties

    book = Workbook(write_only=True)
    page = book.create_sheet("各单位")
    page.freeze_panes, page.print_title_rows = "A2", "1:1"
    page.page_setup.orientation, page.page_setup.paperSize = "landscape", "9"
    page.page_setup.fitToHeight = 0
    page.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    for column, width in zip("ABCDEFGHIJK", _WIDTHS, strict=True):
        page.column_dimensions[column].width = width
    page.append(HEADS)
    for row in rows:
        cells: list[object] = [_cell(value) for value in _values(row)]
        if row.state == State.WRITTEN:
            link = WriteOnlyCell(page, value=_cell(row.unit))
            link.hyperlink = f"{row.place}/{row.place}.docx"
            link.style = "Hyperlink"
            cells[0] = link
        page.append(cells)
    if shared:
        more = book.create_sheet("雷同")
        more.column_dimensions["B"].width = 100
        more.append(("单位数", "除数字和单位名外相同的句子"))
        for count, words in shared:
            more.append((count, _cell(words)))
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def _cell(value: str | float) -> str | float:
    """What a person wrote never becomes a formula."""
    return f"'{value}" if isinstance(value, str) and value.startswith(_FORMULA) else value


def to_page(rows: Iterable[Row], shared: Sequence[tuple[int, str]]) -> str:
    """The same as one self-contained HTML page; no script, no outside resource."""
    text = resources.files("assistant.batch").joinpath("summary.html").read_text("utf-8")
    lines = []
    for row in rows:
        name, *rest = (html.escape(str(value)) for value in _values(row))
        if row.state == State.WRITTEN:
            address = html.escape(f"{row.place}/{row.place}.docx", quote=True)
            name = f'<a href="{address}">{name}</a>'
        kind = {"通过": "ok", "失败": "bad"}.get(result_of(row), "open")
        lines.append(f'<tr class="{kind}"><td>{"</td><td>".join((name, *rest))}</td></tr>')
    alike = "".join(f"<li>{count} 个单位:{html.escape(words)}</li>" for count, words in shared)
    heads = "".join(f'<th scope="col">{head}</th>' for head in HEADS)
    return Template(text).substitute(
        heads=heads, rows="\n".join(lines), alike=f"<h2>雷同</h2><ul>{alike}</ul>" if alike else ""
    )
