"""Who does something to, for or with whom: 我局向县水务局提供, 由市图书馆赠送给我局, 与县教育局联合印发.

| fact | refused |
|---|---|
| 县水务局向我局移交图纸18套 | 我局向县水务局移交图纸18套 |
| 我局派3名技师到市档案馆学习 | 市档案馆3名技师到我局学习 |
| 我局与县教育局联合印发《共建办法》 | 《共建办法》由我局会同县科技局印发 |

Roles are read off the markers before the names of parties, of the fact and of the clause that states its figure, or
without one retells its words; only parties exchanged or replaced by others are held against the text.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from assistant.domain import Verdict, once_a_sheet
from assistant.verification.grams import holds
from assistant.verification.lexicon import Words, tags, words
from assistant.verification.named import Names
from assistant.verification.verdicts.case import Judgement

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from assistant.domain import FactSheet
    from assistant.verification.claims.segments import Segments
    from assistant.verification.matching.matches import Binding

_LONGEST, _FEWEST = 120, 6
_BREAK = re.compile("[,，。;；:：]")
_PLAIN = re.compile("(?:主要|分管)?领导$")
_SIGNS = re.compile(r"[《》“”\"'‘’()（）\s\d.]")
_OURS, _AND = "我", frozenset("、和与及同")
_MARKED = ("to", "from", "where", "about", "with")
_DOERS = frozenset(("by", "head", "with"))


class Roles(NamedTuple):
    """What one clause tells of its parties.

    Attributes:
        giver, taker: from whom something comes and to whom; with no taker who does it.
        where, about: to whom someone goes; of whom something is said or done (对).
        joint: who does it together with the giver.
        then: every party and the two characters behind it, empty where a marker follows.
        agents: of these who does it.
        marked: some party's role is told by more than where it stands.
        twice: a party is named again: more than one deed may be told.
    """

    giver: frozenset[str]
    taker: frozenset[str]
    where: frozenset[str]
    about: frozenset[str]
    joint: frozenset[str]
    then: frozenset[tuple[str, str]]
    agents: frozenset[tuple[str, str]]
    marked: bool
    twice: bool


class Told(NamedTuple):
    """A clause of a fact that tells roles: where it stands in the fact's words, and these."""

    fact: str
    start: int
    end: int
    said: str
    roles: Roles


class Parties:
    """The clauses of a sheet's facts that tell who does what to whom."""

    def __init__(self, sheet: FactSheet) -> None:
        self.own = sheet.document.organization or ""
        self.place = re.split("[省市县区州镇乡]", self.own)[0]
        self.told: list[Told] = []
        for fact in sheet.facts:
            whole = "" if fact.parent else fact.statement or fact.event or fact.indicator or ""
            start = 0
            for said in _BREAK.split(whole):
                roles = self.roles(said)
                if roles.then:
                    self.told.append(Told(fact.id, start, start + len(said), said, roles))
                start += len(said) + 1
        self.of_fact: dict[str, list[Told]] = {}
        for one in self.told:
            self.of_fact.setdefault(one.fact, []).append(one)
        plain = [_SIGNS.sub("", one.said) for one in self.told]
        self.names = Names(plain, _fillers())

    def name(self, said: str) -> str:
        """What a party is called: 我 for who reports, and what begins as its name does."""
        core = said[:-1]
        ours = said[0] in "我本" or (len(core) > 1 and core in self.own)
        return _OURS if ours else _PLAIN.sub("", words("role_scopes").pattern.sub("", said))

    def roles(self, said: str) -> Roles:
        """The roles that a clause tells."""
        found: defaultdict[str, set[str]] = defaultdict(set)
        then: list[tuple[str, str, str]] = []
        tag, last, takes, marked = "", 0, False, False
        for party in _party().finditer(said):
            name, after = self.name(party[0]), said[party.end() :]
            before = said[: party.start()].removesuffix(self.place)
            tag = self._tag(before, before[last:], tag)
            last = party.end()
            if _behind("role_takes").match(after) is not None:
                takes = takes or tag in _DOERS
                tag = "from" if tag == "to" else tag
            found[tag].add(name)
            met = _behind("role_marks").match(after)
            marked = marked or (met is not None and tag in _DOERS)
            then.append((tag, name, "" if met is not None else after[:2]))
        doers = found["by"] or found["head"]
        drawn = takes or bool(found["from"])
        return Roles(
            giver=frozenset(found["from"] if drawn else doers),
            taker=frozenset(found["to"] | doers if drawn else found["to"]),
            where=frozenset(found["where"]),
            about=frozenset(found["about"]),
            joint=frozenset(found["with"]),
            then=frozenset(one[1:] for one in then),
            agents=frozenset(one[1:] for one in then if one[0] in _DOERS),
            twice=len({one[1] for one in then}) < len(then),
            marked=marked or takes or any(found[mark] for mark in _MARKED),
        )

    @staticmethod
    def _tag(before: str, between: str, last: str) -> str:
        """How a party is marked by the words before it; empty where it is not."""
        if last and between in _AND:
            return "with" if last in _DOERS else last
        mark = _marker().search(before)
        if mark is not None:
            return tags("role_marks")[mark["mark"]]
        return "" if words("role_fillers").pattern.sub("", _SIGNS.sub("", before)) else "head"

    def retold(self, said: str) -> list[Told]:
        """The one clause of a fact that a clause without its figure retells."""
        rest = _SIGNS.sub("", _party().sub("", said))
        if len(self.names.fillers.sub("", rest)) < _FEWEST:
            return []
        meant = self.names.meant(rest)
        return [self.told[number] for number in meant] if len(meant) == 1 else []

    def stated(self, binding: Binding) -> list[Told]:
        """The clauses of the fact whose figure is told: of a statement the figure's own."""
        item = binding.support.candidate if binding.support is not None else None
        if item is None or binding.rival is not None:
            return []
        told, inner = self.of_fact.get(item.fact.id, []), item.mention
        return [one for one in told if inner is None or one.start <= inner.start < one.end]


_parties = once_a_sheet(Parties)


def mistaken(
    text: str, sheet: FactSheet, bindings: Sequence[Binding], segments: Segments
) -> Iterator[tuple[int, int, Judgement]]:
    """(start, end, what is to be said) of every clause that exchanges or replaces those of whom a fact tells."""
    known, done = _parties(sheet), -1
    starts = [binding.claim.start for binding in bindings]
    for party in _party().finditer(text) if known.told else ():
        begin, end = segments.clause(party.start())
        if begin <= done or end - begin > _LONGEST:
            continue
        done, said = begin, text[begin:end]
        roles = known.roles(said)
        near = bindings[bisect_left(starts, begin) : bisect_left(starts, end)]
        told = [one for binding in near for one in known.stated(binding)] or known.retold(said)
        wrong = next((one for one in told if _clash(said, roles, one.roles)), None)
        if wrong is not None:
            start = begin + len(said) - len(said.lstrip())
            reason = f"“{said.strip()}”与事实不符:事实是“{wrong.said}”({wrong.fact})"
            advice = "请核对是谁对谁做的"
            yield start, end, Judgement(Verdict.MISATTRIBUTED, reason, wrong.fact, advice=advice)


def _clash(said: str, told: Roles, fact: Roles) -> bool:
    """Whether a clause tells other roles than a fact's clause does."""
    if told.twice:
        return False
    met = told.taker | told.where
    known = [pair for pair in told.then if pair[0] not in met]
    agreed = any(_same(one, two) and a == b != "" for one, a in fact.agents for two, b in known)
    verbs = {behind for _, behind in fact.then if behind}
    doing = any(name in told.giver and behind in verbs for name, behind in told.then)
    giver = told.giver | told.joint if told.marked or doing else frozenset[str]()
    if fact.joint and not agreed:
        own = (fact.giver or frozenset((_OURS,))) | fact.joint
        return any(role and not _meets(role, own) for role in (giver - told.joint, told.joint))
    sides = (told.taker, fact.taker), (told.where, fact.where), (told.about, fact.about)
    replaced = not agreed and bool(giver and fact.giver) and not _meets(giver, fact.giver)
    for one, two in sides:
        if one and two:
            return replaced or not _meets(one, two)
    again = any(verb in said for verb in verbs)
    if _meets(told.taker, fact.giver):
        led = any(name in told.taker and behind in verbs for name, behind in told.then)
        return (led or not again) and replaced
    return replaced and (doing or (told.marked and again))


def _meets(some: frozenset[str], others: frozenset[str]) -> bool:
    return any(_same(one, two) for one in some for two in others)


def _same(one: str, two: str) -> bool:
    """Whether two names may be one party's: 县应急局 and 县应急管理局."""
    return holds(one, two) or holds(two, one)


@cache
def _party() -> re.Pattern[str]:
    """A party: 我局, an office with its level, 市领导, 各级媒体, a company or school behind a marker."""
    ends, far = words("role_ends").pattern.pattern, words("role_bodies").pattern.pattern
    scopes, marks = words("role_scopes").pattern.pattern, words("role_marks").pattern.pattern
    signs = "".join(word for word in words("role_marks").words if len(word) == 1)
    name = rf"[^\W\d{signs}在、]"
    return re.compile(
        rf"[我本](?:{words('role_selves').pattern.pattern})|{words('role_names').pattern.pattern}"
        rf"|(?<![全我本各两城])(?:{scopes}|[省市县区州镇乡]){name}{{0,10}}?(?:{ends}|部(?!门)){{1,2}}(?:(?:主要|分管)?领导)?"
        rf"|(?<=[{signs}]){name}{{2,8}}?(?:{far})|(?<![^,，。;；\s]){name}{{2,8}}?(?:{far})(?={marks})"
    )


@cache
def _fillers() -> re.Pattern[str]:
    """Words around a retelling that name nothing: markers, 全年."""
    return Words((*words("role_fillers").words, *words("role_marks").words)).pattern


@cache
def _behind(name: str) -> re.Pattern[str]:
    """A word of a list right behind a party."""
    return re.compile(
        f"(?:{words('role_fillers').pattern.pattern})*(?:{words(name).pattern.pattern})"
    )


@cache
def _marker() -> re.Pattern[str]:
    marks = words("role_marks").pattern.pattern
    return re.compile(rf"(?P<mark>{marks})(?:\d+余?[家个所名支]|各|全[省市县区]|辖区)*$")
