"""Changing values in a facts file in place: comments, layout and quoting stay as they are.

The new text is loaded and checked before anything is written; where it does not hold, nothing is.
"""

from __future__ import annotations

import json
import re
from hashlib import sha256
from typing import TYPE_CHECKING, NamedTuple, cast

from assistant.errors import FactsError
from assistant.facts.information import near_id
from assistant.facts.loading import notation_of, parse_sheet, read_facts_file
from assistant.facts.nodes import Mapping, Scalar
from assistant.facts.writing import flow_mapping, inline_value
from assistant.files import write_atomic

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Mapping as AnyMapping
    from decimal import Decimal
    from os import PathLike

    from assistant.domain import Fact, FactSheet
    from assistant.facts.loading import Notation, Parsed
    from assistant.facts.nodes import Node, Sequence

# The keys that a change may name behind a dot: ``articles.previous``.
_CHANGEABLE = (
    "value",
    "formula",
    "digits",
    "unit",
    "scope",
    "previous",
    "growth",
    "target",
    "rank",
    "among",
    "date",
    "indicator",
    "event",
    "statement",
    "bound",
    "approx",
    "partial",
    "status",
    "section",
    "required",
    "source",
)
_RANGE = re.compile(r"\s*(-?[0-9.]+)\s*[~\uff5e—–-]\s*(-?[0-9.]+)\s*")
_SPAN = re.compile(r"\s*([0-9年月日/-]+)\s*[~\uff5e至]\s*([0-9年月日/-]+)\s*")
_MARKS = ((b"\xef\xbb\xbf", "utf-8"), (b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be"))
# A new key goes behind the first of these that the fact has.
_NEIGHBOURS = ("value", "rank", "unit", "indicator", "event", "id")


class Splice(NamedTuple):
    """A stretch of the file's text, half-open, and what stands there instead."""

    start: int
    end: int
    text: str


def set_fact(path: str | PathLike[str], fact_id: str, value: str | Decimal | float) -> FactSheet:
    """Changes one value in the file; arguments, result and errors as for :func:`set_facts`."""
    return set_facts(path, {fact_id: value})


def set_facts(
    path: str | PathLike[str],
    changes: AnyMapping[str, str | Decimal | float],
    parts: AnyMapping[str, Iterable[AnyMapping[str, object]]] | None = None,
    *,
    preview: bool = False,
) -> FactSheet:
    """Changes values in the file, all at once or none.

    Args:
        path: the facts file.
        changes: the new value by ``articles`` (its value, rank, date or statement: what it
            has), ``articles/national`` or ``articles.previous``. A range is ``4~5``.
        parts: new parts by the id of a fact that has some, each with its keys and values; a
            total and its parts so change together.
        preview: only see what the sheet would be; nothing is written.

    Returns:
        The sheet as it is now.

    Raises:
        FactsError: the file does not load, there is no such fact or key, or the changed file
            would not hold (parts that no longer add up); nothing was written.
        OutputError: it cannot be written.
    """
    data, text, parsed, notation = _open(path)
    splices = [
        _change(text, parsed, name, str(value), notation=notation, path=path)
        for name, value in changes.items()
    ]
    for name, added in (parts or {}).items():
        listed = cast("Sequence", parsed.places[name].get("parts"))
        entries = [flow_mapping(fields, notation) for fields in added]
        splices.append(_appended(text, listed, entries))
    return _write(path, data, text, splices, preview=preview)


def add_fact(
    path: str | PathLike[str], fields: AnyMapping[str, object], *, preview: bool = False
) -> FactSheet:
    """Adds a fact behind the others.

    Args:
        path: the facts file.
        fields: its keys and values: texts, numbers, booleans, lists of texts, mappings.
        preview: only see what the sheet would be; nothing is written.

    Returns:
        The sheet as it is now.

    Raises:
        FactsError: the file does not load, or would not with the new fact; nothing was written.
        OutputError: it cannot be written.
    """
    data, text, parsed, notation = _open(path)
    # A checked sheet has a list of facts.
    facts = cast("Sequence", parsed.root.get("facts"))
    splice = _appended(text, facts, [flow_mapping(fields, notation)])
    return _write(path, data, text, [splice], preview=preview)


def _appended(text: str, listed: Sequence, entries: list[str]) -> Splice:
    """Entries behind the last one of a list."""
    last = listed.items[-1]
    if listed.flow:
        return Splice(last.end, last.end, "".join(f", {entry}" for entry in entries))
    begin = text.rfind("\n", 0, last.start) + 1
    dash = text[begin : last.start].rfind("-")
    place = _line_end(text, leaf_end(text, last))
    return Splice(place, place, "".join(f"\n{' ' * dash}- {entry}" for entry in entries))


def add_alias(path: str | PathLike[str], fact_id: str, alias: str) -> FactSheet:
    """Adds another name to a fact, behind those that it has; nothing changes where it has it.

    Args:
        path: the facts file.
        fact_id: the fact, ``parent/part`` for a part.
        alias: the words.

    Returns:
        The sheet as it is now.

    Raises:
        FactsError: the file does not load, there is no such fact, or its aliases are written in
            a way that cannot be added to; nothing was written.
        OutputError: it cannot be written.
    """
    data, text, parsed, notation = _open(path)
    fact = _fact(parsed, fact_id, path)
    if alias.strip() in fact.aliases:
        return parsed.sheet
    mapping, word = parsed.places[fact_id], inline_value("aliases", alias, notation)
    listed = mapping.get("aliases")
    if listed is None or not getattr(listed, "items", ()):
        if listed is not None:
            raise FactsError(
                f"事实 {fact_id} 的 aliases 是空的", path=path, advice="请在文件里删去这一行再试"
            )
        splice = inserted(text, mapping, "aliases", f"[{word}]", notation)
        return _write(path, data, text, [splice])
    names = cast("Sequence", listed)
    last = names.items[-1]
    if names.flow:
        return _write(path, data, text, [Splice(last.end, last.end, f", {word}")])
    begin = text.rfind("\n", 0, last.start) + 1
    place = _line_end(text, leaf_end(text, last))
    dash = text[begin : last.start].rfind("-")
    return _write(path, data, text, [Splice(place, place, f"\n{' ' * dash}- {word}")])


def _fact(parsed: Parsed, fact_id: str, path: str | PathLike[str]) -> Fact:
    fact = parsed.sheet.by_id.get(fact_id)
    if fact is None:
        raise FactsError(
            f"没有事实 {fact_id}", path=path, advice=near_id(fact_id, parsed.sheet.by_id)
        )
    return fact


def _open(path: str | PathLike[str]) -> tuple[bytes, str, Parsed, Notation]:
    data, text = read_facts_file(path)
    notation = notation_of(path)
    return data, text, parse_sheet(text, str(path), notation, sha256(data).hexdigest()), notation


def _change(
    text: str,
    parsed: Parsed,
    name: str,
    value: str,
    *,
    notation: Notation,
    path: str | PathLike[str],
) -> Splice:
    fact_id, _, key = name.partition(".")
    fact = _fact(parsed, fact_id, path)
    key = key or _main_key(fact)
    if key not in _CHANGEABLE:
        raise FactsError(
            f"事实 {fact_id} 没有可改的键 {key}",
            path=path,
            advice=f"可改的键有:{'、'.join(_CHANGEABLE)}",
        )
    mapping = parsed.places[fact_id]
    pair = next((pair for pair in mapping.pairs if pair[0].text == key), None)
    new = _rendered(key, value, pair[1] if pair else None, text, notation)
    if pair is None:
        return inserted(text, mapping, key, new, notation)
    if pair[1].start < pair[0].end:
        raise FactsError(
            f"事实 {fact_id} 的 {key} 是别名(*),改它会连带改到别处",
            path=path,
            place=f"第{pair[0].line}行",
            advice="请先在文件里把值直接写出来",
        )
    return replaced(text, pair[1], new)


def replaced(text: str, node: Node, new: str) -> Splice:
    """``node`` replaced by ``new``."""
    return Splice(node.start, _end(text, node), new)


def _main_key(fact: Fact) -> str:
    if fact.statement is not None:
        return "statement"
    if fact.formula is not None:
        return "formula"
    if fact.low is not None:
        return "value"
    if fact.rank is not None:
        return "rank"
    if fact.date is not None:
        return "date"
    return "value" if fact.growth is None else "growth"


def _rendered(key: str, value: str, old: Node | None, text: str, notation: Notation) -> str:
    for wanted, pattern, names in (
        ("value", _RANGE, ("min", "max")),
        ("date", _SPAN, ("from", "to")),
    ):
        match = pattern.fullmatch(value)
        if key == wanted and match is not None:
            return flow_mapping(dict(zip(names, match.groups(), strict=True)), notation)
    quote = text[old.start] if isinstance(old, Scalar) and not old.plain else ""
    return inline_value(key, value, notation, quote)


def inserted(text: str, mapping: Mapping, key: str, value: str, notation: Notation) -> Splice:
    """A new key of a mapping, behind the one that it belongs with."""
    name = json.dumps(key) if notation == "json" else key
    if mapping.flow:
        end = mapping.pairs[-1][1].end
        end = max(end, mapping.pairs[-1][0].end)
        return Splice(end, end, f", {name}: {value}")
    first = mapping.pairs[0][0]
    indent = " " * (first.start - text.rfind("\n", 0, first.start) - 1)
    for neighbour in _NEIGHBOURS:
        node = mapping.get(neighbour)
        if isinstance(node, Scalar) and node.start > first.start and text[node.start] not in "|>":
            place = _line_end(text, node.end)
            return Splice(place, place, f"\n{indent}{name}: {value}")
    return Splice(first.start, first.start, f"{name}: {value}\n{indent}")


def _end(text: str, node: Node) -> int:
    """The end of a node without the line end that a block text takes in."""
    return node.start + len(text[node.start : node.end].rstrip())


def leaf_end(text: str, node: Node) -> int:
    """Where the text of a node ends, without the line end behind it."""
    while not isinstance(node, Scalar) and not node.flow:
        node = node.pairs[-1][1] if isinstance(node, Mapping) else node.items[-1]
    return _end(text, node)


def _line_end(text: str, place: int) -> int:
    end = text.find("\n", place)
    return len(text) if end < 0 else end


def _write(
    path: str | PathLike[str],
    data: bytes,
    text: str,
    splices: list[Splice],
    *,
    preview: bool = False,
) -> FactSheet:
    for splice in sorted(splices, reverse=True):
        text = text[: splice.start] + splice.text + text[splice.end :]
    new = _encoded(text, data)
    try:
        parsed = parse_sheet(text, str(path), notation_of(path), sha256(new).hexdigest())
    except FactsError as error:
        raise FactsError(
            f"这样改以后事实表不成立,所以没有写入:{error.found}",
            path=path,
            place=error.place,
            advice=error.advice,
            problems=error.problems,
        ) from error
    if not preview:
        write_atomic(path, new)
    return parsed.sheet


def _encoded(text: str, data: bytes) -> bytes:
    """The text in the encoding and with the line ends of the old bytes."""
    mark, encoding = _encoding(data)
    ends = "\r\n" if "\r\n".encode(encoding) in data else "\n"
    return mark + text.replace("\n", ends).encode(encoding)


def _encoding(data: bytes) -> tuple[bytes, str]:
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return mark, encoding
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return b"", "gb18030"
    return b"", "utf-8"
