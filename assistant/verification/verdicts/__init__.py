"""The verdicts on figures, each a function with its rule, tried in their order of precedence.

Examples of each, which run as tests, stand in ``verdict_table.toml``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from assistant.verification.verdicts.amounts import wrong_bound, wrong_rounding, wrong_unit
from assistant.verification.verdicts.reckoned import implied, wrong_derivation, wrong_direction
from assistant.verification.verdicts.times import planned, wrong_period
from assistant.verification.verdicts.values import (
    contradicted,
    inconsistent,
    misattributed,
    supported,
    unread,
    unsupported,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from assistant.verification.verdicts.case import Case, Judgement

VERDICTS: tuple[Callable[[Case], Judgement | None], ...] = (
    unread,
    planned,
    wrong_unit,
    wrong_bound,
    wrong_direction,
    wrong_rounding,
    implied,
    wrong_derivation,
    wrong_period,
    misattributed,
    contradicted,
    inconsistent,
    unsupported,
    supported,
)
