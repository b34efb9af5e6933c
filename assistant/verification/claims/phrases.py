"""What the words around a figure say of it, wherever they stand.

A draft is verified again after every edit: what a phrase says is reckoned once.

An intention is told by a word of its sentence (拟, 力争), by the heading above (下一步打算), or by the year
ahead with which the paragraph begins (2026年,我们将…): one after the ``year`` reported on, None where it is
not known. What is done is told by 已 and its like, and by 新建成 and 了 right before the figure where no word
of the sentence intends anything.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from assistant.domain import BlockKind, Kind, altered
from assistant.verification.claims.frames import Frame, FrameKind, frame_of, is_bare
from assistant.verification.claims.levels import level_before, levels_of
from assistant.verification.claims.periods import A_TIME, month_in, tells_past
from assistant.verification.lexicon import forms, last_match, operations, tags, words

if TYPE_CHECKING:
    from assistant.domain import Block

# 超过310天的年度目标: the figure is the target itself.
_AIM_REACH = 8
_ASIDE_MARKS = frozenset("、，,。;；和与及")
_FORMS = forms(__file__)
_REMEMBERED = 4096
_OPENING = 12
# 【明年】一看投资…
_OPENS = " \u3000【（(〔[“"


class Wording(NamedTuple):
    """The words around a figure.

    Attributes:
        kind, approximator: the figure's.
        before: since the figure before it or the clause's beginning.
        clause: all of its clause before it.
        after: behind it, to the next mark, figure or joint.
        since: since the figure before it, over clauses.
        told: of its sentence before it.
        around: of its sentence before it, to the end of its clause.
        heading: those of the headings above.
        ahead: its paragraph begins with a time to come.
        year: the one reported on.
        behind: behind it, to the end of its clause.
    """

    kind: Kind
    approximator: str | None
    before: str
    clause: str
    after: str
    since: str
    told: str
    around: str
    heading: str
    ahead: bool
    year: int | None
    behind: str


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class Phrase:
    """What the words around a figure say of it.

    Attributes:
        frame: how it is meant.
        aim: it is the target itself (310天的年度目标).
        levels: administrative levels named in its clause.
        among: of a rank, the level right before it (居全省第四: 省).
        bare: no words of its own stand before it but those of its frame.
        past: words of its sentence name last year.
        this_year: the words say that it is this year's alone.
        fallen: the words say a fall, so that a negative rate is told without its sign.
        time: the part of the period it speaks of; empty for none said.
        month: the last month told since the figure before it.
        whole_year: the words say that it is the whole period's.
        planned, done: the words tell an intention, an achievement.
        ahead: they intend by more than the word of a target, which stands beside what was done too.
        aims: they set a target of the year reported on: 年初计划新建3个.
    """

    frame: Frame = field(default_factory=Frame)
    aim: bool = False
    levels: frozenset[str] = frozenset()
    among: str = ""
    bare: bool = False
    past: bool = False
    this_year: bool = False
    fallen: bool = False
    time: str = ""
    month: str = ""
    whole_year: bool = False
    planned: bool = False
    done: bool = False
    ahead: bool = False
    aims: bool = False


@lru_cache(maxsize=_REMEMBERED)
def phrase_of(told: Wording) -> Phrase:
    """What the words around a figure say."""
    before, clause, after = told.before, told.clause, told.after
    frame = _of_year(frame_of(told), told)
    aim = is_aim(after)
    if aim:
        frame = altered(frame, kind=FrameKind.TARGET)
    base = frame.base
    bare = is_bare(before.rpartition(base)[0] if base else before)
    since = told.since if bare else ""
    unaimed = words("target").pattern.sub("", told.told)
    later, next_year = _time_behind(told.behind), _next_year(told)
    time, whole_year = (later, False) if later else _time(before, clause, told.since)
    ahead = told.ahead or _intended(unaimed, told.heading, told.year)
    aims = frame.kind is FrameKind.TARGET and not (ahead or _ahead(told.told, told.year))
    return Phrase(
        frame=frame,
        aim=aim,
        levels=levels_of(clause + after),
        among=level_before(clause) if told.kind is Kind.RANK else "",
        bare=bare,
        past=tells_past(told.around, told.year),
        this_year=words("this_year").first(before) is not None,
        fallen=frame.direction < 0 or words("fall").first(since or before) is not None,
        time=time,
        month=month_in(told.since),
        whole_year=whole_year,
        planned=told.ahead or next_year or _intended(told.told, told.heading, told.year),
        done=_done(told),
        ahead=ahead,
        aims=aims,
    )


def _of_year(frame: Frame, told: Wording) -> Frame:
    """A figure right behind the year before, told as a number: 比2024年的121家增加27家.

    What is planned of a year to come (明年计划1300人) is no target of this one.
    """
    if frame.kind is FrameKind.TARGET and _to_come(told.before, told.year):
        return altered(frame, kind=FrameKind.PLAIN)
    found = _FORMS.right_year.search(told.clause)
    last = found is not None and told.year is not None and int(found[1]) == told.year - 1
    return altered(frame, kind=FrameKind.PREVIOUS, direction=0) if last else frame


def _to_come(said: str, year: int | None) -> bool:
    """Whether words name a year to come."""
    return any(word in said for word in operations()["NEXT"]) or _ahead(said, year)


def _time(before: str, clause: str, since: str) -> tuple[str, bool]:
    """The part of the year that is told, and whether the whole of it is (上半年即转负,为-0.9%)."""
    if "全年" in clause:
        before, clause = _FORMS.whole_aim.sub("", before), _FORMS.whole_aim.sub("", clause)
    told = [piece for piece in (before, clause, since) if A_TIME.search(piece)]
    whole, held = words("year_words"), _FORMS.held.search(clause) if told else None
    if held is not None:
        return tags("times")[held[1]], False
    for piece in told:
        found, year = last_match(_FORMS.said, piece), whole.last(piece)
        if year is not None and (found is None or year.start() > found.start()):
            return "", True
        if found is not None:
            return tags("times")[found[0]], False
    return "", False


def _time_behind(behind: str) -> str:
    """The part of the year of which words behind a figure say that it is: 1204人为下半年新增."""
    is_of = _FORMS.of_time.match(behind)
    found = words("times").pattern.match(behind, is_of.end()) if is_of is not None else None
    return tags("times")[found[0]] if found is not None else ""


def is_aim(after: str) -> bool:
    """Whether words behind a figure say that it is a target: 1200篇年度任务, 9.2亿元的预算目标."""
    found = words("aims").first(after[:_AIM_REACH])
    return found is not None and not any(mark in after[: found.start()] for mark in _ASIDE_MARKS)


# -- intended or done: ------------------------------------------------------------


def late_plan(block: Block, year: int | None) -> tuple[int, int] | None:
    """Where the year of a heading stands that plans what the report of that year is on: (start, end)."""
    found = _FORMS.ahead_heading.search(block.text) if block.kind is BlockKind.HEADING else None
    if found is None or int(found[1]) != year:
        return None
    return block.offset + found.start(), block.offset + found.end(1) + 1


def _intended(told: str, heading: str, year: int | None) -> bool:
    """Whether the words before a figure in its sentence, or those of the headings above, intend."""
    plan = words("plan").first(told) or words("plan_heading").first(heading)
    return plan is not None or _ahead(told, year) or _ahead(heading, year)


def _done(told: Wording) -> bool:
    """Whether a figure is told as done."""
    if _FORMS.based.match(told.after):
        return True
    found = words("done").first(told.clause + told.after)
    if found is not None:
        plan = words("plan").first(told.clause)
        return plan is None or plan.start() == found.end()  # 已再建6座
    return _FORMS.ended.search(told.before) is not None and words("plan").first(told.told) is None


def opens_ahead(text: str, offset: int, year: int | None) -> bool:
    """Whether the paragraph at an offset begins with a time to come."""
    opening = text[offset : offset + _OPENING]
    return _FORMS.ahead.match(opening.lstrip(_OPENS)) is not None or _ahead(opening, year)


def ahead_in(lead: str, year: int | None) -> str:
    """The words that a sentence begins with, where they govern its parts behind a semicolon.

    They end in a colon (力争:...；...；...) or name a year to come. ``lead`` is what stands in the
    sentence before the figure's part.
    """
    before, colon, _ = lead.replace(":", "：").partition("：")
    led = _ahead(lead, year) or _FORMS.ahead.match(lead.lstrip(_OPENS)) is not None
    return before if colon else lead if led else ""


def _next_year(told: Wording) -> bool:
    """Whether a year to come stands right behind a figure: 80个车位计划2026年9月启用, 另外17座明年检测."""
    found = _FORMS.behind.match(told.behind)
    return found is not None and (found[1] is None or int(found[1]) > (told.year or int(found[1])))


def _ahead(told: str, year: int | None) -> bool:
    return year is not None and any(int(other) > year for other in _FORMS.year.findall(told))
