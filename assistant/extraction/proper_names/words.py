"""A proper name, and the word lists and forms by which names are told."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from functools import cache

from assistant.extraction.lexicon import forms, one_of
from assistant.files.shipped import shipped, shipped_text


class NameKind(StrEnum):
    """What a name names; a closed set."""

    OFFICE = "office"
    SCHOOL = "school"
    PLACE = "place"
    PERSON = "person"
    MEDIA = "media"
    TITLE = "title"


@dataclass(frozen=True, slots=True)
class Name:
    """A proper name.

    Attributes:
        start, end: half-open code-point offsets into the text as given.
        text: ``text[start:end]``; a title with its 《》.
        kind: what it names.
        specific: it tells whose text this is: 新蔡县公安局; not 县公安局, 人民日报 or a law.
    """

    start: int
    end: int
    text: str
    kind: NameKind
    specific: bool = True


@dataclass(frozen=True, slots=True)
class Words:
    """The lists of ``names.yaml`` and ``places.txt``.

    Attributes:
        places: full names of provinces, cities, counties and districts.
        cores: the names without their last character, where they are told by themselves.
        common_cores: cores that are also plain words.
        sets: the other lists by their names.
        characters: the lists that are strings of single characters.
    """

    places: frozenset[str]
    cores: frozenset[str]
    common_cores: frozenset[str]
    sets: dict[str, tuple[str, ...]]
    characters: dict[str, str]


@cache
def words() -> Words:
    """All word lists."""
    lists = shipped(__file__, "names.yaml")
    text = shipped_text(__file__, "places.txt")
    places = frozenset(text.split())
    sets = {
        name: tuple(value.split() if isinstance(value, str) else value)
        for name, value in lists.items()
    }
    characters = {name: lists[name] for name in ("stops", "surnames", "never_given", "may_follow")}
    common = frozenset(sets["common_cores"])
    cores = frozenset(core for place in places if len(core := core_of(place)) > 1)
    return Words(places, cores - common, common, sets, characters)


def core_of(place: str) -> str:
    """A place's name without what it is: 新蔡县 -> 新蔡; 恩施土家族苗族自治州 -> 恩施."""
    bare = FORMS.autonomy.sub("", place)
    return bare if len(bare) > 1 else place[:-1]


def _list(name: str) -> str:
    """Any of the words of one list or of several (``names.one+other``), or the signs of a string."""
    keys = name.partition(".")[2].split("+")
    signs = words().characters.get(keys[0])
    return signs or one_of(word for key in keys for word in words().sets[key])


FORMS = forms(__file__, _list)
