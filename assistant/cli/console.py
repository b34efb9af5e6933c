"""Printing for the commands: results on stdout, progress and messages on stderr."""

from __future__ import annotations

import codecs
import io
import json
import os
import re
import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from rich.table import Table

_WIDTH = 132  # of a table that is printed to no terminal
# What Python calls the code page of Windows in Chinese.
_GBK = frozenset({"gbk", "gb2312"})
# C0 and C1 controls but tab and line feed, bidirectional overrides, and lone surrogates: text
# of models and files is untrusted and must not drive the terminal.
_UNSAFE = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff]"
)


# Bytes of a name that the locale could not read, as Python keeps them.
_RAW = re.compile("[\udc80-\udcff]+")


def open_streams() -> None:
    """Puts the null device where the standard input, output or messages were closed by the caller.

    Else the next file that is opened, a draft's too, would stand in their place and take what is
    written to them. A closed output is told: the result can then be had by the exit code alone.
    """
    closed = []
    for number, name in enumerate(("stdin", "stdout", "stderr")):
        try:
            os.fstat(number)
        except OSError:
            os.open(os.devnull, os.O_RDWR)  # the lowest free number, which is this one
            closed.append(name)
        if getattr(sys, name) is None:
            mode = "w" if number else "r"
            stream = open(number, mode, encoding="utf-8", closefd=False)  # noqa: SIM115
            setattr(sys, name, stream)
    if "stdout" in closed:
        message_line("提醒:标准输出是关着的,结果显示不出来;请看退出码,或去掉 >&- 再运行。")


def steady_streams() -> None:
    """Lets every character be written, whatever the encoding of the terminal or the file.

    On Windows in Chinese a redirected output is GBK, which lacks ``✓`` and ``−``; GB18030 writes
    the same bytes for what GBK has, and can write the rest. Elsewhere an escape stands for what
    the encoding lacks.
    """
    for stream in (sys.stdout, sys.stderr):
        if not isinstance(stream, io.TextIOWrapper):  # put there by a test or a host program
            continue
        name = codecs.lookup(stream.encoding).name
        if name in _GBK:
            stream.reconfigure(encoding="gb18030")
        elif name != "utf-8":
            stream.reconfigure(errors="backslashreplace")


def printable(text: str) -> str:
    """``text`` without anything that could drive a terminal; each such character becomes �.

    A file's name that the locale could not read (LC_ALL=C) is shown as UTF-8.
    """
    text = _RAW.sub(
        lambda raw: raw[0].encode("utf-8", "surrogateescape").decode("utf-8", "replace"), text
    )
    return _UNSAFE.sub("\ufffd", text)


def print_line(text: str = "") -> None:
    """Prints a line of the result."""
    sys.stdout.write(printable(text) + "\n")


def message_line(text: str = "") -> None:
    """Prints a line of progress or a note for the person."""
    sys.stderr.write(printable(text) + "\n")


def remind(notes: Iterable[str]) -> None:
    """Prints a reminder for each of the notes."""
    for note in notes:
        message_line(f"提醒:{note}")


def print_json(data: object) -> None:
    """Prints a result for programs."""
    print_line(json.dumps(data, ensure_ascii=False, indent=2))


def print_table(table: Table) -> None:
    """Prints a table, as wide as the terminal is where there is one."""
    from rich.console import Console

    console = Console(width=None if sys.stdout.isatty() else _WIDTH, no_color=True, highlight=False)
    with console.capture() as capture:
        console.print(table)
    print_line(capture.get().rstrip("\n"))


def error_line(text: str) -> None:
    """Prints an error for the person."""
    message_line(f"错误:{text}")
