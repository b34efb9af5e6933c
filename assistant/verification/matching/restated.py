"""Totals told again, of which or by which something else is told.

14家机构中仍有5家…: the first figure is the whole, the second what the words behind it speak
of. 186个村实现收入5394万元: the noun behind the unit is what the fact counts (行政村数), and
the words further on are the next figure's.
"""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import zip_longest
from typing import TYPE_CHECKING

from assistant.verification.lexicon import words
from assistant.verification.units import significant

if TYPE_CHECKING:
    from collections.abc import Sequence

    from assistant.verification.candidates import Candidate
    from assistant.verification.claims.claims import Claim
    from assistant.verification.matching.matches import Binding

_OF_THEM = re.compile(r"^[^,，。;；]{0,10}?[中里],?，?(?:仍|还|已|尚|只|仅|共|均|就|约)?有?$")
_COUNT = re.compile(r"(?:总数量?|数量|个数|家数|总量|数)$")
_LONGEST = 4
_RARE = 3
_PAIR = 2
_NEAR = 0.5


def restated(bindings: Sequence[Binding]) -> list[Binding]:
    """The bindings, without the rivals of figures that tell a total again."""
    return [_restated(one, other) for one, other in zip_longest(bindings, bindings[1:])]


def _restated(one: Binding, behind: Binding | None) -> Binding:
    rival = one.rival
    if rival is None or one.support is None or behind is None or behind.support is None:
        return one
    if behind.claim.sentence != one.claim.sentence:
        return one
    mine, theirs = one.support.candidate, behind.support.candidate
    gap = one.claim.behind[: behind.claim.start - one.claim.mention.end]
    if theirs.fact is rival.fact:
        return replace(one, rival=None, restated=True) if _OF_THEM.match(gap) else one
    if counts(one.claim, mine) and _lends(one.claim, mine, theirs, rival):
        return replace(one, rival=None)
    return one


def counts(claim: Claim, candidate: Candidate) -> bool:
    """Whether the noun behind the figure is what the fact counts: 186个村 of 行政村数.

    A noun of one character tells enough only behind a value that few facts have.
    """
    name = candidate.fact.name
    if claim.mention.unit in words("populace").words and "人口" in name:
        return True
    stem = _COUNT.sub("", name)
    for length in range(min(_LONGEST, len(stem)), 0, -1):
        if claim.behind.startswith(stem[-length:]):
            value = claim.quantity.low if claim.quantity is not None else None
            rare = value is not None and significant(value) >= _RARE
            return length >= _PAIR or rare
    return False


def _lends(claim: Claim, mine: Candidate, theirs: Candidate, rival: Candidate) -> bool:
    """Whether all that speaks of the rival near the figure speaks of the next figure's fact."""
    own = [
        token
        for token in rival.tokens
        if token not in mine.tokens and claim.sight.near.get(token, 0.0) >= _NEAR
    ]
    return all(token in theirs.tokens for token in own if len(token) >= _PAIR)
