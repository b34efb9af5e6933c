"""The verdicts on figures, one file each, tried in their order of precedence.

Examples of each, which run as tests, stand in ``verdict_table.toml``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from assistant.verification.verdicts import (
    contradicted,
    implied,
    inconsistent,
    misattributed,
    planned,
    supported,
    unread,
    unsupported,
    wrong_bound,
    wrong_derivation,
    wrong_direction,
    wrong_period,
    wrong_rounding,
    wrong_unit,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from assistant.verification.verdicts.case import Case, Judgement

VERDICTS: tuple[Callable[[Case], Judgement | None], ...] = (
    unread.judge,
    planned.judge,
    wrong_unit.judge,
    wrong_bound.judge,
    wrong_direction.judge,
    wrong_rounding.judge,
    implied.judge,
    wrong_derivation.judge,
    wrong_period.judge,
    misattributed.judge,
    contradicted.judge,
    inconsistent.judge,
    unsupported.judge,
    supported.judge,
)
