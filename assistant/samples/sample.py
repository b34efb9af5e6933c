"""The values of this layer: samples, their parts, excerpts, and what cleaning removed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from assistant.domain import Role


@dataclass(frozen=True, slots=True)
class Removal:
    """Something that cleaning took out.

    Attributes:
        reason: in Chinese: 网站导航, 页码 …
        text: what was removed, as it stood.
        line: the number of the line in the source; 0 where that cannot be said.
        before: what stood before it in its line; empty where the whole line went.
        paragraph: the paragraph of the sample, from 0, before which the line or in which the words
            would stand; -1 where it belongs to no sample.
    """

    reason: str
    text: str
    line: int = 0
    before: str = ""
    paragraph: int = -1

    @property
    def place(self) -> str:
        """Where it stood in the source, for the person."""
        return f"第{self.line}行" if self.line else ""


@dataclass(frozen=True, slots=True)
class Sample:
    """A past summary, cleaned.

    Attributes:
        name: its name in the library, which is its file name without ``.txt``; empty before.
        title: the document's title, or that of the collection it stood in.
        text: the author's text, a paragraph a line.
        source: the name of the file that it came from, with its number in a collection.
        imported: the day of the import, ISO 8601; empty before.
        digest: the first 16 hex digits of the SHA-256 of the text without white space, as it was
            imported; a person may have mended the text since.
        removed: what cleaning took out around and within it, so that it can be put back.
    """

    name: str
    title: str
    text: str
    source: str = ""
    imported: str = ""
    digest: str = ""
    removed: tuple[Removal, ...] = ()


@dataclass(frozen=True, slots=True)
class Imported:
    """What one file gave.

    Attributes:
        path: the file, as given.
        samples: the documents found in it.
        removals: what was taken out, in the order of the source.
        messages: what a person should know, in Chinese, whole sentences.
    """

    path: str
    samples: tuple[Sample, ...]
    removals: tuple[Removal, ...] = ()
    messages: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Part:
    """A section of a sample.

    Attributes:
        kind: title, opening, section, closing, signature.
        role: what it does; None for a title or signature.
        heading: without its number; empty where it has none.
        marker: the heading's number as written: 一、 (二) 1. 一是; empty where it has none.
        level: 1 for 一、, 2 for (一), 3 for 1., 4 for 一是; 0 where it has no heading.
        start, end: half-open code-point offsets into the sample's text, heading included,
            the sections below it not.
        text: its own text without the heading; paragraphs are lines.
    """

    kind: str
    role: Role | None
    heading: str
    marker: str
    level: int
    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Excerpt:
    """A piece of a sample chosen for a section's prompt.

    Attributes:
        sample: the sample's name.
        heading: the masked heading of the part it comes from.
        role: that part's class.
        text: masked; whole sentences.
        tokens: as the caller's counter gave them.
        reason: in Chinese: why it was chosen.
    """

    sample: str
    heading: str
    role: Role
    text: str
    tokens: int
    reason: str
