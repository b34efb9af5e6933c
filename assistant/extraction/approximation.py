"""Approximators: the words that turn a number into an interval.

The rules are those of docs/verifier.md: ``N余`` is more than N and less than one step of its last
non-zero place more; ``近N`` is 0.9 N to below N; ``约N`` lies within 5 %; ``超N`` has no upper
bound. Words before and behind a number must leave room for each other: 近70余 does not.
"""

from __future__ import annotations

import re
from decimal import Decimal
from enum import Enum, auto
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from assistant.extraction.lexicon import by_first, one_of, tables

if TYPE_CHECKING:
    from collections.abc import Callable

_ROUND_ONLY = frozenset(("上", "过", "过了", "已过"))
_LONGEST = 5
_NEAR_LOW, _ABOUT_LOW, _ABOUT_HIGH, _SLIGHT = map(Decimal, ("0.9", "0.95", "1.05", "1.1"))
CONTRADICTION = "前后的约数词互相矛盾,读不出一个确定的范围"
_End = tuple[Decimal | None, bool]


class Sense(Enum):
    """What an approximator says of its number."""

    NEAR = auto()
    ABOUT = auto()
    OVER = auto()
    AT_LEAST = auto()
    BELOW = auto()
    AT_MOST = auto()
    REMAINDER = auto()
    SLIGHTLY_OVER = auto()
    SLIGHTLY_BELOW = auto()


class Range(NamedTuple):
    """An interval; None is an open end."""

    low: Decimal | None
    high: Decimal | None
    low_open: bool = False
    high_open: bool = False


class _Words(NamedTuple):
    """The approximators of ``lexicon/approximators.toml``."""

    before: dict[str, Sense]
    after: dict[str, Sense]
    after_by_first: dict[str, tuple[str, ...]]
    not_behind: dict[str, str]
    not_before: dict[str, str]
    distant: re.Pattern[str]


@cache
def _words() -> _Words:
    data = tables("approximators.toml")
    before, after = (
        {word: Sense[sense.upper()] for sense, words in data[side].items() for word in words}
        for side in ("before", "after")
    )
    far = data["distant"]
    distant = re.compile(f"({one_of(far['bounds'])})(?:{one_of(far['verbs'])})$")
    return _Words(before, after, by_first(after), data["not_behind"], data["not_before"], distant)


def sense_before(word: str) -> Sense:
    """What an approximator before a number says."""
    return _words().before[word]


def no_approximator_behind(word: str) -> tuple[str, ...]:
    """The characters behind which ``word`` is the end of a longer word: 签 of 签约."""
    return tuple(_words().not_behind.get(word, ()))


def sense_after(word: str) -> Sense:
    """What an approximator behind a number says."""
    return _words().after[word]


def before(norm: str, at: int, floor: int, *, round_number: bool) -> str:
    """The approximator that ends at ``at`` and begins no earlier than ``floor``; empty for none.

    上, 过 and 过了 are approximators only before a ``round_number``: a bare scale word or a share
    (上百, 过半).
    """
    words = _words()
    for length in range(min(_LONGEST, at - floor), 1, -1):
        word = norm[at - length : at]
        if word in words.before and (round_number or word not in _ROUND_ONLY):
            return word
    word = norm[at - 1 : at] if at > floor else ""
    if word not in words.before or (word in _ROUND_ONLY and not round_number):
        return ""
    return "" if norm[max(0, at - 2) : at - 1] in set(words.not_behind.get(word, "")) else word


def after(norm: str, at: int) -> str:
    """The approximator that begins at ``at``; empty for none."""
    words = _words()
    for word in words.after_by_first.get(norm[at : at + 1], ()):
        if norm.startswith(word, at):
            follows = norm[at + len(word) : at + len(word) + 1]
            if follows not in set(words.not_before.get(word, "")):
                return word
    return ""


def leading(norm: str, at: int, floor: int, *, round_number: bool) -> tuple[str, int]:
    """The approximator before ``at``, and how many characters it takes with a space behind it."""
    space = at > floor and norm[at - 1] == " "
    word = before(norm, at - space, floor, round_number=round_number)
    return word, len(word) + space if word else 0


def trailing(norm: str, at: int) -> tuple[str, int]:
    """The approximator behind ``at``, and how many characters it takes with a space before it."""
    space = norm.startswith(" ", at)
    word = after(norm, at + space)
    return word, len(word) + space if word else 0


def distant(norm: str, at: int, floor: int) -> str:
    """The bound that stands before the verb that ends at ``at``: 至少实现2台; empty for none."""
    match = _words().distant.search(norm, max(floor, at - 8), at)
    return match[1] if match else ""


def apply(sense: Sense, low: Decimal, high: Decimal, step: Decimal) -> Range:
    """The interval that an approximator makes of a number from ``low`` to ``high``.

    ``step`` is one step of the number's last non-zero place.
    """
    table = {
        Sense.NEAR: Range(low * _NEAR_LOW, high, high_open=True),
        Sense.ABOUT: Range(low * _ABOUT_LOW, high * _ABOUT_HIGH),
        Sense.OVER: Range(low, None, low_open=True),
        Sense.AT_LEAST: Range(low, None),
        Sense.BELOW: Range(None, high, high_open=True),
        Sense.AT_MOST: Range(None, high),
        Sense.REMAINDER: Range(low, high + step, low_open=True, high_open=True),
        Sense.SLIGHTLY_OVER: Range(low, high * _SLIGHT, low_open=True),
        Sense.SLIGHTLY_BELOW: Range(low * _NEAR_LOW, high, high_open=True),
    }
    return table[sense]


def join(first: Range, second: Range) -> Range | None:
    """What both say together; None where they leave no room for each other."""
    low, low_open = _tighter((first.low, first.low_open), (second.low, second.low_open), max)
    high, high_open = _tighter((first.high, first.high_open), (second.high, second.high_open), min)
    if low is not None and high is not None and low >= high:
        return None
    return Range(low, high, low_open, high_open)


def _tighter(one: _End, other: _End, pick: Callable[[Decimal, Decimal], Decimal]) -> _End:
    if one[0] is None or other[0] is None:
        return other if one[0] is None else one
    if one[0] == other[0]:
        return one[0], one[1] or other[1]
    return one if pick(one[0], other[0]) == one[0] else other


def combine(said: list[tuple[Sense, Range]]) -> Range | None:
    """What all approximators of a number say together; None where they contradict each other.

    约 loosens the others: 约300余人 is anything that either word allows.
    """
    sense, whole = said[0]
    for other, bounds in said[1:]:
        joined = widen(whole, bounds) if Sense.ABOUT in {sense, other} else join(whole, bounds)
        if joined is None:
            return None
        whole = joined
    return whole


def widen(first: Range, second: Range) -> Range:
    """About and another: the bounds of both, the wider ones (约300余人)."""
    low = None if first.low is None or second.low is None else min(first.low, second.low)
    high = None if first.high is None or second.high is None else max(first.high, second.high)
    return Range(low, high)
