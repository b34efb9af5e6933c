"""Numbers in a text: Arabic, Chinese and mixed, with scale words and inner approximators."""

from __future__ import annotations

import re
from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple

from assistant.extraction.numerals import SCALES, read_chinese

CHINESE = "〇零一二两三四五六七八九十百千万亿"
_ARABIC = re.compile(
    r"(?:[0-9]{1,3}(?:,[0-9]{3})+(?![0-9])|[1-9][0-9]{0,2}(?:，[0-9]{3})+(?![0-9])"
    r"|[1-9][0-9]{0,2}(?: [0-9]{3})+(?=[ ]?[万亿元人个名条篇次件户家吨亩公平册份株头]))(?:\.[0-9]+)?"
    r"|[0-9]+(?:\.[0-9]+)?"
)
_TAIL = re.compile(
    r"[ ]?(?P<before>余|多|来(?=[个名人万亿百千条篇家次户件天年])|几(?=[万亿]))?"
    r"(?P<scale>万亿|千亿|百亿|十亿|[百千]万(?!不)|亿|万|千(?![米克瓦伏卡帕赫字])|百(?!分))?"
    r"(?P<after>[余多](?!元化))?(?P<plus>\+)?"
)
_COMPOUND = re.compile(r"(?P<n>[0-9]+(?:\.[0-9]+)?)(?P<scale>[百千]万|[万千])?")
_RUN = re.compile(rf"[{CHINESE}廿卅]+(?:点[〇零一二三四五六七八九]+(?:万亿|[万亿])?)?")
_CAPITAL_RUN = re.compile("[零壹贰叁肆伍陆柒捌玖拾佰仟万亿]+")
_SOME = re.compile(r"(?:好几|[数几])(?P<run>[十百千万亿]+)[余多]?")
_TEENS = re.compile(r"几(?P<tail>[万亿]*)")
_OVER = re.compile(r"(?P<word>余|多|来(?=[个名人万亿百千条篇家次户件天年]))(?P<tail>[万亿]*)")
_BARE = frozenset("百千万亿")
_MYRIADS = frozenset("万亿")
_LONGEST = 40
_ZERO, _ONE, _TWO, _TEN = Decimal(0), Decimal(1), Decimal(2), Decimal(10)


class Number(NamedTuple):
    """A number read at a place of a text.

    Attributes:
        start, end: of the numeral with its scale word and inner approximator.
        low, high: bounds, the inner approximator left aside.
        valid: whether it gives a number; 百千 gives none.
        step: one unit of the last written place.
        over: 余, 多, 来 or + inside, else empty.
        vague: 数 or 几 inside: the bounds are those of the words, the upper one excluded.
        scaled: what the scale word behind Arabic digits stands for, 1 where there is none.
        chinese: written in Chinese numerals.
        bare: a scale word alone: 百, 万.
    """

    start: int
    end: int
    low: Decimal
    high: Decimal
    step: Decimal
    over: str = ""
    vague: bool = False
    scaled: Decimal = Decimal(1)
    chinese: bool = False
    bare: bool = False
    single: bool = False
    valid: bool = True


@lru_cache(maxsize=512)
def _scale(word: str) -> Decimal:
    value = 1
    for char in word:
        value *= SCALES[char]
    return Decimal(value)


@lru_cache(maxsize=8192)
def _decimal(digits: str) -> tuple[Decimal, Decimal]:
    """The value of Arabic digits and the step of their last place."""
    plain = digits.replace(",", "").replace("，", "").replace(" ", "")
    value = Decimal(plain)
    places = len(plain) - plain.index(".") - 1 if "." in plain else 0
    return value, Decimal(1).scaleb(-places)


def _arabic(norm: str, match: re.Match[str]) -> Number:
    """An Arabic number: 1,300 · 3.5万 · 270多万 · 6万多 · 2亿3000万."""
    at = match.start()
    end = match.end()
    if end - at > _LONGEST:
        return Number(at, end, _ZERO, _ZERO, _ONE, valid=False)
    value, step = _decimal(match[0])
    tail = _TAIL.match(norm, end)
    if tail is None or tail.end() == end or not tail[0].strip():
        return Number(at, end, value, value, step)
    before, scale, after, plus = tail.groups()
    over = before or after or plus or ""
    end = tail.end()
    if not scale:
        return Number(at, end, value, value, step, over)
    if norm[end : end + 1] in _MYRIADS:
        return Number(at, end + 1, _ZERO, _ZERO, _ONE, valid=False)  # 1.27万万份
    factor = _scale(scale)
    value, step = value * factor, step * factor
    if not over:
        more = _COMPOUND.match(norm, end) if scale in {"亿", "万"} else None
        if more is not None:
            rest, rest_step = _decimal(more["n"])
            inner = _scale(more["scale"]) if more["scale"] else Decimal(1)
            if rest * inner < factor and (more["scale"] or scale == "万"):
                value, step, end = value + rest * inner, rest_step * inner, more.end()
    return Number(at, end, value, value, step, over, scaled=factor)


def _chinese(norm: str, at: int) -> Number | None:
    """A Chinese number: 三百二十 · 百余 · 数十 · 十几 · 六亿三千多万."""
    some = _SOME.match(norm, at)
    if some is not None:
        unit = _scale(some["run"])
        return Number(at, some.end(), unit * _TWO, unit * _TEN, unit, vague=True, chinese=True)
    match = _RUN.match(norm, at) or _CAPITAL_RUN.match(norm, at)
    if match is None:
        return None
    run, end, tail = match[0], match.end(), ""
    over = _OVER.match(norm, end)
    teens = _TEENS.match(norm, end) if over is None and run[-1] in "十百千" else None
    follows = over or teens
    if follows is not None:
        end, tail = follows.end(), follows["tail"]
    numeral = read_chinese(run + tail)
    if numeral is None:
        return Number(at, end, _ZERO, _ZERO, _ONE, chinese=True, valid=False)
    high = numeral.high + round_step(numeral.low) if teens else numeral.high
    return Number(
        at, end, numeral.low, high, numeral.step, over["word"] if over else "",
        vague=teens is not None, chinese=True,
        bare=all(char in _BARE for char in run), single=follows is None and len(run) == 1,
    )  # fmt: skip


def read_number(norm: str, at: int) -> Number | None:
    """The number that begins at ``at``, in whatever form; None where there is none."""
    match = _ARABIC.match(norm, at)
    return _chinese(norm, at) if match is None else _arabic(norm, match)


def run_end(norm: str, at: int) -> int:
    """The end of the run of numeral characters at ``at``."""
    match = _ARABIC.match(norm, at) or _RUN.match(norm, at)
    return at + 1 if match is None else match.end()


def round_step(value: Decimal) -> Decimal:
    """One step of the last place of ``value`` that is not zero: 320 -> 10, 1.2 -> 0.1."""
    if not value:
        return Decimal(1)
    exponent = value.normalize().as_tuple().exponent
    return Decimal(1).scaleb(exponent if isinstance(exponent, int) else 0)
