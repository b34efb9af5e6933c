"""Sums of figures told nearby.

三项加起来189场: the last three figures of that unit. 合计214.6万人次,其中…: the figures
that follow.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from assistant.verification.reckoning.operands import operand

if TYPE_CHECKING:
    from collections.abc import Sequence

    from assistant.verification.candidates import Candidate
    from assistant.verification.claims.claims import Claim
    from assistant.verification.matching.matches import Binding

_COUNT = re.compile(r"([两二三四五六])(?:项|者|类|种)")
_COUNTS = {"两": 2, "二": 2, "三": 3, "四": 4, "五": 5, "六": 6}
_PARTS = re.compile(r"^[,，(（](?:其中|分别是|包括)")


def counted(before: str) -> int:
    """How many items words before a sum say it has (三项); 0 where they do not."""
    found = _COUNT.search(before)
    return _COUNTS[found[1]] if found else 0


def listed(
    bindings: Sequence[Binding], claim: Claim, before: str, whole: Candidate | None = None
) -> list[Candidate]:
    """The last N figures of a unit in the paragraph, where 三项 stands before; [] for none.

    They are of the unit of ``whole``, of which the share is told, or of the figure's own.
    """
    told = claim.quantity.unit_class if claim.quantity is not None else ""
    unit_class = whole.unit_class if whole is not None else told
    count = counted(before)
    items: dict[str, Candidate] = {}
    for binding in reversed(bindings[: claim.number]):
        if binding.claim.block is not claim.block or len(items) == count:
            break
        for item in _plain(binding, unit_class):
            if whole is not None and item.fact is whole.fact:
                continue
            items.setdefault(item.fact.id, item)
    return list(items.values())[::-1] if len(items) == count else []


def following(bindings: Sequence[Binding], claim: Claim, text: str) -> list[Candidate]:
    """The figures of the same unit that follow a total in its sentence: 合计…,其中…."""
    end = claim.mention.end
    quantity = claim.quantity
    if quantity is None or not _PARTS.match(text[end : end + 4]):
        return []
    items: list[Candidate] = []
    for binding in bindings[claim.number + 1 :]:
        if binding.claim.sentence != claim.sentence:
            break
        items.extend(_plain(binding, quantity.unit_class))
    return items


def _plain(binding: Binding, unit_class: str) -> list[Candidate]:
    """The fact's value that a figure states, where it is of a unit class."""
    support = binding.support
    if support is None or not operand(support.candidate):
        return []
    return [support.candidate] if support.candidate.unit_class == unit_class else []
