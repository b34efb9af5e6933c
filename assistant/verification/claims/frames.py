"""How a figure is meant: plain, grown by, a share of, last year's, planned and so on.

A frame is read from the words between the figure before (or the clause's beginning) and the figure,
and from those right behind its unit. Of several words the nearest decides.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from assistant.domain import Kind, altered
from assistant.verification.claims.periods import old_stock
from assistant.verification.lexicon import Words, forms, words

if TYPE_CHECKING:
    import re

    from assistant.verification.claims.phrases import Wording


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
    BASE = "base"


# What lies between two amounts.
GAPS = frozenset({FrameKind.INCREASE, FrameKind.DIFFERENCE})


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


_FORMS = forms(__file__)
RIGHT_BEFORE = _FORMS.right_before
# These name the change itself, so 为 behind them is not where it ended.
_TURNS = ("提高", "上升", "下降", "增长", "增加")
_MARKS = " ,，、;；"
_CLOSE, _NEAR = 2, 6
_RATES = frozenset({Kind.PERCENT, Kind.FRACTION})


def _last(found: Words, text: str) -> re.Match[str] | None:
    """The last direction word; one character (升, 高) only right before the figure, not in 高血压 or 高达."""
    last = None
    for match in found.pattern.finditer(text):
        near = RIGHT_BEFORE.match(text, match.end()) and not text.startswith("达", match.end())
        if len(match[0]) > 1 or near:
            last = match
    return last


def _moving(found: re.Match[str]) -> str:
    """Nothing for a direction word; a single character inside a word (减税) is no such."""
    whole = len(found[0]) > 1 or RIGHT_BEFORE.match(found.string, found.end())
    return "" if whole else found[0]


def is_bare(before: str) -> bool:
    """Whether the words before a figure name nothing: 同比增长, 完成年初目标的, 较上年多."""
    left = before
    for name in ("against_previous", "target", "share", "bare"):
        left = words(name).pattern.sub("", left)
    for name in ("up", "down"):
        left = words(name).pattern.sub(_moving, left)
    return sum(character.isalpha() for character in left) <= 1


def _turn(text: str) -> tuple[int, int, str]:
    """The last direction word of ``text``: (1 or -1, where it ends, the word); (0, 0, "") for none."""
    found = ((sign, _last(words(name), text)) for name, sign in (("down", -1), ("up", 1)))
    turns = [(sign, match.end(), match[0]) for sign, match in found if match is not None]
    return max(turns, key=lambda turn: turn[1], default=(0, 0, ""))


def frame_of(said: Wording) -> Frame:
    """The frame of a figure."""
    kind, approximator, before, clause, after, *_ = said
    direction, ended, word = _turn(before)
    pace = _FORMS.pace.search(before)
    if pace is not None:
        # What takes a time is shorter when quicker, a rate is higher.
        more_of_it = (pace[1] == "快") != (kind is Kind.DURATION)
        direction, ended, word = 1 if more_of_it else -1, pace.end(1), pace[1]
    compared = words("against_previous").first(clause) is not None
    more, behind = more_done(before, compared=compared), _FORMS.after_direction.match(after)
    if more is not None or behind is not None:
        word, ended = word if ended == len(before) else "", len(before)
    if behind is not None:
        direction = _turn(behind[1])[0]
    elif more is not None:
        direction = 1 if more[1] == "多" else -1
    frame = Frame(direction=direction, compared=compared, word=word)
    target = words("target").last(_FORMS.budget.sub(_blank, before))
    gap, moved = before[ended:], behind is not None
    rate = kind in _RATES
    told = _Told(kind, approximator, before, clause, after, target, gap, frame, moved, rate)
    found = next(filter(None, (reader(told) for reader in _READERS)), None)
    if told.percent and _FORMS.plus.search(before):
        return altered(found or altered(frame, kind=FrameKind.GROWTH), direction=1)
    if found is None and told.percent and _FORMS.by_pace.search(said.told):
        return altered(frame, kind=FrameKind.GROWTH)
    return found or (altered(frame, direction=0) if direction else frame)


def _blank(name: re.Match[str]) -> str:
    return " " * len(name[0])


def more_done(before: str, *, compared: bool) -> re.Match[str] | None:
    """少花226元, 多打2.3万吨; any verb where last year is named: 比上年多收治2535人次."""
    return _FORMS.more_done.search(before) or (_FORMS.more.search(before) if compared else None)


@dataclass(frozen=True, slots=True)
class _Told:
    """What a reader of frames is given.

    Attributes:
        kind, approximator, before, clause, after: see Wording.
        target: the last word of a target before it; 预算 of 一般公共预算收入 is none.
        gap: the words between the direction word and the figure.
        moved: the direction word stands behind the figure.
        percent: it is a share or rate.
    """

    kind: Kind
    approximator: str | None
    before: str
    clause: str
    after: str
    target: re.Match[str] | None
    gap: str
    frame: Frame
    moved: bool
    percent: bool


def _from(told: _Told) -> Frame | None:
    """从36个发展到48个: the first is where the movement began."""
    moves = _FORMS.to.match(told.after)
    if not (moves and (_FORMS.from_year.search(told.clause) or _FORMS.since.search(told.before))):
        return None
    turn = _turn(moves[0])[0] or _turn(told.after[:8])[0]
    return altered(told.frame, kind=FrameKind.PREVIOUS, direction=turn)


def _set_target(told: _Told) -> Frame | None:
    """全年目标为92%, 目标值分别为95%、90%, 年度任务要求治理率达到56%, 今年计划开课90门: the target itself."""
    target, before = told.target, told.before
    if _FORMS.intended.search(before):
        return altered(told.frame, kind=FrameKind.TARGET)
    if target is None:
        return None
    asked = words("asking").pattern.match(before, target.end())
    arrived = asked is not None and _FORMS.reached.search(before, asked.end()) is not None
    found = arrived or _FORMS.being.fullmatch(before, target.end()) is not None
    return altered(told.frame, kind=FrameKind.TARGET) if found else None


def _target(told: _Told) -> Frame | None:
    """完成年初目标的107.3%, 超出计划8%, 距目标还差2.3个百分点."""
    before = told.before
    done = words("completion_names").last(before) if told.percent else None
    # 高标准农田任务的完成率为107.1%: nothing is above the target in 高标准.
    if told.target is None or (done is not None and _FORMS.being.fullmatch(before, done.end())):
        rate = told.percent and (
            done is not None
            or _FORMS.done_by.fullmatch(before.strip(_MARKS)) is not None
            or _FORMS.rate.match(told.after) is not None
            or _FORMS.of_year.search(before) is not None
        )
        return altered(told.frame, kind=FrameKind.COMPLETION) if rate else None
    over, under = words("over_target").first(before), words("under_target").first(before)
    if not (told.percent or told.kind is Kind.POINTS or over):
        return None
    if under is not None and (over is None or under.start() < over.start()):
        return altered(told.frame, kind=FrameKind.OVER_TARGET, direction=-1)
    if over is not None:
        return altered(told.frame, kind=FrameKind.OVER_TARGET, direction=1)
    if words("completed").first(before) or before.endswith(("的", "率")):
        return altered(told.frame, kind=FrameKind.COMPLETION)
    return None


def _share(told: _Told) -> Frame | None:
    """占概算的七成, 超过在读学生的九成."""
    before, frame = told.before, told.frame
    if not told.percent:
        return None
    shared = words("share").last(before)
    if shared is not None and not before.endswith(_TURNS):
        base = before[shared.end() :].strip("的了 ")
        base *= _turn(base)[1] != len(base)  # 占比升至12.5%
        return altered(frame, kind=FrameKind.SHARE, base=base)
    if "占" in (told.approximator or "") or _FORMS.weight.match(told.after):  # 约占两成
        return altered(frame, kind=FrameKind.SHARE)
    if (
        _FORMS.of.search(before)
        and "的" in before
        and not frame.compared
        and not _of_last_year(told)
    ):
        return altered(frame, kind=FrameKind.SHARE, base=before.rpartition("的")[0])
    return None


def _base(told: _Told) -> Frame | None:
    """比90%的底线高出3.6个百分点, 跟年初定的1亿人次比: what the next figure is held against."""
    if _FORMS.held_by.search(told.before) is None or _FORMS.held_as.match(told.after) is None:
        return None
    return altered(told.frame, kind=FrameKind.BASE, direction=0)


def _aim(told: _Told) -> Frame | None:
    """年度目标200节, 年初排定200节."""
    target = told.target
    near = target is not None and len(told.before) - target.end() <= _CLOSE
    return altered(told.frame, kind=FrameKind.TARGET) if near else None


def _multiple(told: _Told) -> Frame | None:
    """是上年的1.5倍, 翻了一番."""
    return altered(told.frame, kind=FrameKind.MULTIPLE) if told.kind is Kind.MULTIPLE else None


def _previous(told: _Told) -> Frame | None:
    """上年为402篇, 年初实缴单位9125家; but not 比上年增加53篇."""
    frame = told.frame
    first = _FORMS.at_first.search(told.before)
    then = first is not None and words("since_first").first(first[1]) is None
    if _of_last_year(told) or then:
        return altered(frame, kind=FrameKind.PREVIOUS, direction=0)
    previous = words("previous").last(told.before)
    if previous is None or frame.direction or old_stock(told.before, previous.end()):
        return None
    if frame.compared and len(told.before) - previous.end() > _CLOSE + 1:
        return None
    return altered(frame, kind=FrameKind.PREVIOUS)


def _of_last_year(told: _Told) -> bool:
    """由上年的73.8%提高…, 比上年的840料增加一半: where a movement began, no part of last year's."""
    previous = words("previous").last(told.before) if told.moved else None
    return previous is not None and told.before[previous.end() :] == "的"


def _difference(told: _Told) -> Frame | None:
    """两个校区相差5个百分点."""
    apart = words("apart").first(told.before) is not None
    return altered(told.frame, kind=FrameKind.DIFFERENCE) if apart else None


def _reached(told: _Told) -> Frame | None:
    """增至348名, 回落到47.8%: where the movement ended."""
    extent = told.percent and told.frame.word in words("extents").words
    arrived = (
        not extent and len(told.gap) <= _NEAR and _FORMS.reached.search(told.frame.word + told.gap)
    )
    if told.frame.direction and not told.moved and arrived:
        return altered(told.frame, reached=True)
    return None


def _moved(told: _Told) -> Frame | None:
    """同比增长13.2%, 比上年多53篇, 净增17名."""
    frame, before = told.frame, told.before
    if frame.direction and (told.moved or len(told.gap) < _NEAR):
        if told.percent:
            return altered(frame, kind=FrameKind.GROWTH)
        if told.kind is Kind.POINTS or frame.compared:
            return altered(frame, kind=FrameKind.INCREASE)
        if _FORMS.compare_other.search(before):
            return altered(frame, kind=FrameKind.DIFFERENCE)
        unquoted = before.rstrip("”’\"'")
        done = more_done(before, compared=frame.compared) or _FORMS.increased.search(unquoted)
        ends = len(frame.word) > 1 and unquoted.rstrip("了").endswith(frame.word)
        if done or ends or (is_bare(before) and not told.moved):
            return altered(frame, kind=FrameKind.INCREASE)
    if frame.compared and told.percent:
        return altered(frame, kind=FrameKind.GROWTH)
    return None


def _added(told: _Told) -> Frame | None:
    """今年新建的分别是4家和3座, 新增助餐点3处: what came to a stock."""
    before = told.before.strip(_MARKS)
    newly = _FORMS.newly.match(before) or _FORMS.is_new.match(told.after)
    if _FORMS.added.match(before) or (newly and not told.percent):
        return altered(told.frame, kind=FrameKind.INCREASE, direction=1)
    return None


def _grouped(told: _Told) -> Frame | None:
    """人均1500元, 其余770件, 合计196名."""
    for name, kind in _GROUPS:
        if words(name).first(told.before) is not None:
            return altered(told.frame, kind=kind, direction=0)
    return None


_GROUPS = (("average", FrameKind.AVERAGE), ("rest", FrameKind.REST), ("sum", FrameKind.SUM))
# In this order: the first that reads a frame decides.
_READERS = (
    _from,
    _set_target,
    _target,
    _base,
    _share,
    _aim,
    _multiple,
    _previous,
    _difference,
    _reached,
    _moved,
    _added,
    _grouped,
)
