"""The operations of computed references, from ``operations.yaml``."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from assistant.files.shipped import shipped


@dataclass(frozen=True, slots=True)
class Operation:
    """What ``{合计:a,b}`` does; see operations.yaml for the fields."""

    id: str
    names: tuple[str, ...]
    least: int
    most: int
    sign: str
    units: str
    gives: str
    percent: bool
    cues: str
    of: str
    said: tuple[str, ...]

    @property
    def name(self) -> str:
        """As messages call it: 合计."""
        return self.names[0]

    def told_in(self, clause: str) -> str:
        """The words of ``clause`` that say such a number; empty where none do."""
        found = re.search(self.cues, clause)
        return found[0] if found else ""


def every_operation() -> tuple[Operation, ...]:
    """Each operation once."""
    return tuple(dict.fromkeys(operations().values()))


@cache
def operations() -> dict[str, Operation]:
    """Every operation by each of its names."""
    data = shipped(__file__, "operations.yaml")
    return {
        str(name): Operation(
            key, **{**entry, "names": tuple(entry["names"]), "said": tuple(entry["said"])}
        )
        for key, entry in data.items()
        for name in entry["names"]
    }
