"""Texts as the leak test compares them: only letters, digits and characters, with their places."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib import resources
from itertools import accumulate
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from assistant.domain import Fact, FactSheet

GRAM = 4
# All but letters, digits, percent signs and decimal points.
_NO_CONTENT = re.compile(r"(?:[^\w.%‰]|_|(?<!\d)\.|\.(?!\d))+")
_SENTENCE = re.compile(r"[^。！？!?；;\n]+")


@lru_cache(maxsize=1024)
def bare(text: str) -> str:
    """``text`` with full-width forms folded, and without spaces and punctuation."""
    return _NO_CONTENT.sub("", unicodedata.normalize("NFKC", text)).lower()


def places(text: str, piece: str) -> Iterator[int]:
    """Where a piece begins in a text, each time that it stands there."""
    at = text.find(piece)
    while at >= 0:
        yield at
        at = text.find(piece, at + 1)


def _between_digits(source: str, offset: int) -> bool:
    return (
        source[max(0, offset - 1) : offset].isdigit() and source[offset + 1 : offset + 2].isdigit()
    )


@dataclass(frozen=True, slots=True)
class BareText:
    """A text without its punctuation, and where each character came from.

    Attributes:
        source: as given.
        text: the characters that count.
        origin: the offset of each in the text as given; rising.
    """

    source: str
    text: str
    origin: tuple[int, ...]

    @classmethod
    def of(cls, source: str) -> BareText:
        """The bare form of ``source``."""
        characters: list[str] = []
        origin: list[int] = []
        for offset, character in enumerate(source):
            for one in unicodedata.normalize("NFKC", character).lower():
                point = one == "." and _between_digits(source, offset)
                if one.isalnum() or one in "%‰" or point:
                    characters.append(one)
                    origin.append(offset)
        return cls(source, "".join(characters), tuple(origin))

    def inside(self, start: int, end: int) -> range:
        """The indexes of the characters that came from ``[start, end)`` of the source."""
        return range(bisect_left(self.origin, start), bisect_left(self.origin, end))

    def source_span(self, start: int, end: int) -> tuple[int, int]:
        """The half-open span in the source of the bare characters ``[start, end)``; not empty."""
        return self.origin[start], self.origin[end - 1] + 1

    def grams(self, length: int) -> dict[str, list[int]]:
        """Where each run of ``length`` characters stands."""
        found: dict[str, list[int]] = {}
        for index in range(len(self.text) - length + 1):
            found.setdefault(self.text[index : index + length], []).append(index)
        return found

    def sentences(self) -> Iterator[range]:
        """The indexes of each sentence."""
        for match in _SENTENCE.finditer(self.source):
            yield self.inside(match.start(), match.end())


@cache
def set_phrases() -> tuple[str, ...]:
    """The set phrases of the genre, bare."""
    file = resources.files("assistant.verification.lexicon").joinpath("genre.txt")
    lines = file.read_text("utf-8").splitlines()
    return tuple(bare(line) for line in lines if line and not line.startswith("#"))


def fact_words(sheet: FactSheet) -> tuple[str, ...]:
    """Every wording that the fact sheet holds, bare and without repeats."""
    info = sheet.document
    found = [info.title, info.organization, info.self_name, info.addressee, info.signed_by]
    found += info.terms
    if isinstance(info.outline, tuple):
        found += [section.heading for section in info.outline]
    for fact in sheet.facts:
        found += _words_of(fact)
    return tuple(dict.fromkeys(bare(word) for word in found if word and len(bare(word)) > 1))


def _words_of(fact: Fact) -> list[str | None]:
    alone = [fact.indicator, fact.event, fact.statement, fact.unit, fact.scope, fact.among]
    return [*fact.path, *alone, *fact.aliases, fact.source]


def paragraph_of(sample: str, index: int) -> str:
    """Where the bare character ``index`` of a sample stands: ``第3段``."""
    lengths = [length for line in sample.split("\n") if (length := len(bare(line)))]
    ends = list(accumulate(lengths))
    return f"第{bisect_right(ends, index) + 1}段"
