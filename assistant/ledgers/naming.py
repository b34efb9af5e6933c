"""How a fact is called: by its column's head, and by its table's subject where the head says not whose; rows 其中."""

from __future__ import annotations

from typing import TYPE_CHECKING

from assistant.files.forms import forms
from assistant.ledgers.words import is_unit, words

if TYPE_CHECKING:
    from assistant.ledgers.lines import Column
    from assistant.ledgers.suggesting import Reader
    from assistant.ledgers.view import View

_FORMS = forms(__file__)


def name_of(reader: Reader, column: Column) -> str:
    """The name of what a column adds up."""
    table, measure, path = reader.table, words().measure, column.path
    one = [c for c in reader.columns if c.role == "value" and not c.measure] == [column]
    bare = one or (column.year is not None and not column.measure)
    subject, name = reader.subject, _called(reader.columns, column)
    if bare and measure("yearly", path[-1]):
        subject = _FORMS.month.sub("", subject)  # a table of December may tell of the year
    key = reader.view.key
    if bare and key and (kinds := words().measures["kinds_of"].fullmatch(key.path[-1])):
        subject = kinds["of"]
    alone = bare and (len(reader.mains) == 1 or subject != reader.subject)
    if column.total or alone or name in words().heads["total"] or measure("generic", name):
        return subject
    counted = measure("counted_alone", name) or is_unit(name.removesuffix("数"))
    titled = table.title != table.grid.name and not measure("generic", subject)
    return f"{subject}{name}" if bare or (titled and counted) else name  # 人数 says not whose


def _called(columns: list[Column], column: Column) -> str:
    """A column's name; 低保/全年发放金额 is 低保发放金额 where no other there is called so."""
    own, group = words().measures["own"].fullmatch(column.path[-1]), column.group
    others = [c.path[-1] for c in columns if c.group == group and c is not column]
    if own and group and not any(name.endswith(own["of"]) for name in others):
        return "".join(group) + own["of"]
    return column.measure or "".join(column.path)


def kin(part: str, whole: str) -> bool:
    """Whether two names have two characters on end in common: 公办养老机构 is of 养老机构数."""
    return any(part[at : at + 2] in whole for at in range(len(part) - 1))


def behind_total(view: View) -> list[int]:
    """The rows 其中 that follow the total of all behind the rows: parts of it, not of a row."""
    ends = [row for row in view.wholes if row > max(view.rows, default=0)]
    return [row for row in view.table.of("among") if ends and row > ends[-1]]


def propose_parts_of_total(reader: Reader) -> None:
    """Proposes what the rows 其中 behind the total say in every column that was added up."""
    view = reader.view
    names = {row: view.name(row) for row in view.table.of("among")}
    for row in behind_total(view):
        label = names[row]
        part = words().rows["among"].fullmatch(label)
        if part is None or list(names.values()).count(label) > 1 or not part["part"]:
            reader.ask(f"第 {row} 行“{label}”", "among_row")
            continue
        for column in [c for c in reader.mains if reader.seen.get(c.index)]:
            cell = view.table.grid.at(row, column.index)
            if not cell.empty and cell.text not in words().none:
                whole = reader.seen[column.index]
                name = words().phrases["among"].format(whole=whole, part=part["part"])
                reader.add_row(name, label, column, required=False)
