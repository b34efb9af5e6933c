"""``inconsistent``: the text contradicts itself.

Rule: a count of a list is not that of the items that follow it. Where a fact
decides, ``contradicted`` comes first.

| text | verdict |
|---|---|
| 以下四个方面:一是…;二是…;三是… | inconsistent |
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from assistant.domain import Verdict
from assistant.verification.verdicts.case import Judgement

if TYPE_CHECKING:
    from assistant.verification.structure import Miscount


def inconsistent(wrong: Miscount) -> Judgement:
    """The verdict on a count that its own list does not bear out."""
    reason = f"“{wrong.mention.text}”说有{wrong.told}项,其后只列出{wrong.found}项"
    return Judgement(Verdict.INCONSISTENT, reason)
