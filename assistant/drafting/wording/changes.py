"""What is said of a fact's change, its target and its parts."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from assistant.domain import Status
from assistant.drafting.wording.names import (
    bears_numeral,
    figure_behind,
    lower_is_better,
    name_source,
    scope_source,
    told_name,
)
from assistant.drafting.wording.phrases import phrase, table, words

if TYPE_CHECKING:
    from collections.abc import Sequence
    from decimal import Decimal

    from assistant.domain import Fact, FactSheet

_PERCENT = ("%", "％", "‰")
_SMALL_CHANGE, _SMALL_VALUE = 20, 100
_CHANGED_PARTS = 4
# So long must the shared end of the names of parts be to be left out.
_TAIL = 3
# Of these a change is told as so many, not in percent.
_SCORES = ("分", "天")


@dataclass(frozen=True, slots=True)
class Manner:
    """How the offline writer writes; every knob has a plain default.

    Attributes:
        turn: which of several equal phrases is used, in the whole text.
        brief: no leads and no optional remarks.
        full: change in number and percent, targets by value.
        reverse: groups of facts in the opposite order.
        subheading: the pattern of sub-headings.
        first: words of groups or facts that are to be told first.
        without: words of facts that are to be left out.
        plain: no sub-headings.
    """

    turn: int = 0
    brief: bool = False
    full: bool = False
    reverse: bool = False
    subheading: str = ""
    first: tuple[str, ...] = ()
    without: tuple[str, ...] = ()
    plain: bool = False

    def pick(self, choices: tuple[str, ...]) -> str:
        """One of ``choices``: the same throughout a text."""
        return choices[self.turn % len(choices)]


def change_tails(fact: Fact, sheet: FactSheet, manner: Manner) -> list[str]:
    """What is said of the year before and of the target."""
    tails: list[str] = []
    change = _change(fact, sheet, manner)
    if change:
        tails.append(f"{_compared(fact, sheet, manner)}{change}")
    if fact.target is None or manner.brief or lower_is_better(fact):
        return tails
    if fact.unit not in _PERCENT and f"{fact.id}.completion" in sheet.derived_by_id:
        if manner.full:
            tails.append(f"{phrase('target')}{{{fact.id}.target}}")
        doubled = phrase("plans.completing") in told_name(fact)
        word = phrase("completion_plain" if doubled else "completion")
        tails.append(f"{word}{{{fact.id}.completion}}")
    return tails


def _compared(fact: Fact, sheet: FactSheet, manner: Manner) -> str:
    """The word for the comparison with the year before: one for the whole text."""
    whole = sheet.document.period is None or _whole_year(sheet)
    word = manner.pick(words("compare" if whole else "compare_part_year"))
    return table("compare_flat")[word] if _is_flat(fact, sheet) else word


def _change(fact: Fact, sheet: FactSheet, manner: Manner) -> str:
    growth, increase = f"{fact.id}.growth", f"{fact.id}.increase"
    known = sheet.derived_by_id
    if fact.growth is None and increase in known and (growth not in known or _is_small(fact)):
        return f"{{{increase}}}"
    if growth not in known:
        return ""
    if manner.full and fact.growth is None and increase in known and known[increase].value:
        return f"{{{increase}}}，{{{growth}}}"
    return f"{{{growth}}}"


def _is_flat(fact: Fact, sheet: FactSheet) -> bool:
    known = sheet.derived_by_id
    derived = known.get(f"{fact.id}.growth") or known.get(f"{fact.id}.increase")
    return derived is not None and derived.value == 0


def _is_small(fact: Fact) -> bool:
    """Whether a change reads better as a number than as a percent."""
    value, previous = fact.value, fact.previous
    if fact.unit in _SCORES:
        return True
    if value is None or previous is None or not _whole(value) or not _whole(previous):
        return False
    return value < _SMALL_VALUE and 0 < abs(value - previous) < _SMALL_CHANGE


def _whole(value: Decimal) -> bool:
    return value == value.to_integral_value()


def _whole_year(sheet: FactSheet) -> bool:
    period = sheet.document.period
    if period is None:
        return True
    return period.start.month in {None, 1} and period.end.month in {None, 12}


def told_parts(fact: Fact, sheet: FactSheet) -> list[Fact]:
    """The parts that are told with their whole: those that need not be told beside one that must are not."""
    parts = [sheet.by_id[part] for part in fact.parts]
    return [part for part in parts if part.required or not fact.required]


def part_tails(
    fact: Fact, sheet: FactSheet, places: Sequence[Fact] = (), manner: Manner | None = None
) -> list[str]:
    """``其中国家级媒体96篇、省级媒体193篇``.

    Args:
        fact: the whole.
        sheet: all facts.
        places: facts of the same name in a narrower place: ``其中湖东街道85.3%``.
        manner: how to write.
    """
    parts = told_parts(fact, sheet)
    manner = manner or Manner()
    tails = [_amid(parts, sheet, manner, named=True)] * bool(parts)
    return tails + [_amid(places, sheet, manner, named=False)] * bool(places)


def inner_parts(fact: Fact, sheet: FactSheet) -> list[str]:
    """``中央级媒体中，日报41篇、晚报28篇``: what parts themselves consist of."""
    told: list[str] = []
    for part in told_parts(fact, sheet):
        if inner := told_parts(part, sheet):
            pairs = zip(_part_names(inner, sheet), map(figure_behind, inner), strict=True)
            items = "、".join(f"{name}{figure}" for name, figure in pairs)
            told.append(f"{name_source(part)}{phrase('among_part')}{items}")
    return told


def _amid(told: Sequence[Fact], sheet: FactSheet, manner: Manner, *, named: bool) -> str:
    """The parts or places, with their changes where they are few and all have one."""
    changes = [_part_change(part, sheet, manner) for part in told]
    bare = [c or _is_rest(part) for part, c in zip(told, changes, strict=True)]
    # What stayed as it was is told of the whole: （与上年持平） behind every part says nothing.
    flat = all(_is_flat(part, sheet) for part in told if not _is_rest(part))
    if len(told) > _CHANGED_PARTS or not all(bare) or flat:
        changes = ["" for _ in told]
    names = _part_names(told, sheet) if named else [scope_source(part) for part in told]
    items = [
        f"{name}{figure_behind(part)}{'' if _is_rest(part) else change}"
        for name, part, change in zip(names, told, changes, strict=True)
    ]
    joint = "，" if any(changes) else "、"
    return f"{phrase('among_parts')}{joint.join(items)}"


def _part_names(parts: Sequence[Fact], sheet: FactSheet) -> list[str]:
    """The names of parts, without the end that all share and that the name of the whole has.

    老旧小区改造, of which 桐花社区老旧小区改造 and so on, says 其中桐花社区.
    """
    names = [part.name for part in parts]
    whole = sheet.by_id[parts[0].parent or ""].name if parts and parts[0].parent else ""
    tail = names[0] if names else ""
    while tail and not (tail in whole and all(name.endswith(tail) for name in names)):
        tail = tail[1:]
    # 桐花社区|改造: the end of a place's name stays with it.
    while end := next((end for end in words("place_ends") if tail.startswith(end)), ""):
        tail = tail.removeprefix(end)
    short = [name.removesuffix(tail) for name in names]
    named = len(tail) >= _TAIL and min(map(len, short), default=0) > 1
    if not named or any(map(bears_numeral, names)):
        return [name_source(part) for part in parts]
    return short


def _is_rest(part: Fact) -> bool:
    """Whether a part is what is left over: 其他."""
    return part.name.startswith(words("others"))


def _part_change(part: Fact, sheet: FactSheet, manner: Manner) -> str:
    """A part's change in brackets, in percent where it has one: one scale within a list."""
    if part.status is Status.PLANNED:
        return ""
    known = sheet.derived_by_id
    field = "growth" if f"{part.id}.growth" in known else "increase"
    if f"{part.id}.{field}" not in known:
        return ""
    return f"（{_compared(part, sheet, manner)}{{{part.id}.{field}}}）"
