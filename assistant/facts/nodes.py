"""The facts file as a tree whose every node knows its place.

Both notations (YAML and JSON) end in these nodes; what a scalar means (a number, a date, a word)
is decided by the key it stands under, in :mod:`assistant.facts.values`, never here.
"""

from __future__ import annotations

from dataclasses import dataclass, field

# A facts file is written by people: far more than any of these is a mistake or an attack.
MAX_DEPTH = 50
MAX_NODES = 500_000
MAX_ALIASES = 1_000


@dataclass(slots=True, eq=False)
class Scalar:
    """A word, number or text.

    Attributes:
        text: its content, quotes and escapes resolved.
        plain: written without quotes; only such a one can be a number, a boolean or empty.
        line: counted from 1.
        start, end: half-open code-point offsets in the file's text.
    """

    text: str
    plain: bool
    line: int
    start: int
    end: int


@dataclass(slots=True, eq=False)
class Sequence:
    """A list; ``flow`` where it is written in brackets."""

    line: int
    start: int
    flow: bool
    end: int = 0
    items: list[Node] = field(default_factory=list)


@dataclass(slots=True, eq=False)
class Mapping:
    """Keys with their values, in order, doubles included; ``flow`` where it stands in braces."""

    line: int
    start: int
    flow: bool
    end: int = 0
    pairs: list[tuple[Scalar, Node]] = field(default_factory=list)

    def get(self, key: str) -> Node | None:
        """The value under ``key``, the first of doubles; None where there is none."""
        return next((node for name, node in self.pairs if name.text == key), None)


Node = Scalar | Sequence | Mapping


class NotationError(Exception):
    """The text is no YAML or JSON, or breaks a bound; found and advice are clauses in Chinese."""

    def __init__(self, line: int, found: str, advice: str) -> None:
        super().__init__(found)
        self.line = line
        self.found = found
        self.advice = advice
