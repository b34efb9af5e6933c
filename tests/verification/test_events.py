"""When dated events were, told without a date, is held against the sheet."""

from __future__ import annotations

import pytest

from assistant.domain import Level
from tests.verification.verdicts.sheets import findings, sheet_of

SHEET = sheet_of(
    "id: check, event: 消防安全验收通过, date: 2025-05-12",
    "id: open, event: 新馆正式开馆, date: 2025-06-01",
    "id: fair, event: 第六届读书节, date: {from: 2025-04-23, to: 2025-04-28}, value: 32, unit: 场",
    "id: rules, event: 与县教育局联合出台《馆校共建实施细则》, date: 2025-03-05",
    "id: branch, event: 城南分馆投用, date: 2026-03, status: planned",
    "id: contract, event: 城南分馆施工合同签订, date: 2025-11-20",
    "id: move, event: 古籍库房搬迁, date: {from: 2025-07-02, to: 2025-08-15}",
    "id: drill, event: 汛期应急演练, date: 2025-06-20",
    "id: drill2, event: 冬季应急演练, date: 2025-12-05",
    "id: tour, event: 冬季巡展, date: {from: 2024-12-10, to: 2025-02-20}",
    "id: loans, indicator: 图书外借, value: 86420, unit: 册次",
)
# Right, and the same told wrongly.
PAIRS = [
    ("消防安全验收通过之后，新馆正式开馆。", "消防安全验收通过之前，新馆正式开馆。"),
    ("新馆在消防安全验收通过之后正式开馆。", "新馆在消防安全验收通过之前正式开馆。"),
    ("新馆开馆前，第六届读书节圆满举办。", "新馆开馆后，第六届读书节圆满举办。"),
    (
        "《馆校共建实施细则》出台后，我局举办第六届读书节。",
        "《馆校共建实施细则》出台前，我局举办第六届读书节。",
    ),
    (
        "我局先举办第六届读书节，再通过消防安全验收。",
        "我局先通过消防安全验收，再举办第六届读书节。",
    ),
    ("先通过消防安全验收后开馆，新馆建设画上句号。", "先新馆开馆后通过消防安全验收，工作有序。"),
    (
        "我局与县教育局联合出台《馆校共建实施细则》，随后举办第六届读书节。",
        "我局举办第六届读书节，随后与县教育局联合出台《馆校共建实施细则》。",
    ),
    ("新馆正式开馆。此前，消防安全验收通过。", "消防安全验收通过。此前，新馆正式开馆。"),
    ("汛期应急演练早于古籍库房搬迁。", "汛期应急演练晚于古籍库房搬迁。"),
    ("新馆开馆比消防安全验收通过更晚。", "新馆开馆比消防安全验收通过更早。"),
    (
        "城南分馆施工合同签订的次年，城南分馆将投用。",
        "城南分馆施工合同签订的当年，城南分馆将投用。",
    ),
    ("新馆正式开馆的当月，我局组织汛期应急演练。", "新馆正式开馆的次月，我局组织汛期应急演练。"),
    ("二季度，新馆正式开馆。", "三季度，新馆正式开馆。"),
    ("新馆于上半年正式开馆。", "新馆于下半年正式开馆。"),
    (
        "三季度，基础业务有条不紊，古籍库房完成搬迁。",
        "一季度，基础业务有条不紊，古籍库房完成搬迁。",
    ),
    (
        "消防安全验收、新馆开馆和汛期应急演练三件事都在上半年完成。",
        "消防安全验收、古籍库房搬迁和汛期应急演练三件事都在上半年完成。",
    ),
    (
        "第六届读书节、消防安全验收、新馆开馆三项工作中，新馆开馆最晚。",
        "第六届读书节、消防安全验收、新馆开馆三项工作中，消防安全验收最晚。",
    ),
    (
        "第六届读书节、消防安全验收、新馆开馆中，最早的是第六届读书节。",
        "第六届读书节、消防安全验收、新馆开馆中，最早的是新馆开馆。",
    ),
    (
        "第六届读书节、消防安全验收、新馆开馆依次完成。",
        "第六届读书节、新馆开馆、消防安全验收依次完成。",
    ),
    ("4月28日，第六届读书节落幕，共举办32场。", "4月28日，第六届读书节启动，共举办32场。"),
    ("古籍库房搬迁7月2日开始。", "古籍库房搬迁7月2日结束。"),
    ("城南分馆施工合同签订次年投用。", "城南分馆施工合同签订当年投用。"),
    ("城南分馆明年将投用。", "城南分馆已顺利投用。"),
]
SILENT = [
    # Other things than the sheet's events.
    "消防安全验收通过之前，新馆试运行。",
    "新馆开馆之后，图书外借86420册次。",
    "应急演练之后，新馆正式开馆。",
    "古籍库房搬迁启动之前，我局举办第六届读书节。",
    "第五届读书节在新馆开馆之后举办。",
    # Days that both words fit.
    "古籍库房搬迁期间，馆员坚守岗位。",
    "一季度，冬季巡展圆满举办。",
    "古籍库房搬迁7月2日开始，8月15日结束。",
    "新馆开馆期间，第六届读书节深受好评。",
    # Of another year, intended.
    "明年，新馆开馆之后将举办第六届读书节。",
    "下一步，力争在新馆开馆之后举办第六届读书节。",
    "城南分馆将于明年一季度投用。",
    "与上半年相比，汛期应急演练更贴近实战。",
    "城南分馆尚未投用。",
]


@pytest.mark.parametrize("sentence", [*SILENT, *(right for right, _ in PAIRS)])
def test_what_is_so_or_unknown_passes(sentence: str) -> None:
    """No finding that an event was at another time."""
    assert not [one for one in findings(sentence, SHEET) if one.level is Level.ERROR]


@pytest.mark.parametrize("sentence", [wrong for _, wrong in PAIRS])
def test_an_event_at_another_time_is_an_error(sentence: str) -> None:
    """The finding tells the dates of the sheet."""
    found = [one for one in findings(sentence, SHEET) if one.level is Level.ERROR]
    assert any("年" in one.reason and "月" in one.reason for one in found)
