"""Places that name a fact outright though their figure is that of a fact with a like name.

Two facts often share words: 刑事抗诉 and 刑事抗诉改判, 党员数 and 新发展党员, 现场查处 and 非现场查处.
Where the figure's own words hold the whole of the shorter name and nothing near says what the longer
one adds, the shorter is meant. A pair 298件415人 is of one thing: what its first figure counts
decides over the words around. 不 and 非 before a name make another thing of it.
"""

from __future__ import annotations

import re
from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING

from assistant.domain import Status
from assistant.verification.candidates import Candidate, Role

if TYPE_CHECKING:
    from collections.abc import Sequence

    from assistant.verification.claims.claims import Claim
    from assistant.verification.grams import Occurrences
    from assistant.verification.matching.matches import Binding

# Below this no word near tells one fact from another.
SILENT, STRAY = 0.2, 0.12
# The weight of a heading's words, and of a clause before the figure's.
HEADED = 0.28
_PAIR = 2
_COUNTED = re.compile(r"(?:总人数|[件人户案次]数|总数|总量|数量|数|量)$")
_NOT = re.compile("[不非未无]")
_ADDED = re.compile("[新增添再扩]")
_LEAST = 2
# A negation stands so near before its figure.
_NEAR = 8
_REACH = 400
_PRIZES, _PRIZE = ("奖", "功"), 3
# 两馆, 各校: all of those that report together.
_ALL = re.compile(r"(?:[两二三四五六]|各)[\u4e00-\u9fff]{1,2}$")


@cache
def stem(name: str) -> str:
    """A name without the word for its counting: 党员 of 党员数, 批捕 of 批捕人数."""
    return _COUNTED.sub("", name)


def names(
    binding: Binding, rival: Candidate, occurrences: Occurrences, *, owned: bool, again: bool
) -> bool:
    """Whether the place names the rival outright, and not the fact that its figure is true of.

    Args:
        binding: of the figure, with its support.
        rival: a fact's value that the figure is not true of.
        occurrences: where words stand in the text.
        owned: another figure states the rival in a place that fits it.
        again: another figure states the support nearly as well.
    """
    support, claim = binding.support, binding.claim
    if support is None or not rival.role is support.candidate.role is Role.VALUE:
        return False
    mine = support.candidate
    planned = mine.fact.status is Status.PLANNED
    if planned and claim.planned and not claim.done and rival.fact.status is not Status.PLANNED:
        # A plan's name is that of its fact with the year and 目标 around it.
        return False
    if of_the_pair(binding.first, rival, mine) or denied(occurrences.text, claim, rival, mine):
        return True
    if owned and not negated(rival, mine):
        return False
    return (
        unscoped(claim, rival, mine, occurrences)
        or _counted(claim, rival, mine, occurrences)
        or _outright(claim, rival, mine, occurrences, again=again)
    )


def _outright(
    claim: Claim, rival: Candidate, mine: Candidate, occurrences: Occurrences, *, again: bool
) -> bool:
    """Whether the rival's name is written and not what a longer name adds to it."""
    short, long = stem(rival.fact.name), stem(mine.fact.name)
    if len(short) < _LEAST or short == long or short not in long:
        return False
    # 再添3所 is what was added, 新增 in the name of its fact.
    if _ADDED.search(long) and _ADDED.search(occurrences.text, *claim.before):
        return False
    written = _written(claim, short, occurrences, again=again)
    return written and _unsaid(claim, mine, rival, occurrences)


def pair(bindings: Sequence[Binding]) -> None:
    """Notes at the second figure of a pair (298件415人) what the first one states."""
    for before, binding in pairwise(bindings):
        if before.claim.mention.end == binding.claim.start and before.support is not None:
            binding.first = before.support.candidate


def _own(claim: Claim, occurrences: Occurrences) -> set[str]:
    """The tokens of the figure's own words, of a prize right before it too: 三等功58人次."""
    start, end = claim.before
    if start == end and occurrences.text.endswith(_PRIZES, 0, end):
        start = max(0, start - _PRIZE)
    return {*occurrences.tokens(start, end), *occurrences.tokens(*claim.after)}


def _pairs(name: str) -> list[str]:
    return [name[at : at + _PAIR] for at in range(len(name) - 1)]


def _written(claim: Claim, name: str, occurrences: Occurrences, *, again: bool = False) -> bool:
    """Whether a name stands in the figure's own words: its head, and half of it or all.

    Of a value that the text gives twice the head alone will do: 排查隐患 for 安全隐患.
    """
    held = _own(claim, occurrences)
    wanted = _pairs(name)
    found = sum(one in held for one in wanted)
    return wanted[-1] in held and (again or 2 * found > len(wanted))


def _counted(claim: Claim, rival: Candidate, mine: Candidate, occurrences: Occurrences) -> bool:
    """Whether the noun behind a figure without words before it is the rival's: 4座水厂、4座泵站."""
    theirs, own = _pairs(stem(rival.fact.name)), _pairs(stem(mine.fact.name))
    if claim.before[0] != claim.before[1] or not theirs or theirs[-1] in own:
        return False
    held = occurrences.tokens(*claim.after)
    return theirs[-1] in held and not any(one in held for one in own)


def exchanged(
    one: Claim, first: Candidate, other: Claim, second: Candidate, occurrences: Occurrences
) -> bool:
    """Whether two parts of one whole stand each under the other's name: 孤儿213名、留守儿童47名.

    Or a part under the whole's, and the whole in a list of its parts: 奖项11项,一、二等奖分别为58项、9项.
    """
    if first.fact.parent == second.fact.id and other.order[1] > 1:
        own = _own(one, occurrences)
        return not any(item in own for item in _pairs(stem(first.fact.name)))
    if first.fact.parent is None or first.fact.parent != second.fact.parent:
        return False
    names = stem(first.fact.name), stem(second.fact.name)
    return _only(one, names[1], names[0], occurrences) and _only(
        other, names[0], names[1], occurrences
    )


def _only(claim: Claim, name: str, without: str, occurrences: Occurrences) -> bool:
    """Whether the figure's own words hold a name in full and nothing of the other."""
    wanted, held = _pairs(name), _own(claim, occurrences)
    spared = set(wanted)
    return (
        bool(wanted)
        and all(one in held for one in wanted)
        and not any(one in held for one in _pairs(without) if one not in spared)
    )


def unscoped(claim: Claim, rival: Candidate, mine: Candidate, occurrences: Occurrences) -> bool:
    """Whether ``mine`` is of a scope (全省) that nothing near names, and the rival of who reports."""
    if mine.fact.path != rival.fact.path or not mine.words.scoped:
        return False
    whole = not rival.words.scoped or _ALL.match(rival.fact.scope or "") is not None
    return whole and _evidence(claim, mine, rival, occurrences) < SILENT


def negated(rival: Candidate, mine: Candidate) -> bool:
    """Whether ``mine`` is the rival's negation: 非现场查处 of 现场查处."""
    long = stem(mine.fact.name)
    return long[1:] == stem(rival.fact.name) and _NOT.match(long) is not None


def denied(text: str, claim: Claim, rival: Candidate, mine: Candidate) -> bool:
    """Whether the place denies what ``mine`` counts: 不批准逮捕 before the figure of 批捕, for 不捕."""
    theirs, own = stem(rival.fact.name), stem(mine.fact.name)
    core = theirs[1:]
    if not core or not _NOT.match(theirs) or _NOT.search(own) or rival.unit != mine.unit:
        return False
    start, end = claim.before
    told = _NOT.search(text, max(start, end - _NEAR), end)
    return told is not None and all(
        one in own and text.find(one, told.end(), end) >= 0 for one in core
    )


def of_the_pair(first: Candidate | None, rival: Candidate, mine: Candidate) -> bool:
    """Whether the rival counts in another unit what the figure right before counts, as mine does not."""
    if first is None or first.role is not Role.VALUE or rival.unit == first.unit:
        return False
    return stem(first.fact.name) == stem(rival.fact.name) != stem(mine.fact.name)


def _evidence(claim: Claim, mine: Candidate, rival: Candidate, occurrences: Occurrences) -> float:
    """How near the best word stands that tells ``mine`` from the rival.

    What is said behind the figure of something else (比全省低) tells nothing of it.
    """
    theirs, near = rival.tokens, claim.near
    own = [one for one in mine.tokens if one not in theirs and len(one) > 1]
    if not any(near.get(one, 0.0) >= SILENT for one in own):
        return 0.0
    begin = max(claim.block.offset if claim.block else 0, claim.start - _REACH)
    here = set(occurrences.tokens(begin, claim.after[1]))
    return max(
        (near[one] for one in own if one in near and (one in here or near[one] >= HEADED)),
        default=0.0,
    )


def _unsaid(claim: Claim, mine: Candidate, rival: Candidate, occurrences: Occurrences) -> bool:
    """Whether no word near says what tells ``mine`` from the rival, but a stray one far off."""
    if _evidence(claim, mine, rival, occurrences) < SILENT:
        return True
    theirs = rival.tokens
    own = [one for one in mine.tokens if one not in theirs and len(one) > 1]
    here = set(occurrences.tokens(max(claim.sentence[0], claim.start - _REACH), claim.after[1]))
    weight = sum(claim.near.get(one, 0.0) for one in own) / len(own)
    return weight < STRAY and here.isdisjoint(own)
