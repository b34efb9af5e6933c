"""From a mapping to facts: every figure with its source, the year before, the target and the parts."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from assistant.errors import LedgerError
from assistant.facts.fields import ID_PATTERN
from assistant.ledgers.asking import columns_asked, figure_of, parts_of, side_of
from assistant.ledgers.cells import row_column
from assistant.ledgers.mapping import Entry, text_of, texts_of
from assistant.ledgers.reading import read_book
from assistant.ledgers.sums import mismatches
from assistant.ledgers.tables import YEAR, read_sheet, read_table
from assistant.ledgers.view import ColumnRule, View
from assistant.ledgers.words import squeezed, words

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from assistant.ledgers.asking import Part
    from assistant.ledgers.cells import Book
    from assistant.ledgers.sums import MismatchError
    from assistant.ledgers.tables import Sheet, Table

_ENDS = re.compile(r"[A-Z]{1,3}[0-9]+")
_OPERATIONS = ("row", "cell", "sum", "count", "ratio")
_ASKING = ("where", "parts", "decimals", "column", *_OPERATIONS)  # what needs a table
_OWN = {"from", "previous", "target", *_ASKING}
_FIRST = ("id", "indicator", "value", "unit", "scope", "previous", "growth", "target")


@dataclass
class Workbooks:
    """The ledgers that a mapping reads, each opened once; relative names begin in ``folder``."""

    folder: Path
    compute: bool = False
    books: dict[str, Book] = field(default_factory=dict)
    _sheets: dict[str, list[Sheet]] = field(default_factory=dict)

    def sheets(self, name: str) -> list[Sheet]:
        """The sheets of a ledger with their tables; errors as for :func:`read_book`."""
        if name not in self._sheets:
            self._sheets[name] = [read_sheet(grid) for grid in self.book(name).grids]
        return self._sheets[name]

    def book(self, name: str) -> Book:
        """The ledger of a name; errors as for :func:`read_book`."""
        if name not in self.books:
            self.books[name] = read_book(self.folder / name, compute=self.compute)
        return self.books[name]


class YearError(LedgerError):
    """A table whose title or sheet names another year than the mapping's."""


class Reckoner:
    """Evaluates a mapping, as :func:`read_mapping` gives it; ``path`` is the mapping's, for messages."""

    def __init__(self, mapping: Entry, path: str, books: Workbooks) -> None:
        self.mapping, self.path, self.books = mapping, path, books
        self.wrong: list[MismatchError] = []  # the totals of the tables that were opened
        self._views: dict[str, tuple[View, View | None]] = {}
        self.year = year_of(mapping)

    def facts(self, asked: Iterable[Entry]) -> list[Entry]:
        """The facts that entries ask for, in their order; LedgerError with every problem at once.

        A wrong total is one where a fact stands on it.
        """
        found, problems = list[Entry](), list[LedgerError]()
        for number, fact in enumerate(asked, 1):
            try:
                found.append(self.fact(fact))
                problems += self.wrong_totals(found[-1]) if "from" in fact else []
            except YearError:  # of a whole table: told once
                raise
            except LedgerError as error:
                name = text_of(fact.get("id") or fact.get("indicator") or number)
                place = f"{self.path}:第{fact.line}行:"
                told = error.message.removeprefix(place).rstrip("。")
                problems.append(LedgerError(f"{place}事实 {name}:{told}"))
        if problems:
            messages = tuple(dict.fromkeys(error.message for error in problems))
            raise LedgerError(problems[0].found, path=self.path, problems=messages)
        return found

    def wrong_totals(self, fact: Entry) -> list[MismatchError]:
        """The totals that are wrong in the columns that a fact stands on.

        One of a part may be where the total of all is the fact's: it is told.
        """
        found = [one["source"] for one in (fact, *fact.get("parts", ()))]
        named = [source.rsplit("!", 2)[1:] for source in found if source.count("!") > 1]
        cells = [[row_column(end) or (0, 0) for end in _ENDS.findall(cells)] for _, cells in named]
        rows, columns = ({place[at] for places in cells for place in places} for at in (0, 1))
        wrong = []
        for error in self.wrong if columns else ():
            here = f"“{named[0][0]}”" in (error.place or "") and rows <= error.rows
            whole = {row for row, _ in cells[0]} <= error.wholes and error.row not in rows
            across = error.columns & set(range(min(columns), max(columns) + 1))
            wrong += [error] if here and across and not whole else []
        return wrong

    def view(self, name: str, line: int = 0) -> tuple[View, View | None]:
        """The view of a table of the mapping, and that of the year before where it has one."""
        if name not in self._views:
            sheets = self.mapping["sheets"] or {}
            if name not in sheets:
                raise self._error(f"sheets 里没有“{name}”", "请在 sheets 里写明这张表", line)
            self._views[name] = self._open(sheets[name] or Entry())
        return self._views[name]

    @property
    def tables(self) -> list[Table]:
        """The tables that were opened, those of the year before among them."""
        return [view.table for pair in self._views.values() for view in pair if view is not None]

    def _open(self, rules: Entry) -> tuple[View, View | None]:
        view = self._view(rules, rules, self.year)
        previous = rules.get("previous")
        if isinstance(previous, str | Decimal):
            named = squeezed(text_of(previous))
            heads = {h for c in view.table.columns for h in (c.name, "/".join(c.path), c.path[-1])}
            previous = None if named in heads else {"sheet": text_of(previous)}
        if not previous or not {"sheet", "file"} & set(previous):
            return view, None
        year = None if view.year is None else view.year - 1
        earlier = self._view({**rules, **previous, "year": None}, rules, year)
        if rules.get("same_months"):
            _cut(view, earlier, rules)
        return view, earlier

    def _view(self, place: dict[str, Any], rules: Entry, year: int | None) -> View:
        table, book = self._table(place, rules)
        if rules.get("hidden") == "skip":
            table = table.without_hidden()
        year = int(place["year"]) if place.get("year") else year
        view = View(table, book.path, book.name, year)
        if year is not None and table.years and year not in table.years:
            told = "、".join(map(str, sorted(table.years)))
            found = f"表“{table.title}”是 {told} 年的,按映射应是 {year} 年的"
            advice = "请核对台账和映射的 period;确实要用这张表的,请在映射的 sheets 里写 year"
            raise YearError(
                found, path=book.path, place=f"工作表“{table.grid.name}”", advice=advice
            )
        for column, rule in (rules.get("columns") or {}).items():
            entry = rule if isinstance(rule, dict) else {"name": rule}
            unit, name = text_of(entry.get("unit") or ""), text_of(entry.get("name") or "")
            given = ColumnRule(unit, entry.get("as", ""), squeezed(name))
            view.rules[view.column(column).index] = given
        view.fill = {view.column(column).index for column in texts_of(rules.get("fill") or [])}
        if rules.get("key"):
            view.key = view.column(text_of(rules["key"]))
        view.lenient = rules.get("totals") == "ignore"
        self.wrong += [] if view.lenient else mismatches(view)
        return view

    def _table(self, place: dict[str, Any], rules: Entry) -> tuple[Table, Book]:
        name = place.get("file") or self.mapping.get("file")
        if name is None:
            raise self._error("没有写台账文件", "请写 file: 台账.xlsx", rules.line)
        book = self.books.book(text_of(name))
        if place.get("sheet") is None and len(book.grids) > 1:
            found = f"{book.name} 里有 {len(book.grids)} 张工作表"
            raise self._error(found, "请写明 sheet", rules.line)
        grid = book.grids[0] if place.get("sheet") is None else book.grid(text_of(place["sheet"]))
        sheet = next(one for one in self.books.sheets(text_of(name)) if one.grid is grid)
        tables, wanted = sheet.tables, text_of(rules.get("table") or "")
        if rules.get("head") not in {None, "auto"}:
            tables = [read_table(grid, [int(row) for row in texts_of(rules["head"])])]
        fit = [t for at, t in enumerate(tables, 1) if wanted in {"", str(at), t.title}]
        if len(fit) == 1:
            return fit[0], book
        titles = "、".join(f"{at} {table.title}" for at, table in enumerate(tables, 1))
        found = f"有 {len(tables)} 张表:{titles}" if tables else "没有认出表头"
        advice = "请写明 table: 第几张" if tables else "请在映射里写 head: 表头在第几行"
        raise LedgerError(found, path=book.path, place=f"工作表“{grid.name}”", advice=advice)

    def _error(self, found: str, advice: str, line: int) -> LedgerError:
        place = f"第{line}行" if line else None
        return LedgerError(found, path=self.path, place=place, advice=advice)

    def fact(self, fact: Entry) -> Entry:
        """One fact of the mapping; LedgerError where a cell, or the entry, does not fit."""
        if "from" not in fact:
            for key in (key for key in _ASKING if key in fact):
                raise self._error(f"写了 {key},没有写 from", "请写明 from: 哪张表", fact.line)
            return fact
        view, earlier = self.view(text_of(fact["from"]), fact.line)
        if len([key for key in _OPERATIONS if key in fact]) != 1:
            found = "row、cell、sum、count、ratio 要写一个,也只能写一个"
            raise self._error(found, "请改正映射", fact.line)
        _of_year(view, fact)
        main = figure_of(view, fact, columns_asked(view, fact))
        if main is None:
            raise view.error("这里没有数", "请核对台账;确实没有的,请从映射里删去这一条")
        entry = Entry({key: value for key, value in fact.items() if key not in _OWN})
        entry.setdefault("indicator", text_of(fact.get("row") or fact.get("id") or ""))
        unit = text_of(entry.get("unit") or "")
        if main.unit and unit and main.unit != unit:
            found = f"映射写的单位是“{unit}”,台账里是“{main.unit}”({main.cells})"
            raise view.error(found, "请统一单位")
        entry |= {"value": main.value, "unit": main.unit or unit, "bound": main.bound}
        entry |= _sides(view, earlier, fact, None, entry["unit"])
        parts = _parts(view, earlier, fact, entry["unit"])
        if parts and fact["parts"].get("partial"):
            entry["partial"] = True
        entry |= {"parts": parts, "source": view.source(main.cells)}
        order = dict.fromkeys([*_FIRST, *entry])
        return Entry({key: entry[key] for key in order if entry.get(key, "") not in ("", [])})


def _of_year(view: View, fact: Entry) -> None:
    """Makes sure that the years of columns, rows and days are the one reported on, or the one before it.

    Another may be where the fact's name bears it.
    """
    before = fact.get("previous")
    before = {"column": before} if isinstance(before, str) else before
    terms = [one if isinstance(one, dict) else {"sum": one} for one in fact.get("ratio", ())]
    named = text_of(fact.get("indicator") or "")
    for entry in (fact, *terms, before):
        year = (view.year or 0) - (entry is before)
        for name, own in _years_named(view, entry) if isinstance(entry, dict) else ():
            if view.year and year not in own and not any(str(one) in named for one in own):
                told = "、".join(map(str, own))
                found = f"“{name}”是 {told} 年的,{'上年数' * (entry is before)}应取 {year} 年的"
                raise view.error(
                    found, "请改映射里的名称,或核对 period;要用别的年份的,请写进 indicator"
                )


def _years_named(view: View, entry: dict[str, Any]) -> Iterator[tuple[str, list[int]]]:
    """The columns, row and days that an entry stands on, each with the years that it names."""
    measured = "sum" in entry or {"row", "from"} <= set(entry)
    columns = columns_asked(view, entry) if measured else []
    if "columns" in (entry.get("parts") or ()):
        columns += columns_asked(view, {"sum": entry["parts"]["columns"]})
    columns += [view.column(text_of(entry["column"]))] if "column" in entry else []
    columns += [view.place_of(text_of(entry["cell"]))[1]] if "cell" in entry else []
    yield from ((column.name, [column.year]) for column in columns if column.year)
    if "row" in entry and (found := YEAR.match(squeezed(text_of(entry["row"])))):
        yield found[0], [int(found[1])]
    for name, rule in (entry.get("where") or {}).items():
        low, high = (
            YEAR.match(text_of(rule.get(end) or "")) if isinstance(rule, dict) else None
            for end in ("from", "to")
        )
        if low and high:
            yield name, list(range(int(low[1]), int(high[1]) + 1))


def _sides(
    view: View, earlier: View | None, fact: Entry, part: Part | None, unit: str
) -> dict[str, Decimal]:
    """The year before and the target: given, or from a sheet, a column, a row or a cell."""
    found = {}
    for side in ("previous", "target"):
        given = fact.get(side)
        if isinstance(given, Decimal) and part is None:
            found[side] = given
        elif given is not False:
            figure = side_of(side, view, earlier, fact, part)
            if figure is not None and (figure.unit or unit) == (unit or figure.unit):
                found[side] = figure.value
    return found


def _parts(view: View, earlier: View | None, fact: Entry, unit: str) -> list[Entry]:
    found, rules = [], fact.get("parts") or Entry()
    parts = parts_of(view, fact)
    names = [words().unnumbered(part.name) for part in parts]
    for at, part in enumerate(parts):
        figure = figure_of(view, fact, columns_asked(view, fact, part), part)
        if figure is None:
            continue
        own = names[at] if names.count(names[at]) == 1 else part.name
        own_id = own if ID_PATTERN.fullmatch(own) else f"p{at + 1}"
        given = {key: rules.get(key) or [] for key in ("ids", "names")}
        number, name = (text_of(t[at]) if at < len(t) else "" for t in given.values())
        entry = Entry(id=number or own_id, indicator=name or own, value=figure.value)
        if figure.unit and figure.unit != unit:
            entry["unit"] = figure.unit
        entry |= _sides(view, earlier, fact, part, figure.unit or unit)
        entry |= {"required": False} if rules.get("required") is False else {}
        entry["source"] = view.source(figure.cells)
        found.append(entry)
    return found


def _cut(view: View, earlier: View, rules: Entry) -> None:
    """Leaves of the year before the months that this year has."""
    dates = [c for c in view.table.columns if c.role == "date"]
    columns = [view.column(text_of(rules["date"]))] if rules.get("date") else dates
    if len(columns) != 1:
        raise view.error("不知道日期在哪一列", "请在 sheets 里写 date: 列名")
    last = max((day.month for row in view.rows if (day := view.day(row, columns[0]))), default=0)
    column = earlier.column(columns[0].name)
    days = ((row, earlier.day(row, column)) for row in earlier.rows)
    earlier.rows = [row for row, day in days if day and day.month <= last]


def year_of(mapping: Entry) -> int | None:
    """The year that the mapping's document reports on, where it is one."""
    period = (mapping["document"] or {}).get("period")
    ends = [period.get("from"), period.get("to")] if isinstance(period, dict) else [period]
    years = {text_of(end)[:4] for end in ends if end is not None}
    year = years.pop() if len(years) == 1 else ""
    return int(year) if year.isdigit() and date.min.year < int(year) < date.max.year else None
