"""The opening: who reports on what time, what the sections are about, a few main figures."""

from __future__ import annotations

from typing import TYPE_CHECKING

from assistant.domain import Role, Status
from assistant.drafting.wording.changes import change_tails
from assistant.drafting.wording.grouping import groups_of
from assistant.drafting.wording.names import bears_numeral
from assistant.drafting.wording.paragraphs import joined
from assistant.drafting.wording.phrases import phrase, table, words
from assistant.drafting.wording.sentences import sentences_of
from assistant.drafting.wording.units import Unit
from assistant.drafting.wording.wording import clause_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from assistant.domain import Fact, FactSheet, Section
    from assistant.drafting.wording.changes import Manner
    from assistant.drafting.wording.grouping import Group

_NOUNS = 4
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
    """What the body is about: the largest groups, in order, without how the office is staffed."""
    staff = {i for section in plan if section.role is Role.ORGANISATION for i in section.facts}
    ids = staff.union(*(section.facts for section in plan if section.role in _BODY))
    done = [
        fact
        for fact in sheet.facts
        if fact.id in ids and fact.parent is None and fact.status is Status.DONE
    ]
    groups = [
        group
        for group in groups_of(done, sheet)
        if group.noun and group.verb and group.noun not in words("not_in_opening")
    ]

    done_work = [group for group in groups if not _staffs(group, staff)]
    groups = done_work if len(done_work) > 1 else groups
    largest = sorted(groups, key=lambda group: -len(group.facts))[:_NOUNS]
    return [group.noun for group in groups if group in largest]


def _staffs(group: Group, staff: set[str]) -> bool:
    """Whether most of a group is of how the office is staffed."""
    return 2 * sum(fact.id in staff for fact in group.facts) > len(group.facts)


def _main(facts: Sequence[Fact], sheet: FactSheet, manner: Manner) -> str:
    """A few main figures in one sentence, without their parts."""
    clauses: list[str] = []
    for fact in facts:
        clause = clause_of(Unit(fact), sheet, manner, Role.RESULTS)
        change = change_tails(fact, sheet, manner)[:1]
        clauses.append("，".join((f"{clause.scope}{clause.verb}{clause.core}", *change)))
    if not clauses:
        return ""
    # 全县 says as much as 全年 and more.
    whole = facts[0].scope is not None or facts[0].low is None
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
