"""The table of verdicts: order, level, reach, name, meaning, and what to do."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files
from typing import NamedTuple

from assistant.domain import Level, Verdict


class VerdictRow(NamedTuple):
    """One verdict.

    Attributes:
        name: what it is called.
        meaning: what it means.
        todo: what to do; empty where there is nothing to do.
        level: None for a verdict that is no finding.
        reaches: the finding begins at the words before the figure that may be what is wrong.
    """

    name: str
    meaning: str
    todo: str
    level: Level | None
    reaches: bool

    @property
    def advice(self) -> str:
        """What to do, to stand at the end of a message."""
        return self.todo.removesuffix("。")


@cache
def verdict_table() -> dict[Verdict, VerdictRow]:
    """Every verdict, in the order of precedence."""
    text = files("assistant.verification").joinpath("verdict_table.toml").read_text("utf-8")
    return {
        Verdict(name): VerdictRow(
            row["name"],
            row["meaning"],
            row["todo"],
            Level(row["level"]) if row["level"] else None,
            row.get("reaches", False),
        )
        for name, row in tomllib.loads(text).items()
    }
