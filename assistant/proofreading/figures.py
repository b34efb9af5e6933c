"""The law of proofreading: a fix never changes what a figure reads as."""

from __future__ import annotations

from typing import TYPE_CHECKING

from assistant.extraction import read_mentions, same_reading

if TYPE_CHECKING:
    from collections.abc import Sequence

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


def lawful(line: str, remarks: list[Remark]) -> list[Remark]:
    """The remarks on a line; none to mend that would change how a figure reads."""
    mended = [one for one in remarks if one.mend]
    if not mended or _same_figures(line, mended):
        return remarks
    kept: list[Remark] = []
    for one in mended:
        if _same_figures(line, [*kept, one]):
            kept.append(one)
    return [one._replace(mend=one in kept) for one in remarks]


def _same_figures(line: str, remarks: Sequence[Remark]) -> bool:
    mended = applied(line, remarks)
    return same_reading(line, mended) or _read(line) == _read(mended)


def _read(line: str) -> list[tuple[object, ...]]:
    """What its mentions say; the spelling of an approximator is no part of it, its bounds are."""
    return [
        (m.kind, m.low, m.high, m.low_open, m.high_open, m.unit, m.parts, m.unread)
        if m.exempt is None
        else (m.exempt,)
        for m in read_mentions(line)
    ]
