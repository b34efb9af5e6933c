"""Rewriting a section: a proposal, verified, that the person takes or refuses."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Protocol

from assistant.documents.difference import compare
from assistant.domain import Author, Role
from assistant.drafting.model.models import Rewriting
from assistant.drafting.outline.assemble import GAP
from assistant.drafting.references.references import render
from assistant.drafting.wording.punctuation import official
from assistant.errors import InputError
from assistant.revision.checking import check
from assistant.revision.editing import as_shown, asked, with_references
from assistant.revision.holder import user_name
from assistant.revision.views import views_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from assistant.documents.difference import Stretch
    from assistant.domain import FactSheet, Finding, Revision, Section
    from assistant.revision.checking import Checked
    from assistant.revision.session import Session

REFUSED = "未采用"
_SENTENCE = re.compile(r"[^。！？!?\n]+[。！？!?]*")
_SHOWN = 20  # characters of a quoted sentence that are told


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
    *,
    quote: str = "",
) -> Proposal:
    """Has a section, or a sentence of it, written anew and judged.

    Nothing is saved; safe in another thread.

    Args:
        checked: the draft as it stands.
        section_id: the section.
        instruction: what the person asks for; empty for 换一种说法.
        writer: who writes it.
        samples: the texts of the style samples, for the leak test.
        quote: words of the section as it reads: only the sentence that they stand in is written
            anew, or the sentences; empty for the whole section.

    Raises:
        InputError: the section is locked, the writer knows no other words, or the quoted ones do
            not stand there once.
        ModelError: the model failed.
    """
    draft, sheet = checked.draft, checked.sheet
    section = next(each for each in draft.sections if each.id == section_id)
    if section.locked:
        raise InputError("这一节已锁定", advice="先解锁,再重写")
    if quote.strip():
        revision = _sentence_rewritten(checked, section, instruction, writer, quote.strip())
    else:
        asked_for = Rewriting(section, sheet, draft, instruction, instructions(section))
        revision = replace(writer.rewrite(asked_for), instruction=instruction)
    if revision.source == section.source:
        raise InputError(f"{writer.name}没有给出不同的写法", advice="请换一条要求,或用“改”自己动手")
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


def sentences(text: str) -> list[str]:
    """The sentences of a section's text that stand in it once, in order."""
    found = [each.group().strip() for each in _SENTENCE.finditer(text)]
    return [each for each in found if each and text.count(each) == 1]


def _sentence_rewritten(
    checked: Checked, section: Section, instruction: str, writer: Writer, quote: str
) -> Revision:
    """The section with the sentence that ``quote`` stands in written anew, all else as it is.

    What was asked for is kept as a note: it holds for that sentence alone, not for the section.
    """
    shown = as_shown(checked.draft, checked.sheet, section.id)
    start, end = _sentence_of(shown.text, quote)
    before, piece, after = (
        with_references(shown, *place)
        for place in ((0, start), (start, end), (end, len(shown.text)))
    )
    standing = section.revisions[section.current]
    facts = [span.fact_id for span in shown.spans if start <= span.start < end]
    # An opening would be written as one; here it is a sentence like any other.
    part = replace(
        section,
        role=Role.MEASURES,
        facts=tuple(dict.fromkeys(facts)),
        revisions=(replace(standing, source=piece),),
        current=0,
    )
    asked_for = Rewriting(
        part, checked.sheet, checked.draft, instruction, instructions(section), whole=False
    )
    made = writer.rewrite(asked_for)
    new = made.source.strip().replace("\n", "")
    if GAP.search(new) and not GAP.search(piece):
        new = piece  # the writer has nothing to say without facts
    note = f"只重写“{quote[:_SHOWN]}”:{instruction or '换一种说法'}"
    if standing.author is Author.PERSON:
        # The rest stays the person's, to the last mark of punctuation.
        made = replace(made, author=Author.PERSON, author_name=user_name())
        note += f"({writer.name})"
        new = official(new)
    return replace(
        made, source=f"{before}{new}{after}", note=";".join(filter(None, (note, made.note)))
    )


def _sentence_of(text: str, quote: str) -> tuple[int, int]:
    """The place of the sentences that ``quote`` stands in."""
    if text.count(quote) != 1:
        many = "不止一处" if quote in text else "没有"
        raise InputError(f"这一节里{many}“{quote[:_SHOWN]}”", advice="请照原文选一句,多选几个字")
    begin = text.index(quote)
    inside = [
        each.span()
        for each in _SENTENCE.finditer(text)
        if each.start() < begin + len(quote) and begin < each.end()
    ]
    return inside[0][0], inside[-1][1]


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
