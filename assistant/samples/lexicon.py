"""The word lists of this layer, read once from the data files beside this module."""

from __future__ import annotations

from typing import Any

from assistant.files.office import shipped


def lexicon(name: str) -> dict[str, Any]:
    """The data file ``NAME.yaml``: lists and mappings of words and patterns."""
    found: dict[str, Any] = shipped(__file__, f"{name}.yaml")
    return found
