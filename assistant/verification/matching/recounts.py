"""Small counts that read like the text's own structure, where a fact tells another number.

九支队伍参演 and 推出1个方面25条措施 count no points of the text: a fact counts the same noun. They
are claims where the fact's words stand close, or a figure beside them states the same fact, and no
figure states its number.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from assistant.domain import Exemption
from assistant.verification.candidates import Candidate, Role
from assistant.verification.matching.matches import Statements
from assistant.verification.matching.rounding import agreement

if TYPE_CHECKING:
    from collections.abc import Sequence

    from assistant.verification.claims.claims import Claim
    from assistant.verification.matching.matches import Binding

_CLOSE, _NAMED = 0.4, 0.5
_NOUN, _NEIGHBOURS = 2, 2


def recount(bindings: Sequence[Binding], text: str, fit: float) -> None:
    """Notes the fact of each structure count that counts what a fact counts otherwise.

    Args:
        bindings: of all claims, the perhaps exempt ones with them.
        text: the whole document's.
        fit: from this on a count states the fact that it agrees with.
    """
    stated = Statements(item for item in bindings if item.claim.mention.exempt is None)
    for place, binding in enumerate(bindings):
        if binding.claim.mention.exempt is not Exemption.STRUCTURE:
            continue
        if binding.support is not None and binding.support.fit >= fit:
            continue
        beside = bindings[max(0, place - _NEIGHBOURS) : place + 1 + _NEIGHBOURS]
        for candidate in binding.spoken:
            if candidate.number not in stated and _counts(binding.claim, candidate, beside, text):
                binding.support, binding.rival, binding.meant = None, None, candidate
                binding.claim.recounted = True
                break


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
    near = claim.near
    found = sum(
        weight for token, weight in candidate.tokens.items() if near.get(token, 0) >= _CLOSE
    )
    return found >= _NAMED * (candidate.total or 1.0)
