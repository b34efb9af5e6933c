"""Two opinions, one verdict: the program's report and what a reader read, merged by one table.

| the program | the reader | verdict |
|---|---|---|
| any | silent, ``name``, a count or year that is as told | as the program says |
| proves | a reading that computes to the figure | as the program says |
| proves | another fact or value, ``none``, ``wrong`` | ``disputed`` (warning) |
| ``implied`` | any | as where it refuses |
| warns | any | as the program says |
| ``unread``, ``leaked``, ``inconsistent`` | any | as the program says |
| refuses | a reading that computes | ``read`` (warning): a person confirms it |
| refuses | another fact or value, ``none``, ``wrong`` | as the program says, with the reader's reason |
| – | words quoted that the facts contradict or do not bear | ``disputed`` (warning) at that place |

A ``read`` figure leaves the report not ok until a person has confirmed it (a waiver), or the reader is trusted.
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import replace
from typing import TYPE_CHECKING

from assistant.domain import Figure, Finding, Level, Scope, SecondOpinion, Verdict
from assistant.verification.lexicon import words
from assistant.verification.reader.language import parse_answers
from assistant.verification.reader.proof import Place, prove
from assistant.verification.reader.question import ask, figures_in

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from assistant.domain import Document, FactSheet, Mention, Report
    from assistant.verification.reader.language import Answers, Reading, Remark
    from assistant.verification.reader.proof import Proof
    from assistant.verification.reader.question import Question, Reader

_STATED = frozenset((Verdict.SUPPORTED, Verdict.ROUNDED, Verdict.DERIVED))
_FIRM = frozenset((Verdict.UNREAD, Verdict.LEAKED, Verdict.INCONSISTENT))
_MARK = re.compile(r"⟦[0-9]+⟧")
_ENDS = "。;；!！?？\n"
# More remarks on one text than this are noise, or an attack on the person's time.
_MOST_REMARKS = 40
_LEAST_QUOTE = 2
_CONFIRM = "请对照原文和事实表;是这个意思的请确认(--accept),以后程序自己就能核对"
_LOOK = "请人看一眼这里的话与事实是否一致;没有问题的请放行"


def second_opinion(
    report: Report,
    document: Document,
    sheet: FactSheet,
    reader: Reader,
    mentions: Sequence[Mention],
    *,
    scope: Scope = Scope.DOUBTFUL,
    trusted: bool = False,
    strict: bool = False,
    waivers: Mapping[str, str] | None = None,
) -> Report:
    """The report with what the reader reads merged into it.

    Args:
        report: the program's own, offsets in the document's text.
        document: what was judged.
        sheet: the facts.
        reader: it is asked only where there is something to ask.
        mentions: those of the document's text.
        scope: which figures it is asked about.
        trusted: a reading that computes needs no confirmation.
        strict: warnings make the report not ok.
        waivers: finding id -> reason; of a ``read`` finding it is the person's confirmation.

    Raises:
        AssistantError: the reader could not be asked.
    """
    question, numbered = ask(document, report, sheet, scope)
    asked = any(passage.marks or not passage.level for passage in question.passages)
    answers = parse_answers(reader.read(question) if asked else (), figures_in(sheet))
    merged = _Merge(report, document, sheet, waivers or {}, trusted=trusted)
    merged.figures_read(numbered, answers, mentions)
    more = merged.remarks_made(answers.remarks, question)
    answered = len(answers.readings.keys() & numbered.keys())
    note = SecondOpinion(reader.name, len(numbered), answered, trusted, more)
    return merged.report(note, strict=strict)


def _called(figure: Figure, sheet: FactSheet) -> str:
    """What the program takes a figure for, as a person calls it."""
    id_ = figure.fact or ""
    fact = sheet.by_id.get(id_) or sheet.by_id.get(id_.rpartition(".")[0])
    return f"“{fact.name}”({id_})" if fact is not None else id_ or "相符"


def _warned(figure: Figure) -> bool:
    return figure.level is Level.WARNING and figure.verdict is not Verdict.IMPLIED


class _Merge:
    def __init__(
        self,
        before: Report,
        document: Document,
        sheet: FactSheet,
        waivers: Mapping[str, str],
        *,
        trusted: bool,
    ) -> None:
        self.before, self.document, self.sheet = before, document, sheet
        self.waivers, self.trusted = waivers, trusted
        self.text = document.text
        self.figures = {figure.start: figure for figure in before.figures}
        self.findings = list(before.findings)
        self.waived = list(before.waived)

    def figures_read(
        self, numbered: Mapping[int, Figure], answers: Answers, known: Sequence[Mention]
    ) -> None:
        """Holds every reading against its figure."""
        document, sheet = self.sheet.document, self.sheet
        year = document.period.year if document.period else None
        mentions = {mention.start: mention for mention in known}
        planned = _plans(self.document)
        for number, figure in numbered.items():
            reading, mention = answers.readings.get(number), mentions.get(figure.start)
            if reading is not None and mention is not None:
                under = any(start <= figure.start < end for start, end in planned)
                place = Place.of(
                    mention, self.text, year, planned=under, refused=figure.level is not None
                )
                self._judge(figure, reading, prove(reading, place, sheet))

    def _judge(self, figure: Figure, reading: Reading, proof: Proof) -> None:
        if proof.holds is None or figure.verdict in _FIRM or _warned(figure):
            return
        if figure.level is not None and not proof.holds:
            self._explain(figure, proof)
        elif figure.level is not None and figure.waived is None:
            reason = f"由模型读作“{proof.told}”,程序复算相符,请确认"
            read = replace(
                figure, verdict=Verdict.READ, reason=reason, fact=proof.fact, formula=proof.told
            )
            self._become(figure, read, reading.written)
        elif figure.level is None and not proof.holds:
            reason = f"程序核对为{_called(figure, self.sheet)},模型另有看法:{proof.reason}"
            self._become(figure, replace(figure, verdict=Verdict.DISPUTED, reason=reason))

    def _become(self, figure: Figure, new: Figure, reading: str | None = None) -> None:
        """The figure with another verdict, and its finding in the place of the old one."""
        old = self._finding(figure)
        if old is not None:
            self.findings.remove(old)
        level = None if new.verdict is Verdict.READ and self.trusted else Level.WARNING
        new = replace(new, level=level, expected=None)
        if level is not None:
            finding = _finding_of(new, _CONFIRM if reading else _LOOK)
            new = replace(new, waived=self._add(replace(finding, reading=reading)))
        self.figures[figure.start] = new

    def _explain(self, figure: Figure, proof: Proof) -> None:
        """A refused figure with the reader's reason beside the program's."""
        old = self._finding(figure)
        if old is not None and proof.reason:
            reason = f"{old.reason};{proof.reason}" if old.reason else proof.reason
            self.findings[self.findings.index(old)] = replace(old, reason=reason)
            self.figures[figure.start] = replace(figure, reason=reason)

    def _finding(self, figure: Figure) -> Finding | None:
        """The finding of a figure: of its verdict, ending where it ends."""
        return next(
            (
                one
                for one in self.findings
                if one.end == figure.end and one.verdict is figure.verdict
            ),
            None,
        )

    def _add(self, found: Finding) -> str | None:
        """Adds a finding; returns the reason that it was waived for, None where it stands."""
        sentence = self._sentence(found.start or 0, found.end or 0)
        key = "\n".join((found.verdict.value, found.fact or "", found.text, sentence))
        name = hashlib.sha256(key.encode("utf-8", "surrogatepass")).hexdigest()[:12]
        finding = replace(found, id=name, sentence=sentence)
        waived = self.waivers.get(name)
        if waived is None:
            self.findings.append(finding)
        else:
            self.waived.append((finding, waived))
        return waived

    def _sentence(self, start: int, end: int) -> str:
        begin = max(self.text.rfind(stop, 0, start) for stop in _ENDS) + 1
        stops = [at for stop in _ENDS if (at := self.text.find(stop, end)) >= 0]
        return self.text[begin : min(stops, default=len(self.text))].strip()

    def remarks_made(self, remarks: tuple[Remark, ...], question: Question) -> int:
        """A finding where each quote stands; returns how many were left out."""
        shown = 0
        for remark in remarks:
            place = self._quoted(_MARK.sub("", remark.quote), question)
            if place is None or any(
                _meets(place, one) for one in self.findings if one.verdict is not Verdict.UNUSED
            ):
                continue
            shown += 1
            if shown <= _MOST_REMARKS:
                start, end = place
                why = f"模型认为:{remark.reason or '与事实不符'}"
                quoted = Figure(start, end, self.text[start:end], Verdict.DISPUTED, reason=why)
                self._add(_finding_of(quoted, _LOOK))
        return max(0, shown - _MOST_REMARKS)

    def _quoted(self, quote: str, question: Question) -> tuple[int, int] | None:
        """Where a quote stands in what was asked; None where it does not stand there word for word."""
        if len(quote) < _LEAST_QUOTE:
            return None
        for passage in question.passages:
            at = passage.text.find(quote)
            if at >= 0:
                return passage.start + at, passage.start + at + len(quote)
        return None

    def report(self, note: SecondOpinion, *, strict: bool) -> Report:
        figures = tuple(sorted(self.figures.values(), key=lambda one: one.start))
        findings = tuple(
            sorted(self.findings, key=lambda one: (one.start is None, one.start or 0, one.id))
        )
        blocked = any(one.blocks for one in findings)
        stated = any(one.verdict in _STATED or one.verdict is Verdict.READ for one in figures)
        refused = any(one.blocks for one in self.before.findings)
        ok = not blocked and (self.before.ok or (refused and stated))
        coverage = replace(self.before.coverage, waived=len(self.waived), findings=len(findings))
        return replace(
            self.before,
            ok=ok and not (strict and findings),
            coverage=coverage,
            figures=figures,
            findings=findings,
            waived=tuple(self.waived),
            reader=note,
        )


def _finding_of(figure: Figure, advice: str) -> Finding:
    """The warning on a figure or quote, without its id and sentence."""
    return Finding(
        "",
        figure.start,
        figure.end,
        figure.text,
        figure.verdict,
        figure.fact,
        Level.WARNING,
        figure.reason,
        advice=advice,
    )


def _meets(place: tuple[int, int], finding: Finding) -> bool:
    return (
        finding.start is not None
        and finding.end is not None
        and finding.start < place[1]
        and place[0] < finding.end
    )


def _plans(document: Document) -> list[tuple[int, int]]:
    """The parts of a document that stand under a heading of plans."""
    found: list[tuple[int, int]] = []
    inside = False
    for block in document.blocks:
        if block.level == 1:
            inside = words("plan_heading").first(block.text) is not None
        if inside:
            found.append((block.offset, block.end))
    return found
