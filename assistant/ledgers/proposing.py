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
    from collections.abc import Iterator

    from assistant.ledgers.cells import Book
    from assistant.ledgers.tables import Sheet, Table

_NOT_ID = re.compile(r"[^A-Za-z0-9_〇\u3400-\u4dbf\u4e00-\u9fff-]+")


def propose(book: Book, sheets: list[Sheet]) -> Proposal:
    """A mapping for a workbook whose sheets were read."""
    tables = [table for sheet in sheets for table in sheet.tables]
    year, reasons = _year(book, sheets, tables), words().reasons
    proposal = Proposal(_document(tables, year), book.name, year)
    for sheet in sheets:
        name, folded = sheet.grid.name, sheet.folded
        if sheet.grid.hidden:
            proposal.questions.append(f"工作表“{name}”是隐藏的,没有取")
            continue
        for region in sheet.headless:
            told = reasons["headless"].format(sheet=name, column=region.left)
            proposal.questions.append(told)
        for table in folded[:1]:
            told = reasons["folded"].format(sheet=name, row=table.head[0], count=len(folded))
            proposal.questions.append(told)
        for number, table in enumerate(sheet.tables, 1):
            if table not in folded:
                place = {"sheet": name, **({"table": number} if len(sheet.tables) > 1 else {})}
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
    if table.of("row", "total"):
        earlier = next((t for t in tables if year and _is_earlier(t, table, year)), None)
        if earlier is not None:
            rules["previous"] = {"sheet": earlier.grid.name}
        Reader(proposal, View(table, book.path, book.name, year), name, rules).read()


def _year(book: Book, sheets: list[Sheet], tables: list[Table]) -> int | None:
    """The year reported on: the latest that a title or sheet names, else the columns or the file."""
    days = (
        table.grid.at(row, column.index).text
        for table in tables
        for column in table.columns
        if column.role == "date" or column.path[-1].endswith("时间")
        for row in table.rows
    )
    for texts in (
        [table.title for table in tables] + [sheet.grid.name for sheet in sheets],
        [text for text in _notes(tables) if words().time(text)],
        [str(column.year) for table in tables for column in table.columns if column.year],
        [Path(book.name).stem],
        days,
    ):
        if years := [int(found) for text in texts for found in YEAR.findall(squeezed(text))]:
            return max(years)
    return None


def _notes(tables: list[Table]) -> Iterator[str]:
    """The texts of the notes above, below and beside tables."""
    for table in tables:
        for row in (row for row, kind in table.account.items() if kind == "note"):
            yield from (cell.text for cell in table.grid.line(row))


def _document(tables: list[Table], year: int | None) -> dict[str, Any]:
    """The office (of a note like 填报单位：某县民政局, else of a title), its own name, the title."""
    noted = (words().rows["office"].fullmatch(squeezed(text)) for text in _notes(tables))
    titled = (OFFICE.match(squeezed(table.title)) for table in tables)
    found = next((match for match in (*noted, *titled) if match), None)
    office = found[1] if found else ""
    own = next((word for end, word in words().own.items() if office.endswith(end)), None)
    title = f"{office}{year or ''}{'年' if year else ''}工作总结"
    return {"title": title, "organization": office or None, "self": own, "period": year}


def _name(proposal: Proposal) -> None:
    """Gives the ids; what several tables call alike gets the name of its table before it."""
    tables: dict[str, set[str]] = {}
    for fact in (*proposal.facts, *proposal.asked):
        tables.setdefault(fact["indicator"], set()).add(fact["from"])
    taken: set[str] = set()
    for facts in (proposal.facts, proposal.asked):
        for at, fact in enumerate(facts):
            name = fact["indicator"]
            if len(tables[name]) > 1:
                name = fact["from"] if name in fact["from"] else fact["from"] + name
            number = _id(name, taken)
            taken.add(number)
            facts[at] = {"id": number, **fact, "indicator": name}


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
