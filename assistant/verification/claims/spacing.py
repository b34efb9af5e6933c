"""One alphabet of numerals, and no spaces around figures: 由 ３８ 家 and ⼀⼋ 架 are read as 由38家, 一八架.

A text with such signs or spaces is verified without them, and the report's places are those of the
text as it was given. A space between two numbers, or behind a number that begins a line, divides
them and stays.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

from assistant.domain import altered
from assistant.extraction.folding import Folded, fold
from assistant.extraction.signs import ODD

if TYPE_CHECKING:
    from assistant.domain import Block, Document, ExemptMention, Figure, Finding, Report

_NUMERALS = "〇零一二两三四五六七八九十百千万亿半几数第"
_SPACE = "[ \u3000\xa0\u2002\u2003\u2009\u202f]{1,4}"
_DIGIT = "[0-9]"
_GAP = re.compile(
    rf"(?<=[\u4e00-\u9fff，、；：。])(?<![{_NUMERALS[:-1]}]){_SPACE}(?={_DIGIT})"
    rf"|(?<={_DIGIT}){_SPACE}(?=[\u4e00-\u9fff])(?![{_NUMERALS[:-4]}])"
)
_NUMBERED_LINE = re.compile(rf"(?:^|\n)[^\n\u4e00-\u9fff]{{0,8}}{_DIGIT}$")
_FAR = 10
_POINT = {ord("．"): "."}
_Placed = TypeVar("_Placed", "Figure", "Finding", "ExemptMention")


@dataclass(frozen=True, slots=True)
class Tight:
    """A document in that form, and the way back.

    Attributes:
        text: as given.
        folded: the form, with where each character stood.
    """

    document: Document
    text: str
    folded: Folded

    def restore(self, report: Report) -> Report:
        """The report with the places of the text as given."""
        return altered(
            report,
            figures=tuple(map(self._placed, report.figures)),
            findings=tuple(map(self._placed, report.findings)),
            exempt=tuple(map(self._placed, report.exempt)),
            waived=tuple((self._placed(finding), reason) for finding, reason in report.waived),
        )

    def _placed(self, one: _Placed) -> _Placed:
        if one.start is None or one.end is None:
            return one
        start, end = self.folded.span(one.start, one.end)
        return altered(one, start=start, end=end, text=self.text[start:end])


def tighten(document: Document) -> Tight | None:
    """The document in one alphabet of numerals, without the spaces that only stand around its figures.

    None where there is nothing to change.
    """
    folded = _readable(fold(document.text), document.text)
    text = folded.norm
    gaps = (
        match
        for match in _GAP.finditer(text)
        if not _NUMBERED_LINE.search(text, max(0, match.start() - _FAR), match.start())
    )
    folded = folded.edited([(gap.start(), gap.end(), "") for gap in gaps])
    if folded.norm == document.text:
        return None
    blocks = tuple(_block(block, folded) for block in document.blocks)
    return Tight(altered(document, text=folded.norm, blocks=blocks), document.text, folded)


def _readable(folded: Folded, text: str) -> Folded:
    """With the signs that no table knows as they were written: a person reads the finding."""
    norm = folded.norm.translate(_POINT)
    if ODD in norm:
        norm = "".join(
            text[folded.span(at, at + 1)[0]] if char == ODD else char
            for at, char in enumerate(norm)
        )
    return Folded(norm, folded.origins)


def _block(block: Block, folded: Folded) -> Block:
    """The block of the folded text."""
    start, end = folded.place(block.offset), folded.place(block.offset + len(block.text))
    return altered(block, text=folded.norm[start:end], offset=start)
