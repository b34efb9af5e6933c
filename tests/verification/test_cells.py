"""Figures of a table are in the unit that their head names."""

from __future__ import annotations

import pytest

from assistant.domain import Block, BlockKind, CellPlace, Document
from assistant.verification import verify
from tests.verification.verdicts.sheets import sheet_of

SHEET = sheet_of(
    "id: money, indicator: 水利投资, value: 38650, unit: 万元",
    "id: area, indicator: 灌溉面积, value: 1.52, unit: 万亩",
    "id: rate, indicator: 投资完成率, value: 96.5, unit: '%'",
)


def table(head: str, cell: str) -> Document:
    """A title and one cell with its head."""
    return Document.of_blocks(
        (
            Block(BlockKind.PARAGRAPH, "现将有关数据列表如下。"),
            Block(BlockKind.CELL, head, cell=CellPlace(1, 0, 1, head=True)),
            Block(BlockKind.CELL, cell, context=("全县", head), cell=CellPlace(1, 1, 1)),
        )
    )


@pytest.mark.parametrize(
    ("head", "cell"),
    [
        ("水利投资（万元）", "38650"),
        ("水利投资(单位:亿元)", "3.865"),
        ("灌溉面积（万亩）", "1.52"),
        ("灌溉面积/亩", "15200"),
        ("投资完成率（%）", "96.5"),
        ("水利投资", "38650万元"),
    ],
)
def test_a_bare_number_has_the_unit_of_its_head(head: str, cell: str) -> None:
    """In brackets or behind a stroke, with a scale or without; a unit of the cell's own stands."""
    assert [one.level for one in verify(table(head, cell), SHEET).figures] == [None]


@pytest.mark.parametrize(
    ("head", "cell"),
    [("水利投资（亿元）", "38650"), ("水利投资（万元）", "36850"), ("灌溉面积（亩）", "1.52")],
)
def test_a_wrong_unit_of_the_head_is_a_wrong_figure(head: str, cell: str) -> None:
    """The head's unit is told like any other."""
    assert [one.level for one in verify(table(head, cell), SHEET).figures] != [None]
