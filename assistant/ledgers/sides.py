"""The other sides of a figure: the year before's sheet, row or column, the target, the parts' rows."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from assistant.ledgers.asking import Question
from assistant.ledgers.mapping import text_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from assistant.ledgers.columns import Column
    from assistant.ledgers.mapping import Entry
    from assistant.ledgers.view import View


def changed(question: Question, **changes: Any) -> Question:
    """The question with other columns, rows or sides."""
    return Question(
        **{"fact": question.fact, "columns": question.columns, "chosen": question.chosen, **changes}
    )


def holds(view: View, column: Column, value: str) -> Callable[[int], bool]:
    """Whether a row of a view is of a part; the part of the year before is chosen by ``_over``."""

    def chosen(row: int) -> bool:
        return view.text(row, column) == value

    chosen.of = (column.name, value)  # type: ignore[attr-defined]
    return chosen


def over(question: Question, earlier: View) -> Question:
    """The same question of the year before's sheet, whose columns are found by their names."""
    columns = tuple(earlier.column(column.name) for column in question.columns)
    of = getattr(question.chosen, "of", None)
    chosen = holds(earlier, earlier.column(of[0]), of[1]) if of else None
    return Question(question.fact, columns, chosen)


def named_column(view: View, name: str) -> Callable[[list[Column]], list[Column] | None]:
    """A swap that gives the column that the mapping names."""
    return lambda _columns: [view.column(name)]


def counterpart(view: View, side: str) -> Callable[[list[Column]], list[Column] | None]:
    """The column of the same measure that holds the year before, or the target."""

    def swap(columns: list[Column]) -> list[Column] | None:
        found = [side_column(view, column, side) for column in columns]
        return None if None in found else [column for column in found if column is not None]

    return swap


def side_column(view: View, column: Column, side: str) -> Column | None:
    """The one column of ``side`` that stands with a column; None where there is none, or several."""
    table = view.table.columns
    year = column.year or view.year
    last = None if year is None or side != "previous" else year - 1
    same = [
        other
        for other in table
        if other not in {column, view.key}
        and (
            other.role == side
            or (last is not None and other.year == last and other.role in {"", "value"})
        )
        and other.year in {None, year, last}
    ]
    exact = [other for other in same if other.measure and other.measure == column.measure]
    if exact or not column.measure:
        found = exact or [other for other in same if not other.measure]
        return found[0] if len(found) == 1 else None
    behind = [other for other in table if other.index > column.index]
    for (
        other
    ) in behind:  # 受理数 | 上年同期 | 增长: what follows a measure up to the next is its own
        if other in same and other.path[-1:] != column.path[-1:] and other.group == column.group:
            return other if other.measure in {"", column.measure, "".join(column.group)} else None
        if other.role not in {
            "growth",
            "target",
            "previous",
            "completion",
            "change",
            "share",
            "rank",
        }:
            return None
    return None


def cut(view: View, earlier: View, rules: Entry) -> None:
    """Leaves of the year before the months that this year has."""
    named = rules.get("date")
    columns = (
        [view.column(text_of(named))]
        if named
        else [c for c in view.table.columns if c.role == "date"]
    )
    if len(columns) != 1:
        raise view.error("不知道日期在哪一列", "请在 sheets 里写 date: 列名")
    months = [day.month for row in view.rows if (day := view.day(row, columns[0]))]
    column = earlier.column(columns[0].name)
    last = max(months, default=0)
    earlier.rows = [
        row for row in earlier.rows if (day := earlier.day(row, column)) and day.month <= last
    ]
