"""The word lists for names, read once from the data files beside this module."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from assistant.extraction.lexicon import Forms
from assistant.files.shipped import shipped, shipped_text


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


def _list(name: str) -> tuple[str, ...] | str:
    """The words of one list or of several (``names.one+other``), or the signs of a string."""
    keys = name.partition(".")[2].split("+")
    signs = words().characters.get(keys[0])
    return signs or tuple(word for key in keys for word in words().sets[key])


FORMS = Forms("proper_names", _list)
