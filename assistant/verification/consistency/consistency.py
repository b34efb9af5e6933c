"""Whether a text agrees with itself: figures with figures, counts with lists, terms with terms."""

from __future__ import annotations

from dataclasses import replace
from itertools import chain
from typing import TYPE_CHECKING

from assistant.domain import Kind
from assistant.verification.clashes import Clash
from assistant.verification.consistency.breakdowns import misparted
from assistant.verification.consistency.coined import miscoined
from assistant.verification.consistency.listings import beside, mislisted
from assistant.verification.consistency.movements import mismoved
from assistant.verification.consistency.retellings import retold
from assistant.verification.consistency.structure import miscounts, misordered

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from assistant.domain import FactSheet, Mention
    from assistant.verification.claims.segments import Segments
    from assistant.verification.verdicts.case import Case

_LEAST, _MOST = 2, 12


def with_clashes(cases: Sequence[Case], segments: Segments, sheet: FactSheet) -> list[Case]:
    """The cases, each with what the text itself says against it."""
    found = chain(
        misparted(cases), mismoved(cases), retold(cases, segments, sheet), _misnumbered(cases)
    )
    clashes: dict[int, Clash] = {}
    for case, clash in found:
        clashes.setdefault(case.claim.number, clash)
    told = ((case, clashes.get(case.claim.number)) for case in cases)
    return [case if clash is None else replace(case, clash=clash) for case, clash in told]


def clashes_of_counts(mentions: Sequence[Mention], segments: Segments) -> Iterator[Clash]:
    """The clashes of counts and terms that are no figures to check."""
    yield from miscounts(mentions, segments)
    yield from mislisted(mentions, segments)
    yield from misordered(mentions, segments)
    yield from miscoined(mentions, segments)


def _misnumbered(cases: Sequence[Case]) -> Iterator[tuple[Case, Clash]]:
    """The counts without a fact before which another number of names stands."""
    for case in cases:
        mention = case.claim.mention
        low = mention.low if mention.kind is Kind.COUNT and mention.exact else None
        small = low is not None and _LEAST <= low <= _MOST
        if low is None or not small or not case.undecided or mention.text[0].isdigit():
            continue
        listed = beside(case.text, case.claim.clause[0], mention)
        if listed is not None and listed.differs(int(low)):
            reason = f"“{mention.text}”与前面列出的不符:列出的是{listed.most}项"
            yield case, Clash(mention.start, mention.end, reason)
