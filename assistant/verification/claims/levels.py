"""Administrative levels, scopes and medals that words name: 全省第四, 金奖1项, 2枚银牌."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from assistant.domain import once_a_sheet
from assistant.verification.lexicon import forms, tags, words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from assistant.domain import FactSheet

# 全国文创大赛金奖1项、银奖2项: so many characters before a medal tell the contest.
_NAMED = 4
_FORMS = forms(__file__)
_HAN = re.compile(r"[\u4e00-\u9fff]+")
_STOP = re.compile(r"[,，。;；\n]")


def levels_of(text: str) -> frozenset[str]:
    """The administrative levels that words name: 全省, 省级 -> 省."""
    tag = tags("levels")
    return frozenset(tag[found[0]] for found in words("levels").pattern.finditer(text))


@once_a_sheet
def own_level(sheet: FactSheet) -> str | None:
    """The level of who reports, from its name: 新蔡县委政法委 -> 县.

    Empty for a school or hospital, which has none; None where the name does not say.
    """
    named = f"{sheet.document.organization or sheet.document.title}{sheet.document.self_name or ''}"
    if words("institutions").first(named):
        return ""
    places = list(_FORMS.level.finditer(_FORMS.no_level.sub("", named)))
    return places[-1][0] if places else None


def general_scope(scope: str | None, sheet: FactSheet) -> bool:
    """Whether ``scope`` means the whole of who reports and so tells nothing."""
    names = {sheet.document.self_name or "", sheet.document.organization or ""}
    own = own_level(sheet)
    levels = levels_of(scope or "")
    if own is not None and levels and own not in levels:
        return False
    named = (sheet.document.organization or "").startswith(scope or "")
    return (
        scope is None
        or (named and bool(own) and scope.endswith(own or ""))  # 明湖区 of 明湖区水务局
        or scope in names | {f"全{name[-1:]}" for name in names}  # 全库 of 我库
        or (len(scope) > 1 and any(name.endswith(scope) for name in names))  # 大队 of 我大队
        or scope in words("general_scopes").words
        or scope in words("year_words").words
    )


def level_before(before: str) -> str:
    """The administrative level right before a rank, among whose units it is; empty for none."""
    found = words("levels").last(before)
    if found is None or not _FORMS.placed.fullmatch(before, found.end()):
        return ""
    return tags("levels")[found[0]]


def medal_of(before: str, behind: str) -> str:
    """The medal that a count is of, by the words right before it or right behind its unit; 金 of 3金1银."""
    told = _FORMS.medals_before.search(before)
    following = _FORMS.medals.match(behind) or _FORMS.medals_short.match(behind)
    return told[1] if told else following[0] if following else ""


def medal_named(name: str) -> str:
    """The medal that a fact counts, by the end of its name."""
    found = _FORMS.medals_counted.search(name)
    return found[1] if found else ""


def contests(text: str, *, all_medals: bool = False) -> Iterator[tuple[int, int, str, str]]:
    """(start, end, medal, contest) of each medal right behind its contest; of ``all_medals`` of its clause, too."""
    for found in _FORMS.medals.finditer(text):
        contest = text[max(0, found.start() - _NAMED) : found.start()]
        if len(contest) < _NAMED or not _HAN.fullmatch(contest):
            continue
        yield found.start(), found.end(), found[0], contest
        if all_medals:
            stop = _STOP.search(text, found.end())
            last = stop.start() if stop else len(text)
            for medal in _FORMS.medals.finditer(text, found.end(), last):
                yield medal.start(), medal.end(), medal[0], contest
