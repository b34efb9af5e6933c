"""零 as a value: facts of value 0, and facts whose words say that there is none."""

from __future__ import annotations

import pytest

from assistant.domain import Verdict
from assistant.facts import parse_facts
from assistant.verification import verify

SHEET = parse_facts("""
document: {title: 县应急局2024年总结, organization: 县应急局, self: 我局, period: 2024}
facts:
  - {id: fire, indicator: 较大火灾事故, value: 0, unit: 起}
  - {id: births, statement: 新生儿零死亡保持三年}
  - {id: leak, statement: 全年未发生泄密}
  - {id: drills, indicator: 应急演练, value: 18, unit: 场}
""")


@pytest.mark.parametrize(
    ("sentence", "verdict"),
    [
        ("较大火灾事故降为零。", Verdict.SUPPORTED),
        ("新生儿死亡为零。", Verdict.SUPPORTED),
        ("泄密事件为零。", Verdict.SUPPORTED),
        ("应急演练为零。", Verdict.MISATTRIBUTED),
    ],
)
def test_nothing_is_a_value(sentence: str, verdict: Verdict) -> None:
    """为零 is borne out by a value 0 or by 零, 无, 未发生 in a fact's words."""
    figure = verify(sentence, SHEET).figures[0]
    assert (figure.text, figure.verdict) == ("零", verdict)
