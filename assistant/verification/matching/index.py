"""The index of a fact sheet: every value a figure may state, found by value or by words.

Built once for a sheet. A figure is looked
up by its unit class and value in a sorted list; facts that its words may mean
are looked up by their rare tokens. Neither walks over all facts, so the cost of
a text does not grow with the sheet.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from math import sqrt
from typing import TYPE_CHECKING

from assistant.domain import Kind, PartialDate, once_a_sheet
from assistant.extraction import compatible, quantity_of_value
from assistant.facts import inner_figures
from assistant.verification.candidates import Candidate, FactWords, Role
from assistant.verification.claims.levels import (
    general_scope,
    levels_of,
    medal_named,
    medal_of,
    own_level,
)
from assistant.verification.claims.periods import end_in, months_of, tells_past
from assistant.verification.distinctions import limit_number, limits_name, names_of, upper_limit
from assistant.verification.grams import rarity, tokens
from assistant.verification.interchange import COUNTED, TIMES, quantity, rate_unit
from assistant.verification.lexicon import tags, words
from assistant.verification.matching.postings import Postings
from assistant.verification.matching.scopes import Scopes
from assistant.verification.matching.scoring import PLACES
from assistant.verification.matching.wholes import (
    earlier_years,
    half_years,
    outlays,
    parted,
    structures,
)
from assistant.verification.opposites import stem_of
from assistant.verification.zeros import zeros_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from decimal import Decimal

    from assistant.domain import Fact, FactSheet, Mention, Quantity

MOST_DATES = 200
# Of a large family only so many are looked at.
FAMILY = 40
_FIELDS = (("indicator", 1.0), ("event", 1.0), ("statement", 0.8), ("among", 0.5))


def _with_words(items: Sequence[Candidate]) -> dict[tuple[str, ...], list[Candidate]]:
    """The words of one meaning that have opposites -> the facts' values whose name has one."""
    found: dict[tuple[str, ...], list[Candidate]] = {}
    for item in items:
        stem = item.words.stem
        for word in dict(stem.words) if stem is not None else ():
            if item.role is Role.VALUE:
                found.setdefault(word, []).append(item)
    return found


class FactIndex(Postings):
    """Everything that binding asks of a fact sheet."""

    def __init__(self, sheet: FactSheet) -> None:
        self.sheet = sheet
        super().__init__()
        self.words: dict[str, FactWords] = {}
        self.by_fact: dict[str, list[Candidate]] = {}
        self._classes: dict[str, list[tuple[Decimal, int]]] = {}
        self._values: dict[tuple[str, ...], list[tuple[Decimal, int]]] = {}
        self.ranked: list[Candidate] = []
        self.inner_ranks: list[Candidate] = []
        self.ratios: list[Candidate] = []
        self._moments: dict[tuple[str, int], list[Candidate]] = {}
        # The level of who reports: 全县 said by a county tells nothing.
        own = own_level(sheet)
        self.own_levels = frozenset((own,)) if own else frozenset()
        self._name_facts()
        for fact in sheet.facts:
            self._add_values(fact)
        self._add_derived()
        self._add_inner()
        self._arrange()
        self.post()
        self.zeros = zeros_of(sheet.facts, self.words, self.candidates)
        self.halves = half_years(sheet, self.words)
        # Part of the year -> the facts of it; fact of the whole period -> those of parts of it.
        self._halves = _grouped(self.halves, lambda half: self.words[half].part)
        self.parts_of_year = _grouped(self.halves, self.halves.__getitem__)
        # Fact of what was spent -> the fact of what may be; and the other way.
        self.outlays = outlays(sheet)
        self.outlaid = _grouped(self.outlays, self.outlays.__getitem__)
        self.earlier = earlier_years(sheet)
        self.limits = [item for item in self.candidates if limits_name(item)]
        self.limited = {item.fact.id: limit_number(item) for item in self.limits}
        self.with_word = _with_words(self.candidates)
        values = (item for item in self.candidates if item.role is Role.VALUE)
        self.people = [item for item in values if words("people").first(item.fact.name)]
        self.names = names_of(sheet)
        self.scopes = Scopes(sheet, self.words)
        self.structures = structures(sheet, self.by_fact)
        self.parted = parted(sheet)
        self._kin: dict[int, list[Candidate]] = {}
        self.namesakes = _grouped(self.words, lambda fact: self.words[fact].fact.name)

    def _name_facts(self) -> None:
        raw = {fact.id: self._raw_tokens(fact) for fact in self.sheet.facts}
        counts = Counter(token for bag in raw.values() for token in bag)
        self.rarity = rarity(counts, len(raw))
        for fact in self.sheet.facts:
            bag = {token: weight * self.rarity[token] for token, weight in raw[fact.id].items()}
            self.words[fact.id] = self._fact_words(fact, bag)

    def _raw_tokens(self, fact: Fact) -> dict[str, float]:
        bag: dict[str, float] = {}

        def add(text: str | None, factor: float) -> None:
            for token, weight in tokens(text or "").items():
                bag[token] = max(bag.get(token, 0.0), weight * factor)

        for name, factor in _FIELDS:
            add(getattr(fact, name), factor)
        for name in fact.path[:-1]:
            add(name, 0.6)
        if not general_scope(fact.scope, self.sheet):
            add(fact.scope, 0.9)
        for alias in fact.aliases:
            add(alias, 0.9)
        for alias in self.sheet.by_id[fact.parent].aliases if fact.parent else ():
            add(alias, 0.6)
        return bag

    def _fact_words(self, fact: Fact, bag: dict[str, float]) -> FactWords:
        name = "".join((*fact.path, *fact.aliases, fact.scope or ""))
        time = words("times").first(name)
        specific = "" if general_scope(fact.scope, self.sheet) else fact.scope or ""
        spoken = "".join((*fact.path, specific, fact.among or ""))
        levels = levels_of(spoken) - self.own_levels
        tag = tags("times")[time[0]] if time else ""
        month = [*months_of(fact.name)] if not tag and fact.date is None else []
        return FactWords(
            fact,
            bag,
            tag,
            tag or end_in(fact.name) or (f"M{month[0]}" if len(month) == 1 else ""),
            levels,
            words("cumulative").first(name) is not None,
            bool(specific),
            stem_of(f"{specific}{fact.name}") if fact.indicator else None,
        )

    def add(
        self,
        fact: Fact,
        role: Role,
        held: Quantity | None,
        *,
        unit: str | None = None,
        formula: str = "",
        mention: Mention | None = None,
        bag: dict[str, float] | None = None,
        written: Decimal | None = None,
        levels: frozenset[str] | None = None,
        past: bool = False,
        medal: str = "",
    ) -> Candidate:
        """A new candidate of ``fact``; those without a quantity are dates."""
        named = self.words[fact.id]
        told = named.tokens if bag is None else bag
        total = sum(told.values())
        suffix = "" if role in {Role.VALUE, Role.INNER, Role.RANK, Role.DATE} else f".{role.value}"
        made = Candidate(
            fact=fact,
            words=named,
            role=role,
            reference=fact.id + suffix,
            low=held.low if held else None,
            high=held.high if held else None,
            unit=unit,
            unit_class=held.unit_class if held else "",
            tokens=told,
            total=total,
            formula=formula,
            mention=mention,
            date=fact.date if role is Role.DATE else None,
            number=len(self.candidates),
            written=written,
            levels=named.levels if levels is None else levels,
            among=levels_of(fact.among or "") if role is Role.RANK else frozenset(),
            past=past,
            medal=medal,
            bag=self.bag_of(told),
            root=sqrt(total or 1.0),
        )
        self.enter(made)
        self.by_fact.setdefault(fact.id, []).append(made)
        return made

    def _add_values(self, fact: Fact) -> None:
        period = self.sheet.document.period
        year = period.year if period is not None else None
        past = tells_past(f"{fact.scope or ''}{fact.name}", year)
        if fact.low is not None or fact.high is not None:
            value = quantity_of_value(fact.low, fact.high, rate_unit(fact.unit))
            unit, medal = rate_unit(fact.unit), medal_named(fact.name)
            self.add(fact, Role.VALUE, value, unit=unit, written=fact.value, medal=medal, past=past)
        for role, number in ((Role.PREVIOUS, fact.previous), (Role.TARGET, fact.target)):
            if number is not None:
                value = quantity_of_value(number, number, rate_unit(fact.unit))
                self.add(fact, role, value, unit=rate_unit(fact.unit), written=number)
        if fact.rank is not None:
            self.ranked.append(self.add(fact, Role.RANK, None, past=past))
        if fact.date is not None:
            self.add(fact, Role.DATE, None)

    def _add_derived(self) -> None:
        for derived in self.sheet.derived:
            unit = rate_unit(derived.unit)
            value = quantity_of_value(derived.value, derived.value, unit)
            fact = self.sheet.by_id[derived.fact]
            role = Role(derived.kind.value)
            self.add(
                fact,
                role,
                value,
                unit=unit,
                formula=derived.formula,
                written=derived.value,
            )

    def _add_inner(self) -> None:
        period = self.sheet.document.period
        year = period.year if period is not None else None
        for inner in inner_figures(self.sheet):
            fact = self.sheet.by_id[inner.fact]
            mention = inner.mention
            if mention.low is None and not mention.parts and not upper_limit(mention):
                continue
            named = self.words[fact.id]
            bag = self._near(fact, inner.field, mention)
            clause = self._clause(fact, inner.field, mention)
            at = clause.find(mention.text)
            self.add(
                fact,
                Role.INNER,
                quantity(mention),
                unit=mention.unit,
                mention=mention,
                bag=bag,
                levels=(levels_of(clause) - self.own_levels) or named.levels,
                past=tells_past(clause, year),
                medal=medal_of(clause[:at], clause[at + len(mention.text) :]),
            )

    def _near(self, fact: Fact, field: str, mention: Mention) -> dict[str, float]:
        """The fact's tokens, those of the inner figure's own clause weighing most."""
        near = tokens(self._clause(fact, field, mention))
        return {
            token: weight * (1.0 if token in near else 0.35)
            for token, weight in self.words[fact.id].tokens.items()
        }

    @staticmethod
    def _clause(fact: Fact, field: str, mention: Mention) -> str:
        """The words of a fact's field around an inner figure, between two marks."""
        whole = getattr(fact, field)
        text = whole if isinstance(whole, str) else "".join(whole)
        left = max(text.rfind(stop, 0, mention.start) for stop in ",，;；、。") + 1
        stops = [at for stop in ",，;；、。" if (at := text.find(stop, mention.end)) >= 0]
        return text[left : min(stops, default=len(text))]

    def _arrange(self) -> None:
        for candidate in self.candidates:
            if candidate.low is not None:
                pair = candidate.low, candidate.number
                self._classes.setdefault(candidate.unit_class, []).append(pair)
                if compatible(candidate.unit, None) or candidate.fact.unit == TIMES:
                    self._classes.setdefault(COUNTED, []).append(pair)
            self._note_moments(candidate)
            kind = candidate.mention.kind if candidate.mention is not None else None
            if kind is Kind.RATIO:
                self.ratios.append(candidate)
            if kind in PLACES:
                self.inner_ranks.append(candidate)

    def _note_moments(self, candidate: Candidate) -> None:
        parts: tuple[object, ...] = ()
        if candidate.date is not None:
            parts = (candidate.date.start, candidate.date.end)
        elif candidate.mention is not None:
            parts = candidate.mention.parts
        for part in parts:
            if isinstance(part, PartialDate):
                for name, number in (("year", part.year), ("month", part.month), ("day", part.day)):
                    if number is not None:
                        held = self._moments.setdefault((name, number), [])
                        if candidate not in held:
                            held.append(candidate)

    def dates_near(self, told: Sequence[PartialDate]) -> list[Candidate]:
        """Dated candidates that share the told date's month, or its year or day alone."""
        for part in told:
            for name in ("month", "year", "day"):
                number = getattr(part, name)
                if number is not None:
                    return self._moments.get((name, number), [])[:MOST_DATES]
        return []

    def kin(self, candidate: Candidate) -> list[Candidate]:
        """The same value of the fact's parent, parts and sisters."""
        known = self._kin.get(candidate.number)
        if known is not None:
            return known
        fact = candidate.fact
        ids = [fact.parent, *self.sheet.by_id[fact.parent].parts] if fact.parent else []
        ids.extend((*fact.parts, *self.namesakes.get(fact.path[-1], ())))
        if fact.id in self.halves:
            ids.append(self.halves[fact.id])
        known = self._kin[candidate.number] = [
            other
            for name in list(dict.fromkeys(ids))[:FAMILY]
            if name != fact.id
            for other in self.by_fact.get(name, ())
            if other.role is candidate.role
        ]
        return known

    def halves_of(self, time: str) -> list[str]:
        """The facts of one part of the period that a fact of the whole is known for."""
        return self._halves.get(time, [])

    def between(self, classes: tuple[str, ...], low: Decimal, high: Decimal) -> list[Candidate]:
        """Candidates of unit classes (``*``: of any counted thing) with a value in the bounds."""
        values = self._values.get(classes)
        if values is None:
            held = {pair for name in classes for pair in self._classes.get(name, ())}
            values = self._values[classes] = sorted(held)
        if not values or high < values[0][0] or low > values[-1][0]:
            return []
        first = bisect_left(values, (low, -1))
        last = bisect_right(values, (high, len(self.candidates)))
        return [self.candidates[number] for _, number in values[first:last]]


@once_a_sheet
def index_of(sheet: FactSheet) -> FactIndex:
    """The index of ``sheet``."""
    return FactIndex(sheet)


def _grouped(items: Iterable[str], key: Callable[[str], str]) -> dict[str, list[str]]:
    """Names by what a function says of them, in order."""
    found: dict[str, list[str]] = {}
    for item in items:
        found.setdefault(key(item), []).append(item)
    return found
