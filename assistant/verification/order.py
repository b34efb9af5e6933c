"""The order of two things that is told without a figure: 举报量低于咨询量, 前者多于后者.

Both are named by facts or by figures of the sentence, in one unit; else nothing is said.

| text | held against |
|---|---|
| 女职工多于男职工 | the two values |
| 罚没款增速快于案件立案增速 | the two growths |
| 举报4100件,多于咨询量 | the fact that the figure states, the other's value |
| 下半年走访户次少于上半年 | the half that the sheet has, and the whole less that half |
| 农贸市场少于校园食堂与网络餐饮之和 | one value, the sum of two |
| 全年立案少于上年 | the fact's own value and last year's |
"""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING

from assistant.domain import Verdict
from assistant.verification import messages
from assistant.verification.candidates import Candidate, Role
from assistant.verification.lexicon import tags, words
from assistant.verification.matching.together import (
    BREAK,
    affixes,
    bare,
    counted_so,
    measure,
    stated,
    together,
)
from assistant.verification.verdicts.case import Judgement

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from assistant.verification.matching.together import Setting, Settings

_REACH, _CLOSE = 30, 3
_DENIED = frozenset("不未没")
_SUM = re.compile("(?:[两二三四五六](?:者|项|类|地))?的?(?:之和|总和|合计)$")
_TOLD = {"前者": -2, "后者": -1}
_HALVES = frozenset({"H1", "H2"})
_RATES, _MARKS = "percent", "，, "


Sides = tuple[list[Candidate], list[Candidate]]


def comparisons(settings: Settings) -> Iterator[tuple[int, int, Judgement]]:
    """(start, end, what is to be said) of each order of two things that the facts contradict."""
    text = settings.text
    for found in words("orders").pattern.finditer(text):
        setting = settings.at(found.start())
        if setting is None or text[max(0, found.start() - 1) : found.start()] in _DENIED:
            continue
        tail = text[found.end() : setting.clause[1]].rstrip()
        if setting.figures or not 0 < len(tail) <= _REACH:
            continue
        ends = (one.claim.mention.end for one in setting.before[-1:])
        begin = max(setting.clause[0], found.start() - _REACH, *ends)
        start, head = bare(text, begin, found.start())
        sides = Reading(setting, text, start).sides(head, affixes()[0].sub("", tail, count=1))
        if sides is not None and not _holds(tags("orders")[found[0]], *sides):
            start = start if head else found.start()
            told = text[start : found.end() + len(tail)]
            known = ",".join("、".join(map(messages.stated, items)) for items in sides)
            reason = f"“{told}”与事实不符:{known}"
            wrong = Judgement(Verdict.WRONG_DIRECTION, reason, sides[0][0].fact.id)
            yield start, start + len(told), wrong


def _holds(way: str, one: Sequence[Candidate], two: Sequence[Candidate]) -> bool:
    """Whether two values lie as a word says; of a pace only rates are known to.

    Of two falls the one that fell further is more.
    """
    if way in {"faster", "slower"} and one[0].unit_class != _RATES:
        return True
    first, second = (sum(item.low or 0 for item in items) for items in (one, two))
    return first > second if way in {"more", "faster"} else first < second


class Reading:
    """Reads what the words on either side of a comparison name.

    Args:
        text: the whole document's.
        start: where the words before the comparison begin.
    """

    def __init__(self, setting: Setting, text: str, start: int) -> None:
        self.setting = setting
        last = setting.before[-1] if setting.before else None
        end = last.claim.mention.end if last is not None else 0
        near = last is not None and start - end <= _CLOSE and not text[end:start].strip(_MARKS)
        self.last = stated(last) if near else None

    def sides(self, head: str, tail: str) -> Sides | None:
        """The two things, each of which may be a sum; None where one of them is in doubt."""
        if words("previous").pattern.fullmatch(tail):
            items = self._named([head])
            return _pair(items, self._of_role(items, Role.PREVIOUS))
        sums = [_SUM.sub("", one) for one in (head, tail)]
        one, two = (
            BREAK.split(least) if least != said else [said]
            for least, said in zip(sums, (head, tail), strict=True)
        )
        items = self._named([*one, *two])
        if items:
            return _pair(items[: len(one)], items[len(one) :])
        return self._growths(head, tail) or self._halves(head, tail)

    def _named(self, phrases: Sequence[str]) -> list[Candidate]:
        """The facts' values that names, 前者 and 后者 or nothing (the figure right before) stand for."""
        figures = [item for one in self.setting.before if (item := stated(one)) is not None]
        values = [item for item in figures if item.role is Role.VALUE]
        known: list[str | Candidate] = []
        for phrase in phrases:
            named: str | Candidate | None = phrase
            if not phrase:
                named = self.last if self.last in values else None
            elif measure().sub("", phrase) in _TOLD:
                told = values[_TOLD[phrase[:2]]] if len(values) > 1 else None
                named = told if told is not None and counted_so(told, phrase[2:]) else None
            if named is None:
                return []
            known.append(named)
        return together(known, self.setting)

    def _growths(self, head: str, tail: str) -> Sides | None:
        """Of two things told by how they grew: the growths, of two falls how far they fell."""
        extents = [_extent().search(one) for one in (head, tail)]
        if None in extents:
            return None
        told = zip((head, tail), extents, strict=True)
        names = [said[: one.start()] for said, one in told if one is not None]
        items = [item for name in names for item in self._named([name])]
        moves = self._of_role(items, Role.GROWTH)
        falls = {one[1] in words("fall").words for one in extents if one is not None}
        if True in falls:
            fell = len(falls) == 1
            moves = [
                replace(one, low=-one.low)
                for one in moves
                if fell and one.low is not None and one.low <= 0
            ]
        return _pair(moves[:1], moves[1:])

    def _halves(self, head: str, tail: str) -> Sides | None:
        """The halves of the year of one thing: what the sheet has of one, and the whole less it."""
        times = [words("times").first(one) for one in (head, tail)]
        names = [
            said.replace(one[0], "", 1)
            for said, one in zip((head, tail), times, strict=True)
            if one is not None
        ]
        halves = [tags("times")[one[0]] for one in times if one is not None]
        whole = self._named(names[:1]) if names[1:] in ([""], names[:1]) else []
        if {*halves} != _HALVES or not whole or whole[0].unit_class == _RATES:
            return None
        index, total = self.setting.facts, whole[0]
        known = {
            item.words.time: item
            for part in index.parts_of_year.get(total.fact.id, ())
            for item in index.by_fact[part]
            if item.role is Role.VALUE
        }
        one, two = ([*self._half(total, known, half)] for half in halves)
        return _pair(one, two)

    @staticmethod
    def _half(total: Candidate, known: Mapping[str, Candidate], half: str) -> Iterator[Candidate]:
        """A half of the year that is known, or of which the other one is."""
        (other,) = _HALVES - {half}
        rest = known.get(other)
        if half in known:
            yield known[half]
        elif rest is not None and total.low is not None and rest.low is not None:
            left, scale = total.low - rest.low, (total.written or 0) / total.low if total.low else 0
            name = f"{total.fact.name}减{rest.fact.name}"
            fact = replace(total.fact, indicator=name, path=(name,), parent=None)
            yield replace(total, fact=fact, low=left, high=left, written=left * scale)

    def _of_role(self, items: Sequence[Candidate], role: Role) -> list[Candidate]:
        """Another value of each candidate's fact; none where one of them has none."""
        facts = self.setting.facts.by_fact
        found = [one for item in items for one in facts.get(item.fact.id, ()) if one.role is role]
        return found if len(found) == len(items) else []


def _pair(one: list[Candidate], two: list[Candidate]) -> Sides | None:
    """Two things in one unit; None where one of them is not known."""
    known = all(item.low is not None for item in (*one, *two))
    alike = one and two and one[0].unit_class == two[0].unit_class
    return (one, two) if known and alike else None


@cache
def _extent() -> re.Pattern[str]:
    return re.compile(f"的?(?:同比)?({words('extents').pattern.pattern})$")
