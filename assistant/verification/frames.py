"""How a figure is meant: plain, grown by, a share of, last year's, planned …

A frame is read from the words between the figure before (or the clause's
beginning) and the figure, and from those right behind its unit. Of several
words the nearest decides.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TYPE_CHECKING

from assistant.domain import Kind
from assistant.verification.lexicon import Words, words

if TYPE_CHECKING:
    from assistant.domain import Mention


class FrameKind(StrEnum):
    """What a figure's wording says it is."""

    PLAIN = "plain"
    GROWTH = "growth"
    INCREASE = "increase"
    COMPLETION = "completion"
    OVER_TARGET = "over_target"
    SHARE = "share"
    AVERAGE = "average"
    SUM = "sum"
    DIFFERENCE = "difference"
    MULTIPLE = "multiple"
    REST = "rest"
    PREVIOUS = "previous"
    TARGET = "target"


@dataclass(frozen=True, slots=True)
class Frame:
    """How a figure is meant.

    Attributes:
        direction: 1 up, -1 down, 0 not said.
        reached: the figure is where the movement ended (增至, 回落到), not how far it went.
        compared: the words name last year, so that a base was meant.
        word: the direction word.
        base: the words that name a share's whole (占概算的七成: 概算).
    """

    kind: FrameKind = FrameKind.PLAIN
    direction: int = 0
    reached: bool = False
    compared: bool = False
    base: str = ""
    word: str = ""


_RIGHT_BEFORE = re.compile(r"(?:了|出|约|近|到|至|为|达|过|出了)?\s*$")
_REACHED = re.compile(r"(?:到|至|为|达|成|达到|到了)[^,，。]{0,2}$")
_FROM = re.compile(r"(?:从|由|自)(?:[^,，。;；]{0,8}的)?$")
_TO = re.compile(r"^[^,，。;；]{0,6}?(?:到|至|为)")
_OF = re.compile(r"(?:的|近|超过|超|约|逾|达|达到)$")
_AFTER_DIRECTION = re.compile(
    r"^(?:的|之多的|左右的)?(?:[^,，。;；]{0,2})(增长|增加|增幅|增量|上升|提升|提高|涨幅|下降|下滑|回落|减少|减幅|降幅|降低|缩减)"
)
_PERCENT = frozenset({Kind.PERCENT, Kind.FRACTION})
_COMPARE_OTHER = re.compile(
    r"(?:比|较)[^,，。;；]{1,16}(?:多|少|高|低|增|减|长|短|快|慢|出)[^,，。;；]{0,3}$"
)


def _last(found: Words, text: str) -> re.Match[str] | None:
    """The last direction word; a single character (升, 高) only right before the figure.

    In 升学率, 高血压 and 少年 it is a piece of a name.
    """
    last = None
    for match in found.pattern.finditer(text):
        if len(match[0]) > 1 or _RIGHT_BEFORE.match(text, match.end()):
            last = match
    return last


def direction_of(text: str) -> tuple[int, int]:
    """The last direction word of ``text``: (1, -1 or 0; where it ends)."""
    up, down = _last(words("up"), text), _last(words("down"), text)
    if up is None and down is None:
        return 0, 0
    if down is None or (up is not None and up.end() > down.end()):
        return 1, up.end() if up else 0
    return -1, down.end()


def frame_of(mention: Mention, before: str, clause: str, after: str) -> Frame:
    """The frame of a figure.

    Args:
        mention: the figure.
        before: the words since the figure before, or since the clause began.
        clause: all words of the clause before the figure.
        after: the words behind it, to the next mark or figure.
    """
    direction, ended = direction_of(before)
    compared = words("against_previous").first(clause) is not None
    behind = _AFTER_DIRECTION.match(after)
    if behind is not None:
        direction, ended = direction_of(behind[1])[0], len(before)
    frame = Frame(direction=direction, compared=compared, word=_word(before, ended))
    if _FROM.search(before) and _TO.match(after):
        turn, _ = direction_of(after[:8])
        return replace(frame, kind=FrameKind.PREVIOUS, direction=turn)
    special = _special(mention, before, frame)
    if special is not None:
        return special
    gap = before[ended:]
    if direction and behind is None and _REACHED.search(gap) and len(gap) <= 6:
        return replace(frame, reached=True)
    return _movement(mention, before, gap, frame, moved=behind is not None)


def _word(before: str, ended: int) -> str:
    """The direction word that ends at ``ended``."""
    for name in ("up", "down"):
        for word in words(name).words:
            if before.endswith(word, 0, ended):
                return word
    return ""


def _special(mention: Mention, before: str, frame: Frame) -> Frame | None:
    """The frames that a word of their own marks."""
    percent = mention.kind in _PERCENT
    measured = percent or mention.kind is Kind.POINTS
    target = words("target").last(before)
    if target is not None and (measured or words("over_target").first(before)):
        over = words("over_target").first(before)
        under = words("under_target").first(before)
        if under is not None and (over is None or under.start() < over.start()):
            return replace(frame, kind=FrameKind.OVER_TARGET, direction=-1)
        if over is not None and "目标值" not in before[: over.start()]:
            return replace(frame, kind=FrameKind.OVER_TARGET, direction=1)
        if words("completed").first(before) or before.endswith(("的", "率")):
            return replace(frame, kind=FrameKind.COMPLETION)
    if percent and "完成率" in before:
        return replace(frame, kind=FrameKind.COMPLETION)
    if percent:
        shared = words("share").last(before)
        if shared is not None and not before.endswith(("提高", "上升", "下降", "增长", "增加")):
            base = before[shared.end() :].strip("的了 ")
            return replace(frame, kind=FrameKind.SHARE, base=base)
        if _OF.search(before) and "的" in before and not frame.compared and target is None:
            return replace(frame, kind=FrameKind.SHARE, base=before.rpartition("的")[0])
    if target is not None and len(before) - target.end() <= 2:
        return replace(frame, kind=FrameKind.TARGET)
    if mention.kind is Kind.MULTIPLE:
        return replace(frame, kind=FrameKind.MULTIPLE)
    return _aggregate(before, frame)


def _aggregate(before: str, frame: Frame) -> Frame | None:
    previous = words("previous").last(before)
    if previous is not None and not frame.direction and not frame.compared:
        return replace(frame, kind=FrameKind.PREVIOUS)
    if previous is not None and not frame.direction and len(before) - previous.end() <= 3:
        return replace(frame, kind=FrameKind.PREVIOUS)
    if words("difference").last(before) is not None and (
        "相差" in before or "之差" in before or "差距" in before
    ):
        return replace(frame, kind=FrameKind.DIFFERENCE)
    return None


def _movement(mention: Mention, before: str, gap: str, frame: Frame, *, moved: bool) -> Frame:
    """Growth, increase and what is left: averages, sums, rests, plain figures."""
    if frame.direction and (moved or len(gap) <= 5):
        if mention.kind in _PERCENT:
            return replace(frame, kind=FrameKind.GROWTH)
        if mention.kind is Kind.POINTS or frame.compared:
            return replace(frame, kind=FrameKind.INCREASE)
        if _COMPARE_OTHER.search(before):
            return replace(frame, kind=FrameKind.DIFFERENCE)
        if re.search(r"(?:净增|净减|增加|减少|多出|多增|少|增|自然增长|净流入|净流出)了?$", before):
            return replace(frame, kind=FrameKind.INCREASE)
    if frame.compared and mention.kind in _PERCENT:
        return replace(frame, kind=FrameKind.GROWTH)
    if words("average").first(before) is not None:
        return replace(frame, kind=FrameKind.AVERAGE, direction=0)
    if words("rest").first(before) is not None:
        return replace(frame, kind=FrameKind.REST, direction=0)
    if words("sum").first(before) is not None:
        return replace(frame, kind=FrameKind.SUM, direction=0)
    return replace(frame, direction=0)
