"""Punctuation of Chinese official prose: full width beside Chinese characters, numbers in brackets."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING

from assistant.extraction.numerals import render_chinese_number

if TYPE_CHECKING:
    from collections.abc import Iterator

_FULL = str.maketrans(",:;()!?", "，：；（）！？")
_CHINESE = "\u3007\u3400-\u4dbf\u4e00-\u9fff“”‘’《》【】、。，：；（）！？％%"
# Between digits (1,300 and 3:2) and within Latin text a mark stays as it is.
_BESIDE = re.compile(f"(?<=[{_CHINESE}])[,:;()!?]|[,:;()!?](?=[{_CHINESE}])")
# An address and its brackets in Markdown, and an address alone: no mark of theirs is the text's.
_ADDRESS = re.compile(
    rf"(?<=\])\([^()\s]*\)|(?:[A-Za-z][A-Za-z0-9+.-]*://|www\.|mailto:)(?:(?![()<>{_CHINESE}])\S)*"
)


def official(text: str) -> str:
    """``text`` with ``, : ; ( ) ! ?`` in full width where Chinese stands beside; same length.

    Both brackets of a pair are in one width; addresses stay as they are.
    """
    wide = _ADDRESS.sub(lambda found: "a" * len(found[0]), text)
    pairs = list(_pairs(wide))
    while True:
        step = list(_BESIDE.sub(lambda mark: mark[0].translate(_FULL), wide))
        for first, last in pairs:
            if step[first] == "（" or step[last] == "）":
                step[first], step[last] = "（）"
        if (told := "".join(step)) == wide:
            break
        wide = told
    kept = list(wide)
    for found in _ADDRESS.finditer(text):
        kept[slice(*found.span())] = found[0]
    return "".join(kept)


def _pairs(text: str) -> Iterator[tuple[int, int]]:
    """Where the brackets of each pair stand, of either width; a bracket without its other is in none."""
    opened: list[int] = []
    for mark in re.finditer(r"[()（）\n]", text):
        if mark[0] in "(（":
            opened.append(mark.start())
        elif mark[0] == "\n":
            opened.clear()
        elif opened:
            yield opened.pop(), mark.start()


def subheading(number: int, heading: str) -> str:
    """``（一）抓好宣传报道``: a sub-heading with its number."""
    return f"（{render_chinese_number(Decimal(number))}）{heading}"
