"""Counts that the text bears out itself, and the numbers of enumerators."""

from __future__ import annotations

import pytest

from assistant.domain import Verdict
from assistant.verification import verify
from assistant.verification.consistency.structure import place_of
from tests.verification.verdicts.sheets import findings, sheet_of

SHEET = sheet_of(
    "id: a, indicator: 东镇产值, value: 31, unit: 亿元",
    "id: b, indicator: 西镇产值, value: 42, unit: 亿元",
)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("一是", 1),
        ("（十二）", 12),
        ("3.", 3),
        ("③", 3),
        ("⑴", 1),
        ("１、", 1),
        ("首先", 1),
        ("其次", None),
        ("百百", None),
    ],
)
def test_enumerators_have_numbers(text: str, value: int | None) -> None:
    """Every style of enumerator is counted."""
    assert place_of(text) == value


@pytest.mark.parametrize(
    "text",
    [
        "东镇、西镇两个乡镇产值分别为31亿元和42亿元。",
        "东镇产值31亿元，西镇产值42亿元，两个乡镇合计73亿元。",
        "全年工作记成三本账。\n一、收入账\n二、支出账\n三、良心账\n四、来年打算",
        "四、明年：两场硬仗\n——旧街改造动工。\n——新桥合龙通车。",
        "五、明年：两个“不停步”\n新的一年，一是修路不停步；二是种树不停步。",
        "西镇产值42亿元，东镇产值31亿元，最大的两家都在县城边上。",
    ],
)
def test_counts_that_the_text_bears_out_need_no_fact(text: str) -> None:
    """两个乡镇 after their names, and before 合计; headings, lines and points behind a count."""
    assert findings(text, SHEET) == []


@pytest.mark.parametrize(
    "text",
    [
        "全年工作记成五本账。\n一、收入账\n二、支出账\n三、良心账\n四、来年打算",
        "四、明年：三场硬仗\n——旧街改造动工。\n——新桥合龙通车。",
        "五、明年：三个“不停步”\n新的一年，一是修路不停步；二是种树不停步。",
    ],
)
def test_a_count_of_another_length_than_its_list_is_found(text: str) -> None:
    """The count is told before the headings, the lines or the points."""
    assert findings(text, SHEET) != []


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("四类奖项依次为23人次、47人次和75人次。", "四类"),
        ("三类奖项依次为23人次、47人次和75人次。", ""),
        ("两家单位分别发稿96篇、193篇和166篇。", "两家"),
        ("三家单位分别发稿96篇、193篇和166篇。", ""),
        ("三家单位分别发稿96篇、193篇等。", ""),
        ("春季、秋季两个专场和第八届农博会分别签约26个、22个和38个。", ""),
        ("早市与第五期夜市分别售出96篇、193篇。", ""),
        ("围绕“强师、提质、增效”四条主线推进工作。", "四条"),
        ("围绕“强师、提质、增效”三条主线推进工作。", ""),
        ("全局紧扣保护、传承、利用四项职能开展工作。", "四项"),
        ("全局紧扣保护、传承、利用三项职能开展工作。", ""),
        ("调解中心承担取证、调解三项职责。", "三项"),
        ("调解中心承担取证、调解两项职责。", ""),
        ("下面分三个部分汇报。\n一、修渠\n二、清淤\n", "三个"),
        ("围绕引水、清淤、补绿三条线推进工作。\n一、引水见效\n二、清淤见底\n", ""),
        ("围绕引水、清淤、补绿四条线推进工作。\n一、引水见效\n二、清淤见底\n", "四条"),
    ],
)
def test_a_count_is_that_of_the_list_beside_it(text: str, wrong: str) -> None:
    """Figures told in order behind it, or what stands between quotes before it."""
    clashes = [one for one in verify(text, SHEET).findings if one.verdict is Verdict.INCONSISTENT]
    assert [one.text for one in clashes] == ([wrong] if wrong else [])
