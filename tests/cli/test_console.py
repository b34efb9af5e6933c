"""What reaches the terminal, and what the program says of a wrong command line."""

from __future__ import annotations

import io
import re
import subprocess
import sys
import unicodedata
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from typer.main import get_command

from assistant.cli.console import print_line, printable, steady_streams
from assistant.cli.main import build_app, run

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("发稿455篇\n", "发稿455篇\n"),
        ("a\tb", "a\tb"),
        ("\x1b[31m红", "\ufffd[31m红"),
        ("\x9b31m", "\ufffd31m"),
        ("甲\u202e乙", "甲\ufffd乙"),
        ("\r覆盖", "\ufffd覆盖"),
        ("\ud800", "\ufffd"),
        ("没有.docx".encode().decode("ascii", "surrogateescape"), "没有.docx"),
    ],
)
def test_nothing_drives_the_terminal(text: str, shown: str) -> None:
    """Escapes, carriage returns and bidirectional overrides of untrusted text are shown as �."""
    assert printable(text) == shown


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["没有这个"], "没有命令 没有这个。"),
        (["drft"], "没有命令 drft,是不是要写 draft。"),
        (["facts", "shw"], "没有命令 shw,是不是要写 show。"),
        (["draft"], "缺少参数"),
        (["draft", "--plam"], "没有选项 --plam"),
        (["verify", "a.txt", "--facts"], "选项 --facts 少了它的值。"),
        (["draft", "f", "--plan=3"], "选项 --plan 不带值。"),
        (["draft", "f", "g"], "多出了“g”。"),
        (["draft", "f", "--jobs", "x"], "参数 --jobs 的值不合要求:应是整数。"),
        (["draft", "f", "--jobs", "0"], "参数 --jobs 的值不合要求:应不小于 1。"),
        (["draft", "f", "--jobs", "99"], "参数 --jobs 的值不合要求:应不大于 64。"),
        (["draft", "f", "--to", "pdf"], "“pdf”不在可用的取值里:docx、md、txt。"),
    ],
)
def test_a_wrong_command_line_is_told_in_chinese(
    words: list[str], message: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """Usage errors end with exit code 2, one message and where the help is."""
    with pytest.raises(SystemExit) as ended:
        run(words)
    assert ended.value.code == 2
    told = capsys.readouterr().err
    assert message in told
    assert "--help" in told


@pytest.mark.parametrize(("words", "code"), [(["--help"], 0), (["facts"], 2)])
def test_help_titles_are_chinese(
    words: list[str], code: int, capsys: pytest.CaptureFixture[str]
) -> None:
    """The help page speaks to the clerk, also where a group of commands is named alone."""
    with pytest.raises(SystemExit) as ended:
        run(words)
    assert ended.value.code == code
    told = capsys.readouterr()
    assert "命令" in told.out + told.err


@pytest.mark.parametrize(
    ("encoding", "written"),
    [
        ("gbk", "✓ 455−402".encode("gb18030")),
        ("ascii", b"\\u2713 455\\u2212402"),
        ("utf-8", "✓ 455−402".encode()),
    ],
)
def test_every_character_can_be_written(
    encoding: str, written: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An output that lacks a character gets another form of it; the command does not fail."""
    output = io.BytesIO()
    monkeypatch.setattr("sys.stdout", io.TextIOWrapper(output, encoding=encoding))
    steady_streams()
    print_line("✓ 455−402")
    sys.stdout.flush()
    assert output.getvalue().rstrip() == written


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a device that is always full")
def test_an_output_that_is_full_is_told() -> None:
    """The result did not get out: exit code 2 and one line, no traceback of the interpreter."""
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(
            [sys.executable, "-m", "assistant", "prompts", "list"],
            stdout=full,
            stderr=subprocess.PIPE,
            check=False,
        )
    assert done.returncode == 2
    assert done.stderr.decode() == (
        "错误:读写出错(磁盘已满)。请检查输出要去的地方、磁盘和网络盘,再运行一次。\n"
    )


@pytest.mark.parametrize("closed", ["<&-", ">&-", "<&- >&- 2>&-"])
@pytest.mark.parametrize(("words", "code"), [("prompts list", 0), ("facts check none.yaml", 2)])
def test_closed_streams_hurt_nothing(tmp_path: Path, closed: str, words: str, code: int) -> None:
    """The exit code is as ever, and a closed output is told where messages can be."""
    line = f'exec "$0" -m assistant.cli.main {words} {closed}'
    done = subprocess.run(
        ["/bin/sh", "-c", line, sys.executable], cwd=tmp_path, capture_output=True, check=False
    )
    said = done.stderr.decode()
    assert done.returncode == code
    assert ("标准输出是关着的" in said) == (closed == ">&-")
    assert ("找不到" in said) == (code == 2 and "2>" not in closed)
    assert "程序内部出错" not in said


@pytest.mark.parametrize(
    "settings",
    [
        {"LC_ALL": "C", "PYTHONCOERCECLOCALE": "0", "PYTHONUTF8": "0"},
        {"LC_ALL": "xx_XX.nothing", "LANG": "tr_TR", "TERM": "dumb", "HOME": "/dev/null"},
    ],
)
def test_odd_environments_change_no_word(tmp_path: Path, settings: dict[str, str]) -> None:
    """Locales that are none, a dumb terminal and a home that is no folder: the same plain message."""
    done = subprocess.run(
        [sys.executable, "-m", "assistant.cli.main", "samples", "add", "没有.docx"],
        cwd=tmp_path,
        env={**settings, "PYTHONIOENCODING": "utf-8"},
        capture_output=True,
        check=False,
    )
    assert done.returncode == 2
    assert done.stderr.decode() == "错误:没有.docx:找不到这个文件。请检查路径和文件名。\n"


def _commands(group: Any, words: str = "") -> Iterator[str]:
    """The words of all commands, groups among them."""
    yield words
    for name, command in getattr(group, "commands", {}).items():
        yield from _commands(command, f"{words} {name}".strip())


@pytest.mark.parametrize("words", sorted(_commands(get_command(build_app()))))
def test_help_is_whole_and_chinese_at_80_columns(
    words: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """No line is cut or wider than the screen, and no sentence of it is in English."""
    monkeypatch.setenv("COLUMNS", "80")
    with pytest.raises(SystemExit):
        run([*words.split(), "--help"])
    told = capsys.readouterr().out
    assert "显示这段说明" in told
    english = r"…|Usage|OPTIONS|<(?:bool|int|str|float|path|list)|\[x[<>]|\bTEXT\b|(?<!:)\b[A-Za-z]+ [a-z]+ [a-z]+"
    assert not re.search(english, told)
    width = {"W": 2, "F": 2}
    assert all(
        sum(width.get(unicodedata.east_asian_width(sign), 1) for sign in line) <= 80
        for line in told.splitlines()
    )
