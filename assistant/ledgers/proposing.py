"""A mapping to start from: what a ledger says plainly is proposed, what is ambiguous is asked."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

from assistant.ledgers.suggesting import Proposal, Reader
from assistant.ledgers.tables import OFFICE, YEAR
from assistant.ledgers.view import View
from assistant.ledgers.words import squeezed, words

if TYPE_CHECKING:
    from assistant.ledgers.cells import Book
    from assistant.ledgers.tables import Sheet, Table

_NOT_ID = re.compile(r"[^A-Za-z0-9_〇\u3400-\u4dbf\u4e00-\u9fff-]+")


def propose(book: Book, sheets: list[Sheet]) -> Proposal:
    """A mapping for a workbook whose sheets were read."""
    tables = [table for sheet in sheets for table in sheet.tables]
    year = _year(book, sheets, tables)
    proposal = Proposal(_document(tables, year), book.name, year)
    for sheet in sheets:
        grid, reasons = sheet.grid, words().reasons
        if grid.hidden:
            proposal.questions.append(f"工作表“{grid.name}”是隐藏的,没有取")
            continue
        proposal.questions += [
            reasons["headless"].format(sheet=grid.name, column=region.left)
            for region in sheet.headless
        ]
        folded = sheet.folded
        proposal.questions += [
            reasons["folded"].format(sheet=grid.name, row=table.head[0], count=len(folded))
            for table in folded[:1]
        ]
        for number, table in enumerate(sheet.tables, 1):
            if table not in folded:
                place = {"sheet": grid.name, **({"table": number} if len(sheet.tables) > 1 else {})}
                _propose(proposal, table, place, (book, tables))
    _name(proposal)
    return proposal


def _propose(
    proposal: Proposal, table: Table, rules: dict[str, Any], of: tuple[Book, list[Table]]
) -> None:
    """Proposes what a table says; one of the year before is the other side of this year's."""
    book, tables = of
    own, year = _years(table), proposal.year
    if own and year and max(own) < year:
        if not any(_is_earlier(table, t, year) and year in (_years(t) or {year}) for t in tables):
            proposal.questions.append(f"“{table.title}”是 {max(own)} 年的,没有取")
        return
    name = _id(table.subject, set(proposal.sheets))
    proposal.sheets[name] = rules
    view = View(table, book.path, book.name, year)
    if view.rows or table.of("total"):
        earlier = next((t for t in tables if year and _is_earlier(t, table, year)), None)
        if earlier is not None:
            rules["previous"] = {"sheet": earlier.grid.name}
        Reader(proposal, view, name, rules).read()


def _year(book: Book, sheets: list[Sheet], tables: list[Table]) -> int | None:
    """The year reported on: the latest that a title or sheet names, else the columns or the file."""
    days = (
        table.grid.at(row, column.index).text
        for table in tables
        for column in table.columns
        if column.role == "date"
        for row in table.rows
    )
    for texts in (
        [table.title for table in tables] + [sheet.grid.name for sheet in sheets],
        [str(column.year) for table in tables for column in table.columns if column.year],
        [Path(book.name).stem],
        days,
    ):
        years = [int(found) for text in texts for found in YEAR.findall(squeezed(text))]
        if years:
            return max(years)
    return None


def _document(tables: list[Table], year: int | None) -> dict[str, Any]:
    titled = (OFFICE.match(squeezed(table.title)) for table in tables)
    found = next((match for match in (*map(_filled_by, tables), *titled) if match), None)
    office = found[1] if found else ""
    own = next((word for end, word in words().own.items() if office.endswith(end)), None)
    title = f"{office}{year or ''}{'年' if year else ''}工作总结"
    return {"title": title, "organization": office or None, "self": own, "period": year}


def _filled_by(table: Table) -> re.Match[str] | None:
    """The office that a note of a table's sheet names: 填报单位：某县民政局."""
    notes = (row for row, kind in table.account.items() if kind == "note")
    cells = (cell for row in notes for cell in table.grid.rows[row].values())
    told = (words().rows["office"].fullmatch(squeezed(cell.text)) for cell in cells)
    return next(filter(None, told), None)


def _name(proposal: Proposal) -> None:
    """Gives the ids; what several tables call alike gets the name of its table before it."""
    tables: dict[str, set[str]] = {}
    for fact in proposal.facts:
        tables.setdefault(fact["indicator"], set()).add(fact["from"])
    taken: set[str] = set()
    for at, fact in enumerate(proposal.facts):
        name = fact["indicator"]
        if len(tables[name]) > 1:
            name = fact["from"] if name in fact["from"] else fact["from"] + name
        number = _id(name, taken)
        taken.add(number)
        proposal.facts[at] = {"id": number, **fact, "indicator": name}


def _id(text: str, taken: set[str]) -> str:
    name = _NOT_ID.sub("", text)[:30] or "表"
    names = (name, *(f"{name}-{number}" for number in range(2, len(taken) + 3)))
    return next(name for name in names if name not in taken)


def _years(table: Table) -> set[int]:
    found = [{int(y) for y in YEAR.findall(squeezed(t))} for t in (table.title, table.grid.name)]
    return found[0] or found[1]


def _is_earlier(other: Table, table: Table, year: int) -> bool:
    """Whether a table is another's of the year before, on a sheet of its own."""
    names = [[column.name for column in one.columns] for one in (other, table)]
    return other.grid is not table.grid and _years(other) == {year - 1} and names[0] == names[1]
