"""Fixes: what is mechanical is mended, again and again until nothing mechanical is left."""

from __future__ import annotations

from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from typing import TYPE_CHECKING

from assistant.domain import Document
from assistant.proofreading.figures import applied
from assistant.proofreading.proofread import proofread

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

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
        edits: ``(start, end, new text)``, apart and in order, with offsets in the text as it was.
        remarks: what was mended, with offsets in the text as it stood in that round.
    """

    text: str
    edits: tuple[tuple[int, int, str], ...]
    remarks: tuple[Remark, ...]


def fix_document(document: Document, rules: RuleSet, *, terms: Sequence[str] = ()) -> Fixed:
    """A document with every mechanical remark mended.

    Each line is mended by itself, so that a file's other content stays where it is. No figure
    reads differently afterwards, and doing it twice changes nothing more.
    """
    text, edits = document.text, list[tuple[int, int, str]]()
    remarks: list[Remark] = []
    for block in reversed(document.blocks):
        line, offset = _mended(block, rules, terms), block.offset
        if line.edits:
            text = f"{text[:offset]}{line.text}{text[block.end :]}"
            edits[:0] = ((start + offset, end + offset, new) for start, end, new in line.edits)
            remarks[:0] = line.remarks
    return Fixed(text, tuple(edits), tuple(remarks))


def _mended(block: Block, rules: RuleSet, terms: Sequence[str]) -> Fixed:
    """A line mended round by round, in each by the fixes that together change no figure."""
    text = old = block.text
    done: list[Remark] = []
    origins = list(range(len(text)))
    for _ in range(_ROUNDS):
        line = Document.of_blocks((replace(block, text=text),))
        remarks = [one for one in proofread(line, rules, terms=terms) if one.mend]
        if not remarks:
            break
        done += remarks
        text, origins = applied(text, remarks), list(_origins(origins, remarks))
    return Fixed(text, tuple(_edits(old, text, origins)), tuple(done))


def _origins(origins: list[int], remarks: Sequence[Remark]) -> Iterator[int]:
    """Where each character of the mended text stood in the old one; -1 for a new one."""
    at = 0
    for one in remarks:
        new, stood = one.suggestion or "", origins[one.start : one.end]
        kept = [-1] * len(new)
        for old_at, new_at, size in SequenceMatcher(
            None, one.text, new, autojunk=False
        ).get_matching_blocks():
            kept[new_at : new_at + size] = stood[old_at : old_at + size]
        yield from (*origins[at : one.start], *kept)
        at = one.end
    yield from origins[at:]


def _edits(old: str, text: str, origins: list[int]) -> Iterator[tuple[int, int, str]]:
    at, new = 0, ""
    for origin, character in zip((*origins, len(old)), f"{text}\n", strict=True):
        if origin < 0:
            new += character
            continue
        if new or origin > at:
            yield at, origin, new
        at, new = origin + 1, ""
