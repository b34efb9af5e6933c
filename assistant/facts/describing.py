"""Facts in words, for tables and reports: 455篇, 4—5个, 不少于4篇, 全市第3名."""

from __future__ import annotations

from typing import TYPE_CHECKING

from assistant.domain import Bound, Status
from assistant.facts.values import span_text

if TYPE_CHECKING:
    from decimal import Decimal

    from assistant.domain import Fact

BOUND_WORDS = {
    Bound.AT_LEAST: "不少于",
    Bound.AT_MOST: "不超过",
    Bound.MORE_THAN: "超过",
    Bound.LESS_THAN: "少于",
}


def describe(fact: Fact) -> str:
    """What the fact states, without its name: its value, rank and date, or its statement."""
    if fact.statement is not None:
        return fact.statement
    said = [
        "" if fact.date is None else span_text(fact.date),
        _value(fact),
        "" if fact.rank is None else f"{fact.among or ''}第{fact.rank}名",
    ]
    if fact.growth is not None and not any(said):
        return f"增速{fact.growth:f}%"
    return ",".join(filter(None, said))


def describe_whole(fact: Fact) -> str:
    """The fact with the names on its path and its scope: ``媒体发稿/国家级媒体(全县):96篇``."""
    scope = f"({fact.scope})" if fact.scope else ""
    planned = "〔计划〕" if fact.status is Status.PLANNED else ""
    if fact.statement is not None:
        return f"{planned}{fact.statement}"
    said = describe(fact)
    return f"{planned}{'/'.join(fact.path)}{scope}" + (f":{said}" if said else "")


def number_text(value: Decimal, unit: str | None) -> str:
    """A value with its unit, the minus sign as print has it."""
    return f"{value:f}".replace("-", "−") + (unit or "")


def _value(fact: Fact) -> str:
    if fact.low is None or fact.high is None:
        return ""
    bound = BOUND_WORDS[fact.bound] if fact.bound else ""
    about = "约" if fact.approx else ""
    if fact.low == fact.high:
        return f"{bound}{about}{number_text(fact.low, fact.unit)}"
    return f"{about}{number_text(fact.low, None)}—{number_text(fact.high, fact.unit)}"
