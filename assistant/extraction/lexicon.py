"""The lexicon: phrases whose numerals are no claims, from the lists in ``lexicon/``.

A maintainer adds a word to a list; nothing here changes. A line holds one or more phrases with
spaces between, or one phrase with guards: ``前!字`` (not after one of these characters), ``后!字``
(not before one of these), ``前=字`` and ``后=字`` (only after, before one of these).
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Any, NamedTuple

from assistant.domain import Exemption
from assistant.files.forms import forms as written
from assistant.files.shipped import shipped, shipped_text

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from assistant.files.forms import Forms

NUMERAL_CHARS = frozenset("0123456789〇零一二两三四五六七八九十百千万亿半几数廿卅卌")
_DIGITS = NUMERAL_CHARS - {"几", "数", "半"}
_FILES = (
    ("terms.txt", Exemption.TERM),
    ("names.txt", Exemption.NAME),
    ("vague.txt", Exemption.VAGUE),
    ("idioms.txt", Exemption.IDIOM),
)
_RUN = re.compile("[0-9〇零一二两三四五六七八九十百千万亿]+")
# So far behind its first numerals one of the signs of a family stands.
_SIGNED = 3
_GUARDS = ("前!", "后!", "前=", "后=")


class Phrase(NamedTuple):
    """A phrase of the lexicon.

    Attributes:
        anchor: the place of its first numeral.
        guards: the characters of 前!, 后!, 前=, 后=, in this order; empty for none.
    """

    text: str
    exemption: Exemption
    anchor: int
    guards: tuple[str, str, str, str] = ("", "", "", "")


def _list(name: str) -> str:
    return shipped_text(__file__, f"lexicon/{name}")


class Lexicon:
    """Phrases, found by the numeral that they hold and the character behind it."""

    def __init__(self, phrases: tuple[Phrase, ...]) -> None:
        index: dict[str, list[Phrase]] = {}
        for phrase in phrases:
            index.setdefault(phrase.text[phrase.anchor : phrase.anchor + 2], []).append(phrase)
        self._index = {
            key: tuple(sorted(group, key=lambda item: -len(item.text)))
            for key, group in index.items()
        }

    def find(self, text: str, at: int, floor: int) -> tuple[int, Phrase] | None:
        """The longest phrase whose first numeral stands at ``at``, and where it begins.

        ``text`` is in normal form; the phrase may not begin before ``floor``.
        """
        for key in (text[at : at + 2], text[at : at + 1]):
            for phrase in self._index.get(key, ()):
                start = at - phrase.anchor
                if start >= floor and _fits(text, start, phrase):
                    return start, phrase
        return None


def _fits(text: str, start: int, phrase: Phrase) -> bool:
    if not text.startswith(phrase.text, start):
        return False
    end = start + len(phrase.text)
    before, after = text[start - 1 : start] if start else "", text[end : end + 1]
    if after in _DIGITS and phrase.text[-1] in _DIGITS:
        return False
    not_before, not_after, only_before, only_after = phrase.guards
    if (before and before in not_before) or (after and after in not_after):
        return False
    return not (only_before and before not in only_before) and not (
        only_after and (not after or after not in only_after)
    )


def _anchor(text: str) -> int:
    return next((i for i, char in enumerate(text) if char in NUMERAL_CHARS), -1)


def _phrases(name: str, exemption: Exemption) -> list[Phrase]:
    text = _list(name)
    found: list[Phrase] = []
    for line in text.splitlines():
        words = line.partition("#")[0].split()
        if len(words) > 1 and words[1][:2] in _GUARDS:
            guards = dict.fromkeys(_GUARDS, "")
            guards.update((word[:2], word[2:]) for word in words[1:])
            four = (guards["前!"], guards["后!"], guards["前="], guards["后="])
            found.append(Phrase(words[0], exemption, _anchor(words[0]), four))
            continue
        found += [
            Phrase(word, exemption, anchor) for word in words if (anchor := _anchor(word)) >= 0
        ]
    return found


@cache
def lexicon() -> Lexicon:
    """The lexicon that ships with the program."""
    seen: dict[str, Phrase] = {}
    for name, exemption in _FILES:
        for phrase in _phrases(name, exemption):
            seen.setdefault(phrase.text, phrase)
    return Lexicon(tuple(seen.values()))


class Families:
    """The families of terms and names of ``patterns.txt``.

    An expression is compiled, and tried, only where one of its signs stands close.
    """

    def __init__(self, lines: Iterable[str]) -> None:
        self._rows = [line.split("\t") for line in lines if "\t" in line and line[0] != "#"]
        self._signs: dict[str, list[int]] = {}
        for number, (_, signs, _) in enumerate(self._rows):
            for sign in signs:
                self._signs.setdefault(sign, []).append(number)

    def find(self, text: str, at: int) -> tuple[int, Exemption] | None:
        """The end of the term or name that begins at ``at``, and its reason."""
        run = _RUN.match(text, at)
        end = at if run is None else run.end()
        signs = self._signs.keys() & set(text[end : end + _SIGNED])
        for number in sorted({number for sign in signs for number in self._signs[sign]}):
            reason, _, form = self._rows[number]
            match = _compiled(form).match(text, at)
            if match is not None:
                return match.end(), Exemption(reason)
        return None


_compiled = cache(re.compile)


@cache
def families() -> Families:
    """The families of terms and names that ship with the program."""
    return Families(_list("patterns.txt").splitlines())


def forms(module: str, words: Callable[[str], str] | None = None) -> Forms:
    """The written forms of a reader that gives its ``__file__``; lists are those of ``cues.toml``."""
    return written(module, words or _cue_words)


def _cue_words(name: str) -> str:
    table, _, key = name.partition(".")
    words: list[str] | str = tables("cues.toml")[table][key]
    return words if isinstance(words, str) else one_of(words)


@lru_cache(maxsize=16)
def user_lexicon(terms: tuple[str, ...]) -> Lexicon:
    """A user's own names and slogans, as ``document.terms`` of the facts file gives them."""
    found = [
        Phrase(term, Exemption.TERM, anchor) for term in terms if (anchor := _anchor(term)) >= 0
    ]
    return Lexicon(tuple(found))


def tables(name: str) -> dict[str, dict[str, Any]]:
    """A list of words in TOML, as its tables."""
    found: dict[str, dict[str, Any]] = shipped(__file__, f"lexicon/{name}")
    return found


@cache
def cue(table: str, key: str) -> frozenset[str]:
    """The words of a list of ``cues.toml``."""
    return frozenset(tables("cues.toml")[table][key])


def one_of(words: Iterable[str]) -> str:
    """A regular expression for any of ``words``, the longest first."""
    return "|".join(re.escape(word) for word in sorted(set(words), key=lambda w: (-len(w), w)))


def by_first(words: Iterable[str]) -> dict[str, tuple[str, ...]]:
    """Words by their first character, the longest first."""
    table: dict[str, list[str]] = {}
    for word in sorted(words, key=lambda word: (-len(word), word)):
        table.setdefault(word[0], []).append(word)
    return {first: tuple(group) for first, group in table.items()}


@cache
def word_list(name: str, part: str = "") -> tuple[str, ...]:
    """The words of a list, the longest first; with ``part``, those below ``[part]``."""
    text = _list(name)
    words: set[str] = set()
    current = ""
    for line in text.splitlines():
        bare = line.partition("#")[0].strip()
        if bare.startswith("["):
            current = bare.strip("[]")
        elif current == part:
            words.update(bare.split())
    return tuple(sorted(words, key=lambda word: (-len(word), word)))
