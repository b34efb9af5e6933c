"""How one fact is said: its name, verb and figure with what belongs to it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from assistant.domain import Bound, Role
from assistant.drafting.wording.breaths import part_of_year
from assistant.drafting.wording.changes import change_tails, inner_parts, part_tails
from assistant.drafting.wording.names import (
    bears_numeral,
    figure_source,
    lower_is_better,
    scope_source,
    shape_of,
    told_name,
)
from assistant.drafting.wording.phrases import phrase, said_as, words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from assistant.domain import Fact, FactSheet
    from assistant.drafting.wording.breaths import Unit
    from assistant.drafting.wording.changes import Manner
    from assistant.drafting.wording.phrases import Shape

# A count is large from here on, a rate is high.
_LARGE, _HIGH = 100, 90
_PERCENT = ("%", "％")


@dataclass(frozen=True, slots=True)
class Clause:
    """What one fact says.

    Attributes:
        fact: the fact.
        scope: whose, as source text; empty where the fact does not say.
        verb: what goes before the name; neighbours may share it.
        core: name and figure, as source text.
        tails: what follows behind commas: change, completion, parts.
        extras: what follows as sentences: what parts consist of, the places.
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
    def stands(self) -> str:
        """Whether it says how things stand, what was done, or a rank."""
        if self.shape in {"rank", "limit"}:
            return self.shape
        return "state" if self.shape in {"rate", "level", "each", "having"} else ""

    @property
    def text(self) -> str:
        """Verb, name, figure and tails, without owner and full stop."""
        told = "，".join((f"{self.verb}{self.core}", *self.tails))
        return "。".join((told, *self.extras))


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
    extras = (*inner_parts(fact, sheet), *(_places(unit.places),) * apart)
    tails += earlier_tails(unit)
    if not (fact.parts or unit.places):
        tails.extend(f"{phrase('amid')}{half}" for half in _half_sources(unit))
    scope = scope_source(fact)
    if fact.rank is not None and fact.low is None:
        core = f"{told_name(fact)}{rank_source(fact, manner)}{bracket}"
        return Clause(fact, scope, "", core, tuple(tails), extras, "rank")
    if role is not Role.PROBLEMS and is_limit(fact):
        core = f"{told_name(fact)}{figure_source(fact)}"
        return Clause(fact, scope, phrase("limits.verb"), core, shape="limit")
    verb, link = _verb_and_link(fact, shape, role, sheet)
    name = told_name(fact)
    if verb and shape.id == "having":
        verb, name = _had(verb, name)
    core = _core(fact, name, link) + bracket
    kind = "doing" if name.startswith(words("movable")) else shape.id
    return Clause(fact, scope, verb, core, tuple(tails), extras, kind)


def _said(fact: Fact) -> tuple[str, str] | None:
    """The end of a name that makes a sentence of its own pattern, and the pattern."""
    if fact.low != fact.high or fact.bound or fact.approx or bears_numeral(fact.name):
        return None
    for one in said_as():
        fits = fact.name.startswith(one.get("head", "")) and one.get("has", "") in fact.name
        if fits and fact.name.endswith(one["tail"]):
            return one["tail"], one["as"]
    return None


def earlier_tails(unit: Unit) -> list[str]:
    """``上年为第五名``, where the file gives the year before as a fact of its own."""
    one = unit.earlier
    return [] if one is None else [f"{one.scope}{phrase('is')}{{{one.id}}}"]


def _core(fact: Fact, name: str, link: str) -> str:
    """Name and figure: 有16人取得审计职称 for 取得审计职称人员, 控制在5.1%以内 for what was held down."""
    figure = figure_source(fact)
    if fact.bound is Bound.AT_MOST and (fact.previous or fact.target) is not None:
        within = f"{{{fact.id}:数}}{fact.unit or ''}"
        return f"{name}{phrase('limits.within').format(figure=within)}"
    if said := _said(fact):
        tail, pattern = said
        return pattern.format(name=name.removesuffix(tail), figure=figure)
    return f"{name}{link}{figure}"


def _had(verb: str, name: str) -> tuple[str, str]:
    """What is had as prose says it: 调研室有人员4名; 完成…治理行政村52个, where the name is a work."""
    if any(word in name for word in words("works")):
        return phrase("plans.completing"), name
    office = next((end for end in words("office_ends") if end in name[1:-2]), "")
    head, _, held = name.partition(office) if office else ("", "", "")
    if len(head) > 1 and held in words("staff"):
        return "", f"{head}{office}{verb}{held}"
    return verb, name


def is_limit(fact: Fact) -> bool:
    """Whether a fact is a rule that was set, not something that was reached."""
    set_ = fact.bound is not None and fact.previous is None and fact.target is None
    return set_ and (
        fact.name.endswith(words("limits.tails")) or fact.name.startswith(words("limits.heads"))
    )


def _direction(fact: Fact, sheet: FactSheet) -> int | None:
    """1 for what rose, -1 for what fell, 0 for neither; None where nobody says."""
    known = sheet.derived_by_id
    change = known.get(f"{fact.id}.growth") or known.get(f"{fact.id}.increase")
    return None if change is None else (change.value > 0) - (change.value < 0)


def _moved(fact: Fact, shape: Shape, sheet: FactSheet) -> str:
    """What stands before an exact figure: 达 for what rose, 降至 for what fell."""
    direction = _direction(fact, sheet)
    if shape.id in {"rate", "level"}:
        if direction == -1:
            return phrase("links.down")
        if direction == 0:
            return phrase("links.flat") if shape.id == "rate" else ""
        high = shape.id == "rate" and fact.unit in _PERCENT and (fact.value or 0) >= _HIGH
        good = not lower_is_better(fact)
        return phrase("reached") if good and (direction or high) else shape.link
    checked = any(word in fact.name for word in words("not_reached_inside"))
    counted = shape.id in {"plain", "having"} and not fact.name.endswith(words("not_reached"))
    large = (fact.value or 0) >= _LARGE or (fact.unit or "").startswith(("万", "亿"))
    return phrase("reached") if counted and not checked and large and direction == 1 else shape.link


def _verb_and_link(fact: Fact, shape: Shape, role: Role, sheet: FactSheet) -> tuple[str, str]:
    """What stands before the name and between the name and its figure."""
    if fact.low == 0 and fact.high == 0:
        return "", phrase("is")
    inside = any(word in fact.name for word in words("acting_inside"))
    bare = told_name(fact) == fact.name or bears_numeral(fact.name)
    own = fact.name.startswith(words("own_verbs")) or not bare
    own = own or _said(fact) is not None
    verb = "" if own or (inside and shape.id != "having") else shape.verb
    exact = not fact.bound and not fact.approx and fact.low == fact.high
    link = _moved(fact, shape, sheet) if exact and not own else ""
    if shape.id == "having" and any(word in fact.name for word in words("not_had")):
        verb = ""
    elif shape.id == "having" and not fact.scope and not own:
        verb = "" if link else phrase("having_alone")
    link = "" if verb else link
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
