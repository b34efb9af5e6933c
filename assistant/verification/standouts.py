"""Which part of a whole is the first or the last, told in words: 欠薪居首, 西陵最多, 里程最长的2号线.

It is held against the parts that are told near it; the words between a part's name and the word must
be the whole's own (里程, 占比), for 满意度最高 of the greatest part is another thing.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from typing import TYPE_CHECKING, NamedTuple

from assistant.verification import messages
from assistant.verification.candidates import Role
from assistant.verification.lexicon import words
from assistant.verification.matching.scopes import short_of
from assistant.verification.opposites import stem_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from assistant.domain import Fact
    from assistant.verification.claims.segments import Segments
    from assistant.verification.matching.index import FactIndex
    from assistant.verification.matching.matches import Binding

# So many figures before the word and behind it tell the parts; so near stands the part's name.
_BEFORE, _BEHIND, _NEAR = 12, 6, 12
_PLAIN = re.compile(
    "(?:数量|人数|件数|户数|占比|比重|份额|规模|总量|全年|一项|一类|一地|[的数量人件户次占是为则也仍均以最类一,，、])*"
)
_BEHIND_IT = re.compile("的?(?:是|为|当属|要数|依次为|依次是)?")
_LIMIT = re.compile(r"[0-9一二两三四五六七八九十百千不可能]")
_TWO = 2


class Standout(NamedTuple):
    """A part told as the first or last of its whole that is not."""

    start: int
    end: int
    told: Fact
    true: Fact

    @property
    def reason(self) -> str:
        """What the facts say."""
        values = [
            f"{one.name}{messages.number(one.value)}{one.unit or ''}"
            for one in self[2:]
            if one.value is not None
        ]
        return f"与事实不符:{values[0]},{values[1]}({self.true.id})"


def standouts(
    text: str, bindings: Sequence[Binding], index: FactIndex, segments: Segments
) -> Iterator[Standout]:
    """Every part that is told as the first or last of its whole and is not.

    Args:
        text: the whole document's.
        bindings: its figures, in order.
        index: the facts.
        segments: its clauses.
    """
    starts = [binding.claim.start for binding in bindings]
    for highest in (True, False):
        for found in words("foremost" if highest else "hindmost").pattern.finditer(text):
            if _LIMIT.match(text, found.end()):
                continue
            at = bisect_left(starts, found.start())
            block = segments.block(found.start())
            near = [
                one
                for one in bindings[max(0, at - _BEFORE) : at + _BEHIND]
                if one.claim.block is block
            ]
            wrong = _wrong(
                text, found, near, index, segments.clause(found.start()), highest=highest
            )
            if wrong is not None:
                yield wrong


def _wrong(
    text: str,
    found: re.Match[str],
    near: Sequence[Binding],
    index: FactIndex,
    clause: tuple[int, int],
    *,
    highest: bool,
) -> Standout | None:
    groups = _told(near, found.start())
    for whole, told in reversed(groups.items()):
        place = _named(text, found, index, whole, clause) if len(told) >= _TWO else None
        if place is None:
            continue
        start, end, part = place
        values = {one.value: one for one in (*told.values(), part) if one.value is not None}
        best = values[max(values) if highest else min(values)]
        if part.value is not None and best.value != part.value:
            return Standout(min(start, found.start()), max(end, found.end()), part, best)
        return None
    return None


def _told(near: Sequence[Binding], at: int) -> dict[str, dict[str, Fact]]:
    """The parts told of each whole: those between two semicolons, where two or more stand there."""
    here: dict[str, dict[str, Fact]] = {}
    around: dict[str, dict[str, Fact]] = {}
    for one in near:
        item = one.support.candidate if one.support is not None else None
        if item is not None and item.role is Role.VALUE and item.fact.parent is not None:
            around.setdefault(item.fact.parent, {})[item.fact.id] = item.fact
            if one.claim.part[0] <= at < one.claim.part[1]:
                here.setdefault(item.fact.parent, {})[item.fact.id] = item.fact
    return {
        whole: here.get(whole, told) if len(here.get(whole, ())) >= _TWO else told
        for whole, told in around.items()
    }


def _named(
    text: str, found: re.Match[str], index: FactIndex, whole: str, clause: tuple[int, int]
) -> tuple[int, int, Fact] | None:
    """Where the part stands that the word is said of: right before it, or behind it (最多的是西陵)."""
    facts = index.sheet.by_id
    parts = [facts[one] for one in facts[whole].parts]
    behind = _BEHIND_IT.match(text, found.end())
    end = behind.end() if behind is not None else found.end()
    said = text[max(clause[0], found.start() - _NEAR) : found.start()]
    own = "".join((*facts[whole].path, facts[whole].unit or ""))
    names = [(name, part) for part in parts for name in _names(part, parts)]
    for name, part in names:
        if text.startswith(name, end) and _of_whole(said, own):
            return end, end + len(name), part
    ends = [(at + len(name), at, part) for name, part in names if (at := said.rfind(name)) >= 0]
    if not ends:
        return None
    last, at, part = max(ends, key=lambda one: (one[0], -one[1]))
    alone = {one.id for _, _, one in ends} == {part.id}
    if not alone or not _of_whole(said[last:], own):
        return None
    start = found.start() - len(said)
    return start + at, start + last, part


def _names(part: Fact, parts: Sequence[Fact]) -> list[str]:
    """What a part may be called: by its name, its beginning, 二季度 for 第二季度."""
    name = stem_of(part.path[-1]).name
    short, head = short_of(name), name[:_TWO]
    alone = sum(one.path[-1].startswith(head) for one in parts) == 1
    called = {part.path[-1], name, short, name.removeprefix("第"), head if alone else name}
    return sorted((one for one in called if len(one) >= _TWO), key=len, reverse=True)


def _of_whole(said: str, own: str) -> bool:
    """Whether words name nothing but the whole and how its parts are counted."""
    rest = "".join(sign for sign in said if sign not in own)
    return _PLAIN.fullmatch(rest) is not None
