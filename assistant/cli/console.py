"""Printing for the commands: results on stdout, progress and messages on stderr."""

from __future__ import annotations

import re
import sys

# C0 and C1 controls but tab and line feed, bidirectional overrides, and lone surrogates: text
# of models and files is untrusted and must not drive the terminal.
_UNSAFE = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff]"
)


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
