"""A document as plain text or Markdown."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from assistant.domain import BlockKind

if TYPE_CHECKING:
    from assistant.domain import Block, Document

# At the start of a line, or anywhere, these would be read as Markdown.
_INLINE = re.compile(r"([\\`*_\[\]<>~|])")
_LEADING = re.compile(r"^(\d*)(#{1,6}(?=\s)|[-+](?=\s)|(?<=\d)[.)](?=\s))")
_INDENT = "\u3000\u3000"


def to_text(document: Document) -> str:
    """Plain text: a line for each block, paragraphs indented by two full-width spaces."""
    return "\n".join(map(_text_line, document.blocks)) + "\n"


def to_markdown(document: Document) -> str:
    """Markdown: title and headings by level, what Markdown would read as its own escaped."""
    lines: list[str] = []
    row: list[Block] = []
    for block in document.blocks:
        if block.kind is BlockKind.CELL:
            row.append(block)
            continue
        lines += _cells(row)
        row = []
        lines.append(_markdown_line(block))
    lines += _cells(row)
    return "\n\n".join(lines) + "\n"


def _text_line(block: Block) -> str:
    if block.kind is BlockKind.PARAGRAPH or (block.kind is BlockKind.HEADING and block.level > 1):
        return _INDENT + block.text
    return block.text


def _markdown_line(block: Block) -> str:
    text = escape_markdown(block.text)
    if block.kind is BlockKind.TITLE:
        return f"# {text}"
    if block.kind is BlockKind.HEADING:
        return f"{'#' * min(6, block.level + 1)} {text}"
    return text


def _cells(row: list[Block]) -> list[str]:
    return [" / ".join(escape_markdown(block.text) for block in row)] if row else []


def escape_markdown(text: str) -> str:
    """``text`` so that Markdown shows it as it is."""
    return _LEADING.sub(r"\1\\\2", _INLINE.sub(r"\\\1", text))
