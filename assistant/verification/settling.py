"""Decides whether a figure is proved: by its binding, by a computation, or by the period."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import TYPE_CHECKING

from assistant.domain import Kind
from assistant.verification.candidates import Role
from assistant.verification.claims.frames import FrameKind
from assistant.verification.grams import covered, tokens
from assistant.verification.lexicon import synonym_groups
from assistant.verification.matching.restated import counts
from assistant.verification.matching.rounding import Agreement
from assistant.verification.matching.scoring import level_conflict, opposite
from assistant.verification.rates import in_other_unit
from assistant.verification.reckoning.operands import plain
from assistant.verification.reckoning.told import place_of
from assistant.verification.units import coarse_share, significant
from assistant.verification.verdicts.case import WRONG_ROLE, Case
from assistant.verification.verdicts.foreign import foreign_time

if TYPE_CHECKING:
    from assistant.verification.candidates import Candidate
    from assistant.verification.claims.claims import Claim
    from assistant.verification.consistency.structure import Counter
    from assistant.verification.matching.binding import Binder
    from assistant.verification.matching.matches import Binding, Match
    from assistant.verification.reckoning.derivation import Deriver
    from assistant.verification.reckoning.records import Derivation
    from assistant.verification.years import Calendar

# 共 and 累计 stand before plain figures too; these add what was told.
_ADDED = re.compile("合计|总计|之和|加起来|合起来|两者|三者|两项|三项")
_BOUND, _CLOSE_BY = re.compile("^(?:超过|超|过|逾)|以上$"), 12
_EACH, _POWER = re.compile(r"每[^,，。;；\d每]{0,3}$"), re.compile("10*(?:[.]0+)?")
_ONLY_PLACED = re.compile("[，,、 位居列排名次在为获全国省市县区州系统中里均也并且仍]*")
_HELD = re.compile("[比较]([^比较,，。;；]{2,16})(?:多|少|高|低|长|短|大|小)")
_NAMES, _WHOLES = 2, 12
# What may stand before the rest of a name and is no kind of it: 全县牛存栏, 新增职称, 有级职称.
_SHORTEST = 3
_JOINED = frozenset(
    "的了和与及或等有为达到对各全本我该省市县区镇乡村街州国年月日末底内中共总计新增加抓促推实完现"
)
_UPWARD = re.compile("级(?:及)?以上")
_ONE_OF_TWO = re.compile("[前后]者")
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
SILENT = 0.12
SMALL = 0.1
DOUBTFUL = 0.3
LARGE = 1000
FEW = 2
WEAK = 0.4
NAMED = 0.8


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
    case = Case(text, claim, binding, binder, support=binding.support, meant=binding.meant)
    if claim.mention.kind in _MOMENTS:
        return _moment(case, known.calendar)
    proved, support = _proved(case), case.support
    added = _ADDED.search(text, *claim.before) is not None
    enough = NAMED if added else WEAK if claim.frame.kind in _COMPUTED else 0.0
    # 合计不足5500万 is true of each thing that is added: a bound says little of one.
    loose = added and support is not None and _loose(claim, support)
    weak = support is not None and (support.fit < enough or loose)
    computed, tried = (None, None) if proved and not weak else deriver.derive(binding)
    # Where the words state a sum, only the sum proves: no fact that happens to have the value.
    told = tried is not None and all(item.place >= 0 for item in tried.operands)
    proved = proved and not (added and weak and (told or claim.frame.kind is FrameKind.GROWTH))
    # 采购和配备无人机两架 lists no two things where a fact counts them in that unit.
    named = case.meant is not None and case.meant.unit == claim.mention.unit
    itself = known.counter.bears_out(claim) or known.calendar.names(claim, text)
    itself = itself or _limits_next(claim, deriver, text)
    itself = (not named and itself) or _counts_each(claim, deriver, text)
    accepted = proved or computed is not None or itself
    left = support if proved or not accepted else None
    case = Case(
        text,
        claim,
        binding,
        binder,
        support=left,
        meant=binding.meant,
        computed=computed,
        tried=tried,
        other_unit=None if accepted or left is not None else in_other_unit(case, deriver),
        proposal=None if accepted else deriver.proposal(claim),
        accepted=accepted,
    )
    deriver.note(binding, *_told(case))
    return case


def _loose(claim: Claim, support: Match) -> bool:
    """Whether a sum is borne out by a bound alone, or by a part that its sentence has told."""
    part = support.candidate.fact.id in claim.anchors and support.candidate.role is Role.VALUE
    return part or support.agreement is not Agreement.EXACT


def _told(case: Case) -> tuple[Derivation | None, Candidate | None]:
    """What a figure states for those behind it; a refused one what was expected."""
    if case.computed is not None:
        return case.computed, None
    if case.support is not None and not case.likely:
        return None, case.support.candidate
    if case.proposal is not None and case.likely:
        return case.proposal.derivation, None
    if case.meant is not None and not case.meant.derived:
        return None, case.meant
    tried = case.tried
    return (tried, None) if tried is not None and tried.value >= 0 else (None, case.meant)


def _moment(case: Case, calendar: Calendar) -> Case:
    """The case of a date or year: a fact's, or one that the document's period vouches for."""
    if calendar.mistitled(case.claim):
        return replace(case, support=None, meant=None)
    if case.meant is None and calendar.holds(case.claim.mention):
        return replace(case, accepted=True, support=None)
    if case.support is not None and case.binding.rival is None:
        return replace(case, accepted=True)
    if case.meant is None and calendar.vouches(case.claim, case.text):
        return replace(case, accepted=True, support=None)
    return case


def _proved(case: Case) -> bool:
    support, claim = case.support, case.claim
    if support is None or case.binding.rival is not None:
        return False
    candidate = support.candidate
    if case.binder.cost(claim, candidate) >= WRONG_ROLE:
        return False
    if support.fit < _least(case, support) and candidate.role is not Role.RANK:
        return False
    if level_conflict(claim, candidate) or opposite(claim, candidate):
        return False
    if case.binder.features.elsewhere(claim, candidate) or any(bar(case) for bar in _BARS):
        return False
    return _same_time(case) and foreign_time(case) is None


def _least(case: Case, support: Match) -> float:
    """How well words must fit: a rare value proves itself, a small one or a borrowed one does not."""
    claim, quantity = case.claim, case.claim.quantity
    anchored = claim.bare and support.candidate.fact.id == claim.anchor
    told = case.binding.restated or counts(claim, support.candidate)
    if claim.mention.kind is Kind.RATIO or anchored or told:
        return 0.0
    if coarse_share(claim.mention):
        return SILENT  # 三分之二 has the digits of a fraction, and is as common as 67 %
    if claim.frame.base and support.candidate.role is Role.VALUE:
        return DOUBTFUL  # 占总投资的30% is no other rate that comes to 30 %
    value = (quantity.low or quantity.high or Decimal(0)) if quantity else Decimal(0)
    digits = significant(value)
    if case.binding.double:
        return SILENT if digits > FEW else DOUBTFUL
    if digits > FEW or abs(value) >= LARGE:
        return 0.0
    return SILENT if digits > 1 or support.candidate.derived else SMALL


def _of_another(case: Case) -> bool:
    """Whether a growth or share without a subject is that of a fact the sentence does not state."""
    support, claim = case.support, case.claim
    if support is None or not claim.bare or not claim.anchors:
        return False
    if claim.order[1] > 1 and support.fit >= DOUBTFUL:
        return False  # 甲、乙、丙分别占五成、三成和两成: the list gives each its subject
    fact, coarse = support.candidate.fact, coarse_share(claim.mention)
    if coarse and support.candidate.role is Role.VALUE and claim.frame.kind is FrameKind.SHARE:
        return fact.id not in claim.anchors and support.fit < NAMED
    if not support.candidate.derived:
        return False
    if _named_behind(claim, fact.name):
        return False
    led = claim.frame.kind in {FrameKind.GROWTH, FrameKind.COMPLETION}
    last = (coarse and not led) or claim.frame.kind is FrameKind.SHARE
    near = claim.anchors[-1:] if last else claim.anchors
    return fact.id not in near


def _of_namesake(case: Case) -> bool:
    """Whether a growth or share is that of a part whose namesake of another whole the sentence states."""
    support, anchors = case.support, case.claim.anchors
    if support is None or not support.candidate.derived:
        return False
    fact = support.candidate.fact
    others = case.binder.index.namesakes[fact.name]
    told = fact.parent is not None and fact.id not in anchors
    return told and any(other in anchors for other in others)


def _named_behind(claim: Claim, name: str) -> bool:
    """Whether the part is named behind its share: 其中三分之二属于新建."""
    return any(name[at : at + 2] in claim.behind for at in range(len(name) - 1))


def _upward_part(case: Case) -> bool:
    """Whether 省级以上 is taken for 省级 alone, though another part stands above it."""
    support, claim = case.support, case.claim
    before = case.text[slice(*claim.before)]
    if support is None or _UPWARD.search(before) is None or "以上" in support.candidate.fact.name:
        return False
    fact, role = support.candidate.fact, support.candidate.role
    if role is Role.SHARE:
        return claim.frame.kind is FrameKind.SHARE
    parts = case.binder.index.sheet.by_id[fact.parent].parts if fact.parent else ()
    return role is Role.VALUE and fact.id in parts[1:]


def _of_other_one(case: Case) -> bool:
    """Whether a share is told of 前者 or 后者 and is that of the other one."""
    support, claim = case.support, case.claim
    found = _ONE_OF_TWO.findall(case.text, claim.before[0], claim.start)
    if support is None or len(found) != 1 or not support.candidate.derived:
        return False
    pair = claim.anchors[-2:]
    return support.candidate.fact.id in pair and support.candidate.fact.id != (
        pair[0] if found[0] == "前者" else pair[-1]
    )


def _of_other_whole(case: Case) -> bool:
    """Whether a share of its own total is told as one of another whole that is named: 占全区总诊疗量."""
    support, said = case.support, plain(case.claim.frame.base)
    if support is None or support.candidate.role is not Role.SHARE or len(said) < _NAMES:
        return False
    index, fact = case.binder.index, support.candidate.fact
    named = index.spoken_of(
        tokens(said),
        _WHOLES,
        lambda item: item.role is Role.VALUE and covered(said, place_of(item)),
    )
    return bool(named) and all(item.fact.id not in {fact.parent, fact.id} for item in named)


def _itself_again(case: Case) -> bool:
    """Whether what came since last year is all that there is: 4个,比上年增加4个."""
    support, frame = case.support, case.claim.frame
    if support is None or frame.kind is not FrameKind.INCREASE or not frame.compared:
        return False
    candidate = support.candidate
    return candidate.role is Role.VALUE and candidate.fact.id in case.claim.anchors


def _place_of_another(case: Case) -> bool:
    """Whether a rank without words of its own is that of a thing its sentence does not tell of."""
    support, claim = case.support, case.claim
    bare = _ONLY_PLACED.fullmatch(case.text, *claim.before) is not None
    if support is None or claim.mention.kind is not Kind.RANK or not (bare and claim.anchors):
        return False
    return support.candidate.fact.id not in claim.anchors and support.fit < DOUBTFUL


def _limits_next(claim: Claim, deriver: Deriver, text: str) -> bool:
    """Whether a bound only says of which things the next figure is: 过亿元的有2个 of 亿元以上项目."""
    told = _BOUND.sub("", claim.mention.text)
    if len(told) == len(claim.mention.text) or not text.startswith("的", claim.mention.end):
        return False
    behind = deriver.bindings[claim.number + 1 : claim.number + 2]
    return any(
        one.claim.start - claim.mention.end <= _CLOSE_BY
        and one.support is not None
        and told in one.support.candidate.fact.name
        for one in behind
    )


def _counts_each(claim: Claim, deriver: Deriver, text: str) -> bool:
    """Whether a figure only says by how many of a thing the next one is told: 每跑1公里, 每10万人次."""
    value = claim.mention.low
    if value is None or not claim.mention.exact or not _POWER.fullmatch(f"{value:f}"):
        return False
    behind = deriver.bindings[claim.number + 1 : claim.number + 2]
    each = _EACH.search(text, claim.from_clause, claim.start) is not None
    return each and any(one.claim.clause == claim.clause for one in behind)


def _same_time(case: Case) -> bool:
    """Whether the part of the year that is told is the fact's."""
    support, claim = case.support, case.claim
    time = support.candidate.words.time if support is not None else ""
    if claim.time and time and time != claim.time:
        return False
    return not (time and claim.whole_year and time != claim.time)


def _of_what_it_is_held_against(case: Case) -> bool:
    """Whether a difference is the value of the very thing that it is told against: 比专业队伍多16支."""
    support, frame = case.support, case.claim.frame
    if support is None or frame.kind is not FrameKind.DIFFERENCE:
        return False
    if support.candidate.role is not Role.VALUE or not frame.direction:
        return False
    held = _HELD.search(case.text, case.claim.from_clause, case.claim.start)
    return held is not None and covered(plain(held[1]), place_of(support.candidate))


def _synonym_of(name: str, said: str) -> bool:
    """Whether words have a synonym of the word that a name begins with: 线上立案 for 网上立案."""
    groups = [group for word, group in synonym_groups().get(name[:2], ()) if name.startswith(word)]
    return bool(groups) and any(group in tokens(said) for group in groups)


def _of_another_kind(case: Case) -> bool:
    """Whether the words put another kind in the place of the fact's: 服务业增加值 for 工业增加值.

    All of the name stands there but its first character, and another one in its place.
    """
    support = case.support
    if support is None or support.candidate.role is not Role.VALUE:
        return False
    fact = support.candidate.fact
    said = case.text[case.claim.from_sentence : case.claim.start]
    for name in (fact.path[-1], *fact.aliases):
        if len(name) <= _SHORTEST or name in said or _synonym_of(name, said):
            return False
        at = said.rfind(name[1:], -len(name) - _CLOSE_BY)
        if at <= 0 or name[0] in said or said[at - 1] in _JOINED or not said[at - 1].isalpha():
            return False
    return True


# What bars a figure from the fact that its words fit best, though the value is the fact's.
_BARS = (
    _upward_part,
    _of_another,
    _of_namesake,
    _of_other_one,
    _of_other_whole,
    _itself_again,
    _place_of_another,
    _of_what_it_is_held_against,
    _of_another_kind,
)
