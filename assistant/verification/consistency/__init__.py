"""Whether a text agrees with itself: figures with figures, counts with lists, terms with terms."""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING

from assistant.domain import altered
from assistant.verification.consistency.arithmetic import mismoved, misparted
from assistant.verification.consistency.retellings import miscoined, retold
from assistant.verification.consistency.structure import miscounts, misnumbered, misordered

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from assistant.domain import FactSheet, Mention
    from assistant.verification.claims.segments import Segments
    from assistant.verification.verdicts.case import Case, Judgement


def with_clashes(cases: Sequence[Case], segments: Segments, sheet: FactSheet) -> list[Case]:
    """The cases, each with what the text itself says against it."""
    found = chain(
        misparted(cases),
        mismoved(cases),
        retold(cases, segments, sheet),
        misnumbered(cases, segments),
    )
    clashes: dict[int, Judgement] = {}
    for case, clash in found:
        clashes.setdefault(case.claim.number, clash)
    told = ((case, clashes.get(case.claim.number)) for case in cases)
    return [case if clash is None else altered(case, clash=clash) for case, clash in told]


def clashes_of_counts(
    mentions: Sequence[Mention], segments: Segments
) -> Iterator[tuple[int, int, Judgement]]:
    """(start, end, what is to be said) of counts and terms that are no figures to check, where they clash."""
    for checks in (miscounts, misordered, miscoined):
        yield from checks(mentions, segments)
