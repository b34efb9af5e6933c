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
from assistant.facts.loading import open_facts, parse_sheet
from assistant.facts.nodes import Mapping, Scalar
from assistant.facts.plans import rolling_words
from assistant.facts.reading import FIGURES, KINDS
from assistant.facts.schema import keys_of
from assistant.facts.writing import flow_mapping, inline_value
from assistant.files import write_atomic
from assistant.files.forms import forms

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Mapping as AnyMapping
    from decimal import Decimal
    from os import PathLike

    from assistant.domain import Fact, FactSheet
    from assistant.facts.loading import FactsFile
    from assistant.facts.nodes import Node, Sequence

# The keys that no change may name behind a dot; ``articles.previous`` may be named.
_FIXED = frozenset(("id", "aliases", "parts", "share_of"))
_RANGE = re.compile(r"\s*(-?[0-9.]+)\s*[~\uff5e—–-]\s*(-?[0-9.]+)\s*")
_FORMS = forms(__file__)
_MARKS = ((b"\xef\xbb\xbf", "utf-8"), (b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be"))
# A new key goes behind the first of these that the fact has.
_NEIGHBOURS = ("value", "rank", "unit", "indicator", "event", "id")


class Splice(NamedTuple):
    """A stretch of the file's text, half-open, and what stands there instead."""

    start: int
    end: int
    text: str


def set_facts(
    path: str | PathLike[str],
    changes: AnyMapping[str, str | Decimal | float],
    parts: AnyMapping[str, Iterable[AnyMapping[str, object]]] | None = None,
    *,
    preview: bool = False,
) -> FactSheet:
    """Changes values in the file, all at once or none; gives the sheet as it is then.

    Args:
        path: the facts file.
        changes: the new value by ``articles`` (its value, rank, date or statement: what it
            has), ``articles/national`` or ``articles.previous``. A range is ``4~5``.
        parts: new parts by the id of a fact that has some, each with its keys and values; a
            total and its parts so change together.
        preview: only see what the sheet would be; nothing is written.

    Raises:
        FactsError: the file does not load, there is no such fact or key, or the changed file
            would not hold (parts that no longer add up); nothing was written.
        OutputError: it cannot be written.
    """
    file = open_facts(path)
    splices = [_change(file, name, str(value)) for name, value in changes.items()]
    for name, added in (parts or {}).items():
        entries = [flow_mapping(fields, file.notation) for fields in added]
        splices.append(_appended(file.text, file.parsed.places[name].get("parts"), entries))
    return _write(file, splices, preview=preview)


def add_fact(
    path: str | PathLike[str], fields: AnyMapping[str, object], *, preview: bool = False
) -> FactSheet:
    """Adds a fact with these keys and values behind the others; as :func:`set_facts`."""
    file = open_facts(path)
    entry = flow_mapping(fields, file.notation)
    splice = _appended(file.text, file.parsed.root.get("facts"), [entry])
    return _write(file, [splice], preview=preview)


def _appended(text: str, node: Node | None, entries: list[str]) -> Splice:
    """Entries behind the last one of a list that was checked to be one and to hold something."""
    listed = cast("Sequence", node)
    last = listed.items[-1]
    if listed.flow:
        return Splice(last.end, last.end, "".join(f", {entry}" for entry in entries))
    begin = text.rfind("\n", 0, last.start) + 1
    dash = text[begin : last.start].rfind("-")
    place = line_end(text, leaf_end(text, last))
    return Splice(place, place, "".join(f"\n{' ' * dash}- {entry}" for entry in entries))


def add_alias(path: str | PathLike[str], fact_id: str, alias: str) -> FactSheet:
    """Adds another name to a fact, behind those that it has; nothing changes where it has it.

    Raises:
        FactsError: as for :func:`set_facts`, or its aliases are written in a way that cannot be
            added to; nothing was written.
        OutputError: it cannot be written.
    """
    file = open_facts(path)
    if alias.strip() in _fact(file, fact_id).aliases:
        return file.parsed.sheet
    mapping, word = file.parsed.places[fact_id], inline_value("aliases", alias, file.notation)
    listed = mapping.get("aliases")
    if listed is None:
        splice = inserted(file, mapping, "aliases", f"[{word}]")
    elif getattr(listed, "items", ()):
        splice = _appended(file.text, listed, [word])
    else:
        raise FactsError(
            f"事实 {fact_id} 的 aliases 是空的", path=path, advice="请在文件里删去这一行再试"
        )
    return _write(file, [splice])


def _fact(file: FactsFile, fact_id: str) -> Fact:
    _place(file, fact_id)
    known = file.parsed.sheet.by_id
    if fact_id not in known:
        found = f"事实 {fact_id} 还没有填"
        raise FactsError(found, path=file.path, advice=f"请先填上,如 {fact_id}=460")
    return known[fact_id]


def _place(file: FactsFile, fact_id: str) -> Mapping:
    """Where a fact stands, one that is to be filled in too."""
    known = file.parsed.places
    if fact_id not in known:
        raise FactsError(f"没有事实 {fact_id}", path=file.path, advice=near_id(fact_id, known))
    return known[fact_id]


def _change(file: FactsFile, name: str, value: str) -> Splice:
    fact_id, _, key = name.partition(".")
    mapping, fact = _place(file, fact_id), file.parsed.sheet.by_id.get(fact_id)
    waiting = (one for one in ("formula", *FIGURES) if mapping.get(one) is not None)
    key = key or (_main_key(fact) if fact else next(waiting, "value"))
    known = (one for one in keys_of("fact", "common") if one not in _FIXED)
    changeable = sorted(known, key=KINDS.__contains__)  # value first, names behind
    if key not in changeable:
        advice = f"可改的键有:{'、'.join(changeable)}"
        raise FactsError(f"事实 {fact_id} 没有可改的键 {key}", path=file.path, advice=advice)
    pair = next((pair for pair in mapping.pairs if pair[0].text == key), None)
    new = _rendered(file, key, value, pair[1] if pair else None)
    if pair is None:
        return inserted(file, mapping, key, new)
    if pair[1].start < pair[0].end:
        found = f"事实 {fact_id} 的 {key} 是别名(*),改它会连带改到别处"
        advice = "请先在文件里把值直接写出来"
        raise FactsError(found, path=file.path, place=f"第{pair[0].line}行", advice=advice)
    splice = replaced(file.text, pair[1], new)
    rest = file.text[splice.end : line_end(file.text, splice.end)]
    filled = splice.start == splice.end and rest.strip() == f"# {rolling_words()['fill']}"
    return splice._replace(end=splice.end + len(rest)) if filled else splice


def replaced(text: str, node: Node, new: str) -> Splice:
    """``node`` replaced by ``new``, behind a space where nothing stood there."""
    bare = new and node.start == node.end and text[node.start - 1] == ":" and not new[0].isspace()
    return Splice(node.start, end_of(text, node), f" {new}" if bare else new)


def _main_key(fact: Fact) -> str:
    held = (
        ("statement", fact.statement),
        ("formula", fact.formula),
        ("value", fact.low),
        ("rank", fact.rank),
        ("date", fact.date),
        ("growth", fact.growth),
    )
    return next((key for key, value in held if value is not None), "value")


def _rendered(file: FactsFile, key: str, value: str, old: Node | None) -> str:
    for wanted, pattern, names in (
        ("value", _RANGE, ("min", "max")),
        ("date", _FORMS.span, ("from", "to")),
    ):
        match = pattern.fullmatch(value)
        if key == wanted and match is not None:
            return flow_mapping(dict(zip(names, match.groups(), strict=True)), file.notation)
    quote = file.text[old.start] if isinstance(old, Scalar) and not old.plain else ""
    return inline_value(key, value, file.notation, quote)


def inserted(file: FactsFile, mapping: Mapping, key: str, value: str) -> Splice:
    """A new key of a mapping, behind the one that it belongs with."""
    text, name = file.text, json.dumps(key) if file.notation == "json" else key
    if mapping.flow:
        end = max(node.end for node in mapping.pairs[-1])
        return Splice(end, end, f", {name}: {value}")
    first = mapping.pairs[0][0]
    indent = " " * (first.start - text.rfind("\n", 0, first.start) - 1)
    for neighbour in _NEIGHBOURS:
        node = mapping.get(neighbour)
        if isinstance(node, Scalar) and node.start > first.start and text[node.start] not in "|>":
            place = line_end(text, node.end)
            return Splice(place, place, f"\n{indent}{name}: {value}")
    return Splice(first.start, first.start, f"{name}: {value}\n{indent}")


def end_of(text: str, node: Node) -> int:
    """The end of a node without the line end that a block text takes in."""
    return node.start + len(text[node.start : node.end].rstrip())


def leaf_end(text: str, node: Node) -> int:
    """Where the text of a node ends, without the line end behind it."""
    while not isinstance(node, Scalar) and not node.flow:
        node = node.pairs[-1][1] if isinstance(node, Mapping) else node.items[-1]
    return end_of(text, node)


def line_end(text: str, place: int) -> int:
    """Where the line of a place ends, without its line end."""
    end = text.find("\n", place)
    return len(text) if end < 0 else end


def spliced(text: str, splices: Iterable[Splice]) -> str:
    """``text`` with all splices made."""
    for splice in sorted(splices, reverse=True):
        text = text[: splice.start] + splice.text + text[splice.end :]
    return text


def _write(file: FactsFile, splices: list[Splice], *, preview: bool = False) -> FactSheet:
    text = spliced(file.text, splices)
    new = _encoded(text, file.data)
    try:
        parsed = parse_sheet(text, str(file.path), file.notation, sha256(new).hexdigest())
    except FactsError as error:
        raise FactsError(
            f"这样改以后事实表不成立,所以没有写入:{error.found}",
            path=file.path,
            place=error.place,
            advice=error.advice,
            problems=error.problems,
        ) from error
    if not preview:
        write_atomic(file.path, new)
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
