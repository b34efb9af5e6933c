"""The words that say how figures follow from one another, found in one longest-match pass."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

import yaml

from assistant.verification.lexicon import words

if TYPE_CHECKING:
    from collections.abc import Iterator

PLAIN = "PLAIN"


@cache
def operations() -> dict[str, tuple[str, ...]]:
    """Tag -> its words, as operations.yaml has them, those of the lists that it names too."""
    rows = yaml.load(
        files(__package__).joinpath("operations.yaml").read_text("utf-8"), Loader=yaml.CSafeLoader
    )
    return {
        tag: tuple(
            dict.fromkeys(
                [
                    *row["words"],
                    *(word for name in row.get("from", ()) for word in words(name).words),
                ]
            )
        )
        for tag, row in rows.items()
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
    heads: dict[str, list[tuple[str, frozenset[str]]]] = {}
    for word, held in tags_of().items():
        heads.setdefault(word[0], []).append((word, held))
    return {
        head: tuple(sorted(pairs, key=lambda pair: (-len(pair[0]), pair[0])))
        for head, pairs in heads.items()
    }


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
