"""What is meant by a short form of a name, without a figure: 汛前检查 of 汛前气象服务检查完成."""

from __future__ import annotations

from collections import Counter
from functools import lru_cache
from typing import TYPE_CHECKING

from assistant.verification.grams import covered

if TYPE_CHECKING:
    import re
    from collections.abc import Sequence

# A pair of characters that more names bear tells nothing; so many of the best are looked at.
_COMMON, _BEST = 40, 8


class Names:
    """Names by the pairs of characters in them.

    Args:
        names: as the facts have them.
        fillers: words that name nothing where the name does not have them.
    """

    def __init__(self, names: Sequence[str], fillers: re.Pattern[str]) -> None:
        self.names, self.fillers = names, fillers
        self._bearers: dict[str, list[int]] = {}
        for number, name in enumerate(names):
            for pair in {name[at : at + 2] for at in range(len(name) - 1)}:
                self._bearers.setdefault(pair, []).append(number)
        self.meant = lru_cache(maxsize=256)(self._meant)

    def _meant(self, said: str) -> list[int]:
        """The numbers of the names that words are a short form of."""
        hits: Counter[int] = Counter()
        for at in range(len(said) - 1):
            bearers = self._bearers.get(said[at : at + 2], ())
            hits.update(bearers if len(bearers) <= _COMMON else ())
        best = [number for number, _ in hits.most_common(_BEST)]
        return [number for number in best if self._told(said, self.names[number])]

    def _told(self, said: str, name: str) -> bool:
        left = self.fillers.sub(lambda found: found[0] if found[0] in name else "", said)
        return covered(left, name, 0) or covered(self.fillers.sub("", said), name, 0)
