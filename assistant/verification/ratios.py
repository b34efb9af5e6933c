"""Ratios: 三次产业结构为11.1∶41.8∶47.1 against a fact's words or the shares of its parts."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from assistant.verification.candidates import Candidate, Role
from assistant.verification.rounding import Agreement, rounded

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from assistant.verification.claims import Claim
    from assistant.verification.index import FactIndex


def ratio_candidates(claim: Claim, index: FactIndex) -> Iterable[tuple[Candidate, Agreement]]:
    """The ratios in facts' words, and the totals whose parts stand in this ratio."""
    told = [part for part in claim.mention.parts if isinstance(part, Decimal)]
    for candidate in index.ratios:
        inner = candidate.mention
        if inner is not None and list(inner.parts) == told:
            yield candidate, Agreement.EXACT
    for shares in index.structures:
        if len(shares) == len(told) and _same(told, shares):
            yield shares[0], Agreement.EXACT


def _same(told: Sequence[Decimal], shares: Sequence[Candidate]) -> bool:
    """Whether each term is the share of its part, rounded to the places written."""
    for term, share in zip(told, shares, strict=True):
        exponent = term.as_tuple().exponent
        step = Decimal(1).scaleb(exponent if isinstance(exponent, int) else 0)
        if share.role is not Role.SHARE or rounded(share.low or Decimal(0), step) != term:
            return False
    return True
