"""``leaked``: comes from a style sample.

Rule: a figure with its surroundings, a proper name or a long phrase of a sample that
the facts do not have (see leaks). It comes before all but ``unread``.

| sample | text | verdict |
|---|---|---|
| 送戏下乡惠民演出187场次 | the same, no fact of it | leaked |
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from assistant.domain import Verdict
from assistant.verification.verdicts.case import Judgement

if TYPE_CHECKING:
    from assistant.verification.leaks import Leak


def leaked(leak: Leak) -> Judgement:
    """The verdict on what was taken over from a sample."""
    return Judgement(Verdict.LEAKED, leak.reason, sample=leak.sample)
