"""Writing scalars and small mappings in YAML or JSON so that they read back as meant."""

from __future__ import annotations

import json
from decimal import Decimal
from functools import lru_cache
from typing import TYPE_CHECKING

from assistant.facts.nodes import Mapping, NotationError, Scalar, Sequence
from assistant.facts.spelling import key_words
from assistant.facts.values import boolean_of, is_empty, number_of
from assistant.facts.yaml_nodes import yaml_nodes

if TYPE_CHECKING:
    from collections.abc import Mapping as AnyMapping

    from assistant.facts.loading import Notation
    from assistant.facts.nodes import Node


def inline_value(key: str, value: str, notation: Notation, quote: str = "") -> str:
    """A scalar for ``key``; ``quote`` is the sign that the old value was quoted with, if any."""
    value = value.strip()
    bare = Scalar(value, plain=True, line=0, start=0, end=0)
    told = number_of(bare) is not None or boolean_of(bare) is not None or is_empty(bare)
    if key in key_words()["bare"] and told:
        return value
    if notation == "json":
        return json.dumps(value, ensure_ascii=False)
    if quote == '"' or not value.isprintable():
        # YAML's double-quoted form is JSON's, with an escape for every sign that cannot be seen.
        quoted = json.dumps(value, ensure_ascii=False)
        return "".join(one if one.isprintable() else f"\\U{ord(one):08x}" for one in quoted)
    if not quote and _stays_plain(value):
        return value
    return "'" + value.replace("'", "''") + "'"


def flow_mapping(fields: AnyMapping[str, object], notation: Notation) -> str:
    """``{id: a, value: 4}`` on one line; values are texts, numbers, booleans, lists, mappings."""
    pairs = (
        f"{json.dumps(key) if notation == 'json' else key}: {_flow_value(key, value, notation)}"
        for key, value in fields.items()
    )
    return f"{{{', '.join(pairs)}}}"


def _flow_value(key: str, value: object, notation: Notation) -> str:
    if isinstance(value, dict):
        return flow_mapping(value, notation)
    if isinstance(value, list | tuple):
        return f"[{', '.join(_flow_value(key, item, notation) for item in value)}]"
    if isinstance(value, bool):
        return "true" if value else "false"
    text = f"{value:f}" if isinstance(value, Decimal) else str(value)
    return inline_value(key, text, notation)


@lru_cache(maxsize=4096)
def _stays_plain(text: str) -> bool:
    """Whether the text, unquoted, reads back as itself, in braces and behind a key."""
    try:
        flow, block = yaml_nodes(f"[{text}]"), yaml_nodes(f"a: {text}")
    except NotationError:
        return False
    items = flow.items if isinstance(flow, Sequence) else []
    values = [value for _, value in block.pairs] if isinstance(block, Mapping) else []
    return len(items) == len(values) == 1 and all(_is_word(node, text) for node in items + values)


def _is_word(node: Node, text: str) -> bool:
    return (
        isinstance(node, Scalar)
        and node.plain
        and node.text == text
        and boolean_of(node) is None
        and not is_empty(node)
    )
