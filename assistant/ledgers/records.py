"""The facts of a list, one row a thing: how many, the sums of its columns, and the kinds it tells."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from assistant.errors import LedgerError
from assistant.ledgers.lines import cell_kind
from assistant.ledgers.words import words

if TYPE_CHECKING:
    from assistant.ledgers.lines import Column
    from assistant.ledgers.suggesting import Reader

EVENT = frozenset({"number", "title", "category"})
_KINDS = {"category", "key", "charge"}
_FEWEST, _MOST, _MOST_TOLD, _MOST_WAYS = 2, 12, 8, 3
_DECEMBER = 12
_SHOWN = 10  # rows that a remark names


def lists_things(reader: Reader) -> bool:
    """Whether a table without days and measures is a list: numbered, titled, no stray numbers."""
    others = [c for c in reader.columns if not c.role and c is not reader.view.key]
    kinds = {cell_kind(cell) for c in others for cell in reader.cells(c) if not cell.empty}
    return bool({column.role for column in reader.columns} & EVENT) and "number" not in kinds


def propose_records(reader: Reader) -> None:
    """Proposes the count of the rows, by kind, and the sums; those of this year alone."""
    proposal, table = reader.proposal, reader.table
    taken = len(proposal.facts)
    reader.subject = words().measures["deeds"].sub("", reader.subject) or reader.subject
    days = reader.days[0] if reader.days else None
    if days and "previous" in reader.rules:
        reader.rules |= {"date": days.name, "same_months": True}
    unit = words().thing(*(c.path[-1] for c in table.columns if c.role == "title"), reader.subject)
    fact = {"indicator": reader.subject, "from": reader.name, "count": "rows"}
    fact |= {"unit": unit} if unit else {}
    kinds = _kinds(reader)
    first = {"parts": _parts(reader, kinds[0])} if kinds else {}
    proposal.facts.append({**fact, **first})
    reader.note(reader.subject, "counted_as" if unit else "counted", unit=unit)
    for column in kinds[1:]:  # a kind 信息 of 信息采用 would be heard in its name
        if not any(reader.view.text(row, column) in reader.subject for row in reader.view.rows):
            reader.by_kind(fact, column, _parts(reader, column))
    for column in reader.mains:
        reader.add_sum(column, first)
    if days:
        _of_this_year(reader, days, taken)


def _kinds(reader: Reader) -> list[Column]:
    """The columns whose few texts say of what kind a row is, those headed so before the others."""
    found = []
    for column in reader.columns:
        name = column.path[-1]
        told = [reader.view.text(row, column) for row in reader.view.rows]
        few = _FEWEST <= len(set(told)) <= min(_MOST, len(told) // 2)
        headed = column.role in _KINDS
        texts = not column.role and column not in reader.measures and column not in reader.days
        few = few and not all(words().measure("answers", text) for text in told)
        if few and "" not in told and (headed or (texts and not words().measure("persons", name))):
            found.append(column)
    return sorted(found, key=lambda column: column.role not in _KINDS)[:_MOST_WAYS]


def _parts(reader: Reader, column: Column) -> dict[str, Any]:
    many = len({reader.view.text(row, column) for row in reader.view.rows}) > _MOST_TOLD
    return {"by": column.name, **({"required": False} if many else {})}


def _of_this_year(reader: Reader, column: Column, taken: int) -> None:
    """Leaves the rows of other years out and says so; asks where most are, or the year is shifted."""
    proposal, view = reader.proposal, reader.view
    unread, others = _odd_days(reader, column)
    if not (unread or others):
        return
    year = str(proposal.year)
    span = {"from": f"{year}-01", "to": f"{year}-12"}
    found = [fact | {"where": {column.name: span}} for fact in proposal.facts[taken:]]
    doubtful = unread or len(others) * 2 > len(view.rows) or _shifted(reader, column, others)
    if others:
        rows = "、".join(map(str, others[:_SHOWN])) + "等" * (len(others) > _SHOWN)
        tell = reader.ask if doubtful else reader.note
        why = "other_years" if doubtful else "other_year"
        tell(reader.subject, why, rows=rows, count=str(len(others)), year=year)
    proposal.facts[taken:] = [] if doubtful else found
    proposal.asked += found if doubtful else []


def _shifted(reader: Reader, column: Column, others: list[int]) -> bool:
    """Whether the year may run from December to November: the one before's has rows, its own none."""
    days = [(row, day) for row in reader.view.rows if (day := reader.view.day(row, column))]
    last = {row for row, day in days if day.month == _DECEMBER}
    return bool(last) and last <= set(others)


def _odd_days(reader: Reader, column: Column) -> tuple[bool, list[int]]:
    """Whether a day cannot be read (the cells are asked), and the rows of another year."""
    unread, others, year = False, [], reader.proposal.year
    for row in reader.view.rows:
        try:
            day = reader.view.day(row, column)
        except LedgerError as error:
            reader.proposal.questions.append(error.message)
            unread = True
            continue
        if day is not None and year and day.year != year:
            others.append(row)
    return unread, others
