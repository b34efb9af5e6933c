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
from typing import TYPE_CHECKING, NamedTuple

from assistant.domain import Verdict
from assistant.verification import messages
from assistant.verification.candidates import Candidate, Role
from assistant.verification.lexicon import tags, words
from assistant.verification.matching.together import (
    BREAK,
    affixes,
    counted_so,
    measure,
    stated,
    together,
)
from assistant.verification.verdicts.case import Judgement

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from decimal import Decimal

    from assistant.verification.matching.together import Setting, Settings

_REACH, _CLOSE = 30, 3
_DENIED = frozenset("不未没")
_SUM = re.compile("(?:[两二三四五六](?:者|项|类|地))?的?(?:之和|总和|合计)$")
_TOLD = {"前者": -2, "后者": -1}
_HALVES = frozenset({"H1", "H2"})
_RATES, _MARKS = "percent", "，, "


class Side(NamedTuple):
    """One of two things compared: its value, and how it is told to a person."""

    value: Decimal
    told: str
    unit: str
    fact: str


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
        start = max(setting.clause[0], found.start() - _REACH, *ends)
        lead = affixes()[0].match(text, start, found.start())
        start = lead.end() if lead is not None else start
        head = affixes()[1].sub("", text[start : found.start()])
        sides = Reading(setting, text, start).sides(head, affixes()[0].sub("", tail, count=1))
        if sides is not None and not _holds(tags("orders")[found[0]], *sides):
            start = start if head else found.start()
            told = text[start : found.end() + len(tail)]
            reason = f"“{told}”与事实不符:{sides[0].told},{sides[1].told}"
            yield (
                start,
                start + len(told),
                Judgement(Verdict.WRONG_DIRECTION, reason, sides[0].fact),
            )


def _holds(way: str, one: Side, two: Side) -> bool:
    """Whether two values lie as a word says; of a pace only rates are known to."""
    if way in {"faster", "slower"} and one.unit != _RATES:
        return True
    return one.value > two.value if way in {"more", "faster"} else one.value < two.value


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

    def sides(self, head: str, tail: str) -> tuple[Side, Side] | None:
        """The two things; None where one of them is in doubt."""
        if words("previous").pattern.fullmatch(tail):
            was = [self._other(item, Role.PREVIOUS) for item in self._named([head])]
            return self._pair(self._named([head]), was)
        sums = [_SUM.sub("", one) for one in (head, tail)]
        one, two = (
            BREAK.split(least) if least != said else [said]
            for least, said in zip(sums, (head, tail), strict=True)
        )
        items = self._named([*one, *two])
        if items:
            return self._pair(items[: len(one)], items[len(one) :])
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

    def _growths(self, head: str, tail: str) -> tuple[Side, Side] | None:
        """Of two things told by how they grew: the growths, of two falls how far they fell."""
        extents = [_extent().search(one) for one in (head, tail)]
        grown = not head and self.last is not None and self.last.role is Role.GROWTH
        if extents[1] is None or (extents[0] is None and not grown):
            return None
        told = zip((head, tail), extents, strict=True)
        names = [said[: one.start()] for said, one in told if one is not None]
        each = [self._named([name]) for name in names]
        items = self._named(names) or ([one[0] for one in each] if all(each) else [])
        if grown and self.last is not None:
            items = [self.last, *items]
        moves = [self._other(item, Role.GROWTH) for item in items]
        pair = self._pair(moves[:1], moves[1:])
        falls = {one[1] in words("fall").words for one in extents if one is not None}
        if pair is None or True not in falls:
            return pair
        if len(falls) > 1 or any(side.value > 0 for side in pair):
            return None
        return pair[0]._replace(value=-pair[0].value), pair[1]._replace(value=-pair[1].value)

    def _halves(self, head: str, tail: str) -> tuple[Side, Side] | None:
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
        parts = index.parts_of_year.get(total.fact.id, ())
        known = {
            index.words[part].time: item
            for part in parts
            if (item := self._other(index.by_fact[part][0], Role.VALUE)) is not None
        }
        return self._pair(*([self._half(total, known, half)] for half in halves))

    @staticmethod
    def _half(total: Candidate, known: Mapping[str, Candidate], half: str) -> Candidate | None:
        """A half of the year that is known, or of which the other one is."""
        (other,) = _HALVES - {half}
        rest = known.get(other)
        if half in known or rest is None or total.low is None or rest.low is None:
            return known.get(half)
        left, scale = total.low - rest.low, (total.written or 0) / total.low if total.low else 0
        name = f"{total.fact.name}减{rest.fact.name}"
        fact = replace(total.fact, indicator=name, path=(name,), parent=None)
        return replace(total, fact=fact, low=left, high=left, written=left * scale)

    def _other(self, item: Candidate, role: Role) -> Candidate | None:
        """Another value of a candidate's fact."""
        if item.role is role:
            return item
        others = self.setting.facts.by_fact.get(item.fact.id, ())
        return next((one for one in others if one.role is role), None)

    @staticmethod
    def _pair(
        one: Sequence[Candidate | None], two: Sequence[Candidate | None]
    ) -> tuple[Side, Side] | None:
        """The values of two things, of each the sum where it is several; None where one is not known."""
        sides: list[Side] = []
        for items in (one, two):
            values = [item.low for item in items if item is not None and item.low is not None]
            if not values or len(values) < len(items):
                return None
            told = "、".join(messages.stated(item) for item in items if item is not None)
            sides += [
                Side(sum(values[1:], values[0]), told, item.unit_class, item.fact.id)
                for item in items[:1]
                if item is not None
            ]
        return (sides[0], sides[1]) if sides[0].unit == sides[1].unit else None


@cache
def _extent() -> re.Pattern[str]:
    return re.compile(f"的?(?:同比)?({words('extents').pattern.pattern})$")
