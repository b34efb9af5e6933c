"""Chinese numerals to numbers and back.

Sources: GB/T 15835-2011 (numerals in publications) for the written forms; practice for the
colloquial ones (三百二 is 320, 三四十 is 30 to 40).
"""

from __future__ import annotations

from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple

from assistant.extraction.lexicon import forms

DIGITS = {
    "〇": 0, "零": 0, "一": 1, "二": 2, "两": 2, "三": 3, "四": 4,
    "五": 5, "六": 6, "七": 7, "八": 8, "九": 9,
}  # fmt: skip
SCALES = {"十": 10, "百": 100, "千": 1000, "万": 10**4, "亿": 10**8}
_CAPITALS = str.maketrans("壹贰叁肆伍陆柒捌玖拾佰仟", "一二三四五六七八九十百千")
_TENS = {"廿": "二十", "卅": "三十", "卌": "四十"}
_KNOWN = frozenset("〇零一二两三四五六七八九十百千万亿廿卅卌点壹贰叁肆伍陆柒捌玖拾佰仟")
_LONGEST = 32
_FORMS = forms(__file__)
_ONE = Decimal(1)
_names = "零一二三四五六七八九"
_PLACES = ((10**8, "亿"), (10**4, "万"), (1000, "千"), (100, "百"), (10, "十"))


class Numeral(NamedTuple):
    """A numeral's bounds and ``step``, one unit of its last written place."""

    low: Decimal
    high: Decimal
    step: Decimal


@lru_cache(maxsize=4096)
def read_chinese(run: str) -> Numeral | None:
    """The number that a run of Chinese numerals gives, financial capitals among them; None where it gives none."""
    if len(run) > _LONGEST or not _KNOWN.issuperset(run):
        return None
    run = run.translate(_CAPITALS)
    for sign, written in _TENS.items():
        run = run.replace(sign, written)
    whole, point, decimals = run.partition("点")
    if point:
        return _with_decimals(whole, decimals)
    if _FORMS.positional.fullmatch(run) and not _FORMS.pair.fullmatch(run):
        value = Decimal("".join(str(DIGITS[char]) for char in run))
        return Numeral(value, value, _ONE)
    pair = _FORMS.pair.search(run)
    if pair:
        low = _integer(run[: pair.start() + 1] + run[pair.end() :])
        high = _integer(run[: pair.start()] + run[pair.start() + 1 :])
        if low is None or high is None or low >= high:
            return None
        return Numeral(Decimal(low), Decimal(high), _last_scale(run))
    number = _integer(run)
    return None if number is None else Numeral(Decimal(number), Decimal(number), _last_scale(run))


def _with_decimals(whole: str, decimals: str) -> Numeral | None:
    number = _integer(whole)
    tail = decimals.rstrip("万亿")
    scale = Decimal(1)
    for char in decimals[len(tail) :]:
        scale *= SCALES[char]
    if number is None or not tail or any(char not in DIGITS for char in tail):
        return None
    digits = "".join(str(DIGITS[char]) for char in tail)
    value = Decimal(f"{number}.{digits}") * scale
    return Numeral(value, value, scale.scaleb(-len(tail)))


def _last_scale(run: str) -> Decimal:
    """The myriad that the run ends in: 三亿零五百三十万 is written to the 万."""
    tail = run[len(run.rstrip("万亿")) :]
    scale = 1
    for char in tail:
        scale *= SCALES[char]
    return Decimal(scale)


def _integer(run: str) -> int | None:
    for myriad in "亿万":
        head, sign, rest = run.rpartition(myriad)
        if sign:
            if myriad in head:
                return None  # 三十万三十万 are two numbers
            return _split(head, rest, SCALES[myriad])
    return _section(run)


def _split(head: str, rest: str, scale: int) -> int | None:
    """``head`` times ``scale`` plus ``rest``; 三万五 is 35,000, 亿二 120,000,000."""
    many = _integer(head) if head else 1
    if many is None:
        return None
    if not rest:
        return many * scale
    few = _integer(rest.lstrip("零〇") or "零")
    if few is None or few >= scale:
        return None
    if len(rest) == 1:
        few *= scale // 10
    return many * scale + few


def _section(run: str) -> int | None:
    """A number below 10,000 in figures of 十百千; None where they do not make one."""
    if _FORMS.positional.fullmatch(run):
        return int("".join(str(DIGITS[char]) for char in run))
    total, digit, last, gap = 0, None, 10**4, False
    valid = bool(run)
    for char in run:
        scale = SCALES.get(char)
        if scale is not None:
            valid &= scale < last and (digit is not None or not total or char == "十")
            total += (1 if digit is None else digit) * scale
            digit, last, gap = None, scale, False
        elif char in "零〇" and len(run) > 1:
            valid &= digit is None
            gap = True
        else:
            valid &= digit is None
            digit = DIGITS[char]
    if not valid:
        return None
    colloquial = last in {100, 1000} and not gap  # 三百二 is 320
    return total + (digit or 0) * (last // 10 if colloquial else 1)


def parse_chinese_number(text: str) -> Decimal | None:
    """The inverse of `render_chinese_number`: 四百五十五 -> 455; None for what gives no one value."""
    negative = text.startswith("负")
    body = text[1:] if negative else text
    if not body or any(char not in DIGITS and char not in SCALES and char != "点" for char in body):
        return None
    value = value_of(body)
    return None if value is None else -value if negative else value


def value_of(written: str) -> Decimal | None:
    """The one value of a numeral in Arabic digits or in Chinese; None where it gives none or a range."""
    if written.isascii():
        return Decimal(written)
    numeral = read_chinese(written)
    return None if numeral is None or numeral.low != numeral.high else numeral.low


def render_chinese_number(value: Decimal) -> str:
    """455 -> 四百五十五, 12.5 -> 十二点五; trailing zeros of decimals are kept."""
    if value < 0:
        return "负" + render_chinese_number(-value)
    whole, _, decimals = f"{value:f}".partition(".")
    text = _whole(int(whole))
    return text + ("点" + "".join(_names[int(digit)] for digit in decimals) if decimals else "")


def _whole(number: int) -> str:
    for scale, name in _PLACES:
        if number < scale:
            continue
        many, rest = divmod(number, scale)
        head = "" if scale <= number < 2 * scale == 20 else _whole(many)  # noqa: PLR2004 - 十五
        if not rest:
            return head + name
        gap = "零" if rest < scale // 10 else ""
        inner = _whole(rest)
        return head + name + gap + ("一" + inner if inner.startswith("十") else inner)
    return _names[number]


def render_scaled(value: Decimal, scale: str) -> str:
    """``value`` in ``scale`` (万, 亿 or nothing), without trailing zeros: (12000, 万) -> 1.2万."""
    shown = value / SCALES[scale] if scale else value
    text = f"{shown.normalize():f}"
    return text + scale
