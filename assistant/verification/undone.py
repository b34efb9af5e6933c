"""What is told as not done, undone or gone of what the sheet has as done, and as a lead over others.

| text | fact |
|---|---|
| 尚未整改隐患5453处; 取消演练142场; 隐患5453处,逾期未改 | 督促整改隐患 5453; 演练 142 |
| 8月22日,未能通过评审 | 通过评审, of 8月22日 |
| 6月18日,养护站开工 | 养护站投用, of 6月18日 |
| 离职护士196人 | 护士 196, of 职工 |
| 比全市高20% | its own growth on last year is 20 % |
| 二套房贷款占85%; 顺产率40% | 85 % is the share of 首套房贷款, 40 % the rate of 剖宫产 |
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from assistant.domain import Kind, once_a_sheet
from assistant.verification.candidates import Role
from assistant.verification.claims.frames import FrameKind
from assistant.verification.lexicon import forms, words
from assistant.verification.opposites import stem_of

if TYPE_CHECKING:
    from assistant.domain import Fact, FactSheet
    from assistant.verification.reckoning.records import Derivation
    from assistant.verification.verdicts.case import Case

_FORMS = forms(__file__)
_SHORT, _LEAST = 24, 2


def _names(fact: Fact) -> str:
    return "".join((fact.scope or "", *fact.path, *fact.aliases, fact.event or ""))


def undone(case: Case) -> bool:
    """Whether words right before the thing, or right behind its figure, say that it was not done."""
    support, claim = case.support, case.claim
    if support is None or support.candidate.role not in {Role.VALUE, Role.DATE}:
        return False
    fact = support.candidate.fact
    name, light = _names(fact), words("carried_out").pattern
    denial = words("undone").pattern
    if fact.value == 0 or denial.search(name) is not None:
        return False
    told = case.text[max(claim.clause[0], claim.from_clause) : claim.start].rstrip("于在")
    if support.candidate.role is Role.DATE:
        told, begin = f"{told}\n", claim.mention.end
        told += case.text[begin : case.text.find("\n", begin) + 1 or None][: _SHORT + _LEAST]
        return stem_of(fact.event or "").turned(_sentence(told)) or any(
            _denied_event(told, found.end(), fact) for found in denial.finditer(told)
        )
    last = words("undone").last(told)
    if last is not None:
        rest = light.sub("", told[last.end() :])
        meant = rest or told[last.end() :]
        if meant and all(sign in name for sign in rest):
            return True
    behind = _FORMS.behind.match(case.text, claim.mention.end)
    return behind is not None and all(sign in name for sign in behind[1])


def _sentence(told: str) -> str:
    """The words around a date as far as its sentence goes."""
    return _FORMS.stop.split(told, maxsplit=1)[0]


def _denied_event(told: str, at: int, fact: Fact) -> bool:
    """Whether a denial stands right before what happened on a day, or right before that day."""
    light, event = words("carried_out").pattern, fact.event or ""
    if told.startswith("\n", at):
        return True
    lead = re.compile(f"(?:{light.pattern})*").match(told, at)
    begins = (at, lead.end()) if lead is not None else (at,)
    own = light.sub("", event)
    return any(
        told.startswith(name[:_LEAST], begin)
        for begin in begins
        for name in (event, own)
        if len(name) >= _LEAST
    )


def staff_moved(case: Case) -> bool:
    """Whether people that there are are told as new or as gone: 新招护士196人, a part of 职工."""
    support, claim = case.support, case.claim
    if support is None:
        return False
    fact = support.candidate.fact
    path = fact.path
    said = case.text[claim.from_clause : claim.start]
    moved = _FORMS.newly.search(said) or _FORMS.gone.search(said)
    if moved is None or moved[0] in "".join(path) or not (fact.parent or fact.parts):
        return False
    standing = path[0].endswith(words("standing_staff").words)
    return standing and words("moves_of_staff").first("".join(path)) is None


def over_others(case: Case) -> bool:
    """Whether a growth on last year is told as a lead over others: 比全市高20%, 比全省低3.3个百分点."""
    support, claim = case.support, case.claim
    if support is None:
        return False
    said = case.text[claim.from_clause : claim.start]
    found = _FORMS.over_others.search(said)
    return found is not None and words("against_previous").first(said[found.start() :]) is None


@once_a_sheet
def _parts(sheet: FactSheet) -> dict[str, Fact]:
    """The parts by their names."""
    return {fact.path[-1]: fact for fact in sheet.facts if fact.parent is not None}


def of_sister(case: Case, fact: Fact, among: str = "") -> bool:
    """Whether what is said is told of another part of the same whole.

    Args:
        case: a figure.
        fact: the part, or its rate, that the figure is true of.
        among: what else was reckoned with.
    """
    sheet, claim = case.binder.index.sheet, case.claim
    part = fact if fact.parent is not None else _parts(sheet).get(_FORMS.rate.sub("", fact.name))
    if part is None or part.parent is None or among not in {"", part.parent}:
        return False
    said = f"{case.text[claim.from_clause : claim.start]}\n{case.text[slice(*claim.after)]}"
    sisters = (sheet.by_id[one] for one in sheet.by_id[part.parent].parts if one != part.id)
    own = {one.path[-1] for one in (part, fact)}
    return (
        not any(name in said for name in own)
        and sum(one.path[-1] in said for one in sisters) == 1
        and claim.order[1] == 1
    )


def share_of_sister(case: Case, computed: Derivation | None) -> bool:
    """Whether what one part is of its whole is told of another: 每5例中有3例剖宫产 of 顺产."""
    if computed is None or case.claim.frame.kind is FrameKind.REST:
        return False
    ids = {one.source.fact.id: one.source.fact for one in computed.operands}
    parts = [one for one in ids.values() if one.parent in ids]
    return (
        len(ids) == _LEAST and len(parts) == 1 and of_sister(case, parts[0], parts[0].parent or "")
    )


def rate_of_sister(case: Case) -> bool:
    """Whether the share or rate of a part is told of its sister: 顺产率40%."""
    support = case.support
    if support is None or case.claim.mention.kind is Kind.RATIO:
        return False
    item = support.candidate
    rate = item.role is Role.SHARE or (
        item.role is Role.VALUE
        and item.unit_class == "percent"
        and _FORMS.rate.search(item.fact.name)
    )
    return bool(rate) and of_sister(case, item.fact)
