"""What moved over places, days and years: rungs of a rank, gains, spans of dates, changes since an earlier year."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from itertools import chain, product, takewhile
from typing import TYPE_CHECKING

from assistant.domain import DateSpan, Kind, Status
from assistant.extraction.numerals import value_of
from assistant.verification.candidates import Candidate, Role
from assistant.verification.grams import covered, tokens
from assistant.verification.lexicon import forms, words
from assistant.verification.matching.dates import dates_of, ends_of
from assistant.verification.matching.scoring import fit
from assistant.verification.matching.wholes import YEAR
from assistant.verification.reckoning import formulas
from assistant.verification.reckoning.operands import NAMED
from assistant.verification.reckoning.records import Derivation
from assistant.verification.reckoning.relations import adds, alike, former, size

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from datetime import date

    from assistant.domain import PartialDate
    from assistant.verification.claims.claims import Claim
    from assistant.verification.matching.matches import Binding
    from assistant.verification.reckoning.operands import Operands
    from assistant.verification.reckoning.records import Construction, Operand

_FORMS = forms(__file__)
_BACK, _TWO, _NEAR, _GIVERS = 6, 2, 6, 4
_OF = "的之到至"
_LENGTHS = frozenset({"days", "years"})


_DRAG, _AFTER = "拖累", ("之后", "后", "以后", "过后")
# Its place, the candidate that it states, whether its words name an earlier time.
Rank = tuple[Decimal, Candidate | None, bool]


class Moved:
    """Reckons movements of ranks, lengths of time and changes over years."""

    def __init__(
        self,
        operands: Operands,
        bindings: Sequence[Binding],
        text: str,
        derive: Callable[[Binding], tuple[Derivation | None, Derivation | None]],
    ) -> None:
        self.operands = operands
        self.derive = derive
        self.bindings = bindings
        self.text = text

    # -- ranks ----------------------------------------------------------------------------

    def rungs(self, claim: Claim, construction: Construction) -> Iterator[Derivation]:
        """排名第二,较上年前移三位: this year's rank against last year's, told or of a fact.

        Two ranks that the sentence tells need no word of direction: 从第五到第二,三个位次的跨越.
        """
        unit, way = claim.mention.unit, construction.way or claim.frame.direction
        people = len(unit or "") == 1 and claim.behind[:1].isalpha() and claim.behind[0] not in _OF
        if unit not in words("rungs").words or people:
            return
        told = self._ranks(claim)
        own = told[0][1] if told else None
        if own is None:
            return
        (last, _, based), *others = told
        pairs = [(others[0][0], last)] if others and not based else []
        if based:
            # 第8名,去年第15名; 第4位,较上半年的第6位上升两位,较上年的第7位
            pairs = [(last, now) for now, _, early in others if not early][:1]
        if way:
            pairs += [(was, last) for was in self._last_year(own)]
            pairs += [(last, later) for later in self._this_year(own)]
        for was, now in pairs:
            yield formulas.steps(was, now, way, claim.unit_class, own)

    def ahead(self, claim: Claim, _construction: Construction) -> Iterator[Derivation]:
        """升至第二,前面只剩一位: who stands before the rank told last."""
        for now, own, _ in self._ranks(claim)[:1]:
            if own is not None:
                yield formulas.steps(now, Decimal(1), 1, claim.unit_class, own)

    def _ranks(self, claim: Claim) -> list[Rank]:
        """The ranks told before in the sentence, nearest first; else the one behind: 位次前移两位,升到第二."""
        before = self.bindings[max(0, claim.number - _BACK) : claim.number]
        behind = self.bindings[claim.number + 1 : claim.number + _TWO]
        for near in (before[::-1], behind):
            here = takewhile(lambda one: one.claim.sentence == claim.sentence, near)
            ranks = [rank for one in here if (rank := self._rank(one)) is not None]
            if ranks:
                return ranks
        return []

    def _rank(self, binding: Binding) -> Rank | None:
        claim, mention = binding.claim, binding.claim.mention
        if mention.kind is not Kind.RANK or mention.low is None or not mention.exact:
            return None
        stated = binding.support.candidate if binding.support else None
        return (
            mention.low,
            stated,
            _FORMS.base.search(self.text, claim.from_clause, claim.start) is not None,
        )

    def _last_year(self, own: Candidate) -> Iterator[Decimal]:
        """The rank of the year before: the fact's own, or a fact's of that name that says the year."""
        if own.fact.previous is not None:
            yield own.fact.previous
        index = self.operands.index
        for other in (*index.ranked, *index.inner_ranks):
            fact = other.fact
            told = f"{fact.scope or ''}{fact.statement or ''}{''.join(fact.path)}"
            now = other.role is Role.RANK and not other.past
            if fact is own.fact or own.past or now or not _FORMS.last.search(told):
                continue
            name = _FORMS.last.sub("", own.fact.statement or own.fact.name)
            name = words("times").pattern.sub("", name)
            if not covered(name, f"{told}{fact.among or ''}"):
                continue
            inner = other.mention
            if other.role is Role.RANK:
                yield Decimal(fact.rank or 0)
            elif inner is not None and inner.low is not None and inner.exact:
                yield inner.low

    def _this_year(self, own: Candidate) -> Iterator[Decimal]:
        """The rank of this year, where the one told is last year's: 由上年的第七前移四位."""
        for other in self.operands.index.ranked if own.past else ():
            name = _FORMS.last.sub("", own.fact.name)
            if not other.past and other.fact.rank and covered(name, other.fact.name):
                yield Decimal(other.fact.rank)

    # -- gains ----------------------------------------------------------------------------

    def increment(self, claim: Claim, construction: Construction) -> Iterator[Derivation]:
        """外贸111.6亿元的增量里, 出口贡献了81.4亿元: by how much what is named has grown."""
        for one in self._named_or_told(claim, construction.slot("part")):
            for grown in self.operands.role(one.source.fact.id, Role.INCREASE):
                yield formulas.total([grown])
            plan = one.source.fact.status is Status.PLANNED
            for done in self.operands.previous(one) if plan else ():
                for grown in self.operands.role(done.source.fact.id, Role.INCREASE):
                    if one.value - done.value == grown.value:  # 明年扩至1200台,增量与今年同为340台
                        yield formulas.total([grown])

    def contribution(self, claim: Claim, construction: Construction) -> Iterator[Derivation]:
        """拉动总收入增长的三分之一, 贡献了近四成的增量, 反向拖累6%: the growth of a part by that of its whole."""
        told = self.operands.told.before(claim)
        told = [one for one in told if one.source.role is Role.INCREASE]
        told = sorted(told, key=size)[-1:]
        for one in self._named_or_told(claim, construction.slot("part")):
            fact = one.source.fact
            for whole in (*self.operands.role(fact.parent, Role.INCREASE), *told):
                for grown in self.operands.role(fact.id, Role.INCREASE):
                    if whole.value and alike(grown, whole) and abs(grown.value) < whole.value:
                        made = formulas.share([grown], whole)
                        drag = _DRAG in construction.said
                        yield replace(made, value=-made.value) if drag else made

    def _named_or_told(self, claim: Claim, part: str) -> list[Operand]:
        told = self.operands.told.before(claim, _GIVERS)
        pair = former(part, told)
        named = pair or self.operands.named(part, claim)
        return [*named[:_GIVERS], *told]

    # -- beginnings ---------------------------------------------------------------------------

    def origin(self, claim: Claim, _construction: Construction) -> Iterator[Derivation]:
        """占比由85%上升到90%: the last year of what the next figure is."""
        for binding in self.bindings[claim.number + 1 : claim.number + 2]:
            item = binding.support.candidate if binding.support is not None else None
            shown = self.operands.of(item) if item is not None and item.role is Role.SHARE else None
            made = self.operands.last_year(shown) if shown is not None else None
            derived, _ = self.derive(binding) if made is None else (None, None)
            made = made or (self.operands.then(derived) if derived is not None else None)
            if made is not None:
                yield made

    # -- days -----------------------------------------------------------------------------

    def spans(self, claim: Claim) -> Iterator[Derivation]:
        """From one date of the sentence to the next, or from an event's first day to its last."""
        if claim.unit_class not in _LENGTHS:
            return
        for begin, end, binding, whole in self._dates(claim):
            if binding.support is not None:
                source = binding.support.candidate
                yield from formulas.span(begin, end, claim.unit_class, source, whole=whole)
        if words("lasting").last(self.text[slice(*claim.before)]) is not None:
            yield from self._event(claim)

    def occasions(self, claim: Claim) -> Iterator[Derivation]:
        """3月12日、9月20日先后举办两场招聘会: as many as the events whose days its sentence told."""
        if words("occasions").first(claim.mention.unit or "") is None:
            return
        events: dict[str, Candidate] = {}
        for binding in self.bindings[max(0, claim.number - _BACK) : claim.number]:
            held = binding.support.candidate if binding.support is not None else None
            near = binding.claim.sentence == claim.sentence and binding.rival is None
            if near and held is not None and held.role is Role.DATE:
                events[held.fact.id] = held
        if len(events) >= _TWO:
            named = "、".join(one.fact.name for one in events.values())
            formula = f"{named}共{len(events)}{claim.mention.unit}"
            source = next(iter(events.values()))
            yield Derivation(Decimal(len(events)), claim.unit_class, formula, source)

    def _event(self, claim: Claim) -> Iterator[Derivation]:
        """为期3天的产销对接会: from the first day to the last of the event that its clause names."""
        operands = self.operands
        said = self.text[claim.from_clause : claim.to_clause]
        for item in operands.index.spoken_of(
            tokens(said), _NEAR, lambda one: one.role is Role.DATE
        ):
            for begin, end in ends_of(item.date) if fit(claim, item) > NAMED else ():
                yield from formulas.span(begin, end, claim.unit_class, item, whole=True)

    def _dates(self, claim: Claim) -> Iterator[tuple[date, date, Binding, bool]]:
        """The spans of dates in the sentence, the one right behind a figure and those before, nearest first.

        With each, whether it is how long one thing was.
        """
        later: tuple[PartialDate, Binding] | None = None
        behind = self.bindings[claim.number + 1 : claim.number + 2]
        after = claim.behind.startswith(_AFTER)  # 9月18日上线,27天之后,…于10月15日投运
        close = [one for one in behind if after or one.claim.start - claim.mention.end <= 1]
        earlier = reversed(self.bindings[max(0, claim.number - _BACK) : claim.number])
        for binding in (*close, *earlier):
            if binding.claim.sentence != claim.sentence:
                break
            if binding.claim.mention.kind is not Kind.DATE:
                continue
            told = dates_of(binding.claim.mention)
            held = binding.support.candidate.date if binding.support is not None else None
            known = [(DateSpan(told[0], told[-1]), True)] if len(told) > 1 else []
            if len(told) == 1 and later is not None:
                known.append((DateSpan(told[0], later[0]), False))
            for one, whole in [*known, (held, True)]:
                yield from ((begin, end, binding, whole) for begin, end in ends_of(one))
            later = (told[0], binding) if told else later

    # -- years ----------------------------------------------------------------------------

    def last_year(self, claim: Claim) -> Iterator[Derivation]:
        """两类合计182起,较上年的162起上升…: what was reckoned, as it was in the year before."""
        for one in self.operands.told.before(claim, _TWO):
            made = self.operands.last_year(one)
            if made is not None:
                yield made

    def earlier(self, claim: Claim) -> Iterator[Derivation]:
        """同比增长25%,由此倒推上年为1320亩: of a fact that tells its growth and not last year's value."""
        role = self.operands.role
        facts = dict.fromkeys(one.source.fact.id for one in self.operands.told.before(claim, _NEAR))
        for fact in facts:
            if not role(fact, Role.PREVIOUS):
                for now, rate in product(self.operands.value(fact), role(fact, Role.GROWTH)):
                    yield formulas.earlier(now, rate)

    def since(self, claim: Claim, construction: Construction) -> Iterator[Derivation]:
        """五年提高7.5个百分点, 较2020年增加2倍, 由5640万元增加到8620万元,年均增长8.9%."""
        told = self.operands.told.before(claim, _NEAR)
        way = construction.way or claim.frame.direction
        if claim.unit_class == formulas.PERCENT:
            yield from self._from_to(claim, told, way)
        if claim.planned and way:
            yield from self._up_to(claim, claim.unit_class, way)
        since = _FORMS.since.search(self.text, claim.from_clause, claim.start)
        if since is None:
            return
        said = self.text[claim.from_clause : claim.start]
        named, length = self.operands.clearly(claim, said), _FORMS.span.search(said)
        if length is not None and words("sum").first(said) is not None:
            yield from self._added([*told, *named], int(value_of(length[1]) or 0))
        for item in [*told, *named]:
            for base in self.operands.since(item, since["year"]):
                if base.value and base.unit_class == item.unit_class:
                    doubled = claim.mention.unit == "番"
                    yield from [formulas.multiple(item, base, more=False)] if doubled else ()
                    yield from between(item, base, claim.unit_class, way)

    def _added(self, named: Sequence[Operand], count: int) -> Iterator[Derivation]:
        """三年累计改造456公里: what so many years came to, this one the last."""
        operands, year = self.operands, self.operands.year or 0
        for item in filter(adds, named):
            then = [operands.since(item, str(year - back))[:1] for back in range(_TWO, count)]
            made = [item, *operands.previous(item)[:1], *chain.from_iterable(then)]
            if len(made) == count:
                yield formulas.total(made)

    def years_told(self, claim: Claim) -> bool:
        """Whether a length of years is that of the next figure: 两年净增11个, 三年走出93.2%、95.1%、96.4%."""
        for behind in self.bindings[claim.number + 1 : claim.number + _TWO]:
            if claim.mention.unit != "年" or behind.claim.clause != claim.clause:
                return False
            if claim.mention.low == behind.claim.order[1] > 1:
                return True
            made, _ = self.derive(behind)
            ends = [_year(one) or self.operands.year or 0 for one in made.operands] if made else []
            if made is not None and made.again is formulas.total:
                return len(ends) == claim.mention.low
            return len(ends) == _TWO and ends[0] - ends[1] == claim.mention.low
        return False

    def both_years(self, claim: Claim, construction: Construction) -> Iterator[Derivation]:
        """今明两年将累计新建9.5万亩: what was done this year, and what is planned of the next."""
        for one in self.operands.clearly(claim, construction.slot("what")):
            if adds(one) and one.source.fact.status is not Status.PLANNED:
                yield from (formulas.total([one, plan]) for plan in self.operands.plans(one))

    def _up_to(self, claim: Claim, kind: str, way: int) -> Iterator[Derivation]:
        """2026年主体增加60家,达到480家: the plan told behind against what was done."""
        for later in self.bindings[claim.number + 1 : claim.number + _TWO]:
            found = later.support.candidate if later.support is not None else None
            near = found is not None and later.claim.sentence == claim.sentence
            plan = self.operands.of(found) if near and found is not None else None
            if plan is None or plan.source.fact.status is not Status.PLANNED:
                return
            for was in self.operands.previous(plan):
                if was.value and was.unit_class == plan.unit_class:
                    yield from between(plan, was, kind, way)

    def _from_to(self, claim: Claim, told: Sequence[Operand], way: int) -> Iterator[Derivation]:
        ends = [item for item in told if item.unit_class != formulas.PERCENT][:_TWO]
        around = self.text[claim.from_sentence : claim.start]
        if len(ends) < _TWO or _FORMS.moved.search(around) is None:
            return
        now, base = ends
        if not (now.value and base.value and now.unit_class == base.unit_class):
            return
        yield formulas.change(now, base, way)
        years = self._years(around, now, base)
        if years > 1 and now.value > 0 < base.value:
            yield formulas.yearly_rate(now, base, years, way)

    def _years(self, said: str, now: Operand, base: Operand) -> int:
        """How many years lie between two values: told (五年来), or by the years that the facts name."""
        told = _FORMS.span.search(said)
        if told is not None:
            return int(value_of(told[1]) or 0)
        last, first = _year(now) or self.operands.year, _year(base)
        return last - first if first and last else 0


def between(now: Operand, base: Operand, kind: str, way: int) -> Iterator[Derivation]:
    """The change from an earlier value, in the unit class of the figure."""
    if kind == formulas.PERCENT:
        yield formulas.change(now, base, way)
    elif kind == formulas.MULTIPLE:
        yield formulas.multiple(now, base, more=bool(way))
    else:
        yield formulas.difference(now, base, way, kind)


def _year(item: Operand) -> int | None:
    found = YEAR.search(item.source.fact.name)
    return int(found[0][:4]) if found else None
