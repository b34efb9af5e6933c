"""Figures with their surroundings: what the text says around each of them.

A claim knows the zones in which words are looked for, each with the weight that
a word there has. A word in the figure's own clause, since the figure before,
tells what is counted; one in an earlier clause tells less; a heading least.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from dataclasses import dataclass, field
from operator import attrgetter, itemgetter
from typing import TYPE_CHECKING, NamedTuple

from assistant.domain import BlockKind, Kind, PartialDate, altered
from assistant.extraction import base_unit
from assistant.extraction.normal import normalise
from assistant.verification.claims.frames import FrameKind
from assistant.verification.claims.levels import medal_of
from assistant.verification.claims.phrases import (
    Phrase,
    Wording,
    ahead_in,
    opens_ahead,
    phrase_of,
)
from assistant.verification.claims.retold import retold
from assistant.verification.grams import tokens
from assistant.verification.interchange import limit_of, staged
from assistant.verification.interchange import quantity as measured
from assistant.verification.lexicon import forms, words

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from assistant.domain import Block, Document, FactSheet, Mention, Quantity
    from assistant.verification.claims.segments import Segments, Span
    from assistant.verification.grams import Occurrences

_HELD = "比较与同从由自于过"
_FORMS = forms(__file__)
_BEHIND, _AFTERWARDS, _MEDAL = 18, 16, 8
OWN, NEAR, HEAD = 1.3, 1.0, 0.9
# Words further away than this say nothing of a figure, however long the sentence.
_REACH = 400
# 重点做好四项工作：一是…;二是…: so long a lead governs every item of its list.
_LEAD = 80
# So short is a sentence that only says what the next is about.
_TOPIC = 10
# So far back a figure without words of its own is told of.
_LATELY = 30
_WEIGHT, _SAID = itemgetter(2), attrgetter(*Phrase.__slots__)
_MOMENTS = frozenset({Kind.DATE, Kind.YEAR})
# A time that was told does not end the words before a figure; more of them hardly stand there.
_NEAR_BY = 4
# How far from the year reported on the years lie that words name.
_YEARS = {"去": -1, "上": -1, "前": -2, "明": 1, "来": 1}
Zone = tuple[int, int, float]


@dataclass(frozen=True, slots=True)
class Sight:
    """The words near a figure.

    Attributes:
        near: each word with the weight of its nearest zone.
        hits: by the number of a fact's words what stands near of them.
        common: the words that too many facts bear to be counted in ``hits``.
        told: the figure's own words, as they stand before it; behind it where none do.
        denies: these deny something.
        counted: the class of the unit that they say is counted (人数, 金额); empty for none.
    """

    near: Mapping[str, float]
    hits: Mapping[int, float]
    common: Sequence[str]
    told: str
    denies: bool
    counted: str = ""


_UNSEEN = Sight({}, defaultdict(float), (), "", denies=False)


@dataclass(frozen=True, slots=True, eq=False)
class Claim(Phrase):
    """A figure to check and what the text says around it.

    Attributes:
        number: its place among the claims.
        start: where it begins.
        sentence, part, clause: spans around it; a part lies between semicolons.
        before: since the figure before it or the clause's beginning.
        after: behind its unit, to the next mark, figure or joint.
        zones: (start, end, weight), weightiest first.
        foreign: spans whose words belong to another figure of a list.
        extra: further words that stand near it, each with its weight.
        medal: the medal that it counts (金奖1项).
        behind: the characters right behind it.
        order: (place, length) of an ordered list that it stands in.
        origin: the figure where its movement began (由第六升至第四).
        turned: the words of that movement turn its two figures round.
        sight: the words near it, as the binding sees them.
        anchor: the fact that the figure before it states, of which a growth or share is told.
        anchors: all facts that earlier figures of the sentence state.
    """

    number: int
    mention: Mention
    start: int
    quantity: Quantity | None
    block: Block | None
    sentence: Span
    part: Span
    clause: Span
    before: Span
    after: Span
    zones: tuple[Zone, ...] = ()
    foreign: tuple[Span, ...] = ()
    extra: Mapping[str, float] = field(default_factory=dict)
    medal: str = ""
    behind: str = ""
    order: tuple[int, int] = (0, 1)
    origin: Claim | None = None
    turned: bool = False
    sight: Sight = _UNSEEN
    anchor: str = ""
    anchors: tuple[str, ...] = ()

    @property
    def unit_class(self) -> str:
        """The class of its unit; empty for no quantity."""
        return self.quantity.unit_class if self.quantity is not None else ""

    @property
    def from_clause(self) -> int:
        """Where the clause begins, or as far back as words tell of a figure."""
        return max(self.clause[0], self.start - _REACH)

    @property
    def from_sentence(self) -> int:
        """Where the sentence begins, or as far back as words tell of a figure."""
        return max(self.sentence[0], self.start - _REACH)

    @property
    def to_clause(self) -> int:
        """Where the clause ends, or as far on as words tell of a figure."""
        return min(self.clause[1], self.start + _REACH)

    def look(self, occurrences: Occurrences) -> dict[str, float]:
        """Every token around the figure with the weight of its nearest zone."""
        near: dict[str, float] = {}
        for zone in reversed(self.zones):
            start, end, weight = zone
            if self.foreign and any(one < end and start < other for one, other in self.foreign):
                found = occurrences.tokens_outside(start, end, self.foreign)
                near.update(dict.fromkeys(found, weight))
            else:
                near.update(occurrences.weighed(zone))
        near.update(self.extra)
        return near


class _Place(NamedTuple):
    """Where a figure stands: see Claim."""

    block: Block | None
    sentence: Span
    part: Span
    clause: Span
    before: Span
    after: Span


class ClaimReader:
    """Makes the claims of one document."""

    def __init__(
        self,
        document: Document,
        sheet: FactSheet,
        mentions: Sequence[Mention],
        segments: Segments,
        own_levels: frozenset[str],
    ) -> None:
        self.text = document.text
        self.mentions = mentions
        self.segments = segments
        self.own_levels = own_levels
        units = {normalise(fact.unit) for fact in sheet.facts if fact.unit}
        rates = sorted(unit for unit in units if "/" in unit)
        alone = {base_unit(unit) for unit in units}  # 688万元 is told in 元
        self.rates = {rate: base_unit(rate.partition("/")[0]) not in alone for rate in rates}
        self.organization = sheet.document.organization or ""
        period = sheet.document.period
        self.year = period.year if period else None
        last = f"{self.year - 1}年" if self.year is not None else ""
        # 比2024年的 is held against it; None where the text tells no such year.
        told = bool(last) and last in self.text
        self._last_year = re.compile(f"(?<![{_HELD}\\d]){last}") if told else None
        self._figures = [mention for mention in mentions if mention.exempt is None]
        self._starts = [mention.start for mention in self._figures]

    def claim(self, number: int, at: int) -> Claim:
        """The claim of the mention ``at``."""
        text, segments, start = self.text, self.segments, self.mentions[at].start
        clause, part = segments.clause(start), segments.part(start)
        mention, whole = retold(text, self.mentions, at, clause[0], self.rates)
        mention = self._of_its_year(mention)
        end = mention.end
        before, after = self._before(start, clause), self._after(end)
        place = _Place(segments.block(start), segments.sentence(start), part, clause, before, after)
        said = self._phrase(mention, at, place)
        frame = altered(said.frame, kind=FrameKind.SHARE, base=whole) if whole else said.frame
        told = dict(zip(Phrase.__slots__, _SAID(said), strict=True))
        told |= {"frame": frame, "levels": said.levels - self.own_levels}
        words_before, words_after = text[slice(*before)], text[slice(*after)]
        quantity = measured(mention)
        if said.aim or (mention.unit in words("rungs").words and len(mention.unit or "") > 1):
            quantity = limit_of(quantity)  # 连超7个位次
        else:
            near = text[max(clause[0], start - _AFTERWARDS) : start]
            quantity = staged(quantity, near, words_before, words_after)
        return Claim(
            number,
            mention,
            start,
            quantity,
            *place,
            zones=self._zones(mention, place),
            extra=_extra(mention, place.block, words_before, words_after, self.organization),
            medal=medal_of(text[max(0, start - _MEDAL) : start], text[end : end + _MEDAL]),
            behind=text[end : end + _AFTERWARDS],
            **told,
        )

    def _of_its_year(self, mention: Mention) -> Mention:
        """A date with the year that the word right before it tells: 去年3月12日."""
        if mention.kind is not Kind.DATE or self.year is None:
            return mention
        said = _FORMS.year_word.search(self.text, max(0, mention.start - _NEAR_BY), mention.start)
        if said is None:
            return mention
        year = self.year + _YEARS[said[1]]
        parts = tuple(
            altered(one, year=year)
            if isinstance(one, PartialDate) and one.month and one.year is None
            else one
            for one in mention.parts
        )
        return altered(mention, parts=parts)

    def _before(self, start: int, clause: Span) -> Span:
        begin = max(clause[0], start - _REACH)
        number = bisect_left(self._starts, start) - 1
        if number >= 0 and self._figures[number].end > begin:
            begin = self._figures[number].end
            joint = _FORMS.joint.search(self.text, begin, start)
            begin = joint.end() if joint else begin
        return min(begin, start), start

    def _after(self, end: int) -> Span:
        limit = min(end + _BEHIND, self.segments.clause(max(end - 1, 0))[1])
        number = bisect_left(self._starts, end)
        if number < len(self._starts) and self._starts[number] < limit:
            limit = self._starts[number]
            joint = _FORMS.among.search(self.text, end, limit)
            limit = joint.start() if joint else limit
        return end, max(end, limit)

    def _shared(self, start: int, clause: Span, before: Span) -> Span:
        """The words before a pair of figures, for its second: 提起公诉642件842人."""
        if before[0] < start:
            return start, start
        floor = max(clause[0], start - _REACH)
        head = max(floor, self.text.rfind("，", floor, start) + 1)
        run = _FORMS.paired.search(self.text, head, start)
        return (head, run.start()) if run is not None else (start, start)

    def _zones(self, mention: Mention, place: _Place) -> tuple[Zone, ...]:
        block, sentence, part, clause, before, after = place
        segments, start = self.segments, mention.start
        zones: list[Zone] = [
            (*self._shared(start, clause, before), NEAR),
            (*before, NEAR),
            (*after, NEAR),
            (clause[0], before[0], 0.6),
            (*segments.before(segments.clauses, clause[0], part[0]), 0.45),
            (part[0], clause[0], 0.4),
            (sentence[0], part[0], 0.3),
            (after[1], clause[1], 0.3),
        ]
        if block is not None:
            # 再说学员。5200人…, （1）引才。680人…: what a figure is of that begins its sentence.
            first = segments.sentence(block.offset)
            topic = segments.before(segments.sentences, sentence[0], block.offset)
            short = start == sentence[0] and topic[1] - topic[0] <= _TOPIC
            alone = start == block.offset and block.kind is BlockKind.PARAGRAPH
            zones += [
                *((*span, NEAR if alone else 0.28) for span in segments.headings(start)),
                (first[0], min(first[1], first[0] + _REACH), 0.22),
                (*topic, 0.6 if short else 0.25),
                (block.offset, sentence[0], 0.15),
            ]
        if mention.kind is Kind.DATE and mention.end == clause[1] < part[1]:
            # 6月18日,防汛演练举行: what happened stands behind the date.
            zones.append((*segments.clause(clause[1] + 1), HEAD))
        zones.append((clause[1], part[1], 0.12))
        limit = start + _REACH
        kept = [
            zone
            if zone[1] - zone[0] <= _REACH and zone[1] <= limit
            else (max(zone[0], min(start, zone[1]) - _REACH), min(zone[1], limit), zone[2])
            for zone in zones
            if zone[0] < zone[1]
        ]
        return tuple(sorted(kept, key=_WEIGHT, reverse=True))

    def _told_of(self, before: Span) -> str:
        """A figure's own words, with last year's number where they stand right behind it."""
        said, (start, end) = self._last_year, before
        number = said.search(self.text, max(0, start - len("2024年") - 1), start) if said else None
        adjoins = number is not None and number.end() == start
        return ("上年" if adjoins else "") + self._dated(self.text[start:end])

    def _dated(self, said: str) -> str:
        """Words with 上年 for last year's number: 2024年举办50期."""
        return self._last_year.sub("上年", said) if self._last_year is not None else said

    def _phrase(self, mention: Mention, at: int, place: _Place) -> Phrase:
        """What the words around a figure say."""
        block, sentence, part, clause, before, after = place
        text, start, segments = self.text, mention.start, self.segments
        told_of = clause
        if _FORMS.shared_out.match(text, clause[0]):
            told_of = segments.before(segments.clauses, clause[0], part[0])
        lead = ahead_in(text[sentence[0] : part[0]][:_LEAD], self.year)
        floor = max(part[0], start - _REACH)
        near = self.mentions[max(0, at - _NEAR_BY) : at]
        earlier = max((one.end for one in near if one.kind not in _MOMENTS), default=0)
        ahead = (
            block is not None
            and mention.kind not in _MOMENTS
            and opens_ahead(text, block.offset, self.year)
        )
        dated = self._dated
        return phrase_of(
            Wording(
                mention.kind,
                mention.approximator,
                self._told_of(before),
                dated(text[max(told_of[0], start - _REACH) : start]),
                text[slice(*after)],
                dated(text[max(sentence[0], start - _LATELY, earlier) : start]),
                lead + text[floor:start],
                text[floor : min(clause[1], start + _REACH)],
                "".join(text[one:two] for one, two in segments.headings(start)),
                ahead,
                self.year,
                text[mention.end : max(mention.end, min(clause[1], mention.end + _REACH))],
            )
        )


def _extra(
    mention: Mention, block: Block | None, before: str, after: str, organization: str
) -> dict[str, float]:
    """The words of the headings of a cell's row and column, and of whom a figure counts."""
    heads = block.context if block is not None else ()
    extra = {token: HEAD for head in heads for token in tokens(head)}
    if mention.unit in words("populace").words:
        extra |= dict.fromkeys(tokens("常住人口"), 1.0)  # 46.8万群众 names who lives here
    itself = before.endswith(words("itself").words)
    itself = itself and (not after or words("staff").pattern.match(after) is not None)
    people = _FORMS.people.match(after)
    named = people is not None and set(people[1] or "") <= set(organization)
    if mention.unit in words("persons").words and (itself or named):
        # 本处60名同仁, 60人的队伍 and 60名统计人 are 在岗人员.
        extra |= dict.fromkeys(tokens("".join(words("staff_names").words)), NEAR)
    return extra
