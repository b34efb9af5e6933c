"""The verdicts on figures that are reckoned: a movement told the wrong way, a computation that does not follow, one unnamed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from assistant.domain import Kind, Verdict
from assistant.extraction import kind_of_unit
from assistant.verification import messages
from assistant.verification.candidates import Role
from assistant.verification.claims.frames import FrameKind
from assistant.verification.claims.periods import against_part
from assistant.verification.lexicon import forms, words
from assistant.verification.matching.scoring import role_cost
from assistant.verification.reckoning.constructions import opposed, plain
from assistant.verification.reckoning.seasons import BEFORE
from assistant.verification.verdicts.case import WRONG_ROLE, Judgement
from assistant.verification.verdicts.times import mean_told

if TYPE_CHECKING:
    from decimal import Decimal

    from assistant.verification.candidates import Candidate
    from assistant.verification.claims.claims import Claim
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
_FORMS = forms(__file__)
_LOOSE = frozenset({FrameKind.SUM, FrameKind.REST})
_SPEED = frozenset({"提速", "加快", "快", "慢"})
_WAYS = {1: "上升", 0: "没有变化", -1: "下降"}


def wrong_direction(case: Case) -> Judgement | None:
    """增长 for 下降, 提高 for 回落.

    The figure is how far a fact moved, and the words turn the movement round; or it is where the fact arrived, and
    the words say that it came from the other side; or the two figures of one movement say the contrary of its verb.
    """
    support, frame = case.support, case.claim.frame
    if case.claim.origin is not None and case.claim.turned:
        return _turned(case, case.claim.origin)
    if support is None or not frame.direction:
        return None
    moved = movement(case, support.candidate)
    if frame.word in _SPEED and support.candidate.fact.unit and moved:
        # 提速65% of a time limit: it became shorter.
        shorter = kind_of_unit(support.candidate.fact.unit) is Kind.DURATION
        shorter = shorter and case.claim.mention.kind is not Kind.DURATION
        moved = -moved if shorter else moved
    candidate = support.candidate
    moved = -moved if moved and _of_contrary(case, candidate) else moved
    named = candidate.role is Role.VALUE and frame.word in candidate.fact.name  # 压减能耗达到3186吨
    still = (
        moved == 0 and frame.reached and case.claim.origin is None
    )  # 增至11个 of 11, last year 11
    if moved is None or not (moved or still) or moved == frame.direction or named:
        return None
    reason = (
        f"“{case.subject}{case.said}”说的是{_WAYS[frame.direction]},"
        f"但“{messages.name(candidate)}”实为{_WAYS[moved]}({candidate.reference})"
    )
    at = case.text.rfind(frame.word, case.claim.clause[0], case.claim.start) if frame.word else -1
    return Judgement(
        Verdict.WRONG_DIRECTION,
        reason,
        candidate.reference,
        formula=candidate.formula,
        start=at if at >= 0 else None,
    )


def _of_contrary(case: Case, candidate: Candidate) -> bool:
    """Whether the figure before it is of the contrary, which moves the other way: 不合格率0.6%,下降0.3个百分点."""
    before, stem = case.before, candidate.words.stem
    if before is None or stem is None or not case.follows:
        return False
    other = before.support is not None and before.support.candidate.fact.id != candidate.fact.id
    if other and before.rival is None:
        return False  # 离婚登记604对 has its own fact
    return stem.contrary(case.text[before.claim.from_clause : before.claim.start])


def _turned(case: Case, origin: Claim) -> Judgement:
    """The verdict on a movement whose own two figures are turned round (see shifts)."""
    reason = f"“{case.subject}{case.said}”说的变化与前后两个数相反"
    return Judgement(Verdict.WRONG_DIRECTION, reason, start=origin.before[0])


def movement(case: Case, candidate: Candidate) -> int | None:
    """Which way a candidate moved; None where that is not known."""
    if candidate.role in {Role.GROWTH, Role.INCREASE}:
        return _sign(candidate.low)
    if candidate.role is Role.VALUE and case.claim.frame.reached:
        increase = case.of_role(candidate, Role.INCREASE) or case.of_role(candidate, Role.GROWTH)
        return _since_before(case, candidate) if increase is None else _sign(increase.low)
    if candidate.role is Role.PREVIOUS:  # 由3520件略升 of 3168 now
        increase = case.of_role(candidate, Role.INCREASE) or case.of_role(candidate, Role.GROWTH)
        return None if increase is None else _sign(increase.low)
    return None


def _since_before(case: Case, candidate: Candidate) -> int | None:
    """Which way it went from the part of the year before, where the text has just told that."""
    index, time = case.binder.index, BEFORE.get(candidate.words.time)
    for fact in index.parts_of_year.get(index.halves.get(candidate.fact.id, ""), ()):
        for item in (
            index.by_fact[fact] if fact in case.told and not case.claim.frame.compared else ()
        ):
            if item.role is Role.VALUE and item.words.time == time and item.low and candidate.low:
                return _sign(candidate.low - item.low)
    return None


def _sign(value: Decimal | None) -> int | None:
    return None if value is None else (value > 0) - (value < 0)


def implied(case: Case) -> Judgement | None:
    """No word says how it follows, and yet it follows exactly from what the text has told.

    Arithmetic over figures of the sentence, the paragraph or the opening gives the figure, and by accident one of
    so many digits would hardly come out of so few (see :mod:`..reckoning.proposals`). It is no proof: the report is
    not ok before a person has confirmed it.
    """
    found, support, rival = case.proposal, case.support, case.binding.rival
    if found is None or case.accepted or case.clash is not None or not case.likely:
        return None
    year = case.tried is not None and _base_year(case) is not None
    year = year or against_part(case.text, case.claim) is not None
    if case.claim.time or case.counted is not None or year:
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


def _borne(case: Case) -> bool:
    """Whether a fact's value bears a figure out as it is worded."""
    support = case.support
    return support is not None and role_cost(case.claim, support.candidate) < WRONG_ROLE


def wrong_derivation(case: Case) -> Judgement | None:
    """A share, growth, sum, difference, multiple, average or completion that does not follow.

    The words name a computation (占、同比增长、合计、相差、是…的N倍、人均、完成目标的) and no fact or formula that
    they name gives the figure.
    """
    support = case.support
    mean = mean_told(case) if support is not None and not case.accepted else None
    if mean is not None and support is not None:
        return _as_mean(case, support.candidate, mean.start)
    left = case.accepted or case.claim.frame.kind not in _DERIVED or _itself(case)
    added = not left and any(word in case.text[slice(*case.claim.before)] for word in _ADDED)
    summed = added and case.tried is not None  # 两类合计10期 is none of the two
    if left or (_borne(case) and not summed):
        return None
    meant, tried, frame = case.meant, case.tried, case.claim.frame.kind
    year = _base_year(case) if tried is not None else None
    if meant is not None and meant.derived and year is None:
        expected = messages.value(meant)
        reason = f"“{case.said}”算不出来:“{messages.name(meant)}”应为{expected}({meant.formula})"
        return Judgement(
            Verdict.WRONG_DERIVATION, reason, meant.reference, expected, formula=meant.formula
        )
    if tried is not None and (meant is None or added or frame is not FrameKind.SUM):
        reason = f"“{case.said}”算不出来:按事实{tried.formula}"
        fact = tried.source.fact.id
        return Judgement(Verdict.WRONG_DERIVATION, reason, fact, formula=tried.formula, start=year)
    if support is not None:
        reason = f"“{case.said}”不是这样算出来的:{messages.stated(support.candidate)}"
        return Judgement(Verdict.WRONG_DERIVATION, reason, support.candidate.reference)
    return None


def _as_mean(case: Case, mine: Candidate, start: int) -> Judgement:
    """The verdict on a whole told as its mean, with what comes to a month or a day of it."""
    reckoned = f";按事实{case.tried.formula}" if case.tried is not None else ""
    reason = f"“{case.said}”写成了平均数,但{messages.stated(mine)},不是平均数{reckoned}"
    return Judgement(Verdict.WRONG_DERIVATION, reason, mine.reference, start=start)


def _base_year(case: Case) -> int | None:
    """Where the year stands by its number that a figure is held against: 比2024年增加60名."""
    found = _FORMS.than_year.search(case.text, case.claim.from_clause, case.claim.start)
    return found.start() if found is not None else None


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
