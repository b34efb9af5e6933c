"""Which refusals are doubts: warnings that a person settles before the report is ok (``Finding.blocks``).

An error says what the sheet has instead, or that it has nothing of the kind. A doubt is

- a relation or span that tells too little to be called wrong (两个月, 三分之一, 2倍), behind another figure
  of its sentence, where no formula was tried for it;
- a fact's value whose words speak of no fact and not of the contrary, and that is no accident: it has three
  digits or more, or stands behind another figure of its sentence. Whether the words mean the same, no
  program can say.

Things counted that no fact has are never doubts, however few: 购置花瓶4架 is an error.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from assistant.domain import Kind, Level, Verdict
from assistant.extraction import unit_class
from assistant.verification.matching.scoring import opposite
from assistant.verification.units import coarse_share, significant

if TYPE_CHECKING:
    from assistant.verification.verdicts.case import Case, Judgement

_FEW, _SURE = 10, 3
# Classes of units that count no things.
_RELATIVE = frozenset({"percent", "points", "multiple", "levels", "years", "days"})


def severity(case: Case, judgement: Judgement) -> Level | None:
    """The level of a refusal, as judged, before its finding reaches back; None where it is its verdict's own."""
    doubted = _DOUBTED.get(judgement.verdict)
    doubt = doubted is not None and judgement.start is None and doubted(case)
    return Level.WARNING if doubt else judgement.level


def _slight(case: Case) -> bool:
    mention, low = case.claim.mention, case.claim.mention.low
    if case.tried is not None or low is None or not case.follows:
        return False
    if mention.kind is not Kind.FRACTION and unit_class(mention.unit) not in _RELATIVE:
        return False
    return coarse_share(mention) or (abs(low) < _FEW and significant(low) == 1)


def _speaks_of_none(case: Case) -> bool:
    support, low = case.support, case.claim.mention.low
    if support is None or low is None or case.binding.rival is not None or case.tried is not None:
        return False
    sure = significant(low) >= _SURE or case.follows
    return sure and not opposite(case.claim, support.candidate)


_DOUBTED = {Verdict.UNSUPPORTED: _slight, Verdict.MISATTRIBUTED: _speaks_of_none}
