"""Fixes: what is mechanical is mended, again and again until nothing mechanical is left."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from dataclasses import replace
from difflib import SequenceMatcher
from typing import TYPE_CHECKING

from assistant.proofreading.figures import applied
from assistant.proofreading.proofread import proofread

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from assistant.domain import Block, Document
    from assistant.proofreading.remark import Remark
    from assistant.proofreading.rules import RuleSet

# One fix may bring out another (full width commas, then a doubled one); more rounds are a fault.
_ROUNDS = 8


def fix_document(
    document: Document, rules: RuleSet, *, terms: Sequence[str] = ()
) -> tuple[tuple[tuple[int, int, str], ...], tuple[Remark, ...]]:
    """A document with every mechanical remark mended.

    Lines stay lines, and a file's other content stays where it is. No figure reads differently
    afterwards, and doing it twice changes nothing more.

    Returns:
        The edits ``(start, end, new text)``, apart and in order, with offsets in the document; and
        what was mended, with offsets in the text as it stood in that round.
    """
    blocks = document.blocks
    lines = [(block.text, list(range(len(block.text)))) for block in blocks]
    done: list[Remark] = []
    for _ in range(_ROUNDS):
        now = _as_it_stands(document, [line for line, _ in lines])
        remarks = [one for one in proofread(now, rules, terms=terms) if one.mend]
        if not remarks:
            break
        done += remarks
        starts = [block.offset for block in now.blocks]
        mine: dict[int, list[Remark]] = defaultdict(list)
        for one in remarks:
            place = bisect_right(starts, one.start) - 1
            mine[place].append(one.moved(-starts[place]))
        for place, own in mine.items():
            line, origins = lines[place]
            lines[place] = applied(line, own), list(_origins(origins, own))
    edits = tuple(
        (start + block.offset, end + block.offset, new)
        for block, line in zip(blocks, lines, strict=True)
        for start, end, new in _edits(block.text, *line)
    )
    return edits, tuple(done)


def _as_it_stands(document: Document, lines: Sequence[str]) -> Document:
    """The document with other lines: a heading that runs into its paragraph still does."""
    text, end = "", 0
    blocks: list[Block] = []
    for block, line in zip(document.blocks, lines, strict=True):
        text += document.text[end : block.offset] if blocks else ""
        blocks.append(replace(block, text=line, offset=len(text)))
        text, end = text + line, block.end
    return replace(document, text=text, blocks=tuple(blocks))


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
