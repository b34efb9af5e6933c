"""Contraries: a place that says 不合格率, 进口 or 流出 is not about 合格率, 出口 or 流入.

A contrary is a word of a fact's name with 不, 未, 非 or 无 before it, or the other of two words that
the lexicon lists as opposites.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from itertools import chain

from assistant.verification.lexicon import forms, opposites

_DENIALS = ("不", "非", "未", "无")
_FORMS = forms(__file__)
# A word of such a length is denied; so near before its figure the denial stands.
_LENGTH, _NEAR = 2, 5


@dataclass(frozen=True, slots=True)
class Stem:
    """A fact's name, as its contraries are told from it.

    Attributes:
        name: without the word for its counting.
        denied: what the name denies: 合格 of 不合格率; empty for none.
        words: of each of its words that has an opposite those that mean the same, and those of the opposite.
        numbers: the numbers that tell it apart, each with its kind: 三 and 产业 of 第三产业.
        marked: the name denies something, has an opposite or such a number.
    """

    name: str
    denied: str
    words: tuple[tuple[tuple[str, ...], tuple[str, ...]], ...]
    numbers: tuple[tuple[str, str], ...]
    marked: bool

    def contrary(self, told: str) -> bool:
        """Whether words before or behind a figure say the contrary of the name."""
        if self.turned(told):
            return True
        if self.numbers and self._numbered_otherwise(told):
            return True
        if self.name[:_LENGTH] in told and self._denied_whole(told):
            return True
        if self.denied:
            return any(
                not any(sign in told[max(0, at - _NEAR) : at] for sign in _DENIALS)
                for at in range(len(told))
                if told.startswith(self.denied, at)
            )
        return self._denied_by(told)

    def turned(self, told: str) -> bool:
        """Whether words tell the opposite of one of the name's: 6月18日开工 of what was finished on that day."""
        return any(
            other in told and not any(_told(word, other, told) for word in own)
            for own, others in self.words
            for other in others
        )

    def _numbered_otherwise(self, told: str) -> bool:
        """Whether a number in the name is another there: 第二产业 of 第三产业, Ⅰ级 of Ⅳ级; not 五、六年级 of 五年级."""
        return any(
            found[2] == tail
            and found[1] != number
            and not re.search(f"{number}(?:{tail}|[、和与及至到])", told)
            for number, tail in self.numbers
            for found in _FORMS.numbered.finditer(told)
        )

    def _denied_whole(self, told: str) -> bool:
        """Whether a denial stands right before the name's beginning: 非居民用户满意度 of 居民用户满意度."""
        begin = self.name[:_LENGTH]
        found = (told.find(f"{sign}{begin}") for sign in _DENIALS)
        return len(begin) == _LENGTH and any(
            at >= 0 and told[at : at + _LENGTH] not in self.name for at in found
        )

    def _denied_by(self, told: str) -> bool:
        """Whether a denial right before the figure is of what the name says: 不批准逮捕 of 批捕."""
        denial = _FORMS.denied_last.search(told)
        if denial is None or denial[1][0] not in self.name:
            return False
        last, rest = denial.start(), denial[1]
        if told[last : last + _LENGTH] in self.name:
            return False  # 非 of 非遗 denies nothing where the name has it
        core = self.name[-_LENGTH:]
        return rest[:_LENGTH] in self.name or all(one in rest for one in core)


def _told(word: str, other: str, told: str) -> bool:
    """Whether a word is told beside its opposite, or the part of it that tells it: A、B级."""
    return word in told or (word[-1] == other[-1] and f"{word[:-1]}、" in told)


@cache
def _with_opposite() -> tuple[str, ...]:
    groups = chain.from_iterable(opposites())
    return tuple(dict.fromkeys(chain.from_iterable(groups)))


def held_opposites(told: str) -> set[str]:
    """The words that have an opposite among some words."""
    return set(filter(told.__contains__, _with_opposite()))


@cache
def stem_of(name: str) -> Stem:
    """The stem of a name: 党员 of 党员数, 批捕 of 批捕人数."""
    name = _FORMS.counted.sub("", name)
    denial = min((at for sign in _DENIALS if (at := name.find(sign)) >= 0), default=-1)
    # What a name denies far from its head only tells whom it is of: 未就业毕业生帮扶就业率.
    head = denial >= 0 and len(name) - denial - 1 <= _NEAR
    denied = name[denial + 1 : denial + 1 + _LENGTH] if head else ""
    held = held_opposites(name)
    words = tuple(
        (own, others)
        for one, two in (opposites() if held else ())
        for own, others in ((one, two), (two, one))
        if not held.isdisjoint(own) and held.isdisjoint(others)
    )
    numbers = tuple(_FORMS.numbered.findall(name))
    return Stem(name, denied, words, numbers, marked=bool(words or denied or numbers))


def denies(told: str) -> bool:
    """Whether words deny anything."""
    return _FORMS.denial.search(told) is not None
