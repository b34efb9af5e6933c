"""BM25 over character bigrams.

Own, because the well-known package for it has had no release since 2022 and needs numpy; the
formula is Robertson and Zaragoza's (2009), with the usual constants.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

_SATURATION = 1.5  # k1
_LENGTH = 0.75  # b
_NO_WORD = re.compile(r"〔[^〔〕]*〕|[\W_\d]+")


def bigrams(text: str) -> list[str]:
    """The character bigrams of ``text``; none reaches over punctuation, digits or masks."""
    return [run[index : index + 2] for run in _NO_WORD.split(text) for index in range(len(run) - 1)]


def rank(query: str, texts: Sequence[str]) -> list[float]:
    """How well each text fits the query: BM25 scores, 0 or more."""
    counts = [Counter(bigrams(text)) for text in texts]
    lengths = [sum(count.values()) for count in counts]
    average = sum(lengths) / len(lengths) if any(lengths) else 1.0
    wanted = sorted(set(bigrams(query)))
    holding = {word: sum(word in count for count in counts) for word in wanted}
    scores: list[float] = []
    for count, length in zip(counts, lengths, strict=True):
        score = 0.0
        for word in wanted:
            times = count[word]
            if times:
                rarity = math.log(1 + (len(texts) - holding[word] + 0.5) / (holding[word] + 0.5))
                weight = times + _SATURATION * (1 - _LENGTH + _LENGTH * length / average)
                score += rarity * times * (_SATURATION + 1) / weight
        scores.append(score)
    return scores


def shared_words(query: str, text: str) -> tuple[str, ...]:
    """The longest runs of characters of the query that stand in the text, at most five."""
    found: list[str] = []
    for run in _NO_WORD.split(query):
        index = 0
        while index < len(run) - 1:
            end = index + 2
            while end <= len(run) and run[index:end] in text:
                end += 1
            if end > index + 2:
                found.append(run[index : end - 1])
                index = end - 1
            else:
                index += 1
    unique = sorted(dict.fromkeys(found), key=lambda word: (-len(word), query.index(word)))
    return tuple(unique[:5])
