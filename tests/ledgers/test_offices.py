"""The facts of each office of a ledger: of this year's sheet, or as a mapping asks for them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from books import save, sheet

from assistant.errors import LedgerError
from assistant.ledgers.offices import offices_of

if TYPE_CHECKING:
    from pathlib import Path

MAPPING = """
document: {title: '{单位}2025年总结', organization: '{单位}', period: 2025}
file: 台账.xlsx
sheets: {a: {sheet: 台账}}
units: {from: a, column: 单位}
facts:
  - {id: told, indicator: 办结, from: a, sum: COLUMN}
  - {id: hand, indicator: 培训, value: 5, unit: 期}
"""


def test_a_wrong_total_stops_what_stands_on_it(tmp_path: Path) -> None:
    """An office's sum of another column is told; a fact written by hand stays as it is."""
    rows = [["单位", "受理(件)", "办结(件)"], ["甲局", 10, 9], ["乙局", 20, 18], ["合计", 31, 27]]
    save(sheet(rows, title="台账"), tmp_path / "台账.xlsx")
    mapping = tmp_path / "映射.yaml"
    mapping.write_text(MAPPING.replace("COLUMN", "办结"), "utf-8")
    texts = {name: make() for name, make in offices_of(mapping, lambda _: None)}
    assert list(texts) == ["甲局", "乙局"]
    assert "value: 18" in texts["乙局"]
    assert "where" not in texts["乙局"]
    mapping.write_text(MAPPING.replace("COLUMN", "受理"), "utf-8")
    for _, make in offices_of(mapping, lambda _: None):
        with pytest.raises(LedgerError) as caught:
            make()
        assert str(caught.value).count("B4:受理的合计写的是 31,B2:B3 加起来是 30") == 1


def test_the_sheet_is_of_the_year_reported_on(tmp_path: Path) -> None:
    """Of two years' sheets the later one, though the other has more rows."""
    head = ["单位", "受理(件)"]
    page = sheet([head, ["甲局", 1], ["乙局", 2], ["丙局", 3]], title="2024年")
    sheet([head, ["甲局", 4], ["乙局", 5]], title="2025年", book=page.parent)
    path = tmp_path / "台账.xlsx"
    save(page, path)
    texts = [make() for _, make in offices_of(path, lambda _: None)]
    assert ["value: 4" in texts[0], "value: 5" in texts[1], len(texts)] == [True, True, 2]
    assert all("period: 2025" in text for text in texts)


def test_a_row_of_a_mapping_without_an_office_or_a_number_is_told(tmp_path: Path) -> None:
    """By the cell where the name should stand, or stands alone."""
    rows = [["单位", "受理(件)", "办结(件)"], ["丁局", 7, 6], ["", 5, 5], ["戊局", "", ""]]
    save(sheet(rows, title="台账"), tmp_path / "台账.xlsx")
    mapping = tmp_path / "映射.yaml"
    mapping.write_text(MAPPING.replace("COLUMN", "办结"), "utf-8")
    told = dict(offices_of(mapping, lambda _: None))
    assert "value: 6" in told["丁局"]()
    for name, fault in (("第3行", "A3:没有单位名称"), ("戊局", "A4:只写了“戊局”")):
        with pytest.raises(LedgerError, match=fault):
            told[name]()
