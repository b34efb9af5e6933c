"""Names of places: from the list of counties and cities, and by their last character."""

from __future__ import annotations

from typing import TYPE_CHECKING

from assistant.extraction.proper_names.words import FORMS, Name, NameKind, core_of, words

if TYPE_CHECKING:
    from collections.abc import Iterator

_LONGEST_PLACE = 15
_TOWN_CORE = 2
_SHORTEST_PLACE = 2


def find_places(text: str, cores: frozenset[str] = frozenset()) -> list[Name]:
    """Places in ``text``; ``cores`` are further bare names, from full names elsewhere in it."""
    full = [*_listed(text), *_counties(text), *_towns(text)]
    own = {core_of(name.text) for name in full} | _slogan_cores(text) | cores
    distinct = {core for core in own if len(core) > 1 and core not in words().sets["common_places"]}
    return [*full, *_bare(text, frozenset(distinct))]


def _listed(text: str) -> Iterator[Name]:
    """Full names of the list: they end in one of a few characters."""
    for match in FORMS.suffix.finditer(text):
        end = match.end()
        for start in range(max(0, end - _LONGEST_PLACE), end - 1):
            place = text[start:end]
            if place in words().places and not _is_chance(text, start, place):
                yield Name(start, end, text[start:end], NameKind.PLACE)
                break


def _counties(text: str) -> Iterator[Name]:
    """Names like those of counties and cities where a sentence or clause begins with them."""
    for match in FORMS.county.finditer(text):
        if FORMS.no_county.search(match[1]) or match[0].endswith(words().sets["common_places"]):
            continue
        if not FORMS.leads.search(match[1]):
            yield Name(match.start(), match.end(), match[0], NameKind.PLACE)


def _is_chance(text: str, start: int, place: str) -> bool:
    """Whether a listed name is plain words here: 城区, or 和县 of 乡镇和县直机关."""
    if place in words().sets["common_places"]:
        return True
    return (
        len(place) == _SHORTEST_PLACE and FORMS.chinese.match(text[start - 1 : start]) is not None
    )


def last_run(run: str) -> str:
    """What of the characters before a suffix may be its name: behind stops and leading words."""
    run = FORMS.stop.split(run)[-1]
    for match in list(FORMS.leads.finditer(run))[::-1]:
        return run[match.end() :]
    return run


def _towns(text: str) -> Iterator[Name]:
    """Towns and villages: the two characters before 镇, 乡, 街道 …, where they are no word."""
    for match in FORMS.town.finditer(text):
        core = last_run(match[1])[-_TOWN_CORE:]
        name = core + match[2]
        if len(core) < _TOWN_CORE or name.endswith(words().sets["common_places"]):
            continue
        if core in words().sets["common_places"] or FORMS.no_town.search(core):
            continue
        yield Name(match.end() - len(name), match.end(), name, NameKind.PLACE)


def _slogan_cores(text: str) -> set[str]:
    """Cores of the list at the end of a quoted slogan: “学习型新华”."""
    known = words().cores | words().common_cores
    found = [match[1] for match in FORMS.slogan.finditer(text) if match[1] in known]
    return {core for core in found if found.count(core) > 1}


def _bare(text: str, own: frozenset[str]) -> Iterator[Name]:
    cores = words().cores
    lengths = sorted({len(core) for core in own} | {2, 3}, reverse=True)
    index = 0
    while index < len(text) - 1:
        for length in lengths:
            piece = text[index : index + length]
            if piece in own or piece in cores:
                yield Name(index, index + length, piece, NameKind.PLACE)
                index += length
                break
        else:
            index += 1
