"""How events are said: in order of date, done ones and planned ones."""

from __future__ import annotations

from typing import TYPE_CHECKING

from assistant.domain import PartialDate, Status
from assistant.drafting.wording.names import name_source, says_plan
from assistant.drafting.wording.phrases import phrase, shapes, table, words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from assistant.domain import Fact

# A verb that counts stands within the last characters of a name, before what it counts.
_OBJECT = 6
_LATE = PartialDate(9999, 12, 31)


def in_order(events: Sequence[Fact]) -> list[Fact]:
    """The events by date; those without one keep their place at the end."""
    return sorted(events, key=date_key)


def event_clause(fact: Fact) -> str:
    """``7月27日,开展社会治安“百日行动”,860人次参加`` as source text, without full stop."""
    text = f"{_date(fact)}{_prefix(fact)}{name_source(fact)}"
    if fact.low is not None:
        text += _counted(fact)
    if fact.rank is not None:
        figure = f"{{{fact.id}.rank}}" if fact.low is not None else f"{{{fact.id}}}"
        text += f"，获{fact.among or ''}{figure}"
    return text


def _counted(fact: Fact) -> str:
    """What an event's figure is of: ``，860人次参加``; right behind 观看 or 推出便民举措."""
    figure = f"{{{fact.id}}}"
    counting = words("events.counting")
    if fact.name.endswith(counting) or any(verb in fact.name[-_OBJECT:] for verb in counting):
        return figure
    if fact.unit in words("events.attended_units"):
        return f"，{figure}{phrase('events.attended')}"
    things = table("events.things").items()
    thing = next((thing for word, thing in things if word in fact.name), "")
    if thing and fact.unit in words("events.thing_units"):
        return f"，{thing}{figure}"
    return f"，{phrase('events.counted')}{figure}"


def planned_event_clause(fact: Fact) -> str:
    """``市人力资源产业园计划于2026年6月开园`` as source text, without full stop."""
    planned = phrase("events.planned")
    date = f"{{{fact.id}.date}}" if fact.date is not None else ""
    verbs = words("events.planned_verbs")
    name = fact.name
    verb = next((verb for verb in verbs if name.endswith(verb) and name != verb), "")
    if says_plan(name):
        counted = f"，{{{fact.id}}}" if fact.low is not None else ""
        return f"{date}{'，' if date else ''}{name_source(fact)}{counted}"
    if verb and name_source(fact) == name:
        clause = f"{name.removesuffix(verb)}{planned if date else '计划'}{date}{verb}"
    else:
        lead = f"{planned}{date}" if date else "计划"
        clause = f"{lead}{_prefix(fact)}{name_source(fact)}"
    return clause + (f"，计划{{{fact.id}}}" if fact.low is not None else "")


def _date(fact: Fact) -> str:
    if fact.date is None or (fact.date.start is None and fact.date.end is None):
        return ""
    since = fact.date.end is None and fact.status is Status.DONE
    return f"{phrase('events.since') if since else ''}{{{fact.id}.date}}，"


def _prefix(fact: Fact) -> str:
    """The verb that makes a sentence of an event that is only named."""
    name = fact.name.rstrip("”》）)」")
    verbs = words("events.verbs")
    for shape in shapes("events.prefixes"):
        if shape.fits(name, ""):
            # The verb of 启动会 and 签约仪式 says which one it is, not that it was held.
            tail = max((tail for tail in shape.tail if name.endswith(tail)), key=len)
            core = name.removesuffix(tail)
            core = core.removesuffix(next((verb for verb in verbs if core.endswith(verb)), ""))
            return "" if any(verb in core for verb in verbs) else shape.verb
    return ""


def date_key(fact: Fact) -> tuple[int, int, int]:
    """The year, month and day of an event; those without a date come last."""
    date = (fact.date.start or fact.date.end) if fact.date else None
    date = date or _LATE
    return date.year or 0, date.month or 0, date.day or 0
