"""What bars a figure from the fact that its words fit best, though the value is the fact's."""

from __future__ import annotations

from typing import TYPE_CHECKING

from assistant.domain import Kind, Status
from assistant.verification.candidates import DERIVED_ROLES, Role
from assistant.verification.claims.frames import FrameKind
from assistant.verification.claims.periods import against_part
from assistant.verification.grams import pairs, tokens
from assistant.verification.interchange import coarse_share
from assistant.verification.lexicon import forms, synonym_groups, words
from assistant.verification.reckoning.constructions import plain
from assistant.verification.reckoning.told import called
from assistant.verification.undone import over_others, rate_of_sister, staff_moved, undone

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from assistant.verification.verdicts.case import Case

_FORMS = forms(__file__)
_NAMES, _WHOLES = 2, 12
# What may stand before the rest of a name and is no kind of it: 全县牛存栏, 新增职称, 有级职称.
_SHORTEST = 3
_JOINED = frozenset(
    "的了和与及或等有为达到对各全本我该省市县区镇乡村街州国年月日末底内中共总计新增加抓促推实完现家个座"
)
UPWARD = _FORMS.upward
_AIMED = frozenset({FrameKind.PLAIN, FrameKind.TARGET})
_BASES = frozenset({FrameKind.PREVIOUS, FrameKind.BASE})
_LISTED = frozenset({FrameKind.PLAIN, FrameKind.REST})
_CLOSE_BY = 12
# Below these the words around a figure hardly speak of a fact, or name it.
_DOUBTFUL, _NAMED = 0.3, 0.8


def _of_another(case: Case) -> bool:
    """Whether a growth or share without a subject is that of a fact the sentence does not state."""
    support, claim = case.support, case.claim
    if support is None or not claim.bare or not claim.anchors:
        return False
    if claim.order[1] > 1 and support.fit >= _DOUBTFUL:
        return False  # 甲、乙、丙分别占五成、三成和两成: the list gives each its subject
    fact, coarse = support.candidate.fact, coarse_share(claim.mention)
    if coarse and support.candidate.role is Role.VALUE and claim.frame.kind is FrameKind.SHARE:
        return fact.id not in claim.anchors and support.fit < _NAMED
    if not support.candidate.derived:
        return False
    if any(pair in claim.behind for pair in pairs(fact.name)):
        return False  # 其中三分之二属于新建
    led = claim.frame.kind in {FrameKind.GROWTH, FrameKind.COMPLETION}
    last = (coarse and not led) or claim.frame.kind is FrameKind.SHARE
    near = (claim.anchor,) if last else claim.anchors
    # 上半年37场,下半年47场,完成年度计划的105%: of the year that the halves make.
    done = claim.frame.kind is FrameKind.COMPLETION
    years = map(case.binder.index.halves.get, near) if done else ()
    return fact.id not in {*near, *years}


def _of_another_base(case: Case) -> bool:
    """Whether a growth is of a fact whose last year is not the one told before it: 较上年的162起上升."""
    support, claim = case.support, case.claim
    if support is None:
        return False
    told = case.before
    if told is None or told.claim.clause != claim.clause or told.claim.frame.kind not in _BASES:
        return False
    quantity, fact = told.claim.quantity, support.candidate.fact
    base = case.of_role(support.candidate, Role.PREVIOUS)
    if (
        quantity is None
        or not quantity.exact
        or base is None
        or fact.unit != told.claim.mention.unit
    ):
        return False
    return base.low != quantity.low


def _of_another_time(case: Case) -> bool:
    """Whether a growth on last year is told as one on this year or another part of it: 比今年多4期, 较上半年增长14%, 环比."""
    support, claim = case.support, case.claim
    if support is None:
        return False
    done = support.candidate.fact.status is not Status.PLANNED
    now = done and _FORMS.now.search(case.text, claim.from_clause, claim.start) is not None
    return now or against_part(case.text, claim) is not None


def _of_namesake(case: Case) -> bool:
    """Whether a growth or share is that of a part whose namesake of another whole the sentence states."""
    support, anchors = case.support, case.claim.anchors
    if support is None:
        return False
    fact = support.candidate.fact
    others = case.binder.index.namesakes[fact.name]
    told = fact.parent is not None and fact.id not in anchors
    return told and any(other in anchors for other in others)


def _upward_part(case: Case) -> bool:
    """Whether 省级以上 is taken for 省级 alone, though another part stands above it."""
    support, claim = case.support, case.claim
    before = case.text[slice(*claim.before)]
    if support is None or UPWARD.search(before) is None or "以上" in support.candidate.fact.name:
        return False
    fact, role = support.candidate.fact, support.candidate.role
    if role is Role.SHARE:
        return claim.frame.kind is FrameKind.SHARE
    parts = case.binder.index.sheet.by_id[fact.parent].parts if fact.parent else ()
    return role is Role.VALUE and fact.id in parts[1:]


def _one_of_named(case: Case) -> bool:
    """Whether the share of one part is told of several that are named: 国家级和省级课程占比."""
    support, before = case.support, case.text[slice(*case.claim.before)]
    if support is None or case.claim.order[1] > 1:
        return False
    if case.claim.mention.kind is Kind.RATIO:
        return False  # 准备金、管理费、补充资金按6∶1∶3安排
    facts, parent = case.binder.index.sheet.by_id, support.candidate.fact.parent
    parts = facts[parent].parts if parent else ()
    named = sum(facts[part].name in before for part in parts)
    return (
        named > 1
        and _FORMS.join.search(before) is not None
        and _FORMS.shared.search(before) is None
    )


def _whole_for_part(case: Case) -> bool:
    """Whether the whole is told in a list of its parts, in words that are not its own: 其中窗口办件46件."""
    support, before, claim = case.support, case.before, case.claim
    if support is None or before is None or before.support is None or claim.bare:
        return False
    mine, part = support.candidate, before.support.candidate
    if {mine.role, part.role} != {Role.VALUE} or part.fact.parent != mine.fact.id:
        return False
    said = case.text[slice(*claim.before)]
    listed = before.claim.sentence == claim.sentence and claim.frame.kind in _LISTED
    own = any(len(token) > 1 and token in mine.tokens for token in tokens(said))
    return listed and not own and words("sum").first(said) is None


def _of_other_one(case: Case) -> bool:
    """Whether a share is told of 前者 or 后者 and is that of the other one."""
    support, claim = case.support, case.claim
    found = _FORMS.one_of_two.findall(case.text, claim.before[0], claim.start)
    if support is None or len(found) != 1:
        return False
    pair = claim.anchors[-2:]
    return support.candidate.fact.id in pair and support.candidate.fact.id != (
        pair[0] if found[0] == "前者" else pair[-1]
    )


def _of_other_whole(case: Case) -> bool:
    """Whether a share of its own total is told as one of another whole that is named: 占全区总诊疗量."""
    support, said = case.support, plain(case.claim.frame.base)
    if support is None or len(said) < _NAMES:
        return False
    index, fact = case.binder.index, support.candidate.fact
    named = called(index, said, _WHOLES)
    return bool(named) and all(item.fact.id not in {fact.parent, fact.id} for item in named)


def other_part(case: Case) -> bool:
    """Whether it is told as what is left and is the part that is called so: 其余462套 of 其他软件, behind its sisters."""
    support, facts = case.support, case.binder.index.sheet.by_id
    fact = support.candidate.fact if support is not None else None
    if fact is None or fact.parent is None or _FORMS.others.match(fact.name) is None:
        return False
    sisters = (facts[one].parent == fact.parent for one in case.claim.anchors)
    return _left_over(case) and any(sisters)


def _left_over(case: Case) -> bool:
    said = case.text[case.claim.from_clause : case.claim.start].lstrip("，,；;、和")
    return _FORMS.others.match(said) is not None


def _itself_again(case: Case) -> bool:
    """Whether what came since last year is all that there is: 4个,比上年增加4个."""
    support, frame = case.support, case.claim.frame
    if support is None:
        return False
    candidate = support.candidate
    if candidate.fact.parent in case.told and _left_over(case):
        return candidate.fact.id in case.told
    if frame.kind is FrameKind.AVERAGE:  # 获资助150万元,项均150万元
        own = candidate.fact.id in case.claim.anchors
        return own and words("average").first(candidate.fact.name) is None
    if case.counted is not None and not candidate.fact.parts and not other_part(case):
        # 工作简报28期,三类刊物合计28期: of three things no one that was told before is the sum.
        return candidate.fact.id in case.told
    if frame.kind is not FrameKind.INCREASE or not frame.compared:
        return False
    return candidate.fact.id in case.claim.anchors


def _place_of_another(case: Case) -> bool:
    """Whether a rank without words of its own is that of a thing its sentence does not tell of."""
    support, claim = case.support, case.claim
    if support is None or claim.mention.kind is not Kind.RANK or not claim.anchors:
        return False
    if _FORMS.only_placed.fullmatch(case.text, *claim.before) is None:
        return False
    return support.candidate.fact.id not in claim.anchors and support.fit < _DOUBTFUL


def _synonym_of(name: str, said: str) -> bool:
    """Whether words have a synonym of the word that a name begins with: 线上立案 for 网上立案."""
    groups = [group for word, group in synonym_groups().get(name[:2], ()) if name.startswith(word)]
    return bool(groups) and any(group in tokens(said) for group in groups)


def _of_another_kind(case: Case) -> bool:
    """Whether the words put another kind in the place of the fact's: 服务业增加值 for 工业增加值.

    All of the name stands there but its first character, and another one in its place.
    """
    support = case.support
    if support is None:
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


def _stock_as_new(case: Case) -> bool:
    """Whether all that there is at the year's end is told as what came in the year: 年内新进职工32人."""
    support, said = case.support, case.text[case.claim.from_clause : case.claim.start]
    if support is None or _FORMS.new.search(said) is None:
        return False
    name, stocks = "".join(support.candidate.fact.path), words("stocks")
    return bool(stocks.first(name)) and not (
        _FORMS.new.search(name) or stocks.first(said) or words("cumulative_words").first(said)
    )


def _done_as_planned(case: Case) -> bool:
    """Whether what was done is told as what is or was meant to be: 今年计划建设8个 of a target of 9, 目标8个, 明年计划8个."""
    support, claim = case.support, case.claim
    if support is None or claim.done:
        return False
    if support.candidate.fact.status is Status.PLANNED:
        return False
    said = case.text[claim.from_clause : claim.start]
    target = case.of_role(support.candidate, Role.TARGET)
    if target is not None and target.low != support.candidate.low:
        aimed = claim.frame.kind is FrameKind.TARGET and not claim.aim
        aimed = aimed and words("completed").first(said) is None
        if aimed or (claim.planned and _FORMS.meant.search(said)):
            return True
    return claim.planned and (_of_next_year(case, said) or _moved_ahead(case, said))


def _of_next_year(case: Case, said: str) -> bool:
    """Whether this year's value is told as the plan of a year to come, and not as what is to be kept."""
    frame, mention = case.claim.frame, case.claim.mention
    plain_told = frame.kind is FrameKind.PLAIN and not frame.reached and mention.exact
    found = _FORMS.next.search(said) if plain_told and not mention.approximator else None
    year = case.binder.index.sheet.document.period
    now = None if year is None else year.year
    if found is None or _FORMS.kept.search(said):
        return False
    return found[1] is None or (now is not None and int(found[1]) > now)


def _moved_ahead(case: Case, said: str) -> bool:
    """Whether a movement from last year's value to this year's is told as intended: 拟由60万元提高到80万元."""
    support, before = case.support, case.before
    was = before.support.candidate if before is not None and before.support else None
    if support is None or was is None or not case.claim.frame.reached:
        return False
    own = was.role is Role.PREVIOUS and was.fact.id == support.candidate.fact.id
    return own and _FORMS.to_move.search(said) is not None


def of_this_year(case: Case) -> int | None:
    """Where the clause tells a plan as one of the year reported on, 今年计划 or its number; None where it does not."""
    period, claim = case.binder.index.sheet.document.period, case.claim
    year = str(period.year) if period is not None else ""
    said = case.text[claim.from_clause : claim.start]
    found = _FORMS.this.search(said)
    if found is None or found["year"] not in {None, year}:
        return None
    others = (one for one in _FORMS.next_year.finditer(said) if one[1] is None or one[1] != year)
    return None if any(others) else claim.from_clause + found.start()


def _of_next_plan(case: Case) -> bool:
    """Whether the plan of a year to come is told as this year's, or of another thing that the words name whole."""
    support, claim = case.support, case.claim
    if support is None or support.candidate.fact.status is not Status.PLANNED:
        return False
    if claim.frame.kind not in _AIMED:
        return False
    said = case.text[claim.from_clause : claim.start]
    name = support.candidate.fact.name
    if _FORMS.next_year.match(name) and (claim.aims or of_this_year(case) is not None):
        return True
    thing = _FORMS.ahead_name.sub("", name)
    for item in called(case.binder.index, plain(_FORMS.ahead_name.sub("", said)), _WHOLES):
        other, fact = item.fact.name, item.fact
        if fact.status is Status.PLANNED or other not in said or len(other) <= _SHORTEST:
            continue
        mine, theirs = set(pairs(thing)), set(pairs(other))
        if mine - theirs and theirs - mine and not any(one in said for one in mine - theirs):
            return True
    return False


def told_as_another(case: Case) -> bool:
    """Whether a value is told as new, gone, planned or not done that is not so, or a plan or growth as another's."""
    return _any_of(_TOLD, case)


def barred(case: Case) -> bool:
    """Whether anything here bars a figure from its fact."""
    return _any_of(_BARS, case)


def _any_of(bars: Mapping[Role, Sequence[Callable[[Case], bool]]], case: Case) -> bool:
    support = case.support
    if support is not None:
        for bar in bars[support.candidate.role]:
            if bar(case):
                return True
    return False


# Of which of a fact's values each can be.
_VALUE, _SHARE = frozenset({Role.VALUE}), frozenset({Role.SHARE})
_GROWN = frozenset({Role.GROWTH, Role.INCREASE})
_TOLD_BY = (
    (_stock_as_new, _VALUE),
    (_done_as_planned, _VALUE),
    (_of_next_plan, _VALUE),
    (undone, _VALUE | {Role.DATE}),
    (staff_moved, _VALUE),
    (over_others, _GROWN),
    (rate_of_sister, _VALUE | _SHARE),
)
_BARRED_BY = (
    *_TOLD_BY,
    (_upward_part, _VALUE | _SHARE),
    (_one_of_named, _SHARE),
    (_whole_for_part, _VALUE),
    (_of_another, _VALUE | DERIVED_ROLES),
    (_of_another_base, _GROWN),
    (_of_another_time, _GROWN),
    (_of_namesake, DERIVED_ROLES),
    (_of_other_one, DERIVED_ROLES),
    (_of_other_whole, _SHARE),
    (_itself_again, _VALUE),
    (_place_of_another, frozenset(Role)),
    (_of_another_kind, _VALUE),
)
_TOLD, _BARS = (
    {role: tuple(bar for bar, roles in listed if role in roles) for role in Role}
    for listed in (_TOLD_BY, _BARRED_BY)
)
