"""Where the clauses, sentences and blocks of a text begin and end."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from itertools import pairwise
from typing import TYPE_CHECKING

from assistant.domain import BlockKind, altered
from assistant.verification.lexicon import forms

if TYPE_CHECKING:
    from collections.abc import Sequence

    from assistant.domain import Block, Document, Mention

_FORMS = forms(__file__)
_BRACKETS = re.compile("[(（][^()（）\n\r]{1,60}[)）]")
_PARTS = frozenset("。!?！？;；\n\r")
_SENTENCES = frozenset("。!?！？\n\r")
Span = tuple[int, int]


def _aside(text: str, at: int, around: Sequence[Mention]) -> bool:
    """Whether brackets stand right behind a figure and hold another: 监测对象1264户(未消除风险227户)."""
    found = _BRACKETS.match(text, at)
    return (
        found is not None
        and len(around) > 1
        and around[0].end == at
        and around[1].start < found.end()
    )


class Segments:
    """The breaks of a document; marks inside a mention (1,300) do not break it."""

    def __init__(self, document: Document, mentions: Sequence[Mention]) -> None:
        text = document.text
        self.text = text
        self.blocks = document.blocks
        starts = [mention.start for mention in mentions]
        clauses, parts, sentences = [0], [0], [0]
        for found in _FORMS.breaks.finditer(text):
            at = found.start()
            held = bisect_right(starts, at) - 1
            if held >= 0 and at < mentions[held].end:
                continue
            if text[at] in "(（" and not _aside(text, at, mentions[max(held, 0) : held + 2]):
                continue
            clauses.append(at + 1)
            if text[at] in _PARTS:
                parts.append(at + 1)
                if text[at] in _SENTENCES:
                    sentences.append(at + 1)
        self.clauses, self.parts, self.sentences = clauses, parts, sentences
        self._block_starts = [block.offset for block in document.blocks]
        self._headings = self._heading_spans(document.blocks)
        self._whole = self._paragraphs(document.blocks)

    def _span(self, starts: list[int], at: int) -> Span:
        place = bisect_right(starts, at) - 1
        last = place + 1 == len(starts)
        return starts[place], len(self.text) if last else starts[place + 1] - 1

    def clause(self, at: int) -> Span:
        """The clause around an offset, between any two marks."""
        return self._span(self.clauses, at)

    def part(self, at: int) -> Span:
        """The part of a sentence around an offset, between semicolons."""
        return self._span(self.parts, at)

    def sentence(self, at: int) -> Span:
        """The sentence around an offset."""
        return self._span(self.sentences, at)

    def before(self, starts: list[int], at: int, floor: int) -> Span:
        """The segment that ends just before the one beginning at ``at``; empty below ``floor``."""
        place = bisect_left(starts, at) - 1
        return (at, at) if place < 0 or starts[place] < floor else (starts[place], at - 1)

    def block_number(self, at: int) -> int:
        """The number of the block around an offset; -1 before the first."""
        return bisect_right(self._block_starts, at) - 1

    def block(self, at: int) -> Block | None:
        """The block around an offset, with the heading run into it; None where the text has none there."""
        number = self.block_number(at)
        return self._whole[number] if number >= 0 else None

    def headings(self, at: int) -> tuple[Span, ...]:
        """The headings that an offset stands under, innermost first."""
        number = self.block_number(at)
        return self._headings[number] if number >= 0 else ()

    def _paragraphs(self, blocks: Sequence[Block]) -> list[Block]:
        """For each block the paragraph that it belongs to: 3.经费860万元:中央344万元。 is the first sentence of its line."""
        whole = list(blocks)
        for place, (head, body) in enumerate(pairwise(blocks)):
            kinds = (head.kind, body.kind) == (BlockKind.HEADING, BlockKind.PARAGRAPH)
            if kinds and "\n" not in self.text[head.end : body.offset]:
                text = self.text[head.offset : body.end]
                whole[place] = whole[place + 1] = altered(body, text=text, offset=head.offset)
        return whole

    @staticmethod
    def _heading_spans(blocks: Sequence[Block]) -> list[tuple[Span, ...]]:
        open_headings: list[Block] = []
        spans: list[tuple[Span, ...]] = []
        for block in blocks:
            if block.kind is BlockKind.HEADING:
                open_headings = [head for head in open_headings if head.level < block.level]
            spans.append(tuple((head.offset, head.end) for head in reversed(open_headings)))
            if block.kind is BlockKind.HEADING:
                open_headings.append(block)
        return spans
