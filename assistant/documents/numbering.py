"""Automatic numbers of paragraphs, written out as Word shows them."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from decimal import Decimal
from typing import TYPE_CHECKING

from assistant.documents.wordml import W, value, whole
from assistant.extraction.numerals import render_chinese_number
from assistant.files.shipped import shipped

if TYPE_CHECKING:
    from collections.abc import Callable

    from lxml import etree

_DEPTH = 9
_PLACE = re.compile(r"%([1-9])")
_COUNT_LIMIT = 1_000_000
_TEXT_LIMIT = 100


def render_number(number: int, form: str) -> str:
    """``number`` in a form of numbering.xml: ``decimal``, ``chineseCounting`` and the like."""
    forms = shipped(__file__, "numbering.toml")
    if form in forms["none"]:
        return ""
    if form in forms["chinese"]:
        return render_chinese_number(Decimal(number))
    if form in forms["digits"]:
        return "".join(forms["digits"][form][int(digit)] for digit in str(max(number, 0)))
    signs: str = forms["signs"].get(form, "")
    if 0 < number <= len(signs) or (number > 0 and form in forms["cycles"]):
        return signs[(number - 1) % len(signs)]
    write = _WRITTEN.get(form, str)
    return write(number) if number > 0 else str(number)


def _letter(number: int) -> str:
    return chr(ord("a") + (number - 1) % 26) * min((number - 1) // 26 + 1, _DEPTH)


def _roman(number: int) -> str:
    text = ""
    for letters, many in shipped(__file__, "numbering.toml")["roman"].items():
        while number >= many and len(text) < _DEPTH * 2:
            text += letters
            number -= many
    return text


_WRITTEN: dict[str, Callable[[int], str]] = {
    "lowerRoman": _roman,
    "upperRoman": lambda number: _roman(number).upper(),
    "lowerLetter": _letter,
    "upperLetter": lambda number: _letter(number).upper(),
    "decimalZero": lambda number: f"{number:02}",
}


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
        for element in root.iterchildren(f"{W}abstractNum"):
            key = element.get(f"{W}abstractNumId", "")
            levels = (_read_level(level) for level in element.iterchildren(f"{W}lvl"))
            numbering._abstract[key] = dict(levels)
            link, name = value(element, "numStyleLink"), value(element, "styleLink")
            if link is not None:
                linked[key] = link
            if name is not None:
                styles[name] = key
        for key, style in linked.items():
            target = styles.get(style)
            if target is not None and not numbering._abstract[key]:
                numbering._abstract[key] = numbering._abstract[target]
        for element in root.iterchildren(f"{W}num"):
            numbering._read_list(element)
        return numbering

    def _read_list(self, element: etree._Element) -> None:
        key = element.get(f"{W}numId", "")
        self._lists[key] = value(element, "abstractNumId") or ""
        self._overrides[key] = {}
        for override in element.iterchildren(f"{W}lvlOverride"):
            depth = whole(override.get(f"{W}ilvl"), 0)
            start = value(override, "startOverride")
            if start is not None:
                self._starts[key, depth] = whole(start, 1)
            level = override.find(f"{W}lvl")
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
    form, restart = value(element, "numFmt"), value(element, "lvlRestart")
    level = _Level(
        start=whole(value(element, "start"), 0),
        form=form if form is not None else "decimal",
        text=(value(element, "lvlText") or "")[:_TEXT_LIMIT],
        legal=element.find(f"{W}isLgl") is not None,
        restart=None if restart is None else whole(restart, 0),
    )
    return whole(element.get(f"{W}ilvl"), 0), level
