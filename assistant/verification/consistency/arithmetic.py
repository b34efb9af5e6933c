"""Figures against those that they follow from, all told in the text: parts of a total, movements.

| text | what is reckoned |
|---|---|
| 其中, 分为, 合计, 在24个…中,有 | the parts against the total |
| 从36个增加到48个,增长20% | how far it moved from the one to the other |

The text must say plainly that the parts are all there are; figures that the facts
prove are never reckoned against, but for a part that is greater than its whole.
"""

from __future__ import annotations

from decimal import Decimal
from itertools import takewhile
from typing import TYPE_CHECKING

from assistant.domain import Kind
from assistant.extraction.numerals import value_of
from assistant.verification.claims.frames import FrameKind
from assistant.verification.lexicon import forms, words
from assistant.verification.matching.scoring import MOMENTS
from assistant.verification.messages import number
from assistant.verification.reckoning.told import own_factor
from assistant.verification.verdicts.case import inconsistent

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from assistant.domain import Quantity
    from assistant.verification.claims.claims import Claim
    from assistant.verification.verdicts.case import Case, Judgement

_AMOUNTS = frozenset({Kind.COUNT, Kind.MONEY, Kind.MEASURE})
_WHOLES = frozenset({FrameKind.PLAIN, FrameKind.SUM})
_FORMS = forms(__file__)
# Of things counted so a part may be of another sort: 基地5个,其中入驻企业120个.
_LOOSE = frozenset({"个", "项", "次", "场", "场次", "家", "处", "类", "种", None})
_MOVED = frozenset({FrameKind.GROWTH, FrameKind.INCREASE})
# 年均增长6.5% is not how far it moved on the whole.
_YEARLY = ("年均", "平均", "月均", "复合")
# Of two percents the difference is in points.
_DIFFERENCES = {"percent": "points"}
_HUNDRED = Decimal(100)
_TWO, _MOST, _AS_LONG = 2, 12, 40


def misparted(cases: Sequence[Case]) -> Iterator[tuple[Case, Judgement]]:
    """The figures that are parts greater than their whole, or in a sum that does not come out."""
    for place, case in enumerate(cases):
        if place and (clash := _greater(cases[place - 1], case)) is not None:
            yield case, clash
        for total, parts in _sums(cases, place):
            undecided = [one for one in (total, *parts) if one.undecided]
            if undecided and (reason := _unequal(total, parts)) is not None:
                for one in undecided:
                    yield one, inconsistent(reason, one.claim.start)


# -- a part greater than its whole ----------------------------------------------------------


def _greater(whole: Case, part: Case) -> Judgement | None:
    """The clash of a part that is greater than the whole told right before it."""
    one, other = whole.claim, part.claim
    gap = part.text[one.mention.end : other.start]
    if len(gap) > _AS_LONG or not _comparable(one, other) or not _exceeds(one, other):
        return None
    listed = one.order[1] > 1 and one.order[0] == one.order[1] - 1
    if listed or (whole.computed is not None and whole.computed.gap):
        return None  # 每18名学生配备1名教师,其中双师型402名; 分别为26座、24座和18座,其中…合计50座
    if one.mention.unit == other.mention.unit and _FORMS.settled.fullmatch(gap):
        return _too_many(whole, part)
    found = _FORMS.among.fullmatch(gap) or _FORMS.of_which.fullmatch(gap)
    same = found is not None and _same_things(part, found[1], found[2])
    return _too_many(whole, part) if same else None


def _too_many(whole: Case, part: Case) -> Judgement:
    start, end = whole.claim.start, part.claim.mention.end
    reason = f"“{part.text[start:end]}”前后矛盾:部分({part.said})不能多于总数({whole.said})"
    return inconsistent(reason, start)


def _comparable(one: Claim, other: Claim) -> bool:
    """Whether one may be a part of the other: amounts in one unit, told as they stand."""
    kind = one.mention.kind
    if kind not in _AMOUNTS or other.mention.kind is not kind or one.unit_class != other.unit_class:
        return False
    return one.frame.kind in _WHOLES and other.frame.kind in _WHOLES


def _exceeds(one: Claim, other: Claim) -> bool:
    whole, part = one.quantity, other.quantity
    if whole is None or part is None or whole.high is None or part.low is None:
        return False
    return part.low > whole.high + slack(whole, part)


def _same_things(part: Case, named: str, label: str) -> bool:
    """Whether part and whole count the same things: 24个乡镇中,33个村 does not."""
    text, end = part.text, part.claim.mention.end
    before = text[max(part.claim.sentence[0], part.claim.start - _AS_LONG) : part.claim.start]
    if words("balances").first(before) is not None:
        return False
    if part.claim.mention.unit not in _LOOSE:
        return not label or not named or label[-2:] == named[-2:] or part.undecided
    behind = text[end : end + 6]
    if label and not (named and label.endswith(named[-2:])):
        return False
    told = behind.startswith(named[-2:]) if named else False
    return told or not behind[:1].isalpha() or words("predicates").pattern.match(behind) is not None


# -- sums -------------------------------------------------------------------------------------


def _sums(cases: Sequence[Case], place: int) -> Iterator[tuple[Case, list[Case]]]:
    """The breakdowns of which a figure is the total: those told before it and behind it."""
    total = cases[place]
    claim = total.claim
    if claim.mention.kind not in _AMOUNTS or claim.quantity is None or not claim.quantity.exact:
        return
    if _FORMS.sum_alone.match(total.text[claim.from_clause : claim.start].strip()):
        parts = _before(cases, place)
        if len(parts) >= _TWO:
            yield total, parts
    parts = _behind(cases, place)
    if len(parts) >= _TWO and _complete(total, parts):
        yield total, parts


def _before(cases: Sequence[Case], place: int) -> list[Case]:
    """All figures of the sentence before a total; none where they are not all of its kind."""
    total = cases[place].claim
    parts = [
        case
        for case in cases[max(0, place - _MOST) : place]
        if case.claim.start >= total.sentence[0] and case.claim.mention.kind not in MOMENTS
    ]
    return parts if all(_addable(total, part.claim) for part in parts) else []


def _behind(cases: Sequence[Case], place: int) -> list[Case]:
    """The figures behind a total in its part of the sentence, up to one of another kind."""
    total = cases[place].claim
    behind = cases[place + 1 : place + 1 + _MOST]
    near = takewhile(lambda case: case.claim.part == total.part, behind)
    return list(takewhile(lambda case: _addable(total, case.claim), near))


def _addable(total: Claim, claim: Claim) -> bool:
    exact = claim.quantity is not None and claim.quantity.exact
    named = claim.mention.unit is not None
    return exact and named and claim.frame.kind is FrameKind.PLAIN and _comparable(total, claim)


def _complete(total: Case, parts: Sequence[Case]) -> bool:
    """Whether the words say that the parts are all: 分为, a colon, 分别为 of a total, 三类."""
    text, claim = total.text, total.claim
    head = text[claim.mention.end : parts[0].claim.start]
    tail = text[parts[-1].claim.mention.end : claim.part[1]]
    sorts = _FORMS.sorts.match(tail)
    if sorts is not None and value_of(sorts[1]) == len(parts):
        return True
    if tail.startswith("等") or "其中" in tail:
        return False
    if _FORMS.all_follow.search(head):
        return "其中" not in head
    summed = words("sum").first(text[claim.from_clause : claim.start]) is not None
    whole = parts[0].claim.order[1] == len(parts)
    return summed and whole and _FORMS.in_order.match(head) is not None


def _unequal(total: Case, parts: Sequence[Case]) -> str | None:
    """What is wrong with a sum; None where it comes out, for these parts or for some of them."""
    whole, *told = (one.claim.quantity for one in (total, *parts))
    stated = amount(whole)
    for begin in range(len(told) - 1):
        for some in (told[begin:], told[: len(told) - begin]):
            room = slack(*filter(None, (whole, *some)))
            if abs(sum(map(amount, some)) - stated) <= room:
                return None
    added = "+".join(part.said for part in parts)
    found = _told_as(total, sum(map(amount, told), Decimal(0)))
    return f"总数与分项不符:{added}={found},文中写作“{total.said}”"


def amount(value: Quantity | None) -> Decimal:
    """What a quantity comes to; 0 for none."""
    return (value.low if value is not None else None) or Decimal(0)


def slack(*quantities: Quantity) -> Decimal:
    """How far a sum may be off by rounding: half a step of each value with decimals or a scale."""
    steps = (one.step for one in quantities if one.step is not None and one.step != 1)
    return sum(steps, start=Decimal(0)) / 2


# -- movements --------------------------------------------------------------------------------


def mismoved(cases: Sequence[Case]) -> Iterator[tuple[Case, Judgement]]:
    """The growths and increases without a fact that do not follow from the two figures before."""
    for place, case in enumerate(cases[_TWO:], _TWO):
        if case.claim.frame.kind not in _MOVED or not case.undecided:
            continue
        ends = _ends(cases[place - 2], cases[place - 1])
        if ends is None or ends[0].claim.sentence != case.claim.sentence:
            continue
        reason = _reason(case, *ends)
        if reason is not None:
            yield case, inconsistent(reason, case.claim.start)


def _ends(one: Case, other: Case) -> tuple[Case, Case] | None:
    """The two figures as (where it began, where it ended); None where they are no such two."""
    first, second = one.claim, other.claim
    if first.part != second.part or first.unit_class != second.unit_class:
        return None
    if not all(each.quantity is not None and each.quantity.exact for each in (first, second)):
        return None
    kinds = first.frame.kind, second.frame.kind
    return (one, other) if kinds == (FrameKind.PREVIOUS, FrameKind.PLAIN) else None


def _reason(case: Case, before: Case, after: Case) -> str | None:
    """What is wrong with a movement; None where it follows, or cannot be reckoned."""
    old, new = amount(before.claim.quantity), amount(after.claim.quantity)
    told = case.claim.quantity
    said = case.text[slice(*case.claim.before)]
    if any(word in said for word in _YEARLY):
        return None
    if not old or told is None or told.low is None or not told.exact:
        return None
    moved = new - old
    if case.claim.frame.kind is FrameKind.GROWTH:
        moved = moved / old * _HUNDRED
    elif told.unit_class != _DIFFERENCES.get(before.claim.unit_class, before.claim.unit_class):
        return None
    room = told.step or Decimal(0)
    frame = case.claim.frame
    turned = frame.word in words("signed").words and moved * frame.direction < 0
    if abs(abs(moved) - told.low) <= room and not turned:
        return None
    way = "下降" if moved < 0 else "增长"
    found = f"{way}{_told_as(case, abs(moved))}"
    return f"“{case.said}”与文中的数不符:由{before.said}到{after.said}是{found}"


def _told_as(case: Case, value: Decimal) -> str:
    """A value in base units, in the unit and scale of a figure."""
    return f"{number(value * own_factor(case.claim))}{case.claim.mention.unit or ''}"
