"""``implied``: no word says how it follows, and yet it follows exactly from what the text has told.

Rule: arithmetic over figures of the sentence, the paragraph or the opening gives the figure, and by
accident one of so many digits would hardly come out of so few (see :mod:`..reckoning.proposals`).
It is no proof: the report is not ok before a person has confirmed it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from assistant.domain import Verdict
from assistant.verification.reckoning.operands import plain
from assistant.verification.verdicts.case import Judgement

if TYPE_CHECKING:
    from assistant.verification.candidates import Candidate
    from assistant.verification.verdicts.case import Case


def _anothers(mine: Candidate, rival: Candidate | None) -> bool:
    """Whether it is a fact's own growth or share told of another, or that of a sister: two exchanged."""
    return mine.derived or (rival is not None and mine.sister_of(rival))


def judge(case: Case) -> Judgement | None:
    """The verdict on a figure that follows without a word."""
    found, support, rival = case.proposal, case.support, case.binding.rival
    if found is None or case.accepted or case.clash is not None or not case.likely:
        return None
    if case.claim.time or case.counted is not None:
        return None  # 二季度800户 is not what the first quarter left of the year, 三项合计 no two
    named = case.binder.index.namesakes.get(plain(case.claim.frame.base), ())
    if named and not any(item.source.fact.id in named for item in found.derivation.operands):
        return None  # 占毕业生的15.8% names its whole
    if support is not None and not case.own_change and _anothers(support.candidate, rival):
        return None
    derived = found.derivation
    reason = f"“{case.said}”没有说是怎么得来的,但正好算得出:{derived.formula}"
    return Judgement(
        Verdict.IMPLIED,
        reason,
        derived.source.fact.id,
        formula=derived.formula,
        proposal=found.formula,
    )
