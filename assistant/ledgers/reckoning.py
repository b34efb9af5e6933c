"""From a mapping to facts: every figure with its source, the year before, the target and the parts."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from assistant.errors import LedgerError
from assistant.facts.fields import ID_PATTERN
from assistant.ledgers.asking import Question, chosen_rows, figure_of
from assistant.ledgers.mapping import Entry, text_of, texts_of
from assistant.ledgers.reading import read_book
from assistant.ledgers.sides import changed, counterpart, cut, holds, named_column, over
from assistant.ledgers.sums import mismatches
from assistant.ledgers.tables import read_sheet, read_table
from assistant.ledgers.view import ColumnRule, View
from assistant.ledgers.words import squeezed

if TYPE_CHECKING:
    from pathlib import Path

    from assistant.ledgers.cells import Book
    from assistant.ledgers.columns import Column
    from assistant.ledgers.sums import Figure
    from assistant.ledgers.tables import Sheet, Table

_OPERATIONS = ("row", "cell", "sum", "count", "ratio")
_OWN = {"from", "where", "parts", "previous", "target", "decimals", "column", *_OPERATIONS}
_FIRST = ("id", "indicator", "value", "unit", "scope")


@dataclass
class Workbooks:
    """The ledgers that a mapping reads, each opened once.

    Attributes:
        folder: where relative names begin.
        compute: see :func:`read_book`.
    """

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


class Reckoner:
    """Evaluates a mapping.

    Args:
        mapping: as :func:`read_mapping` gives it.
        path: the mapping's, for messages.
        books: where its ledgers are.
    """

    def __init__(self, mapping: Entry, path: str, books: Workbooks) -> None:
        self.mapping, self.path, self.books = mapping, path, books
        self.problems: list[LedgerError] = []
        self._views: dict[str, tuple[View, View | None]] = {}
        self.year = year_of(mapping)

    def facts(self) -> list[Entry]:
        """The facts in the mapping's order, keys in the facts file's order.

        What cannot be read is noted in ``problems``, and its fact left out.
        """
        found = []
        for number, fact in enumerate(self.mapping["facts"] or (), 1):
            try:
                found.append(self.fact(fact))
            except LedgerError as error:
                name = text_of(fact.get("id") or fact.get("indicator") or number)
                self.problems.append(_about(f"{self.path}:第{fact.line}行:事实 {name}", error))
        return found

    def view(self, name: str, line: int = 0) -> tuple[View, View | None]:
        """The view of a table of the mapping, and that of the year before where it has one.

        Raises:
            LedgerError: it is not there, or its totals do not fit its rows.
        """
        if name not in self._views:
            rules = (self.mapping["sheets"] or {}).get(name)
            if rules is None and name not in (self.mapping["sheets"] or {}):
                raise self._error(f"sheets 里没有“{name}”", "请在 sheets 里写明这张表", line)
            self._views[name] = self._open(rules or Entry())
        return self._views[name]

    def _open(self, rules: Entry) -> tuple[View, View | None]:
        view = self._view(rules, rules, self.year)
        previous = rules.get("previous")
        if isinstance(previous, str | Decimal) and self._is_sheet(view, text_of(previous)):
            previous = {"sheet": text_of(previous)}
        earlier = None
        if isinstance(previous, dict) and ("sheet" in previous or "file" in previous):
            year = None if view.year is None else view.year - 1
            earlier = self._view({**rules, **previous, "year": None}, rules, year)
            if rules.get("same_months"):
                cut(view, earlier, rules)
        return view, earlier

    @staticmethod
    def _is_sheet(view: View, name: str) -> bool:
        heads = {n for c in view.table.columns for n in (c.name, "/".join(c.path), c.path[-1])}
        return squeezed(name) not in heads

    def _view(self, place: dict[str, Any], rules: Entry, year: int | None) -> View:
        name = place.get("file") or self.mapping.get("file")
        if name is None:
            raise self._error("没有写台账文件", "请写 file: 台账.xlsx", rules.line)
        book = self.books.book(text_of(name))
        if place.get("sheet") is None and len(book.grids) > 1:
            raise self._error(
                f"{book.name} 里有 {len(book.grids)} 张工作表", "请写明 sheet", rules.line
            )
        grid = (
            book.grid(text_of(place["sheet"])) if place.get("sheet") is not None else book.grids[0]
        )
        heads = (
            [int(row) for row in texts_of(rules["head"])]
            if rules.get("head") not in {None, "auto"}
            else []
        )
        read = self.books.sheets(text_of(name))
        own = next(sheet for sheet in read if sheet.grid is grid)
        found = [read_table(grid, heads)] if heads else own.tables
        table = self._choose(found, rules, book, grid.name)
        view = View(table, book.path, book.name, int(place["year"]) if place.get("year") else year)
        view.skip_hidden = rules.get("hidden") == "skip"
        for column, rule in (rules.get("columns") or {}).items():
            entry = rule if isinstance(rule, dict) else {"name": rule}
            view.rules[view.column(column).index] = ColumnRule(
                text_of(entry.get("unit") or ""),
                entry.get("as", ""),
                squeezed(text_of(entry.get("name") or "")),
            )
        view.fill = {view.column(column).index for column in texts_of(rules.get("fill") or [])}
        if rules.get("key"):
            view.key = view.column(text_of(rules["key"]))
        view.lenient = rules.get("totals") == "ignore"
        if not view.lenient:
            self.problems += mismatches(view)
        return view

    def _choose(self, tables: list[Table], rules: Entry, book: Book, sheet: str) -> Table:
        wanted = text_of(rules.get("table") or "")
        named = [table for at, table in enumerate(tables, 1) if wanted in {str(at), table.title}]
        if len(named or tables) == 1 and (named or not wanted):
            return (named or tables)[0]
        titles = "、".join(f"{at} {table.title}" for at, table in enumerate(tables, 1))
        found = f"有 {len(tables)} 张表:{titles}" if tables else "没有认出表头"
        advice = "请写明 table: 第几张" if tables else "请在映射里写 head: 表头在第几行"
        raise LedgerError(found, path=book.path, place=f"工作表“{sheet}”", advice=advice)

    def _error(self, found: str, advice: str, line: int) -> LedgerError:
        return LedgerError(
            found, path=self.path, place=f"第{line}行" if line else None, advice=advice
        )

    def fact(self, fact: Entry) -> Entry:
        """One fact of the mapping.

        Raises:
            LedgerError: a cell cannot be read, or the entry does not fit its table.
        """
        if "from" not in fact:
            return fact
        view, earlier = self.view(text_of(fact["from"]), fact.line)
        named = [key for key in _OPERATIONS if key in fact]
        if len(named) != 1:
            raise self._error(
                "row、cell、sum、count、ratio 要写一个,也只能写一个", "请改正映射", fact.line
            )
        main = figure_of(view, Question(fact))
        if main is None:
            raise view.error("这里没有数", "请核对台账;确实没有的,请从映射里删去这一条")
        entry = Entry({key: value for key, value in fact.items() if key not in _OWN})
        entry.setdefault("indicator", text_of(fact.get("row") or fact.get("id") or ""))
        self._put(entry, view, main)
        self._sides(entry, view, earlier, Question(fact), entry.get("unit", ""))
        parts = self._parts(fact, view, earlier, entry)
        if parts:
            entry["parts"] = parts
        entry["source"] = f"{view.file}!{view.table.grid.name}!{main.cells}"
        order = [*_FIRST, "previous", "growth", "target"]
        return Entry(
            {
                key: entry[key]
                for key in [*order, *(k for k in entry if k not in order)]
                if key in entry
            }
        )

    def _put(self, entry: Entry, view: View, figure: Figure) -> None:
        unit = text_of(entry.get("unit") or "")
        if figure.unit and unit and figure.unit != unit:
            raise view.error(
                f"映射写的单位是“{unit}”,台账里是“{figure.unit}”({figure.cells})", "请统一单位"
            )
        entry["value"] = figure.value
        if figure.unit or unit:
            entry["unit"] = figure.unit or unit
        if figure.bound:
            entry["bound"] = figure.bound

    def _sides(
        self, entry: Entry, view: View, earlier: View | None, question: Question, unit: str
    ) -> None:
        """The year before and the target: given, or from a sheet, a column, a row or a cell."""
        for side in ("previous", "target"):
            given = question.fact.get(side)
            if isinstance(given, Decimal) and not question.chosen and not question.columns:
                entry[side] = given
            if given is False or side in entry:
                continue
            figure = self._side(side, given, view, earlier, question)
            if figure is not None and (figure.unit or unit) == (unit or figure.unit):
                entry[side] = figure.value

    def _side(
        self, side: str, given: Any, view: View, earlier: View | None, question: Question
    ) -> Figure | None:
        if isinstance(given, dict) and "row" in given:
            return (
                None
                if question.chosen
                else figure_of(view, changed(question, row=text_of(given["row"])))
            )
        if isinstance(given, dict) and "cell" in given:
            cell = Entry({"cell": given["cell"]})
            return None if question.chosen or question.columns else figure_of(view, Question(cell))
        if side == "previous" and earlier is not None and given is None:
            return figure_of(earlier, over(question, earlier))
        named = given.get("column") if isinstance(given, dict) else given
        swap = (
            named_column(view, text_of(named))
            if named and isinstance(named, str)
            else counterpart(view, side)
        )
        figure = figure_of(view, changed(question, swap=swap))
        rows = view.table.of("previous")
        if (
            figure is None
            and side == "previous"
            and len(rows) == 1
            and "sum" in question.fact
            and not question.chosen
            and "where" not in question.fact
        ):
            return figure_of(view, changed(question, row=view.labels(rows[0])[0]))
        return figure

    def _parts(self, fact: Entry, view: View, earlier: View | None, whole: Entry) -> list[Entry]:
        rules = fact.get("parts")
        if not rules:
            return []
        if "columns" in rules:
            names = texts_of(rules["columns"])
            columns = (
                view.group(names[0]) if len(names) == 1 else [view.column(name) for name in names]
            )
            questions = [(column.path[-1], Question(fact, columns=(column,))) for column in columns]
        else:
            column = view.column(text_of(rules["by"])) if "by" in rules else view.key
            if column is None:
                raise view.error("不知道按哪一列分", "请在 parts 里写 by: 列名")
            questions = [
                (value, Question(fact, chosen=holds(view, column, value)))
                for value in _values(view, column, rules, fact)
            ]
        found = []
        for at, (name, question) in enumerate(questions):
            figure = figure_of(view, question)
            if figure is None:
                continue
            part = Entry(
                id=_listed(rules, "ids", at)
                or (name if ID_PATTERN.fullmatch(name) else f"p{at + 1}")
            )
            part["indicator"] = _listed(rules, "names", at) or name
            part["value"] = figure.value
            if figure.unit and figure.unit != whole.get("unit"):
                part["unit"] = figure.unit
            unit = part.get("unit", whole.get("unit", ""))
            self._sides(part, view, earlier, question, unit)
            part["source"] = f"{view.file}!{view.table.grid.name}!{figure.cells}"
            found.append(part)
        if rules.get("partial"):
            whole["partial"] = True
        return found


def _listed(rules: Entry, key: str, at: int) -> str:
    given = rules.get(key) or []
    return text_of(given[at]) if at < len(given) else ""


def _values(view: View, column: Column, rules: Entry, fact: Entry) -> list[str]:
    """The values that a breakdown has, in the order asked for, else as they come."""
    rows = chosen_rows(view, fact)
    empty = next((row for row in rows if not view.text(row, column)), None)
    if empty is not None:
        raise view.error(
            f"“{column.name}”是空的,不知道归哪一项",
            "请填上;与上一行相同的,请在映射里写 fill",
            empty,
            column.index,
        )
    found = list(dict.fromkeys(view.text(row, column) for row in rows))
    order = [squeezed(text) for text in texts_of(rules.get("order") or [])]
    left = [value for value in found if value not in order]
    if order and left and not rules.get("partial"):
        raise view.error(
            f"“{column.name}”里还有{'、'.join(left)},没有列入 order", "请列入,或写 partial: true"
        )
    return order or found


def year_of(mapping: Entry) -> int | None:
    """The year that the mapping's document reports on, where it is one."""
    period = (mapping["document"] or {}).get("period")
    ends = [period.get("from"), period.get("to")] if isinstance(period, dict) else [period]
    years = {text_of(end)[:4] for end in ends if end is not None}
    year = years.pop() if len(years) == 1 else ""
    return int(year) if year.isdigit() and date.min.year < int(year) < date.max.year else None


def _about(what: str, error: LedgerError) -> LedgerError:
    return LedgerError(f"{what}:{error.message.rstrip('。')}")
