"""Data files that are shipped beside a module, each read once; the module gives its ``__file__``."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path
from typing import Any

import yaml


@cache
def shipped_text(module: str, name: str) -> str:
    """The text of a file ``name`` beside a module, or in a folder beside it."""
    return (Path(module).parent / name).read_text("utf-8")


@cache
def shipped(module: str, name: str) -> Any:
    """The TOML or YAML file ``name`` beside a module, as plain values."""
    text = shipped_text(module, name)
    return tomllib.loads(text) if name.endswith(".toml") else yaml.load(text, yaml.CSafeLoader)
