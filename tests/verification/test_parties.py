"""Who does something to, for or with whom is held against what the facts tell."""

from __future__ import annotations

import pytest

from assistant.domain import Level, Verdict
from tests.verification.verdicts.sheets import findings, sheet_of

# The sheet is that of 云岭县档案局, who calls itself 我局.
SHEET = sheet_of(
    "id: water, statement: 县水务局向我局移交竣工图纸18套；我局向县水务局出具验收意见6份",
    "id: craft, statement: 我局派出3名修复技师到市档案馆跟班学习",
    "id: guide, statement: 市档案馆选派2名专家来我局现场指导",
    "id: rules, event: 我局与县教育局联合印发《档案进校园实施办法》, date: 2025-03-05",
    "id: notes, indicator: 县领导批示的档案资政材料, value: 9, unit: 份",
    "id: press, indicator: 各级媒体采用我局稿件, value: 57, unit: 篇",
    "id: fund, indicator: 县财政对库房改造投入, value: 136.8, unit: 万元",
    "id: cloud, statement: 云州大学为我局开发智能检索系统1套",
    "id: sensors, indicator: 区域监测站数据完好率, value: 98.6, unit: '%'",
    "id: gift, statement: 云岭县慈善总会向我局捐赠密集架12组；我局向4家乡镇卫生院派驻档案员5名",
    "id: paid, statement: 县医保局拨付我局补助43万元",
    "id: visit, statement: 省档案局对我局开展执法督查2次",
)
# Right, and the same told wrongly.
PAIRS = [
    ("县水务局全年向我局移交竣工图纸18套。", "我局全年向县水务局移交竣工图纸18套。"),
    ("竣工图纸由县水务局移交给我局，共18套。", "竣工图纸由我局移交给县水务局，共18套。"),
    ("我局收到县水务局移交的竣工图纸18套。", "县水务局收到我局移交的竣工图纸18套。"),
    ("我局向县水务局出具验收意见6份。", "我局向县交通局出具验收意见6份。"),
    ("全年为县水务局出具验收意见6份。", "全年为县住建局出具验收意见6份。"),
    ("我局3名修复技师赴市档案馆跟班锻炼。", "市档案馆3名修复技师赴我局跟班锻炼。"),
    ("市档案馆2名专家到我局现场指导。", "省档案馆2名专家到我局现场指导。"),
    ("我局邀请市档案馆2名专家现场指导。", "县文旅局2名专家来我局现场指导。"),
    (
        "《档案进校园实施办法》由县教育局会同我局印发。",
        "《档案进校园实施办法》由县文旅局会同我局印发。",
    ),
    ("我局联合县教育局印发档案进校园实施办法。", "我局联合县财政局印发档案进校园实施办法。"),
    ("9份档案资政材料获县领导批示。", "9份档案资政材料获市领导批示。"),
    ("县主要领导对9份档案资政材料作出批示。", "省领导对9份档案资政材料作出批示。"),
    ("我局稿件被各级媒体采用57篇。", "我局采用各级媒体稿件57篇。"),
    ("县财政投入库房改造136.8万元。", "我局向县财政上缴136.8万元。"),
    ("云州大学为我局开发智能检索系统1套。", "我局为云州大学开发智能检索系统1套。"),
    (
        "由县教育局与我局联合印发的《档案进校园实施办法》。",
        "由县文旅局与我局联合印发的《档案进校园实施办法》。",
    ),
    ("云岭县慈善总会捐赠密集架12组。", "我局向云岭县慈善总会捐赠密集架12组。"),
    ("我局向乡镇卫生院派驻档案员5名。", "乡镇卫生院向我局派驻档案员5名。"),
    ("县医保局向我局拨付补助43万元。", "我局向县医保局拨付补助43万元。"),
    ("我局派出3名修复技师到市档案馆学习。", "我局派出3名修复技师到市图书馆学习。"),
    ("省档案局对我局开展执法督查2次。", "我局对省档案局开展执法督查2次。"),
]
SILENT = [
    # The same told from the other side, or in short names.
    "我局从县水务局接收竣工图纸18套。",
    "市档案馆接收我局3名修复技师跟班学习。",
    "县档案局向县水务局出具验收意见6份。",
    "县水务局获得验收意见6份。",
    "我局向县领导报送的档案资政材料获批示9份。",
    "我局对县领导批示的9份档案资政材料逐一落实。",
    "我局争取县财政资金136.8万元。",
    "我局向县财政申请库房改造资金136.8万元。",
    "省、市级媒体采用我局稿件57篇。",
    "县水务局使用我局验收意见6份。",
    "省局对我局开展执法督查2次。",
    "9份档案资政材料得到县委、县政府领导批示。",
    "县水务局向我局移交竣工图纸18套、我局向其出具验收意见6份。",
    "县农业农村部门移交竣工图纸18套。",
    "云州大学与我局联合开发智能检索系统1套。",
    # Other deeds.
    "县教育局印发劳动教育实施办法。",
    "由我局维护的区域监测站数据完好率98.6%。",
    "市气象台区域监测站数据完好率98.6%。",
    "我局向县教育局提供馆藏目录。",
    "县水务局向县住建局移交项目清单。",
    "县图书馆派人到我局跟班学习。",
]


@pytest.mark.parametrize("sentence", [*SILENT, *(right for right, _ in PAIRS)])
def test_what_is_so_or_unknown_passes(sentence: str) -> None:
    """No finding that someone else did it."""
    assert not [one for one in findings(sentence, SHEET) if "事实是" in one.reason]


@pytest.mark.parametrize("sentence", [wrong for _, wrong in PAIRS])
def test_parties_exchanged_or_replaced_are_an_error(sentence: str) -> None:
    """The finding tells what the sheet says."""
    (found,) = [one for one in findings(sentence, SHEET) if "事实是" in one.reason]
    assert (found.verdict, found.level) == (Verdict.MISATTRIBUTED, Level.ERROR)
