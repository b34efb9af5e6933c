"""A date of last year's text: which event of this year it is of, and how its date is said."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from assistant.domain import Status
from assistant.drafting.base.phrases import base_phrase, base_words
from assistant.drafting.references.render import render, unresolved
from assistant.files.forms import forms

if TYPE_CHECKING:
    from assistant.domain import Fact, FactSheet

# An event of this year is last year's where so much of its name stands in the sentence.
_ALIKE = 0.6
_FORMS = forms(__file__)


def shared(name: str, words: str) -> float:
    """The share of the name's pairs of characters that stand in ``words``."""
    pairs = {name[at : at + 2] for at in range(len(name) - 1)}
    return sum(pair in words for pair in pairs) / (len(pairs) or 1)


def event_like(words: str, sheet: FactSheet) -> Fact | None:
    """The one event of this year whose words a sentence shares.

    封顶 of a building is not its 启用: where the name or the sentence tells a milestone, both must.
    """
    milestones = base_words("milestones")

    def told(text: str) -> set[str]:
        return {word for word in milestones if word in text}

    scored = [
        (shared(fact.name, words), fact)
        for fact in sheet.facts
        if fact.event
        and fact.date
        and fact.status is Status.DONE
        and (told(fact.name) == told(words) or told(fact.name) & told(words))
    ]
    best = max((score for score, _ in scored), default=0)
    found = [fact for score, fact in scored if score == best and score >= _ALIKE]
    return found[0] if len(found) == 1 else None


def date_said(before: str, text: str, fact: Fact, sheet: FactSheet) -> tuple[str, int, int]:
    """The reference to an event's date in the manner of last year's, and what it stands for.

    Args:
        before: the words of the clause before the date.
        text: the date as it stood: 截至10月, 3月份, 7月27日起.
        fact: this year's event.
        sheet: this year's facts.

    Returns:
        The reference, and half-open offsets into ``text``: 截至, 份 and 起 stay as written.
    """
    head = re.match(base_phrase("until"), text)
    until = head is not None or re.search(f"{base_phrase('until')}$", before) is not None
    ends = fact.date is not None and fact.date.end is not None
    form = "止" if until and ends else "月" if _FORMS.month.search(text) else ""
    source = f"{{{fact.id}.date:{form}}}" if form else f"{{{fact.id}.date}}"
    if unresolved(source, sheet):
        form, source = "", f"{{{fact.id}.date}}"
    start = head.end() if head and form == "止" else 0
    end = len(text)
    if text.endswith("起") and not render(source, sheet).text.endswith("起"):
        end -= 1
    return source, start, end - (form == "月" and text[:end].endswith("份"))
