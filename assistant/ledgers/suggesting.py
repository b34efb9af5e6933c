"""The facts that one table says plainly, and what it leaves to ask."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from assistant.errors import LedgerError
from assistant.ledgers.cells import is_day_text, literal
from assistant.ledgers.lines import SIDES, cell_kind, side_of_name
from assistant.ledgers.mapping import block, flow
from assistant.ledgers.records import lists_things, propose_records
from assistant.ledgers.sums import addable
from assistant.ledgers.words import is_unit, split_unit, squeezed, words

if TYPE_CHECKING:
    from assistant.ledgers.cells import Cell
    from assistant.ledgers.lines import Column
    from assistant.ledgers.view import View

_NUMERAL = re.compile(r"[-+(约近]?(?:\d|[一二三四五六七八九十百千万]+$)")
_MOST_PARTS, _FEWEST_PARTS = 40, 2
_SEEN = 500  # rows that tell what a column holds
_MOST_TOLD = 8  # parts that a sentence can list
EVENT = frozenset({"number", "title", "category"})
_NO_MEASURE = {"unit", "key", "charge", "date", "note"} | EVENT
_OWN = {"", "value"}


@dataclass
class Proposal:
    """A mapping with what it leaves open: ``questions`` a person must settle, whole messages each."""

    document: dict[str, Any]
    file: str
    year: int | None = None
    sheets: dict[str, dict[str, Any]] = field(default_factory=dict)
    facts: list[dict[str, Any]] = field(default_factory=list)
    questions: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    asked: list[dict[str, Any]] = field(default_factory=list)

    def text(self) -> str:
        """The mapping file; what is open stands in comments."""
        lines = ["# 台账映射:由台账自动拟出,请核对后修改。写法见 docs/ledger.md", "version: 1"]
        lines += [*block("document", self.document), f"file: {flow({'a': self.file})[4:-1]}"]
        lines += ["sheets:", *(f"  {name}: {flow(rules)}" for name, rules in self.sheets.items())]
        lines += ["facts:" if self.facts else "facts: []"]
        lines += [f"  - {flow(fact)}" for fact in self.facts]
        lines += [f"# 待定:{question}" for question in self.questions]
        return "\n".join([*lines, *(f"#  - {flow(fact)}" for fact in self.asked)]) + "\n"


class Reader:
    """Proposes the facts of one table; ``rules`` are those of its sheet in the mapping."""

    def __init__(self, proposal: Proposal, view: View, name: str, rules: dict[str, Any]) -> None:
        self.proposal, self.view, self.name, self.rules = proposal, view, name, rules
        self.table, self.columns = view.table, view.table.columns
        self.seen: set[int] = set()
        self.days = [column for column in self.columns if self._is_days(column)]
        self.measures = [column for column in self.columns if self._is_measure(column)]
        self.labels = [view.text(row, view.key) for row in view.rows] if view.key else []
        self.mains = [  # this year's own: no side, no other year
            c
            for c in self.measures
            if c.role in _OWN and not c.total and c.year in {None, proposal.year}
        ]
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
        for column in self.columns:
            role = column.role
            asked = role in {*_OWN, "change", "rank"} or (not mains and role in SIDES)
            other = mains and column.year not in {None, self.proposal.year}
            known = column is self.view.key or column in self.days or column.index in self.seen
            if asked and not other and not known:
                self._passed_over(column)

    def _passed_over(self, column: Column) -> None:
        cells = [(row, self.view.cell(row, column)) for row in self.view.rows]
        told = [(row, cell, cell_kind(cell)) for row, cell in cells if not cell.empty]
        numbers = {"number", "year"}
        numerals = [k in numbers or bool(_NUMERAL.match(squeezed(c.text))) for _, c, k in told]
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
            if not c.measure and (c.role == "value" or (year and c.year == year and not c.role))
        ]
        single = len(values) == 1 and not any(
            cell_kind(self.table.grid.at(row, values[0].index)) == "number" for row in totals
        )
        if (self.days and not self._by_office()) or not self.measures:
            if self.days or lists_things(self):
                propose_records(self)
            else:
                self.ask("表", "numberless")
        elif key is not None and (self._of_indicators(key) or single) and not self._timed():
            one = values or [c for c in self.measures if c.total] or self.mains
            if len(one) > 1 or not one:
                self.ask("各行", "unlike")
            elif totals and not self.several_units:
                self.seen |= self._beside(one[0])
                self.add_sum(one[0], self._parts(one[0]))
            else:
                self._indicators(one[0])
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

    def _timed(self) -> bool:
        """Whether the rows are times and years no others: 三月份 is no indicator."""
        return bool(self.labels) and all(words().time(t) not in {"", "year"} for t in self.labels)

    def _is_measure(self, column: Column) -> bool:
        if column.role in _NO_MEASURE or column is self.view.key:
            return False
        return self.view.holds_numbers(column, self.table.of("row", "total"))

    def _is_days(self, column: Column) -> bool:
        """Whether a column holds days: by its head where it is no time like 1月, else by its cells."""
        rows = self.view.rows[:_SEEN]
        cells = [cell for row in rows if not (cell := self.view.cell(row, column)).empty]
        if column.role == "date":
            return not all(words().time(cell.text) for cell in cells)
        told = [cell_kind(c) == "day" or is_day_text(c.text) for c in cells]
        wanted = (1, 2) if column.path[-1].endswith("时间") else (4, 5)
        return bool(cells) and told.count(True) * wanted[1] >= len(cells) * wanted[0]

    def _beside(self, column: Column) -> set[int]:
        """A row's value with the columns that say of it no more: its sides, years, and times."""
        return {
            c.index
            for c in self.columns
            if column.total or c is column or c.role in SIDES or c.year or words().time(c.path[-1])
        }

    def _indicators(self, column: Column) -> None:
        self.seen |= self._beside(column)
        names = {split_unit(label)[0]: label for label in self.labels}
        before = {  # 去年同期合格率 is the year before of 合格率
            names[of]: label
            for name, label in names.items()
            for side, of in [side_of_name(name)]
            if side == "previous" and of in names
        }
        above, mark = "", ""
        for row, kind in self.table.kinds.items():
            if kind not in {"row", "among"}:
                continue
            label = self.view.name(row)
            part = words().rows["among"].fullmatch(label) if kind == "among" else None
            above, mark = (above, mark or label[: part.start("part")]) if part else (label, "")
            cell = self.table.grid.at(row, column.index)
            if label in before.values():
                continue
            if cell.empty or squeezed(cell.text) in words().none:
                place = self.table.grid.place(row, column.index)
                self.proposal.notes.append(f"{place}:“{label}”没有数,没有取")
            elif self._unit_known(column, row, label):
                name = split_unit(words().unnumbered(part["part"] if part else label))[0]
                plain = not part or (name not in self.labels and _kin(name, above))
                if not plain and (name == above or not label.startswith(mark)):
                    self.ask(f"第 {row} 行“{label}”", "among_row")
                    continue
                if not plain:
                    whole = split_unit(words().unnumbered(above))[0]
                    name = words().phrases["among"].format(whole=whole, part=name)
                if self.labels.count(label) > 1 or not label:
                    self.ask(f"第 {row} 行“{label}”", "same_rows")
                else:
                    self._row(name, label, column, before.get(label, ""))

    def _row(self, name: str, row: str, column: Column, before: str = "") -> None:
        fact: dict[str, Any] = {"indicator": name, "from": self.name}
        fact |= {"row": row, "column": column.name}
        self.proposal.facts.append(fact | ({"previous": {"row": before}} if before else {}))

    def _cross(self) -> None:
        for total in (c for c in self.measures if c.total and c.group):
            group = "/".join(total.group)
            parts = [c for c in self.view.group(group) if c in self.measures and c.role in _OWN]
            alike = len({self.view.unit(c) for c in (*parts, total)}) == 1
            if len(parts) >= _FEWEST_PARTS and alike:
                self.seen |= {c.index for c in (*parts, total)}
                if self._unit_known(total, 0, group):
                    name = total.measure or "".join(total.group)
                    self._try(name, group, {"parts": {"columns": group}}, parts)
        for column in [c for c in self.mains if c.index not in self.seen]:
            self.add_sum(column, self._parts(column))

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
        distinct = len(set(labels)) == len(labels) and all(labels)
        timed = any(words().time(label) for label in labels)
        if not distinct or timed or not _FEWEST_PARTS <= len(labels) <= _MOST_PARTS:
            return {}
        many = {"required": False} if len(labels) > _MOST_TOLD else {}
        return {"parts": {"by": key.name, **many}}

    def add_sum(self, column: Column, more: dict[str, Any]) -> None:
        """Proposes the sum of a column, under the name of its head or of its table."""
        bare = [c for c in self.columns if c.role == "value" and not c.measure] == [column]
        subject, name = self.table.subject, column.measure or "".join(column.path)
        titled = self.table.title != self.table.grid.name
        counted = words().measure("counted_alone", name) or (
            name.endswith("数") and is_unit(name[:-1])
        )
        nothing = name in words().heads["total"] or words().measure("generic", name)
        if column.total or nothing or (bare and len(self.mains) == 1):
            name = subject
        elif bare or (titled and counted and not words().measure("generic", subject)):
            name = f"{subject}{name}"  # 人数 says not whose
        self.seen.add(column.index)
        if "@" in column.name or column.path == (f"{column.letter}列",):
            self.ask(f"{column.letter}列", "nameless")
        elif any(words().row("among", text) for text in column.path):
            self.ask(f"“{name}”", "among")
        elif self._unit_known(column, 0, name) and not self._by_year(column, name):
            shown = any("%" in cell.format for cell in self.cells(column))
            if words().measure("rates", name) or self.view.unit(column) == "%" or shown:
                self._rate(column, name)
            else:
                self._try(name, column.name, more, [column])

    def _by_year(self, column: Column, name: str) -> bool:
        """Whether the rows are years: this one's is taken, with the one before."""
        labels = [label for row in self.view.rows if (label := self.view.name(row))]
        if len(labels) < _FEWEST_PARTS or any(words().time(label) != "year" for label in labels):
            return False
        years = {int(label[:4]): label for label in labels}
        year = self.proposal.year or max(years)
        if year in years:
            self._row(name, years[year], column, years.get(year - 1, ""))
        else:
            self.ask(f"“{name}”", "yearless", year=str(year))
        return True

    def _rate(self, column: Column, name: str) -> None:
        """A rate is only what the total's row says of it."""
        totals = [r for r in self.view.wholes if not self.table.grid.at(r, column.index).empty]
        rows = totals or (self.view.rows if len(self.view.rows) == 1 else [])
        if len(rows) == 1:
            earlier = self.table.of("previous")
            before = self.view.name(earlier[0]) if len(earlier) == 1 else ""
            self._row(name, self.view.name(rows[0]), column, before)
        else:
            self.ask(f"“{name}”", "rate")

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
        if "required" in more.get("parts", ()):
            self.note(name, "many", count=str(len(self.labels)))
        self.proposal.facts.append({"indicator": name, "from": self.name, "sum": what, **more})

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


def _kin(part: str, whole: str) -> bool:
    """Whether two names have two characters on end in common: 公办养老机构 is of 养老机构数."""
    return any(part[at : at + 2] in whole for at in range(len(part) - 1))


def _bears_unit(cell: Cell) -> bool:
    """Whether a cell says its own unit: by its format, or behind its number."""
    if "%" in cell.format or is_unit(literal(cell.format)):
        return True
    text = squeezed(cell.text) if isinstance(cell.value, str) else ""
    return bool(text) and not text[-1].isdigit() and text not in words().none
