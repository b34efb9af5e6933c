"""Turns of phrase whose figure follows from two that the text has just told.

| text | what is reckoned |
|---|---|
| 上半年发案12起,下半年比上半年多4起 | the year less twice the half |
| 甲、乙两院分别为6180元、4860元,前者高出1320元 | the first of the two less the second |
| 计划招聘110名,比今年多14名 | the plan less what was done |
| 两级加起来168万人次,占比58.7% | the sum just told in parts of the whole |
| 筹资8650万元,六成即5190万元用于产业 | the amount that 即 names in parts of the figure before |
| 占41.3万亩耕地的七成 | the figure before in parts of the one behind 占 |
| 从7月10日开到10月9日,三个月迎客 | from the first date to the second |
"""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING

from assistant.domain import Kind, Status
from assistant.verification.candidates import Candidate, Role
from assistant.verification.claims.frames import FrameKind
from assistant.verification.matching.scoring import fit
from assistant.verification.messages import number
from assistant.verification.reckoning.operands import (
    Computed,
    alike,
    amount,
    divides,
    say,
    share_of,
    total,
)
from assistant.verification.reckoning.rungs import rungs
from assistant.verification.reckoning.stays import stays
from assistant.verification.units import fits

if TYPE_CHECKING:
    from collections.abc import Iterator

    from assistant.verification.claims.claims import Claim
    from assistant.verification.matching.matches import Binding
    from assistant.verification.reckoning.derivation import Deriver

_MORE = r"[^,，。;；]{0,6}?(?P<way>[多少高低增减快慢长短大小升降])"
_HALF = re.compile(
    r"(?P<half>下半年|后半程|后六个月|下学期)[^。;；]{0,30}?[比较](?:上半年|前半程|前六个月|上学期)"
    rf"{_MORE}[^,，。;；]{{0,6}}$"
)
_PAIR = re.compile(rf"(?P<which>前者|后者){_MORE}")
_THIS_YEAR = re.compile(rf"[比较](?:今年|本年|当年|上年|去年|往年){_MORE}")
_LESS = frozenset("少低减慢短小降")
_THAT_IS = re.compile(r"[,，、(（]?(?:即|也就是|约合|计)")
_OF = re.compile(r"占(?:到|了|全部|总|全[^\W\d]|[^\W\d]{1,2}内)?$")
_AGAIN = re.compile(r"^[,，](?:达到?|为|即|约为|实际为)")
_TOTAL = re.compile(r"(?:总量|总数|总计|累计|合计|规模|达到|增至|达|共有)[^,，。;；]{0,6}$")
_HALF_REACH = 40
_FAR = 60
_TOGETHER = re.compile(
    r"(?P<first>前)?(?P<many>[两二三四])(?P<kind>[所家校院镇村县区市站馆级项者类税])(?:合计|共计?|加起来|之和|总计)[^,，。;；]{0,4}$"
)
_TWO = 2
# Of these the last figures are added up elsewhere (told_sums).
_ITEMS = frozenset("项者类")
_COUNTS = {"两": 2, "二": 2, "三": 3, "四": 4}
_TIMES = {"下半年": "H1", "后半程": "H1", "后六个月": "H1", "下学期": "T1"}
_HUNDRED = Decimal(100)
NAMED = 0.3


def turns(deriver: Deriver, binding: Binding, anchors: list[Candidate]) -> Iterator[Computed]:
    """What a figure may be by the turn of phrase that it stands in."""
    claim = binding.claim
    before = deriver.text[slice(*claim.before)]
    if claim.mention.kind is Kind.DURATION:
        yield from stays(deriver.bindings, claim)
    yield from _halves(deriver, binding, anchors)
    if claim.quantity is not None and claim.quantity.unit_class == "percent":
        if claim.frame.kind is FrameKind.SHARE or claim.bare:
            yield from _shares(deriver, binding, anchors)
        return
    yield from _two_together(deriver, binding, anchors)
    yield from _of_pair(before, binding, anchors)
    yield from _than_done(deriver, claim, anchors)
    yield from rungs(deriver, binding)
    yield from _in_total(before, deriver, anchors)


def _way(value: Decimal, way: str) -> Decimal:
    """A difference as the word tells it: 少 and 低 turn it round."""
    return -value if way in _LESS else value


def _signed(value: Decimal, way: str, source: Candidate, kind: str, names: str) -> Computed:
    told = _way(value, way)
    return Computed(told, kind, f"{names}={amount(told, source)}", source)


def _halves(deriver: Deriver, binding: Binding, anchors: list[Candidate]) -> Iterator[Computed]:
    claim, index = binding.claim, deriver.index
    begin = max(claim.part[0], claim.start - _HALF_REACH)
    found = _HALF.search(deriver.text[begin : claim.start])
    if found is None:
        return
    told = {item.fact.id for item in anchors}
    percent = claim.mention.kind is Kind.PERCENT
    for half in index.halves_of(_TIMES[found["half"]]):
        whole = index.halves[half]
        for year, first in zip(deriver.value_of(whole), deriver.value_of(half), strict=False):
            if not {whole, half} & told and fit(claim, first) < NAMED:
                continue
            if not percent and not fits(claim.mention.unit, first.unit):
                continue
            value = (year.low or Decimal(0)) - 2 * (first.low or Decimal(0))
            names = f"{say(year)}-{say(first)}-{say(first)}"
            if percent and first.low:
                share = value / first.low * _HUNDRED
                formula = f"({names})÷{say(first)}={number(share)}%"
                yield Computed(_way(share, found["way"]), "percent", formula, year)
            else:
                yield _signed(value, found["way"], year, year.unit_class, names)


def _of_pair(before: str, binding: Binding, anchors: list[Candidate]) -> Iterator[Computed]:
    """前者高出1320元: of the last two figures of that unit."""
    found = _PAIR.search(before)
    quantity = binding.claim.quantity
    if found is None or quantity is None:
        return
    points = quantity.unit_class == "points"
    wanted = "percent" if points else quantity.unit_class
    pair = [item for item in anchors if item.unit_class == wanted][:2]
    if len(pair) == _TWO:
        second, first = pair
        value = (first.low or Decimal(0)) - (second.low or Decimal(0))
        if found["which"] == "后者":
            value, first, second = -value, second, first
        names = f"{say(first)}-{say(second)}"
        yield _signed(value, found["way"], first, quantity.unit_class, names)


def _two_together(
    deriver: Deriver, binding: Binding, anchors: list[Candidate]
) -> Iterator[Computed]:
    """两所合计429起: the one told last and another that the sentence names.

    前两项合计26亿元: the first two of the sentence.
    """
    claim = binding.claim
    found = _TOGETHER.search(deriver.text, claim.from_clause, claim.start)
    if found is None or claim.quantity is None:
        return
    like = [item for item in anchors if item.unit_class == claim.quantity.unit_class]
    if found["first"]:
        wholes = {item.fact.parent for item in like}
        parts = [item for item in like[::-1] if item.fact.id not in wholes]
        count = _COUNTS[found["many"]]
        if len(parts) >= count:
            yield _sum_of(parts[:count])
        return
    if _COUNTS[found["many"]] != _TWO or found["kind"] in _ITEMS:
        return
    if len(like) > 1:
        yield _sum_of(like[1::-1])
    told = deriver.text[max(claim.sentence[0], claim.start - _FAR) : claim.start]
    for other in deriver.named(told, 8) if like else ():
        if other is not like[0] and alike(like[0], other) and fit(claim, other) > NAMED:
            yield _sum_of([other, like[0]])


def _sum_of(items: list[Candidate]) -> Computed:
    value = total(items)
    formula = f"{'+'.join(map(say, items))}={number(value)}"
    return Computed(value, items[0].unit_class, formula, items[0])


def _than_done(deriver: Deriver, claim: Claim, anchors: list[Candidate]) -> Iterator[Computed]:
    """计划招聘110名,比今年多14名: the like fact that is done, also where 比今年 is left out."""
    found = _THIS_YEAR.search(deriver.text[slice(*claim.before)])
    more = claim.bare and claim.frame.kind is FrameKind.INCREASE
    if not (found or more) or not anchors or anchors[0].fact.status is not Status.PLANNED:
        return
    own = anchors[0]
    way = found["way"] if found else "少" if claim.frame.direction < 0 else "多"
    for other in deriver.named(own.fact.name, 8):
        if alike(own, other) and other.fact.status is not Status.PLANNED:
            value = (own.low or Decimal(0)) - (other.low or Decimal(0))
            names = f"{say(own)}-{say(other)}"
            yield _signed(value, way, own, own.unit_class, names)


def _in_total(before: str, deriver: Deriver, anchors: list[Candidate]) -> Iterator[Computed]:
    """新增探头600路,届时总量将达到4860路: the plan and the like fact that is done."""
    if not anchors or anchors[0].fact.status is not Status.PLANNED or not _TOTAL.search(before):
        return
    own = anchors[0]
    for other in deriver.named(own.fact.name, 8):
        if alike(own, other) and other.fact.status is not Status.PLANNED:
            value = (own.low or Decimal(0)) + (other.low or Decimal(0))
            yield Computed(value, own.unit_class, f"{say(other)}+{say(own)}={number(value)}", other)


def _shares(deriver: Deriver, binding: Binding, anchors: list[Candidate]) -> Iterator[Computed]:
    claim, text, bindings = binding.claim, deriver.text, deriver.bindings
    behind = bindings[claim.number + 1] if claim.number + 1 < len(bindings) else None
    if behind is not None and behind.support is not None:
        gap = text[claim.mention.end : behind.claim.start]
        top = behind.support.candidate
        if _THAT_IS.fullmatch(gap) and top.role is Role.VALUE:
            yield from (share_of(top, whole) for whole in anchors if divides(top, whole))
    if claim.number and len(anchors) > 1:
        earlier = bindings[claim.number - 1].claim
        if _OF.search(text, earlier.from_clause, earlier.start) and divides(anchors[1], anchors[0]):
            yield share_of(anchors[1], anchors[0])
    yield from _of_sum(deriver, binding, anchors)


def _of_sum(deriver: Deriver, binding: Binding, anchors: list[Candidate]) -> Iterator[Computed]:
    """The share of a sum that was told just before, and that share told again."""
    claim = binding.claim
    for earlier in reversed(deriver.bindings[max(0, claim.number - 2) : claim.number]):
        told = deriver.results.get(earlier.claim.number)
        if told is None or earlier.claim.sentence != claim.sentence or not claim.bare:
            continue
        if told.unit_class == "percent":
            if _AGAIN.match(deriver.text[earlier.claim.mention.end : claim.start]):
                yield told
            continue
        parent = told.source.fact.parent
        wholes = [*(deriver.value_of(parent) if parent else ()), *anchors]
        for whole in wholes:
            if alike(whole, told.source) and whole.low and whole.low >= told.value:
                share = told.value / whole.low * _HUNDRED
                formula = f"{amount(told.value, told.source)}÷{say(whole)}={number(share)}%"
                yield Computed(share, "percent", formula, whole)
