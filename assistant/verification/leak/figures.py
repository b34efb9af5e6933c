"""Figures taken over with the words around them."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from assistant.domain import Kind, PartialDate
from assistant.verification.leak.text import LeakKind
from assistant.verification.lexicon import forms

if TYPE_CHECKING:
    import re
    from collections.abc import Callable, Iterator

    from assistant.domain import FactSheet, Mention
    from assistant.verification.leak.text import Allowed, BareText, Leak, Shelf

_FORMS = forms(__file__)
_ARABIC = "0123456789"
_NO_CLAIM = {Kind.YEAR, Kind.REDACTION}
_AROUND = 8  # characters on either side that are compared
_LONG_NUMBER = 3
# Characters around that must be shared: for a number of three digits or more, for a shorter one,
# and, not counting the facts' own words, for a number that some fact gives or a plain 一 or 两.
_FEW, _SOME, _MANY = 2, 4, 6


def _known(sheet: FactSheet, allowed: Allowed) -> Callable[[Mention, str], bool]:
    """What tells whether some fact gives the value or date of a mention with these digits."""
    values: set[Decimal | int | None] = {derived.value for derived in sheet.derived}
    days: set[tuple[int | None, int | None]] = set()
    for fact in sheet.facts:
        values |= {fact.low, fact.high, fact.previous, fact.target, fact.growth, fact.rank}
        ends = (fact.date.start, fact.date.end) if fact.date else ()
        days |= {(end.month, end.day) for end in ends if end}
    values.discard(None)
    written = {*_FORMS.number.findall(allowed.facts)}

    def gives(mention: Mention, number: str) -> bool:
        dates = [part for part in mention.parts if isinstance(part, PartialDate)]
        if dates:
            return all(date.month is None or (date.month, date.day) in days for date in dates)
        arabic = number[0] in _ARABIC and Decimal(number) in values
        return arabic or mention.low in values or number in written

    return gives


@dataclass(frozen=True, slots=True)
class _Claim:
    """A figure of the text.

    Attributes:
        number: its digits as written, bare.
        at: where they stand in the bare text.
        given: some fact gives this value.
    """

    mention: Mention
    number: str
    at: int
    given: bool


def find_figures(
    text: BareText, sheet: FactSheet, shelf: Shelf, allowed: Allowed, mentions: tuple[Mention, ...]
) -> Iterator[Leak]:
    """The claims of ``text`` that stand in a sample with the same words around them.

    A value that some fact gives may be told in the same words; then only words that are not the
    facts' own count.
    """
    wanted: defaultdict[str, list[_Claim]] = defaultdict(list)
    for claim in _claims(text, _known(sheet, allowed), mentions):
        wanted[claim.number].append(claim)
    for sample, sample_text in enumerate(shelf.texts):
        for match in _FORMS.number.finditer(sample_text) if wanted else ():
            for claim in tuple(wanted.get(match[0], ())):
                if not _same_around(text, claim, sample_text, match, allowed.own):
                    continue
                wanted[match[0]].remove(claim)
                span = claim.mention.start, claim.mention.end
                yield shelf.leak(text, span, LeakKind.FIGURE, sample, match.start())


def _claims(
    text: BareText, gives: Callable[[Mention, str], bool], mentions: tuple[Mention, ...]
) -> Iterator[_Claim]:
    for mention in mentions:
        if mention.exempt is not None or mention.kind in _NO_CLAIM:
            continue
        inside = text.inside(mention.start, mention.end)
        match = _FORMS.number.search(text.text, inside.start, inside.stop)
        if match:
            yield _Claim(mention, match[0], match.start(), gives(mention, match[0]))


def _same_around(
    text: BareText, claim: _Claim, sample: str, match: re.Match[str], own: tuple[bool, ...]
) -> bool:
    """Whether enough of the words around a number are the same in text and sample.

    ``own`` says which characters of the text are the facts' own.
    """
    behind, end = claim.at + len(claim.number), match.end()
    near_left = text.text[claim.at - 1 : claim.at] == sample[match.start() - 1 : match.start()]
    if not near_left and text.text[behind : behind + 1] != sample[end : end + 1]:
        return False  # the common case, told by two characters
    before = sample[max(0, match.start() - _AROUND) : match.start()]
    left = _shared(text.text[max(0, claim.at - _AROUND) : claim.at][::-1], before[::-1])
    after = sample[end : end + _AROUND]
    right = _shared(text.text[behind : behind + _AROUND], after)
    if not left and right < _MANY:
        return False
    if claim.given:
        shared = [*range(claim.at - left, claim.at), *range(behind, behind + right)]
        return sum(not own[index] for index in shared) >= _MANY
    plain = len(claim.number) == 1 and claim.number not in _ARABIC
    needed = _MANY if plain else _FEW if len(claim.number) >= _LONG_NUMBER else _SOME
    return left + right >= needed


def _shared(one: str, other: str) -> int:
    """How many characters two strings begin with alike."""
    pairs = enumerate(zip(one, other, strict=False))
    return next((at for at, (a, b) in pairs if a != b), min(len(one), len(other)))
