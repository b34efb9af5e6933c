"""Names of persons: a surname and one or two characters, told by the words around them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from assistant.extraction.lexicon import one_of
from assistant.extraction.proper_names.words import FORMS, Name, NameKind, words

if TYPE_CHECKING:
    from collections.abc import Iterator

_SIGNATURE_LINE = 30


def find_persons(text: str) -> list[Name]:
    """Persons in ``text``: 校长王某某, 王某某同志, a list of them, a name in a signature."""
    found = [*_behind_titles(text), *_by_pattern(text), *_in_signatures(text)]
    known = {name.text for name in found if len(name.text) > 1}
    if known:
        again = re.compile(one_of(known))
        found += [_name(text, match.start(), match.end()) for match in again.finditer(text)]
    return found


def _name(text: str, start: int, end: int) -> Name:
    return Name(start, end, text[start:end], NameKind.PERSON)


def _behind_titles(text: str) -> Iterator[Name]:
    for match in FORMS.before.finditer(text):
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
    match = FORMS.person.match(text, start)
    if not match or text[start : start + 2] in words().sets["no_persons"]:
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
    for match in FORMS.after.finditer(text):
        if (
            match[1][:2] not in words().sets["no_persons"]
            and match[1][-2:] not in words().sets["no_persons"]
        ):
            yield _name(text, match.start(1), match.end(1))
    for pattern in (FORMS.alone, FORMS.named):
        for match in pattern.finditer(text):
            if match[1][:2] not in words().sets["no_persons"]:
                yield _name(text, match.start(1), match.end(1))


def _in_signatures(text: str) -> Iterator[Name]:
    """(邓某某) behind an office in a short line of its own."""
    for match in FORMS.in_brackets.finditer(text):
        begin = text.rfind("\n", 0, match.start()) + 1
        end = text.find("\n", match.end())
        line = text[begin : end if end >= 0 else len(text)]
        person = FORMS.called.fullmatch(match[1])
        plain = len(line) <= _SIGNATURE_LINE and not FORMS.sentence.search(line)
        if person and plain and match[1][:2] not in words().sets["no_persons"]:
            yield _name(text, match.start(1), match.end(1))
