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

from dataclasses import dataclass, field
from decimal import Decimal
from typing import TYPE_CHECKING

from assistant.domain import Kind, Status
from assistant.verification.candidates import Candidate, Role
from assistant.verification.dates import date_candidates
from assistant.verification.frames import FrameKind
from assistant.verification.ranks import rank_candidates
from assistant.verification.rounding import Agreement, agreement
from assistant.verification.scoring import circumstance, fit, role_cost, side
from assistant.verification.units import PERCENT, classes_of, coarse_share, fits, unit_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from assistant.verification.claims import Claim
    from assistant.verification.grams import Occurrences
    from assistant.verification.index import FactIndex

# Margins in units of score; a full match of a distinguishing word is about 1.
MARGIN = 0.42
STATED_ELSEWHERE = 0.6
SETTLED = 3.0
INNER = 0.3
OWNER = 0.6
YIELD = 0.5
AGAIN = 0.2
NOWHERE = 0.12
DOUBLE = 0.2
EXCHANGE = 0.35
GRADED = 1.0
MEANT = 0.42
FAR = 0.6
MANY = 48
SPOKEN = 12
CLEAR = 0.25
_TINY = Decimal("1E-9")
_MOMENTS = frozenset({Kind.DATE, Kind.YEAR})
_ASIDE = frozenset({FrameKind.PREVIOUS, FrameKind.OVER_TARGET})
_PLACES = frozenset({Kind.RANK, Kind.GRADE})


@dataclass(slots=True, eq=False)
class Match:
    """A candidate that a figure is true of; ``double`` where another figure states it better."""

    candidate: Candidate
    agreement: Agreement
    fit: float
    score: float
    double: bool = False


@dataclass(slots=True, eq=False)
class Binding:
    """What a figure was bound to.

    Attributes:
        support: the candidate that it is true of and that its words fit best.
        rival: the candidate that its words mean instead, where that is another.
        exchanged: the rival is the support of a neighbour and the other way round.
        meant: without support, the candidate its words speak of.
    """

    claim: Claim
    support: Match | None = None
    matches: list[Match] = field(default_factory=list)
    spoken: list[Candidate] = field(default_factory=list)
    rival: Candidate | None = None
    exchanged: bool = False
    meant: Candidate | None = None


class Binder:
    """Binds the figures of one document."""

    def __init__(self, index: FactIndex, occurrences: Occurrences) -> None:
        self.index = index
        self.occurrences = occurrences
        self._allowed = index.comparable

    def bind(self, claims: Sequence[Claim]) -> list[Binding]:
        """The binding of every claim, in order."""
        bindings = [Binding(claim) for claim in claims]
        taken: dict[tuple[int, int], Claim] = {}
        anchors: list[tuple[int, str]] = []
        for binding in bindings:
            self._anchor(binding.claim, anchors)
            self._support(binding, taken)
            support = binding.support
            if support is not None and _numeric(support.candidate):
                if binding.claim.frame.kind not in _ASIDE and binding.claim.quantity is not None:
                    anchors.append((binding.claim.start, support.candidate.fact.id))
        stated: dict[int, list[Binding]] = {}
        for binding in bindings:
            if binding.support is not None:
                stated.setdefault(binding.support.candidate.number, []).append(binding)
        self._yield_doubles(bindings, stated)
        for binding in bindings:
            if binding.support is None:
                binding.meant = self._meant(binding)
            else:
                binding.rival = self._rival(binding, stated)
        self._exchange(bindings)
        return bindings

    def _anchor(self, claim: Claim, anchors: Sequence[tuple[int, str]]) -> None:
        """Notes the fact of which a growth, share or completion is told.

        It is the last one stated in the sentence; in an ordered list of n figures
        (分别增长5.2%、6.1%) each has its own of the last n.
        """
        here = [fact for start, fact in anchors if start >= claim.sentence[0]]
        claim.anchors = tuple(here)
        place, count = claim.order
        if len(here) >= count:
            claim.anchor = here[len(here) - count + place]
        elif here:
            claim.anchor = here[-1]

    @staticmethod
    def _yield_doubles(bindings: list[Binding], stated: dict[int, list[Binding]]) -> None:
        """A figure whose fact another states better takes a like fact that none states."""
        for binding in bindings:
            support = binding.support
            if support is None or len(binding.matches) == 1:
                continue
            owners = stated[support.candidate.number]
            if not any(
                other is not binding and other.support is not None
                and other.support.score > support.score
                for other in owners
            ):
                continue
            for match in binding.matches[1:]:
                if match.score < support.score - YIELD:
                    break
                if match.candidate.number not in stated:
                    owners.remove(binding)
                    binding.support = match
                    stated[match.candidate.number] = [binding]
                    break

    # -- support --------------------------------------------------------------------------

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
        known = self._allowed.setdefault(_sort(claim), {})
        binding.spoken = self.index.spoken_of(
            _clear(claim), SPOKEN, lambda candidate: self._comparable(claim, candidate, known)
        )
        for candidate, agreed in self._true_of(claim, binding.spoken):
            words, score = self.score(claim, candidate)
            if agreed is Agreement.FAR:
                score -= FAR
            if (claim.sentence[0], candidate.number) in taken:
                score -= 0.25
            binding.matches.append(Match(candidate, agreed, words, score))
        binding.matches.sort(key=lambda match: (-match.score, match.candidate.number))
        if binding.matches:
            binding.support = binding.matches[0]
            taken[claim.sentence[0], binding.matches[0].candidate.number] = claim

    def near(self, claim: Claim) -> list[Candidate]:
        """All that the words around a figure speak of, whatever its kind or unit."""
        return self.index.spoken_of(_clear(claim))

    def _true_of(
        self, claim: Claim, spoken: list[Candidate]
    ) -> Iterable[tuple[Candidate, Agreement]]:
        if claim.mention.kind in _MOMENTS:
            yield from date_candidates(claim, self.index)
            return
        if claim.mention.kind in _PLACES:
            yield from rank_candidates(claim, self.index)
            return
        found = self._by_value(claim)
        if len(found) > MANY:
            wanted = {candidate.number for candidate in spoken}
            found = [item for item in found if item.number in wanted] or found[:MANY]
        for candidate in found:
            agreed = agreement(claim, candidate)
            if agreed and fits(unit_of(claim.mention), candidate.unit):
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
                if candidate.derived:
                    found[candidate.number] = candidate
        return [found[number] for number in sorted(found)]

    # -- rivals ---------------------------------------------------------------------------

    def _comparable(self, claim: Claim, candidate: Candidate, known: dict[int, bool]) -> bool:
        """As `comparable`, remembered for figures of one sort."""
        answer = known.get(candidate.number)
        if answer is None:
            answer = known[candidate.number] = self.comparable(claim, candidate)
        return answer

    def comparable(self, claim: Claim, candidate: Candidate) -> bool:
        """Whether the figure could, by kind, unit and role, be meant to state the candidate."""
        kind = claim.mention.kind
        if candidate.role is Role.DATE or kind in _MOMENTS:
            return False
        if candidate.role is Role.RANK or kind in _PLACES:
            return _same_sort(kind, candidate)
        if candidate.low is None or claim.quantity is None:
            return False
        if role_cost(claim, candidate) > 0.6 or candidate.unit_class in {"date", "grade", "rank"}:
            return False
        return fits(unit_of(claim.mention), candidate.unit)

    def advantage(self, claim: Claim, one: Candidate, other: Candidate) -> float:
        """By how much the place speaks of ``one`` rather than of ``other``."""
        words = side(claim, one, other) - side(claim, other, one)
        around = circumstance(claim, one) - circumstance(claim, other)
        return words + around - role_cost(claim, one) + role_cost(claim, other)

    def _rival(self, binding: Binding, stated: dict[int, list[Binding]]) -> Candidate | None:
        support = binding.support
        claim = binding.claim
        if support is None or claim.mention.kind in _MOMENTS:
            return None
        mine = support.candidate
        double = support.double = any(
            other is not binding and other.support is not None and other.support.score > support.score
            for other in stated.get(mine.number, ())
        )
        again = any(
            other is not binding and other.support is not None
            and other.support.score > support.score - AGAIN
            for other in stated.get(mine.number, ())
        )
        best, lead = None, 0.0
        supported = {match.candidate.number for match in binding.matches}
        for rival in self._rivals(binding):
            if rival.number in supported or not self.comparable(claim, rival):
                continue
            owned = self._owned(claim, rival, stated)
            margin = self._margin(claim, rival, double=double, stated=owned)
            ahead = self.advantage(claim, rival, mine) - margin
            if again and self._wider(claim, rival, mine):
                ahead = max(ahead, NOWHERE)
            if rival.part_of(mine) and self._narrower(claim, rival, mine):
                ahead = max(ahead, NOWHERE)
            if ahead > lead and not self._one_of_many(claim, rival, mine):
                best, lead = rival, ahead
        return best

    def _owned(
        self, claim: Claim, rival: Candidate, stated: dict[int, list[Binding]]
    ) -> bool:
        """Whether another figure states the rival, in words that fit it about as well."""
        here = fit(claim, rival)
        return any(
            other.support is not None and other.support.fit >= OWNER * here
            for other in stated.get(rival.number, ())
        )

    @staticmethod
    def _margin(claim: Claim, rival: Candidate, *, double: bool, stated: bool) -> float:
        """By how much a rival must lead.

        Where both facts are stated once, each has its place and only an exchange counts.
        """
        if stated and not double:
            return SETTLED
        margin = MARGIN - (DOUBLE if double else 0.0)
        margin += STATED_ELSEWHERE if stated else -NOWHERE
        if rival.role is Role.INNER:
            margin += INNER
        if claim.planned and rival.fact.status is Status.PLANNED:
            margin += INNER
        return margin

    def _wider(self, claim: Claim, rival: Candidate, mine: Candidate) -> bool:
        """Whether the rival is the same thing of the whole, and nothing here says the part."""
        if not mine.part_of(rival):
            return False
        own = self._evidence(claim, mine, rival)
        if own < 0.2:
            return True
        sisters = [item for item in self.kin(mine) if item is not rival]
        return any(self._evidence(claim, item, rival) >= own for item in sisters)

    def _narrower(self, claim: Claim, rival: Candidate, mine: Candidate) -> bool:
        """Whether the figure's own words name the part in full, and no sister of it."""
        theirs = mine.tokens
        own = [token for token in rival.tokens if token not in theirs and len(token) == 2]
        start, end = claim.before
        return bool(own) and all(
            self.occurrences.within(token, start, end)
            for token in own
            if not token.startswith("\0")
        )

    def _evidence(self, claim: Claim, one: Candidate, whole: Candidate) -> float:
        """How near the best word stands that tells a part from its whole."""
        theirs = whole.tokens
        return max(
            (
                claim.near.get(token, 0.0)
                for token in one.tokens
                if token not in theirs and len(token) > 1
            ),
            default=0.0,
        )

    def _one_of_many(self, claim: Claim, rival: Candidate, mine: Candidate) -> bool:
        """Whether the rival is a part of ``mine`` and its sisters are named beside it.

        本部、东湖、新城共开设92个班 names every part and means the total.
        """
        if rival.fact.parent != mine.fact.id:
            return False
        ahead = side(claim, rival, mine)
        sisters = [
            item
            for part in mine.fact.parts
            if part != rival.fact.id
            for item in self.index.by_fact[part]
            if item.role is rival.role
        ]
        return any(side(claim, item, mine) > 0.8 * ahead for item in sisters)

    def _rivals(self, binding: Binding) -> list[Candidate]:
        """Those spoken of, and the support's own kin: parent, parts and sisters."""
        found = {candidate.number: candidate for candidate in binding.spoken}
        support = binding.support
        if support is not None:
            for kin in self.kin(support.candidate):
                found.setdefault(kin.number, kin)
        return [found[number] for number in sorted(found)]

    def kin(self, candidate: Candidate) -> list[Candidate]:
        """The same value of the fact's parent, parts and sisters."""
        fact = candidate.fact
        ids = [fact.parent] if fact.parent else []
        if fact.parent:
            ids.extend(self.index.sheet.by_id[fact.parent].parts)
        ids.extend(fact.parts)
        ids.extend(self.index.namesakes.get(fact.path[-1], ()))
        whole = self.index.halves.get(fact.id)
        if whole:
            ids.append(whole)
        return [
            other
            for name in dict.fromkeys(ids)
            if name != fact.id
            for other in self.index.by_fact.get(name, ())
            if other.role is candidate.role
        ]

    def _meant(self, binding: Binding) -> Candidate | None:
        claim = binding.claim
        best, most = None, MEANT
        for candidate in binding.spoken:
            if self.comparable(claim, candidate):
                _, score = self.score(claim, candidate)
                if score > most:
                    best, most = candidate, score
        return best

    # -- exchange -------------------------------------------------------------------------

    def _exchange(self, bindings: list[Binding]) -> None:
        for number, one in enumerate(bindings):
            for other in bindings[number + 1 : number + 4]:
                if other.claim.sentence != one.claim.sentence:
                    break
                if one.support is None or other.support is None:
                    continue
                first, second = one.support.candidate, other.support.candidate
                if first is second or first.role is not second.role:
                    continue
                if not (
                    self.comparable(one.claim, second) and self.comparable(other.claim, first)
                ):
                    continue
                if agreement(one.claim, second) or agreement(other.claim, first):
                    continue
                gain = self.advantage(one.claim, second, first) + self.advantage(
                    other.claim, first, second
                )
                graded = first.fact is not second.fact and first.mention is not None and first.mention.kind in _PLACES
                if gain > (GRADED if graded else EXCHANGE):
                    one.rival, other.rival = second, first
                    one.exchanged = other.exchanged = True


def _numeric(candidate: Candidate) -> bool:
    """Whether it is a plain value: neither derived nor a rank, grade or date."""
    if candidate.role is Role.VALUE:
        return True
    inner = candidate.mention
    return inner is not None and inner.kind not in _MOMENTS | _PLACES


def _same_sort(kind: Kind, candidate: Candidate) -> bool:
    """Whether a rank or grade could be meant to state the candidate."""
    if candidate.role is Role.RANK:
        return kind is Kind.RANK
    return candidate.mention is not None and candidate.mention.kind is kind


def _sort(claim: Claim) -> tuple[object, ...]:
    """What decides which candidates a figure can be compared with."""
    frame = claim.frame
    return (
        unit_of(claim.mention),
        claim.mention.kind,
        claim.quantity is None,
        frame.kind,
        bool(frame.direction),
    )


def _clear(claim: Claim) -> dict[str, float]:
    """The tokens near enough to tell what a figure may be of."""
    return {token: weight for token, weight in claim.near.items() if weight >= CLEAR}
