"""Which value of which fact each figure of a text states: the verifier's own binding, for others.

Drafting asks it for the fact behind a figure that a model typed, so that the two never differ.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from assistant.verification.candidates import Role
from assistant.verification.matching.scoring import role_cost
from assistant.verification.verdicts.case import WRONG_ROLE
from assistant.verification.verifier import bind

if TYPE_CHECKING:
    from assistant.domain import FactSheet
    from assistant.verification.candidates import Candidate
    from assistant.verification.matching.matches import Binding

# Two facts whose scores lie so near are not told apart by the words.
_ALIKE = 0.05
# 个 stands for any classifier in a text, but a model's 8位 is not another fact's 8个.
_GENERAL = "个"
_SUFFIXES = {Role.DATE: ".date", Role.RANK: ".rank"}


class Stated(NamedTuple):
    """What a figure states.

    Attributes:
        start, end: the figure, as code-point offsets into the text.
        reference: ``articles``, ``articles.growth``, ``campaign.date``; empty where no fact has it.
        several: several facts have it, and the words do not decide.
        inner: it stands in a fact's own words, of which no reference says it alone.
    """

    start: int
    end: int
    reference: str = ""
    several: bool = False
    inner: bool = False


def stated(text: str, facts: FactSheet) -> dict[int, Stated]:
    """What every figure of a text states, by where it begins; figures of no fact that the words speak of are left out."""
    found = (_stated(binding) for binding in bind(text, facts))
    return {one.start: one for one in found if one is not None}


def _stated(binding: Binding) -> Stated | None:
    mention, support, claim = binding.claim.mention, binding.support, binding.claim
    if support is None or support.fit <= 0 or role_cost(claim, support.candidate) >= WRONG_ROLE:
        return None
    own = support.candidate
    if _GENERAL in {own.unit, mention.unit} and own.unit != mention.unit:
        return None
    others = (match for match in binding.matches if match.candidate.fact is not own.fact)
    several = any(match.score > support.score - _ALIKE for match in others)
    if own.role is Role.INNER:
        return Stated(mention.start, mention.end, inner=True)
    return Stated(mention.start, mention.end, _reference(own), several)


def _reference(own: Candidate) -> str:
    """The reference that renders a candidate: a rank beside a value has a field of its own."""
    if own.role is Role.RANK and own.fact.low is None:
        return own.reference
    return own.reference + _SUFFIXES.get(own.role, "")
