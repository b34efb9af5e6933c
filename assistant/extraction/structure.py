"""From plain text to a document: title, headings with their level, paragraphs, signature, date."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

from assistant.domain import Block, BlockKind, Document
from assistant.extraction.lexicon import forms

if TYPE_CHECKING:
    from collections.abc import Iterator

_CN = "[一二三四五六七八九十]{1,3}"
_LEVELS = (
    (re.compile(rf"[ \u3000]*【?{_CN}、"), 1),
    (re.compile(rf"[ \u3000]*【?[(（]{_CN}[)）]"), 2),
    (re.compile(r"[ \u3000]*[0-9０-９]{1,2}(?:[.．](?![0-9])|、)"), 3),
    (re.compile(r"[ \u3000]*[(（][0-9０-９]{1,2}[)）]"), 4),
)
_LONGEST_HEADING = 40
_LONGEST_TITLE = 60
_FORMS = forms(__file__)


def read_document(text: str) -> Document:
    """The blocks of a plain text, a line each; a heading run into its paragraph is split off.

    Every line that is not blank belongs to a block, and offsets are exact. The first line is the
    title where it is short and ends no sentence; the last lines are signature and date where they
    look it.
    """
    lines = [match for match in _FORMS.line.finditer(text) if match[0].strip()]
    blocks: list[Block] = []
    last = len(lines) - 1
    for place, line in enumerate(lines):
        blocks += _blocks(line, first=place == 0, closing=last - place)
    return Document(text, tuple(_name_signature(blocks)))


def _blocks(line: re.Match[str], *, first: bool, closing: int) -> Iterator[Block]:
    """The one or two blocks of a line, which ``closing`` lines follow."""
    body = line[0].strip()
    offset = line.start() + len(line[0]) - len(line[0].lstrip())
    level = _level(body)
    if level:
        yield from _heading(body, offset, level)
    elif first and len(body) <= _LONGEST_TITLE and body[-1] not in "。！？!?；;，,":
        yield Block(BlockKind.TITLE, body, offset)
    elif closing <= 1 and _FORMS.closing_date.match(body):
        yield Block(BlockKind.DATE, body, offset)
    elif not first and _FORMS.addressee.match(body) and closing:
        yield Block(BlockKind.ADDRESSEE, body, offset)
    else:
        yield Block(BlockKind.PARAGRAPH, body, offset)


def _level(body: str) -> int:
    for pattern, level in _LEVELS:
        if pattern.match(body):
            return level
    return 0


def _heading(body: str, offset: int, level: int) -> Iterator[Block]:
    """A heading line; where its sentence goes on, the heading alone and a paragraph."""
    sentence = _FORMS.first_sentence.match(body)
    head = sentence[0] if sentence else body
    if len(head) > _LONGEST_HEADING:
        yield Block(BlockKind.PARAGRAPH, body, offset)
        return
    yield Block(BlockKind.HEADING, head, offset, level)
    rest = body[len(head) :]
    if rest.strip():
        begin = len(head) + len(rest) - len(rest.lstrip())
        yield Block(BlockKind.PARAGRAPH, body[begin:], offset + begin)


def _name_signature(blocks: list[Block]) -> list[Block]:
    """A short line right before the closing date is the signature; an addressee stands on top."""
    seen_body = False
    for place, block in enumerate(blocks):
        if block.kind is BlockKind.ADDRESSEE and (seen_body or place > 2):  # noqa: PLR2004
            blocks[place] = Block(BlockKind.PARAGRAPH, block.text, block.offset)
        seen_body = seen_body or block.kind in {BlockKind.PARAGRAPH, BlockKind.HEADING}
    for place, (before, here) in enumerate(pairwise(blocks)):
        if here.kind is BlockKind.DATE and _signs(before):
            blocks[place] = Block(BlockKind.SIGNATURE, before.text, before.offset)
    return blocks


def _signs(block: Block) -> bool:
    """Whether a block may be the signature above a date."""
    short = block.kind is BlockKind.PARAGRAPH and len(block.text) <= _LONGEST_HEADING
    return short and block.text[-1] not in "。！？；"
