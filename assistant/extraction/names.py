"""Names and codes that hold digits: H5, GB/T 9704, 1+X, 42中, 国发〔2012〕5号, telephone numbers."""

from __future__ import annotations

import unicodedata
from decimal import Decimal
from typing import TYPE_CHECKING

from assistant.domain import Exemption, Kind
from assistant.extraction.behind import done, placed, read_unit, unit_behind
from assistant.extraction.counts import read_count
from assistant.extraction.lexicon import cue, forms, tables
from assistant.extraction.numbers import read_number
from assistant.extraction.numerals import SCALES
from assistant.extraction.reading import Reading
from assistant.extraction.signs import alphabet
from assistant.extraction.units import unit_at

if TYPE_CHECKING:
    import re

    from assistant.extraction.reading import View

_FORMS = forms(__file__)
_CURRENCIES = frozenset(("CNY", "RMB", "USD", "HKD", "EUR"))
_SHARES = {"½": "0.5", "¼": "0.25", "¾": "0.75", "⅓": "0.333333333333", "⅔": "0.666666666667",
           "⅕": "0.2", "⅖": "0.4", "⅗": "0.6", "⅘": "0.8", "⅙": "0.166666666667", "⅛": "0.125"}  # fmt: skip
_ROOMS = frozenset(("教室", "会议室", "室"))
_SCHOOLS = ("中学", "小学", "幼儿园")
_NOTES = frozenset("⁰¹²³⁴⁵⁶⁷⁸⁹₀₁₂₃₄₅₆₇₈₉")
_NAMES = (
    _FORMS.phone,
    _FORMS.hot_line,
    _FORMS.address,
    _FORMS.road,
    _FORMS.numbered,
    _FORMS.grade_year,
    _FORMS.cohort,
    _FORMS.model,
)
_NAME = "编号、代码或名称里的数字,不作数量核对"
_ROMAN_VALUES = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100, "D": 500, "M": 1000}


def _name(start: int, end: int, reason: str = _NAME) -> Reading:
    return Reading(start, end, Kind.COUNT).excuse(Exemption.NAME, reason)


def read_word(view: View, at: int) -> Reading | None:
    """A Latin word that holds a digit (H5, COVID-19, GB/T 9704); None where it holds none."""
    match = (
        _FORMS.address.match(view.norm, at)
        or _FORMS.standard.match(view.norm, at)
        or _FORMS.word.match(view.norm, at)
    )
    if match is None or match[0].isalpha() or not any(map(str.isdigit, match[0])):
        return None
    end = at + len(match[0].rstrip("+./_-"))
    return _glued(view, at, end) or _name(at, end)


def read_spelt(view: View, at: int) -> Reading | None:
    """five架, liu 架, iv个: a number spelt in Latin letters is never read."""
    match = _FORMS.spelt.match(view.norm, at)
    before = view.norm[at - 1 : at]
    if match is None or match[0].lower() not in alphabet().spelt or before in {*"-/.&+@'"}:
        return None
    unit = None if before.isascii() and before.isalnum() else unit_behind(view, match.end())
    if unit is None:
        return None
    return Reading(at, unit.end).refuse("这里的数字是用字母拼写的,请改用阿拉伯数字")


def _glued(view: View, at: int, end: int) -> Reading | None:
    """CT2台, X9人: the figure behind a Latin word, where a unit behind it makes it a count."""
    match = _FORMS.letters.match(view.norm, at, end)
    if match and match[0].strip() in _CURRENCIES:
        return read_count(view, match.end(), match.end())
    if match is None or view.norm[at:end] in cue("glued", "names"):
        return None
    number = read_number(view.norm, match.end())
    unit = None if number is None else read_unit(view.norm, number.end, number, view.units)
    if unit is None or unit.name not in cue("glued", "units"):
        return None
    if view.norm[at : match.end()] in alphabet().mistyped:
        return Reading(at, unit.end).refuse("数字前的字母或许是写错的数字,读不出数值")
    return read_count(view, match.end(), match.end())


def word_end(view: View, at: int) -> int:
    """The end of the Latin word at ``at``."""
    match = _FORMS.word.match(view.norm, at)
    return at + 1 if match is None else match.end()


def read_code(view: View, at: int) -> Reading | None:
    """A name, code or telephone number that begins with a digit at ``at``."""
    norm = view.norm
    for pattern in _NAMES:
        match = pattern.match(norm, at)
        if match and not (pattern is _FORMS.model and _is_room_count(norm, match)):
            return None if unit_behind(view, match.end()) else _name(at, match.end())
    return _numbering(view, at) or _compound(view, at) or read_school(view, at)


def _is_room_count(norm: str, match: re.Match[str]) -> bool:
    """Whether 88教室 counts rooms: a room without its building has no number."""
    room = match["room"]
    if not room:
        return False
    at = match.start()
    return done(norm, at) or (room in _ROOMS and not placed(norm, at))


def _numbering(view: View, at: int) -> Reading | None:
    """The number of an annex, table, figure or section; 案例36件 and 4.6.5篇 are none."""
    norm = view.norm
    match = _FORMS.serial.match(norm, at)
    if not match and not _FORMS.caption.search(norm, max(0, at - 4), at):
        return None
    end = match.end() if match else _caption_end(norm, at)
    unit = unit_behind(view, end + view.norm.startswith("+", end))
    if unit is None:
        return Reading(at, end).excuse(Exemption.ENUM, "编号")
    return Reading(at, unit.end).refuse("数字里夹有点或横线,读不出数值") if match else None


def _compound(view: View, at: int) -> Reading | None:
    """Digits joined with plus signs, dots or letters: 1+X, 3·15, 5G."""
    norm = view.norm
    added = "+" in norm[at : at + 6]
    match = (_FORMS.sum.match(norm, at) or _FORMS.sum_han.match(norm, at)) if added else None
    if match:
        term = Reading(at, match.end()).excuse(Exemption.TERM, "由加号连成的说法,不作数量核对")
        return _unless_counted(view, term, "数字由加号连成,读不出一个数值")
    match = _FORMS.dotted_day.match(norm, at)
    if match:
        day = _name(at, match.end(), "以日期命名的日子或事件,不作数量核对")
        return _unless_counted(view, day, "数字里夹有间隔号,读不出数值")
    match = _FORMS.alnum.match(norm, at)
    if match and _FORMS.percent.fullmatch(match[0]):
        return Reading(at, match.end()).refuse("百分数请写成 % 或个百分点")
    if match and _FORMS.place.fullmatch(match[0]):
        return Reading(at, match.end()).refuse("名次请写成第几")
    if match is None or ("/" not in match[0] and _is_measure(view, at, match)):
        return None
    return _scaled(view, match) or _unless_counted(
        view, _name(at, match.end()), "数字里夹有字母,读不出数值"
    )


def _unless_counted(view: View, reading: Reading, why: str) -> Reading:
    """A name or term; unreadable where a measure word behind it makes it a figure."""
    unit = unit_behind(view, reading.end)
    if unit is None:
        return reading
    reading.end = unit.end
    return reading.refuse(why)


def _scaled(view: View, match: re.Match[str]) -> Reading | None:
    """4.2w人次 is 42,000: a letter that is a scale in the speech of the web."""
    digits, letter = match[0][:-1], match[0][-1:]
    scale = tables("alphabet.toml")["scales"].get(letter)
    unit = unit_behind(view, match.end())
    if scale is None or unit is None or not _FORMS.decimal.fullmatch(digits):
        return None
    factor = Decimal(SCALES[scale])
    value = Decimal(digits) * factor
    places = len(digits.partition(".")[2])
    return Reading(
        match.start(), unit.end, unit.kind, value, value, unit=unit.name,
        step=factor.scaleb(-places), number_start=match.start(), number_end=match.end(), scaled=factor,
    )  # fmt: skip


def _caption_end(norm: str, at: int) -> int:
    while norm[at : at + 1].isdigit() or norm[at : at + 1] in {"-", "."}:
        at += 1
    return at


def _is_measure(view: View, at: int, match: re.Match[str]) -> bool:
    """Whether the letters behind the digits are a unit: 5km, 20MW; not 5G, 4K."""
    norm, digits = view.norm, at
    while norm[digits : digits + 1].isdigit() or norm[digits : digits + 1] == ".":
        digits += 1
    unit = unit_at(norm, digits, view.units)
    return unit is not None and digits + len(unit.name) >= match.end()


def read_school(view: View, at: int) -> Reading | None:
    """42中, 一中, 86中学 at ``at``; not 其中, 3中."""
    norm = view.norm
    match = _FORMS.school.match(norm, at)
    if match is None or norm.startswith(("中全会", "中心", "中央"), match.end() - 1):
        return None
    if match[0].endswith(_SCHOOLS) and not _is_named(norm, match):
        return None
    start = at - 1 if norm[at - 1 : at] == "第" else at
    return _name(start, match.end(), "学校的名称")


def _is_named(norm: str, match: re.Match[str]) -> bool:
    """Whether 86中学 is a school's name: beside another's, behind a place or 第; 覆盖86小学 counts."""
    single = len(match["n"]) == 1 and not match["n"].isascii()
    return (
        single
        or _FORMS.school_before.search(norm, max(0, match.start() - 4), match.start()) is not None
    )


def read_document_number(view: View, at: int) -> Reading | None:
    """〔2012〕5号 at ``at``."""
    if not view.norm.startswith(("19", "20"), at + 1):
        return None
    match = _FORMS.document.match(view.norm, at) or _FORMS.case.match(view.norm, at)
    return None if match is None else _name(at, match.end(), "公文的发文字号")


def read_sign(view: View, at: int) -> Reading:
    """A numeral that is one sign: ① is an enumerator, Ⅲ a grade or part of a name, ½ a fraction."""
    sign = view.norm[at]
    if sign in _NOTES:
        end = at + 1
        while view.norm[end : end + 1] in _NOTES and end < len(view.norm):
            end += 1
        return Reading(at, end).excuse(Exemption.ENUM, "注释的序号")
    if sign in _SHARES:
        value = Decimal(_SHARES[sign])
        return Reading(at, at + 1, Kind.FRACTION, value, value, step=value)
    roman = _FORMS.roman.match(view.norm, at)
    if roman:
        letters = unicodedata.normalize("NFKC", roman[0].rstrip("类水质级响应以上"))
        figure = None if roman["u"] else _roman_count(view, at, roman.end(), letters.upper())
        if figure:
            return figure
        return _name(at, roman.end(), "罗马数字的等级、类别或编号,不作数量核对")
    return Reading(at, at + 1).refuse(f"“{sign}”是不常用的数字写法,读不出数值,请改用阿拉伯数字")


def read_roman(view: View, at: int) -> Reading | None:
    """XII架 is 12: a Roman number before a measure word; III级 and II期 are names."""
    match = _FORMS.roman_word.match(view.norm, at)
    before = view.norm[at - 1 : at]
    if (
        match is None
        or not match[0]
        or (before.isascii() and before.isalnum())
        or before in {*"-/.&"}
    ):
        return None
    return _roman_count(view, at, match.end(), match[0])


def _roman_count(view: View, at: int, end: int, letters: str) -> Reading | None:
    if _FORMS.roman_class.match(view.norm, end):
        return None
    unit = unit_behind(view, end)
    if unit is None:
        return None
    values = [_ROMAN_VALUES[letter] for letter in letters if letter in _ROMAN_VALUES]
    total = sum(
        -value if value < max(values[place:]) else value for place, value in enumerate(values)
    )
    value = Decimal(total)
    return Reading(
        at, unit.end, unit.kind, value, value, unit=unit.name, step=Decimal(1),
        number_start=at, number_end=end,
    )  # fmt: skip
