"""Figures told as a movement: 由第六升至第四, 由1.97∶1缩小为1.94∶1, 均价从2800元回落到2700元.

The words say which way it went, and so the two must lie: a rank that rises gets a smaller number.
The first of the two is the earlier one, whatever time is named.
"""

from __future__ import annotations

from decimal import Decimal
from itertools import pairwise
from typing import TYPE_CHECKING

from assistant.domain import Kind, altered
from assistant.verification.candidates import Role
from assistant.verification.claims.frames import FrameKind
from assistant.verification.lexicon import forms, words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from assistant.verification.claims.claims import Claim
    from assistant.verification.matching.matches import Binding

_FORMS = forms(__file__)
_REACH, _BETWEEN = 16, 14
_RISE, _FALL = frozenset("升跃晋进提攀涨前"), frozenset("降滑退跌落后")
_NEUTRAL = frozenset("调优转变")
_SHRINK = frozenset("缩收减压") | _FALL
_MOVED = frozenset({Kind.RANK, Kind.RATIO, Kind.COUNT, Kind.PERCENT, Kind.MEASURE, Kind.MONEY})


def shifts(claims: Sequence[Claim], text: str) -> list[Claim]:
    """The claims, with where a movement began that ends at one, and whether words turn it round."""
    found = list(claims)
    for at, (one, two) in enumerate(pairwise(claims)):
        kind, end = one.mention.kind, two
        if kind not in _MOVED or one.clause != two.clause:
            continue
        between = text[one.mention.end : two.start]
        begun = _FORMS.since.search(text[max(one.clause[0], one.start - _REACH) : one.start])
        if begun and kind is Kind.RANK and two.mention.unit in words("rungs").words:
            # 由第六前移三位, and 至第三 behind it
            found[at] = altered(one, frame=altered(found[at].frame, kind=FrameKind.PREVIOUS))
            end = next(iter(claims[at + 2 : at + 3]), two)
            between += text[two.mention.end : end.start]
        if end.mention.kind is not kind or not begun or len(between) > _BETWEEN:
            continue
        verb = _FORMS.verb.match(between)
        if verb is None and not (kind is Kind.RANK and _FORMS.arrives.match(between)):
            continue
        first, last = _size(one), _size(end)
        turned = False
        if verb is not None and first is not None and last is not None:
            turned = _contradicts(kind, verb["verb"], last - first)
        frame = altered(found[at].frame, kind=FrameKind.PREVIOUS)
        found[at] = altered(found[at], frame=frame)
        found[end.number] = altered(end, origin=one, turned=turned)
    return found


def _size(claim: Claim) -> Decimal | None:
    """The number that moved; None for a ratio of three or an open figure."""
    mention, quantity = claim.mention, claim.quantity
    if mention.kind is Kind.RANK:
        return mention.low if mention.exact else None
    if mention.kind is not Kind.RATIO:
        return quantity.low if quantity is not None and quantity.exact else None
    terms = [part for part in mention.parts if isinstance(part, Decimal)]
    if len(terms) != len("ab") or not terms[1]:
        return None
    return terms[0] / terms[1]


def _contradicts(kind: Kind, verb: str, change: Decimal) -> bool:
    """Whether a verb says something else than the two figures."""
    if not change or verb in _NEUTRAL:
        return not change
    if kind is Kind.RANK:
        return (verb in _RISE and change > 0) or (verb in _FALL and change < 0)
    return (verb in _SHRINK) == (change > 0)


def exchange_shifts(bindings: Sequence[Binding]) -> list[Binding]:
    """The bindings, movements turned round whose end is last year's and whose beginning is not.

    Where both ends are one fact's no other is meant: 社团从16个长到24个.
    """
    return [_exchanged(binding, bindings) for binding in bindings]


def _exchanged(binding: Binding, bindings: Sequence[Binding]) -> Binding:
    origin, support = binding.claim.origin, binding.support
    began = bindings[origin.number].support if origin is not None else None
    if began is None or support is None:
        return binding
    if (began.candidate.role, support.candidate.role) == (Role.PREVIOUS, Role.VALUE):
        same = began.candidate.fact is support.candidate.fact
        return altered(binding, rival=None) if same else binding
    if not support.candidate.past or began.candidate.past:
        return binding
    return altered(binding, claim=altered(binding.claim, turned=True))
