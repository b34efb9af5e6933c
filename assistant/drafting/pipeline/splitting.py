"""A section of many facts asked for in pieces: a small model loses facts in a long list."""

from __future__ import annotations

from dataclasses import replace
from itertools import count
from typing import TYPE_CHECKING

from assistant.drafting.outline.assemble import SUBHEADING
from assistant.drafting.wording.grouping import groups_of
from assistant.drafting.wording.punctuation import subheading

if TYPE_CHECKING:
    from collections.abc import Sequence

    from assistant.domain import FactSheet, Section

# A section of more facts than this (parts not counted) is asked for in pieces of about so many.
MOST_FACTS, _PIECE = 24, 14
_SMALL_GROUP = 3
_MARK = "#"
_NOTE = (
    "\n这一节内容多，分{whole}次写，这是第{number}次：只写上面列出的，每类一个小标题，"
    "不写总起，也不写收束。\n"
)


def pieces_of(section: Section, sheet: FactSheet) -> tuple[Section, ...]:
    """The section in pieces, each of whole matters; itself alone where it is not too long.

    Args:
        section: as planned.
        sheet: all facts.
    """
    own = [fact for fact in sheet.facts if fact.id in section.facts]
    # A part whose whole is told in another section stands for itself.
    top = [fact for fact in own if fact.parent not in section.facts]
    if len(top) <= MOST_FACTS:
        return (section,)
    packs: list[list[str]] = []
    planned = [[one for one in part.facts if one in sheet.by_id] for part in section.parts]
    apart = {one for ids in planned for one in ids}
    rest = [fact for fact in top if fact.id not in apart]
    groups = [[fact.id for fact in group.facts] for group in groups_of(rest, sheet, _SMALL_GROUP)]
    for ids in (*groups, *planned):
        if packs and len(packs[-1]) + len(ids) <= _PIECE:
            packs[-1] += ids
        else:
            packs.append(list(ids))
    home = {one: number for number, pack in enumerate(packs, 1) for one in pack}
    for fact in own:
        home.setdefault(fact.id, home.get(fact.parent or "", 1))  # with its whole
    return tuple(
        replace(
            section,
            id=f"{section.id}{_MARK}{number}",
            facts=tuple(one for one in section.facts if home.get(one) == number),
            parts=tuple(part for part in section.parts if set(part.facts) & set(pack)),
        )
        for number, pack in enumerate(packs, 1)
    )


def home_of(section_id: str) -> str:
    """The id of the section that a piece is of; of a section its own."""
    return section_id.partition(_MARK)[0]


def is_first(section_id: str, home: str) -> bool:
    """Whether this is the section ``home``, or its first piece."""
    return section_id in {home, f"{home}{_MARK}1"}


def piece_note(number: int, whole: int) -> str:
    """What a piece's prompt says of the others; empty for a section asked for at once."""
    return _NOTE.format(number=number, whole=whole) if whole > 1 else ""


def joined_pieces(sources: Sequence[str]) -> str:
    """The section of its pieces, sub-headings numbered through."""
    numbers = count(1)
    lines = [line for source in sources for line in source.splitlines()]
    return "\n".join(
        subheading(next(numbers), line.partition("）")[2]) if SUBHEADING.fullmatch(line) else line
        for line in lines
    )
