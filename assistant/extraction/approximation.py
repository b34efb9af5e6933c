"""Approximators: the words that turn a number into an interval.

The rules are those of docs/verifier.md: ``N余`` is more than N and less than one step of its last
non-zero place more; ``近N`` is 0.9 N to below N; ``约N`` lies within 5 %; ``超N`` has no upper
bound. Words before and behind a number must leave room for each other: 近70余 does not.
"""

from __future__ import annotations

from decimal import Decimal
from enum import Enum, auto
from typing import NamedTuple


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


BEFORE = {
    **dict.fromkeys(("近", "将近", "接近", "接近于", "逼近", "差不多", "几近", "近乎"), Sense.NEAR),
    **dict.fromkeys(("约", "大约", "约为", "约占", "约有", "大概", "大致", "左右约", "约计"), Sense.ABOUT),
    **dict.fromkeys(
        ("超", "超过", "超过了", "突破", "突破了", "逾", "多于", "大于", "高于", "超出", "已超", "上", "过"),
        Sense.OVER,
    ),
    **dict.fromkeys(
        ("不少于", "不低于", "不小于", "至少", "最少", "起码", "不下", "不下于", "不得少于", "不得低于",
         "最低", "不短于", "不能少于", "不能低于", "应不少于", "不少于等于", "保底", "不亚于"),
        Sense.AT_LEAST,
    ),
    **dict.fromkeys(
        ("不足", "不到", "未达", "未满", "不满", "低于", "少于", "小于", "短于", "未超", "不及", "不够", "未到"),
        Sense.BELOW,
    ),
    **dict.fromkeys(
        ("不超过", "不多于", "不高于", "不大于", "至多", "最多", "顶多", "不得超过", "不得多于",
         "不得高于", "未超过", "不能超过", "不长于", "不超", "最高不超过", "不超出"),
        Sense.AT_MOST,
    ),
}  # fmt: skip
AFTER = {
    **dict.fromkeys(("左右", "上下", "前后"), Sense.ABOUT),
    **dict.fromkeys(("以上", "及以上", "(含)以上", "(及以上)", "起步"), Sense.AT_LEAST),
    **dict.fromkeys(("以下", "及以下", "以内", "之内", "(含)以下", "封顶"), Sense.AT_MOST),
    **dict.fromkeys(("余", "多", "有余"), Sense.REMAINDER),
    **dict.fromkeys(("强", "出头", "开外"), Sense.SLIGHTLY_OVER),
    "弱": Sense.SLIGHTLY_BELOW,
}
# The character before a one-character approximator that makes it part of another word.
_NOT_BEHIND = {
    "近": "附最临靠贴亲邻走相远新就",
    "约": "节签预制公条履契违简邀相集大婚租商爽隐失特",
    "超": "赶高反",
    "上": "以之晚早网线身路年地天海加马赶跟送向纸面岗班街会月周台手桌书墙边车船楼山市",
    "过": "经通不超路透错越度胜难渡走见听用来去做学读看吃穿",
    "逾": "",
}
_ROUND_ONLY = frozenset("上过")
_LONGEST = 5
_NEAR_LOW, _ABOUT_LOW, _ABOUT_HIGH, _SLIGHT = (
    Decimal("0.9"),
    Decimal("0.95"),
    Decimal("1.05"),
    Decimal("1.1"),
)
CONTRADICTION = "前后的约数词互相矛盾,读不出一个确定的范围"


def before(norm: str, at: int, floor: int, *, round_number: bool) -> str:
    """The approximator that ends at ``at`` and begins no earlier than ``floor``; empty for none.

    Args:
        round_number: the number is a bare scale word or 半, before which 上 and 过 are
            approximators too (上百, 过半).
    """
    for length in range(min(_LONGEST, at - floor), 0, -1):
        word = norm[at - length : at]
        if word not in BEFORE:
            continue
        if length > 1:
            return word
        ahead = norm[at - 2] if at > 1 else ""
        if ahead and ahead in _NOT_BEHIND.get(word, ""):
            return ""
        return "" if word in _ROUND_ONLY and not round_number else word
    return ""


def after(norm: str, at: int) -> str:
    """The approximator that begins at ``at``; empty for none."""
    for word in _AFTER_BY_FIRST.get(norm[at : at + 1], ()):
        if norm.startswith(word, at) and not _continues(norm, at, word):
            return word
    return ""


_AFTER_BY_FIRST: dict[str, tuple[str, ...]] = {}
for _word in sorted(AFTER, key=lambda word: (-len(word), word)):
    _AFTER_BY_FIRST[_word[0]] = (*_AFTER_BY_FIRST.get(_word[0], ()), _word)
_NEXT_DENIED = {
    "多": "元种样方少媒渠层项名个家次项于功名云",
    "余": "下热额",
    "强": "化调制",
    "弱": "化项势",
    "以上": "海",
    "以内": "蒙",
    "左右": "两手",
    "上下": "班联游功",
    "前后": "端",
}


def _continues(norm: str, at: int, word: str) -> bool:
    follows = norm[at + len(word) : at + len(word) + 1]
    return bool(follows) and follows in _NEXT_DENIED.get(word, "")


def apply(sense: Sense, low: Decimal, high: Decimal, step: Decimal) -> Range:
    """The interval that an approximator makes of a number from ``low`` to ``high``.

    Args:
        step: one step of the number's last non-zero place.
    """
    match sense:
        case Sense.NEAR:
            return Range(low * _NEAR_LOW, high, high_open=True)
        case Sense.ABOUT:
            return Range(low * _ABOUT_LOW, high * _ABOUT_HIGH)
        case Sense.OVER:
            return Range(low, None, low_open=True)
        case Sense.AT_LEAST:
            return Range(low, None)
        case Sense.BELOW:
            return Range(None, high, high_open=True)
        case Sense.AT_MOST:
            return Range(None, high)
        case Sense.REMAINDER:
            return Range(low, high + step, low_open=True, high_open=True)
        case Sense.SLIGHTLY_OVER:
            return Range(low, high * _SLIGHT, low_open=True)
        case Sense.SLIGHTLY_BELOW:
            return Range(low * _NEAR_LOW, high, high_open=True)


def join(first: Range, second: Range) -> Range | None:
    """What both say together; None where they leave no room for each other."""
    low, low_open = _tighter(first.low, first.low_open, second.low, second.low_open, upper=False)
    high, high_open = _tighter(
        first.high, first.high_open, second.high, second.high_open, upper=True
    )
    if low is not None and high is not None and (low > high or (low == high)):
        return None
    return Range(low, high, low_open, high_open)


def _tighter(
    value: Decimal | None, is_open: bool, other: Decimal | None, other_open: bool, *, upper: bool
) -> tuple[Decimal | None, bool]:
    if value is None or other is None:
        return (other, other_open) if value is None else (value, is_open)
    if value == other:
        return value, is_open or other_open
    first = (value < other) == upper
    return (value, is_open) if first else (other, other_open)


def widen(first: Range, second: Range) -> Range:
    """About and another: the bounds of both, the wider ones (约300余人)."""
    low = None if first.low is None or second.low is None else min(first.low, second.low)
    high = None if first.high is None or second.high is None else max(first.high, second.high)
    return Range(low, high)
