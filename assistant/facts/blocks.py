"""The blocks of a facts file: a comment line of its own heads the facts below it."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from assistant.domain import Fact

# A name, no remark: # 就业, # 水与土壤. Longer comments and commented-out entries head nothing.
_HEADING = re.compile(r"[ \t]*#+[ \t]*([\u4e00-\u9fff、]{2,12})[ \t]*")


def with_groups(facts: Sequence[Fact], text: str) -> tuple[Fact, ...]:
    """The facts with the words that head their blocks.

    Args:
        facts: in the file's order, parts behind their parents; their ``line`` is where they begin.
        text: the file.
    """
    return tuple(_grouped(facts, text.split("\n")))


def _grouped(facts: Sequence[Fact], lines: Sequence[str]) -> Iterator[Fact]:
    group: str | None = None
    seen = 0
    for fact in facts:
        if fact.parent is None:
            margin = _indent(lines[fact.line - 1])
            for line in lines[seen : fact.line - 1]:
                heading = _HEADING.fullmatch(line.rstrip("\r"))
                if heading and _indent(line) <= margin:
                    group = heading[1]
            seen = max(seen, fact.line - 1)
        yield replace(fact, group=group)


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip())
