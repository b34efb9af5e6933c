"""When dated events were, told without a date: 办法印发之后, 先检查再演练, 三件事都在上半年, 封顶最晚.

Each event is named by a short form of its fact's name and nothing else but words that say nothing; else the
text is passed over. A plan's year is left open where its sentence tells one.

| text | dates of the sheet |
|---|---|
| 开馆之前,完成消防验收 | 6月1日, 5月12日: right; 开馆之后 is refused |
| 先举办读书节,再开馆 | 4月23日, 6月1日 |
| 新馆开馆、读书节两件大事都在上半年 | 6月1日, 4月23日 |
| 验收、读书节、开馆三项中,开馆最晚 | the latest of those that are listed |
| 4月28日,读书节启幕 | 4月23日至4月28日: that is its end |
| 分馆已顺利投用 | planned |
"""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, timedelta
from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from assistant.domain import Fact, Kind, Status, Verdict, once_a_sheet
from assistant.facts.values import first_day, last_day, span_text
from assistant.verification.candidates import Role
from assistant.verification.claims.periods import MONTHS
from assistant.verification.lexicon import tags, words
from assistant.verification.matching.dates import dates_of, day_of, proves
from assistant.verification.named import Names
from assistant.verification.verdicts.case import Judgement

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from assistant.domain import FactSheet
    from assistant.verification.claims.segments import Segments
    from assistant.verification.matching.matches import Binding

    Found = tuple[int, int, Judgement]

_NEAR, _SHORTEST, _CLAUSES = 40, 3, 3
_PREDICATES, _ENDLESS = (2, 4, 6), 160
_NUMBER = r"[\d一二两三四五六七八九十数几]{1,4}个?多?(?:天|日|周|星期|月|年)"
_MARKS = re.compile(r"[《》“”\"'‘’()（）\s]|(?:\d{4}年)?\d{1,2}月(?:\d{1,2}日)?|\d+[日天]")
_ITEMS = re.compile("[、和与及]")
_COUNT = re.compile("(?:这|的|等)*[两二三四五六七八九]大?[个件项场次][^、]{0,6}$|[中里]$")
_MOST = re.compile("最(?P<end>[早先晚迟后])(?:[^,，。;；]{0,4}?的(?:则|就)?[是为])?")
_IN_TURN = re.compile("依次(?:为|是)?")
_EARLY = frozenset("早先")
# Before an event to which another one is held: 在…之后, 先…再.
_CUTS = frozenset("在于自从继比先")
_NO_PLAN = re.compile("[重主需必]要|按(?:照)?计划")


class Event(NamedTuple):
    """A dated fact and its first and last day."""

    fact: Fact
    first: date
    last: date

    @property
    def told(self) -> str:
        """For a person."""
        when = span_text(self.fact.date) if self.fact.date is not None else ""
        return f"“{self.fact.name}”是{when}({self.fact.id})"


class Events:
    """The dated facts of a sheet, found by what they are called."""

    def __init__(self, sheet: FactSheet) -> None:
        period = sheet.document.period
        self.year = period.year if period is not None else None
        days = {fact.id: event for fact in sheet.facts if (event := self._dated(fact))}
        named = [fact for fact in sheet.facts if fact.statement is None] if days else []
        self.events = [days.get(fact.id) for fact in named]
        called = ["".join((fact.scope or "", *fact.path, *fact.aliases)) for fact in named]
        self.names = Names(
            [_MARKS.sub("", name) for name in called], words("event_fillers").pattern
        )

    def _dated(self, fact: Fact) -> Event | None:
        span = fact.date
        if span is None or span.start is None or span.end is None or span.start.month is None:
            return None
        first, last = (
            day_of(day, self.year) for day in (first_day(span.start), last_day(span.end))
        )
        return Event(fact, first, last) if first is not None and last is not None else None

    def named(self, said: str) -> Event | None:
        """The one fact that words name, where it is dated."""
        said = _MARKS.sub("", said)
        least = len(words("event_fillers").pattern.sub("", said))
        if not _SHORTEST <= least <= _NEAR:
            return None
        meant = self.names.meant(said)
        return self.events[meant[0]] if len(meant) == 1 else None

    def listed(self, said: str) -> list[Event]:
        """The events of a list; none where one of its items is no event."""
        items = [self.named(one) for one in _ITEMS.split(_COUNT.sub("", said))]
        known = [one for one in items if one is not None]
        return known if len(known) == len(items) else []


_events = once_a_sheet(Events)


def misdated(
    text: str, sheet: FactSheet, bindings: Sequence[Binding], segments: Segments
) -> Iterator[Found]:
    """(start, end, what is to be said) of every event told before, after or within what it was not."""
    events = _events(sheet)
    if not events.names.names:
        return
    reader = _Reader(text, events, segments)
    yield from reader.links()
    yield from reader.extremes()
    yield from reader.times()
    yield from reader.dones()
    yield from _turned(text, bindings)


class _Reader:
    """Reads what a text says of the order and time of events."""

    def __init__(self, text: str, events: Events, segments: Segments) -> None:
        self.text, self.events, self.segments = text, events, segments

    def _clause(self, at: int) -> tuple[int, int]:
        """The clause around a place, of a long one what is near; nothing of one that no person writes."""
        begin, end = self.segments.clause(at)
        if end - begin > _ENDLESS:
            return at, at
        return max(begin, at - _NEAR), min(end, at + _NEAR)

    def _before(self, begin: int) -> tuple[int, int]:
        """The clause before one; empty where it is the first of its paragraph."""
        block = self.segments.block(begin)
        first = block is None or begin <= block.offset
        return (begin, begin) if first else self._clause(begin - 1)

    def _behind(self, end: int) -> tuple[int, int]:
        """The clause behind one of a sentence; empty where it is the last."""
        last = self.segments.sentence(end)[1]
        return (end, end) if end >= last else self._clause(end + 1)

    def _intended(self, at: int) -> bool:
        """Whether an intention is told there."""
        begin, end = self.segments.sentence(at)
        said = self.text[max(begin, at - _NEAR * 2) : min(end, at + _NEAR * 2)]
        heads = (self.text[slice(*head)] for head in self.segments.headings(at))
        ahead = words("plan_heading").first
        said = _NO_PLAN.sub("", said)
        return words("plan").first(said) is not None or any(ahead(head) for head in heads)

    # -- before and after -------------------------------------------------------------------

    def links(self) -> Iterator[Found]:
        """印发之后,演练; 先演练,再印发; 开馆的次年."""
        for found in _link().finditer(self.text):
            begin, end = self._clause(found.start())
            left, right = (begin, found.start()), (found.end(), end)
            head = not self.text[slice(*left)].strip()
            left = self._before(begin) if head else left
            right = right if self.text[slice(*right)].strip() else self._behind(end)
            told, then = self.text[slice(*left)], self.text[slice(*right)]
            way = _way(found, told, head=head)
            kind = {"after": "event_ends", "before": "event_begins"}.get(way)
            if kind:
                told = told.removesuffix(next(filter(told.endswith, words(kind).words), ""))
            pair = self._pair(told, then) if way else None
            if pair is not None and not _lies(way, *pair) and self._sure(begin, pair):
                yield self._wrong(left[0], max(right[1], found.end()), pair)

    def _pair(self, left: str, right: str) -> tuple[Event, Event] | None:
        """The event before a link and the other one, which may stand around 在…之后."""
        cuts = [at for at, sign in enumerate(left) if sign in _CUTS]
        for subject, said in [
            ("", left),
            *((left[:at], left[at + 1 :]) for at in reversed(cuts[-_CLAUSES:])),
        ]:
            one = self.events.named(said) or self.events.named(subject + said)
            same = (subject + said[:-cut] + right for cut in _PREDICATES)  # 新楼奠基当年启用
            for other in (right, subject + right, subject, *same) if one is not None else ():
                two = self.events.named(other)
                if one is not None and two is not None and two.fact is not one.fact:
                    return one, two
        return None

    def _sure(self, at: int, told: Sequence[Event]) -> bool:
        """Whether events are told of the period: what is intended is of another year, unless it is planned."""
        planned = any(one.fact.status is Status.PLANNED for one in told)
        return planned or not self._intended(at)

    def _wrong(self, start: int, end: int, told: Sequence[Event]) -> Found:
        said, facts = self.text[start:end], "、".join(one.told for one in told)
        reason = f"“{said}”与事实不符:{facts}"
        return start, end, _judged(reason, told[-1].fact.id)

    # -- the first and the last -------------------------------------------------------------

    def extremes(self) -> Iterator[Found]:
        """验收、开馆两件事中,开馆最晚; 验收、开馆依次完成."""
        for pattern in (_MOST, _IN_TURN):
            for found in pattern.finditer(self.text):
                begin, end = self._clause(found.start())
                own, behind = self.text[begin : found.start()], self.text[found.end() : end]
                lead = self.text[slice(*self._before(begin))]
                if pattern is _IN_TURN:
                    told = self.events.listed(behind) or self.events.listed(own)
                    wrong = any(not _lies("after", *two) for two in pairwise(told))
                else:
                    told = self._named_most(own, behind, lead)
                    ways = "after" if found["end"] in _EARLY else "before"
                    wrong = any(not _lies(ways, told[-1], one) for one in told[:-1])
                if wrong and self._sure(begin, told):
                    yield self._wrong(begin, end, told)

    def _named_most(self, own: str, behind: str, lead: str) -> list[Event]:
        """The events of a list and, last, the one of them that is told as the first or last."""
        head, mark, tail = own.partition("中")
        if mark and _ITEMS.search(head):
            lead, own = head, tail
        part = self.events.named(own) or self.events.named(behind)
        told = self.events.listed(lead) if _ITEMS.search(lead) else []
        return [*(one for one in told if one != part), part] if part in told and part else []

    # -- within a part of the year ----------------------------------------------------------

    def times(self) -> Iterator[Found]:
        """三季度,塔楼封顶; 检查、印发两件事都在上半年."""
        for found in words("times").pattern.finditer(self.text):
            months = MONTHS.get(tags("times")[found[0]])
            begin, end = self._clause(found.start())
            if months is None or words("times").pattern.search(self.text, found.end(), end):
                continue
            said = self.text[begin : found.start()], self.text[found.end() : end]
            told = self.events.listed("".join(said))
            place = begin, end
            if not told and not said[0].strip():
                place, told = self._governed(end)
            out = [one for one in told if not self._within(one, months)]
            if out and self._sure(begin, out):
                yield self._wrong(begin, place[1], out)

    def _governed(self, end: int) -> tuple[tuple[int, int], list[Event]]:
        """The events of the clauses behind a time of the sentence, as far as no other date is told."""
        place = end, end
        told: list[Event] = []
        for _ in range(_CLAUSES):
            ahead = self._behind(place[1])
            said = self.text[slice(*ahead)]
            if any(sign.isdigit() for sign in said) or words("times").first(said):
                break
            place, told = ahead, [*told, *self.events.listed(said)]
        return place, told

    def _within(self, event: Event, months: range) -> bool:
        """Whether an event falls into some months of the period; of a plan the year is left open."""
        planned = event.fact.status is Status.PLANNED
        year = event.first.year if planned else self.events.year or event.first.year
        first, last = (day.month + 12 * (day.year - year) for day in (event.first, event.last))
        return first <= months[-1] and last >= months[0]

    # -- plans ------------------------------------------------------------------------------

    def dones(self) -> Iterator[Found]:
        """A planned event told as done, without a date."""
        done = -1
        for found in words("event_done").pattern.finditer(self.text):
            begin, end = self._clause(found.start())
            said = self.text[begin:end]
            if begin <= done or any(sign.isdigit() for sign in said):
                continue
            done = begin
            event = self.events.named(said)
            if event is None or event.fact.status is not Status.PLANNED or self._intended(begin):
                continue
            start, end, wrong = self._wrong(begin, end, [event])
            reason = wrong.reason.replace("与事实不符:", "写成了已完成,但") + ",只是计划,尚未实现"
            yield start, end, replace(wrong, verdict=Verdict.PLANNED, reason=reason)


# -- how two events lie ---------------------------------------------------------------------


def _lies(way: str, one: Event, two: Event) -> bool:
    """Whether the second event may lie to the first as a word says."""
    unit, _, steps = way.partition(" ")
    if not steps:
        apart = two.last < one.first, two.first > one.last
        lasting = any(apart) and one.first < one.last
        return not {"after": apart[0], "before": apart[1], "during": lasting}[unit]
    days = one.first, one.last, two.first, two.last
    if unit == "day":
        gaps = {(b - a) // timedelta(1) for a in days[:2] for b in days[2:]}
        whole = one.first == one.last and two.first == two.last
        return int(steps) in gaps or not whole
    counts = [day.year if unit == "year" else day.year * 12 + day.month for day in days]
    return any(b - a == int(steps) for a in counts[:2] for b in counts[2:])


def _turned(text: str, bindings: Sequence[Binding]) -> Iterator[Found]:
    """The last day of an event told as its first, or the first as its last."""
    for binding in bindings:
        claim, support = binding.claim, binding.support
        item = support.candidate if support is not None else None
        told = dates_of(claim.mention) if claim.mention.kind is Kind.DATE else []
        if item is None or item.role is not Role.DATE or item.date is None or len(told) != 1:
            continue
        ends = [proves(one, told[0]) for one in (item.date.start, item.date.end)]
        name = _MARKS.sub("", "".join(item.fact.path))
        if all(ends) or not any(ends):
            continue
        kind = "event_begins" if ends[1] else "event_ends"
        limit = min(claim.sentence[1], claim.mention.end + _NEAR)
        found = words(kind).pattern.search(text, claim.mention.end, limit)
        said = text[claim.mention.end : found.start()] if found is not None else ""
        if found is None or found[0] in name or any(sign.isdigit() for sign in said):
            continue
        said = re.sub("[,，]", "", _MARKS.sub("", said))
        fillers = words("event_fillers").pattern
        if not fillers.sub("", said) or Names([name], fillers).meant(said):
            when = f"“{item.fact.name}”是{span_text(item.date)}({item.reference})"
            reason = f"“{text[claim.start : found.end()]}”与事实不符:{when}"
            yield claim.start, found.end(), _judged(reason, item.reference)


def _judged(reason: str, fact: str) -> Judgement:
    return Judgement(Verdict.WRONG_PERIOD, reason, fact, advice="请按事实改正时间或先后")


def _way(found: re.Match[str], left: str, *, head: bool) -> str:
    """How what follows a word lies to what stands before it; empty where it tells no order."""
    link = found["link"]
    if link is not None:
        known = {**tags("event_links"), **tags("event_turns")} if head else tags("event_links")
        return known.get(link, "")
    if found["then"] is not None:
        return "after" if "先" in left else ""
    if found["pace"] is not None:
        return ("before" if found["pace"] == "早" else "after") if "比" in left else ""
    return "after" if found["side"] == "后" else "before"


@cache
def _link() -> re.Pattern[str]:
    """A word that puts one event before or after another."""
    told = "|".join(sorted({*tags("event_turns"), *tags("event_links")}, key=len, reverse=True))
    return re.compile(
        f"的?(?P<link>{told})|(?P<then>再)|(?P<pace>[早晚迟])(?!于)"
        f"|(?:{_NUMBER})?[之以]?(?P<side>[后前])(?:的?第?{_NUMBER})?"
    )
