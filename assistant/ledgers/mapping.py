"""The mapping file: which facts come from which cells. Its schema is ``mapping.schema.json``."""

from __future__ import annotations

import json
from decimal import Decimal
from difflib import get_close_matches
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from assistant.errors import FactsError, InputError, LedgerError
from assistant.facts.nodes import Mapping, NotationError, Scalar, Sequence
from assistant.facts.problems import Problems
from assistant.facts.values import boolean_of, is_empty, number_of
from assistant.facts.yaml_nodes import yaml_nodes
from assistant.files import read_text

if TYPE_CHECKING:
    from os import PathLike

    from assistant.facts.nodes import Node

_TYPES = {
    "object": "一组键和值", "array": "一个列表", "string": "文字",
    "number": "数字", "integer": "整数", "boolean": " true 或 false",
}  # fmt: skip


class Entry(dict[str, Any]):
    """The keys and values of a mapping in the file; ``line`` is counted from 1."""

    line = 0


@cache
def mapping_schema() -> dict[str, Any]:
    """The JSON Schema (draft 2020-12), for editors and for :func:`read_mapping`."""
    text = files("assistant.ledgers").joinpath("mapping.schema.json").read_text("utf-8")
    schema: dict[str, Any] = json.loads(text)
    return schema


def read_mapping(path: str | PathLike[str]) -> Entry:
    """The mapping file; texts stay texts, numbers are Decimals of their source text.

    Raises:
        LedgerError: it is no YAML, or does not fit the schema; every problem with its line.
        InputError: it cannot be read.
    """
    return parse_mapping(read_text(path, limit=1024 * 1024), str(path))


def parse_mapping(text: str, path: str = "") -> Entry:
    """The mapping of a text; errors as for :func:`read_mapping`."""
    problems = Problems(path)
    try:
        root = yaml_nodes(text)
        if not isinstance(root, Mapping):
            problems.add(
                1,
                "映射应是 document、sheets、facts 三部分",
                "assistant ledger inspect 可得到一份样子",
            )
        else:
            _fit(root, mapping_schema(), "映射", problems)
        problems.stop_if_any()
    except NotationError as error:
        raise LedgerError(
            error.found, path=path, place=f"第{error.line}行", advice=error.advice
        ) from error
    except FactsError as error:
        raise LedgerError(error.found, path=path, problems=error.problems) from error
    value = plain_value(root) if root is not None else None
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
    """Notes where a node does not fit a rule of the schema; of several rules the nearest is told."""
    if "$ref" in rule:
        rule = mapping_schema()["$defs"][rule["$ref"].rpartition("/")[2]]
    if "anyOf" in rule:
        kinds = [choice for choice in rule["anyOf"] if _is(node, _target(choice))]
        if not kinds:
            _expected(
                node,
                " / ".join(
                    _TYPES[str(t)]
                    for c in rule["anyOf"]
                    for t in [_target(c).get("type", "object")]
                ),
                what,
                problems,
            )
        for choice in kinds[:1]:
            _fit(node, choice, what, problems)
        return
    if not _is(node, rule):
        _expected(node, _TYPES[rule["type"]], what, problems)
    elif isinstance(node, Mapping):
        _keys(node, rule, what, problems)
    elif isinstance(node, Sequence):
        for item in node.items:
            _fit(item, rule.get("items", {}), what, problems)
    elif "enum" in rule and node.text not in map(str, rule["enum"]):
        _expected(node, "、".join(map(str, rule["enum"])), what, problems)


def _target(rule: dict[str, Any]) -> dict[str, Any]:
    if "$ref" not in rule:
        return rule
    found: dict[str, Any] = mapping_schema()["$defs"][rule["$ref"].rpartition("/")[2]]
    return found["anyOf"][0] if "anyOf" in found else found


def _is(node: Node, rule: dict[str, Any]) -> bool:
    kind = rule.get("type")
    if kind is None:
        return True
    if isinstance(node, Mapping | Sequence):
        return bool(kind == ("object" if isinstance(node, Mapping) else "array"))
    number = number_of(node)
    fits = {
        "boolean": boolean_of(node) is not None,
        "number": number is not None,
        "integer": number is not None and number == number.to_integral_value(),
        "string": boolean_of(node) is None and not is_empty(node),
    }
    return bool(fits.get(kind))


def _keys(node: Mapping, rule: dict[str, Any], what: str, problems: Problems) -> None:
    known, more = rule.get("properties", {}), rule.get("additionalProperties", {})
    seen: set[str] = set()
    for key, value in node.pairs:
        if key.text in seen:
            problems.add(key.line, f"{what}里键 {key.text} 写了两次", "请删去其中一个")
        seen.add(key.text)
        if key.text not in known and more is False:
            near = get_close_matches(key.text, known, 1, 0.5)
            problems.add(
                key.line,
                f"{what}里没有“{key.text}”这个键",
                f"是不是要写 {near[0]}" if near else f"可用的键有:{'、'.join(known)}",
            )
            continue
        _fit(value, known.get(key.text, more or {}), f"{what}的 {key.text} ", problems)
    for name in rule.get("required", ()):
        if name not in seen:
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
