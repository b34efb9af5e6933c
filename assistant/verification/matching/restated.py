"""Totals told again, of which or by which something else is told; counts that read like structure.

14家机构中仍有5家…: the first figure is the whole, the second what the words behind it speak
of. 186个村实现收入5394万元: the noun behind the unit is what the fact counts (行政村数), and
the words further on are the next figure's.

九支队伍参演 and 推出1个方面25条措施 count no points of the text: a fact counts the same noun. They
are claims where the fact's words stand close, or a figure beside them states the same fact, and no
figure states its number.
"""

from __future__ import annotations

from dataclasses import replace
from itertools import zip_longest
from typing import TYPE_CHECKING

from assistant.domain import Exemption, Kind
from assistant.verification.candidates import Candidate, Role
from assistant.verification.claims.frames import FrameKind
from assistant.verification.interchange import significant
from assistant.verification.lexicon import forms, words
from assistant.verification.matching.rounding import agreement

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from collections.abc import Set as AbstractSet

    from assistant.domain import Fact
    from assistant.verification.claims.claims import Claim
    from assistant.verification.matching.index import FactIndex
    from assistant.verification.matching.matches import Binding

_FORMS = forms(__file__)
_PAUSES = frozenset(",，、。;；:：")
_LONGEST = 4
_RARE = 3
_PAIR = 2
_NEAR = 0.5
# From this fit on a count that reads like structure states the fact that it agrees with.
STATES = 0.55
_CLOSE, _NAMED = 0.4, 0.5
_NOUN, _NEIGHBOURS, _SOON = 2, 2, 4


def restated(bindings: Sequence[Binding], index: FactIndex) -> list[Binding]:
    """The bindings, without the rivals of figures that tell a total again, with those of one part told as two."""
    before = [None, *bindings]
    found = zip_longest(before[: len(bindings)], bindings, bindings[1:])
    told = [_in_its_place(*three, index) or _restated(*three) for three in found]
    moved = {place for at in range(len(told)) for place in _moved_on(told, at)}
    return [replace(one, restated=True) if at in moved else one for at, one in enumerate(told)]


def _in_its_place(
    before: Binding | None, one: Binding, behind: Binding | None, index: FactIndex
) -> Binding | None:
    """A figure of a list that names none of all parts of a whole, with the part of its place: 两个校区分别为28栋和18栋.

    It has no other part for a rival where it is true of that of its place, and has that where another figure tells
    the part that it is true of: 28栋和28栋.
    """
    (place, many), mine = one.claim.order, one.support and one.support.candidate
    if not mine or mine.fact.parent is None or mine.role is not Role.VALUE or one.claim.foreign:
        return None
    parts = index.sheet.by_id[mine.fact.parent].parts
    if many != len(parts):
        return None
    if parts[place] == mine.fact.id:
        sister = one.rival is not None and one.rival.fact.parent == mine.fact.parent
        return replace(one, rival=None) if sister else None
    again = any(
        other.claim.order[1] == many and other.support and other.support.candidate is mine
        for other in (before, behind)
        if other is not None and other.claim.sentence == one.claim.sentence
    )
    own = next((item for item in index.by_fact[parts[place]] if item.role is Role.VALUE), None)
    return replace(one, rival=own) if again and own and own.low != mine.low else None


def _moved_on(told: Sequence[Binding], at: int) -> Sequence[int]:
    """The places of what a stock was and of what it is now, told soon after: 年初160条,新开12条,…,年末168条."""
    was, begun = told[at].support, told[at].claim
    if was is None or begun.frame.kind is not FrameKind.PREVIOUS or told[at].rival is not None:
        return ()
    found = (
        (at, place)
        for place, one in enumerate(told[at + 1 : at + 1 + _SOON], at + 1)
        if one.claim.sentence == begun.sentence and one.support is not None and one.rival is None
        if one.support.candidate.fact is was.candidate.fact
        if (was.candidate.role, one.support.candidate.role) == (Role.PREVIOUS, Role.VALUE)
    )
    return next(found, ())


def _restated(before: Binding | None, one: Binding, behind: Binding | None) -> Binding:
    rival = one.rival
    if rival is None or one.support is None:
        return one
    claim, mine = one.claim, one.support.candidate
    counted = before is not None and _of_counted(before.claim, claim, mine, rival.fact)
    if counted or (behind is not None and _shares(claim, mine, behind.claim, rival)):
        return replace(one, rival=None)
    if behind is None or behind.support is None or behind.claim.sentence != one.claim.sentence:
        return one
    theirs = behind.support.candidate
    gap = claim.behind[: behind.claim.start - claim.mention.end]
    if theirs.fact is rival.fact:
        return replace(one, rival=None, restated=True) if _FORMS.of_them.match(gap) else one
    lent = counts(claim, mine) and _lends(claim, mine, theirs, rival)
    if lent or _of_parts(claim, theirs, rival.fact):
        return replace(one, rival=None)
    return one


def _of_counted(count: Claim, claim: Claim, whole: Candidate, part: Fact) -> bool:
    """Whether a figure is told of as many things as its fact has parts, of which the rival is one: 三个校区共有960人."""
    noun = count.behind[:_PAIR]
    alike = part.parent is not None and part.name.endswith(noun)
    many = count.mention.low == len(whole.fact.parts) > 1 and whole.role is Role.VALUE
    return many and alike and len(noun) == _PAIR and count.clause == claim.clause


def _of_parts(count: Claim, whole: Candidate, part: Fact) -> bool:
    """Whether as many are counted as the whole told next has parts, of which the rival is one: 4个分馆共38个阅览室."""
    many = count.mention.low == len(whole.fact.parts) > 1
    return many and part.parent == whole.fact.id and part.name[-_PAIR:] in count.behind[:_SOON]


def counts_parts(count: Claim, behind: Binding, facts: Mapping[str, Fact]) -> bool:
    """Whether a small number is that of the parts of the fact that the next figure states."""
    whole = behind.support.candidate if behind.support is not None else None
    parts = (facts[one] for one in whole.fact.parts) if whole is not None else ()
    return whole is not None and any(
        _of_counted(count, behind.claim, whole, part) for part in parts
    )


def counts(claim: Claim, candidate: Candidate) -> bool:
    """Whether the noun behind the figure is what the fact counts: 186个村 of 行政村数.

    A noun of one character tells enough only behind a value that few facts have.
    """
    name = candidate.fact.name
    if claim.mention.unit in words("populace").words and "人口" in name:
        return True
    stem = _FORMS.count.sub("", name)
    for length in range(min(_LONGEST, len(stem)), 0, -1):
        if claim.behind.startswith(stem[-length:]):
            value = claim.quantity.low if claim.quantity is not None else None
            rare = value is not None and significant(value) >= _RARE
            return length >= _PAIR or rare
    return False


def _shares(claim: Claim, mine: Candidate, behind: Claim, rival: Candidate) -> bool:
    """Whether all that speaks of the rival tells of which share of the figure is told next: 基金30亿元已投出62%."""
    gap = claim.behind[: max(0, behind.start - claim.mention.end)]
    share = behind.mention.kind in {Kind.PERCENT, Kind.FRACTION} and _PAUSES.isdisjoint(gap)
    own = [token for token in _own(claim, rival, mine) if len(token) >= _PAIR]
    return share and bool(own) and all(token in gap for token in own)


def _own(claim: Claim, rival: Candidate, mine: Candidate) -> list[str]:
    """The words near a figure that are the rival's and not those of what it is true of."""
    near = claim.sight.near
    return [one for one in rival.tokens if one not in mine.tokens and near.get(one, 0.0) >= _NEAR]


def _lends(claim: Claim, mine: Candidate, theirs: Candidate, rival: Candidate) -> bool:
    """Whether all that speaks of the rival near the figure speaks of the next figure's fact."""
    own = _own(claim, rival, mine)
    return all(token in theirs.tokens for token in own if len(token) >= _PAIR)


def recounted(bindings: Sequence[Binding], text: str) -> list[Binding]:
    """The bindings, each structure count that counts what a fact counts otherwise with that fact."""
    stated = {
        item.support.candidate.number
        for item in bindings
        if item.support is not None and item.claim.mention.exempt is None
    }
    return [
        _recounted(binding, bindings, place, stated, text)
        if binding.claim.mention.exempt is Exemption.STRUCTURE
        else binding
        for place, binding in enumerate(bindings)
    ]


def _recounted(
    binding: Binding,
    bindings: Sequence[Binding],
    place: int,
    stated: AbstractSet[int],
    text: str,
) -> Binding:
    if binding.support is not None and binding.support.fit >= STATES:
        return binding
    beside = bindings[max(0, place - _NEIGHBOURS) : place + 1 + _NEIGHBOURS]
    for item in binding.spoken:
        if item.number not in stated and _counts_otherwise(binding.claim, item, beside, text):
            return replace(binding, support=None, rival=None, meant=item, recounted=True)
    return binding


def _counts_otherwise(
    claim: Claim, candidate: Candidate, beside: Sequence[Binding], text: str
) -> bool:
    """Whether a fact counts the noun behind a figure, and gives another number."""
    noun = text[claim.mention.end : claim.mention.end + _NOUN]
    if len(noun) < _NOUN or agreement(claim, candidate) or not _of_noun(claim, candidate, noun):
        return False
    return _named(claim, candidate) or any(
        item.support is not None
        and item.claim.sentence == claim.sentence
        and item.support.candidate.fact is candidate.fact
        for item in beside
    )


def _of_noun(claim: Claim, candidate: Candidate, noun: str) -> bool:
    inner, fact = candidate.mention, candidate.fact
    if inner is not None:
        return inner.exact and (fact.statement or "").startswith(noun, inner.end)
    same = candidate.role is Role.VALUE and candidate.unit == claim.mention.unit
    return same and noun in fact.name


def _named(claim: Claim, candidate: Candidate) -> bool:
    """Whether half of a fact's words stand close."""
    near = claim.sight.near
    found = sum(
        weight for token, weight in candidate.tokens.items() if near.get(token, 0) >= _CLOSE
    )
    return found >= _NAMED * (candidate.total or 1.0)
