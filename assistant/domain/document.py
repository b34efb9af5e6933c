"""Documents: a text as blocks that know what they are."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum


class BlockKind(StrEnum):
    """What a block of a document is.

    ``ATTACHMENT_NOTE`` is a line of the list of attachments behind the text (附件:1.…);
    ``ATTACHMENT`` is the mark that an attachment begins with on a new page (附件1).
    """

    TITLE = "title"
    ADDRESSEE = "addressee"
    HEADING = "heading"
    PARAGRAPH = "paragraph"
    CELL = "cell"
    ATTACHMENT_NOTE = "attachment_note"
    SIGNATURE = "signature"
    DATE = "date"
    ATTACHMENT = "attachment"


@dataclass(frozen=True, slots=True)
class CellPlace:
    """Where a table cell stands.

    Attributes:
        table: the number of its table in the document, from 1.
        row, column: from 0; of its first row and column where it is merged.
        head: it belongs to the head of the table.
    """

    table: int
    row: int
    column: int
    head: bool = False


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph, heading, table cell or the like.

    Attributes:
        text: its text, without line ends.
        offset: where it begins in the document's text, in code points.
        level: of a heading: 1 for 一、, 2 for (一), 3 for 1., 4 for (1); else 0.
        context: words that say what it is about beyond its own: a cell's row and column heads;
            ``脚注``, ``页眉``, ``文本框`` for text that stands beside the running text.
        cell: where a cell stands; None for every other kind, and where it is not known.
        label: how many of its first characters are an automatic number, which the office program wrote.
    """

    kind: BlockKind
    text: str
    offset: int = 0
    level: int = 0
    context: tuple[str, ...] = ()
    cell: CellPlace | None = None
    label: int = 0

    @property
    def end(self) -> int:
        """The offset behind its last character."""
        return self.offset + len(self.text)


@dataclass(frozen=True, slots=True)
class Document:
    """A text and its blocks, in order and without overlap.

    ``text[block.offset:block.end] == block.text`` holds for every block.

    Attributes:
        unread: in Chinese: what stands in the file and could not be read as text (图表, 公式域).
    """

    text: str
    blocks: tuple[Block, ...]
    unread: tuple[str, ...] = ()

    @classmethod
    def of_blocks(cls, blocks: tuple[Block, ...]) -> Document:
        """The document of ``blocks``, a line each; their offsets are set anew."""
        placed: list[Block] = []
        offset = 0
        for block in blocks:
            placed.append(replace(block, offset=offset))
            offset += len(block.text) + 1
        return cls("\n".join(block.text for block in placed), tuple(placed))
