"""The values of a sheet by their words, and what is known of them whatever the text.

All values of a fact but its inner figures have the same words, so words are noted once for all that
bear them: a bag. What figures of one sort can be compared with, what circumstances say of candidates
of one standing, and which words two bags do not share is reckoned once for a sheet.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from functools import partial
from itertools import islice
from math import sqrt
from typing import TYPE_CHECKING, NamedTuple

from assistant.extraction import unit_class
from assistant.verification.claims.claims import Sight
from assistant.verification.interchange import bare_scale, may_state, unit_of
from assistant.verification.lexicon import tags, words
from assistant.verification.matching.scoring import PLACES, comparable, manner_of, standing
from assistant.verification.opposites import denies

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence

    from assistant.domain import Mention
    from assistant.verification.candidates import Candidate
    from assistant.verification.claims.claims import Claim

# A token that more candidates than this bear finds none: it tells too little.
POSTINGS = 120
# Of so many facts it is noted which words those bear that a figure can be meant of.
FEW = 1000
# So many manners of telling a figure are remembered.
MOST_MANNERS = 4096
# Words, the weight of each, and the root of all.
Words = tuple[tuple[str, ...], tuple[float, ...], float]
Posted = dict[str, list[tuple[int, float]]]


class Hits(dict[int, float]):
    """What stands near a figure of the words of each bag: of those that it can be meant of, of others when asked."""

    __slots__ = ("_index", "_near")

    def __init__(self, near: Mapping[str, float], fitting: Iterable[int], index: Postings) -> None:
        super().__init__(dict.fromkeys(fitting, 0.0))
        self._near, self._index = near, index

    def __missing__(self, bag: int) -> float:
        known = self[bag] = self._index.held(bag, self._near)
        return known


class Manner(NamedTuple):
    """What is known of figures that are told in one manner.

    Attributes:
        fits: the standings of the candidates that the figures could be meant to state.
        fitting: bag -> these candidates, of a large sheet as far as it was asked.
        postings: word -> the bags of these that hold it; of a large sheet any.
        stands: standing -> what circumstances say of its candidates, as far as it was asked.
    """

    fits: frozenset[int]
    fitting: dict[int, Sequence[Candidate]]
    postings: Posted
    stands: dict[int, float]


class Postings:
    """Candidates found by their words.

    Attributes:
        candidates: all of them, by their numbers.
        standings: of each the number of what circumstances ask of it: those of one stand alike.
        vocabulary: all words that they bear.
    """

    def __init__(self) -> None:
        self.candidates: list[Candidate] = []
        self.standings: dict[int, int] = {}
        self.vocabulary: frozenset[str] = frozenset()
        self._bags: dict[int, int] = {}
        self._bearers: list[list[Candidate]] = []
        self._postings: Posted = {}
        # Of each bag what is posted of it, by the words; of a large sheet none.
        self._entries: list[list[tuple[str, tuple[int, float]]]] = []
        self._common: set[str] = set()
        self._numbers: dict[tuple[object, ...], int] = {}
        self._apart: dict[tuple[int, int], Words] = {}
        # A candidate of each standing; unit -> the standings of it.
        self._examples: list[Candidate] = []
        self._units: defaultdict[str | None, list[int]] = defaultdict(list)
        self._known_units: dict[tuple[str | None, bool], Sequence[int]] = {}
        self._manners: dict[tuple[object, ...], Manner] = {}
        self._fitting: dict[frozenset[int], tuple[dict[int, Sequence[Candidate]], Posted]] = {}

    def bag_of(self, words: Mapping[str, float]) -> int:
        """The number of a fact's words."""
        number = self._bags.setdefault(id(words), len(self._bags))
        if number == len(self._bearers):
            self._bearers.append([])
        return number

    def enter(self, candidate: Candidate) -> None:
        """Takes a candidate in."""
        self.candidates.append(candidate)
        self._bearers[candidate.bag].append(candidate)
        alike = self._numbers.setdefault(standing(candidate), len(self._numbers))
        if alike == len(self._examples):
            self._examples.append(candidate)
            self._units[candidate.unit].append(alike)
        self.standings[candidate.number] = alike

    def post(self) -> None:
        """Notes which words bear which candidates, when all are taken in."""
        counts: Counter[str] = Counter()
        for bag, bearers in enumerate(self._bearers):
            for token, weight in bearers[0].tokens.items():
                counts[token] += len(bearers)
                self._postings.setdefault(token, []).append((bag, weight))
        for token, count in counts.items():
            if count > POSTINGS:
                del self._postings[token]
                self._common.add(token)
        self.vocabulary = frozenset(counts)
        if len(self._bearers) <= FEW:
            self._entries = [[] for _ in self._bearers]
            for token, found in self._postings.items():
                for posted in found:
                    self._entries[posted[0]].append((token, posted))

    def sight(self, near: Mapping[str, float], told: str, manner: Manner) -> Sight:
        """What the words near a figure say of facts; ``told`` are its own."""
        postings = manner.postings
        # Of a large sheet's facts most are not spoken of.
        few = len(self._bearers) <= FEW
        hits = Hits(near, manner.fitting, self) if few else defaultdict[int, float](float)
        for token in filter(postings.__contains__, near):
            weight = near[token]
            for bag, held in postings[token]:
                hits[bag] += weight * held
        common = list(filter(self._common.__contains__, near)) if self._common else ()
        noun = words("counted_nouns").last(told)
        counted = unit_class(tags("counted_nouns")[noun[0]]) if noun is not None else ""
        return Sight(near, hits, common, told, denies(told), counted)

    def held(self, bag: int, near: Mapping[str, float]) -> float:
        """What stands near of the words of a bag, without those that too many facts bear."""
        tokens, common, found = self._bearers[bag][0].tokens, self._common, 0.0
        for token in filter(tokens.__contains__, near):
            if token not in common:
                found += near[token] * tokens[token]
        return found

    def spoken(self, sight: Sight, limit: int, manner: Manner) -> list[Candidate]:
        """The best candidates by words of those that a figure told in a manner can be meant of."""
        hits, fitting = sight.hits, manner.fitting
        told = fitting if isinstance(hits, Hits) else sorted(hits)
        found: list[Candidate] = []
        for bag in sorted(filter(hits.__getitem__, told), key=hits.__getitem__, reverse=True):
            if bag not in fitting:
                fitting[bag] = self._those(bag, manner.fits)
            found += fitting[bag]
            if len(found) >= limit:
                break
        return found[:limit]

    def manner(self, claim: Claim) -> Manner:
        """What is known of figures that are told as one is."""
        key = manner_of(claim)
        known = self._manners.get(key)
        if known is None:
            if len(self._manners) > MOST_MANNERS:
                self._manners.clear()
                self._fitting.clear()
                self._known_units.clear()
            fits = frozenset(
                alike
                for alike in self._of_unit(claim.mention)
                if comparable(claim, self._examples[alike])
            )
            if fits not in self._fitting:
                self._fitting[fits] = self._fit(fits)
            known = self._manners[key] = Manner(fits, *self._fitting[fits], {})
        return known

    def _fit(self, fits: Collection[int]) -> tuple[dict[int, Sequence[Candidate]], Posted]:
        """The bags with candidates of some standings, and which words they hold."""
        if len(self._bearers) > FEW:
            return {}, self._postings
        those = ((bag, self._those(bag, fits)) for bag in range(len(self._bearers)))
        fitting = {bag: found for bag, found in those if found}
        postings: defaultdict[str, list[tuple[int, float]]] = defaultdict(list)
        for bag in fitting:
            for token, posted in self._entries[bag]:
                postings[token].append(posted)
        return fitting, dict(postings)

    def _those(self, bag: int, fits: Collection[int]) -> Sequence[Candidate]:
        return [one for one in self._bearers[bag] if self.standings[one.number] in fits]

    def _of_unit(self, mention: Mention) -> Sequence[int]:
        """The standings that a figure may have by its unit; a place or prize any."""
        if mention.kind in PLACES:
            return range(len(self._examples))
        key = unit_of(mention), bare_scale(mention)
        if key not in self._known_units:
            units = filter(partial(may_state, mention), self._units)
            self._known_units[key] = [alike for unit in units for alike in self._units[unit]]
        return self._known_units[key]

    def apart(self, one: Candidate, other: Candidate) -> Words:
        """The words of ``one`` that ``other`` does not share, with their weights, and the root of all."""
        known = self._apart.get((one.bag, other.bag))
        if known is None:
            tokens, theirs = one.tokens, other.tokens
            own = tuple([token for token in tokens if token not in theirs])
            weights = tuple(map(tokens.__getitem__, own))
            known = self._apart[one.bag, other.bag] = own, weights, sqrt(sum(weights))
        return known

    def by_words(self, found: Mapping[str, float]) -> Iterator[Candidate]:
        """Candidates whose words are among ``found`` (token -> weight), best first."""
        score: defaultdict[int, float] = defaultdict(float)
        postings = self._postings
        for token, weight in found.items():
            for bag, held in postings.get(token, ()):
                score[bag] += weight * held
        # Sorted twice instead of by a key of two: of equal scores the lower number comes first.
        for bag in sorted(sorted(score), key=score.__getitem__, reverse=True):
            yield from self._bearers[bag]

    def spoken_of(
        self,
        found: Mapping[str, float],
        limit: int = 24,
        accept: Callable[[Candidate], bool] | None = None,
    ) -> list[Candidate]:
        """The best candidates by words that ``accept`` allows."""
        ranked = self.by_words(found)
        allowed = ranked if accept is None else filter(accept, ranked)
        return list(islice(allowed, limit))
