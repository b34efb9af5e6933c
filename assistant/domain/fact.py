"""Facts and the fact sheet: the facts file, loaded and checked."""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property, wraps
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable
    from decimal import Decimal

    from assistant.domain.draft import Role
    from assistant.domain.mention import PartialDate

Made = TypeVar("Made")


class Bound(StrEnum):
    """The side on which a fact is itself open: its value is a limit, not a count."""

    AT_LEAST = "at_least"
    AT_MOST = "at_most"
    MORE_THAN = "more_than"
    LESS_THAN = "less_than"


class Status(StrEnum):
    """Whether a fact has happened."""

    DONE = "done"
    PLANNED = "planned"


class DerivedKind(StrEnum):
    """How a derived fact follows from its fact."""

    GROWTH = "growth"
    INCREASE = "increase"
    TIMES = "times"
    COMPLETION = "completion"
    SHARE = "share"


# The source of a fact that a person confirmed as a second reader read it.
CONFIRMED_SOURCE = "由第二读者读出,经人确认"


@dataclass(frozen=True, slots=True)
class DateSpan:
    """A date or a span of dates; ``end`` equals ``start`` for a single one, None is an open end."""

    start: PartialDate | None
    end: PartialDate | None

    @property
    def single(self) -> bool:
        """Whether it is one date."""
        return self.start == self.end


@dataclass(frozen=True, slots=True)
class Fact:
    """One entry of the facts file; a part of a breakdown is a fact of its own.

    Exactly one of ``indicator``, ``event``, ``statement`` is set (a part has an indicator).

    Attributes:
        id: unique; a part's is ``parent/part``.
        path: the names from the outermost fact to this one: (媒体发稿, 国家级媒体).
        low, high: the value, equal unless the ledger gives a range; None where it has none.
        unit, scope: as written; a part inherits both from its parent where it gives none.
        previous, target: the value of the same months a year before; the year's target.
        growth: percent, given only where it is not value/previous; negative is a decline.
        rank, among: a position and the field it is held in.
        parent: the id of the fact that this is a part of.
        parts: the ids of its parts, in order.
        partial: the parts need not add up to the value.
        share_of: the id of the fact that this percent is a share of.
        formula: the arithmetic over other facts that the value was computed by, as written.
        digits: the decimals that a formula's value was rounded half up to; None: not rounded.
        section: the id of the section it belongs to, where the file says so.
        group: the words of the comment line that heads its block in the file (``# 就业``); a part
            has its parent's.
        line: its line in the facts file, counted from 1.
    """

    id: str
    path: tuple[str, ...]
    indicator: str | None = None
    event: str | None = None
    statement: str | None = None
    low: Decimal | None = None
    high: Decimal | None = None
    unit: str | None = None
    scope: str | None = None
    rank: int | None = None
    among: str | None = None
    date: DateSpan | None = None
    previous: Decimal | None = None
    growth: Decimal | None = None
    target: Decimal | None = None
    bound: Bound | None = None
    approx: bool = False
    status: Status = Status.DONE
    aliases: tuple[str, ...] = ()
    parent: str | None = None
    parts: tuple[str, ...] = ()
    partial: bool = False
    share_of: str | None = None
    formula: str | None = None
    digits: int | None = None
    section: str | None = None
    required: bool = True
    source: str | None = None
    group: str | None = None
    line: int = 0

    @property
    def value(self) -> Decimal | None:
        """The exact value, None where there is none or it is a range."""
        return self.low if self.low == self.high else None

    @property
    def name(self) -> str:
        """What it is called, for messages: the innermost name of its path."""
        return self.path[-1]

    @property
    def confirmed(self) -> bool:
        """Whether it is a second reader's reading that a person confirmed: its source says so."""
        return (self.source or "").startswith(CONFIRMED_SOURCE)


@dataclass(frozen=True, slots=True)
class Derived:
    """A value computed from a fact, never written by a model.

    Attributes:
        id: ``fact.kind``, as references name it: ``articles.growth``.
        fact: the id of the fact that it is derived from.
        value: not rounded beyond 28 digits; percent for growth, completion and share (13.2 is
            13.2 %), a plain multiple for times, the fact's own unit for increase; negative for
            a decline.
        unit: ``%``, ``个百分点``, ``倍`` or the fact's unit.
        formula: for the person: ``(455-402)÷402=13.2%``.
    """

    id: str
    fact: str
    kind: DerivedKind
    value: Decimal
    unit: str | None
    formula: str


@dataclass(frozen=True, slots=True)
class Period:
    """The time reported on, whole days included at both ends."""

    start: PartialDate
    end: PartialDate

    @property
    def year(self) -> int | None:
        """The year reported on, where it is one year."""
        return self.start.year if self.start.year == self.end.year else None

    @property
    def months(self) -> int:
        """How many months of its year it covers; 0 where it is not of one year."""
        return (self.end.month or 12) - (self.start.month or 1) + 1 if self.year else 0

    @property
    def days(self) -> int:
        """How many days its months have; 0 where it is not of one year."""
        first = self.start.month or 1
        year = self.year or 0
        return sum(monthrange(year, first + at)[1] for at in range(self.months))


@dataclass(frozen=True, slots=True)
class SectionSpec:
    """A section that an outline asks for, in the facts file or in a file of its own.

    Attributes:
        id: what facts name in ``section:``.
        heading: without its number; None for an opening without heading.
        facts: ids of facts that it must use, beside those that name it.
        role: what it does; None where its heading tells it.
        names: other ids that facts may name it by.
        task: what the writer is to do, for prompts.
        length: target in characters; None where nobody says.
        words: words in a fact's names or scope that bring it here.
        topics: classes of facts that belong here.
        planned: it takes the planned facts.
        default: it takes the facts that no rule places.
        main: how many main facts it restates (an opening); None where nobody says.
        sections: its sub-sections, which have none of their own.
        line: where it stands in its file, counted from 1; 0 where it is not from a file.
    """

    id: str
    heading: str | None = None
    facts: tuple[str, ...] = ()
    role: Role | None = None
    names: tuple[str, ...] = ()
    task: str = ""
    length: int | None = None
    words: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()
    planned: bool = False
    default: bool = False
    main: int | None = None
    sections: tuple[SectionSpec, ...] = ()
    line: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class DocumentInfo:
    """The ``document:`` part of the facts file."""

    title: str
    organization: str | None = None
    self_name: str | None = None
    period: Period | None = None
    addressee: str | None = None
    signed_by: str | None = None
    signed_on: PartialDate | None = None
    outline: str | tuple[SectionSpec, ...] | None = None
    terms: tuple[str, ...] = ()
    confidential: bool = False


@dataclass(frozen=True)
class FactSheet:
    """The whole facts file, loaded and checked.

    Attributes:
        facts: every fact, parts behind their parents, in the file's order.
        derived: every derived fact, in the order of their facts.
        path: the file it was loaded from; empty where it was built in memory.
        digest: SHA-256 of the file's bytes, in hex; a change of any fact changes it.
        warnings: whole messages in Chinese on things that need no stop.
        pending: the names of what the file leaves to be filled in (``value:`` with nothing behind
            it); such facts are not among ``facts``.
    """

    document: DocumentInfo
    facts: tuple[Fact, ...]
    derived: tuple[Derived, ...] = ()
    path: str = ""
    digest: str = ""
    warnings: tuple[str, ...] = field(default=())
    pending: tuple[str, ...] = field(default=())

    @cached_property
    def units(self) -> tuple[str, ...]:
        """Every unit of the facts as written, once each."""
        return tuple(dict.fromkeys(fact.unit for fact in self.facts if fact.unit))

    @cached_property
    def by_id(self) -> dict[str, Fact]:
        """Every fact by its id."""
        return {fact.id: fact for fact in self.facts}

    def fact_of(self, name: str | None) -> Fact | None:
        """The fact of that id, or that a derived fact of that id (``articles.growth``) is of."""
        own = name or ""
        return self.by_id.get(own) or self.by_id.get(own.rpartition(".")[0])

    @cached_property
    def derived_by_id(self) -> dict[str, Derived]:
        """Every derived fact by its id."""
        return {derived.id: derived for derived in self.derived}


def once_a_sheet(make: Callable[[FactSheet], Made]) -> Callable[[FactSheet], Made]:
    """A function of a sheet whose answer is kept with it: made when first asked for, gone with the sheet."""
    name = f"{make.__module__}.{make.__qualname__}"

    @wraps(make)
    def kept(sheet: FactSheet) -> Made:
        known = vars(sheet)
        if name not in known:
            known[name] = make(sheet)
        answer: Made = known[name]
        return answer

    return kept
