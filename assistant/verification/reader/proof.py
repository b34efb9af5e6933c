"""Whether what a reader says of a figure is true of it: computed from the facts, compared as ever.

A reading holds where its value, unit and rounding agree with the figure by the rules of
:mod:`assistant.verification.matching.rounding`, and where direction, time and status of the facts are those of the words.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal
from typing import TYPE_CHECKING, NamedTuple

from assistant.domain import Kind, Status
from assistant.extraction.units import unit_class
from assistant.facts.expressions import Binary, Expression, Name, Number, in_words, names_of
from assistant.facts.formulas import (
    FIELDS,
    RATES,
    Amount,
    UnfitError,
    amount_of,
    compute,
    field_value,
)
from assistant.facts.values import date_text
from assistant.verification import messages
from assistant.verification.candidates import Role
from assistant.verification.claims.frames import FrameKind
from assistant.verification.interchange import may_state
from assistant.verification.lexicon import tags, words
from assistant.verification.matching.dates import agrees, dates_of, day_of
from assistant.verification.matching.index import index_of
from assistant.verification.matching.rounding import agreement
from assistant.verification.matching.scoring import MOMENTS
from assistant.verification.reader.language import Reading, Said
from assistant.verification.reader.question import inside

if TYPE_CHECKING:
    from assistant.domain import Fact, FactSheet, Mention
    from assistant.verification.candidates import Candidate
    from assistant.verification.claims.claims import Claim

_MAIN = (Role.VALUE, Role.RANK, Role.DATE, Role.INNER)
_HUNDRED = Decimal(100)
_LONGEST = 16
# 3∶1 for 2.98: a ratio is told to two digits.
_CLOSE = Decimal("0.01")
_SCALES = {"亿": Decimal(100_000_000), "万": Decimal(10_000)}
_NO_CHANGE = "话里说的是增减,不是占比、比率"
_OTHER = {Role.PREVIOUS: ("previous", "上年"), Role.TARGET: ("target", "目标")}


class Place(NamedTuple):
    """A figure where it stands, as a reading of it is held against the words around it.

    Attributes:
        said: the words before it in its sentence, since a semicolon; ``behind`` those right behind it.
        refused: the program refuses it: what the words leave open is held against the reading then, for the program
            has held it against a figure that it proved.
    """

    claim: Claim
    said: str
    behind: str
    refused: bool

    @property
    def moved(self) -> bool:
        """Whether it is a share of change that the words tell: 增长13%, not 提高到13%."""
        frame = self.claim.frame
        grown = frame.kind in {FrameKind.GROWTH, FrameKind.INCREASE}
        return grown and not frame.reached and self.claim.unit_class in RATES


@dataclass(frozen=True, slots=True)
class Proof:
    """What came of a reading.

    Attributes:
        told: the reading in words with its value: 全年1286篇−上半年598篇=688篇.
        fact: the id of the first fact that it names.
        reason: why the figure is not true of what the reader says; empty where it holds.
    """

    told: str = ""
    fact: str | None = None
    reason: str = ""


def prove(reading: Reading, place: Place, sheet: FactSheet) -> Proof | None:
    """What the facts say of a reading of the figure at ``place``; None where nothing was said that can be computed."""
    if reading.said is Said.NONE:
        return Proof(reason=reading.wrong or "模型没有找到说这个数的事实")
    if reading.wrong:
        return Proof(reason=f"模型认为{reading.wrong}")
    proof = _proved(reading, place, sheet)
    names = () if reading.expression is None else names_of(reading.expression)
    planned = any(sheet.by_id[name.id].status is Status.PLANNED for name in names)
    open_ = place.refused and not (reading.planned or place.claim.planned)
    if proof and not proof.reason and planned and (open_ or reading.planned is False):
        return Proof(reason="事实是计划,话里没有说是打算")
    return proof


def _proved(reading: Reading, place: Place, sheet: FactSheet) -> Proof | None:
    found = reading.expression
    if isinstance(found, Name):
        of = _days if reading.said is Said.DAYS else _stated
        return of(found, place, sheet)
    if found is not None and reading.said is Said.FACTS:
        return _computed(found, place, sheet)
    if reading.said is Said.PERIOD:
        return _period(place, sheet)
    return _counted(reading, place)


def _counted(reading: Reading, place: Place) -> Proof | None:
    """A year or a count of what follows: never proved by the reader's word, only contradicted."""
    said = reading.expression.value if isinstance(reading.expression, Number) else None
    if reading.said is Said.LIST:
        differs = place.claim.mention.exact and place.claim.mention.low != said
        return Proof(reason=f"后面列了{said}项") if differs else None
    if reading.said is Said.YEAR:
        differs = said not in {part.year for part in dates_of(place.claim.mention)}
        return Proof(reason=f"模型读作{said}年") if differs else None
    return None


def _period(place: Place, sheet: FactSheet) -> Proof | None:
    """The year reported on or the next one; a date without a year says neither."""
    period = sheet.document.period
    years = {part.year for part in dates_of(place.claim.mention) if part.year}
    if period is None or period.end.year is None or not years:
        return None
    known = {period.start.year, period.end.year, period.end.year + 1}
    told = f"报告的是{date_text(period.start)}至{date_text(period.end)}"
    return None if years <= known else Proof(reason=told)


def _stated(name: Name, place: Place, sheet: FactSheet) -> Proof:
    """A value of one fact."""
    roles = _MAIN if name.field is None else (Role(name.field),)
    found = [item for item in index_of(sheet).by_fact.get(name.id, []) if item.role in roles]
    if name.index is not None:
        found = [inside(name.id, sheet)[name.index - 1]]
    if not found:
        return Proof(reason=f"事实 {name.id} 没有这样的值")
    true = next((item for item in found if _agrees(item, place)), None)
    shown = true or found[0]
    quoted = shown.mention is not None and bool(shown.fact.statement)
    told = messages.name(shown) + ("" if quoted else messages.value(shown) or "")
    if true is None:
        which = f"里的“{messages.value(shown)}”" if quoted else ""
        return Proof(reason=f"“{told}”{which}与这里的数不符({shown.reference})")
    return Proof(told, name.id, _unsaid(true, place))


def _agrees(item: Candidate, place: Place) -> bool:
    mention, quantity = place.claim.mention, place.claim.quantity
    if item.role is Role.RANK:
        rank = item.fact.rank if mention.kind is Kind.RANK else None
        return rank is not None and quantity is not None and quantity.holds(Decimal(rank))
    if item.mention is not None and item.mention.kind in {*MOMENTS, Kind.RATIO}:
        return bool(mention.parts) and mention.parts == item.mention.parts
    if item.role is Role.DATE and item.date is not None:
        return mention.kind in MOMENTS and agrees(dates_of(mention), item.date)
    if item.low is None or not may_state(mention, item.unit):
        return False
    change = item.role in {Role.GROWTH, Role.INCREASE} and place.refused
    turned = change and item.low * place.claim.frame.direction < 0
    return not turned and bool(agreement(place.claim, item))


def _unsaid(item: Candidate, place: Place) -> str:
    """Why the words do not speak of this value's level or time; empty where they do."""
    if not place.refused:
        return ""
    if _elsewhere(item, place.claim):
        return "话里说的范围与事实不同"
    if place.moved and item.role in {Role.TIMES, Role.SHARE, Role.COMPLETION}:
        return _NO_CHANGE
    if item.role in _OTHER:
        name, told = _OTHER[item.role]
        past = item.role is Role.PREVIOUS and place.claim.past
        silent = not past and words(name).first(place.said + place.behind) is None
        return f"这是{told}的数,话里没有这样说" if silent else ""
    return _other_time(item, place) if item.role is Role.VALUE else ""


def _other_time(item: Candidate, place: Place) -> str:
    spoken = [tags("times")[found[0]] for found in words("times").pattern.finditer(place.said)]
    if place.claim.time not in {"", item.words.time}:
        return "话里说的时段与事实不同"
    return "事实说的是另一时段" if item.words.time and item.words.time not in spoken else ""


def _elsewhere(item: Candidate, claim: Claim) -> bool:
    """Whether the words name another administrative level: 居全省第二 of a place in the city."""
    if item.role is Role.RANK:
        return bool(item.among) and claim.among not in {"", *item.among}
    return bool(claim.levels and item.levels) and not claim.levels & item.levels


def _computed(expression: Expression, place: Place, sheet: FactSheet) -> Proof:
    """A value reckoned from several."""
    names = names_of(expression)
    values = {name: own for name in names if (own := _value(name, sheet)) is not None}
    missing = next((name for name in names if name not in values), None)
    if missing is not None:
        return Proof(reason=f"事实 {missing.id} 没有可以算的值")

    def word(name: Name) -> str:
        value, unit = values[name]
        return f"{_called(sheet.by_id[name.id], name.field)}{messages.number(value)}{unit or ''}"

    told = in_words(expression, word)
    try:
        found = compute(expression, lambda name: amount_of(*values[name]))
    except UnfitError as error:
        return Proof(reason=error.found)
    ratio = _ratio(place.claim.mention)
    if ratio is not None:
        holds = bool(found.value) and not found.classes and abs(ratio / found.value - 1) < _CLOSE
        return Proof(told, names[0].id, "" if holds else f"{told},与这里的比不符")
    value = _told_in(found, place, [unit for _, unit in values.values()])
    if value is None:
        return Proof(reason=f"{told},单位不同")
    base = index_of(sheet).by_fact[names[0].id][0]
    item = replace(base, role=Role.INCREASE, low=value, high=value, mention=None, date=None)
    if place.refused and place.moved and not _tells_change(expression):
        return Proof(reason=f"{told},{_NO_CHANGE}")
    sense = _sense(expression)
    way = place.claim.frame.direction
    against = value * way * sense < 0 if sense else value < 0 < way
    turned = against and place.refused
    holds = not turned and bool(agreement(place.claim, item))
    result = f"{told}={_shown(value, place)}"
    return Proof(result, names[0].id, "" if holds else f"{result},与这里的数不符")


def _tells_change(found: Expression) -> bool:
    """Whether something is taken off in it, or a name's change is meant."""
    if isinstance(found, Binary):
        return found.sign == "-" or _tells_change(found.left) or _tells_change(found.right)
    return isinstance(found, Name) and found.field in {"growth", "increase"}


def _sense(found: Expression) -> int:
    """What a result above 0 tells: 1 a rise over last year or over the base, -1 a fall, 0 neither."""
    match found:
        case Binary("/", Binary("-", one, other), base) if base in {one, other}:
            return 1 if base == other else -1
        case Binary("-", Name(one, None), Name(other, "previous")) if one == other:
            return 1
        case Binary("-", Name(one, "previous"), Name(other, None)) if one == other:
            return -1
    return 0


def _called(fact: Fact, field: str | None) -> str:
    scope = fact.scope if fact.scope and words("times").first(fact.scope) else ""
    role = messages.OF_ROLE[Role(field or "value")]
    return f"{scope}{fact.name}{role.removeprefix('的')}"


def _value(name: Name, sheet: FactSheet) -> tuple[Decimal, str | None] | None:
    """The exact value that a name stands for in arithmetic, with its unit as written."""
    fact = sheet.by_id[name.id]
    if name.index is not None:
        told = inside(name.id, sheet)[name.index - 1].mention
        return (told.low, told.unit) if told and told.exact and told.low is not None else None
    if name.field in {None, *FIELDS}:
        value = field_value(fact, name.field)
        return None if value is None else (value, fact.unit)
    if name.field == "rank":
        return None if fact.rank is None else (Decimal(fact.rank), "位")
    derived = sheet.derived_by_id.get(f"{name.id}.{name.field}")
    return None if derived is None else (derived.value, derived.unit)


def _told_in(found: Amount, place: Place, units: list[str | None]) -> Decimal | None:
    """The amount in the base unit of the figure; None where it cannot be told in its unit."""
    if place.claim.quantity is None:
        return None
    name = place.claim.quantity.unit_class
    if name in RATES or name == "multiple":
        fits = found.classes <= RATES
    elif found.classes:
        fits = name in found.classes or any(
            may_state(place.claim.mention, unit)
            for unit in units
            if unit_class(unit) in found.classes
        )
    else:
        fits = name == "general"
    return found.value * (_HUNDRED if name in RATES else 1) if fits else None


def _ratio(mention: Mention) -> Decimal | None:
    parts = [part for part in mention.parts if isinstance(part, Decimal)]
    return parts[0] / parts[1] if len(parts) == len(("a", "b")) and parts[1] else None


def _shown(value: Decimal, place: Place) -> str:
    """A value in the base unit, told in the figure's own unit and scale."""
    mention, held = place.claim.mention, place.claim.quantity
    if held is not None and held.unit_class == "percent":
        return f"{messages.number(value)}%"
    if mention.low and held is not None and held.low:
        value = value * mention.low / held.low
    word = next((word for word in _SCALES if word in mention.text), "")
    number = messages.number(value / _SCALES.get(word, 1))
    short = number if len(number) <= _LONGEST else f"{value:.3g}"
    return f"{short}{word}{mention.unit or ''}"


def _days(name: Name, place: Place, sheet: FactSheet) -> Proof:
    """How long a dated fact took: both ends counted, or the days between them."""
    fact, period = sheet.by_id[name.id], sheet.document.period
    year = period.year if period else None
    ends = [day_of(end, year) for end in (fact.date.start, fact.date.end)] if fact.date else []
    first, last = (ends[0], ends[-1]) if ends else (None, None)
    if first is None or last is None:
        return Proof(reason=f"事实 {name.id} 没有起止日期")
    days = (last - first).days
    told = f"{fact.name}历时{days + 1}天"
    holds = place.claim.mention.exact and place.claim.mention.low in {days, days + 1}
    return Proof(told, name.id, "" if holds else f"{told},与这里的数不符")
