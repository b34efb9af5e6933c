"""Numerals that are no claims by their form, against the facts that they speak of.

一面 and 一起 are words, 八大平台 is a slogan and 第88期 a name, until a fact of that very name has
another value: 收到锦旗一面 where there were seven, 第88期简报 of a paper with 45 issues, 未发生一起火灾事故
where there were two.
"""

from __future__ import annotations

import re
from collections import defaultdict
from decimal import Decimal
from typing import TYPE_CHECKING

from assistant.domain import Exemption, Status, Verdict, once_a_sheet
from assistant.extraction import compatible
from assistant.extraction.numbers import read_number
from assistant.verification import messages
from assistant.verification.distinctions import plain, told_names
from assistant.verification.lexicon import forms
from assistant.verification.verdicts.case import Judgement
from assistant.verification.zeros import denies

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from assistant.domain import Fact, FactSheet, Mention
    from assistant.verification.claims.segments import Segments

    # Where a numeral stands, and the fact that it contradicts.
    Found = tuple[int, int, Fact]

_TOLD = frozenset(
    (Exemption.TERM, Exemption.IDIOM, Exemption.VAGUE, Exemption.STRUCTURE, Exemption.NAME)
)
# Exempt by their words alone; the other forms are often names of their own (三大平台, 第88期).
_LOOSE = frozenset((Exemption.TERM, Exemption.IDIOM, Exemption.VAGUE))
# Forms of a numeral that are names or enumerators but for what stands before them.
_SIGNED = frozenset((Exemption.ENUM, Exemption.NAME))
_MARKED = re.compile(r"[(（\[【][ ]?(?P<n>[0-9]{1,6})[ ]?[)）\]】]|(?P<m>[xX×*]?[0-9]{1,6})")
_FORMS = forms(__file__)
_PAUSE = re.compile(r"[，,。；;、)）\n]|$")
_JOINED = ("、", "和", "及", "与")
_FEWEST = 2


class _Names:
    """The facts by the first and the last two characters of their names, and by the tails of these."""

    def __init__(self, sheet: FactSheet) -> None:
        self.first: defaultdict[str, list[tuple[str, Fact]]] = defaultdict(list)
        self.last: defaultdict[str, list[tuple[str, Fact]]] = defaultdict(list)
        self.tails: defaultdict[str, list[tuple[str, Fact]]] = defaultdict(list)
        self.whole: dict[str, Fact] = {}
        for fact in sheet.facts:
            if fact.status is not Status.DONE:
                continue
            if fact.value:
                self.whole[_FORMS.count.sub("", fact.name)] = fact
            for name in (fact.indicator, *fact.aliases):
                if name and len(name) >= _FEWEST:
                    self.first[name[:2]].append((name, fact))
                    self.last[name[-2:]].append((name, fact))
                    for at in range(1, len(name) - 1):
                        self.tails[name[at : at + 2]].append((name[at:], fact))

    def at(self, text: str, start: int) -> list[Fact]:
        """The facts whose name begins at ``start``."""
        found = self.first.get(text[start : start + 2], ())
        return [fact for name, fact in found if text.startswith(name, start)]

    def ending(self, text: str, start: int, unit: str) -> list[Fact]:
        """The facts counted in a unit whose name ends in what begins at ``start``: 舆情 of 负面舆情.

        None where facts of unlike value share that noun.
        """
        found = self.tails.get(text[start : start + 2], ())
        facts = [fact for tail, fact in found if fact.unit == unit and text.startswith(tail, start)]
        return facts if len({fact.value for fact in facts}) == 1 else []

    def before(self, text: str, end: int) -> list[Fact]:
        """The facts whose name ends at ``end``."""
        found = self.last.get(text[max(0, end - 2) : end], ())
        return [fact for name, fact in found if text.endswith(name, 0, end)]


_names = once_a_sheet(_Names)


def hidden(
    text: str, sheet: FactSheet, mentions: Sequence[Mention], segments: Segments
) -> Iterator[tuple[int, int, Judgement]]:
    """(start, end, what is to be said) of exempt numerals and bare directions that the facts contradict."""
    names = _names(sheet)
    for mention in filter(denies, mentions):
        # Only the whole of a fact's name is denied: 未发生一起重大火灾事故 says nothing of fires.
        told = text[mention.end : segments.clause(mention.start)[1]].strip("的。；;，, \n")
        denied = names.whole.get(_FORMS.count.sub("", told))
        if denied is not None and compatible(mention.unit, denied.unit):
            said = f"一{mention.unit}也没有"
            yield mention.start, mention.end, _judgement(said, denied, messages.amount(denied))
    for start, end, fact in _found(text, names, mentions):
        yield start, end, _judgement(f"“{text[start:end]}”", fact)


def _judgement(said: str, fact: Fact, expected: str | None = None) -> Judgement:
    reason = f"这里说{said},但“{fact.name}”是{messages.amount(fact)}({fact.id})"
    return Judgement(Verdict.CONTRADICTED, reason, fact.id, expected)


def _found(text: str, names: _Names, mentions: Sequence[Mention]) -> Iterator[Found]:
    for mention in mentions:
        if mention.exempt in _TOLD and not mention.unread and mention.low != 0:
            yield from _told(text, names, mention)
        if mention.exempt in _SIGNED:
            yield from _behind(text, names, mention)
    yield from _worded(text, names)


def _told(text: str, names: _Names, mention: Mention) -> Iterator[Found]:
    ordinal = mention.text.startswith("第")
    number = read_number(text, mention.start + ordinal)
    if number is None or not number.valid or number.low != number.high:
        return
    for fact, unit, article in _spoken_of(text, names, mention, number.end):
        if _clashes(fact, number.low, ordinal=ordinal, article=article):
            yield mention.start, min(max(mention.end, number.end + len(unit)), len(text)), fact
            return


def _behind(text: str, names: _Names, mention: Mention) -> Iterator[Found]:
    """建成平台(4), 平台x4: a number in a form of its own right behind a fact's name, at a pause."""
    match = _MARKED.fullmatch(mention.text)
    if match is None or not _PAUSE.match(text, mention.end):
        return
    for fact in names.before(text, mention.start):
        value = Decimal(match["n"] or match["m"].lstrip("xX×*"))
        # 典型案例37 may be the 37th: that there are no more than 36 is all that speaks against it.
        if _clashes(fact, value, ordinal=mention.text.isdigit()):
            yield mention.start, mention.end, fact
            return


def _worded(text: str, names: _Names) -> Iterator[Found]:
    """双平台 where there are three; 负面舆情多起, 负面舆情时有发生 where there was none."""
    for match in _FORMS.two.finditer(text):
        for fact in names.at(text, match.end()):
            if _clashes(fact, Decimal(2)):
                yield match.start(), match.end() + len(fact.name), fact
    for match in _FORMS.some.finditer(text):
        for fact in names.before(text, match.start()):
            if fact.value == 0:
                yield *match.span(), fact


def _spoken_of(
    text: str, names: _Names, mention: Mention, end: int
) -> Iterator[tuple[Fact, str, bool]]:
    """The facts whose whole name stands right behind or before a numeral, the unit between, whether 一 is an article."""
    for unit in ("大", text[end : end + 1], text[end : end + 2], ""):
        if text.startswith(unit, end):
            bare = unit == "" and mention.exempt is Exemption.TERM
            begin = end + len(unit)
            ending = names.ending(text, begin, unit) if unit and mention.exempt in _LOOSE else []
            whole = names.at(text, begin)
            found = [fact for fact in whole if bare or unit in {"大", fact.unit or ""}]
            yield from ((fact, unit, unit != "大") for fact in (*found, *ending))
    head = _FORMS.before.search(text, max(0, mention.start - 2), mention.start)
    for fact in names.before(text, head.start() if head else mention.start):
        unit = fact.unit or ""
        if unit and text.startswith(unit, end) and _PAUSE.match(text, end + len(unit)):
            yield fact, unit, False


def _clashes(fact: Fact, value: Decimal, *, ordinal: bool = False, article: bool = False) -> bool:
    if fact.value is None:
        return False
    if ordinal:
        return value > fact.value
    if value == 1 and article:
        return fact.value == 0  # 一个平台 is one of them, but of nothing there is none
    return value not in {fact.value, fact.previous, fact.target}


def misnamed(
    text: str, names: Mapping[str, tuple[str, str]], stated: set[str]
) -> Iterator[tuple[int, int, Judgement]]:
    """(start, end, what is to be said) of levels, ordinals and limits that are not those of the facts' ``names``.

    The facts whose anniversary the text names are added to ``stated``.
    """
    for start, end, told, words in told_names(text):
        if words not in names or (told.endswith("级") and text[:start].endswith(_JOINED)):
            continue  # 省、市级重点专科 are of both levels
        (known, fact), here = names[words], plain(told)
        if words.endswith("周年") and here == known:
            stated.add(fact)
        if here not in known.split("|"):
            reason = f"“{told}”与事实不符:应为“{known.partition('|')[0]}”({fact})"
            yield start, end, Judgement(Verdict.CONTRADICTED, reason, fact)
