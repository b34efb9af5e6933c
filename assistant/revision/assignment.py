"""Which section of a draft each paragraph of an edited document belongs to."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from assistant.domain import BlockKind
from assistant.files.forms import forms

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from assistant.domain import Block

_FORMS = forms(__file__)
_ALIKE = 0.5  # a paragraph that shares less than this with any old one is new
_HEADING = 0.6  # likewise a heading


@dataclass(frozen=True, slots=True)
class OldSection:
    """A section as it was before the edit: its heading without number, and its lines."""

    id: str
    heading: str
    lines: tuple[str, ...]


@dataclass(slots=True)
class Part:
    """A part of the edited document: a section of the draft, or a new one.

    Attributes:
        id: of the section; None for a part that none of the draft's sections turned into.
        heading: without its number; empty where there is none.
        lines: indexes of its blocks, the heading left out.
    """

    id: str | None
    heading: str
    lines: list[int] = field(default_factory=list)


def assign(
    blocks: Sequence[Block], old: Sequence[OldSection], homes: Mapping[int, str] | None = None
) -> list[Part]:
    """The parts of an edited document, in its order; ``old`` are the draft's sections in order.

    ``homes`` are the sections of blocks that are known to have stayed, by their index.

    A part begins at each heading of the first level; its section is the one of that heading, or
    the one that most of its text comes from. Sections without a heading (opening, closing) are
    told by their text; one that had none stays where it was. Title, addressee, signature and date
    belong to no part.
    """
    origins = _origins(blocks, old) | dict(homes or {})
    groups = _groups(blocks)
    _name_groups(groups, origins, blocks, old)
    headless = [section.id for section in old if not section.heading]
    parts: list[Part] = []
    for group in groups:
        parts += _split(group, origins, headless)
    return _with_silent(_joined(parts), old)


def related(blocks: Sequence[Block], old: Sequence[OldSection]) -> bool:
    """Whether the edited document has any paragraph or heading of the draft."""
    headings = {section.heading for section in old if section.heading}
    return bool(_origins(blocks, old)) or any(
        bare_heading(block.text) in headings for block in blocks
    )


def bare_heading(text: str) -> str:
    """A heading without its number: ``一、工作成效`` -> ``工作成效``."""
    return _FORMS.number.sub("", text).strip()


def _groups(blocks: Sequence[Block]) -> list[Part]:
    groups = [Part(None, "")]
    for index, block in enumerate(blocks):
        if block.kind is BlockKind.HEADING and block.level == 1:
            groups.append(Part(None, bare_heading(block.text)))
        elif block.kind in {BlockKind.HEADING, BlockKind.PARAGRAPH, BlockKind.CELL}:
            groups[-1].lines.append(index)
    return groups if groups[0].lines else groups[1:]


def _origins(blocks: Sequence[Block], old: Sequence[OldSection]) -> dict[int, str]:
    """The section that each block's text comes from; missing for new text."""
    lines = [(section.id, line, _grams(line)) for section in old for line in section.lines]
    origins: dict[int, str] = {}
    for index, block in enumerate(blocks):
        grams = _grams(block.text)
        best, score = "", _ALIKE
        for id_, line, theirs in lines:
            if line == block.text:
                best = id_
                break
            ratio = _likeness(grams, theirs)
            if ratio > score:
                best, score = id_, ratio
        if best:
            origins[index] = best
    return origins


def _name_groups(
    groups: list[Part],
    origins: dict[int, str],
    blocks: Sequence[Block],
    old: Sequence[OldSection],
) -> None:
    """Gives each group the section that fits it best, no section twice."""
    scores: list[tuple[float, int, str]] = []
    for place, group in enumerate(groups):
        if not group.heading:
            continue
        total = sum(len(blocks[line].text) for line in group.lines) or 1
        for section in old:
            if not section.heading:
                continue
            from_it = sum(
                len(blocks[line].text) for line in group.lines if origins.get(line) == section.id
            )
            name = _likeness(_grams(group.heading), _grams(section.heading))
            same = 1.0 if group.heading == section.heading else 0.0
            if name >= _HEADING or from_it / total >= _ALIKE:
                scores.append((same + name + from_it / total, -place, section.id))
    taken: set[str] = set()
    for _, place, id_ in sorted(scores, reverse=True):
        if groups[-place].id is None and id_ not in taken:
            groups[-place].id = id_
            taken.add(id_)


def _split(group: Part, origins: dict[int, str], headless: list[str]) -> list[Part]:
    """Takes the paragraphs of sections without a heading out of the group that they stand in."""
    if not group.heading:
        parts: list[Part] = []
        for line in group.lines:
            origin = origins.get(line)
            if origin in headless and (not parts or parts[-1].id != origin):
                parts.append(Part(origin, ""))
            elif not parts:
                parts.append(Part(headless[0] if headless else None, ""))
            parts[-1].lines.append(line)
        return parts
    # A closing stands behind the last section's text, and everything behind it belongs to it.
    for place, line in enumerate(group.lines):
        if origins.get(line) in headless:
            tail = Part(None, "", group.lines[place:])
            own = Part(group.id, group.heading, group.lines[:place])
            return [own, *_split(tail, origins, headless)]
    return [group]


def _joined(parts: list[Part]) -> list[Part]:
    """Parts of one section joined where the first of them stands."""
    result: list[Part] = []
    for part in parts:
        known = next((each for each in result if part.id and each.id == part.id), None)
        if known is None:
            result.append(part)
        else:
            known.lines += part.lines
    return result


def _with_silent(parts: list[Part], old: Sequence[OldSection]) -> list[Part]:
    """The parts with the sections that have neither heading nor text, of which no document tells."""
    for place, section in enumerate(old):
        if not section.heading and not section.lines:
            before = {each.id for each in old[:place]}
            at = max((n for n, part in enumerate(parts, 1) if part.id in before), default=0)
            parts.insert(at, Part(section.id, ""))
    return parts


def _grams(text: str) -> Counter[str]:
    text = "".join(text.split())
    return Counter(text[place : place + 2] for place in range(max(len(text) - 1, 1)))


def _likeness(one: Counter[str], other: Counter[str]) -> float:
    total = one.total() + other.total()
    return 2 * (one & other).total() / total if total else 0.0
