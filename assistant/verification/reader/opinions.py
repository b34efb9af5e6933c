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

import re
from typing import TYPE_CHECKING

from assistant.domain import Level, Scope, SecondOpinion, Verdict
from assistant.verification.reader.language import parse_answers
from assistant.verification.reader.place import Place
from assistant.verification.reader.proof import prove
from assistant.verification.reader.question import ask, figures_in
from assistant.verification.verdicts.case import Judgement

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from assistant.domain import Document, FactSheet, Figure, Finding, Mention
    from assistant.verification.assembly import Assembly
    from assistant.verification.reader.language import Answers, Reading, Remark
    from assistant.verification.reader.proof import Proof
    from assistant.verification.reader.question import Question, Reader

_FIRM = frozenset((Verdict.UNREAD, Verdict.LEAKED, Verdict.INCONSISTENT))
_MARK = re.compile(r"⟦[0-9]+⟧")
# More remarks on one text than this are noise, or an attack on the person's time.
_MOST_REMARKS = 40
_LEAST_QUOTE = 2


def second_opinion(
    assembly: Assembly,
    document: Document,
    sheet: FactSheet,
    reader: Reader,
    mentions: Sequence[Mention],
    *,
    scope: Scope = Scope.DOUBTFUL,
    trusted: bool = False,
) -> SecondOpinion:
    """Merges what the reader reads into what the program judged.

    Args:
        assembly: the program's own figures and findings, offsets in the document's text.
        document: what was judged.
        sheet: the facts.
        reader: it is asked only where there is something to ask.
        mentions: those of the document's text.
        scope: which figures it is asked about.
        trusted: a reading that computes needs no confirmation.

    Raises:
        AssistantError: the reader could not be asked.
    """
    question, numbered = ask(document, assembly.figures, sheet, scope)
    asked = any(passage.marks or not passage.level for passage in question.passages)
    answers = parse_answers(reader.read(question) if asked else (), figures_in(sheet))
    merged = _Merge(assembly, question, trusted=trusted)
    merged.figures_read(numbered, answers, mentions)
    more = merged.remarks_made(answers.remarks)
    answered = len(answers.readings.keys() & numbered.keys())
    return SecondOpinion(reader.name, len(numbered), answered, trusted, more)


def _called(figure: Figure, sheet: FactSheet) -> str:
    """What the program takes a figure for, as a person calls it."""
    id_ = figure.fact or ""
    fact = sheet.fact_of(id_)
    return f"“{fact.name}”({id_})" if fact is not None else id_ or "相符"


def _warned(figure: Figure) -> bool:
    return figure.level is Level.WARNING and figure.verdict is not Verdict.IMPLIED


class _Merge:
    def __init__(self, assembly: Assembly, question: Question, *, trusted: bool) -> None:
        self.assembly, self.question = assembly, question
        self.sheet, self.trusted = question.sheet, trusted

    def figures_read(
        self, numbered: Mapping[int, Figure], answers: Answers, known: Sequence[Mention]
    ) -> None:
        """Holds every reading against its figure."""
        period = self.sheet.document.period
        year = period.year if period else None
        mentions = {mention.start: mention for mention in known}
        for number, figure in numbered.items():
            reading, mention = answers.readings.get(number), mentions.get(figure.start)
            if reading is not None and mention is not None:
                place = Place.of(
                    mention,
                    self.assembly.text,
                    year,
                    planned=number in self.question.planned,
                    refused=figure.level is not None,
                )
                self._judge(figure, prove(reading, place, self.sheet), reading)

    def _judge(self, figure: Figure, proof: Proof, reading: Reading) -> None:
        if proof.holds is None or figure.verdict in _FIRM or _warned(figure):
            return
        if figure.level is not None and not proof.holds:
            if reading.wrong or reading.written != figure.fact:  # else it says what is told already
                self.assembly.explain(figure, proof.reason)
        elif figure.level is not None and figure.waived is None:
            reason = f"由模型读作“{proof.told}”,程序复算相符,请确认"
            self.assembly.judge_again(
                figure,
                Judgement(
                    Verdict.READ, reason, proof.fact, formula=proof.told, reading=reading.written
                ),
                silent=self.trusted,
            )
        elif figure.level is None and not proof.holds:
            reason = f"程序核对为{_called(figure, self.sheet)},模型另有看法:{proof.reason}"
            judgement = Judgement(Verdict.DISPUTED, reason, figure.fact, formula=figure.formula)
            self.assembly.judge_again(figure, judgement)

    def remarks_made(self, remarks: tuple[Remark, ...]) -> int:
        """A finding where each quote stands; returns how many were left out."""
        shown = 0
        for remark in remarks:
            place = self._quoted(remark)
            if place is None or any(
                _meets(place, one)
                for one in self.assembly.findings
                if one.verdict is not Verdict.UNUSED
            ):
                continue
            shown += 1
            if shown <= _MOST_REMARKS:
                reason = f"模型认为:{remark.reason or '与事实不符'}"
                self.assembly.add_finding(*place, Judgement(Verdict.DISPUTED, reason))
        return max(0, shown - _MOST_REMARKS)

    def _quoted(self, remark: Remark) -> tuple[int, int] | None:
        """Where a quote stands in what was asked, from the paragraph read last on; None where nowhere word for word."""
        quote, passages = _MARK.sub("", remark.quote), self.question.passages
        if len(quote) < _LEAST_QUOTE:
            return None
        last = (n for n, one in enumerate(passages) if remark.after in dict(one.marks))
        first = next(last, 0)
        for passage in (*passages[first:], *passages[:first]):
            at = passage.text.find(quote)
            if at >= 0:
                return passage.start + at, passage.start + at + len(quote)
        return None


def _meets(place: tuple[int, int], finding: Finding) -> bool:
    return (
        finding.start is not None
        and finding.end is not None
        and finding.start < place[1]
        and place[0] < finding.end
    )
