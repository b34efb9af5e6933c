"""A YAML facts file that is broken in places: the facts that can be read are checked all the same."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from assistant.facts.nodes import NotationError
from assistant.facts.yaml_nodes import BrokenYamlError, yaml_nodes
from assistant.files.forms import forms

if TYPE_CHECKING:
    from assistant.facts.nodes import Node
    from assistant.facts.problems import Problems

_LIST = re.compile(r"^facts:[ \t]*(?:#.*)?$", re.MULTILINE)
_ITEM = re.compile(r"^([ \t]*)-[ \t]", re.MULTILINE)
_FORMS = forms(__file__)
_BLANKED = re.compile(r"[^\r\n]")


def salvage(text: str, problems: Problems) -> Node | None:
    """The root of what is left when the broken items of ``facts`` are left out; lines and offsets stay.

    Each broken item is noted in ``problems``, and what others say of its fact is not. None where the list
    cannot be told, or where something else is broken.
    """
    spans = list(_items(text))
    broken: list[tuple[int, int]] = []
    for start, end in spans:
        try:
            yaml_nodes(text[start:end].rstrip())
        except BrokenYamlError as error:
            line = min(error.line, text[start:end].rstrip().count("\n") + 1)
            line += text.count("\n", 0, start)
            problems.add(line, error.found, error.advice)
            problems.unread.update(_FORMS.named.findall(text[start:end]))
            broken.append((start, end))
        except NotationError:  # an alias of another item: told where the whole is read
            continue
    if not broken or len(broken) == len(spans):
        return None
    for start, end in broken:
        text = text[:start] + _BLANKED.sub(" ", text[start:end]) + text[end:]
    try:
        return yaml_nodes(text)
    except NotationError as error:
        problems.add(error.line, error.found, error.advice)
        return None


def _items(text: str) -> list[tuple[int, int]]:
    """Where the items of ``facts`` begin and end, each on lines of its own."""
    head = _LIST.search(text)
    found = list(_ITEM.finditer(text, head.end())) if head else []
    starts = [item.start() for item in found if item[1] == found[0][1]]
    after = re.compile(r"^[^\s#-]", re.MULTILINE).search(text, starts[0]) if starts else None
    stop = after.start() if after else len(text)
    starts = [start for start in starts if start < stop]
    return list(zip(starts, [*starts[1:], stop], strict=True)) if starts else []
