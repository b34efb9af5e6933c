"""Whether a figure is told as intended or as done.

An intention is told by a word of its sentence (拟, 力争), by the heading above (下一步打算), or by
the year ahead with which the paragraph begins (2026年,我们将…). What is done is told by 已 and its
like, and by 新建成 and 了 right before the figure where no word of the sentence intends anything.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from assistant.domain import BlockKind
from assistant.verification.lexicon import words

if TYPE_CHECKING:
    from assistant.domain import Block

_YEAR = re.compile(r"(?<![\d比较至到])(20\d\d)年(?!前|以前|之前|底前)")
_AHEAD = re.compile(r"(?:展望)?(?:新的一年|下一年度?|明年|来年|下一步|下一阶段|今后)")
_OPENING = 12
_ENDED = re.compile(r"新建成|(?<![为除罢])了[^,，。;；]{0,12}$")
# What is held against it is the ground on which the plan stands: 在96.8%的基础上.
_BASED = re.compile(r"^的?(?:基础|基数)上?")


# 五、2026年工作打算: what is ahead, in a heading with its year.
_AHEAD_HEADING = re.compile(
    r"(20\d\d)年度?(?:主要|重点|总体)?(?:工作)?"
    r"(?:打算|展望|思路|谋划|计划|设想|努力方向)(?=$|[及和与、:：])"
)


def late_plan(block: Block, year: int | None) -> tuple[int, int] | None:
    """Where the year of a heading stands that plans what the report is on: (start, end) or None.

    Args:
        block: of a document.
        year: the one whole year reported on; None where it is none.
    """
    found = _AHEAD_HEADING.search(block.text) if block.kind is BlockKind.HEADING else None
    if found is None or int(found[1]) != year:
        return None
    return block.offset + found.start(), block.offset + found.end(1) + 1


class Outlook:
    """Tells intentions from achievements in one document.

    Args:
        text: the whole document's.
        year: the year reported on; None where it is not known.
    """

    def __init__(self, text: str, year: int | None) -> None:
        self.text = text
        self.year = year
        self._openings: dict[int, bool] = {}

    def intended(self, told: str, heading: str, block: Block | None) -> bool:
        """Whether the words before a figure, its heading or its paragraph intend.

        Args:
            told: the words of the sentence before the figure.
            heading: those of the headings above.
            block: the paragraph.
        """
        plan = words("plan").first(told) or words("plan_heading").first(heading)
        return plan is not None or self._ahead(told) or self._opens_ahead(block)

    @staticmethod
    def done(told: str, clause: str, before: str, after: str) -> bool:
        """Whether it is told as done.

        Args:
            told: the words of the sentence before the figure.
            clause: those of its clause.
            before: those since the figure before.
            after: those behind it.
        """
        if _BASED.match(after):
            return True
        done = words("done").first(clause + after)
        if done is not None:
            plan = words("plan").first(clause)
            return plan is None or plan.start() == done.end()  # 已再建6座
        return _ENDED.search(before) is not None and words("plan").first(told) is None

    def _ahead(self, told: str) -> bool:
        return self.year is not None and any(int(year) > self.year for year in _YEAR.findall(told))

    def _opens_ahead(self, block: Block | None) -> bool:
        """Whether a paragraph begins with a time to come."""
        if block is None:
            return False
        known = self._openings.get(block.offset)
        if known is None:
            opening = self.text[block.offset : block.offset + _OPENING]
            known = _AHEAD.match(opening.lstrip()) is not None or self._ahead(opening)
            self._openings[block.offset] = known
        return known
