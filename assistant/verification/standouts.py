"""Which part of a whole is the first or the last, told in words: 欠薪居首, 西陵最多, 里程最长的2号线.

It is held against the parts that are told near it; the words between a part's name and the word must
be the whole's own (里程, 占比), for 满意度最高 of the greatest part is another thing.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from decimal import Decimal
from typing import TYPE_CHECKING

from assistant.domain import Verdict
from assistant.verification import messages
from assistant.verification.candidates import Role
from assistant.verification.lexicon import words
from assistant.verification.matching.scopes import short_of
from assistant.verification.opposites import stem_of
from assistant.verification.verdicts.case import Judgement

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from assistant.domain import Fact
    from assistant.verification.claims.segments import Segments
    from assistant.verification.matching.matches import Binding

# So many figures before the word and behind it tell the parts; so near stands the part's name.
_BEFORE, _BEHIND, _NEAR = 12, 6, 12
_IS = re.compile("的?(?:是|为|当属|要数|依次为|依次是)?")
# 最多9人 is a limit.
_LIMIT = re.compile(r"[0-9一二两三四五六七八九十百千不可能]")
_TWO = 2


def standouts(
    text: str, bindings: Sequence[Binding], segments: Segments
) -> Iterator[tuple[int, int, Judgement]]:
    """(start, end, what is to be said) of each part told as the first or last of its whole that is not.

    Args:
        text: the whole document's.
        bindings: its figures, in order.
        segments: its clauses.
    """
    starts = [binding.claim.start for binding in bindings]
    for name, best in (("foremost", max), ("hindmost", min)):
        for found in words(name).pattern.finditer(text):
            if _LIMIT.match(text, found.end()):
                continue
            at, block = bisect_left(starts, found.start()), segments.block(found.start())
            near = bindings[max(0, at - _BEFORE) : at + _BEHIND]
            near = [one for one in near if one.claim.block is block]
            begin = max(segments.clause(found.start())[0], found.start() - _NEAR)
            said_of = _said_of(text, (begin, *found.span()), _wholes(near, found.start()))
            if said_of is None:
                continue
            start, end, part, told = said_of
            leader = best(told, key=_value)
            if leader.value != part.value:
                yield start, end, _judgement(text[start:end], part, leader)


def _value(part: Fact) -> Decimal:
    return part.value or Decimal(0)


def _judgement(said: str, part: Fact, leader: Fact) -> Judgement:
    one, other = (f"{fact.name}{messages.amount(fact)}" for fact in (part, leader))
    reason = f"“{said}”与事实不符:{one},{other}({leader.id})"
    return Judgement(Verdict.CONTRADICTED, reason, part.id)


def _wholes(near: Sequence[Binding], at: int) -> list[list[Fact]]:
    """The parts told of each whole, the last told first: between two semicolons if two stand there."""
    here = [one for one in near if one.claim.part[0] <= at < one.claim.part[1]]
    narrow = {whole: parts for whole, parts in _parts(here).items() if len(parts) >= _TWO}
    wide = _parts(near) | narrow
    return [list(parts.values()) for parts in reversed(wide.values()) if len(parts) >= _TWO]


def _parts(near: Sequence[Binding]) -> dict[str, dict[str, Fact]]:
    found: dict[str, dict[str, Fact]] = {}
    for one in near:
        item = one.support.candidate if one.support is not None else None
        if item is not None and item.role is Role.VALUE and item.fact.parent is not None:
            found.setdefault(item.fact.parent, {})[item.fact.id] = item.fact
    return found


def _said_of(
    text: str, word: tuple[int, int, int], wholes: Sequence[Sequence[Fact]]
) -> tuple[int, int, Fact, Sequence[Fact]] | None:
    """(start, end, part, the parts of its whole) where a word is said of a part.

    The part stands right before the word, or behind it (最多的是西陵).

    Args:
        text: the whole document's.
        word: where words that may be its subject begin, where it begins and ends itself.
        wholes: the parts told of each whole.
    """
    begin, start, end = word
    said, behind = text[begin:start], _IS.match(text, end)
    after = behind.end() if behind is not None else end
    for told in wholes:
        own = "".join((*told[0].path[:-1], told[0].unit or ""))
        names = [(name, part) for part in told for name in _names(part, told)]
        for name, part in names:
            if text.startswith(name, after) and _of_whole(said, own):
                return start, after + len(name), part, told
        ends = [
            (at + len(name), -at, part) for name, part in names if (at := said.rfind(name)) >= 0
        ]
        if ends and len({part.id for *_, part in ends}) == 1:
            last, at, part = max(ends, key=lambda one: one[:_TWO])
            if _of_whole(said[last:], own):
                return begin - at, end, part, told
    return None


def _names(part: Fact, told: Sequence[Fact]) -> list[str]:
    """What a part may be called: by its name, its beginning, 二季度 for 第二季度."""
    name = stem_of(part.path[-1]).name
    alone = sum(one.path[-1].startswith(name[:_TWO]) for one in told) == 1
    called = {part.path[-1], name, short_of(name), name.removeprefix("第")}
    called |= {name[:_TWO]} if alone else set()
    return sorted((one for one in called if len(one) >= _TWO), key=len, reverse=True)


def _of_whole(said: str, own: str) -> bool:
    """Whether words name nothing but the whole and how its parts are counted."""
    rest = "".join(sign for sign in said if sign not in own)
    return not words("part_measures").pattern.sub("", rest)
