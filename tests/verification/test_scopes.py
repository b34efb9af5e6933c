"""What a figure is told of is named by the sheet: another place is an error, an unknown name a doubt."""

from __future__ import annotations

from pathlib import Path

import pytest

from assistant.domain import Level, Verdict
from assistant.facts import load_facts
from assistant.verification import verify

SHEET = load_facts(Path(__file__).parent / "sentences" / "scopes.yaml")


@pytest.mark.parametrize(
    ("sentence", "figure"),
    [
        ("全年农产品销售顺畅，直播带货1290万元。", "直播带货1290万元"),
        ("惠农贷款继续增加，向专业合作社投放5170万元。", "向专业合作社投放5170万元"),
        ("培训持续推进，其中种植大户2460人次。", "其中种植大户2460人次"),
        ("新增认证，其中茶叶一项37个。", "其中茶叶一项37个"),
        ("数据上报更及时，东岭监测点上报率99.4%。", "东岭监测点上报率99.4%"),
        # What is told behind, or by the way, is no name of the part.
        ("向农资商户发放惠农贷款5170万元，家庭农场登门致谢。", "向农资商户发放惠农贷款5170万元"),
        (
            "乡镇工会发展会员，退休人员人均可支配收入28640元，农村面貌一新。",
            "退休人员人均可支配收入28640元",
        ),
    ],
)
def test_a_name_that_the_sheet_does_not_know_is_a_doubt(sentence: str, figure: str) -> None:
    """No fact has a 直播带货; that 网络销售 is meant a person knows."""
    report = verify(f"办结农业投诉379件。{sentence}", SHEET)
    found = [one for one in report.findings if one.start is not None]
    assert [(one.text, one.verdict, one.level) for one in found] == [
        (figure, Verdict.MISATTRIBUTED, Level.WARNING)
    ]
    assert "请核对" in found[0].reason
    assert not report.ok  # before the person has settled it


@pytest.mark.parametrize(
    "sentence",
    [
        "网络销售1290万元。",
        "向家庭农场发放惠农贷款5170万元。",
        "城西片区上报率99.4%。",
        "网销1290万元。",
        "其中向家庭农场投放5170万元。",
        "农民培训2460人次。",
        "其中网络直播1290万元。",
        "县市区新购农机268台。",
    ],
)
def test_a_name_told_in_part_is_none(sentence: str) -> None:
    """A short form or a piece of the name is the name."""
    report = verify(sentence, SHEET)
    assert not [one for one in report.findings if one.start is not None]


def test_the_finding_begins_at_the_place_that_is_not_the_facts() -> None:
    """The place is what is wrong, and it is marked with what it is told of."""
    (found,) = [
        one
        for one in verify("柳庄乡全年巡查农资门店1326家次。", SHEET).findings
        if one.start is not None
    ]
    assert found.text == "柳庄乡全年巡查农资门店1326家次"
    assert "范围不同" in found.reason
    assert found.level is Level.ERROR
