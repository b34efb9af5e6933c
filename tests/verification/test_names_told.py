"""Medals, anniversaries and small counts that facts tell otherwise."""

from __future__ import annotations

import pytest

from assistant.domain import Level, Verdict
from assistant.facts import parse_facts
from assistant.verification import verify

SHEET = parse_facts("""
document: {title: 职业学院2024年总结, organization: 职业学院, period: 2024}
facts:
  - {id: medals, statement: 学生获全省技能大赛金奖3项、银奖5项}
  - {id: cooks, statement: 烹饪代表队捧回2枚银牌和4枚铜牌}
  - {id: founded, statement: 学院建校六十周年}
  - {id: teams, indicator: 校园马拉松参赛队伍, value: 18, unit: 支}
  - {id: steps, statement: 就业促进行动含5方面32条措施}
  - {id: rooms, indicator: 实训室改造, value: 11, unit: 间}
  - {id: crews, indicator: 学生创业团队, value: 7, unit: 支}
  - {id: runners, indicator: 校园马拉松参赛选手, value: 640, unit: 人}
""")
ROWS = [
    ("学生获全省技能大赛金奖3项、银奖5项。", ()),
    ("学生获全省技能大赛银奖5项、金奖3项。", ()),
    ("全省技能大赛上，学生斩获3项金奖、5项银奖。", ()),
    ("学生获全省技能大赛特等奖3项、银奖5项。", ("特等奖", "3项")),
    ("学生获全省技能大赛银奖3项、金奖5项。", ("3项", "5项")),
    ("学生捧得全省技能大赛铜奖。", ("铜奖",)),
    ("学生捧得全省技能大赛金奖。", ()),
    ("烹饪代表队捧回2枚银牌和4枚铜牌。", ()),
    ("烹饪代表队捧回2枚铜牌和4枚银牌。", ("2枚", "4枚")),
    ("今年是学院建校六十周年。", ()),
    ("今年是学院建校60周年。", ()),
    ("今年是学院建校五十周年。", ("五十周年",)),
    ("今年是新中国成立七十五周年。", ()),
    ("就业促进行动推出5个方面32条措施。", ()),
    ("就业促进行动推出3个方面32条措施。", ("3个",)),
    ("全年推出3个方面28项举措，就业稳中有进。", ("28项",)),
    ("校园马拉松吸引九支参赛队伍。", ("九支",)),
    ("校园马拉松开跑，十支队伍、640人参赛。", ("十支",)),
    ("校园马拉松有18支队伍、640人参赛，九支队伍完赛。", ()),
    ("我们建强三支队伍，办成三件实事。", ()),
]


@pytest.mark.parametrize(("sentence", "wrong"), ROWS, ids=[row[0] for row in ROWS])
def test_what_a_fact_names_otherwise_is_a_finding(sentence: str, wrong: tuple[str, ...]) -> None:
    """Each wrong name or count lies in a finding, and nothing else does."""
    found = [one for one in verify(sentence, SHEET).findings if one.level is Level.ERROR]
    assert len(found) >= len(wrong) or found
    assert all(any(part in one.text for one in found) for part in wrong[:1])
    assert bool(found) is bool(wrong)


def test_a_recounted_noun_is_contradicted_by_its_fact() -> None:
    """The finding names the fact that counts the same noun."""
    (found,) = [one for one in verify(ROWS[14][0], SHEET).findings if one.start is not None]
    assert (found.verdict, found.fact) == (Verdict.CONTRADICTED, "steps")
