"""Two opinions, one verdict: the program's report and what a reader read, merged by one table.

The table stands in docs/reader.md. A ``read`` figure leaves the report not ok until a person has confirmed it (a waiver), or the reader is trusted.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from assistant.domain import Level, Scope, SecondOpinion, Verdict
from assistant.verification.reader.language import parse_answers
from assistant.verification.reader.proof import Place, prove
from assistant.verification.reader.question import ask, figures_in
from assistant.verification.verdicts.case import Judgement

if TYPE_CHECKING:
    from collections.abc import Sequence

    from assistant.domain import Document, FactSheet, Figure, Finding
    from assistant.verification.assembly import Assembly
    from assistant.verification.claims.claims import Claim
    from assistant.verification.reader.language import Reading, Remark
    from assistant.verification.reader.proof import Proof
    from assistant.verification.reader.question import Passage, Question, Reader

_FIRM = frozenset((Verdict.UNREAD, Verdict.LEAKED, Verdict.INCONSISTENT))
_MARK = re.compile(r"⟦[0-9]+⟧")
# More remarks on one text than this are noise, or an attack on the person's time.
_MOST_REMARKS = 40
_LEAST_QUOTE = 2


def second_opinion(
    assembly: Assembly,
    document: Document,
    reader: Reader,
    claims: Sequence[Claim],
    *,
    scope: Scope,
    trusted: bool,
) -> SecondOpinion:
    """Merges what the reader reads into what the program judged.

    Args:
        assembly: the program's own figures and findings, offsets in the document's text.
        document: what was judged.
        reader: it is asked only where there is something to ask.
        claims: the figures of the document's text.
        scope: which figures it is asked about.
        trusted: a reading that computes needs no confirmation.

    Raises:
        AssistantError: the reader could not be asked.
    """
    sheet = assembly.sheet
    question, numbered = ask(document, assembly.figures, sheet, scope)
    asked = any(passage.marks or not passage.level for passage in question.passages)
    answers = parse_answers(reader.read(question) if asked else (), figures_in(sheet))
    begins = {claim.start: claim for claim in claims}
    answered = answers.readings.keys() & numbered.keys()
    for number in sorted(answered):
        reading, figure = answers.readings[number], numbered[number]
        claim = begins[figure.start]
        said = document.text[claim.part[0] : claim.start]
        behind = document.text[slice(*claim.after)]
        place = Place(claim, said, behind, figure.level is not None)
        _judge(assembly, figure, prove(reading, place, sheet), reading, trusted=trusted)
    more = _remarked(assembly, question, answers.remarks)
    return SecondOpinion(reader.name, len(numbered), len(answered), trusted, more)


def _judge(
    assembly: Assembly, figure: Figure, proof: Proof | None, reading: Reading, *, trusted: bool
) -> None:
    """Holds a reading against its figure."""
    warned = figure.level is Level.WARNING and not figure.verdict.unproved
    if proof is None or figure.verdict in _FIRM or warned:
        return
    if figure.level is not None and proof.reason:
        if reading.wrong or reading.written != figure.fact:  # else it says what is told already
            assembly.explain(figure, proof.reason)
    elif figure.level is not None and figure.waived is None:
        reason = f"由模型读作“{proof.told}”,程序复算相符,请确认"
        judgement = Judgement(
            Verdict.READ, reason, proof.fact, formula=proof.told, reading=reading.written
        )
        assembly.judge_again(figure, judgement, silent=trusted)
    elif figure.level is None and proof.reason:
        reason = f"程序核对为{_called(figure, assembly.sheet)},模型另有看法:{proof.reason}"
        judgement = Judgement(Verdict.DISPUTED, reason, figure.fact, formula=figure.formula)
        assembly.judge_again(figure, judgement)


def _called(figure: Figure, sheet: FactSheet) -> str:
    """What the program takes a figure for, as a person calls it."""
    id_ = figure.fact or ""
    fact = sheet.fact_of(id_)
    return f"“{fact.name}”({id_})" if fact is not None else id_ or "相符"


def _remarked(assembly: Assembly, question: Question, remarks: tuple[Remark, ...]) -> int:
    """A finding where each quote stands; returns how many were left out."""
    shown = 0
    for remark in remarks:
        place = _quoted(remark, question.passages)
        if place is None or any(_meets(place, one) for one in assembly.findings):
            continue
        shown += 1
        if shown <= _MOST_REMARKS:
            reason = f"模型认为:{remark.reason or '与事实不符'}"
            assembly.add_finding(*place, Judgement(Verdict.DISPUTED, reason))
    return max(0, shown - _MOST_REMARKS)


def _quoted(remark: Remark, passages: tuple[Passage, ...]) -> tuple[int, int] | None:
    """Where a quote stands in what was asked, from the paragraph read last on; None where nowhere word for word."""
    quote = _MARK.sub("", remark.quote)
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
    """Whether a finding stands at a place already; one without a place stands nowhere."""
    start, end = finding.start, finding.end
    return start is not None and end is not None and start < place[1] and place[0] < end
