"""Lists of figures: what the first is, the others are (分别增长5.2%、6.1%).

Of a list told in order (本部、东湖、新城分别为40个、30个和22个) each figure gets the item of its
own place as its nearest words; the other items are taken for the other figures' words.
"""

from __future__ import annotations

import re
from itertools import takewhile
from typing import TYPE_CHECKING

from assistant.domain import Kind, altered
from assistant.extraction.numerals import value_of
from assistant.verification.claims.claims import OWN, Claim
from assistant.verification.claims.frames import FrameKind
from assistant.verification.claims.levels import levels_of
from assistant.verification.grams import tokens
from assistant.verification.interchange import limit_of
from assistant.verification.lexicon import forms, last_match, tags, words

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from assistant.verification.claims.segments import Span

_FORMS = forms(__file__)
_MAIN = re.compile("、")
_CLAUSE = re.compile(r"[,，。;；:：!?！？\n]")
_QUARTERS = "一二三四"
_SHORT = 2
_MARKS = ",，、;；—- "
_ARRIVED = frozenset("到至达")
_HALF_WORDS = ("上", "下")
_NUMERALS = frozenset("一二三四五六七八九十甲乙丙丁")


def listed(claims: Sequence[Claim], text: str, year: int | None) -> list[Claim]:
    """The claims, the figures of every list as it tells them; ``year`` is the one reported on."""
    shared = list(claims[:1])
    over: Claim | None = None
    for claim in claims[1:]:
        earlier = shared[-1]
        over = earlier if earlier.frame.kind is FrameKind.OVER_TARGET else over
        shared.append(_shared(earlier, claim, over, text[earlier.mention.end : claim.start]))
    found = list(shared)
    for run in _runs(shared, text):
        for claim in _of_years(run, text, year) or _told_apart(shared, run, text):
            found[claim.number] = claim
    return found


# -- what the first is, the others are --------------------------------------------------------


def _shared(earlier: Claim, claim: Claim, over: Claim | None, gap: str) -> Claim:
    """A figure with the frame of the one before, where nothing but a mark stands between them."""
    percent = claim.mention.kind is Kind.PERCENT
    if gap == "的" and percent and earlier.frame.kind is FrameKind.TARGET:
        frame = altered(earlier.frame, kind=FrameKind.COMPLETION)
        claim = altered(claim, frame=frame, bare=True)
    if over is not None and _over_too(over, claim):
        limit = limit_of(claim.quantity)
        claim = altered(claim, frame=altered(over.frame, word=""), quantity=limit)
    alike = (
        earlier.mention.kind is claim.mention.kind
        or earlier.unit_class == claim.unit_class != ""
        # 每车24个点、9000公里; 每队62人,四分之三的人持证 is no mean
        or (earlier.frame.kind is FrameKind.AVERAGE and claim.unit_class != "percent")
    )
    # 添6座,到26座 is no list, nor is 完成目标的102%,近四分之三出自水费.
    apart = (earlier.mention.kind is Kind.FRACTION) != (claim.mention.kind is Kind.FRACTION)
    apart = apart and gap in {",", "，"}
    next_to = _FORMS.list_gap.match(gap) and gap[-1:] not in _ARRIVED and not apart
    again = gap.strip(_MARKS) in words("in_other_words").words  # 增幅12.5%,即八分之一
    # 比上年多2600座次,恰好一成
    grown = again and claim.unit_class == "percent" and earlier.frame.kind is FrameKind.INCREASE
    alike = alike or grown
    if (next_to or again) and alike and claim.frame.kind in {FrameKind.PLAIN, FrameKind.SUM}:
        frame = altered(earlier.frame, kind=FrameKind.GROWTH) if grown else earlier.frame
        claim = altered(
            claim, frame=frame, time=claim.time or earlier.time, bare=claim.bare or grown
        )
    return claim


def _over_too(earlier: Claim, claim: Claim) -> bool:
    """高血压一项超出目标3.5个百分点,糖尿病一项超出1.2个百分点: the target is said once."""
    return (
        claim.part == earlier.part
        and claim.frame.kind is FrameKind.PLAIN
        and claim.mention.approximator in words("over_target").words
        and claim.unit_class == earlier.unit_class != ""
    )


# -- each has its own item --------------------------------------------------------------------


def _told_apart(claims: Sequence[Claim], listed: Sequence[Claim], text: str) -> Sequence[Claim]:
    """The figures of one list, each with its own item where the list has some."""
    head = listed[0]
    begin = head.from_sentence
    told = text[begin : head.start]
    run = [_in_order(claim, place, listed) for place, claim in enumerate(listed)]
    marked = last_match(_FORMS.mark, told, max(0, len(told) - 24))
    if marked is None and _FORMS.listed.search(told):
        items = _split(
            _FORMS.split, text, _last_clause(text, begin, head.start - 1), head.start - 1
        )
        return _share_out(run, items, text) if len(items) == len(run) else listed
    if marked is None:
        shares = head.frame.kind is FrameKind.SHARE and len(listed) > _SHORT
        return run if shares else listed
    mark = begin + marked.start()
    named = text[begin:mark]
    times = _times(named)
    if len(times) == len(run):
        pairs = zip(run, times, strict=True)
        return [altered(claim, time=time, whole_year=False) for claim, time in pairs]
    items = _items(text, begin, mark, len(run))
    last = _last_clause(text, begin, mark)
    # Where the clause of the mark lists nothing, 城乡 there names both.
    both = told if not items else text[last : head.start] if items[-1][0] < last else ""
    if twins := _twins(run, both):
        return twins
    items = items or _clauses(claims, run)
    return _share_out(run, items, text) if items else run


def _in_order(claim: Claim, place: int, run: Sequence[Claim]) -> Claim:
    """A figure with its place; one word moves all of them, whatever their units: 多出132件和291万元."""
    frame, head = claim.frame, run[0].frame
    if frame.kind is FrameKind.PLAIN and head.kind is FrameKind.INCREASE:
        frame = head
    return altered(claim, order=(place, len(run)), frame=frame)


def _runs(claims: Sequence[Claim], text: str) -> Iterator[list[Claim]]:
    """Runs of two or more figures with nothing but marks between them.

    A list ends behind its 和, and at a comma where its items stand between 、.
    """
    run: list[Claim] = []
    before = ""
    for claim in claims:
        gap = text[run[-1].mention.end : claim.start] if run else ""
        ends = before and (before[-1] not in "、,， " or (before == "、" and gap[:1] in ",，"))
        if run and _FORMS.gap.fullmatch(gap) and not ends:
            run.append(claim)
            before = gap
            continue
        if len(run) > 1:
            yield run
        run, before = [claim], ""
    if len(run) > 1:
        yield run


def _last_clause(text: str, begin: int, mark: int) -> int:
    """Where the clause that ends at ``mark`` begins."""
    found = last_match(_CLAUSE, text, begin, mark)
    return found.end() if found is not None else begin


def _items(text: str, begin: int, mark: int, count: int) -> list[Span]:
    """The last ``count`` items listed before ``mark``, clause by clause backwards."""
    end = mark
    while end > begin:
        start = _last_clause(text, begin, end)
        marked = _FORMS.mark.search(text, start, end)
        stop = end if marked is None else marked.start()
        spans = _split(_FORMS.split, text, start, stop)
        if len(spans) > count:
            # 县道、乡道、村道及通组路 told by three figures are three.
            fewer = _split(_MAIN, text, start, stop)
            spans = fewer if len(fewer) == count else spans
        if len(spans) >= count:
            return spans[-count:]
        end = start - 1
    return []


def _split(joint: re.Pattern[str], text: str, start: int, stop: int) -> list[Span]:
    joints = list(joint.finditer(text, start, stop))
    begins = [start, *(found.end() for found in joints)]
    ends = [*(found.start() for found in joints), stop]
    return [(one, two) for one, two in zip(begins, ends, strict=True) if one < two]


def _clauses(claims: Sequence[Claim], run: Sequence[Claim]) -> list[Span]:
    """The clauses with figures just before the run, where there are as many as figures."""
    head = run[0]
    earlier = map(claims.__getitem__, range(head.number - 1, -1, -1))
    near = takewhile(lambda claim: claim.sentence == head.sentence, earlier)
    seen = list(dict.fromkeys(claim.clause for claim in near if claim.clause != head.clause))
    return seen[::-1] if len(seen) == len(run) else []


def _times(told: str) -> list[str]:
    """The parts of the year that 上下半年 and 一至四季度 tell in order."""
    if (half := _FORMS.both_halves.search(told)) is not None:
        return [tags("times")[f"{one}{half[1]}"] for one in _HALF_WORDS]
    if (found := _FORMS.every_quarter.search(told)) is None:
        return []
    first, last = _QUARTERS.index(found[1] or "一"), _QUARTERS.index(found[2] or "四")
    return [f"Q{at + 1}" for at in range(first, last + 1)]


def _of_years(run: Sequence[Claim], text: str, year: int | None) -> list[Claim]:
    """The figures of years that follow each other, of the last one this year's: 2023年至2025年分别为35个、41个和46个."""
    head = run[0]
    told = last_match(_FORMS.years, text, head.from_sentence, head.start)
    if told is None or year is None or _FORMS.split.search(text, told.end(), head.start):
        return []  # 两年间甲、乙分别为…
    years = _years(told, year)
    if not years or years[-1] != year or len(years) != len(run):
        return []
    found = []
    for place, (claim, then) in enumerate(zip(run, years, strict=True)):
        frame = claim.frame
        if then == year - 1:
            frame = altered(frame, kind=FrameKind.PREVIOUS)
        named = dict.fromkeys(tokens(f"{then}年"), OWN) if then < year - 1 else {}
        extra, order = {**claim.extra, **named}, (place, len(run))
        found.append(altered(claim, frame=frame, extra=extra, order=order, foreign=(told.span(),)))
    return found


def _years(told: re.Match[str], year: int) -> Sequence[int]:
    """The years that the words of a list tell: from one to another, some till this one, or each by itself."""
    if told["each"]:
        return [int(one) for one in _FORMS.one_year.findall(told["each"])]
    last = int(told["last"] or year)
    begun = told["first"] or told["since"]
    first = int(begun) if begun else last + 1 - int(value_of(told["count"]) or 0)
    return range(first, last + 1)


def _twins(run: Sequence[Claim], told: str) -> list[Claim]:
    """Two figures behind 城乡 with one word each, 城镇 and 农村; none where there are none such."""
    pair = words("twins").last(told)
    if pair is None or len(run) != len(pair[0]):
        return []
    named = zip(run, tags("twins")[pair[0]].split(), strict=True)
    return [
        altered(claim, extra={**claim.extra, **dict.fromkeys(tokens(word), OWN)}, bare=False)
        for claim, word in named
    ]


def _share_out(run: Sequence[Claim], items: Sequence[Span], text: str) -> list[Claim]:
    last = text[slice(*items[-1])]
    shared: list[Claim] = []
    for claim, span in zip(run, items, strict=True):
        item = text[slice(*span)]
        # 省、市、县级 are 省级, 市级 and 县级, and 一、二等奖 are 一等奖 and 二等奖.
        short = len(item) == 1 and len(last) > 1 and (item in _NUMERALS or len(last) == _SHORT)
        whole = item + last[1:] if short else item
        time = words("times").last(whole)
        shared.append(
            altered(
                claim,
                extra=dict.fromkeys(tokens(whole), OWN) if short else claim.extra,
                foreign=tuple(other for other in items if other != span),
                time=claim.time if time is None else tags("times")[time[0]],
                whole_year=claim.whole_year and time is None,
                levels=levels_of(whole if len(whole) > 1 else f"{whole}级") or claim.levels,
                zones=((*span, OWN), *claim.zones),
            )
        )
    return shared
