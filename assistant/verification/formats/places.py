"""Places in a text as people and editors count them, and sentences with a figure marked."""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from assistant.domain import Finding

_SENTENCE_ENDS = "。!?;\n"
# Words shown on either side of a figure in a long sentence.
_CONTEXT = 60


class Place(NamedTuple):
    """A line and a column, both counted from 1; columns count code points."""

    line: int
    column: int


class Lines:
    r"""The lines of a text, ended by ``\n``."""

    def __init__(self, text: str) -> None:
        self._starts = [0]
        self._starts.extend(index + 1 for index, sign in enumerate(text) if sign == "\n")

    def place(self, offset: int) -> Place:
        """The place of a code-point offset."""
        line = bisect_right(self._starts, offset)
        return Place(line, offset - self._starts[line - 1] + 1)


class Marked(NamedTuple):
    """A sentence cut at a figure; long ones are shortened with ….

    ``figure`` is empty where the finding has no place.
    """

    before: str
    figure: str
    after: str


def marked_sentence(text: str, finding: Finding) -> Marked:
    """The sentence that a finding stands in, cut at the finding's words."""
    if finding.start is None or finding.end is None:
        return Marked(finding.sentence, "", "")
    begin = max((text.rfind(sign, 0, finding.start) for sign in _SENTENCE_ENDS), default=-1) + 1
    ends = [place for sign in _SENTENCE_ENDS if (place := text.find(sign, finding.end)) >= 0]
    end = min(ends, default=len(text))
    end += text[end : end + 1].strip() != ""
    before = text[begin : finding.start].lstrip()
    after = text[finding.end : end]
    if len(before) > _CONTEXT:
        before = f"…{before[-_CONTEXT:]}"
    if len(after) > _CONTEXT:
        after = f"{after[:_CONTEXT]}…"
    return Marked(before, text[finding.start : finding.end], after)
