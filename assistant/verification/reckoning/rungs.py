"""Rungs of a rank: 排名第二,较上年前移三位 from this year's rank and last year's.

Last year's stands in the sentence too (由第9位跃升至第3位,前进6位), or in a fact of the same
name that says last year.
"""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING

from assistant.domain import Kind
from assistant.verification.candidates import Candidate, Role
from assistant.verification.grams import covered
from assistant.verification.lexicon import words
from assistant.verification.reckoning.operands import Computed

if TYPE_CHECKING:
    from collections.abc import Iterator

    from assistant.verification.claims.claims import Claim
    from assistant.verification.matching.matches import Binding
    from assistant.verification.reckoning.derivation import Deriver

_MOVED = re.compile(
    r"(?:(前移|前进|上升|提升|跃升|提高|进|升)|(后移|后退|下降|下滑|退后|退|降))[^,，。;；]{0,2}$"
)
_LAST = re.compile(r"上年|去年|上一年|前一年|(?:19|20)\d\d年")
_BACK = 6
_TWO = 2


def rungs(deriver: Deriver, binding: Binding) -> Iterator[Computed]:
    """By how many places a rank moved, where the words say that it did."""
    claim = binding.claim
    moved = _MOVED.search(deriver.text, claim.before[0], claim.start)
    if claim.mention.unit not in words("rungs").words or moved is None:
        return
    told = list(_told(deriver, claim))
    pairs: list[tuple[Decimal, Decimal, Candidate]] = []
    if len(told) >= _TWO and told[0][1] is not None:
        pairs.append((told[1][0], told[0][0], told[0][1]))
    for now, own in told[:1]:
        if own is not None:
            pairs.extend((was, now, own) for was in _last_year(deriver, own))
    for was, now, own in pairs:
        steps = was - now if moved[1] else now - was
        formula = f"第{was}位到第{now}位相差{abs(was - now)}位"
        yield Computed(steps, claim.quantity.unit_class if claim.quantity else "", formula, own)


def _told(deriver: Deriver, claim: Claim) -> Iterator[tuple[Decimal, Candidate | None]]:
    """The ranks told before in the sentence, nearest first, each with its fact's candidate."""
    for earlier in reversed(deriver.bindings[max(0, claim.number - _BACK) : claim.number]):
        mention = earlier.claim.mention
        if earlier.claim.sentence != claim.sentence:
            return
        if mention.kind is Kind.RANK and mention.low is not None and mention.exact:
            yield mention.low, earlier.support.candidate if earlier.support else None


def _last_year(deriver: Deriver, own: Candidate) -> Iterator[Decimal]:
    """The rank of the year before: the fact's own, or a fact's of that name that says the year."""
    if own.fact.previous is not None:
        yield own.fact.previous
    for other in (*deriver.index.ranked, *deriver.index.inner_ranks):
        fact = other.fact
        told = f"{fact.statement or ''}{''.join(fact.path)}"
        if fact is own.fact or not _LAST.search(told):
            continue
        name = _LAST.sub("", own.fact.statement or own.fact.name)
        if not covered(name, f"{told}{fact.among or ''}"):
            continue
        inner = other.mention
        if other.role is Role.RANK:
            yield Decimal(fact.rank or 0)
        elif inner is not None and inner.low is not None and inner.exact:
            yield inner.low
