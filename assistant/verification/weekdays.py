"""Weekdays told beside a date: 3月12日（星期六） where the calendar has a Wednesday."""

from __future__ import annotations

from typing import TYPE_CHECKING

from assistant.domain import Kind, Verdict
from assistant.verification.lexicon import forms
from assistant.verification.matching.dates import dates_of, day_of
from assistant.verification.verdicts.case import Judgement

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date

    from assistant.verification.claims.claims import Claim

_DAYS = "一二三四五六日"
_REACH = 6
_FORMS = forms(__file__)


def weekdays(
    claims: Sequence[Claim], text: str, year: int | None
) -> Iterator[tuple[int, int, Judgement]]:
    """(start, end, what is to be said) of every weekday that is not its date's; ``year`` is that reported on."""
    for claim in claims:
        mention = claim.mention
        if mention.kind is not Kind.DATE:
            continue
        told = [day_of(one, year) for one in dates_of(mention)]
        behind = _FORMS.behind.match(text, mention.end)
        found = behind or _FORMS.before.search(text, max(0, mention.start - _REACH), mention.start)
        if found is None or (len(told) > 1 and not (behind and behind[2])):
            continue
        for group, day in zip((1, 2), told, strict=False):
            wrong = _wrong(found[group], day) if day is not None and found[group] else None
            if wrong is not None:
                yield min(mention.start, found.start()), max(mention.end, found.end()), wrong
                break


def _wrong(said: str, day: date) -> Judgement | None:
    own = _DAYS[day.weekday()]
    if said.replace("天", "日") == own:
        return None
    reason = f"{day.year}年{day.month}月{day.day}日是星期{own},不是星期{said}"
    return Judgement(Verdict.CONTRADICTED, reason)
