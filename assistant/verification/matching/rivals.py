"""Facts whose words fit a place better than those of the fact its figure is true of.

Two facts are compared on the words that they do not share. How far the rival
must lead depends on the whole document: both stated once, each in its place, is
the normal case and no rival is believed; a fact stated nowhere, or a value
stated twice, is what a borrowed figure leaves behind.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from assistant.domain import Kind, Status
from assistant.verification.candidates import Candidate, Role
from assistant.verification.claims.attributes import limits_name
from assistant.verification.matching.naming import denied, exchanged, names
from assistant.verification.matching.rounding import agreement
from assistant.verification.matching.scoring import circumstance, fit, role_cost, side
from assistant.verification.units import bare_scale, may_state, significant, unit_of

if TYPE_CHECKING:
    from collections.abc import Sequence
    from collections.abc import Set as AbstractSet

    from assistant.verification.claims.claims import Claim
    from assistant.verification.grams import Occurrences
    from assistant.verification.matching.index import FactIndex
    from assistant.verification.matching.matches import Binding, Statements

# Margins in units of score; a full match of a distinguishing word is about 1.
MARGIN = 0.42
STATED_ELSEWHERE = 0.6
NOWHERE = 0.12
DOUBLE = 0.2
# An inner figure of a statement, or a plan beside what is planned, is a weaker rival.
WEAKER = 0.3
RARE, RARE_DIGITS = 0.4, 4
# Another figure owns a fact when its words fit it this well, against those of this place.
OWNER = 0.6
# Stated once more in a sentence costs 0.25 (see binding): that one may be as good.
AGAIN = 0.45
EXCHANGE = 0.35
DEAR = 0.6
# Words of the paragraph alone (0.22 and less) name no part.
SILENT = 0.23
NAMED = 0.4
SISTER = 0.8
FAINT = 0.35
NEIGHBOURS = 4
PAIR = 2
TRACE = 0.01
# So far from a figure the limit may stand that the name of the fact it is of holds.
REACH = 60
# Of a large family only so many are looked at.
FAMILY = 40
MOMENTS = frozenset({Kind.DATE, Kind.YEAR})
PLACES = frozenset({Kind.RANK, Kind.GRADE})
_POSITIONS = frozenset({"date", "grade", "rank"})


class Rivals:
    """Finds the fact that a place means instead of the one its figure is true of."""

    def __init__(self, index: FactIndex, occurrences: Occurrences) -> None:
        self.index = index
        self.occurrences = occurrences

    def remember(self, claim: Claim) -> None:
        """Lets a figure share with others of its sort what it can be compared with."""
        claim.comparable = self.index.comparable.setdefault(_sort(claim), {})

    def comparable(self, claim: Claim, candidate: Candidate) -> bool:
        """Whether the figure could, by kind, unit and role, be meant to state the candidate."""
        answer = claim.comparable.get(candidate.number)
        if answer is None:
            answer = claim.comparable[candidate.number] = self._comparable(claim, candidate)
        return answer

    @staticmethod
    def _comparable(claim: Claim, candidate: Candidate) -> bool:
        kind = claim.mention.kind
        if candidate.role is Role.DATE or kind in MOMENTS:
            return False
        if candidate.role is Role.RANK or kind in PLACES:
            return _same_sort(kind, candidate)
        if candidate.low is None or claim.quantity is None:
            return False
        if role_cost(claim, candidate) > DEAR or candidate.unit_class in _POSITIONS:
            return False
        return may_state(claim.mention, candidate.unit)

    def advantage(self, claim: Claim, one: Candidate, other: Candidate) -> float:
        """By how much the place speaks of ``one`` rather than of ``other``."""
        words = side(claim, one, other) - side(claim, other, one)
        around = circumstance(claim, one) - circumstance(claim, other)
        return words + around - role_cost(claim, one) + role_cost(claim, other)

    def rival(self, binding: Binding, stated: Statements) -> Candidate | None:
        """The candidate that a figure's words mean instead of its support; None for none."""
        support = binding.support
        claim = binding.claim
        if support is None or claim.mention.kind in MOMENTS or self._settled(binding):
            return None
        mine = support.candidate
        double = support.double = stated.elsewhere(binding)
        again = stated.elsewhere(binding, AGAIN)
        best, lead = None, 0.0
        supported = {match.candidate.number for match in binding.matches}
        for rival in self._rivals(binding, mine):
            if rival.number in supported or not self._rivals_with(claim, rival, mine):
                continue
            owner = stated.fit(rival.number)
            if _other_grade(claim, rival, mine) and (owner or not double):
                continue
            owned = owner > 0 and owner >= OWNER * max(fit(claim, rival), TRACE)
            # Both facts stated once: each has its place, and only an exchange counts.
            ahead = 0.0
            if double or not owned:
                margin = self._margin(claim, rival, double=double, stated=owned)
                ahead = self.advantage(claim, rival, mine) - margin
            if again and self._wider(claim, rival, mine):
                ahead = max(ahead, NOWHERE)
            if rival.part_of(mine) and self._narrower(claim, rival, mine):
                ahead = max(ahead, NOWHERE)
            if names(binding, rival, self.occurrences, owned=owned, again=again):
                ahead = max(ahead, NOWHERE)
            if ahead > lead and not self._one_of_many(claim, rival, mine):
                best, lead = rival, ahead
        return best

    def _settled(self, binding: Binding) -> bool:
        """Whether a figure only names: 约占三个站总量的四成, 30万元以下的村."""
        claim, support = binding.claim, binding.support
        if support is not None and limits_name(support.candidate):
            return True
        return claim.mention.kind is Kind.COUNT and self.occurrences.text[claim.start - 1] == "占"

    def _rivals_with(self, claim: Claim, rival: Candidate, mine: Candidate) -> bool:
        """Whether the figure may be meant of ``rival`` at all where it is true of ``mine``."""
        if not self.comparable(claim, rival) or self._elsewhere(claim, rival, mine):
            return False
        limit = self.index.limited.get(rival.fact.id)
        behind = min(claim.clause[1], claim.start + REACH)
        around = slice(max(claim.part[0], claim.start - REACH), behind)
        if limit and limit not in self.occurrences.text[around]:
            return False
        return not denied(self.occurrences.text, claim, mine, rival)

    @staticmethod
    def _elsewhere(claim: Claim, rival: Candidate, mine: Candidate) -> bool:
        """Whether the rival is another level's and nothing before the figure names that level.

        亩均单产436公斤,比全省平均高出18公斤: 全省 speaks of what is compared.
        """
        levels = rival.levels - mine.levels
        if not levels or mine.levels or rival.levels & claim.levels:
            return False
        named = (token for token in rival.tokens if len(token) > 1 and levels & set(token))
        return all(claim.near.get(token, 0.0) < FAINT for token in named)

    @staticmethod
    def _margin(claim: Claim, rival: Candidate, *, double: bool, stated: bool) -> float:
        """By how much a rival must lead."""
        margin = MARGIN - (DOUBLE if double else 0.0)
        margin += STATED_ELSEWHERE if stated else -NOWHERE
        if rival.role is Role.INNER:
            margin += WEAKER
        if not double and _rare(claim):
            margin += RARE
        if claim.planned and rival.fact.status is Status.PLANNED:
            margin += WEAKER
        return margin

    def _wider(self, claim: Claim, rival: Candidate, mine: Candidate) -> bool:
        """Whether the rival is the same thing of the whole, and nothing here says the part."""
        if not mine.part_of(rival):
            return False
        own = self._evidence(claim, mine, rival)
        if own < SILENT:
            return True
        sisters = [item for item in self.kin(mine) if item is not rival]
        known = set(mine.tokens)
        return any(self._evidence(claim, item, rival, known) >= own for item in sisters)

    def _narrower(self, claim: Claim, rival: Candidate, mine: Candidate) -> bool:
        """Whether the figure's own words name the part in full, and no sister of it."""
        theirs = mine.tokens
        own = [token for token in rival.tokens if token not in theirs and len(token) == PAIR]
        start, end = claim.before
        return bool(own) and all(
            (claim.near.get(token) if claim.foreign else self.occurrences.within(token, start, end))
            for token in own
            if not token.startswith("\0")
        )

    @staticmethod
    def _evidence(
        claim: Claim, one: Candidate, whole: Candidate, known: AbstractSet[str] = frozenset()
    ) -> float:
        """How near the best word stands that tells a part from its whole."""
        theirs = whole.tokens
        return max(
            (
                claim.near.get(token, 0.0)
                for token in one.tokens
                if token not in theirs and token not in known and len(token) > 1
            ),
            default=0.0,
        )

    def _one_of_many(self, claim: Claim, rival: Candidate, mine: Candidate) -> bool:
        """Whether the rival is a part of ``mine`` that is not named near, or not alone.

        本部、东湖、新城共开设92个班 names every part and means the total.
        """
        if rival.fact.parent != mine.fact.id:
            return False
        if self._evidence(claim, rival, mine) < NAMED:
            return True
        ahead = side(claim, rival, mine)
        sisters = [
            item
            for part in mine.fact.parts[:FAMILY]
            if part != rival.fact.id
            for item in self.index.by_fact[part]
            if item.role is rival.role
        ]
        return any(side(claim, item, mine) > SISTER * ahead for item in sisters)

    def _rivals(self, binding: Binding, mine: Candidate) -> list[Candidate]:
        """Those spoken of, and the support's own kin: parent, parts and sisters."""
        found = {candidate.number: candidate for candidate in binding.spoken}
        for kin in self.kin(mine):
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
            for name in list(dict.fromkeys(ids))[:FAMILY]
            if name != fact.id
            for other in self.index.by_fact.get(name, ())
            if other.role is candidate.role
        ]

    def exchange(self, bindings: Sequence[Binding]) -> None:
        """Notes pairs of figures in a sentence that would fit better the other way round."""
        for number, one in enumerate(bindings):
            for other in bindings[number + 1 : number + 1 + NEIGHBOURS]:
                if other.claim.sentence != one.claim.sentence:
                    break
                if one.support is None or other.support is None:
                    continue
                first, second = one.support.candidate, other.support.candidate
                if self._exchanged(one.claim, first, other.claim, second):
                    one.rival, other.rival = second, first

    def _exchanged(self, one: Claim, first: Candidate, other: Claim, second: Candidate) -> bool:
        """Whether figures true of ``first`` and ``second`` stand in each other's places."""
        if first is second or first.role is not second.role:
            return False
        if not (self.comparable(one, second) and self.comparable(other, first)):
            return False
        if agreement(one, second) or agreement(other, first):
            return False
        if first.role is Role.VALUE and exchanged(one, first, other, second, self.occurrences):
            return True
        gain = self.advantage(one, second, first) + self.advantage(other, first, second)
        graded = first.mention is not None and first.mention.kind in PLACES
        return gain > EXCHANGE and not (graded and first.fact is not second.fact)


def _sort(claim: Claim) -> tuple[object, ...]:
    """What decides which candidates a figure can be compared with."""
    frame = claim.frame
    return (
        unit_of(claim.mention),
        bare_scale(claim.mention),
        claim.mention.kind,
        claim.quantity is None,
        frame.kind,
        bool(frame.direction),
    )


def _other_grade(claim: Claim, rival: Candidate, mine: Candidate) -> bool:
    """Whether the rival is another prize: one that the text does not give, of a grade told twice."""
    return claim.mention.kind is Kind.GRADE and rival.fact is not mine.fact


def _rare(claim: Claim) -> bool:
    """Whether the value has four digits or more and so hardly fits a fact by chance."""
    value = claim.quantity.low if claim.quantity is not None else None
    return value is not None and significant(value) >= RARE_DIGITS


def _same_sort(kind: Kind, candidate: Candidate) -> bool:
    """Whether a rank or grade could be meant to state the candidate."""
    if candidate.role is Role.RANK:
        return kind is Kind.RANK
    return candidate.mention is not None and candidate.mention.kind is kind
