"""Comparing two texts by sentence, and within a changed sentence by word."""

from __future__ import annotations

import re
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum

# A sentence ends behind its mark and the quotes and brackets that close on it, or at a line's end.
_SENTENCE = re.compile(r"[^。！？；!?;\n]*(?:[。！？；!?;]+[”’」』）)》]*|\n|$)")
# A clause ends at a comma too, unless it stands between digits.
_CLAUSE = re.compile(
    r"(?:[^，,。！？；：!?;:\n]|(?<=[0-9])[,:](?=[0-9]))*(?:[，,。！？；：!?;:]+[”’」』）)》]*|\n|$)"
)
# A numeral is one word, however long, and so is a Latin word; other characters stand alone.
_WORD = re.compile(
    r"[0-9０-９]+(?:[.,．，][0-9０-９]+)*[%％‰]?|[〇零一二三四五六七八九十百千万亿两]+|[A-Za-z]+|\s+|."
)
_ALIKE = 0.5  # two sentences that share less are shown whole, one cut and one new


class Change(StrEnum):
    """What became of a piece of text."""

    SAME = "same"
    CUT = "cut"
    NEW = "new"


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of text that stayed, was cut, or is new."""

    change: Change
    text: str


def sentences(text: str) -> tuple[str, ...]:
    """The sentences of ``text`` with their end marks; joined they are the text."""
    return tuple(match.group() for match in _SENTENCE.finditer(text) if match.group())


def clauses(text: str) -> tuple[str, ...]:
    """The clauses of ``text`` with their end marks; joined they are the text."""
    return tuple(match.group() for match in _CLAUSE.finditer(text) if match.group())


def words(text: str) -> tuple[str, ...]:
    """The words of ``text``; numerals stay whole; joined they are the text."""
    return tuple(_WORD.findall(text))


def compare(old: str, new: str) -> tuple[Piece, ...]:
    """What changed from ``old`` to ``new``.

    The pieces that are same or cut make up ``old``, those that are same or new make up ``new``.
    """
    before, after = sentences(old), sentences(new)
    pieces: list[Piece] = []
    matcher = SequenceMatcher(None, before, after, autojunk=False)
    for kind, old_from, old_to, new_from, new_to in matcher.get_opcodes():
        if kind == "equal":
            pieces.append(Piece(Change.SAME, "".join(before[old_from:old_to])))
        else:
            pieces += _changed(before[old_from:old_to], after[new_from:new_to])
    return merged(pieces)


def merged(pieces: list[Piece]) -> tuple[Piece, ...]:
    """``pieces`` with neighbours of one kind joined and empty ones left out."""
    result: list[Piece] = []
    for piece in pieces:
        if not piece.text:
            continue
        if result and result[-1].change is piece.change:
            result[-1] = Piece(piece.change, result[-1].text + piece.text)
        else:
            result.append(piece)
    return tuple(result)


def _changed(before: tuple[str, ...], after: tuple[str, ...]) -> list[Piece]:
    """Sentences in a place where texts differ: alike ones by word, others whole, in order."""
    pieces: list[Piece] = []
    next_new = 0
    for old in before:
        candidates = range(next_new, len(after))
        best = max(candidates, key=lambda place: (_alike(old, after[place]), -place), default=None)
        if best is None or _alike(old, after[best]) < _ALIKE:
            pieces.append(Piece(Change.CUT, old))
            continue
        pieces += [Piece(Change.NEW, text) for text in after[next_new:best]]
        pieces += _by_word(old, after[best])
        next_new = best + 1
    return pieces + [Piece(Change.NEW, text) for text in after[next_new:]]


def _by_word(old: str, new: str) -> list[Piece]:
    before, after = words(old), words(new)
    pieces: list[Piece] = []
    matcher = SequenceMatcher(None, before, after, autojunk=False)
    for kind, old_from, old_to, new_from, new_to in matcher.get_opcodes():
        if kind == "equal":
            pieces.append(Piece(Change.SAME, "".join(before[old_from:old_to])))
        else:
            pieces.append(Piece(Change.CUT, "".join(before[old_from:old_to])))
            pieces.append(Piece(Change.NEW, "".join(after[new_from:new_to])))
    return pieces


def alike(old: str, new: str) -> float:
    """How much two texts share, 0 to 1, by their words."""
    return SequenceMatcher(None, words(old), words(new), autojunk=False).ratio()


def _alike(old: str, new: str) -> float:
    matcher = SequenceMatcher(None, words(old), words(new), autojunk=False)
    # The quick bound spares most of the work where sentences have nothing in common.
    return matcher.ratio() if matcher.quick_ratio() >= _ALIKE else 0.0
