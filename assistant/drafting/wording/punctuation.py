"""Punctuation of Chinese official prose: full width beside Chinese characters, numbers in brackets."""

from __future__ import annotations

import re
from decimal import Decimal

from assistant.extraction.numerals import render_chinese_number

_FULL = str.maketrans(",:;()!?", "，：；（）！？")
_CHINESE = "\u3007\u3400-\u4dbf\u4e00-\u9fff“”‘’《》【】、。，：；（）！？％%"
# Between digits (1,300 and 3:2) and within Latin text a mark stays as it is.
_BESIDE = re.compile(f"(?<=[{_CHINESE}])[,:;()!?]|[,:;()!?](?=[{_CHINESE}])")


def official(text: str) -> str:
    """``text`` with ``, : ; ( ) ! ?`` in full width where Chinese stands beside; same length."""
    wide = text
    while True:
        step = _BESIDE.sub(lambda mark: mark[0].translate(_FULL), wide)
        if step == wide:
            return wide
        wide = step


def subheading(number: int, heading: str) -> str:
    """``（一）抓好宣传报道``: a sub-heading with its number."""
    return f"（{render_chinese_number(Decimal(number))}）{heading}"
