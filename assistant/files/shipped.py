"""Data files that are shipped beside a module, each read once; the module gives its ``__file__``."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path
from typing import Any

import yaml

_TEXT, _OTHERS = "tag:yaml.org,2002:str", yaml.constructor.SafeConstructor()


@cache
def shipped_text(module: str, name: str) -> str:
    """The text of a file ``name`` beside a module, or in a folder beside it."""
    return (Path(module).parent / name).read_text("utf-8")


@cache
def shipped(module: str, name: str) -> Any:
    """The TOML or YAML file ``name`` beside a module, as plain values."""
    text = shipped_text(module, name)
    if name.endswith(".toml"):
        return tomllib.loads(text)
    return _plain(yaml.compose(text, yaml.CSafeLoader))


def _plain(node: Any) -> Any:
    """What a node of YAML holds: as the safe loader makes it, in a third of its time, for files without anchors."""
    if isinstance(node, yaml.ScalarNode):
        return node.value if node.tag == _TEXT else _OTHERS.construct_object(node)
    if isinstance(node, yaml.SequenceNode):
        return [_plain(one) for one in node.value]
    return {_plain(key): _plain(value) for key, value in node.value}
