"""Records made anew with some of their fields changed."""

from __future__ import annotations

from collections import deque
from dataclasses import fields
from functools import cache
from itertools import repeat
from operator import attrgetter
from typing import TYPE_CHECKING, Any, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable
    from dataclasses import replace

    altered = replace
else:
    Made = TypeVar("Made")
    _write = object.__setattr__

    def altered(record: Made, /, **changes: object) -> Made:
        """``dataclasses.replace`` of a record that checks nothing, in a third of the time."""
        kind = type(record)
        names, values = _fields(kind)
        made = object.__new__(kind)
        deque(map(_write, repeat(made), names, values(record)), 0)
        for name, value in changes.items():
            _write(made, name, value)
        return made


@cache
def _fields(kind: type[Any]) -> tuple[tuple[str, ...], Callable[[Any], tuple[Any, ...]]]:
    names = tuple(field.name for field in fields(kind))
    return names, attrgetter(*names)
