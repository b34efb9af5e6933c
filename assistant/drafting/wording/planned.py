"""Planned facts: told as plans, never as done."""

from __future__ import annotations

from typing import TYPE_CHECKING

from assistant.drafting.wording.changes import inner_parts, part_tails
from assistant.drafting.wording.events import in_order, planned_event_clause
from assistant.drafting.wording.names import (
    bears_numeral,
    figure_source,
    moved_verb,
    says_plan,
    scope_source,
    shape_of,
)
from assistant.drafting.wording.phrases import phrase, words
from assistant.facts.plans import bare_of, core_of
from assistant.files.forms import forms

if TYPE_CHECKING:
    from collections.abc import Sequence

    from assistant.domain import Fact, FactSheet
    from assistant.drafting.wording.changes import Manner

_FORMS = forms(__file__)
_LIST = 3


def planned_sentences(facts: Sequence[Fact], sheet: FactSheet, manner: Manner) -> list[str]:
    """The sentences that tell planned facts, indicators and statements before events."""
    indicators = [fact for fact in facts if fact.indicator is not None]
    indicators.sort(key=lambda fact: not _stated_year(fact))
    if manner.reverse:
        indicators.reverse()
    indicators.sort(key=lambda fact: not any(word in fact.name for word in manner.first))
    statements = [f"{{{fact.id}}}。" for fact in facts if fact.statement is not None]
    events = in_order([fact for fact in facts if fact.event is not None])
    sentences = _indicator_sentences(indicators, sheet)
    if events:
        sentences.append("；".join(planned_event_clause(fact) for fact in events) + "。")
    return sentences + statements


def _indicator_sentences(facts: Sequence[Fact], sheet: FactSheet) -> list[str]:
    """Clauses in threes, those of one year together; the year stands once."""
    years = list(dict.fromkeys(map(_stated_year, facts)))
    sentences: list[str] = []
    for year in years:
        told = [fact for fact in facts if _stated_year(fact) == year]
        clauses = [_clause(fact, sheet) for fact in told]
        lead = f"{_year_source(told[0])}，" if year else phrase("plans.without_year")
        if not year and sentences:
            lead = ""
        for at in range(0, len(clauses), _LIST):
            run = _joined(clauses[at : at + _LIST])
            own = at == 0 and not (year and run.startswith("{"))
            sentences.append(f"{lead if own else ''}{run}。")
    return sentences


def _joined(clauses: Sequence[str]) -> str:
    """The clauses with 计划 said once, and its verb once where they share it."""
    text, before = clauses[0], clauses[0]
    doing = phrase("plans.doing")
    shared = doing + phrase("plans.completing")
    for clause in clauses[1:]:
        if before.startswith(shared) and clause.startswith(shared):
            text += "、" + clause.removeprefix(shared)
        elif before.startswith(doing) and clause.startswith(doing):
            text += "，" + clause.removeprefix(doing)
        else:
            text += "；" + clause
        before = clause
    return text


def _stated_year(fact: Fact) -> str:
    """The year that the plan is for, as the file writes it; empty where it does not."""
    if fact.scope and _FORMS.year.fullmatch(fact.scope):
        return fact.scope
    return _year_of(fact)


def _year_source(fact: Fact) -> str:
    """The year that the plan is for, as source text; empty where nobody says."""
    if fact.scope and _FORMS.year.fullmatch(fact.scope):
        return f"{{{fact.id}.scope}}"
    year = _year_of(fact)
    return f"{{{fact.id}.year}}" if bears_numeral(year) else year


def _clause(fact: Fact, sheet: FactSheet) -> str:
    """``计划开展宣传骨干培训班4期`` or ``力争群众满意度达到95%``."""
    figure = figure_source(fact)
    tails = "".join(f"，{tail}" for tail in (*part_tails(fact, sheet), *inner_parts(fact, sheet)))
    core = bare_of(_FORMS.year.sub("", fact.name))
    if bears_numeral(core):
        link = "" if fact.bound or fact.approx or says_plan(fact.name) else "为"
        return f"{{{fact.id}.name}}{link}{figure}{tails}"
    said, shape = says_plan(core), shape_of(core, fact.unit)
    scope = "" if fact.scope and _FORMS.year.fullmatch(fact.scope) else scope_source(fact)
    stock = shape.id in {"plain", "having"} and core.endswith(words("plans.stocks"))
    if shape.id in {"rate", "level"} or fact.bound or (stock and not said):
        reach = phrase("plans.reach")
        reach = "" if fact.bound or fact.approx or core.endswith(reach) else reach
        return f"{'' if said else phrase('plans.reaching')}{scope}{core}{reach}{figure}{tails}"
    if said:
        return f"{scope}{core}{figure}{tails}"
    moved = moved_verb(core)
    core = moved + core.removesuffix(moved)
    own = bool(moved) or shape.id == "doing" or core.startswith(words("own_verbs"))
    verb = "" if own else shape.verb or phrase("plans.completing")
    if shape.id == "having":
        verb = ""
    return f"{scope}{phrase('plans.doing')}{verb}{core}{figure}{tails}"


def planned_core(fact: Fact) -> str:
    """The name of what was planned once it is done: see :func:`core_of`."""
    return core_of(_FORMS.year.sub("", fact.name))


def _year_of(fact: Fact) -> str:
    match = _FORMS.year.match(fact.name)
    return match[0] if match else ""
