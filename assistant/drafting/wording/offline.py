"""The offline writer: plain, correct prose from facts, with no model and nothing invented."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from assistant.domain import Role, Status
from assistant.drafting.wording.changes import Manner
from assistant.drafting.wording.grouping import Group, groups_of, topics_of
from assistant.drafting.wording.names import bears_numeral, crowns
from assistant.drafting.wording.openings import write_opening
from assistant.drafting.wording.paragraphs import joined
from assistant.drafting.wording.phrases import phrase, table, words
from assistant.drafting.wording.planned import planned_sentences
from assistant.drafting.wording.problems import unfinished
from assistant.drafting.wording.punctuation import subheading
from assistant.drafting.wording.sentences import sentences_of
from assistant.drafting.wording.wishes import wished

if TYPE_CHECKING:
    from collections.abc import Sequence

    from assistant.domain import Fact, FactSheet, Section
    from assistant.samples import StyleProfile

# A section with this many facts in this many groups gets sub-headings.
_MANY_FACTS, _MANY_GROUPS = 10, 3
_GROUP_LEAST = 2
_PARAGRAPH_SENTENCES = 6


def write_offline(
    section: Section,
    sheet: FactSheet,
    plan: Sequence[Section],
    style: StyleProfile | None = None,
    variant: int = 0,
) -> str:
    """The source text of a section, written from its facts alone.

    Args:
        section: a section of the plan; its facts are told, each once.
        sheet: the facts.
        plan: all sections, for the opening, which names what the others tell.
        style: of the samples; its words for headings and joints are preferred.
        variant: another number gives other phrases, and from 1 on another order of groups.

    Returns:
        Lines: sub-headings （一） and paragraphs, figures as references. Where there are no facts,
        one line 【待补：…】 that names what is missing.
    """
    manner = Manner(turn=variant, reverse=variant % 2 == 1)
    return _write(section, sheet, plan, manner if style is None else styled(manner, style))


def styled(manner: Manner, style: StyleProfile) -> Manner:
    """The manner with the samples' form of headings, as far as the offline writer has it.

    Their connectives are not taken over: 同时 or 由于 claims how two facts belong together, and
    no fact says that.
    """
    forms = table("subheading_forms")
    form = style.heading_forms[0] if style.heading_forms else ""
    return replace(manner, subheading=forms.get(form, ""))


def rewrite_offline(
    section: Section,
    sheet: FactSheet,
    plan: Sequence[Section],
    instruction: str,
    variant: int,
) -> str:
    """The section written anew after a person's instruction, as far as it is understood.

    Args:
        section: as for :func:`write_offline`, as are ``sheet`` and ``plan``.
        sheet: the facts.
        plan: all sections.
        instruction: what :func:`wished` understands; anything else gives another wording.
        variant: another number gives other phrases.
    """
    return _write(section, sheet, plan, wished(instruction, variant).manner)


def unmet(section: Section, sheet: FactSheet, instruction: str) -> tuple[str, ...]:
    """What an instruction wants first or left out and no fact of the section speaks of."""
    manner, topics = wished(instruction, 0).manner, topics_of(sheet)
    told = [
        f"{fact.scope or ''}{fact.name}{fact.statement or ''}{topics.get(fact.id, '')}"
        for fact in sheet.facts
        if fact.id in section.facts
    ]
    named = (*manner.first, *manner.without)
    return tuple(word for word in named if not any(word in text for text in told))


def _write(
    section: Section,
    sheet: FactSheet,
    plan: Sequence[Section],
    manner: Manner,
) -> str:
    told = set(section.facts)
    facts = [
        fact
        for fact in sheet.facts
        if fact.id in told and fact.parent is None and not _unwanted(fact, manner)
    ]
    musts = [fact for fact in facts if fact.required or fact.value is None]
    facts = musts if any(fact.required for fact in musts) else facts  # beside them others may wait
    if section.role is Role.OPENING:
        return write_opening(facts, sheet, plan, manner)
    if not facts:
        behind = unfinished(section, sheet) if section.role is Role.PROBLEMS else ""
        return behind or gap_line(section)
    facts = _without_crown(facts, sheet, plan)
    lines = _parted(section, facts, sheet, manner)
    planned = any(fact.status is Status.PLANNED for fact in facts)
    if section.id == plan[-1].id and section.role is Role.PLAN and planned and not manner.brief:
        lines[-1] += _closing(sheet)
    return "\n".join(lines)


def _parted(section: Section, facts: Sequence[Fact], sheet: FactSheet, manner: Manner) -> list[str]:
    """The lines of a section: under the sub-headings that were planned, where there are any."""
    apart = {one for part in section.parts for one in part.facts}
    lines = _told([fact for fact in facts if fact.id not in apart], section, sheet, manner)
    for number, part in enumerate(section.parts, 1):
        inner = replace(manner, plain=True)
        told = _told([fact for fact in facts if fact.id in part.facts], section, sheet, inner)
        lines.append(subheading(number, part.heading))
        lines += told or [f"【待补：{part.heading}】"]
    return lines


def _told(facts: Sequence[Fact], section: Section, sheet: FactSheet, manner: Manner) -> list[str]:
    """Facts that have happened, then planned ones."""
    done = [fact for fact in facts if fact.status is Status.DONE]
    planned = [fact for fact in facts if fact.status is Status.PLANNED]
    lines = _done_lines(section, done, sheet, manner)
    if planned:
        lines += ["".join(planned_sentences(planned, sheet, manner))]
    return lines


def _closing(sheet: FactSheet) -> str:
    """The last sentence of the whole text."""
    document = sheet.document
    who = document.self_name or document.organization or ""
    told = "" if bears_numeral(who) or not who else phrase("closing").format(who=who)
    return told + (phrase("report_end") if document.addressee else "")


def _without_crown(facts: list[Fact], sheet: FactSheet, plan: Sequence[Section]) -> list[Fact]:
    """The facts without the rank of the whole work, where the opening tells it and it stands alone."""
    opening = {one for section in plan if section.role is Role.OPENING for one in section.facts}
    names = {fact.name for fact in facts if fact.id in opening and crowns(fact)}
    others, known = [fact for fact in facts if fact.name not in names], topics_of(sheet)
    alone = sum(known.get(fact.id) == phrase("judged") for fact in others) < _GROUP_LEAST
    return others if alone and others else facts


def _unwanted(fact: Fact, manner: Manner) -> bool:
    told = f"{fact.scope or ''}{fact.name}{fact.statement or ''}"
    return any(word in told for word in manner.without)


def gap_line(section: Section) -> str:
    """The mark for a section without facts: ``【待补：…】``."""
    return f"【待补：{phrase(f'gaps.{section.role.value}')}】"


def _done_lines(
    section: Section, facts: Sequence[Fact], sheet: FactSheet, manner: Manner
) -> list[str]:
    if not facts:
        return []
    if section.role in {Role.PROBLEMS, Role.PLAN}:
        return [_apart(section, facts, sheet, manner)]
    facts = sorted(facts, key=lambda fact: _place(Group("", "", (fact,)), manner))
    groups = list(groups_of(facts, sheet, _GROUP_LEAST))
    if manner.reverse:
        groups.reverse()
    many = sorted(groups, key=lambda group: _place(group, manner))
    if len(facts) >= _MANY_FACTS and len(many) >= _MANY_GROUPS and not manner.plain:
        return _with_subheadings(many, sheet, manner)
    return _paragraphs(many, sheet, manner, section.heading)


def _apart(section: Section, facts: Sequence[Fact], sheet: FactSheet, manner: Manner) -> str:
    """Problems, with a mark for their causes where they are figures only; or done facts in a plan."""
    told = "".join(joined(sentences_of(facts, sheet, manner, section.role), sheet))
    if section.role is Role.PLAN:
        return told
    bare = all(fact.statement is None for fact in facts)
    lead, behind = manner.pick(words("problems_lead")), unfinished(section, sheet)
    return lead + told + (behind or phrase("problems_cause") * bare)


def _place(group: Group, manner: Manner) -> int:
    """0 for a group that was asked to come first, 1 for the others."""
    told = group.noun + "".join(f"{fact.name}{fact.statement or ''}" for fact in group.facts)
    return 0 if any(word in told for word in manner.first) else 1


def _with_subheadings(groups: Sequence[Group], sheet: FactSheet, manner: Manner) -> list[str]:
    pattern = manner.subheading or manner.pick(words("subheadings"))
    lines: list[str] = []
    for number, group in enumerate(groups, 1):
        noun = group.noun or phrase("other_noun")
        heading = pattern.format(noun=noun, verb=group.verb)
        lines.append(subheading(number, heading))
        lines += _split(_texts(group, sheet, manner))
    return lines


def _texts(group: Group, sheet: FactSheet, manner: Manner) -> list[str]:
    """The sentences of a group; behind them those that only stand beside it in the file."""
    texts = joined(sentences_of(group.facts, sheet, manner, Role.RESULTS), sheet)
    others = joined(sentences_of(group.others, sheet, manner, Role.RESULTS), sheet)
    return [*texts, *(phrase("besides") * (not at) + one for at, one in enumerate(others))]


def _paragraphs(
    groups: Sequence[Group], sheet: FactSheet, manner: Manner, heading: str
) -> list[str]:
    """A paragraph for each group, begun with what it is about where there are several."""
    lines: list[str] = []
    for group in groups:
        texts = _texts(group, sheet, manner)
        told = group.noun in heading if group.noun else bool(group.verb)
        if len(groups) > 1 and not manner.brief and not told and (group.verb or not group.noun):
            lead = phrase("lead").format(noun=group.noun) if group.noun else phrase("besides")
            texts[0] = lead + texts[0]
        lines += _split(texts)
    return lines


def _split(sentences: Sequence[str]) -> list[str]:
    """Paragraphs of about equal length, none of more than six sentences."""
    parts = max(1, -(-len(sentences) // _PARAGRAPH_SENTENCES))
    size = -(-len(sentences) // parts)
    return ["".join(sentences[at : at + size]) for at in range(0, len(sentences), size)]
