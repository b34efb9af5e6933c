"""How one fact is said: its name, verb and figure with what belongs to it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from assistant.domain import Role
from assistant.drafting.wording.changes import change_tails, part_tails
from assistant.drafting.wording.names import (
    bears_numeral,
    figure_source,
    scope_source,
    shape_of,
    told_name,
)
from assistant.drafting.wording.phrases import phrase, words
from assistant.drafting.wording.units import part_of_year

if TYPE_CHECKING:
    from collections.abc import Sequence

    from assistant.domain import Fact, FactSheet
    from assistant.drafting.wording.changes import Manner
    from assistant.drafting.wording.phrases import Shape
    from assistant.drafting.wording.units import Unit

# A count is large from here on.
_LARGE = 100


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
    tails = change_tails(fact, sheet, manner)
    bracket = _bracket(unit)
    if (
        tails
        and bracket
        and any(f"{half.id}.growth" in sheet.derived_by_id for half in unit.halves)
    ):
        # A half with a growth of its own: the year's growth stands before the bracket.
        tails[0], bracket = f"{tails[0]}{bracket}", ""
    if fact.rank is not None and fact.low is not None:
        tails.append(rank_source(fact, manner))
    apart = bool(fact.parts and unit.places)
    tails += part_tails(fact, sheet, () if apart else unit.places, manner)
    extras = (_places(unit.places),) * apart
    if unit.earlier is not None:
        tails.append(f"{unit.earlier.scope}为{{{unit.earlier.id}}}")  # 上年为第五名
    if not (fact.parts or unit.places):
        tails.extend(f"{phrase('amid')}{half}" for half in _half_sources(unit))
    scope = scope_source(fact)
    if fact.rank is not None and fact.low is None:
        core = f"{told_name(fact)}{rank_source(fact, manner)}{bracket}"
        return Clause(fact, scope, "", core, tuple(tails), extras, "rank")
    verb, link = _verb_and_link(fact, shape, role, grown=_has_grown(fact, shape, sheet))
    name = told_name(fact)
    if verb and shape.id == "having":
        verb, name = _had(verb, name)
    core = f"{name}{link}{figure_source(fact)}{bracket}"
    kind = "doing" if name.startswith(words("movable")) else shape.id
    return Clause(fact, scope, verb, core, tuple(tails), extras, kind)


def _had(verb: str, name: str) -> tuple[str, str]:
    """What is had as prose says it: 调研室有人员4名; 完成…治理行政村52个, where the name is a work."""
    if any(word in name for word in words("works")):
        return phrase("plans.completing"), name
    office = next((end for end in words("office_ends") if end in name[1:-2]), "")
    head, _, held = name.partition(office) if office else ("", "", "")
    if len(head) > 1 and held in words("staff"):
        return "", f"{head}{office}{verb}{held}"
    return verb, name


def _has_grown(fact: Fact, shape: Shape, sheet: FactSheet) -> bool:
    """Whether a large count rose, so that it has reached (达) its value."""
    derived = sheet.derived_by_id.get(f"{fact.id}.growth")
    checked = any(word in fact.name for word in words("not_reached_inside"))
    counted = shape.id in {"plain", "having"} and not fact.name.endswith(words("not_reached"))
    counted = counted and not checked
    large = fact.value is not None and fact.value >= _LARGE
    large = large or (fact.unit or "").startswith(("万", "亿"))
    return counted and large and derived is not None and derived.value > 0


def _verb_and_link(fact: Fact, shape: Shape, role: Role, *, grown: bool) -> tuple[str, str]:
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
    if exact and not verb and not link and not own and grown:
        link = phrase("reached")
    if verb == phrase("plans.completing") and fact.target is not None:
        verb = phrase("carried_out")
    if role is Role.PROBLEMS and shape.id in {"plain", "having", "passive", "doing"}:
        return "", phrase("exists") if not fact.bound else ""
    return verb, link


def rank_source(fact: Fact, manner: Manner) -> str:
    """``居全市第三名``."""
    among = fact.among or ""
    if bears_numeral(among):
        among = f"{{{fact.id}.among}}"
    rank = f"{{{fact.id}.rank}}" if fact.low is not None else f"{{{fact.id}}}"
    if among and fact.name.startswith(among):
        return f"{manner.pick(words('rank'))}{rank}"
    return f"{manner.pick(words('rank'))}{among}{rank}"


def _places(places: Sequence[Fact]) -> str:
    """``临江县、东湖区分别为214篇、187篇``: behind the parts, where 其中 is taken."""
    owners = "、".join(map(scope_source, places))
    figures = "、".join(map(figure_source, places))
    return f"{phrase('by_place')}{owners}{phrase('respectively') if len(places) > 1 else phrase('is')}{figures}"


def _half_sources(unit: Unit) -> list[str]:
    return [f"{part_of_year(half)}{figure_source(half)}" for half in unit.halves]


def _bracket(unit: Unit) -> str:
    """``（上半年6315件）``: the halves of the year where parts take 其中; empty elsewhere."""
    halves = _half_sources(unit) if unit.fact.parts or unit.places else []
    return f"（{'、'.join(halves)}）" if halves else ""
