"""Names of persons: a surname and one or two characters, told by the words around them."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from assistant.extraction.proper_names.name import Name, NameKind
from assistant.extraction.proper_names.words import longest_first, words

if TYPE_CHECKING:
    from collections.abc import Iterator

_PARENTHESIS = re.compile(r"[(（]([一-龥]{2,4})[)）]")
_SIGNATURE_LINE = 30


@cache
def _surname() -> str:
    compound = "|".join(words().sets["compound_surnames"])
    return f"(?:{compound}|[{words().characters['surnames']}])"


@cache
def _person() -> str:
    """A surname and a given name of two characters, then of one."""
    given = f"[^{words().characters['never_given']}\\W\\da-zA-Z]"
    return f"{_surname()}{given}"


@cache
def _before() -> re.Pattern[str]:
    return re.compile(longest_first(words().sets["titles_before"]))


@cache
def _after() -> re.Pattern[str]:
    given = f"[^{words().characters['never_given']}\\W\\da-zA-Z]"
    titles = longest_first(words().sets["titles_after"])
    return re.compile(f"(?=({_surname()}{given}{{1,2}})(?:{titles}))")


@cache
def _alone() -> re.Pattern[str]:
    titles = longest_first(words().sets["titles_after"])
    return re.compile(f"(?<![一-龥])({_surname()})(?={titles})")


@cache
def _named() -> re.Pattern[str]:
    given = f"[^{words().characters['never_given']}\\W\\da-zA-Z]"
    verbs = longest_first(words().sets["after_de"])
    return re.compile(f"(?<=的)({_surname()}{given}{{1,2}})(?={verbs})")


@cache
def _none() -> frozenset[str]:
    return frozenset(words().sets["no_persons"])


def find_persons(text: str) -> list[Name]:
    """Persons in ``text``: 校长王某某, 王某某同志, a list of them, a name in a signature."""
    found = [*_behind_titles(text), *_by_pattern(text), *_in_signatures(text)]
    known = sorted({name.text for name in found if len(name.text) > 1}, key=len, reverse=True)
    if known:
        again = re.compile(longest_first(tuple(known)))
        found += [_name(text, match.start(), match.end()) for match in again.finditer(text)]
    return found


def _name(text: str, start: int, end: int) -> Name:
    return Name(start, end, text[start:end], NameKind.PERSON)


def _behind_titles(text: str) -> Iterator[Name]:
    for match in _before().finditer(text):
        start = match.end()
        end = _end_of_person(text, start)
        while end:
            yield _name(text, start, end)
            if text[end : end + 1] not in {"、", "和", "与", "及"}:
                break
            start = end + 1
            end = _end_of_person(text, start, listed=True)


def _end_of_person(text: str, start: int, *, listed: bool = False) -> int:
    """Where the person's name that begins at ``start`` ends; 0 where none does.

    In a list of persons (``listed``) what follows the name need not tell.
    """
    match = re.compile(_person()).match(text, start)
    if not match or text[start : start + 2] in _none():
        return 0
    short = match.end()
    never, follow = words().characters["never_given"], words().characters["may_follow"]
    third = text[short : short + 1]
    long = short + 1 if third and third not in never and "一" <= third <= "龥" else 0
    if long and (long >= len(text) or text[long] in follow or text[long] == "\n"):
        return long
    if short >= len(text) or third in follow or third == "\n":
        return short
    return long if listed else 0


def _by_pattern(text: str) -> Iterator[Name]:
    for match in _after().finditer(text):
        if match[1][:2] not in _none() and match[1][-2:] not in _none():
            yield _name(text, match.start(1), match.end(1))
    for pattern in (_alone(), _named()):
        for match in pattern.finditer(text):
            if match[1][:2] not in _none():
                yield _name(text, match.start(1), match.end(1))


def _in_signatures(text: str) -> Iterator[Name]:
    """(邓某某) behind an office in a short line of its own."""
    for match in _PARENTHESIS.finditer(text):
        begin = text.rfind("\n", 0, match.start()) + 1
        end = text.find("\n", match.end())
        line = text[begin : end if end >= 0 else len(text)]
        person = re.fullmatch(f"{_person()}[一-龥]?", match[1])
        plain = len(line) <= _SIGNATURE_LINE and not re.search(
            "[。，,；;、:：一二三四五六七八九十]", line
        )
        if person and plain and match[1][:2] not in _none():
            yield _name(text, match.start(1), match.end(1))
