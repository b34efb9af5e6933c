"""``superlative`` (warning): a first or an absolute that no fact supports.

Rule: a word of the list stands there, no fact uses it, and no figure or rank of its
sentence bears it out (see superlatives); terms that only hold the word are none.

| text | facts | verdict |
|---|---|---|
| 首次输出展览3个 | 输出展览3个 | superlative |
| 服判息诉率居全市法院首位 | 服判息诉率, rank 1 | none |
| 首次执行案件 | – | none, a term |
"""

from __future__ import annotations

from assistant.domain import Verdict
from assistant.verification.verdicts.case import Judgement


def superlative(word: str) -> Judgement:
    """The verdict on a superlative without proof."""
    return Judgement(Verdict.SUPERLATIVE, f"“{word}”没有事实可以证明")
