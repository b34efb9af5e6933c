"""Automatic numbers of paragraphs, written out as Word shows them."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from decimal import Decimal
from typing import TYPE_CHECKING

from assistant.documents.wordml import W
from assistant.extraction.numerals import render_chinese_number

if TYPE_CHECKING:
    from lxml import etree

_W = f"{{{W}}}"
_DEPTH = 9
_PLACE = re.compile(r"%([1-9])")
_CHINESE = {
    "chineseCounting",
    "chineseCountingThousand",
    "japaneseCounting",
    "japaneseDigitalTenThousand",
    "taiwaneseCounting",
    "taiwaneseCountingThousand",
    "koreanCounting",
}
_DIGITS = "〇一二三四五六七八九"
_FORMAL = "零壹贰叁肆伍陆柒捌玖"
_HEAVENLY = "甲乙丙丁戊己庚辛壬癸"
_EARTHLY = "子丑寅卯辰巳午未申酉戌亥"
_TABLES = {
    "ideographDigital": _DIGITS,
    "taiwaneseDigital": _DIGITS,
    "chineseLegalSimplified": _FORMAL,
    "decimalFullWidth": "０１２３４５６７８９",
    "decimalFullWidth2": "０１２３４５６７８９",
}
_CYCLES = {"ideographTraditional": _HEAVENLY, "ideographZodiac": _EARTHLY}
_ROMAN = (
    (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"),
    (50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"),
)  # fmt: skip
# First sign of the enclosed numbers 1 to 20 in Unicode.
_ENCLOSED = {
    "decimalEnclosedCircle": 0x2460,
    "decimalEnclosedCircleChinese": 0x2460,
    "decimalEnclosedParen": 0x2474,
    "decimalEnclosedFullstop": 0x2488,
    "ideographEnclosedCircle": 0x3280,
}
_ENCLOSED_LAST = {0x3280: 10}
_COUNT_LIMIT = 1_000_000
_TEXT_LIMIT = 100


def render_number(number: int, form: str) -> str:
    """``number`` in a form of numbering.xml: ``decimal``, ``chineseCounting`` and the like."""
    if form in {"none", "bullet"}:
        return ""
    if form in _CHINESE:
        return render_chinese_number(Decimal(number))
    if form in _TABLES:
        return "".join(_TABLES[form][int(digit)] for digit in str(max(number, 0)))
    if number < 1:
        return str(number)
    if form in _CYCLES:
        return _CYCLES[form][(number - 1) % len(_CYCLES[form])]
    return _enclosed(number, form) or _lettered(number, form)


def _enclosed(number: int, form: str) -> str:
    first = _ENCLOSED.get(form)
    if first is None or number > _ENCLOSED_LAST.get(first, 20):
        return ""
    return chr(first + number - 1)


def _lettered(number: int, form: str) -> str:
    match form:
        case "upperRoman":
            return _roman(number).upper()
        case "lowerRoman":
            return _roman(number)
        case "upperLetter":
            return _letter(number).upper()
        case "lowerLetter":
            return _letter(number)
        case "decimalZero":
            return str(number).zfill(2)
    return str(number)


def _letter(number: int) -> str:
    return chr(ord("a") + (number - 1) % 26) * min((number - 1) // 26 + 1, _DEPTH)


def _roman(number: int) -> str:
    text = ""
    for value, letters in _ROMAN:
        while number >= value and len(text) < _DEPTH * 2:
            text += letters
            number -= value
    return text


@dataclass(frozen=True, slots=True)
class _Level:
    start: int = 1
    form: str = "decimal"
    text: str = ""
    legal: bool = False
    restart: int | None = None


@dataclass(slots=True)
class Numbering:
    """The lists of a document and how far each has counted.

    Call :meth:`label` once for each paragraph, in order.
    """

    _abstract: dict[str, dict[int, _Level]] = field(default_factory=dict)
    _lists: dict[str, str] = field(default_factory=dict)
    _overrides: dict[str, dict[int, _Level]] = field(default_factory=dict)
    _starts: dict[tuple[str, int], int] = field(default_factory=dict)
    _counts: dict[str, list[int | None]] = field(default_factory=dict)

    @classmethod
    def of_tree(cls, root: etree._Element | None) -> Numbering:
        """The lists of the part numbering.xml; None for a document without."""
        numbering = cls()
        if root is None:
            return numbering
        linked: dict[str, str] = {}
        styles: dict[str, str] = {}
        for element in root.iterchildren(f"{_W}abstractNum"):
            key = element.get(f"{_W}abstractNumId", "")
            levels = (_read_level(level) for level in element.iterchildren(f"{_W}lvl"))
            numbering._abstract[key] = dict(levels)
            link, name = element.find(f"{_W}numStyleLink"), element.find(f"{_W}styleLink")
            if link is not None:
                linked[key] = link.get(f"{_W}val", "")
            if name is not None:
                styles[name.get(f"{_W}val", "")] = key
        for key, style in linked.items():
            target = styles.get(style)
            if target is not None and not numbering._abstract[key]:
                numbering._abstract[key] = numbering._abstract[target]
        for element in root.iterchildren(f"{_W}num"):
            numbering._read_list(element)
        return numbering

    def _read_list(self, element: etree._Element) -> None:
        key = element.get(f"{_W}numId", "")
        target = element.find(f"{_W}abstractNumId")
        self._lists[key] = target.get(f"{_W}val", "") if target is not None else ""
        self._overrides[key] = {}
        for override in element.iterchildren(f"{_W}lvlOverride"):
            depth = _whole(override.get(f"{_W}ilvl"), 0)
            start = override.find(f"{_W}startOverride")
            if start is not None:
                self._starts[key, depth] = _whole(start.get(f"{_W}val"), 1)
            level = override.find(f"{_W}lvl")
            if level is not None:
                self._overrides[key][depth] = _read_level(level)[1]

    def label(self, list_id: str, depth: int) -> str:
        """The number of the next paragraph of a list, as shown; empty for bullets and none."""
        abstract = self._lists.get(list_id)
        if abstract is None or not 0 <= depth < _DEPTH:
            return ""
        counts = self._counts.setdefault(abstract, [None] * _DEPTH)
        # An override of the start holds once: the list then counts on.
        start = self._starts.pop((list_id, depth), None)
        current = counts[depth]
        if start is not None or current is None:
            counts[depth] = self._level(list_id, depth).start if start is None else start
        else:
            counts[depth] = min(current + 1, _COUNT_LIMIT)
        for deeper in range(depth + 1, _DEPTH):
            restart = self._level(list_id, deeper).restart
            if restart is None or (restart != 0 and depth < restart):
                counts[deeper] = None
        return self._text(list_id, depth, counts)

    def _level(self, list_id: str, depth: int) -> _Level:
        own = self._overrides.get(list_id, {}).get(depth)
        if own is not None:
            return own
        return self._abstract.get(self._lists[list_id], {}).get(depth, _Level())

    def _text(self, list_id: str, depth: int, counts: list[int | None]) -> str:
        level = self._level(list_id, depth)
        if level.form == "bullet":
            return ""

        def shown(match: re.Match[str]) -> str:
            at = int(match.group(1)) - 1
            other = self._level(list_id, at)
            count = counts[at]
            number = other.start if count is None else count
            return render_number(number, "decimal" if level.legal else other.form)

        text = _PLACE.sub(shown, level.text)
        # Word sets a tab behind it; without one 3 and 3个方面 would read as 33个方面.
        return f"{text} " if text and text[-1].isalnum() else text


def _read_level(element: etree._Element) -> tuple[int, _Level]:
    def value(name: str) -> str | None:
        found = element.find(f"{_W}{name}")
        return None if found is None else found.get(f"{_W}val", "")

    form = value("numFmt")
    legal = element.find(f"{_W}isLgl") is not None
    restart = value("lvlRestart")
    level = _Level(
        start=_whole(value("start"), 0),
        form=form if form is not None else "decimal",
        text=(value("lvlText") or "")[:_TEXT_LIMIT],
        legal=legal,
        restart=None if restart is None else _whole(restart, 0),
    )
    return _whole(element.get(f"{_W}ilvl"), 0), level


def _whole(text: str | None, default: int) -> int:
    """A whole number of an attribute, within bounds, or the default where it is none."""
    if text is None or not text.lstrip("-").isascii() or not text.lstrip("-").isdigit():
        return default
    return max(-_COUNT_LIMIT, min(int(text[:9]), _COUNT_LIMIT))
