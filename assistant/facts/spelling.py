"""A facts file as clerks write it: Chinese keys, and commas inside unquoted texts in braces.

Works on the nodes, whose offsets stay those of the file, so that editing finds its places.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Any

from assistant.facts.nodes import Mapping, Scalar, Sequence
from assistant.files.shipped import shipped

if TYPE_CHECKING:
    from assistant.facts.nodes import Node
    from assistant.facts.problems import Problems

_YES = ("partial", "approx", "required", "confidential")
_ENDS = ("date", "period", "value")
_TEXTS = ("statement", "indicator", "event", "title", "source")
_GLUED = re.compile(r"\s*(?:- )?([\w-]+)(?:\uff1a|(:)(?=[^\s/]))")


@cache
def key_words() -> dict[str, Any]:
    """The words of ``keys.toml``."""
    found: dict[str, Any] = shipped(__file__, "keys.toml")
    return found


def glued(text: str) -> tuple[str, str] | None:
    """The key that ``text`` begins with and what is wrong with its colon; None where nothing is."""
    found = _GLUED.match(text)
    if found is None:
        return None
    wrong = "冒号后面少了一个空格" if found[2] else "键后面是全角冒号“\uff1a”"
    return found[1], wrong


@cache
def _fact_keys() -> frozenset[str]:
    words = key_words()["fact"]
    return frozenset((*words, *words.values()))


def settle(root: Mapping, text: str, problems: Problems) -> None:
    """Gives every key its own name, in place, and joins texts that a comma cut, with a warning for each."""
    problems.chinese |= _rename(root, "root")
    document, facts = root.get("document"), root.get("facts")
    if isinstance(document, Mapping):
        _settle(document, "document", text, problems)
    _settle_list(facts, text, problems)


def _settle_list(node: Node | None, text: str, problems: Problems) -> None:
    for item in node.items if isinstance(node, Sequence) else ():
        if isinstance(item, Mapping):
            _settle(item, "fact", text, problems)
            _settle_list(item.get("parts"), text, problems)


def _settle(node: Mapping, kind: str, text: str, problems: Problems) -> None:
    problems.chinese |= _rename(node, kind)
    if node.flow:
        _join(node, text, problems)
    for key, value in node.pairs:
        if isinstance(value, Mapping) and key.text in _ENDS:
            _rename(value, "ends")
        elif isinstance(value, Scalar) and value.plain:
            kind_of = "yes" if key.text in _YES else key.text
            known = key_words()["values"].get(kind_of, {})
            value.text = known.get(value.text.strip(), value.text)


def _rename(node: Mapping, kind: str) -> bool:
    """Gives Chinese keys their own names; returns whether there was one."""
    before = [key.text for key, _ in node.pairs]
    written = {key.text for key, _ in node.pairs}
    names = key_words()[kind]
    for key, _ in node.pairs:
        name = names.get(key.text.strip())
        if name is not None and name not in written:
            key.text = name
            written.add(name)
    return before != [key.text for key, _ in node.pairs]


def _join(node: Mapping, text: str, problems: Problems) -> None:
    """``{statement: 设3个科,下辖5个所, section: x}``: what a comma cut off belongs to the text."""
    kept: list[tuple[Scalar, Node]] = []
    joined: dict[int, Scalar] = {}
    for key, value in node.pairs:
        before = kept[-1][1] if kept else None
        bare = text[key.end : key.end + 2].strip()[:1] != ":" and not _is_key(key.text)
        cut = bare and isinstance(value, Scalar) and value.plain and value.start == value.end
        if (
            cut
            and isinstance(before, Scalar)
            and before.plain
            and kept[-1][0].text in _TEXTS
            and key.plain
        ):
            before.text = text[before.start : key.end].strip()
            before.end = key.end
            joined[id(before)] = before
            continue
        kept.append((key, value))
    node.pairs[:] = kept
    for whole in joined.values():
        found = f"花括号里的文字没有加引号,逗号把它断开了;已连成“{whole.text[:40]}”"
        problems.warn(whole.line, found, "请核对,并给整段文字加上单引号")


def _is_key(text: str) -> bool:
    """Whether what a comma parted is a key of its own that runs into its value."""
    found = glued(text)
    return found is not None and found[0] in _fact_keys()
