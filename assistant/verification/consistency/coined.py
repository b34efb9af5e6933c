"""Terms of a text's own making that it tells differently: 一校四区 and then 三个校区."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from assistant.domain import Exemption
from assistant.verification.clashes import Clash, Places

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from decimal import Decimal

    from assistant.domain import Mention
    from assistant.verification.claims.segments import Segments

# 三个校区共开设: all of them are meant.
_WHOLE = re.compile("共|均|都|全部|总|分别|合计")
_TWO = 2


class _Coined(NamedTuple):
    """一校四区: its numerals and what each counts."""

    start: int
    end: int
    one: Decimal | None
    whole: str
    many: Decimal | None
    part: str


def miscoined(mentions: Sequence[Mention], segments: Segments) -> Iterator[Clash]:
    """The terms whose numeral is another than in the same term before, or than the count told."""
    terms = list(_terms(mentions, segments.text))
    if not terms:
        return
    places = Places(segments)
    counts = _counts(mentions, segments.text)
    first: dict[tuple[Decimal | None, str, str], _Coined] = {}
    for term in terms:
        earlier = first.setdefault((term.one, term.whole, term.part), term)
        counted = counts.get(term.whole + term.part, [])
        if earlier.many != term.many:
            at, said = earlier.start, segments.text[earlier.start : earlier.end]
        elif counted and all(one.low != term.many for one in counted):
            at, said = counted[0].start, counted[0].text + term.whole + term.part
        else:
            continue
        told = segments.text[term.start : term.end]
        reason = f"“{told}”前后不一致:{places.name(at)}写作“{said}”"
        yield Clash(term.start, term.end, reason)


def _terms(mentions: Sequence[Mention], text: str) -> Iterator[_Coined]:
    """The terms of two bare numerals with a character behind each."""
    for one, other in pairwise(mentions):
        bare = one.exempt is Exemption.TERM and other.exempt is Exemption.TERM
        if not bare or other.start - one.end != 1 or one.unit or other.unit:
            continue
        part = text[other.end : other.end + 1]
        if other.low is not None and other.low >= _TWO and part.isalpha():
            yield _Coined(one.start, other.end + 1, one.low, text[one.end], other.low, part)


def _counts(mentions: Sequence[Mention], text: str) -> dict[str, list[Mention]]:
    """What 个 counts as a whole: 校区 -> the mention 三个 of 三个校区共开设."""
    found: dict[str, list[Mention]] = {}
    for mention in mentions:
        if mention.unit == "个" and mention.low is not None and mention.low == mention.high:
            name = text[mention.end : mention.end + 2]
            if _WHOLE.match(text, mention.end + 2):
                found.setdefault(name, []).append(mention)
    return found
