"""Decides whether a figure is proved: by its binding, by a computation, or by the period."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from itertools import chain, islice
from typing import TYPE_CHECKING

from assistant.domain import Kind, Status, altered
from assistant.verification.bars import UPWARD, barred, other_part
from assistant.verification.candidates import Role
from assistant.verification.claims.frames import FrameKind
from assistant.verification.consistency.listed import small
from assistant.verification.distinctions import in_band
from assistant.verification.doubts import unnamed
from assistant.verification.interchange import coarse_share, significant
from assistant.verification.lexicon import forms, words
from assistant.verification.matching.outright import event_out_of
from assistant.verification.matching.ratios import proportional
from assistant.verification.matching.restated import counts, counts_parts
from assistant.verification.matching.rounding import Agreement
from assistant.verification.matching.scoring import level_conflict, opposite, role_cost
from assistant.verification.matching.wholes import with_part_in
from assistant.verification.reckoning.constructions import few
from assistant.verification.reckoning.formulas import total
from assistant.verification.reckoning.relations import RATES, adds
from assistant.verification.undone import share_of_sister, undone
from assistant.verification.verdicts.amounts import in_other_unit
from assistant.verification.verdicts.case import WRONG_ROLE, Case
from assistant.verification.verdicts.times import foreign_time, mean_told
from assistant.verification.years import both_years

if TYPE_CHECKING:
    from assistant.verification.candidates import Candidate
    from assistant.verification.claims.claims import Claim
    from assistant.verification.consistency.structure import Counter
    from assistant.verification.matching.binding import Binder
    from assistant.verification.matching.matches import Binding, Match
    from assistant.verification.reckoning.derivation import Deriver
    from assistant.verification.reckoning.records import Derivation
    from assistant.verification.years import Calendar

_FORMS = forms(__file__)
_JOINS, _NEAR, _BEYOND = "、和与及", 4, ("过", "超", "逾", "破")
_CLOSE_BY = 12
_POWER = re.compile("10*(?:[.]0+)?")
# 三部分 is read as 三部; 三类的收入.
_PARTS, _SORT, _NOUN, _BESIDE = "项部", "分的", 14, 12
_MOMENTS = frozenset({Kind.DATE, Kind.YEAR, Kind.REDACTION})
_COMPUTED = frozenset(
    {
        FrameKind.SHARE,
        FrameKind.AVERAGE,
        FrameKind.SUM,
        FrameKind.DIFFERENCE,
        FrameKind.REST,
        FrameKind.OVER_TARGET,
    }
)


@dataclass(frozen=True, slots=True)
class Known:
    """What a document itself vouches for: its period's dates, the counts of its own lists."""

    calendar: Calendar
    counter: Counter


# Below this the words around a figure speak of nothing that the fact is about.
SMALL, SILENT, DOUBTFUL, WEAK, NAMED = 0.1, 0.12, 0.3, 0.4, 0.8
LARGE, FEW = 1000, 2


def settle(binding: Binding, text: str, binder: Binder, deriver: Deriver, known: Known) -> Case:
    """The case of a figure: what is known of it, and whether it is proved.

    Args:
        binding: what it was bound to.
        text: the whole document's.
        binder: of the document.
        deriver: of the document.
        known: what the document itself vouches for.
    """
    claim = binding.claim
    case = _opened(binding, text, binder, deriver)
    if claim.mention.kind in _MOMENTS:
        case = _moment(case, known.calendar)
        return altered(case, accepted=True) if _names_last(case, known.calendar, deriver) else case
    second = deriver.operands.seasons.second(claim, binding.support)
    proved, support = _proved(case) and not second, case.support
    added = _FORMS.added.search(text, *claim.before) is not None and not other_part(case)
    enough = NAMED if added else WEAK if claim.frame.kind in _COMPUTED else 0.0
    # A bound says little: 合计不足5500万 is true of each thing added, 月均超过10亿元 far from the year's 126.8.
    weak = support is not None and (support.fit < enough or _loose(claim, support, added=added))
    listed = proved and _one_of_listed(case, deriver)
    weak, proved = weak or listed, proved and not listed
    computed, tried = (None, None) if proved and not weak else deriver.derive(binding)
    computed = None if _still_planned(case) or share_of_sister(case, computed) else computed
    # Where the words state a sum, only the sum proves: no fact that happens to have the value.
    told = tried is not None and all(item.place >= 0 for item in tried.operands)
    proved = proved and not (added and weak and (told or claim.frame.kind is FrameKind.GROWTH))
    accepted = proved or computed is not None or _of_the_text(case, deriver, known)
    left = support if (proved and not (weak and computed)) or not accepted else None
    proposal, slip = (None, None) if accepted else deriver.proposed(claim, tried)
    case = altered(
        case,
        support=left,
        computed=computed,
        tried=tried,
        other_unit=None if accepted or left is not None else in_other_unit(case, deriver),
        proposal=proposal,
        slip=slip,
        accepted=accepted,
        unnamed=accepted and left is not None and unnamed(case),
    )
    deriver.note(binding, *_told(case))
    return case


def _still_planned(case: Case) -> bool:
    """Whether what is left of what was done is told as done, though it is a plan: 另外17座也已检测完毕."""
    claim, support = case.claim, case.support
    if support is None or support.candidate.fact.status is not Status.PLANNED:
        return False
    done = claim.done and words("plan").first(case.text[slice(*claim.after)]) is None
    return done and claim.frame.kind is FrameKind.REST and support.fit >= DOUBTFUL


def _opened(binding: Binding, text: str, binder: Binder, deriver: Deriver) -> Case:
    """The case of a figure by its binding alone, with what stands before it."""
    claim = binding.claim
    near = deriver.bindings[max(0, claim.number - _NEAR) : claim.number]
    near = [one for one in near if one.claim.block is claim.block]
    return Case(
        text,
        claim,
        binding,
        binder,
        support=binding.support,
        meant=binding.meant,
        before=near[-1] if near else None,
        told=frozenset(one.support.candidate.fact.id for one in near if one.support is not None),
    )


def _of_the_text(case: Case, deriver: Deriver, known: Known) -> bool:
    """Whether the text itself bears a figure out: its lists, its period, what stands beside it."""
    claim, text = case.claim, case.text
    # 采购和配备无人机两架 lists no two things where a fact counts them; 三个基地 counts no 训练队.
    noun, meant = claim.behind[:FEW], case.meant
    counted = meant is not None and (not noun.isalpha() or noun in "".join(meant.fact.path))
    named = meant is not None and meant.unit == claim.mention.unit and counted
    of_list = known.counter.bears_out(claim) or _counts_parts(case, deriver)
    own = known.calendar.names(claim, text) or (not named and of_list)
    if own or _limits_next(claim, deriver, text):
        return True
    behind = deriver.bindings[claim.number + 1 : claim.number + 2]
    each = _counts_each(claim, deriver, text) or _counts_sum(claim, deriver)
    years = both_years(claim, behind, deriver.index, text) or deriver.moved.years_told(claim)
    return each or years or _told_so(claim, deriver)


def _one_of_listed(case: Case, deriver: Deriver) -> bool:
    """Whether two facts are named right before a figure and it is the value of one: 宣讲、放映电影45场."""
    both, support = deriver.listed(case.claim), case.support
    if both is None or support is None or both.value == support.candidate.low:
        return False  # 甲、乙各320人 is each of them
    fact, names = support.candidate.fact, case.text[case.claim.from_clause : case.claim.start]
    own = "".join((*fact.path, *fact.aliases))
    if any(names[at - 1 : at + 2] in own for at, one in enumerate(names) if at and one in _JOINS):
        return False  # 孤儿和事实无人抚养儿童 is one thing
    return any(one.source.fact.id == fact.id for one in both.operands)


def _loose(claim: Claim, support: Match, *, added: bool) -> bool:
    """Whether its fact lies far beyond a bound, or a sum is borne out by a bound alone or by a part told before."""
    grown = support.candidate.derived and claim.frame.kind is FrameKind.PLAIN
    part = support.candidate.fact.id in claim.anchors and support.candidate.role is Role.VALUE
    summed = added and (part or support.agreement is not Agreement.EXACT)
    return summed or support.agreement is Agreement.FAR or bool(grown and claim.time)


def _told(case: Case) -> tuple[Derivation | None, Candidate | None]:
    """What a figure states for those behind it; a refused one what was expected."""
    if case.computed is not None:
        return _as_fact(case, case.computed)
    if case.support is not None and (case.own_change or not case.likely):
        return None, case.support.candidate
    if case.proposal is not None and case.likely:
        return case.proposal.derivation, None
    if case.meant is not None and not case.meant.derived:
        return None, case.meant
    tried = case.tried
    return (tried, None) if tried is not None and tried.value >= 0 else (None, case.meant)


def _as_fact(case: Case, computed: Derivation) -> tuple[Derivation | None, Candidate | None]:
    """A sum that the sheet holds as a fact stands as the fact, with its target and last year."""
    support = case.binding.support
    if support is None or support.candidate.role is not Role.VALUE or support.fit < DOUBTFUL:
        return computed, None
    same = support.candidate.low == support.candidate.high == computed.value
    return (None, support.candidate) if same else (computed, None)


def _moment(case: Case, calendar: Calendar) -> Case:
    """The case of a date or year: a fact's, or one that the document's period vouches for."""
    out = event_out_of(case.claim, case.binder.index)
    if calendar.mistitled(case.claim) or out is not None:
        return altered(case, support=None, meant=out)
    free, own = case.meant is None, case.support is not None and case.binding.rival is None
    vouched = not own and calendar.vouches(case.claim, case.text)
    if free and (vouched or calendar.holds(case.claim.mention)):
        return altered(case, accepted=True, support=None)
    return altered(case, accepted=not undone(case)) if own else case


def _names_last(case: Case, calendar: Calendar, deriver: Deriver) -> bool:
    """Whether a year by number only says that what follows is last year's: 2024年举办50期."""
    claim = case.claim
    behind = deriver.bindings[claim.number + 1 : claim.number + 2]
    return case.undecided and any(
        one.claim.clause == claim.clause
        and one.support is not None
        and (
            one.support.candidate.role is Role.PREVIOUS
            # 2024年举办64期 of this year's 64: the figure is refused with its year.
            or one.support.candidate.fact.previous not in {None, one.support.candidate.fact.value}
        )
        and calendar.precedes(claim.mention)
        for one in behind
    )


def _of_last_too(case: Case) -> bool:
    """Whether what is told of last year goes on: 上年发放2.1万元,惠及415户."""
    before, support = case.before, case.support
    if before is None or support is None or support.candidate.role is not Role.PREVIOUS:
        return False
    last = before.support.candidate.role if before.support is not None else None
    rival = case.binding.rival
    plain = case.claim.frame.kind is FrameKind.PLAIN and before.rival is None
    plain = plain and (rival is None or rival.fact.id == support.candidate.fact.id)
    between = case.text[before.claim.mention.end : case.claim.start]
    return plain and last is Role.PREVIOUS and case.follows and not _FORMS.now.search(between)


def _proved(case: Case) -> bool:
    support, claim = case.support, case.claim
    base = claim.frame.kind is FrameKind.BASE and support is not None and support.fit >= NAMED
    if support is None or (
        case.binding.rival is not None
        and not (
            base or _moves(case) or _of_all_levels(case) or _of_last_too(case) or other_part(case)
        )
    ):
        return False
    candidate = support.candidate
    if role_cost(claim, candidate) >= WRONG_ROLE and not _of_last_too(case):
        return False
    if support.fit < _least(case, support) and candidate.role is not Role.RANK:
        return False
    contrary = level_conflict(claim, candidate) or opposite(claim, candidate)
    if contrary or case.elsewhere is not None or barred(case):
        return False
    return _same_time(case) and foreign_time(case) is None and mean_told(case) is None


def _of_all_levels(case: Case) -> bool:
    """Whether the whole is told by its lowest level and those above: 市级以上龙头企业58家, where 市级 is the last part."""
    support, rival = case.support, case.binding.rival
    if support is None or rival is None or rival.fact.parent != support.candidate.fact.id:
        return False
    last = support.candidate.fact.parts[-1] == rival.fact.id
    return last and UPWARD.search(case.text, *case.claim.before) is not None


def _moves(case: Case) -> bool:
    """Whether it says how the fact told right before moved, in words that name no rival: 上年3.24亿元,今年翻了一番."""
    support, rival, claim = case.support, case.binding.rival, case.claim
    if support is None or rival is None or case.before is None or not case.continues:
        return False
    if claim.order[1] > 1:
        return False  # of a list each figure has its own thing
    mine = support.candidate
    moved = claim.frame.direction != 0 or mine.role not in {Role.INCREASE, Role.GROWTH}
    told = case.text[case.before.claim.mention.end : claim.start]
    named = any(token in told for token in rival.tokens if len(token) > 1)
    return mine.derived and mine.fact.id != rival.fact.id and moved and not named


def _least(case: Case, support: Match) -> float:
    """How well words must fit: a rare value proves itself, a small one or a borrowed one does not."""
    claim, quantity = case.claim, case.claim.quantity
    anchored = claim.bare and support.candidate.fact.id == claim.anchor
    told = case.binding.restated or counts(claim, support.candidate)
    told = told or bool(claim.medal and support.candidate.medal)
    if claim.mention.kind is Kind.RATIO or anchored or told:
        return 0.0
    if coarse_share(claim.mention):
        return SILENT  # 三分之二 has the digits of a fraction, and is as common as 67 %
    if claim.frame.base and support.candidate.role is Role.VALUE:
        return DOUBTFUL  # 占总投资的30% is no other rate that comes to 30 %
    value = (quantity.low or quantity.high or Decimal(0)) if quantity else Decimal(0)
    digits = significant(value)
    if case.binding.double:  # 从5400人看 tells again what nothing else is named for
        return SILENT if digits > FEW or (claim.bare and abs(value) >= LARGE) else DOUBTFUL
    if digits > FEW or abs(value) >= LARGE:
        return 0.0
    return SILENT if digits > 1 or support.candidate.derived else SMALL


def _limits_next(claim: Claim, deriver: Deriver, text: str) -> bool:
    """Whether a bound only says of which things the figure beside it is: 过亿元的有2个, 36个不到1亿元."""
    told = _FORMS.bound.sub("", claim.mention.text)
    before = deriver.bindings[max(0, claim.number - 1)]
    beside = before.support if before.claim.mention.end == claim.start else None
    if beside is not None and in_band(claim, deriver.index.by_fact[beside.candidate.fact.id]):
        return True
    bound = len(told) < len(claim.mention.text) or text.endswith(_BEYOND, 0, claim.start)
    if not bound or not text.startswith("的", claim.mention.end):
        return False
    behind = deriver.bindings[claim.number + 1 : claim.number + 2]
    return any(
        one.claim.start - claim.mention.end <= _CLOSE_BY
        and one.support is not None
        and told in one.support.candidate.fact.name
        for one in behind
    )


def _counts_each(claim: Claim, deriver: Deriver, text: str) -> bool:
    """Whether a figure only says by how many of a thing the next one is told: 每跑1公里, 一亩林子收益20元."""
    value = claim.mention.low
    if value is None or not claim.mention.exact or not _POWER.fullmatch(f"{value:f}"):
        return False
    behind = deriver.bindings[claim.number + 1 : claim.number + 2]
    one = claim.start == claim.clause[0] and claim.mention.text.startswith("一")
    each = one or _FORMS.each.search(text, claim.from_clause, claim.start) is not None
    return each and any(one.claim.clause == claim.clause for one in behind)


def _told_so(claim: Claim, deriver: Deriver) -> bool:
    """Whether what was told last stands in a ratio, facts or not: 飞防5160亩,地面3440亩,六四开."""
    terms = [part for part in claim.mention.parts if isinstance(part, Decimal)]
    told = [one for one in deriver.told.before(claim) if adds(one) and one.unit_class not in RATES]
    told = told[: len(terms)][::-1]
    alike = len(told) == len(terms) > 1 and len({one.unit_class for one in told}) == 1
    return alike and proportional(terms, [one.value for one in told])


def _counts_parts(case: Case, deriver: Deriver) -> bool:
    """Whether a small number is that of the parts of what is named or told beside it: 三类诉求, 分三项."""
    claim, index, text = case.claim, deriver.index, case.text
    lead, unit = text[claim.from_clause : claim.start], claim.mention.unit
    by = words("parted_by").last(lead)
    by = by if by is not None and by.end() == len(lead) else None
    told = few(claim.mention) or (0 if by is None else small(claim.mention))
    sorts = unit in (*words("sorts").words, *_PARTS)
    if not told or not (sorts or unit in words("listed_units").words):
        return False
    noun = text[claim.mention.end : claim.mention.end + _NOUN].lstrip(_SORT)
    whole = lead[: by.start()] if by is not None else ""
    beside = [one.fact.id for one in case.binding.spoken if one.fact.name in f"{lead}|{noun}"]
    if sorts:
        like = (index.parted.get((told, said), ()) for said in (noun[:FEW], whole[-FEW:]))
        named = with_part_in(claim.behind, told, index.parted, index.sheet)
        beside += islice(chain(claim.anchors, named, *like), _BESIDE)
    known = index.sheet.by_id
    parts = [known[one].parts for one in beside if len(known[one].parts) == told]
    # 受理投诉、举报三类诉求 names two of three
    listed = [sum(known[part].name in lead for part in each) for each in parts]
    return bool(listed) and all(number in {0, 1, told} for number in listed)


def _counts_sum(claim: Claim, deriver: Deriver) -> bool:
    """Whether a small number says how many things the next figure adds up: 三个县共22464人次."""
    if not few(claim.mention):
        return False
    for behind in deriver.bindings[claim.number + 1 : claim.number + 2]:
        near = behind.claim.from_clause <= claim.start
        if near and counts_parts(claim, behind, deriver.index.sheet.by_id):
            return True
        made, _ = deriver.derive(behind, ahead=True) if near else (None, None)
        if made is not None and made.again is total:
            return len(made.operands) == few(claim.mention)
    return False


def _same_time(case: Case) -> bool:
    """Whether the part of the year that is told is the fact's."""
    support, claim = case.support, case.claim
    time = support.candidate.words.time if support is not None else ""
    if claim.time and time and time != claim.time:
        return False
    return not (time and claim.whole_year and time != claim.time)
