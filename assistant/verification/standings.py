"""The class of an institution or sight in its name: 国家一级图书馆, 国家4A级旅游景区.

The class is no figure of its own, yet it is claimed. It is known by the words behind it: of a
fact's name any piece of them, of a text's the first few.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

_HAN = "[\u4e00-\u9fff]"
_CLASS = re.compile(rf"(国家[一二三四五]级|[1-9１-９][AＡ]级)({_HAN}{{1,8}})")
_ENDS = re.compile("[的、和与及等是]")
_LONGEST = 3


def standings(text: str, *, fact: bool = False) -> Iterator[tuple[int, int, str, str]]:
    """(start, end, class, words behind it) of each class in a text or in a fact's words."""
    for found in _CLASS.finditer(text):
        kind = "A级" if found[1][-2] in "AＡ" else "国级"
        name = _ENDS.split(found[2], maxsplit=1)[0]
        for piece in _pieces(name) if fact else [name[:_LONGEST]]:
            if piece:
                yield found.start(1), found.end(1), found[1], f"{kind}{piece}"


def _pieces(name: str) -> list[str]:
    sizes = range(1, _LONGEST + 1)
    return [name[at : at + size] for size in sizes for at in range(len(name) - size + 1)]
