"""Arithmetic as people write it, ``(a + b/x) × 60% ÷ c.previous``, parsed by a whitelist.

What is not in the grammar is refused; nothing is ever evaluated as code.

    expression = term {("+" | "-") term}
    term       = factor {("*" | "/") factor}
    factor     = number ["%"] | name ["." field] ["#" count] | function "(" [expression {"," expression}] ")"
               | "(" expression ")"

``− － × ＊ ÷ （ ） ，`` count as ``- - * * / ( ) ,``. Ids may hold ``-`` and ``/`` themselves: the longest known id wins,
so ``a/b`` is the part b of a where there is one, else a divided by b. A function's name before a bracket is the
function. A run of digits is always a number.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Collection

# An expression is a line that a person can check; longer or deeper ones are a mistake or an attack.
MAX_LENGTH = 500
MAX_DEPTH = 12
_SAME = str.maketrans(
    "−\uff0d–×\uff0a÷\uff0f\uff08\uff09\uff0c\uff05\uff0b\uff0e\uff03", "---**//(),%+.#"
)
_NUMBER = re.compile(r"[0-9]{1,20}(?:\.[0-9]{1,12})?(?![A-Za-z0-9_.\u3400-\u9fff])")
_RUN = re.compile(r"[A-Za-z0-9_〇\u3400-\u4dbf\u4e00-\u9fff/-]+")
_WORD = re.compile(r"[A-Za-z_]+")
_SHOWN = {"+": "+", "-": "−", "*": "×", "/": "÷"}
_LOOSE, _TIGHT = ("+", "-"), ("*", "/")


class ExpressionError(Exception):
    """The text is no expression: a clause in Chinese, and the id or function that does not exist."""

    def __init__(self, found: str, unknown: str = "") -> None:
        super().__init__(found)
        self.found = found
        self.unknown = unknown


@dataclass(frozen=True, slots=True)
class Number:
    """A number as written; ``percent`` where a % follows it (60% is 0.6)."""

    value: Decimal
    percent: bool = False


@dataclass(frozen=True, slots=True)
class Name:
    """A fact: ``articles``, its field ``articles.previous``, a figure of its words ``party#2`` (from 1)."""

    id: str
    field: str | None = None
    index: int | None = None


@dataclass(frozen=True, slots=True)
class Call:
    """A function of a closed list with its arguments."""

    name: str
    arguments: tuple[Expression, ...]


@dataclass(frozen=True, slots=True)
class Binary:
    """Two operands and one of ``+ - * /``."""

    sign: str
    left: Expression
    right: Expression


Expression = Number | Name | Call | Binary


class Grammar(NamedTuple):
    """What may be named: ids, the fields behind a dot, functions, whether ``#2`` may follow an id."""

    ids: Collection[str]
    fields: Collection[str] = ()
    functions: Collection[str] = ()
    inner: bool = False


def parse_expression(text: str, grammar: Grammar) -> Expression:
    """The expression that the whole of ``text`` is.

    ExpressionError where it is none, is too long or too deep, or names what does not exist.
    """
    if len(text) > MAX_LENGTH:
        raise ExpressionError(f"算式超过 {MAX_LENGTH} 个字符")
    parser = _Parser(text.translate(_SAME), grammar)
    found = parser.expression(0)
    parser.end()
    return found


def names_of(expression: Expression) -> tuple[Name, ...]:
    """Every fact that it names, from left to right."""
    if isinstance(expression, Name):
        return (expression,)
    if isinstance(expression, Binary):
        return names_of(expression.left) + names_of(expression.right)
    if isinstance(expression, Call):
        return tuple(name for one in expression.arguments for name in names_of(one))
    return ()


def in_words(expression: Expression, word: Callable[[Name], str]) -> str:
    """The expression for a person, ``(12+8)÷4``; ``word`` says what a name is written as."""
    if isinstance(expression, Name):
        return word(expression)
    if isinstance(expression, Number):
        return f"{expression.value:f}{'%' if expression.percent else ''}"
    if isinstance(expression, Call):
        return f"{expression.name}({','.join(in_words(one, word) for one in expression.arguments)})"
    left, right = in_words(expression.left, word), in_words(expression.right, word)
    tight = expression.sign in _TIGHT
    if tight and _signed(expression.left, _LOOSE):
        left = f"({left})"
    if _signed(expression.right, _LOOSE if tight else ()) or (
        expression.sign in "-/"
        and _signed(expression.right, (*_LOOSE, *_TIGHT) if tight else _LOOSE)
    ):
        right = f"({right})"
    return f"{left}{_SHOWN[expression.sign]}{right}"


def _signed(expression: Expression, signs: tuple[str, ...]) -> bool:
    return isinstance(expression, Binary) and expression.sign in signs


class _Parser:
    def __init__(self, text: str, grammar: Grammar) -> None:
        self._text = text
        self._grammar = grammar
        self._at = 0

    def expression(self, depth: int) -> Expression:
        if depth > MAX_DEPTH:
            raise ExpressionError(f"括号超过 {MAX_DEPTH} 层")
        left = self._term(depth)
        while sign := self._take(_LOOSE):
            left = Binary(sign, left, self._term(depth))
        return left

    def end(self) -> None:
        self._skip()
        if self._at < len(self._text):
            raise ExpressionError(f"“{self._text[self._at :][:20]}”放在这里看不懂")

    def _term(self, depth: int) -> Expression:
        left = self._factor(depth)
        while sign := self._take(_TIGHT):
            left = Binary(sign, left, self._factor(depth))
        return left

    def _factor(self, depth: int) -> Expression:
        if self._take(("(",)):
            inside = self.expression(depth + 1)
            self._close()
            return inside
        self._skip()
        run = _RUN.match(self._text, self._at)
        if run is None:
            rest = self._text[self._at :][:20]
            raise ExpressionError(f"“{rest}”放在这里看不懂" if rest else "算式没有写完")
        called = (
            self._text[run.end() :].lstrip().startswith("(")
            and run.group() in self._grammar.functions
        )
        known = "" if called else _longest(run.group(), self._grammar.ids)
        if known:
            self._at += len(known)
            return self._name(known)
        number = _NUMBER.match(self._text, self._at)
        if number is not None:
            self._at = number.end()
            return Number(Decimal(number.group()), bool(self._take(("%",))))
        return self._call(run.group(), depth)

    def _name(self, known: str) -> Name:
        field = index = None
        if self._text.startswith(".", self._at):
            self._at += 1
            field = self._match(_WORD)
            if field not in self._grammar.fields:
                raise ExpressionError(f"{known} 后面的“.{field}”不能用", field)
        if self._grammar.inner and self._text.startswith("#", self._at):
            self._at += 1
            count = self._match(re.compile("[0-9]{1,3}"))
            if not count or not int(count):
                raise ExpressionError(f"{known}# 后面要写第几个数,从 1 起")
            index = int(count)
        return Name(known, field, index)

    def _call(self, run: str, depth: int) -> Call:
        word = self._match(_WORD)
        if word not in self._grammar.functions or not self._take(("(",)):
            raise ExpressionError(f"没有事实 {run[:40]}", run)
        arguments: list[Expression] = []
        while not self._take((")",)):
            if arguments and not self._take((",",)):
                self._close()
            arguments.append(self.expression(depth + 1))
        return Call(word, tuple(arguments))

    def _close(self) -> None:
        if not self._take((")",)):
            raise ExpressionError("括号没有配对")

    def _match(self, pattern: re.Pattern[str]) -> str:
        found = pattern.match(self._text, self._at)
        self._at += len(found.group()) if found else 0
        return found.group() if found else ""

    def _take(self, signs: tuple[str, ...]) -> str:
        self._skip()
        found = next((sign for sign in signs if self._text.startswith(sign, self._at)), "")
        self._at += len(found)
        return found

    def _skip(self) -> None:
        while self._at < len(self._text) and self._text[self._at].isspace():
            self._at += 1


def _longest(run: str, ids: Collection[str]) -> str:
    """The longest known id that the run begins with and that an operator or nothing follows."""
    ends = [len(run), *(place for place in range(len(run) - 1, 0, -1) if run[place] in "-/")]
    return next((run[:end] for end in ends if run[:end] in ids and not run[:end].isdigit()), "")
