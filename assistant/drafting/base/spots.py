"""Where each carried sentence stands in the new document."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from assistant.drafting.references.render import render
from assistant.drafting.wording.punctuation import official

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from assistant.domain import FactSheet
    from assistant.drafting.base.carry import Carried
    from assistant.drafting.base.sections import BaseSection, Line


@dataclass(slots=True)
class Spot:
    """A sentence in the new document.

    Attributes:
        line: the line that it stands in.
        at: its number in the line, from 0.
        start, end: half-open offsets into the document's text.
    """

    line: Line
    at: int
    start: int
    end: int

    @property
    def sentence(self) -> Carried:
        """The sentence."""
        return self.line.sentences[self.at]


def spots_of(sections: Sequence[BaseSection], text: str, sheet: FactSheet) -> Iterator[Spot]:
    """Every sentence that stands in ``text``, in order.

    Args:
        sections: the carried sections.
        text: of the document that was made of them.
        sheet: this year's facts.
    """
    cursor = 0
    for section in sections:
        for line in section.lines:
            for at, sentence in enumerate(line.sentences):
                told = official(render(sentence.source, sheet, lenient=True).text.strip())
                found = text.find(told, cursor) if told else -1
                if found >= 0:
                    cursor = found + len(told)
                    yield Spot(line, at, found, cursor)
