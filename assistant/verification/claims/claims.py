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
from typing import TYPE_CHECKING

from assistant.domain import Kind
from assistant.extraction.normal import normalise
from assistant.verification.claims.attributes import unsaid
from assistant.verification.claims.frames import Frame, FrameKind, frame_of, is_bare
from assistant.verification.claims.levels import level_before, levels_of
from assistant.verification.claims.outlook import Outlook
from assistant.verification.claims.past import tells_past
from assistant.verification.claims.retold import retold
from assistant.verification.grams import tokens
from assistant.verification.lexicon import tags, words
from assistant.verification.units import apart, limit_of, staged
from assistant.verification.units import quantity as measured

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from assistant.domain import Block, Document, FactSheet, Mention, Quantity
    from assistant.verification.claims.segments import Segments, Span
    from assistant.verification.grams import Occurrences

_JOINT = re.compile(r"[、,，;；]|(?<![总共参])和|与|及|以及|并|,")
# 超过310天的年度目标: the figure is the target itself.
_AIM_REACH = 8
# 全年预期目标的28.6%: the year is the target's, the figure may be of any part of it.
_ASIDE_MARKS = frozenset("、，,。;；和与及")
_WHOLE_AIM = re.compile(r"全年(?=[^,，。;；]{0,4}(?:目标|计划|任务|预算))")
_RIGHT_YEAR = re.compile(r"(20\d\d)年(?:末|底|全年|同期)?[的为是]?$")
_BEHIND = 18
_AFTERWARDS = 16
_DENIED = re.compile(r"不(?:予|准)?((?![断足到少超多高低仅同得])[\u4e00-\u9fff]{2})")
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


@dataclass(slots=True, eq=False)
class Claim:
    """A figure to check and what the text says around it.

    Attributes:
        number: its place among the claims.
        sentence, part, clause: spans around it; a part lies between semicolons.
        before: since the figure before it or the clause's beginning.
        after: behind its unit, to the next mark, figure or joint.
        zones: (start, end, weight), weightiest first.
        foreign: spans whose words belong to another figure of a list.
        time: the part of the period it speaks of; empty for none said.
        whole_year: the words say that it is the whole period's.
        planned, done: the words tell an intention, an achievement.
        levels: administrative levels named in its clause.
        among: of a rank, the level right before it (居全省第四: 省).
        year: a year named before it in its sentence; None where none is.
        this_year: the words say that it is this year's alone.
        anchors: all facts that earlier figures of the sentence state.
        order: (place, length) of an ordered list that it stands in.
        bare: no words of its own stand before it but those of its frame.
        behind: the characters right behind it.
        restated: it tells a total again, of which the next figure tells a part.
        sight: the words near it, as the binding sees them.
        comparable: candidate number -> whether the figure could state it, for its sort.
        fallen: the words say a fall, so that a negative rate is told without its sign.
        anchor: the fact that the figure before it states, of which a growth or share is told.
        past: words of its sentence name last year.
        origin: the figure where its movement began (由第六升至第四).
        turned: the words of that movement turn its two figures round.
        medal: the medal that it counts (金奖1项).
        recounted: a structure count of what a fact counts otherwise.
    """

    number: int
    mention: Mention
    quantity: Quantity | None
    block: Block | None
    sentence: Span
    part: Span
    clause: Span
    before: Span
    after: Span
    zones: tuple[tuple[int, int, float], ...] = ()
    foreign: tuple[Span, ...] = ()
    extra: dict[str, float] = field(default_factory=dict)
    frame: Frame = field(default_factory=Frame)
    time: str = ""
    whole_year: bool = False
    planned: bool = False
    done: bool = False
    levels: frozenset[str] = frozenset()
    among: str = ""
    year: int | None = None
    this_year: bool = False
    anchor: str = ""
    anchors: tuple[str, ...] = ()
    bare: bool = False
    past: bool = False
    origin: Claim | None = None
    turned: bool = False
    medal: str = ""
    recounted: bool = False
    fallen: bool = False
    order: tuple[int, int] = (0, 1)
    sight: Sight = _UNSEEN
    behind: str = ""
    restated: bool = False
    comparable: dict[int, bool] = field(default_factory=dict)

    @property
    def start(self) -> int:
        """Where the figure begins."""
        return self.mention.start

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
        for start, end, weight in reversed(self.zones):
            if self.foreign:
                found = occurrences.tokens_outside(start, end, self.foreign)
            else:
                found = occurrences.tokens(start, end)
            near.update(dict.fromkeys(found, weight))
        near.update(self.extra)
        return near


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
        self.sheet = sheet
        self.mentions = mentions
        self.segments = segments
        self.own_levels = own_levels
        # A ledger that tells what was not done: 不起诉人数 beside 起诉人数.
        units = {normalise(fact.unit) for fact in sheet.facts if fact.unit and "/" in fact.unit}
        self.rates = sorted(units)
        self.denials = any("不" in name for fact in sheet.facts for name in fact.path)
        period = sheet.document.period
        self.year = period.year if period else None
        self.outlook = Outlook(document.text, self.year)

    def claim(self, number: int, at: int, quantity: Quantity | None) -> Claim:
        """The claim of the mention ``at``."""
        segments = self.segments
        clause = segments.clause(self.mentions[at].start)
        mention, whole = retold(self.text, self.mentions, at, clause[0], self.rates)
        if mention is not self.mentions[at]:
            quantity = measured(mention)
        made = Claim(
            number=number,
            mention=mention,
            quantity=quantity,
            block=segments.block(mention.start),
            sentence=segments.sentence(mention.start),
            part=segments.part(mention.start),
            clause=clause,
            before=self._before(at, clause),
            after=self._after(at),
        )
        made.zones = self._zones(made)
        heads = made.block.context if made.block is not None else ()
        made.extra = {token: HEAD for head in heads for token in tokens(head)}
        if mention.unit in words("populace").words:
            made.extra |= dict.fromkeys(tokens("常住人口"), 1.0)  # 46.8万群众 names who lives here
        self._describe(made, at)
        if whole:
            made.frame = replace(made.frame, kind=FrameKind.SHARE, base=whole)
        return made

    def _weighty(self, mention: Mention) -> bool:
        """Whether a mention is a figure that takes the words before it for itself."""
        return mention.exempt is None

    def _before(self, at: int, clause: Span) -> Span:
        start = self.mentions[at].start
        begin = max(clause[0], start - _REACH)
        place = at - 1
        while place >= 0 and self.mentions[place].end > begin:
            earlier = self.mentions[place]
            if self._weighty(earlier):
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
            if self._weighty(self.mentions[place]):
                limit = self.mentions[place].start
                followed = True
                break
            place += 1
        joint = _JOINT.search(self.text, end, limit) if followed else None
        return end, joint.start() if joint else max(end, limit)

    def _shared(self, claim: Claim) -> Span:
        """The words before a pair of figures, for its second: 提起公诉642件842人."""
        start = claim.start
        if claim.before[0] < start:
            return start, start
        begin = self.text.rfind("，", claim.from_clause, start)
        head = max(claim.from_clause, begin + 1)
        run = _PAIRED.search(self.text, head, start)
        return (head, run.start()) if run is not None else (start, start)

    def _zones(self, claim: Claim) -> tuple[tuple[int, int, float], ...]:
        segments = self.segments
        start = claim.start
        zones: list[tuple[int, int, float]] = [
            (*self._shared(claim), NEAR),
            (*claim.before, NEAR),
            (*claim.after, NEAR),
            (claim.clause[0], claim.before[0], 0.6),
        ]
        earlier = segments.before(segments.clauses, claim.clause[0], claim.part[0])
        if earlier is not None:
            zones.append((*earlier, 0.45))
        zones.append((claim.part[0], claim.clause[0], 0.4))
        zones.append((claim.sentence[0], claim.part[0], 0.3))
        zones.append((claim.after[1], claim.clause[1], 0.3))
        zones.extend((*span, 0.28) for span in segments.headings(start))
        block = claim.block
        if block is not None:
            first = segments.sentence(block.offset)
            zones.append((first[0], min(first[1], first[0] + _REACH), 0.22))
            last = segments.before(segments.sentences, claim.sentence[0], block.offset)
            if last is not None:
                zones.append((*last, 0.25))
            zones.append((block.offset, claim.sentence[0], 0.15))
        alone = claim.mention.kind is Kind.DATE and claim.mention.end == claim.clause[1]
        if alone and claim.clause[1] < claim.part[1]:
            # 6月18日,防汛演练举行: what happened stands behind the date.
            zones.append((*segments.clause(claim.clause[1] + 1), HEAD))
        zones.append((claim.clause[1], claim.part[1], 0.12))
        kept = [
            zone
            if zone[1] - zone[0] <= _REACH and zone[1] <= start + _REACH
            else (max(zone[0], min(start, zone[1]) - _REACH), min(zone[1], start + _REACH), zone[2])
            for zone in zones
            if zone[0] < zone[1]
        ]
        return tuple(sorted(kept, key=_WEIGHT, reverse=True))

    def _describe(self, claim: Claim, at: int) -> None:
        text, mention = self.text, claim.mention
        before = text[slice(*claim.before)]
        clause = text[claim.from_clause : mention.start]
        after = text[slice(*claim.after)]
        claim.frame = self._of_year(frame_of(mention, before, clause, after), clause)
        if is_aim(after):
            claim.frame = replace(claim.frame, kind=FrameKind.TARGET)
            claim.quantity = limit_of(claim.quantity)
        else:
            claim.quantity = staged(apart(claim.quantity, before), before, after)
        claim.levels = levels_of(clause + after) - self.own_levels
        if mention.kind is Kind.RANK:
            claim.among = level_before(clause)
        base = claim.frame.base
        claim.bare = is_bare(before.rpartition(base)[0] if base else before)
        claim.past = tells_past(
            text[
                max(claim.part[0], claim.start - _REACH) : min(
                    claim.clause[1], claim.start + _REACH
                )
            ],
            self.year,
        )
        claim.behind = self.text[mention.end : mention.end + _AFTERWARDS]
        unsaids = unsaid(text, self.mentions, at, claim.before)
        claim.foreign = (*self._denied(claim), *unsaids)
        claim.this_year = words("this_year").last(before) is not None
        since = self._since(claim, at) if claim.bare else ""
        claim.fallen = claim.frame.direction < 0 or words("fall").first(since or before) is not None
        self._set_time(claim, before, clause, since)
        self._set_plan(claim, clause, after)
        self._set_year(claim, at)

    def _of_year(self, frame: Frame, clause: str) -> Frame:
        """A figure right behind the year before, told as a number: 比2024年的121家增加27家."""
        found = _RIGHT_YEAR.search(clause)
        last = found is not None and self.year is not None and int(found[1]) == self.year - 1
        return replace(frame, kind=FrameKind.PREVIOUS, direction=0) if last else frame

    def _since(self, claim: Claim, at: int) -> str:
        """The words since the figure before, over clauses: 上半年即转负,为-0.9%."""
        floor = max(claim.sentence[0], claim.start - _LATELY)
        earlier = self.mentions[at - 1].end if at else 0
        return self.text[max(floor, earlier) : claim.start]

    def _denied(self, claim: Claim) -> Iterator[Span]:
        """The verbs that the words before a figure deny (不起诉236人): they speak of another fact."""
        for found in _DENIED.finditer(self.text, *claim.before) if self.denials else ():
            yield found.span(1)

    def _set_time(self, claim: Claim, before: str, clause: str, since: str) -> None:
        before, clause = _WHOLE_AIM.sub("", before), _WHOLE_AIM.sub("", clause)
        times, tag = words("times"), tags("times")
        whole = words("year_words")
        for piece in (before, clause, since):
            found, year = times.last(piece), whole.last(piece)
            if year is not None and (found is None or year.start() > found.start()):
                claim.whole_year = True
                return
            if found is not None:
                claim.time = tag[found[0]]
                return

    def _set_plan(self, claim: Claim, clause: str, after: str) -> None:
        lead, colon, _ = self.text[claim.sentence[0] : claim.part[0]][:_LEAD].partition("：")
        told = self.text[max(claim.part[0], claim.start - _REACH) : claim.start]
        told = lead + told if colon else told
        heading = "".join(self.text[a:b] for a, b in self.segments.headings(claim.start))
        moment = claim.mention.kind in {Kind.DATE, Kind.YEAR}
        claim.planned = self.outlook.intended(told, heading, None if moment else claim.block)
        claim.done = self.outlook.done(told, clause, self.text[slice(*claim.before)], after)

    def _set_year(self, claim: Claim, at: int) -> None:
        place = at - 1
        floor = max(claim.sentence[0], claim.start - _REACH)
        while place >= 0 and self.mentions[place].start >= floor:
            year = _year_of(self.mentions[place])
            if year is not None:
                claim.year = year
                return
            place -= 1


def is_aim(after: str) -> bool:
    """Whether words behind a figure say that it is a target: 1200篇年度任务, 9.2亿元的预算目标."""
    found = words("aims").first(after[:_AIM_REACH])
    return found is not None and not any(mark in after[: found.start()] for mark in _ASIDE_MARKS)


def _year_of(mention: Mention) -> int | None:
    for part in mention.parts:
        year = getattr(part, "year", None)
        if year is not None:
            return int(year)
    return None
