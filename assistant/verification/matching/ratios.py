"""Ratios: 三次产业结构为11.1∶41.8∶47.1 against a fact's words or the shares of its parts."""

from __future__ import annotations

from decimal import Decimal
from itertools import permutations, product
from typing import TYPE_CHECKING

from assistant.extraction import compatible
from assistant.verification.candidates import Candidate, Role
from assistant.verification.lexicon import forms
from assistant.verification.matching.rounding import Agreement, rounded

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from assistant.verification.claims.claims import Claim
    from assistant.verification.matching.index import FactIndex

# 医护比, 师生比: the first character is of what stands first.
_COUNTERS = "者类项种"
_FORMS = forms(__file__)
_ROOM = Decimal("0.5")
_TWO = 2
_NAMED, _MANY = 4, 12


def ratio_candidates(
    claim: Claim, index: FactIndex, spoken: Sequence[Candidate], said: str
) -> Iterable[tuple[Candidate, Agreement]]:
    """The ratios in facts' words, the totals whose parts stand in this ratio, and two that do.

    Args:
        claim: the figure.
        index: the facts.
        spoken: the candidates that the words around it speak of.
        said: the words of its clause before it.
    """
    told = [part for part in claim.mention.parts if isinstance(part, Decimal)]
    for candidate in index.ratios:
        inner = candidate.mention
        if inner is not None and list(inner.parts) == told:
            yield candidate, Agreement.EXACT
    for shares in index.structures:
        alike = len(shares) == len(told)
        named = all(
            item.fact.name in said for item in shares
        )  # 准备金、管理费、补充资金按6∶1∶3安排
        near = named or shares[0].fact.parent in claim.anchors
        if alike and (_same(told, shares) or (near and _stand(told, _as_said(shares, said)))):
            yield shares[0], Agreement.EXACT
    run = _told_last(claim, index)[-len(told) :]
    if len(run) == len(told) > _TWO and _stand(told, run):
        yield run[0], Agreement.EXACT
    if len(told) == _TWO:
        for pair in _pairs(claim, index, spoken):
            if _alike(*pair) and _one_to(told, pair):
                yield pair[0], Agreement.ROUNDED
                return


def _pairs(
    claim: Claim, index: FactIndex, spoken: Sequence[Candidate]
) -> Iterator[tuple[Candidate, Candidate]]:
    """What a ratio may be of: the two figures told just before, or one and what the words name.

    医师1468人、护士1792人,医护比1∶1.22; 加工产值137.5亿元,与农业总产值之比2.5∶1.
    """
    found = _told_last(claim, index)[-_TWO:]
    pairs = permutations(found, _TWO)
    yield from ((one, other) for one, other in pairs if _in_order(claim, one, other))
    named = [item for item in spoken if item.role is Role.VALUE and item.low][:_NAMED]
    both = _FORMS.named_pair.search(claim.sight.told)
    sisters = [
        pair
        for pair in permutations(named, _TWO)
        if pair[0].sister_of(pair[1])
        or (both and all(map(_bears, (pair[0].fact.name, pair[1].fact.name), both.groups())))
    ]
    yield from ((one, other) for one, other in sisters if _in_order(claim, one, other))
    short = _FORMS.short.search(claim.sight.told)
    if short is not None and found:  # 生师比, where only the teachers are told
        wanted = dict.fromkeys(short.groups(), 1.0)
        named += index.spoken_of(
            wanted, _MANY, lambda one: one.role is Role.VALUE and bool(one.low)
        )
    for last in found[-1:]:
        others = [item for item in named if item.fact is not last.fact]
        for pair in ((last, item) for item in others):
            yield pair if _in_order(claim, *pair) else pair[::-1]  # 教师624人,生师比20∶1
    short = _FORMS.short_before.search(claim.sight.told)
    if short is not None and short[2] not in _COUNTERS:  # 三者之比
        yield from product(*(_bearing(sign, index) for sign in short.groups()))


def _bearing(sign: str, index: FactIndex) -> list[Candidate]:
    """What a character stands for: 护士 for the 护 of 床护比; none where it may be many things."""
    found = [
        item
        for items in index.by_fact.values()
        for item in items
        if item.role is Role.VALUE and item.low and sign in item.fact.path[-1]
    ]
    return found if len(found) <= _NAMED else []


def _told_last(claim: Claim, index: FactIndex) -> list[Candidate]:
    """The values of the facts that its sentence has told before it, in their order."""
    return [
        item
        for fact in dict.fromkeys(claim.anchors)
        for item in index.by_fact[fact]
        if item.role is Role.VALUE and item.low is not None and item.low > 0
    ]


def _in_order(claim: Claim, one: Candidate, other: Candidate) -> bool:
    """Whether a word such as 医护比 does not name them the other way round."""
    names = one.fact.name, other.fact.name
    named = _FORMS.named_pair.search(claim.sight.told)
    if named is not None:
        turned = _bears(names[1], named[1]) and _bears(names[0], named[2])
        return not turned or (_bears(names[0], named[1]) and _bears(names[1], named[2]))
    pair = _FORMS.short.search(claim.sight.told)
    if pair is None:
        return True
    turned = pair[1] in names[1] and pair[2] in names[0]
    return not turned or (pair[1] in names[0] and pair[2] in names[1])


def _bears(name: str, said: str) -> bool:
    """Whether a name has two characters in a row of what is said, or its only one."""
    return any(said[at : at + 2] in name for at in range(max(1, len(said) - 1)))


def _alike(one: Candidate, other: Candidate) -> bool:
    """Whether two stand to one another: of one class, or both count things."""
    return one.unit_class == other.unit_class or (
        compatible(one.unit, None) and compatible(other.unit, None)
    )


def _one_to(told: Sequence[Decimal], pair: tuple[Candidate, Candidate]) -> bool:
    """Whether the two are in this ratio, told with one term 1 and the other rounded."""
    one, other = (item.low or Decimal(1) for item in pair)
    if told[1] * one == told[0] * other:
        return True  # 15∶10 is 3∶2
    for term, unit, value in ((told[1], told[0], other / one), (told[0], told[1], one / other)):
        if unit == 1 and rounded(value, _last_place(term)) == term:
            return True
    return False


def _same(told: Sequence[Decimal], shares: Sequence[Candidate]) -> bool:
    """Whether each term is the share of its part, rounded to the places written."""
    for term, share in zip(told, shares, strict=True):
        value = rounded(share.low or Decimal(0), _last_place(term))
        if share.role is not Role.SHARE or value != term:
            return False
    return True


def _last_place(term: Decimal) -> Decimal:
    """One of the last place that is written."""
    exponent = term.as_tuple().exponent
    return Decimal(1).scaleb(exponent if isinstance(exponent, int) else 0)


def _as_said(shares: Sequence[Candidate], said: str) -> Sequence[Candidate]:
    """The shares in the order in which words name their parts, where they name all of them."""
    places = [said.rfind(item.fact.name) for item in shares]
    return (
        [shares[at] for _, at in sorted(zip(places, range(len(shares)), strict=True))]
        if min(places) >= 0
        else shares
    )


def _stand(told: Sequence[Decimal], items: Sequence[Candidate]) -> bool:
    """Whether things of one class stand as small whole numbers say: 三项之比为3∶2∶1."""
    alike = len({item.unit_class for item in items}) == 1
    return alike and proportional(told, [item.low or Decimal(0) for item in items])


def proportional(told: Sequence[Decimal], values: Sequence[Decimal]) -> bool:
    """Whether values stand as small whole numbers say."""
    whole = sum(told, Decimal(0))
    if not whole or not sum(values) or any(term != int(term) for term in told):
        return False
    pairs = zip(told, [100 * value / sum(values) for value in values], strict=True)
    return all(abs(value - term / whole * 100) <= _ROOM for term, value in pairs)
