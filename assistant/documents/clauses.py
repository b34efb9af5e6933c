"""The words around a figure: its sentence, and of a long one the clauses beside it."""

from __future__ import annotations

import re

_MARK = re.compile("[,，;；。、]")
_LONG_SENTENCE, _AROUND = 90, 40  # characters: of a sentence shown whole, and shown beside a figure


def sentence_at(text: str, start: int, end: int) -> str:
    """The sentence of ``text`` that holds the characters from ``start`` to ``end``."""
    stops = "。!！?？;；\n"
    begin = max(text.rfind(stop, 0, start) for stop in stops) + 1
    behind = [at for at in (text.find(stop, end) for stop in stops) if at >= 0]
    last = min(behind) if behind else len(text)
    return text[begin : last + 1].strip()


def clauses_around(text: str, start: int, end: int) -> str:
    """The sentence around a figure; one that fills half a page is cut to the clauses beside it."""
    whole = sentence_at(text, start, end)
    at = text.find(whole, max(0, start - len(whole)))
    if len(whole) <= _LONG_SENTENCE or not at <= start < at + len(whole):
        return whole
    low, high = max(at, start - _AROUND), min(at + len(whole), end + _AROUND)
    if low > at:
        first = _MARK.search(text, low, start)
        low = first.end() if first else low
    if high < at + len(whole):
        *_, high = (high, *(mark.start() for mark in _MARK.finditer(text, end, high)))
    return f"{'…' * (low > at)}{text[low:high]}{'…' * (high < at + len(whole))}"
