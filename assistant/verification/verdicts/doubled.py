"""Words around a figure that say twice what it says, or the opposite.

Rule: see ``assistant.extraction.doubling``. Said twice is a warning, a contradiction an error, under
the verdict of what the words are about.

| text | verdict |
|---|---|
| 到馆读者20万人次人次 | wrong-unit, warning |
| 同比增长下降3.7% | wrong-direction, error |
| 在不少于3天以内答复 | wrong-bound, error |
| 超过80%以上 | none: a pleonasm that people write |
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from assistant.domain import Level, Verdict
from assistant.verification.verdicts.case import Judgement

if TYPE_CHECKING:
    from assistant.extraction.doubling import Doubling

_VERDICTS = {"direction": Verdict.WRONG_DIRECTION, "bound": Verdict.WRONG_BOUND}


def doubled(found: Doubling) -> Judgement:
    """The verdict on doubled or contradicting words."""
    verdict = _VERDICTS.get(found.what, Verdict.WRONG_UNIT)
    if found.clash:
        return Judgement(verdict, f"“{found.text}”前后说法相反")
    return Judgement(verdict, f"“{found.text}”里有词语重复", level=Level.WARNING)
