"""The samples as the leak test reads them, what the text itself may say, and what is found."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from itertools import combinations
from typing import TYPE_CHECKING

from assistant.verification.leak.text import (
    GRAM,
    BareText,
    bare,
    fact_words,
    paragraph_of,
    places,
    set_phrases,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from assistant.domain import FactSheet, Mention

_TITLE_LINES = 2
_FOOT_LINES = 3
_SHORTEST_OFFICE = 3
_BEHIND_OFFICE = re.compile(
    r"\d|[一二]|关于|年|工作|党建|总结|$"
)  # how a title goes on behind the office
_COPY = 0.5  # share of the shorter sample's probes from which two samples are one source
_PROBES = 32  # evenly spaced
_PROBE = 8  # characters
_ASKED = 8  # samples asked about before a wording counts as one source's


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
        or (title.startswith(office) and _BEHIND_OFFICE.match(title, len(office)) is not None)
        for office in offices
        if len(office) >= _SHORTEST_OFFICE
    )


class LeakKind(StrEnum):
    """What was taken over; a closed set."""

    FIGURE = "figure"
    NAME = "name"
    PHRASE = "phrase"


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
        self._same: dict[tuple[int, int], bool] = {}

    def is_common(self, numbers: Iterable[int]) -> bool:
        """Whether the samples of these numbers are several that are independent of each other."""
        asked = sorted(set(numbers))[:_ASKED]
        return any(not self._same_source(one, two) for one, two in combinations(asked, 2))

    def holding(self, piece: str) -> list[int]:
        """The numbers of the samples that hold ``piece``."""
        return [number for number, text in enumerate(self.texts) if piece in text]

    def leak(
        self,
        text: BareText,
        span: tuple[int, int],
        kind: LeakKind,
        found: tuple[int, int],
        why: str,
    ) -> Leak:
        """A leak at ``span`` of the text as given; ``found`` is the sample's number and the place in it."""
        sample, place = found
        said = text.source[slice(*span)]
        where = paragraph_of(self.sources[sample], place)
        return Leak(*span, said, kind, self.names[sample], where, why)

    def _same_source(self, one: int, other: int) -> bool:
        known = self._same.get((one, other))
        if known is None:
            short, long = sorted((self.texts[one], self.texts[other]), key=len)
            step = max(1, len(short) // _PROBES)
            probes = [short[at : at + _PROBE] for at in range(0, len(short), step)]
            known = sum(probe in long for probe in probes) >= _COPY * len(probes)
            self._same[one, other] = known
        return known


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
        for piece in filter(None, (*facts.split("\n"), *set_phrases())):
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
