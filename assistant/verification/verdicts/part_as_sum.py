"""``wrong-derivation``: a sum that is one of its own parts.

Rule: the words right before the figure say a sum (合计, 共计, 总计), the fact has no parts of its own,
and the same paragraph has told it before as one figure among others.

| text | facts | verdict |
|---|---|---|
| 编发馆讯12期、简报6期,两类合计12期 | 馆讯12期, 简报6期 | wrong-derivation |
| 编发刊物18期,其中馆讯12期、简报6期,合计18期 | 刊物18期 with both as its parts | none |
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from assistant.domain import Verdict
from assistant.verification.verdicts.case import Judgement

if TYPE_CHECKING:
    from collections.abc import Sequence

    from assistant.domain import FactSheet
    from assistant.verification.verdicts.case import Case

_SUM = re.compile(r"(?:合计|共计|总计)[^，。；,;、0-9]{0,6}$")
_REACH = 12


def part_as_sum(
    case: Case, judgement: Judgement, told: Sequence[tuple[int, str]], sheet: FactSheet
) -> Judgement | None:
    """The verdict on a figure that passed, where it is a sum told with one part's value.

    Args:
        case: the figure.
        judgement: the verdict so far.
        told: (offset, fact id) of the figures that passed before it, in order.
        sheet: the facts.
    """
    start, fact_id = case.claim.mention.start, judgement.fact
    if judgement.verdict is not Verdict.SUPPORTED or fact_id is None:
        return None
    if not _SUM.search(case.text[max(0, start - _REACH) : start]):
        return None
    paragraph = case.text.rfind("\n", 0, start) + 1
    before = [fact for place, fact in told if place >= paragraph]
    whole = any(fact.parent == fact_id for fact in sheet.facts)
    if whole or fact_id not in before or "合计" in "".join(sheet.by_id[fact_id].path):
        return None
    name = sheet.by_id[fact_id].name
    reason = f"“{case.claim.mention.text}”是“{name}”一项的数({fact_id}),不是合计"
    return Judgement(Verdict.WRONG_DERIVATION, reason, fact_id)
