"""Which refusals are doubts: warnings that a person settles before the report is ok (``Finding.blocks``).

An error says what the sheet has instead, or that it has nothing of the kind. A doubt is

- a relation or span that tells too little to be called wrong (两个月, 三分之一, 2倍), behind another figure
  of its sentence, where no formula was tried for it;
- a fact's value whose words speak of no fact and not of the contrary, and that is no accident: it has three
  digits or more, or stands behind another figure of its sentence. Whether the words mean the same, no
  program can say;
- few things counted in Chinese numerals (GB/T 15835-2011, 4.2 writes so what is no statistic) behind another
  figure of its sentence: 救护车出了730趟，一天两趟; 人均600元，标准一分没降;
- a fact's value of few digits where what its words mean instead is told in its own place, and is not named
  right before it: it is hardly meant to tell that again.

Things counted that no fact has are never doubts else, however few: 购置花瓶4架 is an error.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from assistant.domain import Kind, Level, Verdict
from assistant.extraction import unit_class
from assistant.verification.matching.scoring import opposite
from assistant.verification.units import coarse_share, significant

if TYPE_CHECKING:
    from collections.abc import Set as AbstractSet

    from assistant.verification.verdicts.case import Case, Judgement

_FEW, _SURE = 10, 3
_PLACED = frozenset({Kind.RANK, Kind.GRADE, Kind.FRACTION, Kind.DATE, Kind.YEAR})
_WORDS = re.compile("[一二两三四五六七八九十][\u4e00-\u9fff]*")
# Classes of units that count no things.
_RELATIVE = frozenset({"percent", "points", "multiple", "levels", "years", "days"})


def severity(case: Case, judgement: Judgement, stated: AbstractSet[str]) -> Level | None:
    """The level of a refusal, as judged, before its finding reaches back; None where it is its verdict's own.

    Args:
        case: the figure.
        judgement: the verdict on it.
        stated: the references of the facts' values that the text tells in their own place.
    """
    doubts = _DOUBTED.get(judgement.verdict, ())
    again = judgement.verdict is Verdict.MISATTRIBUTED and _told_again(case, stated)
    doubt = judgement.start is None and (again or any(doubted(case) for doubted in doubts))
    return Level.WARNING if doubt else judgement.level


def _told_again(case: Case, stated: AbstractSet[str]) -> bool:
    """Whether a figure of few digits stands for what the text tells in its own place."""
    rival, low, claim = case.binding.rival, case.claim.mention.low, case.claim
    if rival is None or low is None or rival.reference not in stated or not case.follows:
        return False
    listed = claim.order[1] > 1 and case.rival_named
    named = case.text.endswith(rival.fact.path[-1], claim.from_clause, claim.start)
    few = claim.mention.kind not in _PLACED and significant(low) < _SURE
    return few and not listed and not named


def _in_words(case: Case) -> bool:
    """Whether few things are counted in Chinese numerals."""
    mention, low = case.claim.mention, case.claim.mention.low
    if low is None or not case.follows or not _WORDS.fullmatch(mention.text):
        return False
    return mention.kind not in _PLACED and abs(low) < _FEW and significant(low) == 1


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


_DOUBTED = {
    Verdict.UNSUPPORTED: (_slight, _in_words),
    Verdict.MISATTRIBUTED: (_speaks_of_none,),
    Verdict.CONTRADICTED: (_in_words,),
}
