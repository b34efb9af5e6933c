"""What a bare figure may be: every number, rank and date that the facts hold."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from assistant.domain import DerivedKind, Kind
from assistant.drafting.wording.phrases import words
from assistant.extraction import compatible, kind_of_unit, quantity_of_value

if TYPE_CHECKING:
    from collections.abc import Iterator

    from assistant.domain import Fact, FactSheet, Mention

_GROWTH = (DerivedKind.GROWTH, DerivedKind.INCREASE)
_GENERAL = "个"
_RELATIVE = (Kind.PERCENT, Kind.POINTS, Kind.MULTIPLE)


@dataclass(frozen=True, slots=True)
class Candidate:
    """A number of a fact.

    Attributes:
        fact: the fact.
        field: ``growth``, ``previous`` …; empty for its value.
        low, high: in the base unit of its unit.
        unit: as the ledger writes it; None for a rank.
        kind: what sort of mention it would be.
        exact: it must be told exactly; a derived value may be rounded.
    """

    fact: Fact
    field: str
    low: Decimal
    high: Decimal
    unit: str | None
    kind: Kind
    exact: bool = True

    @property
    def reference(self) -> str:
        """The reference without braces and form."""
        return f"{self.fact.id}.{self.field}" if self.field else self.fact.id


def candidates_of(sheet: FactSheet) -> tuple[Candidate, ...]:
    """Every number that a bare figure may state, in the order of the facts."""
    found: list[Candidate] = []
    for fact in sheet.facts:
        found += _of_fact(fact)
    for derived in sheet.derived:
        fact = sheet.by_id[derived.fact]
        value = abs(derived.value) if derived.kind in _GROWTH else derived.value
        quantity = quantity_of_value(value, value, derived.unit)
        if quantity.low is not None:
            kind = kind_of_unit(derived.unit)
            low = quantity.low
            relative = kind in _RELATIVE
            found.append(
                Candidate(fact, derived.kind.value, low, low, derived.unit, kind, not relative)
            )
    return tuple(found)


def _of_fact(fact: Fact) -> Iterator[Candidate]:
    kind = kind_of_unit(fact.unit)
    values = (("", fact.low, fact.high), ("previous", fact.previous, fact.previous))
    for field, low, high in (*values, ("target", fact.target, fact.target)):
        quantity = quantity_of_value(low, high, fact.unit)
        if quantity.low is not None and quantity.high is not None:
            yield Candidate(fact, field, quantity.low, quantity.high, fact.unit, kind)
    if fact.rank is not None:
        quantity = quantity_of_value(Decimal(fact.rank), Decimal(fact.rank), None)
        if quantity.low is not None:
            field = "rank" if fact.low is not None else ""
            yield Candidate(fact, field, quantity.low, quantity.low, None, Kind.RANK)


def cue_fits(candidate: Candidate, clause: str) -> bool:
    """Whether the clause has the words that a previous, target or derived value needs."""
    if not candidate.field or candidate.field == "rank":
        return True
    return any(word in clause for word in words(f"cues.{candidate.field}"))


def unit_fits(candidate: Candidate, mention: Mention) -> bool:
    """Whether a mention of this kind and unit may state the candidate."""
    if Kind.RANK in {candidate.kind, mention.kind}:
        return candidate.kind is mention.kind
    if candidate.unit is None or mention.unit is None:
        return candidate.unit is mention.unit
    # 个 stands for any classifier in a text, but 8位 is not another fact's 8个.
    general = _GENERAL in {candidate.unit, mention.unit}
    return compatible(candidate.unit, mention.unit) and (
        not general or candidate.unit == mention.unit
    )
