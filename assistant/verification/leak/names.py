"""Proper names taken over."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from assistant.extraction.proper_names import NameKind, find_names, find_persons
from assistant.verification.leak.text import BareText, LeakKind, bare, places

if TYPE_CHECKING:
    from collections.abc import Iterator

    from assistant.verification.leak.text import Allowed, Leak, Shelf

_SHORTEST = 2
_SHORTEST_TITLE = 5
_CORE = 2
_HEAD = 40  # characters of a sample that hold its title
_FOOT = 40  # … and its signature
_OF_A_PLACE = {NameKind.OFFICE, NameKind.SCHOOL, NameKind.PLACE, NameKind.MEDIA}


def find_leaked_names(text: BareText, shelf: Shelf, allowed: Allowed) -> Iterator[Leak]:
    """The names in ``text`` that stand in a sample, in no fact, and not in several samples."""
    taken: set[int] = set()
    candidates = {
        (name.start, name.end): bare(name.text)
        for name in find_names(text.source)
        if name.specific and not _is_own(bare(name.text), name.kind, allowed)
    }
    for word, kind in sorted({named for one in shelf.sources for named in _told_by(one)}):
        if word in text.text and not _is_own(word, kind, allowed):
            for at in places(text.text, word):
                candidates[text.source_span(at, at + len(word))] = word
    for (start, end), word in sorted(candidates.items()):
        holders = shelf.holding(word)
        if not holders or shelf.is_common(holders) or not taken.isdisjoint(range(start, end)):
            continue
        taken.update(range(start, end))
        place = shelf.texts[holders[0]].index(word)
        yield shelf.leak(text, (start, end), LeakKind.NAME, holders[0], place)


def _is_own(word: str, kind: NameKind, allowed: Allowed) -> bool:
    """Whether the facts hold a name, or it begins with a place that they hold."""
    if len(word) < (_SHORTEST_TITLE if kind is NameKind.TITLE else _SHORTEST):
        return True
    return allowed.holds(word) or (kind in _OF_A_PLACE and allowed.holds(word[:_CORE]))


@lru_cache(maxsize=1024)
def _told_by(source: str) -> frozenset[tuple[str, NameKind]]:
    """The names that only a sample's own words tell: its persons, and who wrote it.

    In the text they may stand without a title, or where nothing shows that a name begins.
    """
    ends = f"{source[:_HEAD]}\n{source[-_FOOT:]}"
    found = [*find_persons(source), *(name for name in find_names(ends) if name.specific)]
    return frozenset((bare(name.text), name.kind) for name in found)
