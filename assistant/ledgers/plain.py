"""Ledgers without types: .csv in any encoding that offices use."""

from __future__ import annotations

import csv
import io
from pathlib import Path

from assistant.errors import LedgerError
from assistant.files import decode_text
from assistant.ledgers.cells import Cell, Grid

_SEPARATORS = ",\t;"


def csv_grid(data: bytes, path: str) -> Grid:
    """The one sheet of a text with separators; every cell is a text.

    Raises:
        LedgerError: it has no separators, or quotes that do not close.
        InputError: it is no text.
    """
    text = decode_text(data, path=path).removeprefix("\ufeff")
    first, _, rest = text.partition("\n")
    if first.lower().startswith("sep=") and len(first) == len("sep=,"):
        separator, text = first[-1], rest
    else:
        separator = max(_SEPARATORS, key=text[:20_000].count)
    if separator not in text:
        raise LedgerError(
            "这个文本文件里没有用逗号或制表符分开的表格", path=path, advice="请确认给的是台账"
        )
    grid = Grid(Path(path).stem, path, texts=True)
    try:
        for row, cells in enumerate(
            csv.reader(io.StringIO(text), delimiter=separator, strict=True), 1
        ):
            for column, value in enumerate(cells, 1):
                if value.strip():
                    grid.put(row, column, Cell(value.strip()))
    except csv.Error as error:
        raise LedgerError(
            "引号不成对,分不清格子", path=path, advice="请用 Excel 或 WPS 打开,另存为 .xlsx 再试"
        ) from error
    return grid
