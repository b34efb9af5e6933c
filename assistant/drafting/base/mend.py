"""What the verifier refuses in the carried text is put right, or opened: nothing false stands."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from assistant.domain import Level, Verdict
from assistant.drafting.base.carry import CarryKind, gap_for
from assistant.drafting.base.phrases import base_phrase, base_words, turns
from assistant.drafting.base.spots import spots_of
from assistant.drafting.outline.assemble import assemble
from assistant.drafting.references.grammar import references
from assistant.drafting.references.render import render
from assistant.verification import verify

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from assistant.domain import Draft, FactSheet, Finding
    from assistant.drafting.base.carry import Carried
    from assistant.drafting.base.sections import BaseSection
    from assistant.drafting.base.spots import Spot
    from assistant.drafting.outline.assemble import Assembled
    from assistant.drafting.references.render import Span

_ROUNDS = 5
_CLAUSE_MARKS = "，,；;。：:"
# What is mended though it may be a warning only.
_MENDED = frozenset({Verdict.SUPERLATIVE, Verdict.UNSUPPORTED})


def mend(
    sections: Sequence[BaseSection], sheet: FactSheet, draft_of: Callable[[], Draft]
) -> Assembled:
    """The assembled draft, its sections changed until the verifier refuses nothing in them.

    A turned direction gets the other word, a form that the new value does not bear becomes the
    exact one; whatever else is refused becomes 【待补】, and a sentence that even then does not
    hold is left out as a whole. A doubt whether last year's words are another name of the fact stays.

    Args:
        sections: the carried sections; changed.
        sheet: this year's facts.
        draft_of: makes the draft of the sections as they stand.
    """
    tried: set[str] = set()
    assembled = assemble(draft_of(), sheet)
    for turn in range(_ROUNDS):
        report = verify(assembled.document, sheet)
        findings = [f for f in report.findings if f.start is not None and _counts(f)]
        if not findings:
            return assembled
        spots = list(spots_of(sections, assembled.document.text, sheet))
        for spot in spots:
            mine = [f for f in findings if spot.start <= (f.start or 0) < spot.end]
            if mine:
                # One finding at a time: mending the first may mend the others.
                text = spot.sentence.source
                again = text in tried or turn == _ROUNDS - 1
                tried.add(text)
                _mend_spot(spot, mine[0], sheet, whole=again)
        assembled = assemble(draft_of(), sheet)
    return assembled


def _counts(finding: Finding) -> bool:
    return finding.level is Level.ERROR or finding.verdict in _MENDED


def _mend_spot(spot: Spot, finding: Finding, sheet: FactSheet, *, whole: bool) -> None:
    sentence = spot.sentence
    rendered = render(sentence.source, sheet, lenient=True)
    start, end = (finding.start or 0) - spot.start, (finding.end or 0) - spot.start
    spans = [span for span in rendered.spans if span.start < end and start < span.end]
    if finding.verdict is Verdict.SUPERLATIVE and not whole:
        spot.line.sentences[spot.at] = _without_clause(sentence, finding)
        return
    if whole or (finding.verdict is Verdict.INCONSISTENT and not spans):
        spot.line.sentences[spot.at] = _left_out(sentence, finding)
        return
    if finding.verdict is Verdict.WRONG_DIRECTION:
        turned = _turned(sentence, spans[-1] if spans else None)
        if turned is not None:
            spot.line.sentences[spot.at] = turned
            return
    if spans and finding.verdict is Verdict.WRONG_ROUNDING and ":" in spans[-1].reference:
        exact = spans[-1].reference.partition(":")[0] + "}"
        source = sentence.source.replace(spans[-1].reference, exact, 1)
        spot.line.sentences[spot.at] = replace(sentence, source=source)
        return
    spot.line.sentences[spot.at] = _opened(sentence, spans[-1] if spans else None, finding, sheet)


def _turned(sentence: Carried, span: Span | None) -> Carried | None:
    """The sentence with the word of direction before the reference turned; None without one."""
    at = sentence.source.find(span.reference) if span else -1
    if at < 0:
        return None
    begin = max(sentence.source.rfind(mark, 0, at) for mark in _CLAUSE_MARKS) + 1
    clause = sentence.source[begin:at]
    for one, other in turns():
        for word, turned in ((one, other), (other, one)):
            place = clause.rfind(word)
            if place >= 0:
                new = clause[:place] + turned + clause[place + len(word) :]
                source = sentence.source[:begin] + new + sentence.source[at:]
                note = f"方向变了:“{word}”改为“{turned}”"
                return replace(sentence, source=source, notes=(*sentence.notes, note))
    plain = base_phrase("neutral_word")
    for word in base_words("neutral"):
        if clause.endswith(word):
            source = sentence.source[: at - len(word)] + plain + sentence.source[at:]
            note = f"方向变了:“{word}”改为“{plain}”"
            return replace(sentence, source=source, notes=(*sentence.notes, note))
    return None


def _without_clause(sentence: Carried, finding: Finding) -> Carried:
    """The sentence without the clause of a 全部 or 首次 that no fact of this year supports.

    A sentence without figures keeps its words, with a mark in the place of that one.
    """
    clauses = re.findall(r"[^，,；;。]+[，,；;。]?", sentence.source)
    bad = [clause for clause in clauses if finding.text in clause and not _bears(clause)]
    kept = "".join(clause for clause in clauses if clause not in bad)
    if sentence.kind is CarryKind.STANDING and finding.text in sentence.source:
        source = sentence.source.replace(finding.text, base_phrase("gap_claim"), 1)
        notes = (*sentence.notes, f"{finding.text}:{finding.reason}")
        return replace(sentence, kind=CarryKind.OPEN, source=source, notes=notes)
    if not bad or not _bears(kept):
        return _left_out(sentence, finding)
    note = f"去年的这半句今年没有依据,没有写入:{''.join(bad)}"
    return replace(sentence, source=kept.rstrip("，,；;。") + "。", notes=(*sentence.notes, note))


def _bears(text: str) -> bool:
    return any(True for _ in references(text))


def _opened(sentence: Carried, span: Span | None, finding: Finding, sheet: FactSheet) -> Carried:
    """The sentence with the refused figure as 【待补】."""
    # What stands in a gap already is not opened again.
    told = span.reference if span else finding.text.rpartition("】")[2]
    at = sentence.source.find(told) if told else -1
    if at < 0:
        return _left_out(sentence, finding)
    before = sentence.source[:at]
    clause = before[max(before.rfind(mark) for mark in _CLAUSE_MARKS) + 1 :]
    fact = sheet.by_id.get(span.fact_id) if span else None
    words = fact.name if fact else "".join(_without_references(clause))
    source = before + gap_for(words) + sentence.source[at + len(told) :]
    kind = CarryKind.NEW if sentence.kind is CarryKind.NEW else CarryKind.OPEN
    note = f"{finding.text}:{finding.reason}"
    return replace(
        sentence,
        kind=kind,
        source=source,
        notes=(*sentence.notes, note),
        opened=sentence.opened + 1,
    )


def _without_references(clause: str) -> Iterator[str]:
    done = 0
    for reference in references(clause):
        yield clause[done : reference.start]
        done = reference.end
    yield clause[done:]


def _left_out(sentence: Carried, finding: Finding) -> Carried:
    """The sentence left out, with the reason."""
    note = f"去年的这句话今年不成立,没有写入:{finding.reason}"
    return replace(
        sentence,
        kind=CarryKind.OPEN,
        source="",
        notes=(*sentence.notes, note),
        opened=max(sentence.opened, sentence.figures),
    )
