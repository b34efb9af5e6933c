"""Evaluating a fact of a mapping over a view: a value, sum, count or ratio, its other sides, its parts."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING, Any, NamedTuple

from assistant.errors import LedgerError
from assistant.ledgers.cells import address, plain, rounded
from assistant.ledgers.lines import SIDES
from assistant.ledgers.mapping import text_of, texts_of
from assistant.ledgers.sums import Figure, addable, ranges, total_of
from assistant.ledgers.words import squeezed, words

if TYPE_CHECKING:
    from assistant.ledgers.lines import Column
    from assistant.ledgers.view import View

_DECIMALS = 2
_BEHIND = set(SIDES) - {"value"}


class Part(NamedTuple):
    """A part of a breakdown: a column, or the rows where ``column`` holds ``value``."""

    name: str
    column: Column
    value: str | None = None


def columns_asked(view: View, fact: dict[str, Any], part: Part | None = None) -> list[Column]:
    """The columns that a fact, or its part, stands on: its row's, or those that it adds up."""
    if part and part.value is None:
        return [part.column]
    if "row" in fact:
        return [value_column(view, fact)]
    names = texts_of(fact.get("sum") or [])
    return view.group(names[0]) if len(names) == 1 else [view.column(name) for name in names]


def figure_of(
    view: View, fact: dict[str, Any], columns: list[Column], part: Part | None = None, row: str = ""
) -> Figure | None:
    """The value of a fact, or of one of its sides or parts; None where the cells tell nothing.

    ``columns`` are as :func:`columns_asked` gives them, or those of another side; ``part`` and ``row``
    stand for all rows that the fact's ``where`` lets through, and for its own row.
    """
    if "row" in fact:
        return _one(view, view.row_of(row or text_of(fact["row"])), columns[0])
    if "cell" in fact:
        return _one(view, *view.place_of(text_of(fact["cell"])))
    if row:
        return total_of(view, columns, [view.row_of(row)])
    rows = chosen_rows(view, fact, part)
    if "sum" in fact:
        return _sum(view, columns, rows, whole="where" not in fact and _by_column(part))
    return _count(view, fact, rows) if "count" in fact else _ratio(view, fact, rows)


def _by_column(part: Part | None) -> bool:
    return part is None or part.value is None


def chosen_rows(view: View, fact: dict[str, Any], part: Part | None = None) -> list[int]:
    """The rows that fit the fact's ``where``, and the part."""
    tests = [(view.column(name), rule) for name, rule in (fact.get("where") or {}).items()]
    if part is not None and part.value is not None:
        tests.append((part.column, part.value))
    return [row for row in view.rows if all(fits(view, row, *test) for test in tests)]


def fits(view: View, row: int, column: Column, rule: Any) -> bool:
    """Whether a cell fits a condition: a value, one of several, from–to, containing, or not."""
    text = view.text(row, column)
    if not isinstance(rule, dict):
        return text in {squeezed(wanted) for wanted in texts_of(rule)}
    if wrong := set(rule) - {"contains", "not", "from", "to"}:
        found = f"where 里没有“{'、'.join(sorted(wrong))}”这种条件"
        raise view.error(found, "可用 from、to、contains、not")
    return (
        ("contains" not in rule or any(squeezed(w) in text for w in texts_of(rule["contains"])))
        and ("not" not in rule or not fits(view, row, column, rule["not"]))
        and (not {"from", "to"} & set(rule) or _between(view, row, column, rule))
    )


def _between(view: View, row: int, column: Column, rule: dict[str, Any]) -> bool:
    low, high = rule.get("from"), rule.get("to")
    value: Any
    if column.role == "date" or isinstance(low, str) or isinstance(high, str):
        day = view.day(row, column)
        value = None if day is None else (day.year, day.month, day.day or 1)
        low = None if low is None else _bound(text_of(low), 0)
        high = None if high is None else _bound(text_of(high), 99)
    else:
        number = view.number(row, column)
        value = None if number is None else number.value
    fit = value is not None and (low is None or value >= low)
    return fit and (high is None or value <= high)


def _bound(text: str, rest: int) -> tuple[int, ...]:
    parts = [int(part) for part in text.replace("/", "-").split("-") if part.isdigit()]
    return tuple((*parts, rest, rest)[:3])


def value_column(view: View, fact: dict[str, Any]) -> Column:
    """The column of a row's value: named, headed 本年 or with the year, or the only one with numbers."""
    if "column" in fact:
        return view.column(text_of(fact["column"]))
    measures = [c for c in view.table.columns if c.role in {"", "value"} and c is not view.key]
    sides = [c for c in measures if c.role or (c.year is not None and c.year == view.year)]
    found = sides if len(sides) == 1 else measures
    if len(found) > 1:
        found = [column for column in found if view.holds_numbers(column, view.rows)]
    if len(found) != 1:
        names = "、".join(column.name for column in sides or measures)
        raise view.error(f"不知道取哪一列:{names}", "请在映射里写 column: 列名")
    return found[0]


def _one(view: View, row: int, column: Column) -> Figure | None:
    reading = view.number(row, column, alone=True)
    if reading is None:
        return None
    return Figure(reading.value, reading.unit, address(row, column.index), reading.bound)


def _sum(view: View, columns: list[Column], rows: list[int], *, whole: bool) -> Figure | None:
    """The sum; where a total's cell says the same, that is where it stands."""
    addable(view, columns, rows)
    figure = total_of(view, columns, rows)
    if figure is None or not whole:
        return figure
    if len(rows) == 1 and len(columns) == 1:
        return replace(figure, cells=address(rows[0], columns[0].index))
    wide = columns
    if len(columns) > 1:
        wide = [c for c in view.table.columns if c.total and c.group == columns[0].group]
    for row in view.table.of("total") if rows == view.rows else ():
        for column in wide:
            cell = view.table.grid.at(row, column.index)
            told = None if cell.trouble or cell.empty else view.number(row, column)
            if told is not None and told.exact == figure.value:
                cells, unit = address(row, column.index), figure.unit or told.unit
                return replace(figure, cells=cells, unit=unit)
    if rows == view.rows and len(view.wholes) > 1:
        found = "有几行合计,各管一段,没有一行是全部的"
        advice = "请用 row: 或 cell: 指明,或写上总计行"
        raise view.error(found, advice, view.wholes[-1], view.table.region.left)
    return figure


def _count(view: View, fact: dict[str, Any], rows: list[int]) -> Figure:
    unit = text_of(fact.get("unit") or "")
    if isinstance(fact["count"], dict):
        column = view.column(text_of(fact["count"]["distinct"]))
        values = {view.text(row, column) for row in rows} - {""}
        return Figure(Decimal(len(values)), unit, f"{ranges(rows, [column])} 不同的{column.name}")
    first, last = view.table.columns[0].index, view.table.columns[-1].index
    cells = f"{address(rows[0], first)}:{address(rows[-1], last)} " if rows else ""
    told = ",".join(
        f"{name}={'条件' if isinstance(rule, dict) else '/'.join(texts_of(rule))}"
        for name, rule in (fact.get("where") or {}).items()
    )
    return Figure(Decimal(len(rows)), unit, f"{cells}计数{f'({told})' if told else ''}")


def _ratio(view: View, fact: dict[str, Any], rows: list[int]) -> Figure | None:
    if len(fact["ratio"]) != 2:  # noqa: PLR2004 - over and under
        raise view.error("ratio 应有两项:[分子, 分母]", "请改正映射")
    over, under = (_term(view, term, rows) for term in fact["ratio"])
    if over is None or under is None:
        return None
    if under.value == 0:
        raise view.error("分母是 0", "请核对台账")
    unit = text_of(fact.get("unit") or "")
    share = over.value / under.value * (100 if unit in {"%", "％"} else 1)
    value = rounded(share, int(fact.get("decimals", _DECIMALS)))
    cells = f"{over.cells.partition(' ')[0]}/{under.cells.partition(' ')[0]}"
    return Figure(Decimal(plain(value)), unit, f"{cells} 相除")


def _term(view: View, term: Any, rows: list[int]) -> Figure | None:
    term = term if isinstance(term, dict) else {"sum": term}
    kept = [row for row in chosen_rows(view, term) if row in set(rows)]
    if "count" in term:
        return _count(view, term, kept)
    return _sum(view, columns_asked(view, term), kept, whole=False)


def side_of(
    side: str, view: View, earlier: View | None, fact: dict[str, Any], part: Part | None
) -> Figure | None:
    """The year before or the target of a fact: from a row, a cell, a sheet or a column."""
    given, measured = fact.get(side), bool({"row", "sum"} & set(fact))
    own = columns_asked(view, fact, part)
    if isinstance(given, dict) and "cell" in given:
        return None if part else _one(view, *view.place_of(text_of(given["cell"])))
    if isinstance(given, dict) and "row" in given:
        of_row = measured and _by_column(part)
        return figure_of(view, fact, own, part, text_of(given["row"])) if of_row else None
    if side == "previous" and earlier is not None and given is None:
        before = part and part._replace(column=earlier.column(part.column.name))
        return figure_of(earlier, fact, columns_asked(earlier, fact, before), before)
    if not measured:
        return _counted(view, fact, side) if "count" in fact and part is None else None
    named = given.get("column") if isinstance(given, dict) else given
    named = view.column(named) if isinstance(named, str) else None
    found = [named] if named else [side_column(view, column, side) for column in own]
    columns = [column for column in found if column is not None]
    figure = figure_of(view, fact, columns, part) if columns and None not in found else None
    rows = view.table.of(side) if _by_column(part) else []
    if figure is None and "row" in fact and view.key is not None:
        row = view.row_of(text_of(fact["row"]))  # the next one may be the same in the year before
        alike = row + 1 in rows and view.text(row + 1, view.key) in {"", view.text(row, view.key)}
        figure = _one(view, row + 1, own[0]) if alike else None
    if figure is None and len(rows) == 1 and view.name(rows[0]) and _of_all(view, fact, own):
        figure = figure_of(view, fact, own, part, view.name(rows[0]))
    return figure


def _counted(view: View, fact: dict[str, Any], side: str) -> Figure | None:
    """What another row says where the total's says how many the rows are: 44起 over 52起."""
    rows, found = view.table.of(side), figure_of(view, fact, [])
    for total in view.table.of("total") if found and len(rows) == 1 else ():
        for column in view.naming:
            with suppress(LedgerError):
                told = _one(view, total, column)
                alike = told and found and found.unit in {"", told.unit}
                if alike and told and found and told.value == found.value:
                    return _one(view, rows[0], column)
    return None


def _of_all(view: View, fact: dict[str, Any], own: list[Column]) -> bool:
    """Whether a fact is of the whole table, as a row of the year before is; its total tells so."""
    totals = view.table.of("total")
    if "row" in fact:
        row = view.row_of(text_of(fact["row"]))
        return (row in totals and not view.part_of(row)) or view.rows == [row]
    main = figure_of(view, fact, own) if fact.get("where") else None
    told = [total_of(view, own, [row]) for row in totals] if main else []
    return main is None or any(figure and figure.value == main.value for figure in told)


def side_column(view: View, column: Column, side: str) -> Column | None:
    """The one column of ``side`` that stands with a column; None where there is none, or several."""
    table = view.table.columns
    year = column.year or view.year
    last = None if year is None or side != "previous" else year - 1
    same = [
        other
        for other in table
        if other not in {column, view.key}
        and other.year in {None, year, last}
        and (other.role == side or (last and other.year == last and other.role in {"", "value"}))
    ]
    exact = [other for other in same if other.measure and _alike(view, other, column)]
    if exact or not column.measure:
        found = exact or [other for other in same if not other.measure]
        return found[0] if len(found) == 1 else None
    for other in (other for other in table if other.index > column.index):
        # 受理数 | 上年同期 | 增长: what follows a measure up to the next is its own
        if other in same and other.path[-1:] != column.path[-1:] and other.group == column.group:
            return other if other.measure in {"", column.measure, "".join(column.group)} else None
        if other.role not in _BEHIND:
            return None
    return None


def _alike(view: View, other: Column, column: Column) -> bool:
    """Whether a side's measure is a column's: its own, 执行 of 全年执行, or 金额 of the one 减免金额."""
    name = column.measure or column.path[-1]
    if other.measure == name:
        return True
    measures = [c.measure or c.path[-1] for c in view.table.columns if c.role in {"", "value"}]
    own = {m: (found := words().measures["own"].fullmatch(m)) and found["of"] for m in measures}
    for fit in (
        [m for m in own if own[m] == other.measure],
        [m for m in own if m.endswith(other.measure)],
    ):
        if other.measure not in own and fit:
            return measures.count(name) == 1 and fit == [name]
    return False


def parts_of(view: View, fact: dict[str, Any]) -> list[Part]:
    """The parts that a fact's ``parts`` asks for, in the order asked for, else as they come."""
    rules = fact.get("parts")
    if not rules:
        return []
    if "columns" in rules:
        named = columns_asked(view, {"sum": rules["columns"]})
        return [Part(column.path[-1], column) for column in named]
    by = view.column(text_of(rules["by"])) if "by" in rules else view.key
    if by is None:
        raise view.error("不知道按哪一列分", "请在 parts 里写 by: 列名")
    rows = chosen_rows(view, fact)
    empty = next((row for row in rows if not view.text(row, by)), None)
    if empty is not None:
        advice = "请填上;与上一行相同的,请在映射里写 fill"
        raise view.error(f"“{by.name}”是空的,不知道归哪一项", advice, empty, by.index)
    found = list(dict.fromkeys(view.text(row, by) for row in rows))
    order = [squeezed(text) for text in texts_of(rules.get("order") or [])]
    left = [value for value in found if value not in order]
    if order and left and not rules.get("partial"):
        told = f"“{by.name}”里还有{'、'.join(left)},没有列入 order"
        raise view.error(told, "请列入,或写 partial: true")
    return [Part(value, by, value) for value in order or found]
