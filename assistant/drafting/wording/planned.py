"""Planned facts: told as plans, never as done."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from assistant.drafting.wording.events import in_order, planned_event_clause
from assistant.drafting.wording.phrases import phrase, words
from assistant.drafting.wording.wording import (
    bears_numeral,
    figure_source,
    part_tails,
    scope_source,
    shape_of,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from assistant.domain import Fact, FactSheet
    from assistant.drafting.wording.wording import Manner

_YEAR = re.compile(r"^(?:19|20)\d\d年(?:度)?")
_LIST = 3


def planned_sentences(facts: Sequence[Fact], sheet: FactSheet, manner: Manner) -> list[str]:
    """The sentences that tell planned facts, indicators and statements before events."""
    indicators = [fact for fact in facts if fact.indicator is not None]
    if manner.reverse:
        indicators.reverse()
    statements = [f"{{{fact.id}}}。" for fact in facts if fact.statement is not None]
    events = in_order([fact for fact in facts if fact.event is not None])
    sentences = _indicator_sentences(indicators, sheet)
    if events:
        sentences.append("；".join(planned_event_clause(fact) for fact in events) + "。")
    if not sentences:
        return statements
    leads = words("plans.leads")
    led = [sentences[0]]
    for place, sentence in enumerate(sentences[1:], 1):
        lead = "" if manner.brief else leads[place % len(leads)]
        led.append(lead + sentence)
    return led + statements


def _indicator_sentences(facts: Sequence[Fact], sheet: FactSheet) -> list[str]:
    """Clauses in threes; the year stands once, where all its clauses share it."""
    sentences: list[str] = []
    year = ""
    run: list[str] = []
    for fact in facts:
        stated = _year_of(fact)
        if run and (len(run) == _LIST or stated != year):
            sentences.append("；".join(run) + "。")
            run = []
        clause = _clause(fact, sheet)
        if stated != year and not clause.startswith("{"):
            lead = f"{{{fact.id}.year}}，" if stated else phrase("plans.without_year")
            clause = lead + clause
        elif not stated and not sentences and not run:
            clause = phrase("plans.without_year") + clause
        year = stated
        run.append(clause)
    if run:
        sentences.append("；".join(run) + "。")
    return sentences


def _clause(fact: Fact, sheet: FactSheet) -> str:
    """``计划开展宣传骨干培训班4期`` or ``力争群众满意度达到95%``."""
    figure = figure_source(fact)
    tails = "".join(f"，{tail}" for tail in part_tails(fact, sheet))
    core = planned_core(fact)
    if bears_numeral(core):
        link = "" if fact.bound or fact.approx else "为"
        return f"{{{fact.id}.name}}{link}{figure}{tails}"
    shape = shape_of(core, fact.unit)
    scope = scope_source(fact)
    if shape.id in {"rate", "level"} or fact.bound:
        reach = "" if fact.bound or fact.approx else phrase("plans.reach")
        return f"{phrase('plans.reaching')}{scope}{core}{reach}{figure}{tails}"
    own = shape.id == "doing" or core.startswith(words("own_verbs"))
    verb = "" if own else shape.verb or phrase("plans.completing")
    if shape.id == "having":
        verb = ""
    return f"{scope}{phrase('plans.doing')}{verb}{core}{figure}{tails}"


def planned_core(fact: Fact) -> str:
    """The name without the year before it and 目标 or 计划 behind it."""
    core = _YEAR.sub("", fact.name)
    for suffix in words("plans.suffixes"):
        if core.endswith(suffix) and len(core) > len(suffix):
            return core.removesuffix(suffix)
    return core


def _year_of(fact: Fact) -> str:
    match = _YEAR.match(fact.name)
    return match[0] if match else ""
