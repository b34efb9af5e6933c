"""Numbers in a text: Arabic, Chinese and mixed, with scale words and inner approximators."""

from __future__ import annotations

from decimal import Decimal
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from assistant.extraction.lexicon import forms
from assistant.extraction.numerals import DIGITS, SCALES, read_chinese
from assistant.extraction.units import unit_at

if TYPE_CHECKING:
    import re

_FORMS = forms(__file__)
_PARTED = dict.fromkeys(map(ord, ",，'’ "))
_BARE = frozenset("百千万亿")
_MYRIADS = frozenset("万亿")
_LONGEST = 40
_MOST_GROUPS = 12
_FOLLOWING = frozenset("0123456789零〇一二两三四五六七八九")
_ALL = _FOLLOWING | frozenset("十百千万亿廿卅卌.")
_ARABIC_DIGITS = frozenset("0123456789")
_WEEK = frozenset("周期")
_PLAIN = frozenset("零〇一二两三四五六七八九")
_ARTICLES = frozenset("一两")
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
    plain = digits.translate(_PARTED)
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
    if (
        norm[at - 1 : at] == "."
        and match[0].isdigit()
        and not _FORMS.pointed.match(norm, max(0, at - 2))
    ):
        value, step = _decimal("0." + match[0])  # 计分.5分
    tail = _FORMS.tail.match(norm, end)
    if tail is None or tail.end() == end or not tail[0].strip():
        return _unscaled(norm, at, end, value, step)
    before, scale, after, plus = tail.groups()
    over = before or after or plus or ""
    end = tail.end()
    if not scale:
        return Number(at, end, value, value, step, over)
    if norm[end : end + 1] in _MYRIADS:
        return Number(at, end + 1, _ZERO, _ZERO, _ONE, valid=False)  # 1.27万万份
    factor = _scale(scale)
    value, step = value * factor, step * factor
    if not over and norm[end : end + 1] in _FOLLOWING:
        return _mixed(norm, match)
    return Number(at, end, value, value, step, over, scaled=factor)


def _unscaled(norm: str, at: int, end: int, value: Decimal, step: Decimal) -> Number:
    """Digits alone; 10几 is 10 to 20, 4五 and 4十 are none."""
    follows = norm[end : end + 1]
    if follows == "几" and value and not value % _TEN and norm[end + 1 : end + 2] != "何":
        return Number(at, end + 1, value, value + round_step(value), _ONE, vague=True)
    if follows == "十" or (follows in _PLAIN and norm[end + 1 : end + 2] in _ALL):
        return Number(at, _numerals_end(norm, end), _ZERO, _ZERO, _ONE, valid=False)
    return Number(at, end, value, value, step)


def _mixed(norm: str, match: re.Match[str]) -> Number:
    """Groups of digits and scale words, to the end: 2亿3000万 · 5万4千6百 · 13万2 · 14万一.

    A last digit without a scale word is of the next lower place (13万2 is 132,000); 一 and 两 before
    a measure word begin another number (5万一个).
    """
    at, end = match.span()
    groups: list[tuple[Decimal, Decimal, str]] = []
    more: re.Match[str] | None = match
    while more is not None and len(groups) < _MOST_GROUPS:
        begin = more.end()
        scale = _FORMS.scale_run.match(norm, begin)
        word = scale[0] if scale else ""
        if (
            not word
            and more[0] in _ARTICLES
            and (more[0] == "两" or unit_at(norm, begin) is not None)
        ):
            break
        end = begin + len(word)
        if not more[0][0].isascii() and more[0][-1].isascii():  # 1仟零1: nobody can tell
            return Number(at, _numerals_end(norm, end), _ZERO, _ZERO, _ONE, valid=False)
        number, step = (
            _decimal(more[0]) if more[0][0].isascii() else (Decimal(DIGITS[more[0][-1]]), _ONE)
        )
        groups.append((number, step, word))
        more = _FORMS.group.match(norm, end) if word else None
    told = _total(groups) if groups else None
    # 一 or 两 with a measure word begins another number: 5万一个.
    other = norm[end : end + 1] in _ARTICLES and unit_at(norm, end + 1) is not None
    if told is None or (_FORMS.group.match(norm, end) is not None and not other):
        return Number(at, _numerals_end(norm, end), _ZERO, _ZERO, _ONE, valid=False)
    return Number(at, end, told[0], told[0], told[1], scaled=_scale(groups[0][2] or "千"))


def _total(groups: list[tuple[Decimal, Decimal, str]]) -> tuple[Decimal, Decimal] | None:
    """The value of groups in falling scale and the step of the last; None where they make none."""
    total, part, step, last = _ZERO, _ZERO, _ONE, Decimal(10) ** 20
    floor = Decimal(10) ** 20
    for number, place, word in groups:
        small, big = _split_scale(word)
        if not word:
            small = _place_of_last(number, last)
        if small >= last or (number * small >= last and last != floor):
            return None
        part, step, last = part + number * small, place * small, small
        if big > _ONE:
            if big >= floor:
                return None
            total, part, step, last, floor = total + part * big, _ZERO, step * big, big, big
    return total + part, step


def _place_of_last(number: Decimal, last: Decimal) -> Decimal:
    """The place of digits without a scale word: of 13万2 the 千; of 2百22 and 5万3000 the ones."""
    if number < _TEN:
        return last / _TEN
    return _ONE if number.adjusted() + 1 == last.adjusted() else last


def _split_scale(word: str) -> tuple[Decimal, Decimal]:
    """千万 is 1,000 times 10,000."""
    small = word.rstrip("万亿")
    return _scale(small), _scale(word[len(small) :])


def _numerals_end(norm: str, at: int) -> int:
    while norm[at : at + 1] in _ALL and at < len(norm):
        at += 1
    return at


def _chinese(norm: str, at: int) -> Number | None:
    """A Chinese number: 三百二十 · 百余 · 数十 · 十几 · 六亿三千多万."""
    some = _FORMS.some.match(norm, at)
    if some is not None:
        unit = _scale(some["run"])
        return Number(at, some.end(), unit * _TWO, unit * _TEN, unit, vague=True, chinese=True)
    match = _FORMS.run.match(norm, at)
    if match is None:
        return None
    run, end, tail = match[0], match.end(), ""
    if len(run) > 1 and run[-1] == "两" and run[-2] in "十百千万亿":
        run, end = run[:-1], end - 1  # 五十万两 counts by weight
    over = _FORMS.over.match(norm, end)
    teens = _FORMS.teens.match(norm, end) if over is None and run[-1] in "十百千" else None
    follows = over or teens
    if follows is not None:
        end, tail = follows.end(), follows["tail"]
    numeral = read_chinese(run + tail)
    if norm[end : end + 1] in _ARABIC_DIGITS and norm[at - 1 : at] not in _WEEK:
        return Number(at, _numerals_end(norm, end), _ZERO, _ZERO, _ONE, chinese=True, valid=False)
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
    match = _FORMS.arabic.match(norm, at)
    return _chinese(norm, at) if match is None else _arabic(norm, match)


def run_end(norm: str, at: int) -> int:
    """The end of the run of numeral characters at ``at``."""
    match = _FORMS.arabic.match(norm, at) or _FORMS.run.match(norm, at)
    return at + 1 if match is None else match.end()


def round_step(value: Decimal) -> Decimal:
    """One step of the last place of ``value`` that is not zero: 320 -> 10, 1.2 -> 0.1."""
    if not value:
        return Decimal(1)
    exponent = value.normalize().as_tuple().exponent
    return Decimal(1).scaleb(exponent if isinstance(exponent, int) else 0)
