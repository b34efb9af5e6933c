"""A place that names a fact outright is not borne out by a fact with a like name."""

from __future__ import annotations

import pytest

from assistant.domain import FactSheet, Level
from assistant.facts import parse_facts
from assistant.verification import verify

SHEET = """
document:
  title: 临川县检察院2024年工作总结
  organization: 临川县检察院
  self: 我院
  period: 2024
facts:
  - {id: checked, indicator: 案件评查, value: 58, unit: 件}
  - {id: checked_fixed, indicator: 案件评查纠错, value: 46, unit: 件}
  - {id: held_cases, indicator: 批捕件数, value: 71, unit: 件}
  - {id: held, indicator: 批捕人数, value: 103, unit: 人}
  - {id: spared, indicator: 不捕人数, value: 27, unit: 人}
  - {id: grain, indicator: 粮食案件受理人数, value: 19, unit: 人}
  - {id: onsite, indicator: 现场处置, value: 324, unit: 次}
  - {id: remote, indicator: 非现场处置, value: 518, unit: 次}
  - {id: members, indicator: 党员数, value: 86, unit: 名}
  - {id: members_new, indicator: 新发展党员, value: 12, unit: 名}
  - id: minors
    indicator: 孤儿和留守儿童
    value: 260
    unit: 名
    parts:
      - {id: orphans, indicator: 孤儿, value: 47}
      - {id: left, indicator: 留守儿童, value: 213}
  - {id: rooms, indicator: 听证室, value: 4, unit: 处}
  - {id: huts, indicator: 街面工作站, value: 17, unit: 处}
  - {id: rate, indicator: 群众满意率, value: 97.4, unit: '%'}
  - {id: rate_city, indicator: 群众满意率, value: 95.1, unit: '%', scope: 全市}
  - {id: pass, indicator: 案件合格率, value: 98.8, unit: '%', scope: 两院}
  - {id: pass_one, indicator: 案件合格率, value: 99.3, unit: '%', scope: 城关院}
  - id: prizes
    indicator: 业务竞赛获奖
    value: 9
    unit: 项
    parts:
      - {id: gold, indicator: 一等奖, value: 2}
      - {id: silver, indicator: 二等奖, value: 3}
      - {id: bronze, indicator: 三等奖, value: 4}
  - {id: debate, indicator: 全国公诉人辩论赛二等奖, value: 1, unit: 名}
  - id: essays
    indicator: 调研文章获奖
    value: 5
    unit: 篇
    parts:
      - {id: top, indicator: 特等奖, value: 1}
      - {id: second, indicator: 二等奖, value: 4}
  - id: staff
    indicator: 在岗干警
    value: 64
    unit: 名
    parts:
      - {id: officers, indicator: 检察官, value: 41}
      - {id: clerks, indicator: 书记员, value: 23}
  - id: merits
    indicator: 个人立功嘉奖
    value: 61
    unit: 人次
    parts:
      - {id: third, indicator: 三等功, value: 18}
      - {id: praise, indicator: 嘉奖, value: 43}
  - id: courses
    indicator: 精品课程
    value: 7
    unit: 门
    parts:
      - {id: national, indicator: 国家级, value: 2}
      - {id: provincial, indicator: 省级, value: 5}
  - {id: place, indicator: 质效评价, rank: 4, among: 全省}
  - {id: place_county, indicator: 信息工作, rank: 5, among: 全市}
  - {id: clues, indicator: 线索移送, value: 6, unit: 条}
  - {id: clues_new, indicator: 当年新增线索移送, value: 2, unit: 条}
"""

ROWS = [
    ("开展案件评查58件，纠错46件。", {}),
    ("开展案件评查46件，纠错46件。", {"46件": "misattributed:checked"}),
    ("案件评查纠错46件。", {}),
    ("批准逮捕71件103人，不批准逮捕27人。", {}),
    (
        "批准逮捕71件27人，不批准逮捕103人。",
        {"27人": "misattributed:held", "103人": "misattributed:spared"},
    ),
    ("批准逮捕71件19人。", {"19人": "misattributed:held"}),
    ("不批准逮捕27人，批准逮捕103人。", {}),
    ("民警现场处置324次，非现场处置518次。", {}),
    ("民警现场处置518次，视频处置324次。", {"518次": "misattributed:onsite"}),
    ("全院党员86名，当年发展12名。", {}),
    ("全院党员12名，当年发展86名。", {"12名": "misattributed:members"}),
    ("走访孤儿47名、留守儿童213名。", {}),
    (
        "走访孤儿213名、留守儿童47名。",
        {"213名": "misattributed:minors/orphans", "47名": "misattributed:minors/left"},
    ),
    ("走访孤儿和留守儿童分别为47名、213名。", {}),
    ("4处听证室、17处街面工作站。", {}),
    ("4处听证室、4处工作站。", {"4处": "misattributed:huts"}),
    ("群众满意率97.4%，全市为95.1%。", {}),
    ("群众满意率95.1%，比全市高2.3个百分点。", {"95.1%": "misattributed:rate"}),
    ("案件合格率98.8%。", {}),
    ("案件合格率99.3%。", {"99.3%": "misattributed:pass"}),
    ("城关院案件合格率99.3%。", {}),
    ("线索移送再添2条。", {}),
    ("业务竞赛获奖9项，一、二、三等奖分别为2项、3项、4项。", {}),
    (
        "业务竞赛获奖2项，一、二、三等奖分别为9项、3项、4项。",
        {"2项": "misattributed:prizes", "9项": "misattributed:prizes/gold"},
    ),
    ("业务竞赛获一等奖2项、二等奖3项、三等奖4项。一名干警获全国公诉人辩论赛二等奖。", {}),
    (
        "业务竞赛获一等奖2项、二等奖3项、三等奖4项。一名干警获全国公诉人辩论赛三等奖。",
        {"三等奖": "misattributed:debate"},
    ),
    (
        "在岗干警41名，检察官、书记员分别为64名、23名。",
        {"41名": "misattributed:staff", "64名": "misattributed:staff/officers"},
    ),
    ("个人立三等功18人次、嘉奖43人次。", {}),
    (
        "个人立三等功43人次、嘉奖18人次。",
        {"43人次": "misattributed:merits/third", "18人次": "misattributed:merits/praise"},
    ),
    ("精品课程国家级2门、省级5门。", {}),
    ("精品课程国家级5门、省级2门。", {"2门": "misattributed:courses/provincial"}),
    ("质效评价位居全省第四。", {}),
    ("质效评价在全省各市县中排名第四。", {}),
    ("质效评价位居全市第四。", {"第四": "misattributed:place"}),
    ("信息工作在全省工作会议上受到表扬，位居第五。", {}),
    ("信息工作列全省第五。", {"第五": "misattributed:place_county"}),
]


@pytest.fixture(scope="module", name="sheet")
def _sheet() -> FactSheet:
    return parse_facts(SHEET)


@pytest.mark.parametrize(("sentence", "wanted"), ROWS, ids=[row[0][:24] for row in ROWS])
def test_names_decide(sentence: str, wanted: dict[str, str], sheet: FactSheet) -> None:
    """A row lists the figures that are wrong; all others must be proved."""
    report = verify(sentence, sheet)
    wrong = {
        figure.text: f"{figure.verdict.value}:{figure.fact}"
        for figure in report.figures
        if figure.level is Level.ERROR
    }
    assert wanted.items() <= wrong.items()
    if not wanted:
        assert not wrong
