"""Who writes a section anew: the offline writer, or a model."""

from __future__ import annotations

from typing import TYPE_CHECKING

from assistant.domain import Author, Revision
from assistant.drafting.outline.plan import told_apart
from assistant.drafting.references.references import references
from assistant.drafting.wording.offline import rewrite_offline, unmet
from assistant.drafting.wording.wishes import wished

if TYPE_CHECKING:
    from assistant.domain import Draft
    from assistant.drafting.model.models import Rewriting

_TRIES = 12  # wordings tried before the offline writer is said to know no other


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
