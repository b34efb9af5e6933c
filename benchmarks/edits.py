"""A draft and every edit of it, as the folders of tests/verification/drafts hold them."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


class Edited(NamedTuple):
    """A text with one edit: wrong or harmless, of what type, and where it stands."""

    kind: str
    type: str
    text: str
    start: int
    end: int


def changed(old: str, new: str) -> tuple[int, int]:
    """The changed characters of ``new``."""
    short = min(len(old), len(new))
    head = next((at for at in range(short) if old[at] != new[at]), short)
    tail = 0
    while tail < short - head and old[-1 - tail] == new[-1 - tail]:
        tail += 1
    return (head, len(new) - tail) if head < len(new) - tail else (0, len(new))


def edited(folder: Path) -> Iterator[Edited]:
    """Every edit of a folder's draft, each applied alone; none where it holds no edits.

    Raises:
        ValueError: what an edit replaces does not stand in the draft.
    """
    text, edits = (folder / "draft.txt").read_text("utf-8"), folder / "edits.jsonl"
    for line in edits.read_text("utf-8").splitlines() if edits.exists() else ():
        edit = json.loads(line)
        old, new = edit["old"], edit["new"]
        at = text.index(old)
        start, end = changed(old, new)
        whole = text[:at] + new + text[at + len(old) :]
        yield Edited(edit["kind"], edit["type"], whole, at + start, at + end)
