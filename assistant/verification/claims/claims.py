"""Figures with their surroundings: what the text says around each of them.

A claim knows the zones in which words are looked for, each with the weight that
a word there has. A word in the figure's own clause, since the figure before,
tells what is counted; one in an earlier clause tells less; a heading least.
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass, field, replace
from operator import itemgetter
from typing import TYPE_CHECKING, NamedTuple

from assistant.domain import Kind
from assistant.extraction.normal import normalise
from assistant.verification.claims.frames import Frame, FrameKind
from assistant.verification.claims.medals import medal_of
from assistant.verification.claims.outlook import ahead_in, opens_ahead
from assistant.verification.claims.phrases import Phrase, Wording, phrase_of, time_behind
from assistant.verification.claims.retold import retold
from assistant.verification.grams import tokens
from assistant.verification.lexicon import words
from assistant.verification.units import apart, limit_of, staged
from assistant.verification.units import quantity as measured

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from assistant.domain import Block, Document, FactSheet, Mention, Quantity
    from assistant.verification.claims.segments import Segments, Span
    from assistant.verification.grams import Occurrences

_JOINT = re.compile(r"[、,，;；]|(?<![总共参])和|与|及|以及|并|,")
_BEHIND, _AFTERWARDS, _MEDAL = 18, 16, 8
# 642件 before 842人, with nothing between.
_PAIRED = re.compile(r"\d[\d.,]*[万亿]?[\u4e00-\u9fff]{1,2}$")
OWN, NEAR, HEAD = 1.3, 1.0, 0.9
# Words further away than this say nothing of a figure, however long the sentence.
_REACH = 400
# 重点做好四项工作：一是…;二是…: so long a lead governs every item of its list.
_LEAD = 80
# So far back a figure without words of its own is told of.
_LATELY = 30
_WEIGHT = itemgetter(2)
# 三者同比下降,分别少供468万…: what the clause before says of all of them.
_SHARED_OUT = re.compile("[,，]?(?:分别|依次|各)")
_MOMENTS = frozenset({Kind.DATE, Kind.YEAR})
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
    """

    near: Mapping[str, float]
    hits: list[float] | defaultdict[int, float]
    common: Sequence[str]
    told: str
    denies: bool


_UNSEEN = Sight({}, defaultdict(float), (), "", denies=False)


@dataclass(frozen=True, slots=True, eq=False)
class Claim:
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
        frame: how it is meant.
        time: the part of the period it speaks of; empty for none said.
        whole_year: the words say that it is the whole period's.
        planned, done: the words tell an intention, an achievement.
        levels: administrative levels named in its clause.
        among: of a rank, the level right before it (居全省第四: 省).
        this_year: the words say that it is this year's alone.
        bare: no words of its own stand before it but those of its frame.
        past: words of its sentence name last year.
        fallen: the words say a fall, so that a negative rate is told without its sign.
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
    frame: Frame = field(default_factory=Frame)
    time: str = ""
    whole_year: bool = False
    planned: bool = False
    done: bool = False
    levels: frozenset[str] = frozenset()
    among: str = ""
    this_year: bool = False
    bare: bool = False
    past: bool = False
    fallen: bool = False
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

    def look(self, occurrences: Occurrences) -> dict[str, float]:
        """Every token around the figure with the weight of its nearest zone."""
        near: dict[str, float] = {}
        for zone in reversed(self.zones):
            start, end, weight = zone
            if any(one < end and start < other for one, other in self.foreign):
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
        units = {normalise(fact.unit) for fact in sheet.facts if fact.unit and "/" in fact.unit}
        self.rates = sorted(units)
        period = sheet.document.period
        self.year = period.year if period else None
        self._ahead: dict[int, bool] = {}

    def claim(self, number: int, at: int, quantity: Quantity | None) -> Claim:
        """The claim of the mention ``at``."""
        text, segments = self.text, self.segments
        start, end = self.mentions[at].start, self.mentions[at].end
        clause = segments.clause(start)
        mention, whole = retold(text, self.mentions, at, clause[0], self.rates)
        if mention is not self.mentions[at]:
            quantity = measured(mention)
        before, after = self._before(at, clause), self._after(at)
        block, sentence = segments.block(start), segments.sentence(start)
        part = segments.part(start)
        place = _Place(block, sentence, part, clause, before, after)
        said = self._phrase(mention, at, place)
        frame = said.frame
        quantity = limit_of(quantity) if said.aim else self._worded(quantity, start, place)
        return Claim(
            number=number,
            mention=mention,
            start=start,
            quantity=quantity,
            block=block,
            sentence=sentence,
            part=part,
            clause=clause,
            before=before,
            after=after,
            zones=self._zones(mention, place),
            extra=self._extra(mention, block, text[slice(*before)], text[slice(*after)]),
            frame=replace(frame, kind=FrameKind.SHARE, base=whole) if whole else frame,
            time=said.time,
            whole_year=said.whole_year,
            planned=said.planned,
            done=said.done,
            levels=said.levels - self.own_levels if said.levels else said.levels,
            among=said.among,
            this_year=said.this_year,
            bare=said.bare,
            past=said.past,
            fallen=said.fallen,
            medal=medal_of(text[max(0, start - _MEDAL) : start], text[end : end + _MEDAL]),
            behind=text[end : end + _AFTERWARDS],
        )

    def _worded(self, quantity: Quantity | None, start: int, place: _Place) -> Quantity | None:
        """A quantity as the words around it bound it: 迈上500亿元台阶, 超过在读学生的九成."""
        clause = self.text[max(place.clause[0], start - _AFTERWARDS) : start]
        before, after = self.text[slice(*place.before)], self.text[slice(*place.after)]
        return staged(apart(quantity, clause), before, after)

    def _before(self, at: int, clause: Span) -> Span:
        start = self.mentions[at].start
        begin = max(clause[0], start - _REACH)
        place = at - 1
        while place >= 0 and self.mentions[place].end > begin:
            earlier = self.mentions[place]
            if earlier.exempt is None:
                begin = earlier.end
                joint = _JOINT.search(self.text, begin, start)
                if joint is not None:
                    begin = joint.end()
                break
            place -= 1
        return min(begin, start), start

    def _after(self, at: int) -> Span:
        end = self.mentions[at].end
        limit = min(end + _BEHIND, self.segments.clause(max(end - 1, 0))[1])
        followed = False
        place = at + 1
        while place < len(self.mentions) and self.mentions[place].start < limit:
            if self.mentions[place].exempt is None:
                limit = self.mentions[place].start
                followed = True
                break
            place += 1
        joint = _JOINT.search(self.text, end, limit) if followed else None
        return end, joint.start() if joint else max(end, limit)

    def _shared(self, start: int, clause: Span, before: Span) -> Span:
        """The words before a pair of figures, for its second: 提起公诉642件842人."""
        if before[0] < start:
            return start, start
        floor = max(clause[0], start - _REACH)
        head = max(floor, self.text.rfind("，", floor, start) + 1)
        run = _PAIRED.search(self.text, head, start)
        return (head, run.start()) if run is not None else (start, start)

    def _zones(self, mention: Mention, place: _Place) -> tuple[Zone, ...]:
        block, sentence, part, clause, before, after = place
        segments, start = self.segments, mention.start
        zones: list[Zone] = [
            (*self._shared(start, clause, before), NEAR),
            (*before, NEAR),
            (*after, NEAR),
            (clause[0], before[0], 0.6),
        ]
        earlier = segments.before(segments.clauses, clause[0], part[0])
        if earlier is not None:
            zones.append((*earlier, 0.45))
        zones.append((part[0], clause[0], 0.4))
        zones.append((sentence[0], part[0], 0.3))
        zones.append((after[1], clause[1], 0.3))
        zones.extend((*span, 0.28) for span in segments.headings(start))
        if block is not None:
            first = segments.sentence(block.offset)
            zones.append((first[0], min(first[1], first[0] + _REACH), 0.22))
            last = segments.before(segments.sentences, sentence[0], block.offset)
            if last is not None:
                zones.append((*last, 0.25))
            zones.append((block.offset, sentence[0], 0.15))
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

    def _phrase(self, mention: Mention, at: int, place: _Place) -> Phrase:
        """What the words around a figure say."""
        block, sentence, part, clause, before, after = place
        text, start = self.text, mention.start
        shared = _SHARED_OUT.match(text, clause[0])
        told_of = (
            self.segments.before(self.segments.clauses, clause[0], part[0]) if shared else None
        )
        lead = ahead_in(text[sentence[0] : part[0]][:_LEAD], self.year)
        floor = max(part[0], start - _REACH)
        told = text[floor:start]
        earlier = self.mentions[at - 1].end if at else 0
        headings = self.segments.headings(start)
        return phrase_of(
            Wording(
                mention.kind,
                mention.approximator,
                text[slice(*before)],
                text[max((told_of or clause)[0], start - _REACH) : start],
                text[slice(*after)],
                text[max(sentence[0], start - _LATELY, earlier) : start],
                lead + told,
                text[floor : min(clause[1], start + _REACH)],
                "".join(text[one:two] for one, two in headings) if headings else "",
                mention.kind not in _MOMENTS and self._opens_ahead(block),
                self.year,
                time_behind(text[mention.end : mention.end + _AFTERWARDS]),
            )
        )

    def _opens_ahead(self, block: Block | None) -> bool:
        """Whether a paragraph begins with a time to come."""
        if block is None:
            return False
        known = self._ahead.get(block.offset)
        if known is None:
            known = self._ahead[block.offset] = opens_ahead(self.text, block.offset, self.year)
        return known

    @staticmethod
    def _extra(mention: Mention, block: Block | None, before: str, after: str) -> dict[str, float]:
        """The words of the headings of a cell's row and column, and of whom a figure counts."""
        heads = block.context if block is not None else ()
        extra = {token: HEAD for head in heads for token in tokens(head)}
        if mention.unit in words("populace").words:
            extra |= dict.fromkeys(tokens("常住人口"), 1.0)  # 46.8万群众 names who lives here
        itself = mention.unit in words("persons").words and before.endswith(words("itself").words)
        if itself and (not after or words("staff").pattern.match(after)):
            # 本处60名同仁 are 在岗人员.
            extra |= dict.fromkeys(tokens("".join(words("staff_names").words)), NEAR)
        return extra
