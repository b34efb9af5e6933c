"""Carrying figure references over from a section's source to a text that a person edited."""

from __future__ import annotations

import re
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import TYPE_CHECKING

from assistant.files.forms import forms

if TYPE_CHECKING:
    from assistant.drafting.references.render import Rendered, Span

_MARKS = " \n　，,。；;：:！!？?"  # what may stand around a clause
_LONGEST = 40  # a figure is no longer than this
_MOVED = 0.6  # a clause that shares this much with a lost one is that one, moved and changed
# A clause ends at a comma too, unless it stands between digits.
_CLAUSE = re.compile(
    r"(?:[^，,。！？；：!?;:\n]|(?<=[0-9])[,:](?=[0-9]))*(?:[，,。！？；：!?;:]+[”’」』）)》]*|\n|$)"
)
_FORMS = forms(__file__)


@dataclass(frozen=True, slots=True)
class Lost:
    """A reference whose figure was changed or cut.

    Attributes:
        span: its place in the old text.
        now: what stands between the same neighbours now; None where those are gone too, empty
            where the figure was cut out.
    """

    span: Span
    now: str | None


@dataclass(frozen=True, slots=True)
class Carried:
    """An edited text with the references that could be kept.

    Attributes:
        source: the edited text with a reference wherever a figure stayed as it was.
        lost: the references whose figure was changed or cut, in the order of the old text.
        starts: where the kept ones stand in the edited text.
    """

    source: str
    lost: tuple[Lost, ...]
    starts: tuple[int, ...] = ()


def carry_references(rendered: Rendered, edited: str) -> Carried:
    """Puts the references of ``rendered`` into ``edited`` wherever their figures stayed.

    A figure stayed where all its characters did and no numeral grew together with it; it may
    have moved with its clause.
    """
    where = _character_map(rendered.text, edited)
    kept: list[tuple[int, int, str]] = []
    lost: list[Lost] = []
    for place in rendered.spans:
        targets = [where.get(index) for index in range(place.start, place.end)]
        first = targets[0] if targets else None
        if first is not None and targets == list(range(first, first + len(targets))):
            kept.append((first, first + len(targets), place.reference))
        else:
            lost.append(Lost(place, _between(where, place, edited)))
    kept.sort()
    source: list[str] = []
    done = 0
    for start, end, reference in kept:
        source += [edited[done:start], reference]
        done = end
    source.append(edited[done:])
    return Carried("".join(source), tuple(lost), tuple(start for start, _, _ in kept))


def _between(where: dict[int, int], span: Span, edited: str) -> str | None:
    """What stands in ``edited`` between the neighbours that ``span`` had."""
    before = where.get(span.start - 1, -1 if span.start == 0 else None)
    after = where.get(span.end)
    if after is None and before is not None and span.end > max(where, default=0):
        after = len(edited)
    if before is None or after is None or not 0 <= after - before - 1 <= _LONGEST:
        return None
    return edited[before + 1 : after]


@dataclass(frozen=True, slots=True)
class _Run:
    """A clause or word and where it begins."""

    start: int
    text: str

    @property
    def end(self) -> int:
        """The offset behind it."""
        return self.start + len(self.text)


def _runs(text: str) -> list[_Run]:
    runs: list[_Run] = []
    offset = 0
    for clause in clauses(text):
        runs.append(_Run(offset, clause))
        offset += len(clause)
    return runs


def _character_map(old: str, new: str) -> dict[int, int]:
    """Where each character of ``old`` went in ``new``; those that were cut are missing."""
    where: dict[int, int] = {}
    before, after = _runs(old), _runs(new)
    old_left: list[_Run] = []
    new_left: list[_Run] = []
    matcher = SequenceMatcher(
        None, [run.text for run in before], [run.text for run in after], autojunk=False
    )
    for kind, old_from, old_to, new_from, new_to in matcher.get_opcodes():
        if kind == "equal":
            for one, other in zip(before[old_from:old_to], after[new_from:new_to], strict=True):
                _map_equal(where, one.start, other.start, len(one.text))
        else:
            old_left += before[old_from:old_to]
            new_left += after[new_from:new_to]
    old_left, new_left = _map_moved(where, old_left, new_left)
    _map_changed(where, old_left, new_left)
    return where


def _map_equal(where: dict[int, int], old: int, new: int, length: int) -> None:
    where.update(zip(range(old, old + length), range(new, new + length), strict=True))


def _map_moved(
    where: dict[int, int], before: list[_Run], after: list[_Run]
) -> tuple[list[_Run], list[_Run]]:
    """Maps clauses that stand elsewhere unchanged; returns those that are left."""
    places: dict[str, list[_Run]] = {}
    for run in reversed(after):
        places.setdefault(run.text.strip(_MARKS), []).append(run)
    old_left: list[_Run] = []
    used: set[int] = set()
    for run in before:
        text = run.text.strip(_MARKS)
        if text and (found := places.get(text)):
            other = found.pop()
            used.add(other.start)
            _map_equal(
                where,
                run.start + run.text.index(text),
                other.start + other.text.index(text),
                len(text),
            )
        else:
            old_left.append(run)
    return old_left, [run for run in after if run.start not in used]


def _map_changed(where: dict[int, int], before: list[_Run], after: list[_Run]) -> None:
    """Maps what stayed within changed clauses, each with the one that it is most alike to."""
    old_words = {run.start: words(run.text) for run in before}
    taken: set[int] = set()
    for other in after:
        matcher = SequenceMatcher(None, "", words(other.text), autojunk=False)
        best, score = None, _MOVED
        for run in before:
            if run.start in taken:
                continue
            matcher.set_seq1(old_words[run.start])
            if matcher.quick_ratio() >= score and (ratio := matcher.ratio()) > score:
                best, score = run, ratio
        if best is not None:
            taken.add(best.start)
            _map_words(where, [best], [other])
    # What found no partner may have been split or joined: compared in one piece.
    mapped = set(where.values())
    _map_words(
        where,
        [run for run in before if run.start not in taken],
        [run for run in after if not mapped.intersection(range(run.start, run.end))],
    )


def _map_words(where: dict[int, int], before: list[_Run], after: list[_Run]) -> None:
    """Maps the words that stayed; frequent ones do not begin a match, which keeps it quick."""
    mine, theirs = _placed(before), _placed(after)
    matcher = SequenceMatcher(None, [run.text for run in mine], [run.text for run in theirs])
    for block in matcher.get_matching_blocks():
        for step in range(block.size):
            one, other = mine[block.a + step], theirs[block.b + step]
            _map_equal(where, one.start, other.start, len(one.text))


def _placed(runs: list[_Run]) -> list[_Run]:
    """The words of ``runs``, each with its place."""
    result: list[_Run] = []
    for run in runs:
        offset = run.start
        for word in words(run.text):
            result.append(_Run(offset, word))
            offset += len(word)
    return result


def clauses(text: str) -> tuple[str, ...]:
    """The clauses of ``text`` with their end marks; joined they are the text."""
    return tuple(match.group() for match in _CLAUSE.finditer(text) if match.group())


def words(text: str) -> tuple[str, ...]:
    """The words of ``text``; numerals stay whole; joined they are the text."""
    return tuple(_FORMS.word.findall(text))
