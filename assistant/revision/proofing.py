"""Proofreading of a draft: remarks on its sections, and fixes that are revisions like any other."""

from __future__ import annotations

from typing import TYPE_CHECKING

from assistant.domain import Author, Revision
from assistant.proofreading import fix_text
from assistant.revision.holder import user_name

if TYPE_CHECKING:
    from assistant.proofreading import Remark, RuleSet
    from assistant.revision.session import Session


def mend_section(session: Session, section_id: str, rules: RuleSet) -> tuple[Remark, ...]:
    """Saves a section with every mechanical remark mended; one step back undoes it.

    References stay as they are, and no figure reads differently.

    Returns:
        What was mended; empty where there was nothing, and nothing was saved.

    Raises:
        InputError: the section is locked.
        OutputError: it could not be saved.
    """
    session.require_unlocked(section_id)
    section = next(each for each in session.draft.sections if each.id == section_id)
    fixed = fix_text(section.source, rules, terms=session.sheet.document.terms)
    if fixed.text == section.source:
        return ()
    kinds = "、".join(dict.fromkeys(remark.name for remark in fixed.remarks))
    note = f"校对改正 {len(fixed.remarks)} 处:{kinds}"
    revision = Revision(fixed.text, Author.PERSON, author_name=user_name(), note=note)
    session.save(section_id, revision)
    return fixed.remarks
