"""Last year's text as sections of sentences, each carried over."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from assistant.domain import BlockKind, Role
from assistant.drafting.base.bind import Fate
from assistant.drafting.base.carry import Carried, CarryKind, carry_sentence, plan_notes
from assistant.drafting.outline.outline import bare_heading, role_of
from assistant.drafting.references.grammar import references
from assistant.drafting.wording.punctuation import subheading

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from assistant.domain import Block, FactSheet
    from assistant.drafting.base.bind import Place
    from assistant.drafting.base.last import LastYear
    from assistant.drafting.base.years import Years

_SENTENCE = re.compile(r"[^。！？!?]+[。！？!?]*[”’』）)]*")
_BODY = (BlockKind.PARAGRAPH, BlockKind.HEADING)
_FURNITURE = (
    BlockKind.TITLE,
    BlockKind.ADDRESSEE,
    BlockKind.SIGNATURE,
    BlockKind.DATE,
)


@dataclass(slots=True)
class Line:
    """A paragraph or a sub-heading: its sentences.

    Attributes:
        heading: it is a sub-heading.
        opens: it begins with one, run into its paragraph or not.
    """

    sentences: list[Carried]
    heading: bool = False
    opens: bool = False

    @property
    def source(self) -> str:
        """The line as source text; empty where nothing of it is left."""
        return "".join(sentence.source for sentence in self.sentences)


@dataclass(slots=True)
class BaseSection:
    """A section of last year's summary, carried over.

    Attributes:
        id: unique among the sections.
        heading: without its number; empty for an opening.
    """

    id: str
    heading: str
    role: Role
    lines: list[Line] = field(default_factory=list)

    @property
    def source(self) -> str:
        """The section's source text; sub-headings under which nothing is left are left out."""
        kept: list[str] = []
        for place, line in enumerate(self.lines):
            after = self.lines[place + 1] if place + 1 < len(self.lines) else None
            bare = line.heading and (after is None or after.heading or not after.source)
            empty = bare and not any(
                other.source for other in _until_heading(self.lines[place + 1 :])
            )
            if line.source and not empty:
                kept.append(line.source)
        return "\n".join(kept)

    def facts(self) -> tuple[str, ...]:
        """The ids of the facts that it names, in order."""
        return tuple(dict.fromkeys(ref.fact for ref in references(self.source)))


def _until_heading(lines: Sequence[Line]) -> Iterator[Line]:
    for line in lines:
        if line.heading:
            return
        yield line


def carried_sections(
    last: LastYear, sheet: FactSheet, places: Sequence[Place], years: Years
) -> tuple[list[BaseSection], tuple[str, ...]]:
    """The sections of last year's text with this year's sentences, and what was left behind.

    Args:
        last: last year's text.
        sheet: this year's facts.
        places: its figures, bound.
        years: how years move.
    """
    builder = _Builder(last, sheet, places, years)
    for block in last.document.blocks:
        builder.add(block)
    sections = [section for section in builder.sections if section.lines]
    return sections, tuple(builder.left)


class _Builder:
    def __init__(
        self, last: LastYear, sheet: FactSheet, places: Sequence[Place], years: Years
    ) -> None:
        self.sheet = sheet
        self.places = places
        self.years = years
        headings = [block for block in last.document.blocks if block.kind is BlockKind.HEADING]
        self.top = min((block.level for block in headings), default=1)
        self.sections = [BaseSection("opening", "", Role.OPENING)]
        self.left: list[str] = []
        self.end = -1

    def add(self, block: Block) -> None:
        if block.kind in _FURNITURE:
            return
        if block.kind not in _BODY or block.context:
            self.left.append(block.text)
            return
        section = self.sections[-1]
        if block.kind is BlockKind.HEADING and block.level == self.top:
            self._open(block)
        elif block.kind is BlockKind.HEADING:
            sentences = list(self._sentences(block, section))
            if sentences and bare_heading(block.text) == block.text:
                # A heading by its style alone: a draft knows its sub-headings by their numbers.
                number = 1 + sum(line.opens for line in section.lines)
                told = subheading(number, sentences[0].source)
                sentences[0] = replace(sentences[0], source=told)
            section.lines.append(Line(sentences, heading=True, opens=True))
        elif block.offset == self.end and section.lines:
            # A heading run into its paragraph.
            line = section.lines[-1]
            line.sentences += self._sentences(block, section)
            line.heading = False
        else:
            section.lines.append(Line(list(self._sentences(block, section))))
        self.end = block.end

    def _open(self, block: Block) -> None:
        bare = bare_heading(block.text)
        heading, _ = self.years.moved(bare)
        role = role_of(heading)
        taken = {section.id for section in self.sections}
        name = role.value if role.value not in taken else f"s{len(self.sections)}"
        self.sections.append(BaseSection(name, heading, role))

    def _sentences(self, block: Block, section: BaseSection) -> Iterator[Carried]:
        for match in _SENTENCE.finditer(block.text):
            start = block.offset + match.start()
            end = start + len(match[0])
            inside = [place for place in self.places if start <= place.start < end]
            if section.role is Role.PLAN and any(p.fate is not Fate.SAME for p in inside):
                notes = plan_notes(match[0], start, inside, self.sheet)
                yield Carried(CarryKind.PLAN, match[0], "", notes, len(inside))
            else:
                yield carry_sentence(match[0], start, inside, self.years, self.sheet)
