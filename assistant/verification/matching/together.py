"""Which facts are meant that are named in one breath: 农村 and 城镇, 食品、药品、广告三类.

Every word of a name must stand in the fact's, no other time or level with it, and most of the fact's in
the sentence. Parts of one whole come before things of one unit; where two readings are as good, none is.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from functools import cache
from itertools import islice
from typing import TYPE_CHECKING, NamedTuple

from assistant.domain import Status
from assistant.verification.candidates import Candidate, Role
from assistant.verification.grams import covered, pairs, tokens
from assistant.verification.lexicon import forms, tags, words
from assistant.verification.matching.scopes import short_of
from assistant.verification.opposites import stem_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from assistant.verification.claims.segments import Segments
    from assistant.verification.matching.index import FactIndex
    from assistant.verification.matching.matches import Binding

_MANY, _SHORTEST = 80, 2
# So far the words of a sentence count, and so many of its figures.
_SAID, _NEAR, _TELLING, _MOST = 120, 60, 12, 12
# So much of a fact's own name stands in the sentence.
_NAMED = 0.6
# Things of one unit are worse than parts of one whole.
_LOOSE, _UNTOLD = 0.5, 0.1
_FORMS = forms(__file__)
BREAK = _FORMS.between
COUNTED = _FORMS.counted
_KINDS = ("类", "型", "项目")
Options = dict[str, tuple[float, Candidate]]


class Setting(NamedTuple):
    """Where names stand.

    Attributes:
        said: the words of their sentence.
        begin: where these begin.
        scope: the clause before, where it says among what: 从收入构成看; empty for none.
        told: the facts that its figures state.
        beside: those of the same part of it, between semicolons.
        before: its last figures before the names.
        figures: whether their clause has figures behind them.
        clause: where it begins and ends, of a long one what is near.
    """

    facts: FactIndex
    said: str
    begin: int
    scope: str
    told: frozenset[str]
    beside: frozenset[str]
    before: Sequence[Binding]
    figures: bool
    clause: tuple[int, int]


class Settings:
    """Tells what stands around a place in a text.

    Attributes:
        figures: what each figure was bound to, in order; 下半年 is a name here, no figure.
        starts: where they begin.
    """

    def __init__(
        self, text: str, bindings: Sequence[Binding], index: FactIndex, segments: Segments
    ) -> None:
        self.text, self.facts, self.segments = text, index, segments
        times = frozenset(words("times").words)
        self.figures = [one for one in bindings if one.claim.mention.text not in times]
        self.starts = [one.claim.start for one in self.figures]

    def at(self, spot: int) -> Setting | None:
        """What is said around a place; None where it is an intention or told of another time."""
        clause, sentence = self.segments.clause(spot), self.segments.sentence(spot)
        clause = max(clause[0], spot - _NEAR), min(clause[1], spot + _NEAR)
        begin, end = max(sentence[0], spot - _SAID), min(sentence[1], clause[1] + _SAID)
        first, at, behind, last = (
            bisect_left(self.starts, one) for one in (sentence[0], spot, clause[1], end)
        )
        said, lead = self.text[begin:end], self.text[begin : clause[0]]
        before = self.figures[max(first, at - _TELLING) : at]
        if words("plan").first(self.text[slice(*clause)]) or self._other_time(lead, before):
            return None
        near = self.figures[max(first, at - _TELLING) : min(last, at + _TELLING)]
        told = {one.support.candidate.fact.id: one.claim.part for one in near if one.support}
        beside = frozenset(fact for fact, part in told.items() if part[0] <= spot < part[1])
        among = _FORMS.scope.search(lead)
        scope = among[1] if among is not None else ""
        return Setting(
            self.facts, said, begin, scope, frozenset(told), beside, before, behind > at, clause
        )

    def _other_time(self, lead: str, before: Sequence[Binding]) -> bool:
        """Whether a clause before begins with another time, which holds for those behind it.

        Of 1月34万,2月33万,10月31万排在第三 the months are what is told apart.
        """
        period, facts = self.facts.sheet.document.period, self.facts.sheet.by_id
        last = stated(before[-1]) if before else None
        whole = facts.get(last.fact.parent or "") if last is not None else None
        own = {facts[part].name for part in whole.parts} if whole is not None else set()
        own |= {f"{period.year}年"} if period is not None else set()
        return any(found[1] not in own for found in list(_FORMS.opening.finditer(lead))[-1:])


def stated(one: Binding | None) -> Candidate | None:
    """What a figure states without doubt."""
    if one is None or one.support is None or one.rival is not None:
        return None
    item = one.support.candidate
    return item if item.low is not None and item.low == item.high else None


@cache
def affixes() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """What stands before a name, and behind it, that names nothing; then how it is measured."""
    way, much = (words(name).expression for name in ("by_the_way", "by_how_much"))
    scopes = "|".join({*words("general_scopes").words} - {*words("levels").words})
    return re.compile(f"(?:{way}|{scopes}|的|\\s)*"), re.compile(f"(?:{much}|的|\\s)*$")


def bare(text: str, begin: int, end: int) -> tuple[int, str]:
    """Where a name begins that ends before a word, and the name alone."""
    lead = affixes()[0].match(text, begin, end)
    begin = lead.end() if lead is not None else begin
    return begin, affixes()[1].sub("", text[begin:end])


def measure() -> re.Pattern[str]:
    """Behind a name, how the thing is measured: 立案数, 融资额."""
    return _FORMS.measure


def counted_so(item: Candidate, told: str) -> bool:
    """Whether a thing is measured as words say: 户数 of 户, 金额 of money; without words any is."""
    how, unit = tags("measures").get(told.removeprefix("的"), "any"), item.unit or ""
    if how in {"money", "count"}:
        return (item.unit_class == "money") == (how == "money")
    people = how == "人" and unit.endswith(words("persons").words)
    return how == "any" or unit.endswith(how) or people


def meant(said: str, where: Setting) -> Options:
    """The facts that a name may stand for, each with how loosely."""
    found: Options = {}
    for name in dict.fromkeys((said, measure().sub("", said))):
        if len(name) >= _SHORTEST and not found:
            near = islice(where.facts.by_words(tokens(name)), _MANY)
            items = [item for item in near if _may_mean(item, name, where)]
            items = [item for item in items if counted_so(item, said[len(name) :])]
            # 白石最多 behind what each town has of one thing is told of that thing.
            least = {item: 0.0 if item.fact.id in where.told else _UNTOLD for item in items}
            found = {item.fact.id: (_looseness(item, name) + least[item], item) for item in items}
    return found


def _may_mean(item: Candidate, said: str, where: Setting) -> bool:
    """Whether a fact's value is what words name."""
    fact, known = item.fact, item.words
    if item.role is not Role.VALUE or item.low is None or item.low != item.high or item.past:
        return False
    if fact.bound is not None or fact.status is not Status.DONE or fact.approx:
        return False
    time = words("times").first(said)
    whole = "".join((fact.scope or "", *fact.path, *fact.aliases))
    own = fact.path[-1]
    return (
        covered(said, whole, 0)
        and known.time == (tags("times")[time[0]] if time else "")
        and not (known.scoped and (fact.scope or "") not in where.said)
        and not (known.stem is not None and known.stem.contrary(said))
        and (fact.id in where.told or sum(one in where.said for one in own) >= _NAMED * len(own))
        and (fact.parent is None or _of_its_whole(item, where))
    )


def _of_its_whole(item: Candidate, where: Setting) -> bool:
    """Whether the sentence speaks of the whole that a part is of."""
    fact = item.fact
    family = {fact.parent, *where.facts.sheet.by_id[fact.parent or ""].parts}
    return bool(family & where.told) or any(
        one in where.said for one in pairs("".join(fact.path[:-1]))
    )


def _looseness(item: Candidate, said: str) -> float:
    own = item.fact.path[-1]
    names = {own, stem_of(own).name, short_of(own), "".join(item.fact.path), own.removeprefix("第")}
    names.update(own.removesuffix(kind) for kind in _KINDS)
    if said in names or said in item.fact.aliases:
        return 0
    return 1 if own.endswith(said) else 2


def together(phrases: Sequence[str | Candidate], where: Setting) -> list[Candidate]:
    """The facts of several names, in their order; none where one of them is in doubt.

    A candidate among them is known already.
    """
    options = [
        meant(one, where) if isinstance(one, str) else {one.fact.id: (0.0, one)}
        for one in phrases[: _MOST + 1]
    ]
    if not all(options) or not 0 < len(options) <= _MOST:
        return []
    first = [item for _, item in options[0].values()]
    ways: dict[tuple[str, str | None], float]
    ways = {(item.unit_class, None): _LOOSE for item in first}
    ways |= {(item.unit_class, item.fact.parent): 0.0 for item in first}
    readings = [
        (loose + worse, items)
        for way, worse in ways.items()
        for loose, items in _readings(options, *way)
    ]
    least = min((loose for loose, _ in readings), default=0.0)
    best = [items for loose, items in readings if loose == least]
    clear = bool(best) and all(items == best[0] for items in best)
    return best[0] if clear and only_of(where.scope, best[0], where) else []


def _readings(
    options: Sequence[Options], unit: str, parent: str | None
) -> Iterator[tuple[float, list[Candidate]]]:
    """How loosely the names are those of different parts of a whole (None: of things of a unit), and which."""
    rows: list[list[tuple[float, Candidate]]] = []
    for option in options:
        row = [
            one
            for one in option.values()
            if one[1].unit_class == unit and parent in {None, one[1].fact.parent}
        ]
        least = min((one[0] for one in row), default=0)
        rows.append([one for one in row if one[0] == least])
    sure = {row[0][1].fact.id for row in rows if len(row) == 1}
    # 融资额 beside 质押融资额 is the other one.
    rows = [
        row if len(row) == 1 else [one for one in row if one[1].fact.id not in sure] for row in rows
    ]
    items = [row[0][1] for row in rows if len(row) == 1]
    if len({item.fact.id for item in items}) == len(options):
        yield sum(row[0][0] for row in rows), items


def only_of(scope: str, items: Sequence[Candidate], where: Setting) -> bool:
    """Whether words tell nothing but the whole of some parts, their names and how they are ordered."""
    sheet = where.facts.sheet.by_id
    wholes = [sheet[item.fact.parent] for item in items if item.fact.parent is not None]
    names = [item.fact for item in items] + [sheet[part] for one in wholes for part in one.parts]
    known = "".join("".join(fact.path) for fact in names)
    rest = words("ordered_by").pattern.sub("", COUNTED.sub("", scope))
    return all(one in known or one in "、和与及“”" for one in rest)
