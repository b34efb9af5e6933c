"""Gaps: one thing against the like thing of another place, subject, rate or target.

农村增长6.7%,快于城镇1.9个百分点: the growth of the figure before and that of the like
fact whose scope or name 城镇 names. 城乡分别增长4.5%、6.3%,乡村快1.8个百分点: one of the
two told against the other. 与5.5%的预期目标相比,仍有0.2个百分点的缺口: a rate against its
target. A gap in points lies between two rates: of a fact that is none, its growth.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from assistant.verification.candidates import Candidate, Role
from assistant.verification.grams import covered, tokens
from assistant.verification.lexicon import words
from assistant.verification.matching.rounding import rounded
from assistant.verification.messages import number
from assistant.verification.reckoning.operands import Computed, amount, operand, place_of, say
from assistant.verification.units import fits

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from assistant.verification.claims.claims import Claim
    from assistant.verification.matching.index import FactIndex
    from assistant.verification.matching.matches import Binding

_END = r"(?:约|近|将近|了|出|整整)?$"
_OVER = re.compile(
    r"(?P<way>高于|快于|多于|好于|优于|大于|领先于?|跑赢|赶超|高出|超过|低于|慢于|少于|小于|落后于?|跑输|不及)"
    rf"(?P<other>[^,，。;；]{{1,12}}?){_END}"
)
_THAN = re.compile(
    r"(?P<subject>[^,，。;；]{0,16}?)(?<!相)[比较](?P<other>[^,，。;；比较]{1,12}?)"
    rf"(?:还要?|也|仍|又|要|均|都|则)?(?P<way>[快高多大长好慢低少小短差])(?:了|出|出了)?{_END}"
)
_AHEAD = re.compile(
    rf"^(?P<subject>[^,，。;；]{{1,8}}?)(?:则|要|又|更)?(?P<way>快|慢|高出?|低|多出?|少|领先|落后|长|短)了?{_END}"
)
_DOWN = frozenset("低慢少小落不短差") | {"跑输"}
_GENERAL = re.compile(
    r"(?:平均|整体|总体)?(?:水平|平均|增速|增幅|涨幅|降幅|跌幅|均值|平均线|增长率|总体)*$"
)
_FALL = re.compile(r"[降跌减]幅")
_MOVING = re.compile(r"[增涨降跌]幅|增速|增长率|增长速度|升幅")
_LEADING = re.compile(r"^(?:其中|而|但|且|则|又|也|仍|同比|增速|增幅|降幅|,|，|、|\s)*")
_TARGET = re.compile(
    r"(?:与|距离?|离|比|较|和)[^。；;]{0,16}(?:目标|预期|计划|预算)[^。；;]{0,16}$"
)
_MISSED = re.compile(
    r"(?:欠收|短收|超收|超额|欠产|超产|欠|短缺|多收|少收|多出|超出|结余|超支|少了|多了)(?:完成|收入)?了?$"
)
_SHORT = re.compile(r"[差欠短缺少低慢]|不足|不到|未")
_LACK = re.compile(r"^的?(?:缺口|差距)")
_CLOSE, _BEHIND = 8, 4
_TOLD_BACK = 10
_TOLD_MOST = 4
_WINDOW = 48
_LIKE, _OTHERS = 0.3, 12
_PERCENT = "percent"
_PAIR = 2
# A figure told as the standard stands between the comparing word and the gap.
_STANDARD = re.compile(
    r"(?:优于|高于|低于|好于|多于|少于|短于|快于|慢于|高出|低出|超出|超过|提前|[比较])[^,，。;；\d]{0,12}"
    r"[\d一二两三四五六七八九十][^,，。;；]{1,24}?"
    r"(?:多出?|少|高出?|低|快|慢|短|长|超出?|整整|足足|标准|要求|规定|目标|线|水平|上限|下限)了?$"
)
_ONE_PLACE = Decimal("0.1")


@dataclass(frozen=True, slots=True)
class Against:
    """What a gap is between.

    Attributes:
        way: 1 where the subject has more, -1 where it has less.
        other: what it is held against; empty for the other of the two told before.
        subject: what is held against it; empty for the figure told before.
        fallen: two falls are compared: the greater has fallen further.
    """

    way: int
    other: str
    subject: str = ""
    fallen: bool = False


def against(before: str) -> Against | None:
    """What the words before a figure hold against what; None where they do not."""
    if words("against_previous").first(before) or words("target").first(before):
        return None
    found = _OVER.search(before) or _THAN.search(before)
    if found is not None:
        subject = found.groupdict().get("subject") or ""
        fallen = _FALL.search(found["other"]) is not None
        other = _GENERAL.sub("", found["other"])
        return Against(_way(found["way"]), other, _bare(subject), fallen) if other else None
    found = _AHEAD.search(before)
    subject = _bare(found["subject"]) if found else ""
    return Against(_way(found["way"]), "", subject) if found and subject else None


def _way(word: str) -> int:
    return -1 if word[0] in _DOWN or word in _DOWN else 1


def _bare(subject: str) -> str:
    """A subject without the words that only join it to what was told before."""
    return _GENERAL.sub("", _LEADING.sub("", subject))


def told_before(
    bindings: Sequence[Binding], claim: Claim, most: int = _TOLD_MOST
) -> list[Candidate]:
    """What earlier figures of the paragraph state, nearest first; ``most`` of them."""
    found: list[Candidate] = []
    for binding in reversed(bindings[max(0, claim.number - _TOLD_BACK - most) : claim.number]):
        if binding.claim.block is not claim.block or len(found) == most:
            break
        support = binding.support
        item = support.candidate if support is not None else binding.meant
        if item is not None and item.unit_class != "points" and item not in found:
            found.append(item)
    return found


def _reckoned(index: FactIndex, told: Sequence[Candidate], *, points: bool) -> list[Candidate]:
    """What a gap can be reckoned from: in points rates as they were told, else plain values."""
    found: list[Candidate] = []
    for item in told:
        rate = item.unit_class == _PERCENT
        if points and rate:
            found.append(item)
        else:
            found.extend(one for one in index.by_fact[item.fact.id] if _plain(one))
    return list(dict.fromkeys(found))


def _plain(item: Candidate) -> bool:
    return item.role is Role.VALUE and operand(item)


def gaps(
    claim: Claim,
    index: FactIndex,
    told: Sequence[Candidate],
    stands: Against,
) -> Iterator[Computed]:
    """The gap that the words tell: as reckoned, and from the rates as they are told.

    Args:
        claim: the figure.
        index: the facts.
        told: what earlier figures state, nearest first.
        stands: what is held against what.
    """
    points = claim.quantity is not None and claim.quantity.unit_class == "points"
    pair = _pair(index, _reckoned(index, told, points=points), stands, points=points)
    if pair is None:
        return
    mine, theirs = pair
    kind = "points" if points else mine.unit_class
    one, other = mine.low or Decimal(0), theirs.low or Decimal(0)
    if stands.fallen:
        one, other = abs(one), abs(other)
    for value in (one - other, rounded(one, _ONE_PLACE) - rounded(other, _ONE_PLACE)):
        way = "低" if stands.way < 0 else "高"
        formula = f"{say(mine)}比{say(theirs)}{way}{amount(value * stands.way, mine)}"
        yield Computed(value * stands.way, kind, formula, mine)
        if not points:
            return


def _pair(
    index: FactIndex,
    told: Sequence[Candidate],
    stands: Against,
    *,
    points: bool,
) -> tuple[Candidate, Candidate] | None:
    """What is held against what, each as the value that a gap is reckoned from."""
    own = _own(index, told, stands)
    if own is None:
        return None
    mine = _value(index, own, points=points)
    others = [*told, *_named(index, stands.other, own)] if stands.other else told
    for other in others:
        theirs = _value(index, other, points=points)
        if theirs.low is None or _sort(theirs) != _sort(mine) or _within(own, other):
            continue
        if not stands.other or _names(stands.other, other, own):
            return mine, theirs
    return None


def _sort(item: Candidate) -> tuple[str, bool]:
    """What can be set against one another: values of a unit; rates of growth, other rates."""
    moving = item.role is Role.GROWTH or _MOVING.search(item.fact.name) is not None
    return item.unit_class, item.unit_class == _PERCENT and moving


def _within(one: Candidate, other: Candidate) -> bool:
    """Whether two are one fact, or one is a part of the other: no gap lies between them."""
    mine, theirs = one.fact, other.fact
    return mine is theirs or mine.parent == theirs.id or theirs.parent == mine.id


def _names(words: str, other: Candidate, own: Candidate) -> bool:
    """Whether the words name a fact of the same time, and of another place only by its name."""
    theirs, mine = other.words, own.words
    scope = other.fact.scope or ""
    near = not theirs.scoped or scope == own.fact.scope or covered(words[: len(scope)], scope)
    return near and theirs.time == mine.time and covered(words, place_of(other))


def _own(index: FactIndex, told: Sequence[Candidate], stands: Against) -> Candidate | None:
    """The fact of the subject: named before 比, else the one told last."""
    if not told or not stands.subject:
        return told[0] if told else None
    known = [item for item in told if covered(stands.subject, place_of(item))]
    if known or not stands.other:
        return known[0] if known else None
    wider = _named(index, stands.subject, told[0])
    return wider[0] if wider else told[0]


def _named(index: FactIndex, words: str, like: Candidate) -> list[Candidate]:
    """The facts that a short name means, those named like a fact first."""
    wanted = {token: weight * _LIKE for token, weight in tokens(like.fact.name).items()}
    return index.spoken_of(
        wanted | tokens(words),
        _OTHERS,
        lambda item: _plain(item) and covered(words, place_of(item)),
    )


def _value(index: FactIndex, item: Candidate, *, points: bool) -> Candidate:
    """What a gap is reckoned from: in points a rate, the growth where the fact is no rate."""
    if not points:
        return item
    if item.unit_class == _PERCENT:
        return item
    return next((one for one in index.by_fact[item.fact.id] if one.role is Role.GROWTH), item)


def standard_gaps(
    claim: Claim, index: FactIndex, told: Sequence[Candidate], text: str
) -> Iterator[Computed]:
    """优于国家90分钟的标准38分钟, 比年初承诺的30个多出8个: against the figure told in the clause."""
    found = _STANDARD.search(text, claim.from_clause, claim.start)
    if found is None or len(told) < _PAIR:
        return
    standard = told[0]
    # A target stands against its own fact, also where it is told behind the value.
    own = [item for item in told[1:] if fits(item.unit, standard.unit)]
    own.extend(one for one in index.by_fact[standard.fact.id] if _plain(one))
    for item in own:
        if item is standard or item.low is None or standard.low is None:
            continue
        value = abs(item.low - standard.low)
        kind = "points" if item.unit_class == _PERCENT else item.unit_class
        yield Computed(value, kind, f"{say(item)}与{say(standard)}相差{amount(value, item)}", item)


def target_gaps(
    claim: Claim, index: FactIndex, told: Sequence[Candidate], text: str
) -> Iterator[Computed]:
    """距5.5%的预期目标还差0.2个百分点, 为预算的98.8%,欠收1.4亿元: a value against its target."""
    window = text[max(claim.sentence[0], claim.start - _WINDOW) : claim.start]
    if not (_TARGET.search(window) or _MISSED.search(window)):
        return
    after = text[claim.mention.end : claim.mention.end + _BEHIND]
    short = _SHORT.search(window[-_CLOSE:]) is not None or _LACK.match(after) is not None
    for fact in dict.fromkeys(item.fact.id for item in told):
        roles = {item.role: item for item in index.by_fact[fact]}
        value, target = roles.get(Role.VALUE), roles.get(Role.TARGET)
        if value is None or target is None or value.low is None or target.low is None:
            continue
        kind = "points" if value.unit_class == _PERCENT else value.unit_class
        apart = target.low - value.low if short else value.low - target.low
        shown = number(target.written or target.low)
        yield Computed(apart, kind, f"{say(value)}与目标{shown}相差{amount(apart, value)}", value)
