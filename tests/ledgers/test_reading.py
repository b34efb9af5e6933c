"""Files by their content, cells by what they hold."""

from __future__ import annotations

import zipfile
from datetime import date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest
from books import CASES, save, sheet
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook
from openpyxl.styles import Font

from assistant.errors import InputError, LedgerError
from assistant.ledgers.cells import (
    Cell,
    Day,
    UnreadError,
    address,
    dated,
    read_day,
    read_number,
    row_column,
)
from assistant.ledgers.importing import import_file
from assistant.ledgers.reading import is_ledger, read_book
from assistant.ledgers.words import is_unit, sheet_units, split_unit

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize(
    ("text", "value", "unit", "bound"),
    [
        ("1,234", "1234", "", ""), ("１，２３４", "1234", "", ""), (" 12 ", "12", "", ""),
        ("10家", "10", "家", ""), ("3.2%", "3.2", "%", ""), ("５％", "5", "%", ""),
        ("1.2亿元", "1.2", "亿元", ""), ("-4.5", "-4.5", "", ""), ("3.5%以内", "3.5", "%", "at_most"),
        ("≥95%", "95", "%", "at_least"), ("不少于20次", "20", "次", "at_least"), ("0", "0", "", ""),
    ],
)  # fmt: skip
def test_text_numbers(text: str, value: str, unit: str, bound: str) -> None:
    """As offices type them."""
    found = read_number(Cell(text))
    assert found is not None
    assert (found.value, found.unit, found.bound) == (Decimal(value), unit, bound)


@pytest.mark.parametrize("text", ["—", "/", "无", "", "  ", "－", "……"])
def test_nothing_told_is_not_zero(text: str) -> None:
    """A dash is no number."""
    assert read_number(Cell(text)) is None


@pytest.mark.parametrize(
    "text",
    [
        "12,34",
        "0012",
        "3-5",
        "约300",
        "300余",
        "1 234",
        "3万",
        "十二",
        "1.2.3",
        "=SUM(A1)",
        "1e5",
        "(5)",
        "△5",
        "12?",
    ],
)
def test_what_is_no_number_is_refused(text: str) -> None:
    """Rather than read as another one."""
    with pytest.raises(UnreadError, match="应是数字"):
        read_number(Cell(text))


@pytest.mark.parametrize(
    ("value", "form", "wanted"),
    [
        (0.985, "0.0%", "98.5"), (0.985, '0.0"%"', "0.985"), (98.5, '0.0"%"', "98.5"),
        (19.899999999999999, "General", "19.9"), (812.4000000000001, "", "812.4"), (12.0, "0.00", "12"),
        (3.0, "# ?/?", "3"), (1234567.891, "#,##0.000", "1234567.891"),
    ],
)  # fmt: skip
def test_stored_numbers(value: float, form: str, wanted: str) -> None:
    """Fifteen digits, and a percent by its format alone."""
    stored = dated(value, form)
    assert not isinstance(stored, str)
    found = read_number(Cell(stored, form))
    assert found is not None
    assert found.value == Decimal(wanted)


def test_formats_that_shrink_the_number_are_refused() -> None:
    """A 万元 that is only shown so."""
    for form in ("0!.0,", '0.00,"千元"', "#,##0,"):
        with pytest.raises(UnreadError, match="缩小"):
            read_number(Cell(Decimal(8124000), form))


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2025.3.5", (2025, 3, 5)), ("2025-03-05", (2025, 3, 5)), ("2025/3/5", (2025, 3, 5)),
        ("2025年3月5日", (2025, 3, 5)), ("20250305", (2025, 3, 5)), ("3月5日", (2025, 3, 5)),
        ("3.5", (2025, 3, 5)), ("3.10", (2025, 3, 10)), ("2025年3月", (2025, 3, None)), ("3月", (2025, 3, None)),
        ("2025-03-05 08:30:00", (2025, 3, 5)),
    ],
)  # fmt: skip
def test_days(text: str, day: tuple[int, int, int | None]) -> None:
    """In every spelling of an office."""
    assert read_day(Cell(text), 2025) == Day(*day)


@pytest.mark.parametrize(
    "value", [Decimal("3.1"), Decimal(45721), "2025.2.30", "13月1日", "25.3.5", "3月上旬", "星期三"]
)
def test_what_is_no_day_is_refused(value: Decimal | str) -> None:
    """3.10 typed as a number, a serial number, a day that does not exist."""
    with pytest.raises(UnreadError):
        read_day(Cell(value), 2025)


def test_a_text_file_does_not_tell_the_first_from_the_tenth() -> None:
    """3.1 in a .csv may have been 3.10."""
    with pytest.raises(UnreadError, match=r"3\.10"):
        read_day(Cell("3.1"), 2025, texts=True)
    assert read_day(Cell("3.12"), 2025, texts=True) == Day(2025, 3, 12)


def test_serial_numbers_become_days() -> None:
    """By the formats that show a day; a weekday's too."""
    for form in ("yyyy-mm-dd", 'yyyy"年"m"月"d"日"', 'm"月"d"日"', "[$-804]aaaa", "mm-dd-yy"):
        assert dated(45721, form) == date(2025, 3, 5)
    assert dated(45721, "#,##0") == Decimal(45721)
    assert dated(0.5, "h:mm") == "12:00"


@pytest.mark.parametrize(
    ("head", "name", "unit"),
    [
        ("金额（万元）", "金额", "万元"), ("按期办结率(%)", "按期办结率", "%"), ("期末\n实有(户)", "期末实有", "户"),
        ("增长%", "增长", "%"), ("检定(台(件))", "检定", "台(件)"), ("受理(含补录)", "受理(含补录)", ""), ("人次", "人次", ""),
    ],
)  # fmt: skip
def test_units_of_heads(head: str, name: str, unit: str) -> None:
    """What stands in brackets, if it is a unit."""
    assert split_unit(head) == (name, unit)


def test_units_of_lines() -> None:
    """A line may name one, or several, which is ambiguous."""
    assert sheet_units("单位：万元") == ["万元"]
    assert sheet_units("（单位:件、万元）") == ["件", "万元"]
    assert sheet_units("填报单位:松林县林业局") == []
    assert is_unit("家次")
    assert not is_unit("2025年")


@given(st.integers(1, 9999), st.integers(1, 16384))
@settings(max_examples=60)
def test_addresses_come_back(row: int, column: int) -> None:
    """B5 is (5, 2)."""
    assert row_column(address(row, column)) == (row, column)


def _zip(path: Path, **parts: str) -> None:
    with zipfile.ZipFile(path, "w") as package:
        for name, text in parts.items():
            package.writestr(name, text)


def test_files_are_told_by_their_content(tmp_path: Path) -> None:
    """An .xlsx named .xls, an .xls named .xlsx or .et: the name does not count."""
    page = sheet([["乡镇", "受理(件)"], ["甲镇", 3]])
    for name in ("甲.xls", "甲.et", "甲.xlsx", "甲.dat"):
        save(page, tmp_path / name)
        assert read_book(tmp_path / name).kind == "xlsx"
        assert is_ledger(tmp_path / name)
    for name in ("乙.xlsx", "乙.et"):
        CASES["old xls"].make(tmp_path / name)
        assert read_book(tmp_path / name).kind == "xls"


@pytest.mark.parametrize(
    ("name", "data", "found"),
    [
        ("a.xlsx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600 + "EncryptedPackage".encode("utf-16-le"), "加了密码"),
        ("a.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600 + "WordDocument".encode("utf-16-le"), "Word 文档"),
        ("a.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600 + "Workbook".encode("utf-16-le"), "已损坏"),
        ("a.xls", "<html><table><tr><td>受理</td></tr></table></html>".encode(), "网页"),
        ("a.xls", b'<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"/>', "XML"),
        ("a.xlsx", b"%PDF-1.7", "PDF"),
        ("a.xlsx", b"PK\x03\x04broken", "损坏"),
        ("a.csv", "一段没有表格的话".encode(), "没有用逗号"),
        ("a.csv", b'a,"b\n1,2', "引号不成对"),
    ],
)  # fmt: skip
def test_what_is_no_ledger_is_named(tmp_path: Path, name: str, data: bytes, found: str) -> None:
    """Encrypted, damaged, of another program: each by what it is."""
    path = tmp_path / name
    path.write_bytes(data)
    with pytest.raises(InputError, match=found):
        read_book(path)


def test_another_office_file_is_named(tmp_path: Path) -> None:
    """A .docx, an archive."""
    _zip(tmp_path / "a.xlsx", **{"word/document.xml": "<a/>"})
    with pytest.raises(LedgerError, match=r"不是 \.xlsx 台账"):
        read_book(tmp_path / "a.xlsx")


def test_our_reader_agrees_with_openpyxl(tmp_path: Path) -> None:
    """Every cell of every faulty ledger, as an independent reader has it."""
    for case in CASES.values():
        path = tmp_path / case.file
        case.make(path)
        if path.suffix != ".xlsx":
            continue
        book = load_workbook(path)
        for grid in read_book(path).grids:
            for line in book[grid.name].iter_rows():
                for cell in line:
                    ours = grid.at(cell.row, cell.column)
                    if ours.origin in {None, (cell.row, cell.column)}:
                        _same(cell.value, ours)


def _same(theirs: object, ours: Cell) -> None:
    if isinstance(theirs, str) and theirs.startswith("="):
        assert ours.trouble == "formula"
    elif isinstance(theirs, int | float):
        assert ours.value == Decimal(f"{theirs:.15g}")
    else:
        theirs = theirs.date() if isinstance(theirs, datetime) else theirs
        assert (theirs or None) == (ours.value or None)


def test_struck_rows_are_told(tmp_path: Path) -> None:
    """A row that the office struck through still counts, and is named."""
    rows = [["序号", "日期", "标题"], [1, "2025.1.2", "甲"], [2, "2025.1.3", "乙"]]
    page = sheet(rows, title="2025年简报")
    page["C3"].font = Font(strike=True)
    save(page, tmp_path / "简报.xlsx")
    found = import_file(tmp_path / "简报.xlsx")
    assert any("第 3 行等 1 行有删除线,已计入" in note for note in found.notes)
