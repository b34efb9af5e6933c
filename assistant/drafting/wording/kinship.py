"""How much two facts have in common: the words of their names, and the beginning of their ids."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from assistant.drafting.wording.phrases import words

if TYPE_CHECKING:
    from assistant.domain import Fact

# So many characters in a row make two names kin; two will do at their beginning.
_INNER, _BEGIN = 3, 2
# ``relief`` and ``relief_people``: whoever wrote the file saw them as one matter.
_STEM = re.compile(r"([A-Za-z]{3,})(?:[-_](?!\d+$).*)?")


def kinship(one: Fact, other: Fact, *, near: bool = False) -> int:
    """How much two facts share: 0 for nothing, else about the characters of what both name.

    Args:
        one: a fact.
        other: another one.
        near: they are neighbours in the file, so that two characters at the beginning will do.
    """
    first, second = _told(one), _told(other)
    shared = _shared(first, second)
    if not shared and near and common(first, second) >= _BEGIN:
        shared = _BEGIN
    return max(shared, _INNER if stem_of(one) and stem_of(one) == stem_of(other) else 0)


def common(first: str, second: str) -> int:
    """How many characters two names have in common from their beginning."""
    at = 0
    while at < min(len(first), len(second)) and first[at] == second[at]:
        at += 1
    return at


def _told(fact: Fact) -> str:
    """The words of a fact, without the verb that says only that it was done."""
    told = fact.statement or fact.name
    verb = next((one for one in words("own_verbs") if told.startswith(one)), "")
    for word in words("unkindred"):
        told = told.replace(word, "，")
    return told.removeprefix(verb).lstrip("，")


def stem_of(fact: Fact) -> str:
    """The beginning of an id before its first ``_`` or ``-``; empty where it says nothing."""
    match = _STEM.fullmatch(fact.id)
    return match[1] if match else ""


@lru_cache(maxsize=4096)
def _shared(first: str, second: str) -> int:
    size = min(len(first), len(second))
    for length in range(size, _INNER - 1, -1):
        grams = {first[at : at + length] for at in range(len(first) - length + 1)}
        if any("，" not in gram and gram in second for gram in grams):
            return length
    return 0
