"""The mapping file: which facts come from which cells; and facts and mappings as text.

Its schema is ``mapping.schema.json``.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from decimal import Decimal
from difflib import get_close_matches
from functools import cache
from typing import TYPE_CHECKING, Any

from assistant.errors import FactsError, InputError, LedgerError
from assistant.facts.nodes import Mapping, NotationError, Scalar, Sequence
from assistant.facts.problems import Problems
from assistant.facts.values import boolean_of, is_empty, number_of
from assistant.facts.writing import flow_mapping
from assistant.facts.yaml_nodes import yaml_nodes
from assistant.files import read_text
from assistant.files.shipped import shipped_text
from assistant.ledgers.words import words

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Mapping as AnyMapping
    from os import PathLike

    from assistant.facts.nodes import Node


class Entry(dict[str, Any]):
    """The keys and values of a mapping in the file; ``line`` is counted from 1."""

    line = 0


@cache
def mapping_schema() -> dict[str, Any]:
    """The JSON Schema (draft 2020-12), for editors and for :func:`read_mapping`."""
    schema: dict[str, Any] = json.loads(shipped_text(__file__, "mapping.schema.json"))
    return schema


def read_mapping(path: str | PathLike[str]) -> Entry:
    """The mapping file; texts stay texts, numbers are Decimals of their source text.

    LedgerError with every problem and its line where it is no YAML or does not fit the schema.
    """
    text, name = read_text(path, limit=1024 * 1024), str(path)
    problems = Problems(name)
    try:
        root = yaml_nodes(text)
        if isinstance(root, Mapping):
            _fit(root, mapping_schema(), "映射", problems)
        else:
            advice = "assistant ledger inspect 可得到一份样子"
            problems.add(1, "映射应是 document、sheets、facts 三部分", advice)
        problems.stop_if_any()
    except NotationError as error:
        place = f"第{error.line}行"
        raise LedgerError(error.found, path=path, place=place, advice=error.advice) from error
    except FactsError as error:
        raise LedgerError(error.found, path=path, problems=error.problems) from error
    value = None if root is None else plain_value(root)
    if not isinstance(value, Entry):  # an empty document, told above
        raise InputError("映射是空的", path=path)
    return value


def plain_value(node: Node) -> Any:
    """A node as Entry, list, Decimal, bool, str or None."""
    if isinstance(node, Mapping):
        entry = Entry((key.text, plain_value(value)) for key, value in node.pairs)
        entry.line = node.line
        return entry
    if isinstance(node, Sequence):
        return [plain_value(item) for item in node.items]
    found = boolean_of(node)
    if found is not None or is_empty(node):
        return found
    number = number_of(node)
    return node.text if number is None else number


def _fit(node: Node, rule: dict[str, Any], what: str, problems: Problems) -> None:
    """Notes where a node does not fit a rule of the schema; of several rules the first of its type."""
    rules = _choices(rule)
    fit = next((choice for choice in rules if _is(node, choice.get("type"))), None)
    if fit is None:
        wanted = dict.fromkeys(words().types[choice.get("type", "object")] for choice in rules)
        _expected(node, " / ".join(wanted), what, problems)
    elif isinstance(node, Mapping):
        _keys(node, fit, what, problems)
    elif isinstance(node, Sequence):
        for item in node.items:
            _fit(item, fit.get("items", {}), what, problems)
    elif "enum" in fit and node.text not in map(str, fit["enum"]):
        _expected(node, "、".join(map(str, fit["enum"])), what, problems)


def _choices(rule: dict[str, Any]) -> list[dict[str, Any]]:
    """The rules that a rule stands for, references and alternatives resolved."""
    if "$ref" in rule:
        rule = mapping_schema()["$defs"][rule["$ref"].rpartition("/")[2]]
    return [c for one in rule["anyOf"] for c in _choices(one)] if "anyOf" in rule else [rule]


def _is(node: Node, kind: str | None) -> bool:
    if not isinstance(node, Scalar):
        return kind in {None, "object" if isinstance(node, Mapping) else "array"}
    value = plain_value(node)
    if kind in {"number", "integer"}:
        return isinstance(value, Decimal) and (kind == "number" or value % 1 == 0)
    # a number will do for a text
    return kind is None or (
        kind in {"boolean", "string"}
        and value is not None
        and isinstance(value, bool) == (kind == "boolean")
    )


def _keys(node: Mapping, rule: dict[str, Any], what: str, problems: Problems) -> None:
    known, more = rule.get("properties", {}), rule.get("additionalProperties", {})
    seen: set[str] = set()
    for key, value in node.pairs:
        if key.text in seen:
            problems.add(key.line, f"{what}里键 {key.text} 写了两次", "请删去其中一个")
        seen.add(key.text)
        if key.text in known or more is not False:
            _fit(value, known.get(key.text, more or {}), f"{what}的 {key.text} ", problems)
            continue
        near = get_close_matches(key.text, known, 1, 0.5)
        advice = f"是不是要写 {near[0]}" if near else f"可用的键有:{'、'.join(known)}"
        problems.add(key.line, f"{what}里没有“{key.text}”这个键", advice)
    for name in (name for name in rule.get("required", ()) if name not in seen):
        problems.add(node.line, f"{what}里缺 {name}", "请补上;不知道怎样写请看 docs/ledger.md")


def _expected(node: Node, wanted: str, what: str, problems: Problems) -> None:
    shown = f"“{node.text[:40]}”" if isinstance(node, Scalar) else "一组或一列"
    problems.add(node.line, f"{what}应是{wanted},写的是{shown}", "请改正;写法见 docs/ledger.md")


def texts_of(value: Any) -> list[str]:
    """A text, a number or a list of them, as texts."""
    return [text_of(item) for item in value] if isinstance(value, list) else [text_of(value)]


def text_of(value: Any) -> str:
    """A scalar as it was written."""
    return f"{value:f}" if isinstance(value, Decimal) else str(value)


def facts_yaml(
    document: AnyMapping[str, Any], facts: Iterable[AnyMapping[str, Any]], head: str
) -> str:
    """A facts file: a comment, the document, then a block a fact, parts on a line each."""
    lines = [f"# {head}", *block("document", document), "facts:"]
    for fact in facts:
        mark = "  - "
        for key, value in fact.items():
            parts = [f"      - {flow(part)}" for part in value] if key == "parts" else []
            lines += [f"{mark}{key}:{'' if parts else f' {_value(key, value)}'}", *parts]
            mark = "    "
    return "\n".join(lines) + "\n"


def block(name: str, entry: AnyMapping[str, Any]) -> list[str]:
    """A key with a mapping below it, a line a key."""
    told = {key: value for key, value in entry.items() if value is not None}
    return [f"{name}:", *(f"  {key}: {_value(key, value)}" for key, value in told.items())]


def flow(entry: AnyMapping[str, Any]) -> str:
    """A mapping on one line, in braces."""
    return flow_mapping({key: v for key, v in entry.items() if v is not None}, "yaml")


def _value(key: str, value: object) -> str:
    return flow_mapping({key: value}, "yaml")[len(key) + 3 : -1]


@dataclass
class Proposal:
    """A mapping with what it leaves open: ``questions`` a person must settle, whole messages each."""

    document: dict[str, Any]
    file: str
    year: int | None = None
    sheets: dict[str, dict[str, Any]] = field(default_factory=dict)
    facts: list[dict[str, Any]] = field(default_factory=list)
    questions: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    asked: list[dict[str, Any]] = field(default_factory=list)

    def text(self) -> str:
        """The mapping file; what is open stands in comments."""
        lines = ["# 台账映射:由台账自动拟出,请核对后修改。写法见 docs/ledger.md", "version: 1"]
        lines += [*block("document", self.document), f"file: {flow({'a': self.file})[4:-1]}"]
        lines += ["sheets:", *(f"  {name}: {flow(rules)}" for name, rules in self.sheets.items())]
        lines += ["facts:" if self.facts else "facts: []"]
        lines += [f"  - {flow(fact)}" for fact in self.facts]
        lines += [f"# 待定:{question}" for question in self.questions]
        return "\n".join([*lines, *(f"#  - {flow(fact)}" for fact in self.asked)]) + "\n"
