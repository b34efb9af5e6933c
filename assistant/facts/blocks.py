"""The blocks of a facts file: a comment line of its own heads the facts below it."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING

from assistant.facts.spelling import key_words

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from assistant.domain import Fact

# A name: # 就业, # 水与土壤. Longer comments and commented-out entries head nothing.
_HEADING = re.compile(r"[ \t]*#+[ \t]*([\u4e00-\u9fff、]{2,12})[ \t]*")


def with_groups(facts: Sequence[Fact], text: str) -> Iterator[Fact]:
    """The facts, in the file's order, parts behind their parents, with the words that head their blocks."""
    lines = text.split("\n")
    group: str | None = None
    seen = 0
    for fact in facts:
        if fact.parent is None:
            margin = _indent(lines[fact.line - 1])
            for line in lines[seen : fact.line - 1]:
                heading = _HEADING.fullmatch(line.rstrip("\r"))
                if heading and _indent(line) <= margin and not _remark().search(heading[1]):
                    group = heading[1]
            seen = max(seen, fact.line - 1)
        yield replace(fact, group=group)


@cache
def _remark() -> re.Pattern[str]:
    """What tells a remark (# 以下手工补, # 待核) from a heading: it must not get into the summary."""
    begin, inside, end = (
        "|".join(map(re.escape, key_words()["remarks"][place]))
        for place in ("begin", "inside", "end")
    )
    return re.compile(f"^(?:{begin})|{inside}|(?:{end})$")


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip())
