"""Masking a sample: no figure, no name; structure and set phrases stay."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TYPE_CHECKING

from assistant.domain import Exemption, Kind, Mention
from assistant.extraction import read_mentions
from assistant.extraction.proper_names import Name, NameKind, find_names
from assistant.files.forms import forms
from assistant.samples.splitting import split

if TYPE_CHECKING:
    from collections.abc import Iterator

    from assistant.samples.sample import Part

FIGURE = "〔数〕"
_MARKS = {
    NameKind.OFFICE: "单位",
    NameKind.SCHOOL: "学校",
    NameKind.PLACE: "地名",
    NameKind.PERSON: "人名",
    NameKind.MEDIA: "媒体",
    NameKind.TITLE: "文件",
}
_FORMS = forms(__file__)
_BY_WORD = {Kind.DATE, Kind.YEAR, Kind.RATIO, Kind.FRACTION, Kind.REDACTION}


@dataclass(frozen=True, slots=True)
class Masked:
    """A masked text and what its marks stand for.

    Attributes:
        text: the text with marks.
        names: (mark, name as first written) pairs in the order of their first standing.
        figures: the figures as written, in order.
        source: the text before.
        spans: (start, end, mark) of what was replaced, offsets into ``source``, in order.
    """

    text: str
    names: tuple[tuple[str, str], ...]
    figures: tuple[str, ...]
    source: str = ""
    spans: tuple[tuple[int, int, str], ...] = ()

    def cut(self, start: int, end: int) -> str:
        """The masked form of ``source[start:end]``, with the marks of the whole text."""
        inside = [span for span in self.spans if start <= span[0] and span[1] <= end]
        return _replaced(self.source[start:end], [(a - start, b - start, m) for a, b, m in inside])


def mask(text: str) -> str:
    """``text`` with figures as 〔数〕, their units kept, and names as 〔单位1〕, 〔地名1〕 and so on."""
    return mask_text(text).text


@lru_cache(maxsize=512)
def mask_text(text: str) -> Masked:
    """The same, with what each mark stands for.

    Within one text the same name has the same mark. Numerals that are no figures (一是, 十八大,
    一批) stay; digits never do, but for the enumerators that begin a line.
    """
    names = find_names(text)
    marks: dict[tuple[NameKind, str], str] = {}
    spans = [(name.start, name.end, _mark(name, marks)) for name in names]
    taken = {index for start, end, _ in spans for index in range(start, end)}
    figures: list[str] = []
    for mention in read_mentions(text):
        if taken.isdisjoint(range(mention.start, mention.end)):
            found = list(_figure_spans(mention))
            spans += found
            taken.update(index for start, end, _ in found for index in range(start, end))
            figures += [mention.text] if found else []
    spans += [span for span in _stray_digits(text) if taken.isdisjoint(range(*span[:2]))]
    spans.sort()
    shown = dict.fromkeys(marks.values(), "")
    for name in names:
        mark = marks[name.kind, _key(name)]
        shown[mark] = shown[mark] or name.text
    masked = _replaced(text, spans)
    return Masked(masked, tuple(shown.items()), tuple(figures), text, tuple(spans))


def _replaced(text: str, spans: list[tuple[int, int, str]]) -> str:
    pieces: list[str] = []
    at = 0
    for start, end, mark in spans:
        pieces += [text[at:start], mark]
        at = end
    return "".join([*pieces, text[at:]])


def masked_parts(text: str) -> tuple[Part, ...]:
    """The parts of a sample with headings and texts masked; offsets are those of ``text``.

    The same name has the same mark in all of them.
    """
    masked = mask_text(text)
    return tuple(_masked_part(part, masked) for part in split(text))


def _masked_part(part: Part, masked: Masked) -> Part:
    begin = part.end - len(part.text)
    whole = masked.source[begin : part.end] == part.text
    body = masked.cut(begin, part.end) if whole else mask(part.text)
    at = masked.source.find(part.heading, part.start, part.end) if part.heading else -1
    heading = masked.cut(at, at + len(part.heading)) if at >= 0 else ""
    return replace(part, heading=heading, text=body)


def _mark(name: Name, marks: dict[tuple[NameKind, str], str]) -> str:
    key = (name.kind, _key(name))
    if key not in marks:
        number = sum(kind is name.kind for kind, _ in marks) + 1
        marks[key] = f"〔{_MARKS[name.kind]}{number}〕"
    return marks[key]


def _key(name: Name) -> str:
    """What makes two names one: 《新华日报》 and 新华日报, 新蔡县 and 新蔡."""
    word = name.text.strip("《》")
    shorter = _FORMS.place_end.sub("", word)
    return shorter if name.kind is NameKind.PLACE and len(shorter) > 1 else word


def _figure_spans(mention: Mention) -> Iterator[tuple[int, int, str]]:
    """What of a mention is replaced: its number; each number of a date or ratio."""
    if mention.exempt not in {None, Exemption.NAME}:
        return
    if mention.kind in _BY_WORD or mention.number_end <= mention.number_start:
        for match in _FORMS.numeral.finditer(mention.text):
            yield mention.start + match.start(), mention.start + match.end(), FIGURE
    else:
        yield mention.number_start, mention.number_end, FIGURE


def _stray_digits(text: str) -> Iterator[tuple[int, int, str]]:
    """Every digit that is left, but for enumerators at the beginning of lines."""
    for match in _FORMS.digits.finditer(text):
        begin = match.start()
        before = text[text.rfind("\n", 0, begin) + 1 : begin]
        if before.strip(" (（") == "" and _FORMS.enumerator.match(text, begin - len(before)):
            continue
        if re.search("[。；;:：]\\s*[(（]$", before) and _FORMS.enumerator.match(text, begin - 1):
            continue
        end = begin + len(match[0].rstrip(".,:-/"))
        yield begin, end, FIGURE
