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
    from collections.abc import Sequence

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
    done: list[Remark] = []
    for _ in range(_ROUNDS):
        remarks = _mendable(read_document(text), rules, terms)
        if not remarks:
            break
        done += remarks
        text = applied(text, remarks)
    return Fixed(text, tuple(done))


def fix_document(
    document: Document, rules: RuleSet, *, terms: Sequence[str] = ()
) -> tuple[tuple[int, int, str], ...]:
    """The replacements ``(start, end, new text)`` that mend a document, in its own offsets.

    Each line is mended by itself, so that a file's other content stays where it is.
    """
    edits: list[tuple[int, int, str]] = []
    for block in document.blocks:
        line = block.text
        for _ in range(_ROUNDS):
            alone = Document.of_blocks((replace(block, text=line),))
            remarks = _mendable(alone, rules, terms)
            if not remarks:
                break
            line = applied(line, remarks)
        edits += _changes(block.text, line, block.offset)
    return tuple(edits)


def _mendable(document: Document, rules: RuleSet, terms: Sequence[str]) -> list[Remark]:
    """The remarks to mend in one round: those whose fixes together change no figure."""
    return [one for one in proofread(document, rules, terms=terms) if one.mend]


def _changes(old: str, new: str, offset: int) -> list[tuple[int, int, str]]:
    edits: list[tuple[int, int, str]] = []
    at = offset
    for change, text in compare(old, new) if old != new else ():
        if change is Change.NEW:
            if edits and edits[-1][1] == at:
                start, end, before = edits.pop()
                edits.append((start, end, before + text))
            else:
                edits.append((at, at, text))
            continue
        if change is Change.CUT:
            edits.append((at, at + len(text), ""))
        at += len(text)
    return edits
