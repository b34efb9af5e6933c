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
)
from assistant.verification.verdict_table import verdict_table

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from assistant.verification.claims.segments import Segments
    from assistant.verification.verdicts.case import Judgement

# Of a sentence without an end only so much is shown to either side.
_LONG = 300
_EXEMPT = "不是要核对的数"


class Assembly:
    """Collects what was judged and makes the report."""

    def __init__(self, text: str, segments: Segments, waivers: Mapping[str, str] | None) -> None:
        self.text = text
        self.segments = segments
        self.waivers = dict(waivers or {})
        self.figures: list[Figure] = []
        self.findings: list[Finding] = []
        self.waived: list[tuple[Finding, str]] = []
        self.exempt: list[ExemptMention] = []
        self._seen: dict[str, int] = {}

    def add_figure(self, mention: Mention, judgement: Judgement) -> None:
        """A figure with its verdict; one that a person must see is a finding too."""
        level = judgement.level or judgement.verdict.level
        waived = None
        if level is not None:
            waived = self._find(mention, judgement)
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
            )
        )

    def _find(self, mention: Mention, judgement: Judgement) -> str | None:
        """The finding of a figure; it reaches back over the words that make it wrong."""
        start = mention.start if judgement.start is None else judgement.start
        expected = judgement.expected
        if expected is not None:
            expected = self.text[start : mention.start] + expected
        return self.add_finding(start, mention.end, replace(judgement, expected=expected))

    def add_finding(self, start: int | None, end: int | None, judgement: Judgement) -> str | None:
        """A finding; returns the reason it was waived for, None where it stands."""
        sentence = ""
        if start is not None:
            begin, stop = self.segments.sentence(start)
            begin, stop = max(begin, start - _LONG), min(stop, (end or start) + _LONG)
            sentence = self.text[begin:stop].strip()
        level = judgement.level or judgement.verdict.level or Level.ERROR
        finding = Finding(
            id=self._identity(judgement, sentence),
            start=start,
            end=end,
            text=self.text[start:end] if start is not None else "",
            verdict=judgement.verdict,
            fact=judgement.fact,
            level=level,
            reason=judgement.reason,
            sentence=sentence,
            expected=judgement.expected,
            advice=verdict_table()[judgement.verdict].advice,
            sample=judgement.sample,
            proposal=judgement.proposal,
        )
        waived = self.waivers.get(finding.id)
        if waived is None:
            self.findings.append(finding)
        else:
            self.waived.append((finding, waived))
        return waived

    def _identity(self, judgement: Judgement, sentence: str) -> str:
        about = judgement.fact or ("" if sentence else judgement.reason)
        key = f"{judgement.verdict.value}\n{about}\n{sentence}"
        number = self._seen[key] = self._seen.get(key, 0) + 1
        told = key if number == 1 else f"{key}\n{number}"
        return hashlib.sha256(told.encode("utf-8", "surrogatepass")).hexdigest()[:12]

    def add_exempt(self, mention: Mention) -> None:
        """A mention that is no claim."""
        reason = mention.exempt or Exemption.STRUCTURE
        detail = mention.reason or _EXEMPT
        self.exempt.append(ExemptMention(mention.start, mention.end, mention.text, reason, detail))

    def report(self, mentions: Sequence[Mention], *, strict: bool, stated: bool) -> Report:
        """The report; ``stated`` tells whether the text states any fact at all."""
        findings = tuple(sorted(self.findings, key=_order))
        blocked = any(finding.blocks for finding in findings)
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


def _order(finding: Finding) -> tuple[bool, int, str]:
    return finding.start is None, finding.start or 0, finding.id
