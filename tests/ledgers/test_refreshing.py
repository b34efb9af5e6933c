"""Next year's ledger, and a ledger that moved: what is told is what was changed."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from books import save, sheet
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook
from test_importing import told

from assistant.cli.main import run
from assistant.errors import FactsError
from assistant.facts import load_facts, roll_over
from assistant.ledgers.checking import differences, refresh
from assistant.ledgers.importing import import_mapping

if TYPE_CHECKING:
    from pathlib import Path

MAPPING = """
document: {title: 总结, period: 2025}
file: 台账.xlsx
sheets:
  a: {sheet: 2025年, totals: ignore}
facts:
  - {id: calls, indicator: 受理来电, from: a, sum: 来电, previous: 90, parts: {by: 单位}}
  - {id: visits, indicator: 接待来访, from: a, sum: 来访}
"""


def ledger(path: Path, rows: dict[str, tuple[int, int]]) -> None:
    """A cross table of two measures."""
    lines = [[name, *values] for name, values in rows.items()]
    save(sheet([["单位", "来电(件)", "来访(人次)"], *lines], title="2025年"), path)


def imported(folder: Path, rows: dict[str, tuple[int, int]]) -> tuple[Path, Path]:
    """The mapping and the facts file of a ledger, with a remark and a key by hand."""
    ledger(folder / "台账.xlsx", rows)
    mapping, facts = folder / "映射.yaml", folder / "表.yaml"
    mapping.write_text(MAPPING, "utf-8")
    text = import_mapping(mapping).text.replace(
        "    unit: 人次", "    unit: 人次   # 接访大厅\n    aliases: [接访]"
    )
    facts.write_text(text + "  - {id: hand, indicator: 评比, rank: 2, among: 全市}\n", "utf-8")
    return mapping, facts


@given(
    st.dictionaries(
        st.sampled_from("甲乙丙丁"), st.tuples(st.integers(1, 99), st.integers(1, 99)), min_size=2
    ),
    st.dictionaries(
        st.sampled_from("甲乙丙丁"), st.tuples(st.integers(1, 99), st.integers(1, 99)), min_size=2
    ),
)
@settings(max_examples=12)
def test_what_was_changed_is_what_is_told(
    tmp_path_factory: pytest.TempPathFactory,
    old: dict[str, tuple[int, int]],
    new: dict[str, tuple[int, int]],
) -> None:
    """Changed, new and vanished rows; and the refreshed file is the ledger's, its remarks kept."""
    folder = tmp_path_factory.mktemp("refresh")
    mapping, facts = imported(folder, old)
    assert differences(mapping, facts) == []
    ledger(folder / "台账.xlsx", new)
    found = differences(mapping, facts)
    values = {(item.fact, item.old, item.new) for item in found if item.key == "value"}
    sums = [("calls", 0), ("visits", 1)]
    wanted = {
        (name, str(sum(row[at] for row in old.values())), str(sum(row[at] for row in new.values())))
        for name, at in sums
    } | {
        (f"calls/{name}", str(old[name][0]), str(new[name][0])) for name in old.keys() & new.keys()
    }
    assert values == {item for item in wanted if item[1] != item[2]}
    assert {item.fact for item in found if item.key == "new"} == {
        f"calls/{name}" for name in new.keys() - old.keys()
    }
    assert {item.fact for item in found if item.key == "gone"} == {
        f"calls/{name}" for name in old.keys() - new.keys()
    }
    if old.keys() <= new.keys():
        refresh(facts, found)
        assert differences(mapping, facts) == []
        text = facts.read_text("utf-8")
        assert "# 接访大厅\n    aliases: [接访]" in text
        assert "{id: hand, indicator: 评比, rank: 2, among: 全市}" in text


def test_check_and_refresh_as_commands(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Check ends with 1 where the ledger moved; refresh shows what it changes, then writes."""
    mapping, facts = imported(tmp_path, {"甲所": (3, 4), "乙所": (5, 6)})

    def command(*words: str) -> int:
        with pytest.raises(SystemExit) as ended:
            run(["ledger", *words])
        return int(ended.value.code or 0)

    assert command("check", str(mapping), "--facts", str(facts)) == 0
    ledger(tmp_path / "台账.xlsx", {"甲所": (3, 4), "乙所": (7, 6), "丙所": (1, 0)})
    before = facts.read_bytes()
    assert command("check", str(mapping), "--facts", str(facts)) == 1
    assert command("refresh", str(mapping), str(facts), "--dry-run") == 0
    assert facts.read_bytes() == before
    capsys.readouterr()
    assert command("refresh", str(mapping), str(facts)) == 0
    out = capsys.readouterr().out
    assert "calls 的数值:8 → 11" in out
    assert "calls/乙所 的数值:5 → 7" in out
    assert "calls/丙所:事实表里没有,台账里是 1" in out
    assert told(load_facts(facts))["calls"][0] == 11
    assert command("check", str(mapping), "--facts", str(facts)) == 0


@pytest.mark.parametrize(
    ("period", "told"), [("2026", "表.yaml:事实表是 2025 年的,映射是 2026 年的"), ("2025-06", "")]
)
def test_a_mapping_of_another_time_is_told(period: str, told: str, tmp_path: Path) -> None:
    """One of another year changes nothing; of one of other months the period is told."""
    mapping, facts = imported(tmp_path, {"甲所": (3, 4)})
    text = MAPPING.replace("period: 2025", f"period: {period}").replace(
        "2025年,", "2025年, year: 2025,"
    )
    mapping.write_text(text, "utf-8")
    if told:
        with pytest.raises(FactsError, match=told):
            differences(mapping, facts)
    else:
        (found,) = differences(mapping, facts)
        assert (
            "事实表里是 2025年1月1日至2025年12月31日,映射里是 2025年6月1日至2025年6月30日"
            in found.text
        )


@pytest.mark.parametrize("parts", ["", ", parts: {by: 单位}"])
def test_what_waits_is_filled_in_from_the_ledger(parts: str, tmp_path: Path) -> None:
    """The next year's file takes the next year's ledger; nothing is added a second time."""
    ledger(tmp_path / "台账.xlsx", {"甲所": (3, 4), "乙所": (5, 6)})
    text = (
        MAPPING.replace(", parts: {by: 单位}", parts)
        .replace("previous: 90, ", "")
        .replace("previous: 90", "previous: false")
    )
    mapping, facts = tmp_path / "映射.yaml", tmp_path / "表.yaml"
    mapping.write_text(text, "utf-8")
    facts.write_text(import_mapping(mapping).text, "utf-8")
    new = tmp_path / "新.yaml"
    new.write_text(roll_over(facts, 2026).text, "utf-8")
    ledger(tmp_path / "台账.xlsx", {"甲所": (7, 4), "乙所": (5, 9), "丙所": (1, 1)})
    mapping.write_text(
        text.replace("period: 2025", "period: 2026").replace("2025年,", "2025年, year: 2026,"),
        "utf-8",
    )
    with pytest.raises(FactsError, match="是 2025 年的,按映射应是 2026 年的"):
        differences(mapping, new)
    page = load_workbook(tmp_path / "台账.xlsx")
    page.worksheets[0].title = "2026年"
    page.save(tmp_path / "台账.xlsx")
    mapping.write_text(text.replace("2025", "2026"), "utf-8")
    sheet = refresh(new, differences(mapping, new))
    assert told(sheet)["calls"] == (13, 8)
    assert told(sheet)["visits"] == (14, 10)
    assert differences(mapping, new) == []


@pytest.mark.parametrize(
    ("unit", "by_hand", "wanted"),
    [("千人次", "target: 2000", "2"), ("批", "previous: 7", None)],
)
def test_what_stands_beside_a_figure_goes_with_its_unit(
    unit: str, by_hand: str, wanted: str | None, tmp_path: Path
) -> None:
    """A target by hand is converted with its figure, or nothing is written; a row that went is told."""
    mapping, facts = imported(tmp_path, {"甲所": (3, 4), "乙所": (5, 6)})
    text = facts.read_text("utf-8").replace("    aliases", f"    {by_hand}\n    aliases")
    facts.write_text(text, "utf-8")
    page = sheet(
        [["单位", "来电(件)", f"来访({unit})"], ["甲所", 4, 3], ["丙所", 1, 2]], title="2025年"
    )
    save(page, tmp_path / "台账.xlsx")
    found = differences(mapping, facts)
    if wanted is None:
        with pytest.raises(FactsError, match="visits 里手写的 7人次 与台账现在的单位“批”不是一类"):
            refresh(facts, found)
        assert facts.read_text("utf-8") == text
        return
    new = refresh(facts, found)
    assert (str(new.by_id["visits"].target), new.by_id["visits"].unit) == (wanted, unit)
    assert new.by_id["calls"].value == 5
    assert new.pending == ("乙所",)
    assert differences(mapping, facts) == []
