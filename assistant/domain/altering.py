"""Records made anew with some of their fields changed."""

from __future__ import annotations

from collections import deque
from dataclasses import fields
from functools import cache
from itertools import repeat
from operator import attrgetter, call
from typing import TYPE_CHECKING, Any, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from dataclasses import replace

    altered = replace
else:
    Made = TypeVar("Made")

    def altered(record: Made, /, **changes: object) -> Made:
        """``dataclasses.replace`` of a record with slots that checks nothing, in a sixth of the time."""
        kind = type(record)
        setters, values = _fields(kind)
        made = object.__new__(kind)
        deque(map(call, setters.values(), repeat(made), values(record)), 0)
        for name, value in changes.items():
            setters[name](made, value)
        return made


@cache
def _fields(
    kind: type[Any],
) -> tuple[Mapping[str, Callable[[Any, object], None]], Callable[[Any], tuple[Any, ...]]]:
    """What writes each slot of a record, and what reads them all."""
    names = [field.name for field in fields(kind)]
    return {name: getattr(kind, name).__set__ for name in names}, attrgetter(*names)
