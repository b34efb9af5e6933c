"""Which value of which fact each figure of a text states: the verifier's own binding, for others.

Drafting asks it for the fact behind a figure that a model typed, so that the two never differ.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from assistant.verification.candidates import Role
from assistant.verification.matching.scoring import role_cost
from assistant.verification.verdicts.case import WRONG_ROLE
from assistant.verification.verifier import bind

if TYPE_CHECKING:
    from assistant.domain import FactSheet
    from assistant.verification.matching.matches import Binding

# Two facts whose scores lie so near are not told apart by the words.
_ALIKE = 0.05
# 个 stands for any classifier in a text, but a model's 8位 is not another fact's 8个.
_GENERAL = "个"


def stated(text: str, facts: FactSheet) -> dict[int, str]:
    """What every figure of a text states, by where it begins: ``articles``, ``articles.growth``, ``campaign.date``.

    Left out are figures of no fact that the words speak of, those of several between which the words do not decide,
    and those that stand in a fact's own words, of which no reference says them alone.
    """
    found = {binding.claim.mention.start: _reference(binding) for binding in bind(text, facts)}
    return {start: reference for start, reference in found.items() if reference}


def _reference(binding: Binding) -> str:
    mention, support = binding.claim.mention, binding.support
    if support is None or support.fit <= 0:
        return ""
    own = support.candidate
    general = _GENERAL in {own.unit, mention.unit} and own.unit != mention.unit
    if general or own.role is Role.INNER or role_cost(binding.claim, own) >= WRONG_ROLE:
        return ""
    others = (match for match in binding.matches if match.candidate.fact is not own.fact)
    if any(match.score > support.score - _ALIKE for match in others):
        return ""
    if own.role is Role.DATE:
        return f"{own.reference}.date"
    # A rank beside a value has a field of its own.
    ranked = own.role is Role.RANK and own.fact.low is not None
    return f"{own.reference}.rank" if ranked else own.reference
