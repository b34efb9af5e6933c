"""What tells names apart: 国家级 and 省级青年文明号, 第34个 and 第35个宣传月, 30万元以下的村.

The level of an honour, its medal, the class of an institution, the ordinal of an event and an anniversary are no
quantities, yet they are claims. A level or ordinal and the words behind it are looked up among the
facts' own; the same words with another level or ordinal are a finding.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from assistant.extraction import quantity_of, read_mentions
from assistant.extraction.normal import normalise
from assistant.extraction.numerals import value_of
from assistant.verification.claims.levels import contests
from assistant.verification.lexicon import forms

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from assistant.domain import FactSheet, Mention
    from assistant.verification.candidates import Candidate
    from assistant.verification.claims.claims import Claim

_FORMS = forms(__file__)
_LIMITS = ("以上", "以下")
_LONGEST_PIECE = 3
_SHORTEST_NAME = 4
_SAME = {
    "全国": "国",
    "国家级": "国",
    "省级": "省",
    "全省": "省",
    "市级": "市",
    "全市": "市",
    "县级": "县",
    "区级": "区",
}
_KINDS = {"A": "A级", "Ａ": "A级", "星": "星级"}


def names_of(sheet: FactSheet) -> dict[str, tuple[str, str]]:
    """The words behind a level or ordinal in the facts -> (what stands there, the fact)."""
    names: dict[str, tuple[str, str]] = {}
    for fact in sheet.facts:
        if fact.unit == "周年" and fact.value is not None and fact.name[-4:-2]:
            names[fact.name[-4:]] = (f"{fact.value:f}周年", fact.id)
        pieces = (*fact.path, *fact.aliases, fact.statement or "", fact.event or "")
        for piece in dict.fromkeys(pieces):
            for _, _, told, words in told_names(piece, fact=True):
                known, first = names.get(words, ("", fact.id))
                names[words] = (f"{known}|{plain(told)}" if known else plain(told), first)
    return names


def told_names(text: str, *, fact: bool = False) -> Iterator[tuple[int, int, str, str]]:
    """(start, end, level or ordinal, the words behind it) of each in a text, or in a fact's words."""
    yield from contests(text, all_medals=fact)
    yield from _classes(text, fact=fact)
    for match in _FORMS.anniversary.finditer(text):
        yield *match.span(2), match[2], f"{match[1]}周年"
    yield from ((*match.span(1), match[1], "评级") for match in _FORMS.rated.finditer(text))
    for match in _FORMS.passed.finditer(text):
        yield *match.span(2), match[2], f"{match[1]}{match[3]}"
    for pattern, mark in ((_FORMS.limit, "以"), (_FORMS.honour, "级"), (_FORMS.given, "级")):
        for match in pattern.finditer(text):
            # All that a fact's name tells must stand in the text: 全市信访工作再上… is no 全省信访工作考核.
            longest = len(match[2])
            for length in range(longest if fact else _SHORTEST_NAME, longest + 1):
                yield match.start(1), match.end(1), match[1], f"{mark}{match[2][:length]}"
    for match in _FORMS.ordinal.finditer(text):
        yield match.start(), match.end(), match[1], match[1][-1:] + match[2]


def _classes(text: str, *, fact: bool) -> Iterator[tuple[int, int, str, str]]:
    """The class of an institution or sight in its name."""
    for found in _FORMS.graded.finditer(text):
        kind = _KINDS.get(found[1][-2], "国级")
        name = _FORMS.ends.split(found[2], maxsplit=1)[0]
        for piece in _pieces(name) if fact else [name[:_LONGEST_PIECE]]:
            if piece:
                yield found.start(1), found.end(1), found[1], f"{kind}{piece}"


def _pieces(name: str) -> list[str]:
    sizes = range(1, _LONGEST_PIECE + 1)
    return [name[at : at + size] for size in sizes for at in range(len(name) - size + 1)]


def plain(told: str) -> str:
    """One spelling: 全省 and 省级 are one level, 第十二届 and 第12届 one ordinal."""
    told = normalise(told)
    if told.endswith(_LIMITS):
        limit = quantity_of(read_mentions(told)[0])
        return told if limit is None else f"{limit.low or limit.high}{limit.unit}{told[-1]}"
    digits = _FORMS.digits.search(told)
    if digits is None or told.endswith(("奖", "级")):
        return _SAME.get(told, told)
    return told.replace(digits[0], f"{value_of(digits[0])}")


def upper_limit(mention: Mention) -> bool:
    """Whether a figure is an upper limit as names have it: 30万元以下."""
    return mention.high is not None and (mention.approximator or "").endswith("以下")


def limits_name(candidate: Candidate) -> bool:
    """Whether a candidate is the limit inside an indicator's name: 集体收入30万元以下村."""
    mention = candidate.mention
    if mention is None or candidate.fact.value is None:
        return False
    return (mention.approximator or "").endswith(_LIMITS)


def in_band(claim: Claim, named: Iterable[Candidate]) -> bool:
    """Whether a figure is the limit in a fact's name, told in other words: 不到1亿元 of 1亿元以下."""
    told = claim.quantity
    return told is not None and any(
        (told.low, told.high, claim.unit_class) == (item.low, item.high, item.unit_class)
        for item in named
        if limits_name(item)
    )


def limit_number(candidate: Candidate) -> str:
    """The digits of the limit in a fact's name, without which no text means the fact."""
    return candidate.mention.text.rstrip("以上下及含()") if candidate.mention else ""


def named_limits(claim: Claim, limits: Iterable[Candidate]) -> list[Candidate]:
    """The limits of facts' names that a figure tells again: 30万元以下的村全部清零.

    The thing that it limits stands behind it, and is named behind the fact's limit too.
    """
    limits_it = (claim.mention.approximator or "").endswith(_LIMITS)
    noun = _FORMS.limited.match(claim.behind) if limits_it else None
    if noun is None or claim.quantity is None:
        return []
    told = claim.quantity.low, claim.quantity.high, claim.unit_class
    return [
        item
        for item in limits
        if (item.low, item.high, item.unit_class) == told
        and noun[1] in item.fact.name.rpartition(item.mention.text if item.mention else "")[2]
    ]
