"""What a figure is read as, and what it is bound to."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from assistant.verification.candidates import Candidate
    from assistant.verification.claims.claims import Claim
    from assistant.verification.matching.rounding import Agreement


@dataclass(frozen=True, slots=True, eq=False)
class Match:
    """A candidate that a figure is true of.

    Attributes:
        fit: how well the words speak of it.
        score: the same with the circumstances, less the cost of its role.
    """

    candidate: Candidate
    agreement: Agreement
    fit: float
    score: float


@dataclass(frozen=True, slots=True, eq=False)
class Reading:
    """What a figure may be.

    Attributes:
        matches: all that it is true of, best first.
        spoken: the candidates that its words speak of, whatever their value, best first.
    """

    claim: Claim
    matches: tuple[Match, ...] = ()
    spoken: tuple[Candidate, ...] = ()


@dataclass(frozen=True, slots=True, eq=False)
class Binding:
    """What a figure was bound to.

    Attributes:
        support: the candidate that it is true of and that its words fit best.
        matches: all that it is true of, best first.
        spoken: the candidates that its words speak of, whatever their value, best first.
        rival: the candidate that its words mean instead, where that is another.
        meant: without support, the candidate its words speak of.
        double: another figure states the support better.
        restated: it tells a total again, of which the next figure tells a part.
        recounted: a structure count of what a fact counts otherwise.
    """

    claim: Claim
    support: Match | None = None
    matches: tuple[Match, ...] = ()
    spoken: tuple[Candidate, ...] = ()
    rival: Candidate | None = None
    meant: Candidate | None = None
    double: bool = False
    restated: bool = False
    recounted: bool = False
