"""The keys of one mapping, read by type; what does not fit becomes a problem with its line."""

from __future__ import annotations

import re
from difflib import get_close_matches
from math import inf
from typing import TYPE_CHECKING, TypeVar

from assistant.domain import DateSpan, PartialDate
from assistant.facts.nodes import Mapping, Node, Scalar, Sequence
from assistant.facts.schema import key_titles
from assistant.facts.spelling import glued, key_words
from assistant.facts.values import (
    boolean_of,
    date_of,
    date_text,
    is_empty,
    is_out_of_range,
    number_of,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Collection
    from decimal import Decimal
    from enum import StrEnum

    from assistant.facts.problems import Problems

_Choice = TypeVar("_Choice", bound="StrEnum")
_Read = TypeVar("_Read")

# Letters (汉字 too), digits, _ and -; the JSON Schema has the same.
ID_PATTERN = re.compile(r"[A-Za-z0-9_〇\u3400-\u4dbf\u4e00-\u9fff-]+")
_SURROGATE = re.compile("[\ud800-\udfff]")
# A number with thousands separators, needless zeros or its unit: 1,300 0455 455篇 12.5%.
_NUMBER_WITH_UNIT = re.compile(
    "([-+]?)0*([0-9][0-9,\uff0c]*(?:\\.[0-9]+)?) *([^\\x00-\x24\x26-\x7f]{0,8})"
)
_SHOWN = 40


class Fields:
    """The values of a mapping by key, with what was wrong noted in ``problems``.

    Keys that are left empty count as left out. ``what`` it is called in messages: ``事实``.
    """

    def __init__(
        self, node: Mapping, known: Collection[str], what: str, problems: Problems
    ) -> None:
        self.node = node
        self.problems = problems
        self._what = what
        self._nodes: dict[str, Node] = {}
        for key, value in node.pairs:
            name = key.text
            if name not in known:
                cut = node.flow and isinstance(value, Scalar) and value.start == value.end
                problems.add(key.line, *_unknown_key(name, known, what, cut_off=cut))
            elif name in self._nodes:
                first = next(other for other, _ in node.pairs if other.text == name)
                problems.add(
                    key.line, f"键 {name} 写了两次(第{first.line}行已有)", "请删去其中一个"
                )
            elif not (isinstance(value, Scalar) and is_empty(value)):
                self._nodes[name] = value

    def __contains__(self, key: str) -> bool:
        """Whether the key stands there with a value."""
        return key in self._nodes

    def left_empty(self, keys: Collection[str]) -> bool:
        """Whether one of ``keys`` stands there without a value and none of them with one."""
        written = {key.text for key, _ in self.node.pairs}
        return any(key in written for key in keys) and not any(key in self for key in keys)

    def line(self, key: str) -> int:
        """The line of the key's value, of the mapping where it has none."""
        return self._nodes[key].line if key in self._nodes else self.node.line

    def get(self, key: str) -> Node | None:
        """The node under a key."""
        return self._nodes.get(key)

    def text(self, key: str) -> str | None:
        """A text, spaces around it cut off; a number counts as its written form."""
        node = self._nodes.get(key)
        return None if node is None else self._text(key, node)

    def texts(self, key: str) -> tuple[str, ...]:
        """A list of texts, empty where there is none."""
        node = self._nodes.get(key)
        if node is None:
            return ()
        if not isinstance(node, Sequence):
            self._expected(key, node, "一个列表", f"请写成 {key}: [一项, 另一项]")
            return ()
        found = (self._text(key, item) for item in node.items)
        return tuple(text for text in found if text is not None)

    def number(self, key: str) -> Decimal | None:
        """A number."""
        node = self._nodes.get(key)
        return None if node is None else self._number(key, node)

    def numbers(self, key: str) -> tuple[Decimal | None, Decimal | None]:
        """A number twice, or the ends of ``{min: 4, max: 5}``; two None where there is none."""
        node = self._nodes.get(key)
        if not isinstance(node, Mapping):
            single = self.number(key)
            return single, single
        ends = Fields(node, ("min", "max"), key, self.problems)
        low, high = ends.number("min"), ends.number("max")
        for name in ("min", "max"):
            if name not in ends:
                advice = "请写成 {min: 4, max: 5};只有一头时用 bound"
                self.problems.add(node.line, f"{key} 的区间缺 {name}", advice)
        if low is not None and high is not None and low > high:
            found = f"{key} 的 min 是 {low:f},大于 max {high:f}"
            self.problems.add(node.line, found, "请把小的写在 min,大的写在 max")
        return low, high

    def whole(
        self, key: str, wanted: str, advice: str, *, least: int = 0, most: float = inf
    ) -> int | None:
        """A whole number within bounds; ``wanted`` and ``advice`` tell them where it is none."""
        value = self.number(key)
        if value is None or (least <= value <= most and value == value.to_integral_value()):
            return None if value is None else int(value)
        self._expected(key, self._nodes[key], wanted, advice)
        return None

    def boolean(self, key: str, default: bool) -> bool:
        """True or false."""
        advice = "是写 true,否写 false,不加引号"
        found = self._scalar(key, boolean_of, " true 或 false", advice)
        return default if found is None else found

    def choice(self, key: str, kind: type[_Choice]) -> _Choice | None:
        """One of a closed set of words."""
        node = self._nodes.get(key)
        if node is None:
            return None
        words = {member.value: member for member in kind}
        written = node.text if isinstance(node, Scalar) else ""
        if written not in words:
            near = get_close_matches(written, words, 1)
            advice = f"是不是要写 {near[0]}" if near else f"请从中选一个:{'、'.join(words)}"
            self._expected(key, node, f" {'、'.join(words)} 之一", advice)
        return words.get(written)

    def date(self, key: str) -> PartialDate | None:
        """A date of which parts may be missing."""
        advice = "日期请写成 2025-07-27、2025-07 或 07-27,并确认有这一天"
        return self._scalar(key, lambda node: date_of(node.text), "日期", advice)

    def _scalar(
        self, key: str, read: Callable[[Scalar], _Read | None], wanted: str, advice: str
    ) -> _Read | None:
        """What a scalar means; None where the key is left out or its value means nothing."""
        node = self._nodes.get(key)
        found = read(node) if isinstance(node, Scalar) else None
        if node is not None and found is None:
            self._expected(key, node, wanted, advice)
        return found

    def span(self, key: str) -> DateSpan | None:
        """A date, or a span ``{from:, to:}`` of which either end may be missing."""
        node = self._nodes.get(key)
        if not isinstance(node, Mapping):
            date = self.date(key)
            return None if date is None else DateSpan(date, date)
        ends = Fields(node, ("from", "to"), key, self.problems)
        start, end = ends.date("from"), ends.date("to")
        if start is None and end is None:
            if "from" not in ends and "to" not in ends:
                self.problems.add(
                    node.line, f"{key} 里没有起止日期", "请写 {from: 2025-03-10, to: 2025-03-14}"
                )
            return None
        if start is not None and end is not None and _after(start, end):
            found = f"{key} 的起点 {date_text(start)} 晚于终点 {date_text(end)}"
            self.problems.add(node.line, found, "请核对 from 和 to;跨年的请写上年份")
        return DateSpan(start, end)

    def _text(self, key: str, node: Node) -> str | None:
        content = node.text.strip() if isinstance(node, Scalar) else ""
        if not isinstance(node, Scalar) or (node.plain and boolean_of(node) is not None):
            self._expected(key, node, "文字", "请写成一段文字;要写 true 这样的词,请加引号")
        elif not content:
            self.problems.add(node.line, f"{key} 是空的", "请填写,或删去这个键")
        elif _SURROGATE.search(content):
            self.problems.add(node.line, f"{key} 里有残缺的字符", "请重新输入这段文字")
        else:
            return content
        return None

    def _number(self, key: str, node: Node) -> Decimal | None:
        value = number_of(node) if isinstance(node, Scalar) else None
        if isinstance(node, Scalar) and is_out_of_range(node):
            found = f"{key} 的数太大、太小或位数太多,写的是{_shown(node)}"
            self.problems.add(node.line, found, "请核对;确实这样大的,请换一个单位,如万元、亿元")
        elif value is None:
            self._expected(key, node, "数字", _number_advice(key, node))
        return value

    def _expected(self, key: str, node: Node, wanted: str, advice: str) -> None:
        self.problems.add(node.line, f"{key} 应是{wanted},写的是{_shown(node)}", advice)


def _shown(node: Node) -> str:
    """The value as a message shows it."""
    if isinstance(node, Sequence):
        return "一个列表"
    if isinstance(node, Mapping):
        return "一组键和值"
    text = node.text if len(node.text) <= _SHOWN else f"{node.text[:_SHOWN]}…"
    return f"“{_SURROGATE.sub('�', text)}”" + ("" if node.plain else "(带引号的文字)")


def _number_advice(key: str, node: Node) -> str:
    match = _NUMBER_WITH_UNIT.fullmatch(node.text.strip()) if isinstance(node, Scalar) else None
    if match is None:
        return f"请只写阿拉伯数字,如 {key}: 455;单位写在 unit 里,约数写 approx: true"
    digits = match[1] + re.sub("[,\uff0c]", "", match[2])
    unit = f",单位“{match[3]}”写在 unit 里" if match[3] else ""
    return f"请只写阿拉伯数字,不加引号和逗号,如 {key}: {digits}{unit}"


def _unknown_key(name: str, known: Collection[str], what: str, *, cut_off: bool) -> tuple[str, str]:
    """What was found, and advice; ``cut_off``: it has no value and stands in braces."""
    titles = {title: key for key, title in key_titles().items() if key in known}
    near = get_close_matches(name.strip().lower(), sorted(known), 1, 0.5)
    near = near or [titles[title] for title in get_close_matches(name.strip(), sorted(titles), 1)]
    advice = f"是不是要写 {near[0]}" if near else f"可用的键有:{'、'.join(known)}"
    advice = key_words()["instead"].get(name.strip(), advice)
    if cut_off and (slip := glued(name)):
        advice = f"{slip[1]},请改成半角冒号加一个空格"
    elif cut_off and not near:
        advice = "花括号里的逗号把文字断开了,请给整段文字加单引号"
    return f"{what}里没有“{name[:_SHOWN]}”这个键", advice


def _after(start: PartialDate, end: PartialDate) -> bool:
    """Whether ``start`` is surely later; dates without a year are compared within one."""
    if (start.year is None) != (end.year is None):
        return False
    pairs = ((start.year, end.year), (start.month, end.month), (start.day, end.day))
    for one, other in pairs:
        if one is None or other is None:
            if one != other:
                return False
        elif one != other:
            return one > other
    return False
