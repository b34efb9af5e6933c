"""The words of carrying over, from ``words.yaml``."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

import yaml


@cache
def _loaded() -> dict[str, Any]:
    found: dict[str, Any] = yaml.load(
        (Path(__file__).parent / "words.yaml").read_text("utf-8"), Loader=yaml.SafeLoader
    )
    return found


def base_words(key: str) -> tuple[str, ...]:
    """A list of words."""
    return tuple(str(word) for word in _loaded()[key])


def base_table(key: str) -> dict[str, str]:
    """Words by words."""
    return {str(name): str(value) for name, value in _loaded()[key].items()}


def base_phrase(key: str) -> str:
    """One phrase or pattern."""
    return str(_loaded()[key])


def turns() -> tuple[tuple[str, str], ...]:
    """Words of direction with their opposites, the longer ones first."""
    return tuple((str(up), str(down)) for up, down in _loaded()["turns"])
