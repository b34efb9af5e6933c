"""Last year's facts file as the beginning of this year's: ``assistant facts next``.

What was this year's value is last year's now; what was planned is the target; what happened on a
day is emptied; years move on. Comments, order, layout and sources stay.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, cast

from assistant.domain import Status
from assistant.errors import FactsError
from assistant.extraction.units import compatible
from assistant.facts.editing import Splice, end_of, inserted, leaf_end, line_end, replaced, spliced
from assistant.facts.loading import open_facts, parse_sheet
from assistant.facts.nodes import Scalar, Sequence
from assistant.facts.plans import core_of, rolling_words
from assistant.facts.reading import FIGURES
from assistant.facts.values import number_of

if TYPE_CHECKING:
    from collections.abc import Iterator
    from os import PathLike

    from assistant.domain import Fact
    from assistant.facts.loading import FactsFile
    from assistant.facts.nodes import Mapping, Node

_YEAR = re.compile(r"(?<![0-9])(?:19|20)[0-9]{2}(?![0-9])")


@dataclass(frozen=True, slots=True)
class RolledOver:
    """A facts file moved on by a year.

    Attributes:
        text: the new file.
        pending: the names of what must be filled in.
        kept: how many statements of last year wait to be checked.
        targets: how many plans became targets.
        unfilled: the names of those without a value of last year: their ``previous`` is left empty.
    """

    text: str
    pending: tuple[str, ...]
    kept: int
    targets: int
    unfilled: tuple[str, ...]


def roll_over(path: str | PathLike[str], year: int) -> RolledOver:
    """The text of the facts file that reports on ``year``; last year's stays as it is.

    Raises:
        FactsError: the file does not load, or reports on no year or a later one.
    """
    file = open_facts(path)
    period = file.parsed.sheet.document.period
    last = period.year if period else None
    if last is None or last >= year:
        told = "没有写一个年份" if last is None else f"是{last}年"
        found = f"document.period {told},不能接到{year}年"
        raise FactsError(found, path=path, advice="请核对 period 和要接的年份")
    roller = _Roller(file, year - last)
    text = spliced(file.text, [*roller.information(), *roller.facts()])
    new = parse_sheet(text, str(path), file.notation, "")
    return RolledOver(text, new.sheet.pending, roller.kept, roller.targets, tuple(roller.unfilled))


class _Roller:
    def __init__(self, file: FactsFile, by: int) -> None:
        self.file = file
        self.text = file.text
        self.parsed = file.parsed
        self.by = by
        self.kept = 0
        self.targets = 0
        self.unfilled: list[str] = []
        self.json = file.notation == "json"

    def information(self) -> Iterator[Splice]:
        """The title, the period and the outline's headings with the next year; no date signed."""
        # A checked sheet has a document.
        document = cast("Mapping", self.parsed.root.get("document"))
        for key, node in document.pairs:
            if key.text == "signed_on" and isinstance(node, Scalar):
                yield replaced(self.text, node, self._empty(document, node))
            elif key.text in {"title", "period", "outline"}:
                yield from self._moved(node)

    def facts(self) -> Iterator[Splice]:
        """Every fact's change."""
        plans = self._plans()
        for fact in self.parsed.sheet.facts:
            mapping = self.parsed.places[fact.id]
            if fact.id in plans:
                yield from self._planned(fact, mapping, merged=plans[fact.id])
            elif fact.statement is not None:
                yield from self._statement(mapping)
            else:
                yield from self._done(fact, mapping, self._target(fact, plans))
        for name in self.parsed.pending:
            yield from self._waiting(name, self.parsed.places[name])

    def _plans(self) -> dict[str, str | None]:
        """The planned facts, each with the id of the done fact whose target it is."""
        found: dict[str, str | None] = {}
        done = [fact for fact in self.parsed.sheet.facts if fact.status is Status.DONE]
        for fact in self.parsed.sheet.facts:
            if fact.status is not Status.PLANNED:
                continue
            core = core_of(fact.name)
            like = [
                one.id
                for one in done
                if one.name == core and one.low is not None and compatible(one.unit, fact.unit)
            ]
            found[fact.id] = like[0] if len(like) == 1 and fact.value is not None else None
        return found

    def _target(self, fact: Fact, plans: dict[str, str | None]) -> str:
        """What was planned of a done fact; empty where nothing was."""
        for name, of in plans.items():
            if of == fact.id:
                return f"{self.parsed.sheet.by_id[name].value:f}"
        return ""

    def _done(self, fact: Fact, mapping: Mapping, target: str) -> Iterator[Splice]:
        told = isinstance(mapping.get("value"), Scalar) or mapping.get("previous") is not None
        if fact.value is not None and told:
            yield self._put(mapping, "previous", f"{fact.value:f}")
        elif (before := mapping.get("previous")) is not None:
            self.unfilled.append(fact.name)
            yield replaced(self.text, before, self._empty(mapping, before))
        if target or fact.target is not None:
            self.targets += bool(target)
            yield self._put(mapping, "target", target or ("null" if self.json else ""))
        yield from self._emptied(mapping)
        for key in ("indicator", "event"):
            node = mapping.get(key)
            if isinstance(node, Scalar):
                yield from self._moved(node)

    def _waiting(self, name: str, mapping: Mapping) -> Iterator[Splice]:
        """What was never filled in waits again: what stood there is older than last year's."""
        value = mapping.get("value")
        told = isinstance(value, Scalar) and number_of(value) is not None  # a part of such a whole
        if isinstance(value, Scalar) and told:
            yield self._put(mapping, "previous", value.text)
        else:
            called = mapping.get("indicator") or mapping.get("event")
            self.unfilled.append(getattr(called, "text", name))
        for key in ("target", *(() if told else ("previous",))):
            if (node := mapping.get(key)) is not None:
                yield replaced(self.text, node, self._empty(mapping, node))
        yield from self._emptied(mapping)
        planned = mapping.get("status")
        if planned is not None:
            yield replaced(self.text, planned, self._word("done"))
        for key in ("indicator", "event"):
            words = mapping.get(key)
            if planned and isinstance(words, Scalar) and core_of(words.text) != words.text:
                yield replaced(self.text, words, self._word(core_of(words.text)))
            elif isinstance(words, Scalar):
                yield from self._moved(words)
        parts, known = self.parsed.places, {*self.parsed.pending, *self.parsed.sheet.by_id}
        for part in (one for one in parts if one.startswith(f"{name}/") and one not in known):
            yield from self._waiting(part, parts[part])

    def _planned(self, fact: Fact, mapping: Mapping, merged: str | None) -> Iterator[Splice]:
        """A plan that became a target goes; another is to be done now, its value the target."""
        facts = self.parsed.root.get("facts")
        block = isinstance(facts, Sequence) and not facts.flow and fact.parent is None
        if merged and block:
            begin = self.text.rfind("\n", 0, mapping.start) + 1
            stop = line_end(self.text, leaf_end(self.text, mapping))
            yield Splice(begin, min(stop + 1, len(self.text)), "")
            return
        status = mapping.get("status")
        if status is not None:
            yield replaced(self.text, status, self._word("done"))
        if fact.value is not None:
            yield self._put(mapping, "target", f"{fact.value:f}")
        yield from self._emptied(mapping)
        name = mapping.get("indicator")
        if isinstance(name, Scalar) and core_of(fact.name) != fact.name:
            yield replaced(self.text, name, self._word(core_of(fact.name)))

    def _statement(self, mapping: Mapping) -> Iterator[Splice]:
        self.kept += 1
        begin = self.text.rfind("\n", 0, mapping.start) + 1
        indent = self.text[begin : mapping.start]
        if not self.json and indent.strip() == "-":
            spaces = " " * indent.index("-")
            yield Splice(begin, begin, f"{spaces}{rolling_words()['check']}\n")

    def _emptied(self, mapping: Mapping) -> Iterator[Splice]:
        """The figures of a fact left empty."""
        for key in FIGURES:
            node = mapping.get(key)
            if node is not None:
                yield replaced(self.text, node, self._empty(mapping, node))

    def _empty(self, mapping: Mapping, node: Node) -> str:
        """Nothing, with a comment where the line has room for one."""
        if mapping.flow:
            return "null"
        rest = self.text[end_of(self.text, node) : line_end(self.text, node.end)]
        return "" if rest.strip() else f" # {rolling_words()['fill']}"

    def _put(self, mapping: Mapping, key: str, value: str) -> Splice:
        node = mapping.get(key)
        if node is not None:
            return replaced(self.text, node, value)
        return inserted(self.file, mapping, key, value)

    def _moved(self, node: Node) -> Iterator[Splice]:
        """The years of a text moved on."""
        for match in _YEAR.finditer(self.text, node.start, node.end):
            yield Splice(match.start(), match.end(), str(int(match[0]) + self.by))

    def _word(self, word: str) -> str:
        return f'"{word}"' if self.json else word
