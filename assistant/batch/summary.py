"""The summary of a run: a row a unit, failures first, as .xlsx and as a page."""

from __future__ import annotations

import html
import io
from string import Template
from typing import TYPE_CHECKING

from assistant.batch.ledger import State
from assistant.files.shipped import shipped_text

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from assistant.batch.ledger import Row

# What stands in each column, and how wide it is.
_HEADS = {
    "单位": 28, "结果": 10, "数字": 8, "已证实": 8, "问题": 8, "待补": 8, "字数": 8,
    "送出词元": 10, "收到词元": 10, "秒": 8, "说明": 60,
}  # fmt: skip
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")


def result_of(row: Row) -> str:
    """In a word, what became of a unit."""
    if row.state != State.WRITTEN:
        return row.state
    return "通过" if row.counts.ok else "要看"


def _values(row: Row) -> list[str | int | float]:
    _, *counts, seconds = row.counts
    return [row.unit, result_of(row), *counts, round(seconds, 1), row.message]


def _address(row: Row) -> str:
    return f"{row.place}/{row.place}.docx" if row.state == State.WRITTEN else ""


def to_xlsx(rows: Iterable[Row], shared: Sequence[tuple[int, str]]) -> bytes:
    """The workbook: 各单位 with links to the drafts, and 雷同 where units share sentences.

    Args:
        rows: the units' last rows, in the order to show; few of them lie in memory.
        shared: how many units have a sentence but for figures and names, and its words.
    """
    from openpyxl import Workbook
    from openpyxl.cell import WriteOnlyCell

    from assistant.documents.checklist import lay_out

    book = Workbook(write_only=True)
    page = book.create_sheet("各单位")
    lay_out(page, _HEADS.values())
    page.append([*_HEADS])
    for row in rows:
        name, *others = map(_cell, _values(row))
        link = WriteOnlyCell(page, value=name)
        if address := _address(row):
            link.hyperlink, link.style = address, "Hyperlink"
        page.append([link, *others])
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
    lines = []
    for row in rows:
        name, *rest = (html.escape(str(value)) for value in _values(row))
        if address := _address(row):
            name = f'<a href="{html.escape(address)}">{name}</a>'
        kind = {"通过": "ok", "失败": "bad"}.get(result_of(row), "open")
        lines.append(f'<tr class="{kind}"><td>{"</td><td>".join((name, *rest))}</td></tr>')
    alike = "".join(f"<li>{count} 个单位:{html.escape(words)}</li>" for count, words in shared)
    return Template(shipped_text(__file__, "summary.html")).substitute(
        heads="".join(f'<th scope="col">{head}</th>' for head in _HEADS),
        rows="\n".join(lines),
        alike=f"<h2>雷同</h2><ul>{alike}</ul>" if alike else "",
    )
