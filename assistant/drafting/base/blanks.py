"""A figure that last year's text itself leaves out (近××篇): this year's, found by the words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from assistant.domain import Status
from assistant.drafting.base.dates import shared
from assistant.drafting.base.forms import clause_before
from assistant.drafting.base.phrases import base_table
from assistant.files.forms import forms

if TYPE_CHECKING:
    from assistant.domain import Fact, FactSheet, Mention

_FORMS = forms(__file__)
# So much of a fact's name must stand in the clause.
_HALF = 0.5


def blank_filled(text: str, mention: Mention, sheet: FactSheet) -> tuple[Fact, str, int] | None:
    """The fact of this year that a blank is for.

    Args:
        text: last year's.
        mention: the blank with its unit, of the kind redaction.
        sheet: this year's facts.

    Returns:
        The fact, the form of its reference and where that begins (before 近); None where no fact
        of the unit has half of its name in the clause, or two have as much of it.
    """
    blank = _FORMS.blank.fullmatch(mention.text)
    if blank is None:
        return None
    clause = clause_before(text, mention.start)
    found = [
        (share, fact)
        for fact in sheet.facts
        if fact.unit == blank["unit"] and fact.low is not None and fact.status is Status.DONE
        if (share := shared(fact.name, clause)) >= _HALF
    ]
    best = max((share for share, _ in found), default=0)
    named = [fact for share, fact in found if share == best]
    if len(named) != 1:
        return None
    before = _FORMS.before.search(clause)
    word = before[0] if before else blank["more"]
    form = base_table("approximators").get(word, "")
    return named[0], form, mention.start - (len(word) if before else 0)
