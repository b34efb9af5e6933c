"""What must hold of one fact by itself; what holds between facts is in :mod:`checks`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from assistant.facts.schema import keys_of, statement_keys

if TYPE_CHECKING:
    from assistant.domain import Fact
    from assistant.facts.fields import Fields
    from assistant.facts.problems import Problems

# Units whose values are shares or rates, with the unit of a difference between two of them.
DIFFERENCE_UNITS = {
    "%": "个百分点",
    "\uff05": "个百分点",
    "‰": "个千分点",
    "个百分点": "个百分点",
    "百分点": "个百分点",
}
SHARE_UNITS = frozenset(("%", "\uff05"))
_HUNDRED = 100
# What gives an indicator or event its figure.
_CONTENT = {
    "indicator": ("value", "formula", "rank", "growth", "parts", "date"),
    "event": ("date", "value", "formula", "rank"),
}


def check_fact(fact: Fact, fields: Fields) -> None:
    """Notes every rule that the fact breaks in the problems of ``fields``."""
    for rule in (
        _one_kind,
        _says_something,
        _plain_statement,
        _computed,
        _rank_and_field,
        _one_limit,
        _share,
    ):
        rule(fact, fields)


def _one_kind(fact: Fact, fields: Fields) -> None:
    kinds = [kind for kind in ("indicator", "event", "statement") if kind in fields]
    if not kinds and fact.parent is not None:
        fields.problems.add(fact.line, f"分项 {fact.id} 没有 indicator", "请写明这个分项是什么")
    elif not kinds:
        found = f"事实 {fact.id} 没有写明说的是什么"
        advice = "indicator(指标)、event(事件)、statement(陈述)三者要写一个"
        fields.problems.add(fact.line, found, advice)
    elif len(kinds) > 1:
        found = f"事实 {fact.id} 同时写了 {' 和 '.join(kinds)}"
        fields.problems.add(fact.line, found, "三者只能写一个;几件事请分成几条事实")


def _says_something(fact: Fact, fields: Fields) -> None:
    for kind, keys in _CONTENT.items():
        if kind in fields and not any(key in fields for key in keys):
            wanted = "数值 value(或名次 rank、增速 growth)" if kind == "indicator" else "日期 date"
            found = f"事实 {fact.id}“{fact.name}”没有{wanted}"
            fields.problems.add(fact.line, found, "请补上;没有数字的情况请用 statement 写成一句话")


def _plain_statement(fact: Fact, fields: Fields) -> None:
    free = statement_keys()
    extra = [key for key in keys_of("common") if key in fields and key not in free]
    if "statement" in fields and extra:
        found = f"陈述 {fact.id} 里不能写 {'、'.join(extra)}"
        advice = "数字请写在 statement 的句子里,或改用 indicator"
        fields.problems.add(fields.line(extra[0]), found, advice)


def _computed(fact: Fact, fields: Fields) -> None:
    given = [key for key in ("value", "bound", "approx") if key in fields]
    if "formula" in fields and given:
        found = f"事实 {fact.id} 写了 formula,又写了 {'、'.join(given)}"
        fields.problems.add(fields.line("formula"), found, "数值由算式得出,两样只能写一样")
    if "digits" in fields and "formula" not in fields:
        found = f"事实 {fact.id} 写了 digits 而没有 formula"
        advice = "digits 是算式结果保留的小数位数;直接写 value 的请删去它"
        fields.problems.add(fields.line("digits"), found, advice)


def _rank_and_field(fact: Fact, fields: Fields) -> None:
    if "among" in fields and "rank" not in fields and fields.node.get("rank") is None:
        found = f"事实 {fact.id} 写了 among(“{fact.among}”)而没有名次 rank"
        fields.problems.add(fields.line("among"), found, "请补上 rank,或把范围写在 scope 里")
    elif "among" in fields and "rank" not in fields:
        found = f"事实 {fact.id}“{fact.name}”的名次 rank 还没有填"
        fields.problems.warn(fact.line, found, "请填上;没有名次的,请删去 rank 和 among")


def _one_limit(fact: Fact, fields: Fields) -> None:
    if fact.bound is None or fact.low is None or fact.high is None:
        return
    if fact.low != fact.high:
        fields.problems.add(
            fields.line("bound"),
            f"事实 {fact.id} 的值是区间 {fact.low:f}—{fact.high:f},又写了 bound: {fact.bound.value}",
            "请只留一样:区间,或一个数加 bound",
        )


def _share(fact: Fact, fields: Fields) -> None:
    if fact.share_of is None:
        return
    if fact.unit not in SHARE_UNITS:
        unit = f"“{fact.unit}”" if fact.unit else "空的"
        found = f"事实 {fact.id} 写了 share_of(占比),单位却是{unit}"
        fields.problems.add(fields.line("share_of"), found, "占比的单位请写 unit: '%'")
        return
    check_share_range(fact, fields.line("value"), fields.problems)


def check_share_range(fact: Fact, line: int, problems: Problems) -> None:
    """Notes a share outside 0 to 100 per cent."""
    for value in (fact.low, fact.high):
        if value is not None and not 0 <= value <= _HUNDRED:
            found = f"占比 {fact.id}“{fact.name}”是 {value:f}%,不在 0 到 100 之间"
            problems.add(line, found, "请核对数值;不是占比的请删去 share_of")
            return
