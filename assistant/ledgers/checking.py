"""A facts file against the ledgers it came from: what has moved, taking it over, and its sources."""

from __future__ import annotations

import re
from decimal import Decimal
from itertools import product
from typing import TYPE_CHECKING, NamedTuple

from assistant.errors import FactsError, InputError
from assistant.extraction.units import unit_class, unit_scale
from assistant.facts import add_fact, parse_facts, set_facts
from assistant.facts.loading import open_facts
from assistant.facts.nodes import Scalar, Sequence
from assistant.facts.values import date_text, is_empty, number_of
from assistant.ledgers.cells import UnreadError, places, plain, read_number, rounded, row_column
from assistant.ledgers.importing import facts_text, mapped_facts
from assistant.ledgers.mapping import Entry, text_of
from assistant.ledgers.reading import read_book
from assistant.ledgers.sums import same

if TYPE_CHECKING:
    from collections.abc import Iterator
    from os import PathLike
    from pathlib import Path

    from assistant.domain import Fact, FactSheet, Period
    from assistant.facts.nodes import Mapping
    from assistant.ledgers.cells import Book

_SOURCE = re.compile(
    r"(?P<file>[^!/\\:]+\.(?:xlsx|xlsm|xls|et|csv))!(?P<sheet>[^!]+)"
    r"(?:!(?P<cells>\$?[A-Za-z]{1,3}\$?\d{1,7}(?:[:,]\$?[A-Za-z]{1,3}\$?\d{1,7})*)(?: (?P<how>.*))?)?"
)
_SUM = "求和"
_SCALES = {"万": 4, "亿": 8}
_MOST_CELLS = 200_000
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
            the file lacks, ``gone`` for one that the ledger no longer gives, ``period`` for the document's, ``clash`` for what was written by hand in
            a unit that the ledger's is not of.
        old, new: as texts; empty where there is none; ``null`` for a part that is gone of a whole that adds up.
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
            how = "更新时数值留空,不再有的请删去这一条" if self.new else "没有删,请自己定"
            return f"{self.fact}:台账里没有了(事实表里是 {self.old}),{how}"
        if self.key == "clash":
            return f"{self.fact} 里手写的 {self.old} 与台账现在的单位“{self.new}”不是一类,请先改好"
        if self.key == "period":
            return f"时段:事实表里是 {self.old},映射里是 {self.new},没有改,请在事实表里改好"
        return f"{self.fact} 的{_KEYS[self.key]}:{self.old or '没有'} → {self.new}"


def differences(
    mapping: str | PathLike[str], facts: str | PathLike[str], *, compute: bool = False
) -> list[Difference]:
    """What a mapping gives now, against a facts file; keys written by hand are no differences."""
    parsed = open_facts(facts).parsed
    sheet = parsed.sheet
    rules, reckoner, entries = mapped_facts(mapping, compute=compute)
    found = _periods(rules, sheet, str(facts))
    given = {name: entry for name, entry, _ in _flat(entries)}
    for name, entry, unit in _flat(entries):
        fact, place = sheet.by_id.get(name), parsed.places.get(name)
        if place is None:
            told = f"{_text(entry.get('value'))}{entry.get('unit') or ''}"
            found.append(Difference(name, "new", new=told, entry=entry))
        elif "source" in entry and "value" in entry:
            pairs = {key: (_held(fact, place, key), entry[key]) for key in _KEYS if key in entry}
            found += [
                Difference(name, key, _text(pair[0]), _text(pair[1]))
                for key, pair in pairs.items()
                if pair[0] != pair[1]
            ]
            found += _converted(fact, entry, unit) if fact else []
    known = [fact for fact in sheet.facts if (fact.source or "").count("!")]
    files = {book.name for book in reckoner.books.books.values()}
    files |= {(f.source or "").partition("!")[0] for f in known if f.id in given}
    for fact in (fact for fact in known if fact.id not in given):
        if (fact.source or "").partition("!")[0] in files:
            whole = given.get(fact.parent or "", Entry())
            added = "parts" in whole and parsed.places[fact.parent or ""].get("partial") is None
            told = _text(fact.value) + (fact.unit or "")
            found.append(Difference(fact.id, "gone", told, "null" if added else ""))
    return found


def _converted(fact: Fact, entry: Entry, unit: str) -> list[Difference]:
    """What was written by hand in a unit that the ledger has changed, in the new one."""
    found, old = [], fact.unit or ""
    for key in ("previous", "target") if unit and old and unit != old else ():
        value = getattr(fact, key)
        if value is None or key in entry:
            continue
        if unit_class(unit) != unit_class(old):
            found.append(Difference(fact.id, "clash", f"{_text(value)}{old}", unit))
        else:
            new = plain(value * unit_scale(old) / unit_scale(unit))
            found.append(Difference(fact.id, key, _text(value), new))
    return found


def _held(fact: Fact | None, place: Mapping, key: str) -> Decimal | str | None:
    """What a fact says under a key; one that is to be filled in may say it too."""
    node = place.get(key)
    if fact is not None or not isinstance(node, Scalar) or is_empty(node):
        return getattr(fact, key, None)
    number = number_of(node)
    return node.text if number is None else number


def _periods(mapping: Entry, sheet: FactSheet, path: str) -> list[Difference]:
    """That the mapping reports on other months; FactsError where on another year."""
    given = (mapping["document"] or {}).get("period")
    told = {"title": "甲", "period": given}
    new = parse_facts(facts_text(told, [Entry(statement="乙")], "")).document.period
    old = sheet.document.period
    if new is None or old is None or new == old:
        return []
    if new.year != old.year:
        found = f"事实表是 {old.year} 年的,映射是 {new.year} 年的"
        advice = "请先用 assistant facts next 写出新一年的事实表,或核对 period"
        raise FactsError(found, path=path, advice=advice)
    return [Difference("document", "period", _span(old), _span(new))]


def _span(period: Period) -> str:
    return f"{date_text(period.start)}至{date_text(period.end)}"


def _flat(entries: list[Entry], above: str = "", of: str = "") -> Iterator[tuple[str, Entry, str]]:
    for entry in entries:
        name = f"{above}{text_of(entry.get('id', ''))}"
        unit = text_of(entry.get("unit") or of)
        yield name, entry, unit
        yield from _flat(entry.get("parts") or [], f"{name}/", unit)


def _text(value: Decimal | str | None) -> str:
    return plain(value) if isinstance(value, Decimal) else value or ""


def refresh(facts: str | PathLike[str], found: list[Difference]) -> FactSheet:
    """Takes differences over into the facts file: comments, layout and other keys stay.

    Totals and parts change together: one that is gone is left without its value, anything else as it is.
    FactsError where nothing was written.
    """
    if clash := next((item for item in found if item.key == "clash"), None):
        raise FactsError(clash.text, path=facts, advice="改好以后再刷新")
    parsed = open_facts(facts).parsed
    sheet, places = parsed.sheet, parsed.places
    changes = {f"{item.fact}.{item.key}": item.new for item in found if item.key in _KEYS}
    changes |= {f"{item.fact}.value": "null" for item in found if item.key == "gone" and item.new}
    parts: dict[str, list[Entry]] = {}
    whole: list[Entry] = []
    for item in found:
        above = item.fact.rpartition("/")[0]
        held = places[above].get("parts") if above in places else None
        if item.entry is not None and isinstance(held, Sequence) and held.items:
            parts.setdefault(above, []).append(item.entry)
        elif item.entry is not None and not above:
            whole.append(item.entry)
    sheet = set_facts(facts, changes, parts)
    for entry in whole:
        sheet = add_fact(facts, entry)
    return sheet


def check_sources(sheet: FactSheet, folder: Path) -> list[str]:
    """What is wrong with the sources of a fact sheet, a whole message each; ``folder`` has the workbooks."""
    books: dict[str, Book | None] = {}
    found: list[str] = []
    for fact in sheet.facts:
        match = _SOURCE.fullmatch((fact.source or "").strip())
        if match is None or not (folder / match["file"]).is_file():
            continue
        if match["file"] not in books:
            try:
                books[match["file"]] = read_book(folder / match["file"])
            except InputError as error:
                books[match["file"]] = None
                found.append(error.message)
        book = books[match["file"]]
        wrong = None if book is None else _wrong(fact, match, book)
        if wrong:
            found.append(f"第{fact.line}行:事实 {fact.id}“{fact.name}”的出处 {fact.source}:{wrong}")
    return found


def _wrong(fact: Fact, match: re.Match[str], book: Book) -> str | None:
    grid = next((grid for grid in book.grids if grid.name == match["sheet"].strip("'")), None)
    if grid is None:
        return f"没有这张工作表,有的是 {'、'.join(grid.name for grid in book.grids)}"
    cells = list(_cells(match["cells"] or ""))
    if any(row > grid.height or column > grid.width for row, column in cells):
        return "没有这一格,表没有这么大"
    several = len(cells) > 1  # a merged number counts once
    held = [c for p in cells if (c := grid.at(*p)).origin in {None, p} or not several]
    lost = any(cell.trouble == "formula" for cell in held)  # never stored: nothing to compare
    if fact.value is None or not cells or lost or (several and match["how"] != _SUM):
        return None
    try:
        readings = [
            reading.in_unit(fact.unit or "")
            for cell in held
            if (reading := read_number(cell, fact.unit or "")) is not None
        ]
    except UnreadError as error:
        return error.found
    if not readings:
        return f"这一格是空的,事实表里是 {plain(fact.value)}"
    exact = sum((reading.exact for reading in readings), Decimal(0))
    value = exact if several else readings[0].value
    told = f"台账里是 {plain(value)},事实表里是 {plain(fact.value)},请核对哪个对"
    return None if _bears(value, fact.value, fact.unit or "") else told


def _cells(text: str) -> Iterator[tuple[int, int]]:
    for part in filter(None, text.split(",")):
        ends = [row_column(end) or (1, 1) for end in part.split(":")]
        (top, left), (bottom, right) = ends[0], ends[-1]
        if (bottom - top + 1) * (right - left + 1) <= _MOST_CELLS:
            yield from product(range(top, bottom + 1), range(left, right + 1))


def _bears(value: Decimal, wanted: Decimal, unit: str) -> bool:
    """Whether a cell's number is the fact's: in its unit, as 0.985 for 98.5 %, rounded to its places."""
    forms = [value]
    if unit in {"%", "％"} and abs(value) <= 1:
        forms.append(value * 100)
    if unit[:1] in _SCALES:
        forms.append(value.scaleb(-_SCALES[unit[0]]))
    return any(same(wanted, form) or rounded(form, places(wanted)) == wanted != 0 for form in forms)
