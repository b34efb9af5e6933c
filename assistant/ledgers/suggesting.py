"""The facts that one table says plainly, and what it leaves to ask."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from assistant.errors import LedgerError
from assistant.ledgers.cells import literal
from assistant.ledgers.columns import SIDES
from assistant.ledgers.lines import cell_kind
from assistant.ledgers.sums import addable, is_subtotal
from assistant.ledgers.values import is_day_text
from assistant.ledgers.words import is_unit, split_unit, squeezed, words

if TYPE_CHECKING:
    from assistant.ledgers.cells import Cell
    from assistant.ledgers.columns import Column
    from assistant.ledgers.proposing import Maker
    from assistant.ledgers.tables import Table
    from assistant.ledgers.view import View

YEAR = re.compile(r"(?<!\d)((?:19|20)\d\d)(?=年|\D|$)(?:年度?)?")
_COUNTED = re.compile(
    r"^(?:[一二三四五六七八九十]+、|\([一二三四五六七八九十\d]+\)|[表附][一二三四五六七八九十\d]+[:、]?|\d+[、.])"
)
OFFICE = re.compile(r"([\u4e00-\u9fff]{4,}?)(?:(?:19|20)\d\d|年度|上半年)")
_MOST_PARTS, _FEWEST_PARTS = 40, 2
_MOST_CATEGORIES = 12
_EVENT = {"number", "title", "category"}
_NUMERAL = re.compile(r"[-+(约近]?(?:\d|[一二三四五六七八九十百千万]+$)")


def named(table: Table) -> str:
    """What a table is called: its title without office, year and 统计表."""
    title = _COUNTED.sub("", YEAR.sub("", squeezed(table.title))).strip("年度()")
    office = OFFICE.match(squeezed(table.title))
    title = title.removeprefix(office[1]).lstrip("年") if office else title
    title = words().ends.sub("", title) or title
    return title if not re.fullmatch(r"Sheet\d+|表\d+|", title) else squeezed(table.grid.name)


def _counts(cell: Cell) -> bool:
    """Whether a cell holds a number, or a text that begins with one."""
    return cell_kind(cell) in {"number", "year"} or _NUMERAL.match(squeezed(cell.text)) is not None


class Reader:
    """Proposes the facts of one table."""

    def __init__(self, maker: Maker, view: View, name: str, rules: dict[str, Any]) -> None:
        self.maker, self.view, self.name, self.rules = maker, view, name, rules
        self.table = view.table
        self.seen: set[int] = set()

    def read(self) -> None:
        """Proposes the facts, then tells the columns that hold numbers and were passed over."""
        self._read()
        mains = any(c.index in self.seen and c.role in {"", "value"} for c in self.table.columns)
        for column in self.table.columns:
            role = column.role
            plain = role in {"", "value"} or (not mains and role in SIDES)
            if column.index in self.seen or not (plain or role in {"change", "rank"}):
                continue
            cells = [(row, self.view.cell(row, column)) for row in self.view.rows]
            told = [(row, cell) for row, cell in cells if not cell.empty]
            if column is self.view.key or not any(_counts(cell) for _, cell in told):
                continue
            if self._is_days(column) or (mains and column.year not in {None, self.maker.year}):
                continue
            odd = next((r for r, cell in told if cell_kind(cell) not in {"number", "year"}), 0)
            if odd and role in {"", "value"}:
                text = self.view.text(odd, column)[:40]
                place = self.table.grid.place(odd, column.index)
                self.maker.proposal.questions.append(
                    f"{place}:应是数字,写的是“{text}”,{column.name} 没有取"
                )
            elif column.total:
                self.maker.proposal.notes.append(
                    f"“{column.name}”({column.letter}列)用来核对,没有另取"
                )
            elif role:
                self.ask(
                    f"“{column.name}”", "是增减、比率或名次,没有取;要用的请在映射里写 row 和 column"
                )
            else:
                self.maker.proposal.notes.append(
                    f"“{column.name}”({column.letter}列)没有取;要用的请在映射里写 row 和 column"
                )

    def _read(self) -> None:
        """By what the table is: records, indicators or a cross table."""
        measures = [column for column in self.table.columns if self._is_measure(column)]
        days = [c for c in self.table.columns if self._is_days(c)]
        values = [
            c for c in measures if not c.measure and (c.role == "value" or self._this_year(c))
        ]
        if (days and not self._by_office(measures)) or not measures:
            if not days and not self._lists_things():
                self.ask("表", "没有认出数字列,也不像一行一件事的登记表;请看数字是不是写成了别的")
                return
            self._records(days, measures)
        elif self.view.key is not None and (
            self._of_indicators(measures) or (len(values) == 1 and not self._summed(values[0]))
        ):
            one = values or self._whole_time(measures)
            if len(one) == 1:
                self._indicators(one[0])
            else:
                self.ask("各行", "是不同的事,又有几列数,不知道取哪一列;请在映射里写 row 和 column")
        else:
            self._cross(measures)

    def _lists_things(self) -> bool:
        """Whether a table without days and measures is a list: numbered, titled, no stray numbers."""
        roles = {column.role for column in self.table.columns}
        others = [c for c in self.table.columns if not c.role and c is not self.view.key]
        stray = any(
            cell_kind(cell) == "number"
            for column in others
            for cell in self._cells(column)
            if not cell.empty
        )
        return bool(roles & {"number", "title", "category"}) and not stray

    def _by_office(self, measures: list[Column]) -> bool:
        """Whether rows are offices with figures, each once, though a day stands behind them."""
        key, roles = self.view.key, {column.role for column in self.table.columns}
        labels = [self.view.text(row, key) for row in self.view.rows] if key else []
        once = len(set(labels)) == len(labels)
        return (
            bool(key and measures and key.role in {"key", "unit"}) and once and not roles & _EVENT
        )

    def _summed(self, column: Column) -> bool:
        """Whether a total row says that the rows of a column are added up."""
        return any(
            cell_kind(self.table.grid.at(row, column.index)) == "number"
            for row in self.table.of("total")
        )

    def _of_indicators(self, measures: list[Column]) -> bool:
        """Whether every row is another thing: units of their own, mixed names, months side by side."""
        key = self.view.key
        if key is None:
            return False
        if self.view.units is not None:
            return True
        units = [bool(split_unit(self.view.text(row, key))[1]) for row in self.view.rows]
        mixed = key.path[-1] in words().heads["mixed"] and not self.table.of("total")
        timed = sum(words().time(column.path[-1]) not in {"", "year"} for column in measures)
        return units.count(True) * 2 > len(units) or mixed or timed > 1

    def _whole_time(self, measures: list[Column]) -> list[Column]:
        """The column of the whole: the total's where there is one, else this year's only one."""
        totals = [column for column in measures if column.total]
        return totals or self._mains(measures)

    def ask(self, what: str, why: str) -> None:
        """Notes what a person must settle."""
        self.maker.proposal.questions.append(f"工作表“{self.table.grid.name}”的{what}:{why}")

    def _this_year(self, column: Column) -> bool:
        return column.year is not None and column.year == self.maker.year and not column.role

    def _is_measure(self, column: Column) -> bool:
        if (
            column.role in {"number", "unit", "key", "date", "category", "title", "note"}
            or column is self.view.key
        ):
            return False
        return self.view.holds_numbers(column, self.table.of("row", "total"))

    def _is_days(self, column: Column) -> bool:
        """Whether a column holds days: by its head where it is no time like 1月, else by its cells."""
        cells = [cell for row in self.view.rows if not (cell := self.view.cell(row, column)).empty]
        if column.role == "date":
            return not all(words().time(cell.text) for cell in cells)
        return (
            bool(cells)
            and sum(cell_kind(cell) == "day" or is_day_text(squeezed(cell.text)) for cell in cells)
            * 5
            >= len(cells) * 4
        )

    def _mains(self, measures: list[Column]) -> list[Column]:
        """The columns that are this year's own: no side, no other year."""
        return [
            c
            for c in measures
            if c.role in {"", "value"} and c.year in {None, self.maker.year} and not c.total
        ]

    def _records(self, days: list[Column], measures: list[Column]) -> None:
        if days and self._bad_days(days[0]):
            return
        if days and "previous" in self.rules:
            self.rules |= {"date": days[0].name, "same_months": True}
        fact: dict[str, Any] = {"indicator": named(self.table), "from": self.name, "count": "rows"}
        for column in self.table.columns:
            values = [self.view.text(row, column) for row in self.view.rows]
            kinds = len(set(values))
            if (
                column.role in {"category", "key"}
                and "" not in values
                and _FEWEST_PARTS <= kinds <= min(_MOST_CATEGORIES, len(values) // 2)
            ):
                fact["parts"] = {"by": column.name}
                break
        self.maker.add(fact)
        self.maker.proposal.notes.append(
            f"“{named(self.table)}”按行数计,没有写单位;请在映射里写 unit,如 篇、件、次"
        )
        for column in self._mains(measures):
            self._add_sum(column, {})

    def _bad_days(self, column: Column) -> bool:
        """Whether a day cannot be read or is of another year; the cells are named."""
        found = False
        for row in self.view.rows:
            try:
                day = self.view.day(row, column)
            except LedgerError as error:
                self.maker.proposal.questions.append(error.message)
                found = True
                continue
            if day is not None and self.maker.year and day.year != self.maker.year:
                place = self.table.grid.place(row, column.index)
                self.maker.proposal.questions.append(
                    f"{place}:日期是 {day.year} 年的,不知道算不算 {self.maker.year} 年的;请改正,或在映射里写 where"
                )
                found = True
        return found

    def _indicators(self, column: Column) -> None:
        key = self.view.key
        self.seen |= {
            other.index
            for other in self.table.columns
            if other is column
            or column.total
            or other.role in SIDES
            or other.year
            or words().time(other.path[-1])
        }
        labels = [self.view.text(row, key) for row in self.view.rows] if key else []
        for row, label in zip(self.view.rows, labels, strict=True):
            cell = self.table.grid.at(row, column.index)
            if cell.empty or squeezed(cell.text) in words().none:
                self.maker.proposal.notes.append(
                    f"{self.table.grid.place(row, column.index)}:“{label}”没有数,没有取"
                )
                continue
            if not self._unit_known(column, row, label):
                continue
            fact = {
                "indicator": split_unit(label)[0],
                "from": self.name,
                "row": label,
                "column": column.name,
            }
            if labels.count(label) > 1 or not label:
                self.ask(f"第 {row} 行“{label}”", "同名的行不止一行,请改名,或在映射里用 cell 指明")
                continue
            self.maker.add(fact)

    def _cross(self, measures: list[Column]) -> None:
        done: set[int] = set()
        for total in (c for c in measures if c.total and c.group):
            parts = [
                c
                for c in self.view.group("/".join(total.group))
                if c in measures and c.role in {"", "value"}
            ]
            if len(parts) < _FEWEST_PARTS or len({self.view.unit(c) for c in (*parts, total)}) > 1:
                continue
            done |= {c.index for c in (*parts, total)}
            self.seen |= done
            if self._unit_known(total, 0, "/".join(total.group)):
                group = "/".join(total.group)
                self._try(
                    {
                        "indicator": total.measure or "".join(total.group),
                        "from": self.name,
                        "sum": group,
                        "parts": {"columns": group},
                    },
                    parts,
                )
        for column in self._mains(measures):
            if column.index not in done:
                self._add_sum(column, self._parts(column))

    def _contested(self, key: Column, column: Column) -> bool:
        """Whether other names stand between a column and the names of the rows, behind a measure."""
        first = min((c.index for c in self.table.columns if self._is_measure(c)), default=0)
        behind = [c.index for c in self.view.naming if c.role == "key" and first < c.index]
        return any((at < column.index) != (at <= key.index) for at in behind)

    def _parts(self, column: Column) -> dict[str, Any]:
        key = self.view.key
        if key and self._contested(key, column):
            self.maker.proposal.notes.append(
                f"“{column.name}”与“{key.name}”之间另有一列名称,分不清各行归谁,只取了合计,没有分项"
            )
            return {}
        labels = [self.view.text(row, key) for row in self.view.rows] if key else []
        distinct = len(set(labels)) == len(labels) and all(labels)
        timed = any(words().time(label) for label in labels)
        fits = distinct and not timed and _FEWEST_PARTS <= len(labels) <= _MOST_PARTS
        return {"parts": {"by": key.name}} if fits and key else {}

    def _add_sum(self, column: Column, more: dict[str, Any]) -> None:
        plain = [c for c in self.table.columns if c.role == "value" and not c.measure]
        name = column.measure or "".join(column.path)
        name = named(self.table) if plain == [column] else name
        self.seen.add(column.index)
        if "@" in column.name or not column.path[0] or column.path == (f"{column.letter}列",):
            self.ask(f"{column.letter}列", "没有表头,或与别的列同名,没有取;请在台账里改名")
            return
        if any(words().row("among", name) for name in column.path):
            self.ask(f"“{name}”", "是别的列的一部分,没有取;要用的请在映射里写明")
            return
        if not self._unit_known(column, 0, name):
            return
        if self._by_year(column, name):
            return
        rated = (
            words().measure("rates", name)
            or self.view.unit(column) == "%"
            or self._shown_percent(column)
        )
        if rated:
            self._rate(column, name)
        else:
            self._try({"indicator": name, "from": self.name, "sum": column.name, **more}, [column])

    def _by_year(self, column: Column, name: str) -> bool:
        """Whether the rows are years: this one's is taken, with the one before."""
        labels = [self.view.labels(row)[0] for row in self.view.rows if self.view.labels(row)]
        if len(labels) < _FEWEST_PARTS or any(words().time(label) != "year" for label in labels):
            return False
        years = {label[:4]: label for label in labels}
        year = self.maker.year or int(max(years))
        if str(year) not in years:
            self.ask(f"“{name}”", f"没有 {year} 年的行")
            return True
        fact: dict[str, Any] = {"indicator": name, "from": self.name}
        fact |= {"row": years[str(year)], "column": column.name}
        if str(year - 1) in years:
            fact["previous"] = {"row": years[str(year - 1)]}
        self.maker.add(fact)
        return True

    def _shown_percent(self, column: Column) -> bool:
        return any("%" in self.table.grid.at(row, column.index).format for row in self.view.rows)

    def _rate(self, column: Column, name: str) -> None:
        """A rate is only what the total's row says of it."""
        totals = [
            row
            for row in self.table.of("total")
            if not self.table.grid.at(row, column.index).empty
            and not any(map(is_subtotal, self.view.labels(row)))
        ]
        rows = totals or (self.view.rows if len(self.view.rows) == 1 else [])
        if len(rows) == 1:
            earlier = self.table.of("previous")
            fact: dict[str, Any] = {
                "indicator": name,
                "from": self.name,
                "row": self.view.labels(rows[0])[0],
                "column": column.name,
            }
            if len(earlier) == 1:
                fact["previous"] = {"row": self.view.labels(earlier[0])[0]}
            self.maker.add(fact)
        else:
            self.ask(
                f"“{name}”",
                "是比率或平均数,不能相加,合计行也没有写;要用的请在映射里写 row 或 ratio",
            )

    def _try(self, fact: dict[str, Any], columns: list[Column]) -> None:
        try:
            addable(self.view, columns, self.view.rows)
        except LedgerError as error:
            self.maker.proposal.questions.append(error.message)
            return
        self.maker.add(fact)

    def _unit_known(self, column: Column, row: int, name: str) -> bool:
        """Whether the unit is told, or none is and the values are whole numbers of things."""
        if self.view.unit(column, row) or self._own_units(column):
            return True
        units = "、".join(self.table.units)
        if units:
            self.ask(
                f"“{name}”",
                f"表上写的单位是“{units}”,分不清是不是它的;请写进表头,如 {name}({self.table.units[0]})",
            )
        elif words().measure("rates", name) or not self._whole(column):
            self.ask(f"“{name}”", "没有写单位,分不清是百分数、金额还是别的;请写进表头")
        else:
            self.maker.proposal.notes.append(f"“{name}”没有写单位,按没有单位取;请在映射里写 unit")
            return True
        return False

    def _cells(self, column: Column) -> list[Cell]:
        return [self.table.grid.at(row, column.index) for row in self.view.rows]

    def _own_units(self, column: Column) -> bool:
        return any(
            "%" in cell.format
            or is_unit(literal(cell.format))
            or (
                isinstance(cell.value, str)
                and not cell.empty
                and not squeezed(cell.text)[-1:].isdigit()
                and squeezed(cell.text) not in words().none
            )
            for cell in self._cells(column)
        )

    def _whole(self, column: Column) -> bool:
        return all("." not in squeezed(cell.text) for cell in self._cells(column))
