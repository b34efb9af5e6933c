"""Last year by its number or a clause before, plans that set out from this year, what half a year did of a target."""

from __future__ import annotations

import pytest

from assistant.domain import FactSheet, Level, Verdict
from assistant.facts import parse_facts
from assistant.verification import verify
from tests.verification.verdicts.sheets import sheet_of

SHEET = sheet_of(
    "id: trees, indicator: 人工造林, value: 3420, unit: 亩, previous: 3000, target: 3300",
    "id: trees-plan, indicator: 2026年人工造林计划, value: 3600, unit: 亩, status: planned",
    "id: wait, indicator: 火情平均到场时间, value: 9.4, unit: 分钟, previous: 11",
    "id: wait-plan, indicator: 2026年火情平均到场时间, value: 9, unit: 分钟, status: planned, bound: at_most",
    "id: online, indicator: 网上办理率, value: 93.4, unit: '%', target: 92, previous: 88.9",
    "id: online-plan, indicator: 2026年网上办理率目标, value: 95, unit: '%', status: planned",
    "id: visits, indicator: 走访林企, value: 1450, unit: 户次, target: 1300, previous: 1100",
    "id: visits-h1, indicator: 上半年走访林企, value: 640, unit: 户次",
    "id: train, indicator: 技术培训, value: 64, unit: 期, previous: 50",
    "id: aid, indicator: 发放补助, value: 3.26, unit: 万元, previous: 2.1",
    "id: farms, indicator: 补助惠及农户, value: 1268, unit: 户, previous: 415",
    "id: market, event: 新苗木市场启用, date: 2025-08-16",
    "id: gate, event: 游客中心启用, date: 2026-09, status: planned",
    "id: rig, event: 东坡水塔改建动工, date: 2025-02-20",
    "id: rigged, event: 东坡水塔改建完工, date: 2025-10-10",
    "id: stock9, indicator: 9月末在库苗木, value: 5310, unit: 株",
)
RIGHT = [
    # Last year by its number, and what goes on of it.
    "2024年技术培训举办50期，2025年增至64期。",
    "2024年技术培训举办50期。\n人工造林3420亩。",
    "上年发放补助2.1万元，惠及农户415户。技术培训64期。",
    # A plan sets out from this year's value.
    "人工造林拟由今年的3420亩扩大到明年的3600亩。",
    "火情平均到场时间计划由9.4分钟缩短到9分钟以内。",
    # The plan of the year to come is an aim.
    "今年人工造林3420亩，比2026年计划数少180亩。",
    "今年人工造林3420亩，距2026年计划还差180亩。",
    "网上办理率93.4%，距2026年目标还差1.6个百分点。",
    "2026年人工造林计划数比2025年目标数高300亩。\n人工造林3420亩。",
    # What half a year did of the year's target.
    "上半年走访林企640户次，完成全年目标的49.2%。",
    "上半年走访林企640户次，占全年的44.1%。",
    # Growth on the year before, whatever it is called; ten days of a month.
    "人工造林3420亩，较上年增长14%。",
    "人工造林3420亩，较上年同期增长14%。",
    "新苗木市场于8月中旬启用，技术培训64期。",
    # Held against the year before by its number; a length of months that is not whole; a fact's month is of this year.
    "2026年计划人工造林3600亩，比2025年多180亩。",
    "2026年计划人工造林3600亩，比2024年多600亩。",
    "东坡水塔改建2月20日动工，10月10日完工，前后7个多月。",
    "截至2025年9月末，在库苗木5310株。",
]
WRONG = [
    ("2024年技术培训举办64期。", "64期"),
    ("2023年技术培训举办50期。", "50期"),
    ("上年发放补助2.1万元，今年惠及农户415户。", "415户"),
    ("技术培训64期，惠及农户415户。", "415户"),
    ("今年人工造林3420亩，距2026年计划还差120亩。", "120亩"),
    ("网上办理率93.4%，距2026年目标还差1.4个百分点。", "1.4个百分点"),
    ("2026年人工造林计划数比2025年目标数高180亩。", "180亩"),
    ("上半年走访林企640户次，完成全年目标的44.1%。", "44.1%"),
    ("上半年走访林企640户次，完成全年目标的58.2%。", "58.2%"),
    ("人工造林3420亩，较上半年增长14%。", "14%"),
    ("人工造林3420亩，环比增长14%。", "14%"),
    ("新苗木市场于8月上旬启用，技术培训64期。", "8月上旬"),
    ("新苗木市场于9月中旬启用，技术培训64期。", "9月中旬"),
    ("2026年计划人工造林3600亩，比2024年多180亩。", "比2024年多180亩"),
    ("东坡水塔改建2月20日动工，10月10日完工，前后8个多月。", "8个多月"),
    ("截至2024年9月末，在库苗木5310株。", "2024年9月末"),
    ("游客中心计划2027年9月建成启用。", "2027年9月"),
]

# What is known by the month, by one half of the year, by the station.
MONTHS = "".join(
    f"{{id: r{month}, indicator: {month}月, value: {rides}}}, "
    for month, rides in enumerate(
        (9.3, 11.2, 10.6, 15.4, 18.7, 12.9, 19.8, 22.3, 13.8, 21.7, 10.2, 9.3), 1
    )
)
PARTS = sheet_of(
    f"id: rides, indicator: 索道乘坐人次, value: 175.2, unit: 万人次, parts: [{MONTHS}]",
    "id: calls, indicator: 热线来电, value: 7300, unit: 通",
    "id: calls5, indicator: 5月热线来电, value: 930, unit: 通",
    "id: calls4, indicator: 4月热线来电, value: 600, unit: 通",
    "id: shows, indicator: 演出场次, value: 640, unit: 场",
    "id: shows_h1, indicator: 上半年演出场次, value: 280, unit: 场",
    "id: sold, indicator: 门票收入, value: 1286.4, unit: 万元",
    "id: sold_h1, indicator: 上半年门票收入, value: 538.2, unit: 万元",
    "id: trained, indicator: 学员培训, value: 1800, unit: 人次, previous: 1200, scope: 全年",
    "id: trained23, indicator: 2023年学员培训, value: 900, unit: 人次",
    "id: passed, indicator: 考核合格率, value: 96.4, unit: '%', previous: 95.1",
    "id: passed23, indicator: 2023年考核合格率, value: 93.2, unit: '%'",
    "id: bases, indicator: 年末实训基地, value: 46, unit: 个, previous: 41",
    "id: bases23, indicator: 2023年末实训基地, value: 35, unit: 个",
    "id: fairs, indicator: 招聘会, value: 60, unit: 场, previous: 45",
    "id: fairs26, indicator: 2026年招聘会计划, value: 75, unit: 场, status: planned",
    "id: hall, event: 新大厅启用, date: 2026-09, status: planned, value: 85, unit: 个",
    "id: walks26, indicator: 2026年企业走访计划, value: 170, unit: 家, status: planned",
    "id: walks, indicator: 企业走访, value: 510, unit: 家",
    "id: bus, indicator: 公交客运总量, value: 1240, unit: 万人次",
    "id: bus1, indicator: 上半年公交客运量, value: 580, unit: 万人次",
    "id: buses, indicator: 营运客车, value: 640, unit: 辆, previous: 655",
    "id: buses6, indicator: 6月末营运客车, value: 648, unit: 辆",
    "id: roads, indicator: 公路改造里程, value: 186, unit: 公里, previous: 150",
    "id: roads23, indicator: 2023年公路改造里程, value: 120, unit: 公里",
    "id: roads26, indicator: 2026年公路改造计划, value: 222, unit: 公里, status: planned",
    "id: files, indicator: 在库档案, value: 5260, unit: 份",
    "id: files6, indicator: 6月末在库档案, value: 5180, unit: 份",
    "id: files9, indicator: 9月末在库档案, value: 5310, unit: 份",
    "id: jobs, indicator: 招聘岗位, value: 900, unit: 个, parts: [{id: q1, indicator: 一季度, value: 310}, {id: q2, indicator: 二季度, value: 200}, {id: q3, indicator: 三季度, value: 160}, {id: q4, indicator: 四季度, value: 230}]",
    "id: crew, indicator: 安检员, value: 45, unit: 名, parts: [{id: c1, indicator: 城北站, value: 20}, {id: c2, indicator: 城南站, value: 25}]",
    "id: homes, indicator: 入户安检, value: 5400, unit: 户, parts: [{id: h1, indicator: 城北站, value: 3000}, {id: h2, indicator: 城南站, value: 2400}]",
)
# (true, the same with a figure that is not, that figure)
PAIRS = [
    ("一季度最淡，送走31.1万人次。", "一季度最淡，送走31.8万人次。", "31.8万人次"),
    (
        "索道乘坐175.2万人次，三、四季度分别为55.9万人次和41.2万人次。",
        "索道乘坐175.2万人次，三、四季度分别为41.2万人次和55.9万人次。",
        "55.9万人次",
    ),
    (
        "一季度送走31.1万人次，下半年合计比上半年多19万人次。",
        "一季度送走31.1万人次，下半年合计比上半年多16万人次。",
        "16万人次",
    ),
    (
        "2月天数少，日均却有4000人次，反超1月的3000人次。",
        "2月天数少，日均却有3600人次，反超1月的3000人次。",
        "3600人次",
    ),
    (
        "2月天数少，日均却有4000人次，反超1月的3000人次。",
        "2月天数少，日均却有4000人次，反超1月的3600人次。",
        "3600人次",
    ),
    (
        "全年乘坐索道175.2万人次，日均4800人次。\n9月日均4600人次，比全年日均低200人次。",
        "全年乘坐索道175.2万人次，日均4800人次。\n9月日均4600人次，比全年日均低400人次。",
        "400人次",
    ),
    (
        "5月热线来电930通，日均30通，环比增长55%。",
        "5月热线来电930通，日均31通，环比增长55%。",
        "31通",
    ),
    (
        "5月热线来电930通，日均30通，环比增长55%。",
        "5月热线来电930通，日均30通，环比增长45%。",
        "45%",
    ),
    (
        "全年演出640场。下半年比上半年更忙，演了360场，多出80场。",
        "全年演出640场。下半年比上半年更忙，演了360场，多出90场。",
        "90场",
    ),
    (
        "门票收入1286.4万元；下半年进账748.2万元，压过上半年210万元。",
        "门票收入1286.4万元；下半年进账748.2万元，压过上半年240万元。",
        "240万元",
    ),
    (
        "城北站人均入户安检150户，高于城南站的96户。",
        "城北站人均入户安检150户，高于城南站的106户。",
        "106户",
    ),
    (
        "招聘岗位四个季度依次为310个、200个、160个、230个，两落一起，四季度再增70个、升43.8%。",
        "招聘岗位四个季度依次为310个、200个、160个、230个，两落一起，四季度再增70个、升34.8%。",
        "34.8%",
    ),
    (
        "招聘岗位四个季度依次为310个、200个、160个、230个。",
        "招聘岗位四个季度依次为200个、310个、160个、230个。",
        "310个",
    ),
    (
        "6月末在库档案5180份，9月末5310份，也就是说三季度多了130份，四季度少了50份。",
        "6月末在库档案5180份，9月末5310份，也就是说三季度多了150份，四季度少了50份。",
        "150份",
    ),
    (
        "2023年至2025年，实训基地年末数分别为35个、41个和46个，两年净增11个。",
        "2023年至2025年，实训基地年末数分别为41个、35个和46个，两年净增11个。",
        "41个",
    ),
    (
        "2023年至2025年，实训基地年末数分别为35个、41个和46个，两年净增11个。",
        "2023年至2025年，实训基地年末数分别为35个、41个和46个，两年净增12个。",
        "12个",
    ),
    (
        "2023年至2025年，实训基地年末数分别为35个、41个和46个。",
        "2022年至2025年，实训基地年末数分别为35个、41个和46个。",
        "2022年至2025年",
    ),
    (
        "考核合格率三年走出93.2%、95.1%、96.4%的上扬线，累计提高3.2个百分点。",
        "考核合格率三年走出93.2%、96.4%、95.1%的上扬线，累计提高3.2个百分点。",
        "95.1%",
    ),
    (
        "考核合格率三年走出93.2%、95.1%、96.4%的上扬线，累计提高3.2个百分点。",
        "考核合格率三年走出93.2%、95.1%、96.4%的上扬线，累计提高2.3个百分点。",
        "2.3个百分点",
    ),
    ("学员培训两年翻一番。", "学员培训三年翻一番。", "三年"),
    ("学员培训两年翻一番。", "学员培训两年翻两番。", "翻两番"),
    (
        "2026年计划办招聘会75场，增量与今年同为15场。",
        "2026年计划办招聘会75场，增量与今年同为18场。",
        "18场",
    ),
    (
        "演出上半年280场，下半年360场，后一半比前一半多80场。",
        "演出上半年280场，下半年360场，后一半比前一半多60场。",
        "60场",
    ),
    ("新大厅85个窗口计划2026年9月启用。", "新大厅85个窗口9月启用。", "85个"),
    ("走访企业510家，另外170家明年走访。", "走访企业510家，另外170家今年走访。", "170家"),
    (
        "上半年公交客运580万人次，下半年又多出80万人次。",
        "上半年公交客运580万人次，下半年又多出60万人次。",
        "60万人次",
    ),
    (
        "上半年公交客运580万人次，下半年660万人次，后段比前段多80万人次。",
        "上半年公交客运580万人次，下半年660万人次，后段比前段多60万人次。",
        "60万人次",
    ),
    (
        "招聘岗位一季度310个，二、三季度合计360个，四季度230个，环比增加70个。",
        "招聘岗位一季度310个，二、三季度合计360个，四季度230个，环比增加90个。",
        "90个",
    ),
    (
        "招聘岗位上、下半年分别为510个和390个，前后相差120个。",
        "招聘岗位上、下半年分别为510个和390个，前后相差140个。",
        "140个",
    ),
    (
        "招聘岗位上、下半年分别为510个和390个。",
        "招聘岗位上、下半年分别为390个和510个。",
        "510个",
    ),
    (
        "营运客车640辆，上半年减少7辆，下半年减少8辆。",
        "营运客车640辆，上半年减少8辆，下半年减少8辆。",
        "减少8辆",
    ),
    (
        "2023年以来，公路改造里程依次为120公里、150公里、186公里。",
        "2023年以来，公路改造里程依次为150公里、120公里、186公里。",
        "150公里",
    ),
    ("三年累计改造公路456公里。", "三年累计改造公路336公里。", "336公里"),
    ("三年累计改造公路456公里。", "四年累计改造公路456公里。", "456公里"),
    (
        "2026年公路改造拟完成222公里，是2023年的1.85倍。",
        "2026年公路改造拟完成222公里，是2024年的1.85倍。",
        "2024年的1.85倍",
    ),
    (
        "在库档案5260份，6月末5180份，下半年增加80份。",
        "在库档案5260份，6月末5180份，下半年增加90份。",
        "90份",
    ),
]


@pytest.mark.parametrize(
    ("sentence", "sheet"),
    [*((one, SHEET) for one in RIGHT), *((one, PARTS) for one, _, _ in PAIRS)],
)
def test_what_is_true_passes(sentence: str, sheet: FactSheet) -> None:
    """No finding with a place."""
    assert not [one for one in verify(sentence, sheet).findings if one.start is not None]


@pytest.mark.parametrize(
    ("sentence", "figure", "sheet"),
    [*((*one, SHEET) for one in WRONG), *((*one, PARTS) for _, *one in PAIRS)],
)
def test_what_is_not_is_found(sentence: str, figure: str, sheet: FactSheet) -> None:
    """The figure is marked, or the words before it."""
    found = [one for one in verify(sentence, sheet).findings if one.start is not None]
    assert any(one.text.endswith(figure) and one.blocks for one in found)


# The places that a sheet is of are told from those that it is none of.
DISTRICT = parse_facts("""
document: {title: 年度总结, organization: 河东区市场监督管理局, self: 我局, period: 2025}
facts:
  - {id: gdp, indicator: 地区生产总值, value: 486.2, unit: 亿元, scope: 全区}
  - {id: sales, indicator: 社会消费品零售总额, value: 168.4, unit: 亿元}
  - {id: schooled, indicator: 辍学学生劝返, value: 23, unit: 名, scope: 龙潭乡}
  - {id: labs, indicator: 全省实验室比对通过, value: 12, unit: 项}
""")


@pytest.mark.parametrize(
    "sentence",
    [
        "全市实现地区生产总值486.2亿元。",
        "全省社会消费品零售总额168.4亿元。",
        "全区劝返辍学学生23名。",
        "全镇社会消费品零售总额168.4亿元。",
    ],
)
def test_all_of_another_level_is_another_scope(sentence: str) -> None:
    """A district's figure is no city's, a township's none of the district."""
    found = [one for one in verify(sentence, DISTRICT).findings if one.start is not None]
    assert [one.level for one in found] == [Level.ERROR]
    assert "范围不同" in found[0].reason


@pytest.mark.parametrize(
    "sentence",
    [
        "全区实现地区生产总值486.2亿元。",
        "龙潭乡劝返辍学学生23名。",
        "社会消费品零售总额168.4亿元，占全市的份额继续扩大。",
        "全省实验室比对通过12项。",
    ],
)
def test_its_own_level_tells_nothing(sentence: str) -> None:
    """全区 said by an office of the district; 全省 where the fact's own name has it."""
    assert not [one for one in verify(sentence, DISTRICT).findings if one.start is not None]


@pytest.mark.parametrize(
    ("sentence", "told"),
    [
        ("2024年技术培训举办64期。", "2024年技术培训举办64期"),
        ("人工造林3420亩，较上半年增长14%。", "较上半年增长14%"),
        ("技术培训64期，环比增长28%。", "环比增长28%"),
    ],
)
def test_one_mistake_is_told_once(sentence: str, told: str) -> None:
    """The time is what is wrong: one finding holds it with its figure."""
    found = [one for one in verify(sentence, SHEET).findings if one.start is not None]
    assert [(one.text, one.verdict) for one in found] == [(told, Verdict.WRONG_PERIOD)]
