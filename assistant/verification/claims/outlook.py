"""Whether a figure is told as intended or as done.

An intention is told by a word of its sentence (拟, 力争), by the heading above (下一步打算), or by
the year ahead with which the paragraph begins (2026年,我们将…): one after the ``year`` reported on,
which is None where it is not known. What is done is told by 已 and its
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
    """Where the year of a heading stands that plans what the report of that year is on: (start, end)."""
    found = _AHEAD_HEADING.search(block.text) if block.kind is BlockKind.HEADING else None
    if found is None or int(found[1]) != year:
        return None
    return block.offset + found.start(), block.offset + found.end(1) + 1


def intended(told: str, heading: str, year: int | None) -> bool:
    """Whether the words before a figure in its sentence, or those of the headings above, intend."""
    plan = words("plan").first(told) or words("plan_heading").first(heading)
    return plan is not None or _ahead(told, year) or _ahead(heading, year)


def done(told: str, clause: str, before: str, after: str) -> bool:
    """Whether a figure is told as done.

    Args:
        told: the words of the sentence before the figure.
        clause: those of its clause.
        before: those since the figure before.
        after: those behind it.
    """
    if _BASED.match(after):
        return True
    found = words("done").first(clause + after)
    if found is not None:
        plan = words("plan").first(clause)
        return plan is None or plan.start() == found.end()  # 已再建6座
    return _ENDED.search(before) is not None and words("plan").first(told) is None


def opens_ahead(text: str, offset: int, year: int | None) -> bool:
    """Whether the paragraph at an offset begins with a time to come."""
    opening = text[offset : offset + _OPENING]
    return _AHEAD.match(opening.lstrip()) is not None or _ahead(opening, year)


def ahead_in(lead: str, year: int | None) -> str:
    """The words that a sentence begins with, where they govern its parts behind a semicolon.

    They end in a colon (力争:...；...；...) or name a year to come. ``lead`` is what stands in the
    sentence before the figure's part.
    """
    before, colon, _ = lead.replace(":", "：").partition("：")
    return before if colon else lead if _ahead(lead, year) else ""


def _ahead(told: str, year: int | None) -> bool:
    return year is not None and any(int(other) > year for other in _YEAR.findall(told))
