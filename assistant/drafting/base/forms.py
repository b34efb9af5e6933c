"""The form of a reference that says what last year's text said in the same way."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from assistant.drafting.base.phrases import base_table
from assistant.drafting.references.render import render, unresolved

if TYPE_CHECKING:
    from assistant.domain import Fact, FactSheet, Mention

_SPACES = re.compile(r"[\s,，]")
_SAME = str.maketrans("多逾％", "余超%")
_APPROXIMATE = ("余", "近", "约", "超")
_FORMS = (
    "",
    "汉字",
    "万",
    "亿",
    *_APPROXIMATE,
    *(f"{word}{scale}" for word in _APPROXIMATE for scale in "万亿"),
    "数",
)
_CLAUSE = re.compile(r"[。；;！？!?\n，,、：:]")
_DIGIT = re.compile(r"[0-9０-９]")


def form_for(fact: Fact, field: str, mention: Mention, sheet: FactSheet) -> str:
    """The form in which ``fact`` of last year's sheet gives the characters of ``mention``.

    Where none does, the form of the same sort: the same approximator, scale and numerals.
    """
    name = f"{fact.id}.{field}" if field else fact.id
    typed = plain(mention.text)
    for form in _FORMS:
        reference = f"{{{name}:{form}}}" if form else f"{{{name}}}"
        if not unresolved(reference, sheet) and plain(render(reference, sheet).text) == typed:
            return form
    return _like(mention)


def _like(mention: Mention) -> str:
    approximator = base_table("approximators").get(mention.approximator or "", "")
    scale = next((scale for scale in "亿万" if scale in mention.text), "")
    if approximator:
        return approximator + scale
    if not _DIGIT.search(mention.text):
        return "汉字"
    return scale


def plain(text: str) -> str:
    """A figure as compared: without spaces and separators, 多 as 余, 逾 as 超."""
    return _SPACES.sub("", text).translate(_SAME)


def clause_before(text: str, start: int) -> str:
    """The words from the last mark up to ``start``."""
    begin = max((m.end() for m in _CLAUSE.finditer(text, 0, start)), default=0)
    return text[begin:start]
