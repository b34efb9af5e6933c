"""The words of carrying over, from ``words.yaml``."""

from __future__ import annotations

from typing import Any

from assistant.files.shipped import shipped


def _at(key: str) -> Any:
    return shipped(__file__, "words.yaml")[key]


def base_words(key: str) -> tuple[str, ...]:
    """A list of words."""
    return tuple(str(word) for word in _at(key))


def base_table(key: str) -> dict[str, str]:
    """Words by words."""
    return {str(name): str(value) for name, value in _at(key).items()}


def base_phrase(key: str) -> str:
    """One phrase or pattern."""
    return str(_at(key))


def turns() -> tuple[tuple[str, str], ...]:
    """Words of direction with their opposites, the longer ones first."""
    return tuple((str(up), str(down)) for up, down in _at("turns"))
