"""What the tests of the model pipeline share: a small fact sheet, its plan, a scripted model."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from assistant.domain import Role, Section
from assistant.drafting.model.models import Answer, Request
from assistant.facts import parse_facts

if TYPE_CHECKING:
    from collections.abc import Callable

SHEET = parse_facts(
    """\
document:
  title: 松河市第九中学2025年度工作总结
  organization: 松河市第九中学
  self: 我校
  period: 2025
facts:
  - {id: students, indicator: 在校学生, value: 3268, unit: 人, previous: 3150}
  - {id: teachers, indicator: 专任教师, value: 286, unit: 名}
  - {id: lessons, indicator: 校级公开课, value: 168, unit: 节, previous: 140}
  - id: contests
    indicator: 学科竞赛获奖
    value: 96
    unit: 人次
    parts:
      - {id: first, indicator: 省级, value: 15}
      - {id: second, indicator: 市级, value: 81}
  - {id: plan-lessons, indicator: 2026年校级公开课计划, value: 180, unit: 节, status: planned}
"""
)
PLAN = (
    Section("opening", "", Role.OPENING, ("students",)),
    Section("team", "队伍建设", Role.ORGANISATION, ("students", "teachers")),
    Section(
        "teaching",
        "教学工作",
        Role.RESULTS,
        ("lessons", "contests", "contests/first", "contests/second"),
    ),
    Section("plan", "下一步打算", Role.PLAN, ("plan-lessons",)),
)
GOOD = {
    "opening": "2025年，我校围绕教学质量开展工作，在校学生{students}。现将主要情况总结如下。",
    "team": "我校有在校学生{students}，同比{students.growth}，有专任教师{teachers}，各项管理制度得到落实。",
    "teaching": "开设校级公开课{lessons}，同比{lessons.growth}。学科竞赛获奖{contests}，其中省级{contests/first}、市级{contests/second}。",
    "plan": "下一年，计划开设校级公开课{plan-lessons}，继续提高课堂质量。",
}


@dataclass
class Scripted:
    """A model that answers by a function of the request and remembers what it was asked."""

    answer: Callable[[Request], Answer | str]
    name: str = "scripted"
    identity: str = "scripted"
    asked: list[Request] = field(default_factory=list)
    forgotten: list[Request] = field(default_factory=list)

    def ask(self, request: Request) -> Answer:
        """The function's answer."""
        self.asked.append(request)
        given = self.answer(request)
        return given if isinstance(given, Answer) else Answer(given, 100, 50, 0.5)

    def close(self) -> None:
        """Nothing."""

    def forget(self, request: Request) -> None:
        """Remembered."""
        self.forgotten.append(request)


def good(request: Request) -> str:
    """An answer without fault."""
    return GOOD[request.section]
