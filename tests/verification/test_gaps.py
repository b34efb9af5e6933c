"""Gaps between two facts, between a rate and its target, and what an average divides by."""

from __future__ import annotations

import pytest

from assistant.domain import Verdict
from assistant.facts import parse_facts
from assistant.verification import verify

SHEET = parse_facts("""
document: {title: 全市经济运行情况, organization: 云岭市统计局, self: 我市, period: 2025}
facts:
  - {id: gdp, indicator: 地区生产总值增速, value: 5.3, unit: "%", scope: 全市, previous: 5.8, target: 5.5}
  - {id: province, indicator: 地区生产总值增速, value: 4.9, unit: "%", scope: 全省, required: false}
  - {id: nation, indicator: 国内生产总值增速, value: 5.0, unit: "%", scope: 全国, required: false}
  - {id: retail, indicator: 社会消费品零售总额, value: 786.3, unit: 亿元, scope: 全市, previous: 749.6, parts: [
      {id: town, indicator: 城镇, value: 612.9, previous: 586.5}, {id: rural, indicator: 乡村, value: 173.4, previous: 163.1}]}
  - {id: born, indicator: 生猪出栏, value: 268.4, unit: 万头, previous: 276.7}
  - {id: kept, indicator: 生猪存栏, value: 152.3, unit: 万头, previous: 158.9}
  - {id: revenue, indicator: 一般公共预算收入, value: 118.4, unit: 亿元, previous: 115.2, target: 119.8}
  - {id: industry, indicator: 规模以上工业增加值增速, value: 4.2, unit: "%", scope: 全市, previous: 6.8}
  - {id: half, indicator: 上半年规模以上工业增加值增速, value: 5.7, unit: "%", scope: 全市}
  - {id: hitech, indicator: 高技术制造业增加值增速, value: 13.4, unit: "%"}
  - {id: hitech-share, indicator: 高技术制造业占规模以上工业增加值比重, value: 14.6, unit: "%", previous: 13.1}
  - {id: mining, indicator: 采矿业增加值增速, value: -6.8, unit: "%", previous: 2.5}
  - {id: prices, indicator: 居民消费价格涨幅, value: -0.2, unit: "%"}
  - {id: invest, indicator: 上半年固定资产投资增速, value: -0.9, unit: "%"}
  - {id: tea, indicator: 茶园面积, value: 8.4, unit: 万亩, parts: [
      {id: east, indicator: 东坪镇, value: 3.5}, {id: stone, indicator: 石桥乡, value: 2.0}, {id: cloud, indicator: 云台乡, value: 2.9}]}
  - {id: leaf, indicator: 干茶产量, value: 6720, unit: 吨}
  - {id: field, indicator: 干茶亩均收入, value: 8600, unit: 元/亩}
  - {id: tax, indicator: 税收收入, value: 81.9, unit: 亿元, previous: 82.5}
""")  # fmt: skip


@pytest.mark.parametrize(
    ("sentence", "figure"),
    [
        ("全市地区生产总值增长5.3%，比全省快0.4个百分点，比全国快0.3个百分点。", "0.3个百分点"),
        ("地区生产总值增长5.3%，领先全省0.4个百分点。", "0.4个百分点"),
        ("与年初5.5%的预期目标相比，地区生产总值增速仍有0.2个百分点的缺口。", "0.2个百分点"),
        ("城镇、乡村零售额分别增长4.5%、6.3%，乡村快1.8个百分点。", "1.8个百分点"),
        (
            "生猪出栏下降3%；存栏152.3万头，降幅为4.2%，比出栏降幅还大1.2个百分点。",
            "1.2个百分点",
        ),
        ("高技术制造业增长13.4%，比规上工业平均增速高出9.2个百分点。", "9.2个百分点"),
        ("一般公共预算收入118.4亿元，为年度预算的98.8%，欠收1.4亿元。", "1.4亿元"),
        ("采矿业由上年的增长2.5%转为下降6.8%。", "2.5%"),
        ("CPI比上年下降0.2%。", "0.2%"),
        ("固定资产投资上半年即转负，为-0.9%。", "-0.9%"),
        ("税收81.9亿元，同比略降0.7%。", "0.7%"),
        ("干茶亩均收入每亩8600元；税收收入81.9亿元。", "81.9亿元"),
        ("东坪茶园3.5万亩，比石桥多1.5万亩。", "1.5万亩"),
        ("东坪镇3.5万亩，石桥乡2万亩，石桥乡就占茶园面积的23.8%。", "23.8%"),
        ("城镇零售额612.9亿元，占到全市的77.9%。", "77.9%"),
        ("茶园面积8.4万亩，其中石桥2万亩。采制干茶6720吨，平均每亩产茶80公斤。", "80公斤"),
    ],
)
def test_a_gap_or_average_of_what_the_words_name_is_proved(sentence: str, figure: str) -> None:
    """The figure follows from the two values that its words name."""
    told = {item.text: item for item in verify(sentence, SHEET).figures}
    assert told[figure].verdict in {Verdict.DERIVED, Verdict.SUPPORTED, Verdict.ROUNDED}, told[
        figure
    ].reason


@pytest.mark.parametrize(
    ("sentence", "figure"),
    [
        ("全市地区生产总值增长5.3%，比全省快0.5个百分点。", "0.5个百分点"),
        ("全市地区生产总值增长5.3%，比全省慢0.4个百分点。", "0.4个百分点"),
        ("与年初5.5%的预期目标相比，地区生产总值增速仍有0.3个百分点的缺口。", "0.3个百分点"),
        ("城镇、乡村零售额分别增长4.5%、6.3%，城镇快1.8个百分点。", "1.8个百分点"),
        ("高技术制造业增长13.4%，比规上工业平均增速高出8.2个百分点。", "8.2个百分点"),
        ("一般公共预算收入118.4亿元，为年度预算的98.8%，欠收1.8亿元。", "1.8亿元"),
        ("CPI比上年上涨0.2%。", "0.2%"),
        ("税收81.9亿元，同比略降0.9%。", "0.9%"),
        ("东坪茶园3.5万亩，比石桥多1.8万亩。", "1.8万亩"),
        ("东坪镇3.5万亩，石桥乡2万亩，石桥乡就占茶园面积的41.7%。", "41.7%"),
        ("城镇零售额612.9亿元，占到全市的67.9%。", "67.9%"),
        ("茶园面积8.4万亩，其中石桥2万亩。采制干茶6720吨，平均每亩产茶60公斤。", "60公斤"),
    ],
)
def test_a_gap_that_does_not_follow_is_a_finding(sentence: str, figure: str) -> None:
    """Another value, or another direction."""
    told = {item.text: item for item in verify(sentence, SHEET).figures}
    assert told[figure].verdict not in {Verdict.DERIVED, Verdict.SUPPORTED, Verdict.ROUNDED}


EARLIER = parse_facts("""
document: {title: 全县五年工作, organization: 云溪县人民政府, self: 我县, period: 2025}
facts:
  - {id: urban, indicator: 常住人口城镇化率, value: 54.3, unit: "%"}
  - {id: urban20, indicator: 2020年常住人口城镇化率, value: 46.8, unit: "%", required: false}
  - {id: firms, indicator: 高新技术企业, value: 48, unit: 家}
  - {id: firms20, indicator: 2020年高新技术企业, value: 16, unit: 家, required: false}
  - {id: dust, indicator: PM2.5年均浓度, value: 24, unit: 微克/立方米}
  - {id: dust20, indicator: 2020年PM2.5年均浓度, value: 32, unit: 微克/立方米, required: false}
  - {id: books, indicator: 馆藏图书, value: 78.6, unit: 万册}
  - {id: people, indicator: 常住人口, value: 62.4, unit: 万人}
  - {id: export, indicator: 出口总额, value: 158.2, unit: 亿元, previous: 163.5}
  - {id: import, indicator: 进口总额, value: 57.5, unit: 亿元, previous: 67.9}
  - {id: loss, indicator: 供水漏损率, value: 8.6, unit: "%"}
  - {id: standard, indicator: 国家漏损率控制标准, value: 9, unit: "%", required: false}
  - {id: granted, indicator: 免费开放补助资金, value: 120, unit: 万元}
  - {id: used, indicator: 免费开放补助资金支出, value: 114.6, unit: 万元}
""")  # fmt: skip


@pytest.mark.parametrize(
    ("sentence", "figure", "proved"),
    [
        ("城镇化率54.3%，五年提高7.5个百分点。", "7.5个百分点", True),
        ("城镇化率54.3%，五年提高6.5个百分点。", "6.5个百分点", False),
        ("城镇化率54.3%，五年下降7.5个百分点。", "7.5个百分点", False),
        ("PM2.5年均浓度24微克/立方米，五年上升25%。", "25%", False),
        ("高新技术企业达到48家，较2020年减少32家。", "32家", False),
        ("高新技术企业达到48家，较2015年增加2倍。", "2015年", False),
        ("2020年高新技术企业16家，现有高新技术企业48家，增加32家。", "32家", True),
        ("2020年高新技术企业16家，现有高新技术企业48家，减少32家。", "32家", False),
        ("高新技术企业达到48家，较2020年增加2倍。", "2倍", True),
        ("高新技术企业达到48家，较2020年增加3倍。", "3倍", False),
        ("高新技术企业达到48家，较2020年增加32家。", "32家", True),
        ("高新技术企业达到48家，较2015年增加32家。", "32家", False),
        ("PM2.5年均浓度下降到24微克/立方米，五年下降25%。", "25%", True),
        ("PM2.5年均浓度下降到24微克/立方米，五年下降35%。", "35%", False),
        ("馆藏图书78.6万册，人均1.26册。", "1.26册", True),
        ("馆藏图书78.6万册，人均1.62册。", "1.62册", False),
        ("出口158.2亿元，进口57.5亿元，全年贸易顺差100.7亿元。", "100.7亿元", True),
        ("出口158.2亿元，进口57.5亿元，全年贸易顺差110.7亿元。", "110.7亿元", False),
        ("进口57.5亿元，下降15.3%，降幅是出口的近5倍。", "近5倍", True),
        ("进口57.5亿元，下降15.3%，降幅是出口的近3倍。", "近3倍", False),
        ("漏损率降至8.6%，优于国家9%的控制标准0.4个百分点。", "0.4个百分点", True),
        ("漏损率降至8.6%，优于国家9%的控制标准1.4个百分点。", "1.4个百分点", False),
        ("补助资金到位120万元，支出114.6万元，结余5.4万元。", "5.4万元", True),
        ("补助资金到位120万元，支出114.6万元，结余6.4万元。", "6.4万元", False),
    ],
)
def test_what_follows_from_another_year_another_fact_or_a_standard(
    sentence: str, figure: str, *, proved: bool
) -> None:
    """A value is proved, and another in its place is not."""
    told = {item.text: item for item in verify(sentence, EARLIER).figures}
    assert (told[figure].level is None) is proved, told[figure].reason


@pytest.mark.parametrize(
    ("sentence", "figure", "proved"),
    [
        ("城镇居民收入42875元，农村居民收入22640元，城乡收入比由1.92缩小到1.89。", "1.92", True),
        ("城镇居民收入42875元，农村居民收入22640元，城乡收入比由1.92缩小到1.89。", "1.89", True),
        ("城镇居民收入42875元，农村居民收入22640元，城乡收入比由1.92缩小到1.79。", "1.79", False),
        ("固定资产投资比全省低5.4个百分点。上半年即转负，为-0.9%，全年下降3.6%。", "-0.9%", True),
        ("全省固定资产投资增速为1.8%，上半年即转负，为-0.8%。", "-0.8%", False),
    ],
)
def test_ratios_without_a_sign_and_rates_below_zero(
    sentence: str, figure: str, *, proved: bool
) -> None:
    """A ratio told as a plain number; a negative rate where another place's stands nearby."""
    sheet = parse_facts("""
document: {title: 全市经济运行情况, organization: 云岭市统计局, self: 我市, period: 2025}
facts:
  - {id: town, indicator: 城镇居民人均可支配收入, value: 42875, unit: 元, previous: 41068}
  - {id: rural, indicator: 农村居民人均可支配收入, value: 22640, unit: 元, previous: 21358}
  - {id: invest, indicator: 固定资产投资增速, value: -3.6, unit: "%", scope: 全市, previous: 5.1}
  - {id: province, indicator: 固定资产投资增速, value: 1.8, unit: "%", scope: 全省, required: false}
  - {id: half, indicator: 上半年固定资产投资增速, value: -0.9, unit: "%", scope: 全市}
""")  # fmt: skip
    told = {item.text: item for item in verify(sentence, sheet).figures}
    assert (told[figure].level is None) is proved, told[figure].reason


TOWN = parse_facts("""
document: {title: 镇政府工作报告, organization: 青石镇人民政府, self: 我镇, period: 2025}
facts:
  - {id: income, indicator: 一般公共预算收入, value: 8620, unit: 万元, previous: 7980}
  - {id: income20, indicator: 2020年一般公共预算收入, value: 5640, unit: 万元, required: false}
  - {id: spend, indicator: 一般公共预算支出, value: 9200, unit: 万元}
  - {id: people, indicator: 民生支出, value: 6900, unit: 万元}
  - {id: villages, indicator: 行政村, value: 18, unit: 个}
  - {id: sewage, indicator: 生活污水治理完成村, value: 14, unit: 个}
  - {id: farms, indicator: 家庭农场, value: 118, unit: 家}
  - {id: common, indicator: 村集体经营性收入, value: 1620, unit: 万元}
  - {id: days, indicator: 空气优良天数, value: 318, unit: 天}
  - {id: guests, indicator: 接待游客, value: 28.6, unit: 万人次}
  - {id: tour, indicator: 乡村旅游收入, value: 5720, unit: 万元}
  - {id: land, indicator: 耕地面积, value: 5.8, unit: 万亩}
  - {id: good, indicator: 高标准农田累计, value: 4.64, unit: 万亩}
  - {id: cuts, indicator: 新增减税降费退税, value: 2.18, unit: 亿元, parts: [
      {id: cut, indicator: 减税, value: 1.36}, {id: refund, indicator: 留抵退税, value: 0.54}, {id: fee, indicator: 降费, value: 0.28}]}
  - {id: owed, indicator: 欠税金额, value: 0, unit: 万元}
  - {id: taken, indicator: 受理信访事项, value: 312, unit: 件}
  - {id: done, indicator: 办结信访事项, value: 306, unit: 件}
""")  # fmt: skip


@pytest.mark.parametrize(
    ("sentence", "figure", "proved"),
    [
        ("一般公共预算收入由5640万元增加到8620万元，增长52.8%，年均增长8.9%。", "52.8%", True),
        ("一般公共预算收入由5640万元增加到8620万元，增长52.8%，年均增长8.9%。", "8.9%", True),
        ("一般公共预算收入由5640万元增加到8620万元，增长32.8%。", "32.8%", False),
        ("一般公共预算收入由5640万元增加到8620万元，年均增长9.9%。", "9.9%", False),
        ("一般公共预算收入由5640万元增加到8620万元，下降52.8%。", "52.8%", False),
        ("一般公共预算收入由5640万元增加到8620万元，年均下降8.9%。", "8.9%", False),
        ("五年来，一般公共预算收入由5640万元增加到8620万元，年均增长8.9%。", "8.9%", True),
        ("由14个村扩大到18个村，村集体经营性收入1620万元，增长52.8%。", "52.8%", False),
        ("民生支出6900万元，民生支出才占一般公共预算支出的85%。", "85%", False),
        ("减税1.36亿元、降费2800万元，两项合计占欠税金额的61.4%。", "61.4%", False),
        ("民生支出6900万元，占一般公共预算支出的四分之三。", "四分之三", True),
        ("民生支出6900万元，占一般公共预算支出的三分之二。", "三分之二", False),
        ("14个村完成生活污水治理，覆盖率77.8%。", "77.8%", True),
        ("14个村完成生活污水治理，覆盖率87.8%。", "87.8%", False),
        ("空气优良天数318天，优良率87.1%。", "87.1%", True),
        ("空气优良天数318天，优良率97.1%。", "97.1%", False),
        ("村集体经营性收入1620万元，村均90万元。", "90万元", True),
        ("村集体经营性收入1620万元，村均80万元。", "80万元", False),
        ("接待游客28.6万人次，旅游收入5720万元，人均消费200元。", "200元", True),
        ("接待游客28.6万人次，旅游收入5720万元，人均消费300元。", "300元", False),
        ("高标准农田累计4.64万亩，占全镇5.8万亩耕地的八成。", "八成", True),
        ("高标准农田累计4.64万亩，占全镇5.8万亩耕地的六成。", "六成", False),
        ("减税1.36亿元、留抵退税5400万元、降费2800万元，减税占比62.4%。", "62.4%", True),
        ("受理信访事项312件，办结306件，还有6件正在办理。", "6件", True),
        ("受理信访事项312件，办结306件，还有8件正在办理。", "8件", False),
    ],
)
def test_rates_averages_and_growth_between_told_values(
    sentence: str, figure: str, *, proved: bool
) -> None:
    """The whole, the divisor and the base are those that the words name."""
    told = {item.text: item for item in verify(sentence, TOWN).figures}
    assert (told[figure].level is None) is proved, told[figure].reason


ROADS = parse_facts("""
document: {title: 交通运输局2025年总结, organization: 交通运输局, self: 我局, period: 2025}
facts:
  - {id: tonkm, indicator: 公路货物周转量, value: 118.4, unit: 亿吨公里}
  - {id: tons, indicator: 公路货运量, value: 7632, unit: 万吨}
  - {id: shed, indicator: 治超卸载货物, value: 3.51, unit: 万吨}
  - {id: cars, indicator: 查处超限车辆, value: 2340, unit: 辆}
  - {id: fee, indicator: 门诊次均费用, value: 186.2, unit: 元}
  - {id: bed, indicator: 住院次均费用, value: 6473, unit: 元}
  - {id: one, indicator: 三级医院, value: 1, unit: 家}
  - {id: trips, indicator: 流动图书车出车, value: 156, unit: 次}
  - {id: books, indicator: 流动图书车送书, value: 23400, unit: 册}
  - {id: way, indicator: 流动图书车行程, value: 8640, unit: 公里}
  - {id: buses, indicator: 公交营运车辆, value: 1420, unit: 辆}
  - {id: clean, indicator: 新能源公交车, value: 1278, unit: 辆}
  - {id: rush, event: 春运, date: {from: 2025-01-14, to: 2025-02-22}}
  - {id: rice, indicator: 水稻产量, value: 1.68, unit: 万吨}
  - {id: paddy, indicator: 水稻面积, value: 11.2, unit: 万亩}
  - {id: works, indicator: 加工业产值, value: 137.5, unit: 亿元}
  - {id: farm, indicator: 农业总产值, value: 55, unit: 亿元}
  - {id: doctors, indicator: 医师, value: 168, unit: 人}
  - {id: nurses, indicator: 护士, value: 210, unit: 人}
  - {id: herbal, indicator: 中医类别医师, value: 108, unit: 人}
  - {id: drugs, indicator: 药占比, value: 30.2, unit: "%"}
  - {id: budget, indicator: 康复楼总投资, value: 9800, unit: 万元}
  - {id: paid, indicator: 康复楼累计投资, value: 6370, unit: 万元}
  - {id: masters, indicator: 名老中医, value: 4, unit: 名}
  - {id: pupils, indicator: 师承徒弟, value: 12, unit: 名}
  - {id: paste, indicator: 膏方调配, value: 1260, unit: 料, previous: 840}
  - {id: plaster, indicator: 三伏贴敷, value: 5200, unit: 人次}
  - {id: plaster26, indicator: 2026年三伏贴敷计划, value: 6000, unit: 人次, status: planned}
  - {id: clinic, statement: 针灸科获评省级重点专科}
  - {id: jobs, indicator: 城镇新增就业, value: 6248, unit: 人}
  - {id: jobs1, indicator: 上半年城镇新增就业, value: 3412, unit: 人}
  - {id: hired, indicator: 公开招聘, value: 158, unit: 名, parts: [
      {id: school, indicator: 教育系统, value: 72}, {id: ward, indicator: 卫生系统, value: 54}, {id: rest, indicator: 其他, value: 32}]}
  - {id: talent, indicator: 引进人才, value: 286, unit: 名, parts: [
      {id: master, indicator: 硕士及以上, value: 64}, {id: bachelor, indicator: 本科, value: 186}, {id: skill, indicator: 技能人才, value: 36}]}
""")  # fmt: skip


@pytest.mark.parametrize(
    ("sentence", "figure", "proved"),
    [
        ("货物周转量118.4亿吨公里，货运量7632万吨，平均运距155公里。", "155公里", True),
        ("货物周转量118.4亿吨公里，货运量7632万吨，平均运距165公里。", "165公里", False),
        ("货物周转量118.4亿吨公里，查处超限车辆2340辆，平均运距155公里。", "155公里", False),
        ("查处超限车辆2340辆，卸载货物3.51万吨，平均每车15吨。", "15吨", True),
        ("查处超限车辆2340辆，卸载货物3.51万吨，平均每车25吨。", "25吨", False),
        ("出车156趟，行程8640公里，送书2.34万册，平均每趟150册。", "150册", True),
        ("出车156趟，行程8640公里，送书2.34万册，平均每趟250册。", "250册", False),
        ("公交车1420辆，九成是新能源车。", "九成", True),
        ("公交车1420辆，六成是新能源车。", "六成", False),
        ("春运40天（1月14日至2月22日）平稳。", "40天", True),
        ("春运30天（1月14日至2月22日）平稳。", "30天", False),
        ("水稻面积11.2万亩，产量1.68万吨，折合亩产150公斤。", "150公斤", True),
        ("水稻面积11.2万亩，产量1.68万吨，折合亩产250公斤。", "250公斤", False),
        ("加工业产值137.5亿元，与农业总产值之比达到2.5∶1。", "2.5∶1", True),
        ("加工业产值137.5亿元，与农业总产值之比达到3.5∶1。", "3.5∶1", False),
        ("城镇新增就业6248人，上下半年分别为3412人和2836人。", "3412人", True),
        ("城镇新增就业6248人，上下半年分别为3412人和2836人。", "2836人", True),
        ("城镇新增就业6248人，上下半年分别为2836人和3412人。", "3412人", False),
        ("公开招聘158名，教育、卫生系统分别为72名和54名，合计占近八成。", "近八成", True),
        ("公开招聘158名，教育、卫生系统分别为72名和54名，合计占近九成。", "近九成", False),
        ("引进人才286名，其中硕士及以上64名、本科186名，硕士及以上占22.4%。", "22.4%", True),
        ("引进人才286名，其中硕士及以上64名、本科186名，硕士及以上占32.4%。", "32.4%", False),
        ("护士210人、医师168人。医师中，中医类别108人，占64.3%。", "64.3%", True),
        ("医师168人、护士210人。医师中，中医类别108人，占51.4%。", "51.4%", False),
        ("康复楼累计投资6370万元，占总投资的65%。", "65%", True),
        ("康复楼累计投资6370万元，占总投资的30%。", "30%", False),
        ("4名名老中医收徒12名，人均带徒3名。", "3名", True),
        ("4名名老中医收徒12名，人均带徒5名。", "5名", False),
        ("调配膏方1260料，比上年的840料增加一半。", "840料", True),
        ("调配膏方1260料，比上年的940料增加一半。", "940料", False),
        ("2026年计划开展三伏贴敷6000人次，增加800人次。", "800人次", True),
        ("2026年计划开展三伏贴敷6000人次，增加900人次。", "900人次", False),
        ("三级医院1家，门诊次均费用6473元、住院次均费用186.2元。", "6473元", False),
    ],
)
def test_an_average_is_over_what_its_word_counts(
    sentence: str, figure: str, *, proved: bool
) -> None:
    """By trips, by cars, by tons of a composed unit; never by one, nor an average again."""
    told = {item.text: item for item in verify(sentence, ROADS).figures}
    assert (told[figure].level is None) is proved, told[figure].reason


@pytest.mark.parametrize(("gap", "proved"), [("40元", True), ("60元", False)])
def test_what_followed_in_another_paragraph_is_held_against(gap: str, *, proved: bool) -> None:
    """比装卸均价高40元, where the mean was told in the paragraph before."""
    sheet = parse_facts("""
    document: {title: 港务集团2025年工作总结, period: 2025}
    facts:
      - {id: boxes, indicator: 集装箱吞吐量, value: 64000, unit: 标箱}
      - {id: fees, indicator: 集装箱装卸收入, value: 1920, unit: 万元}
      - {id: bulk, indicator: 散货装卸收入, value: 2040, unit: 万元}
      - {id: moved, indicator: 散改集箱量, value: 60000, unit: 标箱}
    """)
    report = verify(
        "集装箱吞吐量64000标箱，装卸收入1920万元，装卸均价为每标箱300元。\n"
        f"散货装卸收入2040万元，散改集箱量60000标箱，每标箱340元，比装卸均价高{gap}。\n",
        sheet,
    )
    assert (report.figures[-1].verdict is Verdict.DERIVED) == proved
