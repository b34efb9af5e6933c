"""What a reader is asked: the facts, and the text with a number before each figure that is in question."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from assistant.domain import Scope, Verdict
from assistant.verification.grams import pairs
from assistant.verification.lexicon import words
from assistant.verification.matching.index import index_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from assistant.domain import Document, Fact, FactSheet, Figure
    from assistant.verification.candidates import Candidate

_OPEN, _CLOSE = "⟦", "⟧"
_PLAIN = str.maketrans({_OPEN: "[", _CLOSE: "]", "\n": " "})
_SENTENCES, _CLAUSES = re.compile(r"[。;；!！?？\n]"), re.compile(r"[,，、。;；:：\n]")
# So far before and behind a figure its words still name what it counts.
_BEFORE, _BEHIND = 200, 10


@dataclass(frozen=True, slots=True)
class Passage:
    """A block of the text.

    Attributes:
        start: its offset in the document's text.
        text: as written.
        marks: (number, offset in ``text``) of each figure that is asked about, in order.
        level: of a heading, shown for what it says of the blocks below it: 1 for 一、 and so on; else 0.
    """

    start: int
    text: str
    marks: tuple[tuple[int, int], ...] = ()
    level: int = 0

    @property
    def marked(self) -> str:
        """The text on one line with ``⟦7⟧`` before each figure; such marks in the text itself become brackets."""
        pieces, at = [], 0
        for number, place in self.marks:
            pieces += [self.text[at:place].translate(_PLAIN), f"{_OPEN}{number}{_CLOSE}"]
            at = place
        return "".join((*pieces, self.text[at:].translate(_PLAIN))).strip()


@dataclass(frozen=True, slots=True)
class Question:
    """All that a reader is asked of one text; numbers count from 1 over the whole of it."""

    sheet: FactSheet
    passages: tuple[Passage, ...]


def inside(fact: str, sheet: FactSheet) -> list[Candidate]:
    """The figures that stand in a fact's words, as ``#1``, ``#2`` number them."""
    return [item for item in index_of(sheet).by_fact.get(fact, ()) if item.mention is not None]


def figures_in(sheet: FactSheet) -> dict[str, int]:
    """The facts' ids, and how many figures stand in the words of each."""
    return {fact.id: len(inside(fact.id, sheet)) for fact in sheet.facts}


class Reader(Protocol):
    """Somebody who reads; knows nothing of verdicts."""

    @property
    def name(self) -> str:
        """As the report calls it."""

    def read(self, question: Question) -> Sequence[str]:
        """The answers in the language of docs/reader.md, as they came; none where there is no answer.

        Raises:
            AssistantError: it could not be asked at all.
        """


def ask(
    document: Document, judged: Sequence[Figure], sheet: FactSheet, scope: Scope
) -> tuple[Question, dict[int, Figure]]:
    """The question on a text that the program has judged, and which figure each number stands before."""
    numbered: dict[int, Figure] = {}
    passages: list[Passage] = []
    planned = False
    figures = iter(sorted(judged, key=lambda one: one.start))
    figure = next(figures, None)
    for block in document.blocks:
        if block.level == 1:
            planned = words("plan_heading").first(block.text) is not None
        marks = []
        while figure is not None and figure.start < block.end:
            if scope is Scope.ALL or planned or _doubtful(figure, document.text, sheet):
                numbered[len(numbered) + 1] = figure
                marks.append((len(numbered), figure.start - block.offset))
            figure = next(figures, None)
        if block.text.strip() and (marks or block.level or scope is Scope.ALL):
            passages.append(Passage(block.offset, block.text, tuple(marks), block.level))
    return Question(sheet, tuple(passages)), numbered


def _doubtful(figure: Figure, text: str, sheet: FactSheet) -> bool:
    """Whether the program refuses it, warns of it, reckoned it, or no word of its sentence is its fact's."""
    if figure.level is not None or figure.verdict is Verdict.DERIVED:
        return True
    fact = sheet.fact_of(figure.fact)
    before = _SENTENCES.split(text[max(0, figure.start - _BEFORE) : figure.start])[-1]
    behind = _SENTENCES.split(text[figure.end : figure.end + _BEHIND])[0]
    said = pairs(before).keys() | pairs(behind).keys()
    names = [] if fact is None else _names(fact, figure.text, sheet)
    return bool(names) and all(said.isdisjoint(pairs(name)) for name in names)


def _names(fact: Fact, figure: str, sheet: FactSheet) -> list[str]:
    """What a fact calls a figure: its name; of one in its words, what its own clause says beside it."""
    told = fact.statement or fact.event
    if told is None:
        return [fact.path[-1], *fact.aliases]
    return [
        _CLAUSES.split(told[: one.mention.start])[-1] + _CLAUSES.split(told[one.mention.end :])[0]
        for one in inside(fact.id, sheet)
        if one.mention is not None and one.mention.text == figure
    ]
