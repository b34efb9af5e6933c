"""The value of the leak test."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


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
