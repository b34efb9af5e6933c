"""Rewriting a section: a proposal, verified, that the person takes or refuses."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Protocol

from assistant.documents.difference import compare
from assistant.drafting.model.models import Rewriting
from assistant.drafting.references.references import render
from assistant.errors import InputError
from assistant.revision.checking import check
from assistant.revision.editing import asked
from assistant.revision.views import views_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from assistant.documents.difference import Stretch
    from assistant.domain import FactSheet, Finding, Revision, Section
    from assistant.revision.checking import Checked
    from assistant.revision.session import Session

REFUSED = "未采用"


class Writer(Protocol):
    """Writes a section anew: a model, or the offline writer."""

    @property
    def name(self) -> str:
        """What the person knows it as: the model's name, or 离线写法."""

    def rewrite(self, asked: Rewriting) -> Revision:
        """Another text of the section.

        Raises:
            EgressError: the facts must not leave for the model's address.
            ModelError: the model could not be reached or answered unusably.
        """


@dataclass(frozen=True, slots=True)
class Proposal:
    """A text that is offered in a section's place; it is saved when taken or refused.

    Attributes:
        old, text: as rendered, before and after.
        pieces: what changed.
        findings: of the section, were it taken.
        brought: the errors among them that the section does not have now.
    """

    section_id: str
    revision: Revision
    old: str
    text: str
    pieces: tuple[Stretch, ...]
    findings: tuple[Finding, ...]
    brought: tuple[Finding, ...]


def propose(
    checked: Checked,
    section_id: str,
    instruction: str,
    writer: Writer,
    samples: Mapping[str, str] | None = None,
) -> Proposal:
    """Has a section written anew and judged. Nothing is saved; safe in another thread.

    Args:
        checked: the draft as it stands.
        section_id: the section.
        instruction: what the person asks for; empty for 换一种说法.
        writer: who writes it.
        samples: the texts of the style samples, for the leak test.

    Raises:
        InputError: the section is locked, or the writer knows no other words.
        ModelError: the model failed.
    """
    draft, sheet = checked.draft, checked.sheet
    section = next(each for each in draft.sections if each.id == section_id)
    if section.locked:
        raise InputError("这一节已锁定", advice="先解锁,再重写")
    revision = writer.rewrite(Rewriting(section, sheet, draft, instruction, instructions(section)))
    if revision.source == section.source:
        raise InputError(f"{writer.name}没有给出不同的写法", advice="请换一条要求,或用“改”自己动手")
    revision = replace(revision, instruction=instruction)
    sections = tuple(
        each.revised(revision) if each.id == section_id else each for each in draft.sections
    )
    after = check(replace(draft, sections=sections), sheet, samples)
    was = next(view for view in views_of(checked) if view.section.id == section_id)
    now = next(view for view in views_of(after) if view.section.id == section_id)
    return Proposal(
        section_id=section_id,
        revision=revision,
        old=was.text,
        text=now.text,
        pieces=tuple(compare(was.text, now.text)),
        findings=now.findings,
        brought=asked(was.findings, now.findings),
    )


def instructions(section: Section) -> tuple[str, ...]:
    """What the person asked for in this section before, oldest first.

    Those whose result was refused count too: what was asked for still holds.
    """
    asked_for = (revision.instruction for revision in section.revisions)
    return tuple(dict.fromkeys(each for each in asked_for if each))


def take(session: Session, proposal: Proposal) -> Section:
    """Lets the proposed text stand.

    Raises:
        InputError: the section was locked meanwhile.
        OutputError: it could not be saved.
    """
    return session.save(proposal.section_id, proposal.revision)


def refuse(session: Session, proposal: Proposal) -> Section:
    """Leaves the section as it is; the proposed text is kept in its history all the same."""
    note = ";".join(part for part in (proposal.revision.note, REFUSED) if part)
    refused = replace(proposal.revision, note=note)
    return session.store.append(proposal.section_id, refused, standing=False)


def compare_revisions(
    section: Section, old: int, new: int, sheet: FactSheet
) -> tuple[Stretch, ...]:
    """What changed between two revisions of a section (from 0), as rendered with ``sheet``.

    Raises:
        InputError: the section has no such revision.
    """
    count = len(section.revisions)
    for number in (old, new):
        if not 0 <= number < count:
            raise InputError(f"没有第 {number + 1} 稿", advice=f"这一节共有 {count} 稿")
    texts = [
        render(section.revisions[number].source, sheet, lenient=True).text for number in (old, new)
    ]
    return tuple(compare(*texts))
