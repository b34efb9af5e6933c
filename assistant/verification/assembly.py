"""Makes the report: figures, findings with their ids, exempt mentions, coverage."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from typing import TYPE_CHECKING

from assistant.domain import (
    Coverage,
    Exemption,
    ExemptMention,
    Figure,
    Finding,
    Level,
    Mention,
    Report,
    Verdict,
)
from assistant.verification.verdict_table import verdict_table

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from assistant.domain import FactSheet
    from assistant.verification.claims.segments import Segments
    from assistant.verification.verdicts.case import Judgement

# Of a sentence without an end only so much is shown to either side.
_LONG = 300
_READ = frozenset((Verdict.READ, Verdict.DISPUTED))
_EXEMPT = "不是要核对的数"


class Assembly:
    """Collects what was judged and makes the report."""

    def __init__(
        self, text: str, segments: Segments, waivers: Mapping[str, str] | None, sheet: FactSheet
    ) -> None:
        self.text = text
        self.sheet = sheet
        self.segments = segments
        self.waivers = dict(waivers or {})
        self.figures: list[Figure] = []
        self.findings: list[Finding] = []
        self.waived: list[tuple[Finding, str]] = []
        self.exempt: list[ExemptMention] = []
        self._seen: dict[str, int] = {}

    def add_figure(
        self, mention: Mention | Figure, judgement: Judgement, *, silent: bool = False
    ) -> None:
        """A figure with its verdict; one that a person must see is a finding too."""
        level = None if silent else judgement.level or judgement.verdict.level
        waived = self._find(mention, judgement) if level is not None else None
        self.figures.append(
            Figure(
                mention.start,
                mention.end,
                mention.text,
                judgement.verdict,
                judgement.fact,
                level,
                judgement.reason,
                judgement.expected,
                judgement.formula,
                waived,
                level is None and self._confirmed(mention, judgement),
            )
        )

    def _confirmed(self, mention: Mention | Figure, judgement: Judgement) -> bool:
        """Whether it is proved by a reading that a person confirmed: as a fact, or here, as another name of one."""
        fact = self.sheet.fact_of(judgement.fact)
        if fact is None or fact.confirmed or not self.waivers:
            return fact is not None and fact.confirmed
        sentence = self._sentence(mention.start, mention.end)
        read = replace(judgement, verdict=Verdict.READ)
        return _digest(_key(read, sentence, mention.text)) in self.waivers

    def _finding_of(self, figure: Figure) -> Finding | None:
        """The finding of a figure: of its verdict, ending where it ends."""
        its = (one for one in self.findings if one.end == figure.end)
        return next((one for one in its if one.verdict is figure.verdict), None)

    def judge_again(self, figure: Figure, judgement: Judgement, *, silent: bool = False) -> None:
        """Another verdict in the place of a figure's own, with its finding; none where it is ``silent``."""
        old = self._finding_of(figure)
        if old is not None:
            self.findings.remove(old)
        self.figures.remove(figure)
        self.add_figure(figure, judgement, silent=silent)

    def explain(self, figure: Figure, why: str) -> None:
        """Another reason behind that of a figure's finding."""
        old = self._finding_of(figure)
        if old is not None:
            reason = f"{old.reason};{why}" if old.reason else why
            self.findings[self.findings.index(old)] = replace(old, reason=reason)
            self.figures[self.figures.index(figure)] = replace(figure, reason=reason)

    def _find(self, mention: Mention | Figure, judgement: Judgement) -> str | None:
        """The finding of a figure; it reaches back over the words that make it wrong."""
        start = mention.start if judgement.start is None else judgement.start
        expected = judgement.expected
        if expected is not None:
            expected = self.text[start : mention.start] + expected
        return self.add_finding(start, mention.end, replace(judgement, expected=expected))

    def add_finding(self, start: int | None, end: int | None, judgement: Judgement) -> str | None:
        """A finding; returns the reason it was waived for, None where it stands."""
        sentence = self._sentence(start, end or start) if start is not None else ""
        level = judgement.level or judgement.verdict.level or Level.ERROR
        text = self.text[start:end] if start is not None else ""
        finding = Finding(
            id=self._identity(judgement, sentence, text),
            start=start,
            end=end,
            text=text,
            verdict=judgement.verdict,
            fact=judgement.fact,
            level=level,
            reason=judgement.reason,
            sentence=sentence,
            expected=judgement.expected,
            advice=verdict_table()[judgement.verdict].advice,
            sample=judgement.sample,
            reading=judgement.reading,
            proposal=judgement.proposal,
        )
        waived = self.waivers.get(finding.id)
        if waived is None:
            self.findings.append(finding)
        else:
            self.waived.append((finding, waived))
        return waived

    def _sentence(self, start: int, end: int) -> str:
        begin, stop = self.segments.sentence(start)
        return self.text[max(begin, start - _LONG) : min(stop, end + _LONG)].strip()

    def _identity(self, judgement: Judgement, sentence: str, text: str) -> str:
        key = _key(judgement, sentence, text)
        number = self._seen[key] = self._seen.get(key, 0) + 1
        return _digest(key if number == 1 else f"{key}\n{number}")

    def add_exempt(self, mention: Mention) -> None:
        """A mention that is no claim."""
        reason = mention.exempt or Exemption.STRUCTURE
        detail = mention.reason or _EXEMPT
        self.exempt.append(ExemptMention(mention.start, mention.end, mention.text, reason, detail))

    def report(self, mentions: Sequence[Mention], *, strict: bool, stated: bool) -> Report:
        """The report; ``stated`` tells whether the text states any fact at all."""
        findings = tuple(sorted(self.findings, key=_order))
        blocked = any(finding.blocks for finding in findings)
        stated = stated or any(figure.verdict is Verdict.READ for figure in self.figures)
        ok = stated and not blocked and not (strict and findings)
        coverage = Coverage(
            mentions=len(mentions),
            checked=len(self.figures),
            exempt=len(self.exempt),
            waived=len(self.waived),
            findings=len(findings),
        )
        figures = tuple(sorted(self.figures, key=lambda figure: figure.start))
        return Report(ok, coverage, figures, findings, tuple(self.exempt), tuple(self.waived))


def _key(judgement: Judgement, sentence: str, text: str) -> str:
    about = judgement.fact or ("" if sentence else judgement.reason)
    # What one confirms or lets stand of a second reader is that figure, whatever others there are.
    which = f"\n{text}" if judgement.verdict in _READ else ""
    return f"{judgement.verdict.value}\n{about}\n{sentence}{which}"


def _digest(key: str) -> str:
    return hashlib.sha256(key.encode("utf-8", "surrogatepass")).hexdigest()[:12]


def _order(finding: Finding) -> tuple[bool, int, str]:
    return finding.start is None, finding.start or 0, finding.id
