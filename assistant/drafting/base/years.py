"""Years moved on: what last year's text calls by a year is this year's, or last year, now."""

from __future__ import annotations

import re
from dataclasses import dataclass

from assistant.drafting.base.phrases import base_phrase
from assistant.files.forms import forms

_FORMS = forms(__file__)
_DIGITS = "〇一二三四五六七八九"
_READ = {**{sign: str(at) for at, sign in enumerate(_DIGITS)}, "○": "0", "零": "0"}


@dataclass(frozen=True, slots=True)
class Years:
    """How years move.

    Attributes:
        last: the year that last year's text reports on; None where nobody says.
        now: the year that is reported on; None where the facts file does not say.
    """

    last: int | None
    now: int | None

    def moved(self, words: str) -> tuple[str, tuple[str, ...]]:
        """``words`` with the years beside last year's moved on, and notes in Chinese.

        The year reported on and the one after it move by as much as the report did; the one
        before it was 上年 then and is 上年 now. Older years are history and stay. A file number
        (〔2024〕5号) names one paper and becomes a gap, as does a 50周年. An ordinal of what
        comes every year (第五届) is told in a note.
        """
        notes: list[str] = []

        def numbered(match: re.Match[str]) -> str:
            notes.append(f"{match[0]}:去年的文号,请改成今年的")
            return base_phrase("gap").format(words="文号")

        def year(match: re.Match[str]) -> str:
            told = self._told(int(match["year"]), match["unit"])
            if told is None:
                return match[0]
            if not match["unit"]:
                notes.append(f"{match[0]}:年份已改为{told},请核对")
            return told

        def chinese(match: re.Match[str]) -> str:
            number = int("".join(_READ[sign] for sign in match["year"]))
            told = self._told(number, "年")
            return match[0] if told is None else _in_chinese(told)

        def redacted(match: re.Match[str]) -> str:
            notes.append(f"{match[0]}年:去年没有写明的年份,请填上")
            return base_phrase("gap").format(words="年份")

        def jubilee(match: re.Match[str]) -> str:
            notes.append(f"{match[0]}:去年的周年数,请改成今年的")
            return base_phrase("gap").format(words="周年数") + match["unit"]

        words = _FORMS.jubilee.sub(jubilee, _FORMS.redacted.sub(redacted, words))
        notes += [
            f"{found[0]}:去年的说法,请核对" for found in re.finditer(base_phrase("yearly"), words)
        ]
        text = _FORMS.chinese.sub(
            chinese, _FORMS.year.sub(year, _FORMS.number.sub(numbered, words))
        )
        return text, tuple(notes)

    def _told(self, year: int, unit: str) -> str | None:
        if self.last is None:
            return None
        offset = year - self.last
        if offset not in {-1, 0, 1}:
            return None
        if self.now is None:
            return base_phrase("gap").format(words="年份")
        if offset < 0 and unit:
            return "上年"
        return f"{self.now + offset}{unit}"


def _in_chinese(told: str) -> str:
    return re.sub("[0-9]", lambda digit: _DIGITS[int(digit[0])], told)
