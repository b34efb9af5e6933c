"""The language a reader answers in, parsed by a whitelist; what does not parse is no answer.

    answer  = line {newline line}
    line    = number "=" said {"|" flag}          7 = share(a, b) | done
            | "!" quote reason                    ! “原文” 原因
    said    = expression | function "(" … ")" | word
    flag    = "plan" | "done" | "wrong:" reason

Expressions are those of :mod:`assistant.facts.expressions` with the fields and functions below.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from functools import reduce
from typing import TYPE_CHECKING

from assistant.facts.expressions import (
    Binary,
    Call,
    Expression,
    ExpressionError,
    Grammar,
    Name,
    Number,
    names_of,
    parse_expression,
)
from assistant.verification.candidates import Role
from assistant.verification.lexicon import forms

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

FIELDS = tuple(role.value for role in Role if role not in {Role.VALUE, Role.INNER})
# How many arguments each takes; what they mean stands in docs/reader.md.
_FUNCTIONS = {
    "sum": (2, 20),
    "share": (1, 2),
    "growth": (1, 2),
    "ratio": (2, 2),
    "mean": (2, 2),
    "rank": (1, 1),
    "date": (1, 1),
    "days": (1, 1),
    "year": (1, 1),
    "list": (1, 1),
}
# A bare number multiplies or divides: parts, months, weeks, days, per cent.
_FACTORS = frozenset((*range(1, 13), 52, 100, 365, 366))
_MOST_NAMES = 20
_WRONG_CALL = "参数或编号不对"
_UNCOUNTED = 10_000
# An answer is a line a figure: more than this is no answer but noise.
_MOST = 200_000
_LONG = 700
_LINE = re.compile(r"[ \t>*-]*[⟦\[(]?([0-9]{1,5})[⟧\])]?[ \t]*[=\uff1d:\uff1a][ \t]*(\S.*)")
_REMARK = re.compile(
    r"[ \t>*-]*[!\uff01][ \t]*[“\"「『'](.{1,200}?)[”\"」』'][ \t]*[:\uff1a,\uff0c—-]*[ \t]*(.*)"
)
_FLAGS = re.compile(r"[|\uff5c]|(?=[!\uff01])")
_FORMS = forms(__file__)


class Said(StrEnum):
    """What a reader says of a figure, where that is no arithmetic over facts."""

    FACTS = "facts"
    DAYS = "days"
    YEAR = "year"
    LIST = "list"
    PERIOD = "period"
    NAME = "name"
    NONE = "none"


_WHOLE = frozenset((Said.DAYS, Said.YEAR, Said.LIST))
_WORDS = {word.value: word for word in (Said.PERIOD, Said.NAME, Said.NONE)}


@dataclass(frozen=True, slots=True)
class Reading:
    """What a reader says of one figure.

    Attributes:
        expression: of ``facts`` the arithmetic, functions written out; of ``days`` the fact; of ``year`` and ``list``
            the number; None for the other words.
        written: as the reader wrote it, for people.
        planned: the words tell a plan (True) or an achievement (False); None where the reader does not say.
        wrong: why the words contradict the fact; empty where they do not.
    """

    said: Said
    expression: Expression | None = None
    written: str = ""
    planned: bool | None = None
    wrong: str = ""


@dataclass(frozen=True, slots=True)
class Remark:
    """Words that the facts contradict or do not bear, quoted, and why.

    Attributes:
        after: the figure that was answered last before; 0 for none.
    """

    quote: str
    reason: str
    after: int = 0


@dataclass(frozen=True, slots=True)
class Answers:
    """What of the answers could be read.

    Attributes:
        readings: by the number of the figure; one that was answered in two ways has none.
        unread: how many lines were no answer.
    """

    readings: dict[int, Reading]
    remarks: tuple[Remark, ...] = ()
    unread: int = 0


def parse_answers(texts: Sequence[str], figures: Mapping[str, int]) -> Answers:
    """All readings and remarks in what a reader answered.

    Args:
        texts: the answers, as they came.
        figures: the facts' ids, and how many figures stand in the words of each.
    """
    found: dict[int, list[Reading]] = {}
    remarks: dict[tuple[str, int], Remark] = {}
    unread = last = 0
    for line in "\n".join(texts)[:_MOST].splitlines():
        answer, remark = _LINE.match(line), _REMARK.match(line)
        if len(line) > _LONG:
            unread += 1
        elif remark is not None:
            one = Remark(remark[1], remark[2].strip()[:200], last)
            remarks.setdefault((one.quote, last), one)
        elif answer is not None and (reading := _reading(answer[2], figures)) is not None:
            last = int(answer[1])
            found.setdefault(last, []).append(reading)
        elif line.strip():
            unread += 1
    single = {
        number: kinds[0] for number, kinds in found.items() if kinds.count(kinds[0]) == len(kinds)
    }
    return Answers(single, tuple(remarks.values()), unread)


def _reading(text: str, figures: Mapping[str, int]) -> Reading | None:
    said, *flags = (piece.strip() for piece in _FLAGS.split(text) if piece.strip())
    planned: bool | None = None
    wrong = ""
    for flag in flags:
        if flag.lower() in {"plan", "done"}:
            planned = flag.lower() == "plan"
        elif (reason := _FORMS.wrong.fullmatch(flag)) is not None:
            wrong = ((reason[1] or reason[2] or "").strip() or "与事实不符")[:200]
        else:
            return None
    word = _WORDS.get(said.lower().rstrip("()。"))
    if word is not None:
        return Reading(word, None, said, planned, wrong)
    try:
        found = parse_expression(said, Grammar(figures, FIELDS, tuple(_FUNCTIONS), inner=True))
        kind, expression = _arithmetic(found, figures)
    except ExpressionError:
        return None
    return Reading(kind, expression, said, planned, wrong)


def _arithmetic(found: Expression, figures: Mapping[str, int]) -> tuple[Said, Expression | None]:
    if isinstance(found, Call) and found.name in _WHOLE:
        argument = found.arguments[0] if len(found.arguments) == 1 else None
        if not (isinstance(argument, Name) if found.name == "days" else _counts(argument)):
            raise ExpressionError(_WRONG_CALL)
        return Said(found.name), argument
    plain = _plain(found)
    names = names_of(plain)
    beyond = any((name.index or 0) > figures[name.id] for name in names)
    if beyond or not names or len(names) > _MOST_NAMES or not _sober(plain):
        raise ExpressionError(_WRONG_CALL)
    return Said.FACTS, plain


def _counts(found: Expression | None) -> bool:
    """Whether it is a number of things or a year: a list of nothing is none."""
    number = found.value if isinstance(found, Number) and not found.percent else 0
    return 0 < number < _UNCOUNTED and not number % 1


def _sober(found: Expression, *, added: bool = False) -> bool:
    """Whether its bare numbers are such as a text reckons with: twice, per month, what is left of 100 %.

    With any number allowed, an expression could be made for every figure.
    """
    if isinstance(found, Number):
        whole = found.value == (100 if found.percent else 1)
        return whole or (not added and not found.percent and found.value in _FACTORS)
    if isinstance(found, Binary):
        sum_ = found.sign in "+-"
        return _sober(found.left, added=sum_) and _sober(found.right, added=sum_)
    return True


def _plain(found: Expression) -> Expression:
    """The expression with its functions written out as arithmetic."""
    if isinstance(found, Binary):
        return Binary(found.sign, _plain(found.left), _plain(found.right))
    if not isinstance(found, Call):
        return found
    least, most = _FUNCTIONS[found.name]
    given = tuple(_plain(one) for one in found.arguments)
    if found.name in _WHOLE or not least <= len(given) <= most:
        raise ExpressionError(_WRONG_CALL)
    if found.name == "sum":
        return reduce(lambda left, right: Binary("+", left, right), given)
    if len(given) == 1:
        return _field(given[0], found.name)
    if found.name == "growth":
        return Binary("/", Binary("-", *given), given[1])
    return Binary("/", *given)


def _field(name: Expression, field: str) -> Name:
    if not isinstance(name, Name) or name.index is not None or name.field not in {None, field}:
        raise ExpressionError(_WRONG_CALL)
    return Name(name.id, field)
