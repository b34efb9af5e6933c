"""What a verdict is given to judge, and what it answers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from assistant.domain import Verdict
from assistant.verification import messages
from assistant.verification.candidates import Role
from assistant.verification.interchange import coarse_share
from assistant.verification.lexicon import forms, words
from assistant.verification.matching.elsewhere import elsewhere
from assistant.verification.matching.scoring import fit, role_cost
from assistant.verification.matching.weights import WEIGHTS
from assistant.verification.reckoning.proposals import ACCIDENT

if TYPE_CHECKING:
    from decimal import Decimal

    from assistant.domain import Level
    from assistant.verification.candidates import Candidate
    from assistant.verification.claims.claims import Claim
    from assistant.verification.matching.binding import Binder
    from assistant.verification.matching.matches import Binding, Match
    from assistant.verification.reckoning.proposals import Proposal
    from assistant.verification.reckoning.records import Derivation

# What comes out by accident more often than this proposes nothing for some fact's value.
_EXCHANGED = 0.1
# A role that costs this much is not what the words say.
WRONG_ROLE = 1.0
# What only joins a figure's words to those before it.
_JOINTS = " 、,，;；:：的了和与及并且"
_FORMS = forms(__file__)
# A value of a role that costs more does not fit the words of the place.
CHEAP = 0.2
# So well words fit a fact that they are to name it.
_HALF, _NAMED = 0.5, 0.8


@dataclass(frozen=True, slots=True)
class Judgement:
    """A verdict with its reason.

    Attributes:
        fact: id of the fact or derived fact that the figure states or should state.
        expected: what should stand there.
        start: where the finding begins, where the wrong word stands before the figure.
        level: given where it is not the verdict's own.
        sample: the sample that a leaked figure comes from.
        proposal: a formula over facts that gives the figure, as the facts file writes one.
        reading: the expression of a second reader that gives it.
    """

    verdict: Verdict
    reason: str
    fact: str | None = None
    expected: str | None = None
    formula: str | None = None
    level: Level | None = None
    start: int | None = None
    sample: str | None = None
    proposal: str | None = None
    reading: str | None = None


def inconsistent(reason: str, start: int | None = None) -> Judgement:
    """The verdict on words that another place of the text contradicts; ``start`` is where they begin."""
    return Judgement(Verdict.INCONSISTENT, reason, start=start)


@dataclass(frozen=True, slots=True, eq=False)
class Case:
    """A figure with all that is known of it.

    Attributes:
        text: the whole document's text.
        support: what it was bound to, where words and value agree; None else.
        meant: the candidate that its words speak of, where its value is another.
        computed: the computation it is true of, where its words name one.
        tried: the first computation that its words name, true or not.
        proposal: arithmetic over what was told that gives the figure, though no word says so.
        slip: such arithmetic of a value that the figure is a misprint of.
        other_unit: (reference, what it says) of a fact that it is true of with % for 个百分点.
        unnamed: the words name something, and not the part whose value it is.
        before: the figure before it in its block; None for the first.
        told: the facts that the last figures before it in its paragraph state.
        clash: what is said where the text itself says otherwise.
    """

    text: str
    claim: Claim
    binding: Binding
    binder: Binder
    support: Match | None = None
    meant: Candidate | None = None
    computed: Derivation | None = None
    tried: Derivation | None = None
    other_unit: tuple[str, str] | None = None
    proposal: Proposal | None = None
    slip: Derivation | None = None
    accepted: bool = False
    unnamed: bool = False
    clash: Judgement | None = None
    before: Binding | None = None
    told: frozenset[str] = frozenset()

    @property
    def undecided(self) -> bool:
        """Whether no fact says anything of it."""
        return not self.accepted and self.support is None and self.meant is None

    @property
    def likely(self) -> bool:
        """Whether arithmetic that no word names gives it, and hardly by accident.

        What is also some fact's value may be that fact exchanged, and is held against a stricter bar,
        as is a share in words (八成), which many things are of one another. None gives what is the value of
        the fact that its words name.
        """
        if self.support is not None and self.support.fit >= _NAMED and not self.own_change:
            return False
        free = self.support is None or self.own_change
        bar = ACCIDENT if free and not coarse_share(self.claim.mention) else _EXCHANGED
        return self.proposal is not None and self.proposal.chance <= bar

    @property
    def size(self) -> Decimal | None:
        """Its number as written, that of a bound too; None where it tells none."""
        mention = self.claim.mention
        return mention.high if mention.low is None else mention.low

    @property
    def follows(self) -> bool:
        """Whether a figure of its sentence stands before it."""
        before = self.before
        return before is not None and before.claim.sentence == self.claim.sentence

    @property
    def continues(self) -> bool:
        """Whether it is of the fact told right before: 上年3.24亿元,今年翻了一番; of its place in a list of them."""
        told, before = self.claim.anchor, self.before
        if not told and before is not None and before.support is not None and self.follows:
            told = before.support.candidate.fact.id
        return self.support is not None and self.support.candidate.fact.id == told

    @property
    def own_change(self) -> bool:
        """Whether it is how much the fact told right before it changed: 蓄积量128.5万立方米,年内净生长4.5万."""
        role = self.support.candidate.role if self.support is not None else None
        return role is Role.INCREASE and self.continues

    @property
    def said(self) -> str:
        """The figure as written."""
        return self.claim.mention.text

    @property
    def subject(self) -> str:
        """The words that it stands behind, for messages."""
        start, end = self.claim.before
        words = self.text[start:end].strip(" 、,，") or self.text[slice(*self.claim.after)].strip()
        return words[-16:]

    @property
    def borrowed(self) -> bool:
        """Whether the words speak of the rival alone, and hardly of the fact that has the value."""
        support, rival = self.support, self.binding.rival
        known = 0.0 if rival is None else fit(self.claim, rival)
        return support is not None and support.fit < _HALF * known

    @property
    def unlike(self) -> bool:
        """Whether it is borrowed from a fact that is no plan and no part of the rival's thing."""
        support, rival = self.support, self.binding.rival
        if support is None or rival is None or not self.borrowed:
            return False
        shared = support.candidate.tokens.keys() & rival.tokens.keys()
        return not any(len(token) > 1 for token in shared)

    @property
    def reach(self) -> int:
        """Where the words of the figure's own begin, since the figure before or the clause."""
        start, end = self.claim.before
        words = self.text[start:end]
        counted = self.counted
        return counted if counted is not None else start + len(words) - len(words.lstrip(_JOINTS))

    @property
    def counted(self) -> int | None:
        """Where the count of the things begins that are added up to it; None where none is told."""
        found = _FORMS.counted.search(self.text, self.claim.from_clause, self.claim.start)
        return found.start() if found is not None else None

    @property
    def worded(self) -> bool:
        """Whether words before it may be what is wrong: a count that is added up, 差 of a target."""
        before = self.text[slice(*self.claim.before)]
        gap = words("target").first(before) and _FORMS.gap.search(before)
        return self.counted is not None or (bool(gap) and self.tried is not None)

    @property
    def elsewhere(self) -> int | None:
        """Where the words before it name a place or kind that is not the fact's."""
        if self.support is None:
            return None
        since = self.before.claim.mention.end if self.before is not None else 0
        scopes = self.binder.index.scopes
        return elsewhere(self.claim, self.support.candidate, scopes, self.text, since)

    @property
    def rival_named(self) -> bool:
        """Whether the figure's own words say what tells the rival from the fact that has the value."""
        support, rival = self.support, self.binding.rival
        if support is None or rival is None:
            return False
        told = self.binder.features.evidence(self.claim, rival, support.candidate)
        return told >= WEIGHTS.own_clause

    def remedy(self, candidate: Candidate) -> str | None:
        """What should stand in the figure's place; None where the sentence would make no sense of it.

        A fact's value is no remedy for a growth or share (增长6138户), nor a part of another unit.
        """
        if role_cost(self.claim, candidate) > CHEAP:
            return None
        return messages.value(candidate)

    def of_role(self, candidate: Candidate, role: Role) -> Candidate | None:
        """Another value of a candidate's fact."""
        return next(
            (item for item in self.binder.index.by_fact[candidate.fact.id] if item.role is role),
            None,
        )
