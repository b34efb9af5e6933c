"""Fixes: what is mechanical is mended, again and again until nothing mechanical is left."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from assistant.documents.difference import Change, compare
from assistant.domain import Document
from assistant.extraction import read_document
from assistant.proofreading.figures import applied
from assistant.proofreading.proofread import proofread

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from assistant.domain import Block
    from assistant.proofreading.remark import Remark
    from assistant.proofreading.rules import RuleSet

# One fix may bring out another (full width commas, then a doubled one); more rounds are a fault.
_ROUNDS = 8


@dataclass(frozen=True, slots=True)
class Fixed:
    """A text and what was done to it.

    Attributes:
        text: the mended text.
        remarks: what was mended, with offsets in the text as it stood in that round.
    """

    text: str
    remarks: tuple[Remark, ...]


def fix_text(text: str, rules: RuleSet, *, terms: Sequence[str] = ()) -> Fixed:
    """A plain text, or a section's source text, with every mechanical remark mended.

    No figure reads differently afterwards, and doing it twice changes nothing more.
    """
    return _mended(text, read_document, rules, terms)


def fix_document(
    document: Document, rules: RuleSet, *, terms: Sequence[str] = ()
) -> tuple[tuple[int, int, str], ...]:
    """The replacements ``(start, end, new text)`` that mend a document, in its own offsets.

    Each line is mended by itself, so that a file's other content stays where it is.
    """
    edits: list[tuple[int, int, str]] = []
    for block in document.blocks:

        def alone(line: str, block: Block = block) -> Document:
            return Document.of_blocks((replace(block, text=line),))

        line = _mended(block.text, alone, rules, terms).text
        edits += _changes(block.text, line, block.offset)
    return tuple(edits)


def _mended(
    text: str, read: Callable[[str], Document], rules: RuleSet, terms: Sequence[str]
) -> Fixed:
    """A text mended round by round, in each by the fixes that together change no figure."""
    done: list[Remark] = []
    for _ in range(_ROUNDS):
        remarks = [one for one in proofread(read(text), rules, terms=terms) if one.mend]
        if not remarks:
            break
        done += remarks
        text = applied(text, remarks)
    return Fixed(text, tuple(done))


def _changes(old: str, new: str, offset: int) -> list[tuple[int, int, str]]:
    edits: list[tuple[int, int, str]] = []
    at = offset
    for change, text in compare(old, new) if old != new else ():
        if change is Change.NEW:
            start = edits.pop()[0] if edits and edits[-1][1] == at else at
            edits.append((start, at, text))
            continue
        if change is Change.CUT:
            edits.append((at, at + len(text), ""))
        at += len(text)
    return edits
