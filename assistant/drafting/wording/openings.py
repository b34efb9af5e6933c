"""The opening: who reports on what time, what the sections are about, a few main figures."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from assistant.domain import Role, Status
from assistant.drafting.wording.breaths import Unit, units_of
from assistant.drafting.wording.changes import change_tails
from assistant.drafting.wording.grouping import groups_of
from assistant.drafting.wording.names import bears_numeral, crowns
from assistant.drafting.wording.paragraphs import joined
from assistant.drafting.wording.phrases import phrase, table, words
from assistant.drafting.wording.sentences import sentences_of
from assistant.drafting.wording.wording import clause_of, earlier_tails

if TYPE_CHECKING:
    from collections.abc import Sequence

    from assistant.domain import Fact, FactSheet, Section
    from assistant.drafting.wording.changes import Manner

_NOUNS, _LEAST = 4, 2
# How it is staffed, then what was done.
_BODY = (Role.ORGANISATION, Role.MEASURES, Role.RESULTS)


def write_opening(
    facts: Sequence[Fact], sheet: FactSheet, plan: Sequence[Section], manner: Manner
) -> str:
    """The source of an opening without heading: one paragraph.

    Args:
        facts: its own facts, which it tells in full, and those it restates in short: the ones
            that another section of the plan has too.
        sheet: the facts.
        plan: all sections: the opening names what they are about.
        manner: how to write.
    """
    elsewhere = {fact_id for section in plan if section.role in _BODY for fact_id in section.facts}
    own = [fact for fact in facts if fact.id not in elsewhere]
    main = sorted(
        (fact for fact in facts if fact.id in elsewhere), key=lambda fact: fact.low is None
    )
    told = "".join(joined(sentences_of(own, sheet, manner, Role.RESULTS), sheet))
    return _first(sheet, plan, manner) + told + _main(main, sheet, manner) + _end(sheet)


def _first(sheet: FactSheet, plan: Sequence[Section], manner: Manner) -> str:
    document = sheet.document
    when = "{document.period}，" if document.period else phrase("this_period")
    who = document.organization or document.self_name or ""
    if bears_numeral(who):
        who = document.self_name or who
    nouns = _nouns(sheet, plan)
    if not nouns:
        return phrase("opening_plain").format(when=when, who=who)
    pattern = manner.pick(words("openings"))
    return pattern.format(when=when, who=who, nouns="、".join(nouns))


def _nouns(sheet: FactSheet, plan: Sequence[Section]) -> list[str]:
    """What the body is about: the weightiest groups, in order; how it is staffed where nothing else."""
    for roles in (_BODY[1:], _BODY[:1]):
        sizes: dict[str, int] = {}
        for section in plan:
            ids = set(section.facts) if section.role in roles else set()
            done = [f for f in sheet.facts if f.id in ids and f.parent is None]
            facts = [fact for fact in done if fact.status is Status.DONE]
            for group in groups_of(facts, sheet, _LEAST):
                size = sum(1 + len(fact.parts) for fact in group.facts)
                told = group.noun and group.verb and group.noun != phrase("judged")
                sizes[group.noun] = sizes.get(group.noun, 0) + (size if told else 0)
        largest = sorted(sizes, key=lambda noun: -sizes[noun])[:_NOUNS]
        if nouns := [noun for noun, size in sizes.items() if noun in largest and size]:
            return nouns
    return []


def _main(facts: Sequence[Fact], sheet: FactSheet, manner: Manner) -> str:
    """A few main figures in one sentence, without their parts."""
    clauses: list[str] = []
    all_units = units_of([fact for fact in sheet.facts if fact.rank is not None])
    for fact in facts:
        clause = clause_of(Unit(fact), sheet, manner, Role.RESULTS)
        change = change_tails(fact, sheet, manner)[:1]
        if crowns(fact):
            change += [
                one for unit in all_units if unit.fact == fact for one in earlier_tails(unit)
            ]
        clauses.append("，".join((f"{clause.scope}{clause.verb}{clause.core}", *change)))
    if not clauses:
        return ""
    # 全县 says as much as 全年 and more; 年末, 上半年 and 全年 itself say when.
    whole = facts[0].scope is not None or facts[0].low is None
    whole = whole or re.match(phrase("opening_times"), facts[0].name) is not None
    return phrase("opening_main") * (not whole and _whole_year(sheet)) + "；".join(clauses) + "。"


def _whole_year(sheet: FactSheet) -> bool:
    period = sheet.document.period
    return period is not None and period.start.month in {None, 1} and period.end.month in {None, 12}


def _end(sheet: FactSheet) -> str:
    ends = table("opening_ends")
    title = sheet.document.title
    if not sheet.document.addressee:
        return next((text for kind, text in ends.items() if title.endswith(kind)), ends["总结"])
    kind = "汇报" if title.endswith("汇报") else "报告"
    return ends[kind]
