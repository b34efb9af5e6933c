"""``unused`` (warning, without a place): a required fact that the text never states.

Rule: the fact is required and has an indicator, and no figure and no first place
told in words states it.

| text | fact | verdict |
|---|---|---|
| no word of it | 发表稿件455篇 | unused |
| no word of it | the same with required: false | none |
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from assistant.domain import Verdict
from assistant.verification.verdicts.case import Judgement

if TYPE_CHECKING:
    from collections.abc import Set as AbstractSet

    from assistant.domain import Fact


def unused(fact: Fact, stated: AbstractSet[str]) -> Judgement | None:
    """The verdict on a fact; ``stated`` are the ids of those that the text states."""
    if not fact.required or fact.indicator is None or fact.id in stated:
        return None
    return Judgement(Verdict.UNUSED, f"事实“{'·'.join(fact.path)}”({fact.id})没有写到", fact.id)
