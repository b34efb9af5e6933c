"""Nothing told in a word (孕产妇死亡率为零): facts of the value 0, and those whose words say none.

A 零 without a unit may be nothing of any unit. A ledger often holds it as words
(零死亡, 无重大事故, 未发生泄密) rather than as a value.
"""

from __future__ import annotations

from decimal import Decimal
from math import sqrt
from typing import TYPE_CHECKING

from assistant.domain import Exemption
from assistant.verification.candidates import Candidate, Role
from assistant.verification.lexicon import forms

if TYPE_CHECKING:
    from collections.abc import Sequence

    from assistant.domain import Fact, Mention
    from assistant.verification.candidates import FactWords

_FORMS = forms(__file__)
_ZERO, _VAGUE = Decimal(0), Exemption.VAGUE


def is_bare_zero(mention: Mention) -> bool:
    """Whether a figure is a 零 of no unit, or says that there is not one (未发生一起)."""
    return (mention.unit is None and mention.text == "零") or denies(mention)


def denies(mention: Mention) -> bool:
    """Whether a figure says that there is not one of a thing: 未发生一起, 没有一人."""
    return mention.exempt is _VAGUE and mention.low == 0


def zeros_of(
    facts: Sequence[Fact], words: dict[str, FactWords], known: Sequence[Candidate]
) -> list[Candidate]:
    """The candidates of value 0, and a stand-in for each fact whose words say that there is none."""
    found = [item for item in known if item.low is not None and item.low == item.high == 0]
    for number, fact in enumerate(facts, 1):
        if fact.statement and _FORMS.none.search(fact.statement):
            named = words[fact.id]
            total = sum(named.tokens.values())
            found.append(
                Candidate(
                    fact=named.fact,
                    words=named,
                    role=Role.INNER,
                    reference=named.fact.id,
                    low=_ZERO,
                    high=_ZERO,
                    unit=None,
                    unit_class="general",
                    tokens=named.tokens,
                    total=total,
                    number=-number,
                    bag=-number,
                    levels=named.levels,
                    root=sqrt(total or 1.0),
                    written=_ZERO,
                )
            )
    return found
