"""Facts of one matter together: by their words, their neighbours in the file and its headings.

Files are written block by block. The topics of all facts are found at once: each fact's words
speak for topics, and to change the topic from one fact to the next costs something: less where
the file itself changes its heading or the ledger it names, so that a single odd word does not
tear a fact from its neighbours (Viterbi, one pass).
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from assistant.drafting.wording.phrases import heading_verb, phrase, topics

if TYPE_CHECKING:
    from collections.abc import Sequence

    from assistant.domain import Fact, FactSheet
    from assistant.drafting.wording.phrases import Topic

_CLAUSES = re.compile("[;；。]")
# What a change of topic costs, in points of words: two characters of a word are one point.
_SWITCH, _SAME_SOURCE, _OTHER_BLOCK = 1.5, 1.0, -1.2
# A block that the person headed is one group up to this many facts.
_BLOCK_MOST = 16
_LONG_STATEMENT = 30
# A heading of two characters is no name of a field of work: 民生 is told as 民生工作.
_SHORT_BLOCK = 2


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


def topics_of(sheet: FactSheet) -> dict[str, str]:
    """The topic of every top-level fact by its id, its neighbours considered; "" for none.

    What the person placed in a section speaks for no neighbour of another one.
    """
    placed: dict[str | None, list[Fact]] = {}
    for fact in sheet.facts:
        if fact.parent is None:
            placed.setdefault(fact.section, []).append(fact)
    return {one: noun for facts in placed.values() for one, noun in _topics_of(tuple(facts))}


def topics_in(text: str) -> dict[str, float]:
    """The topics whose words stand in ``text``, with how much they weigh."""
    return {topic.noun: score for topic in topics() if (score := _score(topic, text))}


def speak_alike(one: Fact, other: Fact) -> bool:
    """Whether the words of two facts speak of one topic, or one of them of none."""
    first, second = _scores(one), _scores(other)
    return not first or not second or not first.keys().isdisjoint(second)


def groups_of(facts: Sequence[Fact], sheet: FactSheet) -> tuple[Group, ...]:
    """The groups in the order of their first facts.

    Args:
        facts: top-level facts of one section.
        sheet: all facts, for what stands beside these in the file.
    """
    known = topics_of(sheet)
    sizes = Counter(fact.group for fact in facts if fact.group)
    members: dict[tuple[str, str], list[Fact]] = {}
    for fact in facts:
        block = fact.group or ""
        whole = 1 < sizes[block] <= _BLOCK_MOST
        key = (block, "") if whole else ("", known.get(fact.id, ""))
        members.setdefault(key, []).append(fact)
    return tuple(_group(key, group, known) for key, group in members.items())


def merged(groups: Sequence[Group], least: int) -> tuple[Group, ...]:
    """The groups with small ones joined to the one before them, and those of one name together.

    Args:
        groups: in order.
        least: a group of fewer facts is a small one.
    """
    kept: list[Group] = []
    for group in groups:
        if kept and (_weight(group) < least or _weight(kept[-1]) < least):
            first, second = kept[-1], group
            larger = first if len(first.facts) >= len(second.facts) else second
            named = larger if larger.noun else first if first.noun else second
            kept[-1] = Group(named.noun, named.verb, first.facts + second.facts)
        else:
            kept.append(group)
    together: dict[str, Group] = {}
    for place, group in enumerate(kept):
        key = group.noun or str(place)
        before = together.get(key)
        facts = before.facts + group.facts if before else group.facts
        together[key] = Group(group.noun, group.verb, facts)
    return tuple(together.values())


def _weight(group: Group) -> int:
    """How many facts a group has; a long statement tells as much as two."""
    return sum(2 if len(fact.statement or "") > _LONG_STATEMENT else 1 for fact in group.facts)


def _group(key: tuple[str, str], facts: Sequence[Fact], known: dict[str, str]) -> Group:
    block, noun = key
    if block:
        noun = _named(block, facts, known)
    verb = next((topic.verb for topic in topics() if topic.noun == noun), None)
    return Group(noun, heading_verb(noun) if noun and verb is None else verb or "", tuple(facts))


def _named(block: str, facts: Sequence[Fact], known: dict[str, str]) -> str:
    """What a block is called: its topic where that has the heading's words, else the heading."""
    pairs = {block[at : at + 2] for at in range(len(block) - 1)}
    spoken = Counter(known.get(fact.id, "") for fact in facts)
    spoken += Counter(noun for fact in facts for noun in _scores(fact))

    def speaks(topic: Topic) -> tuple[bool, int]:
        """Whether its very name has the heading's words, and how many facts are of it."""
        return any(pair in topic.noun for pair in pairs), spoken[topic.noun]

    fitting = [
        topic
        for topic in topics()
        if spoken[topic.noun] and any(p in w for p in pairs for w in (topic.noun, *topic.words))
    ]
    best = max(fitting, key=speaks, default=None)
    if best is not None and (speaks(best)[0] or 2 * spoken[best.noun] >= len(facts)):
        return best.noun
    return block if len(block) > _SHORT_BLOCK else block + phrase("block_work")


@lru_cache(maxsize=16)
def _topics_of(facts: tuple[Fact, ...]) -> tuple[tuple[str, str], ...]:
    names = ["", *(topic.noun for topic in topics())]
    best = dict.fromkeys(names, 0.0)
    back: list[dict[str, str]] = []
    for place, fact in enumerate(facts):
        scores = _scores(fact)
        if not place:
            best = {name: scores.get(name, 0.0) for name in names}
            continue
        top = max(names, key=lambda name: best[name])
        cost = _cost(facts[place - 1], fact)
        step: dict[str, str] = {}
        new: dict[str, float] = {}
        for name in names:
            stays, moves = best[name], best[top] - cost
            step[name] = name if stays >= moves else top
            new[name] = max(stays, moves) + scores.get(name, 0.0)
        back.append(step)
        best = new
    if not facts:
        return ()
    path = [max(names, key=lambda name: best[name])]
    for step in reversed(back):
        path.append(step[path[-1]])
    return tuple((fact.id, noun) for fact, noun in zip(facts, reversed(path), strict=True))


def _cost(before: Fact, fact: Fact) -> float:
    cost = _SWITCH
    if before.source and fact.source:
        cost += _SAME_SOURCE if _ledger(before) == _ledger(fact) else 0.0
    if before.group != fact.group:
        cost += _OTHER_BLOCK
    return cost


def _ledger(fact: Fact) -> str:
    """The ledger and sheet that a fact comes from, without the cell."""
    return (fact.source or "").rpartition("!")[0] or (fact.source or "")


def _scores(fact: Fact) -> dict[str, float]:
    # A statement is of what its first clause that speaks of anything is of.
    for text in _CLAUSES.split(fact.statement or "，".join(fact.path)):
        if scores := topics_in(text):
            return scores
    return {}


def _score(topic: Topic, text: str) -> float:
    for word in topic.never:
        text = text.replace(word, "，")
    found = [word for word in topic.words if word in text]
    whole = [word for word in found if not any(word != o and word in o for o in found)]
    return float(sum(len(word) - 1 for word in whole))
