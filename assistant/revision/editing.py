"""Edits by a person: figures that stayed keep their references, typed ones are bound or asked of."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from assistant.domain import Author, Revision
from assistant.drafting.assemble import assemble
from assistant.drafting.references import Rendered, bind_bare_figures, references, unresolved
from assistant.errors import InputError
from assistant.revision.holder import user_name
from assistant.revision.rebinding import carry_references

if TYPE_CHECKING:
    from assistant.domain import Draft, FactSheet, Finding
    from assistant.revision.session import Session


@dataclass(frozen=True, slots=True)
class Edit:
    """A text as a person left it, with references.

    Attributes:
        source: the new source text.
        bound: references that were put for figures the person typed.
        lost: figures of the old text that were changed or cut, as they read.
    """

    source: str
    bound: tuple[str, ...]
    lost: tuple[str, ...]


def as_shown(draft: Draft, sheet: FactSheet, section_id: str) -> Rendered:
    """A section's text as the document has it, with the places of its references."""
    assembled = assemble(draft, sheet)
    place = next(each for each in assembled.sections if each.section_id == section_id)
    spans = tuple(
        replace(span, start=span.start - place.body, end=span.end - place.body)
        for span in assembled.references
        if place.body <= span.start < place.end
    )
    text = assembled.document.text[place.body : place.end].removesuffix("\n")
    return Rendered(text, spans)


def plain_lines(edited: str) -> str:
    """A person's text without blank lines and indents."""
    return "\n".join(line.strip() for line in edited.splitlines() if line.strip())


def rebind(rendered: Rendered, edited: str, sheet: FactSheet) -> Edit:
    """The source text of ``edited``, which a person made from ``rendered``.

    Args:
        rendered: what the person began with.
        edited: the person's text, a paragraph or （一） heading a line; references may be typed.
        sheet: the facts.

    Raises:
        InputError: the person typed a reference that names nothing, or a lone brace.
    """
    text = plain_lines(edited)
    carried = carry_references(rendered, text)
    known = {span.reference for span in rendered.spans}
    wrong = [each for each in unresolved(carried.source, sheet) if each.text not in known]
    if wrong:
        raise InputError(
            ";".join(each.reason for each in wrong),
            advice="请改正大括号里的编号,或直接写数字",
        )
    bound = bind_bare_figures(carried.source, sheet)
    before = [each.text for each in references(carried.source)]
    new = [each.text for each in references(bound)]
    for text_ in before:
        if text_ in new:
            new.remove(text_)
    lost = tuple(rendered.text[each.span.start : each.span.end] for each in carried.lost)
    return Edit(bound, tuple(new), lost)


def edit(session: Session, section_id: str, text: str, *, note: str = "") -> Edit | None:
    """Saves a section's text as a person left it.

    Args:
        session: the session.
        section_id: the section.
        text: as rendered and edited.
        note: what a later reader should know of it.

    Returns:
        What became of its figures; None where nothing changed, and nothing was saved.

    Raises:
        InputError: the section is locked, or a typed reference names nothing.
        OutputError: it could not be saved.
    """
    session.require_unlocked(section_id)
    rendered = as_shown(session.draft, session.sheet, section_id)
    if plain_lines(text) == rendered.text:
        return None
    made = rebind(rendered, text, session.sheet)
    session.save(
        section_id, Revision(made.source, Author.PERSON, author_name=user_name(), note=note)
    )
    return made


def asked(before: tuple[Finding, ...], after: tuple[Finding, ...]) -> tuple[Finding, ...]:
    """The errors that an edit brought: each is asked of the person."""
    known = {finding.id for finding in before}
    return tuple(each for each in after if each.id not in known and each.verdict.level == "error")


def correction(finding: Finding, sheet: FactSheet) -> str | None:
    """What 改正 puts in a finding's place: what the verifier expects, or the fact it seems to mean.

    None where neither is known.
    """
    if finding.expected:
        return finding.expected
    if finding.fact in sheet.by_id:
        return f"{{{finding.fact}}}"
    return None


def correct(session: Session, finding_id: str) -> Edit | None:
    """改正: puts what the facts say in a finding's place.

    Raises:
        InputError: there is no such finding, it has no place in a section's text, what should
            stand there is not known, or the section is locked.
    """
    finding = session.finding(finding_id)
    for view in session.views:
        for here in view.findings:
            if here.id != finding.id or here.start is None or here.end is None:
                continue
            right = correction(here, session.sheet)
            if right is None:
                continue
            text = view.text[: here.start] + right + view.text[here.end :]
            return edit(session, view.section.id, text, note=f"改正:{here.text}")
    raise InputError(
        f"“{finding.text}”不能自动改正",
        advice="请改写这句话,或加为事实、说明理由放行",
    )
