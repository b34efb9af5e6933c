"""What of the year was not reached, for the section of problems."""

from __future__ import annotations

from typing import TYPE_CHECKING

from assistant.domain import Status
from assistant.drafting.wording.names import (
    figure_source,
    lower_is_better,
    scope_source,
    told_name,
)
from assistant.drafting.wording.phrases import phrase

if TYPE_CHECKING:
    from assistant.domain import Fact, FactSheet, Section


def unfinished(section: Section, sheet: FactSheet) -> str:
    """The targets of the year that were not reached, with a mark for their causes; empty for none.

    Args:
        section: of problems; what it tells itself is not told again.
        sheet: the facts.
    """
    behind = [f for f in sheet.facts if f.id not in section.facts and _is_behind(f, sheet)]
    told = "；".join(_told(fact, sheet) for fact in behind)
    return phrase("problems_unfinished").format(told=told) if told else ""


def _is_behind(fact: Fact, sheet: FactSheet) -> bool:
    counts = fact.status is Status.DONE and fact.target is not None and fact.value is not None
    if not counts or fact.bound or lower_is_better(fact):
        return False
    done = sheet.derived_by_id.get(f"{fact.id}.completion")
    return done is not None and done.value < 100  # noqa: PLR2004 - per cent


def _told(fact: Fact, sheet: FactSheet) -> str:
    name = f"{scope_source(fact)}{told_name(fact)}{figure_source(fact)}"
    rate = f"{fact.id}.completion" not in sheet.derived_by_id or fact.unit in {"%", "％"}
    return name + phrase("unreached" if rate else "incomplete").format(id=fact.id)
