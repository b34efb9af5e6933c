"""Adding up, counting and checking: totals are held against their rows and never counted as one."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from itertools import pairwise
from typing import TYPE_CHECKING

from assistant.errors import LedgerError
from assistant.ledgers.cells import address, plain
from assistant.ledgers.words import words

if TYPE_CHECKING:
    from collections.abc import Iterable

    from assistant.ledgers.columns import Column
    from assistant.ledgers.values import Reading
    from assistant.ledgers.view import View

_TINY = Decimal("1e-9")
_MOST_RANGES = 6
_SAY_TOTAL = "是合计的请写“合计”;不是的请写上名称,并在映射的 sheets 里写 totals: ignore"


@dataclass(frozen=True, slots=True)
class Figure:
    """A value that a ledger gives.

    Attributes:
        cells: where it stands: ``B7``, or ``B4:B6 求和``.
        bound: the cell's own (5%以内 is at most 5 %).
    """

    value: Decimal
    unit: str
    cells: str
    bound: str = ""


def ranges(rows: Iterable[int], columns: list[Column]) -> str:
    """The cells of rows and columns as ranges: ``B5:C9,B11:C12``; with their ends alone where many."""
    numbers = sorted(rows)
    if not numbers:
        return ""
    runs = _runs(numbers)
    blocks = _runs(sorted(column.index for column in columns))
    if len(runs) * len(blocks) > _MOST_RANGES:
        runs = [(numbers[0], numbers[-1])]
    return ",".join(
        address(top, left)
        + ("" if (top, left) == (bottom, right) else f":{address(bottom, right)}")
        for left, right in blocks
        for top, bottom in runs
    )


def _runs(numbers: list[int]) -> list[tuple[int, int]]:
    breaks = [0, *(at for at, (a, b) in enumerate(pairwise(numbers), 1) if b > a + 1), len(numbers)]
    return [(numbers[a], numbers[b - 1]) for a, b in pairwise(breaks)]


def addable(view: View, columns: list[Column], rows: list[int]) -> None:
    """Makes sure that the columns may be added up over the rows.

    Raises:
        LedgerError: a rate, a level over months, times that hold one another, rows “其中” that no
            total tells apart.
    """
    for column in columns:
        name = column.measure or column.path[-1]
        if (
            view.unit(column) == "%"
            or words().measure("rates", name)
            or column.role in {"growth", "completion", "share", "rank"}
        ):
            raise view.error(
                f"“{column.name}”是比率、平均数或名次,不能相加",
                "请用 row: 取合计那一行的值,或用 ratio: 计算",
            )
    times = {words().time(label) for row in rows for label in view.labels(row)[:1]} - {""}
    if (times and "span" in times) or len(times) > 1:
        raise view.error(
            "各行的时间互相包含(如既有月份又有季度、累计),相加会重复", "请用 row: 取要的那一行"
        )
    if times == {"year"} and len(rows) > 1:
        raise view.error("各行是不同年份的,不能相加", "请用 row: 取要的那一年")
    stock = next((c for c in columns if words().measure("stocks", c.name)), None)
    if times and len(rows) > 1 and stock is not None:
        raise view.error(f"“{stock.name}”是时点数,各月不能相加", "请用 row: 取期末那一行")
    if view.lenient:
        return
    _one_level(view, rows)
    among = view.table.of("among")
    if among and not view.table.of("total"):
        raise view.error(
            "有“其中”行,又没有合计行可以核对,分不清哪些行要相加",
            "请用 row: 或 cell: 指明",
            among[0],
            view.table.region.left,
        )


def _one_level(view: View, rows: list[int]) -> None:
    """Makes sure that no row is the whole of others: by its number or indent, or by what it holds."""
    left = view.table.region.left
    nameless = next((r for r in rows if not any(view.text(r, c) for c in view.naming)), None)
    if nameless is not None and len(rows) > 1:
        raise view.error("这一行没有名称,分不清是不是合计", _SAY_TOTAL, nameless, left)
    if view.table.of("total") or rows != view.rows:
        return
    levels = {view.level(row): row for row in reversed(rows)}
    if len(levels) > 1:
        raise view.error(
            "各行的序号或缩进有上下级,又没有合计行可以核对,分不清哪些行要相加",
            "请用 row: 或 cell: 指明,或写上合计行",
            sorted(levels.values())[1],
            left,
        )
    measures = [column for column in view.table.columns if _is_measure(view, column)]
    figures = {row: [_value(view, row, c) or Decimal(0) for c in measures] for row in rows}
    for row in filter(None, (_whole(figures, rows), _whole(figures, rows[::-1]))):
        raise view.error("这一行正好是它旁边几行的和,分不清是不是合计", _SAY_TOTAL, row, left)


def _whole(figures: dict[int, list[Decimal]], rows: list[int]) -> int:
    """The first row where every row is the sum of those behind it, up to the next such; else 0."""
    at = 0
    while at < len(rows):
        told, rest = figures[rows[at]], [Decimal(0)] * len(figures[rows[at]])
        for end in range(at + 1, len(rows)):
            rest = [a + b for a, b in zip(rest, figures[rows[end]], strict=True)]
            if end > at + 1 and any(told) and told == rest:
                at = end + 1
                break
        else:
            return 0
    return rows[0] if rows else 0


def total_of(view: View, columns: list[Column], rows: list[int]) -> Figure | None:
    """The sum of columns over rows; None where no cell tells a number.

    Raises:
        LedgerError: a cell cannot be read, has a bound, or another unit than the others.
    """
    found: list[tuple[int, Column, Reading]] = []
    kept = set(rows)
    for row in rows:
        for column in columns:
            reading = view.number(row, column)
            if reading is None:
                continue
            if reading.bound:
                raise view.error(
                    "有界限(不少于、以内)的数不能相加", "请写成一个数", row, column.index
                )
            _alone(view, row, column, kept)
            if found and reading.unit != found[0][2].unit:
                other = address(found[0][0], found[0][1].index)
                raise view.error(
                    f"这一格的单位是“{reading.unit}”,{other} 的是“{found[0][2].unit}”,不能相加",
                    "请统一单位",
                    row,
                    column.index,
                )
            found.append((row, column, reading))
    if not found:
        return None
    exact = sum((reading.exact for _, _, reading in found), Decimal(0))
    shown = max(places(reading.value) for _, _, reading in found)
    value = exact if all(r.exact == r.value for _, _, r in found) else rounded(exact, shown)
    return Figure(Decimal(plain(value)), found[0][2].unit, _summed(ranges(rows, columns)))


def _alone(view: View, row: int, column: Column, rows: set[int]) -> None:
    """Makes sure that a merged number belongs to the chosen rows alone."""
    below = row + 1
    while view.table.grid.at(below, column.index).origin == (row, column.index):
        if below in view.table.kinds and below not in rows:
            raise view.error(
                "这个数是几行合并的,分不清属于哪一行", "请拆开合并格,各写各的数", row, column.index
            )
        below += 1


def _summed(cells: str) -> str:
    return f"{cells} 求和" if ":" in cells or "," in cells else cells


def places(value: Decimal) -> int:
    """How many decimal places a value has."""
    return max(0, -int(value.as_tuple().exponent))


def rounded(value: Decimal, digits: int) -> Decimal:
    """Half-up to that many places."""
    return value.quantize(Decimal(1).scaleb(-digits), ROUND_HALF_UP)


def same(told: Decimal, reckoned: Decimal) -> bool:
    """Whether a told total is the reckoned one, to the places that it is told in."""
    return abs(told - reckoned) < _TINY or (
        places(reckoned) > places(told)
        and rounded(reckoned, places(told)) == told
        and reckoned != 0
    )


class MismatchError(LedgerError):
    """A total that is not the sum of its cells; ``columns`` are the indexes of those concerned."""

    columns: frozenset[int] = frozenset()


def mismatches(view: View) -> list[MismatchError]:
    """Every total that is not the sum of its rows or columns; both places are named."""
    columns = [column for column in view.table.columns if _is_measure(view, column)]
    return _down(view, columns) + _across(view, columns)


def _is_measure(view: View, column: Column) -> bool:
    sides = {"", "value", "previous", "target"}
    name = column.measure or column.path[-1]
    return (
        column.role in sides
        and column is not view.key
        and not words().measure("rates", name)
        and view.unit(column) != "%"
    )


def _value(view: View, row: int, column: Column) -> Decimal | None:
    """The number of a cell for a check; a rate is none, one that cannot be read is told elsewhere."""
    try:
        reading = view.number(row, column)
    except LedgerError:
        return None
    rate = reading is not None and reading.unit in {"%", "‰"}
    return None if reading is None or rate else reading.exact


def several_wholes(view: View) -> None:
    """Makes sure that the rows are not parted among several 合计, of which none is of them all.

    Raises:
        LedgerError: they are.
    """
    breaks = [row for row, kind in view.table.kinds.items() if kind in {"row", "total"}]
    totals = [
        row
        for row in view.table.of("total")
        if any(words().row("strict_total", label) for label in view.labels(row))
    ]
    own = [
        row for row in totals if breaks.index(row) and breaks[breaks.index(row) - 1] in view.rows
    ]
    if len(totals) > 1 and own == totals:
        raise view.error(
            "有几行合计,各管一段,没有一行是全部的",
            "请用 row: 或 cell: 指明,或写上总计行",
            totals[-1],
            view.table.region.left,
        )


def _down(view: View, columns: list[Column]) -> list[MismatchError]:
    found = []
    totals = view.table.of("total") if view.units is None else []  # rows of unlike things
    for total in totals:
        groups = [group for group in _groups(view, total, totals) if group]
        for column in columns:
            told = _value(view, total, column)
            if told is None or not groups or not _readable(view, groups[0], column):
                continue
            sums = [
                sum((_value(view, row, column) or Decimal(0) for row in group), Decimal(0))
                for group in groups
            ]
            if not any(same(told, reckoned) for reckoned in sums):
                found.append(_mismatch(view, (total, column), told, sums[0], (groups[0], [column])))
    return found


def _readable(view: View, rows: list[int], column: Column) -> bool:
    """Whether the cells hold numbers at all; a formula without its value leaves nothing to check."""
    cells = [view.table.grid.at(row, column.index) for row in rows]
    return any(_value(view, row, column) is not None for row in rows) and not any(
        c.trouble for c in cells
    )


def _groups(view: View, total: int, totals: list[int]) -> list[list[int]]:
    """The rows that a total may add up, the likeliest first."""
    rows, kinds = view.table.rows, view.table.kinds
    labels = view.labels(total)
    part = any(is_subtotal(label) for label in labels)
    breaks = [row for row, kind in kinds.items() if kind in {"total", "section"}]
    before = max((row for row in breaks if row < total), default=0)
    after = min((row for row in breaks if row > total), default=max(kinds) + 1)
    since = [row for row in rows if before < row < total]
    until = [row for row in rows if total < row < after]
    whole = [rows, [row for row in rows if row < total]]
    if any(words().row("running", label) for label in labels):
        return whole[::-1]
    if part:
        return [
            since or until,
            [row for row in rows if row < total and view.labels(row)[-1:] == labels[-1:]],
        ]
    grand = [row for row in totals if not any(map(is_subtotal, view.labels(row)))]
    return [rows] if len(grand) == 1 else [*whole, since, until]


def is_subtotal(label: str) -> bool:
    """Whether a total's label says that it is one of a part: 小计, 上半年, 一季度."""
    return words().row("subtotal", label) or words().time(label) in {"quarter", "half"}


def _across(view: View, columns: list[Column]) -> list[MismatchError]:
    found = []
    for total in (column for column in columns if column.total):
        parts = [
            c
            for c in columns
            if c.group == total.group
            and not c.total
            and c.year == total.year
            and c.role == total.role
        ]
        groups = {c.group for c in columns if not c.total and c.role == total.role}
        if not parts and not total.group and len(groups) == 1:
            parts = [c for c in columns if not c.total and c.role == total.role]
        if (
            not parts
            or any(words().row("among", c.path[-1]) for c in parts)
            or len({view.unit(c) for c in (*parts, total)}) > 1
        ):
            continue
        wrong, right = [], 0
        for row in view.table.of("row", "total", "previous"):
            told, values = _value(view, row, total), [_value(view, row, part) for part in parts]
            if (
                told is None
                or all(value is None for value in values)
                or any(view.table.grid.at(row, c.index).trouble for c in parts)
            ):
                continue
            reckoned = sum((value or Decimal(0) for value in values), Decimal(0))
            if same(told, reckoned):
                right += 1
            else:
                wrong.append(_mismatch(view, (row, total), told, reckoned, ([row], parts)))
        found += wrong if right or total.group else []
    return found


def _mismatch(
    view: View,
    place: tuple[int, Column],
    told: Decimal,
    reckoned: Decimal,
    cells: tuple[list[int], list[Column]],
) -> MismatchError:
    row, column = place
    hidden = "(有隐藏行,看看合计是否没有算上)" if view.table.grid.hidden_rows else ""
    error = MismatchError(
        f"{column.name}的合计写的是 {plain(told)},{ranges(*cells)} 加起来是 {plain(reckoned)},"
        f"差 {plain(abs(told - reckoned))}",
        path=view.path,
        place=view.table.grid.place(row, column.index),
        advice=f"请核对合计和各行{hidden}",
    )
    error.columns = frozenset(c.index for c in (column, *cells[1]))
    return error
