"""Counts and amounts: a number or range with its approximators and its unit."""

from __future__ import annotations

import math
from decimal import Decimal
from typing import TYPE_CHECKING, NamedTuple

from assistant.domain import Exemption, Kind
from assistant.extraction import approximation
from assistant.extraction.approximation import CONTRADICTION, Range, Sense
from assistant.extraction.behind import read_unit
from assistant.extraction.clock import read_clocked
from assistant.extraction.lexicon import forms
from assistant.extraction.numbers import Number, read_number, round_step
from assistant.extraction.numerals import SCALES
from assistant.extraction.reading import Reading
from assistant.extraction.units import unit_at

if TYPE_CHECKING:
    from assistant.extraction.behind import Measure
    from assistant.extraction.reading import View

_FORMS = forms(__file__)
_OUT_OF = frozenset("从由自")
_ROOM = Decimal(1)
_WHOLE_WORDS = frozenset(("个人", "个人次"))
_HALF_TAIL = frozenset("年天倍米斤吨升亩里时个")
_NO_HALF = frozenset("径数导岛封自决载军成程夜后前")
# 两个半场 are two halves of a match, 两个半南湖 two and a half lakes.
_NO_WHOLE = frozenset("场天年球区圆程月日段")
_HALF = Decimal("0.5")
_BELOW_ZERO = frozenset(("度", "℃", "摄氏度", "°C"))
_NO_MINUS = frozenset("减增松正胜欺抱担肩辜自荷重背不亏")
_CURRENCIES = {"¥": "元", "￥": "元", "$": "美元", "€": "欧元", "£": "英镑"}
_PERSONS = frozenset("们哥姐妹弟子女母妻娘爷孙口人友")
_SOME_PAIR = Number(0, 0, Decimal(2), Decimal(2), Decimal(1), chinese=True, single=True)
_TRAILING = frozenset((Kind.DURATION, Kind.MULTIPLE, Kind.PERCENT))
_MORE = frozenset(
    "0123456789一二两三四五六七八九十百千万于出发增报招完花用收产销了过投拨支得获卖买做办"
)
_SLIGHT = frozenset((Sense.SLIGHTLY_OVER, Sense.SLIGHTLY_BELOW))
_TEN = 10
_STOPS = frozenset("，,。;、:!?)的”\n ")
_PERCENTS = frozenset("%‰")


class Span(NamedTuple):
    """A number or range: its ends, the unit behind it, the end of its last number.

    Attributes:
        measured: the first number of a range has a unit of its own.
    """

    first: Number
    last: Number
    measure: Measure | None
    end: int
    measured: bool = False


def read_count(view: View, at: int, floor: int) -> Reading | None:
    """The count at ``at``: 近70余次, 4-5个, 50—60万元, 3.5万, 二十多万个.

    The approximator before it may not begin before ``floor``.
    """
    norm = view.norm
    time = read_clocked(norm, at)
    if time is not None:
        return time
    first = read_number(norm, at)
    if first is None:
        return None
    reading = Reading(at, first.end, chinese=first.chinese, single=first.single)
    reading.number_start, reading.number_end = at, first.end
    reading.scaled = first.scaled
    if not first.valid:
        return reading.refuse("这个数字的写法不合规,读不出数值,请改写")
    measure = read_unit(norm, first.end, first, view.units)
    span = _range(view, first, measure, floor) or Span(first, first, measure, first.end)
    _fill(norm, reading, span)
    if _doubled(norm, reading):
        reading.refuse("数字后面的单位重复或写错,请改写")
    if reading.unread:
        return reading
    span = _inside_unit(norm, reading, span)
    negate(norm, reading, floor)
    _price(norm, reading, floor)
    _approximate(norm, reading, span, floor)
    return reading


def _doubled(norm: str, reading: Reading) -> bool:
    """Whether a second unit sticks to the first: 12%%, 2个位%, 4人人次, 5个个百分点.

    Two of a kind that begin a noun are none: 5个个体户, 20个个人.
    """
    unit = reading.unit
    if unit is None:
        return False
    behind = norm[reading.end : reading.end + 2]
    if not _PERCENTS.isdisjoint(behind) and _FORMS.stray_sign.match(norm, reading.end):
        return True
    if not norm.startswith(unit, reading.end):
        return False
    again = unit_at(norm, reading.end)
    return again is not None and len(again.name) > len(unit) and again.name not in _WHOLE_WORDS


def _range(view: View, first: Number, measure: Measure | None, floor: int) -> Span | None:
    """The range that ``first`` begins with its unit, None where it stands alone.

    从36个到48个 are two numbers, and so are two whose units differ.
    """
    norm = view.norm
    end = measure.end if measure else first.end
    link = _FORMS.link.match(norm, end)
    if link is None or first.over or first.vague:
        return None
    if link["link"] in "至到" and norm[max(floor, first.start - 1) : first.start] in _OUT_OF:
        return None
    last = read_number(norm, link.end())
    if last is None or not last.valid or last.vague:
        return None
    unit = read_unit(norm, last.end, last, view.units)
    if measure is not None and (unit is None or unit.name != measure.name):
        return None
    if first.chinese != last.chinese and unit is None:
        return None
    return Span(first, last, unit, last.end, measure is not None)


def _fill(norm: str, reading: Reading, span: Span) -> None:
    """Bounds, step, unit and kind, the approximators left aside."""
    first, last = span.first, span.last
    low, high = first.low, last.high
    if (
        not span.measured
        and first is not last
        and first.scaled == _ROOM
        and last.scaled != _ROOM
        and low < last.scaled
    ):
        # 50—60万元: the scale belongs to both.
        low *= last.scaled
    elif first is not last and first.chinese and not span.measured:
        numerals = norm[first.start : first.end], norm[last.start : last.end]
        # 三至五百 may begin at 3 or at 300.
        if _FORMS.half_said.fullmatch(numerals[0]) and _FORMS.scaled.fullmatch(numerals[1]):
            reading.refuse("区间前面的数少了量级(三至五百),读不出一个范围,请写全")
        low *= _shared(*numerals)
    reading.low, reading.high = low, high
    reading.step = min(first.step, last.step) if first is last else last.step
    reading.number_end = span.end
    reading.scaled = last.scaled
    reading.end = span.measure.end if span.measure else span.end
    if span.measure:
        reading.unit, reading.kind = span.measure.name, span.measure.kind
        if span.measure.name == "成":
            reading.low, reading.high, reading.step = low * 10, high * 10, last.step * 10
    if low > high:
        reading.refuse("区间前面的数大于后面的数,读不出一个范围")
    elif first.vague:
        reading.high_open = True
        reading.low_open = norm[first.start] not in "数几好"
        reading.approximator = "几" if "几" in norm[first.start : first.end] else "数"


def _shared(first: str, last: str) -> int:
    """The myriad that belongs to both ends: 五十至六十万 begins at 500,000."""
    many = len(last) - len(last.rstrip("万亿"))
    if not many or not set(first).isdisjoint("万亿"):
        return 1
    return math.prod(SCALES[char] for char in last[-many:])


def _inside_unit(norm: str, reading: Reading, span: Span) -> Span:
    """What stands inside the unit or behind it: 两个半小时 is 2.5 hours, 9个多百分点 between 9 and 10 points, 8分半钟."""
    inner = _FORMS.inside_unit.match(norm, reading.number_end)
    if inner:
        reading.end = inner.end()
        reading.unit = "分钟" if inner["half"] else "个" + inner["unit"]
        reading.kind = Kind.POINTS if inner["unit"] == "百分点" else Kind.DURATION
        if inner["part"] == "多":
            return span._replace(last=span.last._replace(over="多"))
        _add_half(reading)
    elif (
        reading.unit
        and reading.unit[-1] in _HALF_TAIL
        and norm.startswith("半", reading.end)
        and norm[reading.end + 1 : reading.end + 2] not in _NO_HALF
        and (reading.unit != "个" or norm[reading.end + 1 : reading.end + 2] not in _NO_WHOLE)
    ):
        reading.end += 1
        _add_half(reading)
    return span


def _add_half(reading: Reading) -> None:
    low, high = reading.bounds
    reading.number_end = reading.end
    reading.low, reading.high, reading.step = low + _HALF, high + _HALF, _HALF


def negate(norm: str, reading: Reading, floor: int) -> None:
    """A minus sign: behind a word or at a table cell's beginning, not between two numbers.

    负 is one, and 零下 before a temperature.
    """
    at = reading.start - 1
    low, high = reading.bounds
    word = ""
    if norm.startswith("零下", at - 1) and reading.unit in _BELOW_ZERO:
        word = "零下"
    elif norm[at : at + 1] == "负" and norm[at - 1 : at] not in _NO_MINUS:
        word = "负"
    if word and at + 1 - len(word) >= floor:
        reading.start, reading.low, reading.high = at + 1 - len(word), -high, -low
        return
    if at < floor or norm[at : at + 1] != "-":
        return
    before = norm[max(0, at - 1) : at]
    if (before and before in "-—)\n") or (before.isascii() and before.isalnum()):
        return
    reading.start, reading.low, reading.high = at, -high, -low


def _price(norm: str, reading: Reading, floor: int) -> None:
    """¥3,200,000.00: the sign before the number is its unit."""
    unit = _CURRENCIES.get(norm[reading.start - 1 : reading.start])
    if unit is None or reading.start - 1 < floor:
        return
    reading.start -= 1
    if reading.unit is None:
        reading.unit, reading.kind = unit, Kind.MONEY


def read_pair(view: View, at: int) -> Reading:
    """俩 and 仨 are two and three of a thing; 他们俩 and 父子俩 are persons."""
    norm = view.norm
    if at and norm[at - 1] in _PERSONS:
        return Reading(at, at + 1).excuse(Exemption.IDIOM, "指人的说法,不作数量核对")
    value = Decimal(2 if norm[at] == "俩" else 3)
    unit = read_unit(norm, at + 1, _SOME_PAIR, view.units)
    return Reading(
        at, unit.end if unit else at + 1, Kind.COUNT, value, value, unit=unit.name if unit else "个",
        step=Decimal(1), number_start=at, number_end=at + 1,
    )  # fmt: skip


def _sense_after(word: str, reading: Reading) -> Sense:
    """What the word behind a number says: of a few things no tenth more, 3场还多 is less than four."""
    sense = approximation.sense_after(word)
    few = reading.kind is Kind.COUNT and reading.bounds[1] < _TEN
    return Sense.REMAINDER if few and sense is Sense.SLIGHTLY_OVER else sense


def _means_else(ahead: str, reading: Reading, span: Span) -> bool:
    """Whether the word before a number is no approximator of it.

    近三年 are the last three years; in 约占三个站总量的四成 约 is said of the share.
    """
    if ahead == "约占":
        return reading.kind is Kind.COUNT and span.first.single and span.first.chinese
    return ahead == "近" and reading.kind is Kind.DURATION and not span.last.over


def _approximate(norm: str, reading: Reading, span: Span, floor: int) -> None:
    """Applies the approximators before, inside and behind the number."""
    ahead, length = approximation.leading(norm, reading.start, floor, round_number=span.first.bare)
    if _means_else(ahead, reading, span):
        ahead = ""
    said: list[tuple[Sense, Range]] = []
    words: list[str] = []
    if ahead:
        said.append(_say(reading, span, approximation.sense_before(ahead)))
        words.append(ahead)
        reading.start -= length
    if span.last.over:
        said.append((Sense.REMAINDER, _over(span.last, reading)))
        words.append(span.last.over)
    while True:
        behind, length = approximation.trailing(norm, reading.end)
        if not behind:
            break
        sense = _sense_after(behind, reading)
        if sense is Sense.REMAINDER and not _trails(norm, reading, length):
            break
        if sense in _SLIGHT and not _closes(norm, reading.end + length):
            break
        step = reading.step if sense is Sense.REMAINDER else None
        said.append(_say(reading, span, sense, step))
        words.append(behind)
        reading.end += length
    _within(norm, reading)
    if not words:
        _from_afar(norm, reading, span, floor)
        return
    reading.approximator = "…".join(words)
    if reading.bounds[0] < 0:
        reading.refuse("负数前后有约数词,读不出一个确定的范围")
    else:
        conclude(reading, said)


def _within(norm: str, reading: Reading) -> None:
    """30分钟内: 内 belongs to the length of time and leaves its number as it is."""
    if reading.kind is Kind.DURATION and _FORMS.inside.match(norm, reading.end):
        reading.end += 1


def _trails(norm: str, reading: Reading, length: int) -> bool:
    """Whether 多 or 余 behind a unit belongs to the number: 3年多, 27人有余, 比402篇多发53篇."""
    follows = norm[reading.end + length : reading.end + length + 1]
    if reading.kind in _TRAILING or reading.unit == "岁":
        return follows not in _MORE
    return (reading.kind is not Kind.COUNT or length > 1) and (not follows or follows in _STOPS)


def _closes(norm: str, end: int) -> bool:
    """Whether the clause pauses at ``end``: 3万方强, is a little more; 5轮强降雨 are rains."""
    follows = norm[end : end + 1]
    return not follows or (follows in _STOPS and follows != "的")


def _say(
    reading: Reading, span: Span, sense: Sense, step: Decimal | None = None
) -> tuple[Sense, Range]:
    room = step or _room(span.last)
    return sense, approximation.apply(sense, *reading.bounds, room)


def _room(number: Number) -> Decimal:
    """One step of the last place that is not zero; of a decimal (1.0万余) of the last one written."""
    decimal = number.step < number.scaled and not number.chinese
    return number.step if decimal else round_step(number.high)


def _over(number: Number, reading: Reading) -> Range:
    """余, 多, 来, + inside the number: of its last non-zero place."""
    low, high = reading.bounds
    if number.over == "+":
        return Range(low, None)
    room = _room(number)
    if number.over == "来":
        return Range(low * Decimal("0.9"), high + room)
    return Range(low, high + room, low_open=True, high_open=True)


def conclude(reading: Reading, said: list[tuple[Sense, Range]]) -> None:
    """Gives the reading the interval that its approximators say together."""
    whole = approximation.combine(said)
    if whole is None:
        reading.refuse(CONTRADICTION)
    else:
        reading.low, reading.high, reading.low_open, reading.high_open = whole


def _from_afar(norm: str, reading: Reading, span: Span, floor: int) -> None:
    """至少实现2台: the bound stands before the verb, outside the span."""
    word = approximation.distant(norm, reading.start, floor) if span.first is span.last else ""
    if word:
        conclude(reading, [_say(reading, span, approximation.sense_before(word))])
        reading.approximator = word
