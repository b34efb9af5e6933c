"""What an outline is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from assistant.domain import Role


@dataclass(frozen=True, slots=True)
class OutlineSection:
    """A section of an outline.

    Attributes:
        id: what facts name in ``section:``.
        heading: without its number; empty for an opening or closing without heading.
        role: what it does in the summary.
        names: other ids that facts may name it by.
        task: what the writer is to do, for prompts.
        length: target in characters.
        words: words in a fact's names or scope that bring it here.
        topics: classes of facts (topics.yaml) that belong here.
        planned: it takes the planned facts.
        default: it takes the facts that no rule places.
        main: how many main facts it restates (an opening).
        facts: ids of facts that it must use.
        sections: its sub-sections, in order; they have none of their own.
        place: where it stands in its file, for messages.
    """

    id: str
    heading: str
    role: Role
    names: tuple[str, ...] = ()
    task: str = ""
    length: int = 500
    words: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()
    planned: bool = False
    default: bool = False
    main: int = 0
    facts: tuple[str, ...] = ()
    sections: tuple[OutlineSection, ...] = ()
    place: str = ""


@dataclass(frozen=True, slots=True)
class Outline:
    """An outline.

    Attributes:
        name: of a shipped outline; the path of a file; ``facts`` where the facts file gives it.
        title: for listings.
        path: the file; empty where the facts file gives it.
    """

    name: str
    title: str
    sections: tuple[OutlineSection, ...]
    path: str = ""

    @property
    def leaves(self) -> tuple[OutlineSection, ...]:
        """Where facts go: the sub-sections, and the sections that have none."""
        return tuple(leaf for section in self.sections for leaf in section.sections or (section,))

    def section(self, section_id: str) -> OutlineSection | None:
        """The section or sub-section of this id, or with this other name; None for none."""
        every = [one for section in self.sections for one in (section, *section.sections)]
        for section in every:
            if section.id == section_id:
                return section
        for section in every:
            if section_id in {*section.names, section.heading} - {""}:
                return section
        return next((one for one in self.sections if one.role.value == section_id), None)

    def top(self, section_id: str) -> OutlineSection:
        """The section that this one is, or is a part of."""
        for section in self.sections:
            if section_id == section.id or any(section_id == one.id for one in section.sections):
                return section
        raise KeyError(section_id)
