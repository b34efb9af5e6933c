"""What a repair may offer in the place of a refused figure: what fits in unit, name and role.

An offer that does not fit makes a true sentence false: whoever asked for a mending obeys. So a
fact's reference is offered only where the clause speaks of that fact in that role; a sum, a
share, a difference of facts told beside the figure is offered where it is exactly the figure and
the words say such a number; and where nothing fits, nothing is offered.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from assistant.domain import Kind, Verdict
from assistant.drafting.references.operations import every_operation
from assistant.drafting.references.reckoned import reckoned_reference
from assistant.drafting.references.references import render, unresolved
from assistant.extraction import compatible, quantity_of, read_mentions

if TYPE_CHECKING:
    from collections.abc import Sequence

    from assistant.domain import FactSheet, Finding, Mention

_STEPS_OVER_FIELDS = ("completion", "share", "growth", "increase", "times")
_FIELD_ROLES = {"share": "share", "completion": "share", "times": "times", "increase": "difference"}


def fitting_reference(finding: Finding, clause: str, sheet: FactSheet) -> str:
    """The reference to write for a refused figure; empty where none fits.

    Args:
        finding: the refusal.
        clause: the words that the figure stands in.
        sheet: the facts.
    """
    fact_id = finding.fact or ""
    names = [fact_id]
    if "目标" in clause and not fact_id.endswith(_STEPS_OVER_FIELDS):
        names.insert(0, f"{fact_id.rpartition('.')[0] or fact_id}.target")
    for name in names:
        reference = f"{{{name}}}"
        if not name or unresolved(reference, sheet):
            continue
        text = render(reference, sheet).text
        if _fits(finding, clause, name, text, sheet):
            return f"{reference}(即“{text}”)"
    return ""


def computed_reference(
    finding: Finding, clause: str, beside: Sequence[str], sheet: FactSheet
) -> str:
    """The computed reference that is exactly the refused figure; empty unless there is just one.

    Args:
        finding: the refusal.
        clause: the words that the figure stands in; they must say such a number (合计, 占, 均 …).
        beside: ids of the facts told in the same paragraph, in order.
        sheet: the facts.
    """
    mention = _mention(finding.text, sheet)
    if mention is None:
        return ""
    reference = reckoned_reference(mention, clause, beside, sheet)
    return f"{reference}(即“{render(reference, sheet).text}”)" if reference else ""


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
    pairs = {path[-1][at : at + 2] for at in range(len(path[-1]) - 1)} or set(path[-1:])
    return sum(pair in clause for pair in pairs) * 2 >= len(pairs)


def _mention(text: str, sheet: FactSheet) -> Mention | None:
    found = [one for one in read_mentions(text, units=sheet.units) if one.kind not in _NO_NUMBERS]
    return found[0] if len(found) == 1 else None


_NO_NUMBERS = frozenset({Kind.DATE, Kind.YEAR})


def _value(mention: Mention) -> object:
    quantity = quantity_of(mention)
    return (quantity.low, quantity.high) if quantity is not None else None
