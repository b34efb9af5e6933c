"""What stands against another that the words name, and sums of figures told nearby.

农村增长6.7%,快于城镇1.9个百分点: the two rates are the growth of the figure before and
that of the like fact whose scope or name 城镇 names. 三项加起来189场: the last three
figures of that unit. 合计214.6万人次,其中…: the figures that follow.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from assistant.verification.candidates import Candidate, Role
from assistant.verification.messages import number
from assistant.verification.operands import Computed, operand, pairs, say

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from assistant.verification.claims import Claim
    from assistant.verification.index import FactIndex
    from assistant.verification.matches import Binding

_AGAINST = re.compile(r"(高于|快于|多于|低于|慢于|少于)([^,，。;；]{1,12})$")
_GENERAL = re.compile(r"(?:平均)?(?:水平|平均|增速|增幅)?$")
_UPWARD = frozenset({"高于", "快于", "多于"})
_COUNT = re.compile(r"([两二三四五六])(?:项|者|类|种)")
_COUNTS = {"两": 2, "二": 2, "三": 3, "四": 4, "五": 5, "六": 6}
_PARTS = re.compile(r"^[,，(（](?:其中|分别是|包括)")


def against(before: str) -> tuple[int, str] | None:
    """(1 or -1, what it is held against) of the words before a figure; None for no such words."""
    found = _AGAINST.search(before)
    if found is None:
        return None
    return (1 if found[1] in _UPWARD else -1), _GENERAL.sub("", found[2])


def gap(
    claim: Claim, index: FactIndex, own: Candidate, like: Iterable[Candidate], told: tuple[int, str]
) -> Computed | None:
    """The gap between a fact and the first like fact that the words name; None for none."""
    way, name = told
    points = claim.quantity is not None and claim.quantity.unit_class == "points"
    mine = _told_value(index, own, points=points)
    for other in like:
        fact = other.fact
        place = f"{fact.scope or ''}{fact.name}"
        if fact is own.fact or not name or not all(pair in place for pair in pairs(name)):
            continue
        theirs = _told_value(index, other, points=points)
        if mine.low is None or theirs.low is None or mine.unit_class != theirs.unit_class:
            continue
        value = (mine.low - theirs.low) * way
        kind = "points" if points else mine.unit_class
        return Computed(value, kind, f"{say(mine)}与{say(theirs)}相差{number(value)}", own)
    return None


def _told_value(index: FactIndex, item: Candidate, *, points: bool) -> Candidate:
    """What a gap is reckoned from: in points a rate, the growth where the fact is no rate."""
    if not points or item.unit_class == "percent":
        return item
    return next((one for one in index.by_fact[item.fact.id] if one.role is Role.GROWTH), item)


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
