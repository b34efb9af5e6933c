"""One row of a region at a time: what stands in it and says of it; and the columns that heads name."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from assistant.files.forms import forms
from assistant.ledgers.cells import LARGE, is_day_text, letters
from assistant.ledgers.words import is_unit, sheet_units, split_unit, squeezed, words

if TYPE_CHECKING:
    from assistant.ledgers.cells import Cell, Grid

_FORMS = forms(__file__)
_ENDINGS = {"日期": "date", "名称": "key"}
# Roles that say what a number is of its measure; the longest word goes first.
SIDES = ("value", "previous", "target", "growth", "completion", "change", "share", "rank")
_ORDINALS = frozenset("甲乙丙丁戊己ABCDE") | {"栏次", "栏目", "序号", "行次"}
_SPECIAL = ("previous", "total", "target", "derived", "among", "example")
_LABELS = 3  # columns in which a row says what it is
MOST = 0.8  # of the width: a title's merge
_FULL = 0.6  # of the width: a head's texts


class Region(NamedTuple):
    """Columns that belong together: a sheet may hold tables side by side."""

    grid: Grid
    left: int
    right: int

    @property
    def width(self) -> int:
        """How many columns it has."""
        return self.right - self.left + 1


class Line(NamedTuple):
    """A row of a region.

    Attributes:
        cells: those that hold something, a merged one once (its first column in the region).
        texts: the squeezed texts that are neither numbers nor days.
        numbers, days: how many cells hold one.
        filled: how many columns are covered, merged ones counted in full.
        wide: the widest merge.
        labels: the texts of the first columns; a number is one in the region's first column alone.
    """

    row: int
    cells: tuple[tuple[int, Cell], ...]
    texts: tuple[str, ...]
    numbers: int
    days: int
    filled: int
    wide: int
    labels: tuple[str, ...] = ()

    @property
    def head_words(self) -> int:
        """How many of its texts are words of a head."""
        head = words().head
        return sum(bool(head(split_unit(text)[0]) or head(text)) for text in self.texts)

    @property
    def title(self) -> str:
        """The one text beside notes like 单位：万元; empty where there are more, or numbers."""
        texts = [cell.text for _, cell in self.cells if not words().row("note", cell.text)]
        return texts[0] if len(texts) == 1 and not self.numbers else ""

    @property
    def is_note(self) -> bool:
        """Whether it is signed (制表人 | 王某), or every text is a note: 注：…, 单位：万元."""
        if not self.numbers and self.labels and words().row("signed", self.labels[0]):
            return True
        return bool(self.cells) and all(words().row("note", cell.text) for _, cell in self.cells)

    @property
    def is_noted(self) -> bool:
        """Whether a note stands at its right, or it is one: 2025年情况 | 单位：万元.

        At the left only one that names no unit counts: a head may begin with 单位：万元.
        """
        texts = [squeezed(cell.text) for _, cell in self.cells]
        told = [text for text in texts[:1] if not sheet_units(text)] + texts[1:]
        noted = [text for text in told if ":" in text and words().row("note", text)]
        return bool(noted) or all(words().row("note", text) for text in texts)


def regions(grid: Grid) -> list[Region]:
    """The column ranges of a sheet that empty columns part from one another."""
    used = {
        column
        for cells in grid.rows.values()
        for column, cell in cells.items()
        if (cell.span == 1 or cell.span < MOST * grid.width) and not cell.empty
    }
    lefts = [column for column in sorted(used) if column - 1 not in used]
    rights = [column for column in sorted(used) if column + 1 not in used]
    found = [Region(grid, left, right) for left, right in zip(lefts, rights, strict=True)]
    return found or [Region(grid, 1, max(grid.width, 1))]


def line_of(region: Region, row: int) -> Line:
    """What stands in a row of a region."""
    here = region.grid.rows.get(row, {})
    filled, once = 0, dict[tuple[int, int], tuple[int, "Cell"]]()
    for column in range(region.left, region.right + 1):
        cell = here.get(column)
        if cell is not None and not cell.empty:
            filled += 1
            once.setdefault(cell.origin or (row, column), (column, cell))
    cells = tuple(once.values())
    kinds = [cell_kind(cell) for _, cell in cells]
    named = [kind in {"text", "year"} for kind in kinds]
    texts = tuple(squeezed(c.text) for (_, c), name in zip(cells, named, strict=True) if name)
    first = cells[0][0] if cells else 0
    labels = tuple(
        cell.text
        for column, cell in cells[:_LABELS]
        if column < first + _LABELS
        and not cell.trouble
        and (isinstance(cell.value, str) or column == region.left)
    )
    wide = max((cell.span for _, cell in cells), default=1)
    return Line(row, cells, texts, kinds.count("number"), kinds.count("day"), filled, wide, labels)


def cell_kind(cell: Cell) -> str:
    """What a cell holds: number (none-marks too), day, year or text."""
    value = cell.value
    if cell.trouble:
        return "number"
    if isinstance(value, Decimal):
        return "year" if 1900 <= value < 2100 and value % 1 == 0 else "number"  # noqa: PLR2004
    return "day" if isinstance(value, date) else _text_kind(value or "")


@lru_cache(maxsize=10_000)
def _text_kind(value: str) -> str:
    text = squeezed(value)
    if _FORMS.year.fullmatch(text):
        return "year"
    if "月" not in text and is_day_text(value):
        return "day"
    if text in words().none:
        return "number"
    match = None if words().time(split_unit(text)[0]) else _FORMS.number.fullmatch(text)
    large = match and match[1] in LARGE  # 16.8万
    return "number" if match and (large or not match[1] or is_unit(match[1])) else "text"


def is_head(line: Line, region: Region) -> bool:
    """Whether a row can be the first of a head: texts alone, of the words of heads or filling it."""
    if line.numbers or line.days or len(set(line.texts)) < 2 or line.is_noted:  # noqa: PLR2004
        return False
    return line.head_words >= 2 or line.filled >= _FULL * region.width  # noqa: PLR2004


def is_count_line(*lines: Line) -> bool:
    """Whether a row below a head numbers its columns: 甲 | 1 | 2 | 3; not where 乙 comes below."""
    if not lines or (len(lines) > 1 and set(lines[1].labels[:1]) & _ORDINALS):
        return False
    values = [squeezed(cell.text).strip("()") for _, cell in lines[0].cells]
    numbers = [int(value) for value in values if value.isascii() and value.isdigit()]
    others = {value for value in values if not (value.isascii() and value.isdigit())}
    counted = len(numbers) > 1 and numbers == list(range(1, len(numbers) + 1))
    return counted and bool(others) and others <= _ORDINALS


def row_kind(line: Line) -> str:
    """The kind of a body row by its labels: total, previous, target, derived, among, example or row."""
    kinds = [_label_kind(squeezed(label)) for label in line.labels]
    kinds[2:] = [kind for kind in kinds[2:] if kind == "total"]
    return next((kind for kind in _SPECIAL if kind in kinds), "row")


@lru_cache(maxsize=10_000)
def _label_kind(label: str) -> str:
    return next((kind for kind in _SPECIAL if words().row(kind, label)), "")


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
    columns = [  # 2025年/件次 beside 2025年/人次: there the units are the names
        _column(grid, c.index, head, region.left, bare=False) if again[c.name] > 1 else c
        for c in columns
    ]
    for at, column in enumerate(columns):
        mates = [c.path[-1] for c in columns if c.group == column.group and c is not column]
        if column.total and column.group and mates and all(words().row("among", m) for m in mates):
            columns[at] = replace(column, total=False)  # 合计 over 其中 alone is no sum
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


def _column(
    grid: Grid, index: int, head: tuple[int, ...], left: int, *, bare: bool = True
) -> Column:
    texts: list[str] = []
    unit = ""
    for place, row in enumerate(head):
        last = place == len(head) - 1
        text = squeezed(grid.at(row, index).text)
        if not text and not last:
            text = _left_name(grid, index, head[place:], left)
        name, own = ("", "") if sheet_units(text) else split_unit(text)
        unit = own or unit
        if last and texts and is_unit(text.strip("()")) and not words().head(text):
            unit, name = text.strip("()"), "" if bare else text
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
        found, rest = _FORMS.head_year.search(text), text
        if found:
            year = int(found[1])
            rest = squeezed(text.replace(found[0], "", 1)).strip("()-—")
        if words().measure("names", rest):
            return "number", "", year
        ending = next((role for end, role in _ENDINGS.items() if rest.endswith(end)), "")
        known = head(rest) or head(_FORMS.leading_span.sub("", rest)) or ending
        known = known or (head(text) if rest != text else "")
        if known and (known in SIDES or len(path) == 1):
            role = role if known == "value" and role in SIDES else known
            continue
        if known == "unit" and text == path[-1]:
            return known, "", year
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
