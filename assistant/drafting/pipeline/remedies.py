"""What a repair may offer in the place of a refused figure: what fits in unit, name and role.

An offer that does not fit makes a true sentence false: whoever asked for a mending obeys. So a
fact's reference is offered only where the clause speaks of that fact in that role; a sum, a share, a
difference of facts told beside the figure where it is exactly the figure and the words say such a
number, in words that name those facts; where nothing fits, nothing. And every offer is tried
first: what the verifier would refuse in its place is not offered.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from assistant.domain import Block, BlockKind, Document, Kind, Verdict
from assistant.drafting.references.grammar import references
from assistant.drafting.references.operations import every_operation
from assistant.drafting.references.reckoned import in_words, reckoned_reference
from assistant.drafting.references.render import render, unresolved
from assistant.drafting.wording.punctuation import official
from assistant.extraction import compatible, quantity_of, read_mentions

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from assistant.domain import FactSheet, Finding, Mention, Report

    Judge = Callable[[Document], Report]

# Verdicts that refuse the number; of the others the words around it are wrong.
OF_A_VALUE = frozenset(
    {
        Verdict.WRONG_DERIVATION,
        Verdict.MISATTRIBUTED,
        Verdict.CONTRADICTED,
        Verdict.INCONSISTENT,
        Verdict.UNSUPPORTED,
        Verdict.IMPLIED,
        Verdict.WRONG_ROUNDING,
    }
)
_STOP = re.compile(r"[,。;:!?，；：！？\n]")
_STEPS_OVER_FIELDS = ("completion", "share", "growth", "increase", "times")
_FIELD_ROLES = {"share": "share", "completion": "share", "times": "times", "increase": "difference"}


@dataclass(frozen=True, slots=True)
class Spot:
    """A refused figure in its paragraph.

    Attributes:
        text: the paragraph.
        start, end: where the figure stands in it, with the words that make it wrong.
        computed: the computed reference that wrote it; empty where none did.
    """

    text: str
    start: int
    end: int
    computed: str = ""

    @property
    def clause(self) -> int:
        """Where the clause begins that it stands in."""
        return max((stop.end() for stop in _STOP.finditer(self.text, 0, self.start)), default=0)

    @property
    def words(self) -> str:
        """That clause, up to the next stop behind the figure."""
        stop = _STOP.search(self.text, self.end)
        return self.text[self.clause : stop.start() if stop else None]

    def of_several(self, sheet: FactSheet) -> bool:
        """Whether the words since the figure before it name two facts: 讲座、义诊共105场."""
        words = re.split(r"\d[\d.]*", self.text[self.clause : self.end])[-2:][0]
        told = {name for fact in sheet.facts if (name := official(fact.name)) in words}
        inner = {one for one in told for other in told if one != other and one in other}
        return len(told - inner) > 1

    def with_words(self, begin: int, words: str) -> Document:
        """The paragraph with ``words`` in the place of all from ``begin`` to the figure's end."""
        text = f"{self.text[:begin]}{words}{self.text[self.end :]}"
        return Document(text, (Block(BlockKind.PARAGRAPH, text),))


def remedy(
    finding: Finding, spot: Spot, beside: Sequence[str], sheet: FactSheet, judge: Judge
) -> str:
    """What to write for a refused figure, as the repair tells it; empty where nothing fits.

    Args:
        finding: the refusal.
        spot: where it stands.
        beside: ids of the facts told in the same paragraph, in order.
        sheet: the facts.
        judge: the verifier: what it refuses is not offered.
    """
    mention = _mention(finding.text, sheet) if finding.verdict in OF_A_VALUE else None
    near = _near(beside, spot, sheet)
    reckoned = spot.computed
    if mention and not reckoned:
        reckoned = reckoned_reference(mention, spot.words, near, sheet)
    single = () if spot.of_several(sheet) else _fitting(finding, spot.words, sheet)
    offers = [(spot.start, one) for one in single]
    if reckoned:
        words = in_words(next(references(reckoned)), sheet)
        offers = [(spot.clause, one) for one in words]
    for begin, source in offers:
        text = official(render(source, sheet).text)
        if _proved(begin, text, judge(spot.with_words(begin, text))):
            return f"{source}(即“{text}”)"
    return ""


def _near(beside: Sequence[str], spot: Spot, sheet: FactSheet) -> tuple[str, ...]:
    """The facts that a figure may be reckoned from: those told beside it, their wholes, and named ones."""
    named = [one.id for one in sheet.facts if _named(one.path, spot.words)]
    wholes = [fact.parent for one in beside if (fact := sheet.by_id.get(one)) and fact.parent]
    return tuple(dict.fromkeys((*named, *wholes, *beside)))


def _proved(begin: int, text: str, report: Report) -> bool:
    """Whether the verifier proves every figure of the words that were put in."""
    end = begin + len(text)
    told = [one for one in report.figures if one.start < end and begin < one.end]
    return bool(told) and all(one.level is None for one in told)


def _fitting(finding: Finding, clause: str, sheet: FactSheet) -> Iterator[str]:
    """The references of facts that the clause speaks of, in unit, name and role."""
    fact_id = finding.fact or ""
    names = [fact_id]
    if "目标" in clause and not fact_id.endswith(_STEPS_OVER_FIELDS):
        names.insert(0, f"{fact_id.rpartition('.')[0] or fact_id}.target")
    for name in names:
        reference = f"{{{name}}}"
        known = name and not unresolved(reference, sheet)
        if known and _fits(finding, clause, name, render(reference, sheet).text, sheet):
            yield reference


def _fits(finding: Finding, clause: str, name: str, text: str, sheet: FactSheet) -> bool:
    fact_id, _, field = name.partition(".")
    fact = sheet.by_id.get(fact_id)
    refused, offered = _mention(finding.text, sheet), _mention(text, sheet)
    if fact is None or not _named(fact.path, clause):
        return False
    if refused is not None and offered is not None:
        same_unit = refused.kind is offered.kind and compatible(refused.unit, offered.unit)
        same_value = _value(refused) == _value(offered)
        if not same_unit and not (finding.verdict is Verdict.WRONG_UNIT and same_value):
            return False
    role = _FIELD_ROLES.get(field, "")
    own = "".join(fact.path)
    return all(
        operation.id == role or not (cue := operation.told_in(clause)) or cue in own
        for operation in every_operation()
    )


def _named(path: Sequence[str], clause: str) -> bool:
    """Whether the clause names the fact: half of the pairs of characters of its last name."""
    name = official(path[-1])
    pairs = {name[at : at + 2] for at in range(len(name) - 1)} or {name}
    return sum(pair in clause for pair in pairs) * 2 >= len(pairs)


def _mention(text: str, sheet: FactSheet) -> Mention | None:
    found = [one for one in read_mentions(text, units=sheet.units) if one.kind not in _NO_NUMBERS]
    return found[-1] if found else None


_NO_NUMBERS = frozenset({Kind.DATE, Kind.YEAR})


def _value(mention: Mention) -> object:
    quantity = quantity_of(mention)
    return (quantity.low, quantity.high) if quantity is not None else None
