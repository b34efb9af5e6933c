"""Adding up, counting and checking: totals are held against their rows and never counted as one."""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import accumulate, pairwise
from typing import TYPE_CHECKING

from assistant.errors import LedgerError
from assistant.extraction.units import unit_class
from assistant.ledgers.cells import address, places, plain, rounded, unscaled
from assistant.ledgers.words import SCALES, squeezed, words

if TYPE_CHECKING:
    from collections.abc import Iterable

    from assistant.ledgers.cells import Reading
    from assistant.ledgers.lines import Column
    from assistant.ledgers.view import View

_TINY = Decimal("1e-9")
_MOST_RANGES = 6
_NEAR, _SEVERAL, _MANY = Decimal("0.2"), 3, 20  # of figures that hardly change
_SCALED = {"money", "percent"}
_SIDES = {"", "value", "previous", "target"}
_SAY_TOTAL = "是合计的请写“合计”;不是的请写上名称,并在映射的 sheets 里写 totals: ignore"
_SAY_ROW = "请用 row: 或 cell: 指明,或写上合计行"


@dataclass(frozen=True, slots=True)
class Figure:
    """A value that a ledger gives; ``cells`` is where it stands: ``B7``, or ``B4:B6 求和``.

    ``bound`` is the cell's own (5%以内 is at most 5 %).
    """

    value: Decimal
    unit: str
    cells: str
    bound: str = ""


def ranges(rows: Iterable[int], columns: list[Column]) -> str:
    """The cells of rows and columns as ranges: ``B5:C9,B11:C12``; with their ends alone where many."""
    numbers = sorted(rows)
    runs, blocks = _runs(numbers), _runs(sorted(column.index for column in columns))
    if len(runs) * len(blocks) > _MOST_RANGES:
        runs = [(numbers[0], numbers[-1])]
    return ",".join(
        ":".join(dict.fromkeys((address(top, left), address(bottom, right))))
        for left, right in blocks
        for top, bottom in runs
    )


def _runs(numbers: list[int]) -> list[tuple[int, int]]:
    breaks = [0, *(at for at, (a, b) in enumerate(pairwise(numbers), 1) if b > a + 1), len(numbers)]
    return [(numbers[a], numbers[b - 1]) for a, b in pairwise(breaks) if b]


def addable(view: View, columns: list[Column], rows: list[int]) -> None:
    """Makes sure that the columns may be added up over the rows.

    No rates, no levels over months, no times that hold one another, no rows of several levels that no total tells apart.
    """
    for column in columns:
        if view.is_rate(column):
            advice = "请用 row: 取合计那一行的值,或用 ratio: 计算"
            raise view.error(f"“{column.name}”是比率、平均数或名次,不能相加", advice)
    kinds = {row: words().time(view.name(row)) for row in rows}
    times = set(kinds.values()) - {""}
    _confirmed(view, columns, kinds)
    if "span" in times or len(times) > 1:
        found = "各行的时间互相包含(如既有月份又有季度、累计),相加会重复"
        raise view.error(found, "请用 row: 取要的那一行")
    if times == {"year"} and len(rows) > 1:
        raise view.error("各行是不同年份的,不能相加", "请用 row: 取要的那一年")
    stock = next((c for c in columns if words().measure("stocks", c.name)), None)
    if times and len(rows) > 1 and stock is not None:
        raise view.error(f"“{stock.name}”是时点数,各月不能相加", "请用 row: 取期末那一行")
    if not view.lenient:
        _one_level(view, rows)


def may_be_level(view: View, column: Column) -> bool:
    """Whether a column over times may tell what there is at the end of each, not what came in it.

    Its name says so, or its figures hardly change from one to the next; no total that fits says otherwise.
    """
    values = [value for row in view.rows if (value := value_of(view, row, column)) is not None]
    sums = {value_of(view, row, column) for row in view.wholes}
    timed = len(values) > 1 and all(words().time(view.name(row)) for row in view.rows)
    name, measure = column.measure or column.path[-1], words().measure
    if not timed or sum(values) in sums or measure("flows", name):
        return False
    near = max(values) - min(values) <= _NEAR * min(values)
    alike = near and len(values) >= _SEVERAL and min(values) >= _MANY
    return measure("holdings", name) or (alike and measure("lasting", view.unit(column)))


def _confirmed(view: View, columns: list[Column], kinds: dict[int, str]) -> None:
    """Makes sure that a total confirms rows of which it is not plain that they count."""
    at, totals, grid = view.table.grid.at, view.table.of("total"), view.table.grid
    lost = any(at(row, c.index).trouble == "formula" for row in totals for c in columns)
    timeless = [row for row, kind in kinds.items() if not kind]
    hidden = [row for row in kinds if row in grid.hidden_rows] if lost else []
    odd = timeless if (lost or not totals) and 2 * len(timeless) < len(kinds) else []
    if (hidden or odd) and not view.lenient:
        what = "这一行是隐藏的" if hidden else "别的行都是时间,这一行不是"
        found = f"{what},又没有算出的合计可以核对,分不清算不算"
        advice = "请删去这一行,或保存一次、加 --compute;隐藏行不算的请在 sheets 里写 hidden: skip"
        raise view.error(found, advice, (hidden or odd)[0], view.table.region.left)


def _one_level(view: View, rows: list[int]) -> None:
    """Makes sure that no row is the whole of others: by its number or indent, or by what it holds."""
    left, totals, among = view.table.region.left, view.table.of("total"), view.table.of("among")
    nameless = next((r for r in rows if not any(view.text(r, c) for c in view.naming)), None)
    if nameless is not None and len(rows) > 1:
        raise view.error("这一行没有名称,分不清是不是合计", _SAY_TOTAL, nameless, left)
    if totals:
        return
    if rows == view.rows:
        levels = {_level(view, row): row for row in reversed(rows)}
        if len(levels) > 1:
            found = "各行的序号或缩进有上下级,又没有合计行可以核对,分不清哪些行要相加"
            raise view.error(found, _SAY_ROW, sorted(levels.values())[1], left)
        measures = [column for column in view.table.columns if _is_measure(view, column)]
        figures = {r: [value_of(view, r, c) or Decimal(0) for c in measures] for r in rows}
        if row := _whole(figures, rows) or _whole(figures, rows[::-1]):
            found = "这一行正好是它旁边几行的和,分不清是不是合计"
            raise view.error(found, _SAY_TOTAL, row, left)
    if among:
        found = "有“其中”行,又没有合计行可以核对,分不清哪些行要相加"
        raise view.error(found, "请用 row: 或 cell: 指明", among[0], left)


def _level(view: View, row: int) -> tuple[int, bool]:
    """How deep a row's label says that it stands: the kind of its number, and its indent."""
    value = view.cell(row, view.key).value if view.key else None
    label = value if isinstance(value, str) else ""
    return words().level(squeezed(label)), label[:1].isspace()


def _whole(figures: dict[int, list[Decimal]], rows: list[int]) -> int:
    """The first row where every row is the sum of those behind it, up to the next such; else 0."""
    at = 0
    while at < len(rows):
        told = figures[rows[at]]
        behind = (figures[row] for row in rows[at + 1 :])
        sums = accumulate(behind, lambda a, b: [x + y for x, y in zip(a, b, strict=True)])
        ends = (n for n, found in enumerate(sums, at + 2) if n > at + 2 and found == told)
        at = next(ends, 0) if any(told) else 0
        if not at:
            return 0
    return rows[0] if rows else 0


def total_of(view: View, columns: list[Column], rows: list[int]) -> Figure | None:
    """The sum of columns over rows; None where no cell tells a number; LedgerError names one that does not fit."""
    found: list[Reading] = []
    first: dict[str, tuple[int, int]] = {}
    for row in rows:
        for column in columns:
            reading = view.number(row, column)
            if reading is None:
                continue
            place = row, column.index
            if reading.bound:
                raise view.error("有界限(不少于、以内)的数不能相加", "请写成一个数", *place)
            below = row + 1
            while view.table.grid.at(below, column.index).origin == place:
                if below in view.table.kinds and below not in rows:
                    told = "这个数是几行合并的,分不清属于哪一行"
                    raise view.error(told, "请拆开合并格,各写各的数", *place)
                below += 1
            first.setdefault(reading.unit, place)
            found.append(reading)
    if not found:
        return None
    units = [reading.unit for reading in found]
    if len(first) > 1 and len(set(map(unscaled, units))) == 1:
        unit = max(first, key=units.count)
        found = [reading.in_unit(unit) for reading in found]
    else:
        unit = _one_unit(view, found, first)
    value = sum((reading.exact for reading in found), Decimal(0))
    if any(reading.exact != reading.value for reading in found):
        value = rounded(value, max(places(reading.value) for reading in found))
    cells = ranges(rows, columns)
    how = " 求和" if ":" in cells or "," in cells else ""
    return Figure(Decimal(plain(value)), unit, cells + how)


def _one_unit(view: View, found: list[Reading], first: dict[str, tuple[int, int]]) -> str:
    """The unit of all readings; 19人 beside 26 are both 人, 1.2亿元 beside 300 are unlike."""
    one, *others = sorted(first, key=lambda unit: (unit == "", first[unit]))
    plain_counts = all(not places(r.value) for r in found) and unit_class(one) not in _SCALED
    if others and (others != [""] or not plain_counts or one[:1] in set(SCALES)):
        units = list(first)
        told = f"这一格的单位是“{units[1]}”,{address(*first[units[0]])} 的是“{units[0]}”,不能相加"
        raise view.error(told, "请统一单位", *first[units[1]])
    return one


def same(told: Decimal, reckoned: Decimal) -> bool:
    """Whether a told total is the reckoned one, to the places that it is told in."""
    near = places(reckoned) > places(told) and rounded(reckoned, places(told)) == told
    return abs(told - reckoned) < _TINY or (near and reckoned != 0)


class MismatchError(LedgerError):
    """A total that is not the sum of its cells; ``columns`` are those concerned, ``rows`` its table's.

    ``wholes`` are the totals of all where its own ``row`` is one of a part.
    """

    columns: frozenset[int] = frozenset()
    rows: frozenset[int] = frozenset()
    wholes: frozenset[int] = frozenset()
    row = 0


def mismatches(view: View) -> list[MismatchError]:
    """Every total that is not the sum of its rows or columns; both places are named."""
    columns = [column for column in view.table.columns if _is_measure(view, column)]
    return _down(view, columns) + _across(view, columns)


def hidden_out(view: View) -> bool:
    """Whether every total that hidden rows could be in holds without them, and none with them.

    Rows that a filter hides count: a total may add up what the filter shows.
    """
    grid = view.table.grid
    hidden = set() if grid.filtered else set(view.rows) & grid.hidden_rows
    wrong = {at for error in mismatches(view) for at in error.columns} if hidden else set()
    shown = {row: kind for row, kind in view.table.kinds.items() if row not in hidden}
    told = {
        column.index
        for column in view.table.columns
        if _is_measure(view, column) and any(value_of(view, row, column) for row in hidden)
    }
    without = replace(view, table=replace(view.table, kinds=shown))
    return bool(wrong) and told <= wrong and not mismatches(without)


def _is_measure(view: View, column: Column) -> bool:
    return column.role in _SIDES and column is not view.key and not view.is_rate(column)


def value_of(view: View, row: int, column: Column) -> Decimal | None:
    """The number of a cell for a check; a rate is none, one that cannot be read is told elsewhere."""
    try:
        reading = view.number(row, column)
    except LedgerError:
        return None
    return None if reading is None or reading.unit in {"%", "‰"} else reading.exact


def added(view: View, rows: list[int], columns: list[Column]) -> Decimal | None:
    """The sum of cells for a check; None where none is a number, or a formula is without its value."""
    at = view.table.grid.at
    values = [value_of(view, row, column) for row in rows for column in columns]
    if any(at(row, column.index).trouble for row in rows for column in columns):
        return None
    told = [value for value in values if value is not None]
    return sum(told, Decimal(0)) if told else None


def _down(view: View, columns: list[Column]) -> list[MismatchError]:
    found = []
    totals = view.table.of("total") if view.units is None else []  # rows of unlike things
    for total in totals:
        # 税收收入合计 over its rows, further ones below, 总计 behind them all
        parted = total < max(view.table.rows, default=0) < max(totals)
        parted = parted and total in view.wholes
        groups = [group for group in _groups(view, total) if group]
        for column in columns:
            told = value_of(view, total, column)
            sums = [added(view, group, [column]) for group in groups]
            if told is None or not sums or sums[0] is None:
                continue
            below = [row for row in view.table.rows if row > total] if parted else []
            sums += accumulate(value_of(view, row, column) or Decimal(0) for row in below)
            sums += [value_of(view, view.rows[-1], column)] if _runs_on(view, column) else []
            fits = any(same(told, reckoned or Decimal(0)) for reckoned in sums)
            if not fits and view.own_rows:  # a list's total may be of its year alone
                fits = same(told, added(view, view.own_rows, [column]) or Decimal(0))
            if not fits:
                found.append(_mismatch(view, (total, column), told, sums[0], (groups[0], [column])))
    return found


def _groups(view: View, total: int) -> list[list[int]]:
    """The rows that a total may add up, the likeliest first; hidden ones that are skipped may be in."""
    kinds, labels, found = view.table.kinds, view.labels(total), list[list[int]]()
    ends = [row for row, kind in kinds.items() if kind in {"total", "section"}]
    before = max((row for row in ends if row < total), default=0)
    after = min((row for row in ends if row > total), default=max(kinds) + 1)
    hidden = [view.table.of("row", "hidden")] if "hidden" in kinds.values() else []
    for rows in (view.rows, *hidden):
        above = [row for row in rows if row < total]
        since, until = [r for r in above if r > before], [r for r in rows if total < r < after]
        if any(words().row("running", label) for label in labels):
            found += [above, rows]
        elif total not in view.wholes:
            found += [since or until, [r for r in above if view.labels(r)[-1:] == labels[-1:]]]
        else:
            found += [rows] if len(view.wholes) == 1 else [rows, above, since, until]
            found += [[row for row in above if row < end] for end in ends if end < total]
    return found


def _runs_on(view: View, column: Column) -> bool:
    """Whether a column 累计 adds up the months down to each."""
    running = words().row("running", column.path[-1])
    return running and any(words().time(view.name(row)) for row in view.table.rows)


def _across(view: View, columns: list[Column]) -> list[MismatchError]:
    found = []
    for total in (column for column in columns if column.total):
        alike = [c for c in columns if not c.total and c.role == total.role]
        parts = [c for c in alike if c.group == total.group and c.year == total.year]
        if not parts and not total.group and len({c.group for c in alike}) == 1:
            parts = alike
        among = any(words().row("among", c.path[-1]) for c in parts)
        running = _runs_on(view, total)
        if not parts or among or len({view.unit(c) for c in (*parts, total)}) > 1:
            continue
        wrong, right = [], 0
        for row in view.table.of("row", "total", "previous"):
            upto = [r for r in view.table.rows if r <= row] if running else [row]
            if running and row not in upto:
                continue
            told, reckoned = value_of(view, row, total), added(view, upto, parts)
            if told is None or reckoned is None:
                continue
            if same(told, reckoned):
                right += 1
            else:
                wrong.append(_mismatch(view, (row, total), told, reckoned, (upto, parts)))
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
    error.rows, error.row = frozenset(view.table.kinds), row
    error.wholes = frozenset(() if row in view.wholes else view.wholes)
    return error
