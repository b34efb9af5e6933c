"""Facts of an earlier year: 2020年城镇化率 beside 城镇化率."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from assistant.domain import FactSheet

YEAR = re.compile(r"(?:19|20)\d{2}年(?:末|底)?")


def earlier_years(sheet: FactSheet) -> dict[str, list[str]]:
    """Fact -> the facts of the same thing in another year, which their names tell."""
    bare = {(fact.name, fact.scope): fact.id for fact in sheet.facts}
    found: dict[str, list[str]] = {}
    for fact in sheet.facts:
        told = YEAR.search(fact.name)
        if told is not None:
            own = bare.get((YEAR.sub("", fact.name, count=1).lstrip("的"), fact.scope))
            if own is not None:
                found.setdefault(own, []).append(fact.id)
    return found
