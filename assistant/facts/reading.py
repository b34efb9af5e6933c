"""From nodes to facts: every entry of ``facts:`` and its parts, with defaults and inheritance."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from assistant.domain import Bound, Fact, Status
from assistant.facts.fields import ID_PATTERN, Fields
from assistant.facts.nodes import Mapping, Node, Sequence
from assistant.facts.rules import check_fact
from assistant.facts.schema import keys_of

if TYPE_CHECKING:
    from assistant.facts.problems import Problems

KINDS = ("indicator", "event", "statement")
# What gives a fact its figure: one of these left empty is to be filled in.
FIGURES = ("value", "rank", "growth", "date")
_NONE = Fact("", ())


class FactReader:
    """Reads the facts one after the other.

    Attributes:
        facts: those read so far, parts behind their parents.
        places: the mapping that each id stands in, for editing.
        pending: the ids and names of those whose figure is left empty.
    """

    def __init__(self, problems: Problems) -> None:
        self.facts: list[Fact] = []
        self.places: dict[str, Mapping] = {}
        self.pending: dict[str, str] = {}
        self._problems = problems

    def read(self, nodes: Sequence) -> None:
        """Reads the list under ``facts:``."""
        self._read_list(nodes, None)

    def _read_list(self, nodes: Sequence, parent: Fact | None) -> tuple[str, ...]:
        ids: list[str] = []
        what = "事实" if parent is None else "分项"
        taken = {_given_id(node) for node in nodes.items}
        free = (name for n in range(1, len(nodes.items) * 2 + 1) if (name := f"f{n}") not in taken)
        for node in nodes.items:
            if not isinstance(node, Mapping):
                written = getattr(node, "text", "")
                self._problems.add(
                    node.line,
                    f"这条{what}不是一组键和值",
                    "冒号要用半角,后面空一格,如 indicator: 媒体发稿"
                    if "\uff1a" in written or ":" in written
                    else "请写成 {id: 编号, indicator: 指标, value: 数值} 的样子",
                )
                continue
            keys = keys_of("common") if parent else keys_of("fact", "common")
            fields = Fields(node, keys, what, self._problems)
            name = self._id(fields) or next(free)
            full = name if parent is None else f"{parent.id}/{name}"
            if full in self.places:
                found = f"编号 {full} 重复(第{self.places[full].line}行已有)"
                advice = "每条事实的编号不能相同,请改掉其中一个"
                self._problems.add(fields.line("id"), found, advice)
                continue
            self.places[full] = node
            if fields.left_empty(FIGURES) and "statement" not in fields:
                # To be filled in: last year's file moved on, see :mod:`assistant.facts.rolling`.
                self.pending[full] = fields.text("indicator") or fields.text("event") or full
                self._place(fields.get("parts"), full)
                continue
            ids.append(full)
            self._read_fact(full, fields, parent)
        return tuple(ids)

    def _place(self, parts: Node | None, above: str) -> None:
        """Where the parts of what is to be filled in stand, for editing."""
        nodes = parts.items if isinstance(parts, Sequence) else []
        names = (_given_id(node) or f"f{number}" for number, node in enumerate(nodes, 1))
        own = {
            f"{above}/{name}": node
            for name, node in zip(names, nodes, strict=True)
            if isinstance(node, Mapping)
        }
        self.places = own | self.places

    def _id(self, fields: Fields) -> str | None:
        name = fields.text("id")
        if name is not None and ID_PATTERN.fullmatch(name) is None:
            found = f"编号“{name}”里有不能用的字符"
            self._problems.add(fields.line("id"), found, "编号只用字母、汉字、数字、下划线和连字符")
        return name

    def _read_fact(self, full: str, fields: Fields, parent: Fact | None) -> None:
        fact = _fact(full, fields, parent)
        check_fact(fact, fields)
        place = len(self.facts)
        self.facts.append(fact)
        parts = self._parts(fields.get("parts"), fact)
        # Parts that are still to be filled in cannot add up.
        waiting = any(name.startswith(f"{full}/") for name in self.pending)
        self.facts[place] = replace(fact, parts=parts, partial=fact.partial or waiting)

    def _parts(self, node: Node | None, fact: Fact) -> tuple[str, ...]:
        if node is None:
            return ()
        if not isinstance(node, Sequence):
            found = "parts 应是一个列表"
            advice = "每个分项一行:- {id: national, indicator: 国家级媒体, value: 96}"
            self._problems.add(node.line, found, advice)
            return ()
        # The total's cell is not the part's; a ledger named in words is.
        own = replace(fact, source=None) if fact.source and "!" in fact.source else fact
        return self._read_list(node, own)


def _fact(full: str, fields: Fields, parent: Fact | None) -> Fact:
    """The fact that the keys of a mapping tell, without its parts."""
    words = {kind: fields.text(kind) for kind in KINDS}
    low, high = fields.numbers("value")
    name = next((text for text in words.values() if text), full)
    whole = parent or _NONE
    return Fact(
        id=full,
        path=(*whole.path, name),
        indicator=words["indicator"],
        event=words["event"],
        statement=words["statement"],
        low=low,
        high=high,
        unit=fields.text("unit") or whole.unit,
        scope=fields.text("scope") or whole.scope,
        rank=fields.whole("rank", "从 1 起的整数", "名次请写成 rank: 3", least=1),
        among=fields.text("among"),
        date=fields.span("date"),
        previous=fields.number("previous"),
        growth=fields.number("growth"),
        target=fields.number("target"),
        bound=fields.choice("bound", Bound),
        approx=fields.boolean("approx", default=False),
        status=fields.choice("status", Status) or whole.status,
        aliases=fields.texts("aliases"),
        parent=whole.id or None,
        partial=fields.boolean("partial", default=False),
        share_of=fields.text("share_of"),
        formula=fields.text("formula"),
        digits=fields.whole("digits", "从 0 到 10 的整数", "请写成 digits: 1", most=10),
        section=fields.text("section") or whole.section,
        required=fields.boolean(
            "required", parent.required if parent else words["indicator"] is not None
        ),
        source=fields.text("source") or whole.source,
        line=fields.node.line,
    )


def _given_id(node: Node) -> str | None:
    found = node.get("id") if isinstance(node, Mapping) else None
    return getattr(found, "text", None)
