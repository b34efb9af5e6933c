"""Parts and multiples: 百分之九十八, 三分之二, 1/6, 九成五, 一半, 翻两番, 8.3∶41.4∶50.3."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING

from assistant.domain import Kind
from assistant.extraction import approximation
from assistant.extraction.approximation import Range, Sense
from assistant.extraction.counts import conclude, negate
from assistant.extraction.lexicon import forms
from assistant.extraction.numbers import read_number, round_step
from assistant.extraction.numerals import DIGITS, value_of
from assistant.extraction.reading import Reading
from assistant.extraction.units import unit_at

if TYPE_CHECKING:
    from assistant.extraction.reading import View

_FORMS = forms(__file__)
_ONES = "零一二三四五六七八九"
_DIGITS = Decimal("0.000000000001")
_TEN, _HUNDRED = Decimal(10), Decimal(100)


def read_share(view: View, at: int, floor: int) -> Reading | None:
    """The percent in words, fraction, tenths, half, multiple or ratio at ``at``."""
    norm = view.norm
    for reader in (_of, _slash, _ratio, _tenths, _whole, _half):
        reading = reader(norm, at)
        if reading is not None:
            if reading.low is not None:
                negate(norm, reading, floor)
                approximate(norm, reading, floor)
            return reading
    return None


def _of(norm: str, at: int) -> Reading | None:
    """百分之N, 千分之N, N分之M; 万分之28 is a decimal, told to its last place."""
    match = _FORMS.of.match(norm, at)
    if match is None:
        return None
    number = read_number(norm, match.end())
    below = value_of(match["below"])
    if number is None or not number.valid or not below:
        end = match.end() if number is None else number.end
        return Reading(at, end, Kind.FRACTION).refuse("分数的写法不合规,读不出数值")
    end, high = number.end, number.high
    low = number.low
    whole = {"百": "%", "千": "‰"}.get(match["below"])
    link = _FORMS.to.match(norm, end)
    if link:
        second = read_number(norm, link.end())
        if second is not None and second.valid and second.high > low:
            end, high = second.end, second.high
    if whole:
        reading = Reading(at, end, Kind.PERCENT, low, high, unit=whole, step=number.step)
    else:
        reading = _fraction(at, end, low, below)
        if below > _HUNDRED and below == Decimal(1).scaleb(below.adjusted()):
            reading.step = (number.step or Decimal(1)) / below
    reading.number_start, reading.number_end = at, end
    if number.over:
        reading.approximator = number.over
        reading.high, reading.low_open, reading.high_open = high + round_step(high), True, True
    return reading


def _fraction(start: int, end: int, over: Decimal, below: Decimal) -> Reading:
    value = (over / below).quantize(_DIGITS)
    return Reading(start, end, Kind.FRACTION, value, value, step=_DIGITS)


def _slash(norm: str, at: int) -> Reading | None:
    match = _FORMS.slash.match(norm, at)
    if match is None or _FORMS.letters.match(norm, match.end()):
        return None
    if _FORMS.as_date.match(norm, match.end()) or unit_at(norm, match.end()) is not None:
        return Reading(at, match.end()).refuse(
            "斜线两边的数,可能是分数、日期或两个数,读不出来,请改写"
        )
    return _fraction(at, match.end(), Decimal(match["over"]), Decimal(match["below"]))


def _ratio(norm: str, at: int) -> Reading | None:
    match = _FORMS.ratio.match(norm, at) or _FORMS.ratio_word.match(norm, at)
    if match is None:
        return _opened(norm, at)
    terms = tuple(Decimal(term) for term in re.findall(r"[0-9]+(?:\.[0-9]+)?", match[0]))
    return Reading(at, match.end(), Kind.RATIO, parts=terms)


def _opened(norm: str, at: int) -> Reading | None:
    """六四开 is 6∶4."""
    match = _FORMS.opened.match(norm, at)
    terms = tuple(Decimal(_ONES.index(sign)) for sign in match[0][:2]) if match else ()
    if match is None or sum(terms) != _TEN:
        return None
    return Reading(at, match.end(), Kind.RATIO, parts=terms)


def _tenths(norm: str, at: int) -> Reading | None:
    """三成 is 30 %, 九成五 95 %, 七八成 70 to 80 %."""
    match = _FORMS.tenths.match(norm, at)
    number = read_number(match["n"], 0) if match else None
    if match is None or number is None or not number.valid or number.high > _TEN:
        return None
    last = "五" if match["half"] else match["more"]
    more = Decimal(DIGITS.get(last, last)) if last else Decimal(0)
    return Reading(
        at, match.end(), Kind.PERCENT, number.low * _TEN + more, number.high * _TEN + more,
        unit="成", step=Decimal(1) if last else _TEN, number_start=at, number_end=match.end(),
    )  # fmt: skip


def _whole(norm: str, at: int) -> Reading | None:
    """满意率百分百 is 100 %; the idiom stands elsewhere (`lexicon/idioms.txt`)."""
    if not norm.startswith("百分百", at):
        return None
    return Reading(at, at + 3, Kind.PERCENT, _HUNDRED, _HUNDRED, unit="%", step=Decimal(1))


def _half(norm: str, at: int) -> Reading | None:
    match = _FORMS.half.match(norm, at)
    if match is None:
        return None
    half = Decimal("0.5")
    if match[0] == "半" and norm[at - 1 : at] not in {"过", "近", "超", "逾"}:
        return None
    return Reading(at, match.end(), Kind.FRACTION, half, half, step=_DIGITS)


def read_doubled(view: View, at: int) -> Reading | None:
    """翻一番 is twice, 翻两番 four times as much."""
    match = _FORMS.doubled.match(view.norm, at)
    if match is None:
        return _doubled_word(view.norm, at)
    value = Decimal(2) ** int(value_of(match["n"]) or 1)
    reading = Reading(at, match.end(), Kind.MULTIPLE, value, value, unit="番", step=Decimal(1))
    reading.number_start, reading.number_end = match.start("n"), match.end("n")
    if match["near"]:
        reading.approximator = match["near"]
        sense = approximation.sense_before(match["near"])
        conclude(reading, [(sense, approximation.apply(sense, value, value, Decimal(1)))])
    elif match["over"]:
        reading.high, reading.low_open, reading.approximator = None, True, "多"
    return reading


def _doubled_word(norm: str, at: int) -> Reading | None:
    """翻番 and 翻倍 are twice, 减半 is half of what there was; 减半征收 is a rule."""
    match = _FORMS.doubled_word.match(norm, at)
    if match is None or _FORMS.meals.match(norm, at):
        return None
    value, unit = (Decimal("0.5"), "倍") if match[0] == "减半" else (Decimal(2), "番")
    return Reading(at, match.end(), Kind.MULTIPLE, value, value, unit=unit, step=Decimal("0.1"))


def read_discount(view: View, at: int) -> Reading | None:
    """3折 is 30 %, 八五折 85 %, 对折 half."""
    norm = view.norm
    match = _FORMS.discount.match(norm, at)
    if match is None or not (match["n"] is None or norm[at - 1 : at] in set("打为至以按享")):
        return None
    if match["n"] is None:
        value = Decimal(50)
    else:
        digits = "".join(str(DIGITS.get(char, char)) for char in match["n"])
        value = Decimal(digits) * (1 if len(digits) == 2 else _TEN)  # noqa: PLR2004 - 85折
    return Reading(
        at, match.end(), Kind.PERCENT, value, value, unit="折", step=Decimal(1),
        number_start=at, number_end=match.end(),
    )  # fmt: skip


def approximate(norm: str, reading: Reading, floor: int) -> None:
    """Applies the approximators before and behind a share."""
    low, high = reading.bounds
    step = _DIGITS if reading.kind is Kind.FRACTION else max(reading.step or low, Decimal(1))
    said: list[tuple[Sense, Range]] = []
    words = [reading.approximator] if reading.approximator else []
    if words:
        said.append((Sense.REMAINDER, Range(low, high, reading.low_open, reading.high_open)))
    ahead, length = approximation.leading(norm, reading.start, floor, round_number=True)
    if ahead:
        sense = approximation.sense_before(ahead)
        said.append((sense, approximation.apply(sense, low, high, step)))
        words.insert(0, ahead)
        reading.start -= length
    behind, length = approximation.trailing(norm, reading.end)
    if behind:
        sense = approximation.sense_after(behind)
        said.append((sense, approximation.apply(sense, low, high, step)))
        words.append(behind)
        reading.end += length
    if said:
        reading.approximator = "…".join(words)
        conclude(reading, said)
        reading.low, reading.high = _twelve(reading.low), _twelve(reading.high)


def _twelve(bound: Decimal | None) -> Decimal | None:
    """A fraction's bound to 12 digits; others have fewer."""
    return None if bound is None else bound.quantize(_DIGITS).normalize()
