"""The facts of each office that a sheet has a row of, or that a mapping names: a facts file each."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property, partial
from typing import TYPE_CHECKING, Any

from assistant.domain import Role
from assistant.errors import InputError
from assistant.ledgers.asking import side_column
from assistant.ledgers.cells import address
from assistant.ledgers.importing import is_mapping, reported_year
from assistant.ledgers.lines import line_of
from assistant.ledgers.mapping import Entry, facts_yaml, read_mapping, text_of
from assistant.ledgers.reading import read_book
from assistant.ledgers.reckoning import Reckoner, Workbooks
from assistant.ledgers.tables import read_sheet
from assistant.ledgers.view import View
from assistant.ledgers.words import squeezed, words

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from assistant.ledgers.lines import Column

# The sections whose texts a column may hold; 分管领导 holds a name, no text.
_TEXTS = (Role.RESULTS, Role.MEASURES, Role.PROBLEMS, Role.PLAN)
_SENTENCE = re.compile("[，。；：,;:]")
# What stands for the office in the document's entries of a mapping.
NAME = "{单位}"
# An office's name, and what makes its facts file's text.
Named = tuple[str, "Callable[[], str]"]


def offices_of(path: Path, role_in: Callable[[str], Role | None]) -> Iterator[Named]:
    """Each office with what makes its facts, whose errors are LedgerError or InputError, as its own.

    Args:
        path: a ledger (.xlsx, .xls, .csv) with a row an office; or a mapping (.yaml) whose ``units``
            names the table and column of the offices.
        role_in: what a section of such a heading does; None where nothing says so.
    """
    return _mapped(path) if is_mapping(path) else _rows(path, role_in)


def _rows(path: Path, role_in: Callable[[str], Role | None]) -> Iterator[Named]:
    """The key column names the office, each measure is a fact of it."""
    sheets = list(map(read_sheet, read_book(path).grids))
    tables = [table for sheet in sheets for table in sheet.tables]
    if not tables:
        raise InputError("没有认出一张表", path=path, advice="请用 assistant ledger inspect 查看")
    year = reported_year(path.name, sheets)
    table = max(tables, key=lambda one: (not one.years or year in one.years, len(one.rows)))
    view = View(table, str(path), path.name, year)
    if view.key is None:
        raise view.error("没有认出单位名称在哪一列", "请把这一列的表头写成“单位”")
    rows = _Rows(view, role_in)
    for name, found in _named(view, view.key).items():
        yield name, partial(rows.facts, found, name)


def _named(view: View, column: Column) -> dict[str, list[int]]:
    """The rows of each name; ``第N行`` where a row has none. One with a name and nothing else is one too."""
    found: dict[str, list[int]] = {}
    for row, kind in view.table.kinds.items():
        if kind == "row" or (kind in {"section", "note"} and _is_bare(view, row, column)):
            stored = not view.cell(row, column).trouble
            name = (stored and view.text(row, column)) or f"第{row}行"
            found.setdefault(name, []).append(row)
    return found


def _is_bare(view: View, row: int, column: Column) -> bool:
    """Whether a row holds a name and nothing else: no heading 一、镇街, no note."""
    line, text = line_of(view.table.region, row), view.text(row, column)
    alone = [at for at, _ in line.cells] == [column.index] and line.filled == 1
    return alone and not (line.is_note or words().level(text) or _SENTENCE.search(text))


def _check_name(view: View, row: int, column: Column) -> None:
    """LedgerError where a row names no office."""
    cell = view.cell(row, column)
    if cell.trouble:
        view.number(row, column)  # says what a formula did not keep
    if cell.empty:
        raise view.error("没有单位名称", "请补上", row, column.index)
    if _is_bare(view, row, column):
        advice = "请填上数,或删去这一行;是小标题的请写上“一、”这样的编号"
        raise view.error(f"只写了“{cell.text}”,这一行没有一个数", advice, row, column.index)


@dataclass
class _Rows:
    """A sheet with a row an office."""

    view: View
    role_in: Callable[[str], Role | None]

    @cached_property
    def columns(self) -> list[Column]:
        """Those that tell something of their own: measures and texts."""
        view = self.view
        return [
            column
            for column in view.table.columns
            if column.role in {"", "value", "charge"}
            and column is not view.key
            and not column.total
            and (column.year is None or column.year == view.year)
            and any(not view.cell(row, column).empty for row in view.rows)
        ]

    @cached_property
    def texts(self) -> list[Column]:
        """Those that hold texts."""
        view = self.view
        return [c for c in self.columns if not c.unit and not view.holds_numbers(c, view.rows)]

    def facts(self, rows: list[int], name: str) -> str:
        """The facts file of the row of an office."""
        view, row = self.view, rows[0]
        if view.key:
            _check_name(view, row, view.key)
        if view.key and rows[1:]:
            alike = "、".join(address(other, view.key.index) for other in rows[1:])
            advice = "请让每个单位的名称不同;是同一个单位的请并成一行"
            raise view.error(f"和 {alike} 都叫“{name}”", advice, row, view.key.index)
        measures = [column for column in self.columns if column not in self.texts]
        facts = [fact for column in measures if (fact := self._fact(row, column))]
        if not facts:
            first = view.table.columns[0].index
            raise view.error("这一行没有一个数", "请填上数,或删去这一行", row, first)
        document = {**_document(name, view.year), "period": str(view.year or "") or None}
        told = {column.name: self._statements(row, column) for column in self.texts}
        facts += [statement for statements in told.values() for statement in statements]
        others = [c.name for c in self.texts if view.text(row, c) and not told[c.name]]
        left = f";没有取“{'”“'.join(others)}”:不是数字,也看不出写在哪一节" if others else ""
        return facts_yaml(document, facts, f"由 {view.file} 第{row}行得出{left}")

    def _fact(self, row: int, column: Column) -> dict[str, Any]:
        """What a measure's cell says; empty where it says nothing."""
        view, name = self.view, "".join(dict.fromkeys(column.path)) or column.name
        reading = view.number(row, column, alone=True)
        if reading is None:
            return {}
        unit = reading.unit or column.unit
        fact = {"id": f"f{column.index}", "indicator": name, "value": reading.value, "unit": unit}
        for side in ("previous", "target"):
            other = side_column(view, column, side)
            told = None if other is None else view.number(row, other, alone=True)
            if told is not None and (told.unit or unit) == (unit or told.unit):
                fact[side] = told.value
        fact |= {"bound": reading.bound, "source": view.source(address(row, column.index))}
        return {key: value for key, value in fact.items() if value != ""}

    def _statements(self, row: int, column: Column) -> list[dict[str, Any]]:
        """The lines of a text under a head like 主要做法 or 存在问题, each a statement of that section."""
        cell, role = self.view.cell(row, column), self.role_in(column.path[-1])
        if cell.trouble:
            self.view.number(row, column)  # says what a formula did not keep
        text = cell.value if isinstance(cell.value, str) else ""
        if role not in _TEXTS or squeezed(cell.text) in words().none:
            return []
        place = {"section": role.value} if role is Role.PROBLEMS else {}
        place |= {"status": "planned"} if role is Role.PLAN else {}
        place |= {"source": self.view.source(address(row, column.index))}
        lines = (line.strip().rstrip("。；;") for line in text.splitlines())
        return [{"statement": line, **place} for line in lines if line]


def _document(name: str, year: int | None) -> dict[str, Any]:
    return {"title": f"{name}{f'{year}年' if year else ''}工作总结", "organization": name}


def _mapped(path: Path) -> Iterator[Named]:
    """A mapping with ``units: {from: TABLE, column: NAME}``: its facts once for each office there."""
    mapping = read_mapping(path)
    rules = mapping.get("units")
    if not rules:
        advice = "请写 units: {from: 表名, column: 单位},并在 document 里用 {单位}"
        raise InputError("映射里没有写各单位在哪里", path=path, advice=advice)
    reckoner = Reckoner(mapping, str(path), Workbooks(path.parent))
    view, _ = reckoner.view(text_of(rules["from"]))
    column = view.column(text_of(rules["column"]))
    for name, rows in _named(view, column).items():
        check = partial(_check_name, view, rows[0], column)
        yield name, partial(_facts_of_one, reckoner, path.name, name, check)


def _facts_of_one(reckoner: Reckoner, file: str, name: str, check: Callable[[], None]) -> str:
    check()
    mapping = reckoner.mapping
    facts = reckoner.facts(_of_one(fact, mapping, name) for fact in mapping["facts"] or ())
    if not facts:
        raise InputError("没有一条事实")
    given = (mapping.get("document") or {}).items()
    told = {key: v.replace(NAME, name) if isinstance(v, str) else v for key, v in given}
    return facts_yaml({**_document(name, reckoner.year), **told}, facts, f"由 {file} 得出")


def _of_one(fact: Entry, mapping: Entry, name: str) -> Entry:
    """A fact of the mapping, of one office's rows alone."""
    table, column = (text_of(mapping["units"][key]) for key in ("from", "column"))
    own = Entry(fact)
    own.line = fact.line
    if text_of(fact.get("from")) == table:
        if "row" in fact:
            own["row"] = name
        else:
            own["where"] = {**(fact.get("where") or {}), column: name}
    return own
