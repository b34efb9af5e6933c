"""This year's facts that no sentence of last year tells, written where their like stand."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import TYPE_CHECKING

from assistant.domain import Role, Section, Status
from assistant.drafting.base.carry import Carried, CarryKind
from assistant.drafting.base.phrases import base_phrase
from assistant.drafting.base.sections import BaseSection, Line
from assistant.drafting.outline.outline import role_of
from assistant.drafting.references.grammar import references
from assistant.drafting.wording.changes import Manner, told_parts
from assistant.drafting.wording.grouping import topics_in, topics_of
from assistant.drafting.wording.names import (
    figure_source,
    name_source,
    of_the_document,
    scope_source,
)
from assistant.drafting.wording.offline import write_offline
from assistant.drafting.wording.planned import planned_sentences
from assistant.extraction import read_mentions

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from collections.abc import Set as AbstractSet

    from assistant.domain import Fact, FactSheet

# How near in the file two facts must stand to be neighbours, and what it counts for.
_NEAR, _NEAR_WEIGHT, _TOPIC_WEIGHT = 3, 3, 3
# So many facts at the end of their heading may be new ones that were put there; a head noun's length.
_LAST, _HEAD = 3, 2


def add_what_is_new(sections: list[BaseSection], sheet: FactSheet) -> bool:
    """Appends paragraphs with the facts that are not told, and the plan of the next year.

    Args:
        sections: the carried sections; changed.
        sheet: this year's facts.

    Returns:
        Whether anything was added.
    """
    before = _sentences(sections)
    told = _told(sections, sheet)
    missing = [
        fact
        for fact in sheet.facts
        if fact.parent is None
        and fact.status is Status.DONE
        and fact.id not in told
        and not of_the_document(fact)
    ]
    blocks = _blocks(sections)
    topics = topics_of(sheet)
    homes: dict[tuple[int, int], list[Fact]] = {}
    for fact in missing:
        home = _home(fact, sections, blocks, _Kin.of(fact, sheet, topics))
        homes.setdefault(home, []).append(fact)
    for (at, line), facts in sorted(homes.items(), key=lambda item: item[0], reverse=True):
        new = [_new(text) for text in _written(facts, _without_told_parts(sheet, told))]
        if not _before_the_last(sections[at], new):
            sections[at].lines[line:line] = [Line([one]) for one in new]
    _tell_parts(sections, sheet, told)
    _plan(sections, sheet)
    return before < _sentences(sections)


def _sentences(sections: Sequence[BaseSection]) -> int:
    return sum(len(line.sentences) for section in sections for line in section.lines)


def _told(sections: Sequence[BaseSection], sheet: FactSheet) -> set[str]:
    """The facts that the sections tell: by reference or in the same words as last year."""
    told = {ref.fact for section in sections for ref in references(section.source)}
    sentences = [one for section in sections for line in section.lines for one in line.sentences]
    in_words = Counter(fact for one in sentences if one.source for fact in one.told)
    texts = "".join(section.source for section in sections)
    for fact in sheet.facts:
        if fact.statement is None:
            numbers, stated = 1, False
        else:
            numbers = sum(m.exempt is None for m in read_mentions(fact.statement))
            stated = fact.statement.rstrip("。") in texts
        if stated or 0 < numbers <= in_words[fact.id]:
            told.add(fact.id)
    return told


def _before_the_last(section: BaseSection, new: Sequence[Carried]) -> bool:
    """Puts what is new into an opening before the sentence that leads over to the report."""
    if section.role is not Role.OPENING or not section.lines:
        return False
    last = section.lines[-1].sentences
    if not last or not re.search(base_phrase("leads_over"), last[-1].source):
        return False
    last[-1:-1] = new
    return True


def _home(
    fact: Fact, sections: Sequence[BaseSection], blocks: Sequence[_Block], kin: _Kin
) -> tuple[int, int]:
    """The section, and the line of it before which the fact is to stand."""
    placed = _placed(fact.section, sections) if fact.section else []
    if placed and sections[placed[0]].role in _APART:
        return placed[0], len(sections[placed[0]].lines)
    body = placed or [at for at, section in enumerate(sections) if section.role not in _APART]
    best, home = 0, (0, 0)
    for block in blocks:
        if block.section in body and (score := kin.likeness(block)) > best:
            best, home = score, (block.section, block.end)
    if best or not body:
        return home if body else (len(sections) - 1, len(sections[-1].lines))
    last = max(body, key=lambda at: len(sections[at].source))
    return last, len(sections[last].lines)


def _placed(name: str, sections: Sequence[BaseSection]) -> list[int]:
    """Which of last year's sections a fact's ``section`` means: by its heading, else by what it does."""
    named = [
        at
        for at, section in enumerate(sections)
        if name == section.id
        or (section.heading and (name in section.heading or section.heading in name))
    ]
    roles = {role.value for role in Role}
    role = Role(name) if name in roles else role_of(name)
    return named or [at for at, section in enumerate(sections) if section.role is role]


_APART = frozenset((Role.OPENING, Role.CLOSING, Role.PLAN, Role.PROBLEMS))


@dataclass(frozen=True, slots=True)
class _Block:
    """The lines of a section under one heading: where they end, and the facts that they tell."""

    section: int
    end: int
    ids: frozenset[str]


def _blocks(sections: Sequence[BaseSection]) -> list[_Block]:
    found: list[_Block] = []
    for at, section in enumerate(sections):
        starts = [line for line, one in enumerate(section.lines) if one.opens]
        for start, end in pairwise(sorted({0, *starts, len(section.lines)})):
            told = (references(line.source) for line in section.lines[start:end])
            ids = frozenset(ref.fact.partition("/")[0] for refs in told for ref in refs)
            found.append(_Block(at, end, ids))
    return found


@dataclass(frozen=True, slots=True)
class _Kin:
    """What stands near a fact in the file, what is of its topic, what ends as its name does.

    Attributes:
        near: its neighbours under the same heading of the file.
        near_weight: what each counts for: little behind the last fact, where new ones are put.
        alike: facts of its topic.
        heads: facts, or wholes of parts, with its head noun: 案件 of 反不正当竞争案件.
    """

    near: frozenset[str]
    near_weight: int
    alike: frozenset[str]
    heads: frozenset[str]

    @classmethod
    def of(cls, fact: Fact, sheet: FactSheet, topics: Mapping[str, str]) -> _Kin:
        order = [one.id for one in sheet.facts if one.parent is None and one.group == fact.group]
        at = order.index(fact.id)
        near = order[max(0, at - _NEAR) : at + _NEAR + 1]
        done = [one for one in order if sheet.by_id[one].status is Status.DONE]
        last = len(done) > _NEAR and done.index(fact.id) >= len(done) - _LAST
        # Its own words go before its neighbours: what is new often stands at the end of the file.
        own = topics_in(fact.name)
        noun = max(own, key=lambda one: own[one]) if own else topics.get(fact.id, "") * (not last)
        alike = [one for one, other in topics.items() if noun and other == noun]
        head = fact.name[-_HEAD:]
        heads = [one.parent or one.id for one in sheet.facts if one.name.endswith(head)]
        weight = 1 if last else _NEAR_WEIGHT
        return cls(frozenset(near), weight, frozenset(alike), frozenset(heads) - {fact.id})

    def likeness(self, block: _Block) -> int:
        like, heads = len(block.ids & self.alike), len(block.ids & self.heads)
        near = self.near_weight * len(block.ids & self.near)
        return near + _TOPIC_WEIGHT * ((like > 0) + (heads > 0)) + min(like, 2) + min(heads, 2)


def _written(facts: Sequence[Fact], sheet: FactSheet) -> list[str]:
    section = Section("new", "", Role.MEASURES, tuple(fact.id for fact in facts))
    text = write_offline(section, sheet, (section,))
    return [line for line in text.split("\n") if not line.startswith("（")]


def _without_told_parts(sheet: FactSheet, told: AbstractSet[str]) -> FactSheet:
    """The facts, none with the parts that stand in the text already."""
    facts = tuple(
        replace(fact, parts=tuple(part for part in fact.parts if part not in told))
        for fact in sheet.facts
    )
    return replace(sheet, facts=facts)


def _tell_parts(sections: Sequence[BaseSection], sheet: FactSheet, told: set[str]) -> None:
    """The parts that are new beside their whole: a sentence behind the line that tells it."""
    for fact in reversed(sheet.facts):  # so that the first stands first behind one sentence
        if not fact.parts or fact.id not in told or fact.status is not Status.DONE:
            continue
        new = [part for part in told_parts(fact, sheet) if part.id not in told]
        if new:
            items = "、".join(f"{name_source(part)}{figure_source(part)}" for part in new)
            text = f"{scope_source(fact)}{name_source(fact)}中，{items}。"
            _behind(fact, text, sections)


def _behind(fact: Fact, text: str, sections: Sequence[BaseSection]) -> None:
    """Puts a sentence behind the first that tells ``fact``."""
    for section in sections:
        for line in section.lines:
            for at, sentence in enumerate(line.sentences):
                if any(ref.fact == fact.id for ref in references(sentence.source)):
                    line.sentences.insert(at + 1, _new(text))
                    return


def _plan(sections: list[BaseSection], sheet: FactSheet) -> None:
    told = {ref.fact for section in sections for ref in references(section.source)}
    planned = [
        fact
        for fact in sheet.facts
        if fact.status is Status.PLANNED and fact.parent is None and fact.id not in told
    ]
    if not planned:
        return
    home = next((section for section in sections if section.role is Role.PLAN), None)
    if home is None:
        home = BaseSection(Role.PLAN.value, "下一步工作打算", Role.PLAN)
        sections.append(home)
    home.lines.append(Line([_new("".join(planned_sentences(planned, sheet, Manner())))]))


def _new(text: str) -> Carried:
    return Carried(CarryKind.NEW, "", text)
