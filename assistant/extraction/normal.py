"""One spelling for digits, signs and brackets, character for character.

The normal form has the length of the text, so offsets into one are offsets into the other.
"""

from __future__ import annotations

import re

from assistant.extraction.lexicon import tables

# Full-width ASCII has its narrow twin 0xFEE0 below; the comma keeps its width, because it is
# far more often a pause than a thousands separator.
_TABLE = {chr(0xFF01 + i): chr(0x21 + i) for i in range(94) if chr(0xFF01 + i) != "，"}
_TABLE |= tables("alphabet.toml")["narrow"]
_PAUSE = re.compile("(?<![0-9]),|,(?![0-9])")
# What is one numeral or mark in either width, also to what folds the alphabet before.
_WIDTHS = dict(zip("０１２３４５６７８９％；：？！（）", "0123456789%;:?!()", strict=True))


def one_comma(norm: str) -> str:
    """``norm`` with every comma that parts no digits in full width: 36家,其中 is read as 36家，其中 is."""
    return _PAUSE.sub("，", norm) if "," in norm else norm


def normalise(text: str) -> str:
    """``text`` in the normal form: same length, digits and signs narrow, look-alikes merged."""
    return _written(text, _TABLE)


def same_reading(one: str, other: str) -> bool:
    """Whether two texts are one to the reader of mentions: only widths set them apart."""
    return len(one) == len(other) and one_comma(_written(one, _WIDTHS)) == one_comma(
        _written(other, _WIDTHS)
    )


def _written(text: str, table: dict[str, str]) -> str:
    for sign in table.keys() & set(text):  # a text holds few of them: faster than a translation
        text = text.replace(sign, table[sign])
    return text
