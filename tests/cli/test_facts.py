"""The commands on facts files."""

from __future__ import annotations

import json
import shutil
from typing import TYPE_CHECKING

import pytest

from assistant.cli.main import run
from assistant.facts import load_facts

if TYPE_CHECKING:
    from pathlib import Path


def command(*words: str | Path) -> int:
    """Runs ``assistant`` and returns its exit code."""
    with pytest.raises(SystemExit) as ended:
        run([str(word) for word in words])
    return int(ended.value.code or 0)


@pytest.fixture
def bureau(root: Path, tmp_path: Path) -> Path:
    """A copy of a shipped facts file."""
    path = tmp_path / "bureau.yaml"
    shutil.copy(root / "fixtures" / "facts" / "bureau.yaml", path)
    return path


def test_check_counts_what_there_is(bureau: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """One line on a file that can be used."""
    assert command("facts", "check", bureau) == 0
    out, err = capsys.readouterr()
    assert out.startswith("事实表可用:43 条事实(其中分项 7 条,必写 35 条),")
    assert err == ""


def test_check_tells_every_problem_and_ends_with_two(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """All at once, each with its line."""
    path = tmp_path / "表.yaml"
    path.write_text("document: {title: 甲}\nfacts:\n  - {indicator: 甲}\n  - {evnt: 乙}\n", "utf-8")
    assert command("facts", "check", path) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert err.startswith("错误:事实表有 3 处问题:\n")
    assert f"{path}:第3行:" in err
    assert f"{path}:第4行:事实里没有“evnt”这个键。是不是要写 event。" in err


def test_check_shows_warnings_and_ends_well(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """They need no stop."""
    path = tmp_path / "表.yaml"
    path.write_text(
        "document: {title: 甲, period: 2025}\nfacts: [{event: 甲, date: 2024-01}]\n", "utf-8"
    )
    assert command("facts", "check", path) == 0
    out, err = capsys.readouterr()
    assert "1 条提醒" in out
    assert err.startswith(f"提醒:{path}:第2行:事件 f1“甲”的日期是 2024年1月")
    assert command("facts", "show", path) == 0
    assert "提醒:" in capsys.readouterr().err


def test_show_lists_facts_with_their_derived_figures(
    bureau: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Parts stand under their whole, formulas beside their fact."""
    assert command("facts", "show", bureau) == 0
    out = capsys.readouterr().out
    assert out.startswith("明州市人力资源和社会保障局2025年工作总结\n")
    for words in (
        "城镇新增就业(全市)",
        "(5.26−5.03)÷5.03×100%≈4.6%",
        "jobs/city",
        "3.14÷5.26×100%≈59.7%",
        "1800—2000人",
        "不超过5.1%",
        "全省第3名",
        "2月18日",
        "(计划)",
        "〔陈述〕",
        "台账给定的增速11.6%",
    ):
        assert words in out
    assert "\x1b" not in out


def test_schema_prints_the_json_schema(capsys: pytest.CaptureFixture[str]) -> None:
    """As JSON alone."""
    assert command("facts", "schema") == 0
    assert json.loads(capsys.readouterr().out)["title"] == "工作总结事实表"


def test_template_prints_a_file_that_loads(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """What it prints can be saved and checked."""
    assert command("facts", "template") == 0
    path = tmp_path / "新.yaml"
    path.write_text(capsys.readouterr().out, "utf-8")
    assert load_facts(path).warnings == ()


def test_set_changes_values_and_says_what_they_were(
    bureau: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Several at once; comments stay."""
    before = bureau.read_text("utf-8")
    assert command("facts", "set", "jobs=5.36", "jobs/city=3.24", "--file", bureau) == 0
    out, err = capsys.readouterr()
    assert "城镇新增就业(全市):5.26万人 → 城镇新增就业(全市):5.36万人\n" in out
    assert err == f"已写入 {bureau}。\n"
    after = before.replace("value: 5.26", "value: 5.36").replace("value: 3.14}", "value: 3.24}")
    assert bureau.read_text("utf-8") == after


def test_set_shows_new_warnings(bureau: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A growth that is given and does not follow."""
    assert command("facts", "set", "pension.growth=9", "-f", bureau) == 0
    assert "给定的增速是 9%" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (("jobs=9",), "没有写入:事实 jobs“城镇新增就业”的分项加起来不等于总数"),
        (("jobz=9",), "没有事实 jobz。是不是要写 jobs"),
        (("jobs",), "“jobs”看不懂。请写成 编号=新值,如 articles=460"),
        (("=3",), "“=3”看不懂"),
        (("jobs=",), "“jobs=”看不懂"),
    ],
)
def test_set_refuses_what_does_not_hold(
    bureau: Path, capsys: pytest.CaptureFixture[str], words: tuple[str, ...], message: str
) -> None:
    """The file stays as it was, and the exit code is 2."""
    before = bureau.read_bytes()
    assert command("facts", "set", *words, "-f", bureau) == 2
    assert message in capsys.readouterr().err
    assert bureau.read_bytes() == before


def test_names_from_a_file_cannot_drive_the_terminal(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Controls in a facts file are shown as a sign of their own."""
    path = tmp_path / "表.json"
    path.write_text(
        '{"document": {"title": "\\u001b[31m甲"}, "facts": [{"indicator": "\\u202e乙", "value": 1}]}',
        "utf-8",
    )
    assert command("facts", "show", path) == 0
    out = capsys.readouterr().out
    assert "\x1b" not in out
    assert "\u202e" not in out


@pytest.mark.parametrize(
    ("word", "told"),
    [
        ("opening.date=2026-04-03", "2026年4月3日"), ("水塔=5", "村村通水塔:5座"),
        ("tower.aliases=3", ""), ("水塔.target=9", "水塔:待填 → 水塔:待填"),
    ],
)  # fmt: skip
def test_what_waits_is_filled_in_and_said_in_words(
    word: str, told: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A date is said as one; what still waits is no error."""
    path = tmp_path / "表.yaml"
    path.write_text(
        "document: {title: 甲, period: 2026}\nfacts:\n  - {id: 水塔, indicator: 村村通水塔, value: null, unit: 座}\n"
        "  - id: opening\n    event: 展馆开馆\n    date:  # 待填\n",
        "utf-8",
    )
    assert command("facts", "set", word, "--file", path) == (0 if told else 2)
    out = capsys.readouterr().out
    assert told in out
    assert "(" not in out
