"""The law of proofreading: a fix never changes what a figure reads as."""

from __future__ import annotations

from typing import TYPE_CHECKING

from assistant.extraction import read_mentions, same_reading

if TYPE_CHECKING:
    from collections.abc import Sequence

    from assistant.domain import Mention
    from assistant.proofreading.remark import Remark


def applied(line: str, remarks: Sequence[Remark]) -> str:
    """``line`` with the suggestions of ``remarks``, in order and apart from each other."""
    made: list[str] = []
    at = 0
    for remark in sorted(remarks):
        if remark.start < at:
            continue
        made += (line[at : remark.start], remark.suggestion or "")
        at = remark.end
    return "".join((*made, line[at:]))


def same_figures(line: str, remarks: Sequence[Remark]) -> bool:
    """Whether every figure reads the same once the suggestions stand in the line."""
    mended = applied(line, remarks)
    return same_reading(line, mended) or _read(line) == _read(mended)


def _read(line: str) -> list[tuple[object, ...]]:
    return [_reading(mention) for mention in read_mentions(line)]


def _reading(mention: Mention) -> tuple[object, ...]:
    """What a mention says; the spelling of an approximator is no part of it, its bounds are."""
    if mention.exempt is not None:
        return (mention.exempt,)
    return (
        mention.kind, mention.low, mention.high, mention.low_open, mention.high_open,
        mention.unit, mention.parts, mention.unread,
    )  # fmt: skip
