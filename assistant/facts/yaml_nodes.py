"""Reading YAML into nodes, with bounds on depth, size and aliases; no tags, one document."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, cast

import yaml

from assistant.facts.nodes import (
    MAX_ALIASES,
    MAX_DEPTH,
    MAX_NODES,
    Mapping,
    Node,
    NotationError,
    Scalar,
    Sequence,
)
from assistant.facts.spelling import glued

if TYPE_CHECKING:
    from yaml._yaml import Mark

# All that YAML 1.2 (5.1) does not let stand in a text.
_NOT_YAML = re.compile("[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_BARE_PERCENT = re.compile(r":\s+[%@`]")


class BrokenYamlError(NotationError):
    """The text is no YAML; its other parts may be."""


def yaml_nodes(text: str) -> Node | None:
    """The root node of a YAML text; None where it is empty.

    Events are read one by one, so that a hostile text is refused before it grows: its depth,
    its nodes (an alias counts as all that it stands for) and its aliases are bounded.

    Raises:
        BrokenYamlError: it is no YAML.
        NotationError: it has tags or several documents, or breaks a bound.
    """
    strange = _NOT_YAML.search(text)
    if strange is not None:
        line = text.count("\n", 0, strange.start()) + 1
        advice = "请在编辑器里删去看不见的特殊字符,再另存"
        raise NotationError(line, "有 YAML 不允许的控制字符", advice)
    builder = _Builder()
    try:
        for event in yaml.parse(text, Loader=yaml.CSafeLoader):
            builder.take(event)
    except yaml.MarkedYAMLError as error:
        # The C parser says where; a text cut off inside brackets is told at its end.
        raise _notation_error(text, cast("Mark", error.problem_mark).line + 1) from error
    return builder.root


def _notation_error(text: str, line: int) -> BrokenYamlError:
    """The commonest slips are named; the others get the general advice."""
    lines = text.split("\n")
    around = [(n, lines[n - 1]) for n in (line, line - 1) if 0 < n <= len(lines)]
    for number, content in around:
        if slip := glued(content):
            return BrokenYamlError(number, slip[1], "请改成半角冒号加一个空格,如 value: 455")
        if "{" in content and "\uff0c" in content:
            return BrokenYamlError(number, "花括号里有全角逗号“\uff0c”", "请改成半角逗号加一个空格")
        if _BARE_PERCENT.search(content):
            return BrokenYamlError(
                number, "% @ ` 开头的文字没有加引号", "请加上单引号,如 unit: '%'"
            )
        if content[: len(content) - len(content.lstrip())].count("\t"):
            return BrokenYamlError(number, "行首是制表符(Tab)", "YAML 只能用空格缩进,请改成空格")
    advice = "请检查这一行和上一行的缩进、冒号后的空格、引号和括号是否成对"
    return BrokenYamlError(line, "不是合法的 YAML", advice)


class _Builder:
    """Builds nodes from events, without recursion."""

    def __init__(self) -> None:
        self.root: Node | None = None
        self._open: list[Sequence | Mapping] = []
        self._keys: list[Scalar | None] = []
        self._anchors: dict[str, tuple[Node, int]] = {}
        self._named: list[tuple[str | None, int]] = []
        self._documents = 0
        self._aliases = 0
        self._nodes = 0

    def take(self, event: yaml.Event) -> None:
        """Takes the next event."""
        if isinstance(event, yaml.ScalarEvent):
            self._scalar(event)
        elif isinstance(event, yaml.MappingStartEvent | yaml.SequenceStartEvent):
            self._begin(event)
        elif isinstance(event, yaml.MappingEndEvent | yaml.SequenceEndEvent):
            self._finish(event)
        elif isinstance(event, yaml.AliasEvent):
            self._alias(event)
        elif isinstance(event, yaml.DocumentStartEvent):
            self._documents += 1
            if self._documents > 1:
                line, found = _start(event).line + 1, "一个文件里有两份 YAML 文档(第二个 ---)"
                raise NotationError(line, found, "请只留一份")

    def _scalar(self, event: yaml.ScalarEvent) -> None:
        mark = _start(event)
        _refuse_tag(event)
        node = Scalar(event.value, event.implicit[0], mark.line + 1, mark.index, _end(event))
        self._count(1, node.line)
        if event.anchor is not None:
            self._anchors[event.anchor] = (node, 1)
        self._place(node)

    def _begin(self, event: yaml.MappingStartEvent | yaml.SequenceStartEvent) -> None:
        mark = _start(event)
        _refuse_tag(event)
        self._count(1, mark.line + 1)
        kind = Mapping if isinstance(event, yaml.MappingStartEvent) else Sequence
        node = kind(mark.line + 1, mark.index, bool(event.flow_style))
        if len(self._open) >= MAX_DEPTH:
            raise NotationError(
                node.line, f"嵌套超过 {MAX_DEPTH} 层", "事实表用不到这么深,请检查括号和缩进"
            )
        if self._open:
            self._place(node)
        else:
            self.root = node
        self._open.append(node)
        self._keys.append(None)
        self._named.append((event.anchor, self._nodes - 1))

    def _finish(self, event: yaml.MappingEndEvent | yaml.SequenceEndEvent) -> None:
        node = self._open.pop()
        self._keys.pop()
        anchor, before = self._named.pop()
        node.end = _end(event)
        if anchor is not None:
            # Known only from its end on: a node that holds itself cannot be written.
            self._anchors[anchor] = (node, self._nodes - before)

    def _alias(self, event: yaml.AliasEvent) -> None:
        line = _start(event).line + 1
        self._aliases += 1
        if self._aliases > MAX_ALIASES:
            raise NotationError(line, f"别名(*)超过 {MAX_ALIASES} 个", "请把内容直接写出来")
        if event.anchor not in self._anchors:
            raise NotationError(
                line, f"别名 *{event.anchor} 没有对应的 &{event.anchor}", "请把内容直接写出来"
            )
        node, size = self._anchors[event.anchor]
        self._count(size, line)
        self._place(node)

    def _count(self, nodes: int, line: int) -> None:
        self._nodes += nodes
        if self._nodes > MAX_NODES:
            found = f"内容展开后超过 {MAX_NODES} 项(可能是别名层层引用)"
            raise NotationError(line, found, "请把别名(& 和 *)去掉,或把事实表分成几份")

    def _place(self, node: Node) -> None:
        if not self._open:
            self.root = node
            return
        parent = self._open[-1]
        if isinstance(parent, Sequence):
            parent.items.append(node)
            return
        key = self._keys[-1]
        if key is not None:
            parent.pairs.append((key, node))
            self._keys[-1] = None
        elif isinstance(node, Scalar):
            self._keys[-1] = node
        else:
            raise NotationError(node.line, "键不是一个词", "键请写成一个词,如 value: 455")


def _start(event: yaml.Event) -> Mark:
    # The C parser marks every event.
    return cast("Mark", event.start_mark)


def _end(event: yaml.Event) -> int:
    return cast("Mark", event.end_mark).index


def _refuse_tag(event: yaml.ScalarEvent | yaml.MappingStartEvent | yaml.SequenceStartEvent) -> None:
    if event.tag is not None:
        advice = "事实表不用标签,请删去以 ! 开头的词"
        raise NotationError(_start(event).line + 1, f"有 YAML 标签 {event.tag}", advice)
