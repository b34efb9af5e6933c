"""A whole draft by the offline writer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from assistant.domain import Author, Draft, Revision, now
from assistant.drafting.outline.plan import clause_homes, told_apart
from assistant.drafting.wording.offline import write_offline
from assistant.samples import load_library, style_profile

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from assistant.domain import FactSheet, Section
    from assistant.drafting.outline.outline import Outline


def write_offline_draft(
    sheet: FactSheet,
    plan: Sequence[Section],
    outline: Outline,
    *,
    samples: Path | None = None,
    progress: Callable[[Section], None] | None = None,
) -> Draft:
    """The draft of ``plan`` written from its facts alone.

    Args:
        sheet: the facts.
        plan: the sections, not yet written.
        outline: where the plan comes from; the draft keeps its name.
        samples: a folder of style samples; none where it is left out.
        progress: told of every section that is written.
    """
    style = None if samples is None else style_profile(load_library(samples))
    created = now()
    sections: list[Section] = []
    told, apart = told_apart(sheet, plan, clause_homes(sheet, outline))
    for section, asked in zip(plan, apart, strict=True):
        source = write_offline(asked, told, apart, style)
        sections.append(section.revised(Revision(source, Author.OFFLINE, created=created)))
        if progress is not None:
            progress(sections[-1])
    return Draft(
        title=sheet.document.title,
        sections=tuple(sections),
        facts_path=sheet.path,
        facts_digest=sheet.digest,
        outline=outline.name,
    )
