"""Finding the documents in a page: numbered collections, further reading, copies."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from itertools import accumulate
from typing import TYPE_CHECKING

from assistant.extraction.numerals import value_of
from assistant.files.shipped import shipped
from assistant.samples.lines import DATE, Line, bare_title, is_signature, is_title

if TYPE_CHECKING:
    from assistant.samples.sample import Removal

_SHORTEST_DOCUMENT = 200
_LONGEST_TITLE = 40
_LONG_LEAD = 500  # characters that an editor's words before a collection do not reach
_GRAM = 4
COPY = 0.8  # the share of the shorter text's 4-grams that makes it a copy


@dataclass(frozen=True, slots=True)
class Piece:
    """A document as found in a page.

    Attributes:
        title: as announced or as its first line has it; empty where there is none.
        number: its number in a collection, 0 elsewhere.
        lines: its lines; the title is among them only where it is the author's own.
    """

    title: str
    number: int
    lines: tuple[Line, ...]

    @property
    def text(self) -> str:
        """Its text, a paragraph a line."""
        return "\n".join(line.text for line in self.lines)


def divide(lines: list[Line]) -> tuple[list[Piece], list[Removal]]:
    """The documents of a page."""
    heads = _collection_heads(lines)
    if heads:
        pieces, removals = _divide_collection(lines, heads)
    else:
        pieces, removals = [Piece("", 0, tuple(lines))], []
    divided: list[Piece] = []
    for piece in pieces:
        for part in _divide_further(piece):
            titled, repeats = _settle_title(part)
            removals += repeats
            divided.append(titled)
    return [piece for piece in divided if piece.lines], removals


@cache
def collection_heads() -> tuple[re.Pattern[str], ...]:
    """What a line that announces a document of a collection looks like."""
    return tuple(re.compile(one) for one in shipped(__file__, "cleaning.yaml")["collection"])


def _collection_heads(lines: list[Line]) -> list[tuple[int, int, str]]:
    """The index, number and title of each line that announces a document, numbered from 1."""
    for pattern in collection_heads():
        heads: list[tuple[int, int, str]] = []
        for index, line in enumerate(lines):
            match = pattern.fullmatch(line.text)
            if match and value_of(match["number"]) == len(heads) + 1:
                heads.append((index, len(heads) + 1, (match["title"] or "").strip()))
        if len(heads) > 1 and all(_long_enough(lines, heads, at) for at in range(len(heads))):
            return heads
    return []


def _long_enough(lines: list[Line], heads: list[tuple[int, int, str]], at: int) -> bool:
    end = heads[at + 1][0] if at + 1 < len(heads) else len(lines)
    return sum(len(line.text) for line in lines[heads[at][0] + 1 : end]) >= _SHORTEST_DOCUMENT


def _divide_collection(
    lines: list[Line], heads: list[tuple[int, int, str]]
) -> tuple[list[Piece], list[Removal]]:
    pieces: list[Piece] = []
    lead = [line for line in lines[: heads[0][0]] if line.text]
    removals: list[Removal] = []
    if sum(len(line.text) for line in lead if len(line.text) > _LONGEST_TITLE) >= _LONG_LEAD:
        pieces.append(Piece("", 0, tuple(lead)))  # a document of its own stands before the others
    else:
        removals += [line.removal("合集的题头") for line in lead]
    for at, (index, number, title) in enumerate(heads):
        end = heads[at + 1][0] if at + 1 < len(heads) else len(lines)
        removals.append(lines[index].removal("合集的篇目"))
        pieces.append(Piece(title, number, tuple(lines[index + 1 : end])))
    return pieces, removals


def _divide_further(piece: Piece) -> list[Piece]:
    """Divides at 扩展阅读: and where a title follows a signature's date."""
    further = re.compile(shipped(__file__, "cleaning.yaml")["further"])
    bounds = [0]
    upto = [0, *accumulate(len(line.text) for line in piece.lines)]
    cleared: dict[int, Line] = {}
    for index, line in enumerate(piece.lines):
        match = further.match(line.text)
        dated = index > 0 and DATE.search(piece.lines[index - 1].text[-14:]) is not None
        ended = dated and is_signature(piece.lines[index - 1].text) and is_title(line.text)
        rest = upto[-1] - upto[index]
        done = upto[index] - upto[bounds[-1]]
        if (match or ended) and min(rest, done) >= _SHORTEST_DOCUMENT:
            bounds.append(index)
            if match:
                cleared[index] = line.with_text(line.text[match.end() :])
    lines = [cleared.get(index, line) for index, line in enumerate(piece.lines)]
    ends = [*bounds[1:], len(lines)]
    return [
        Piece(piece.title if not start else "", piece.number, tuple(lines[start:end]))
        for start, end in zip(bounds, ends, strict=True)
    ]


def _settle_title(piece: Piece) -> tuple[Piece, list[Removal]]:
    """Finds the title among the first lines; earlier titles of the same document go."""
    lines = [line for line in piece.lines if line.text]
    titles: list[int] = []
    for index, line in enumerate(lines[:6]):
        if is_title(bare_title(line.text)):
            titles.append(index)
        elif len(line.text) > _LONGEST_TITLE or re.search("[。；]", line.text):
            break
    if not titles:
        return Piece(piece.title, piece.number, tuple(lines)), []
    last = titles[-1]
    own = lines[last].with_text(bare_title(lines[last].text))
    repeated = [index for index in titles[:-1] if _alike(lines[index].text, own.text)]
    removals = [lines[index].removal("重复的标题") for index in repeated]
    kept = [
        own if index == last else line for index, line in enumerate(lines) if index not in repeated
    ]
    # 及09年工作思路 goes on with the title that the collection gave.
    title = piece.title + own.text if own.text[0] in "及暨和与" else own.text
    return Piece(title, piece.number, tuple(kept)), removals


def _alike(one: str, other: str) -> bool:
    """Whether two titles share most of their characters."""
    left, right = set(one), set(other)
    return len(left & right) * 10 >= min(len(left), len(right)) * 6


def grams(text: str) -> frozenset[str]:
    """The character 4-grams of a text, white space aside."""
    bare = re.sub(r"\s+", "", text)
    return frozenset(bare[index : index + _GRAM] for index in range(len(bare) - _GRAM + 1))


def containment(one: str, other: str) -> float:
    """How much of the shorter text stands in the other: the share of its 4-grams, 0 to 1."""
    left, right = grams(one), grams(other)
    fewest = min(len(left), len(right))
    return len(left & right) / fewest if fewest else 0.0
