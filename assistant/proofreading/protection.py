"""Places that proofreading leaves alone: references, titles, quotations, terms, addresses."""

from __future__ import annotations

import re
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
_INSIDE, _NEVER = 1, 2


class Protection:
    """The protected stretches of one line; ``terms`` are words of the document that stay so."""

    def __init__(self, line: str, terms: Iterable[str] = ()) -> None:
        self._marks = bytearray(len(line) + 1)
        # The marks themselves may be spoken of; what stands between them may not.
        for match in _QUOTED.finditer(line):
            self._mark(match.start() + 1, match.end() - 1, _INSIDE)
        for match in _ALWAYS.finditer(line):
            self._mark(*match.span(), _NEVER)
        for term in terms:
            at = line.find(term)
            while at >= 0:
                self._mark(at, at + len(term), _NEVER)
                at = line.find(term, at + len(term))

    def _mark(self, start: int, end: int, how: int) -> None:
        self._marks[start:end] = bytes([how]) * (end - start)

    def free(self, start: int, end: int, *, inside: bool) -> bool:
        """Whether a rule may speak of ``[start, end)``, an empty stretch being the character there.

        ``inside``: the rule looks inside titles and quotations too.
        """
        return max(self._marks[start : max(end, start + 1)]) <= (_INSIDE if inside else 0)
