"""What is counted of a text that the verifier has read."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, Self

from assistant.drafting.references.render import unresolved

if TYPE_CHECKING:
    from assistant.domain import Draft, FactSheet, Report
    from assistant.drafting.outline.assemble import Assembled


class Counts(NamedTuple):
    """What is counted of a draft's verified text.

    Attributes:
        ok: every figure is proved and nothing is left to fill in.
        figures, proved, findings, gaps, characters: of the text.
        sent, received: tokens.
        seconds: of its writing.
    """

    ok: bool = False
    figures: int = 0
    proved: int = 0
    findings: int = 0
    gaps: int = 0
    characters: int = 0
    sent: int = 0
    received: int = 0
    seconds: float = 0.0

    @classmethod
    def of(cls, report: Report) -> Self:
        """Those of the report alone."""
        proved = sum(figure.level is None for figure in report.figures)
        return cls(report.ok, report.coverage.checked, proved, len(report.findings))

    @classmethod
    def of_draft(cls, draft: Draft, sheet: FactSheet, assembled: Assembled, report: Report) -> Self:
        """All of them, of a draft as it was assembled, but for the seconds."""
        tokens = [one.tokens for part in draft.sections for one in part.revisions]
        return cls.of(report)._replace(
            ok=report.ok and is_whole(draft, sheet) and not assembled.gaps,
            gaps=len(assembled.gaps),
            characters=sum(not sign.isspace() for sign in assembled.document.text),
            sent=sum(sent for sent, _ in tokens),
            received=sum(received for _, received in tokens),
        )


def is_whole(draft: Draft, sheet: FactSheet) -> bool:
    """Whether no reference is to no fact: that leaves a gap, which no figure's verdict tells of."""
    return not any(unresolved(section.source, sheet) for section in draft.sections)
