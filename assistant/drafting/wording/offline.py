"""The offline writer: plain, correct prose from facts, with no model and nothing invented."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING

from assistant.domain import Role, Status
from assistant.drafting.wording.grouping import Group, groups_of, merged
from assistant.drafting.wording.openings import write_opening
from assistant.drafting.wording.paragraphs import joined
from assistant.drafting.wording.phrases import phrase, table, words
from assistant.drafting.wording.planned import planned_sentences
from assistant.drafting.wording.sentences import sentences_of
from assistant.drafting.wording.wording import Manner
from assistant.extraction.numerals import render_chinese_number

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
    """The manner with the samples' habits, as far as the offline writer has words for them.

    Only neutral connectives are taken over: one that claims a reason or a result would invent it.
    """
    own = {word.rstrip("，"): word for word in words("connectives")}
    joints = tuple(own[word] for word in style.connectives if word in own)
    forms = table("subheading_forms")
    form = style.heading_forms[0] if style.heading_forms else ""
    return replace(manner, connectives=joints, subheading=forms.get(form, ""))


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
        instruction: 更简洁 …, 更详细 …, 换顺序 …; anything else gives another wording.
        variant: another number gives other phrases.
    """

    def asks(key: str) -> bool:
        return any(word in instruction for word in words(f"instructions.{key}"))

    brief, full = asks("shorter"), asks("longer")
    plain = not (brief or full)
    manner = Manner(
        turn=variant,
        brief=brief,
        full=full and not brief,
        reverse=asks("reorder") or (plain and variant % 2 == 1),
    )
    return _write(section, sheet, plan, manner)


def _write(
    section: Section,
    sheet: FactSheet,
    plan: Sequence[Section],
    manner: Manner,
) -> str:
    told = set(section.facts)
    facts = [fact for fact in sheet.facts if fact.id in told and fact.parent is None]
    if section.role is Role.OPENING:
        return write_opening(facts, sheet, plan, manner)
    if not facts:
        return gap_line(section)
    done = [fact for fact in facts if fact.status is Status.DONE]
    planned = [fact for fact in facts if fact.status is Status.PLANNED]
    lines = _done_lines(section, done, sheet, manner)
    if planned:
        lines += ["".join(planned_sentences(planned, sheet, manner))]
    return "\n".join(lines)


def gap_line(section: Section) -> str:
    """The mark for a section without facts: ``【待补：…】``."""
    return f"【待补：{phrase(f'gaps.{section.role.value}')}】"


def _done_lines(
    section: Section, facts: Sequence[Fact], sheet: FactSheet, manner: Manner
) -> list[str]:
    if not facts:
        return []
    if section.role in {Role.PROBLEMS, Role.PLAN}:
        lead = manner.pick(words("problems_lead")) if section.role is Role.PROBLEMS else ""
        told = sentences_of(facts, sheet, manner, section.role)
        return [lead + "".join(joined(told, sheet, manner, 0))]
    groups = list(groups_of(facts))
    if manner.reverse:
        groups.reverse()
    many = merged(groups, _GROUP_LEAST)
    if len(facts) >= _MANY_FACTS and len(many) >= _MANY_GROUPS:
        return _with_subheadings(many, sheet, manner)
    return _paragraphs(many, sheet, manner)


def _with_subheadings(groups: Sequence[Group], sheet: FactSheet, manner: Manner) -> list[str]:
    pattern = manner.subheading or manner.pick(words("subheadings"))
    lines: list[str] = []
    for number, group in enumerate(groups, 1):
        noun = group.noun or phrase("other_noun")
        heading = pattern.format(noun=noun, verb=group.verb)
        lines.append(f"（{render_chinese_number(Decimal(number))}）{heading}")
        told = sentences_of(group.facts, sheet, manner, Role.RESULTS, number)
        lines += _split(joined(told, sheet, manner, number))
    return lines


def _paragraphs(groups: Sequence[Group], sheet: FactSheet, manner: Manner) -> list[str]:
    """A paragraph for each group, begun with what it is about where there are several."""
    lines: list[str] = []
    for place, group in enumerate(groups):
        told = sentences_of(group.facts, sheet, manner, Role.RESULTS, place)
        texts = joined(told, sheet, manner, place)
        if len(groups) > 1 and group.noun and not manner.brief:
            texts[0] = phrase("lead").format(noun=group.noun) + texts[0]
        lines += _split(texts)
    return lines


def _split(sentences: Sequence[str]) -> list[str]:
    """Paragraphs of about equal length, none of more than six sentences."""
    parts = max(1, -(-len(sentences) // _PARAGRAPH_SENTENCES))
    size = -(-len(sentences) // parts)
    return ["".join(sentences[at : at + size]) for at in range(0, len(sentences), size)]
