"""A figure where it stands, as a reading of it is held against the words around it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from assistant.verification.lexicon import words
from assistant.verification.units import quantity

if TYPE_CHECKING:
    from assistant.domain import Mention, Quantity

RATES = frozenset(("percent", "points"))
_STOPS = re.compile(r"[。;；!！?？\n]")
_CLAUSES = re.compile(r"[,，、。;；:：\n]")
# 9.2亿元预算目标: so far behind a figure the words still say whose it is.
_BEHIND = 8
# What may stand between 增长 and its figure.
_HEDGES = "了约近超过达"


@dataclass(frozen=True, slots=True)
class Place:
    """A figure where it stands: what rounding asks of a claim, and the words before it.

    Attributes:
        sentence: the words of its sentence before it; ``clause`` since the last comma.
        planned: its sentence or its heading tells a plan.
        past: the year before the one reported on stands in its sentence.
        after: the words right behind it.
        refused: the program refuses it: what the words leave open is held against the reading then, for the program
            has held it against a figure that it proved.
    """

    mention: Mention
    quantity: Quantity | None
    sentence: str
    clause: str
    planned: bool
    past: bool
    refused: bool
    after: str = ""

    @classmethod
    def of(
        cls, mention: Mention, text: str, year: int | None, *, planned: bool, refused: bool
    ) -> Place:
        """The place of a mention.

        Args:
            mention: the figure.
            text: the whole document's.
            year: the one reported on.
            planned: it stands under a heading of plans.
            refused: as the attribute.
        """
        before = _STOPS.split(text[max(0, mention.start - 200) : mention.start])[-1]
        intended = planned or words("plan").first(before) is not None
        clause = _CLAUSES.split(before)[-1]
        after = _CLAUSES.split(text[mention.end : mention.end + _BEHIND])[0]
        past = year is not None and str(year - 1) in before
        return cls(mention, quantity(mention), before, clause, intended, past, refused, after)

    @property
    def way(self) -> int:
        """1 where the words before it in its clause say up, -1 for down, 0 for neither."""
        up, down = self._ends()
        return (up > down) - (up < down)

    @property
    def moved(self) -> bool:
        """Whether it is a share of change that the words tell: 增长13%, not 提高到13%."""
        rate = self.quantity is not None and self.quantity.unit_class in RATES
        end = max(self._ends())
        return rate and end > 0 and not self.clause[end:].strip(_HEDGES)

    def _ends(self) -> tuple[int, int]:
        up, down = (words(name).last(self.clause) for name in ("up", "down"))
        return up.end() if up else 0, down.end() if down else 0

    @property
    def fallen(self) -> bool:
        """Whether the words carry a minus sign."""
        return self.way < 0
