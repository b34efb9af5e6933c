"""Ordinals: ranks, grades, enumerators and numbered names."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING

from assistant.domain import Exemption, Kind
from assistant.extraction.behind import counted, wrapped
from assistant.extraction.dates import read_date
from assistant.extraction.lexicon import forms
from assistant.extraction.numbers import read_number
from assistant.extraction.numerals import read_chinese
from assistant.extraction.reading import Reading

if TYPE_CHECKING:
    from assistant.extraction.reading import View

# How far before a grade the words that set it up may begin: 评选出一、二、三等奖.
_PRIZES = 12
_FORMS = forms(__file__)
_CLAUSE_START = frozenset("。;:，,、!?\n )”』」》—…·")
_ENUM_ARABIC = re.compile(r"(?P<n>[0-9]{1,2})(?:\.(?![0-9])|、(?![0-9]{1,4}[^、.0-9])|\))")
# 2.3月15日 and 2.24家 below 1.维权站, where 2. numbers the paragraph.
_ENUM_TIGHT = re.compile(r"(?P<n>[0-9]{1,2})\.(?=[0-9])")
_ENUM_HEADS = re.compile(r"^[ ]{0,8}(?P<n>[0-9]{1,2})\.(?:[0-9]|(?P<word>))", re.MULTILINE)
_FAR, _INDENT, _ORDER = 4000, 9, "零一二三四五六七八九十"


def _value(written: str) -> Decimal | None:
    if written.isascii():
        return Decimal(written)
    numeral = read_chinese(written)
    return None if numeral is None or numeral.low != numeral.high else numeral.low


def _ranked(start: int, end: int, kind: Kind, value: Decimal | None, unit: str | None) -> Reading:
    reading = Reading(start, end, kind, value, value, unit=unit, step=Decimal(1))
    if value is None:
        reading.refuse("序数写法不合规,读不出数值")
    return reading


def read_ordinal(view: View, at: int, floor: int) -> Reading | None:
    """What 第 at ``at`` begins: a rank, a quarter, an enumerator or a numbered name."""
    norm = view.norm
    begin = at + 1 + norm.startswith(" ", at + 1)
    if norm.startswith("季度", begin + 1):
        return read_date(view, at, floor)
    number = read_number(norm, begin)
    if number is None:
        return _odd_rank(norm, at, begin, floor)
    end = number.end
    if " " in norm[begin:end]:
        return Reading(at, end).refuse("序数中间有空格,看不出是一个数还是两个数")
    value = number.low if number.valid and number.low == number.high else None
    running = _in_a_row(norm, at, end, floor, value)
    if running is not None:
        return running
    unit = _FORMS.rank_unit.match(norm, end)
    ranked = unit is not None or (
        (not _FORMS.ordinal_name.match(norm, end) and not _enumerates(norm, at, end))
        and _ranks(norm, at, end, floor)
    )
    if not ranked:
        return _numbered(norm, at, end, value)
    reading = _ranked(at, unit.end() if unit else end, Kind.RANK, value, unit[1] if unit else None)
    reading.number_start, reading.number_end = begin, end
    return _behind(norm, reading, floor)


def _odd_rank(norm: str, at: int, begin: int, floor: int) -> Reading | None:
    """居全市第①, 第Ⅰ: a rank in a sign that is no number; 第(三)项 and 第Ⅰ类 are names."""
    sign = _FORMS.sign.match(norm, begin)
    if sign is None:
        return None
    name = _FORMS.ordinal_name.match(norm, sign.end())
    if name is not None:
        return Reading(at, name.end()).excuse(Exemption.ENUM, "条款或章节的编号")
    if not _ranks(norm, at, sign.end(), floor):
        return None
    return Reading(at, sign.end()).refuse("名次的写法读不出,请写成第几")


def _in_a_row(norm: str, at: int, end: int, floor: int, value: Decimal | None) -> Reading | None:
    """连续第12年 counts 12 years; 第12年 alone is a name."""
    unit = _FORMS.running.match(norm, end)
    if unit is None or value is None or not norm.startswith("连续", max(floor, at - 2), at):
        return None
    kind = Kind.DURATION if unit[0] == "年" else Kind.COUNT
    reading = Reading(at, unit.end(), kind, value, value, unit=unit[0], step=Decimal(1))
    reading.number_start, reading.number_end = at + 1, end
    return reading


def _enumerates(norm: str, at: int, end: int) -> bool:
    return _starts_clause(norm, at) and _FORMS.enum_after.match(norm, end) is not None


def _ranks(norm: str, at: int, end: int, floor: int) -> bool:
    """Whether 第N without a unit is a rank: 位列第三, 分别居第二、第七."""
    return (
        _FORMS.rank_list.match(norm, end) is not None
        or _FORMS.rank_before.search(norm, max(floor, at - 6), at) is not None
        or _FORMS.rank_moves.match(norm, end) is not None
        or _ends_clause(norm, end)
    )


def _numbered(norm: str, at: int, end: int, value: Decimal | None) -> Reading:
    """第三条 and 第一, are enumerators; any other 第N is part of a name."""
    if _FORMS.article.match(norm, at):
        return Reading(at, end + 1, Kind.COUNT, value, value).excuse(
            Exemption.ENUM, "条款或章节的编号"
        )
    name = _FORMS.ordinal_name.match(norm, end)
    if name is None and _enumerates(norm, at, end):
        return Reading(at, end, Kind.COUNT, value, value).excuse(Exemption.ENUM, "序号")
    return Reading(at, name.end() if name else end, Kind.COUNT, value, value).excuse(
        Exemption.NAME, "序数,是名称的一部分,不作数量核对"
    )


def _behind(norm: str, reading: Reading, floor: int) -> Reading:
    """倒数第二, 并列第三: the word belongs to the rank."""
    for word in ("倒数", "并列"):
        if reading.start - len(word) >= floor and norm.startswith(word, reading.start - len(word)):
            reading.start -= len(word)
            reading.approximator = word
            if word == "倒数" and reading.low is not None:  # a minus counts from the end
                reading.low = reading.high = -reading.low
    return reading


def _starts_clause(norm: str, at: int) -> bool:
    return at == 0 or norm[at - 1] in _CLAUSE_START


def _ends_clause(norm: str, end: int) -> bool:
    return end >= len(norm) or norm[end] in "，,。;、!?\n )”』」的和与及"


_NOT_TOP = frozenset("靠提目此之以年月日天期先生事战产餐会跟眼当空")


def read_top(view: View, at: int) -> Reading | None:
    """前十名, 前3, 前三强 at ``at``: ranks 1 to N."""
    match = _FORMS.top.match(view.norm, at)
    if match is None or view.norm[at - 1 : at] in _NOT_TOP:
        return None
    value = _value(match["n"])
    if not value or (value == 1 and not match["u"].strip()):
        return None
    end = match.end() if match["u"].strip() else match.end("n")
    reading = _ranked(at, end, Kind.RANK, value, match["u"].strip() or None)
    reading.low, reading.approximator = Decimal(1), "前"
    reading.number_start, reading.number_end = match.start("n"), match.end("n")
    return reading


def read_first_place(view: View, at: int, floor: int) -> Reading | None:
    """首位, 榜首 at ``at`` where it is a rank; a duty put in first place is none."""
    match = _FORMS.first_place.match(view.norm, at)
    if match is None:
        return None
    norm = view.norm
    if _FORMS.no_first_place.search(norm, max(floor, at - 9), at):
        return Reading(at, match.end(), Kind.RANK).excuse(Exemption.IDIOM, "比喻说法,不是名次")
    if not _FORMS.first_place_before.search(norm, max(0, floor, at - 16), at):
        return None
    return _ranked(at, match.end(), Kind.RANK, Decimal(1), None)


def read_grade(view: View, at: int) -> Reading | None:
    """一等奖, 二等功, 国家三级, 5A级 at ``at``; 三级联动 is a structure, and so are 设一、二等奖."""
    reading = _grade(view.norm, at)
    before = _FORMS.prizes_before.search(view.norm, max(0, at - _PRIZES), at)
    if reading is None or before is None or not _FORMS.prizes.match(view.norm, at):
        return reading
    several = view.norm[at - 1] in "、和" or _FORMS.grade_list.match(view.norm, at)
    return (
        reading.excuse(Exemption.STRUCTURE, "所设的奖项等次,不是所获的奖") if several else reading
    )


def _grade(norm: str, at: int) -> Reading | None:
    match = _FORMS.grade_list.match(norm, at)
    if match:
        return _ranked(at, match.end(), Kind.GRADE, _value(match["n"]), "等奖")
    match = _FORMS.grade.match(norm, at)
    if match is None:
        return None
    unit = match["u"]
    if unit == "等":
        return None
    if unit == "级" and not match["n"].isascii():
        return _level(norm, at, match)
    if unit == "级" and not _FORMS.grade_before.search(norm, max(0, at - 6), at):
        return None
    reading = _ranked(at, match.end(), Kind.GRADE, _value(match["n"]), unit.strip())
    reading.number_end = match.end("n")
    return reading


def _level(norm: str, at: int, match: re.Match[str]) -> Reading:
    grade = _ranked(at, match.end(), Kind.GRADE, _value(match["n"]), "级")
    grade.number_end = match.end("n")
    shared = match["n"] == "两" or _FORMS.levels_before.search(norm, max(0, at - 6), at)
    if _FORMS.levels_after.match(norm, match.end()) or (
        shared and not _FORMS.grade_after.match(norm, match.end())
    ):
        return grade.excuse(Exemption.STRUCTURE, "层级的说法,不是评定的等级")
    return grade


def read_enumerator(view: View, at: int) -> Reading | None:
    """(一), 一、, 1., 一是 at ``at``, where it is an enumerator."""
    norm = view.norm
    leveled = _FORMS.enum_levels.match(norm, at)
    if leveled and _begins_line(norm, at) and _goes_on(norm, at, leveled.end()):
        level = Decimal(leveled["n"])
        return Reading(at, leveled.end(), Kind.COUNT, level, level).excuse(Exemption.ENUM, "序号")
    if norm[at] == "(":
        match = _FORMS.enum_paren.match(norm, at)
    elif _starts_clause(norm, at):
        match = (
            (_FORMS.enum_is.match(norm, at))
            or (
                _line_start(norm, at)
                and (_FORMS.enum_head.match(norm, at) or _ENUM_ARABIC.match(norm, at))
            )
            or None
        )
    else:
        match = _running(norm, at)
    if not match or (_FORMS.two_levels.match(norm, at) and not _begins_line(norm, at)):
        return None
    value = _value(match["n"])
    listed = match[0][-1] in "是要" or _follows(norm, at, match)
    unit = None if listed else counted(view, at, match.end())
    if unit is not None:
        return wrapped(view, at, match.start("n"), match.end(), unit)
    return Reading(at, match.end(), Kind.COUNT, value, value).excuse(Exemption.ENUM, "序号")


def _follows(norm: str, start: int, match: re.Match[str]) -> bool:
    """Whether a paragraph before begins with the number before it, one behind 1. with 2.: 2.人员 above (3)位次."""
    number = match["n"]
    value = int(number) if number.isdigit() else _ORDER.find(number)
    if value < 1 or not _begins_line(norm, start):
        return False
    beside = 2 if value == 1 else value - 1
    begin, end = (match.end(), match.end() + _FAR) if value == 1 else (max(0, start - _FAR), start)
    before, behind = norm[start : match.start("n")], norm[match.end("n") : match.end()].rstrip()
    next_to = f"{before}{beside if number.isdigit() else _ORDER[beside]}{behind}"
    found = re.finditer(rf"(?<!\d){re.escape(next_to)}(?!\d)", norm[begin:end])
    return any(_begins_line(norm, begin + one.start()) for one in found)


def read_list_number(view: View, at: int) -> Reading | None:
    """2. before 3月15日 or 24家, where the numbered paragraphs around go on so: no decimal.

    The one before it has the number before, the one behind the number behind or a list of its own,
    and one of them has a word behind its number; a day tells enough.
    """
    norm = view.norm
    match = _ENUM_TIGHT.match(norm, at)
    if match is None or not _begins_line(norm, at):
        return None
    value = Decimal(match["n"])
    before = list(_ENUM_HEADS.finditer(norm, max(0, at - _FAR), at))[-int(value) :]
    behind = [one for one in [_ENUM_HEADS.search(norm, match.end())] if one is not None]
    follows = value == 1 or any(Decimal(one["n"]) == value - 1 for one in before[-1:])
    goes_on = all(Decimal(one["n"]) in {1, value + 1} for one in behind)
    dated = _FORMS.day.match(norm, match.end()) is not None
    if not dated and not (
        follows and goes_on and any(one["word"] is not None for one in (*before, *behind))
    ):
        return None
    return Reading(at, match.end(), Kind.COUNT, value, value).excuse(Exemption.ENUM, "序号")


def _goes_on(norm: str, start: int, end: int) -> bool:
    """Whether another paragraph near by begins with such a number: a decimal that begins one does not count."""
    spans = ((max(0, start - _FAR), start), (end, end + _FAR))
    found = (one for span in spans for one in _FORMS.enum_levels.finditer(norm, *span))
    return any(_begins_line(norm, one.start()) for one in found)


def _begins_line(norm: str, at: int) -> bool:
    """Whether nothing but a paragraph's indent stands before a place in its line."""
    before = norm[max(0, at - _INDENT) : at]
    line = before[before.rfind("\n") + 1 :]
    return not line.strip() and len(line) < _INDENT


def _running(norm: str, at: int) -> re.Match[str] | None:
    """一是 in the middle of a clause: 做到一是…; not 系统一是, not 之一是."""
    match = _FORMS.enum_is.match(norm, at)
    if match is None or match[0][-1] != "是" or norm[at - 1] in "统唯之其每单第专":
        return None
    return match


def _line_start(norm: str, at: int) -> bool:
    """Whether a heading's number may stand at ``at``: behind a line end, a full stop or a gap."""
    return at == 0 or norm[at - 1] in "\n 。;:!)”"
