"""Quoting an excerpt for a prompt, so that nothing in it can pass for an instruction."""

from __future__ import annotations

import hashlib
import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from assistant.samples.sample import Excerpt

# Characters that drive terminals or hide text; a prompt needs none of them.
_HIDDEN = re.compile(
    "[\x00-\x09\x0b-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\U000e0000-\U000e007f]"
)
_BRACKETS = str.maketrans({"<": "＜", ">": "＞", "{": "｛", "}": "｝", "`": "‵"})
_BAR = "│"


def quote_excerpt(excerpt: Excerpt) -> str:
    """The excerpt between delimiters that the text inside cannot forge.

    Every line of the text begins with a bar that the text itself cannot hold, characters of
    markup and of templates are full width, and the delimiters carry a digest of the text: a line
    of the text that looks like the end is still a quoted line, and has another digest.
    """
    text = _tame(excerpt.text)
    heading = _tame(excerpt.heading).replace("\n", " ")
    digest = hashlib.sha256(f"{heading}\n{text}".encode()).hexdigest()[:8]
    lines = [f"{_BAR} {line}" for line in text.split("\n")]
    first = (
        f"<<<范文节选 {digest} 开始:{heading}>>>" if heading else f"<<<范文节选 {digest} 开始>>>"
    )
    return "\n".join([first, *lines, f"<<<范文节选 {digest} 结束>>>"])


def _tame(text: str) -> str:
    """``text`` without anything that could look like structure."""
    return _HIDDEN.sub("", text).replace(_BAR, "|").translate(_BRACKETS)
