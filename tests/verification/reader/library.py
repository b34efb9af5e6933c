"""A library's facts, a reader that answers by the figure's text, and what becomes of both."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

import yaml

from assistant.domain import Scope
from assistant.facts import parse_facts
from assistant.verification import verify

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from assistant.domain import Figure, Finding, Report
    from assistant.verification.reader import Question

ROWS = yaml.safe_load(Path(__file__).with_name("rows.yaml").read_text("utf-8"))
SHEET = parse_facts("""document: {title: 青石区图书馆2025年工作总结, organization: 青石区图书馆, period: 2025}
facts:
  - id: loans
    indicator: 图书外借
    value: 86400
    unit: 册次
    previous: 80000
    target: 85000
    parts: [{id: adult, indicator: 成人文献外借, value: 61200}, {id: children, indicator: 少儿文献外借, value: 25200}]
  - {id: half, indicator: 图书外借, value: 41300, unit: 册次, scope: 上半年}
  - {id: lost, indicator: 文献遗失, value: 72, unit: 册, previous: 90}
  - {id: talks, indicator: 公益讲座, value: 36, unit: 场}
  - {id: fair, event: 城市读书节, date: {from: 04-18, to: 04-27}}
  - {id: open, event: 城西分馆开馆, date: 06-01}
  - {id: branches, statement: 全区有分馆7个、流动服务点15个}
  - {id: rank, indicator: 馆藏利用率, rank: 2, among: 全市}
  - {id: rate, indicator: 读者满意率, value: 97.5, unit: '%', previous: 96.1}
  - {id: money, indicator: 购书经费, value: 1.28, unit: 亿元}
  - {id: checks, indicator: 安全巡查, scope: 县级, value: 460, unit: 件, required: false}
  - {id: plan, indicator: 新建分馆, value: 3, unit: 个, scope: 2026年, status: planned, required: false}
""")


@dataclass
class Says:
    """A reader that answers by the figure's text: ``{"7个": "branches#1"}``."""

    answers: Mapping[str, str]
    more: str = ""
    name: str = "试读"
    asked: list[str] = field(default_factory=list)

    def read(self, question: Question) -> Sequence[str]:
        """A line for each figure that it has an answer for."""
        assert question.passages
        lines = [self.more]
        for passage in question.passages:
            for number, at in passage.marks:
                rest = passage.text[at:]
                self.asked.append(rest)
                lines += [
                    f"{number} = {said}"
                    for text, said in self.answers.items()
                    if rest.startswith(text)
                ]
        return ["\n".join(lines)]


def read(text: str, answers: Mapping[str, str], more: str = "", **options: bool) -> Report:
    """The report with a reader that is asked of every figure."""
    return verify(text, SHEET, reader=Says(answers, more), scope=Scope.ALL, **options)


def figure_of(report: Report, text: str) -> Figure:
    """The figure written so."""
    return next(one for one in report.figures if one.text.endswith(text))


def finding_of(report: Report, text: str) -> Finding | None:
    """The finding that ends with these words."""
    return next((one for one in report.findings if one.text.endswith(text)), None)
