"""Binds figures to facts: an assignment with costs, one to one where the text allows.

1. *Support.* For each figure the candidates whose value it is true of; the one
   with the best score (words plus circumstances less the cost of its role).
2. *Rivals.* Another fact, with another value, whose words fit the place better.
   The two are compared on the words that they do not share. The rival needs a
   wider margin where it is stated properly elsewhere, a narrower one where no
   figure states it or where the supporting fact is stated better elsewhere.
3. *Exchange.* Two figures of a sentence that would fit better the other way
   round are each other's.
"""

from __future__ import annotations

from decimal import Decimal
from functools import partial
from itertools import groupby
from typing import TYPE_CHECKING

from assistant.domain import Kind
from assistant.verification.candidates import Candidate, Role
from assistant.verification.claims.attributes import named_limits
from assistant.verification.claims.frames import FrameKind
from assistant.verification.claims.restated import restated
from assistant.verification.matching.dates import date_candidates
from assistant.verification.matching.matches import Binding, Match, Statements
from assistant.verification.matching.moments import named_event
from assistant.verification.matching.naming import pair
from assistant.verification.matching.proper import proper
from assistant.verification.matching.ranks import rank_candidates
from assistant.verification.matching.ratios import ratio_candidates
from assistant.verification.matching.rivals import MOMENTS, PLACES, Rivals
from assistant.verification.matching.rounding import Agreement, agreement
from assistant.verification.matching.scoring import circumstance, fit, role_cost
from assistant.verification.matching.shifts import exchange_shifts
from assistant.verification.units import PERCENT, classes_of, coarse_share, may_state, same_base
from assistant.verification.zeros import is_bare_zero

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from assistant.verification.claims.claims import Claim
    from assistant.verification.grams import Occurrences
    from assistant.verification.matching.index import FactIndex

# Below this score the words around a figure speak of no fact.
MEANT = 0.42
# Of that many candidates with a value only those are tried that the words speak of.
MANY = 48
SPOKEN = 12
CLEAR = 0.25
# What it costs that a bound is far below the value, and that the sentence states the fact already.
FAR, CLEARLY = 0.6, 0.4
AGAIN = 0.25
YIELD = 0.5
MOST_ANCHORS = 12
_TINY = Decimal("1E-9")
_ASIDE = frozenset({FrameKind.PREVIOUS, FrameKind.OVER_TARGET})


class Binder:
    """Binds the figures of one document."""

    def __init__(self, index: FactIndex, occurrences: Occurrences) -> None:
        self.index = index
        self.occurrences = occurrences
        self.rivals = Rivals(index, occurrences)

    def bind(self, claims: Sequence[Claim]) -> list[Binding]:
        """The binding of every claim, in order."""
        bindings = [Binding(claim) for claim in claims]
        taken: dict[tuple[int, int], Claim] = {}
        anchors: list[tuple[int, str]] = []
        for binding in bindings:
            self._anchor(binding.claim, anchors)
            self._support(binding, taken)
            if _anchoring(binding):
                support = binding.support
                fact = support.candidate.fact.id if support else ""
                anchors.append((binding.claim.start, fact))
        stated = Statements(bindings)
        self._yield_doubles(bindings, stated)
        stated = Statements(bindings)
        pair(bindings)
        for binding in bindings:
            own = proper(binding, stated, self.index) or named_event(binding, stated, self.index)
            if own is not None:
                binding.support, binding.meant = None, own
            elif binding.support is None:
                binding.meant = self._meant(binding)
            else:
                binding.rival = self.rivals.rival(binding, stated)
        self.rivals.exchange(bindings)
        exchange_shifts(bindings)
        restated(bindings)
        return bindings

    def _anchor(self, claim: Claim, anchors: Sequence[tuple[int, str]]) -> None:
        """Notes the fact of which a growth, share or completion is told.

        It is the last one stated in the sentence; in an ordered list of n figures
        (分别增长5.2%、6.1%) each has its own of the last n.
        """
        last = anchors[-MOST_ANCHORS:]
        told = (fact for start, fact in last if start >= claim.sentence[0])
        here = [fact for fact, _ in groupby(told)]
        claim.anchors = tuple(here)
        place, count = claim.order
        if len(here) >= count:
            claim.anchor = here[len(here) - count + place]
        elif here:
            claim.anchor = here[-1]

    @staticmethod
    def _yield_doubles(bindings: Sequence[Binding], stated: Statements) -> None:
        """A figure whose fact another states better takes a like fact that none states."""
        for binding in bindings:
            support = binding.support
            if support is None or not stated.elsewhere(binding):
                continue
            for match in binding.matches[1:]:
                if match.score < support.score - YIELD:
                    break
                if match.candidate.number not in stated:
                    binding.support = match
                    stated.add(binding)
                    break

    def score(self, claim: Claim, candidate: Candidate) -> tuple[float, float]:
        """The fit of the words, and the whole score."""
        words = fit(claim, candidate)
        return words, words + circumstance(claim, candidate) - role_cost(claim, candidate)

    def cost(self, claim: Claim, candidate: Candidate) -> float:
        """What it costs to take the figure, worded as it is, for this value of the fact."""
        return role_cost(claim, candidate)

    def _support(self, binding: Binding, taken: dict[tuple[int, int], Claim]) -> None:
        claim = binding.claim
        claim.look(self.occurrences)
        self.rivals.remember(claim)
        binding.spoken = self.index.spoken_of(
            _clear(claim), SPOKEN, partial(self.rivals.comparable, claim)
        )
        for candidate, agreed in self._true_of(claim, binding.spoken):
            words, score = self.score(claim, candidate)
            if agreed is Agreement.FAR:
                if words < CLEARLY:
                    continue
                score -= FAR
            if (claim.sentence[0], candidate.number) in taken:
                score -= AGAIN
            binding.matches.append(Match(candidate, agreed, words, score))
        binding.matches.sort(key=lambda match: (-match.score, match.candidate.number))
        if binding.matches:
            binding.support = binding.matches[0]
            taken[claim.sentence[0], binding.matches[0].candidate.number] = claim

    def _meant(self, binding: Binding) -> Candidate | None:
        claim = binding.claim
        best, most = None, MEANT
        for candidate in binding.spoken:
            _, score = self.score(claim, candidate)
            if score > most:
                best, most = candidate, score
        return best

    def near(self, claim: Claim) -> list[Candidate]:
        """All that the words around a figure speak of, whatever its kind or unit."""
        return self.index.spoken_of(_clear(claim))

    def _true_of(
        self, claim: Claim, spoken: list[Candidate]
    ) -> Iterable[tuple[Candidate, Agreement]]:
        if claim.mention.kind in MOMENTS:
            yield from date_candidates(claim, self.index)
            return
        if claim.mention.kind in PLACES:
            yield from rank_candidates(claim, self.index)
            return
        if claim.mention.kind is Kind.RATIO:
            yield from ratio_candidates(
                claim, self.index, self.index.spoken_of(_clear(claim), SPOKEN)
            )
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
        found: dict[int, Candidate] = {}
        for name in classes_of(claim.mention, quantity):
            for candidate in self.index.between(name, low - slack, high + slack):
                found[candidate.number] = candidate
            for candidate in self.index.between(name, -high - slack, -low + slack):
                if candidate.derived or claim.fallen:
                    found[candidate.number] = candidate
        return [found[number] for number in sorted(found)]


def _anchoring(binding: Binding) -> bool:
    """Whether a growth or share told behind the figure is that of its fact."""
    support, claim = binding.support, binding.claim
    if support is None or claim.quantity is None or claim.frame.kind in _ASIDE:
        return False
    candidate = support.candidate
    if candidate.role is Role.VALUE:
        return True
    inner = candidate.mention
    return inner is not None and inner.kind not in MOMENTS | PLACES


def _clear(claim: Claim) -> dict[str, float]:
    """The tokens near enough to tell what a figure may be of."""
    return {token: weight for token, weight in claim.near.items() if weight >= CLEAR}
