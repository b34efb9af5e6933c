"""Places that proofreading leaves alone: references, titles, quotations, terms, addresses."""

from __future__ import annotations

import re
from bisect import bisect_left
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

# Never touched, and never spoken of: a figure reference, an address, code.
_ALWAYS = re.compile(
    r"\{[^{}\n]*\}|【待补[^】\n]*】|(?:https?://|www\.)[^\s\u4e00-\u9fff，。；）]+"
    r"|[\w.+-]+@[\w-]+(?:\.[\w-]+)+|`[^`\n]+`",
    re.ASCII,
)
# What others wrote: left alone by rules that do not ask to look inside.
_QUOTED = re.compile(r"《[^《》\n]*》|“[^“”\n]*”|〈[^〈〉\n]*〉")


class Protection:
    """The protected stretches of one line.

    Args:
        line: the text.
        terms: names and slogans of the document that stay as they are.
    """

    def __init__(self, line: str, terms: Iterable[str] = ()) -> None:
        always = [match.span() for match in _ALWAYS.finditer(line)]
        for term in terms:
            at = line.find(term)
            while at >= 0:
                always.append((at, at + len(term)))
                at = line.find(term, at + len(term))
        self._always = _Stretches(always)
        # The marks themselves may be spoken of; what stands between them may not.
        quoted = ((m.start() + 1, m.end() - 1) for m in _QUOTED.finditer(line))
        self._quoted = _Stretches([(begin, end) for begin, end in quoted if begin < end])

    def free(self, start: int, end: int, *, inside: bool) -> bool:
        """Whether a rule may speak of ``[start, end)``.

        Args:
            start: the first offset in the line.
            end: the offset behind the last; an empty stretch is taken as the character there.
            inside: the rule looks inside titles and quotations too.
        """
        if self._always.touch(start, max(end, start + 1)):
            return False
        return inside or not self._quoted.touch(start, max(end, start + 1))


class _Stretches:
    """Stretches in order, asked whether one of them touches another."""

    def __init__(self, spans: list[tuple[int, int]]) -> None:
        self._spans = sorted(spans)
        self._starts = [start for start, _ in self._spans]
        self._reach: list[int] = []
        far = 0
        for _, end in self._spans:
            far = max(far, end)
            self._reach.append(far)

    def touch(self, start: int, end: int) -> bool:
        """Whether a stretch and ``[start, end)`` have a character in common."""
        place = bisect_left(self._starts, end)
        return place > 0 and self._reach[place - 1] > start
