"""Printing for the commands: results on stdout, progress and messages on stderr."""

from __future__ import annotations

import codecs
import io
import re
import sys

# What Python calls the code page of Windows in Chinese.
_GBK = frozenset({"gbk", "gb2312"})
# C0 and C1 controls but tab and line feed, bidirectional overrides, and lone surrogates: text
# of models and files is untrusted and must not drive the terminal.
_UNSAFE = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff]"
)


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
    """``text`` without anything that could drive a terminal; each such character becomes �."""
    return _UNSAFE.sub("\ufffd", text)


def print_line(text: str = "") -> None:
    """Prints a line of the result."""
    sys.stdout.write(printable(text) + "\n")


def message_line(text: str = "") -> None:
    """Prints a line of progress or a note for the person."""
    sys.stderr.write(printable(text) + "\n")


def error_line(text: str) -> None:
    """Prints an error for the person."""
    message_line(f"错误:{text}")
