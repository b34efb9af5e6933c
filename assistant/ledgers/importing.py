"""What the commands do with a ledger: look at it, turn it into facts, and account for every row."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from os.path import relpath
from pathlib import Path
from typing import TYPE_CHECKING, Any

from assistant.errors import FactsError, LedgerError
from assistant.facts import parse_facts
from assistant.facts.loading import ENDINGS
from assistant.ledgers.cells import letters
from assistant.ledgers.mapping import Entry, Proposal, facts_yaml, read_mapping
from assistant.ledgers.reckoning import Reckoner, Workbooks
from assistant.ledgers.suggesting import Reader
from assistant.ledgers.sums import MismatchError, hidden_out, mismatches
from assistant.ledgers.tables import OFFICE, YEAR
from assistant.ledgers.template import is_template, read_template
from assistant.ledgers.view import View
from assistant.ledgers.words import squeezed, words

if TYPE_CHECKING:
    from collections.abc import Iterator
    from os import PathLike

    from assistant.ledgers.cells import Book
    from assistant.ledgers.tables import Sheet, Table

_FEW = 3
_NOT_ID = re.compile(r"[^A-Za-z0-9_〇\u3400-\u4dbf\u4e00-\u9fff-]+")


@dataclass(frozen=True)
class Imported:
    """Facts from a ledger.

    Attributes:
        text: the facts file; empty where there is no fact.
        mapping: the mapping file that gave it.
        account: for the person: every row accounted for, a line each.
        questions: what was left out, with the cell and what to do.
        notes: what was taken with a remark.
        count: how many facts, parts among them.
    """

    text: str
    mapping: str
    account: tuple[str, ...]
    questions: tuple[str, ...]
    notes: tuple[str, ...]
    count: int


def is_mapping(path: str | PathLike[str]) -> bool:
    """Whether a file is a mapping by its name, not a ledger."""
    return Path(path).suffix.lower() in ENDINGS


def import_file(
    path: str | PathLike[str], *, compute: bool = False, folder: Path | None = None
) -> Imported:
    """The facts of a ledger with the mapping proposed for it, which will lie in ``folder``."""
    books = Workbooks(folder or Path(path).parent, compute)
    return _import(books, relpath(path, books.folder).replace("\\", "/"))


def _import(books: Workbooks, name: str) -> Imported:
    book, sheets = books.book(name), books.sheets(name)
    if is_template(book):
        document, facts = read_template(book)
        if not facts:
            raise LedgerError("填表样式里还没有填事实", path=book.path, advice="请填好再导入")
        text = facts_text(document, facts, book.name)
        parsed = parse_facts(text, book.path)
        told = f"按填表样式读,{len(facts)} 条事实"
        return Imported(text, "", (told,), (), parsed.warnings, len(parsed.facts))
    proposal = propose(name, book, sheets)
    facts, problems, seen = _taken(proposal, books)
    told = "\n".join(proposal.questions)
    tables = [table for sheet in sheets for table in sheet.tables if table not in sheet.folded]
    others = [table for table in tables if all(table.columns is not one.columns for one in seen)]
    views = (View(table, book.path, book.name, proposal.year) for table in others)
    problems += [error for view in views for error in mismatches(view)]
    messages = [error.message for error in problems if error.message not in told]
    questions = tuple(dict.fromkeys((*messages, *proposal.questions)))
    text = facts_text(proposal.document, facts, book.name) if facts else ""
    return _imported(text, proposal.text(), sheets, questions, proposal.notes)


def _imported(
    text: str,
    mapping: str,
    sheets: list[Sheet],
    questions: tuple[str, ...] = (),
    notes: list[str] | None = None,
) -> Imported:
    account = tuple(line for sheet in sheets for line in _account_of(sheet))
    remarks = (*(notes or ()), *(note for sheet in sheets for note in _remarks(sheet)))
    count = len(parse_facts(text, "事实表").facts) if text else 0
    return Imported(text, mapping, account, questions, remarks, count)


def _taken(
    proposal: Proposal, books: Workbooks
) -> tuple[list[Entry], list[MismatchError], list[Table]]:
    """The proposal's facts, the wrong totals, and the tables that were looked at.

    What cannot be read or does not hold is moved to what is asked.
    """
    own = {"file": proposal.file, "document": proposal.document}
    sheets = {name: Entry(rules) for name, rules in proposal.sheets.items()}
    reckoner = Reckoner(Entry(own, sheets=sheets), "映射", books)
    kept, taken = [], []
    for fact in proposal.facts:
        try:
            found = reckoner.fact(Entry(fact))
            parse_facts(facts_text(proposal.document, [found], ""), "事实表")
            for error in reckoner.wrong_totals(found)[:1]:
                raise error
            kept.append(fact)
            taken.append(found)
        except FactsError as error:
            proposal.asked.append(fact)
            proposal.questions.append(f"“{fact['indicator']}”:{error.message}")
    proposal.facts = kept
    return taken, reckoner.wrong, reckoner.tables


def mapped_facts(
    path: str | PathLike[str], *, compute: bool = False
) -> tuple[Entry, Reckoner, list[Entry]]:
    """A mapping, what evaluated it, and the facts that it gives; errors as for its ``facts``."""
    mapping = read_mapping(path)
    reckoner = Reckoner(mapping, str(path), Workbooks(Path(path).parent, compute))
    return mapping, reckoner, reckoner.facts(mapping["facts"] or ())


def import_mapping(path: str | PathLike[str], *, compute: bool = False) -> Imported:
    """The facts that a mapping file asks for; FactsError where they do not hold together."""
    mapping, reckoner, facts = mapped_facts(path, compute=compute)
    books, wrong = reckoner.books, [error.message for error in reckoner.wrong]
    files = "、".join(book.name for book in books.books.values())
    sheets = [sheet for name in books.books for sheet in books.sheets(name)]
    text = facts_text(mapping["document"], facts, files)
    return _imported(text, "", sheets, notes=list(dict.fromkeys(wrong)))


def facts_text(document: dict[str, Any], facts: list[Entry], files: str) -> str:
    """The facts file of a mapping's facts."""
    return facts_yaml(document or {}, facts, f"由台账导入:{files}")


def _account_of(sheet: Sheet) -> list[str]:
    """Every row of a sheet accounted for: the numbers add up to its rows."""
    lines, names = [], words().row_kinds
    for account in sheet.accounts:
        kinds = Counter(account.values())
        parts = [f"{names[kind]} {kinds[kind]}" for kind in names if kinds[kind]]
        hidden = sum(account.get(row) == "row" for row in sheet.grid.hidden_rows)
        told = f"(计入的行里有 {hidden} 行是隐藏的)" if hidden else ""
        whole = f"{' + '.join(parts)} = {sum(kinds.values())}{told}"
        lines.append(f"工作表“{sheet.grid.name}”共 {len(account)} 行:{whole}")
    return lines or [f"工作表“{sheet.grid.name}”是空的"]


def _remarks(sheet: Sheet) -> Iterator[str]:
    """Hidden and struck rows, hidden columns, a filter, rows that stand there twice."""
    grid, found = sheet.grid, []
    rows = {row for account in sheet.accounts for row, kind in account.items() if kind == "row"}
    hidden, struck = sorted(rows & grid.hidden_rows), sorted(rows & grid.struck_rows)
    columns = [c for c in sorted(grid.hidden_columns) if c <= grid.width]
    void = [row for account in sheet.accounts for row, kind in account.items() if kind == "void"]
    if void:
        found.append(f"第 {'、'.join(map(str, void))} 行写着作废或不计入,没有计入")
    if len(hidden) > _FEW:
        how = "(开着筛选)" if grid.filtered else ""
        found.append(f"有 {len(hidden)} 行隐藏{how},都已计入")
    else:
        found += [f"第 {row} 行是隐藏行,已计入" for row in hidden]
    if struck:
        first = "、".join(map(str, struck[:10]))
        found.append(f"第 {first} 行等 {len(struck)} 行有删除线,已计入;不算的请删去整行")
    if columns:
        found.append(f"{'、'.join(map(letters, columns))} 列是隐藏的,没有另取,只用来核对")
    for table in sheet.tables:  # rows that are the same in every column but the number
        seen: dict[tuple[str, ...], int] = {}
        indexes = [column.index for column in table.columns if column.role != "number"]
        texts = {row: tuple(grid.at(row, at).text for at in indexes) for row in table.rows}
        again = {row: at for row, t in texts.items() if (at := seen.setdefault(t, row)) != row}
        for row, first_row in [pair for pair in again.items() if any(texts[pair[0]])][:5]:
            told = f"第 {row} 行与第 {first_row} 行完全相同,都计入了;重复的请删去一行"
            found.append(told)
    return (f"工作表“{grid.name}”{remark}" for remark in found)


def inspect(path: str | PathLike[str], *, compute: bool = False) -> Iterator[str]:
    """What was recognised in a ledger and the mapping proposed; LedgerError where it cannot be read."""
    books, name = Workbooks(Path(path).parent, compute), Path(path).name
    book = books.book(name)
    yield f"{book.name}:{words().kinds[book.kind]},{len(book.grids)} 张工作表"
    for sheet in books.sheets(name):
        yield from ("", *_account_of(sheet))
        for table in sheet.tables:
            yield from _described(View(table, book.path, book.name))
    yield from ("", "拟出的映射:", *_import(books, name).mapping.splitlines())


def _described(view: View) -> list[str]:
    table, names = view.table, words().row_kinds
    head = "—".join(map(str, dict.fromkeys((table.head[0], table.head[-1]))))
    lines = [f"  表“{table.title}” {table.span},表头第 {head} 行,{len(table.rows)} 行数据"]
    lines += [f"    表上的单位:{'、'.join(table.units)}"] * bool(table.units)
    for column in table.columns:
        counts = view.holds_numbers(column, table.of("row", "total"))
        unit, total = view.unit(column) if counts else "", "〔合计列〕" if column.total else ""
        lines.append(f"    {column.letter} {column.name}{f'({unit})' if unit else ''}{total}")
    for kind in ("total", "previous", "derived", "among", "note", "section"):
        rows = "、".join(map(str, table.of(kind)))
        lines += [f"    {names[kind]}行:{rows}"] * bool(rows)
    places = ((row, column) for row in view.rows for column in table.columns)
    for row, column in places:
        try:
            if table.grid.at(row, column.index).trouble:
                view.number(row, column)
        except LedgerError as error:
            lines.append(f"    {error.place}:{error.found}")
    return lines + [f"    不符:{error.place}:{error.found}" for error in mismatches(view)]


def propose(file: str, book: Book, sheets: list[Sheet]) -> Proposal:
    """A mapping for a workbook, which it calls ``file``, whose sheets were read."""
    tables = [table for sheet in sheets for table in sheet.tables]
    year, reasons = reported_year(book.name, sheets), words().reasons
    proposal = Proposal(_document(tables, year), file, year)
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
    reasons = words().reasons
    own, year = table.years, proposal.year
    if own and year and max(own) < year:
        if not any(_is_earlier(table, t, year) and year in (t.years or {year}) for t in tables):
            proposal.questions.append(f"“{table.title}”是 {max(own)} 年的,没有取")
        return
    name = _id(table.subject, set(proposal.sheets))
    proposal.sheets[name] = rules
    if table.of("row", "total"):
        earlier = next((t for t in tables if year and _is_earlier(t, table, year)), None)
        if earlier is not None:
            rules["previous"] = {"sheet": earlier.grid.name}
        view = View(table, book.path, book.name, year)
        if hidden_out(view):
            rules["hidden"] = "skip"
            view = View(table.without_hidden(), book.path, book.name, year)
            rows = "、".join(map(str, sorted(set(table.rows) & table.grid.hidden_rows)))
            proposal.notes.append(reasons["hidden_out"].format(sheet=table.grid.name, rows=rows))
        try:
            Reader(proposal, view, name, rules).read()
        except LedgerError as error:  # one table's trouble leaves the others
            proposal.questions.append(error.message)


def reported_year(name: str, sheets: list[Sheet]) -> int | None:
    """The year reported on: the latest that a title or sheet names, else the columns or the file ``name``."""
    tables = [table for sheet in sheets for table in sheet.tables]
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
        [Path(name).stem],
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
    told = [(squeezed(table.title), table.title != table.grid.name) for table in tables]
    titled = (
        match
        for text, above in told
        if (match := OFFICE.match(words().measures["about"].sub("", text)))
        if above or match[1].endswith(tuple(words().own))  # 食堂检查2025 names no office
    )
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


def _is_earlier(other: Table, table: Table, year: int) -> bool:
    """Whether a table is another's of the year before, on a sheet of its own."""
    names = [[column.name for column in one.columns] for one in (other, table)]
    return other.grid is not table.grid and other.years == {year - 1} and names[0] == names[1]
