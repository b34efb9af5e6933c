"""A facts file against the ledger it came from: what has moved, and taking the new values over."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, NamedTuple

from assistant.facts import add_fact, load_facts, set_facts
from assistant.ledgers.cells import plain
from assistant.ledgers.importing import mapped_facts
from assistant.ledgers.mapping import text_of

if TYPE_CHECKING:
    from collections.abc import Iterator
    from os import PathLike

    from assistant.domain import FactSheet
    from assistant.ledgers.mapping import Entry

_KEYS = {
    "value": "数值",
    "previous": "上年数",
    "target": "目标数",
    "unit": "单位",
    "source": "出处",
}


class Difference(NamedTuple):
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
    """What a mapping gives now, against a facts file; keys written by hand are no differences."""
    sheet = load_facts(facts)
    _, books, entries = mapped_facts(mapping, compute=compute)
    found: list[Difference] = []
    given = dict(_flat(entries))
    for name, entry in given.items():
        fact = sheet.by_id.get(name)
        if fact is None:
            told = f"{_text(entry.get('value'))}{entry.get('unit') or ''}"
            found.append(Difference(name, "new", new=told, entry=entry))
        elif "source" in entry and "value" in entry:
            pairs = {key: (getattr(fact, key), entry[key]) for key in _KEYS if key in entry}
            found += [
                Difference(name, key, _text(pair[0]), _text(pair[1]))
                for key, pair in pairs.items()
                if pair[0] != pair[1]
            ]
    files = tuple(f"{book.name}!" for book in books.books.values())
    for fact in sheet.facts:
        if fact.id not in given and (fact.source or "").startswith(files):
            found.append(Difference(fact.id, "gone", _text(fact.value) + (fact.unit or "")))
    return found


def _flat(entries: list[Entry], above: str = "") -> Iterator[tuple[str, Entry]]:
    for entry in entries:
        name = f"{above}{text_of(entry.get('id', ''))}"
        yield name, entry
        yield from _flat(entry.get("parts") or [], f"{name}/")


def _text(value: Decimal | str | None) -> str:
    return plain(value) if isinstance(value, Decimal) else value or ""


def refresh(facts: str | PathLike[str], found: list[Difference]) -> FactSheet:
    """Takes differences over into the facts file: comments, layout and other keys stay.

    Values of one total and new parts of it change together; what is gone is left to the person.
    FactsError where the changed file would not hold; nothing was written then.
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
