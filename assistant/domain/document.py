"""Documents: a text as blocks that know what they are."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class BlockKind(StrEnum):
    """What a block of a document is."""

    TITLE = "title"
    ADDRESSEE = "addressee"
    HEADING = "heading"
    PARAGRAPH = "paragraph"
    CELL = "cell"
    SIGNATURE = "signature"
    DATE = "date"


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph, heading, table cell or the like.

    Attributes:
        text: its text, without line ends.
        offset: where it begins in the document's text, in code points.
        level: of a heading: 1 for 一、, 2 for (一), 3 for 1., 4 for (1); else 0.
        context: words that say what it is about beyond its own: a cell's row and column heads.
    """

    kind: BlockKind
    text: str
    offset: int = 0
    level: int = 0
    context: tuple[str, ...] = ()

    @property
    def end(self) -> int:
        """The offset behind its last character."""
        return self.offset + len(self.text)


@dataclass(frozen=True, slots=True)
class Document:
    """A text and its blocks, in order and without overlap.

    ``text[block.offset:block.end] == block.text`` holds for every block.
    """

    text: str
    blocks: tuple[Block, ...]

    @classmethod
    def of_blocks(cls, blocks: tuple[Block, ...]) -> Document:
        """The document of ``blocks``, a line each; their offsets are set anew."""
        placed: list[Block] = []
        offset = 0
        for block in blocks:
            placed.append(Block(block.kind, block.text, offset, block.level, block.context))
            offset += len(block.text) + 1
        return cls("\n".join(block.text for block in placed), tuple(placed))
