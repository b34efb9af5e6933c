"""Putting back what cleaning took out."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from assistant.errors import SampleError

if TYPE_CHECKING:
    from collections.abc import Collection

    from assistant.samples.sample import Removal, Sample

_ANCHORS = (20, 8, 4)  # characters before the words by which their place is looked for, in turn


def put_back(sample: Sample, numbers: Collection[int]) -> Sample:
    """The sample with some of what was taken out at its old place; the others stay out.

    Args:
        sample: as loaded from the library.
        numbers: which of ``sample.removed``, from 1.

    Raises:
        SampleError: there is no such number.
    """
    unknown = sorted(set(numbers) - set(range(1, len(sample.removed) + 1)))
    if unknown:
        raise SampleError(
            f"“{sample.name}”去掉的内容有 {len(sample.removed)} 处,没有第 {unknown[0]} 处",
            advice=f"请先用 assistant samples show {sample.name} --removed 查看编号",
        )
    lines = sample.text.split("\n")
    left: list[Removal] = []
    added: list[int] = []  # paragraphs put back so far: what stood below them has moved down
    for number, one in enumerate(sample.removed, 1):
        at = max(0, one.paragraph) + sum(place <= one.paragraph for place in added)
        if number not in numbers:
            left.append(replace(one, paragraph=at))
        elif not _into(lines, at, one):
            lines.insert(at, one.text)
            added.append(one.paragraph)
    return replace(sample, text="\n".join(lines), removed=tuple(left))


def _into(lines: list[str], paragraph: int, one: Removal) -> bool:
    """Puts words back behind those that stood before them, in their paragraph or another one."""
    near = sorted(range(len(lines)), key=lambda at: abs(at - paragraph))
    for size in _ANCHORS:
        anchor = r"\s*".join(map(re.escape, "".join(one.before.split())[-size:]))
        for at in near if anchor else ():
            match = re.search(anchor, lines[at])
            if match:
                lines[at] = lines[at][: match.end()] + one.text + lines[at][match.end() :]
                return True
    return False
