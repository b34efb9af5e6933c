"""Proper names in a text: offices, schools, places, persons, media and 《titles》.

Rules and word lists, no statistics: the same text gives the same names everywhere. The list of
counties and cities (``places.txt``) holds the public names of administrative divisions.
"""

from __future__ import annotations

from functools import lru_cache

from assistant.extraction.proper_names.offices import (
    find_media,
    find_offices,
    find_schools,
    find_titles,
)
from assistant.extraction.proper_names.persons import find_persons
from assistant.extraction.proper_names.places import find_places
from assistant.extraction.proper_names.words import Name, NameKind

__all__ = ["Name", "NameKind", "find_names", "find_persons"]

_RANK = {kind: rank for rank, kind in enumerate(NameKind)}


@lru_cache(maxsize=512)
def find_names(text: str) -> tuple[Name, ...]:
    """The proper names of ``text``, in order and without overlap.

    Where two overlap, a title goes before all else, then the longer one.
    """
    places = find_places(text)
    schools = find_schools(text, places)
    cores = frozenset(core for name in schools if (core := _school_core(name.text)))
    if cores:
        places = find_places(text, cores)
    found = [
        *find_titles(text),
        *schools,
        *find_media(text, places),
        *find_offices(text, places),
        *find_persons(text),
        *places,
    ]
    return _without_overlap(found)


def _school_core(name: str) -> str:
    """头道 of 头道中学; empty where the rest is too short or too long to stand alone."""
    core = name.removesuffix("中学").removesuffix("小学")
    return core if core != name and len(core) in {2, 3} and not core[0].isdigit() else ""


def _without_overlap(found: list[Name]) -> tuple[Name, ...]:
    by_weight = sorted(
        found,
        key=lambda name: (
            name.kind is not NameKind.TITLE,
            name.start - name.end,
            _RANK[name.kind],
            name.start,
            name.specific,  # what the lists know goes before what only looks like a name
        ),
    )
    taken: list[Name] = []
    used: set[int] = set()
    for name in by_weight:
        span = range(name.start, name.end)
        if used.isdisjoint(span):
            used.update(span)
            taken.append(name)
    return tuple(sorted(taken, key=lambda name: name.start))
