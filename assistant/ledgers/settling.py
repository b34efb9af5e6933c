"""What the rows of a table together tell of each: whole, year before, another year's, part, or never filled in."""

from __future__ import annotations

import re
from collections import Counter
from itertools import pairwise
from typing import TYPE_CHECKING

from assistant.files.forms import forms
from assistant.ledgers.sums import added
from assistant.ledgers.view import View
from assistant.ledgers.words import are_units, sheet_units, squeezed, words

if TYPE_CHECKING:
    from assistant.ledgers.tables import Table

_NUMBERING = 3  # 十二、
_FORMS = forms(__file__)
_PARTS_OF_YEAR = {"month", "quarter", "half"}


def settle(table: Table) -> None:
    """What the rows together tell of each: numbered ones that were never filled in are blank.

    A table of indicators has no derived rows; notes below may name the unit.
    """
    kinds, grid = table.kinds, table.grid
    counted = {c.index for c in table.columns if c.role == "number"}
    for row in table.rows if counted else ():
        if {at for at, cell in grid.rows.get(row, {}).items() if not cell.empty} <= counted:
            kinds[row] = "blank"
    # 一、残疾军人 above 1, 2, 3: the sum of those behind it
    texts = {row: "".join(grid.at(row, at).text for at in counted) for row in table.rows}
    headed = {
        row: words().level(text) == 1 and len(text) > _NUMBERING for row, text in texts.items()
    }
    for row, behind in pairwise(headed):
        if headed[row] and not headed[behind]:
            kinds[row] = "total"
    for row in table.of("note"):
        for text in dict.fromkeys(cell.text for cell in grid.rows[row].values()):
            table.units += [] if table.units else sheet_units(text)
    notes = [c.index for c in table.columns if c.role == "note"]
    for row in table.rows:
        told = (re.split("[,;。，；]", squeezed(grid.at(row, at).text)) for at in notes)
        if any(words().row("void", text) for texts in told for text in texts):
            kinds[row] = "void"
    _settle_times(table)
    _settle_levels(table)


def _settle_levels(table: Table) -> None:
    """Rows between 一、 and 二、 are parts of them where the total adds up those alone."""
    labels = {row: squeezed(table.grid.line(row)[0].text) for row in table.rows}
    heads = [row for row, label in labels.items() if words().level(label) == 1]
    totals = [row for row in table.of("total") if heads and row > heads[-1]]
    if len(heads) < len(labels) and len(totals) == 1 and min(labels) == heads[0]:
        view = View(table, "", "")
        sums = [
            [added(view, rows, [column]) for rows in (totals, heads, table.rows)]
            for column in table.columns
        ]
        told = [[own == total for own in others] for total, *others in sums if total]
        if any(of_heads for of_heads, _ in told) and not any(of_all for _, of_all in told):
            table.kinds |= {row: "among" for row in labels if row not in heads}


def _settle_times(table: Table) -> None:
    """Rows of one year after the other are rows; times that hold others are totals."""
    kinds, grid = table.kinds, table.grid
    labels = {row: squeezed(cells[0].text) for row in kinds if (cells := grid.line(row))}
    numbered = {column.index for column in table.columns if column.role == "number"}
    for row in [row for row in labels if labels[row].isdigit()]:  # 2025 under 序号 is no year
        if any(squeezed(grid.at(row, at).text) == labels[row] for at in numbered):
            labels[row] = ""
    for row in table.of("previous"):  # 1991年 behind a name says nothing of the row
        told = [squeezed(cell.text) for cell in grid.line(row)[: 3 if labels[row] else 0]]
        told = [text for at, text in enumerate(told) if at == 0 or not text[:1].isdigit()]
        if not any(words().row("previous", text) for text in told):
            kinds[row] = "row"
    kinds.update(_years_in_turn(table))
    kinds.update(_of_years(table, labels))
    times = {row: words().time(labels.get(row, "")) for row in table.rows}
    if "month" in times.values() or "quarter" in times.values():  # 一季度 over its months, 上半年
        wholes = {"half"} | ({"quarter"} if "month" in times.values() else set())
        kinds.update({row: "total" for row, time in times.items() if time in wholes})
    units = (column.index for column in table.columns if column.role == "unit")
    if any(are_units(squeezed(grid.at(row, at).text) for row in table.rows) for at in units):
        for row in table.of("derived", "previous", "target", "total"):
            if not words().row("strict_total", labels[row]):
                kinds[row] = "row"


def _of_years(table: Table, labels: dict[int, str]) -> dict[int, str]:
    """The kinds of rows that begin with a year: 2025年合计, 2024年合计, 2025年目标, 2024年1月."""
    kinds, found = table.kinds, dict[int, str]()
    told = {row: m for row in kinds if (m := _FORMS.yearly.match(labels.get(row, "")))}
    years = {row: int(match[1]) for row, match in told.items()}
    wholes = [row for row in told if kinds[row] == "previous"]
    parts = [r for r in told if kinds[r] == "row" and words().time(labels[r]) in _PARTS_OF_YEAR]
    own = max(table.years or (years[row] for row in (*wholes, *parts)), default=0)
    others = [row for row in table.rows if years.get(row, own) == own]
    if any(words().time(labels.get(row, "")) for row in others):
        found |= {row: "earlier" for row in parts if years[row] < own}
    alone = not others and (len(wholes) > 1 or not table.of("total"))
    for row in wholes:
        adds = words().row("of_year", labels[row][told[row].end() :])
        kind = "row" if alone else "total" if adds else "derived"
        before = years[row] == own - 1
        found[row] = kind if years[row] == own else "previous" if before else "earlier"
    return found | {row: "derived" for row in table.of("target") if years.get(row, own) != own}


def _years_in_turn(table: Table) -> dict[int, str]:
    """The kinds of rows that tell of one thing in one year after the other: 游客 | 2025年, 2024年."""
    rows, grid = table.of("row", "previous"), table.grid
    for column in table.columns[1:]:
        texts = [squeezed(grid.at(row, column.index).text) for row in rows]
        if len(set(texts)) > 1 and all(words().time(text) == "year" for text in texts):
            years = [int(text[:4]) for text in texts]
            names: list[str] = []
            for row in rows:
                names.append(grid.at(row, table.region.left).text or "".join(names[-1:]))
            things = Counter(names).values()
            if min(things) > 1 and len(set(zip(names, years, strict=True))) == len(rows):
                of = {max(years): "row", max(years) - 1: "previous"}
                return {row: of.get(y, "derived") for row, y in zip(rows, years, strict=True)}
    return {}
