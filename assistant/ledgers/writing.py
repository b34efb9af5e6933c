"""Facts and mappings as YAML that a person can read and go on editing; the same input, the same bytes."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from assistant.facts.writing import flow_mapping, inline_value
from assistant.ledgers.mapping import text_of

if TYPE_CHECKING:
    from collections.abc import Iterable

_WIDE = 110


def facts_yaml(document: Mapping[str, Any], facts: Iterable[Mapping[str, Any]], head: str) -> str:
    """A facts file: the document, then a block a fact, parts on a line each.

    Args:
        document: its keys and values.
        facts: theirs.
        head: a comment for the first line.
    """
    lines = [f"# {head}", *block("document", document), "facts:"]
    for fact in facts:
        lines += _item(fact)
    return "\n".join(lines) + "\n"


def block(name: str, entry: Mapping[str, Any]) -> list[str]:
    """A key with a mapping below it, a line a key."""
    return [
        f"{name}:",
        *(f"  {key}: {_scalar(key, value)}" for key, value in entry.items() if value is not None),
    ]


def _item(fact: Mapping[str, Any]) -> list[str]:
    lines: list[str] = []
    for key, value in fact.items():
        mark = "    " if lines else "  - "
        if key == "parts":
            lines.append(f"{mark}parts:")
            lines += [f"      - {flow_mapping(_plain(part), 'yaml')}" for part in value]
        else:
            lines.append(f"{mark}{key}: {_scalar(key, value)}")
    return lines


def flow(entry: Mapping[str, Any]) -> str:
    """A mapping on one line, in braces."""
    return flow_mapping(_plain(entry), "yaml")


def _scalar(key: str, value: Any) -> str:
    if isinstance(value, Mapping):
        return flow(value)
    if isinstance(value, list | tuple):
        inside = flow_mapping({key: value}, "yaml")
        return inside[len(key) + 3 : -1]
    if isinstance(value, bool):
        return "true" if value else "false"
    return inline_value(key, text_of(value), "yaml")


def _plain(entry: Mapping[str, Any]) -> dict[str, object]:
    return {key: value for key, value in entry.items() if value is not None}
