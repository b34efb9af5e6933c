"""A facts file against the ledger it came from: what has moved, and taking the new values over."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from assistant.facts import add_fact, load_facts, set_facts
from assistant.ledgers.cells import plain
from assistant.ledgers.importing import mapped_facts
from assistant.ledgers.mapping import text_of

if TYPE_CHECKING:
    from collections.abc import Iterator
    from decimal import Decimal
    from os import PathLike

    from assistant.domain import Fact, FactSheet
    from assistant.ledgers.mapping import Entry

_KEYS = {
    "value": "数值",
    "previous": "上年数",
    "target": "目标数",
    "unit": "单位",
    "source": "出处",
}


@dataclass(frozen=True, slots=True)
class Difference:
    """Something that the ledger tells otherwise than the facts file.

    Attributes:
        fact: its id.
        key: ``value``, ``previous``, ``target``, ``unit``, ``source``; ``new`` for a fact that
            the file lacks, ``gone`` for one that the ledger no longer gives.
        old, new: as texts; empty where there is none.
        entry: the keys and values of a new one.
    """

    fact: str
    key: str
    old: str = ""
    new: str = ""
    entry: Entry | None = None

    @property
    def text(self) -> str:
        """For the person."""
        if self.key == "new":
            return f"{self.fact}:事实表里没有,台账里是 {self.new}"
        if self.key == "gone":
            return f"{self.fact}:台账里没有了(事实表里是 {self.old}),没有删,请自己定"
        return f"{self.fact} 的{_KEYS[self.key]}:{self.old or '没有'} → {self.new}"


def differences(
    mapping: str | PathLike[str], facts: str | PathLike[str], *, compute: bool = False
) -> list[Difference]:
    """What a mapping gives now, against a facts file.

    Args:
        mapping: the mapping file.
        facts: the facts file; keys written by hand are no differences.
        compute: see :func:`assistant.ledgers.reading.read_book`.

    Raises:
        LedgerError: the ledger cannot be read.
        FactsError: the facts file cannot.
    """
    sheet = load_facts(facts)
    _, books, entries = mapped_facts(mapping, compute=compute)
    files = [book.name for book in books.books.values()]
    found: list[Difference] = []
    given: set[str] = set()
    for name, entry in _flat(entries):
        given.add(name)
        fact = sheet.by_id.get(name)
        if fact is None:
            found.append(Difference(name, "new", new=_told(entry), entry=entry))
        elif "source" in entry and "value" in entry:
            found += _changed(fact, entry)
    for fact in sheet.facts:
        if fact.id not in given and (fact.source or "").startswith(
            tuple(f"{file}!" for file in files)
        ):
            found.append(Difference(fact.id, "gone", _number(fact.value) + (fact.unit or "")))
    return found


def _flat(entries: list[Entry], above: str = "") -> Iterator[tuple[str, Entry]]:
    for entry in entries:
        name = f"{above}{text_of(entry.get('id', ''))}"
        yield name, entry
        yield from _flat(entry.get("parts") or [], f"{name}/")


def _changed(fact: Fact, entry: Entry) -> Iterator[Difference]:
    old: dict[str, Any] = {"value": fact.value, "previous": fact.previous, "target": fact.target}
    for key, value in old.items():
        if key in entry and entry[key] != value:
            yield Difference(fact.id, key, _number(value), _number(entry[key]))
    for key, text in (("unit", fact.unit), ("source", fact.source)):
        if key in entry and text_of(entry[key]) != text:
            yield Difference(fact.id, key, text or "", text_of(entry[key]))


def _number(value: Decimal | None) -> str:
    return "" if value is None else plain(value)


def _told(entry: Entry) -> str:
    return f"{_number(entry.get('value'))}{entry.get('unit') or ''}"


def refresh(facts: str | PathLike[str], found: list[Difference]) -> FactSheet:
    """Takes differences over into the facts file: comments, layout and other keys stay.

    Values of one total and new parts of it change together; what is gone is left to the person.

    Raises:
        FactsError: the changed file would not hold; nothing was written.
        OutputError: it cannot be written.
    """
    sheet = load_facts(facts)
    changes = {f"{item.fact}.{item.key}": item.new for item in found if item.key in _KEYS}
    parts: dict[str, list[Entry]] = {}
    whole: list[Entry] = []
    for item in found:
        above = item.fact.rpartition("/")[0]
        if item.entry is not None and above in sheet.by_id and sheet.by_id[above].parts:
            parts.setdefault(above, []).append(item.entry)
        elif item.entry is not None and not above:
            whole.append(item.entry)
    sheet = set_facts(facts, changes, parts)
    for entry in whole:
        sheet = add_fact(facts, entry)
    return sheet
