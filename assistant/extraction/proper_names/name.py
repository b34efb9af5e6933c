"""The value of this package: a proper name in a text."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


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
