"""Drafts: sections, each with an append-only list of revisions."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum


class Role(StrEnum):
    """What a section does in a work summary."""

    OPENING = "opening"
    ORGANISATION = "organisation"
    MEASURES = "measures"
    RESULTS = "results"
    PROBLEMS = "problems"
    PLAN = "plan"
    CLOSING = "closing"


class Author(StrEnum):
    """Who wrote a revision."""

    OFFLINE = "offline"
    MODEL = "model"
    PERSON = "person"


def now() -> str:
    """Local time, ISO 8601 with seconds and offset."""
    return datetime.now().astimezone().isoformat(timespec="seconds")


@dataclass(frozen=True, slots=True)
class Revision:
    """One state of a section's source text; never changed once written.

    Attributes:
        source: the text with figure references; paragraphs and (一) headings are lines.
        author_name: the model's name, or the person's; empty for the offline writer.
        instruction: what the person asked for; empty for a first writing.
        prompt_digest: of the prompt that was sent; empty where no model was asked.
        created: local time, ISO 8601 with seconds and offset.
        tokens: (sent, received) where a model was asked.
        note: what a person should know of it: 退回离线写法 …
    """

    source: str
    author: Author
    author_name: str = ""
    instruction: str = ""
    prompt_digest: str = ""
    created: str = ""
    tokens: tuple[int, int] = (0, 0)
    note: str = ""


@dataclass(frozen=True, slots=True)
class SectionPart:
    """A sub-section as the outline plans it.

    Attributes:
        heading: without its number.
        facts: ids of those facts of the section that stand here.
        task: what the writer is to do; empty where nobody says.
    """

    heading: str
    facts: tuple[str, ...] = ()
    task: str = ""


@dataclass(frozen=True, slots=True)
class Section:
    """A section of a draft.

    Attributes:
        id: from the outline; unique in the draft.
        heading: without its number; empty for an opening or closing without heading.
        facts: ids of the facts that the section is to use.
        revisions: oldest first; at least one once written.
        current: index of the revision that stands.
        accepted, locked: the person's marks (通过, 锁定).
        parts: its sub-sections as planned; empty where the writer divides it.
    """

    id: str
    heading: str
    role: Role
    facts: tuple[str, ...] = ()
    revisions: tuple[Revision, ...] = ()
    current: int = 0
    accepted: bool = False
    locked: bool = False
    parts: tuple[SectionPart, ...] = ()

    @property
    def title(self) -> str:
        """What messages call it: its heading, or its place where it has none."""
        return self.heading or ("开头" if self.role is Role.OPENING else "结尾")

    @property
    def source(self) -> str:
        """The source text that stands; empty where nothing was written yet."""
        return self.revisions[self.current].source if self.revisions else ""

    def revised(self, revision: Revision) -> Section:
        """The section with ``revision`` appended and standing."""
        revisions = (*self.revisions, revision)
        return replace(self, revisions=revisions, current=len(revisions) - 1, accepted=False)


@dataclass(frozen=True, slots=True)
class Draft:
    """A whole draft.

    Attributes:
        facts_path: the facts file, as given.
        facts_digest: of the facts file when the draft was last rendered.
        outline: the name of its outline.
        waivers: (finding id, reason) pairs.
        readings: what a second reader said of it, as :mod:`assistant.revision.kept` writes it; empty where none did.
    """

    title: str
    sections: tuple[Section, ...]
    facts_path: str = ""
    facts_digest: str = ""
    outline: str = ""
    waivers: tuple[tuple[str, str], ...] = ()
    readings: str = ""

    def revised(self, section_id: str, revision: Revision) -> Draft:
        """The draft with ``revision`` appended to a section and standing."""
        sections = (
            each.revised(revision) if each.id == section_id else each for each in self.sections
        )
        return replace(self, sections=tuple(sections))
