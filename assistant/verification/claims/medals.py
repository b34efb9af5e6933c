"""Medals told beside a count: 金奖1项, 2枚银牌. Each count is that of its own medal."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

_NAMES = r"金奖|银奖|铜奖|[特一二三]等奖|优秀奖|优胜奖|金牌|银牌|铜牌|冠军|亚军|季军"
_BEFORE = re.compile(rf"({_NAMES})(?:共|各|达|有|为)?$")
_MEDAL = re.compile(_NAMES)
_COUNTED = re.compile(rf"({_NAMES})(?:数量|件数|项数|个数|数)?$")
# 全国文创大赛金奖1项、银奖2项: so many characters before a medal tell the contest.
_NAMED = 4
_HAN = re.compile(r"[\u4e00-\u9fff]+")
_STOP = re.compile(r"[,，。;；\n]")


def medal_of(before: str, behind: str) -> str:
    """The medal that a count is of, by the words right before it or right behind its unit."""
    told, following = _BEFORE.search(before), _MEDAL.match(behind)
    return told[1] if told else following[0] if following else ""


def medal_named(name: str) -> str:
    """The medal that a fact counts, by the end of its name."""
    found = _COUNTED.search(name)
    return found[1] if found else ""


def contests(text: str, *, all_medals: bool = False) -> Iterator[tuple[int, int, str, str]]:
    """(start, end, medal, contest) of each medal right behind its contest.

    Args:
        text: a fact's words, or a document's.
        all_medals: the further medals of the clause, too, as of the same contest.
    """
    for found in _MEDAL.finditer(text):
        contest = text[max(0, found.start() - _NAMED) : found.start()]
        if len(contest) < _NAMED or not _HAN.fullmatch(contest):
            continue
        yield found.start(), found.end(), found[0], contest
        if all_medals:
            stop = _STOP.search(text, found.end())
            last = stop.start() if stop else len(text)
            for medal in _MEDAL.finditer(text, found.end(), last):
                yield medal.start(), medal.end(), medal[0], contest
