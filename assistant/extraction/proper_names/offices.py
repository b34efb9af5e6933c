"""Names of offices, schools and media: by how they end, and by the place they begin with."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from assistant.extraction.lexicon import Forms
from assistant.extraction.proper_names.name import Name, NameKind
from assistant.extraction.proper_names.places import last_run
from assistant.extraction.proper_names.words import longest_first, words

if TYPE_CHECKING:
    from collections.abc import Iterator

_FORMS = Forms("offices")
_LONGEST_RUN = 8
_SCHOOL_CORE = 4


def find_titles(text: str) -> list[Name]:
    """What stands in 《》: media by their name, all else as titles; laws are not specific."""
    found = []
    for match in _FORMS.title.finditer(text):
        inner = match[0][1:-1]
        if inner in words().sets["media"]:
            found.append(Name(match.start(), match.end(), match[0], NameKind.MEDIA, specific=False))
        elif inner.endswith((*words().sets["media_ends"], "通讯", "简报", "动态", "报")):
            found.append(Name(match.start(), match.end(), match[0], NameKind.MEDIA))
        else:
            law = bool(_FORMS.law.search(inner[-4:])) and "》" not in inner
            found.append(Name(match.start(), match.end(), match[0], NameKind.TITLE, not law))
    return found


@cache
def _schools() -> re.Pattern[str]:
    return re.compile(
        f"([一-龥]{{1,{_LONGEST_RUN}}}?)(?<![中广])({longest_first(words().sets['school_ends'])})(?<!集中学)(?![生习校堂])"
    )


def find_schools(text: str, places: list[Name]) -> list[Name]:
    """Schools: a name before 中学, 小学 …, or a number: 市86中学, 42中."""
    found = [
        Name(match.start(), match.end(), match[0], NameKind.SCHOOL)
        for match in _FORMS.numbered.finditer(text)
    ]
    ends = {place.end: place.start for place in places}
    for match in _schools().finditer(text):
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
    if re.search(r"[级属类型所名个等区市县镇乡村省种批率数量力性度员师和与为\d]$", core):
        return True
    common = words().sets[name]
    return core in common or any(core.endswith(one) for one in common)


@cache
def _media() -> re.Pattern[str]:
    ends = (*words().sets["media_ends"], *words().sets["place_media_ends"])
    return re.compile(f"([一-龥]{{1,{_LONGEST_RUN}}}?)({longest_first(ends)})(?![告道名送])")


@cache
def _known_media() -> re.Pattern[str]:
    return re.compile(longest_first(words().sets["media"]))


def find_media(text: str, places: list[Name]) -> list[Name]:
    """Papers, stations and sites."""
    found = [
        _named(text, match.start(), match.end(), NameKind.MEDIA, specific=False)
        for match in _known_media().finditer(text)
    ]
    starts = {place.start for place in places}
    for match in _media().finditer(text):
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


@cache
def _office_tail() -> re.Pattern[str]:
    stops = words().characters["stops"].replace("处", "").replace("党", "")
    inner = f"[^{stops}\\W\\d_a-zA-Z]"
    ends = longest_first(
        (
            *words().sets["office_ends"],
            "委政法委",
            "政法委",
            "纪委",
            "县委",
            "市委",
            "区委",
            "政府",
            "法院",
            "检察院",
        )
    )
    one = f"{inner}{{0,7}}?(?:{ends})(?![长门署分员])"
    # What follows the first end is a department of its own, not the sentence's verb.
    more = f"(?:(?![按照围绕坚持根据以把立足认真])[^{stops}\\W\\d_a-zA-Z按照围绕坚持]){{0,7}}?(?:{ends})(?![长门署分员])"
    return re.compile(f"{one}(?:{more})*")


@cache
def _plain_office() -> re.Pattern[str]:
    departments = longest_first(words().sets["departments"])
    plain = longest_first(words().sets["plain_ends"])
    national = longest_first(words().sets["national"])
    stops = words().characters["stops"]
    return re.compile(
        "(?:国家|[省市县区州镇乡](?:委|政府)?|街道)"
        f"(?:(?:{departments})(?:委员会|分局|局|委|厅|院|部|办公室|办|中心|大队|支队|总队|会|科|室|处|所)(?![长门署分员])|妇联|团委|残联|文联|科协|工商联|法院|检察院|直机关工委)"
        f"|[省市县区](?:(?![{stops}])[一-龥]){{0,6}}?(?:{plain})"
        f"|(?:{national})(?![门长])(?:[一-龥]{{2,6}}?司(?![长法机]))?|[省市]高院|[省市]?中院"
    )


@cache
def _houses() -> re.Pattern[str]:
    return re.compile(f"([一-龥]{{1,{_LONGEST_RUN}}}?)({longest_first(words().sets['houses'])})")


def find_offices(text: str, places: list[Name]) -> Iterator[Name]:
    """Offices: a place and what follows it, and departments of an unnamed 县 or 市."""
    tail = _office_tail()
    for place in places:
        match = tail.match(text, place.end)
        if match:
            yield _named(text, place.start, match.end(), NameKind.OFFICE)
    for match in _houses().finditer(text):
        core = last_run(match[1])[-3:]
        if len(core) > 1 and not _is_common(core, "common_houses"):
            yield _named(text, match.end(1) - len(core), match.end(), NameKind.OFFICE)
    for match in _plain_office().finditer(text):
        yield _named(text, match.start(), match.end(), NameKind.OFFICE, specific=False)
