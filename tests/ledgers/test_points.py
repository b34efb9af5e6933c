"""Points by a scheme that is data, and sheets of several offices in one."""

from __future__ import annotations

import io
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest
from books import save, sheet
from openpyxl import load_workbook
from test_sources import command

from assistant.errors import LedgerError
from assistant.facts import load_facts, parse_facts
from assistant.ledgers.importing import import_file
from assistant.ledgers.mapping import read_mapping
from assistant.ledgers.merging import merge
from assistant.ledgers.points import Ranking, bulletin, ranking_of
from assistant.ledgers.reckoning import Reckoner, Workbooks

if TYPE_CHECKING:
    from pathlib import Path

SCHEME = """
document: {title: 信息工作, organization: 某县委办, period: 2025}
file: 台账.xlsx
sheets:
  a: {sheet: 采用}
facts: []
points:
  from: a
  entity: 单位
  entities: [甲镇, 乙镇, 丙镇]
  article: 标题
  take: best
  rules:
    - {name: 省以上, when: {级别: [省级, 国家级]}, add: 1.0}
    - {name: 市级, when: {级别: 市级}, add: 0.5}
    - {name: 县级, when: {级别: 县级}, add: 0.3}
  missing:
    - {name: 信息, quota: 1, each: -0.2, per: month}
    - {name: 调研, when: {体裁: 调研}, quota: 1, each: -0.5, per: quarter}
  through: 3
  among: 全县
"""
ROWS = [
    ("甲镇", "2025.1.5", "一稿", "县级", "信息"),
    ("甲镇", "2025.1.9", "一稿", "省级", "信息"),
    ("甲镇", "2025.2.1", "二稿", "市级", "调研"),
    ("乙镇", "2025.1.3", "三稿", "市级", "信息"),
    ("乙镇", "2025.3.3", "四稿", "县级", "信息"),
]


def ranking(folder: Path, text: str = SCHEME, rows: list[tuple[str, ...]] = ROWS) -> Ranking:
    """The ranking of a scheme over rows."""
    save(
        sheet([["单位", "日期", "标题", "级别", "体裁"], *map(list, rows)], title="采用"),
        folder / "台账.xlsx",
    )
    path = folder / "映射.yaml"
    path.write_text(text, "utf-8")
    return ranking_of(Reckoner(read_mapping(path), str(path), Workbooks(folder)))


def points(found: Ranking, time: str) -> dict[str, tuple[Decimal, int]]:
    """Points and rank of every unit in a time."""
    return {unit: (score.points, score.rank) for unit, score in found.tables[time].items()}


def test_points_by_hand(tmp_path: Path) -> None:
    """An article counts once at its highest; what is missing costs; a unit without a row is there."""
    found = ranking(tmp_path)
    assert list(found.tables) == ["1月", "2月", "3月", "第一季度", "1—3月"]
    assert points(found, "1月") == {
        "甲镇": (Decimal("1.0"), 1),
        "乙镇": (Decimal("0.5"), 2),
        "丙镇": (Decimal("-0.2"), 3),
    }
    # 甲: 1.0 + 0.5 − 0.2 (March); 乙: 0.5 + 0.3 − 0.2 (February) − 0.5; 丙: −0.6 − 0.5
    assert points(found, "第一季度") == {
        "甲镇": (Decimal("1.3"), 1),
        "乙镇": (Decimal("0.1"), 2),
        "丙镇": (Decimal("-1.1"), 3),
    }


def test_every_adoption_counts_where_the_scheme_says_so(tmp_path: Path) -> None:
    """And equal points share a rank: 1, 1, 3; or 1, 1, 2."""
    found = ranking(tmp_path, SCHEME.replace("take: best", "take: all"))
    assert points(found, "1月")["甲镇"] == (Decimal("1.3"), 1)
    rows = [("甲镇", "2025.1.5", "一", "市级", "信息"), ("乙镇", "2025.1.6", "二", "市级", "信息")]
    assert [rank for _, rank in points(ranking(tmp_path, rows=rows), "1月").values()] == [1, 1, 3]
    dense = SCHEME.replace("through: 3", "ties: dense")
    assert [rank for _, rank in points(ranking(tmp_path, dense, rows), "1月").values()] == [1, 1, 2]


@pytest.mark.parametrize(
    ("old", "new", "row", "told"),
    [
        ("  take: best\n", "", None, "缺 take"),
        ("  article: 标题\n", "", None, "同一篇"),
        ("", "", ("丁镇", "2025.1.1", "五稿", "县级", "信息"), "A7:“丁镇”不在 entities 的名单里"),
        ("", "", ("甲镇", "2025.1.1", "五稿", "乡级", "信息"), "A7:这一行不合任何一条计分规则"),
        ("", "", ("甲镇", "2024.1.1", "五稿", "县级", "信息"), "B7:日期是 2024 年的"),
        ("", "", (None, "2025.1.1", "五稿", "县级", "信息"), "A7:单位或日期是空的"),
    ],
)
def test_what_the_scheme_leaves_open_is_asked(
    tmp_path: Path, old: str, new: str, row: tuple[str, ...] | None, told: str
) -> None:
    """Which of several adoptions counts must be said; nobody is scored by a guess."""
    with pytest.raises(LedgerError) as caught:
        ranking(
            tmp_path, SCHEME.replace(old, new) if old else SCHEME, [*ROWS, *([row] if row else [])]
        )
    assert told in str(caught.value)


def test_ranking_bulletin_and_facts_are_written(tmp_path: Path) -> None:
    """An .xlsx, a 通报 of its own, and ranks as facts."""
    found = ranking(tmp_path)
    lines = bulletin(found, "某县委办", 2025)
    assert lines[0] == "某县委办关于2025年第一季度信息工作情况的通报"
    assert "第1名：甲镇，采用2篇，得1.3分。" in lines
    assert lines[-1] == "没有信息采用的单位：丙镇。"
    assert command("ledger", "points", tmp_path / "映射.yaml") == 0
    facts = load_facts(tmp_path / "排名.事实表.yaml")
    assert [(facts.by_id[f"points-{at}"].value, facts.by_id[f"rank-{at}"].rank) for at in (1, 2, 3)] == [
        (Decimal("1.3"), 1), (Decimal("0.1"), 2), (Decimal("-1.1"), 3),
    ]  # fmt: skip
    book = load_workbook(tmp_path / "排名.xlsx")
    assert book.sheetnames == ["1—3月", "第一季度", "3月", "2月", "1月"]
    assert [cell.value for cell in book["第一季度"][2]] == [1, "甲镇", 2, 1.3, 1, 1, 0, 1, 0]
    page = book["第一季度"]
    assert (page.page_setup.orientation, page.print_title_rows) == ("landscape", "$1:$1")
    proof = ("verify", tmp_path / "通报.docx", "--facts", tmp_path / "通报.事实表.yaml")
    assert command(*proof) == 0
    assert (tmp_path / "通报.draft").is_file()


def test_sheets_of_several_offices_become_one(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Totals are left out, one thing with two values is named with both cells, a missing sender too."""
    for name, rows in {
        "东河镇": [["甲村", 3], ["乙村", 4], ["合计", 7]],
        "西岭乡": [["乙村", 5], ["丙村", 6]],
    }.items():
        save(sheet([["村", "户数(户)"], *rows]), tmp_path / f"{name}.xlsx")
    files = [tmp_path / "东河镇.xlsx", tmp_path / "西岭乡.xlsx"]
    found = merge(files, ["东河镇", "西岭乡", "岭上乡"])
    assert found.rows == 4
    assert found.missing == ("岭上乡",)
    assert found.conflicts == (
        "乙村的户数:东河镇.xlsx 工作表“Sheet1”B3是 4,西岭乡.xlsx 工作表“Sheet1”B2是 5",
    )
    assert (
        command(
            "ledger", "merge", *files, "-o", tmp_path / "汇总.xlsx", "--senders", "东河镇、岭上乡"
        )
        == 1
    )
    assert "没有报:岭上乡" in capsys.readouterr().out
    page = load_workbook(tmp_path / "汇总.xlsx")["汇总"]
    assert [[cell.value for cell in row] for row in page.iter_rows()][:2] == [
        ["报送单位", "村", "户数(户)"],
        ["东河镇", "甲村", 3],
    ]
    save(sheet([["村", "人数(人)"], ["丁村", 1]]), tmp_path / "岭上乡.xlsx")
    with pytest.raises(LedgerError, match=r"列与 东河镇\.xlsx 的不同:人数、户数"):
        merge([*files, tmp_path / "岭上乡.xlsx"])


@pytest.mark.parametrize(
    ("other", "found"),
    [
        ([["2025年植树"], ["村", "面积(公顷)"]], "“面积”的单位是“公顷”.*的是“亩”"),
        ([["2024年植树"], ["村", "面积(亩)"]], "年份是“2024”.*的是“2025”"),
        ([["2025年植树"], ["单位：千克"], ["村", "面积(亩)"]], "表上的单位是“千克”.*“没有写”"),
    ],
)
def test_sheets_of_other_units_or_another_year_are_not_merged(
    other: list[list[str]], found: str, tmp_path: Path
) -> None:
    """Figures that may not be added up are never put below one another."""
    save(sheet([["2025年植树"], ["村", "面积(亩)"], ["甲村", 3]]), tmp_path / "东镇.xlsx")
    save(sheet([*other, ["乙村", 4]]), tmp_path / "西镇.xlsx")
    with pytest.raises(LedgerError, match=found):
        merge([tmp_path / "东镇.xlsx", tmp_path / "西镇.xlsx"])


@pytest.mark.parametrize(
    "titles", [("2025年用电", "2025年用电"), ("2025年东镇用电", "2025年西镇用电")]
)
def test_what_all_sheets_say_above_their_heads_is_kept(
    titles: tuple[str, str], tmp_path: Path
) -> None:
    """The unit and the year of all are those of the merged sheet."""
    for name, title in zip("东西", titles, strict=True):
        rows = [[title], ["单位：万千瓦时"], ["村", "生活用电"], [f"{name}村", 3]]
        save(sheet(rows), tmp_path / f"{name}镇.xlsx")
    (tmp_path / "汇总.xlsx").write_bytes(merge(sorted(tmp_path.glob("*镇.xlsx"))).data)
    facts = parse_facts(import_file(tmp_path / "汇总.xlsx").text)
    period = facts.document.period
    assert (period and period.year, facts.facts[0].value, facts.facts[0].unit) == (
        2025,
        6,
        "万千瓦时",
    )


def test_a_text_never_becomes_a_formula(tmp_path: Path) -> None:
    """What a village calls itself in its sheet stays a text in the merged one."""
    page = sheet([["村", "户数(户)"], ["甲村", 3], ["x", 4]])
    page["A3"].value = "=1+1"
    page["A3"].data_type = "s"
    save(page, tmp_path / "东镇.xlsx")
    cell = load_workbook(io.BytesIO(merge([tmp_path / "东镇.xlsx"]).data)).worksheets[0]["B3"]
    assert (cell.value, cell.data_type) == ("=1+1", "s")


def test_merging_keeps_formats_and_refuses_what_has_no_value(tmp_path: Path) -> None:
    """A percent stays one though the table stands off the corner; a formula without its value is named."""
    page = sheet([[], [None, None, "村", "户数(户)", "通水率"], [None, None, "甲村", 3, 0.985]])
    page["E3"].number_format = "0.0%"
    save(page, tmp_path / "东镇.xlsx")
    rows = load_workbook(io.BytesIO(merge([tmp_path / "东镇.xlsx"]).data)).worksheets[0]
    assert [cell.value for cell in rows[2]] == ["东镇", "甲村", 3, 0.985]
    assert rows["D2"].number_format == "0.0%"
    page["D3"] = "=1+2"
    save(page, tmp_path / "东镇.xlsx")
    with pytest.raises(LedgerError, match="D3:这一格是公式"):
        merge([tmp_path / "东镇.xlsx"])
