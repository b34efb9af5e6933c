"""Words that are part of what a thing is called, though elsewhere they say something of a figure.

| text | what it is not |
|---|---|
| 清收往年欠款326万元 | last year's value |
| 30万元以下的村全部清零 | the income of the villages |
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from assistant.domain import Mention
    from assistant.verification.candidates import Candidate
    from assistant.verification.claims.claims import Claim

_STOCK = re.compile(
    r"(?:所|累|拖|陈|积)?欠|陈[欠账案]|积[案压欠]|旧[欠账案]|老[案账]|遗留|结转|结余|存量|未[结清还]"
)
_LIMITS = ("以上", "以下")
_LIMITED = re.compile("的([\u4e00-\u9fff])")


def old_stock(text: str, at: int) -> bool:
    """Whether a time that ends at ``at`` says since when a thing is there: 往年欠税, 上年结转."""
    return _STOCK.match(text, at) is not None


def upper_limit(mention: Mention) -> bool:
    """Whether a figure is an upper limit as names have it: 30万元以下."""
    return mention.high is not None and (mention.approximator or "").endswith("以下")


def limits_name(candidate: Candidate) -> bool:
    """Whether a candidate is the limit inside an indicator's name: 集体收入30万元以下村."""
    mention = candidate.mention
    if mention is None or candidate.fact.value is None:
        return False
    return (mention.approximator or "").endswith(_LIMITS)


def limit_number(candidate: Candidate) -> str:
    """The digits of the limit in a fact's name, without which no text means the fact."""
    return candidate.mention.text.rstrip("以上下及含()") if candidate.mention else ""


def named_limits(claim: Claim, limits: Iterable[Candidate]) -> list[Candidate]:
    """The limits of facts' names that a figure tells again: 30万元以下的村全部清零.

    The thing that it limits stands behind it, and is named behind the fact's limit too.
    """
    limits_it = (claim.mention.approximator or "").endswith(_LIMITS)
    noun = _LIMITED.match(claim.behind) if limits_it else None
    if noun is None or claim.quantity is None:
        return []
    told = claim.quantity.low, claim.quantity.high, claim.unit_class
    return [
        item
        for item in limits
        if (item.low, item.high, item.unit_class) == told
        and noun[1] in item.fact.name.rpartition(item.mention.text if item.mention else "")[2]
    ]
