"""A fact's ``source`` against the workbook that it names: whether the cell bears the value."""

from __future__ import annotations

import re
from decimal import Decimal
from itertools import product
from typing import TYPE_CHECKING

from assistant.errors import InputError
from assistant.ledgers.cells import UnreadError, places, plain, read_number, rounded, row_column
from assistant.ledgers.reading import read_book
from assistant.ledgers.sums import same

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from assistant.domain import Fact, FactSheet
    from assistant.ledgers.cells import Book

_SOURCE = re.compile(
    r"(?P<file>[^!/\\:]+\.(?:xlsx|xlsm|xls|et|csv))!(?P<sheet>[^!]+)"
    r"(?:!(?P<cells>\$?[A-Za-z]{1,3}\$?\d{1,7}(?:[:,]\$?[A-Za-z]{1,3}\$?\d{1,7})*)(?: (?P<how>.*))?)?"
)
_SUM = "求和"
_SCALES = {"万": 4, "亿": 8}
_MOST_CELLS = 200_000


def check_sources(sheet: FactSheet, folder: Path) -> list[str]:
    """What is wrong with the sources of a fact sheet, a whole message each.

    Args:
        sheet: the facts.
        folder: where the workbooks lie; one that is not there is not looked for elsewhere.
    """
    books: dict[str, Book | None] = {}
    found: list[str] = []
    for fact in sheet.facts:
        match = _SOURCE.fullmatch((fact.source or "").strip())
        if match is None or not (folder / match["file"]).is_file():
            continue
        if match["file"] not in books:
            try:
                books[match["file"]] = read_book(folder / match["file"])
            except InputError as error:
                books[match["file"]] = None
                found.append(error.message)
        book = books[match["file"]]
        wrong = None if book is None else _wrong(fact, match, book)
        if wrong:
            found.append(f"第{fact.line}行:事实 {fact.id}“{fact.name}”的出处 {fact.source}:{wrong}")
    return found


def _wrong(fact: Fact, match: re.Match[str], book: Book) -> str | None:
    grid = next((grid for grid in book.grids if grid.name == match["sheet"].strip("'")), None)
    if grid is None:
        return f"没有这张工作表,有的是 {'、'.join(grid.name for grid in book.grids)}"
    cells = list(_cells(match["cells"] or ""))
    if any(row > grid.height or column > grid.width for row, column in cells):
        return "没有这一格,表没有这么大"
    several = len(cells) > 1  # a merged number counts once
    held = [c for p in cells if (c := grid.at(*p)).origin in {None, p} or not several]
    lost = any(cell.trouble == "formula" for cell in held)  # never stored: nothing to compare
    if fact.value is None or not cells or lost or (several and match["how"] != _SUM):
        return None
    try:
        readings = [reading for cell in held if (reading := read_number(cell)) is not None]
    except UnreadError as error:
        return error.found
    if not readings:
        return f"这一格是空的,事实表里是 {plain(fact.value)}"
    exact = sum((reading.exact for reading in readings), Decimal(0))
    value = exact if several else readings[0].value
    told = f"台账里是 {plain(value)},事实表里是 {plain(fact.value)},请核对哪个对"
    return None if _bears(value, fact.value, fact.unit or "") else told


def _cells(text: str) -> Iterator[tuple[int, int]]:
    for part in filter(None, text.split(",")):
        ends = [row_column(end) or (1, 1) for end in part.split(":")]
        (top, left), (bottom, right) = ends[0], ends[-1]
        if (bottom - top + 1) * (right - left + 1) <= _MOST_CELLS:
            yield from product(range(top, bottom + 1), range(left, right + 1))


def _bears(value: Decimal, wanted: Decimal, unit: str) -> bool:
    """Whether a cell's number is the fact's: in its unit, as 0.985 for 98.5 %, rounded to its places."""
    forms = [value]
    if unit in {"%", "％"} and abs(value) <= 1:
        forms.append(value * 100)
    if unit[:1] in _SCALES:
        forms.append(value.scaleb(-_SCALES[unit[0]]))
    return any(same(wanted, form) or rounded(form, places(wanted)) == wanted != 0 for form in forms)
