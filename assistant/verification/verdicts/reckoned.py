"""The verdicts on figures that are reckoned: a computation that does not follow, one that no word names."""

from __future__ import annotations

from typing import TYPE_CHECKING

from assistant.domain import Verdict
from assistant.verification import messages
from assistant.verification.candidates import Role
from assistant.verification.claims.frames import FrameKind
from assistant.verification.lexicon import words
from assistant.verification.matching.scoring import role_cost
from assistant.verification.reckoning.constructions import opposed
from assistant.verification.reckoning.operands import plain
from assistant.verification.verdicts.case import WRONG_ROLE, Judgement

if TYPE_CHECKING:
    from assistant.verification.candidates import Candidate
    from assistant.verification.verdicts.case import Case

# 共 and 累计 stand before plain figures too; these do not.
_ADDED = ("合计", "总计", "之和", "加起来")
_DERIVED = frozenset(
    {
        FrameKind.GROWTH,
        FrameKind.INCREASE,
        FrameKind.COMPLETION,
        FrameKind.OVER_TARGET,
        FrameKind.SHARE,
        FrameKind.AVERAGE,
        FrameKind.SUM,
        FrameKind.DIFFERENCE,
        FrameKind.MULTIPLE,
        FrameKind.REST,
    }
)
# Words in a fact's name that make it such a figure.
_NAMES = {FrameKind.AVERAGE: "average", FrameKind.SHARE: "share"}
_OTHER = frozenset({Role.PREVIOUS, Role.TARGET})
# 共 and 外 stand before plain figures too.
_LOOSE = frozenset({FrameKind.SUM, FrameKind.REST})


def implied(case: Case) -> Judgement | None:
    """No word says how it follows, and yet it follows exactly from what the text has told.

    Arithmetic over figures of the sentence, the paragraph or the opening gives the figure, and by accident one of
    so many digits would hardly come out of so few (see :mod:`..reckoning.proposals`). It is no proof: the report is
    not ok before a person has confirmed it.
    """
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
    source, formula = found.derivation.source.fact.id, found.derivation.formula
    reason = f"“{case.said}”没有说是怎么得来的,但正好算得出:{formula}"
    return Judgement(Verdict.IMPLIED, reason, source, formula=formula, proposal=found.formula)


def _anothers(mine: Candidate, rival: Candidate | None) -> bool:
    """Whether it is a fact's own growth or share told of another, or that of a sister: two exchanged."""
    return mine.derived or (rival is not None and mine.sister_of(rival))


def wrong_derivation(case: Case) -> Judgement | None:
    """A share, growth, sum, difference, multiple, average or completion that does not follow.

    The words name a computation (占、同比增长、合计、相差、是…的N倍、人均、完成目标的) and no fact or formula that
    they name gives the figure.
    """
    if case.accepted or case.claim.frame.kind not in _DERIVED or _itself(case):
        return None
    support = case.support
    added = any(word in case.text[slice(*case.claim.before)] for word in _ADDED)
    summed = added and case.tried is not None  # 两类合计10期 is none of the two
    borne = support is not None and role_cost(case.claim, support.candidate) < WRONG_ROLE
    if borne and not summed:
        return None
    meant, tried, frame = case.meant, case.tried, case.claim.frame.kind
    if meant is not None and meant.derived:
        expected = messages.value(meant)
        reason = f"“{case.said}”算不出来:“{messages.name(meant)}”应为{expected}({meant.formula})"
        return Judgement(
            Verdict.WRONG_DERIVATION, reason, meant.reference, expected, formula=meant.formula
        )
    if tried is not None and (meant is None or added or frame is not FrameKind.SUM):
        reason = f"“{case.said}”算不出来:按事实{tried.formula}"
        return Judgement(
            Verdict.WRONG_DERIVATION, reason, tried.source.fact.id, formula=tried.formula
        )
    if support is not None:
        reason = f"“{case.said}”不是这样算出来的:{messages.stated(support.candidate)}"
        return Judgement(Verdict.WRONG_DERIVATION, reason, support.candidate.reference)
    return None


def _itself(case: Case) -> bool:
    """Whether the words mean a fact that is such a figure by its own name: 人均收入, 办税占比.

    Its value, or its value of this year, is what should stand there; nothing is reckoned.
    """
    support = case.support
    fact = support.candidate if support is not None else case.meant
    if fact is None or fact.derived or case.tried is not None:
        return False
    kind = case.claim.frame.kind
    if kind in _LOOSE:
        return support is not None and support.candidate.role in _OTHER
    names = _NAMES.get(kind)
    if names is None or words(names).first(fact.fact.name) is None:
        return False
    return not opposed(case.text[slice(*case.claim.before)])
