"""Reading JSON into nodes: strict RFC 8259, with the same bounds as YAML."""

from __future__ import annotations

import re
from json import JSONDecodeError, JSONDecoder

from assistant.facts.nodes import (
    MAX_DEPTH,
    MAX_NODES,
    Mapping,
    Node,
    NotationError,
    Scalar,
    Sequence,
)

_DECODER = JSONDecoder()
_SPACES = frozenset(" \t\n\r")
_WORD = re.compile(r"-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][-+]?[0-9]+)?|true|false|null")
_ADVICE = "请检查引号、逗号和括号;JSON 里键和文字要加双引号,最后一项后面没有逗号"


def json_nodes(text: str) -> Node | None:
    """The root node of a JSON text, None where it is empty; NotationError where it is none or breaks a bound."""
    reader = _Reader(text)
    reader.skip()
    if reader.at == len(text):
        return None
    root = reader.value(0)
    reader.skip()
    if reader.at < len(text):
        raise reader.error("后面还有多余的内容")
    return root


class _Reader:
    """Reads a text from left to right."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.at = 0
        self._line = 1
        self._counted = 0
        self._nodes = 0

    def error(self, found: str, advice: str = _ADVICE) -> NotationError:
        """An error at the present place."""
        return NotationError(self._line_here(), f"不是合法的 JSON:{found}", advice)

    def skip(self) -> None:
        """Goes past white space."""
        while self.text[self.at : self.at + 1] in _SPACES:
            self.at += 1

    def value(self, depth: int) -> Node:
        """The value that begins here."""
        self._nodes += 1
        if self._nodes > MAX_NODES:
            raise self.error(f"内容超过 {MAX_NODES} 项", "请把事实表分成几份")
        if depth > MAX_DEPTH:
            raise self.error(f"嵌套超过 {MAX_DEPTH} 层", "事实表用不到这么深,请检查括号")
        sign = self.text[self.at : self.at + 1]
        if sign == "{":
            return self._mapping(depth)
        if sign == "[":
            return self._sequence(depth)
        if sign == '"':
            return self._string()
        return self._word()

    def _mapping(self, depth: int) -> Mapping:
        node = Mapping(self._line_here(), self.at, flow=True)
        while self._more(node.pairs, "}"):
            if self.text[self.at : self.at + 1] != '"':
                raise self.error("键没有加双引号")
            key = self._string()
            self.skip()
            if self.text[self.at : self.at + 1] != ":":
                raise self.error(f"键 {key.text} 后面没有冒号")
            self.at += 1
            self.skip()
            node.pairs.append((key, self.value(depth + 1)))
        node.end = self.at
        return node

    def _sequence(self, depth: int) -> Sequence:
        node = Sequence(self._line_here(), self.at, flow=True)
        while self._more(node.items, "]"):
            node.items.append(self.value(depth + 1))
        node.end = self.at
        return node

    def _more(self, sofar: list[Node] | list[tuple[Scalar, Node]], close: str) -> bool:
        """Whether another item follows; goes past the sign before it, or past the closing one."""
        begin = not sofar
        if begin:
            self.at += 1
        self.skip()
        sign = self.text[self.at : self.at + 1]
        if sign == close:
            self.at += 1
            return False
        if not begin:
            if sign != ",":
                raise self.error(f"这里应有逗号或 {close}")
            self.at += 1
            self.skip()
        return True

    def _string(self) -> Scalar:
        start, line = self.at, self._line_here()
        try:
            content, self.at = _DECODER.raw_decode(self.text, start)
        except JSONDecodeError as error:
            self.at = error.pos
            raise self.error("双引号没有成对,或文字里有换行、写错的反斜杠") from error
        return Scalar(content, plain=False, line=line, start=start, end=self.at)

    def _word(self) -> Scalar:
        match = _WORD.match(self.text, self.at)
        if match is None:
            raise self.error("这里应是数字、加双引号的文字、列表或对象")
        line = self._line_here()
        self.at = match.end()
        return Scalar(match[0], plain=True, line=line, start=match.start(), end=match.end())

    def _line_here(self) -> int:
        self._line += self.text.count("\n", self._counted, self.at)
        self._counted = max(self._counted, self.at)
        return self._line
