"""Clauses and words of a text, for finding again what stayed of it."""

from __future__ import annotations

import re

# A clause ends at a comma too, unless it stands between digits.
_CLAUSE = re.compile(
    r"(?:[^，,。！？；：!?;:\n]|(?<=[0-9])[,:](?=[0-9]))*(?:[，,。！？；：!?;:]+[”’」』）)》]*|\n|$)"
)
# A numeral is one word, however long, and so is a Latin word; other characters stand alone.
_WORD = re.compile(
    r"[0-9０-９]+(?:[.,．，][0-9０-９]+)*[%％‰]?|[〇零一二三四五六七八九十百千万亿两]+|[A-Za-z]+|\s+|."
)


def clauses(text: str) -> tuple[str, ...]:
    """The clauses of ``text`` with their end marks; joined they are the text."""
    return tuple(match.group() for match in _CLAUSE.finditer(text) if match.group())


def words(text: str) -> tuple[str, ...]:
    """The words of ``text``; numerals stay whole; joined they are the text."""
    return tuple(_WORD.findall(text))
