"""What is refused as an error and what as a doubt: neither lets a report pass."""

from __future__ import annotations

from typing import TYPE_CHECKING
from unittest.mock import patch

import pytest

from assistant.domain import Level
from assistant.verification import verifier, verify
from assistant.verification.verdicts.severity import severity, signs
from tests.verification.verdicts.sheets import sheet_of

if TYPE_CHECKING:
    from assistant.verification.verdicts.case import Case, Judgement
    from assistant.verification.verdicts.severity import Stated

SHEET = sheet_of(
    "id: loans, indicator: 图书外借, value: 86400, unit: 册次",
    "id: talks, indicator: 公益讲座, value: 38, unit: 场",
    "id: saved, indicator: 修复古籍, value: 1264, unit: 页",
    "id: gas, indicator: 燃气入户检查, value: 5230, unit: 户",
    "id: rate, indicator: 抽检合格率, value: 98.3, unit: '%'",
    "id: halls, indicator: 分馆, value: 16, unit: 个",
    "id: rooms, indicator: 城市书房, value: 24, unit: 个",
)
DOUBTS = [
    ("公益讲座38场，前后历时两个月。", "两个月"),
    ("图书外借86400册次，其间闭馆两个月。", "两个月"),
    ("燃气入户检查5230户，隐患压减三分之一。", "三分之一"),
    ("公益讲座38场，场地扩大到原来的2倍。", "2倍"),
    ("修复古籍1264页，花展接连办了38场。", "38场"),
    # Few things in Chinese numerals, which count nothing that a ledger counts.
    ("图书外借86400册次，管理员一天跑六趟。", "六趟"),
    ("公益讲座38场，读者带走七缕书香。", "七缕"),
    # A fact's value whose words speak of no fact.
    ("公益讲座38场，读书会办了16次。", "16次"),
]
ERRORS = [
    # Things are counted, or more is told than one digit, or nothing stands before it.
    ("公益讲座38场，购置花瓶4架。", "4架"),
    ("公益讲座38场，延时服务历时14个月。", "14个月"),
    ("前后历时两个月。", "两个月"),
    # A fact's value, alone or of its contrary.
    ("购置花瓶38场。", "38场"),
    ("公益讲座38场，抽检不合格率98.3%。", "98.3%"),
    # What the words speak of has another value, near it or of as many digits.
    ("修复古籍1264页，公益讲座36场。", "36场"),
    ("图书外借86400册次，公益讲座360场。", "360场"),
    ("图书外借86400册次，古籍6页。", "6页"),
    ("修复古籍1264页，图书外借68400册次。", "68400册次"),
    # The words name another fact.
    ("分馆16个，书房里也有16个。", "16个"),
    # A ledger's count, though it is few; in Chinese numerals with nothing before it.
    ("图书外借86400册次，流动书车6辆。", "6辆"),
    ("添置流动书车六辆。", "六辆"),
    # Its own name stands right before it.
    ("分馆16个，图书外借86400册次，延时开放的分馆24个。", "24个"),
]


@pytest.mark.parametrize(
    ("text", "figure", "level"),
    [(*row, Level.WARNING) for row in DOUBTS] + [(*row, Level.ERROR) for row in ERRORS],
)
def test_a_doubt_or_an_error(text: str, figure: str, level: Level) -> None:
    """Either way a person has to settle it."""
    report = verify(text, SHEET)
    found = [one for one in report.findings if one.start is not None]
    assert [(one.text.endswith(figure), one.level) for one in found] == [(True, level)]
    assert found[0].blocks
    assert not report.ok


@pytest.mark.parametrize(("text", "figure"), DOUBTS)
def test_a_doubt_that_a_person_lets_stand_passes(text: str, figure: str) -> None:
    """It is waived like any finding."""
    (found,) = (one for one in verify(text, SHEET).findings if one.text.endswith(figure))
    report = verify(text, SHEET, waivers={found.id: "按会议记录"})
    assert report.ok


@pytest.mark.parametrize(
    ("text", "slip"),
    [
        # 1264 of 38, 5230 of 38 and of 16, with one digit wrong.
        ("修复古籍1264页，公益讲座38场，摊开来33.8页。", True),
        ("燃气入户检查5230户，公益讲座38场，轮下来147.6户。", True),
        ("燃气入户检查5230户，分馆16个，轮下来336.9户。", True),
        # Two digits wrong; so few digits that one wrong one makes many numbers of many.
        ("图书外借86400册次，公益讲座38场，匀到场次上2347册次。", False),
        ("图书外借86400册次，分馆16个，撑起来的是5500册次。", False),
    ],
)
def test_a_misprint_of_what_was_told_is_a_sign(text: str, *, slip: bool) -> None:
    """What arithmetic over the sentence gives but for a digit was written wrongly, and not in other words."""
    known: list[str] = []

    def watch(case: Case, judgement: Judgement, stated: Stated) -> Level | None:
        known.extend(signs(case, stated))
        return severity(case, judgement, stated)

    with patch.object(verifier, "severity", watch):
        report = verify(text, SHEET)
    assert ("slip" in known) == slip
    assert not report.ok
