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
from assistant.ledgers.cells import letters, row_column
from assistant.ledgers.mapping import parse_mapping, read_mapping
from assistant.ledgers.proposing import propose
from assistant.ledgers.reading import read_book
from assistant.ledgers.reckoning import Reckoner, Workbooks
from assistant.ledgers.sums import MismatchError, mismatches
from assistant.ledgers.tables import read_sheet
from assistant.ledgers.template import is_template, read_template
from assistant.ledgers.view import View
from assistant.ledgers.writing import facts_yaml

if TYPE_CHECKING:
    from os import PathLike

    from assistant.ledgers.cells import Book
    from assistant.ledgers.columns import Column
    from assistant.ledgers.mapping import Entry
    from assistant.ledgers.suggesting import Proposal
    from assistant.ledgers.tables import Sheet, Table

_KINDS = {
    "row": "计入", "total": "合计", "previous": "上年", "derived": "增减", "among": "其中",
    "head": "表头", "title": "标题", "section": "小节", "note": "说明", "example": "示例",
    "blank": "空行", "hidden": "隐藏未计", "unread": "没有认出",
}  # fmt: skip


_ENDS = re.compile(r"[A-Z]{1,3}[0-9]+")


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
    return Path(path).suffix.lower() in {".yaml", ".yml", ".json"}


def import_file(
    path: str | PathLike[str], *, compute: bool = False, folder: Path | None = None
) -> Imported:
    """The facts of a ledger with the mapping that is proposed for it.

    Args:
        path: the ledger.
        compute: see :func:`assistant.ledgers.reading.read_book`.
        folder: where the mapping will lie, from which it names the ledger.

    Raises:
        LedgerError: it cannot be read.
    """
    books = Workbooks(folder or Path(path).parent, compute)
    name = relpath(path, books.folder).replace("\\", "/")
    book, sheets = books.book(name), books.sheets(name)
    if is_template(book):
        document, facts = read_template(book)
        text = facts_text(document, facts, book.name)
        parsed = parse_facts(text, str(path))
        told = f"按填表样式读,{len(facts)} 条事实"
        return Imported(text, "", (told,), (), parsed.warnings, len(parsed.facts))
    proposal = propose(book, sheets)
    proposal.file = name
    facts = _taken(proposal, books)
    mapping = proposal.text()
    problems = [error.message for sheet in sheets for error in _checks(book, sheet)]
    notes = [*proposal.notes, *(note for sheet in sheets for note in _remarks(sheet))]
    told = "\n".join(proposal.questions)
    problems = [problem for problem in problems if problem not in told]
    questions = tuple(dict.fromkeys((*problems, *proposal.questions)))
    account = tuple(line for sheet in sheets for line in account_of(sheet))
    text = facts_text(proposal.document, facts, book.name) if facts else ""
    count = len(parse_facts(text, "事实表").facts) if facts else 0
    return Imported(text, mapping, account, questions, tuple(notes), count)


def _taken(proposal: Proposal, books: Workbooks) -> list[Entry]:
    """The proposal's facts; what cannot be read or does not hold is moved to what is asked."""
    if not proposal.facts:
        return []
    entry = parse_mapping(proposal.text(), "映射")
    reckoner = Reckoner(entry, "映射", books)
    kept, taken = [], []
    for fact, written in zip(proposal.facts, entry["facts"], strict=True):
        try:
            found = reckoner.fact(written)
            parse_facts(facts_text(proposal.document, [found], ""), "事实表")
            _hold_totals(reckoner, found)
            kept.append(fact)
            taken.append(found)
        except FactsError as error:
            proposal.asked.append(fact)
            proposal.questions.append(f"“{fact['indicator']}”没有取:{error.message}")
    proposal.facts = kept
    return taken


def _hold_totals(reckoner: Reckoner, fact: Entry) -> None:
    """Makes sure that no total of the columns that a fact stands on is wrong."""
    sources = [fact["source"], *(part["source"] for part in fact.get("parts", ()))]
    for error in reckoner.problems:
        for source in sources:
            _, sheet, cells = source.rsplit("!", 2)
            if isinstance(error, MismatchError) and f"“{sheet}”" in (error.place or ""):
                ends = [place[1] for end in _ENDS.findall(cells) if (place := row_column(end))]
                if error.columns & set(range(min(ends), max(ends) + 1)):
                    raise error


def mapped_facts(
    path: str | PathLike[str], *, compute: bool = False
) -> tuple[tuple[str, ...], list[Entry]]:
    """The names of a mapping's ledgers, and the facts that it gives; errors as below."""
    _, books, facts = _mapped(path, compute=compute)
    return tuple(book.name for book in books.books.values()), facts


def _mapped(path: str | PathLike[str], *, compute: bool) -> tuple[Entry, Workbooks, list[Entry]]:
    mapping = read_mapping(path)
    books = Workbooks(Path(path).parent, compute)
    reckoner = Reckoner(mapping, str(path), books)
    facts = reckoner.facts()
    if reckoner.problems:
        messages = tuple(dict.fromkeys(error.message for error in reckoner.problems))
        raise LedgerError(reckoner.problems[0].found, path=path, problems=messages)
    return mapping, books, facts


def import_mapping(path: str | PathLike[str], *, compute: bool = False) -> Imported:
    """The facts that a mapping file asks for.

    Raises:
        LedgerError: something cannot be read or does not fit; every problem is told at once.
        FactsError: the facts do not hold together.
    """
    mapping, books, facts = _mapped(path, compute=compute)
    text = facts_text(
        mapping["document"], facts, "、".join(book.name for book in books.books.values())
    )
    sheets = [sheet for name in books.books for sheet in books.sheets(name)]
    account = tuple(line for sheet in sheets for line in account_of(sheet))
    notes = tuple(note for sheet in sheets for note in _remarks(sheet))
    count = len(parse_facts(text, "事实表").facts)
    return Imported(text, "", account, (), notes, count)


def facts_text(document: dict[str, Any], facts: list[Entry], files: str) -> str:
    """The facts file of a mapping's facts."""
    return facts_yaml(document or {}, facts, f"由台账导入:{files}")


def account_of(sheet: Sheet) -> list[str]:
    """Every row of a sheet accounted for: the numbers add up to its rows."""
    lines = []
    for account in sheet.accounts:
        kinds = Counter(account.values())
        parts = [f"{_KINDS[kind]} {kinds[kind]}" for kind in _KINDS if kinds[kind]]
        hidden = sum(
            row in sheet.grid.hidden_rows and kind == "row" for row, kind in account.items()
        )
        told = f"(计入的行里有 {hidden} 行是隐藏的)" if hidden else ""
        lines.append(
            f"工作表“{sheet.grid.name}”共 {len(account)} 行:{' + '.join(parts)} = {sum(kinds.values())}{told}"
        )
    return lines or [f"工作表“{sheet.grid.name}”是空的"]


def _checks(book: Book, sheet: Sheet) -> list[LedgerError]:
    return [
        error
        for table in sheet.tables
        if table not in sheet.folded
        for error in mismatches(View(table, book.path, book.name))
    ]


def _remarks(sheet: Sheet) -> list[str]:
    """Hidden rows and columns, a filter, rows that stand there twice."""
    grid = sheet.grid
    found = [
        f"工作表“{grid.name}”第 {row} 行是隐藏行,已计入"
        for table in sheet.tables
        for row in table.rows
        if row in grid.hidden_rows
    ]
    if len(found) > 3:  # noqa: PLR2004
        found = [
            f"工作表“{grid.name}”有 {len(found)} 行隐藏{'(开着筛选)' if grid.filtered else ''},都已计入"
        ]
    struck = [row for table in sheet.tables for row in table.rows if row in grid.struck_rows]
    if struck:
        rows = "、".join(map(str, struck[:10]))
        found.append(
            f"工作表“{grid.name}”第 {rows} 行等 {len(struck)} 行有删除线,已计入;不算的请删去整行"
        )
    if grid.hidden_columns & set(range(1, grid.width + 1)):
        names = "、".join(letters(c) for c in sorted(grid.hidden_columns) if c <= grid.width)
        found.append(f"工作表“{grid.name}”{names} 列是隐藏的,照样读了")
    for table in sheet.tables:
        found += _doubles(table)
    return found


def _doubles(table: Table) -> list[str]:
    """Rows that are the same in every column but the number."""
    seen: dict[tuple[str, ...], int] = {}
    found = []
    columns = [column.index for column in table.columns if column.role != "number"]
    for row in table.rows:
        texts = tuple(table.grid.at(row, index).text for index in columns)
        first = seen.setdefault(texts, row)
        if first != row and any(texts):
            found.append(
                f"工作表“{table.grid.name}”第 {row} 行与第 {first} 行完全相同,都计入了;重复的请删去一行"
            )
    return found[:5]


def inspect(path: str | PathLike[str], *, compute: bool = False) -> list[str]:
    """What was recognised in a ledger, a line each.

    Raises:
        LedgerError: it cannot be read.
    """
    book = read_book(path, compute=compute)
    lines = [f"{book.name}:{_KIND_NAMES[book.kind]},{len(book.grids)} 张工作表"]
    for sheet in map(read_sheet, book.grids):
        lines += ["", *account_of(sheet)]
        for table in sheet.tables:
            lines += _described(View(table, book.path, book.name))
    return lines


_KIND_NAMES = {
    "xlsx": "Excel 工作簿(.xlsx)",
    "xls": "旧式工作簿(.xls 或 .et)",
    "csv": "文本表格(.csv)",
}


def _described(view: View) -> list[str]:
    table = view.table
    head = f"{table.head[0]}" + (f"—{table.head[-1]}" if len(table.head) > 1 else "")
    lines = [f"  表“{table.title}” {table.span},表头第 {head} 行,{len(table.rows)} 行数据"]
    if table.units:
        lines.append(f"    表上的单位:{'、'.join(table.units)}")
    for column in table.columns:
        unit = view.unit(column)
        words = [column.name, f"({unit})" if unit else "", "〔合计列〕" if column.total else ""]
        lines.append(f"    {column.letter} {''.join(words)}")
    for kind in ("total", "previous", "derived", "among", "note", "section"):
        rows = table.of(kind)
        if rows:
            lines.append(f"    {_KINDS[kind]}行:{'、'.join(map(str, rows))}")
    for row in view.rows:
        lines += [
            f"    {error.place}:{error.found}"
            for column in table.columns
            for error in _unread(view, row, column)
        ]
    return lines + [f"    不符:{error.place}:{error.found}" for error in mismatches(view)]


def _unread(view: View, row: int, column: Column) -> list[LedgerError]:
    """A formula without its value, or an error, among the rows that count."""
    if not view.table.grid.at(row, column.index).trouble:
        return []
    try:
        view.number(row, column)
    except LedgerError as error:
        return [error]
    return []
