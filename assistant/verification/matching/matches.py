"""What a figure is bound to, and which figures state which candidate."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from assistant.verification.candidates import Candidate
    from assistant.verification.claims.claims import Claim
    from assistant.verification.matching.rounding import Agreement


@dataclass(slots=True, eq=False)
class Match:
    """A candidate that a figure is true of.

    Attributes:
        fit: how well the words speak of it.
        score: the same with the circumstances, less the cost of its role.
        double: another figure states it better.
    """

    candidate: Candidate
    agreement: Agreement
    fit: float
    score: float
    double: bool = False


@dataclass(slots=True, eq=False)
class Binding:
    """What a figure was bound to.

    Attributes:
        support: the candidate that it is true of and that its words fit best.
        matches: all that it is true of, best first.
        spoken: the candidates that its words speak of, whatever their value, best first.
        rival: the candidate that its words mean instead, where that is another.
        meant: without support, the candidate its words speak of.
        first: of the second figure of a pair (298件415人), what the first one states.
    """

    claim: Claim
    support: Match | None = None
    matches: list[Match] = field(default_factory=list)
    spoken: list[Candidate] = field(default_factory=list)
    rival: Candidate | None = None
    meant: Candidate | None = None
    first: Candidate | None = None


class Statements:
    """Which figures state which candidate, and how well the best two do."""

    def __init__(self, bindings: Iterable[Binding]) -> None:
        self._best: dict[int, list[tuple[float, float, int]]] = {}
        for binding in bindings:
            self.add(binding)

    def add(self, binding: Binding) -> None:
        """Notes what a figure states."""
        support = binding.support
        if support is not None:
            held = self._best.setdefault(support.candidate.number, [])
            held.append((support.score, support.fit, binding.claim.number))
            held.sort(reverse=True)
            del held[2:]

    def __contains__(self, number: int) -> bool:
        return number in self._best

    def elsewhere(self, binding: Binding, slack: float = 0.0) -> bool:
        """Whether another figure states a binding's support better, or nearly as well."""
        support = binding.support
        return support is not None and any(
            score > support.score - slack
            for score, _, claim in self._best.get(support.candidate.number, ())
            if claim != binding.claim.number
        )

    def fit(self, number: int) -> float:
        """How well the words of the figures that state a candidate speak of it; 0 for none."""
        held = self._best.get(number)
        return max(fit for _, fit, _ in held) if held else 0.0
