"""Names of offices, schools and media: by how they end, and by the place they begin with."""

from __future__ import annotations

from typing import TYPE_CHECKING

from assistant.extraction.proper_names.places import last_run
from assistant.extraction.proper_names.words import FORMS, Name, NameKind, words

if TYPE_CHECKING:
    from collections.abc import Iterator

_SCHOOL_CORE = 4


def find_titles(text: str) -> list[Name]:
    """What stands in 《》: media by their name, all else as titles; laws are not specific."""
    found = []
    for match in FORMS.title.finditer(text):
        inner = match[0][1:-1]
        if inner in words().sets["media"]:
            found.append(Name(match.start(), match.end(), match[0], NameKind.MEDIA, specific=False))
        elif inner.endswith((*words().sets["media_ends"], "通讯", "简报", "动态", "报")):
            found.append(Name(match.start(), match.end(), match[0], NameKind.MEDIA))
        else:
            law = bool(FORMS.law.search(inner[-4:])) and "》" not in inner
            found.append(Name(match.start(), match.end(), match[0], NameKind.TITLE, not law))
    return found


def find_schools(text: str, places: list[Name]) -> list[Name]:
    """Schools: a name before 中学, 小学 …, or a number: 市86中学, 42中."""
    found = [
        Name(match.start(), match.end(), match[0], NameKind.SCHOOL)
        for match in FORMS.numbered.finditer(text)
    ]
    ends = {place.end: place.start for place in places}
    for match in FORMS.schools.finditer(text):
        run = last_run(match[1])
        start = match.end(1) - len(run)
        for at in range(start, match.end(1) + 1):
            if at in ends:  # behind a place everything up to the end is its name
                found.append(_named(text, ends[at], match.end(), NameKind.SCHOOL))
                break
        else:
            core = run if len(run) <= _SCHOOL_CORE else run[-2:]
            if len(core) > 1 and not _is_common(core, "common_schools"):
                found.append(_named(text, match.end(1) - len(core), match.end(), NameKind.SCHOOL))
    return found


def _named(text: str, start: int, end: int, kind: NameKind, *, specific: bool = True) -> Name:
    return Name(start, end, text[start:end], kind, specific)


def _is_common(core: str, name: str) -> bool:
    """Whether a name before a suffix is made of plain words."""
    if core in words().cores | words().common_cores:
        return False
    if FORMS.plain_word.search(core):
        return True
    return core.endswith(words().sets[name])


def find_media(text: str, places: list[Name]) -> list[Name]:
    """Papers, stations and sites."""
    found = [
        _named(text, match.start(), match.end(), NameKind.MEDIA, specific=False)
        for match in FORMS.known_media.finditer(text)
    ]
    starts = {place.start for place in places}
    for match in FORMS.media.finditer(text):
        run = last_run(match[1])
        begins = range(match.end(1) - len(run), match.end(1))
        place = next((at for at in begins if at in starts), None)
        core = run if len(run) <= _SCHOOL_CORE + 2 else run[-2:]
        if place is not None:
            found.append(_named(text, place, match.end(), NameKind.MEDIA))
        elif (
            match[2] in words().sets["media_ends"]
            and len(core) > 1
            and not _is_common(core, "common_media")
        ):
            found.append(_named(text, match.end(1) - len(core), match.end(), NameKind.MEDIA))
    return found


def find_offices(text: str, places: list[Name]) -> Iterator[Name]:
    """Offices: a place and what follows it, and departments of an unnamed 县 or 市."""
    for place in places:
        match = FORMS.office_tail.match(text, place.end)
        if match:
            yield _named(text, place.start, match.end(), NameKind.OFFICE)
    for match in FORMS.houses.finditer(text):
        core = last_run(match[1])[-3:]
        if len(core) > 1 and not _is_common(core, "common_houses"):
            yield _named(text, match.end(1) - len(core), match.end(), NameKind.OFFICE)
    for match in FORMS.plain_office.finditer(text):
        yield _named(text, match.start(), match.end(), NameKind.OFFICE, specific=False)
