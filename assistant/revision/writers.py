"""Who writes a section anew: the offline writer, or a model."""

from __future__ import annotations

from typing import TYPE_CHECKING

from assistant.domain import Author, Revision
from assistant.drafting.offline import rewrite_offline

if TYPE_CHECKING:
    from assistant.domain import Draft, FactSheet, Section

_TRIES = 12  # wordings tried before the offline writer is said to know no other


class OfflineWriter:
    """The built-in writer: another order, other connectives, shorter, longer."""

    name = "离线写法"

    def rewrite(
        self,
        section: Section,
        sheet: FactSheet,
        draft: Draft,
        instruction: str,
        earlier: tuple[str, ...],
    ) -> Revision:
        """Another text of ``section``, if it can be one that the section never had."""
        del earlier  # each of its texts is written from the facts alone
        known = {revision.source for revision in section.revisions}
        first = len(section.revisions)
        other = section.source
        for variant in range(first, first + _TRIES):
            source = rewrite_offline(section, sheet, draft.sections, instruction, variant)
            if source not in known:
                return Revision(source, Author.OFFLINE)
            if source != section.source:
                other = source
        return Revision(other, Author.OFFLINE)
