"""The verifier: proves every figure of a text against a fact sheet."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from assistant.domain import Document, Exemption, Kind, Level, Scope, Verdict, altered
from assistant.extraction import read_document, read_mentions
from assistant.extraction.doubling import doubled_words
from assistant.verification.assembly import Assembly
from assistant.verification.claims.claims import Claim, ClaimReader
from assistant.verification.claims.lists import listed
from assistant.verification.claims.periods import yearly
from assistant.verification.claims.phrases import late_plan
from assistant.verification.claims.placed import placed
from assistant.verification.claims.segments import Segments
from assistant.verification.claims.spacing import tighten
from assistant.verification.consistency import clashes_of_counts, with_clashes
from assistant.verification.consistency.structure import Counter
from assistant.verification.grams import Occurrences
from assistant.verification.hidden import hidden, misnamed
from assistant.verification.leaks import LeakKind, find_leaks
from assistant.verification.lexicon import words
from assistant.verification.matching.binding import Binder
from assistant.verification.matching.index import index_of
from assistant.verification.matching.restated import STATES
from assistant.verification.matching.rounding import Agreement
from assistant.verification.matching.shifts import shifts
from assistant.verification.matching.together import Settings
from assistant.verification.places import ordered
from assistant.verification.reader.opinions import second_opinion
from assistant.verification.reckoning.derivation import Deriver
from assistant.verification.settling import Known, settle
from assistant.verification.superlatives import superlatives
from assistant.verification.verdict_table import verdict_table
from assistant.verification.verdicts import VERDICTS
from assistant.verification.verdicts.case import Judgement
from assistant.verification.verdicts.severity import Stated, severity
from assistant.verification.weekdays import weekdays
from assistant.verification.wordless import wordless
from assistant.verification.years import Calendar

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from assistant.domain import FactSheet, Mention, Report
    from assistant.verification.matching.matches import Binding
    from assistant.verification.reader.question import Reader

_STATED = frozenset({Verdict.SUPPORTED, Verdict.ROUNDED, Verdict.DERIVED})
# A photograph or a seal may stand in any document: a person is told, and it stops nothing.
_PICTURE = "图片"
# The verdict on words that are doubled, by what they are about; else on the unit.
_OF_DOUBLED = {"direction": Verdict.WRONG_DIRECTION, "bound": Verdict.WRONG_BOUND}
_ONE_OR_NONE = frozenset((0, 1))


def verify(
    text: str | Document,
    facts: FactSheet,
    *,
    samples: Mapping[str, str] | None = None,
    strict: bool = False,
    waivers: Mapping[str, str] | None = None,
    reader: Reader | None = None,
    scope: Scope = Scope.DOUBTFUL,
    trust_reader: bool = False,
) -> Report:
    """What the facts say of every figure of a text.

    Args:
        text: the text, or a document whose blocks are known.
        facts: the fact sheet.
        samples: name -> text of the style samples, for the leak test.
        strict: warnings make the report not ok.
        waivers: finding id -> reason, of findings that a person lets stand.
        reader: a second reader, whose readings the program proves; see docs/reader.md.
        scope: which figures it is asked about.
        trust_reader: a reading of it that computes needs no person to confirm it.

    Raises:
        AssistantError: the reader could not be asked.

    Returns:
        The report: every figure with its verdict, the findings, the exempt mentions.
    """
    document = text if isinstance(text, Document) else read_document(text)
    tight = tighten(document)
    home = document if tight is None else tight.document
    run = Run(home, facts, samples, waivers)
    stated = run.judge()
    opinion = None
    if reader is not None:
        opinion = second_opinion(
            run.assembly, home, reader, run.claims, scope=scope, trusted=trust_reader
        )
    report = altered(
        run.assembly.report(run.mentions, strict=strict, stated=stated), reader=opinion
    )
    return report if tight is None else tight.restore(report)


def bind(text: str, facts: FactSheet) -> list[Binding]:
    """What each figure of a text is bound to, in order, without a verdict."""
    run = Run(read_document(text), facts)
    return run.binder.bind(run.claims)


class Run:
    """One verification: the steps in order."""

    def __init__(
        self,
        document: Document,
        sheet: FactSheet,
        samples: Mapping[str, str] | None = None,
        waivers: Mapping[str, str] | None = None,
    ) -> None:
        self.document = document
        self.text = document.text
        self.sheet = sheet
        self.samples = samples
        read = read_mentions(self.text, terms=sheet.document.terms, units=sheet.units)
        self.mentions = placed(document, read)
        self.segments = Segments(document, self.mentions)
        self.index = index_of(sheet)
        self.occurrences = Occurrences(
            self.text, self.index.vocabulary, sheet.document.organization or ""
        )
        self.binder = Binder(self.index, self.occurrences)
        self.assembly = Assembly(self.text, self.segments, waivers, sheet)
        self.calendar = Calendar(sheet)

    def judge(self) -> bool:
        """Gives every verdict to the assembly; returns whether the text states any fact at all."""
        claims = self.claims
        bindings = self.binder.bind(claims)
        deriver = Deriver(self.index, bindings, self.text, self.mentions)
        kept = [one for one in bindings if self._is_claim(one) or self._moves_a_rank(one, deriver)]
        # 古建筑独占鳌头 is no rank where it is held against the other parts.
        settings = Settings(self.text, bindings, self.index, self.segments)
        told_first = list(ordered(settings))
        whole = {(start, end) for start, end, _ in told_first}
        spots = {at for start, end in whole for at in range(start, end)}
        kept = [one for one in kept if one.claim.start not in spots or not _unranked(one, whole)]
        leaks = self._leaks()
        stated = self._judge(deriver, kept, leaks)
        claimed = {binding.claim.mention.start for binding in kept}
        for mention in self.mentions:
            if mention.start not in claimed:
                self.assembly.add_exempt(mention)
        text, segments, mentions = self.text, self.segments, self.mentions
        firsts = superlatives(settings, mentions, stated)
        for found in (
            *clashes_of_counts(mentions, segments),
            *(one for one in firsts if one[0] not in spots),
            *misnamed(text, self.index.names, stated),
            *hidden(text, self.sheet, mentions, segments),
            *((start, end, wrong) for start, end, wrong in told_first if wrong is not None),
            *wordless(settings),
            *weekdays(claims, text, self.calendar.year),
        ):
            self.assembly.add_finding(*found)
        self._add_doubled()
        for what in self.document.unread:
            level = Level.WARNING if _PICTURE in what else Level.ERROR
            self.assembly.add_finding(None, None, Judgement(Verdict.UNREAD, what, level=level))
        self._add_late_plans()
        self._add_unused(stated)
        return bool(stated)

    # -- claims ---------------------------------------------------------------------------

    @cached_property
    def claims(self) -> list[Claim]:
        """The figures of the text, with what it says around them."""
        reader = ClaimReader(
            self.document, self.sheet, self.mentions, self.segments, self.index.own_levels
        )
        claims: list[Claim] = []
        for at, mention in enumerate(self.mentions):
            if mention.exempt is None or _perhaps(mention):
                claims.append(reader.claim(len(claims), at))
        text = self.text
        return shifts(listed(claims, text, reader.year), text)

    def _is_claim(self, binding: Binding) -> bool:
        if binding.claim.mention.exempt is None or binding.recounted:
            return True
        support = binding.support
        if support is None or support.agreement is Agreement.FAR:
            return False
        return support.fit >= STATES and binding.rival is None

    @staticmethod
    def _moves_a_rank(binding: Binding, deriver: Deriver) -> bool:
        """Whether 一位 is no article but how far a rank moved that is known: 名列第三,比上年靠前一位."""
        claim = binding.claim
        near = deriver.bindings[max(0, claim.number - 2) : claim.number]
        ranked = any(
            one.claim.mention.kind is Kind.RANK and one.claim.sentence == claim.sentence
            for one in near
        )
        moved = ranked and claim.mention.unit in words("rungs").words and claim.frame.direction
        return bool(moved) and deriver.derive(binding)[1] is not None

    # -- verdicts -------------------------------------------------------------------------

    def _judge(
        self, deriver: Deriver, kept: Sequence[Binding], leaks: Mapping[int, Judgement]
    ) -> set[str]:
        claims = [item.claim for item in deriver.bindings]
        counter = Counter(self.mentions, self.segments, claims)
        known = Known(self.calendar, counter)
        stated: set[str] = set()
        settled = [settle(binding, self.text, self.binder, deriver, known) for binding in kept]
        told, table = Stated.by(settled), verdict_table()
        for case in with_clashes(settled, self.segments, self.sheet):
            mention = case.claim.mention
            judgement = next(found for judge in VERDICTS if (found := judge(case)) is not None)
            if judgement.verdict not in _STATED:
                # What the facts prove is not a sample's, though a sample may have it too.
                judgement = leaks.get(mention.start) or judgement
            states = judgement.verdict in _STATED or case.unnamed
            if states and judgement.fact is not None:
                stated.add(judgement.fact.partition(".")[0])
            level, start = severity(case, judgement, told), judgement.start
            wrong = judgement.verdict not in _STATED
            if wrong and start is None and (table[judgement.verdict].reaches or case.worded):
                start = case.reach
            if (level, start) != (judgement.level, judgement.start):
                judgement = altered(judgement, level=level, start=start)
            self.assembly.add_figure(mention, judgement)
        return stated

    def _leaks(self) -> dict[int, Judgement]:
        """The leaks from samples: those of figures by where they begin, others at once."""
        if not self.samples:
            return {}
        places = {mention.start for mention in self.mentions}
        leaks: dict[int, Judgement] = {}
        for leak in find_leaks(self.document, self.sheet, self.samples, self.mentions):
            judgement = Judgement(Verdict.LEAKED, leak.reason, sample=leak.sample)
            if leak.kind is LeakKind.FIGURE and leak.start in places:
                leaks[leak.start] = judgement
            else:
                self.assembly.add_finding(leak.start, leak.end, judgement)
        return leaks

    def _add_late_plans(self) -> None:
        period = self.sheet.document.period
        year = period.year if period is not None and yearly(self.sheet) else None
        for block in self.document.blocks:
            place = late_plan(block, year)
            if place is not None:
                told = self.text[slice(*place)]
                reason = f"“{told}”是报告的年份,这一节说的是以后的打算,应为{int(told[:4]) + 1}年"
                judgement = Judgement(
                    Verdict.WRONG_PERIOD, reason, expected=f"{int(told[:4]) + 1}年"
                )
                self.assembly.add_finding(*place, judgement)

    def _add_doubled(self) -> None:
        """Said twice (20万人次人次) is a warning, a contradiction (增长下降3.7%) an error."""
        for found in doubled_words(self.text, self.mentions):
            verdict = _OF_DOUBLED.get(found.what, Verdict.WRONG_UNIT)
            said = "前后说法相反" if found.clash else "里有词语重复"
            level = None if found.clash else Level.WARNING
            judgement = Judgement(verdict, f"“{found.text}”{said}", level=level)
            self.assembly.add_finding(found.start, found.end, judgement)

    def _add_unused(self, stated: set[str]) -> None:
        """A required indicator that no figure and no first place told in words states."""
        for fact in self.sheet.facts:
            if fact.required and fact.indicator is not None and fact.id not in stated:
                reason = f"事实“{'·'.join(fact.path)}”({fact.id})没有写到"
                self.assembly.add_finding(None, None, Judgement(Verdict.UNUSED, reason, fact.id))


def _unranked(binding: Binding, counts: set[tuple[int, int]]) -> bool:
    """Whether a figure is only a place, or how many parts there are, that is told of no fact."""
    mention = binding.claim.mention
    alone = mention.kind is Kind.RANK or (mention.start, mention.end) in counts
    support = binding.support if binding.rival is None else None
    return alone and (support is None or (mention.kind is Kind.RANK and support.fit < STATES))


def _perhaps(mention: Mention) -> bool:
    """Whether an exempt mention may be a claim all the same: 一名, 三个校区 where a fact says so."""
    if mention.unit is None or mention.kind is not Kind.COUNT or not mention.exact:
        return False
    if mention.exempt is Exemption.VAGUE:
        return mention.low in _ONE_OR_NONE
    return mention.exempt is Exemption.STRUCTURE
