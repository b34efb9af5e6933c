"""How one fact is said: its name, verb and figure, and what is said of its change and parts."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from assistant.domain import Role, Status
from assistant.drafting.wording.phrases import Shape, phrase, shapes, table, words
from assistant.drafting.wording.units import part_of_year

if TYPE_CHECKING:
    from collections.abc import Sequence
    from decimal import Decimal

    from assistant.domain import Fact, FactSheet
    from assistant.drafting.wording.units import Unit

# Whatever might be read as a numeral goes through a reference, so that it follows the facts.
_NUMERAL = re.compile(r"[0-9０-９〇○零一二两三四五六七八九十百千万亿半双]")
_PLAIN = Shape("plain")
_PERCENT = ("%", "％", "‰")
_SMALL_CHANGE, _SMALL_VALUE = 20, 100
_MANY_YUAN = 100_000
_CHANGED_PARTS = 4
_SCORES = ("分",)
# Units of which 数 or the unit itself is no ornament of the name.
_BASIC = frozenset(("人", "户", "件", "次", "天", "分", "%", "元"))


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


@dataclass(frozen=True, slots=True)
class Clause:
    """What one fact says.

    Attributes:
        fact: the fact.
        scope: whose, as source text; empty where the fact does not say.
        verb: what goes before the name; neighbours may share it.
        core: name and figure, as source text.
        tails: what follows behind commas: change, completion, parts.
        extras: what follows behind a semicolon: the half of the year.
        shape: what sort of indicator it is.
    """

    fact: Fact
    scope: str
    verb: str
    core: str
    tails: tuple[str, ...] = ()
    extras: tuple[str, ...] = ()
    shape: str = ""

    @property
    def light(self) -> bool:
        """Whether it can stand in a list with others."""
        return not self.tails and not self.extras

    @property
    def text(self) -> str:
        """Verb, name, figure and tails, without owner and full stop."""
        told = "，".join((f"{self.verb}{self.core}", *self.tails))
        return "；".join((told, *self.extras))


def bears_numeral(text: str) -> bool:
    """Whether something in ``text`` might be read as a numeral."""
    return _NUMERAL.search(text) is not None


def name_source(fact: Fact) -> str:
    """The name of a fact as source text: through a reference where it bears a numeral."""
    return f"{{{fact.id}.name}}" if bears_numeral(fact.name) else fact.name


def scope_source(fact: Fact) -> str:
    """The scope of a fact as source text; empty where it has none."""
    if not fact.scope or fact.name.startswith(phrase("whole") + fact.scope.removesuffix("级")):
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


def clause_of(unit: Unit, sheet: FactSheet, manner: Manner, role: Role) -> Clause:
    """The clause of a done indicator with what belongs to it.

    Args:
        unit: an indicator that has happened, with its halves, places and last year's twin.
        sheet: all facts.
        manner: how to write.
        role: of the section.
    """
    fact = unit.fact
    shape = shape_of(fact.name, fact.unit)
    tails = [*change_tails(fact, sheet, manner)]
    if fact.rank is not None and fact.low is not None:
        tails.append(rank_source(fact, manner))
    if fact.parts and unit.places:
        tails += [*part_tails(fact, sheet), *earlier_tails(unit.earlier)]
        extras = [_places(unit.places), *_halves(unit, tails)]
    else:
        tails += [*part_tails(fact, sheet, unit.places), *earlier_tails(unit.earlier)]
        extras = _halves(unit, tails)
    scope = scope_source(fact)
    if fact.rank is not None and fact.low is None:
        core = f"{told_name(fact)}{rank_source(fact, manner)}"
        return Clause(fact, scope, "", core, tuple(tails), tuple(extras), "rank")
    verb, link = _verb_and_link(fact, shape, role)
    name = told_name(fact)
    core = f"{name}{link}{figure_source(fact)}"
    kind = "doing" if name.startswith(words("movable")) else shape.id
    return Clause(fact, scope, verb, core, tuple(tails), tuple(extras), kind)


def _verb_and_link(fact: Fact, shape: Shape, role: Role) -> tuple[str, str]:
    """What stands before the name and between the name and its figure."""
    if fact.low == 0 and fact.high == 0:
        return "", phrase("is")
    inside = any(word in fact.name for word in words("acting_inside"))
    own = fact.name.startswith(words("own_verbs")) or fact.name.endswith(words("movable"))
    verb = "" if own or (inside and shape.id != "having") else shape.verb
    if shape.id == "having" and not fact.scope:
        verb = ""
    exact = not fact.bound and not fact.approx and fact.low == fact.high
    link = shape.link if exact else ""
    if role is Role.PROBLEMS and shape.id in {"plain", "having", "passive", "doing"}:
        return "", phrase("exists") if not fact.bound else ""
    return verb, link


def told_name(fact: Fact) -> str:
    """The name as prose has it: without 名次 before a rank, 数 or the unit before a figure.

    A name that bears a numeral goes through a reference and stays whole.
    """
    name = fact.name
    if bears_numeral(name):
        return f"{{{fact.id}.name}}"
    if fact.rank is not None and fact.low is None:
        suffixes: tuple[str, ...] = words("rank_words")
    else:
        unit = fact.unit or ""
        suffixes = (f"{unit}数",) if unit and unit not in _BASIC else ()
    plans = words("moved_tails")
    for verb in words("movable"):
        if name.endswith(verb) and len(name) > len(verb) + 1 and fact.low is not None:
            core = name.removesuffix(verb)
            return verb + next((core.removesuffix(s) for s in plans if core.endswith(s)), core)
    for suffix in suffixes:
        if name.endswith(suffix) and len(name) > len(suffix) + 1:
            return name.removesuffix(suffix)
    needless = name.endswith(words("needless"))
    if needless and fact.low is not None and name.endswith(("数", fact.unit or "数")):
        return name.removesuffix(fact.unit or "数").removesuffix("数")
    return name


def rank_source(fact: Fact, manner: Manner) -> str:
    """``居全市第三名``."""
    among = fact.among or ""
    if bears_numeral(among):
        among = f"{{{fact.id}.among}}"
    rank = f"{{{fact.id}.rank}}" if fact.low is not None else f"{{{fact.id}}}"
    return f"{manner.pick(words('rank'))}{among}{rank}"


def earlier_tails(earlier: Fact | None) -> list[str]:
    """``上年为第五名``: last year's twin of a fact."""
    return [f"{earlier.scope}为{{{earlier.id}}}"] if earlier is not None else []


def _places(places: Sequence[Fact]) -> str:
    """``临江县、东湖区分别为214篇、187篇``: behind the parts, where 其中 is taken."""
    owners = "、".join(map(scope_source, places))
    figures = "、".join(map(figure_source, places))
    return f"{owners}{phrase('respectively') if len(places) > 1 else phrase('is')}{figures}"


def _halves(unit: Unit, tails: list[str]) -> list[str]:
    """The halves of the year: ``其中上半年6315件`` as a tail, a clause of their own behind parts."""
    told: list[str] = []
    for half in unit.halves:
        part = part_of_year(half)
        if unit.fact.parts or unit.places:
            name = told_name(half)
            lead = name if part in name or bears_numeral(half.name) else f"{part}{name}"
            told.append(f"{lead}{figure_source(half)}")
        else:
            tails.append(f"{phrase('amid')}{part}{figure_source(half)}")
    return told


def change_tails(fact: Fact, sheet: FactSheet, manner: Manner) -> list[str]:
    """What is said of the year before and of the target."""
    tails: list[str] = []
    change = _change(fact, sheet, manner)
    if change:
        tails.append(f"{_compared(fact, sheet, manner)}{change}")
    if fact.target is None or manner.brief or any(w in fact.name for w in words("lower_is_better")):
        return tails
    if fact.unit not in _PERCENT and f"{fact.id}.completion" in sheet.derived_by_id:
        if manner.full:
            tails.append(f"{phrase('target')}{{{fact.id}.target}}")
        tails.append(f"{phrase('completion')}{{{fact.id}.completion}}")
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


def part_tails(fact: Fact, sheet: FactSheet, places: Sequence[Fact] = ()) -> list[str]:
    """``其中国家级媒体96篇、省级媒体193篇``; a part's own parts follow in a tail of their own.

    Args:
        fact: the whole.
        sheet: all facts.
        places: facts of the same name in a narrower place: ``其中湖东街道85.3%``.
    """
    parts = [sheet.by_id[part] for part in fact.parts]
    tails = [_amid(parts, sheet, named=True)] * bool(parts)
    tails += [_amid(places, sheet, named=False)] * bool(places)
    for part in parts:
        if part.parts:
            inner = "、".join(
                f"{name_source(sheet.by_id[p])}{figure_source(sheet.by_id[p])}" for p in part.parts
            )
            tails.append(f"{name_source(part)}{phrase('among_part')}{inner}")
    return tails


def _amid(told: Sequence[Fact], sheet: FactSheet, *, named: bool) -> str:
    """The parts or places, with their changes where they are few and all have one."""
    changes = [_part_change(part, sheet) for part in told]
    bare = [c or _is_rest(part) for part, c in zip(told, changes, strict=True)]
    if len(told) > _CHANGED_PARTS or not all(bare):
        changes = ["" for _ in told]
    names = [name_source(part) if named else scope_source(part) for part in told]
    items = [
        f"{name}{figure_source(part)}{'' if _is_rest(part) else change}"
        for name, part, change in zip(names, told, changes, strict=True)
    ]
    joint = "，" if any(changes) else "、"
    return f"{phrase('among_parts')}{joint.join(items)}"


def _is_rest(part: Fact) -> bool:
    """Whether a part is what is left over: 其他."""
    return part.name.startswith(words("others"))


def _part_change(part: Fact, sheet: FactSheet) -> str:
    """A part's change in brackets, in percent where it has one: one scale within a list."""
    if part.status is Status.PLANNED:
        return ""
    known = sheet.derived_by_id
    field = "growth" if f"{part.id}.growth" in known else "increase"
    if f"{part.id}.{field}" not in known:
        return ""
    return f"（{_compared(part, sheet, Manner())}{{{part.id}.{field}}}）"
