"""Small counts that read like the text's own structure, where a fact tells another number.

九支队伍参演 and 推出1个方面25条措施 count no points of the text: a fact counts the same noun. They
are claims where the fact's words stand close, or a figure beside them states the same fact, and no
figure states its number.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from assistant.domain import Exemption
from assistant.verification.candidates import Candidate, Role
from assistant.verification.matching.rounding import agreement

if TYPE_CHECKING:
    from collections.abc import Sequence
    from collections.abc import Set as AbstractSet

    from assistant.verification.claims.claims import Claim
    from assistant.verification.matching.matches import Binding

# From this fit on a count that reads like structure states the fact that it agrees with.
STATES = 0.55
_CLOSE, _NAMED = 0.4, 0.5
_NOUN, _NEIGHBOURS = 2, 2


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
        if item.number not in stated and _counts(binding.claim, item, beside, text):
            return replace(binding, support=None, rival=None, meant=item, recounted=True)
    return binding


def _counts(claim: Claim, candidate: Candidate, beside: Sequence[Binding], text: str) -> bool:
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
