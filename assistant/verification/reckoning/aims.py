"""What words say of a target and what was done: 超额完成, 未达目标, 低于170人的目标.

It is held against the fact that a figure before it in the sentence states, whether the target is told
as a figure or not. A gap told as a figure (离目标还差16人) is reckoned in ``compared``.

| text | fact |
|---|---|
| 养护280公里,超额完成年度任务 | 280, target 300: refused |
| 新建3.2万亩,尚未完成3万亩的任务 | 3.2, target 3: refused |
| 办理时间4.5天,圆满完成年度目标 | 4.5, target 5, last year 6: less is better |
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from assistant.verification import messages
from assistant.verification.candidates import Candidate, Role
from assistant.verification.claims.frames import is_bare
from assistant.verification.lexicon import tags, words
from assistant.verification.reckoning.wordless import named_before

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from assistant.verification.claims.segments import Segments
    from assistant.verification.matching.index import FactIndex
    from assistant.verification.matching.matches import Binding

# So far lies what was done before what is said of its target, and the word for it before the target.
_REACH, _NEAR = 16, 8
_FILLED = r"[^\d,，。;；:：]{0,6}?"
# 完成年度目标的94.4%, 超过目标3公里: the figure behind says how.
_FIGURE_BEHIND = re.compile(r"[^,，。;；]{0,12}?[\d一二两三四五六七八九十半]")
# 距24期的年度目标还有差距.
_STILL_FAR = re.compile(
    "的?[^,，。;；]{0,8}?[还仍尚]?(?:有|存在)(?:一定|较大|不小)?的?(?:差距|距离)"
)
# Of a rate or a time nothing says which way is better but its own movement.
_EITHER = frozenset({"percent", "days", "years"})


class Reaching(NamedTuple):
    """What is said of a target that what was done does not bear out."""

    start: int
    end: int
    told: str
    done: Candidate
    target: Candidate


def reaching(
    text: str, bindings: Sequence[Binding], index: FactIndex, segments: Segments
) -> Iterator[Reaching]:
    """Every word for a target reached or missed that the two values do not bear out.

    Args:
        text: the whole document's.
        bindings: what each figure was bound to, in order.
        index: of the sheet.
        segments: of the text.
    """
    yield from _by_name(text, index, segments)
    for at, one in enumerate(bindings):
        known = {} if one.support is None or one.rival else _values(index, one.support.candidate)
        done, target = known.get(Role.VALUE), known.get(Role.TARGET)
        if done is None or target is None or one.claim.planned:
            continue
        near = _told(text, bindings[at + 1 : at + 3], one, target)
        for found in filter(None, (_wordless(text, one), near)):
            start, end, way = found
            if not _holds(way, done, target, known.get(Role.PREVIOUS)):
                yield Reaching(start, end, text[start:end], done, target)


def _by_name(text: str, index: FactIndex, segments: Segments) -> Iterator[Reaching]:
    """What is said of the target of a fact that words alone name: 新课程开发数量未达到年初目标."""
    for match in _pattern().finditer(text):
        begin, end = segments.clause(match.start())
        named = named_before(text, begin, match.start(), index)
        planned = words("plan").first(text[begin : match.start()]) is not None
        if named is None or planned or _FIGURE_BEHIND.match(text, match.end(), end):
            continue
        known, way = _values(index, named), tags("reaching")[match["how"]]
        done, target = known.get(Role.VALUE), known.get(Role.TARGET)
        if done is None or target is None or _holds(way, done, target, known.get(Role.PREVIOUS)):
            continue
        yield Reaching(*match.span(), match[0], done, target)


def _values(index: FactIndex, item: Candidate) -> dict[Role, Candidate]:
    """The exact values of the fact that a figure states; of a limit none."""
    if item.fact.bound is not None or item.role is Role.TARGET:
        return {}
    items = index.by_fact.get(item.fact.id, ())
    return {one.role: one for one in items if one.low is not None and one.low == one.high}


def _wordless(text: str, one: Binding) -> tuple[int, int, str] | None:
    """Where a target without a figure is told of what a figure states: 280公里,超额完成年度任务."""
    claim = one.claim
    begin, stop = claim.mention.end, min(claim.sentence[1], claim.mention.end + 2 * _REACH)
    found = _pattern().search(text, begin, stop)
    gap = text[begin : found.start()] if found is not None else ""
    if found is None or len(gap) > _REACH or any(map(str.isdigit, gap)) or not is_bare(gap):
        return None
    if _FIGURE_BEHIND.match(text, found.end(), stop):
        return None
    return found.start(), found.end(), tags("reaching")[found["how"]]


def _told(
    text: str, behind: Sequence[Binding], one: Binding, aim: Candidate
) -> tuple[int, int, str] | None:
    """Where the target itself is a figure behind: 3.2万亩,尚未完成3万亩的任务."""
    for target in behind:
        claim, support = target.claim, target.support
        if support is None or support.candidate is not aim or claim.sentence != one.claim.sentence:
            continue
        if _STILL_FAR.match(text, claim.mention.end):
            return claim.start, claim.mention.end, "short"
        head = max(claim.clause[0], claim.start - _NEAR, one.claim.mention.end)
        how = words("reaching").last(text[head : claim.start] + (claim.mention.approximator or ""))
        if how is not None:
            return head + how.start(), claim.mention.end, tags("reaching")[how[0]]
    return None


@cache
def _pattern() -> re.Pattern[str]:
    """A word for what was made of a target, and the target."""
    aims = "|".join(word for word in words("target").words if len(word) > 1)
    return re.compile(f"(?P<how>{words('reaching').pattern.pattern}){_FILLED}(?:{aims})")


def _holds(way: str, done: Candidate, target: Candidate, was: Candidate | None) -> bool:
    """Whether a value and its target are as a word says: less is better where the target lies below last year's."""
    if done.low is None or target.low is None:
        return True
    over = done.low - target.low
    if way in {"above", "below"}:
        return over > 0 if way == "above" else over < 0
    if was is None and done.unit_class in _EITHER:
        return True
    less = was is not None and was.low is not None and target.low < was.low
    better = -over if less else over
    return {"better": better > 0, "met": better >= 0, "short": better < 0}[way]


def reason(one: Reaching) -> str:
    """What is wrong, for the person."""
    done, target = messages.stated(one.done), messages.value(one.target)
    return f"“{one.told}”与事实不符:{done},目标是{target}({one.target.reference})"
