"""A draft and its sections as lines for the person and as data for programs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from assistant.revision.display import (
    card_line,
    fact_line,
    finding_line,
    outline_line,
    section_text,
    status_line,
    warning_line,
)
from assistant.revision.marks import state_mark

if TYPE_CHECKING:
    from assistant.domain import Finding
    from assistant.revision.proofing import Cards
    from assistant.revision.session import Session
    from assistant.revision.views import SectionView

_WIDTH = 60  # columns of a line of the list


def draft_lines(session: Session) -> list[str]:
    """A line for each section, its findings with their ids below, and what keeps it from 定稿."""
    lines = [session.draft.title]
    for view in session.views:
        state = state_mark(view.state).label
        line = outline_line(view, _WIDTH - 20, judged=True).plain
        lines.append(f"{view.number:>3} {line} {state} 第{view.section.current + 1}稿")
        lines += [f"      {finding_text(each)}" for each in view.findings]
        lines += [f"      {warning_line(each).plain}" for each in view.warnings]
    lines += [f"  全文 {finding_text(each)}" for each in session.loose_findings]
    lines += [
        f"  放行 {finding.text}:{reason}" for finding, reason in session.checked.report.waived
    ]
    return lines


def section_lines(view: SectionView, cards: Cards) -> list[str]:
    """A section with every figure marked, its findings, what proofreading says, and facts."""
    lines = [f"{view.title}  {status_line(view, judged=True)}", section_text(view).plain]
    lines += [
        f"{finding_line(number, each).plain}(编号 {each.id})"
        for number, each in enumerate(view.findings, 1)
    ]
    lines += [warning_line(each).plain for each in (*view.warnings, cards.trouble) if each]
    lines += [f"{card_line(each).plain}(编号 {each.id})" for each in cards.cards]
    lines += [fact_line(line, _WIDTH).plain.rstrip() for line in view.facts]
    return lines


def finding_text(finding: Finding) -> str:
    """A finding on a line, with its id."""
    what = f"{finding.text}:" if finding.text else ""
    return f"{finding.id} {what}{finding.reason}"


def draft_data(session: Session) -> dict[str, Any]:
    """The draft for programs: keys are English, offsets count from the section's text."""
    return {
        "version": 1,
        "draft": str(session.store.path),
        "title": session.draft.title,
        "facts": str(session.sheet.path),
        "sections": [section_data(view) for view in session.views],
        "findings": [finding_data(each) for each in session.loose_findings],
        "waivers": [{"id": finding, "reason": reason} for finding, reason in session.draft.waivers],
        "blockers": list(session.blockers()),
    }


def section_data(view: SectionView, *, whole: bool = False) -> dict[str, Any]:
    """A section for programs; with its text, figures and history where ``whole``."""
    section = view.section
    data: dict[str, Any] = {
        "number": view.number,
        "revision": section.current + 1,
        "revisions": len(section.revisions),
        "state": view.state,
        "findings": [finding_data(each) for each in view.findings],
        "gaps": view.gaps,
        "warnings": view.warnings,
    } | _named(section, "id", "heading", "role", "accepted", "locked")
    return data | _whole_data(view) if whole else data


def _whole_data(view: SectionView) -> dict[str, Any]:
    figure = ("start", "end", "text", "verdict", "fact", "waived")
    told = ("author", "author_name", "instruction", "prompt_digest", "created", "note", "source")
    return {
        "text": view.text,
        "source": view.section.source,
        "figures": [_named(each, *figure) for each in view.figures],
        "facts": [{"id": each.fact.id, "stated": each.stated} for each in view.facts],
        "history": [_named(each, *told) for each in view.section.revisions],
    }


def finding_data(finding: Finding) -> dict[str, Any]:
    """A finding for programs."""
    told = ("verdict", "level", "fact", "expected", "reason")
    return _named(finding, "id", "start", "end", "text", *told)


def _named(thing: object, *names: str) -> dict[str, Any]:
    return {name: getattr(thing, name) for name in names}
