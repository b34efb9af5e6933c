"""Binds figures to facts: what each is true of, what its words mean, and one assignment of all.

1. *Truth.* For each figure the candidates whose value it is true of, best first (words plus
   circumstances less the cost of its role).
2. *Meaning.* The assignment of all places to facts by words, one to one where the text allows
   (see assignment). A place that ends at a fact of which its figure is not true has a rival.
3. *Retelling.* Totals told again before their part, and counts that read like structure.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from decimal import Decimal
from itertools import combinations, groupby
from typing import TYPE_CHECKING

from assistant.domain import Kind, altered
from assistant.verification.candidates import Candidate, Role
from assistant.verification.claims.frames import FrameKind
from assistant.verification.distinctions import named_limits
from assistant.verification.interchange import (
    PERCENT,
    classes_of,
    coarse_share,
    may_state,
    same_base,
)
from assistant.verification.matching.assignment import Assignment
from assistant.verification.matching.dates import date_candidates, rank_candidates
from assistant.verification.matching.features import Features
from assistant.verification.matching.matches import Binding, Match, Reading
from assistant.verification.matching.ratios import ratio_candidates
from assistant.verification.matching.restated import recounted, restated
from assistant.verification.matching.rounding import Agreement, agreement
from assistant.verification.matching.scoring import MOMENTS, PLACES, fit
from assistant.verification.matching.shifts import exchange_shifts
from assistant.verification.matching.weights import WEIGHTS
from assistant.verification.zeros import is_bare_zero

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from assistant.verification.claims.claims import Claim
    from assistant.verification.grams import Occurrences
    from assistant.verification.matching.index import FactIndex

# Of that many candidates with a value only those are tried that the words speak of.
MANY, SPOKEN = 48, 12
MOST_ANCHORS = 12
_TINY = Decimal("1E-9")
_ASIDE = frozenset({FrameKind.PREVIOUS, FrameKind.OVER_TARGET})
_PAUSE = re.compile("[,，;；:：]")
# A part named farther back takes no share.
_FAR, _FEW = 40, 12
_AT_ALL, _COUNT, _RATIO = Agreement.FAR, Kind.COUNT, Kind.RATIO
_VALUE, _INCREASE = Role.VALUE, Role.INCREASE


class Binder:
    """Binds the figures of one document."""

    def __init__(self, index: FactIndex, occurrences: Occurrences) -> None:
        self.index = index
        self.occurrences = occurrences
        self.features = Features(index, occurrences)

    def bind(self, claims: Sequence[Claim]) -> list[Binding]:
        """The binding of every claim, in order."""
        readings = self._readings(claims)
        assigned = Assignment(self.features, readings)
        assigned.search()
        bound = [self._bound(assigned, place) for place in range(len(readings))]
        return recounted(restated(exchange_shifts(bound), self.index), self.occurrences.text)

    def _readings(self, claims: Sequence[Claim]) -> list[Reading]:
        """What every figure may be: one behind the other, for each is told of those before it."""
        readings: list[Reading] = []
        anchors: list[tuple[int, str]] = []
        for claim in claims:
            last = len(anchors)
            if claim.order[1] > 1:  # each of a list is told of those before all of it
                last = bisect_left(anchors, (claims[claim.number - claim.order[0]].start, ""))
            known = anchors[max(0, last - MOST_ANCHORS) : last]
            reading = self._reading(self._seen(claim, known))
            readings.append(reading)
            if _anchoring(reading):
                anchors.append((claim.start, reading.matches[0].candidate.fact.id))
        return readings

    def _bound(self, assigned: Assignment, place: int) -> Binding:
        """The binding that a search ended at."""
        reading, held = assigned.readings[place], assigned.held[place]
        matches, spoken = reading.matches, reading.spoken
        if held is None:
            return Binding(reading.claim, None, matches, spoken, meant=self._meant(reading))
        support = assigned.true[place].get(held.number)
        if support is not None:
            double = assigned.double(place)
            return Binding(reading.claim, support, matches, spoken, double=double)
        if place in assigned.outright:
            return Binding(reading.claim, None, matches, spoken, meant=held)
        support = assigned.left[place]
        return Binding(
            reading.claim, support, matches, spoken, held, double=assigned.doubled(place, support)
        )

    def _seen(self, claim: Claim, anchors: Sequence[tuple[int, str]]) -> Claim:
        """A figure with what stands near it, and the fact of which a growth or share is told.

        It is the last one stated in the sentence; in an ordered list of n figures
        (分别增长5.2%、6.1%) each has its own of the last n.
        """
        manner = self.features.manner(claim)
        sight = self.index.sight(claim.look(self.occurrences), self._told(claim), manner)
        begin = claim.sentence[0]
        here = [fact for fact, _ in groupby(fact for start, fact in anchors if start >= begin)]
        place, count = claim.order
        anchor = here[len(here) - count + place] if 1 < count <= len(here) else ""
        if here and not anchor:
            anchor = here[-1] if count > 1 else self._topic(claim, anchors[-1][0], here[-1])
        return altered(claim, sight=sight, anchor=anchor, anchors=tuple(here))

    def _topic(self, claim: Claim, start: int, last: str) -> str:
        """The part that words without a figure name since the last one: 古建筑一类最多,占39.5%."""
        parent = self.index.sheet.by_id[last].parent if claim.bare else None
        if parent is None:
            return last
        start = max(start, claim.clause[0] - _FAR)
        pause = _PAUSE.search(self.occurrences.text, start, claim.clause[0])
        said = self.occurrences.text[pause.end() : claim.clause[0]] if pause else ""
        stretches = [said[at:end] for at, end in combinations(range(len(said) + 1), 2)]
        ids = [one for name in stretches for one in self.index.namesakes.get(name, ())]
        named = {one for one in ids if self.index.sheet.by_id[one].parent == parent}
        return named.pop() if len(named) == 1 else last

    def _reading(self, claim: Claim) -> Reading:
        spoken = self.index.spoken(claim.sight, SPOKEN, self.features.manner(claim))
        matches: list[Match] = []
        for candidate, agreed in self._true_of(claim, spoken):
            words = fit(claim, candidate)
            points = words + self.features.around(claim, candidate)
            if agreed is not _AT_ALL or words >= WEIGHTS.told:
                matches.append(Match(candidate, agreed, words, points))
        matches.sort(key=lambda match: (-match.score, match.candidate.number))
        return Reading(claim, tuple(matches), tuple(spoken))

    def _told(self, claim: Claim) -> str:
        """The figure's own words: its item of a list, those before it, else those behind it."""
        text = self.occurrences.text
        if claim.foreign:
            return text[slice(*claim.zones[0][:2])]
        return text[slice(*claim.before)].strip() or text[slice(*claim.after)]

    def _meant(self, reading: Reading) -> Candidate | None:
        """What the words of a figure speak of that is true of no fact."""
        best, most = None, WEIGHTS.meant
        for candidate in reading.spoken:
            claim = reading.claim
            points = fit(claim, candidate) + self.features.around(claim, candidate)
            if points > most:
                best, most = candidate, points
        return best

    def near(self, claim: Claim) -> list[Candidate]:
        """All that the words around a figure speak of, whatever its kind or unit."""
        return self.index.spoken_of(_clear(claim))

    def _true_of(
        self, claim: Claim, spoken: Sequence[Candidate]
    ) -> Iterable[tuple[Candidate, Agreement]]:
        if claim.mention.kind in MOMENTS:
            yield from date_candidates(claim, self.index)
            return
        if claim.mention.kind in PLACES:
            yield from rank_candidates(claim, self.index)
            return
        if claim.mention.kind is _RATIO:
            named = self.index.spoken_of(_clear(claim), SPOKEN)
            said = self.occurrences.text[claim.from_clause : claim.start]
            yield from ratio_candidates(claim, self.index, named, said)
            return
        worded = named_limits(claim, self.index.limits)
        worded = self.index.zeros if is_bare_zero(claim.mention) else worded
        if worded:
            yield from ((candidate, Agreement.EXACT) for candidate in worded)
            return
        found = self._by_value(claim)
        if len(found) > MANY:
            wanted = {candidate.number for candidate in spoken}
            found = [item for item in found if item.number in wanted] or found[:MANY]
        for candidate in found:
            agreed = agreement(claim, candidate)
            if (
                agreed
                and may_state(claim.mention, candidate.unit)
                and same_base(claim.mention.unit, candidate.fact.unit)
            ):
                yield candidate, agreed

    def _by_value(self, claim: Claim) -> list[Candidate]:
        quantity = claim.quantity
        if quantity is None:
            return []
        low, high = quantity.low, quantity.high
        slack = quantity.step or Decimal(0) if quantity.exact else Decimal(0)
        if quantity.unit_class == PERCENT and coarse_share(claim.mention):
            slack = Decimal(1)
        if low is None:
            low = Decimal(0)
        if high is None:
            high = low * 10 + 10
        slack += high * _TINY
        classes = classes_of(claim.mention, quantity)
        found = self.index.between(classes, low - slack, high + slack)
        found += [
            one
            for one in self.index.between(classes, -high - slack, -low + slack)
            if one.derived or claim.fallen
        ]
        return sorted(set(found), key=lambda one: one.number)


def _anchoring(reading: Reading) -> bool:
    """Whether a growth or share told behind the figure is that of its fact."""
    claim = reading.claim
    if not reading.matches or claim.quantity is None or claim.frame.kind in _ASIDE:
        return False
    candidate = reading.matches[0].candidate
    few = claim.mention.kind is _COUNT and (claim.mention.low or 0) <= _FEW
    if few and reading.matches[0].fit < WEIGHTS.meant:
        return False  # 两项较上年分别提高…: of the two just told
    # 违规金额减少540万元 names what it is of, as 违规金额4860万元 does.
    changed = candidate.role is _INCREASE and not claim.bare and claim.order[1] == 1
    if candidate.role is _VALUE or changed:
        return True
    inner = candidate.mention
    return inner is not None and inner.kind not in MOMENTS | PLACES


def _clear(claim: Claim) -> dict[str, float]:
    """The tokens near enough to tell what a figure may be of."""
    return {token: weight for token, weight in claim.sight.near.items() if weight >= WEIGHTS.clear}
