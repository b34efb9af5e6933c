r"""Texts as tokens: character pairs, single characters and groups of synonyms.

A token is ``发稿`` (two characters that stand together), ``稿`` (one) or a group
of synonym words (``\0`` and its number). Nothing is segmented: characters need
no dictionary, so any office's words can be compared with any other's.
"""

from __future__ import annotations

import math
from bisect import bisect_left
from functools import cache, lru_cache
from itertools import compress, count
from operator import add, or_
from typing import TYPE_CHECKING

from assistant.verification.lexicon import synonym_groups, weak_words, words

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

# A pair of characters tells about three times as much as a single one.
SINGLE = 0.35
WEAK = 0.25
SYNONYM = 1.0
# So many zones are remembered.
_ZONES = 256
_PAIR = 2
_SILENT = frozenset(
    "的了和与及等在为是有中上下其各每对向从到以个一二三四五六七八九十、,，。;；:：“”\"'‘’()（）《》<>-—·~ \t\n"
)


@cache
def _scopes() -> frozenset[str]:
    return frozenset(word for word in words("general_scopes").words if len(word) == _PAIR)


def _across(text: str, place: int) -> bool:
    """Whether a pair begins inside a word for who reports: 区图 of 全区图书馆 names no 区图书馆."""
    return place > 0 and text[place - 1 : place + 1] in _scopes()


@lru_cache(maxsize=4096)
def tokens(text: str) -> Mapping[str, float]:
    """The tokens of a name, each with the weight that its sort has."""
    found: dict[str, float] = {}
    weak = weak_words()
    groups = synonym_groups()
    for place, character in enumerate(text):
        pair = text[place : place + 2]
        if character.isalnum() and character not in _SILENT:
            found.setdefault(character, SINGLE)
        if pair[0].isalnum() and pair[1:].isalnum() and not _across(text, place):
            found[pair] = WEAK if pair in weak else 1.0
        for word, group in groups.get(pair, ()):
            if text.startswith(word, place):
                found[group] = SYNONYM
                break
    for word in filter(text.__contains__, weak):
        for character in word:
            if character in found and text.count(character) == text.count(word):
                found[character] = SINGLE * WEAK
    return found


# So much of a short name may be left out of the longer one that it stands for.
_MISSING = 0.25


def covered(words: str, name: str, missing: float = _MISSING) -> bool:
    """Whether ``words`` are a short form of ``name``: 规上工业 of 规模以上工业增加值增速.

    Every pair of characters stands in the name, or a synonym of the word that it belongs to; so much of
    them may be ``missing``.
    """
    theirs = tokens(name)
    known = [False] * len(words)
    groups = synonym_groups()
    for place in range(len(words)):
        pair = words[place : place + 2]
        reach = _PAIR if len(pair) == _PAIR and pair in name else 0
        for word, group in groups.get(pair, ()):
            if group in theirs and words.startswith(word, place):
                reach = max(reach, len(word))
        if len(words) == 1 and words in name:
            reach = 1
        for at in range(place, min(place + reach, len(words))):
            known[at] = True
    return bool(words) and known.count(False) <= missing * len(words)


def pairs(text: str) -> dict[str, float]:
    """The tokens of a name that are no single characters."""
    return {token: weight for token, weight in tokens(text).items() if len(token) > 1}


def holds(name: str, said: str) -> bool:
    """Whether a name has all the characters that are said, in their order: 西干渠灌片 has 西片."""
    left = iter(name)
    return all(one in left for one in said)


def adds_to(name: str, names: Iterable[str]) -> bool:
    """Whether a name is another one and some words more: 调解成功案件 beside 调解案件."""
    return any(other != name and holds(name, other) for other in names)


@lru_cache(maxsize=8)
def _beginnings(vocabulary: frozenset[str]) -> tuple[frozenset[str], frozenset[str]]:
    """The single characters of a vocabulary, and the pairs that are its or that a synonym begins with."""
    singles = frozenset(token for token in vocabulary if len(token) == 1)
    return singles, vocabulary.union(synonym_groups())


class Occurrences:
    """Where the tokens of a vocabulary stand in a text.

    Args:
        text: the whole document.
        vocabulary: the tokens worth finding; all others are passed over.
        own: the name of who reports, whose words tell of no fact.

    Attributes:
        order, names: every find by its offset: ``names[i]`` begins at ``order[i]``.
        text: the whole document.
    """

    __slots__ = ("_weighed", "names", "order", "text")

    def __init__(self, text: str, vocabulary: frozenset[str], own: str = "") -> None:
        order: list[int] = []
        names: list[str] = []
        self.text = text
        text = text.replace(own, "\0" * len(own)) if own else text
        groups = synonym_groups()
        singles, begins = _beginnings(vocabulary)
        pairs = list(map(add, text, f"{text[1:]}\n"))
        stands = map(or_, map(begins.__contains__, pairs), map(singles.__contains__, text))
        for place in compress(count(), stands):
            pair, character = pairs[place], text[place]
            if pair in vocabulary and not _across(text, place):
                order.append(place)
                names.append(pair)
            if character in singles:
                order.append(place)
                names.append(character)
            if pair in groups:
                for word, group in groups[pair]:
                    if text.startswith(word, place):
                        if group in vocabulary:
                            order.append(place)
                            names.append(group)
                        break
        self.order, self.names = order, names
        self._weighed: dict[tuple[int, int, float], dict[str, float]] = {}

    def weighed(self, zone: tuple[int, int, float]) -> dict[str, float]:
        """The tokens that begin in a zone (start, end, weight), each with its weight.

        The zones of a paragraph are the same for all of its figures.
        """
        known = self._weighed.get(zone)
        if known is None:
            if len(self._weighed) >= _ZONES:
                self._weighed.clear()
            known = self._weighed[zone] = dict.fromkeys(self.tokens(zone[0], zone[1]), zone[2])
        return known

    def tokens(self, start: int, end: int) -> list[str]:
        """The tokens that begin at an offset of ``[start, end)``."""
        return self.names[bisect_left(self.order, start) : bisect_left(self.order, end)]

    def tokens_outside(self, start: int, end: int, spans: Sequence[tuple[int, int]]) -> list[str]:
        """The tokens of ``[start, end)`` that begin in none of the spans."""
        first, last = bisect_left(self.order, start), bisect_left(self.order, end)
        return [
            self.names[number]
            for number in range(first, last)
            if not any(a <= self.order[number] < b for a, b in spans)
        ]


def rarity(counts: Mapping[str, int], total: int) -> dict[str, float]:
    """How much a token tells: more, the fewer of ``total`` facts bear it."""
    top = math.log(2.0 + total)
    return {
        token: 0.15 + math.log((1.0 + total) / count + 1.0) / top for token, count in counts.items()
    }
