"""One thing told twice: with two values, where no fact decides which is right, or with another numeral in its name.

Two figures are of one thing where the words that name it are the same but for
verbs and the like, in one unit, of one time, plan and level. Lists of like things
(three values and more), and figures behind a day or the name of an office, are none.
"""

from __future__ import annotations

import re
from decimal import Decimal
from itertools import pairwise
from typing import TYPE_CHECKING

from assistant.domain import BlockKind, Exemption, Kind
from assistant.verification.claims.frames import FrameKind
from assistant.verification.lexicon import forms, words
from assistant.verification.verdicts.case import inconsistent

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from assistant.domain import FactSheet, Mention, Quantity
    from assistant.verification.claims.segments import Segments
    from assistant.verification.verdicts.case import Case, Judgement

_TOLD = frozenset({Kind.COUNT, Kind.MONEY, Kind.MEASURE, Kind.PERCENT, Kind.SCORE})
_FRAMES = frozenset({FrameKind.PLAIN, FrameKind.SUM, FrameKind.GROWTH, FrameKind.SHARE})
_SHORTEST, _LONGEST = 2, 16
_FORMS = forms(__file__)
_MARKS = re.compile(r"[^\w]|\d")
_TITLE_LENGTH = 24
_NAMES = {BlockKind.TITLE: "标题", BlockKind.CELL: "表格"}
_TWO = 2


def retold(
    cases: Sequence[Case], segments: Segments, sheet: FactSheet
) -> Iterator[tuple[Case, Judgement]]:
    """The figures that another place of the text tells otherwise."""
    groups: dict[tuple[object, ...], list[Case]] = {}
    info = sheet.document
    own = [name for name in (info.organization, info.self_name) if name]
    for case in cases:
        key = _key(case, own) if case.undecided else None
        if key is not None:
            groups.setdefault(key, []).append(case)
    for group in groups.values():
        values = _values(group)
        if len(values) != _TWO:
            continue
        for mine, others in (values, values[::-1]):
            other = others[0]
            for case in mine:
                yield case, _clash(case, other, segments)


def _clash(case: Case, other: Case, segments: Segments) -> Judgement:
    told = f"{other.subject}{other.said}" if other.subject not in other.said else other.said
    where = _place_of(segments, other.claim.start)
    reason = f"“{case.said}”前后不一致:{where}写作“{other.said}”({told})"
    return inconsistent(reason, case.claim.start)


def _place_of(segments: Segments, at: int) -> str:
    """The place around an offset as a reader counts it: 标题, 小标题“…”, 正文第3段."""
    number = segments.block_number(at)
    if number < 0:
        return "文中"
    block = segments.blocks[number]
    if block.kind is BlockKind.HEADING:
        return f"小标题“{block.text[:_TITLE_LENGTH]}”"
    paragraphs = sum(one.kind is BlockKind.PARAGRAPH for one in segments.blocks[: number + 1])
    return _NAMES.get(block.kind, f"正文第{paragraphs}段")


def _values(group: Sequence[Case]) -> list[list[Case]]:
    """The figures by value; what agrees when rounded is one value."""
    values: list[list[Case]] = []
    for case in group:
        for value in values:
            if _agree(case.claim.quantity, value[0].claim.quantity):
                value.append(case)
                break
        else:
            values.append([case])
    return values


def _agree(one: Quantity | None, other: Quantity | None) -> bool:
    """Whether two figures may be of one value, the one more coarsely told than the other."""
    return one is not None and other is not None and not (_below(one, other) or _below(other, one))


def _below(one: Quantity, other: Quantity) -> bool:
    """Whether one lies wholly below the other, the coarser being rounded."""
    coarser = max(one.step or 0, other.step or 0)
    room = Decimal(coarser) / 2 if one.step != other.step else Decimal(0)
    return one.high is not None and other.low is not None and one.high + room < other.low


def _key(case: Case, own: Sequence[str]) -> tuple[object, ...] | None:
    """What a figure is of, and its circumstances; None where that is not told plainly."""
    claim, text = case.claim, case.text
    frame, quantity = claim.frame, claim.quantity
    if claim.mention.kind not in _TOLD or quantity is None or frame.kind not in _FRAMES:
        return None
    if claim.order[1] > 1 or (claim.block is not None and claim.block.kind is BlockKind.CELL):
        return None
    before = text[max(claim.sentence[0], claim.start - 60) : claim.start]
    lead, after = text[slice(*claim.before)], text[slice(*claim.after)]
    if _FORMS.partly.search(lead) or _narrowed(text[claim.sentence[0] : claim.before[0]], own):
        return None
    thing = _bare(lead, own) + _bare(after, own)
    if not _SHORTEST <= len(thing) <= _LONGEST:
        return None
    return (
        thing,
        quantity.unit_class,
        frame.kind if frame.kind is not FrameKind.SUM else FrameKind.PLAIN,
        frame.direction if not frame.reached else 0,
        frame.base,
        claim.time,
        claim.planned,
        claim.levels,
        _FORMS.partly.search(before) is not None,
    )


def _bare(told: str, own: Sequence[str]) -> str:
    """Words without those that only say that something was done, and by whom."""
    found = _FORMS.enumerator.match(told)
    told = told[found.end() :] if found else told
    for name in own:
        told = told.replace(name, "")
    return _MARKS.sub("", words("light").pattern.sub("", told))


def _narrowed(earlier: str, own: Sequence[str]) -> bool:
    """Whether the sentence began with a day, an office or a place that the figure is of."""
    for name in own:
        earlier = earlier.replace(name, "")
    clauses = re.split("[，,；;：:、（(]", earlier[-80:])
    return any(
        any(character.isdigit() for character in clause)
        or clause.rstrip("的等").endswith(words("bodies").words)
        for clause in clauses
    )


# -- terms of the text's own making: 一校四区 and then 三个校区 ------------------------------


def miscoined(
    mentions: Sequence[Mention], segments: Segments
) -> Iterator[tuple[int, int, Judgement]]:
    """The terms of two bare numerals whose second is another than in the same term before, or than the count told."""
    text, counts = segments.text, _counts(mentions, segments.text)
    first: dict[tuple[Decimal | None, str], tuple[Decimal, str, int]] = {}
    for one, other in pairwise(mentions):
        bare = all(each.exempt is Exemption.TERM and not each.unit for each in (one, other))
        many, part = other.low, text[other.end : other.end + 1]
        if not bare or many is None or many < _TWO or not part.isalpha():
            continue
        name, told = text[one.end : other.start] + part, text[one.start : other.end + 1]
        if len(name) != _TWO:
            continue
        earlier, said, at = first.setdefault((one.low, name), (many, told, one.start))
        counted = counts.get(name, [])
        if earlier == many and counted and all(each.low != many for each in counted):
            earlier, said, at = Decimal(0), counted[0].text + name, counted[0].start
        if earlier != many:
            reason = f"“{told}”前后不一致:{_place_of(segments, at)}写作“{said}”"
            yield one.start, other.end + 1, inconsistent(reason)


def _counts(mentions: Sequence[Mention], text: str) -> dict[str, list[Mention]]:
    """What 个 counts as a whole: 校区 -> the mention 三个 of 三个校区共开设."""
    found: dict[str, list[Mention]] = {}
    for mention in mentions:
        if mention.unit == "个" and mention.low is not None and mention.low == mention.high:
            name = text[mention.end : mention.end + 2]
            if _FORMS.whole.match(text, mention.end + 2):
                found.setdefault(name, []).append(mention)
    return found
