"""Units of products and quotients: what a reading may be told in, and what it may not."""

from __future__ import annotations

import pytest

from assistant.domain import Level, Scope, Verdict
from assistant.facts import parse_facts
from assistant.verification import verify
from tests.verification.reader.library import Says, figure_of

SHEET = parse_facts("""document: {title: 青石区2025年工作总结, organization: 青石区政府, period: 2025}
facts:
  - {id: trained, indicator: 技能培训, value: 1460, unit: 人次}
  - {id: tutored, indicator: 上门辅导, value: 240, unit: 人次}
  - {id: courses, indicator: 培训班, value: 32, unit: 期}
  - {id: seats, indicator: 夜校每期学员, value: 45, unit: 人}
  - {id: nights, indicator: 夜校, value: 12, unit: 期}
  - {id: people, indicator: 常住人口, value: 6.4, unit: 万人}
  - {id: rides, indicator: 公交客运量, value: 512, unit: 万人次}
  - {id: freight, indicator: 货物周转量, value: 11.84, unit: 亿吨公里}
  - {id: goods, indicator: 货运量, value: 763.2, unit: 万吨}
  - {id: travel, indicator: 旅客周转量, value: 8704, unit: 万人公里}
  - {id: beds, indicator: 实际占用床日, value: 73800, unit: 床日}
  - {id: discharged, indicator: 出院患者, value: 9000, unit: 人次}
  - {id: checked, indicator: 夜查, value: 1260, unit: 户次}
  - {id: actions, indicator: 联合行动, value: 30, unit: 次}
  - {id: lent, indicator: 图书外借, value: 16000, unit: 册次}
  - {id: readers, indicator: 持证读者, value: 5000, unit: 人}
  - {id: fund, indicator: 培训经费, value: 43.8, unit: 万元}
""")


def read(text: str, figure: str, said: str) -> tuple[Verdict, Level | None]:
    """What becomes of the figure."""
    report = verify(text, SHEET, reader=Says({figure: said}), scope=Scope.ALL)
    found = figure_of(report, figure)
    return found.verdict, found.level


TRUE = [
    ("全年技能培训1460人次,平均每期约46人。", "约46人", "mean(trained, courses)"),
    ("全年技能培训1460人次,平均每期约46人次。", "约46人次", "mean(trained, courses)"),
    ("培训下来,一期课堂里坐着约46名学员。", "约46名", "trained / courses"),
    ("培训与辅导合计,摊到每期约53人。", "约53人", "(trained + tutored) / courses"),
    ("夜校学员坐满540人次。", "540人次", "seats * nights"),
    ("夜校学员坐满540人。", "540人", "seats * nights"),
    ("公交客运量512万人次,人均乘车80次。", "80次", "mean(rides, people)"),
    ("公交客运量512万人次,平均每天约1.4万人。", "约1.4万人", "rides / 365"),
    ("货物平均运距约155公里。", "约155公里", "mean(freight, goods)"),
    ("旅客平均乘距17公里。", "17公里", "mean(travel, rides)"),
    ("患者平均住院8.2天。", "8.2天", "mean(beds, discharged)"),
    ("每次行动平均走访42户。", "42户", "mean(checked, actions)"),
    ("持证读者人均借书3.2册。", "3.2册", "mean(lent, readers)"),
    ("每人次培训花去300元。", "300元", "fund / trained"),
]


@pytest.mark.parametrize(("text", "figure", "said"), TRUE)
def test_a_quotient_is_told_in_what_its_units_leave(text: str, figure: str, said: str) -> None:
    """Neither disputed nor refused: the program proves it, or the reading does."""
    verdict, level = read(text, figure, said)
    assert verdict is not Verdict.DISPUTED
    assert level is None or verdict is Verdict.READ


FALSE = [
    # another number
    ("全年技能培训1460人次,平均每期约64人。", "约64人", "mean(trained, courses)"),
    ("货物平均运距约515公里。", "约515公里", "mean(freight, goods)"),
    ("公交客运量512万人次,人均乘车8次。", "8次", "mean(rides, people)"),
    ("患者平均住院82天。", "82天", "mean(beds, discharged)"),
    # another unit: a sum of 人次 is none of 人, and money none of either
    ("培训与辅导合计到了1700名群众。", "1700名", "trained + tutored"),
    ("平均每期约46元。", "约46元", "mean(trained, courses)"),
    ("平均每期约46户。", "约46户", "mean(trained, courses)"),
    ("货物平均运距约155吨。", "约155吨", "mean(freight, goods)"),
    ("夜校学员坐满540户次。", "540户次", "seats * nights"),
]


@pytest.mark.parametrize(("text", "figure", "said"), FALSE)
def test_no_other_number_and_no_other_unit(text: str, figure: str, said: str) -> None:
    """Whatever the reader says, it stays an error."""
    assert read(text, figure, said)[1] is Level.ERROR
