"""Shares: what a percentage, a fraction or a 成 is a part of.

The whole is what the words name (占概算的七成, 占到全市的26.1%), else the total of the part,
else a figure told before. Where the words name a whole, no other will do: 占概算的七成 is
never the share of something else that happens to come to 70 %. A part is no share of its
sister, and things of unlike units have no share in one another.
"""

from __future__ import annotations

import re
from calendar import isleap
from decimal import Decimal
from typing import TYPE_CHECKING

from assistant.domain import Status
from assistant.verification.claims.claims import is_bare
from assistant.verification.claims.frames import FrameKind
from assistant.verification.grams import covered
from assistant.verification.lexicon import words
from assistant.verification.messages import number
from assistant.verification.reckoning.operands import (
    Computed,
    divides,
    place_of,
    say,
    share_of,
    summed,
    total,
)
from assistant.verification.reckoning.told_sums import listed

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from assistant.verification.candidates import Candidate
    from assistant.verification.claims.claims import Claim
    from assistant.verification.reckoning.derivation import Deriver

# 近三分之一的藏品: what the fraction is of stands behind it.
_BEHIND = re.compile(r"的([^,，。;；]{2,4})")
# 公交车1420标台,九成是新能源车: the part stands behind its share.
_PART = re.compile(r"(?:是|为|属于|来自|用于|投向)([^,，。;；、]{2,8})")
# 只够覆盖支出的29.4%: the whole stands behind the verb.
_VERB = re.compile(
    r"^(.*)(?:贡献了?|撑起了?|覆盖|相当于|等于|达到|接近|不足|不到|超过|占到|占了|占据|占|约为|仅为|是|为|达|过)"
)
# 医师中,中医类别108人,占64.3%: the whole is told at the beginning of the sentence.
_AMONG = re.compile(r"\s*(?:在)?([^,，。;；]{2,8})中[,，]")
_ONLY = re.compile(r"(?:只够|仅够|只能|可以|能够|才|就|已|仅|只)*(?:占[到了据]?)?$")
# 增长面65.8%, 资助率25%: a rate of the two figures told before.
_RATE = re.compile(r"(?:率|面|比例|比重|占比|比|进度)(?:达到?|为|约|仅|近|超|只有|高达)*$")
_PART_BEHIND = frozenset("的是为属来被用")
_EQUALS = ("相当于", "等于", "是")
_HUNDRED = Decimal(100)
_NAMED, _MANY = 6, 12
_FEWEST = 2


def shares(deriver: Deriver, claim: Claim, anchors: list[Candidate]) -> Iterator[Computed]:
    """What a share may be, likeliest first.

    Args:
        deriver: knows the facts and the text.
        claim: the figure, a percentage, fraction or 成.
        anchors: the plain facts that earlier figures state, nearest first.
    """
    before = deriver.text[slice(*claim.before)]
    if claim.frame.kind is not FrameKind.SHARE and not _speaks_of_share(deriver, claim, before):
        return
    clause = deriver.clause(claim)
    named, strict = _named(deriver, claim)
    for whole, items in _summed(deriver, claim, anchors, named) if summed(clause) else ():
        if whole.low and total(items) <= whole.low:
            share = total(items) / whole.low * _HUNDRED
            formula = f"({'+'.join(map(say, items))})÷{say(whole)}={number(share)}%"
            yield Computed(share, "percent", formula, whole)
    upward = "以上" in before
    for top in [] if upward else _tops(deriver, claim, anchors, before):
        for whole in _wholes(deriver, claim, top, named, anchors, strict=strict):
            if divides(top, whole) and (_kin(top, whole) or any(w in before for w in _EQUALS)):
                yield share_of(top, whole)
    if anchors:
        yield from _of_the_last(deriver, claim, anchors[0], before)
    for value, name, whole in _partial_sums(deriver, claim, anchors):
        share = value / (whole.low or _HUNDRED) * _HUNDRED
        yield Computed(share, "percent", f"({name})÷{say(whole)}={number(share)}%", whole)


def _summed(
    deriver: Deriver, claim: Claim, anchors: list[Candidate], named: list[Candidate]
) -> Iterator[tuple[Candidate, list[Candidate]]]:
    """A named whole with the figures that make up its share: 三项合计占…, 合计贡献了….

    Where the words do not say how many, the last ones told, two of them at least.
    """
    for whole in named[:2] or _larger(deriver, anchors):
        items = listed(deriver.bindings, claim, deriver.clause(claim), whole)
        if items:
            yield whole, items
        like = [
            item for item in anchors if item.unit_class == whole.unit_class and item is not whole
        ]
        yield from ((whole, like[:count]) for count in range(_FEWEST, len(like) + 1))


def _larger(deriver: Deriver, anchors: list[Candidate]) -> list[Candidate]:
    """The totals that a sum told without its whole may be a share of."""
    parents = dict.fromkeys(item.fact.parent for item in anchors if item.fact.parent)
    totals = [whole for parent in parents for whole in deriver.value_of(parent or "")]
    return list(dict.fromkeys([*totals, *anchors[_FEWEST:]]))


def _speaks_of_share(deriver: Deriver, claim: Claim, before: str) -> bool:
    """Whether a figure that is not said to be a share may be one: 近三分之一的藏品, 增长面65.8%."""
    frame = claim.frame
    if _RATE.search(before):
        return not frame.compared
    if frame.kind is not FrameKind.PLAIN or frame.compared or frame.direction:
        return False
    return claim.bare or deriver.text[claim.mention.end : claim.mention.end + 1] in _PART_BEHIND


def _kin(top: Candidate, whole: Candidate) -> bool:
    """Whether one may be a part of the other: sisters under one total are none."""
    return top.fact.parent is None or top.fact.parent != whole.fact.parent


def _named(deriver: Deriver, claim: Claim) -> tuple[list[Candidate], bool]:
    """The wholes that the words name, and whether they name one so clearly that no other will do."""
    among = _AMONG.match(deriver.text[claim.from_sentence : claim.from_clause])
    word = _split(claim.frame.base)[1] or (among[1] if among is not None else "")
    if _scope(word):
        return [], True
    if word:
        found = deriver.named(word, _MANY)
        clear = [item for item in found if covered(word, place_of(item)) and _now(claim, item)]
        if clear or among is None:
            return (clear, True) if clear else (found[:3], False)
    behind = _BEHIND.match(deriver.text, claim.mention.end) if claim.bare else None
    return (deriver.named(behind[1], _NAMED) if behind else []), False


def _now(claim: Claim, item: Candidate) -> bool:
    """Whether a whole is of the figure's own time, and no plan where none is told."""
    planned = item.fact.status is Status.PLANNED
    return item.words.time in {"", claim.time} and (claim.planned or not planned)


def _wholes(
    deriver: Deriver,
    claim: Claim,
    top: Candidate,
    named: Sequence[Candidate],
    anchors: Sequence[Candidate],
    *,
    strict: bool,
) -> list[Candidate]:
    """What ``top`` may be told as a share of."""
    base = _split(claim.frame.base)[1]
    wider = [
        item
        for fact in deriver.index.namesakes.get(top.fact.name, ())
        if fact != top.fact.id
        for item in deriver.value_of(fact)
        if not item.words.scoped or (base and base in (item.fact.scope or ""))
    ]
    own = deriver.value_of(top.fact.parent) if top.fact.parent else []
    if strict and base not in words("wholes").words:
        return [*own, *wider] if _scope(base) else list(named)
    return [*named, *own, *wider, *anchors]


def _scope(word: str) -> bool:
    """Whether a whole is named by its scope alone: 占到全市的26.1%."""
    return word in words("general_scopes").words or word in words("levels").words


def _split(base: str) -> tuple[str, str]:
    """The subject and the whole of a share: 收入只够覆盖支出 is of 收入, in 支出."""
    found = _VERB.match(base)
    return (found[1], base[found.end() :]) if found else ("", base)


def _tops(deriver: Deriver, claim: Claim, anchors: list[Candidate], before: str) -> list[Candidate]:
    """What a share is of: the figure before, where no subject of its own is named."""
    base = claim.frame.base
    subject = before.rpartition(base)[0] + _split(base)[0] if base else before
    if is_bare(subject) and anchors:
        return anchors[:1]
    named = [item for item in anchors if covered(_ONLY.sub("", subject), place_of(item))]
    if named and base:
        return named[:1]
    return [*deriver.all_named(claim), *anchors[:2]]


def _of_the_last(
    deriver: Deriver, claim: Claim, last: Candidate, before: str
) -> Iterator[Computed]:
    """Shares told of the last figure without a word for it: 覆盖率77.8%, 九成是新能源车."""
    if _RATE.search(before):
        yield from _rates(deriver, last)
    part = _PART.match(deriver.text, claim.mention.end) if claim.bare else None
    for top in deriver.named(part[1], _NAMED) if part is not None else ():
        if divides(top, last) and part is not None and covered(part[1], place_of(top)):
            yield share_of(top, last)


def _rates(deriver: Deriver, top: Candidate) -> Iterator[Computed]:
    """14个村…,覆盖率77.8%: in parts of all that the sheet names so; 优良天数318天 of the year's days."""
    if top.unit == "天" and top.low is not None:
        period = deriver.index.sheet.document.period
        year = period.year if period is not None else None
        days = Decimal(366 if year is not None and isleap(year) else 365)
        share = top.low / days * _HUNDRED if top.unit_class == "days" else Decimal(0)
        yield Computed(share, "percent", f"{say(top)}÷{days}天={number(share)}%", top)
    stated = next(
        (item.claim for item in deriver.bindings if item.support and item.support.candidate is top),
        None,
    )
    noun = (
        words("places").pattern.match(deriver.text, stated.mention.end)
        if stated is not None
        else None
    )
    for whole in deriver.named(noun[0], _NAMED) if noun else ():
        if noun and covered(noun[0], whole.fact.name) and divides(top, whole):
            yield share_of(top, whole)


def _partial_sums(
    deriver: Deriver, claim: Claim, anchors: list[Candidate]
) -> list[tuple[Decimal, str, Candidate]]:
    """Sums of named parts against their total: 省级以上 = 国家级 + 省级."""
    found: list[tuple[Decimal, str, Candidate]] = []
    before = deriver.clause(claim)
    parents = dict.fromkeys(item.fact.parent for item in anchors if item.fact.parent)
    for parent in parents:
        for whole in deriver.value_of(parent or ""):
            facts = [deriver.index.sheet.by_id[part] for part in whole.fact.parts]
            values = [item for fact in facts for item in deriver.value_of(fact.id)]
            spoken = deriver.spoken_of(whole.fact.parts, before)
            for count in range(2, len(values)):
                head = values[:count]
                if "以上" in before and head[-1] in spoken:
                    found.append((total(head), "+".join(map(say, head)), whole))
            if len(spoken) > 1:
                found.append((total(spoken), "+".join(map(say, spoken)), whole))
    return found
