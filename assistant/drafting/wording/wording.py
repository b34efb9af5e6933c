"""How one fact is said: its name, verb and figure, and what is said of its change and parts."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from assistant.domain import Role, Status
from assistant.drafting.wording.phrases import Shape, phrase, shapes, words

if TYPE_CHECKING:
    from decimal import Decimal

    from assistant.domain import Fact, FactSheet

# Whatever might be read as a numeral goes through a reference, so that it follows the facts.
_NUMERAL = re.compile(r"[0-9０-９〇○零一二两三四五六七八九十百千万亿半双]")
_PLAIN = Shape("plain")
_PERCENT = ("%", "％", "‰")
_SMALL_CHANGE, _SMALL_VALUE = 20, 100
_MANY_YUAN = 100_000


@dataclass(frozen=True, slots=True)
class Manner:
    """How the offline writer writes; every knob has a plain default.

    Attributes:
        turn: which of several equal phrases comes first.
        brief: no leads, connectives or optional remarks.
        full: change in number and percent, targets by value.
        reverse: groups of facts in the opposite order.
        connectives: what leads from one sentence to the next.
        subheading: the pattern of sub-headings.
    """

    turn: int = 0
    brief: bool = False
    full: bool = False
    reverse: bool = False
    connectives: tuple[str, ...] = ()
    subheading: str = ""

    def pick(self, choices: tuple[str, ...], place: int = 0) -> str:
        """One of ``choices``: the same for the same turn and place."""
        return choices[(self.turn + place) % len(choices)]


@dataclass(frozen=True, slots=True)
class Clause:
    """What one fact says.

    Attributes:
        fact: the fact; for a merged clause the first.
        scope: whose, as source text; empty where the fact does not say.
        verb: what goes before the name; neighbours may share it.
        core: name and figure, as source text.
        tails: what follows behind commas: change, completion, parts.
        shape: what sort of indicator it is.
    """

    fact: Fact
    scope: str
    verb: str
    core: str
    tails: tuple[str, ...] = ()
    shape: str = ""

    @property
    def light(self) -> bool:
        """Whether it can stand in a list with others."""
        return not self.tails


def bears_numeral(text: str) -> bool:
    """Whether something in ``text`` might be read as a numeral."""
    return _NUMERAL.search(text) is not None


def name_source(fact: Fact) -> str:
    """The name of a fact as source text: through a reference where it bears a numeral."""
    return f"{{{fact.id}.name}}" if bears_numeral(fact.name) else fact.name


def scope_source(fact: Fact) -> str:
    """The scope of a fact as source text; empty where it has none."""
    if not fact.scope:
        return ""
    return f"{{{fact.id}.scope}}" if bears_numeral(fact.scope) else fact.scope


def figure_source(fact: Fact) -> str:
    """The reference to a fact's value; a large sum of yuan in 万元 where that is exact."""
    value = fact.value
    if fact.unit == "元" and value is not None and value >= _MANY_YUAN and value % 100 == 0:
        return f"{{{fact.id}:万}}"
    return f"{{{fact.id}}}"


def shape_of(name: str, unit: str | None) -> Shape:
    """What sort of indicator has this name and unit."""
    for shape in shapes():
        if shape.fits(name, unit or ""):
            return shape
    return _PLAIN


def of_the_document(fact: Fact) -> bool:
    """Whether a fact speaks of the summary itself: when it was finished, what it ends with."""
    told = fact.statement or fact.event or ""
    return not fact.required and told.startswith(words("of_the_document"))


def clause_of(fact: Fact, sheet: FactSheet, manner: Manner, place: int, role: Role) -> Clause:
    """The clause of a done indicator.

    Args:
        fact: an indicator that has happened.
        sheet: all facts.
        manner: how to write.
        place: its place in the section: neighbours vary.
        role: of the section.
    """
    shape = shape_of(fact.name, fact.unit)
    name = name_source(fact)
    tails = tuple(_tails(fact, sheet, manner, place))
    if fact.rank is not None and fact.low is None:
        return Clause(
            fact, scope_source(fact), "", f"{name}{rank_source(fact, manner, place)}", tails, "rank"
        )
    inside = any(word in fact.name for word in words("acting_inside"))
    own = fact.name.startswith(words("own_verbs"))
    verb = "" if own or (inside and shape.id != "having") else shape.verb
    link = "" if fact.bound or fact.approx or fact.low != fact.high else shape.link
    if role is Role.PROBLEMS and shape.id in {"plain", "having", "passive", "doing"}:
        verb, link = "", phrase("exists") if not fact.bound else ""
    if fact.low == 0 and fact.high == 0:
        verb, link = "", "为"
    return Clause(
        fact, scope_source(fact), verb, f"{name}{link}{figure_source(fact)}", tails, shape.id
    )


def rank_source(fact: Fact, manner: Manner, place: int) -> str:
    """``居全市第三名``."""
    among = fact.among or ""
    if bears_numeral(among):
        among = f"{{{fact.id}.among}}"
    rank = f"{{{fact.id}.rank}}" if fact.low is not None else f"{{{fact.id}}}"
    return f"{manner.pick(words('rank'), place)}{among}{rank}"


def _tails(fact: Fact, sheet: FactSheet, manner: Manner, place: int) -> list[str]:
    tails = [*change_tails(fact, sheet, manner, place)]
    if fact.rank is not None and fact.low is not None:
        tails.append(rank_source(fact, manner, place))
    return tails + part_tails(fact, sheet)


def change_tails(fact: Fact, sheet: FactSheet, manner: Manner, place: int) -> list[str]:
    """What is said of the year before and of the target."""
    tails: list[str] = []
    change = _change(fact, sheet, manner)
    if change:
        period = sheet.document.period
        part_year = period is not None and not _whole_year(sheet)
        key = "compare_part_year" if part_year else "compare"
        if _is_flat(fact, sheet):
            key = "compare_flat"
        tails.append(f"{manner.pick(words(key), place)}{change}")
    if fact.target is None or manner.brief or any(w in fact.name for w in words("lower_is_better")):
        return tails
    if fact.unit not in _PERCENT and f"{fact.id}.completion" in sheet.derived_by_id:
        if manner.full:
            tails.append(f"{phrase('target')}{{{fact.id}.target}}")
        tails.append(f"{phrase('completion')}{{{fact.id}.completion}}")
    return tails


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


def part_tails(fact: Fact, sheet: FactSheet) -> list[str]:
    """``其中国家级媒体96篇、省级媒体193篇``; a part's own parts follow in a tail of their own."""
    told = [sheet.by_id[part] for part in fact.parts]
    if not told:
        return []
    changed = [
        f"{name_source(part)}{figure_source(part)}{_part_change(part, sheet)}" for part in told
    ]
    joint = "，" if any(_part_change(part, sheet) for part in told) else "、"
    tails = [f"{phrase('among_parts')}{joint.join(changed)}"]
    for part in told:
        if part.parts:
            inner = "、".join(
                f"{name_source(sheet.by_id[p])}{figure_source(sheet.by_id[p])}" for p in part.parts
            )
            tails.append(f"{name_source(part)}{phrase('among_part')}{inner}")
    return tails


def _part_change(part: Fact, sheet: FactSheet) -> str:
    if part.status is Status.PLANNED:
        return ""
    change = _change(part, sheet, Manner())
    return f"（{phrase_compare()}{change}）" if change else ""


def phrase_compare() -> str:
    """The shortest word for the comparison with the year before."""
    return words("compare")[0]
