"""Figures told of another place or kind than the fact that has the value.

| text | fact |
|---|---|
| 南塘街道为78.8% | 北桥街道's 78.8 |
| 河东分局挑起大梁,征收8.16亿元 | 城关分局's |
| 高岭乡免疫9.2万只 | the whole county's |
| 全市社会消费品零售总额168.4亿元 | a district's |
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from assistant.domain import Status
from assistant.verification.candidates import Role
from assistant.verification.lexicon import forms
from assistant.verification.matching.features import COMPARED, LATELY, PAIR, bigrams, called
from assistant.verification.matching.scopes import own_words, placed
from assistant.verification.matching.scoring import MOMENTS, PLACES

if TYPE_CHECKING:
    from assistant.verification.candidates import Candidate
    from assistant.verification.claims.claims import Claim
    from assistant.verification.matching.scopes import Scopes

_STATED = frozenset({Role.VALUE, Role.INNER, Role.PREVIOUS, Role.TARGET})
_DAYS = "日月年号"
_DIGITS = re.compile(r"\d")
# 本委机关 is who reports.
_OWN = frozenset("本我全各该")
# 我县, 全街道, 各校, 三个街道, 所属分局: no name of one.
_SOME = frozenset(
    "我本全各每该某这那此其他它别余等个家所属下辖里中内外省市区县乡镇大小新老同两一二三四五六七八九十百几数多"
)
# A piece of a name that is no accident.
_WHOLE_NAME = 4
_FORMS = forms(__file__)


def elsewhere(claim: Claim, mine: Candidate, scopes: Scopes, text: str, since: int) -> int | None:
    """Where the words since the figure before name another place or kind, and not the fact's own.

    Args:
        claim: the figure.
        mine: what it is true of.
        scopes: the names of the sheet.
        text: the whole document's.
        since: where the figure before it ends.

    Returns:
        The offset at which that name begins; None where none stands there.
    """
    if claim.mention.kind in MOMENTS | PLACES or claim.order[1] > 1:
        return None
    if mine.role not in _STATED or mine.fact.status is Status.PLANNED:
        return None
    begin = max(claim.part[0], claim.start - LATELY, since)
    said = _DIGITS.split(text[begin : claim.start])[-1]
    if COMPARED.search(said) or _own_named(claim, mine, text, said):
        return None
    at = scopes.foreign(said, mine.fact, (claim.mention.unit or "").split("、"))
    if at == 0 < since == begin and text[since - 1] not in _DAYS:
        return None  # 三家区级医院 are counted by the figure before
    if at is not None and _said_first(mine, said, at):
        at = None
    if at is None and mine.words.scoped:
        at = _of_its_kind(claim, mine.fact.scope or "", text, said)
    if at is None:
        at = _of_level(claim, mine, scopes.own, text, said)
    return None if at is None else claim.start - len(said) + at


def _own_named(claim: Claim, mine: Candidate, text: str, said: str) -> bool:
    """Whether the words name the fact's own place, or the part that it is."""
    scope, around = mine.fact.scope or "", said + text[claim.start : claim.after[1]]
    if mine.words.scoped and placed(scope) and _begun(scope, around):
        return True
    return mine.fact.parent is not None and any(pair in said for pair in called(mine))


def _said_first(mine: Candidate, said: str, at: int) -> bool:
    """Whether the fact is named before a thing that is no place: 向内网报送信息100篇 of what the intranet was sent."""
    names = (piece for piece in mine.fact.name.split("、") if len(piece) >= _WHOLE_NAME)
    return not placed(said[at:]) and any(name in said[:at] for name in names)


def _begun(scope: str, text: str) -> bool:
    return any(pair in text for pair in bigrams(scope)[:PAIR])


def _of_level(claim: Claim, mine: Candidate, own: str, text: str, said: str) -> int | None:
    """Where all of another level is named than that of who reports: 全市 by a district, 全县 of one township."""
    wide = list(_FORMS.wide.finditer(said))[-1:] if own else ()
    for found in wide:
        level, fact = found["level"], mine.fact
        scope = fact.scope or ""
        if level == own:
            sentence = text[max(claim.sentence[0], claim.start - LATELY) : claim.after[1]]
            local = mine.words.scoped and placed(scope) and not _begun(scope, sentence)
            return found.start() if local else None
        told = own_words(fact)
        if f"全{level}" not in told and f"{level}级" not in told and not scope.endswith(level):
            return found.start() if not fact.path[-1].endswith(level) else None
    return None


def _of_its_kind(claim: Claim, scope: str, text: str, said: str) -> int | None:
    """Where a place is named that ends as the fact's does, and the sentence does not name that."""
    kind = scope[PAIR:][-PAIR:]
    if not kind or (len(kind) == 1 and not placed(kind)):  # 中心组 is no other 局党组
        return None
    if _begun(scope, text[max(claim.sentence[0], claim.start - LATELY) : claim.after[1]]):
        return None
    named = list(re.finditer(f"([\u4e00-\u9fff]{{2}}){re.escape(kind)}", said))[-1:]
    places = (one for one in named if one[1][0] not in _OWN and one[1][-1] not in _SOME)
    return next((one.start() for one in places), None)
