"""Which figures state each fact's value, with the best of them at hand.

A text may state one fact a thousand times: the best score among them is kept, not looked for anew
by each of them.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from assistant.verification.matching.matches import Match

_NONE = float("-inf")
_TWO = 2


class Owners:
    """The places that state each candidate.

    Args:
        true: the matches of each place, by the numbers of their candidates.

    Attributes:
        places: candidate number -> the places that state it.
    """

    def __init__(self, true: Sequence[dict[int, Match]]) -> None:
        self.places: defaultdict[int, set[int]] = defaultdict(set)
        self._true = true
        self._best: dict[int, list[tuple[float, int]]] = {}
        self._fits: dict[int, float] = {}

    def add(self, place: int, number: int) -> None:
        """A place states a candidate from now on."""
        self.places[number].add(place)
        self._forget(number)

    def discard(self, place: int, number: int) -> None:
        """A place states a candidate no more."""
        self.places[number].discard(place)
        self._forget(number)

    def score(self, number: int, without: int) -> float:
        """The best score of the places that a candidate is true of, but for one of them."""
        best = self._best.get(number)
        if best is None:
            scores = ((match.score, place) for place, match in self._matches(number))
            best = self._best[number] = sorted(scores, reverse=True)[:_TWO]
        return next((score for score, place in best if place != without), _NONE)

    def fit(self, number: int) -> float:
        """How well the words of those places fit the candidate at best; 0 where there are none."""
        if number not in self._fits:
            self._fits[number] = max((match.fit for _, match in self._matches(number)), default=0.0)
        return self._fits[number]

    def _matches(self, number: int) -> list[tuple[int, Match]]:
        true = self._true
        return [
            (place, true[place][number]) for place in self.places[number] if number in true[place]
        ]

    def _forget(self, number: int) -> None:
        self._best.pop(number, None)
        self._fits.pop(number, None)
