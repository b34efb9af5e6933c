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


ACCIDENTS = parse_facts("""
document: {title: 县应急局2024年总结, organization: 县应急局, self: 我局, period: 2024}
facts:
  - {id: fires, indicator: 较大火灾事故起数, value: 2, unit: 起}
  - {id: safe, indicator: 校车安全事故, value: 0, unit: 起}
  - {id: next, indicator: 沉船事故, value: 1, unit: 起, status: planned}
  - {id: staff, indicator: 专职救援人员, value: 36, unit: 人}
""")


@pytest.mark.parametrize(
    ("sentence", "findings", "stated"),
    [
        ("全年未发生一起校车安全事故。", [], ["safe"]),
        ("全年没有发生任何一起较大火灾事故。", [Verdict.CONTRADICTED], []),
        ("全年未发生1起较大火灾事故。", [Verdict.CONTRADICTED], []),
        ("全年未发生一起重大火灾事故。", [], []),
        ("未发生一起沉船事故。", [], []),
        ("没有一处专职救援人员。", [], []),
        ("没有一人掉队。", [], []),
    ],
)
def test_not_one_of_a_thing(sentence: str, findings: list[Verdict], stated: list[str]) -> None:
    """未发生一起 states a value of 0, contradicts the same thing's other value, else says nothing."""
    report = verify(sentence, ACCIDENTS)
    found = [item.verdict for item in report.findings if item.start is not None]
    assert (found, [figure.fact for figure in report.figures]) == (findings, stated)


NAMES = parse_facts("""
document: {title: 农学院2025年总结, organization: 农学院, self: 我院, period: 2025}
facts:
  - {id: years, indicator: 建院周年, value: 45, unit: 周年}
  - {id: young, indicator: 40岁以下国家级人才, value: 3, unit: 人}
  - {id: big, indicator: 5000万元以上工业项目, value: 7, unit: 个}
""")


@pytest.mark.parametrize(
    ("sentence", "told"),
    [
        ("以实干迎接建院45周年。", []),
        ("以实干迎接建院四十五周年。", []),
        ("以实干迎接建院４５周年。", []),
        ("以实干迎接建院54周年。", ["54周年"]),
        ("庆祝新中国成立76周年。", []),
        ("40岁以下国家级人才3人。", []),
        ("四十岁以下国家级人才3人。", []),
        ("45岁以下国家级人才3人。", ["45岁以下"]),
        ("40岁以上国家级人才3人。", ["40岁以上"]),
        ("40岁以下青年教师3人。", []),
        ("5千万元以上工业项目7个。", []),
        ("5000万元以上的工业项目7个。", []),
        ("3000万元以上工业项目7个。", ["3000万元以上"]),
    ],
)
def test_a_limit_or_an_anniversary_is_the_facts(sentence: str, told: list[str]) -> None:
    """A number inside a name of the facts is that number in any spelling."""
    report = verify(sentence, NAMES)
    wrong = [item.text for item in report.findings if item.verdict is Verdict.CONTRADICTED]
    assert wrong == told


def test_an_anniversary_is_stated() -> None:
    """The fact whose anniversary the text names is not missing from it."""
    report = verify("建院45周年,40岁以下国家级人才3人,5000万元以上工业项目7个。", NAMES)
    assert not [item for item in report.findings if item.verdict is Verdict.UNUSED]
