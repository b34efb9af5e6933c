"""``inconsistent``: the text contradicts itself, and no fact decides.

Rule, one of these:

- one thing is told twice with two values that no fact has (see retellings);
- parts that the text says are all do not add up to its total, or a part is greater
  than the whole that it is told of (see arithmetic);
- a growth is not that of the two values told before it (see arithmetic);
- a count of a list is not that of its items, before it or behind it (see structure, listed);
- a term of the text's own making has another numeral elsewhere (see retellings).

Where a fact speaks of the figure, ``contradicted`` and its like come first. Silent where
the words leave room: 其中 does not say that the parts are all, 等 leaves a list open.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from assistant.domain import Verdict
from assistant.verification.verdicts.case import Judgement

if TYPE_CHECKING:
    from assistant.verification.verdicts.case import Case


def judge(case: Case) -> Judgement | None:
    """The verdict on a figure that the text itself contradicts."""
    return case.clash


def inconsistent(reason: str, start: int | None = None) -> Judgement:
    """The verdict on words that another place of the text contradicts; ``start`` is where they begin."""
    return Judgement(Verdict.INCONSISTENT, reason, start=start)
