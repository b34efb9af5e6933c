"""The units of a run: a folder of facts files, a sheet with a row a unit, or a mapping."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from assistant.batch.jobs import Unit
from assistant.errors import AssistantError, InputError
from assistant.files import read_text, safe_name
from assistant.ledgers.asking import side_column
from assistant.ledgers.mapping import Entry, read_mapping, text_of
from assistant.ledgers.reading import read_book
from assistant.ledgers.reckoning import Reckoner, Workbooks, year_of
from assistant.ledgers.tables import read_sheet
from assistant.ledgers.view import View
from assistant.ledgers.writing import facts_yaml

if TYPE_CHECKING:
    from collections.abc import Iterator

    from assistant.ledgers.columns import Column
    from assistant.ledgers.tables import Table

_FACTS = (".yaml", ".yml", ".json")
_SIDES = frozenset(("previous", "target", "growth", "completion", "change", "share", "rank"))
_NOT_MEASURES = frozenset(("number", "unit", "key", "date", "category", "title", "note"))
# What stands for the unit in the document's entries of a mapping.
NAME = "{单位}"


def units_of(source: Path) -> Iterator[Unit]:
    """The units of a run, in the source's order; one that cannot be made carries its fault.

    Args:
        source: a folder of facts files; a ledger (.xlsx, .xls, .csv) with a row a unit; or a
            mapping (.yaml) whose ``units`` names the table and column of the units.

    Raises:
        InputError: there is no unit, two have one name, or the source cannot be read.
    """
    if source.is_dir():
        found = _folder(source)
    elif source.suffix.lower() in _FACTS:
        found = _mapped(source)
    else:
        found = _rows(source)
    seen: set[str] = set()
    for unit in found:
        if unit.name in seen:
            raise InputError(
                f"有两个单位都叫“{unit.name}”", path=source, advice="请让每个单位的名称不同"
            )
        seen.add(unit.name)
        yield unit
    if not seen:
        raise InputError("没有找到一个单位", path=source, advice="请检查文件夹、表格或映射")


def place_of(name: str, taken: dict[str, str]) -> str:
    """A file name for a unit that no other unit has; the same in every run.

    Args:
        name: the unit's.
        taken: the units' names and their file names so far; the new one is added.
    """
    if name not in taken:
        place = safe_name(name, "单位")
        if place in taken.values():
            place = f"{place}-{hashlib.sha256(name.encode()).hexdigest()[:6]}"
        taken[name] = place
    return taken[name]


def _folder(folder: Path) -> Iterator[Unit]:
    for path in sorted(folder.iterdir()):
        if path.suffix.lower() in _FACTS and path.is_file() and not path.name.startswith("."):
            try:
                yield Unit(path.stem, read_text(path))
            except AssistantError as error:
                yield Unit(path.stem, "", str(error))


def _rows(path: Path) -> Iterator[Unit]:
    """A unit a row: the key column names it, each measure is a fact of it."""
    tables = [table for grid in read_book(path).grids for table in read_sheet(grid).tables]
    if not tables:
        raise InputError("没有认出一张表", path=path, advice="请用 assistant ledger inspect 查看")
    table = max(tables, key=lambda one: len(one.rows))
    view = View(table, str(path), path.name, year=_year(table))
    if view.key is None:
        raise view.error("没有认出单位名称在哪一列", "请把这一列的表头写成“单位”")
    measures = _measures(view)
    for row in view.rows:
        name = view.text(row, view.key)
        if not name:
            place = table.grid.place(row, view.key.index)
            yield Unit(f"第{row}行", "", f"{path.name}:{place}:没有单位名称。请补上。")
            continue
        try:
            yield Unit(name, _facts_of_row(view, row, name, measures, path.name))
        except AssistantError as error:
            yield Unit(name, "", str(error))


def _year(table: Table) -> int | None:
    years = {column.year for column in table.columns if column.year}
    titled = [word for word in table.title.replace("年", " ").split() if word.isdecimal()]
    years |= {int(word) for word in titled if len(word) == len("2025")}
    return max(years, default=None)


def _measures(view: View) -> list[tuple[Column, str]]:
    """The columns that are facts of their own, with their names."""
    found = []
    for column in view.table.columns:
        if column is view.key or column.role in _NOT_MEASURES | _SIDES or column.total:
            continue
        if any(view.cell(row, column).value is not None for row in view.rows):
            if column.year is not None and view.year is not None and column.year < view.year:
                continue
            found.append((column, "".join(dict.fromkeys(column.path)) or column.name))
    return found


def _facts_of_row(
    view: View, row: int, name: str, measures: list[tuple[Column, str]], file: str
) -> str:
    facts = []
    for column, indicator in measures:
        fact = _fact(view, row, column, indicator, file)
        if fact is not None:
            facts.append({"id": f"f{column.index}", **fact})
    if not facts:
        raise view.error(
            "这一行没有一个数", "请填上数,或删去这一行", row, view.table.columns[0].index
        )
    document = {
        "title": f"{name}{view.year or ''}{'年' * bool(view.year)}工作总结",
        "organization": name,
    }
    if view.year:
        document["period"] = str(view.year)
    return facts_yaml(document, facts, f"由 {file} 第{row}行得出")


def _fact(view: View, row: int, column: Column, indicator: str, file: str) -> dict[str, Any] | None:
    reading = view.number(row, column, alone=True)
    if reading is None:
        return None
    fact: dict[str, Any] = {"indicator": indicator, "value": reading.value}
    unit = reading.unit or column.unit
    if unit:
        fact["unit"] = unit
    for side in ("previous", "target"):
        other = side_column(view, column, side)
        told = None if other is None else view.number(row, other, alone=True)
        if told is not None:
            fact[side] = told.value
    if reading.bound:
        fact["bound"] = reading.bound
    fact["source"] = f"{file}!{view.table.grid.name}!{column.letter}{row}"
    return fact


def _mapped(path: Path) -> Iterator[Unit]:
    """A mapping with ``units: {from: TABLE, column: NAME}``: its facts once for each unit there."""
    mapping = read_mapping(path)
    rules = mapping.get("units")
    if not rules or not rules.get("column"):
        raise InputError(
            "映射里没有写各单位在哪里",
            path=path,
            advice="请写 units: {from: 表名, column: 单位},并在 document 里用 {单位}",
        )
    books = Workbooks(path.parent, compute=False)
    first = Reckoner(mapping, str(path), books)
    table, column = text_of(rules["from"]), text_of(rules["column"])
    view, _ = first.view(table)
    names = dict.fromkeys(view.text(row, view.column(column)) for row in view.rows)
    for name in filter(None, names):
        yield _unit_of_mapping(mapping, str(path), books, (table, column), name)


def _unit_of_mapping(
    mapping: Entry, path: str, books: Workbooks, column: tuple[str, str], name: str
) -> Unit:
    own = Entry(mapping)
    own["facts"] = [_of_unit(fact, *column, name) for fact in mapping["facts"] or ()]
    reckoner = Reckoner(own, path, books)
    facts = reckoner.facts()
    if reckoner.problems or not facts:
        told = ";".join(error.message for error in reckoner.problems) or "没有一条事实"
        return Unit(name, "", told)
    document = {
        key: value.replace(NAME, name) if isinstance(value, str) else value
        for key, value in (mapping.get("document") or {}).items()
    }
    document.setdefault("organization", name)
    year = year_of(mapping)
    document.setdefault("title", f"{name}{f'{year}年' if year else ''}工作总结")
    return Unit(name, facts_yaml(document, facts, f"由 {Path(path).name} 得出"))


def _of_unit(fact: Entry, table: str, column: str, name: str) -> Entry:
    """A fact of the mapping, of one unit's rows alone."""
    own = Entry(fact)
    own.line = fact.line
    if text_of(fact.get("from") or table) == table:
        if "row" in fact:
            own["row"] = name
        else:
            own["where"] = {**(fact.get("where") or {}), column: name}
    return own


def only(units: Iterator[Unit], names: tuple[str, ...], limit: int | None) -> Iterator[Unit]:
    """The units that are asked for.

    Args:
        units: all.
        names: of those wanted; all where empty.
        limit: at most so many; None for no limit.
    """
    count = 0
    for unit in units:
        if limit is not None and count >= limit:
            return
        if not names or unit.name in names:
            count += 1
            yield replace(unit)
