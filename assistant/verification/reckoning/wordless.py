"""Growth that is told without a digit: 翻倍, 减半, 持平, 零增长, 有所下降, 稳步提升.

It is held against the growth of the fact that it is told of: the one that the figure right before it
states (发稿455篇,与上年持平), else the one that its own clause names (刑事警情有所下降).
"""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING, NamedTuple

from assistant.verification import messages
from assistant.verification.candidates import Candidate, Role
from assistant.verification.claims.frames import is_bare
from assistant.verification.grams import covered, tokens
from assistant.verification.lexicon import tags, words
from assistant.verification.reckoning.operands import plain
from assistant.verification.reckoning.told import place_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from assistant.verification.claims.segments import Segments
    from assistant.verification.matching.index import FactIndex
    from assistant.verification.matching.matches import Binding

_REACH, _NEAR, _SHORTEST = 24, 16, 3
_MOVES = frozenset({Role.GROWTH, Role.INCREASE})
_HEAD = re.compile(r"^\s*(?:[表图])?[(（]?[0-9〇一二三四五六七八九十]{1,3}[)）]?[、.．\s]")
_NUMERALS = frozenset("0123456789一二两三四五六七八九十百千半几")


class Wordless(NamedTuple):
    """A growth told in words that the fact does not bear out."""

    start: int
    end: int
    told: str
    growth: Candidate


def wordless(
    text: str, bindings: Sequence[Binding], index: FactIndex, segments: Segments
) -> Iterator[Wordless]:
    """Every growth told without a digit that is not the fact's."""
    starts = [binding.claim.start for binding in bindings]
    at = 0
    for found in words("wordless").pattern.finditer(text):
        while at < len(starts) and starts[at] < found.start():
            at += 1
        counted = at < len(starts) and starts[at] == found.start()
        if counted or set(text[found.end() : found.end() + 2]) & _NUMERALS:
            continue
        before = bindings[at - 1] if at else None
        growth = _of_figure(text, before, found.start(), index) or _of_clause(
            text, segments.clause(found.start())[0], found.start(), index
        )
        low, high = map(Decimal, tags("wordless")[found[0]].split())
        rate = growth.low if growth is not None else None
        if growth is not None and rate is not None and not low <= rate <= high:
            yield Wordless(found.start(), found.end(), found[0], growth)


def _growth(index: FactIndex, fact: str) -> Candidate | None:
    """The growth of a fact; of a rate its change in points."""
    items = index.by_fact.get(fact, ())
    return next((item for item in items if item.role in _MOVES), None)


def _of_figure(text: str, before: Binding | None, at: int, index: FactIndex) -> Candidate | None:
    """The growth of what the figure right before states."""
    if before is None or before.support is None or before.rival is not None:
        return None
    claim, item = before.claim, before.support.candidate
    gap = text[claim.mention.end : at]
    if len(gap) > _NEAR or claim.sentence[1] < at or not is_bare(gap) or "。" in gap:
        return None
    return _growth(index, item.fact.id) if item.role is Role.VALUE else None


def _of_clause(text: str, begin: int, at: int, index: FactIndex) -> Candidate | None:
    """The growth of the one fact that the words of the clause name."""
    named = named_before(text, begin, at, index)
    return _growth(index, named.fact.id) if named is not None else None


def named_before(text: str, begin: int, at: int, index: FactIndex) -> Candidate | None:
    """The value of the one fact that the words of a clause name, from ``begin`` to ``at``."""
    before = _HEAD.sub("", text[max(begin, at - _REACH) : at])
    said = plain(words("bare_movement").pattern.sub("", before))
    if len(said) < _SHORTEST or set(said) & _NUMERALS:
        return None
    named = index.spoken_of(
        tokens(said),
        2,
        lambda item: (
            item.role is Role.VALUE and not item.words.scoped and covered(said, place_of(item))
        ),
    )
    return named[0] if len(named) == 1 else None


def reason(one: Wordless) -> str:
    """What is wrong, for the person."""
    return f"“{one.told}”与事实不符:{messages.stated(one.growth)}"
