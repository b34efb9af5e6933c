"""Counts against the things listed beside them: 抓好规范直播带货、整治网络乱象两件大事.

Only lists whose items are plainly parallel are counted, and only where the words
say that the count sums them up; in 省委、省政府五项举措 nobody is counted.
"""

from __future__ import annotations

import re
from itertools import islice
from typing import TYPE_CHECKING, NamedTuple

from assistant.domain import Exemption, Kind
from assistant.verification.clashes import Clash
from assistant.verification.lexicon import words

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from assistant.domain import Mention
    from assistant.verification.claims.segments import Segments
    from assistant.verification.verdicts.case import Case

_JOINTS = re.compile("以及|和|与|及")
_OPEN = re.compile(r"等(?:这)?$|[等…]")
_QUOTES = "“”‘’\"' 　"
# 紧扣“收好税、带好队、服好务”三条主线
_QUOTED = re.compile(r"[“‘\"]([^“”‘’\"]*、[^“”‘’\"]*)[”’\"]$")
_BEHIND = re.compile(r"([^，,。；;：:、\n“”]{0,8})[：:]")
_STOPS = re.compile(r"[。！？!?\n]")
_LEAST, _MOST, _SHORTEST, _LONGEST = 2, 12, 2, 12
_ACT = 4
_ITEM_WINDOW = 80


class Listed(NamedTuple):
    """How many things a list may have: 和 may join two items or stand inside of one."""

    least: int
    most: int

    def differs(self, told: int) -> bool:
        """Whether no reading of the list has as many."""
        return not self.least <= told <= self.most


def mislisted(mentions: Sequence[Mention], segments: Segments) -> Iterator[Clash]:
    """The structure counts that are not those of the list before or behind them."""
    for number, mention in enumerate(mentions):
        told = mention.low
        if mention.exempt is not Exemption.STRUCTURE or told is None or told < _LEAST:
            continue
        follower = mentions[number + 1] if number + 1 < len(mentions) else None
        lists = {
            "前面": _before(mention, segments),
            "后面": _behind(mention, segments, follower),
        }
        wrong = ((where, one) for where, one in lists.items() if one and one.differs(int(told)))
        for where, listed in islice(wrong, 1):
            reason = f"“{mention.text}”与{where}列出的不符:列出的是{listed.most}项"
            yield Clash(mention.start, mention.end, reason)


def _items(text: str, begin: int, mention: Mention) -> list[str]:
    """What stands between the marks of a list that ends right before a count; nothing for no list."""
    told = text[max(begin, mention.start - _ITEM_WINDOW) : mention.start].removesuffix("这")
    listed = "、" in told and not _OPEN.search(told)
    return [item.strip(_QUOTES) for item in told.split("、")] if listed else []


def _before(mention: Mention, segments: Segments) -> Listed | None:
    """The list that ends right before a count; None where it is none of the count's."""
    text, begin = segments.text, segments.clause(mention.start)[0]
    items = _items(text, begin, mention)
    quoted = _QUOTED.search(text, begin, mention.start) if items else None
    if quoted is not None:
        return _parallel(quoted[1].split("、"))
    behind = text[mention.end : mention.end + 6]
    if words("aspects").pattern.match(behind):
        return _nouns(_headless(items, "list_leads"))
    if words("tasks").pattern.match(behind):
        return _acts(_headless(items, "undertakings"))
    return None


def _headless(items: list[str], lead: str) -> list[str]:
    """The items without the words up to the last lead of the first; none where it has no lead."""
    found = words(lead).last(items[0]) if items else None
    return [items[0][found.end() :].strip(_QUOTES), *items[1:]] if found else []


def _nouns(items: list[str]) -> Listed | None:
    """Parallel nouns: 从思想、组织、作风三个方面."""
    acts = words("acts").pattern
    even = len({len(item) for item in items}) == 1 and len(items) > _LEAST
    bodies = any(item.endswith(words("bodies").words) for item in items)
    if not items or bodies or (acts.fullmatch(items[-1]) and not even):
        return None
    return _parallel(items)


def _acts(items: list[str]) -> Listed | None:
    """Things to do, each with its verb: 规范直播带货、整治网络乱象."""
    acts = words("acts").pattern
    if not items or not all(len(item) >= _ACT and acts.match(item) for item in items):
        return None
    return _counted(items)


def _behind(mention: Mention, segments: Segments, follower: Mention | None) -> Listed | None:
    """The list that follows a count and a colon: 三个导向:问题导向、目标导向、效果导向."""
    text = segments.text
    colon = _BEHIND.match(text, mention.end)
    if colon is None:
        return None
    stop = _STOPS.search(text, colon.end())
    end = stop.start() if stop is not None else len(text)
    told = text[colon.end() : end]
    if _OPEN.search(told) or (
        follower is not None and follower.exempt is Exemption.ENUM and follower.start < end
    ):
        return None
    if not re.search("[，,；;]", told):
        return _parallel([item.strip(_QUOTES) for item in told.split("、")])
    name = colon[1][:_SHORTEST]
    items = [item.strip(_QUOTES) for item in re.split("[，,；;]", told)]
    goes_on = text[end + 1 : end + 4].lstrip(_QUOTES + "\n").startswith(name)
    if len(name) < _SHORTEST or goes_on or told.count(name) != len(items):
        return None
    return Listed(len(items), len(items)) if all(name in item for item in items) else None


def _parallel(items: list[str]) -> Listed | None:
    """The list of items built alike: of one length, or of one beginning or end."""
    split = [piece for item in items for piece in _JOINTS.split(item)]
    for pieces in (split, items):
        if len(pieces) < _LEAST or any(not _SHORTEST <= len(piece) <= _LONGEST for piece in pieces):
            continue
        first, last = pieces[0][:_SHORTEST], pieces[0][-_SHORTEST:]
        if (
            len({len(piece) for piece in pieces}) == 1
            or all(piece.startswith(first) for piece in pieces)
            or all(piece.endswith(last) for piece in pieces)
        ):
            return _counted(items)
    return None


def _counted(items: list[str]) -> Listed:
    """How many things the items may be, one at least for each."""
    return Listed(len(items), sum(len(_JOINTS.split(item)) for item in items))


def misnumbered(cases: Sequence[Case]) -> Iterator[tuple[Case, Clash]]:
    """The counts without a fact before which another number of names stands."""
    for case in cases:
        mention = case.claim.mention
        low = mention.low if mention.kind is Kind.COUNT and mention.exact else None
        small = low is not None and _LEAST <= low <= _MOST
        if low is None or not small or not case.undecided or mention.text[0].isdigit():
            continue
        listed = _parallel(_items(case.text, case.claim.clause[0], mention))
        if listed is not None and listed.differs(int(low)):
            reason = f"“{mention.text}”与前面列出的不符:列出的是{listed.most}项"
            yield case, Clash(mention.start, mention.end, reason)
