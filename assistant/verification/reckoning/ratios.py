"""Ratios told as plain numbers: 城乡收入比由1.92缩小到1.89."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from assistant.verification.candidates import Candidate, Role
from assistant.verification.messages import number
from assistant.verification.reckoning.operands import Computed, alike, say

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from assistant.verification.claims.claims import Claim
    from assistant.verification.matching.index import FactIndex

_TWO = 2
_RATIO = re.compile(r"(?<![占对])比(?:值|例)?(?:由|从|为|达到?|约为|缩小|扩大|降|升|$)")


def plain_ratios(
    claim: Claim, index: FactIndex, told: Sequence[Candidate], clause: str
) -> Iterator[Computed]:
    """城乡收入比由1.92缩小到1.89: the first of two told like things by the second, then and now.

    Args:
        claim: a figure without a unit.
        index: the facts.
        told: what earlier figures state, nearest first.
        clause: the words of the clause before the figure.
    """
    if claim.mention.unit is not None or not _RATIO.search(clause):
        return
    facts = list(dict.fromkeys(item.fact.id for item in told))[:_TWO]
    for role in (Role.VALUE, Role.PREVIOUS):
        pair = [item for fact in facts for item in index.by_fact[fact] if item.role is role]
        if len(pair) == _TWO and alike(*pair) and pair[0].low and pair[1].low:
            value = pair[1].low / pair[0].low
            formula = f"{say(pair[1])}÷{say(pair[0])}={number(value)}"
            yield Computed(value, "general", formula, pair[1])
