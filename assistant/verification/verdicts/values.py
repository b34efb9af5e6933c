"""The verdicts on what a figure says: unread, misattributed, contradicted, inconsistent, unsupported, proved."""

from __future__ import annotations

from typing import TYPE_CHECKING

from assistant.domain import Kind, Level, Verdict
from assistant.verification import messages
from assistant.verification.bars import of_this_year
from assistant.verification.lexicon import words
from assistant.verification.matching.outright import event_of
from assistant.verification.matching.rounding import Agreement
from assistant.verification.matching.scoring import level_conflict
from assistant.verification.verdicts.case import Judgement

if TYPE_CHECKING:
    from assistant.verification.verdicts.case import Case


def unread(case: Case) -> Judgement | None:
    """A numeral that extraction found and could not read: it contradicts itself (近70余次) or is cut off.

    A year or date that was struck out (201*年, ×月) is a warning, for nothing depends on it.
    """
    mention = case.claim.mention
    if mention.unread:
        why = mention.reason or "写法无法识别"
        return Judgement(Verdict.UNREAD, f"“{case.said}”无法读成一个数:{why}")
    if mention.kind is Kind.REDACTION:
        reason = f"“{case.said}”没有填写完整,请填上年份或日期"
        return Judgement(Verdict.UNREAD, reason, level=Level.WARNING)
    return None


def misattributed(case: Case) -> Judgement | None:
    """A fact's value, said of something else.

    The words around it speak of another fact whose value is another (see the assignment in binding), or of none
    at all.
    """
    support, rival = case.support, case.binding.rival
    if support is None or (case.accepted and not case.unnamed):
        return None
    mine, reference = messages.stated(support.candidate), support.candidate.reference
    if case.accepted:
        reason = f"“{case.said}”写在“{case.subject}”处,{mine},请核对两处说的是不是一回事"
        return Judgement(Verdict.MISATTRIBUTED, reason, reference, level=Level.WARNING)
    elsewhere = case.elsewhere
    if elsewhere is not None and not case.rival_named:
        told = case.text[elsewhere : case.claim.start]
        reason = f"“{case.said}”写在“{told}”处,但{mine},范围不同"
        return Judgement(Verdict.MISATTRIBUTED, reason, reference, start=elsewhere)
    if rival is None:
        reason = f"“{case.said}”写在“{case.subject}”处,但{mine},两处说的不是一回事"
        if case.tried is not None:
            reason = f"{reason};这里按事实{case.tried.formula}"
        start = of_this_year(case)
        if level_conflict(case.claim, support.candidate):
            start = _level(case)
        return Judgement(Verdict.MISATTRIBUTED, reason, reference, start=start)
    reason = (
        f"“{case.said}”写在“{case.subject}”处,但“{messages.name(rival)}”应为"
        f"{messages.value(rival)}({rival.reference});{mine}"
    )
    return Judgement(Verdict.MISATTRIBUTED, reason, rival.reference, case.remedy(rival))


def _level(case: Case) -> int | None:
    """Where the first administrative level of the clause stands: that word is wrong."""
    start = case.claim.clause[0]
    found = words("levels").pattern.search(case.text, start, case.claim.start)
    return found.start() if found else None


def contradicted(case: Case) -> Judgement | None:
    """No fact has it, and the words speak of a fact of the same kind of unit, whose value is another."""
    if case.accepted or case.meant is None:
        return None
    reason = f"“{case.said}”与事实不符:{messages.says(case.meant, '应为')}"
    return Judgement(Verdict.CONTRADICTED, reason, case.meant.reference, case.remedy(case.meant))


def inconsistent(case: Case) -> Judgement | None:
    """The text itself says otherwise, and no fact decides: see :mod:`assistant.verification.consistency`."""
    return case.clash


def unsupported(case: Case) -> Judgement | None:
    """No fact has it, and no other verdict explains it.

    Of a date the event that its words name is told with its own date, of a figure that follows from facts the
    reckoning.
    """
    if case.accepted:
        return None
    reason = f"事实表中没有“{case.said}”这个数"
    dated = case.claim.mention.kind is Kind.DATE
    event = event_of(case.claim, case.binder.index) if dated else None
    if event is not None:
        reason = f"{reason};{messages.says(event)}"
    elif case.tried is not None:
        reason = f"{reason};按事实{case.tried.formula}"
    return Judgement(Verdict.UNSUPPORTED, reason)


def supported(case: Case) -> Judgement:
    """It is proved: equals a fact, is an approximation that the fact makes true, or follows by a formula."""
    support, computed = case.support, case.computed
    if computed is not None:
        fact, formula = computed.source.fact.id, computed.formula
    elif support is None:
        return Judgement(Verdict.SUPPORTED, "报告期的年份")
    elif support.candidate.derived:
        fact, formula = support.candidate.reference, support.candidate.formula
    else:
        rounded = support.agreement is not Agreement.EXACT
        verdict = Verdict.ROUNDED if rounded else Verdict.SUPPORTED
        return Judgement(verdict, messages.stated(support.candidate), support.candidate.reference)
    return Judgement(Verdict.DERIVED, f"由事实推算:{formula}", fact, formula=formula)
