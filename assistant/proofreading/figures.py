"""The law of proofreading: a fix never changes what a figure reads as."""

from __future__ import annotations

from functools import lru_cache
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


def lawful(lines: Sequence[tuple[str, list[Remark]]]) -> list[list[Remark]]:
    """The remarks on each of some lines; none to mend that would change how a figure reads."""
    # Lines on which only widths change are asked of together, which is far quicker.
    mended = [[one for one in remarks if one.mend] for _, remarks in lines]
    even = [m if all(_alike(one.text, one.suggestion or "") for one in m) else [] for m in mended]
    told = [(line, each) for (line, _), each in zip(lines, even, strict=True) if each]
    sure = same_reading(
        "\n".join(line for line, _ in told), "\n".join(applied(*one) for one in told)
    )
    return [
        remarks if sure and each == all_ else _one_by_one(line, remarks, all_)
        for (line, remarks), each, all_ in zip(lines, even, mended, strict=True)
    ]


def _one_by_one(line: str, remarks: list[Remark], mended: list[Remark]) -> list[Remark]:
    if not mended or _same_figures(line, mended):
        return remarks
    kept: list[Remark] = []
    for one in mended:
        if _same_figures(line, [*kept, one]):
            kept.append(one)
    return [one._replace(mend=one in kept) for one in remarks]


@lru_cache(maxsize=4096)
def _alike(text: str, suggestion: str) -> bool:
    return same_reading(text, suggestion)


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
