"""A mapping to start from: what a ledger says plainly is proposed, what is ambiguous is asked."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from assistant.ledgers.suggesting import OFFICE, YEAR, Reader, named
from assistant.ledgers.view import View
from assistant.ledgers.words import squeezed, words
from assistant.ledgers.writing import block, flow

if TYPE_CHECKING:
    from assistant.ledgers.cells import Book
    from assistant.ledgers.tables import Sheet, Table

_NOT_ID = re.compile(r"[^A-Za-z0-9_〇\u3400-\u4dbf\u4e00-\u9fff-]+")


@dataclass
class Proposal:
    """A mapping with what it leaves open.

    Attributes:
        sheets, facts: as the mapping file has them.
        questions: what a person must settle, a whole message each.
        notes: what was noticed.
    """

    document: dict[str, Any]
    file: str
    sheets: dict[str, dict[str, Any]] = field(default_factory=dict)
    facts: list[dict[str, Any]] = field(default_factory=list)
    questions: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    asked: list[dict[str, Any]] = field(default_factory=list)

    def text(self) -> str:
        """The mapping file; what is open stands in comments."""
        lines = ["# 台账映射:由台账自动拟出,请核对后修改。写法见 docs/ledger.md", "version: 1"]
        lines += [
            *block("document", self.document),
            f"file: {flow({'a': self.file})[4:-1]}",
            "sheets:",
        ]
        lines += [f"  {name}: {flow(rules)}" for name, rules in self.sheets.items()]
        lines += [
            "facts:" if self.facts else "facts: []",
            *(f"  - {flow(fact)}" for fact in self.facts),
        ]
        lines += [f"# 待定:{question}" for question in self.questions]
        return "\n".join([*lines, *(f"#  - {flow(fact)}" for fact in self.asked)]) + "\n"


def propose(book: Book, sheets: list[Sheet]) -> Proposal:
    """A mapping for a workbook.

    Args:
        book: the workbook.
        sheets: its sheets, read.
    """
    year = _year(book, sheets)
    maker = Maker(Proposal(_document(sheets, year), book.name), book, year)
    for sheet in sheets:
        maker.sheet(sheet, sheets)
    maker.name()
    return maker.proposal


def _year(book: Book, sheets: list[Sheet]) -> int | None:
    """The year reported on: the latest that a title or sheet names, else the columns or the file."""
    tables = [table for sheet in sheets for table in sheet.tables]
    titles = [table.title for table in tables] + [sheet.grid.name for sheet in sheets]
    heads = [str(column.year) for table in tables for column in table.columns if column.year]
    days = [
        table.grid.at(row, column.index).text
        for table in tables
        for column in table.columns
        if column.role == "date"
        for row in table.rows
    ]
    for texts in (titles, heads, [Path(book.name).stem], days):
        years = [int(found) for text in texts for found in YEAR.findall(squeezed(text))]
        if years:
            return max(years)
    return None


def _document(sheets: list[Sheet], year: int | None) -> dict[str, Any]:
    titles = [squeezed(table.title) for sheet in sheets for table in sheet.tables]
    found = next(filter(None, (OFFICE.match(title) for title in titles)), None)
    office = found[1] if found else ""
    own = next((word for end, word in words().own.items() if office.endswith(end)), None)
    title = f"{office}{year or ''}{'年' if year else ''}工作总结"
    return {"title": title, "organization": office or None, "self": own, "period": year}


class Maker:
    """Goes through the sheets and gives the ids."""

    def __init__(self, proposal: Proposal, book: Book, year: int | None) -> None:
        self.proposal, self.book, self.year = proposal, book, year
        self.ids: dict[str, set[str]] = {"sheets": set(), "facts": set()}

    def sheet(self, sheet: Sheet, sheets: list[Sheet]) -> None:
        """Proposes what the tables of a sheet say."""
        grid = sheet.grid
        if grid.hidden:
            self.proposal.questions.append(f"工作表“{grid.name}”是隐藏的,没有取")
            return
        for region in sheet.headless:
            self.proposal.questions.append(
                f"工作表“{grid.name}”第 {region.left} 列起没有认出表头;请在映射里写 head: 表头在第几行"
            )
        folded = sheet.folded
        for table in folded[:1]:
            self.proposal.questions.append(
                f"工作表“{grid.name}”第 {table.head[0]} 行起有 {len(folded)} 栏表头相同,像是一张表折成几栏,没有取;请接成一栏"
            )
        for number, table in enumerate(sheet.tables, 1):
            if table not in folded:
                place = {"sheet": grid.name, **({"table": number} if len(sheet.tables) > 1 else {})}
                self._table(table, place, sheets)

    def _table(self, table: Table, rules: dict[str, Any], sheets: list[Sheet]) -> None:
        own = _years(table)
        if own and self.year and max(own) < self.year:
            if not _partner(table, sheets, self.year):
                self.proposal.questions.append(f"“{table.title}”是 {max(own)} 年的,没有取")
            return
        name = self._id(named(table), "sheets")
        self.proposal.sheets[name] = rules
        view = View(table, self.book.path, self.book.name, self.year)
        if not view.rows and not table.of("total"):
            return
        tables = (other for sheet in sheets for other in sheet.tables)
        earlier = next((other for other in tables if _is_earlier(other, table, self.year)), None)
        if earlier is not None:
            rules["previous"] = {"sheet": earlier.grid.name}
        Reader(self, view, name, rules).read()

    def _id(self, text: str, kind: str) -> str:
        name = _NOT_ID.sub("", text)[:30] or "表"
        number = 1
        while (full := name if number == 1 else f"{name}-{number}") in self.ids[kind]:
            number += 1
        self.ids[kind].add(full)
        return full

    def add(self, fact: dict[str, Any]) -> None:
        """Proposes a fact."""
        self.proposal.facts.append(fact)

    def name(self) -> None:
        """Gives the ids; what several tables call alike gets the name of its table before it."""
        tables: dict[str, set[str]] = {}
        for fact in self.proposal.facts:
            tables.setdefault(fact["indicator"], set()).add(fact["from"])
        for at, fact in enumerate(self.proposal.facts):
            name = fact["indicator"]
            if len(tables[name]) > 1:
                name = fact["from"] if name in fact["from"] else fact["from"] + name
            self.proposal.facts[at] = {
                "id": self._id(name, "facts"),
                **fact,
                "indicator": name,
            }


def _years(table: Table) -> set[int]:
    for text in (table.title, table.grid.name):
        found = {int(year) for year in YEAR.findall(squeezed(text))}
        if found:
            return found
    return set()


def _shape(table: Table) -> tuple[str, ...]:
    return tuple(column.name for column in table.columns)


def _is_earlier(other: Table, table: Table, year: int | None) -> bool:
    return (
        year is not None
        and other.grid is not table.grid
        and _years(other) == {year - 1}
        and _shape(other) == _shape(table)
    )


def _partner(table: Table, sheets: list[Sheet], year: int) -> bool:
    return any(
        _is_earlier(table, other, year) and max(_years(other) or {year}) == year
        for sheet in sheets
        for other in sheet.tables
    )
