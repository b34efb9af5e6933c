"""The words of ``words.toml``: how offices write heads, totals, notes and empty values."""

from __future__ import annotations

import re
import unicodedata
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Any

from assistant.extraction.units import unit_at
from assistant.files.forms import forms
from assistant.files.shipped import shipped

if TYPE_CHECKING:
    from collections.abc import Iterable

SCALES = "十百千万亿"
_SPACES = re.compile(r"\s+")
_BRACKETS = re.compile(r"^(.*?)[(\[〔【]([^()\[\]〔〕【】]*(?:\([^()]*\))?)[)\]〕】]$")
_FORMS = forms(__file__)
_LONGEST_UNIT = 6


def _compiled(forms: dict[str, list[str]]) -> dict[str, re.Pattern[str]]:
    return {name: re.compile("|".join(f"(?:{form})" for form in forms[name])) for name in forms}


class Words:
    """The lists of the file; those of rows, measures and times are compiled patterns."""

    kinds: dict[str, str]
    streams: dict[str, tuple[str, str]]
    own: dict[str, str]
    reasons: dict[str, str]
    phrases: dict[str, str]
    row_kinds: dict[str, str]
    bulletin: dict[str, str]
    bounds: dict[str, str]
    things: dict[str, str]
    formats: dict[str, str]
    types: dict[str, str]

    def __init__(self, data: dict[str, Any]) -> None:
        vars(self).update(data)
        self.none = frozenset(unicodedata.normalize("NFKC", word) for word in data["none"])
        self.heads = {role: frozenset(map(squeezed, w)) for role, w in data["heads"].items()}
        self.daytime = re.compile(rf"(?: +|(?<=[日号]))(?:{'|'.join(data['daytimes'])})$")
        self.levels = tuple(map(re.compile, data["rows"]["levels"]))
        self.rows, self.measures = _compiled(data["rows"]), _compiled(data["measures"])
        self.times = _compiled(data["times"])

    def row(self, kind: str, text: str) -> bool:
        """Whether a row's label is of a kind: total, subtotal, previous, note …."""
        return self.rows[kind].fullmatch(squeezed(text)) is not None

    def measure(self, kind: str, name: str) -> bool:
        """Whether a column's name is of a kind: rates, stocks, money, counts, time …."""
        return self.measures[kind].fullmatch(squeezed(name)) is not None

    def thing(self, *names: str) -> str:
        """How the things of a list are counted, by the first name that tells; empty where none does."""
        found = (unit for name in names for word, unit in self.things.items() if word in name)
        return next(found, "")

    def time(self, text: str) -> str:
        """The kind of time that a row's label names: month, quarter, half, year, span; or empty."""
        return _time_of(squeezed(text))

    def subtotal(self, label: str) -> bool:
        """Whether a total's label says that it is one of a part: 小计, 上半年, 一季度."""
        return self.row("subtotal", label) or self.time(label) in {"quarter", "half"}

    def level(self, label: str) -> int:
        """Which kind of number a label begins with (一、 is 1, (一) 2, 1. 3, (1) 4); 0 for none."""
        return next((at for at, form in enumerate(self.levels, 1) if form.match(label)), 0)

    def unnumbered(self, label: str) -> str:
        """A label without the number that it begins with: 一、增值税 is 增值税."""
        level = self.level(label)
        return self.levels[level - 1].sub("", label, 1) or label if level else label

    def head(self, text: str) -> str:
        """What a head's word says of its column, empty where it says nothing."""
        word = squeezed(text)
        return next((r for r, known in self.heads.items() if word in known and r != "mixed"), "")


@cache
def words() -> Words:
    """The lists, loaded once."""
    return Words(shipped(__file__, "words.toml"))


@lru_cache(maxsize=100_000)
def _time_of(label: str) -> str:
    return next((kind for kind, form in words().times.items() if form.fullmatch(label)), "")


@lru_cache(maxsize=100_000)
def squeezed(text: str) -> str:
    """A label for comparing: narrow signs, no spaces of any kind (合　计 is 合计)."""
    return _SPACES.sub("", unicodedata.normalize("NFKC", text))


@lru_cache(maxsize=10_000)
def is_unit(text: str) -> bool:
    """Whether a text is a unit that the registry knows, with or without a scale word: 万元, 台(件)."""
    if not text or len(text) > _LONGEST_UNIT + 2 or text.endswith("数"):
        return False
    scale = len(text) - len(text.lstrip(SCALES))
    rest = text[scale:] or text
    for word in [text[at:] for at in range(scale)] + [rest]:
        unit = unit_at(word, 0)
        if unit is not None and len(unit.name) == len(word):
            return True
    head, sign, tail = rest.partition("/")
    if not sign:
        head, sign, tail = rest.rstrip(")").partition("(")
    return bool(sign) and is_unit(head) and is_unit(tail)


def are_units(texts: Iterable[str]) -> bool:
    """Whether texts are units for the most part, not offices; the empty ones tell nothing."""
    told = set(texts) - {""}
    return sum(map(is_unit, told)) * 2 > len(told)


def unit_name(text: str) -> str:
    """A unit as it is written out: squeezing makes m2 of ㎡."""
    return squeezed(text).replace("m2", "㎡").replace("m3", "m³")


def split_unit(head: str) -> tuple[str, str]:
    """A head's name and the unit that stands behind it in brackets: 金额（万元） → 金额, 万元."""
    name = squeezed(head)
    match = _BRACKETS.match(name)
    inside = (match[2] if match else "").removeprefix("单位:").strip("±+-/")
    if match and is_unit(inside):
        return match[1], unit_name(inside)
    return (name[:-1], name[-1]) if len(name) > 1 and name.endswith(("%", "‰")) else (name, "")


def sheet_units(text: str) -> list[str]:
    """The units that a line like “单位：件、万元” names; empty where it names none."""
    match = _FORMS.unit_line.search(unicodedata.normalize("NFKC", text))
    listed = [word for word in _FORMS.between.split(match[1]) if word] if match else []
    listed = [word.removeprefix("人民币") for word in listed]
    named = [u for word in listed for u in ([word] if is_unit(word) else word.split("/"))]
    return named if all(is_unit(word) for word in named) else []
