"""Facts of one section in groups of like content, in the order in which the file gives them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from assistant.drafting.wording.phrases import topics

if TYPE_CHECKING:
    from collections.abc import Sequence

    from assistant.domain import Fact

_STRONG = 3


@dataclass(frozen=True, slots=True)
class Group:
    """Facts of like content.

    Attributes:
        noun: what they are of: 宣传报道; empty where nothing is known.
        verb: goes before it in a heading: 抓好.
    """

    noun: str
    verb: str
    facts: tuple[Fact, ...]


def topic_of(fact: Fact) -> tuple[str, int]:
    """The topic of a fact and how strongly its words speak of it; ("", 0) for none.

    The last word of a name counts more: 教师家访 is a visit, not a teacher.
    """
    text = "".join((*fact.path, fact.scope or "", fact.statement or ""))
    best, strength = "", 0
    for topic in topics():
        score = sum(len(word) + fact.name.endswith(word) for word in topic.words if word in text)
        if score > strength:
            best, strength = topic.noun, score
    return best, strength


def groups_of(facts: Sequence[Fact]) -> tuple[Group, ...]:
    """The groups in the order of their first facts.

    A fact whose words speak of no topic, or weakly of one that its neighbours on both sides do
    not share, goes with the fact before it: files are written block by block.
    """
    nouns = _smoothed([topic_of(fact) for fact in facts])
    members: dict[str, list[Fact]] = {}
    for fact, noun in zip(facts, nouns, strict=True):
        members.setdefault(noun, []).append(fact)
    return tuple(_group(noun, group) for noun, group in members.items())


def merged(groups: Sequence[Group], least: int) -> tuple[Group, ...]:
    """The groups with those of fewer than ``least`` facts joined to the one before them."""
    kept: list[Group] = []
    for group in groups:
        if kept and (len(group.facts) < least or len(kept[-1].facts) < least):
            first, second = kept[-1], group
            noun = first.noun if len(first.facts) >= len(second.facts) else second.noun
            kept[-1] = _group(noun or first.noun or second.noun, first.facts + second.facts)
        else:
            kept.append(group)
    return tuple(kept)


def _group(noun: str, facts: Sequence[Fact]) -> Group:
    verb = next((topic.verb for topic in topics() if topic.noun == noun), "")
    return Group(noun, verb, tuple(facts))


def _smoothed(found: list[tuple[str, int]]) -> list[str]:
    nouns = [noun for noun, _ in found]
    for place, (noun, strength) in enumerate(found):
        before = nouns[place - 1] if place else ""
        after = found[place + 1][0] if place + 1 < len(found) else ""
        alone = before and before == after and noun != before and strength < _STRONG
        if not noun or alone:
            nouns[place] = before or after
    return nouns
