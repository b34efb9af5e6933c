"""What reaches the terminal, and what the program says of a wrong command line."""

from __future__ import annotations

import pytest

from assistant.cli.console import printable
from assistant.cli.main import run


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
    ],
)
def test_nothing_drives_the_terminal(text: str, shown: str) -> None:
    """Escapes, carriage returns and bidirectional overrides of untrusted text are shown as �."""
    assert printable(text) == shown


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["没有这个"], "没有命令 没有这个"),
        (["draft"], "缺少参数"),
        (["draft", "--plam"], "没有选项 --plam"),
        (["verify", "a.txt", "--facts"], "选项 --facts 的用法不对"),
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


def test_help_titles_are_chinese(capsys: pytest.CaptureFixture[str]) -> None:
    """The help page speaks to the clerk."""
    with pytest.raises(SystemExit) as ended:
        run(["--help"])
    assert ended.value.code == 0
    assert "命令" in capsys.readouterr().out
