"""Years and dates that the document itself vouches for: its period, its own date."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from assistant.domain import BlockKind, Kind, PartialDate
from assistant.verification.candidates import Role
from assistant.verification.lexicon import forms, words
from assistant.verification.matching.dates import dates_of, same
from assistant.verification.matching.rounding import Agreement, agreement

if TYPE_CHECKING:
    from collections.abc import Iterable

    from assistant.domain import FactSheet, Mention
    from assistant.verification.claims.claims import Claim
    from assistant.verification.matching.index import FactIndex
    from assistant.verification.matching.matches import Binding

_YEAR = re.compile(r"(?<!\d)((?:19|20)\d\d)(?!\d)")
_FORMS = forms(__file__)
_YEAR_LONG = 12
_THESE = "今明"  # 两年
_MONTHS = {"个月": 1, "个季度": 3}


class Calendar:
    """The years and dates that a document may give without a fact.

    Args:
        sheet: its period, title and date of signing are known good.
    """

    def __init__(self, sheet: FactSheet) -> None:
        info = sheet.document
        self.period = info.period
        self.signed = info.signed_on
        self.years = self._years(sheet)
        # The years that the names of facts tell.
        self.named = {int(year) for fact in sheet.facts for year in _YEAR.findall(fact.name)}

    @property
    def year(self) -> int | None:
        """The one year reported on; None where there are several."""
        return next(iter(self.years)) if len(self.years) == 1 else None

    def _years(self, sheet: FactSheet) -> frozenset[int]:
        info = sheet.document
        found: set[int] = set()
        if info.period is not None:
            first, last = info.period.start.year, info.period.end.year
            if first is not None and last is not None:
                found.update(range(first, last + 1))
        if not found:
            found.update(int(year) for year in _YEAR.findall(info.title))
        if not found and info.signed_on is not None and info.signed_on.year is not None:
            found.add(info.signed_on.year)
        return frozenset(found)

    def holds(self, mention: Mention) -> bool:
        """Whether a year, or a span of years, is that of the document's period."""
        told = dates_of(mention)
        known = bool(told) and all(moment.year in self.years for moment in told)
        return known and mention.kind is Kind.YEAR

    def precedes(self, mention: Mention) -> bool:
        """Whether it is the year before the period's."""
        told = dates_of(mention) if mention.kind is Kind.YEAR and self.years else ()
        return bool(told) and all(moment.year == min(self.years) - 1 for moment in told)

    def mistitled(self, claim: Claim) -> bool:
        """Whether it is a year in the document's own title, neither of its period nor the next one."""
        title = claim.block is not None and claim.block.kind is BlockKind.TITLE
        told = _YEAR.findall(claim.mention.text) if title and self.years else ()
        return any(int(year) not in self.years | {max(self.years) + 1} for year in told)

    def names(self, claim: Claim, text: str) -> bool:
        """Whether a number only says when: 后六个月, 2025届毕业生 of the period."""
        mention = claim.mention
        kind = claim.block.kind if claim.block is not None else None
        if kind is BlockKind.TITLE and not mention.unit:
            return mention.low in self.years  # 数字里的2025
        if self.years and not mention.unit and mention.low == max(self.years) + 1:
            met = words("met_years").pattern.search(text, claim.from_clause, claim.start)
            return met is not None and met.end() == claim.start  # 奔赴2026
        if mention.kind is Kind.DURATION:
            lasts = _FORMS.lasts.search(text, 0, mention.start) or _FORMS.in_turn.match(
                text, mention.end
            )
            if self._length(mention) and lasts:
                return True
            told = text[max(0, mention.start - 1) : mention.end]
            both = mention.unit == "年" and mention.low == len(_THESE)
            both = both and text.endswith(_THESE, 0, mention.start)
            return both or words("times").pattern.fullmatch(told) is not None
        return mention.unit == "届" and mention.low in self.years

    def _length(self, mention: Mention) -> bool:
        """Whether a duration is the period's own: 全年366天, 四个季度, 上半年181天."""
        if self.period is None or not mention.exact or mention.low is None:
            return False
        if mention.unit == "天":
            return mention.low == self.period.days
        length = _MONTHS.get(mention.unit or "", 0)
        return bool(length) and mention.low * length == self.period.months

    def vouches(self, claim: Claim, text: str) -> bool:
        """Whether a year or date needs no fact."""
        mention = claim.mention
        if mention.kind is Kind.REDACTION or _FORMS.redacted.search(mention.text):
            return True
        if _FORMS.season.match(mention.text) or words("times").pattern.fullmatch(mention.text):
            return True
        told = dates_of(mention)
        if len(told) > 1 and told[-1].year in self.years and mention.kind is Kind.YEAR:
            return told[0].year in self.named  # 2023年至2025年
        return bool(told) and all(self._known(moment, claim, text) for moment in told)

    def _known(self, moment: PartialDate, claim: Claim, text: str) -> bool:
        if moment == PartialDate():
            return True
        if self.signed is not None and same(moment, self.signed) and moment.month is not None:
            return True
        if moment.month is not None or moment.day is not None:
            ends = (self.period.start, self.period.end) if self.period is not None else ()
            return any(end.month is not None and same(moment, end) for end in ends)
        return moment.year is not None and self._year(moment.year, claim, text)

    def _year(self, year: int, claim: Claim, text: str) -> bool:
        if not self.years or year in self.years:
            return True
        if year == max(self.years) + 1:
            last = claim.block is not None and claim.block.kind is BlockKind.DATE
            ahead = words("plan").pattern.search(text, claim.mention.end, claim.sentence[1])
            return claim.planned or last or ahead is not None
        if year == min(self.years) - 1:
            before = text[max(claim.clause[0], claim.start - 8) : claim.start]
            after = text[claim.mention.end : claim.mention.end + 4]
            return bool(_FORMS.compared.search(before) or _FORMS.base.match(after))
        return False


def both_years(claim: Claim, behind: Iterable[Binding], index: FactIndex, text: str) -> bool:
    """Whether the figure behind was true last year too: 达标率连续两年保持100%, 连续两年超过500万吨."""
    told = claim.mention
    running = told.unit == "年" and text.endswith(("连续", "连着"), 0, told.start)
    if told.low != len(_THESE) or not running:
        return False
    return any(
        one.claim.clause == claim.clause
        and one.support is not None
        and one.support.candidate.role is Role.VALUE
        and any(
            agreement(one.claim, was) in {Agreement.EXACT, Agreement.ROUNDED}
            for was in index.by_fact[one.support.candidate.fact.id]
            if was.role is Role.PREVIOUS
        )
        for one in behind
    )
