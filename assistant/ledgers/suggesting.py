"""The facts that one table says plainly, and what it leaves to ask."""

from __future__ import annotations

from functools import cached_property
from itertools import groupby
from typing import TYPE_CHECKING, Any

from assistant.errors import LedgerError
from assistant.files.forms import forms
from assistant.ledgers.asking import side_column
from assistant.ledgers.cells import address, literal
from assistant.ledgers.lines import SIDES, cell_kind, side_of_name
from assistant.ledgers.naming import behind_total, kin, name_of, propose_parts_of_total
from assistant.ledgers.records import EVENT, lists_things, propose_records
from assistant.ledgers.sums import addable, may_be_level, value_of
from assistant.ledgers.words import is_unit, split_unit, squeezed, words

if TYPE_CHECKING:
    from collections.abc import Collection

    from assistant.ledgers.cells import Cell
    from assistant.ledgers.lines import Column
    from assistant.ledgers.mapping import Proposal
    from assistant.ledgers.view import View

_FORMS = forms(__file__)
_MOST_PARTS, _FEWEST_PARTS = 40, 2
_MOST_TOLD = 8  # parts that a sentence can list
_NO_MEASURE = {"unit", "key", "charge", "date", "note"} | EVENT
_OWN = {"", "value"}
_SIDES, _SHARES = ("previous", "target"), ("growth", "completion", "share")


class Reader:
    """Proposes the facts of one table; ``rules`` are those of its sheet in the mapping."""

    def __init__(self, proposal: Proposal, view: View, name: str, rules: dict[str, Any]) -> None:
        self.proposal, self.view, self.name, self.rules = proposal, view, name, rules
        self.table, self.columns = view.table, view.table.columns
        self.seen: dict[int, str] = {}  # columns that were looked at: the names of their facts
        self.days, self.subject = view.days, view.table.subject
        self.measures = [column for column in self.columns if self._is_measure(column)]
        self.labels = [view.text(row, view.key) for row in view.rows] if view.key else []
        shown = [c for c in self.measures if c.index not in self.table.grid.hidden_columns]
        own = [c for c in shown if c.role in _OWN and not c.total]
        self.mains = [c for c in own if c.year in {None, proposal.year}]  # no side, no other year
        units = [bool(split_unit(label)[1]) for label in self.labels]
        self.several_units = view.units is not None or units.count(True) * 2 > len(units)

    def ask(self, what: str, why: str, **words_of: str) -> None:
        """Notes what a person must settle; ``why`` is a key of the list of reasons."""
        reason = words().reasons[why].format(**words_of)
        self.proposal.questions.append(f"工作表“{self.table.grid.name}”的{what}:{reason}")

    def note(self, what: str, why: str, **words_of: str) -> None:
        """Notes what was taken with a remark, or passed over."""
        self.proposal.notes.append(f"“{what}”{words().reasons[why].format(**words_of)}")

    def read(self) -> None:
        """Proposes the facts, then tells the columns that hold numbers and were passed over."""
        self._read()
        mains = any(c.index in self.seen and c.role in _OWN for c in self.columns)
        sides = {side_column(self.view, c, side) for c in self.mains for side in _SIDES}
        for column in self.columns:
            role = column.role
            beside = mains and role in {*_SIDES, *_SHARES} and column not in sides
            told = self.seen.get(column.index)
            asked = role in {*_OWN, "change", "rank"} or (not mains and role in SIDES)
            other = mains and column.year not in {None, self.proposal.year}
            known = column is self.view.key or column in self.days or column.index in self.seen
            if asked and not other and not known:
                self._passed_over(column)
            elif beside and not other and column not in self.view.naming and not told:
                self.note(column.name, "passed", at=column.letter)

    def _passed_over(self, column: Column) -> None:
        cells = [(row, self.view.cell(row, column)) for row in self.view.rows]
        told = [(row, cell, cell_kind(cell)) for row, cell in cells if not cell.empty]
        numbers = {"number", "year"}
        begun = _FORMS.numeral.match
        numerals = [k in numbers or bool(begun(squeezed(c.text))) for _, c, k in told]
        if not any(kind in numbers for _, _, kind in told) and numerals.count(True) * 2 <= len(
            told
        ):
            return
        odd = next((row for row, _, kind in told if kind not in numbers), 0)
        if odd and column.role in _OWN:
            place, text = self.table.grid.place(odd, column.index), self.view.text(odd, column)[:40]
            found = f"{place}:应是数字,写的是“{text}”,{column.name} 没有取"
            self.proposal.questions.append(found)
        elif column.role and not column.total:
            self.ask(f"“{column.name}”", "change")
        else:
            self.note(column.name, "check" if column.total else "passed", at=column.letter)

    def _read(self) -> None:
        """By what the table is: records, indicators or a cross table."""
        year, key, totals = self.proposal.year, self.view.key, self.table.of("total")
        values = [
            c
            for c in self.measures
            if not c.measure
            and (c.role == "value" or (year and c.year == year and not c.role))
            and c.year in {None, year}
        ]
        single = len(values) == 1 and not any(
            cell_kind(self.table.grid.at(row, values[0].index)) == "number" for row in totals
        )
        if (self.days and not self._by_office()) or not self.measures:
            if self.days or lists_things(self):
                propose_records(self)
            else:
                self.ask("表", "numberless")
        elif key is not None and (self._of_indicators(key) or single) and not self._timed:
            ends = [c for c in self.mains if words().measure("ending", c.path[-1])]
            ends = ends if len(ends) == 1 else self.mains
            one = values or [c for c in self.measures if c.total] or ends
            if len(one) > 1 or not one:
                self.ask("各行", "unlike")
                return
            self.seen |= dict.fromkeys(self._beside(one[0]), "")
            if totals and not self.several_units:
                self.add_sum(one[0], self._parts(one[0]))
            else:
                tail = one[0].path[-1] if one == ends and len(self.mains) > 1 else ""
                self._indicators(one[0], tail=tail)
        else:
            self._cross()

    def _by_office(self) -> bool:
        """Whether rows are offices with figures, each once, though a day stands behind them."""
        key, roles = self.view.key, {column.role for column in self.columns}
        once = len(set(self.labels)) == len(self.labels) and not roles & EVENT
        return bool(key and self.measures and key.role in {"key", "charge", "unit"}) and once

    def _of_indicators(self, key: Column) -> bool:
        """Whether every row is another thing: units of their own, mixed names, months side by side."""
        timed = sum(words().time(column.path[-1]) not in {"", "year"} for column in self.measures)
        mixed = key.path[-1] in words().heads["mixed"] and not self.table.of("total")
        return self.several_units or mixed or timed > 1

    @property
    def _timed(self) -> bool:
        """Whether the rows are times: 三月份 and 2025年 are no indicators."""
        return bool(self.labels) and all(map(words().time, self.labels))

    def _is_measure(self, column: Column) -> bool:
        if column.role in _NO_MEASURE or column is self.view.key:
            return False
        return self.view.holds_numbers(column, self.table.of("row", "total"))

    def _beside(self, column: Column) -> set[int]:
        """A row's value with the columns that say of it no more: its sides, years, and times."""
        return {
            c.index
            for c in self.columns
            if column.total or c is column or c.role in SIDES or c.year or words().time(c.path[-1])
        }

    def _indicators(
        self, column: Column, kinds: Collection[str] = ("row", "among"), tail: str = ""
    ) -> None:
        last = [c.name for c in self.columns if c.role == "previous" and tail]
        of_last = {"previous": last[0]} if len(last) == 1 else {}  # 上年结存 of 期末库存
        names = {split_unit(label)[0]: label for label in self.labels}
        before = {  # 去年同期合格率 is the year before of 合格率
            names[of]: label
            for name, label in names.items()
            for side, of in [side_of_name(name)]
            if side == "previous" and of in names
        }
        above, mark, behind = "", "", behind_total(self.view)
        for row, kind in self.table.kinds.items():
            if kind not in {"row", "among"} or (kind == "among" and row in behind):
                continue
            label = self.view.name(row)
            part = words().rows["among"].fullmatch(label) if kind == "among" else None
            above, mark = (above, mark or label[: part.start("part")]) if part else (label, "")
            cell = self.table.grid.at(row, column.index)
            if label in before.values() or kind not in kinds:
                continue
            if cell.empty or squeezed(cell.text) in words().none:
                place = self.table.grid.place(row, column.index)
                self.proposal.notes.append(f"{place}:“{label}”没有数,没有取")
            elif self._unit_known(column, row, label):
                name = split_unit(words().unnumbered(part["part"] if part else label))[0]
                plain = not part or (name not in self.labels and kin(name, above))
                if not plain and (name == above or not label.startswith(mark)):
                    self.ask(f"第 {row} 行“{label}”", "among_row")
                    continue
                if not plain:
                    whole = split_unit(words().unnumbered(above))[0]
                    name = words().phrases["among"].format(whole=whole, part=name)
                if self.labels.count(label) > 1 or not label:
                    self.ask(f"第 {row} 行“{label}”", "same_rows")
                else:
                    self.add_row(name + tail, label, column, before.get(label, ""), **of_last)

    def add_row(self, name: str, row: str, column: Column, before: str = "", **more: Any) -> None:
        """Proposes what a row says in a column."""
        fact: dict[str, Any] = {"indicator": name, "from": self.name}
        fact |= {"row": row, "column": column.name, **more}
        self.proposal.facts.append(fact | ({"previous": {"row": before}} if before else {}))

    def _cross(self) -> None:
        for total in (c for c in self.measures if c.total and c.group):
            group, name = "/".join(total.group), total.measure or "".join(total.group)
            parts = [c for c in self.view.group(group) if c in self.measures and c.role in _OWN]
            alike = len({self.view.unit(c) for c in (*parts, total)}) == 1
            running = self._timed and words().row("running", total.path[-1])
            if alike and (len(parts) == 1 if running else len(parts) >= _FEWEST_PARTS):
                self.seen |= dict.fromkeys((c.index for c in (*parts, total)), name)
                if self._other_year(name) or not self._unit_known(total, 0, group):
                    continue
                if running:
                    self._try(name, parts[0].name, self._before(total, parts[0]), parts)
                else:
                    self._try(name, group, {"parts": {"columns": group}}, parts)
        for column in [c for c in self.mains if c.index not in self.seen]:
            self.add_sum(column, self._parts(column))
        for column in self.mains if self.labels else ():
            self._part_totals(column)
        propose_parts_of_total(self)
        one = [c for c in self.mains if c.role == "value"] or self.mains
        if len(one) == 1 and self.table.of("total") and self.table.of("among"):
            self._indicators(one[0], {"among"})

    def _part_totals(self, column: Column) -> None:
        """What the totals of parts with names say: 一季度小计, 院部小计."""
        parts = {row: self.view.part_of(row) for row in self.table.of("total")}
        way, name = self.group, self.seen.get(column.index, "")
        facts = self.proposal.facts
        name = name if any(f["indicator"] == name for f in facts if f["from"] == self.name) else ""
        groups = {self.view.text(row, way) for row in self.view.rows if way} | {*self.labels}
        for row, part in parts.items():
            cell = self.table.grid.at(row, column.index)
            empty = cell.trouble or cell.text in {"", *words().none}
            once = list(parts.values()).count(part) == 1
            if name and part and once and not empty and part not in groups:
                self.add_row(part + name, self.view.name(row), column, required=False)

    def _before(self, total: Column, part: Column) -> dict[str, Any]:
        """The parts of a sum of months, and the year before where its row tells it under 累计 alone."""
        rows, at = self.table.of("previous"), self.table.grid.at
        under = len(rows) == 1 and at(rows[0], part.index).empty
        cell = {"previous": {"cell": address(rows[0], total.index)}} if under else {}
        return {**self._parts(part), **cell}

    def _parts(self, column: Column) -> dict[str, Any]:
        """The parts of a sum by the column that names the rows, where each has a name of its own."""
        key, labels = self.view.key, self.labels
        if key is None:
            return {}
        first = min((c.index for c in self.measures), default=0)
        behind = [
            c.index for c in self.view.naming if c.role in {"key", "charge"} and first < c.index
        ]
        if any((at < column.index) != (at <= key.index) for at in behind):
            self.note(column.name, "contested", key=key.name)
            return {}
        if not self._distinct or not _FEWEST_PARTS <= len(labels) <= _MOST_PARTS:
            return {"parts": {"by": self.group.name}} if self.group else {}
        many = {"required": False} if len(labels) > _MOST_TOLD or self._timed else {}
        return {"parts": {"by": key.name, **many}}

    @cached_property
    def _distinct(self) -> bool:
        """Whether every row has a name of its own."""
        return len(set(self.labels)) == len(self.labels) and all(self.labels)

    @cached_property
    def group(self) -> Column | None:
        """The column whose texts part the rows as the subtotals do: 年级 over 班级; None where none does."""
        ends = [row for row in self.table.of("total") if row not in self.view.wholes]
        for column in self.view.naming if ends else ():
            told = [self.view.text(row, column) for row in self.view.rows]
            runs = [text for text, _ in groupby(told)]
            once = len(set(runs)) == len(runs) == len(ends) and "" not in runs
            if (
                once
                and _FEWEST_PARTS <= len(runs) < len(told)
                and (column is not self.view.key or not self._distinct)
            ):
                return column
        return None

    def add_sum(self, column: Column, more: dict[str, Any]) -> None:
        """Proposes the sum of a column, under the name of its head or of its table."""
        name = name_of(self, column)
        self.seen[column.index] = name
        if "@" in column.name or column.path == (f"{column.letter}列",):
            self.ask(f"{column.letter}列", "nameless")
        elif any(words().row("among", text) for text in column.path):
            self._among(column)
        elif not self._other_year(name) and self._unit_known(column, 0, name):
            shown = any("%" in cell.format for cell in self.cells(column))
            if shown or self.view.is_rate(column):
                self._rate(column, name)
            else:
                self._try(name, column.name, more, [column])

    def _other_year(self, name: str) -> bool:
        """Whether the row of a table of years is of another year than that reported on: it is asked."""
        year, labels = self.proposal.year, self.labels
        yearly = year and any(words().time(label) == "year" for label in labels)
        other = bool(yearly) and [label[:4] for label in labels] != [str(year)]
        if other:
            self.ask(f"“{name}”", "yearless", year=str(year))
        return other

    def _among(self, column: Column) -> None:
        """A column 其中 is named after the nearest before it that holds it in every row; else it is asked."""
        found = (words().rows["among"].fullmatch(text) for text in column.path)
        part = next(match["part"] for match in found if match) or column.path[-1]
        unit, view = self.view.unit(column), self.view
        for whole in [c for c in self.measures if c.index < column.index and c.index in self.seen][
            ::-1
        ]:
            own, name = self.view.unit(whole), self.seen[whole.index]
            told = [[value_of(view, row, c) or 0 for c in (column, whole)] for row in view.rows]
            fits = all(part_of <= of for part_of, of in told)
            if name and fits and unit in {"", own} and not words().row("among", whole.path[-1]):
                name = words().phrases["among"].format(whole=name, part=part)
                self._try(name, column.name, {"unit": own} if own else {}, [column])
                return
        self.ask(f"“{''.join(column.path)}”", "among")

    def _rate(self, column: Column, name: str) -> None:
        """A rate is only what the total's row says of it, and every row by itself."""
        at = self.table.grid.at
        alone = self._distinct and not self.days
        told = [(row, at(row, column.index)) for row in self.view.rows if alone]
        told = [(r, c) for r, c in told if not (c.trouble or c.text in {"", *words().none})]
        totals = [r for r in self.view.wholes if not at(r, column.index).empty]
        rows = totals or (self.view.rows if len(self.view.rows) == 1 else [])
        if len(rows) == 1 and at(rows[0], column.index).text not in words().none:
            self.add_row(name, self.view.name(rows[0]), column)
        elif not told or len(told) > _MOST_PARTS:
            self.ask(f"“{name}”", "rate")
        for row, _ in told if len(told) <= _MOST_PARTS else ():
            if row not in rows:
                label = self.view.name(row)
                self.add_row(f"{words().unnumbered(label)}{name}", label, column, required=False)

    def _try(self, name: str, what: str, more: dict[str, Any], columns: list[Column]) -> None:
        try:
            addable(self.view, columns, self.view.rows)
        except LedgerError as error:
            self.proposal.questions.append(error.message)
            return
        at, wholes = self.table.grid.at, self.view.wholes
        blank = [row for row in wholes if all(at(row, c.index).empty for c in columns)]
        others = [c.index for c in self.measures if c not in columns]
        if blank == wholes and any(not at(row, other).empty for row in wholes for other in others):
            self.ask(f"“{name}”", "untotalled")
            return
        if "required" in more.get("parts", ()) and not self._timed:
            self.note(name, "many", count=str(len(self.labels)))
        fact = {"indicator": name, "from": self.name, "sum": what}
        if any(may_be_level(self.view, column) for column in columns):
            self.ask(f"“{name}”", "level")
            self.proposal.asked.append({**fact, **more})
            return
        self.proposal.facts.append({**fact, **more})
        if self.group and more.get("parts", {}).get("by") != self.group.name:
            self.by_kind(fact, self.group, {"by": self.group.name})

    def by_kind(self, fact: dict[str, Any], column: Column, parts: dict[str, Any]) -> None:
        """Proposes a fact by another column than its first, which a draft need not state."""
        name = words().phrases["by_kind"].format(kind=column.path[-1], name=fact["indicator"])
        told = {"indicator": name, "parts": parts, "required": False}
        self.proposal.facts.append({**fact, **told})

    def _unit_known(self, column: Column, row: int, name: str) -> bool:
        """Whether the unit is told, or none is and the values are whole numbers of things."""
        cells, units = self.cells(column), self.table.units
        if self.view.unit(column, row) or any(map(_bears_unit, cells)):
            return True
        unclear = words().measure("rates", name) or any("." in squeezed(c.text) for c in cells)
        if units:
            self.ask(f"“{name}”", "units", units="、".join(units), name=name, unit=units[0])
        elif unclear:
            self.ask(f"“{name}”", "unitless")
        else:
            self.note(name, "plain")
        return not units and not unclear

    def cells(self, column: Column) -> list[Cell]:
        """A column's cells in the rows that count."""
        return [self.table.grid.at(row, column.index) for row in self.view.rows]


def _bears_unit(cell: Cell) -> bool:
    """Whether a cell says its own unit: by its format, or behind its number."""
    if "%" in cell.format or is_unit(literal(cell.format)):
        return True
    text = squeezed(cell.text) if isinstance(cell.value, str) else ""
    return bool(text) and not text[-1].isdigit() and text not in words().none
