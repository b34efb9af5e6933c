"""Ranks and grades: which of the facts' positions and prizes a figure may state."""

from __future__ import annotations

from typing import TYPE_CHECKING

from assistant.domain import Kind
from assistant.verification.claims.frames import FrameKind
from assistant.verification.matching.rounding import Agreement

if TYPE_CHECKING:
    from collections.abc import Iterable

    from assistant.verification.candidates import Candidate
    from assistant.verification.claims.claims import Claim
    from assistant.verification.matching.index import FactIndex

# 前三, 前三位 and 前三名 are one.
_PLACES = frozenset({None, "位", "名"})


def rank_candidates(claim: Claim, index: FactIndex) -> Iterable[tuple[Candidate, Agreement]]:
    """The ranked facts and inner ranks or grades that the figure is true of."""
    mention = claim.mention
    if mention.kind is Kind.RANK:
        for candidate in index.ranked:
            rank = candidate.fact.rank or 0
            if mention.low == mention.high == rank or (
                claim.frame.kind is FrameKind.PREVIOUS and candidate.fact.previous == mention.low
            ):
                yield candidate, Agreement.EXACT
            elif mention.low != mention.high and (mention.high is None or rank <= mention.high):
                yield candidate, Agreement.ROUNDED  # 前三
    for candidate in index.inner_ranks:
        inner = candidate.mention
        if (
            inner is not None
            and inner.kind is mention.kind
            and (inner.low, inner.high) == (mention.low, mention.high)
            and (inner.unit == mention.unit or {inner.unit, mention.unit} <= _PLACES)
        ):
            yield candidate, Agreement.EXACT
