"""The word lists of this layer, read once from the data files beside this module."""

from __future__ import annotations

from functools import cache
from importlib import resources
from typing import Any

import yaml


@cache
def lexicon(name: str) -> dict[str, Any]:
    """The data file ``NAME.yaml``: lists and mappings of words and patterns."""
    file = resources.files("assistant.samples").joinpath(f"{name}.yaml")
    loaded: dict[str, Any] = yaml.load(file.read_text("utf-8"), Loader=yaml.CSafeLoader)
    return loaded
