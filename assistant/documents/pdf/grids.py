"""Tables that lines rule: their cells, merged ones whole."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from assistant.documents.pdf.views import Rule

_NEAR = 3.0  # points within which lines meet
_OPEN = 8.0  # points beyond the last line that hold a row or a column of words
_MOST = 20_000  # lines of a page beyond which it is a drawing, no table


class Box(NamedTuple):
    """A cell: its first row and column, how many it covers, and its place on the page."""

    row: int
    column: int
    rows: int
    columns: int
    left: float
    top: float
    right: float
    bottom: float

    def holds(self, x: float, y: float) -> bool:
        """Whether a point lies in it."""
        return self.left <= x <= self.right and self.top <= y <= self.bottom


@dataclass(frozen=True, slots=True)
class Grid:
    """A table of a page: where its columns and rows are parted, and its cells by row and column.

    Attributes:
        ruled: whether a line closes it above, and one below; none does where a page cuts a row.
    """

    across: tuple[float, ...]
    down: tuple[float, ...]
    boxes: tuple[Box, ...]
    ruled: tuple[bool, bool]

    @property
    def area(self) -> float:
        """What it covers."""
        return (self.across[-1] - self.across[0]) * (self.down[-1] - self.down[0])

    def box_at(self, x: float, y: float) -> Box | None:
        """The cell at a point."""
        return next((box for box in self.boxes if box.holds(x, y)), None)


def grids_of(rules: Sequence[Rule]) -> list[Grid]:
    """The tables that the lines of a page make, from the top; frames around text are none."""
    if len(rules) > _MOST:
        return []
    level = _joined([(r.top, r.left, r.right) for r in rules if r.level])
    upright = _joined([(r.left, r.top, r.bottom) for r in rules if not r.level])
    grids = [_grid(*some) for some in _meeting(level, upright)]
    found = [grid for grid in grids if grid is not None and len(grid.boxes) > 1]
    return sorted(found, key=lambda grid: grid.down[0])


class _Stroke(NamedTuple):
    """A line: where it stands (y of a level one, x of an upright one), from where to where."""

    at: float
    start: float
    end: float


def _joined(strokes: Iterable[tuple[float, float, float]]) -> list[_Stroke]:
    """Lines, those at one place that touch made one."""
    found: list[_Stroke] = []
    for at, start, end in sorted(strokes):
        for place in range(len(found) - 1, -1, -1):
            one = found[place]
            if at - one.at > _NEAR:
                found.append(_Stroke(at, start, end))
                break
            if start <= one.end + _NEAR and end >= one.start - _NEAR:
                found[place] = _Stroke(one.at, min(one.start, start), max(one.end, end))
                break
        else:
            found.append(_Stroke(at, start, end))
    return found


def _meeting(
    level: list[_Stroke], upright: list[_Stroke]
) -> list[tuple[list[_Stroke], list[_Stroke]]]:
    """The groups of lines that meet one another."""
    parents = list(range(len(level) + len(upright)))

    def root(one: int) -> int:
        while parents[one] != one:
            parents[one] = one = parents[parents[one]]
        return one

    for at, lying in enumerate(level):
        for to, standing in enumerate(upright, len(level)):
            if _touch(lying, standing.at) and _touch(standing, lying.at):
                parents[root(at)] = root(to)
    groups: dict[int, tuple[list[_Stroke], list[_Stroke]]] = {}
    for one in range(len(parents)):
        group = groups.setdefault(root(one), ([], []))
        if one < len(level):
            group[0].append(level[one])
        else:
            group[1].append(upright[one - len(level)])
    return list(groups.values())


def _touch(stroke: _Stroke, at: float) -> bool:
    return stroke.start - _NEAR <= at <= stroke.end + _NEAR


def _places(values: Iterable[float]) -> tuple[float, ...]:
    found: list[float] = []
    for value in sorted(values):
        if not found or value - found[-1] > _NEAR:
            found.append(value)
    return tuple(found)


def _closed(strokes: list[_Stroke], crossing: list[_Stroke]) -> list[_Stroke]:
    """Strokes with those added that a table lacks where it is cut by a page, or open at its sides.

    The lines that cross go on well beyond the outermost stroke, at least half of them to one place.
    """
    if not strokes or not crossing:
        return strokes
    first, last = strokes[0], max(strokes, key=lambda one: one.at)
    start, end = min(one.start for one in crossing), max(one.end for one in crossing)
    reach = (min(one.start for one in strokes), max(one.end for one in strokes))
    most = len(crossing) / 2
    if first.at - start > _OPEN and sum(one.start - start <= _NEAR for one in crossing) >= most:
        strokes = [_Stroke(start, *reach), *strokes]
    if end - last.at > _OPEN and sum(end - one.end <= _NEAR for one in crossing) >= most:
        strokes = [*strokes, _Stroke(end, *reach)]
    return strokes


def _grid(level: list[_Stroke], upright: list[_Stroke]) -> Grid | None:
    drawn = level
    level, upright = _closed(level, upright), _closed(upright, level)
    across, down = _places(one.at for one in upright), _places(one.at for one in level)
    if len(across) < 2 or len(down) < 2:  # noqa: PLR2004 - a cell has two sides
        return None
    taken: set[tuple[int, int]] = set()
    boxes: list[Box] = []
    for row, (top, bottom) in enumerate(pairwise(down)):
        for column in range(len(across) - 1):
            if (row, column) in taken:
                continue
            last = column
            while last + 2 < len(across) and not _parted(upright, across[last + 1], top, bottom):
                last += 1
            end = row
            while end + 2 < len(down) and not _parted(
                level, down[end + 1], across[column], across[last + 1]
            ):
                end += 1
            covered = {(r, c) for r in range(row, end + 1) for c in range(column, last + 1)}
            taken |= covered
            box = Box(
                row, column, end + 1 - row, last + 1 - column,
                across[column], top, across[last + 1], down[end + 1],
            )  # fmt: skip
            boxes.append(box)
    return Grid(across, down, tuple(boxes), (level[0] is drawn[0], level[-1] is drawn[-1]))


def _parted(strokes: list[_Stroke], at: float, start: float, end: float) -> bool:
    """Whether a line at ``at`` stands between two cells."""
    middle = (start + end) / 2
    return any(abs(one.at - at) <= _NEAR and one.start <= middle <= one.end for one in strokes)
