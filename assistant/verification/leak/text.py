"""What the leak test compares: texts of only letters, digits and characters, with their places; the samples."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from itertools import accumulate, combinations
from typing import TYPE_CHECKING

from assistant.verification.lexicon import forms, genre

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from assistant.domain import FactSheet, Mention

GRAM = 4
# All but letters, digits, percent signs and decimal points.
_NO_CONTENT = re.compile(r"(?:[^\w.%‰]|_|(?<!\d)\.|\.(?!\d))+")
_SENTENCE = re.compile(r"[^。！？!?；;\n]+")
_TITLE_LINES = 2
_FOOT_LINES = 3
_SHORTEST_OFFICE = 3
_FORMS = forms(__file__)
_COPY = 0.5  # share of the shorter sample's probes from which two samples are one source
_PROBES = 32  # evenly spaced
_PROBE = 8  # characters
_ASKED = 8  # samples asked about before a wording counts as one source's


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


def fact_words(sheet: FactSheet) -> tuple[str, ...]:
    """Every wording that the fact sheet holds, bare and without repeats."""
    info = sheet.document
    found = [info.title, info.organization, info.self_name, info.addressee, info.signed_by]
    found += info.terms
    if isinstance(info.outline, tuple):
        found += [section.heading for section in info.outline]
    for fact in sheet.facts:
        found += [*fact.path, fact.indicator, fact.event, fact.statement, fact.unit, fact.scope]
        found += [fact.among, *fact.aliases, fact.source]
    return tuple(dict.fromkeys(bare(word) for word in found if word and len(bare(word)) > 1))


def paragraph_of(sample: str, index: int) -> str:
    """Where the bare character ``index`` of a sample stands: ``第3段``."""
    lengths = [length for line in sample.split("\n") if (length := len(bare(line)))]
    ends = list(accumulate(lengths))
    return f"第{bisect_right(ends, index) + 1}段"


def is_own(sample: str, sheet: FactSheet) -> bool:
    """Whether a sample is the office's own past summary.

    Its title begins with the document's organization (or who signs it), or a line at its end is that name
    alone. A longer name is another office's: 平沙区水务局河道所 is not 平沙区水务局.
    """
    info = sheet.document
    offices = {bare(name) for name in (info.organization, info.signed_by) if name}
    lines = [line for each in sample.splitlines() if (line := bare(each))]
    title = "".join(lines[:_TITLE_LINES])
    return any(
        office in lines[-_FOOT_LINES:]
        or (title.startswith(office) and _FORMS.behind_office.match(title, len(office)) is not None)
        for office in offices
        if len(office) >= _SHORTEST_OFFICE
    )


class LeakKind(StrEnum):
    """What was taken over; a closed set."""

    FIGURE = "figure"
    NAME = "name"
    PHRASE = "phrase"


_REASONS = {
    LeakKind.FIGURE: "这个数字连同前后的话与范文相同,事实表里没有",
    LeakKind.NAME: "“{}”是范文里的名称,事实表里没有",
    LeakKind.PHRASE: "这段话与范文相同或基本相同,事实表里没有",
}


@dataclass(frozen=True, slots=True)
class Leak:
    """A place of the text that comes from a sample.

    Attributes:
        start, end: half-open code-point offsets into the document's text.
        text: as written.
        sample: the sample's name.
        place: where in the sample: ``第3段``.
        reason: in Chinese, for the person.
    """

    start: int
    end: int
    text: str
    kind: LeakKind
    sample: str
    place: str
    reason: str


@lru_cache(maxsize=1024)
def _same_source(one: str, other: str) -> bool:
    short, long = sorted((one, other), key=len)
    step = max(1, len(short) // _PROBES)
    probes = [short[at : at + _PROBE] for at in range(0, len(short), step)]
    return sum(probe in long for probe in probes) >= _COPY * len(probes)


class Shelf:
    """The samples, bare.

    Attributes:
        names: their names, sorted.
        sources: their texts as given, in that order.
        texts: their bare texts, in that order.
    """

    def __init__(self, samples: Mapping[str, str]) -> None:
        self.names = tuple(sorted(samples))
        self.sources = tuple(samples[name] for name in self.names)
        self.texts = tuple(bare(source) for source in self.sources)

    def is_common(self, numbers: Iterable[int]) -> bool:
        """Whether the samples of these numbers are several that are independent of each other."""
        asked = sorted(set(numbers))[:_ASKED]
        pairs = combinations((self.texts[number] for number in asked), 2)
        return any(not _same_source(one, two) for one, two in pairs)

    def holding(self, piece: str) -> list[int]:
        """The numbers of the samples that hold ``piece``."""
        return [number for number, text in enumerate(self.texts) if piece in text]

    def leak(
        self, text: BareText, span: tuple[int, int], kind: LeakKind, sample: int, place: int
    ) -> Leak:
        """A leak at ``span`` of the text as given, from a ``place`` in the sample of that number."""
        said = text.source[slice(*span)]
        where = paragraph_of(self.sources[sample], place)
        return Leak(*span, said, kind, self.names[sample], where, _REASONS[kind].format(said))


@dataclass(frozen=True, slots=True)
class Allowed:
    """What of the text is no leak whoever else wrote it.

    Attributes:
        facts: the wordings of the fact sheet, bare, joined by line ends.
        own: for each bare character of the text, whether a fact or a set phrase covers it.
    """

    facts: str
    own: tuple[bool, ...]

    @classmethod
    def of(cls, text: BareText, sheet: FactSheet, mentions: tuple[Mention, ...]) -> Allowed:
        """What ``sheet`` allows in ``text``; its figures are other checks' business."""
        facts = "\n".join(fact_words(sheet))
        own = [False] * len(text.text)
        for piece in filter(None, (*facts.split("\n"), *map(bare, genre()))):
            for at in places(text.text, piece):
                own[at : at + len(piece)] = [True] * len(piece)
        for index in range(len(own) - GRAM + 1):
            if text.text[index : index + GRAM] in facts:
                own[index : index + GRAM] = [True] * GRAM
        for mention in mentions:
            for index in text.inside(mention.start, mention.end):
                own[index] = True
        return cls(facts, tuple(own))

    def holds(self, piece: str) -> bool:
        """Whether the facts hold a wording as it stands."""
        return piece in self.facts
