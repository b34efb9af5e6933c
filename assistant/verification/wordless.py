"""What is told without a figure: growth (翻倍, 持平, 有所下降) and targets (超额完成, 未达目标, 低于170人的目标).

It is held against the fact that it is told of: the one that the figure right before it states
(发稿455篇,与上年持平), else the one that its own clause names (刑事警情有所下降). A gap told as a figure
(离目标还差16人) is reckoned in ``reckoning.compared``.

| text | fact |
|---|---|
| 养护280公里,超额完成年度任务 | 280, target 300: refused |
| 新建3.2万亩,尚未完成3万亩的任务 | 3.2, target 3: refused |
| 办理时间4.5天,圆满完成年度目标 | 4.5, target 5, last year 6: less is better |
"""

from __future__ import annotations

import re
from bisect import bisect_left
from decimal import Decimal
from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING

from assistant.domain import Verdict
from assistant.extraction.numerals import value_of
from assistant.verification import messages
from assistant.verification.candidates import Candidate, Role
from assistant.verification.claims.frames import is_bare
from assistant.verification.lexicon import Words, forms, tags, words
from assistant.verification.matching.together import COUNTED
from assistant.verification.reckoning.constructions import plain
from assistant.verification.reckoning.told import called
from assistant.verification.verdicts.case import Judgement

if TYPE_CHECKING:
    from collections.abc import Iterator

    from assistant.verification.claims.claims import Claim
    from assistant.verification.matching.index import FactIndex
    from assistant.verification.matching.matches import Binding, Match
    from assistant.verification.matching.together import Settings

    Found = tuple[int, int, Judgement]

_REACH, _NEAR, _SHORTEST, _CLOSE, _TWO, _MANY = 24, 16, 3, 8, 2, 12
_MOVES = frozenset({Role.GROWTH, Role.INCREASE})
_FORMS = forms(__file__)
_BREAK = re.compile("[,，。;；]")
_NUMERALS = frozenset("0123456789一二两三四五六七八九十百千半几")
# Of a rate or a time nothing says which way is better but its own movement.
_EITHER = frozenset({"percent", "days", "years"})


def wordless(settings: Settings) -> Iterator[Found]:
    """(start, end, what is to be said) of every growth and target told in words that is not the fact's."""
    yield from _growths(settings)
    yield from _aims(settings)
    yield from _told_aims(settings)


def _subject(settings: Settings, at: int) -> Candidate | None:
    """What words without a figure are told of: what the figure right before states, or the one fact named."""
    number = bisect_left(settings.starts, at)
    before = settings.figures[number - 1] if number else None
    return _of_figure(before, settings.text, at) or _of_clause(settings, at)


def _of_figure(before: Binding | None, text: str, at: int) -> Candidate | None:
    """What the figure right before states."""
    if before is None or before.support is None or before.rival is not None:
        return None
    claim = before.claim
    gap = text[claim.mention.end : at]
    told = len(gap) <= _NEAR and claim.sentence[1] >= at and is_bare(gap)
    return before.support.candidate if told else None


def _of_clause(settings: Settings, at: int) -> Candidate | None:
    """The one fact that the words of the clause name."""
    begin = max(settings.segments.clause(at)[0], at - _REACH)
    before = _FORMS.head.sub("", settings.text[begin:at])
    said = plain(words("bare_movement").pattern.sub("", before))
    if len(said) < _SHORTEST or set(said) & _NUMERALS:
        return None
    named = [one for one in called(settings.facts, said, _MANY) if not one.words.scoped]
    return named[0] if len(named) == 1 else None


def _growths(settings: Settings) -> Iterator[Found]:
    """发稿455篇,与上年持平; 受理3起、办结4起,均有所下降."""
    text, figures = settings.text, frozenset(settings.starts)  # 翻番 is one
    told, pattern = _movements()
    for found in pattern.finditer(text):
        behind = set(text[found.end() : found.end() + _TWO])
        if (
            found.start() in figures
            or behind & _NUMERALS
            or _FORMS.goes_on.match(text, found.end())
        ):
            continue
        low, high = told[found[0]]
        for item in _subjects(settings, found):
            if item.role is not Role.VALUE:
                continue
            others = settings.facts.by_fact.get(item.fact.id, ())
            growth = next((one for one in others if one.role in _MOVES), None)
            if growth is not None and growth.low is not None and not low <= growth.low <= high:
                reason = f"“{found[0]}”与事实不符:{messages.stated(growth)}"
                yield *found.span(), Judgement(Verdict.WRONG_DIRECTION, reason, growth.reference)
                break


@cache
def _movements() -> tuple[dict[str, tuple[Decimal, Decimal]], re.Pattern[str]]:
    """What is told without a figure -> the least and greatest growth that it may be; where any stands."""
    least, how = Decimal("0.001"), words("moved_how").words
    up, down = words("moved_up").words, words("moved_down").words
    moves = dict.fromkeys(up, (least, Decimal(100000))) | dict.fromkeys(
        down, (Decimal(-100), -least)
    )
    all_of = {
        f"{one}{word}": span
        for one in how
        for word, span in moves.items()
        if len(one) + len(word) > _TWO  # 略增 may be a part of a word
    }
    own = {word: tuple(map(Decimal, told.split())) for word, told in tags("wordless").items()}
    known = all_of | {word: (low, high) for word, (low, high) in own.items()}
    # Written by their two parts: as one list they take as long to compile as all other lists together.
    longer = [Words(one for one in many if len(one) > 1).expression for many in (how, moves)]
    parts = (
        f"(?:{longer[0]})(?:{Words(moves).expression})|(?:{Words(how).expression})(?:{longer[1]})"
    )
    begins = "".join(sorted({word[0] for word in known}))
    return known, re.compile(f"(?=[{begins}])(?:{Words(own).expression}|{parts})")


def _subjects(settings: Settings, found: re.Match[str]) -> list[Candidate]:
    """What words without a figure are told of: of 均 and 双双 the figures of the list before that are meant."""
    both = words("moved_both").first(found[0]) is not None
    if not both and words("moved_all").first(found[0][:1]) is None:
        item = _subject(settings, found.start())
        return [item] if item is not None else []
    text, (begin, _) = settings.text, settings.segments.sentence(found.start())
    clause = max(settings.segments.clause(found.start())[0], begin)
    number = bisect_left(settings.starts, found.start())
    near = settings.figures[max(0, number - _MANY) : number]
    near = [
        one
        for one in near
        if begin <= one.claim.start and not _FORMS.kinds.search(one.claim.mention.text)
    ]
    clause = max(clause, near[-1].claim.mention.end if near else clause)
    items = [_of_figure(one, text, one.claim.mention.end) for one in near]
    said = text[clause : found.start()]
    named = [one for one in items if one is not None and one.fact.path[-1] in said]
    counted = COUNTED.search(said)
    if named or not (counted or is_bare(said)):
        return named
    many = _TWO if both else int(value_of(counted[1]) or 0) if counted else _joined(text, near)
    last = items[-many:]
    return [one for one in last if one is not None] if _TWO <= many == len(last) else []


def _joined(text: str, near: list[Binding]) -> int:
    """How many figures before a place make one list: 甲3起、乙4起."""
    breaks = (
        _BREAK.search(text, one.claim.mention.end, two.claim.start) is not None
        for one, two in pairwise(near)
    )
    return len(near) - max((at + 1 for at, broken in enumerate(breaks) if broken), default=0)


def _aims(settings: Settings) -> Iterator[Found]:
    """280公里,超额完成年度任务; 新课程开发数量未达到年初目标."""
    text = settings.text
    for found in _aim_told().finditer(text):
        _, end = settings.segments.clause(found.start())
        item = _subject(settings, found.start())
        if item is None or _FORMS.figure_behind.match(text, found.end(), end):
            continue
        wrong = _missed(tags("reaching")[found["how"]], found[0], settings.facts, item)
        if wrong is not None:
            yield *found.span(), wrong


@cache
def _aim_told() -> re.Pattern[str]:
    """A word for what was made of a target, and the target."""
    aims = "|".join(word for word in words("target").words if len(word) > 1)
    return re.compile(rf"(?P<how>{words('reaching').expression})[^\d,，。;；:：]{{0,6}}?(?:{aims})")


def _told_aims(settings: Settings) -> Iterator[Found]:
    """Where the target itself is a figure: 新建3.2万亩,尚未完成3万亩的任务."""
    text, figures = settings.text, settings.figures
    for at, one in enumerate(figures):
        claim, support = one.claim, one.support
        if support is None or support.candidate.role is not Role.TARGET:
            continue
        near = [two for two in figures[max(0, at - _TWO) : at] if _states(two, support, claim)]
        if not near:
            continue
        head = max(claim.clause[0], claim.start - _CLOSE, near[-1].claim.mention.end)
        how = words("reaching").last(text[head : claim.start] + (claim.mention.approximator or ""))
        far = _FORMS.still_far.match(text, claim.mention.end)
        side = _FORMS.side.match(text, claim.mention.end)
        start = claim.start if far or side or how is None else head + how.start()
        way = "short" if far else tags("reaching")[how[0]] if how is not None else ""
        way = tags("sides")[side["side"]] if side else way
        told = text[start : side.end() if side else claim.mention.end]
        wrong = _missed(way, told, settings.facts, support.candidate) if way else None
        if wrong is not None:
            yield start, claim.mention.end, wrong


def _states(one: Binding, target: Match, claim: Claim) -> bool:
    """Whether a figure of its sentence states the fact of a target, and no plan."""
    support, same = one.support, one.claim.sentence == claim.sentence
    told = support is not None and support.candidate.fact is target.candidate.fact
    return told and same and one.rival is None and not one.claim.planned


def _missed(way: str, told: str, index: FactIndex, item: Candidate) -> Judgement | None:
    """What is wrong with a word for a target; None where the fact bears it out, or has none that is exact.

    Less is better where the target lies below last year's.
    """
    values = index.by_fact.get(item.fact.id, ())
    known = {one.role: one for one in values if one.low is not None and one.low == one.high}
    done, target, was = (known.get(role) for role in (Role.VALUE, Role.TARGET, Role.PREVIOUS))
    if done is None or target is None or item.fact.bound is not None:
        return None
    over = (done.low or 0) - (target.low or 0)
    if way not in {"above", "below"}:
        if was is None and done.unit_class in _EITHER:
            return None
        over = -over if was is not None and (target.low or 0) < (was.low or 0) else over
    if {"above": over > 0, "better": over > 0, "met": over >= 0}.get(way, over < 0):
        return None
    reason = f"“{told}”与事实不符:{messages.stated(done)},目标是{messages.value(target)}({target.reference})"
    return Judgement(Verdict.WRONG_DIRECTION, reason, done.reference)
