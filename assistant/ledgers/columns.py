"""The columns of a table: their names from a head of one or more rows, units, roles and years."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from assistant.ledgers.cells import letters
from assistant.ledgers.words import is_unit, sheet_units, split_unit, squeezed, words

if TYPE_CHECKING:
    from assistant.ledgers.cells import Grid
    from assistant.ledgers.lines import Region

_SPAN = r"(?:0?\d|1[0-2])[-—~至](?:0?\d|1[0-2])月份?"
_YEAR = re.compile(rf"((?:19|20)\d\d)年?度?(?:全年|{_SPAN})?")
_ENDINGS = {"日期": "date", "名称": "key"}
# Roles that say what a number is of its measure; the longest word goes first.
SIDES = ("value", "previous", "target", "growth", "completion", "change", "share", "rank")


@dataclass(frozen=True, slots=True)
class Column:
    """A column.

    Attributes:
        index: counted from 1.
        name: unique in its table: 资金投入/本级; ``@C`` behind it where two have one name.
        path: the texts of the head from top to bottom, without units.
        unit: what stands in brackets in the head.
        role: number, unit, key, charge, date, category, title, note; of a measure one of SIDES.
        measure: what is measured, without the role's and the year's words; may be empty.
        year: the year that its head names.
        total: it adds up its neighbours (小计, 合计).
    """

    index: int
    name: str
    path: tuple[str, ...]
    unit: str = ""
    role: str = ""
    measure: str = ""
    year: int | None = None
    total: bool = False

    @property
    def group(self) -> tuple[str, ...]:
        """The names above it."""
        return self.path[:-1]

    @property
    def letter(self) -> str:
        """Its letters in the sheet."""
        return letters(self.index)


def columns_of(region: Region, head: tuple[int, ...]) -> list[Column]:
    """The columns under a head, those left out that only the merge of a neighbour covers."""
    grid = region.grid
    columns = [
        _column(grid, index, head, region.left)
        for index in range(region.left, region.right + 1)
        if not _shadow(grid, index, head) and any(index in cells for cells in grid.rows.values())
    ]
    again = Counter(column.name for column in columns)
    return [
        replace(column, name=f"{column.name}@{column.letter}") if again[column.name] > 1 else column
        for column in columns
    ]


def _shadow(grid: Grid, index: int, head: tuple[int, ...]) -> bool:
    """Whether the lowest head cell is a merge from the left and nothing of its own is below."""
    origin = grid.at(head[-1], index).origin
    if origin is None or origin[1] == index:
        return False
    below = (grid.at(row, index) for row in range(head[-1] + 1, grid.height + 1))
    return all(c.empty or (c.origin is not None and c.origin[1] != index) for c in below)


def _column(grid: Grid, index: int, head: tuple[int, ...], left: int) -> Column:
    texts: list[str] = []
    unit = ""
    for place, row in enumerate(head):
        last = place == len(head) - 1
        text = squeezed(grid.at(row, index).text)
        if not text and not last:
            text = _left_name(grid, index, head[place:], left)
        name, own = ("", "") if sheet_units(text) else split_unit(text)
        unit = own or unit
        if last and texts and is_unit(text.strip("()")):
            unit, name = text.strip("()"), ""
        if name and name not in texts[-1:]:
            texts.append(name)
    path = tuple(texts) or (f"{letters(index)}列",)
    role, measure, year = _meaning(path)
    total = path[-1] in words().heads["total"] and role in {"", "value", "total"}
    return Column(index, "/".join(path), path, unit, "" if total else role, measure, year, total)


def _left_name(grid: Grid, index: int, rows: tuple[int, ...], left: int) -> str:
    """The group's name where it was typed over its first column only and the others left blank."""
    if grid.at(rows[1], index).empty or grid.at(rows[1], index).origin:
        return ""
    columns = (column for column in range(index - 1, left - 1, -1))
    column = next((column for column in columns if not grid.at(rows[0], column).empty), 0)
    cell, below = grid.at(rows[0], column), grid.at(rows[1], column)
    alone = below.empty or cell.span > 1 or (below.origin or (0,))[0] == rows[0]
    return "" if alone else squeezed(cell.text)


def _meaning(path: tuple[str, ...]) -> tuple[str, str, int | None]:
    """The role, the measure and the year that a head's texts tell."""
    role, year, head = "", None, words().head
    names: list[str] = []
    for text in path:
        found, rest = _YEAR.search(text), text
        if found:
            year = int(found[1])
            rest = squeezed(text.replace(found[0], "", 1)).strip("()-—")
        if words().measure("names", rest):
            return "number", "", year
        ending = next((role for end, role in _ENDINGS.items() if rest.endswith(end)), "")
        known = head(rest) or head(re.sub(f"^{_SPAN}", "", rest)) or ending
        known = known or (head(text) if rest != text else "")
        if known and (known in SIDES or len(path) == 1):
            role = known
            continue
        side, rest = side_of_name(rest)
        role = side or role
        names += [rest] if rest else []
    totals = words().heads["total"]
    return role, "".join(n for at, n in enumerate(names) if n not in totals or not at), year


def side_of_name(text: str) -> tuple[str, str]:
    """A side's word before or behind a measure's name: 上年同期立案数, 立案数同比."""
    for side in ("previous", "growth", "target", "completion"):
        for word in sorted(words().heads[side], key=len, reverse=True):
            if 1 < len(word) < len(text):
                if side != "growth" and text.startswith(word):
                    return side, text.removeprefix(word).strip("()")
                if text.endswith(word):
                    return side, text.removesuffix(word).strip("()")
    return "", text
