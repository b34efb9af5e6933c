"""The words that say how figures follow from one another, found in one longest-match pass."""

from __future__ import annotations

from functools import cache
from itertools import chain
from typing import TYPE_CHECKING

from assistant.verification.lexicon import by_head, table, words

if TYPE_CHECKING:
    from collections.abc import Iterator

PLAIN = "PLAIN"


@cache
def operations() -> dict[str, tuple[str, ...]]:
    """Tag -> its words, as operations.yaml has them, those of the lists that it names too."""
    return {
        tag: tuple(
            dict.fromkeys(
                (*row["words"], *chain.from_iterable(words(n).words for n in row.get("from", ())))
            )
        )
        for tag, row in table("operations.yaml").items()
    }


@cache
def tags_of() -> dict[str, frozenset[str]]:
    """Word -> its tags."""
    tags: dict[str, set[str]] = {}
    for tag, listed in operations().items():
        for word in listed:
            tags.setdefault(word, set()).add(tag)
    return {word: frozenset(held) for word, held in tags.items()}


@cache
def _heads() -> dict[str, tuple[tuple[str, frozenset[str]], ...]]:
    """First character -> (word, tags) pairs, longest word first."""
    return by_head(tags_of().items(), length=1)


def tagged(text: str, start: int, end: int) -> Iterator[tuple[int, int, frozenset[str]]]:
    """(start, end, tags) of every word of the lists in ``text[start:end]``, longest first, none overlapping.

    A word that only looks like one of them (占比, 青少年) is passed over whole.
    """
    heads = _heads()
    place = start
    while place < end:
        for word, tags in heads.get(text[place], ()):
            if text.startswith(word, place) and place + len(word) <= end:
                if tags != {PLAIN}:
                    yield place, place + len(word), tags
                place += len(word)
                break
        else:
            place += 1
