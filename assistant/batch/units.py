"""The units of a run: a folder of facts files, a sheet with a row a unit, or a mapping."""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from functools import partial
from itertools import starmap
from typing import TYPE_CHECKING, Any

from assistant.batch.jobs import Unit
from assistant.domain import Role
from assistant.drafting.wording.phrases import role_words
from assistant.errors import AssistantError, InputError
from assistant.files import read_text, safe_name
from assistant.ledgers.asking import side_column
from assistant.ledgers.mapping import Entry, facts_yaml, read_mapping, text_of
from assistant.ledgers.reading import read_book
from assistant.ledgers.reckoning import Reckoner, Workbooks, year_of
from assistant.ledgers.tables import read_sheet
from assistant.ledgers.view import View
from assistant.ledgers.words import squeezed, words

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path

    from assistant.ledgers.lines import Column
    from assistant.ledgers.tables import Table

_FACTS = (".yaml", ".yml", ".json")
# The sections whose texts a column may hold; 分管领导 holds a name, no text.
_TEXTS = (Role.RESULTS, Role.MEASURES, Role.PROBLEMS, Role.PLAN)
# What stands for the unit in the document's entries of a mapping.
NAME = "{单位}"
# A unit's name, and what makes its facts file's text.
Named = tuple[str, "Callable[[], str]"]


def units_of(
    source: Path, names: Sequence[str] = (), limit: int | None = None
) -> tuple[int, Iterator[Unit]]:
    """How many units a run has, and the units, made as they are taken; a fault is carried along.

    Args:
        source: a folder of facts files; a ledger (.xlsx, .xls, .csv) with a row a unit; or a
            mapping (.yaml) whose ``units`` names the table and column of the units.
        names: those that are asked for; all where empty.
        limit: at most so many.

    Raises:
        InputError: there is no unit, two have one name, ``names`` has one that is none, or the
            source cannot be read.
    """
    kind = _mapped if source.suffix.lower() in _FACTS else _rows
    found = list((_folder if source.is_dir() else kind)(source))
    known = [name for name, _ in found]
    if not found:
        raise InputError("没有找到一个单位", path=source, advice="请检查文件夹、表格或映射")
    if twice := next((n for n, count in Counter(known).items() if count > 1), None):
        raise InputError(f"有两个单位都叫“{twice}”", path=source, advice="请让每个单位的名称不同")
    if absent := "、".join(name for name in names if name not in known):
        raise InputError(f"没有这样的单位:{absent}", path=source, advice="请检查 --only 后的名称")
    wanted = [one for one in found if not names or one[0] in names][:limit]
    return len(wanted), starmap(_made, wanted)


def _made(name: str, facts: Callable[[], str]) -> Unit:
    try:
        return Unit(name, facts())
    except AssistantError as error:
        return Unit(name, "", str(error))


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


def _folder(folder: Path) -> Iterator[Named]:
    for path in sorted(folder.iterdir()):
        if path.suffix.lower() in _FACTS and path.is_file() and not path.name.startswith("."):
            yield path.stem, partial(read_text, path)


def _rows(path: Path) -> Iterator[Named]:
    """A unit a row: the key column names it, each measure is a fact of it."""
    tables = [table for grid in read_book(path).grids for table in read_sheet(grid).tables]
    if not tables:
        raise InputError("没有认出一张表", path=path, advice="请用 assistant ledger inspect 查看")
    table = max(tables, key=lambda one: len(one.rows))
    view = View(table, str(path), path.name, year=_year(table))
    if view.key is None:
        raise view.error("没有认出单位名称在哪一列", "请把这一列的表头写成“单位”")
    measures = _measures(view)
    texts = [c for c in measures if not c.unit and not view.holds_numbers(c, view.rows)]
    measures = [column for column in measures if column not in texts]
    for row in view.rows:
        name = view.text(row, view.key)
        yield name or f"第{row}行", partial(_facts_of_row, view, row, name, measures, texts)


def _year(table: Table) -> int | None:
    titled = map(int, re.findall(r"(?<!\d)20\d\d(?!\d)", table.title))
    return max((*titled, *(column.year or 0 for column in table.columns)), default=0) or None


def _measures(view: View) -> list[Column]:
    """The columns that are facts of their own."""
    return [
        column
        for column in view.table.columns
        if column.role in {"", "value", "charge"}
        and column is not view.key
        and not column.total
        and (column.year is None or column.year == view.year)
        and any(view.cell(row, column).value is not None for row in view.rows)
    ]


def _facts_of_row(
    view: View, row: int, name: str, measures: list[Column], texts: list[Column]
) -> str:
    if not name and view.key:
        raise view.error("没有单位名称", "请补上", row, view.key.index)
    found = (_fact(view, row, column) for column in measures)
    facts = [fact for fact in found if fact is not None]
    if not facts:
        first = view.table.columns[0].index
        raise view.error("这一行没有一个数", "请填上数,或删去这一行", row, first)
    document = {**_document(name, view.year), "period": str(view.year or "") or None}
    told = {column.name: _statements(view, row, column) for column in texts}
    facts += [statement for statements in told.values() for statement in statements]
    others = [column.name for column in texts if view.text(row, column) and not told[column.name]]
    left = f";没有取“{'”“'.join(others)}”:不是数字,也看不出写在哪一节" if others else ""
    return facts_yaml(document, facts, f"由 {view.file} 第{row}行得出{left}")


def _document(name: str, year: int | None) -> dict[str, Any]:
    return {"title": f"{name}{f'{year}年' if year else ''}工作总结", "organization": name}


def _statements(view: View, row: int, column: Column) -> list[dict[str, Any]]:
    """The lines of a text under a head like 主要做法 or 存在问题, each a statement of that section."""
    heading = column.path[-1]
    role = next((role for role, known in role_words() if any(w in heading for w in known)), None)
    cell = view.cell(row, column)
    if role not in _TEXTS or not isinstance(cell.value, str) or squeezed(cell.text) in words().none:
        return []
    place = {"section": role.value} if role is Role.PROBLEMS else {}
    place |= {"status": "planned"} if role is Role.PLAN else {}
    source = f"{view.file}!{view.table.grid.name}!{column.letter}{row}"
    lines = (line.strip().rstrip("。；;") for line in cell.value.splitlines())
    return [{"statement": line, **place, "source": source} for line in lines if line]


def _fact(view: View, row: int, column: Column) -> dict[str, Any] | None:
    reading = view.number(row, column, alone=True)
    if reading is None:
        return None
    name = "".join(dict.fromkeys(column.path)) or column.name
    unit = reading.unit or column.unit
    fact = {"id": f"f{column.index}", "indicator": name, "value": reading.value, "unit": unit}
    for side in ("previous", "target"):
        other = side_column(view, column, side)
        told = None if other is None else view.number(row, other, alone=True)
        if told is not None and (told.unit or unit) == (unit or told.unit):
            fact[side] = told.value
    fact |= {"bound": reading.bound}
    fact |= {"source": f"{view.file}!{view.table.grid.name}!{column.letter}{row}"}
    return {key: value for key, value in fact.items() if value != ""}


def _mapped(path: Path) -> Iterator[Named]:
    """A mapping with ``units: {from: TABLE, column: NAME}``: its facts once for each unit there."""
    mapping = read_mapping(path)
    rules = mapping.get("units")
    if not rules or not rules.get("column"):
        advice = "请写 units: {from: 表名, column: 单位},并在 document 里用 {单位}"
        raise InputError("映射里没有写各单位在哪里", path=path, advice=advice)
    books = Workbooks(path.parent, compute=False)
    view, _ = Reckoner(mapping, str(path), books).view(text_of(rules["from"]))
    column = view.column(text_of(rules["column"]))
    for name in dict.fromkeys(view.text(row, column) for row in view.rows):
        if name:
            yield name, partial(_facts_of_unit, mapping, path, books, name)


def _facts_of_unit(mapping: Entry, path: Path, books: Workbooks, name: str) -> str:
    own, rules, year = Entry(mapping), mapping["units"], year_of(mapping)
    table, column = text_of(rules["from"]), text_of(rules["column"])
    own["facts"] = [_of_unit(fact, table, column, name) for fact in mapping["facts"] or ()]
    reckoner = Reckoner(own, str(path), books)
    facts = reckoner.facts()
    if reckoner.problems or not facts:
        raise InputError(";".join(map(str, reckoner.problems)) or "没有一条事实")
    given = (mapping.get("document") or {}).items()
    told = {key: v.replace(NAME, name) if isinstance(v, str) else v for key, v in given}
    return facts_yaml({**_document(name, year), **told}, facts, f"由 {path.name} 得出")


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
