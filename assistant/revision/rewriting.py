"""Rewriting a section: a proposal, verified, that the person takes or refuses."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Protocol

from assistant.documents.difference import compare
from assistant.domain import Author, Revision, Role
from assistant.drafting.model.models import Rewriting
from assistant.drafting.outline.assemble import GAP
from assistant.drafting.outline.plan import told_apart
from assistant.drafting.references.grammar import references
from assistant.drafting.references.render import render
from assistant.drafting.wording.offline import rewrite_offline, unmet
from assistant.drafting.wording.punctuation import official
from assistant.drafting.wording.wishes import wished
from assistant.errors import InputError
from assistant.revision.checking import check
from assistant.revision.editing import as_shown, asked, with_references
from assistant.revision.holder import user_name
from assistant.revision.views import views_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from assistant.documents.difference import Stretch
    from assistant.domain import Draft, FactSheet, Finding, Section
    from assistant.revision.checking import Checked
    from assistant.revision.session import Session

REFUSED = "未采用"
_SENTENCE = re.compile(r"[^。！？!?\n]+[。！？!?]*")
_SHOWN = 20  # characters of a quoted sentence that are told
_TRIES = 12  # wordings tried before the offline writer is said to know no other


class Writer(Protocol):
    """Writes a section anew: a model, or the offline writer."""

    @property
    def name(self) -> str:
        """What the person knows it as: the model's name, or 离线写法."""

    def rewrite(self, asked: Rewriting) -> Revision:
        """Another text of the section; ModelError or EgressError where there is none to be had."""


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

    Nothing is saved; safe in another thread. An empty instruction is 换一种说法. Of ``quote``, words
    of the section as it reads, only the sentences that they stand in are written anew; InputError
    where they do not stand there once, the section is locked, or the writer knows no other words.
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
    after = check(draft.revised(section_id, revision), sheet, samples)
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
    start, end = inside[0][0], inside[-1][1]
    return start + len(text[start:end]) - len(text[start:end].lstrip()), end


def instructions(section: Section) -> tuple[str, ...]:
    """What the person asked for in this section before, oldest first.

    Those whose result was refused count too: what was asked for still holds.
    """
    asked_for = (revision.instruction for revision in section.revisions)
    return tuple(dict.fromkeys(each for each in asked_for if each))


def take(session: Session, proposal: Proposal) -> Section:
    """Lets the proposed text stand."""
    return session.save(proposal.section_id, proposal.revision)


def refuse(session: Session, proposal: Proposal) -> Section:
    """Leaves the section as it is; the proposed text is kept in its history all the same."""
    note = ";".join(part for part in (proposal.revision.note, REFUSED) if part)
    refused = replace(proposal.revision, note=note)
    return session.store.append(proposal.section_id, refused, standing=False)


def compare_revisions(
    section: Section, old: int, new: int, sheet: FactSheet
) -> tuple[Stretch, ...]:
    """What changed between two revisions of a section (from 0), as rendered with ``sheet``."""
    count = len(section.revisions)
    for number in (old, new):
        if not 0 <= number < count:
            raise InputError(f"没有第 {number + 1} 稿", advice=f"这一节共有 {count} 稿")
    texts = [
        render(section.revisions[number].source, sheet, lenient=True).text for number in (old, new)
    ]
    return tuple(compare(*texts))


class OfflineWriter:
    """The built-in writer: another order, other connectives, shorter, longer."""

    name = "离线写法"

    def rewrite(self, asked: Rewriting) -> Revision:
        """Another text of the section, if it can be one that the section never had.

        Each is written from the facts alone: what was asked for earlier does not count. A part of
        a section tells of no more facts than it did.
        """
        section = asked.section
        known = {revision.source for revision in section.revisions}
        first = len(section.revisions)
        other = section.source
        unknown = wished(asked.instruction, 0).unknown
        note = f"离线写法看不懂“{'、'.join(unknown)}”,没有照办" if unknown else ""
        if absent := unmet(section, asked.sheet, asked.instruction):
            note += f"{';' if note else ''}这一节的事实没有说到“{'、'.join(absent)}”"
        every = (section, *asked.draft.sections)
        sheet, (part, *plan) = told_apart(asked.sheet, every, _told_elsewhere(asked.draft))
        # First with the text's own words (同比), so that only what was asked for changes.
        for variant in (0, *range(first, first + _TRIES)):
            source = rewrite_offline(part, sheet, plan, asked.instruction, variant)
            if not asked.whole and not _facts(source) <= _facts(section.source):
                continue
            if source not in known:
                return Revision(source, Author.OFFLINE, note=note)
            if source != section.source:
                other = source
        return Revision(other, Author.OFFLINE, note=note)


def _told_elsewhere(draft: Draft) -> dict[str, str]:
    """The clauses of statements that another section than the statement's own tells."""
    homes = {fact: section.id for section in draft.sections for fact in section.facts}
    return {
        f"{each.fact}:{each.form}": section.id
        for section in draft.sections
        for each in references(section.source)
        if each.form.isdigit() and homes.get(each.fact) != section.id
    }


def _facts(source: str) -> set[str]:
    return {each.fact for each in references(source)}
