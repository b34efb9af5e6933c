"""Evaluating one fact of a mapping over a view: a value, a sum, a count or a ratio, with its cells."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from assistant.ledgers.cells import address, plain
from assistant.ledgers.mapping import text_of, texts_of
from assistant.ledgers.sums import Figure, addable, ranges, rounded, several_wholes, total_of
from assistant.ledgers.words import squeezed

if TYPE_CHECKING:
    from assistant.ledgers.columns import Column
    from assistant.ledgers.mapping import Entry
    from assistant.ledgers.values import Day
    from assistant.ledgers.view import View

Swap = Callable[[list["Column"]], list["Column"] | None]
_DECIMALS = 2


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked of a view.

    Attributes:
        fact: the mapping's entry.
        columns: instead of those that the entry adds up: the columns of a part.
        chosen: the rows of a part; None for all that the entry's ``where`` lets through.
        swap: gives the columns of the year before or of the target for those of this year.
        row: instead of the entry's row, or of a sum's rows.
    """

    fact: Entry
    columns: tuple[Column, ...] = ()
    chosen: Callable[[int], bool] | None = None
    swap: Swap | None = None
    row: str = ""


def figure_of(view: View, question: Question) -> Figure | None:
    """The answer; None where the cells tell nothing.

    Raises:
        LedgerError: a cell cannot be read, or the question does not fit the table.
    """
    fact = question.fact
    if "row" in fact:
        return _row_value(view, question)
    if "sum" not in fact and (question.swap or question.row):
        return None
    if "cell" in fact:
        return _one(view, *view.place_of(text_of(fact["cell"])))
    rows = chosen_rows(view, fact, question.chosen)
    if "sum" not in fact:
        return _count(view, fact, rows) if "count" in fact else _ratio(view, fact, rows)
    return _added(view, question, rows)


def _added(view: View, question: Question, rows: list[int]) -> Figure | None:
    fact, columns = question.fact, list(question.columns) or columns_asked(view, question.fact)
    if question.swap:
        columns = question.swap(columns) or []
    if not columns:
        return None
    if question.row:
        return total_of(view, columns, [view.row_of(question.row)])
    return _sum(view, columns, rows, whole=question.chosen is None and "where" not in fact)


def columns_asked(view: View, fact: Entry) -> list[Column]:
    """The columns that a fact adds up, those of a group in its place."""
    names = texts_of(fact["sum"])
    return view.group(names[0]) if len(names) == 1 else [view.column(name) for name in names]


def chosen_rows(view: View, fact: Entry, chosen: Callable[[int], bool] | None = None) -> list[int]:
    """The rows that fit the fact's ``where`` and the part's choice."""
    where = fact.get("where") or {}
    tests = [(view.column(name), rule) for name, rule in where.items()]
    return [
        row
        for row in view.rows
        if all(fits(view, row, column, rule) for column, rule in tests)
        and (chosen is None or chosen(row))
    ]


def fits(view: View, row: int, column: Column, rule: Any) -> bool:
    """Whether a cell fits a condition: a value, one of several, from–to, containing, or not.

    Raises:
        LedgerError: from–to over a cell that is neither a number nor a day.
    """
    if isinstance(rule, dict):
        checks = {
            "contains": lambda arg: any(
                squeezed(word) in view.text(row, column) for word in texts_of(arg)
            ),
            "not": lambda arg: not fits(view, row, column, arg),
        }
        plain_checks = all(checks[key](arg) for key, arg in rule.items() if key in checks)
        wrong = set(rule) - {"contains", "not", "from", "to"}
        if wrong:
            raise view.error(
                f"where 里没有“{'、'.join(sorted(wrong))}”这种条件", "可用 from、to、contains、not"
            )
        return plain_checks and (
            ("from" not in rule and "to" not in rule) or _between(view, row, column, rule)
        )
    return view.text(row, column) in {squeezed(text) for text in texts_of(rule)}


def _between(view: View, row: int, column: Column, rule: dict[str, Any]) -> bool:
    ends = [rule.get("from"), rule.get("to")]
    if column.role == "date" or any(isinstance(end, str) for end in ends):
        day = view.day(row, column)
        return day is not None and all(
            end is None
            or (
                _key(day) >= _bound(text_of(end), 0)
                if at == 0
                else _key(day) <= _bound(text_of(end), 99)
            )
            for at, end in enumerate(ends)
        )
    number = view.number(row, column)
    return (
        number is not None
        and (ends[0] is None or number.value >= ends[0])
        and (ends[1] is None or number.value <= ends[1])
    )


def _key(day: Day) -> tuple[int, ...]:
    return (day.year, day.month, day.day or 1)


def _bound(text: str, rest: int) -> tuple[int, ...]:
    parts = [int(part) for part in text.replace("/", "-").split("-") if part.isdigit()]
    return tuple((*parts, rest, rest)[:3])


def value_column(view: View, fact: Entry) -> Column:
    """The column of a row's value: named, headed 本年 or with the year, or the only one with numbers.

    Raises:
        LedgerError: several columns fit.
    """
    if "column" in fact:
        return view.column(text_of(fact["column"]))
    sides = [
        c
        for c in view.table.columns
        if c.role == "value" or (c.year is not None and c.year == view.year and not c.role)
    ]
    measures = [c for c in view.table.columns if c.role in {"", "value"} and c is not view.key]
    for found in (sides, measures):
        if len(found) == 1:
            return found[0]
    names = "、".join(column.name for column in sides or measures)
    raise view.error(f"不知道取哪一列:{names}", "请在映射里写 column: 列名")


def _row_value(view: View, question: Question) -> Figure | None:
    column = value_column(view, question.fact)
    if question.swap:
        swapped = question.swap([column])
        if not swapped:
            return None
        column = swapped[0]
    return _one(view, view.row_of(question.row or text_of(question.fact["row"])), column)


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
    group = columns[0].group
    wide = (
        [c for c in view.table.columns if c.total and c.group == group]
        if len(columns) > 1
        else columns
    )
    for row in view.table.of("total") if rows == view.rows else ():
        for column in wide:
            cell = view.table.grid.at(row, column.index)
            told = None if cell.trouble or cell.empty else view.number(row, column)
            if told is not None and told.exact == figure.value:
                return replace(figure, cells=address(row, column.index))
    if rows == view.rows:
        several_wholes(view)
    return figure


def _count(view: View, fact: Entry, rows: list[int]) -> Figure:
    unit = text_of(fact.get("unit") or "")
    if isinstance(fact["count"], dict):
        column = view.column(text_of(fact["count"]["distinct"]))
        values = {view.text(row, column) for row in rows} - {""}
        return Figure(Decimal(len(values)), unit, f"{ranges(rows, [column])} 不同的{column.name}")
    columns = [view.table.columns[0], view.table.columns[-1]]
    top = (
        f"{address(rows[0], columns[0].index)}:{address(rows[-1], columns[1].index)} "
        if rows
        else ""
    )
    return Figure(Decimal(len(rows)), unit, f"{top}计数{_told(fact)}")


def _told(fact: Entry) -> str:
    where = fact.get("where") or {}
    words = (
        f"{name}={'/'.join(texts_of(rule)) if not isinstance(rule, dict) else '条件'}"
        for name, rule in where.items()
    )
    return f"({','.join(words)})" if where else ""


def _ratio(view: View, fact: Entry, rows: list[int]) -> Figure | None:
    if len(fact["ratio"]) != 2:  # noqa: PLR2004 - over and under
        raise view.error("ratio 应有两项:[分子, 分母]", "请改正映射")
    sides = [_term(view, term, fact, rows) for term in fact["ratio"]]
    over, under = sides
    if over is None or under is None:
        return None
    if under.value == 0:
        raise view.error("分母是 0", "请核对台账")
    unit = text_of(fact.get("unit") or "")
    share = over.value / under.value * (100 if unit in {"%", "％"} else 1)
    value = rounded(share, int(fact.get("decimals", _DECIMALS)))
    cells = f"{over.cells.partition(' ')[0]}/{under.cells.partition(' ')[0]}"
    return Figure(Decimal(plain(value)), unit, f"{cells} 相除")


def _term(view: View, term: Any, fact: Entry, rows: list[int]) -> Figure | None:
    if isinstance(term, dict):
        inner = type(fact)({**term, "unit": ""})
        kept = set(rows)
        return figure_of(view, Question(inner, chosen=lambda row: row in kept))
    columns = view.group(text_of(term))
    addable(view, columns, rows)
    return total_of(view, columns, rows)
