"""The samples as the leak test reads them, and what the text itself may say."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from assistant.verification.leak.text import GRAM, BareText, bare, fact_words, set_phrases

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from assistant.domain import FactSheet, Mention

_COPY = 0.5  # share of the shorter sample's 4-grams from which two samples are one source
_SEVERAL = 2
_ASKED = 8  # samples asked about before a wording counts as one source's


@dataclass(slots=True)
class Shelf:
    """The samples, bare.

    Attributes:
        names: their names, sorted.
        sources: their texts as given, in that order.
        texts: their bare texts, in that order.
    """

    names: tuple[str, ...]
    sources: tuple[str, ...]
    texts: tuple[str, ...]
    _same: dict[tuple[int, int], bool] = field(default_factory=dict)

    @classmethod
    def of(cls, samples: Mapping[str, str]) -> Shelf:
        """The shelf of ``samples``."""
        names = tuple(sorted(samples))
        sources = tuple(samples[name] for name in names)
        return cls(names, sources, tuple(bare(source) for source in sources))

    def is_common(self, numbers: Iterable[int]) -> bool:
        """Whether the samples of these numbers are several that are independent of each other."""
        apart: list[int] = []
        for number in sorted(set(numbers))[:_ASKED]:
            if not any(self._same_source(other, number) for other in apart):
                apart.append(number)
        return len(apart) >= _SEVERAL

    def holding(self, piece: str) -> list[int]:
        """The numbers of the samples that hold ``piece``."""
        return [number for number, text in enumerate(self.texts) if piece in text]

    def _same_source(self, one: int, other: int) -> bool:
        known = self._same.get((one, other))
        if known is None:
            left, right = _grams(self.texts[one]), _grams(self.texts[other])
            fewest = max(1, min(len(left), len(right)))
            known = len(left & right) >= _COPY * fewest
            self._same[one, other] = known
        return known


def _grams(text: str) -> set[str]:
    return {text[index : index + GRAM] for index in range(len(text) - GRAM + 1)}


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
        for piece in (*facts.split("\n"), *set_phrases()):
            _mark(own, text.text, piece)
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


def _mark(own: list[bool], text: str, piece: str) -> None:
    at = text.find(piece) if piece else -1
    while at >= 0:
        own[at : at + len(piece)] = [True] * len(piece)
        at = text.find(piece, at + 1)
