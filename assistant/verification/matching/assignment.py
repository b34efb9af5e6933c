"""Which fact each figure of a text is said of: one to one, by words, with moves and exchanges.

Every figure begins at the fact that it is true of and that its words fit best. A figure then moves
to another fact, of which it is not true, where the words around it speak of that fact by more than
the move costs: more where another figure owns the fact, or where the value is too rare to be a
fact's by chance, less where another figure states the left fact better, the figures beside it state
facts of the same whole, or the place names the other fact outright. Two figures of a sentence may
exchange their facts. It ends when none gains.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from assistant.domain import Kind
from assistant.verification.candidates import Role
from assistant.verification.claims.frames import GAPS, FrameKind
from assistant.verification.matching.features import Features, rare
from assistant.verification.matching.outright import event_named, plan_named, value_named
from assistant.verification.matching.owners import Owners
from assistant.verification.matching.rounding import agreement
from assistant.verification.matching.scoring import PLACES, fit
from assistant.verification.matching.weights import WEIGHTS

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from assistant.verification.candidates import Candidate
    from assistant.verification.claims.claims import Claim
    from assistant.verification.matching.matches import Match, Reading

# So often all places are looked at again; so many figures on the one side are exchanged with one.
ROUNDS, NEIGHBOURS = 3, 12
# Figures so near stand in one list.
BESIDE = 2
_TRACE = 0.01
_GAPS = GAPS | {FrameKind.OVER_TARGET}


class Assignment:
    """The search over one text.

    Args:
        features: of the places of the text.
        readings: what each figure is true of and what its words speak of.

    Attributes:
        held: the fact's value that each place is said of; None where the figure is true of none.
        true: the matches of each place, by the numbers of their candidates.
        left: of a place that moved, the match that it left.
        outright: the places that moved because they name a plan, an event or a value outright.
    """

    def __init__(self, features: Features, readings: Sequence[Reading]) -> None:
        self.features = features
        self.readings = readings
        self.held: list[Candidate | None] = [
            reading.matches[0].candidate if reading.matches else None for reading in readings
        ]
        self.true: list[dict[int, Match]] = [
            {match.candidate.number: match for match in reading.matches} for reading in readings
        ]
        self.left: dict[int, Match] = {}
        self.outright: set[int] = set()
        self._owners = Owners(self.true)
        for place, held in enumerate(self.held):
            if held is not None:
                self._owners.add(place, held.number)
        self._naming: dict[int, set[int]] = {}
        self._gains: dict[tuple[int, int], list[tuple[Candidate, float]]] = {}
        # When a place, and what is stated of a candidate, was last changed; when a place, and all
        # pairs, were last looked at: nothing is looked at again before it changes.
        self._now = 0
        self._changed = [0] * len(readings)
        self._restated: dict[int, int] = {}
        self._looked = [-1] * len(readings)
        self._exchanged = -1

    def search(self) -> None:
        """Moves and exchanges until none gains."""
        places = [place for place, held in enumerate(self.held) if held is not None]
        for place in places:
            self._yield(place)
        for _ in range(ROUNDS):
            changed = self._exchange(places)
            moved = [place for place in places if self._move(place)]
            if not (changed or moved):
                break

    def double(self, place: int, slack: float = 0.0) -> bool:
        """Whether another figure states a place's fact better than it does, or nearly as well."""
        held = self.held[place]
        own = None if held is None else self.true[place].get(held.number)
        return own is not None and self.doubled(place, own, slack)

    def doubled(self, place: int, own: Match, slack: float = 0.0) -> bool:
        """Whether another figure states what a match states better than its place."""
        return self._owners.score(own.candidate.number, without=place) > own.score - slack

    def owned(self, place: int, rival: Candidate) -> bool:
        """Whether another figure states a fact in a place that fits it."""
        best = self._owners.fit(rival.number)
        return best >= WEIGHTS.owner * max(fit(self.readings[place].claim, rival), _TRACE)

    def _hold(self, place: int, held: Candidate) -> None:
        before = self.held[place]
        self._now += 1
        self._changed[place] = self._restated[held.number] = self._now
        if before is not None:
            self._restated[before.number] = self._now
            self._owners.discard(place, before.number)
            self._naming.pop(before.number, None)
            if held.number not in self.true[place] and before.number in self.true[place]:
                self.left[place] = self.true[place][before.number]
        self.held[place] = held
        self._owners.add(place, held.number)
        self._naming.pop(held.number, None)

    def _yield(self, place: int) -> None:
        """A figure whose fact another states better takes a like fact that none states."""
        best, *others = self.readings[place].matches
        if not others or not self.double(place):
            return
        for match in others:
            if match.score < best.score - WEIGHTS.better:
                return
            if not self._owners.places[match.candidate.number]:
                self._hold(place, match.candidate)
                return

    def _move(self, place: int) -> bool:
        """Moves a figure to the fact that its place means instead of the one it is true of."""
        reading, mine = self.readings[place], self.held[place]
        if mine is None or mine.number not in self.true[place] or self._unchanged(place, mine):
            return False
        self._looked[place] = self._now
        target = self._outright(reading, mine)
        if target is not None:
            self.outright.add(place)
        else:
            target = self._best(place, reading, mine)
        if target is None:
            return False
        self._hold(place, target)
        return True

    def _unchanged(self, place: int, mine: Candidate) -> bool:
        """Whether nothing that moves a place has changed since it was last looked at."""
        looked = self._looked[place]
        if looked == self._now:
            return True
        claim = self.readings[place].claim
        if looked < 0 or claim.planned or claim.mention.kind is Kind.DATE:
            return False
        if max(self._changed[max(0, place - NEIGHBOURS) : place + BESIDE + 1]) > looked:
            return False
        told = self._restated
        if told.get(mine.number, 0) > looked:
            return False
        rivals = self._gains.get((place, mine.number), ())
        return all(told.get(rival.number, 0) <= looked for rival, _ in rivals)

    def _outright(self, reading: Reading, mine: Candidate) -> Candidate | None:
        """The event, plan or value that decides by its name alone."""
        stated = self._owners.places
        if reading.claim.mention.kind is Kind.DATE:
            return event_named(reading.claim, mine, self.features.index, self._owners.fit)
        return plan_named(reading, mine, self.features, stated) or value_named(
            reading, mine, self.features
        )

    def _best(self, place: int, reading: Reading, mine: Candidate) -> Candidate | None:
        gains = self._by_words(place, mine)
        if not gains:
            return None
        claim = reading.claim
        double = self.double(place)
        again = self.double(place, WEIGHTS.nearly_double) or self._scoped(place, mine)
        ahead = WEIGHTS.double if double else -WEIGHTS.rare if rare(claim) else 0.0
        kin = self._kin(place, mine)
        best, most = None, 0.0
        for rival, words in gains:
            owned = self.owned(place, rival)
            other_prize = claim.mention.kind is Kind.GRADE and rival.fact is not mine.fact
            if other_prize and (owned or not double):
                continue
            gain = words + ahead - (WEIGHTS.owned if owned else 0.0)
            gain += self._beside(place, rival, mine, kin)
            if gain + WEIGHTS.named <= most:
                continue
            named = self.features.named(claim, rival, mine, owned=owned, again=again)
            if owned and not (double or named):
                continue  # both facts are stated once, each in its place
            gain += WEIGHTS.named if named else 0.0
            if gain > most and not self.features.one_of_many(claim, rival, mine):
                best, most = rival, gain
        return best

    def _scoped(self, place: int, mine: Candidate) -> bool:
        """Whether another figure states a fact of a scope where that is named, and this one does not."""
        if not mine.words.scoped or self.features.scope_named(self.readings[place].claim, mine):
            return False
        naming = self._naming.get(mine.number)
        if naming is None:
            owners = self._owners.places[mine.number]
            named = self.features.scope_named
            naming = {one for one in owners if named(self.readings[one].claim, mine)}
            self._naming[mine.number] = naming
        return bool(naming - {place} if len(naming) == 1 else naming)

    def _beside(self, place: int, rival: Candidate, mine: Candidate, own: int) -> float:
        """What the figures of its list add: 民商事 among the cases taken in is none of those closed."""
        theirs = self._kin(place, rival)
        namesakes = rival.fact.name == mine.fact.name and rival.fact.parent != mine.fact.parent
        length = self.readings[place].claim.order[1]
        least = min(BESIDE, length - 1) if length > 1 else BESIDE
        wholes = (rival.fact.parent, mine.fact.parent)
        if namesakes and ((theirs >= least and not own) or self._whole(place, wholes) == wholes[0]):
            return WEIGHTS.listed
        return WEIGHTS.kin * (theirs - own)

    def _whole(self, place: int, wholes: tuple[str | None, str | None]) -> str | None:
        """Which of two wholes was told last before a place in its sentence; None where none was."""
        sentence = self.readings[place].claim.sentence
        for other in range(place - 1, max(-1, place - 1 - NEIGHBOURS), -1):
            if self.readings[other].claim.sentence != sentence:
                break
            held = self.held[other]
            if held is not None and held.fact.id in wholes:
                return held.fact.id
        return None

    def _kin(self, place: int, item: Candidate) -> int:
        """How many figures beside a place state facts of the same whole as a candidate."""
        whole = item.fact.parent
        if whole is None:
            return 0
        part = self.readings[place].claim.part
        found = 0
        for other in range(max(0, place - BESIDE), min(place + BESIDE + 1, len(self.held))):
            held = self.held[other]
            if other != place and held is not None and held.fact is not item.fact:
                same = held.fact.parent == whole and held.role is item.role
                found += same and self.readings[other].claim.part == part
        return found

    def _by_words(self, place: int, mine: Candidate) -> list[tuple[Candidate, float]]:
        """What moving to each other fact gains by words alone."""
        known = self._gains.get((place, mine.number))
        if known is None:
            reading, true, features = self.readings[place], self.true[place], self.features
            claim, known = reading.claim, []
            stands = features.around(claim, mine)
            least = stands + fit(claim, mine) - WEIGHTS.behind
            for rival in features.options(claim, reading.spoken, mine):
                if rival.number in true:
                    continue
                around = features.around(claim, rival)
                behind = around + fit(claim, rival) < least
                if not behind and not features.barred(claim, rival, mine):
                    gain = around - stands + features.side(claim, rival, mine)
                    gain = gain - features.side(claim, mine, rival) - WEIGHTS.margin
                    known.append((rival, gain))
            self._gains[place, mine.number] = known
        return known

    def _exchange(self, places: Iterable[int]) -> bool:
        """Exchanges pairs of figures of a sentence that fit better the other way round."""
        changed, since, self._exchanged = False, self._exchanged, self._now
        for place in places:
            sentence = self.readings[place].claim.sentence
            for other in range(place + 1, min(place + 1 + NEIGHBOURS, len(self.readings))):
                if self.readings[other].claim.sentence != sentence:
                    break
                new = self._changed[place] > since or self._changed[other] > since
                if new and self._better(place, other):
                    one, two = self.held[place], self.held[other]
                    if one is not None and two is not None:
                        self._hold(place, two)
                        self._hold(other, one)
                        changed = True
        return changed

    def _better(self, place: int, other: int) -> bool:
        """Whether two figures stand in each other's places."""
        first, second = self.held[place], self.held[other]
        if first is None or second is None or first.role is not second.role or first is second:
            return False
        one, two = self.readings[place].claim, self.readings[other].claim
        # 办展10个,比今年多2个: how much more is nothing's value.
        gap = first.role is Role.VALUE and (one.frame.kind in _GAPS) is not (
            two.frame.kind in _GAPS
        )
        mine, theirs = self.true[place], self.true[other]
        apart = first.number in mine and second.number in theirs
        if gap or not apart or second.number in mine or first.number in theirs:
            return False
        features = self.features
        if not (features.comparable(one, second) and features.comparable(two, first)):
            return False
        gain = features.advantage(one, second, first) + features.advantage(two, first, second)
        named = features.turned
        if gain + WEIGHTS.named <= WEIGHTS.exchange:
            return False
        if named(one, second, first) and named(two, first, second):
            gain += WEIGHTS.named
        graded = first.mention is not None and first.mention.kind in PLACES
        if gain <= WEIGHTS.exchange or (graded and first.fact is not second.fact):
            return False
        return not (agreement(one, second) or agreement(two, first) or _greater_whole(one, two))


def _greater_whole(one: Claim, two: Claim) -> bool:
    """Whether the one of two that is told of the whole year is the greater: they stand as they should."""
    whole, part = (one.quantity, two.quantity) if one.whole_year else (two.quantity, one.quantity)
    if one.whole_year is two.whole_year or whole is None or part is None:
        return False
    return whole.unit_class == part.unit_class and (whole.low or 0) > (part.low or 0)
