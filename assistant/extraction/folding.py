"""One alphabet of numerals: every sign that stands for a digit is folded before anything reads.

Kangxi radicals and compatibility forms, digits of other scripts and fonts, circled and bracketed
numbers, capitals, super- and subscripts, look-alikes among numerals: ``lexicon/alphabet.toml`` and the
tables of Unicode say what each is. The way back to the places of the text as given is kept.
"""

from __future__ import annotations

import re
from array import array
from bisect import bisect_left
from functools import cache, lru_cache
from typing import TYPE_CHECKING, NamedTuple

from assistant.extraction.lexicon import forms
from assistant.extraction.signs import (
    LOWERED,
    NUMERALS,
    ODD,
    RAISED,
    Alphabet,
    alphabet,
    folded_sign,
    han,
)
from assistant.extraction.units import unit_at

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    _Edits = Iterator[tuple[int, int, str]]
    _Step = Callable[[str], _Edits]

# Zero-width characters, marks of width and direction of no meaning in Chinese, soft hyphens.
_UNSEEN = frozenset("\u00ad\u034f\u180e\u200b\u200c\u200d\u2060\u2061\u2062\u2063\u2064\ufeff") | {
    chr(code) for code in (*range(0xFE00, 0xFE10), *range(0xE0100, 0xE01F0))
}
# Controls that turn the order of what is shown (UAX #9), and letters that are not shown (tags).
TURNING = "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\U000e0020-\U000e007f"
_KEYCAP = re.compile("([0-9])\ufe0f?\u20e3")
_MARKS = frozenset(chr(code) for code in (*range(0x300, 0x370), *range(0x20D0, 0x20F1)))
_FORMS = forms(__file__)
_LOST = re.compile("\ufffd+")
_DASHES = "—―–ー"
_AT_PAUSE = frozenset(("", *"，,。;；、)）\n"))
_PLAIN_RAISED = str.maketrans(RAISED + LOWERED, "01234567890123456789")
_SMALL = re.compile(f"[{RAISED}]+|[{LOWERED}]+")
_ANY = frozenset(NUMERALS)
_PARTS = {"½": "5", "¼": "25", "¾": "75", "⅕": "2", "⅖": "4", "⅗": "6", "⅘": "8", "⅛": "125", "⅜": "375", "⅝": "625", "⅞": "875"} | dict.fromkeys("⅓⅔⅙⅚⅐⅑⅒", "")  # fmt: skip
_DECIMALS = {sign: f".{part}" if part else ODD for sign, part in _PARTS.items()}
_MIXED = re.compile(f"(?<=[0-9])[{''.join(_PARTS)}]")
_LONGEST_NOTE = 2
_DIGITS = frozenset("〇零一二三四五六七八九")
_IN_YEAR = _DIGITS | {"年"}
_AFTER, _MONEY = frozenset("万亿余多."), frozenset("元圆角分整")
_ROUND = frozenset("满形桌心圈")
_LINE_END = frozenset(("", "\n"))
_LINKS = frozenset("-—~至到")
_PLAIN: set[str] = set()
_names = "〇一二三四五六七八九"


class Folded(NamedTuple):
    """A text in one alphabet.

    Attributes:
        norm: the folded text.
        origins: for each of its characters the offset in the text as given; None where they agree.
    """

    norm: str
    origins: array[int] | None = None

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Where the characters from ``start`` to ``end`` stand in the text as given."""
        if self.origins is None or start >= end:
            return start, end
        return self.origins[start], self.origins[end - 1] + 1

    def place(self, offset: int) -> int:
        """The place in ``norm`` of an offset into the text as given."""
        return offset if self.origins is None else bisect_left(self.origins, offset)

    def edited(self, edits: list[tuple[int, int, str]]) -> Folded:
        """With stretches replaced: in order, without overlap; a longer one stands for its last character."""
        if not edits:
            return self
        origins = self.origins or array("L", range(len(self.norm)))
        pieces: list[str] = []
        places = array("L")
        done = 0
        for start, end, written in edits:
            pieces += (self.norm[done:start], written)
            places += origins[done:start]
            last = min(start, len(origins) - 1)
            places.extend(
                origins[min(start + at, max(end - 1, last))] for at in range(len(written))
            )
            done = end
        pieces.append(self.norm[done:])
        places += origins[done:]
        return Folded("".join(pieces), places)


def _odd(text: str) -> dict[str, str]:
    """The characters of a text that are written otherwise in the one alphabet."""
    found: dict[str, str] = {}
    for char in set(text) - _PLAIN:
        folded = folded_sign(char)
        if folded == char:
            _PLAIN.add(char)
        else:
            found[char] = folded
    return found


@lru_cache(maxsize=1)
def fold(text: str) -> Folded:
    """``text`` in one alphabet of numerals, with the way back."""
    odd = _odd(text)
    norm = text
    for char, written in odd.items():
        if len(written) == 1:
            norm = norm.replace(char, written)
    folded = Folded(norm, None)
    longer = {char: written for char, written in odd.items() if len(written) != 1}
    present = set(folded.norm)
    for step, signs in _steps():
        if present & signs:
            folded = folded.edited(list(step(folded.norm)))
    if longer:
        pattern = re.compile(f"[{''.join(map(re.escape, longer))}]")
        found = pattern.finditer(folded.norm)
        folded = folded.edited([(m.start(), m.end(), longer[m[0]]) for m in found])
    return folded


@cache
def _steps() -> tuple[tuple[_Step, frozenset[str]], ...]:
    """What is folded by its place, and the signs of which one must stand in the text."""
    book = alphabet()
    return (
        # A digit on a key is the sign of an item.
        (_each(_KEYCAP, lambda match: f"({match[1]})"), frozenset("\u20e3")),
        # Signs without width part nothing: 4 and 65 with one between are 465.
        (_each(re.compile(f"[{''.join(_UNSEEN)}]"), lambda _: ""), _UNSEEN),
        (_raised, frozenset(RAISED + LOWERED)),
        # 1½ is 1.5; 1⅓ has no decimal form.
        (_each(_MIXED, lambda match: _DECIMALS[match[0]]), frozenset(_PARTS)),
        (_each(_FORMS.zero, _zeros), frozenset("〇○◯0")),
        (_capitals, frozenset(book.capitals)),
        (_lookalikes, frozenset(book.digits)),
        # A numeral under a stroke or in a ring is none that can be read.
        (_each(_FORMS.marked, lambda _: ODD), _MARKS),
        (_million, frozenset("兆")),
        (_lost, frozenset("\ufffd")),
        (_told, frozenset(f"正拐洞勾+┼✚{_FORMS.strokes.pattern}{_DASHES}")),
    )


def measured(norm: str, at: int) -> bool:
    """Whether a measure word or a sign of percent follows directly."""
    return (
        norm[at : at + 1] in {"%", "‰", "年"}
        or unit_at(norm, at + norm.startswith(" ", at)) is not None
    )


def _each(pattern: re.Pattern[str], write: Callable[[re.Match[str]], str]) -> _Step:
    """A step that writes every match of a pattern otherwise."""
    return lambda norm: ((m.start(), m.end(), write(m)) for m in pattern.finditer(norm))


def _zeros(match: re.Match[str]) -> str:
    """4〇5 and 二0二五: a zero of the other kind among digits is one of theirs."""
    arabic = match.string[match.start() - 1].isascii()
    return ("0" if arabic else "〇") * len(match[0])


def _million(norm: str) -> _Edits:
    """兆架: 兆 without a number is one itself, and nobody can tell which; 千兆 and 兆瓦 are words."""
    for match in _FORMS.million.finditer(norm):
        whole = unit_at(norm, match.start())
        if match[0] == "兆元" or (
            _counts(norm, match.end()) and (whole is None or whole.name == "兆")
        ):
            yield match.start(), match.end(), ODD


def _lost(norm: str) -> _Edits:
    """A character that could not be read, where a number may have stood."""
    for match in _LOST.finditer(norm):
        before = norm[max(0, match.start() - 1) : match.start()]
        if (
            (before and before in NUMERALS)
            or norm[match.end() : match.end() + 1] in _ANY
            or measured(norm, match.end())
        ):
            yield match.start(), match.end(), ODD


def _told(norm: str) -> _Edits:
    """正正架, 洞拐架, ニ架, 三+架, —架。: tallies, radio's digits, look-alikes of 二, 十 and 一 that count."""
    for match in _FORMS.called.finditer(norm):
        unit = unit_at(norm, match.end())
        dash = unit is not None and match[0] in _DASHES
        if unit and not (dash and norm[match.end() + len(unit.name) :][:1] not in _AT_PAUSE):
            yield match.start(), match.end(), ODD * len(match[0])


def _raised(norm: str) -> _Edits:
    """⁴⁶⁵篇 is 465篇; 455¹篇 is 455篇 with the mark of a note; m² stays."""
    for match in _SMALL.finditer(norm):
        start, end = match.span()
        before = norm[start - 1 : start]
        if before.isascii() and before.isdigit():
            note = match[0][0] in RAISED[1:] and end - start <= _LONGEST_NOTE
            ten = (
                norm[max(0, start - 2) : start] == "10"
                and not norm[start - 3 : start - 2].isdigit()
            )
            yield start, end, "" if note and not ten else ODD
        elif not (before.isalpha() and not han(before)) and _counts(norm, end):
            yield start, end, match[0].translate(_PLAIN_RAISED)


def _counts(norm: str, at: int) -> bool:
    return measured(norm, at) or norm[at : at + 1] in _AFTER


def _capitals(norm: str) -> _Edits:
    """叁拾, 佰万元, 伍架: capitals as plain numerals; 队伍, 收拾 and 参加 are words."""
    book, done = alphabet(), 0
    for match in book.capital.finditer(norm):
        if match.start() < done:
            continue
        start, end = _run(norm, match.start(), done, book.numerals)
        done = end
        while start < end and norm[max(0, start - 1) : start] in set(
            book.before.get(norm[start], "")
        ):
            if norm[start - 1 : start] == "为" and end - start > 1:  # 为伍万元 is no 为伍
                break
            start += 1
        while start < end and norm[end : end + 1] in set(book.after.get(norm[end - 1], "")):
            end -= 1
        run = norm[start:end]
        held = any(char in book.capitals for char in run)
        behind = norm[end : end + 1]
        if held and (
            (len(run) > 1 and run not in book.names)
            or _counts(norm, end)
            or behind in _MONEY
            or (behind in _LINE_END and norm[max(0, start - 1) : start] in _LINE_END)
            or _FORMS.in_number.search(norm, max(0, start - 2), start)
            or (behind in _LINKS and norm[end + 1 : end + 2] in book.numerals)
        ):
            yield start, end, "".join(book.capitals.get(char, char) for char in run)
            if behind == "圆" and norm[end + 1 : end + 2] not in _ROUND:
                yield end, end + 1, "元"
                done = end + 1


def _run(norm: str, at: int, floor: int, signs: frozenset[str]) -> tuple[int, int]:
    """The run of signs around a place, from ``floor`` on."""
    start, end = at, at + 1
    while start > floor and norm[start - 1] in signs:
        start -= 1
    while end < len(norm) and norm[end] in signs:
        end += 1
    return start, end


def _lookalikes(norm: str) -> _Edits:
    """1O架, 3270O人次, 二O二五年, l2架: look-alikes of digits where a number stands."""
    book = alphabet()
    done = 0
    for match in book.lookalike.finditer(norm):
        if match.start() < done:
            continue
        start, end = _run(norm, match.start(), done, book.likes)
        done = end
        written = _as_digits(norm, start, end, book)
        if written:
            yield start, end, written


def _as_digits(norm: str, start: int, end: int, book: Alphabet) -> str:
    """What a run with look-alikes stands for; empty where it is a word.

    Among Chinese digits it is a zero (二O二五年); with Arabic ones nobody can tell whether 1O was
    meant for 10, and it is never read.
    """
    run, before, behind = norm[start:end], norm[max(0, start - 1) : start], norm[end : end + 1]
    if (
        _letter(before)
        or _letter(behind)
        or run in book.names
        or (before and before in "/.-+&@" and _letter(norm[start - 2 : start - 1]))
    ):
        return ""
    digits = "".join(book.digits.get(char, char) for char in run)
    if before in _DIGITS and (behind in _IN_YEAR or measured(norm, end)):
        return "".join(_names[int(digit)] for digit in digits)
    counted = measured(norm, end) and (behind not in book.classes or run[0].isdigit())
    held = any(char in "0123456789" for char in run) and book.digits.get(run[0]) != "0"
    return ODD * len(run) if held or (counted and set(run) != {"I"}) else ""


def _letter(char: str) -> bool:
    return bool(char) and char.isalpha() and not han(char) and char not in "〇零"
