"""The data files beside the code, each read once."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files
from typing import Any

import yaml


@cache
def packaged_text(package: str, name: str) -> str:
    """The text of a data file; ``name`` may lie in a folder of the package."""
    return files(package).joinpath(name).read_text("utf-8")


@cache
def packaged(package: str, name: str) -> dict[str, Any]:
    """The tables of a TOML or YAML file."""
    text = packaged_text(package, name)
    if name.endswith(".toml"):
        return tomllib.loads(text)
    found: dict[str, Any] = yaml.load(text, Loader=yaml.CSafeLoader)
    return found
