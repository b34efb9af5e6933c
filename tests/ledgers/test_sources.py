"""Sources: whether the workbook beside the facts file bears what they say."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from books import CASES, save, sheet

from assistant.cli.main import run
from assistant.documents.checklist import source_link

if TYPE_CHECKING:
    from pathlib import Path


def command(*words: object) -> int:
    """Runs ``assistant`` and returns its exit code."""
    with pytest.raises(SystemExit) as ended:
        run([str(word) for word in words])
    return int(ended.value.code or 0)


@pytest.mark.parametrize(
    ("fact", "wrong"),
    [
        ("value: 30, unit: 件, source: 台账.xlsx!案件!B2", ""),
        ("value: 31, unit: 件, source: 台账.xlsx!案件!B2", "台账里是 30,事实表里是 31"),
        ("value: 70, unit: 件, source: 台账.xlsx!案件!B2:B3 求和", ""),
        ("value: 70, unit: 件, source: '台账.xlsx!案件!B2,B3 求和'", ""),
        ("value: 71, unit: 件, source: 台账.xlsx!案件!B2:B3 求和", "台账里是 70"),
        ("value: 98.5, unit: '%', source: 台账.xlsx!案件!C2", ""),
        ("value: 812.4, unit: 万元, source: 台账.xlsx!案件!D2", ""),
        ("value: 30, unit: 件, source: 台账.xlsx!安件!B2", "没有这张工作表,有的是 案件"),
        ("value: 30, unit: 件, source: 台账.xlsx!案件!B99", "没有这一格"),
        ("value: 30, unit: 件, source: 台账.xlsx!案件!C3", "这一格是空的"),
        ("value: 30, unit: 件, source: 台账.xlsx!案件!D3", ""),
        ("value: 30, unit: 件, source: 别处.xlsx!案件!B2", ""),
        ("value: 30, unit: 件, source: 稽查股", ""),
        ("value: 2, unit: 件, source: 台账.xlsx!案件!A2:B3 计数", ""),
    ],
)
def test_a_source_is_looked_into(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], fact: str, wrong: str
) -> None:
    """A value that the cell does not bear, a sheet or cell that is not there; all else is left alone."""
    save(
        sheet(
            [
                ["乡镇", "件数", "比率", "金额"],
                ["甲", 30, 0.985, 8124000],
                ["乙", 40, None, "=1+1"],
            ],
            title="案件",
        ),
        tmp_path / "台账.xlsx",
    )
    facts = tmp_path / "表.yaml"
    facts.write_text(
        f"document: {{title: 总结}}\nfacts:\n  - {{id: a, indicator: 案件, {fact}}}\n", "utf-8"
    )
    assert command("facts", "check", facts) == (1 if wrong else 0)
    assert wrong in capsys.readouterr().out


@pytest.mark.parametrize(
    ("head", "cells"), [("流量(人次)", ("2.6万", "4100")), ("货值(万元)", ("1.3亿元", "88"))]
)
def test_what_was_imported_bears_its_source(
    head: str, cells: tuple[str, str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A cell in a larger unit than its column is read as it was imported."""
    lines = [
        f"口岸,{head}",
        *(f"{name}港,{cell}" for name, cell in zip("东西", cells, strict=True)),
    ]
    (tmp_path / "口岸.csv").write_text("\n".join(lines), "utf-8")
    assert command("ledger", "import", tmp_path / "口岸.csv", "-o", tmp_path / "表.yaml") == 0
    assert command("facts", "check", tmp_path / "表.yaml") == 0
    text = (
        (tmp_path / "表.yaml")
        .read_text("utf-8")
        .replace("value: 26000", "value: 27000")
        .replace("value: 13088", "value: 13")
    )
    (tmp_path / "表.yaml").write_text(text.replace("parts:", "partial: true\n    parts:"), "utf-8")
    capsys.readouterr()
    assert command("facts", "check", tmp_path / "表.yaml") == 1
    assert "台账里是 26000" in (out := capsys.readouterr().out) or "台账里是 13088" in out


def test_the_check_list_links_to_cells() -> None:
    """To the first of several."""
    assert source_link("台账.xlsx!案件!B2") == ("台账.xlsx", "'案件'!B2")
    assert source_link("台账.xlsx!案件!B2:B9 求和") == ("台账.xlsx", "'案件'!B2:B9")
    assert source_link("台账.xlsx!案件!B2,B4:B9 求和") == ("台账.xlsx", "'案件'!B2")
    assert source_link("台账.xlsx!发稿!A3:D4 计数(级别=市级)") == ("台账.xlsx", "'发稿'!A3:D4")


def test_a_draft_from_a_ledger(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """One command: imported, told what was taken and left, drafted and proved."""
    CASES["unmerged heads"].make(tmp_path / "信访.xlsx")
    out = tmp_path / "结果"
    out.mkdir()
    assert command("draft", tmp_path / "信访.xlsx", "-o", out / "总结.docx") == 0
    told = capsys.readouterr()
    assert "计入 2 + 合计 1" in told.err
    assert {path.name for path in out.iterdir()} == {
        "总结.docx",
        "总结.draft",
        "信访.事实表.yaml",
        "信访.映射.yaml",
    }
    assert "受理65件" in told.out or "总结.docx" in told.out
    assert command("ledger", "import", out / "信访.映射.yaml", "-o", out / "再.yaml") == 0
    assert (out / "再.yaml").read_bytes() == (out / "信访.事实表.yaml").read_bytes()


def test_import_leaves_what_stands(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A file that a person changed stays; what is the same is not doubled; nothing to take ends with 2."""
    CASES["gbk csv"].make(tmp_path / "办理.csv")
    assert command("ledger", "import", tmp_path / "办理.csv") == 0
    first = (tmp_path / "办理.事实表.yaml").read_bytes()
    assert command("ledger", "import", tmp_path / "办理.csv") == 0
    assert not list(tmp_path.glob("*(2)*"))
    (tmp_path / "办理.事实表.yaml").write_bytes(first + "# 手写\n".encode())
    assert command("ledger", "import", tmp_path / "办理.csv") == 0
    assert (tmp_path / "办理.事实表.yaml").read_bytes().endswith("# 手写\n".encode())
    assert (tmp_path / "办理.事实表(2).yaml").read_bytes() == first
    CASES["stocks"].make(tmp_path / "人员.xlsx")
    assert command("ledger", "import", tmp_path / "人员.xlsx") == 2
    assert "没有能直接取的数" in capsys.readouterr().err
    assert command("ledger", "inspect", tmp_path / "办理.csv") == 0
    assert "B 受理(件)" in capsys.readouterr().out
    assert command("ledger", "schema") == 0
