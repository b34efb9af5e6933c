"""Spaces between a figure and the words around it, and wide digits: 由 ３８ 家 is read as 由38家.

A text with such spaces or digits is verified without them, and the report's places are those of the text as
it was given. A space between two numbers, or behind a number that begins a line, divides them and
stays.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from assistant.domain import Block, Document, ExemptMention, Figure, Finding, Report

_NUMERALS = "〇零一二两三四五六七八九十百千万亿半几数第"
_SPACE = "[ \u3000\xa0\u2002\u2003\u2009\u202f]{1,4}"
_DIGIT = "[0-9０-９]"
_GAP = re.compile(
    rf"(?<=[\u4e00-\u9fff，、；：。])(?<![{_NUMERALS[:-1]}]){_SPACE}(?={_DIGIT})"
    rf"|(?<={_DIGIT}){_SPACE}(?=[\u4e00-\u9fff])(?![{_NUMERALS[:-4]}])"
)
_NUMBERED_LINE = re.compile(rf"(?:^|\n)[^\n\u4e00-\u9fff]{{0,8}}{_DIGIT}$")
_FAR = 10
_NARROW = {
    ord(wide): narrow
    for wide, narrow in zip("０１２３４５６７８９．％", "0123456789.%", strict=True)
}


@dataclass(frozen=True, slots=True)
class Tight:
    """A document without those spaces, and the way back.

    Attributes:
        text: as given.
        begins: where each kept stretch begins in the tight text.
        shifts: how many characters of ``text`` were left out before it.
    """

    document: Document
    text: str
    begins: tuple[int, ...]
    shifts: tuple[int, ...]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Where the characters from ``start`` to ``end`` of the tight text stand in ``text``."""
        return self._origin(start), self._origin(end - 1) + 1

    def _origin(self, at: int) -> int:
        return at + self.shifts[bisect_right(self.begins, at) - 1]

    def restore(self, report: Report) -> Report:
        """The report with the places of the text as given."""
        figures = tuple(self._figure(figure) for figure in report.figures)
        findings = tuple(self._finding(finding) for finding in report.findings)
        exempt = tuple(self._exempt(mention) for mention in report.exempt)
        waived = tuple((self._finding(finding), reason) for finding, reason in report.waived)
        return replace(report, figures=figures, findings=findings, exempt=exempt, waived=waived)

    def _figure(self, figure: Figure) -> Figure:
        start, end = self.span(figure.start, figure.end)
        return replace(figure, start=start, end=end, text=self.text[start:end])

    def _exempt(self, mention: ExemptMention) -> ExemptMention:
        start, end = self.span(mention.start, mention.end)
        return replace(mention, start=start, end=end, text=self.text[start:end])

    def _finding(self, finding: Finding) -> Finding:
        if finding.start is None or finding.end is None:
            return finding
        start, end = self.span(finding.start, finding.end)
        return replace(finding, start=start, end=end, text=self.text[start:end])


def tighten(document: Document) -> Tight | None:
    """The document without the spaces that only stand around its figures, its digits narrow.

    None where there is nothing to change.
    """
    text = document.text.translate(_NARROW)
    gaps = [
        match
        for match in _GAP.finditer(text)
        if not _NUMBERED_LINE.search(text, max(0, match.start() - _FAR), match.start())
    ]
    if not gaps and text == document.text:
        return None
    pieces: list[str] = []
    begins, shifts = [0], [0]
    done = kept = 0
    for gap in gaps:
        pieces.append(text[done : gap.start()])
        kept += gap.start() - done
        done = gap.end()
        begins.append(kept)
        shifts.append(done - kept)
    tight = "".join(pieces) + text[done:]
    ends = [begin + shift for begin, shift in zip(begins, shifts, strict=True)]
    blocks = tuple(_block(block, tight, ends, shifts) for block in document.blocks)
    made = replace(document, text=tight, blocks=blocks)
    return Tight(made, document.text, tuple(begins), tuple(shifts))


def _block(block: Block, tight: str, ends: list[int], shifts: list[int]) -> Block:
    """A block of the tight text; ``ends`` are where the gaps end in the text as given."""
    start, end = (
        at - shifts[bisect_right(ends, at) - 1]
        for at in (block.offset, block.offset + len(block.text))
    )
    return replace(block, text=tight[start:end], offset=start)
