"""What speaks for taking a figure for one fact rather than for another.

Two facts are compared on the words that they do not share (see scoring). Beside the words: whether
the figure could be meant of the fact at all, and whether its place names the fact outright.

| text | true of | names |
|---|---|---|
| 刑事抗诉12件 | 刑事抗诉改判 12 | 刑事抗诉, and nothing of 改判 |
| 河东分局征收8.16亿元 | 第二分局 8.16 | 河东, and nothing of 第二 |
| 党员数26名 | 新发展党员 26 | 党员, and nothing of 新发展 |
"""

from __future__ import annotations

import re
from operator import attrgetter, mul
from typing import TYPE_CHECKING

from assistant.domain import Status
from assistant.verification.candidates import Candidate, Role
from assistant.verification.interchange import significant
from assistant.verification.lexicon import forms
from assistant.verification.matching.index import FAMILY
from assistant.verification.matching.scoring import (
    circumstance,
    comparable,
    fit,
    particular,
)
from assistant.verification.matching.weights import WEIGHTS
from assistant.verification.opposites import stem_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from assistant.verification.claims.claims import Claim
    from assistant.verification.grams import Occurrences
    from assistant.verification.matching.index import FactIndex
    from assistant.verification.matching.postings import Manner

# A value of so many digits is hardly a fact's by chance.
RARE_DIGITS = 4
# So far from a figure the limit may stand that the name of the fact it is of holds; so far back
# its own words are looked for.
REACH, LATELY, CLOSE = 60, 400, 3
PAIR = 2
# The weight of a figure's own words.
_OWN = 1.0
_GIVEN = frozenset({Role.VALUE, Role.PREVIOUS, Role.TARGET})
SISTER = 0.8
# 两馆, 各校: all of those that report together.
_FORMS = forms(__file__)
COMPARED = _FORMS.compared


def stem(name: str) -> str:
    """A name without the word for its counting: 党员 of 党员数, 批捕 of 批捕人数."""
    return stem_of(name).name


def bigrams(name: str) -> list[str]:
    """The pairs of characters of a name."""
    return [name[at : at + PAIR] for at in range(len(name) - 1)]


def called(item: Candidate) -> frozenset[str]:
    """The pairs of characters by which a fact is told from its sisters: of its own name and scope."""
    return frozenset((*bigrams(stem(item.fact.path[-1])), *bigrams(item.fact.scope or "")))


def rare(claim: Claim) -> bool:
    """Whether the value has four digits or more and so hardly fits a fact by chance."""
    value = claim.quantity.low if claim.quantity is not None else None
    return value is not None and significant(value) >= RARE_DIGITS


class Worth(dict[float | None, float]):
    """What a word that only one of two facts has is worth, by its weight near a figure; None where it stands nowhere.

    Args:
        dim: words of other clauses tell less, for the figure has its own.
    """

    def __init__(self, *, dim: bool) -> None:
        super().__init__({None: -WEIGHTS.unmatched})
        self._dim = dim

    def __missing__(self, near: float) -> float:
        dimmed = self._dim and near < WEIGHTS.own_clause
        told = near * WEIGHTS.dimmed if dimmed else near
        found = told - WEIGHTS.unmatched * (1.0 - told) if told < 1.0 else told
        self[near] = found
        return found


class Features:
    """The features of the places of one text."""

    def __init__(self, index: FactIndex, occurrences: Occurrences) -> None:
        self.index = index
        self.occurrences = occurrences
        self._own: dict[int, frozenset[str]] = {}
        self._manners: dict[int, Manner] = {}
        self._sides: dict[tuple[int, int, int], float] = {}
        # Of figures with words of their own, and of bare ones.
        self._worth = Worth(dim=True), Worth(dim=False)

    def own(self, claim: Claim) -> frozenset[str]:
        """The tokens of the figure's own words, before and behind it."""
        known = self._own.get(claim.number)
        if known is None:
            found, (start, end) = self.occurrences.tokens, claim.before
            # Right behind a prize or another figure the words are theirs: 三等功58人次.
            start = start if start < end else max(claim.clause[0], start - CLOSE)
            known = frozenset((*found(start, end), *found(*claim.after)))
            self._own[claim.number] = known
        return known

    def manner(self, claim: Claim) -> Manner:
        """What is known of figures that are told as one is."""
        known = self._manners.get(claim.number)
        if known is None:
            known = self._manners[claim.number] = self.index.manner(claim)
        return known

    def around(self, claim: Claim, item: Candidate) -> float:
        """What speaks for a candidate beside its words."""
        manner = self._manners.get(claim.number) or self.manner(claim)
        stands, alike = manner.stands, self.index.standings.get(item.number, item.number)
        known = stands.get(alike)
        if known is None:
            known = stands[alike] = circumstance(claim, item)
        return known + particular(claim, item)

    def side(self, claim: Claim, one: Candidate, other: Candidate) -> float:
        """How well the words speak of ``one``, counting only what ``other`` does not share.

        Two figures of one statement share all words; there the nearer clause decides.
        """
        if one.fact is other.fact:
            return fit(claim, one)
        key = claim.number, one.bag, other.bag
        known = self._sides.get(key)
        if known is None:
            own, weights, root = self.index.apart(one, other)
            worth = map(self._worth[claim.bare].__getitem__, map(claim.sight.near.get, own))
            known = self._sides[key] = sum(map(mul, weights, worth)) / root if own else 0.0
        return known

    def comparable(self, claim: Claim, item: Candidate) -> bool:
        """Whether the figure could be meant to state a candidate."""
        alike = self.index.standings.get(item.number)
        return comparable(claim, item) if alike is None else alike in self.manner(claim).fits

    def advantage(self, claim: Claim, one: Candidate, other: Candidate) -> float:
        """By how much the place speaks of ``one`` rather than of ``other``."""
        around = self.around(claim, one) - self.around(claim, other)
        return around + self.side(claim, one, other) - self.side(claim, other, one)

    def options(
        self, claim: Claim, spoken: Sequence[Candidate], mine: Candidate
    ) -> list[Candidate]:
        """Those spoken of, and the kin of what the figure is true of: parent, parts and sisters."""
        kin = (one for one in self.index.kin(mine) if self.comparable(claim, one))
        return sorted({*spoken, *kin}, key=attrgetter("number"))

    def barred(self, claim: Claim, rival: Candidate, mine: Candidate) -> bool:
        """Whether the figure cannot be meant of ``rival``, where it is true of ``mine``.

        Another level's that nothing before the figure names (亩均单产436公斤,比全省平均高出18公斤:
        全省 speaks of what is compared), of things within a limit that is not told, or by the
        grade that is the fact's own name: 4A级.
        """
        if claim.mention.text == mine.fact.name and mine.fact.name.endswith("级"):
            return True
        levels = rival.levels - mine.levels
        if levels and not mine.levels and not rival.levels & claim.levels:
            named = (token for token in rival.tokens if len(token) > 1 and levels & set(token))
            if all(claim.sight.near.get(token, 0.0) < WEIGHTS.told for token in named):
                return True
        limit = self.index.limited.get(rival.fact.id)
        behind = min(claim.clause[1], claim.start + REACH)
        around = self.occurrences.text[max(claim.part[0], claim.start - REACH) : behind]
        # 245.1亿元 tells no limit of 1亿元.
        return bool(limit) and re.search(rf"(?<![\d.]){re.escape(limit or '')}", around) is None

    def evidence(self, claim: Claim, one: Candidate, other: Candidate) -> float:
        """How near the best word stands that tells one fact from the other."""
        own, _, _ = self.index.apart(one, other)
        near = claim.sight.near
        return max([near.get(token, 0.0) for token in own if len(token) > 1], default=0.0)

    def silent(self, claim: Claim, mine: Candidate, rival: Candidate) -> bool:
        """Whether no word near says what tells ``mine`` from the rival."""
        return self.evidence(claim, mine, rival) < WEIGHTS.clear

    def named(
        self, claim: Claim, rival: Candidate, mine: Candidate, *, owned: bool, again: bool
    ) -> bool:
        """Whether the place names the rival outright, and not the fact that its figure is true of.

        Args:
            claim: the figure.
            rival: a fact's value that it is not true of.
            mine: the one that it is true of.
            owned: another figure states the rival in a place that fits it.
            again: another figure states ``mine`` nearly as well.
        """
        if claim.time and claim.time == mine.words.time != rival.words.time:
            return False  # 首季产值 is 一季度产值, though that is no word of it
        whole = mine.fact.parent == rival.fact.id and not owned and claim.order[1] == 1
        whole = whole and self._written(claim, rival, again=False)
        if (again or whole) and mine.part_of(rival):
            if mine.words.scoped and not self.scope_named(claim, mine):
                return True
            if self._whole(claim, rival, mine):
                return True
        # A plan's name is that of its fact with the year and 目标 around it.
        plan = mine.fact.status is Status.PLANNED and claim.planned and not claim.done
        if plan or rival.role is not mine.role or mine.role not in _GIVEN:
            return False
        return self._instead(claim, rival, mine) or (
            mine.role is Role.VALUE and self._rather(claim, rival, mine, owned=owned, again=again)
        )

    def _rather(
        self, claim: Claim, rival: Candidate, mine: Candidate, *, owned: bool, again: bool
    ) -> bool:
        """Whether it names the rival by what tells it from the fact: a shorter name, a sister, a noun."""
        short, long = stem(rival.fact.name), stem(mine.fact.name)
        if unscoped(rival, mine) or (short in long and short != long):
            return not owned and self._shorter(claim, rival, mine, again=again)
        if rival.sister_of(mine):
            return self._sister(claim, rival, mine, owned=owned)
        return not owned and self._counted(claim, short, long)

    def _instead(self, claim: Claim, rival: Candidate, mine: Candidate) -> bool:
        """Whether the figure's own words hold the rival's whole name and nothing of the fact's."""
        text = self.occurrences.text
        before = f"{text[slice(*claim.before)]}\n{text[slice(*claim.after)]}"
        if claim.order[1] > 1 or COMPARED.search(before):
            return False
        names, whole = (stem(rival.fact.path[-1]), *rival.fact.aliases), "".join(mine.fact.path)
        written = [name for name in names if len(name) >= PAIR and name in before]
        if not written or any(name in whole for name in written):
            return False
        some = self.index.scopes.joined(before, before.index(written[0]), mine.fact)
        if some:
            return False
        return self.evidence(claim, mine, rival) < _OWN

    def _whole(self, claim: Claim, whole: Candidate, part: Candidate) -> bool:
        """Whether nothing near says the part, or a sister of it is said no less."""
        own = self.evidence(claim, part, whole)
        if own < WEIGHTS.clear:
            return True
        return any(
            self.evidence(claim, item, whole) >= own
            for item in self.index.kin(part)
            if item is not whole and self.evidence(claim, item, part) >= own
        )

    def _shorter(self, claim: Claim, rival: Candidate, mine: Candidate, *, again: bool) -> bool:
        """Whether the whole or shorter name is meant, and nothing says what the longer one adds."""
        if not (unscoped(rival, mine) or self._written(claim, rival, again=again)):
            return False
        # 再添3所 is what was added, 新增 in the name of its fact.
        if _FORMS.added.search(mine.fact.name) and _FORMS.added.search(
            self.occurrences.text, *claim.before
        ):
            return False
        return self.silent(claim, mine, rival)

    def _counted(self, claim: Claim, short: str, long: str) -> bool:
        """Whether the noun behind a figure without words before it is the rival's: 4座泵站."""
        theirs, own = bigrams(short), bigrams(long)
        if claim.before[0] != claim.before[1] or not theirs or theirs[-1] in own:
            return False
        held = self.occurrences.tokens(*claim.after)
        return theirs[-1] in held and not any(one in held for one in own)

    def _written(self, claim: Claim, rival: Candidate, *, again: bool) -> bool:
        """Whether a name stands in the figure's own words: its head, and half of it or all.

        Of a value that the text gives twice the head alone will do: 排查隐患 for 安全隐患.
        """
        wanted, held = bigrams(stem(rival.fact.name)), self.own(claim)
        found = sum(one in held for one in wanted)
        return bool(wanted) and wanted[-1] in held and (again or 2 * found > len(wanted))

    def _sister(self, claim: Claim, rival: Candidate, mine: Candidate, *, owned: bool) -> bool:
        """Whether a part or sister is named by what tells it from the fact, and not that one."""
        theirs = called(rival) - called(mine)
        if not theirs or mine.part_of(rival):
            return False
        if rival.part_of(mine):
            told = self.occurrences.tokens(*claim.before)
            return not owned and all(token in told for token in theirs)
        if COMPARED.search(self.occurrences.text, *claim.before):
            return False
        held = self.own(claim)
        if 2 * sum(token in held for token in theirs) < len(theirs):
            return False
        begin = max(claim.sentence[0], claim.start - LATELY)
        here = self.occurrences.tokens(begin, claim.after[1])
        own = called(mine) - called(rival)
        return own.isdisjoint(here) and self.silent(claim, mine, rival)

    def turned(self, claim: Claim, rival: Candidate, mine: Candidate) -> bool:
        """Whether the figure's own words name the one of two sisters in full, and not the other."""
        if not (rival.role is mine.role is Role.VALUE and rival.sister_of(mine)):
            return False
        held = self.own(claim)
        theirs, own = called(rival) - called(mine), called(mine) - called(rival)
        return bool(theirs) and theirs <= held and held.isdisjoint(own)

    def scope_named(self, claim: Claim, item: Candidate) -> bool:
        """Whether the sentence names a fact's scope before the figure, or right behind it."""
        begin = max(claim.sentence[0], claim.start - LATELY)
        heads = bigrams(item.fact.scope or "")[:PAIR]
        return any(head in self.occurrences.text[begin : claim.after[1]] for head in heads)

    def one_of_many(self, claim: Claim, rival: Candidate, mine: Candidate) -> bool:
        """Whether the rival is a part of ``mine`` that is not named near, or not alone.

        本部、东湖、新城共开设92个班 names every part and means the total.
        """
        if rival.fact.parent != mine.fact.id:
            return False
        if self.evidence(claim, rival, mine) < WEIGHTS.told:
            return True
        ahead = self.side(claim, rival, mine)
        return any(
            self.side(claim, item, mine) > SISTER * ahead
            for part in mine.fact.parts[:FAMILY]
            if part != rival.fact.id
            for item in self.index.by_fact[part]
            if item.role is rival.role
        )


def unscoped(rival: Candidate, mine: Candidate) -> bool:
    """Whether ``mine`` is of a scope (全省), and the rival the same thing of all who report."""
    if mine.fact.path != rival.fact.path or not mine.words.scoped:
        return False
    return not rival.words.scoped or _FORMS.all_of.match(rival.fact.scope or "") is not None
