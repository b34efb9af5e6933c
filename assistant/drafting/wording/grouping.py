"""Facts of one matter together: by their words, their neighbours in the file and its headings.

Files are written block by block. The topics of all facts are found at once: each fact's words
speak for topics, and to change the topic from one fact to the next costs something: less where
the file itself changes its heading or the ledger it names, so that a single odd word does not
tear a fact from its neighbours (Viterbi, one pass).
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TYPE_CHECKING

from assistant.domain import Status
from assistant.drafting.wording.kinship import kinship
from assistant.drafting.wording.names import crowns
from assistant.drafting.wording.phrases import heading_verb, phrase, table, topics, words

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from assistant.domain import Fact, FactSheet
    from assistant.drafting.wording.phrases import Topic

_CLAUSES = re.compile("[;；。]")
# What a change of topic costs, in points of words: two characters of a word are one point.
_SWITCH, _SAME_SOURCE, _OTHER_BLOCK, _KIN = 1.5, 1.0, -1.2, 1.5
# So many facts of one topic may leave their block; so many of none make a group of their own.
_APART, _REST_LEAST, _STAY = 3, 3, 0.4
# A block that the person headed is one group up to this many facts.
_BLOCK_MOST = 16
_LONG_STATEMENT = 30
# A heading of two characters is no name of a field of work: 民生 is told as 民生工作.
_SHORT_BLOCK = 2
# So far from a fact that speaks of it a topic reaches; so much must be said of it in all.
_FAR, _SURE = 4, 2.0


@dataclass(frozen=True, slots=True)
class Group:
    """Facts of like content.

    Attributes:
        noun: what they are of: 宣传报道; empty where nothing is known.
        verb: goes before it in a heading: 抓好.
        others: facts of nothing else's kind that only stand beside these in the file.
    """

    noun: str
    verb: str
    facts: tuple[Fact, ...]
    others: tuple[Fact, ...] = ()


def topics_of(sheet: FactSheet) -> dict[str, str]:
    """The topic of every top-level fact by its id, its neighbours considered; "" for none.

    What the person placed in a section speaks for no neighbour of another one.
    """
    placed: dict[str | None, list[Fact]] = {}
    for fact in sheet.facts:
        if fact.parent is None:
            placed.setdefault(fact.section, []).append(fact)
    office = office_of(sheet)
    return {
        one: noun for facts in placed.values() for one, noun in _topics_of(tuple(facts), office)
    }


def office_of(sheet: FactSheet) -> str:
    """The words that tell what sort of office reports."""
    document = sheet.document
    return f"{document.organization or ''}{document.title}"


def topics_in(text: str, office: str | None = None) -> dict[str, float]:
    """The topics whose words stand in ``text``, with how much they weigh.

    Args:
        text: of a fact or a document.
        office: who reports; topics of other sorts of office are left out. None: any.
    """
    return {
        topic.noun: score
        for topic in topics()
        if (office is None or topic.of_office(office)) and (score := _score(topic, text))
    }


def speaks_of(fact: Fact, noun: str, sheet: FactSheet) -> bool:
    """Whether the fact's own words are of a topic."""
    return noun in _scores(fact, office_of(sheet))


def groups_of(facts: Sequence[Fact], sheet: FactSheet, least: int = 1) -> tuple[Group, ...]:
    """The groups in the order of their first facts.

    Args:
        facts: top-level facts of one section.
        sheet: all facts, for what stands beside these in the file.
        least: a group of fewer facts is a small one: its facts go where they have kin, else where
            their neighbours in the file stand, several of them into a group without a name.
    """
    known = topics_of(sheet)
    members: dict[tuple[str, str], list[Fact]] = {}
    for fact, key in zip(facts, _keys(facts, sheet, known), strict=True):
        members.setdefault(key, []).append(fact)
    together: dict[str, Group] = {}
    for place, (key, group) in enumerate(members.items()):
        one = _group(key, group, known, office_of(sheet))
        # 项目建设 is told with 卫生投入和项目建设.
        wider = next((o for o in together.values() if one.noun and one.noun in o.noun), one)
        one = replace(one, noun=wider.noun, verb=wider.verb)
        before = together.get(one.noun)
        told = (*before.facts, *group) if before else tuple(group)
        together[one.noun or str(place)] = Group(one.noun, one.verb, told)
    order = {fact.id: at for at, fact in enumerate(facts)}
    return (
        _settled(tuple(together.values()), order, least) if least > 1 else tuple(together.values())
    )


def _keys(
    facts: Sequence[Fact], sheet: FactSheet, known: dict[str, str]
) -> Iterator[tuple[str, str]]:
    """Of each fact the block of the file that it stays in, or the topic that it goes to.

    A block that the section holds is one group, but for topics that several of its facts speak of.
    """
    blocks = Counter(
        f.group for f in sheet.facts if f.parent is None and not _placed(f) and not crowns(f)
    )
    here = Counter(fact.group for fact in facts)
    leaving = {
        block: _leaving(
            block or "", [f for f in facts if f.group == block], known, office_of(sheet)
        )
        for block in here
    }
    for fact in facts:
        block, noun = fact.group or "", known.get(fact.id, "")
        whole = 1 < here[block] <= _BLOCK_MOST and 2 * here[block] > blocks[block]
        stays = block and whole and noun not in leaving[fact.group]
        yield (block, "") if stays else ("", noun)


def _leaving(
    block: str, facts: Sequence[Fact], known: dict[str, str], office: str
) -> frozenset[str]:
    """The topics of which a block has several facts and its heading says nothing, but for most."""
    pairs = {block[at : at + 2] for at in range(len(block) - 1)}
    spoken = Counter(noun for f in facts if (noun := known.get(f.id, "")) in _scores(f, office))
    leaving: list[str] = []
    stay = len(facts)
    for noun, _ in reversed(spoken.most_common()):
        size = sum(known.get(fact.id) == noun for fact in facts)
        if spoken[noun] < _APART or any(pair in noun for pair in pairs):
            continue
        if stay - size >= _STAY * len(facts):
            leaving.append(noun)
            stay -= size
    return frozenset(leaving)


def _pairs(block: str) -> set[str]:
    """The words of two characters in a heading that say what it is about."""
    return {block[at : at + 2] for at in range(len(block) - 1)} - {*words("no_matter")}


def _placed(fact: Fact) -> bool:
    """Whether the person said where a fact goes, or it is a plan."""
    return bool(fact.section) or fact.status is Status.PLANNED


def _settled(groups: Sequence[Group], order: dict[str, int], least: int) -> tuple[Group, ...]:
    """The groups that are large enough, each with the facts of small ones that it is kin to."""
    large = {g.noun: list(g.facts) for g in groups if g.noun and _weight(g.facts) >= least}
    verbs = {group.noun: group.verb for group in groups}
    homes = {fact.id: noun for noun, facts in large.items() for fact in facts}
    small = [fact for group in groups for fact in group.facts if fact.id not in homes]
    if not large:
        return (Group("", "", tuple(sorted(small, key=lambda fact: order[fact.id]))),)
    rest: list[Fact] = []
    others: dict[str, list[Fact]] = {}
    for fact in small:
        kin = {
            noun: max(kinship(fact, other) for other in facts if other.id in homes)
            for noun, facts in large.items()
        }
        best = max(kin, key=lambda noun: kin[noun])
        (large[best] if kin[best] else rest).append(fact)
    if rest and _weight(rest) < _REST_LEAST:
        for fact in rest:
            near = min(homes, key=lambda one: (abs(order[one] - order[fact.id]), order[one]))
            others.setdefault(homes[near], []).append(fact)
        rest = []
    told = [
        Group(
            noun,
            verbs[noun],
            tuple(sorted(facts, key=lambda fact: order[fact.id])),
            tuple(others.get(noun, ())),
        )
        for noun, facts in large.items()
    ]
    return (*told, Group("", "", tuple(rest))) if rest else tuple(told)


def _weight(facts: Sequence[Fact]) -> int:
    """How many facts there are; a long statement tells as much as two."""
    return sum(2 if len(fact.statement or "") > _LONG_STATEMENT else 1 for fact in facts)


def _group(
    key: tuple[str, str], facts: Sequence[Fact], known: dict[str, str], office: str
) -> Group:
    block, noun = key
    if block:
        noun = _named(block, facts, known, office)
    verb = next((topic.verb for topic in topics() if topic.noun == noun), None)
    return Group(noun, heading_verb(noun) if noun and verb is None else verb or "", tuple(facts))


def _named(block: str, facts: Sequence[Fact], known: dict[str, str], office: str) -> str:
    """What a block is called: its topic where that has the heading's words, else the heading."""
    pairs = _pairs(block)
    spoken = Counter(known.get(fact.id, "") for fact in facts)
    spoken += Counter(noun for fact in facts for noun in _scores(fact, office))

    named = [t for t in topics() if spoken[t.noun] and any(pair in t.noun for pair in pairs)]
    fitting = named or [
        topic
        for topic in topics()
        if 2 * spoken[topic.noun] >= len(facts) and any(p in w for p in pairs for w in topic.words)
    ]
    best = max(fitting, key=lambda topic: spoken[topic.noun], default=None)
    if best is not None and len(named) <= 1:
        return best.noun
    for word, said in table("block_words").items():
        block = block.replace(word, said)
    return block if len(block) > _SHORT_BLOCK else block + phrase("block_work")


@lru_cache(maxsize=16)
def _topics_of(facts: tuple[Fact, ...], office: str) -> tuple[tuple[str, str], ...]:
    names = ["", *(topic.noun for topic in topics())]
    best = dict.fromkeys(names, 0.0)
    back: list[dict[str, str]] = []
    for place, fact in enumerate(facts):
        scores = _scores(fact, office)
        if not place:
            best = {name: scores.get(name, 0.0) for name in names}
            continue
        top = max(names, key=lambda name: best[name])
        cost = _cost(facts[place - 1], fact)
        step: dict[str, str] = {}
        new: dict[str, float] = {}
        for name in names:
            stays, moves = best[name], best[top] - cost
            step[name] = name if stays > moves else top
            new[name] = max(stays, moves) + scores.get(name, 0.0)
        back.append(step)
        best = new
    if not facts:
        return ()
    path = [max(names, key=lambda name: best[name])]
    for step in reversed(back):
        path.append(step[path[-1]])
    return _reached(facts, path[::-1], office)


def _reached(
    facts: Sequence[Fact], nouns: Sequence[str], office: str
) -> tuple[tuple[str, str], ...]:
    """The topics, where who speaks of them is near, and never by one short word alone."""
    own = [
        noun if noun in _scores(fact, office) else ""
        for fact, noun in zip(facts, nouns, strict=True)
    ]
    weights = Counter[str]()
    for fact in facts:
        weights.update(_scores(fact, office))
    labels: list[tuple[str, str]] = []
    for at, (fact, noun) in enumerate(zip(facts, nouns, strict=True)):
        spoken = noun in own[max(0, at - _FAR) : at + _FAR + 1] and weights[noun] >= _SURE
        spoken = spoken and noun != phrase("judged")
        noun_said, score = max(
            _scores(fact, office).items(), key=lambda it: it[1], default=("", 0.0)
        )
        other = noun_said if score >= _SURE else noun if spoken else ""
        labels.append((fact.id, noun if own[at] == noun else other))
    return tuple(labels)


def _cost(before: Fact, fact: Fact) -> float:
    cost = _SWITCH
    if before.source and fact.source:
        cost += _SAME_SOURCE if _ledger(before) == _ledger(fact) else 0.0
    if before.group != fact.group:
        cost += _OTHER_BLOCK
    return cost + _KIN * (kinship(before, fact, near=True) > 0)


def _ledger(fact: Fact) -> str:
    """The ledger and sheet that a fact comes from, without the cell."""
    return (fact.source or "").rpartition("!")[0] or (fact.source or "")


def _scores(fact: Fact, office: str) -> dict[str, float]:
    # A statement is of what its first clause that speaks of anything is of.
    for text in _CLAUSES.split(fact.statement or "，".join(fact.path)):
        if scores := topics_in(text, office):
            return scores
    return {}


def _score(topic: Topic, text: str) -> float:
    for word in topic.never:
        text = text.replace(word, "，")
    found = [word for word in topic.words if word in text]
    whole = [word for word in found if not any(word != o and word in o for o in found)]
    return float(sum(len(word) - 1 for word in whole))
