"""How the verifier names values and facts to a person, in Chinese."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal
from typing import TYPE_CHECKING

from assistant.facts.describing import BOUND_WORDS
from assistant.facts.values import span_text
from assistant.verification.candidates import Candidate, Role

if TYPE_CHECKING:
    from assistant.domain import Fact

OF_ROLE = {
    Role.VALUE: "",
    Role.INNER: "",
    Role.RANK: "的名次",
    Role.DATE: "的日期",
    Role.PREVIOUS: "的上年数",
    Role.TARGET: "的目标",
    Role.GROWTH: "的增幅",
    Role.INCREASE: "的增减数",
    Role.TIMES: "与上年之比",
    Role.COMPLETION: "的完成率",
    Role.SHARE: "的占比",
}
_PLACES = Decimal("0.01")
_ONE_PLACE = Decimal("0.1")
_LONGEST = 20
_RANKS = "零一二三四五六七八九十"


def number(value: Decimal) -> str:
    """A number without needless zeros; two decimals at most."""
    if value.adjusted() > _LONGEST:
        return format(value, "f")
    if value == value.to_integral_value():
        return format(value.quantize(Decimal(1)), "f")
    short = value.quantize(_PLACES)
    return format(short.normalize() if short else value.normalize(), "f")


def amount(fact: Fact) -> str:
    """The value of a fact in its unit: 7面."""
    return f"{number(fact.value or Decimal(0))}{fact.unit or ''}"


def value(candidate: Candidate) -> str | None:
    """What should stand for a candidate: ``166篇``, ``13.2%``, ``第三名``, ``7月27日``."""
    fact = candidate.fact
    if candidate.role is Role.DATE and candidate.date is not None:
        return span_text(candidate.date)
    if candidate.role is Role.RANK and fact.rank is not None:
        known = fact.rank < len(_RANKS)
        return f"第{_RANKS[fact.rank] if known else fact.rank}名"
    if candidate.mention is not None:
        return candidate.mention.text
    unit = candidate.unit or ""
    if candidate.written is None:
        low, high = fact.low or Decimal(0), fact.high or Decimal(0)
        return f"{number(low)}至{number(high)}{unit}"
    shown = _derived(candidate) if candidate.derived else number(candidate.written)
    bound = BOUND_WORDS[fact.bound] if fact.bound and candidate.role is Role.VALUE else ""
    return f"{bound}{shown}{unit}"


def _derived(candidate: Candidate) -> str:
    """A derived value without its sign; a rate to one decimal, as drafts tell it."""
    value = abs(candidate.written or Decimal(0))
    if candidate.unit == "%" and value >= _ONE_PLACE:
        value = value.quantize(_ONE_PLACE, rounding=ROUND_HALF_UP)
    return number(value)


def name(candidate: Candidate) -> str:
    """The fact of a candidate as a person knows it: 市级媒体, with its scope where it has one."""
    fact = candidate.fact
    told = fact.indicator or fact.event or (fact.statement or "")[:24] or fact.id
    if candidate.mention is not None and fact.statement:
        told = fact.statement[max(0, candidate.mention.start - 10) : candidate.mention.end + 6]
    if fact.parent and len(fact.path) > 1:
        told = f"{fact.path[-2]}({told})"
    if fact.scope and fact.scope not in told:
        told = f"{fact.scope}{told}"
    return f"{told}{OF_ROLE[candidate.role]}"


def stated(candidate: Candidate) -> str:
    """A candidate's value and fact in one: 193篇是省级媒体(articles/provincial)."""
    return f"{value(candidate) or '该数'}是“{name(candidate)}”({candidate.reference})"


def says(candidate: Candidate, word: str = "是") -> str:
    """A fact and its value in one: “省级媒体”是193篇(articles/provincial)."""
    return f"“{name(candidate)}”{word}{value(candidate)}({candidate.reference})"
