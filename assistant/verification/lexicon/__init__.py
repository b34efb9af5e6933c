"""The words that the verifier knows: data files beside this module, loaded once."""

from __future__ import annotations

import re
from collections import defaultdict
from functools import cache, cached_property
from itertools import chain, combinations
from typing import TYPE_CHECKING, Any, TypeVar

from assistant.files.forms import forms as written
from assistant.files.shipped import shipped, shipped_text

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from assistant.files.forms import Forms

T = TypeVar("T")
PLAIN = "PLAIN"
# Of so many words with one beginning of so many characters that is written once.
_HEAD, _MANY = 2, 8


def by_head(pairs: Iterable[tuple[str, T]], length: int) -> dict[str, tuple[tuple[str, T], ...]]:
    """The first characters of a word -> (word, what it says) pairs, longest word first."""
    heads: defaultdict[str, list[tuple[str, T]]] = defaultdict(list)
    for word, said in sorted(pairs, key=lambda pair: (-len(pair[0]), pair[0])):
        heads[word[:length]].append((word, said))
    return {head: tuple(found) for head, found in heads.items()}


def _lines(name: str) -> list[list[str]]:
    rows = (line.split("#", 1)[0].split() for line in shipped_text(__file__, name).splitlines())
    return [row for row in rows if row]


def last_match(
    pattern: re.Pattern[str], text: str, start: int = 0, end: int | None = None
) -> re.Match[str] | None:
    """The last place where a pattern stands in a stretch of text."""
    found = None
    for found in pattern.finditer(text, start, len(text) if end is None else end):  # noqa: B007
        pass
    return found


def _joined(words: Sequence[str]) -> str:
    """An expression for any of some words, longest first; what many begin with is written once for all of them."""
    heads: defaultdict[str, list[str]] = defaultdict(list)
    for word in words:
        heads[word[:_HEAD]].append(word[_HEAD:])
    return "|".join(
        f"{re.escape(head)}(?:{_joined(rests)})" if len(rests) > _MANY else re.escape(head + rest)
        for head, rests in heads.items()
        for rest in rests[: 1 if len(rests) > _MANY else None]
    )


class Words:
    """A list of the lexicon.

    Args:
        words: as they stand in the data file.

    Attributes:
        words: each once, longest first.
    """

    def __init__(self, words: Iterable[str]) -> None:
        self.words = tuple(sorted(set(words), key=lambda word: (-len(word), word)))

    @cached_property
    def expression(self) -> str:
        """An expression for any of the words, longest first, as a part of another."""
        return _joined(self.words)

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        """An expression that finds any of the words, longest first."""
        return re.compile(self.expression)

    def last(self, text: str) -> re.Match[str] | None:
        """The last place where a word of the list stands in ``text``."""
        return last_match(self.pattern, text)

    def first(self, text: str) -> re.Match[str] | None:
        """The first place where a word of the list stands in ``text``."""
        return self.pattern.search(text)


@cache
def _frames() -> dict[str, Any]:
    return {**shipped(__file__, "frames.yaml"), **shipped(__file__, "consistency.yaml")}


@cache
def words(name: str) -> Words:
    """The list ``name`` of frames.yaml or consistency.yaml; of a mapping its keys."""
    return Words(str(word) for word in _frames()[name])


@cache
def patterns(name: str) -> tuple[re.Pattern[str], ...]:
    """The regular expressions ``name`` of frames.yaml."""
    return tuple(map(re.compile, _expressions(name)))


def _expressions(name: str) -> list[str]:
    return [str(one) for one in _frames()[name]]


def forms(module: str) -> Forms:
    """The written forms of a module that gives its ``__file__``.

    ``{{list.name}}`` is any of ``words(name)``, ``{{patterns.name}}`` any of ``patterns(name)``.
    """
    return written(module, _listed)


def _listed(name: str) -> str:
    kind, _, key = name.partition(".")
    return "|".join(_expressions(key)) if kind == "patterns" else words(key).expression


@cache
def tags(name: str) -> dict[str, str]:
    """The mapping ``name`` of frames.yaml: word -> tag."""
    return {str(word): str(tag) for word, tag in _frames()[name].items()}


@cache
def plain_firsts() -> re.Pattern[str]:
    """Terms that hold a superlative and claim none: 首次执行案件, 全部投资."""
    return Words(row[0] for row in _lines("plain_firsts.txt")).pattern


@cache
def opposites() -> tuple[tuple[tuple[str, ...], tuple[str, ...]], ...]:
    """Pairs that exclude one another in a name, each of words that mean alike: 进口 and 出口, 开工/动工 and 竣工/完工."""
    rows = ([tuple(cell.split("/")) for cell in row] for row in _lines("opposites.txt"))
    return tuple(pair for row in rows for pair in combinations(row, 2))


@cache
def genre() -> tuple[str, ...]:
    """The set phrases of the genre: what anyone writes."""
    return tuple(phrase for row in _lines("genre.txt") for phrase in row)


@cache
def weak_words() -> frozenset[str]:
    """Words that stand beside almost every figure and tell little."""
    return frozenset(word for row in _lines("weak.txt") for word in row)


@cache
def synonym_groups() -> dict[str, tuple[tuple[str, str], ...]]:
    """First two characters -> (word, group token) pairs, longest word first."""
    rows = enumerate(_lines("synonyms.txt"))
    return by_head(((word, f"\0{number}") for number, row in rows for word in row), length=2)


@cache
def classifiers() -> dict[str, list[tuple[Words, list[str]]]]:
    """Classifier -> nouns, and all the classifiers that are said of them alike: 建议 of 条, 件 and 份."""
    found: defaultdict[str, list[tuple[Words, list[str]]]] = defaultdict(list)
    for row in _frames()["classifiers"]:
        nouns = Words(row["nouns"])
        for unit in row["units"]:
            found[unit].append((nouns, row["units"]))
    return dict(found)


@cache
def sisters() -> dict[str, frozenset[str]]:
    """Classifiers that stand for one another though they are of other classes: 件 and 份."""
    found: defaultdict[str, set[str]] = defaultdict(set)
    for group in _frames()["sisters"]:
        for unit in group:
            found[unit].update(other for other in group if other != unit)
    found |= {"、".join(row["units"]): set(row["units"]) for row in _frames()["classifiers"]}
    return {unit: frozenset(others) for unit, others in found.items()}


# -- how figures follow from one another ----------------------------------------------------


@cache
def operations() -> dict[str, tuple[str, ...]]:
    """Tag -> its words, as operations.yaml has them, those of the lists that it names too."""
    return {
        tag: tuple(
            dict.fromkeys(
                (*row["words"], *chain.from_iterable(words(n).words for n in row.get("from", ())))
            )
        )
        for tag, row in shipped(__file__, "operations.yaml").items()
    }


@cache
def tags_of() -> dict[str, frozenset[str]]:
    """Word -> its tags."""
    tags: dict[str, set[str]] = {}
    for tag, listed in operations().items():
        for word in listed:
            tags.setdefault(word, set()).add(tag)
    return {word: frozenset(held) for word, held in tags.items()}


@cache
def _heads() -> dict[str, tuple[tuple[str, frozenset[str]], ...]]:
    """First character -> (word, tags) pairs, longest word first."""
    return by_head(tags_of().items(), length=1)


def tagged(text: str, start: int, end: int) -> Iterator[tuple[int, int, frozenset[str]]]:
    """(start, end, tags) of every word of the lists in ``text[start:end]``, longest first, none overlapping.

    A word that only looks like one of them (占比, 青少年) is passed over whole.
    """
    heads = _heads()
    place = start
    while place < end:
        for word, tags in heads.get(text[place], ()):
            if text.startswith(word, place) and place + len(word) <= end:
                if tags != {PLAIN}:
                    yield place, place + len(word), tags
                place += len(word)
                break
        else:
            place += 1
